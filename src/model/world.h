// Worlds compiled: all reachable states of an env, laid out as tables.

#pragma once

#include "kind/world.h"

// States beyond this are refused.
enum { WORLD_STATES = 1000000 };

// Enumerates a built env breadth first, as explicit-state model checkers do. `section` holds its
// common rows, `place` is where complaints point. Observations are numbered later. NULL after
// complaints.
World *world_compile(Arena *arena, const EnvKind *kind, const void *env, const Section *section,
                     Diag *diag);

// Reads an env's section and compiles its world; `world_try` stops before its states are
// enumerated. NULL and false after complaints.
World *world_read(Arena *arena, const Node *env, Diag *diag);
bool   world_try(Arena *arena, const Node *env, Diag *diag);

// Numbers what can be seen in any of the worlds: equal bytes are one observation, in the order in
// which they are met.
void world_observe(Arena *arena, int n_worlds, World **world, Observed *seen);
