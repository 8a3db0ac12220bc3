// Summary: estimates over animals with their bootstrap intervals.
//
// All rows of a table share their draws, so conditions with the same animals are resampled
// together, and a sweep of a hundred conditions draws no more often than one of them. Rows whose
// animals share wirings are drawn by themselves.

#include "report/summary.h"

#include <math.h>

#include "math/resample.h"
#include "report/table.h"

static const double LEVEL = 0.95;

void summary_header(Text *out, int n_axes, const char *const *axis)
{
  static const char *const columns[] = {"phase",    "measure",   "window", "animals", "mean",
                                        "mean_low", "mean_high", "iqm",    "iqm_low", "iqm_high"};
  for (int i = 0; i < n_axes; i++) table_cell(out, axis[i]);
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) table_cell(out, columns[i]);
  table_end(out);
}

static void add_estimate(Draws *draws, Text *out, DrawsOf of, const double *animal,
                         const ResampleUnits *units)
{
  ResampleStatistic statistic = of == DRAWS_IQM ? statistic_iqm : statistic_mean;
  Estimate          estimate  = {NAN, NAN, NAN};
  if (units->group) {
    ResampleDraws own = {draws->resamples, LEVEL, draws->seed};
    estimate          = resample_estimate(statistic, animal, units, &own);
  } else {
    estimate.value = statistic(animal, units->n);
    if (units->n > 1) {
      draws_interval(draws, of, animal, units->n, LEVEL, &estimate.low, &estimate.high);
    }
  }
  table_number(out, estimate.value);
  table_number(out, estimate.low);
  table_number(out, estimate.high);
}

void summary_row(Draws *draws, Text *out, int n_axes, const char *const *level, const char *phase,
                 const char *measure, const double *value, const int *wiring, size_t n_seeds,
                 size_t n, size_t window)
{
  Arena  *arena  = arena_open();
  size_t  used   = window < n ? window : n, animals = 0;
  double *animal = arena_take(arena, n_seeds, sizeof *animal);
  int    *group  = wiring ? arena_take(arena, n_seeds, sizeof *group) : NULL;
  for (size_t i = 0; i < n_seeds; i++) {
    double mean = statistic_mean(value + i * n + (n - used), used);
    if (isnan(mean)) continue;
    if (wiring) group[animals] = wiring[i];
    animal[animals++] = mean;
  }
  for (int i = 0; i < n_axes; i++) table_cell(out, level[i]);
  table_cell(out, phase);
  table_cell(out, measure);
  table_cell(out, used == n ? "all" : arena_print(arena, "last %zu", used));
  table_count(out, (int64_t)animals);
  ResampleUnits units = {animals, NULL, group};
  add_estimate(draws, out, DRAWS_MEAN, animal, &units);
  add_estimate(draws, out, DRAWS_IQM, animal, &units);
  table_end(out);
  arena_close(arena);
}
