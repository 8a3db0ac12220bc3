// Band under test: against the bootstrap of math/, and with gaps and infinities.

#include "report/band.h"

#include "sample.h"

enum { ANIMALS = 30, POINTS = 19, SEED = 5 };

typedef struct Column {
  const double *value;
  size_t        at;
  double (*statistic)(const double *x, size_t n);
} Column;

static double find_statistic(const void *context, const int *units, size_t n)
{
  const Column *column = context;
  double        drawn[4 * ANIMALS];
  for (size_t i = 0; i < n; i++) {
    drawn[i] = column->value[(size_t)units[i] * POINTS + column->at];
  }
  return column->statistic(drawn, n);
}

static void fill(double *value, double missing)
{
  Stream stream = stream_open(9, PURPOSE_ENV);
  for (int i = 0; i < ANIMALS * POINTS; i++) {
    uint64_t word[2];
    stream_fill(&stream, word, 2, 1);
    value[i] = chance_uniform(word[0]) < missing ? NAN : 16 + 40 * chance_exponential(word[1]);
  }
}

static void check(BandStatistic statistic, double (*of)(const double *x, size_t n), double missing,
                  const int *wiring)
{
  Arena     *arena = arena_open();
  double     value[ANIMALS * POINTS];
  const ResampleUnits units = {ANIMALS, NULL, wiring};
  Resamples *resamples = band_resamples(arena, &units, 500, SEED);
  fill(value, missing);
  Band band = band_take(arena, statistic, value, POINTS, resamples);
  assert_int_equal(band.n, POINTS);
  for (size_t at = 0; at < POINTS; at++) {
    double column[ANIMALS], low, high;
    for (int i = 0; i < ANIMALS; i++) column[i] = value[(size_t)i * POINTS + at];
    Column context = {value, at, of};
    resample_bootstrap(find_statistic, &context, &units, &(ResampleDraws){500, 0.95, SEED}, &low,
                       &high);
    assert_true(band.centre[at] == of(column, ANIMALS));
    assert_true(fabs(band.low[at] - low) <= 1e-12 * fabs(low));
    assert_true(fabs(band.high[at] - high) <= 1e-12 * fabs(high));
    assert_true(band.low[at] < band.centre[at] && band.centre[at] < band.high[at]);
  }
  arena_close(arena);
}

static void bands_are_the_percentile_bootstrap_of_each_point(void **state)
{
  (void)state;
  check(BAND_MEAN, statistic_mean, 0, NULL);
  check(BAND_MEDIAN, statistic_median, 0, NULL);
  check(BAND_IQM, statistic_iqm, 0, NULL);
}

static void missing_animals_are_passed_over(void **state)
{
  (void)state;
  check(BAND_MEAN, statistic_mean, 0.3, NULL);
  check(BAND_MEDIAN, statistic_median, 0.3, NULL);
}

// Four wirings, not all of as many animals.
static void animals_that_share_a_wiring_are_drawn_together(void **state)
{
  int wiring[ANIMALS];
  (void)state;
  for (int i = 0; i < ANIMALS; i++) wiring[i] = i % 7 % 4;
  check(BAND_MEAN, statistic_mean, 0, wiring);
  check(BAND_IQM, statistic_iqm, 0, wiring);
}

static Resamples *take(Arena *arena, size_t animals, int n)
{
  return band_resamples(arena, &(ResampleUnits){.n = animals}, n, 1);
}

static void one_animal_and_none_have_no_band(void **state)
{
  Arena *arena = arena_open();
  double value[2] = {3, NAN};
  (void)state;
  Band one = band_take(arena, BAND_MEAN, value, 2, take(arena, 1, 100));
  assert_true(one.centre[0] == 3 && isnan(one.low[0]) && isnan(one.high[0]));
  assert_true(isnan(one.centre[1]));
  Band none = band_take(arena, BAND_MEAN, value, 1, take(arena, 0, 100));
  assert_true(isnan(none.centre[0]) && isnan(none.low[0]));
  arena_close(arena);
}

static void a_diverged_animal_makes_the_mean_infinite_and_not_missing(void **state)
{
  Arena *arena = arena_open();
  double value[3] = {INFINITY, 1, 2};
  (void)state;
  Band mean = band_take(arena, BAND_MEAN, value, 1, take(arena, 3, 1000));
  assert_true(isinf(mean.centre[0]) && isinf(mean.high[0]) && !isnan(mean.low[0]));
  Band median = band_take(arena, BAND_MEDIAN, value, 1, take(arena, 3, 1000));
  assert_true(median.centre[0] == 2);
  arena_close(arena);
}

static void equal_animals_have_a_band_without_width(void **state)
{
  Arena *arena = arena_open();
  double value[4] = {7, 7, 7, 7};
  (void)state;
  Band band = band_take(arena, BAND_MEAN, value, 1, take(arena, 4, 100));
  assert_true(band.centre[0] == 7 && band.low[0] == 7 && band.high[0] == 7);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bands_are_the_percentile_bootstrap_of_each_point),
      cmocka_unit_test(missing_animals_are_passed_over),
      cmocka_unit_test(animals_that_share_a_wiring_are_drawn_together),
      cmocka_unit_test(one_animal_and_none_have_no_band),
      cmocka_unit_test(a_diverged_animal_makes_the_mean_infinite_and_not_missing),
      cmocka_unit_test(equal_animals_have_a_band_without_width),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
