// Pictures: a figure's words (words.md, section 10) turned into a drawing.

#pragma once

#include "experiment/study.h"
#include "report/figure.h"

// The figure that a picture's words ask for; complaints about the words. Its request was read by
// the study.
bool picture_read(Arena *arena, const Study *study, const Picture *picture, Figure *figure,
                  Diag *diag);

// The numbers it draws.
Tensor *picture_tensor(Arena *arena, const Picture *picture, const Source *source);

// The picture that stands for the whole in a terminal: the one named `curve`, else the first line
// drawing; NULL: none.
const Picture *picture_main(const Study *study);
