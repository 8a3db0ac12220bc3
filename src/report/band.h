// Bands: a statistic over animals along an axis, with its bootstrap interval.
//
// The animal is the unit: one set of resamples serves all points and all lines, so a whole curve
// is drawn or not, and conditions that share seeds are resampled together. Where animals share
// random wirings, these are drawn first. Percentile intervals, quantiles of type 7. Cost: one
// addition per resample, animal and point (30 animals x 200 points x 2,000 resamples: about 10
// ms).

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "math/resample.h"

typedef enum BandStatistic { BAND_MEAN, BAND_MEDIAN, BAND_IQM } BandStatistic;

enum { BAND_RESAMPLES = 2000 };

typedef struct Resamples {
  size_t  n_units;
  int     n;
  size_t  most;          // units of the largest
  size_t *start;         // (n + 1) where each begins
  int    *unit;          // (start[n])
} Resamples;

typedef struct Band {
  size_t  n;
  double *centre;        // (n) NaN where no animal has a number
  double *low, *high;    // (n) the interval of 95 %; NaN where fewer than two have
} Band;

Resamples *band_resamples(Arena *arena, const ResampleUnits *units, int n, uint64_t seed);

// value: (n_units x n), NaN: missing.
Band band_take(Arena *arena, BandStatistic statistic, const double *value, size_t n,
               const Resamples *resamples);
