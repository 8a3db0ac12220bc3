// Tests: the levels of one swept parameter.

#include "experiment/sweep_axis.h"

#include <math.h>

#include "desk.h"

// Reads the axis of model.policy.epsilon; its diag tells what is wrong.
static SweepAxis give(Desk *desk, const char *words, bool grid, bool good)
{
  Node       *root;
  SweepAxis   axis;
  const char *text =
      arena_print(desk->arena, CHAIN WALK "axis: {model.policy.epsilon: %s}\n", words);
  Reading *reading = desk_reading(desk, text, &root);
  spell_paths(reading, root);
  bool answer = sweep_axis_read(reading, node_get(root, "axis")->first, grid, &axis);
  if (good) assert_string_equal(diag_text(desk->diag), "");
  assert_int_equal(answer, good);
  return axis;
}

// The labels of all levels.
static const char *levels(Desk *desk, const char *words)
{
  SweepAxis axis = give(desk, words, true, true);
  Text      out  = {.arena = desk->arena};
  for (int64_t i = 0; i < axis.n; i++) text_print(&out, "%s%s", i ? " " : "", axis.level[i].label);
  return out.start;
}

// The labels drawn at some quantiles.
static const char *drawn(Desk *desk, const char *words)
{
  static const double at[] = {0x1p-54, 0.25, 0.5, 0.74, 1 - 0x1p-53};
  SweepAxis           axis = give(desk, words, false, true);
  Text                out  = {.arena = desk->arena};
  for (int i = 0; i < 5; i++) {
    const Level *level = sweep_axis_draw(desk->arena, &axis, at[i]);
    text_print(&out, "%s%s", i ? " " : "", level->label);
  }
  return out.start;
}

static void told(Desk *desk, const char *words, bool grid, const char *wanted)
{
  give(desk, words, grid, false);
  const char *text = diag_text(desk->diag), *error = strstr(text, "error: ");
  assert_non_null(error);
  assert_string_equal(error, wanted);
}

static void values_are_levels_as_they_are_written(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(levels(&desk, "{values: [0.10, 1e-3, word]}"), "0.10 1e-3 word");
  assert_string_equal(levels(&desk, "{value: 0.3}"), "0.3");
  SweepAxis axis = give(&desk, "{values: {low: 0.1, high: {a: 1}}}", true, true);
  assert_string_equal(axis.name, "epsilon");
  assert_string_equal(axis.level[0].label, "low");
  assert_true(axis.level[0].number == 0.1);
  assert_string_equal(axis.level[1].label, "high");
  assert_true(isnan(axis.level[1].number));
  assert_string_equal(desk_show(&desk, axis.level[1].value), "{a: 1}");
  axis = give(&desk, "{name: e, values: ['1', 2]}", true, true);
  assert_string_equal(axis.name, "e");
  assert_true(isnan(axis.level[0].number) && axis.level[1].number == 2);
  desk_close(desk);
}

static void a_grid_cuts_a_range_into_steps(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(levels(&desk, "{min: 0, max: 1, steps: 11}"),
                      "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1");
  assert_string_equal(levels(&desk, "{min: 0, max: 1, steps: 2, distribution: uniform}"), "0 1");
  assert_string_equal(levels(&desk, "{min: 1, max: 4, distribution: int_uniform}"), "1 2 3 4");
  assert_string_equal(levels(&desk, "{min: 0, max: 0.5, q: 0.2, distribution: q_uniform}"),
                      "0 0.2 0.4");
  SweepAxis axis =
      give(&desk, "{min: 0.001, max: 1, steps: 4, distribution: log_uniform_values}", true, true);
  assert_true(axis.level[0].number == 0.001 && axis.level[3].number == 1);
  assert_true(fabs(axis.level[1].number - 0.01) < 1e-15);
  assert_true(fabs(axis.level[2].number - 0.1) < 1e-15);
  desk_close(desk);
}

static void draws_follow_their_distribution(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(drawn(&desk, "{values: [a, b]}"), "a a b b b");
  assert_string_equal(drawn(&desk, "{values: [a, b, c], probabilities: [0.25, 0, 0.75]}"),
                      "a c c c c");
  assert_string_equal(drawn(&desk, "{min: 1, max: 4}"), "1 2 3 3 4");
  assert_string_equal(drawn(&desk, "{min: 0, max: 1, q: 0.1, distribution: q_uniform}"),
                      "0 0.3 0.5 0.7 1");
  SweepAxis axis = give(&desk, "{min: 1, max: 4, distribution: uniform}", false, true);
  assert_true(sweep_axis_draw(desk.arena, &axis, 0.25)->number == 1.75);
  axis = give(&desk, "{min: 0.01, max: 1, distribution: log_uniform_values}", false, true);
  assert_true(fabs(sweep_axis_draw(desk.arena, &axis, 0.5)->number - 0.1) < 1e-15);
  axis = give(&desk, "{distribution: normal, mu: 3, sigma: 2}", false, true);
  assert_true(sweep_axis_draw(desk.arena, &axis, 0.5)->number == 3);
  assert_true(fabs(sweep_axis_draw(desk.arena, &axis, 0.975)->number - 6.919927969080109) < 1e-12);
  axis = give(&desk, "{distribution: log_normal}", false, true);
  assert_true(fabs(sweep_axis_draw(desk.arena, &axis, 0.5)->number - 1) < 1e-15);
  desk_close(desk);
}

static void exponents_are_refused_with_the_reason(void **state)
{
  Desk desk = desk_open();
  (void)state;
  told(&desk, "{distribution: log_uniform, min: -3, max: 0}", false,
       "error: 'log_uniform' takes min and max for exponents, which is easily mistaken\n"
       "    axis: {model.policy.epsilon: {distribution: log_uniform, min: -3, max: 0}}\n"
       "                                                ^\n"
       "    hint: write log_uniform_values, with the smallest and largest value as min and max\n");
  desk_close(desk);
}

static void what_makes_no_axis_is_told(void **state)
{
  Desk desk = desk_open();
  (void)state;
  told(&desk, "[1, 2]", true,
       "error: an axis must be a map, not a list\n"
       "    axis: {model.policy.epsilon: [1, 2]}\n"
       "                                 ^\n"
       "    hint: {values: [..]}\n");
  told(&desk, "{values: [0.1, 0.10]}", true,
       "error: '0.10' is there already\n"
       "    axis: {model.policy.epsilon: {values: [0.1, 0.10]}}\n"
       "                                                ^\n");
  told(&desk, "{values: [[1, 2]]}", true,
       "error: a value that is a map or a list needs a name\n"
       "    axis: {model.policy.epsilon: {values: [[1, 2]]}}\n"
       "                                           ^\n"
       "    hint: values: {name: value, ..}\n");
  told(&desk, "{values: []}", true,
       "error: 'values' must be a list or a map, not empty\n"
       "    axis: {model.policy.epsilon: {values: []}}\n"
       "                                          ^\n"
       "    hint: such as [0.1, 0.2] or {name: value}\n");
  told(&desk, "{}", true,
       "error: the axis needs 'values', or 'min' and 'max'\n"
       "    axis: {model.policy.epsilon: {}}\n"
       "           ^\n"
       "    hint: such as {values: [0.1, 0.2]}\n");
  told(&desk, "{values: [1], min: 2}", true,
       "error: 'values' and 'min' exclude each other\n"
       "    axis: {model.policy.epsilon: {values: [1], min: 2}}\n"
       "                                               ^\n");
  desk_close(desk);
}

static void what_makes_no_range_is_told(void **state)
{
  Desk desk = desk_open();
  (void)state;
  told(&desk, "{min: 1, max: 1, steps: 3}", true,
       "error: 'min' must lie below 'max'\n"
       "    axis: {model.policy.epsilon: {min: 1, max: 1, steps: 3}}\n"
       "                                       ^\n");
  told(&desk, "{min: 0, max: 1}", true,
       "error: a grid from 'min' to 'max' needs 'steps'\n"
       "    axis: {model.policy.epsilon: {min: 0, max: 1}}\n"
       "           ^\n"
       "    hint: such as {min: 0, max: 1, steps: 11}\n");
  told(&desk, "{min: 0, max: 1, steps: 3}", false,
       "error: 'steps' is for grids; random and sobol go by 'run_cap'\n"
       "    axis: {model.policy.epsilon: {min: 0, max: 1, steps: 3}}\n"
       "                                                  ^\n");
  told(&desk, "{min: 0, max: 1, distribution: log_uniform_values}", false,
       "error: 'min' must be above 0, since logarithms are taken\n"
       "    axis: {model.policy.epsilon: {min: 0, max: 1, distribution: log_uniform_values}}\n"
       "                                       ^\n");
  told(&desk, "{distribution: normal}", true,
       "error: a normal distribution needs the method random or sobol\n"
       "    axis: {model.policy.epsilon: {distribution: normal}}\n"
       "           ^\n");
  told(&desk, "{distribution: unifrom}", true,
       "error: there is no distribution 'unifrom'\n"
       "    axis: {model.policy.epsilon: {distribution: unifrom}}\n"
       "                                                ^\n"
       "    hint: did you mean 'uniform'?\n");
  told(&desk, "{name: seed, values: [1]}", true,
       "error: 'seed' is what recordings call an axis of their own\n"
       "    axis: {model.policy.epsilon: {name: seed, values: [1]}}\n"
       "                                        ^\n");
  told(&desk, "{values: [a, b], probabilities: [0.5, 0.6]}", false,
       "error: 'probabilities' must add up to 1\n"
       "    ...icy.epsilon: {values: [a, b], probabilities: [0.5, 0.6]}}\n"
       "                                                    ^\n");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_are_levels_as_they_are_written),
      cmocka_unit_test(a_grid_cuts_a_range_into_steps),
      cmocka_unit_test(draws_follow_their_distribution),
      cmocka_unit_test(exponents_are_refused_with_the_reason),
      cmocka_unit_test(what_makes_no_axis_is_told),
      cmocka_unit_test(what_makes_no_range_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
