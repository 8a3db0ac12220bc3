// Sobol sequences: points that fill a cube evenly.

#pragma once

#include <stddef.h>

enum { SOBOL_DIMENSIONS = 40 };

// The first n points of the sequence in 1..SOBOL_DIMENSIONS dimensions, without the origin: (n x
// dimensions) numbers within (0, 1). n is at most 2^29.
void sobol_fill(int dimensions, size_t n, double *point);
