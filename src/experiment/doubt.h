// Doubts: what else is wrong with an experiment that could not be read whole.

#pragma once

#include "experiment/experiment.h"

// Tells what can be known of the models, claims, figures and recordings of an experiment about
// which there were complaints already. What mending those would mend as well is not told.
void doubt_tell(Arena *arena, const Experiment *experiment, Diag *diag);

// The same of claims, figures and recordings alone.
void doubt_words(Arena *arena, const Experiment *experiment, Diag *diag);
