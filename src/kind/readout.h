// Readout: what a lane's weights say of an observation, asked for outside of the step.
//
// Looking changes nothing: lazy traces are counted in, but left as they are, so that an animal
// lives the same life whatever is recorded of it.

#pragma once

#include "kind/cohort.h"

// The outputs (n_outputs) at an observation.
void readout_at(const Model *model, const Cohort *cohort, int lane, int observation, double *out);

// All weights of a lane (n_synapses).
void readout_weights(const Model *model, const Cohort *cohort, int lane, double *out);

// Brings all weights of a lane up to date: where an episode or a phase ends.
void readout_settle(const Model *model, Cohort *cohort, int lane);
