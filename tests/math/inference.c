// Inference under test: small cases worked by hand, published numbers, and a table from scipy.
//
// tests/math/inference.py draws the table and holds it against the scipy at hand.

#include "math/inference.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "config/csv.h"
#include "math/chance.h"
#include "math/resample.h"

static void assert_close(double got, double want, double within)
{
  if (isnan(got) && isnan(want)) return;
  if (!(fabs(got - want) <= within * (1e-3 + fabs(want)))) fail_msg("%.17g, not %.17g", got, want);
}

#define LIST(...) (const double[]){__VA_ARGS__}, sizeof((double[]){__VA_ARGS__}) / sizeof(double)

static void all_sign_patterns_are_counted(void **state)
{
  (void)state;
  assert_true(inference_sign_flip(LIST(1, 2, 3), 0, 0) == 2 / 8.0);
  assert_true(inference_sign_flip(LIST(-1, -2, -3), 0, 0) == 2 / 8.0);
  assert_true(inference_sign_flip(LIST(1, 2, -3), 0, 0) == 1);
  assert_true(inference_sign_flip(LIST(1, 1, 1, 1, -1), 0, 0) == 12 / 32.0);
  assert_true(inference_sign_flip(LIST(5), 0, 0) == 1);
  assert_true(isnan(inference_sign_flip(LIST(1, INFINITY), 0, 0)));
  assert_true(isnan(inference_sign_flip(LIST(1, NAN), 0, 0)));
  assert_true(isnan(inference_sign_flip(NULL, 0, 0, 0)));
}

// Zeros flip into themselves, and 0.1 + 0.2 is 0.3 here.
static void zeros_and_rounding_change_nothing(void **state)
{
  (void)state;
  assert_true(inference_sign_flip(LIST(0, 1, 2, 0, 3, 0), 0, 0) == 2 / 8.0);
  assert_true(inference_sign_flip(LIST(0, 0), 0, 0) == 1);
  const double many[30] = {[3] = 1, [11] = 2, [29] = 3};
  assert_true(inference_sign_flip(many, 30, 0, 0) == 2 / 8.0);
  assert_true(inference_sign_flip(LIST(0.1, 0.2, -0.3), 0, 0) == 1);
  assert_true(inference_sign_flip(LIST(0.1, 0.2, 0.3), 0, 0) == 0.25);
  assert_true(inference_sign_flip(LIST(0.1, 0.2, 0.3, -0.6, 0.7), 0, 0) ==
              inference_sign_flip(LIST(1, 2, 3, -6, 7), 0, 0));
}

// Fisher (1935), section 21: of 32,768 patterns of Darwin's maize 863 are as large on one side.
static void darwins_maize_has_fishers_p(void **state)
{
  (void)state;
  double p = inference_sign_flip(
      LIST(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48), 0, 0);
  assert_true(p == 2 * 863 / 32768.0);
}

static void beyond_twenty_differences_patterns_are_drawn(void **state)
{
  double x[64];
  (void)state;
  for (int i = 0; i < 64; i++) x[i] = 1;
  assert_true(inference_sign_flip(x, 20, 0, 0) == 2 / 1048576.0);
  assert_true(inference_is_exact(x, 20) && !inference_is_exact(x, 21));
  assert_true(inference_sign_flip(x, 64, 999, 0) == 1 / 1000.0);
  // Of 25, 16 up and 9 down: |sum| >= 7 has the binomial chance of at most 9 or at least 16.
  double chance = 1, at_most = 0;
  for (int k = 0; k <= 9; k++) {
    at_most += chance;
    chance = chance * (25 - k) / (k + 1);
  }
  double wanted = 2 * at_most / 33554432.0;
  for (int i = 0; i < 9; i++) x[i] = -1;
  double p = inference_sign_flip(x, 25, 99999, 0);
  assert_true(fabs(p - wanted) < 4 * sqrt(wanted * (1 - wanted) / 99999));
  assert_true(p != inference_sign_flip(x, 25, 99999, 1));
  assert_true(p == inference_sign_flip(x, 25, 99999, 0));
  // More than one word of signs: 130 of size 1, 70 up.
  double many[130];
  for (int i = 0; i < 130; i++) many[i] = i < 70 ? 1 : -1;
  p = inference_sign_flip(many, 130, 99999, 0);
  assert_true(p > 0.40 && p < 0.45);   // 2 P(Binomial(130, 1/2) >= 70) = 0.430
  // One at the border of the words outweighs all others: every pattern is a hit.
  for (int i = 0; i < 130; i++) many[i] = i == 63 ? 100 : -1e-9;
  assert_true(inference_sign_flip(many, 130, 999, 0) == 1);
}

// With two degrees of freedom p is 1 - t / sqrt(2 + t^2).
static void welchs_t_by_hand(void **state)
{
  (void)state;
  InferenceWelch two = inference_welch(LIST(0, 2), LIST(3, 5));
  assert_close(two.t, -3 / sqrt(2), 1e-14);
  assert_close(two.df, 2, 1e-14);
  assert_close(two.p, 1 - 3 / sqrt(13), 1e-13);
  InferenceWelch five = inference_welch(LIST(1, 2, 3, 4, 5), LIST(2, 4, 6, 8, 10));
  assert_close(five.t, -3 / sqrt(2.5), 1e-14);
  assert_close(five.df, 6.25 / 1.0625, 1e-14);
  assert_true(isnan(inference_welch(LIST(1, 1), LIST(2, 2)).p));
  assert_true(isnan(inference_welch(LIST(1), LIST(2, 3)).p));
}

static void effects_by_hand(void **state)
{
  (void)state;
  assert_close(inference_paired_effect(LIST(1, 2, 3)), 2, 1e-15);
  assert_true(inference_paired_effect(LIST(1, 1)) == INFINITY);
  assert_true(isnan(inference_paired_effect(LIST(0, 0))));
  // J with two degrees of freedom: Gamma(1) / Gamma(1/2) = 1 / sqrt(pi).
  assert_close(inference_hedges(LIST(0, 2), LIST(3, 5)), -3 / sqrt(2 * acos(-1)), 1e-13);
  // With four: Gamma(2) / (sqrt(2) Gamma(3/2)) = sqrt(2 / pi).
  assert_close(inference_hedges(LIST(1, 2, 3), LIST(0, 1, 2)), sqrt(2 / acos(-1)), 1e-13);
  assert_true(isnan(inference_hedges(LIST(1), LIST(2, 3))));
}

// Cohen (1988), table 2.4.1, and G*Power 3.1 (Faul et al. 2007), both two-sided at 5 %.
static void seeds_for_eighty_percent_are_those_of_the_tables(void **state)
{
  (void)state;
  assert_true(inference_units_needed(0.5, 0.8, 0.05) == 64);
  assert_true(inference_units_needed(-0.8, 0.8, 0.05) == 26);
  assert_true(inference_units_needed(0.2, 0.8, 0.05) == 394);
  assert_true(inference_units_needed(1, 0.8, 0.05) == 17);
  assert_true(inference_pairs_needed(0.5, 0.8, 0.05) == 34);
  assert_true(inference_pairs_needed(-0.8, 0.8, 0.05) == 15);
  assert_true(inference_pairs_needed(0.2, 0.8, 0.05) == 199);
  assert_true(inference_units_needed(0.5, 0.95, 0.05) == 105);
  assert_close(inference_power(0.5 * sqrt(32), 126, 0.05), 0.8014596, 1e-6);
}

static void power_without_an_effect_is_alpha(void **state)
{
  (void)state;
  for (double df = 1; df < 1e6; df *= 3) {
    assert_close(inference_power(0, df, 0.05), 0.05, 1e-8);
    assert_close(inference_power(0, df, 0.001), 0.001, 1e-8);
  }
  assert_close(inference_power(60, 5, 0.05), 1, 1e-9);
  assert_close(inference_power(-2, 9, 0.05), inference_power(2, 9, 0.05), 1e-14);
}

static void there_is_no_number_of_seeds_for_no_effect(void **state)
{
  (void)state;
  assert_true(inference_pairs_needed(0, 0.8, 0.05) == INFINITY);
  assert_true(inference_units_needed(1e-6, 0.8, 0.05) == INFINITY);
  assert_true(inference_pairs_needed(INFINITY, 0.8, 0.05) == 2);
  assert_true(isnan(inference_pairs_needed(NAN, 0.8, 0.05)));
  // Far out the normal approximation holds: n = ((1.959964 + 0.841621) / d)^2.
  assert_close(inference_pairs_needed(0.002, 0.8, 0.05), 7.8488797 / 4e-6, 1e-5);
}

// ---- scipy's numbers --------------------------------------------------------------------------

enum { MOST = 64 };

static size_t read_list(const char *text, double out[MOST])
{
  size_t n = 0;
  for (char *end; *text != '\0'; text = end) {
    assert_true(n < MOST);
    out[n++] = strtod(text, &end);
    assert_true(end != text);
  }
  return n;
}

static double find(const char *what, const double *a, size_t n, const double *b, size_t m)
{
  double all_a[2 * MOST], all_b[2 * MOST];
  for (size_t i = 0; i < n + m; i++) {
    all_a[i] = i < n ? a[i] : NAN;
    all_b[i] = i < n ? NAN : b[i - n];
  }
  ResampleUnits units = {.n = n + m};
  ResampleDraws draws = {.resamples = 1, .level = 0.5};
  if (strcmp(what, "trim_mean") == 0) return statistic_iqm(a, n);
  if (strcmp(what, "welch_t") == 0) return inference_welch(a, n, b, m).t;
  if (strcmp(what, "welch_df") == 0) return inference_welch(a, n, b, m).df;
  if (strcmp(what, "welch_p") == 0) return inference_welch(a, n, b, m).p;
  if (strcmp(what, "sign_flip") == 0) return inference_sign_flip(a, n, 0, 0);
  if (strcmp(what, "superiority") == 0) {
    return resample_superiority(all_a, all_b, &units, &draws).value;
  }
  if (strcmp(what, "hedges") == 0) return inference_hedges(a, n, b, m);
  if (strcmp(what, "power") == 0) return inference_power(a[0], a[1], a[2]);
  if (strcmp(what, "pairs_needed") == 0) return inference_pairs_needed(a[0], a[1], a[2]);
  if (strcmp(what, "units_needed") == 0) return inference_units_needed(a[0], a[1], a[2]);
  fail_msg("no such quantity: %s", what);
  return NAN;
}

static void the_recorded_numbers_of_scipy_are_ours(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  Csv   *csv = csv_read_file(arena, "tests/math/data/inference.csv", diag);
  (void)state;
  assert_int_equal(diag_count(diag), 0);
  assert_true(csv->n_rows > 100);
  for (size_t row = 0; row < csv->n_rows; row++) {
    double a[MOST], b[MOST], want;
    size_t n = read_list(csv_cell(csv, row, csv_column(csv, "a")), a);
    size_t m = read_list(csv_cell(csv, row, csv_column(csv, "b")), b);
    assert_true(text_to_number(csv_cell(csv, row, csv_column(csv, "value")), &want));
    const char *what = csv_cell(csv, row, csv_column(csv, "what"));
    assert_close(find(what, a, n, b, m), want, 1e-9);
  }
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(all_sign_patterns_are_counted),
    cmocka_unit_test(zeros_and_rounding_change_nothing),
    cmocka_unit_test(darwins_maize_has_fishers_p),
    cmocka_unit_test(beyond_twenty_differences_patterns_are_drawn),
    cmocka_unit_test(welchs_t_by_hand),
    cmocka_unit_test(effects_by_hand),
    cmocka_unit_test(seeds_for_eighty_percent_are_those_of_the_tables),
    cmocka_unit_test(power_without_an_effect_is_alpha),
    cmocka_unit_test(there_is_no_number_of_seeds_for_no_effect),
    cmocka_unit_test(the_recorded_numbers_of_scipy_are_ours),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
