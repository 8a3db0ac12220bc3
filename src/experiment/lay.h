// Laying out: what was asked for, model by model, and the exact values that go with it.

#pragma once

#include "experiment/ask.h"

// What was said of the phase; NULL: nothing.
const WishEntry *ask_phase(const Asking *asking);

// The layouts of all chosen conditions. `strict`: several phases must be kept apart or belong to a
// choice of life. False after a complaint.
bool ask_grid(Asking *asking, const Wish *wish, Grid *grid, bool strict);

// Exact values in a grid of theirs; and those of another measure, with the phases and elements
// that were asked for. NULL after a complaint.
Tensor *ask_fill(Asking *asking, const Grid *grid);
Tensor *ask_exact(Asking *asking, const MeasureKind *measure);
