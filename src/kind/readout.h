// Readout: what a lane's weights say of an observation, wherever it is asked for outside of the
// step.

#pragma once

#include "kind/cohort.h"

// The outputs (n_outputs) at an observation; lazy traces are brought up to date for the features
// that are read.
void readout_at(const Model *model, Cohort *cohort, int lane, int observation, double *out);

// Brings all weights of a lane up to date.
void readout_settle(const Model *model, Cohort *cohort, int lane);
