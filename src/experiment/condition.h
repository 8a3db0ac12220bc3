// Conditions: groups and sweeps, each with a plan of its own.

#pragma once

#include "experiment/experiment.h"
#include "experiment/override.h"

// Fills axis and condition of the experiment from its root, whose paths are spelt out. Complaints
// where something is wrong.
void conditions_make(Reading *reading, Experiment *experiment);
