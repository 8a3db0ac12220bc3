// Keeping: what is written for people: the default curves, what `record` and `figures` ask for.

#pragma once

#include "experiment/study.h"

// Fills the study's keepings: those of `record`, and steps and return of every episode unless it
// has a word of its own on `curves`. Models must be compiled. Complaints about words.
void keep_tables(Arena *arena, Study *study, Diag *diag);

// Fills its pictures; what they look like is read by report/picture.c.
void keep_pictures(Arena *arena, Study *study, Diag *diag);
