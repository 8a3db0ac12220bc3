// Resample: bootstrap intervals of samples with strata and groups, and of two samples compared.
//
// Pure functions on arrays. Missing numbers (NaN) are for the caller to leave out, but for the
// two lists of a comparison, where they have a meaning (below).

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "math/chance.h"
#include "math/statistic.h"

// What is drawn again. Every stratum (a world of several) is resampled by itself and keeps its
// size. Units of one group (seeds that share a random wiring) come and go together: as many
// groups are drawn as there are, then as many units within each as it has. Labels are any
// numbers; groups of two strata are never the same.
typedef struct ResampleUnits {
  size_t     n;
  const int *stratum;   // (n) NULL: one
  const int *group;     // (n) NULL: each unit is one of its own
} ResampleUnits;

typedef struct ResampleDraws {
  int      resamples;
  double   level;   // of the interval: 0.95
  uint64_t seed;    // of the stream (seed, PURPOSE_BOOTSTRAP)
} ResampleDraws;

typedef struct Estimate {
  double value, low, high;   // the interval is NaN where fewer than two units were there
} Estimate;

typedef double (*ResampleStatistic)(const double *x, size_t n);   // statistic_mean, _iqm, ...

// One draw after the other: units (*n) that hold until the next, stratum by stratum. With groups
// of different sizes their number may differ from units->n. Plain units take a word each.
typedef struct ResampleUrn ResampleUrn;
ResampleUrn *resample_urn(Arena *arena, const ResampleUnits *units);
const int   *resample_draw(const ResampleUrn *urn, Stream *stream, size_t *n);

// A percentile bootstrap interval of a statistic of the units that are drawn.
typedef double (*ResampleOf)(const void *context, const int *units, size_t n);
void resample_bootstrap(ResampleOf of, const void *context, const ResampleUnits *units,
                         const ResampleDraws *draws, double *low, double *high);

// A statistic of x (units->n) with its interval.
Estimate resample_estimate(ResampleStatistic statistic, const double *x,
                                     const ResampleUnits *units, const ResampleDraws *draws);

// Two samples as one list of units: a (units->n) and b (units->n). A unit that is a pair has both
// numbers; one that stands alone has NaN on the other side. Pairs are drawn as pairs; those of A
// alone and those of B alone are drawn by themselves.
//
// statistic(A) - statistic(B); for means of pairs this is the mean of their differences.
Estimate resample_difference(ResampleStatistic statistic, const double *a,
                                       const double *b, const ResampleUnits *units,
                                       const ResampleDraws *draws);

// P(A > B), ties half: within each stratum over all of A against all of B, then the mean over
// strata.
Estimate resample_superiority(const double *a, const double *b,
                                        const ResampleUnits *units, const ResampleDraws *draws);

// A performance profile: the share of x above each of tau (n_tau); the same resamples serve all.
void resample_profile(const double *x, const ResampleUnits *units, const double *tau,
                       size_t n_tau, const ResampleDraws *draws, Estimate *out);
