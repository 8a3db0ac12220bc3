// Tests: measures, axes and what a side inherits.

#include "experiment/ask.h"

#include "bench.h"

static void unknown_measures_are_told_with_the_nearest(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  bench_told(&bench, "{measure: stepps}",
             "words:1:11: error: there is no measure 'stepps'\n"
             "    {measure: stepps}\n              ^\n"
             "    hint: did you mean 'steps'?\n");
  bench_told(&bench, "{over: {}}",
             "words:1:1: error: 'measure' is missing\n    {over: {}}\n    ^\n");
  bench_told(&bench, "{measure: [steps]}",
             "words:1:11: error: 'measure' takes the name of one measure\n"
             "    {measure: [steps]}\n              ^\n"
             "    hint: measure: steps, or {kind: exact.values, policy: random}\n");
  bench_told(&bench, "{measure: previous.tag}",
             "words:1:11: error: 'previous.' is not built yet\n"
             "    {measure: previous.tag}\n              ^\n");
  bench_told(&bench, "{measure: error.greedy_steps}",
             "words:1:11: error: 'error.greedy_steps' needs 'exact.greedy_steps', which there is "
             "not\n"
             "    {measure: error.greedy_steps}\n              ^\n");
  bench_told(&bench, "{measure: {kind: steps, policy: random}}",
             "words:1:11: error: 'steps' takes no policy: it is what the animals do\n"
             "    {measure: {kind: steps, policy: random}}\n              ^\n");
  bench_close(&bench);
}

static void unknown_axes_are_told_with_the_nearest(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  bench_told(&bench, "{measure: steps, over: {epsode: 1}}",
             "words:1:25: error: there is no axis 'epsode' here\n"
             "    {measure: steps, over: {epsode: 1}}\n                            ^\n"
             "    hint: did you mean 'episode'?\n");
  bench_told(&bench, "{measure: steps, over: {time: 1}}",
             "words:1:25: error: 'time' means nothing to 'steps', which has a number each trial\n"
             "    {measure: steps, over: {time: 1}}\n                            ^\n");
  bench_told(&bench, "{measure: steps, over: {clock: 1}}",
             "words:1:25: error: 'clock' is not built yet for 'steps'\n"
             "    {measure: steps, over: {clock: 1}}\n                            ^\n");
  bench_told(&bench, "{measure: exact.optimal_steps, over: {episode: 1}}",
             "words:1:39: error: 'episode' means nothing to 'exact.optimal_steps', which has no "
             "time\n"
             "    {measure: exact.optimal_steps, over: {episode: 1}}\n"
             "                                          ^\n");
  bench_told(&bench, "{measure: steps, over: {trial: 1, episode: 2}}",
             "words:1:35: error: 'episode' is 'trial', which was chosen already\n"
             "    {measure: steps, over: {trial: 1, episode: 2}}\n"
             "                                      ^\n");
  bench_told(&bench, "{measure: steps, reduce: [{cell: mean}]}",
             "words:1:28: error: 'cell' means nothing to 'steps', which has a number each trial\n"
             "    {measure: steps, reduce: [{cell: mean}]}\n                               ^\n");
  bench_close(&bench);
}

static const char *side(Bench *bench, const char *words, const char *claim)
{
  Request *request = bench_try(bench, words, claim, NULL);
  assert_string_equal(diag_text(bench->desk.diag), "");
  assert_non_null(request);
  TensorAxis axis[TENSOR_AXES];
  Text       text = {.arena = bench->arena};
  text_add(&text, request_name(request));
  int n = request_shape(request, axis);
  for (int i = 0; i < n; i++) text_print(&text, " x%zu %s", axis[i].n, axis[i].name);
  for (int c = 0; c < bench->experiment->n_conditions; c++) {
    if (request_wants(request, c)) text_print(&text, " #%d", c);
  }
  return text.start;
}

static void a_side_inherits_axis_by_axis(void **state)
{
  Bench       bench = bench_open(MAZES);
  const char *claim = "{measure: steps, over: {group: right, phase: learn, episode: 1..2}, "
                      "reduce: [{episode: each}]}";
  (void)state;
  assert_string_equal(side(&bench, "{over: {group: left}}", claim),
                      "steps{episode: 1..2, phase: learn; by episode} x2 episode #1");
  assert_string_equal(side(&bench, "{over: {trial: 3}}", claim),
                      "steps{episode: 3, phase: learn; by episode} x1 episode #0");
  assert_string_equal(side(&bench, "{over: {phase: rest}, reduce: []}", claim),
                      "steps{episode: 1..2, phase: rest} #0");
  bench_close(&bench);
}

static void another_measure_forgets_axes_that_mean_nothing_to_it(void **state)
{
  Bench       bench = bench_open(MAZES);
  const char *claim =
      "{measure: steps, over: {group: [left, right], phase: learn, episode: last 2, "
      "seed: [1, 3]}, reduce: [{seed: median}, {group: each}]}";
  (void)state;
  assert_string_equal(side(&bench, "{measure: exact.optimal_steps}", claim),
                      "exact.optimal_steps x2 group #0 #1");
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(unknown_measures_are_told_with_the_nearest),
      cmocka_unit_test(unknown_axes_are_told_with_the_nearest),
      cmocka_unit_test(a_side_inherits_axis_by_axis),
      cmocka_unit_test(another_measure_forgets_axes_that_mean_nothing_to_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
