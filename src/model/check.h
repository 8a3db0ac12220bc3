// Checks: what is wrong with plans that cannot be compiled.

#pragma once

#include "model/plan.h"

typedef struct Check Check;

Check *check_open(Arena *arena);

// Tells all that can be known of a plan's sections, worlds and phases, as far as each of them
// stands. Worlds of equal text are tried once in the life of a Check, and some dozens of them at
// most. `whole`: the plan says all that it will say when its file is mended; else what is missing
// is passed over, and worlds are read, not explored.
void check_plan(Check *check, const Plan *plan, bool whole, Diag *diag);
