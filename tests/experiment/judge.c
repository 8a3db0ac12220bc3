// Tests: verdicts, and what they say, byte for byte.

#include "experiment/claim.h"

#include "bench.h"

// Two alphas of group td, four animals: returns 2 4 6 8 and 1 2 3 4, or curves of three episodes.
static Bench judge_open(const char *claims)
{
  static const double one[] = {2, 4, 6, 8}, two[] = {1, 2, 3, 4};
  static const double curve[] = {5, 3, 4};
  Arena              *arena   = arena_open();
  Bench               bench   = bench_open(arena_print(arena, "%sclaims:\n%s", WALKS, claims));
  for (int seed = 0; seed < 4; seed++) {
    bench_give(&bench, 0, seed, 1, &one[seed]);
    bench_give(&bench, 1, seed, 1, &two[seed]);
    bench_give(&bench, 0, seed, 3, curve);
  }
  arena_close(arena);
  return bench;
}

static Judgement judge(Bench *bench, int index)
{
  int    n;
  Claim *claims = claims_read(bench->arena, bench->experiment, bench->model, &bench->all, &n,
                              bench->desk.diag);
  assert_string_equal(diag_text(bench->desk.diag), "");
  assert_true(index < n);
  Source source = bench_source(bench);
  return claim_judge(bench->arena, claims, index, &source);
}

static void check(const char *rest, Verdict verdict, const char *measured, const char *band)
{
  Arena    *arena = arena_open();
  Bench     bench = judge_open(arena_print(arena, "  - {that: x, measure: return, %s}\n", rest));
  Judgement out   = judge(&bench, 0);
  assert_string_equal(out.measured, measured);
  assert_string_equal(out.band, band);
  assert_int_equal(out.verdict, verdict);
  assert_int_equal(out.animals, 4);
  bench_close(&bench);
  arena_close(arena);
}

static void a_number_is_held_against_its_band(void **state)
{
  (void)state;
  check("over: {alpha: 0.05}, is: {at_least: 5}", VERDICT_PASS, "5", "at least 5");
  check("over: {alpha: 0.05}, is: {above: 5}", VERDICT_FAIL, "5", "above 5");
  check("over: {alpha: 0.05}, minus: {over: {alpha: 0.1}}, is: {near: 2.5, within: 0}",
        VERDICT_PASS, "2.5", "near 2.5 within 0");
  check("over: {alpha: 0.05}, divided_by: {over: {alpha: 0.1}}, is: {equals: 2}", VERDICT_PASS,
        "2", "equal to 2");
}

static void lists_tell_their_worst(void **state)
{
  (void)state;
  check("over: {group: td}, reduce: [{alpha: each}], is: {near: [5, 2], within: [0.1, 0.5]}",
        VERDICT_PASS, "[5, 2.5]", "near [5, 2] within [0.1, 0.5]");
  check("over: {group: td}, reduce: [{alpha: each}], is: {below: 3}", VERDICT_FAIL,
        "[5, 2.5]; worst: 5 at alpha=0.05", "below 3");
  check("over: {alpha: 0.05, episode: 1..3}, reduce: [{episode: each}], is: {decreasing: 0}",
        VERDICT_FAIL, "[5, 3, 4]; worst: 4 at episode=3", "decreasing");
  check("over: {alpha: 0.05, episode: 1..3}, reduce: [{episode: each}], is: {decreasing: -1.5}",
        VERDICT_PASS, "[5, 3, 4]", "decreasing by more than -1.5");
}

static void standard_errors_make_the_band(void **state)
{
  (void)state;
  // 2 4 6 8: standard error sqrt(20 / 12) = 1.29.
  check("over: {alpha: 0.05}, is: {near: 7, within_se: 2}", VERDICT_PASS, "5",
        "near 7 within 2 standard errors");
  check("over: {alpha: 0.05}, is: {near: 7, within_se: 1.5}", VERDICT_FAIL, "5",
        "near 7 within 1.5 standard errors");
}

static void confidence_asks_for_the_whole_interval(void **state)
{
  (void)state;
  check("over: {alpha: 0.05}, minus: {over: {alpha: 0.1}}, is: {above: 0}, confidence: 0.95",
        VERDICT_PASS, "2.5", "above 0 (the whole 95 % interval)");
  check("over: {alpha: 0.05}, is: {above: 4}, confidence: 0.95", VERDICT_FAIL, "5",
        "above 4 (the whole 95 % interval)");
  check("over: {alpha: 0.05}, is: {above: 4}", VERDICT_PASS, "5", "above 4");
}

static void an_interval_is_printed_for_a_number(void **state)
{
  Bench bench = judge_open("  - {that: y, because: me, fails: at times, measure: return, "
                           "over: {alpha: 0.05}, is: {above: 4}}\n");
  (void)state;
  Judgement out = judge(&bench, 0);
  assert_string_equal(out.that, "y");
  assert_string_equal(out.because, "me");
  assert_string_equal(out.fails, "at times");
  double low, high;
  assert_int_equal(sscanf(out.interval, "[%lf, %lf]", &low, &high), 2);
  // Four animals 2 4 6 8: a mean of four draws is 2 to 8, its sd 1.118.
  assert_true(low >= 2.5 && low <= 3.5 && high >= 6.5 && high <= 7.5);
  bench_close(&bench);
}

static void missing_animals_fail_the_claim(void **state)
{
  Bench bench =
      judge_open("  - {that: x, measure: return, over: {group: mc}, reduce: [{alpha: each}], "
                 "is: {above: 0}}\n");
  (void)state;
  Judgement out = judge(&bench, 0);
  assert_int_equal(out.verdict, VERDICT_FAIL);
  assert_string_equal(out.measured, "12 of 12 animals are missing");
  assert_string_equal(out.interval, "");
  bench_close(&bench);
}

static void nothing_measured_fails(void **state)
{
  Bench bench = judge_open("  - {that: x, measure: return, over: {alpha: 0.05, episode: 1..2}, "
                           "reduce: [{episode: {first: {above: 9}}}], is: {above: 0}}\n");
  (void)state;
  for (int seed = 0; seed < 4; seed++) GIVE(&bench, 0, seed, 1, 2);
  Judgement out = judge(&bench, 0);
  assert_int_equal(out.verdict, VERDICT_FAIL);
  assert_string_equal(out.measured, "missing");
  assert_string_equal(out.interval, "");
  bench_close(&bench);
}

static void exact_values_need_no_animals(void **state)
{
  Bench bench =
      judge_open("  - {that: x, measure: exact.values, over: {alpha: 0.05, state: 1..5}, "
                 "reduce: [{state: each}], is: {increasing: 0.16}}\n");
  (void)state;
  Judgement out = judge(&bench, 0);
  assert_int_equal(out.verdict, VERDICT_PASS);
  assert_string_equal(out.measured, "[0.1667, 0.3333, 0.5, 0.6667, 0.8333]");
  assert_int_equal(out.animals, 0);
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_number_is_held_against_its_band),
      cmocka_unit_test(lists_tell_their_worst),
      cmocka_unit_test(standard_errors_make_the_band),
      cmocka_unit_test(confidence_asks_for_the_whole_interval),
      cmocka_unit_test(an_interval_is_printed_for_a_number),
      cmocka_unit_test(missing_animals_fail_the_claim),
      cmocka_unit_test(nothing_measured_fails),
      cmocka_unit_test(exact_values_need_no_animals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
