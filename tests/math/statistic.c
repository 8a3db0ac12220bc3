// Statistics under test: cases worked by hand, and GSL where it has the same.

#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/chance.h"
#include "math/statistic.h"

static void assert_near(double got, double want)
{
  if (got == want) return;
  if (!(fabs(got - want) <= 1e-14 * (1.0 + fabs(want)))) fail_msg("%.17g, not %.17g", got, want);
}

static void the_mean_and_spread_of_five_numbers(void **state)
{
  const double x[] = {2, 4, 4, 4, 6};
  (void)state;
  assert_near(statistic_mean(x, 5), 4.0);
  assert_near(statistic_sd(x, 5), sqrt(2.0));
  assert_near(statistic_mean((double[]){7}, 1), 7.0);
  assert_true(isnan(statistic_sd((double[]){7}, 1)));
}

static void a_mean_loses_nothing_to_large_numbers(void **state)
{
  const double x[] = {1e16, 1.0, 1.0, -1e16};
  (void)state;
  assert_true(statistic_mean(x, 4) == 0.5);
  assert_true(statistic_mean((double[]){1, INFINITY}, 2) == INFINITY);
  assert_true(isnan(statistic_mean((double[]){-INFINITY, INFINITY}, 2)));
}

static void quantiles_lie_on_the_line_between_neighbours(void **state)
{
  const double x[] = {40, 10, 30, 20};
  (void)state;
  assert_true(statistic_quantile(x, 4, 0.0) == 10.0 && statistic_quantile(x, 4, 1.0) == 40.0);
  assert_near(statistic_quantile(x, 4, 0.25), 17.5);
  assert_near(statistic_quantile(x, 4, 0.9), 37.0);
  assert_near(statistic_median(x, 4), 25.0);
  assert_near(statistic_median(x, 3), 30.0);
  assert_near(statistic_median((double[]){INFINITY, 1, INFINITY, INFINITY}, 4), INFINITY);
  assert_true(x[0] == 40 && x[3] == 20);
}

// Of eight numbers the middle four; of six, one is left out at either end, of three none.
static void the_interquartile_mean_leaves_out_a_quarter_at_either_end(void **state)
{
  const double x[] = {100, 1, 2, 3, 4, 5, 6, -50};
  (void)state;
  assert_near(statistic_iqm(x, 8), (2 + 3 + 4 + 5) / 4.0);
  assert_near(statistic_iqm((double[]){9, 1, 2, 4, 8, 90}, 6), (2 + 4 + 8 + 9) / 4.0);
  assert_near(statistic_iqm((double[]){1, 10, 2}, 3), 13 / 3.0);
  assert_near(statistic_iqm((double[]){1, 4}, 2), 2.5);
  assert_near(statistic_iqm((double[]){3}, 1), 3.0);
  assert_near(statistic_iqm((double[]){1, 2, 3, INFINITY}, 4), 2.5);
  assert_near(statistic_iqm((double[]){-INFINITY, 7, 2, 3, 4}, 5), 3.0);
}

static void slope_and_correlation_of_a_line_and_a_cross(void **state)
{
  const double x[] = {0, 1, 2, 3}, line[] = {5, 3, 1, -1}, cross[] = {1, 2, 2, 1};
  (void)state;
  assert_near(statistic_slope(x, line, 4), -2.0);
  assert_near(statistic_correlation(x, line, 4), -1.0);
  assert_near(statistic_slope(x, cross, 4), 0.0);
  assert_near(statistic_correlation(x, cross, 4), 0.0);
  assert_near(statistic_slope(x, (double[]){0, 2, 1, 3}, 4), 0.8);
  assert_near(statistic_correlation(x, (double[]){0, 2, 1, 3}, 4), 0.8);
  assert_true(isnan(statistic_slope((double[]){1, 1}, x, 2)));
  assert_true(isnan(statistic_correlation(x, (double[]){1, 1}, 2)));
  assert_true(isnan(statistic_slope(x, line, 1)));
}

static void missing_values_are_passed_over(void **state)
{
  const double x[] = {NAN, 1, 3, NAN, 8}, y[] = {5, 2, NAN, 1, 16};
  (void)state;
  assert_near(statistic_mean(x, 5), 4.0);
  assert_near(statistic_sd(x, 5), sqrt(13.0));
  assert_near(statistic_median(x, 5), 3.0);
  assert_near(statistic_iqm(x, 5), statistic_iqm((double[]){1, 3, 8}, 3));
  assert_near(statistic_slope(x, y, 5), 2.0);
  assert_near(statistic_correlation(x, y, 5), 1.0);
}

static void of_nothing_there_is_no_statistic(void **state)
{
  const double x[] = {NAN, NAN};
  (void)state;
  for (size_t n = 0; n <= 2; n += 2) {
    assert_true(isnan(statistic_mean(x, n)) && isnan(statistic_sd(x, n)));
    assert_true(isnan(statistic_median(x, n)) && isnan(statistic_quantile(x, n, 0.1)));
    assert_true(isnan(statistic_iqm(x, n)) && isnan(statistic_slope(x, x, n)));
    assert_true(isnan(statistic_correlation(x, x, n)));
  }
}

static void large_samples_agree_with_gsl(void **state)
{
  static double x[5000], y[5000], sorted[5000];
  Stream stream = stream_open(8, PURPOSE_NOISE);
  (void)state;
  for (size_t i = 0; i < 5000; i++) {
    x[i] = sorted[i] = chance_normal(stream_next(&stream));
    y[i] = 0.3 * x[i] + chance_normal(stream_next(&stream));
  }
  gsl_sort(sorted, 1, 5000);
  assert_near(statistic_mean(x, 5000), gsl_stats_mean(x, 1, 5000));
  assert_near(statistic_sd(x, 5000), gsl_stats_sd(x, 1, 5000));
  assert_near(statistic_correlation(x, y, 5000), gsl_stats_correlation(x, 1, y, 1, 5000));
  for (double q = 0.0; q <= 1.0; q += 0.0625) {
    assert_near(statistic_quantile(x, 5000, q),
                gsl_stats_quantile_from_sorted_data(sorted, 1, 5000, q));
  }
}

static void a_selected_number_parts_the_others(void **state)
{
  (void)state;
  for (size_t k = 0; k < 7; k++) {
    double x[] = {3, 1, 2, 3, 0, 5, 3}, sorted[] = {0, 1, 2, 3, 3, 3, 5};
    statistic_select(x, 7, k);
    assert_true(x[k] == sorted[k]);
    for (size_t i = 0; i < 7; i++) assert_true(i < k ? x[i] <= x[k] : x[i] >= x[k]);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_selected_number_parts_the_others),
      cmocka_unit_test(the_mean_and_spread_of_five_numbers),
    cmocka_unit_test(a_mean_loses_nothing_to_large_numbers),
    cmocka_unit_test(quantiles_lie_on_the_line_between_neighbours),
    cmocka_unit_test(the_interquartile_mean_leaves_out_a_quarter_at_either_end),
    cmocka_unit_test(slope_and_correlation_of_a_line_and_a_cross),
    cmocka_unit_test(missing_values_are_passed_over),
    cmocka_unit_test(of_nothing_there_is_no_statistic),
    cmocka_unit_test(large_samples_agree_with_gsl),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
