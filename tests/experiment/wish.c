// Tests: the same wish has the same name, and different models' levels come to lie side by side.

#include "experiment/wish.h"

#include "bench.h"

static void the_same_wish_has_the_same_name(void **state)
{
  static const char *const same[] = {
      "{measure: values, over: {group: td, alpha: 0.1, trial: [1, 2.0]}, "
      "reduce: [{state: rms}, {trial: min}]}",
      "{measure: values, over: {alpha: 0.02, group: mc, episode: [1.0, 2], phase: walk}, "
      "reduce: [{episode: each}, {state: max}]}",
      "{measure: error.values, over: {group: td, alpha: 0.05, episode: [1, 2], state: all}, "
      "reduce: [{episode: each}, {state: max}]}",
  };
  Bench bench = bench_open(WALKS);
  (void)state;
  for (int i = 0; i < 3; i++) {
    assert_string_equal(request_name(bench_request(&bench, same[i])),
                        "values{episode: [1, 2]; by episode, state}");
  }
  assert_int_equal(bench.all.n, 1);
  bench_close(&bench);
}

static void other_wishes_have_other_names(void **state)
{
  static const char *const cases[][2] = {
      {"{measure: steps, over: {group: right, phase: learn}}", "steps{phase: learn}"},
      {"{measure: steps, over: {group: right, phase: learn, episode: last 3}}",
       "steps{episode: last 3, phase: learn}"},
      {"{measure: steps, over: {group: right}, reduce: [{phase: each}]}", "steps{by phase}"},
      {"{measure: delta, over: {group: right, phase: learn, since.reward: all}}",
       "delta{phase: learn, since.reward: all}"},
      {"{measure: values, over: {group: right, phase: learn, episode: 1, state: {not: [S, [0, "
       "1]]}}}",
       "values{episode: 1, phase: learn, state: {not: [S, [0, 1]]}}"},
  };
  Bench bench = bench_open(MAZES);
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_string_equal(request_name(bench_request(&bench, cases[i][0])), cases[i][1]);
  }
  assert_int_equal(bench.all.n, 5);
  bench_close(&bench);
}

static Layout *lay(Arena *arena, size_t n, const char *const *label)
{
  Layout *layout      = arena_take(arena, 1, sizeof *layout);
  double *number      = arena_take(arena, n, sizeof *number);
  layout->n_kept      = 1;
  layout->kept[0]     = (TensorAxis){"state", n, (const char **)label, number};
  layout->probe.cells = n;
  return layout;
}

static void levels_of_two_models_are_joined_by_their_labels(void **state)
{
  static const char *const one[] = {"a", "b", "c"}, *const two[] = {"c", "d", "a"};
  Arena *arena = arena_open();
  (void)state;
  Layout *layouts[] = {lay(arena, 3, one), NULL, lay(arena, 3, two)};
  layouts[1]        = layouts[0];
  Grid grid         = {.layout = layouts};
  grid_join(arena, 3, &grid);
  assert_int_equal(grid.kept[0].n, 4);
  assert_string_equal(grid.kept[0].label[3], "d");
  const double from[] = {1, 2, 3};
  double       to[]   = {0, 0, 0, 0};
  grid_put(&grid, 2, from, to);
  const double wanted[] = {3, 0, 1, 2};
  assert_memory_equal(to, wanted, sizeof wanted);
  arena_close(arena);
}

static void levels_that_share_a_label_stay_apart(void **state)
{
  static const char *const one[] = {"a", "a", "b"};
  Arena                   *arena = arena_open();
  (void)state;
  Layout *layouts[] = {lay(arena, 3, one), lay(arena, 3, one)};
  Grid    grid      = {.layout = layouts};
  grid_join(arena, 2, &grid);
  assert_int_equal(grid.kept[0].n, 3);
  for (int i = 0; i < 3; i++) assert_int_equal(grid.place[1][0][i], i);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_same_wish_has_the_same_name),
      cmocka_unit_test(other_wishes_have_other_names),
      cmocka_unit_test(levels_of_two_models_are_joined_by_their_labels),
      cmocka_unit_test(levels_that_share_a_label_stay_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
