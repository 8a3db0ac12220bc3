// Solving: systems of linear equations, for the exact solutions that learning is held against.

#pragma once

#include <stdbool.h>

#include "base/memory.h"

// The x with A x = b; a is (n, n) by rows, b and x are (n) and may be the same. False, and x
// untouched, where A is singular to working precision or anything is not finite. Takes n^2 +
// O(n) doubles of the arena; n^3 / 3 products.
bool solve_linear(Arena *arena, int n, const double *a, const double *b, double *x);
