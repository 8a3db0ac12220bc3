// Draws: the resamples of a bootstrap, drawn once for the many samples of a table.
//
// The draws are those of resample_bootstrap, and so are the intervals, to the bit: who asks for
// one row of a summary or for a thousand gets the same numbers. Cost of a mean: about a nanosecond
// a resample and animal, of an interquartile mean three.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

typedef enum DrawsOf { DRAWS_MEAN, DRAWS_IQM } DrawsOf;

typedef struct Draws {
  Arena   *arena;
  uint64_t seed;
  int      resamples;
  size_t   n, block;   // units; resamples held at a time
  int     *unit;       // (n x block)
  size_t   room;       // numbers that `unit` has room for
} Draws;

// Holds nothing yet; memory, at most 16 MiB unless a single resample takes more, comes from arena.
Draws draws_open(Arena *arena, int resamples, uint64_t seed);

// The percentile interval of a statistic of x (n units, none of them NaN); NaN where n is 0.
void draws_interval(Draws *draws, DrawsOf of, const double *x, size_t n, double level,
                    double *low, double *high);
