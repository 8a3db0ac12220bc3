// Tests: what is wrong with the words of a request is told without models.

#include "bench.h"

// What is said of words where nothing is compiled; "" where they may be well.
static void told(Bench *bench, const char *words, const char *wanted)
{
  const Model *const *none = NULL;
  Requests            all  = {0};
  bench->desk.diag         = diag_open(bench->arena);
  assert_null(request_read(bench->arena, bench->experiment, none, bench_words(bench, words), NULL,
                           NULL, &all, bench->desk.diag));
  const char *text = diag_text(bench->desk.diag), *end = strchr(text, '\n');
  assert_string_equal(end ? arena_copy(bench->arena, text, (size_t)(end - text)) : text, wanted);
  assert_int_equal(diag_told(bench->desk.diag), *wanted ? 1 : 0);
  assert_int_equal(all.n, 0);
}

static Bench open(void)
{
  return bench_open(CHAIN "groups: {a: {alpha: 0.1}, b: {alpha: 0.2}}\n"
                          "seeds: 3\n"
                          "phases: [{name: one, episodes: 5}, {name: two, steps: 9},\n"
                          "  {name: in, repeat: 2, phases: [{name: three, episodes: 1}]}]\n");
}

static void levels_that_no_model_has_are_told(void **state)
{
  Bench bench = open();
  (void)state;
  told(&bench, "{measure: steps, over: {group: a, phase: oen}}",
       "words:1:42: error: 'phase' has no level 'oen'");
  told(&bench, "{measure: steps, over: {group: a, phase: [one, {not: in.thre}]}}",
       "words:1:54: error: 'phase' has no level 'in.thre'");
  told(&bench, "{measure: steps, over: {group: a, seed: 4}}",
       "words:1:41: error: 'seed' has no level '4'");
  told(&bench, "{measure: steps, over: {group: c}}",
       "words:1:32: error: 'group' has no level 'c'");
  told(&bench, "{measure: steps, over: {phase: one}}",
       "words:1:11: error: conditions are never averaged in silence: 'group' may be a, b");
  bench_close(&bench);
}

static void words_that_no_axis_knows_are_told(void **state)
{
  Bench bench = open();
  (void)state;
  told(&bench, "{measure: steps, over: {group: a, episode: lest 3}}",
       "words:1:44: error: 'lest 3' is no level of 'episode'");
  told(&bench, "{measure: steps, over: {group: a, episode: [1, {not: lest}]}}",
       "words:1:54: error: 'lest' is no level of 'episode'");
  told(&bench, "{measure: steps, over: {group: a, episode: {abve: 3}}}",
       "words:1:44: error: this map is no selection");
  told(&bench, "{measure: values, over: {group: a, state: {above: x}}}",
       "words:1:51: error: 'above' must be a number, not 'x'");
  bench_close(&bench);
}

// How many episodes, states or trial types there are is the models' to know.
static void what_models_must_decide_is_left_to_them(void **state)
{
  Bench bench = open();
  (void)state;
  told(&bench, "{measure: steps, over: {group: a, phase: in.three, episode: last 1000}}", "");
  told(&bench, "{measure: steps, over: {group: a, phase: two, episode: 1..9000, type: x}}", "");
  told(&bench, "{measure: values, over: {group: [a], state: [99, G], episode: {above: 5}}}", "");
  bench.experiment->doubtful = true;
  told(&bench, "{measure: steps, over: {group: c, phase: oen, axis: 3}}", "");
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(levels_that_no_model_has_are_told),
      cmocka_unit_test(words_that_no_axis_knows_are_told),
      cmocka_unit_test(what_models_must_decide_is_left_to_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
