// Bands: a statistic over animals along an axis, with its bootstrap interval.
//
// Points are taken in blocks of eight, so that the innermost loop adds eight neighbouring numbers
// of one animal. A missing number is added as 0 and counted as 0. Only two neighbouring order
// statistics at each end are needed, and quickselect finds them without sorting.

#include "report/band.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "math/statistic.h"

enum { BLOCK = 8 };

static const double LEVEL = 0.95;

Resamples *band_resamples(Arena *arena, const ResampleUnits *units, int n, uint64_t seed)
{
  assert(n > 0);
  Resamples   *resamples = arena_take(arena, 1, sizeof *resamples);
  ResampleUrn *urn = resample_urn(arena, units);
  Stream       stream = stream_open(seed, PURPOSE_BOOTSTRAP);
  size_t       room = 0;
  *resamples = (Resamples){.n_units = units->n, .n = n};
  resamples->start = arena_take(arena, (size_t)n + 1, sizeof *resamples->start);
  for (int r = 0; r < n; r++) {
    size_t     from = resamples->start[r], drawn;
    const int *unit = resample_draw(urn, &stream, &drawn);
    resamples->start[r + 1] = from + drawn;
    resamples->most = drawn > resamples->most ? drawn : resamples->most;
    resamples->unit = arena_grow(arena, resamples->unit, &room, from + drawn, sizeof *unit);
    if (drawn > 0) memcpy(resamples->unit + from, unit, drawn * sizeof *unit);
  }
  return resamples;
}

static double find_quantile(double *x, size_t n, double q)
{
  double position = q * (double)(n - 1);
  size_t k = (size_t)floor(position);
  statistic_select(x, n, k);
  if (k + 1 >= n || position == (double)k) return x[k];
  double next = x[k + 1];
  for (size_t i = k + 2; i < n; i++) next = x[i] < next ? x[i] : next;
  if (next == x[k]) return next;   // also where both are infinite
  return x[k] + (position - (double)k) * (next - x[k]);
}

// The interval of what the resamples gave; those that had no animal with a number are left out.
static void find_interval(double *drawn, int n, double *low, double *high)
{
  size_t kept = 0;
  for (int r = 0; r < n; r++) {
    if (!isnan(drawn[r])) drawn[kept++] = drawn[r];
  }
  *low = *high = NAN;
  if (kept == 0) return;
  *low = find_quantile(drawn, kept, (1 - LEVEL) / 2);
  *high = find_quantile(drawn, kept, 1 - (1 - LEVEL) / 2);
}

// Means of eight points for every resample: drawn (BLOCK x n).
static void draw_means(const double *value, const double *present, const Resamples *resamples,
                       double *drawn)
{
  for (int r = 0; r < resamples->n; r++) {
    const int *unit = resamples->unit + resamples->start[r];
    size_t     n_units = resamples->start[r + 1] - resamples->start[r];
    double     sum[BLOCK] = {0}, used[BLOCK] = {0};
    for (size_t i = 0; i < n_units; i++) {
      const double *x = value + (size_t)unit[i] * BLOCK, *p = present + (size_t)unit[i] * BLOCK;
      for (int j = 0; j < BLOCK; j++) {
        sum[j] += x[j];
        used[j] += p[j];
      }
    }
    for (int j = 0; j < BLOCK; j++) {
      drawn[(size_t)j * (size_t)resamples->n + (size_t)r] = used[j] == 0 ? NAN : sum[j] / used[j];
    }
  }
}

static double find_statistic(BandStatistic statistic, const double *x, size_t n)
{
  if (statistic == BAND_MEDIAN) return statistic_median(x, n);
  if (statistic == BAND_IQM) return statistic_iqm(x, n);
  return statistic_mean(x, n);
}

// Any statistic of one point for every resample: drawn (n).
static void draw_statistic(BandStatistic statistic, const double *column, double *room,
                           const Resamples *resamples, double *drawn)
{
  for (int r = 0; r < resamples->n; r++) {
    const int *unit = resamples->unit + resamples->start[r];
    size_t     n_units = resamples->start[r + 1] - resamples->start[r];
    for (size_t i = 0; i < n_units; i++) room[i] = column[unit[i]];
    drawn[r] = find_statistic(statistic, room, n_units);
  }
}

typedef struct Work {
  double *value, *present;   // (n_units x BLOCK)
  double *column;            // (n_units)
  double *room;              // (most)
  double *drawn;             // (BLOCK x resamples)
} Work;

static size_t take_column(const double *value, size_t n, size_t at, size_t n_units, double *column)
{
  size_t present = 0;
  for (size_t i = 0; i < n_units; i++) {
    column[i] = value[i * n + at];
    present += !isnan(column[i]);
  }
  return present;
}

static void take_block(const double *value, size_t n, size_t from, size_t n_units, Work *work)
{
  for (size_t i = 0; i < n_units; i++) {
    for (size_t j = 0; j < BLOCK; j++) {
      double x = from + j < n ? value[i * n + from + j] : NAN;
      work->value[i * BLOCK + j] = isnan(x) ? 0 : x;
      work->present[i * BLOCK + j] = !isnan(x);
    }
  }
}

Band band_take(Arena *arena, BandStatistic statistic, const double *value, size_t n,
               const Resamples *resamples)
{
  size_t n_units = resamples->n_units, n_drawn = (size_t)resamples->n;
  Band   band = {.n = n};
  band.centre = arena_take(arena, n, sizeof(double));
  band.low = arena_take(arena, n, sizeof(double));
  band.high = arena_take(arena, n, sizeof(double));
  Work work;
  work.value = arena_take(arena, n_units, BLOCK * sizeof(double));
  work.present = arena_take(arena, n_units, BLOCK * sizeof(double));
  work.column = arena_take(arena, n_units, sizeof(double));
  work.room = arena_take(arena, resamples->most, sizeof(double));
  work.drawn = arena_take(arena, n_drawn, BLOCK * sizeof(double));
  for (size_t at = 0; at < n; at++) {
    if (statistic == BAND_MEAN && at % BLOCK == 0 && n_units > 1) {
      take_block(value, n, at, n_units, &work);
      draw_means(work.value, work.present, resamples, work.drawn);
    }
    double *drawn = work.drawn + (statistic == BAND_MEAN ? at % BLOCK * n_drawn : 0);
    size_t  present = take_column(value, n, at, n_units, work.column);
    band.centre[at] = present == 0 ? NAN : find_statistic(statistic, work.column, n_units);
    band.low[at] = band.high[at] = NAN;
    if (present < 2) continue;
    if (statistic != BAND_MEAN) {
      draw_statistic(statistic, work.column, work.room, resamples, drawn);
    }
    find_interval(drawn, resamples->n, &band.low[at], &band.high[at]);
  }
  return band;
}
