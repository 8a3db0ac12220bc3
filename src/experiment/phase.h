// Phases: from what was done to the animals, as written, to plans in a row.
//
// Blocks (`phases` inside a phase), `repeat` and `each` are laid out: a plan for each time that
// something is done. What a block says of env and model holds for all phases in it, unless they
// say otherwise.

#pragma once

#include "experiment/override.h"
#include "model/plan.h"

// Every key that a phase may have, besides env.PATH and model.PATH; ended by NULL.
const char *const *phase_keys(void);

// Whether a key says how long a phase is; one of them does.
bool phase_is_length(const char *key);

// The plans of the tree's phases, one after the other; *n of them. Complaints where something is
// wrong or cannot be run yet.
const PhasePlan *phase_plans(Reading *reading, const Tree *tree, int *n);
