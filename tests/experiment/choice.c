// Tests: which conditions are chosen, and that none are averaged in silence.

#include "experiment/choice.h"

#include "bench.h"

static const char *chosen(Bench *bench, const char *group, const char *alpha, int kept, bool all)
{
  Choice      choice;
  ChoiceEntry entry[2] = {{bench_words(bench, group), kept & 1},
                          {bench_words(bench, alpha), kept & 2}};
  bench->desk.diag     = diag_open(bench->arena);
  if (!choice_make(bench->arena, bench->experiment, entry, all, (Place){"x", 1, 1}, &choice,
                   bench->desk.diag)) {
    return diag_text(bench->desk.diag);
  }
  Text text = {.arena = bench->arena};
  text_add(&text, "");
  for (int c = 0; c < bench->experiment->n_conditions; c++) {
    if (!choice.selected[c]) continue;
    text_print(&text, "%s%s", text.length > 0 ? "; " : "",
               experiment_label(bench->arena, bench->experiment, c));
    for (int k = 0; k < choice.n_kept; k++) {
      text_print(&text, " @%d", choice.level[c * choice.n_kept + k]);
    }
  }
  return text.start;
}

static void a_level_chooses_its_conditions(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  assert_string_equal(chosen(&bench, "td", "0.10", 0, false), "group=td, alpha=0.1");
  assert_string_equal(chosen(&bench, "mc", "last", 0, false), "group=mc, alpha=0.04");
  bench_close(&bench);
}

static void kept_levels_have_the_order_listed(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  assert_string_equal(chosen(&bench, "mc", "[0.04, 0.01]", 2, false),
                      "group=mc, alpha=0.01 @1; group=mc, alpha=0.04 @0");
  assert_string_equal(chosen(&bench, "td", "all", 2, false),
                      "group=td, alpha=0.05 @0; group=td, alpha=0.1 @1");
  assert_string_equal(chosen(&bench, "[mc, td]", "[0.05, 0.01]", 3, false),
                      "group=td, alpha=0.05 @1 @0; group=mc, alpha=0.01 @0 @1");
  bench_close(&bench);
}

static void nothing_is_averaged_in_silence(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  assert_string_equal(chosen(&bench, "td", NULL, 0, false),
                      "x:1:1: error: conditions are never averaged in silence: 'alpha' may be "
                      "0.05, 0.1\n"
                      "    hint: choose one in `over`, or say {alpha: each} in `reduce`\n");
  assert_string_equal(chosen(&bench, NULL, "[0.05, 0.01]", 2, false),
                      "x:1:1: error: conditions are never averaged in silence: 'group' may be td, "
                      "mc\n"
                      "    hint: choose one in `over`, or say {group: each} in `reduce`\n");
  assert_string_equal(chosen(&bench, "td", NULL, 0, true),
                      "group=td, alpha=0.05 @0; group=td, alpha=0.1 @1");
  bench_close(&bench);
}

static void levels_that_are_not_there_are_told(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  assert_string_equal(chosen(&bench, "mc", "0.05", 0, false),
                      "words:1:1: error: 'alpha' has no level '0.05'\n"
                      "    hint: did you mean '0.01'?\n");
  assert_string_equal(chosen(&bench, "[td, mc]", "0.05", 3, false),
                      "words:1:1: error: no condition with group=mc is left by what else is "
                      "chosen\n");
  bench_close(&bench);
}

static void a_random_sweep_is_kept_apart_by_a_count_of_conditions(void **state)
{
  Bench  bench = bench_open("about: A test.\nenv: {kind: chain, states: 5}\nmodel: {agent: td}\n"
                             "phases: [{name: walk, episodes: 3}]\n"
                             "sweep:\n  method: random\n  run_cap: 40\n  parameters:\n"
                             "    model.plasticity.alpha: {min: 0.1, max: 1}\n"
                             "    model.agent.gamma: {min: 0.1, max: 1}\n");
  Choice choice;
  ChoiceEntry none[2] = {{0}}, named[2] = {{NULL, true}, {NULL, false}};
  (void)state;
  assert_true(choice_make(bench.arena, bench.experiment, none, true, (Place){0}, &choice,
                          bench.desk.diag));
  assert_int_equal(choice.n_kept, 1);
  assert_string_equal(choice.kept[0].name, "condition");
  assert_int_equal(choice.kept[0].n, 40);
  for (int c = 0; c < 40; c++) assert_int_equal(choice.level[c], c);
  assert_string_equal(choice.kept[0].label[7], experiment_label(bench.arena, bench.experiment, 7));
  assert_true(choice_make(bench.arena, bench.experiment, named, true, (Place){0}, &choice,
                          bench.desk.diag));
  assert_int_equal(choice.n_kept, 2);
  assert_int_equal(choice.level[2 * 39 + 1], 39);
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_level_chooses_its_conditions),
      cmocka_unit_test(kept_levels_have_the_order_listed),
      cmocka_unit_test(nothing_is_averaged_in_silence),
      cmocka_unit_test(levels_that_are_not_there_are_told),
      cmocka_unit_test(a_random_sweep_is_kept_apart_by_a_count_of_conditions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
