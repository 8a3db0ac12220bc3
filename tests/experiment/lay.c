// Tests: phases are named, models share layouts, and exact values find their phase.

#include "experiment/lay.h"

#include "bench.h"

static void phases_are_never_averaged_in_silence(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  bench_told(&bench, "{measure: steps, over: {group: right}}",
             "words:1:11: error: phases are never averaged in silence: there are learn, rest, "
             "run\n"
             "    {measure: steps, over: {group: right}}\n              ^\n"
             "    hint: choose one in `over`, or say {phase: each} in `reduce`\n");
  bench_told(&bench, "{measure: steps, over: {group: right, phase: [learn, rest]}}",
             "words:1:46: error: phases are never averaged in silence: there are learn, rest, "
             "run\n"
             "    {measure: steps, over: {group: right, phase: [learn, rest]}}\n"
             "                                                 ^\n"
             "    hint: choose one in `over`, or say {phase: each} in `reduce`\n");
  bench_told(&bench, "{measure: steps, over: {group: right, phase: lern}}",
             "words:1:46: error: 'phase' has no level 'lern'\n"
             "    {measure: steps, over: {group: right, phase: lern}}\n"
             "                                                 ^\n"
             "    hint: did you mean 'learn'?\n");
  bench_request(&bench, "{measure: reward, over: {group: right, life: 1..10}}");
  bench_request(&bench, "{measure: steps, over: {group: right}, reduce: [{phase: max}]}");
  bench_close(&bench);
}

static void conditions_that_share_a_model_share_a_layout(void **state)
{
  Bench bench = bench_open(WALKS);
  Probe one, two;
  (void)state;
  Request *request =
      bench_request(&bench, "{measure: values, over: {group: td}, reduce: [{alpha: each}]}");
  assert_ptr_equal(bench.model[0], bench.model[1]);
  assert_true(request_probe(bench.arena, request, bench.model[0], &one));
  assert_true(request_probe(bench.arena, request, bench.model[1], &two));
  assert_ptr_equal(one.element, two.element);
  assert_false(request_probe(bench.arena, request, bench.model[2], &two));
  bench_close(&bench);
}

static void exact_values_are_of_the_phase_named_or_the_first(void **state)
{
  Bench bench =
      bench_open("about: A test.\nenv: {kind: chain, states: 3, start: 2, ends: [0, 1]}\n"
                 "model: {agent: {kind: td, gamma: 1}}\n"
                 "phases: [{name: a, episodes: 2}, {name: b, episodes: 2, env.ends: [0, 4]}]\n");
  (void)state;
  const char *words = "{measure: exact.values, over: {state: 2}}";
  assert_string_equal(bench_numbers(&bench, bench_result(&bench, words)), "0.5");
  words = "{measure: exact.values, over: {state: 2, phase: b}}";
  assert_string_equal(bench_numbers(&bench, bench_result(&bench, words)), "2");
  bench_close(&bench);
}

static void where_nothing_is_run_only_exact_measures_have_numbers(void **state)
{
  Bench bench =
      bench_open("about: A test.\nenv: {kind: chain, states: 3, start: 2, ends: [0, 1]}\n"
                 "model: {agent: {kind: td, gamma: 1}}\nphases: []\n");
  (void)state;
  const char *words = "{measure: exact.values, over: {state: [3, 1]}, reduce: [{state: each}]}";
  assert_string_equal(bench_numbers(&bench, bench_result(&bench, words)), "0.75 0.25");
  bench_told(&bench, "{measure: steps}",
             "words:1:11: error: nothing is run (phases: []): only exact measures have numbers\n"
             "    {measure: steps}\n              ^\n");
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(phases_are_never_averaged_in_silence),
      cmocka_unit_test(conditions_that_share_a_model_share_a_layout),
      cmocka_unit_test(exact_values_are_of_the_phase_named_or_the_first),
      cmocka_unit_test(where_nothing_is_run_only_exact_measures_have_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
