// Tests: what the axes of the moment offer in phases of episodes and of steps.

#include "experiment/axis.h"

#include "bench.h"

// "1..8", "0..", or "a b c" with the hidden ones in brackets.
static const char *offer(Bench *bench, const char *word, const char *measure, int first, int n)
{
  static const int all[] = {0, 1, 2, 3};
  Arena           *arena = bench->arena;
  AxisName         name;
  Universe         universe;
  const Model     *model = bench->model[0];
  Scope            scope = {.model    = model,
                            .measure  = measure_find(measure),
                            .n_phases = n,
                            .phase    = all + first,
                            .world    = model->world[0],
                            .env      = bench->experiment->condition[0].env};
  assert_int_equal(axis_find(arena, word, scope.measure, &name), AXIS_FOUND);
  if (!axis_universe(arena, &scope, &name, (Place){"x", 1, 1}, &universe, bench->desk.diag)) {
    return diag_text(bench->desk.diag);
  }
  Text text = {.arena = arena};
  text_add(&text, "");
  if (universe.counted) {
    text_print(&text, "%lld..", (long long)universe.low);
    if (universe.high < SELECTION_ENDLESS) text_print(&text, "%lld", (long long)universe.high);
    if (universe.unit != 1) text_print(&text, " x %g", universe.unit);
    return text.start;
  }
  for (size_t i = 0; i < universe.n; i++) {
    bool hidden = universe.hidden && universe.hidden[i];
    text_print(&text, hidden ? "%s(%s)" : "%s%s", i > 0 ? " " : "", universe.label[i]);
  }
  return text.start;
}

static void phases_of_episodes_know_how_many(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  assert_string_equal(offer(&bench, "phase", "steps", 0, 3), "learn rest run");
  assert_string_equal(offer(&bench, "episode", "steps", 0, 1), "1..8");
  assert_string_equal(offer(&bench, "episode", "values", 1, 1), "0..5");
  assert_string_equal(offer(&bench, "episode", "steps", 0, 2), "1..");
  assert_string_equal(offer(&bench, "episode", "steps", 2, 1), "1..");
  assert_string_equal(offer(&bench, "nth", "steps", 0, 1), "1..");
  bench_close(&bench);
}

static void steps_end_where_the_world_cuts_them(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  assert_string_equal(offer(&bench, "step", "delta", 0, 1), "1..20");
  assert_string_equal(offer(&bench, "since.reward", "delta", 0, 1), "0..20");
  assert_string_equal(offer(&bench, "life", "delta", 0, 3), "1..");
  assert_string_equal(offer(&bench, "time", "delta", 0, 1),
                      "x:1:1: error: this world has no trials with a 'time'\n"
                      "    hint: `step` counts in any world\n");
  bench_close(&bench);
  bench = bench_open(WALKS);
  assert_string_equal(offer(&bench, "step", "delta", 0, 1), "1..");
  bench_close(&bench);
}

static void trials_have_bins_and_types(void **state)
{
  Bench bench = bench_open(TRIALS);
  (void)state;
  assert_string_equal(offer(&bench, "time", "delta", 0, 1), "0..6 x 0.5");
  assert_string_equal(offer(&bench, "time", "value", 0, 1), "0..5 x 0.5");
  assert_string_equal(offer(&bench, "since.CS", "delta", 0, 1), "0..6 x 0.5");
  assert_string_equal(offer(&bench, "type", "delta", 0, 1), "light omission (never)");
  bench_close(&bench);
}

static void a_life_of_counted_steps_ends(void **state)
{
  Bench bench = bench_open("about: A test.\nenv: {kind: chain, states: 5}\nmodel: {agent: td}\n"
                           "phases: [{name: a, steps: 100}, {name: b, steps: 50}]\n");
  (void)state;
  assert_string_equal(offer(&bench, "life", "reward", 0, 2), "1..150");
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(phases_of_episodes_know_how_many),
      cmocka_unit_test(steps_end_where_the_world_cuts_them),
      cmocka_unit_test(trials_have_bins_and_types),
      cmocka_unit_test(a_life_of_counted_steps_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
