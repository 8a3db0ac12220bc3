// Resample: percentile bootstrap intervals (Efron & Tibshirani 1993, ch. 13).
//
// Strata are drawn as Agarwal et al. (2021, NeurIPS 34) draw runs within tasks; units in groups in
// two levels, both with replacement (Davison & Hinkley 1997, section 3.8), which is a little on
// the wide side for few units a group. P(A > B) is Agarwal's probability of improvement: the mean
// over tasks of the share of pairs of runs in which A is larger, ties half (Mann & Whitney's U
// over n m); performance profiles are theirs, too. They draw A and B independently; here pairs
// stay pairs, so that what both owe to a seed does not count as chance.

#include "math/resample.h"

#include <assert.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>


// ---- drawing ----------------------------------------------------------------------------------

typedef struct Unit {
  int stratum, group, index;
} Unit;

// Units sorted by stratum and group; groups and strata are stretches of what lies below them.
typedef ResampleUrn Urn;
struct ResampleUrn {
  size_t n_strata, most;   // most: units that one draw may have
  Unit  *unit;             // (n)
  size_t *group;           // (n_groups + 1) where each begins among the units
  size_t *stratum;         // (n_strata + 1) where each begins among the groups
  int    *drawn;           // (most)
};

static int compare_units(const void *left, const void *right)
{
  const Unit *a = left, *b = right;
  if (a->stratum != b->stratum) return a->stratum < b->stratum ? -1 : 1;
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  return (a->index > b->index) - (a->index < b->index);
}

ResampleUrn *resample_urn(Arena *arena, const ResampleUnits *units)
{
  Urn   *urn = arena_take(arena, 1, sizeof *urn);
  size_t groups = 0, largest = 0;
  assert(units->n <= INT32_MAX);
  urn->unit = arena_take(arena, units->n, sizeof(Unit));
  for (size_t i = 0; i < units->n; i++) {
    urn->unit[i].stratum = units->stratum ? units->stratum[i] : 0;
    urn->unit[i].group = units->group ? units->group[i] : (int)i;
    urn->unit[i].index = (int)i;
  }
  qsort(urn->unit, units->n, sizeof(Unit), compare_units);
  urn->group = arena_take(arena, units->n + 1, sizeof *urn->group);
  urn->stratum = arena_take(arena, units->n + 1, sizeof *urn->stratum);
  for (size_t i = 0; i < units->n; i++) {
    bool new_stratum = i == 0 || urn->unit[i].stratum != urn->unit[i - 1].stratum;
    bool new_group = new_stratum || urn->unit[i].group != urn->unit[i - 1].group;
    if (new_stratum) urn->stratum[urn->n_strata++] = groups;
    if (new_group) urn->group[groups++] = i;
    size_t size = i + 1 - urn->group[groups - 1];
    largest = size > largest ? size : largest;
  }
  urn->group[groups] = units->n;
  urn->stratum[urn->n_strata] = groups;
  urn->most = largest == 1 ? units->n : groups * largest;
  urn->drawn = arena_take(arena, urn->most, sizeof *urn->drawn);
  return urn;
}

static size_t draw_below(Stream *stream, size_t n)
{
  return chance_below(stream_next(stream), (uint32_t)n);
}

// A group of one takes no second word.
const int *resample_draw(const ResampleUrn *urn, Stream *stream, size_t *n_drawn)
{
  size_t n = 0;
  for (size_t s = 0; s < urn->n_strata; s++) {
    size_t first = urn->stratum[s], groups = urn->stratum[s + 1] - first;
    for (size_t g = 0; g < groups; g++) {
      size_t at = first + draw_below(stream, groups);
      size_t from = urn->group[at], size = urn->group[at + 1] - from;
      for (size_t i = 0; i < size; i++) {
        size_t which = size == 1 ? 0 : draw_below(stream, size);
        assert(n < urn->most);
        urn->drawn[n++] = urn->unit[from + which].index;
      }
    }
  }
  *n_drawn = n;
  return urn->drawn;
}

void resample_bootstrap(ResampleOf of, const void *context, const ResampleUnits *units,
                         const ResampleDraws *draws, double *low, double *high)
{
  assert(draws->level > 0.0 && draws->level < 1.0 && draws->resamples >= 0);
  Arena  *arena = arena_open();
  size_t  count = units->n > 0 ? (size_t)draws->resamples : 0;
  Urn    *urn = resample_urn(arena, units);
  double *values = arena_take(arena, count, sizeof *values);
  Stream  stream = stream_open(draws->seed, PURPOSE_BOOTSTRAP);
  for (size_t r = 0; r < count; r++) {
    size_t     n;
    const int *unit = resample_draw(urn, &stream, &n);
    values[r] = of(context, unit, n);
  }
  *low = statistic_quantile(values, count, 0.5 - draws->level / 2.0);
  *high = statistic_quantile(values, count, 0.5 + draws->level / 2.0);
  arena_close(arena);
}

// ---- one sample -------------------------------------------------------------------------------

typedef struct Sample {
  const double      *x;
  double            *room;   // as much as a draw may have
  ResampleStatistic statistic;
} Sample;

static double find_statistic(const void *context, const int *unit, size_t n)
{
  const Sample *sample = context;
  for (size_t i = 0; i < n; i++) sample->room[i] = sample->x[unit[i]];
  return sample->statistic(sample->room, n);
}

// Room for any draw: groups may all be as large as the largest.
static double *take_room(Arena *arena, const ResampleUnits *units)
{
  return arena_take(arena, resample_urn(arena, units)->most, sizeof(double));
}

Estimate resample_estimate(ResampleStatistic statistic, const double *x,
                                     const ResampleUnits *units, const ResampleDraws *draws)
{
  Estimate out = {NAN, NAN, NAN};
  if (units->n == 0) return out;
  out.value = statistic(x, units->n);
  if (units->n < 2) return out;
  Arena *arena = arena_open();
  Sample sample = {x, take_room(arena, units), statistic};
  resample_bootstrap(find_statistic, &sample, units, draws, &out.low, &out.high);
  arena_close(arena);
  return out;
}

void resample_profile(const double *x, const ResampleUnits *units, const double *tau,
                       size_t n_tau, const ResampleDraws *draws, Estimate *out)
{
  Arena  *arena = arena_open();
  double *above = arena_take(arena, units->n, sizeof *above);
  for (size_t t = 0; t < n_tau; t++) {
    for (size_t i = 0; i < units->n; i++) above[i] = x[i] > tau[t];
    out[t] = resample_estimate(statistic_mean, above, units, draws);
  }
  arena_close(arena);
}

// ---- two samples ------------------------------------------------------------------------------

typedef struct Two {
  const double      *a, *b;
  const int         *stratum;   // NULL: one
  double            *room_a, *room_b;
  ResampleStatistic statistic;
} Two;

// What there is of the drawn units on each side.
static void part(const Two *two, const int *unit, size_t n, size_t *n_a, size_t *n_b)
{
  *n_a = *n_b = 0;
  for (size_t i = 0; i < n; i++) {
    double a = two->a[unit[i]], b = two->b[unit[i]];
    if (!isnan(a)) two->room_a[(*n_a)++] = a;
    if (!isnan(b)) two->room_b[(*n_b)++] = b;
  }
}

static double find_difference(const void *context, const int *unit, size_t n)
{
  const Two *two = context;
  size_t     n_a, n_b;
  part(two, unit, n, &n_a, &n_b);
  return two->statistic(two->room_a, n_a) - two->statistic(two->room_b, n_b);
}

// How often a number of a is larger than one of b, ties half; both sorted.
static double count_larger(const double *a, size_t n, const double *b, size_t m)
{
  size_t below = 0, upto = 0;
  double count = 0;
  for (size_t i = 0; i < n; i++) {
    while (below < m && b[below] < a[i]) below++;
    while (upto < m && b[upto] <= a[i]) upto++;
    count += (double)below + 0.5 * (double)(upto - below);
  }
  return count;
}

static double find_superiority(const void *context, const int *unit, size_t n)
{
  const Two *two = context;
  double     sum = 0;
  size_t     strata = 0;
  for (size_t from = 0, to; from < n; from = to) {
    size_t n_a, n_b;
    to = two->stratum ? from + 1 : n;
    while (to < n && two->stratum[unit[to]] == two->stratum[unit[from]]) to++;
    part(two, unit + from, to - from, &n_a, &n_b);
    if (n_a == 0 || n_b == 0) continue;
    gsl_sort(two->room_a, 1, n_a);
    gsl_sort(two->room_b, 1, n_b);
    sum += count_larger(two->room_a, n_a, two->room_b, n_b) / ((double)n_a * (double)n_b);
    strata++;
  }
  return strata > 0 ? sum / (double)strata : (double)NAN;
}

// Pairs, units of A alone and units of B alone are strata within each stratum. `order` receives
// the units stratum by stratum.
static ResampleUnits split(Arena *arena, const double *a, const double *b,
                            const ResampleUnits *units, int *order)
{
  int *stratum = arena_take(arena, units->n, sizeof *stratum);
  Urn *urn = resample_urn(arena, units);
  for (size_t i = 0, rank = 0; i < units->n; i++) {
    bool first = i == 0 || urn->unit[i].stratum == urn->unit[i - 1].stratum;
    int  unit = urn->unit[i].index;
    rank += !first;
    order[i] = unit;
    stratum[unit] = 3 * (int)rank + (isnan(b[unit]) ? 1 : isnan(a[unit]) ? 2 : 0);
  }
  return (ResampleUnits){units->n, stratum, units->group};
}

static Estimate compare(ResampleOf of, ResampleStatistic statistic, const double *a,
                                 const double *b, const ResampleUnits *units,
                                 const ResampleDraws *draws)
{
  Estimate out = {NAN, NAN, NAN};
  if (units->n == 0) return out;
  Arena         *arena = arena_open();
  int           *order = arena_take(arena, units->n, sizeof *order);
  ResampleUnits sides = split(arena, a, b, units, order);
  Two            two = {a, b, units->stratum, NULL, NULL, statistic};
  two.room_a = take_room(arena, &sides);
  two.room_b = take_room(arena, &sides);
  out.value = of(&two, order, units->n);
  if (units->n > 1) resample_bootstrap(of, &two, &sides, draws, &out.low, &out.high);
  arena_close(arena);
  return out;
}

Estimate resample_difference(ResampleStatistic statistic, const double *a,
                                       const double *b, const ResampleUnits *units,
                                       const ResampleDraws *draws)
{
  return compare(find_difference, statistic, a, b, units, draws);
}

Estimate resample_superiority(const double *a, const double *b,
                                        const ResampleUnits *units, const ResampleDraws *draws)
{
  return compare(find_superiority, NULL, a, b, units, draws);
}
