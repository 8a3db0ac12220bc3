// Summary: what a condition comes to in the end, as rows of summary.csv.

#pragma once

#include <stddef.h>

#include "base/text.h"
#include "math/draws.h"

enum { SUMMARY_WINDOW = 50, SUMMARY_RESAMPLES = 2000, SUMMARY_SEED = 0 };

// A header: the condition columns (n_axes), phase, measure, window, animals, mean, mean_low,
// mean_high, iqm, iqm_low, iqm_high.
void summary_header(Text *out, int n_axes, const char *const *axis);

// One row: each animal's mean over the last `window` columns of value (n_seeds x n), then mean and
// interquartile mean over animals with their 95 % bootstrap intervals (percentile, animals
// resampled; with `wiring` (n_seeds; NULL: none is shared) wirings, then the animals that share
// them). Animals without a number are not counted. The window is written as "last 50", or "all"
// where there are no more.
void summary_row(Draws *draws, Text *out, int n_axes, const char *const *level, const char *phase,
                 const char *measure, const double *value, const int *wiring, size_t n_seeds,
                 size_t n, size_t window);
