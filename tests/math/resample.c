// Resample under test: intervals that can be told without drawing; strata, groups and pairs.

#include "math/resample.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/chance.h"

static const ResampleDraws DRAWS = {.resamples = 2000, .level = 0.95};

static void assert_is(Estimate got, double value, double low, double high)
{
  bool is = fabs(got.value - value) < 1e-12 && fabs(got.low - low) < 1e-12;
  if (is && fabs(got.high - high) < 1e-12) return;
  fail_msg("%g [%g, %g], not %g [%g, %g]", got.value, got.low, got.high, value, low, high);
}

static void fill(double *x, size_t n, uint64_t seed)
{
  Stream stream = stream_open(seed, PURPOSE_NOISE);
  for (size_t i = 0; i < n; i++) x[i] = chance_normal(stream_next(&stream));
}

static double mean_of_units(const void *context, const int *units, size_t n)
{
  const double *x = context;
  double        sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[units[i]];
  return sum / (double)n;
}

static double count_units(const void *context, const int *units, size_t n)
{
  size_t *seen = *(size_t *const *)context;
  for (size_t i = 0; i < n; i++) seen[units[i]]++;
  return NAN;
}

// For the mean of many, the interval is the normal one: 1.96 standard errors to either side.
static void the_bootstrap_finds_the_interval_of_a_mean(void **state)
{
  double x[400], low, high, low_again, high_again;
  Stream stream = stream_open(9, PURPOSE_NOISE);
  (void)state;
  for (size_t i = 0; i < 400; i++) x[i] = chance_normal(stream_next(&stream));
  double mean = statistic_mean(x, 400), error = statistic_sd(x, 400) / 20.0;
  ResampleUnits units = {.n = 400};
  ResampleDraws draws = {4000, 0.95, 1}, half = {4000, 0.5, 1};
  resample_bootstrap(mean_of_units, x, &units, &draws, &low, &high);
  assert_true(fabs((mean - low) / error - 1.96) < 0.12);
  assert_true(fabs((high - mean) / error - 1.96) < 0.12);
  resample_bootstrap(mean_of_units, x, &units, &draws, &low_again, &high_again);
  assert_true(low == low_again && high == high_again);
  resample_bootstrap(mean_of_units, x, &units, &half, &low_again, &high_again);
  assert_true(low_again > low && high_again < high);
}

static void the_bootstrap_draws_units_evenly(void **state)
{
  size_t  seen[10] = {0}, *there = seen;
  double  low = 0.0, high = 0.0;
  ResampleDraws draws = {10000, 0.95, 2};
  (void)state;
  resample_bootstrap(count_units, &there, &(ResampleUnits){.n = 10}, &draws, &low, &high);
  assert_true(isnan(low) && isnan(high));
  for (size_t i = 0; i < 10; i++) assert_in_range(seen[i], 10000 - 400, 10000 + 400);
  resample_bootstrap(count_units, &there, &(ResampleUnits){.n = 0}, &draws, &low, &high);
  assert_true(isnan(low) && isnan(high));
}

// A word each, from the first of the bootstrap's stream; groups of one are drawn as plain units.
static void plain_units_take_a_word_each(void **state)
{
  Arena        *arena = arena_open();
  Stream        stream = stream_open(3, PURPOSE_BOOTSTRAP), own = stream;
  int           group[30], stratum[30];
  (void)state;
  for (int i = 0; i < 30; i++) {
    group[i] = i;
    stratum[i] = 7;
  }
  ResampleUrn *plain = resample_urn(arena, &(ResampleUnits){.n = 30});
  ResampleUrn *alone = resample_urn(arena, &(ResampleUnits){30, stratum, group});
  for (int r = 0; r < 50; r++) {
    Stream     same = stream;
    size_t     n, m;
    const int *one = resample_draw(plain, &stream, &n), *other = resample_draw(alone, &same, &m);
    assert_true(n == 30 && m == 30);
    assert_memory_equal(one, other, 30 * sizeof *one);
    for (int i = 0; i < 30; i++) {
      assert_int_equal(one[i], chance_below(stream_next(&own), 30));
    }
  }
  arena_close(arena);
}

static void nothing_and_one_have_no_interval(void **state)
{
  (void)state;
  Estimate none = resample_estimate(statistic_mean, NULL, &(ResampleUnits){.n = 0}, &DRAWS);
  Estimate one = resample_estimate(statistic_mean, &(double){4}, &(ResampleUnits){.n = 1}, &DRAWS);
  assert_true(isnan(none.value) && isnan(none.low));
  assert_true(one.value == 4 && isnan(one.low) && isnan(one.high));
}

// Nothing varies within a stratum, so nothing varies.
static void a_stratum_keeps_its_share(void **state)
{
  const double  x[] = {10, 0, 10, 0, 0};
  const int     world[] = {4, -1, 4, -1, -1};
  ResampleUnits apart = {5, world, NULL}, together = {.n = 5};
  (void)state;
  assert_is(resample_estimate(statistic_mean, x, &apart, &DRAWS), 4, 4, 4);
  assert_true(resample_estimate(statistic_mean, x, &together, &DRAWS).low <= 2);
}

// Two wirings of three seeds each, all alike within: means are 0, 1/2 and 1, in the ratio 1:2:1.
static void seeds_of_one_wiring_come_and_go_together(void **state)
{
  const double  x[] = {0, 1, 0, 1, 0, 1};
  const int     wiring[] = {1, 2, 1, 2, 1, 2};
  ResampleUnits groups = {6, NULL, wiring}, seeds = {.n = 6};
  ResampleDraws middle = {.resamples = 2000, .level = 0.4};
  (void)state;
  assert_is(resample_estimate(statistic_mean, x, &groups, &DRAWS), 0.5, 0, 1);
  assert_is(resample_estimate(statistic_mean, x, &groups, &middle), 0.5, 0.5, 0.5);
  Estimate naive = resample_estimate(statistic_mean, x, &seeds, &DRAWS);
  assert_true(naive.low > 0 && naive.high < 1);
}

// The mean of 20 groups of 5 with spread 1 between and within: its standard error is
// sqrt(1 / 20 + 1 / 100); drawing both levels with replacement makes it a little more.
static void two_levels_find_the_standard_error_of_groups(void **state)
{
  double x[100], of_group[20], own[100];
  int    group[100];
  (void)state;
  fill(of_group, 20, 5);
  fill(own, 100, 6);
  for (int i = 0; i < 100; i++) {
    group[i] = i % 20;
    x[i] = of_group[i % 20] + own[i];
  }
  ResampleUnits units = {100, NULL, group};
  Estimate      mean = resample_estimate(statistic_mean, x, &units, &DRAWS);
  double        centre[20];
  for (int g = 0; g < 20; g++) {
    centre[g] = 0;
    for (int i = g; i < 100; i += 20) centre[g] += x[i] / 5;
  }
  double error = statistic_sd(centre, 20) / sqrt(20), width = (mean.high - mean.low) / 3.92;
  assert_true(width > 0.95 * error && width < 1.25 * error);
  Estimate naive = resample_estimate(statistic_mean, x, &(ResampleUnits){.n = 100}, &DRAWS);
  assert_true((naive.high - naive.low) / 3.92 < 0.8 * error);
}

static void seeds_of_the_only_wiring_are_drawn(void **state)
{
  const double  x[] = {0, 10, 0, 10};
  const int     wiring[] = {3, 3, 3, 3};
  ResampleUnits units = {4, NULL, wiring};
  (void)state;
  assert_is(resample_estimate(statistic_mean, x, &units, &DRAWS), 5, 0, 10);
}

// Groups of 1 and 3: a draw has 2, 4 or 6 units; the room must hold them all.
static void groups_may_differ_in_size(void **state)
{
  const double  x[] = {8, 0, 0, 0};
  const int     group[] = {1, 2, 2, 2};
  ResampleUnits units = {4, NULL, group};
  (void)state;
  assert_is(resample_estimate(statistic_mean, x, &units, &DRAWS), 2, 0, 8);
}

// A is B and one more in every pair: nothing is left to chance.
static void pairs_stay_pairs(void **state)
{
  double a[40], b[40];
  (void)state;
  for (int i = 0; i < 20; i++) {
    b[i] = i;
    a[i] = i + 1;
  }
  ResampleUnits units = {.n = 20};
  assert_is(resample_difference(statistic_mean, a, b, &units, &DRAWS), 1, 1, 1);
  assert_is(resample_difference(statistic_median, a, b, &units, &DRAWS), 1, 1, 1);
  // The same numbers, but each alone: 20 of A, then 20 of B.
  for (int i = 0; i < 20; i++) {
    a[20 + i] = NAN;
    b[20 + i] = b[i];
    b[i] = NAN;
  }
  ResampleUnits alone = {.n = 40};
  Estimate      mean = resample_difference(statistic_mean, a, b, &alone, &DRAWS);
  double        error = sqrt(2 * 35.0 / 20);   // variance of 0..19 is 35
  assert_true(mean.value == 1);
  assert_true(fabs((mean.high - mean.low) / 3.92 / error - 1) < 0.1);
}

// Neither side runs empty, however the draw falls.
static void each_side_keeps_its_size(void **state)
{
  const double a[] = {3, NAN, NAN, NAN, NAN}, b[] = {NAN, 1, 1, 1, 1};
  (void)state;
  ResampleUnits units = {.n = 5};
  assert_is(resample_difference(statistic_mean, a, b, &units, &DRAWS), 2, 2, 2);
  assert_is(resample_superiority(a, b, &units, &DRAWS), 1, 1, 1);
  // Two of each: the mean of A is 0, 5 or 10 in the ratio 1:2:1, and nothing else.
  const double  two_a[] = {0, 10, NAN, NAN}, two_b[] = {NAN, NAN, 1, 1};
  ResampleDraws middle = {.resamples = 2000, .level = 0.4};
  ResampleUnits four = {.n = 4};
  assert_is(resample_difference(statistic_mean, two_a, two_b, &four, &middle), 4, 4, 4);
}

static void superiority_counts_ties_half(void **state)
{
  const double a[] = {2, 3}, b[] = {1, 2}, c[] = {INFINITY, INFINITY};
  (void)state;
  ResampleUnits two = {.n = 2};
  assert_true(resample_superiority(a, b, &two, &DRAWS).value == 3.5 / 4);
  assert_true(resample_superiority(b, a, &two, &DRAWS).value == 0.5 / 4);
  assert_is(resample_superiority(c, a, &two, &DRAWS), 1, 1, 1);
  assert_is(resample_superiority(c, c, &two, &DRAWS), 0.5, 0.5, 0.5);
}

// World 1: A always; world 2, three times as many pairs: B always.
static void superiority_weighs_worlds_alike(void **state)
{
  const double a[] = {9, 0, 0, 0, 9, 0, 0, 0}, b[] = {1, 5, 5, 5, 1, 5, 5, 5};
  const int    world[] = {1, 2, 2, 2, 1, 2, 2, 2};
  (void)state;
  ResampleUnits units = {8, world, NULL};
  assert_is(resample_superiority(a, b, &units, &DRAWS), 0.5, 0.5, 0.5);
}

// The share's standard error is that of Mann and Whitney's U: sqrt((n + m + 1) / (12 n m)).
static void superiority_of_equals_is_a_half(void **state)
{
  double a[400], b[400];
  (void)state;
  fill(a, 200, 11);
  fill(b + 200, 200, 12);
  for (int i = 0; i < 200; i++) {
    b[i] = NAN;
    a[200 + i] = NAN;
  }
  ResampleUnits units = {.n = 400};
  Estimate      found = resample_superiority(a, b, &units, &DRAWS);
  double        error = sqrt(401 / (12.0 * 200 * 200));
  assert_true(found.low < 0.5 && found.high > 0.5);
  assert_true(fabs((found.high - found.low) / 3.92 / error - 1) < 0.1);
}

static void a_profile_falls_from_all_to_none(void **state)
{
  const double x[] = {1, 2, 3, 4}, tau[] = {0, 1, 2.5, 4, 5};
  Estimate     share[5];
  (void)state;
  resample_profile(x, &(ResampleUnits){.n = 4}, tau, 5, &DRAWS, share);
  assert_is(share[0], 1, 1, 1);
  assert_is(share[3], 0, 0, 0);
  assert_is(share[4], 0, 0, 0);
  assert_true(share[1].value == 0.75 && share[1].low == 0.25 && share[1].high == 1);
  assert_true(share[2].value == 0.5 && share[2].low == 0 && share[2].high == 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_bootstrap_finds_the_interval_of_a_mean),
    cmocka_unit_test(the_bootstrap_draws_units_evenly),
    cmocka_unit_test(plain_units_take_a_word_each),
    cmocka_unit_test(nothing_and_one_have_no_interval),
    cmocka_unit_test(a_stratum_keeps_its_share),
    cmocka_unit_test(seeds_of_one_wiring_come_and_go_together),
    cmocka_unit_test(two_levels_find_the_standard_error_of_groups),
    cmocka_unit_test(seeds_of_the_only_wiring_are_drawn),
    cmocka_unit_test(groups_may_differ_in_size),
    cmocka_unit_test(pairs_stay_pairs),
    cmocka_unit_test(each_side_keeps_its_size),
    cmocka_unit_test(superiority_counts_ties_half),
    cmocka_unit_test(superiority_weighs_worlds_alike),
    cmocka_unit_test(superiority_of_equals_is_a_half),
    cmocka_unit_test(a_profile_falls_from_all_to_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
