// Comparison: two conditions, from their animals' curves to what may be said of them.
//
// Each animal gives one number a phase: the mean of a measure over the last episodes. Animals
// with the same seed met the same chances and are compared in pairs: bootstrap of the pairs, sign
// flips, d_z. Where fewer than half of them have a partner: both sides by themselves, Welch's t,
// Hedges' g. An animal with a wiring of its own is drawn together with it; where several share one
// (`wiring`), wirings are drawn first; where both sides do, those of the side that has fewer.
// Several worlds are strata.

#pragma once

#include "experiment/rival.h"
#include "experiment/study.h"
#include "math/resample.h"

enum {
  COMPARISON_WINDOW    = 50,
  COMPARISON_RESAMPLES = 2000,
  COMPARISON_FLIPS     = 99999,
  COMPARISON_TAUS      = 51
};

// One side's animals: a number each, NaN: missing.
typedef struct ComparisonSide {
  size_t         n;
  const double  *value;
  const int64_t *seed;
  const int     *world;    // NULL: one
  const int     *wiring;   // NULL: each has its own; so has an animal of -1
} ComparisonSide;

typedef struct ComparisonRow {
  const char   *phase, *measure, *window;   // window: "last 50", "all"
  int           worlds;
  size_t        n_a, n_b, pairs;   // compared; pairs 0: each side by itself
  const double *a, *b;             // (units.n) as resample_difference has them
  ResampleUnits units;
  Estimate      mean_a, mean_b, mean;   // mean: A - B
  Estimate      iqm_a, iqm_b, iqm;
  Estimate      superiority;   // P(A > B)
  const char   *test;          // "all sign flips", "random sign flips", "Welch's t"
  double        p;
  const char   *effect_name;   // "d_z", "Hedges' g"
  double        effect;
  double        needed;        // seeds a side (and world) for 80 % power at 5 %, two-sided
} ComparisonRow;

// Fills all but phase, measure and window.
void comparison_judge(Arena *arena, const ComparisonSide *a, const ComparisonSide *b,
                      ComparisonRow *row);

// The share of each side's animals above each of tau (n_tau).
void comparison_profile(Arena *arena, const ComparisonRow *row, size_t n_tau, const double *tau,
                        Estimate *share_a, Estimate *share_b);

typedef struct ComparisonTable {
  const Rivals  *rivals;
  int            n;
  ComparisonRow *row;       // (n)
  int            missing;   // animals of both sides that the source does not have
  int            animals;   // of both sides
} ComparisonTable;

// All phases of a measure that is recorded by episode, NULL: of the default curves. `window`
// episodes, 0: all. False with a sentence in *problem where there is no such curve.
bool comparison_take(Arena *arena, const Study *study, const Source *source, const Rivals *rivals,
                     const char *measure, size_t window, ComparisonTable *table,
                     const char **problem);

// For people; as CSV with a row each; and the performance profiles: phase, measure, window, tau,
// and the share of each side's animals above tau with its interval.
void comparison_print(Arena *arena, const ComparisonTable *table, Text *out);
void comparison_csv(const ComparisonTable *table, Text *out);
void comparison_profiles(Arena *arena, const ComparisonTable *table, Text *out);
