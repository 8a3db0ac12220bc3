// Tests: exact values come from each condition's own world, discount and policy.

#include "experiment/exact.h"

#include "bench.h"

static void a_random_walk_is_worth_its_place(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  const Tensor *values =
      bench_result(&bench, "{measure: exact.values, over: {group: td, alpha: 0.1, "
                           "state: [1, 2, 3, 4, 5]}, reduce: [{state: each}]}");
  for (int i = 0; i < 5; i++) assert_true(fabs(values->value[i] - (i + 1) / 6.0) < 1e-12);
  assert_string_equal(bench_axes(&bench, values), "state 1 2 3 4 5");
  bench_close(&bench);
}

static void elements_that_are_not_named_are_averaged(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  const Tensor *mean =
      bench_result(&bench, "{measure: exact.values, over: {group: mc, alpha: 0.02}}");
  assert_int_equal(tensor_size(mean), 1);
  assert_true(fabs(mean->value[0] - 0.5) < 1e-12);
  bench_close(&bench);
}

static void the_discount_is_the_conditions_own(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  const Condition *condition = bench.experiment->condition;
  assert_true(exact_gamma(&condition[0], 0) == 0.5);
  assert_true(exact_gamma(&condition[1], 0) == 0.9);
  assert_true(exact_gamma(&condition[1], -1) == 0.9);
  // One step before the goal the reward is certain, two steps before it is discounted once.
  const Tensor *values =
      bench_result(&bench, "{measure: exact.optimal_values, over: {group: all, phase: learn, "
                           "state: [[2, 2], [2, 1]]}, reduce: [{group: each}, {state: each}]}");
  assert_string_equal(bench_numbers(&bench, values), "1 0.5 1 0.9");
  bench_close(&bench);
}

static void a_policy_that_learns_has_no_exact_values(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  assert_null(bench_try(&bench, "{measure: exact.values, over: {group: right, phase: learn}}",
                        NULL, NULL));
  assert_non_null(strstr(diag_text(bench.desk.diag), "words:1:11: error: 'exact.values': "));
  assert_non_null(
      strstr(diag_text(bench.desk.diag), "    hint: {kind: exact.values, policy: random}\n"));
  bench_request(&bench, "{measure: {kind: exact.values, policy: random}, over: {group: right, "
                        "phase: learn}}");
  bench_close(&bench);
}

static void the_shortest_path_has_no_elements(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  const Tensor *steps =
      bench_result(&bench, "{measure: exact.optimal_steps, over: {group: right}}");
  assert_string_equal(bench_numbers(&bench, steps), "5");
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_random_walk_is_worth_its_place),
      cmocka_unit_test(elements_that_are_not_named_are_averaged),
      cmocka_unit_test(the_discount_is_the_conditions_own),
      cmocka_unit_test(a_policy_that_learns_has_no_exact_values),
      cmocka_unit_test(the_shortest_path_has_no_elements),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
