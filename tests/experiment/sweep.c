// Tests: the points of a sweep.

#include "experiment/sweep.h"

#include "desk.h"
#include "math/chance.h"

// The points of a sweep over epsilon, gamma and alpha, a line each.
static const char *points(Desk *desk, const char *words)
{
  Node       *root;
  const char *text    = arena_print(desk->arena, CHAIN WALK "sweep: {%s}\n", words);
  Reading    *reading = desk_reading(desk, text, &root);
  spell_out(reading, root);
  Sweep sweep = sweep_read(reading, node_get(root, "sweep"));
  assert_string_equal(diag_text(desk->diag), "");
  Text out = {.arena = desk->arena};
  for (int64_t p = 0; p < sweep.n_points; p++) {
    for (int i = 0; i < sweep.n_axes; i++) {
      text_print(&out, "%s%s", i ? " " : "", sweep.level[p * sweep.n_axes + i]->label);
    }
    text_add(&out, "\n");
  }
  return out.start;
}

static void a_grid_runs_every_combination_the_last_axis_fastest(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(points(&desk, "parameters: {epsilon: {values: [1, 2]}, gamma: {values: [3, "
                                    "4, 5]}}"),
                      "1 3\n1 4\n1 5\n2 3\n2 4\n2 5\n");
  assert_string_equal(points(&desk, "method: grid, parameters: {epsilon: {value: 1}}"), "1\n");
  desk_close(desk);
}

static void zipped_axes_go_together(void **state)
{
  Desk desk = desk_open();
  (void)state;
  const char *axes =
      "epsilon: {values: [1, 2]}, gamma: {values: [3, 4]}, alpha: {values: [5, 6], name: rate}";
  assert_string_equal(points(&desk, arena_print(desk.arena,
                                                "zip: [[epsilon, rate]], parameters: {%s}", axes)),
                      "1 3 5\n1 4 5\n2 3 6\n2 4 6\n");
  assert_string_equal(points(&desk,
                             arena_print(desk.arena,
                                         "zip: [[plasticity.alpha, gamma]], parameters: {%s}",
                                         axes)),
                      "1 3 5\n1 4 6\n2 3 5\n2 4 6\n");
  assert_string_equal(points(&desk,
                             arena_print(desk.arena,
                                         "zip: [[rate, gamma, epsilon]], parameters: {%s}", axes)),
                      "1 3 5\n2 4 6\n");
  desk_close(desk);
}

static void random_points_are_words_of_a_stream_an_axis(void **state)
{
  Desk   desk   = desk_open();
  Text   wanted = {.arena = desk.arena};
  Stream one = stream_open(0, PURPOSE_SWEEP), two = stream_open(1, PURPOSE_SWEEP);
  (void)state;
  for (int i = 0; i < 20; i++) {
    double   u     = ((double)(stream_next(&one) >> 11) + 0.5) * 0x1p-53;
    uint64_t other = stream_next(&two);
    text_add_number(&wanted, u);
    text_print(&wanted, " %c\n", "abcd"[other >> 62]);
  }
  const char *twenty =
      points(&desk, "method: random, run_cap: 20, parameters: {epsilon: {min: 0.0, max: 1.0, "
                    "distribution: uniform}, gamma: {values: [a, b, c, d]}}");
  assert_string_equal(twenty, wanted.start);
  const char *five =
      points(&desk, "method: random, run_cap: 5, parameters: {epsilon: {min: 0.0, max: 1.0, "
                    "distribution: uniform}, gamma: {values: [a, b, c, d]}}");
  assert_int_equal(strncmp(twenty, five, strlen(five)), 0);   // a larger run_cap moves none
  desk_close(desk);
}

static void a_point_that_is_met_twice_is_run_once(void **state)
{
  Desk desk = desk_open();
  (void)state;
  const char *text =
      points(&desk, "method: random, run_cap: 1000, parameters: {epsilon: {values: [1, 2]}, "
                    "gamma: {min: 1, max: 3}}");
  assert_int_equal(strlen(text), 6 * strlen("1 1\n"));
  for (int i = 0; i < 6; i++) {
    assert_non_null(strstr(text, arena_print(desk.arena, "%d %d\n", 1 + i % 2, 1 + i / 2)));
  }
  desk_close(desk);
}

static void sobol_points_fill_evenly(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(points(&desk, "method: sobol, run_cap: 4, parameters: {epsilon: {min: 0, "
                                    "max: 8, distribution: "
                                    "uniform}, gamma: {values: [a, b, c, d]}}"),
                      "4 c\n6 b\n2 d\n3 b\n");
  assert_string_equal(points(&desk,
                             "method: sobol, run_cap: 3, zip: [[epsilon, gamma]], parameters: "
                             "{epsilon: {values: [1, 2, 3, 4]}, gamma: {values: [a, b, c, d]}}"),
                      "3 c\n4 d\n2 b\n");
  desk_close(desk);
}

static void what_makes_no_sweep_is_told(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk,
            CHAIN WALK "sweep:\n"
                       "  method: rndom\n"
                       "  run_cap: 3\n"
                       "  parameter: {}\n",
            "experiments/x.yaml:5:1: error: a sweep needs 'parameters', a map of paths\n"
            "    sweep:\n"
            "    ^\n"
            "    hint: parameters: {PATH: {values: [..]}}\n"
            "experiments/x.yaml:6:11: error: there is no method 'rndom'\n"
            "    method: rndom\n"
            "            ^\n"
            "    hint: grid, random or sobol\n"
            "experiments/x.yaml:7:3: error: 'run_cap' is for random and sobol; a grid runs all "
            "its points\n"
            "    run_cap: 3\n"
            "    ^\n"
            "experiments/x.yaml:8:3: error: unknown key 'parameter'\n"
            "    parameter: {}\n"
            "    ^\n"
            "    hint: did you mean 'parameters'?\n");
  desk_close(desk);
}

static void what_makes_no_axes_is_told(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk,
            CHAIN WALK "sweep:\n"
                       "  method: random\n"
                       "  parameters:\n"
                       "    gamma: {values: [1, 2]}\n"
                       "    alpha: {values: [1, 2, 3], name: gamma}\n"
                       "    epsilon: {values: [1, 2]}\n"
                       "  zip: [[epsilon, delta], [epsilon]]\n",
            "experiments/x.yaml:6:11: error: this method needs 'run_cap', the number of points\n"
            "    method: random\n"
            "            ^\n"
            "experiments/x.yaml:9:5: error: there is an axis 'gamma' already\n"
            "    alpha: {values: [1, 2, 3], name: gamma}\n"
            "    ^\n"
            "    hint: give one of them another 'name'\n"
            "experiments/x.yaml:11:19: error: 'delta' is no axis of this sweep\n"
            "    zip: [[epsilon, delta], [epsilon]]\n"
            "                    ^\n"
            "experiments/x.yaml:11:27: error: 'zip' must be a list of lists of axes\n"
            "    zip: [[epsilon, delta], [epsilon]]\n"
            "                            ^\n"
            "    hint: zip: [[axis, axis]]\n");
  desk_told(&desk,
            CHAIN WALK "sweep:\n"
                       "  parameters: {gamma: {values: [1, 2]}, alpha: {values: [1, 2, 3]}}\n"
                       "  zip: [[gamma, alpha]]\n",
            "experiments/x.yaml:7:17: error: 'gamma' has 2 values and 'alpha' 3; zipped axes have "
            "as many\n"
            "    zip: [[gamma, alpha]]\n"
            "                  ^\n");
  desk_told(&desk,
            CHAIN WALK "sweep:\n"
                       "  parameters: {gamma: {values: [1, 2]}, alpha: {values: [1, 2]}, epsilon: "
                       "{values: [1, 2]}}\n"
                       "  zip: [[gamma, alpha], [epsilon, gamma]]\n",
            "experiments/x.yaml:7:35: error: 'gamma' is zipped already\n"
            "    zip: [[gamma, alpha], [epsilon, gamma]]\n"
            "                                    ^\n");
  desk_close(desk);
}

static void a_sweep_beyond_all_bounds_is_told(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk,
            CHAIN WALK "sweep:\n"
                       "  parameters:\n"
                       "    alpha: {min: 0, max: 1, steps: 100000}\n"
                       "    gamma: {min: 0, max: 1, steps: 100000}\n",
            "experiments/x.yaml:5:1: error: the sweep has more than 1000000 points\n"
            "    sweep:\n"
            "    ^\n");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_grid_runs_every_combination_the_last_axis_fastest),
      cmocka_unit_test(zipped_axes_go_together),
      cmocka_unit_test(random_points_are_words_of_a_stream_an_axis),
      cmocka_unit_test(a_point_that_is_met_twice_is_run_once),
      cmocka_unit_test(sobol_points_fill_evenly),
      cmocka_unit_test(what_makes_no_sweep_is_told),
      cmocka_unit_test(what_makes_no_axes_is_told),
      cmocka_unit_test(a_sweep_beyond_all_bounds_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
