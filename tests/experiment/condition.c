// Tests: groups and sweeps as conditions, and who wins.

#include "experiment/condition.h"

#include <math.h>

#include "desk.h"

static void groups_come_in_the_order_of_the_file(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment;
  (void)state;
  experiment = desk_read(&desk, CHAIN WALK "groups: {b: {}, a: {epsilon: 0.5}}\n"
                                           "sweep: {parameters: {gamma: {values: [0.9, 1.0]}}}\n");
  assert_string_equal(desk_labels(&desk, experiment), "group=b, gamma=0.9\ngroup=b, gamma=1.0\n"
                                                      "group=a, gamma=0.9\ngroup=a, gamma=1.0\n");
  assert_int_equal(experiment->n_axes, 2);
  assert_string_equal(experiment->axis[0].path, "group");
  assert_string_equal(experiment->axis[1].path, "model.agent.gamma");
  assert_true(isnan(experiment->condition[0].number[0]));
  assert_true(experiment->condition[1].number[1] == 1);
  assert_string_equal(desk_at(&desk, experiment, 1, "model.policy.epsilon"), "0.2");
  assert_string_equal(desk_at(&desk, experiment, 2, "model.policy.epsilon"), "0.5");
  assert_string_equal(desk_at(&desk, experiment, 2, "model.agent.gamma"), "0.9");
  assert_string_equal(desk_show(&desk, experiment->condition[2].plan.model),
                      desk_show(&desk, experiment->condition[2].model));
  desk_close(desk);
}

static void without_groups_and_sweeps_there_is_one_nameless_condition(void **state)
{
  Desk        desk       = desk_open();
  Experiment *experiment = desk_read(&desk, CHAIN WALK);
  (void)state;
  assert_string_equal(desk_labels(&desk, experiment), "\n");
  assert_int_equal(experiment->n_axes, 0);
  desk_close(desk);
}

static void a_group_has_a_sweep_of_its_own(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment;
  (void)state;
  experiment = desk_read(&desk, CHAIN WALK
                         "groups:\n"
                         "  td: {sweep: {parameters: {alpha: {values: [0.1, 0.2]}}}}\n"
                         "  mc: {agent.kind: monte_carlo, sweep: {parameters: {plasticity.alpha: "
                         "{values: [0.01]}, lambda: {values: [0.5]}}}}\n"
                         "  still: {}\n"
                         "sweep: {parameters: {gamma: {values: [1]}}}\n");
  assert_string_equal(desk_labels(&desk, experiment), "group=td, gamma=1, alpha=0.1\n"
                                                      "group=td, gamma=1, alpha=0.2\n"
                                                      "group=mc, gamma=1, alpha=0.01, lambda=0.5\n"
                                                      "group=still, gamma=1\n");
  assert_null(experiment->condition[0].level[3]);
  assert_true(isnan(experiment->condition[0].number[3]));
  assert_string_equal(desk_at(&desk, experiment, 2, "model.agent"),
                      "{kind: monte_carlo, gamma: 1}");
  assert_string_equal(desk_at(&desk, experiment, 3, "model.plasticity.alpha"), "");
  desk_close(desk);
}

static void the_stronger_wins(void **state)
{
  static const char *const command[] = {"alpha=0.5"};
  Desk                     desk      = desk_open();
  (void)state;
  desk_write("models/learner.yaml", "agent: {kind: td, gamma: 0.1}\n"
                                    "plasticity: {alpha: 0.1, lambda: 0.1}\n"
                                    "policy: {kind: epsilon_greedy, epsilon: 0.1}\n"
                                    "signal: {gain: 0.1, noise: 0.1}\n");
  Experiment *experiment = desk_read_with(
      &desk,
      "about: A test.\nenv: {kind: chain, states: 5}\nmodel: learner\n"
      "model.plasticity.lambda: 0.2\nmodel.policy.epsilon: 0.2\nmodel.signal.gain: 0.2\n"
      "model.plasticity.alpha: 0.2\n"
      "groups: {g: {epsilon: 0.3, gain: 0.3, alpha: 0.3}}\n"
      "sweep: {parameters: {gain: {values: [0.4]}, alpha: {values: [0.4]}}}\n"
      "phases: [{name: a, trials: 1}, {name: b, trials: 1, model.plasticity.alpha: 0.6}]\n",
      command, 1);
  assert_string_equal(desk_show(&desk, experiment->condition[0].model),
                      "{agent: {kind: td, gamma: 0.1}, plasticity: {alpha: 0.5, lambda: 0.2}, "
                      "policy: {kind: epsilon_greedy, epsilon: 0.3}, signal: {gain: 0.4, noise: "
                      "0.1}}");
  const PhasePlan *phase = experiment->condition[0].plan.phase;
  assert_string_equal(desk_show(&desk, node_get(phase[0].model, "plasticity")),
                      "{alpha: 0.5, lambda: 0.2}");
  assert_string_equal(desk_show(&desk, node_get(phase[1].model, "plasticity")),
                      "{alpha: 0.6, lambda: 0.2}");
  desk_close(desk);
}

static void groups_and_sweeps_reach_into_phases(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment;
  (void)state;
  experiment =
      desk_read(&desk,
                CHAIN "phases: [{name: a, trials: 1, env.start: 2}, {name: b, phases: [{name: c, "
                      "steps: 2}]}]\n"
                      "groups:\n"
                      "  g: {phases.a.env.start: 4, phases.b.c.trials: 7, phases.b.c.types: x}\n"
                      "  h: {phases.a.env: {kind: chain, states: 9}, b.c.model.agent.gamma: 0}\n"
                      "sweep: {parameters: {phases.a.trials: {values: [3]}}}\n");
  const PhasePlan *g = experiment->condition[0].plan.phase,
                  *h = experiment->condition[1].plan.phase;
  assert_string_equal(experiment->axis[1].name, "a.trials");
  assert_string_equal(desk_show(&desk, g[0].env), "{kind: chain, states: 5, start: 4}");
  assert_int_equal(g[0].episodes, 3);
  assert_string_equal(g[1].name, "b.c");
  assert_int_equal(g[1].episodes, 7);
  assert_int_equal(g[1].steps, 0);
  assert_string_equal(desk_show(&desk, g[1].types), "x");
  assert_string_equal(desk_show(&desk, h[0].env), "{kind: chain, states: 9}");
  assert_int_equal(h[1].steps, 2);
  assert_string_equal(desk_show(&desk, node_get(h[1].model, "agent")), "{kind: td, gamma: 0}");
  assert_ptr_equal(g[1].model, experiment->condition[0].model);
  desk_close(desk);
}

static void named_values_replace_whole_sections(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment;
  (void)state;
  experiment =
      desk_read(&desk, CHAIN WALK "sweep:\n"
                                  "  parameters:\n"
                                  "    model.agent.gamma: {values: [0.3]}\n"
                                  "    model.agent:\n"
                                  "      name: learner\n"
                                  "      values: {sarsa: {kind: sarsa, gamma: 0.5}, td: td}\n");
  assert_string_equal(desk_labels(&desk, experiment),
                      "gamma=0.3, learner=sarsa\ngamma=0.3, learner=td\n");
  assert_string_equal(desk_at(&desk, experiment, 0, "model.agent"), "{kind: sarsa, gamma: 0.3}");
  assert_string_equal(desk_at(&desk, experiment, 1, "model.agent"), "{kind: td, gamma: 0.3}");
  desk_close(desk);
}

static void axes_that_cannot_be_told_apart_are_refused(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk,
            CHAIN WALK "groups:\n"
                       "  a: {sweep: {parameters: {gamma: {values: [1]}, alpha: {values: [1]}}}}\n"
                       "  b: {sweep: {parameters: {alpha: {values: [1], name: rate}}}}\n"
                       "  c: {sweep: {parameters: {lambda: {values: [1], name: alpha}}}}\n"
                       "  d: 7\n"
                       "sweep: {parameters: {gamma: {values: [1]}}}\n",
            "experiments/x.yaml:6:28: error: 'model.agent.gamma' is swept in the whole experiment "
            "already\n"
            "    a: {sweep: {parameters: {gamma: {values: [1]}, alpha: {values: [1]}}}}\n"
            "                             ^\n"
            "experiments/x.yaml:7:28: error: 'model.plasticity.alpha' is the axis 'alpha' in line "
            "6; it must have "
            "that name here, too\n"
            "    b: {sweep: {parameters: {alpha: {values: [1], name: rate}}}}\n"
            "                             ^\n"
            "experiments/x.yaml:8:28: error: 'model.plasticity.lambda' has the name 'alpha', as "
            "another axis in line 6\n"
            "    c: {sweep: {parameters: {lambda: {values: [1], name: alpha}}}}\n"
            "                             ^\n"
            "experiments/x.yaml:9:6: error: a group must be a map of overrides, not '7'\n"
            "    d: 7\n"
            "       ^\n"
            "    hint: NAME: {PATH: value}\n");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(groups_come_in_the_order_of_the_file),
      cmocka_unit_test(without_groups_and_sweeps_there_is_one_nameless_condition),
      cmocka_unit_test(a_group_has_a_sweep_of_its_own),
      cmocka_unit_test(the_stronger_wins),
      cmocka_unit_test(groups_and_sweeps_reach_into_phases),
      cmocka_unit_test(named_values_replace_whole_sections),
      cmocka_unit_test(axes_that_cannot_be_told_apart_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
