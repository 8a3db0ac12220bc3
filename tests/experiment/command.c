// Tests: what the command line says wins everywhere.

#include "experiment/command.h"

#include "desk.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static void one_value_holds_in_all_conditions(void **state)
{
  static const char *const command[] = {"epsilon=0.7", "model.agent.kind=sarsa",
                                        "env.rewards={2: 5}", "walk.episodes=99", "seeds=4..6"};
  Desk                     desk      = desk_open();
  Experiment              *experiment;
  (void)state;
  experiment = desk_read_with(&desk,
                              CHAIN WALK "groups:\n"
                                         "  a: {epsilon: 0.1}\n"
                                         "  b: {model.agent: {kind: td, gamma: 0.5}}\n"
                                         "  c: {phases.walk.episodes: 3}\n",
                              command, COUNT(command));
  for (int i = 0; i < 3; i++) {
    assert_string_equal(desk_at(&desk, experiment, i, "model.policy.epsilon"), "0.7");
    assert_string_equal(desk_at(&desk, experiment, i, "model.agent.kind"), "sarsa");
    assert_string_equal(desk_at(&desk, experiment, i, "env.rewards"), "{2: 5}");
    assert_int_equal(experiment->condition[i].plan.phase[0].episodes, 99);
  }
  assert_string_equal(desk_at(&desk, experiment, 1, "model.agent.gamma"), "0.5");
  assert_int_equal(experiment->n_seeds, 3);
  assert_int_equal(experiment->seed[0], 4);
  assert_true(experiment->overridden);
  desk_close(desk);
}

static void several_values_are_an_axis(void **state)
{
  static const char *const command[] = {"gamma=0.1,0.20", "right=range(0, 1, 0.3)"};
  Desk                     desk      = desk_open();
  Experiment              *experiment;
  (void)state;
  experiment =
      desk_read_with(&desk, CHAIN WALK "sweep: {parameters: {epsilon: {values: [0, 1]}}}\n",
                     command, COUNT(command));
  assert_int_equal(experiment->n_conditions, 16);
  assert_string_equal(experiment_label(desk.arena, experiment, 0),
                      "epsilon=0, gamma=0.1, right=0");
  assert_string_equal(experiment_label(desk.arena, experiment, 7),
                      "epsilon=0, gamma=0.20, right=0.9");
  assert_string_equal(desk_at(&desk, experiment, 7, "env.right"), "0.9");
  desk_close(desk);
}

static void a_swept_path_is_swept_over_what_is_given(void **state)
{
  static const char *const one[] = {"alpha=0.5"}, *const two[] = {"alpha=0.5,0.6"};
  const char *text =
      CHAIN   WALK "groups:\n"
                   "  a: {sweep: {parameters: {alpha: {values: [1, 2], name: rate}}}}\n"
                   "  b: {}\n";
  Desk        desk = desk_open();
  (void)state;
  Experiment *experiment = desk_read_with(&desk, text, one, 1);
  assert_string_equal(desk_labels(&desk, experiment), "group=a, rate=0.5\ngroup=b\n");
  assert_string_equal(desk_at(&desk, experiment, 1, "model.plasticity.alpha"), "0.5");
  experiment = desk_read_with(&desk, text, two, 1);
  assert_string_equal(desk_labels(&desk, experiment),
                      "group=a, rate=0.5\ngroup=a, rate=0.6\ngroup=b, rate=0.5\ngroup=b, "
                      "rate=0.6\n");
  desk_close(desk);
}

static void zipped_axes_let_go_of_what_is_given(void **state)
{
  static const char *const command[] = {"gamma=0.5"};
  Desk                     desk      = desk_open();
  Experiment              *experiment;
  (void)state;
  experiment = desk_read_with(&desk,
                              CHAIN WALK
                              "sweep:\n"
                              "  parameters: {gamma: {values: [1, 2]}, alpha: {values: [3, 4]}}\n"
                              "  zip: [[gamma, alpha]]\n",
                              command, 1);
  assert_string_equal(desk_labels(&desk, experiment), "gamma=0.5, alpha=3\ngamma=0.5, alpha=4\n");
  desk_close(desk);
}

static void values_above_the_path_are_changed_within(void **state)
{
  static const char *const command[] = {"model.agent.gamma=0.25", "env.start=1"};
  Desk                     desk      = desk_open();
  Experiment              *experiment;
  (void)state;
  desk_write("envs/track.yaml", "kind: chain\nstates: 7\n");
  experiment = desk_read_with(&desk,
                              CHAIN WALK "sweep:\n"
                                         "  parameters:\n"
                                         "    env: {values: [track]}\n"
                                         "    model.agent: {name: learner, values: {a: {kind: td, "
                                         "gamma: 1}, b: sarsa}}\n",
                              command, COUNT(command));
  assert_string_equal(desk_labels(&desk, experiment),
                      "env=track, learner=a\nenv=track, learner=b\n");
  assert_string_equal(desk_at(&desk, experiment, 0, "env"), "{kind: chain, states: 7, start: 1}");
  assert_string_equal(desk_at(&desk, experiment, 0, "model.agent"), "{kind: td, gamma: 0.25}");
  assert_string_equal(desk_at(&desk, experiment, 1, "model.agent"), "{kind: sarsa, gamma: 0.25}");
  desk_close(desk);
}

static void brackets_and_quotes_hold_commas_together(void **state)
{
  static const char *const command[] = {"ends=[0, 1],[0, 2]"}, *const list[] = {"ends=[0, 2]"};
  Desk desk = desk_open();
  (void)state;
  Experiment *experiment = desk_read_with(&desk, CHAIN WALK, list, 1);
  assert_string_equal(desk_at(&desk, experiment, 0, "env.ends"), "[0, 2]");
  assert_null(desk_try(&desk, CHAIN WALK, command, 1));
  assert_string_equal(diag_text(desk.diag),
                      "command line:1:6: error: a value that is a map or a list needs a name\n"
                      "    ends=[0, 1],[0, 2]\n"
                      "         ^\n"
                      "    hint: values: {name: value, ..}\n"
                      "command line:1:13: error: a value that is a map or a list needs a name\n"
                      "    ends=[0, 1],[0, 2]\n"
                      "                ^\n"
                      "    hint: values: {name: value, ..}\n");
  desk_close(desk);
}

static void what_is_wrong_is_shown_as_it_was_typed(void **state)
{
  static const char *const command[] =
      {"gama=1",         "epsilon=", "walk.types.x=range(1,0,0.1)",
       "alpha=range(0)", "w0={a: 1", "model.agent={kind: td}"};
  Desk desk = desk_open();
  (void)state;
  assert_null(desk_try(&desk, CHAIN WALK "sweep: {parameters: {gamma: {values: [1]}}}\n", command,
                       COUNT(command)));
  assert_string_equal(diag_text(desk.diag),
                      "command line:1:1: error: there is nothing at 'gama' to override\n"
                      "    gama=1\n"
                      "    ^\n"
                      "    hint: did you mean 'gamma'?\n"
                      "command line:2:9: error: there is no value\n"
                      "    epsilon=\n"
                      "            ^\n"
                      "command line:3:14: error: 'range(1,0,0.1)' is no range that can be run\n"
                      "    walk.types.x=range(1,0,0.1)\n"
                      "                 ^\n"
                      "    hint: such as range(0, 1, 0.1): 0, 0.1, .. 0.9\n"
                      "command line:4:7: error: 'range(0)' is no range that can be run\n"
                      "    alpha=range(0)\n"
                      "          ^\n"
                      "    hint: such as range(0, 1, 0.1): 0, 0.1, .. 0.9\n"
                      "command line:5:4: error: '{a: 1' is no value\n"
                      "    w0={a: 1\n"
                      "       ^\n"
                      "    hint: as in YAML: 0.1, word, [1, 2] or {kind: td}\n"
                      "command line:6:1: error: 'model.agent' cannot be given while "
                      "'model.agent.gamma' is swept\n"
                      "    model.agent={kind: td}\n"
                      "    ^\n");
  desk_close(desk);
}

static void what_no_longer_fits_is_told_where_it_stands(void **state)
{
  static const char *const kind[] = {"policy.kind=softmax"}, *const axis[] = {"gamma=0.1,0.2"};
  Desk desk = desk_open();
  (void)state;
  assert_null(desk_try(&desk,
                       "about: A test.\nenv: {kind: chain, states: 5}\n"
                       "model: {policy: epsilon_greedy}\n" WALK "groups: {a: {epsilon: 0.1}}\n",
                       kind, 1));
  assert_string_equal(diag_text(desk.diag),
                      "experiments/x.yaml:5:14: error: there is nothing at 'model.policy.epsilon' "
                      "to override\n"
                      "    groups: {a: {epsilon: 0.1}}\n"
                      "                 ^\n");
  assert_null(desk_try(&desk, CHAIN WALK "sweep: 3\n", axis, 1));
  assert_string_equal(diag_text(desk.diag),
                      "experiments/x.yaml:5:8: error: 'sweep' must be a map, not '3'\n"
                      "    sweep: 3\n"
                      "           ^\n"
                      "    hint: sweep: {parameters: {PATH: {values: [..]}}}\n");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_value_holds_in_all_conditions),
      cmocka_unit_test(several_values_are_an_axis),
      cmocka_unit_test(a_swept_path_is_swept_over_what_is_given),
      cmocka_unit_test(zipped_axes_let_go_of_what_is_given),
      cmocka_unit_test(values_above_the_path_are_changed_within),
      cmocka_unit_test(brackets_and_quotes_hold_commas_together),
      cmocka_unit_test(what_is_wrong_is_shown_as_it_was_typed),
      cmocka_unit_test(what_no_longer_fits_is_told_where_it_stands),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
