// Phases compiled: which trial types are met, in which order, with which exceptions.

#pragma once

#include "kind/model.h"
#include "model/plan.h"

bool phase_compile(Arena *arena, const PhasePlan *plan, int world_index, const World *world,
                   Phase *phase, Diag *diag);

// The trial type of an episode (from 1) of a phase; `word` decides where it is left to chance.
int phase_type(const Phase *phase, int64_t episode, uint64_t word);
