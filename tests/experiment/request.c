// Tests: requests that fit their experiment, and every way in which they may not.

#include "experiment/request.h"

#include "bench.h"

static const char *shape(Bench *bench, const char *words, const char *by)
{
  Request *request = bench_try(bench, words, NULL, by);
  assert_string_equal(diag_text(bench->desk.diag), "");
  TensorAxis axis[TENSOR_AXES];
  int        n = request_shape(request, axis);
  return bench_axes(bench, tensor_make(bench->arena, n, axis));
}

static void what_each_keeps_has_the_order_of_reduce(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  assert_string_equal(shape(&bench,
                            "{measure: values, over: {group: td, episode: [3, 1], state: 2..3}, "
                            "reduce: [{state: each}, {alpha: each}, {episode: max}]}",
                            NULL),
                      "state 2 3; alpha 0.05 0.1");
  assert_string_equal(shape(&bench,
                            "{measure: values, over: {group: td, alpha: 0.1}, "
                            "reduce: [{seed: each}]}",
                            NULL),
                      "seed 1 2 3 4");
  bench_close(&bench);
}

static void by_keeps_conditions_without_being_asked(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  assert_string_equal(shape(&bench, "{measure: return, over: {episode: 1..2}}",
                            "[episode, group]"),
                      "group td mc; alpha 0.05 0.1 0.01 0.02 0.04; episode 1 2");
  assert_string_equal(shape(&bench,
                            "{measure: error.values, over: {group: td, episode: 1..2}, "
                            "reduce: [{state: rms}]}",
                            "[episode]"),
                      "alpha 0.05 0.1; episode 1 2");
  bench_close(&bench);
}

static void equal_wishes_are_recorded_once_for_all_who_wish(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  Request *one = bench_request(&bench, "{measure: return, over: {group: td, alpha: 0.1}}");
  Request *two = bench_request(&bench, "{measure: return, over: {group: mc, alpha: 0.04}}");
  assert_int_equal(bench.all.n, 1);
  assert_true(request_wants(one, 1) && !request_wants(one, 4));
  assert_true(request_wants(two, 4) && !request_wants(two, 1));
  const Request *both = bench.all.request[0];
  for (int c = 0; c < 5; c++) assert_int_equal(request_wants(both, c), c == 1 || c == 4);
  Probe probe;
  assert_true(request_probe(bench.arena, both, bench.model[4], &probe));
  bench_request(&bench, "{measure: exact.values, over: {group: td, alpha: 0.1}}");
  assert_int_equal(bench.all.n, 1);
  bench_close(&bench);
}

static void seeds_are_chosen_by_number(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  size_t   n;
  Request *request =
      bench_request(&bench, "{measure: return, over: {group: td, alpha: 0.1, seed: [4, 2]}}");
  const int *seeds = request_seeds(request, &n);
  assert_int_equal(n, 2);
  assert_int_equal(seeds[0], 3);
  assert_int_equal(seeds[1], 1);
  assert_true(request_averages_seeds(request));
  bench_told_at(&bench, "{measure: return, over: {group: td, alpha: 0.1, seed: 9}}", "9}",
                "'seed' has no level '9'", "one of: 1, 2, 3, 4");
  bench_close(&bench);
}

static void statistics_must_fit_their_axis(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  bench_told_at(&bench,
                "{measure: return, over: {group: td}, reduce: [{alpha: {contrast: [1, 0, -1]}}]}",
                "{alpha", "3 weights for the 2 levels of 'alpha'", NULL);
  bench_told_at(&bench, "{measure: return, reduce: [{alpha: max}, {group: at_max}]}", "{group",
                "the levels of 'group' are no numbers ('td'), so there is no value to give", NULL);
  bench_told_at(&bench,
                "{measure: return, over: {group: td}, reduce: [{alpha: max}, {alpha: mean}]}",
                "{alpha: mean", "'alpha' is reduced already", NULL);
  static const char *const against[][2] = {
      {"{measure: values, over: {alpha: 0.1}, reduce: [{state: {slope: steps}}]}",
       "words:1:64: error: against 'steps' is not built yet: only exact measures\n"},
      {"{measure: return, over: {alpha: 0.1}, reduce: [{trial: {slope: exact.values}}]}",
       "words:1:64: error: 'exact.values' does not vary along 'episode'\n"},
  };
  for (int i = 0; i < 2; i++) {
    assert_null(bench_try(&bench, against[i][0], NULL, NULL));
    assert_memory_equal(diag_text(bench.desk.diag), against[i][1], strlen(against[i][1]));
  }
  bench_close(&bench);
}

static void too_much_is_refused(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  bench_told_at(&bench,
                "{measure: delta, over: {alpha: 0.1, step: 1..2000000}, reduce: [{step: max}, "
                "{trial: sd}]}",
                "delta", "more than 16777216 numbers would be kept of every animal", NULL);
  bench_told(&bench, "steps",
             "words:1:1: error: a map with measure, over and reduce is needed here\n"
             "    steps\n    ^\n    hint: {measure: steps, over: {episode: last 50}}\n");
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_each_keeps_has_the_order_of_reduce),
      cmocka_unit_test(by_keeps_conditions_without_being_asked),
      cmocka_unit_test(equal_wishes_are_recorded_once_for_all_who_wish),
      cmocka_unit_test(seeds_are_chosen_by_number),
      cmocka_unit_test(statistics_must_fit_their_axis),
      cmocka_unit_test(too_much_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
