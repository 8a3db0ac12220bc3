// Tests: standard errors and resampled differences, worked out by hand or by brute force.

#include "experiment/inquiry.h"

#include "bench.h"
#include "math/chance.h"

static const char *LEFT  = "{measure: return, over: {group: td, alpha: 0.05}}";
static const char *RIGHT = "{measure: return, over: {group: td, alpha: 0.1}}";

static Inquiry open_both(Bench *bench, const char *left, const char *right, TensorJoin join)
{
  Source source = bench_source(bench);
  return inquiry_open(bench->arena, bench_request(bench, left),
                      right ? bench_request(bench, right) : NULL, join, &source);
}

static void give(Bench *bench)
{
  static const double left[] = {3, 5, 9, 7}, right[] = {1, 2, 5, 4};
  for (int seed = 0; seed < 4; seed++) {
    bench_give(bench, 0, seed, 1, &left[seed]);
    bench_give(bench, 1, seed, 1, &right[seed]);
  }
}

static void errors_are_those_of_the_mean_over_animals(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  give(&bench);
  Inquiry inquiry = open_both(&bench, LEFT, NULL, TENSOR_MINUS);
  // 3 5 9 7: mean 6, squares 9 1 9 1: variance 20 / 3, over 4 animals.
  assert_true(fabs(inquiry_errors(bench.arena, &inquiry)[0] - sqrt(20.0 / 12)) < 1e-12);
  assert_true(inquiry.result->value[0] == 6);
  bench_close(&bench);
}

static void the_same_animals_are_paired(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  give(&bench);
  Inquiry inquiry = open_both(&bench, LEFT, RIGHT, TENSOR_MINUS);
  // Differences 2 3 4 3: mean 3, variance 2 / 3.
  assert_true(inquiry.paired);
  assert_true(inquiry.result->value[0] == 3);
  assert_true(fabs(inquiry_errors(bench.arena, &inquiry)[0] - sqrt(2.0 / 12)) < 1e-12);
  const double *resamples = inquiry_resamples(bench.arena, &inquiry, 500);
  for (int i = 0; i < 500; i++) assert_true(resamples[i] >= 2 && resamples[i] <= 4);
  bench_close(&bench);
}

static void other_animals_are_not(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  give(&bench);
  Inquiry inquiry = open_both(&bench, "{measure: return, over: {alpha: 0.05, seed: [1, 2]}}",
                              "{measure: return, over: {alpha: 0.1, seed: [3, 4]}}", TENSOR_MINUS);
  assert_false(inquiry.paired);
  assert_true(inquiry.result->value[0] == -0.5);
  // Variances 2 and 1/2, two animals each.
  assert_true(fabs(inquiry_errors(bench.arena, &inquiry)[0] - sqrt(1 + 0.25)) < 1e-12);
  bench_close(&bench);
}

static void an_exact_side_has_no_error(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  for (int seed = 0; seed < 4; seed++) bench_give(&bench, 0, seed, 1, &(double){seed});
  Inquiry inquiry =
      open_both(&bench, "{measure: values, over: {alpha: 0.05, episode: 1, state: 3}}",
                "{measure: exact.values, over: {alpha: 0.05, state: 3}}", TENSOR_DIVIDED_BY);
  assert_true(fabs(inquiry.result->value[0] - 3) < 1e-12);
  // 0 1 2 3 over 0.5: sd of 0 2 4 6 is sqrt(20 / 3).
  assert_true(fabs(inquiry_errors(bench.arena, &inquiry)[0] - sqrt(20.0 / 12)) < 1e-12);
  bench_close(&bench);
}

static void resamples_are_means_of_animals_drawn_from_a_known_stream(void **state)
{
  static const double x[]   = {3, 5, 9, 7};
  Bench               bench = bench_open(WALKS);
  (void)state;
  give(&bench);
  Inquiry       inquiry   = open_both(&bench, LEFT, NULL, TENSOR_MINUS);
  const double *resamples = inquiry_resamples(bench.arena, &inquiry, 50);
  Stream        stream    = stream_open(0, PURPOSE_BOOTSTRAP);
  for (int r = 0; r < 50; r++) {
    double sum = 0;
    for (int i = 0; i < 4; i++) sum += x[chance_below(stream_next(&stream), 4)];
    assert_true(resamples[r] == sum / 4);
  }
  bench_close(&bench);
}

// Animals 3 5 9 7 of two wirings, 3 9 and 5 7: the means are 6 and 6; all that varies is within.
// With 3 5 and 9 7: means 4 and 8, of which two are drawn, then two animals of each.
static void animals_that_share_a_wiring_are_drawn_and_err_together(void **state)
{
  static const int crossed[] = {0, 1, 0, 1}, nested[] = {4, 4, 2, 2}, one[] = {0, 0, 0, 0};
  Bench            bench = bench_open(WALKS);
  size_t           low = 0, seen = 0;
  (void)state;
  give(&bench);
  Inquiry inquiry = open_both(&bench, LEFT, NULL, TENSOR_MINUS);
  assert_null(inquiry.left_wiring);
  inquiry.left_wiring = crossed;
  assert_true(inquiry_errors(bench.arena, &inquiry)[0] == 0);
  inquiry.left_wiring = nested;
  // Sums of what exceeds the mean 6: -4 and 4; 2 / 1 x 32 / 16.
  assert_true(fabs(inquiry_errors(bench.arena, &inquiry)[0] - 2) < 1e-12);
  const double *resamples = inquiry_resamples(bench.arena, &inquiry, 4000);
  for (int r = 0; r < 4000; r++) {
    low += resamples[r] <= 5;   // the first wiring twice, or all 5 and 7: 1/4 + 1/2 x 1/16
    seen += resamples[r] == 3;
  }
  assert_true(low > 4000 * 0.26 && low < 4000 * 0.30);
  assert_true(seen > 4000 / 64 / 2 && seen < 4000 / 64 * 2);
  inquiry.left_wiring = one;
  assert_true(fabs(inquiry_errors(bench.arena, &inquiry)[0] - sqrt(20.0 / 12)) < 1e-12);
  bench_close(&bench);
}

static void one_animal_cannot_be_resampled(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  give(&bench);
  Inquiry inquiry =
      open_both(&bench, "{measure: return, over: {alpha: 0.05, seed: 1}}", NULL, TENSOR_MINUS);
  assert_null(inquiry_resamples(bench.arena, &inquiry, 10));
  bench_close(&bench);
}

static void levels_at_which_nothing_happens_are_dropped_where_all_were_wanted(void **state)
{
  Bench bench = bench_open(TRIALS);
  (void)state;
  GIVE(&bench, 0, 0, NAN, NAN, 3, NAN, 5, NAN);
  Inquiry inquiry = open_both(&bench,
                              "{measure: delta, over: {trial: all, type: omission, time: 2.5}, "
                              "reduce: [{trial: each}]}",
                              NULL, TENSOR_MINUS);
  inquiry_drop_missing(bench.arena, &inquiry);
  assert_string_equal(bench_axes(&bench, inquiry.result), "episode 3 5");
  assert_string_equal(bench_numbers(&bench, inquiry.result), "3 5");
  inquiry = open_both(&bench,
                      "{measure: delta, over: {trial: 1..6, type: omission, time: 2.5}, "
                      "reduce: [{trial: each}]}",
                      NULL, TENSOR_MINUS);
  inquiry_drop_missing(bench.arena, &inquiry);
  assert_string_equal(bench_numbers(&bench, inquiry.result), "nan nan 3 nan 5 nan");
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(errors_are_those_of_the_mean_over_animals),
      cmocka_unit_test(the_same_animals_are_paired),
      cmocka_unit_test(other_animals_are_not),
      cmocka_unit_test(an_exact_side_has_no_error),
      cmocka_unit_test(resamples_are_means_of_animals_drawn_from_a_known_stream),
      cmocka_unit_test(animals_that_share_a_wiring_are_drawn_and_err_together),
      cmocka_unit_test(one_animal_cannot_be_resampled),
      cmocka_unit_test(levels_at_which_nothing_happens_are_dropped_where_all_were_wanted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
