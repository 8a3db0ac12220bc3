// Bandit under test: what arms pay by hand, and an animal that finds the better one.

#include "../cohort/lab.h"
#include "../model/cases.h"

#include "kind/env.h"

static void arms_pay_what_they_say(void **state)
{
  Given        given = give_text("{kind: bandit, reward: 2, step_reward: -0.5, arms: {sure: {}, "
                                        "fair: {chance: 0.25}, own: {reward: 3, chance: 0.5}, "
                                        "plain: 7, never: {chance: 0}}}");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 2);
  assert_int_equal(world->n_actions, 5);
  assert_string_equal(world->state_name[world->start_state[0]], "choice");
  assert_string_equal(world->state_name[1], "end");
  assert_true(world->terminal[1]);
  assert_string_equal(world->action_name[1], "fair");
  static const double mean[] = {1.5, 0, 1, 6.5, -0.5};
  static const int    ways[] = {1, 2, 2, 1, 1};
  for (int a = 0; a < 5; a++) {
    check_near(world->reward[a], mean[a], 1e-15);
    assert_int_equal(world->outcome_start[a + 1] - world->outcome_start[a], ways[a]);
    assert_true(world->goes_on[a] == 0);
  }
  int fair = world->outcome_start[1];
  assert_true(world->outcome_chance[fair] == 0.25 && world->outcome_reward[fair] == 1.5);
  assert_true(world->outcome_chance[fair + 1] == 0.75 && world->outcome_reward[fair + 1] == -0.5);
  take_back(given);
}

static void arms_without_names_count_from_one(void **state)
{
  Given        given = give_text("{kind: bandit, arms: 10, reward: {normal: 1, sd: 2}}");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_actions, 10);
  assert_string_equal(world->action_name[0], "1");
  assert_string_equal(world->action_name[9], "10");
  for (int a = 0; a < 10; a++) check_near(world->reward[a], 1, 1e-15);
  assert_true(world->kind->is(world->env, world_state(world, 0), "choice"));
  assert_false(world->kind->is(world->env, world_state(world, 0), "end"));
  assert_true(world->kind->is(world->env, world_state(world, 1), "end"));
  take_back(given);
}

static void values_are_the_means_of_the_arms(void **state)
{
  (void)state;
  Lab    *lab = lab_open("env: {kind: bandit, arms: {a: {chance: 0.8}, b: {reward: {uniform: [1, "
                         "4]}, chance: 0.4}, c: 0.3}}\nmodel: {agent: q_learning}\n");
  double *q   = lab_exact(lab, "exact.q_values", 0, 0.9);
  int     choice = lab_state(lab, "choice");
  lab_near(q[3 * choice], 0.8, 1e-15);
  lab_near(q[3 * choice + 1], 1, 1e-15);
  lab_near(q[3 * choice + 2], 0.3, 1e-15);
  lab_near(lab_exact(lab, "exact.values", 0, 0.9)[choice], 0.7, 1e-15);
  lab_near(lab_exact(lab, "exact.optimal_values", 0, 0.9)[choice], 1, 1e-15);
  lab_near(*lab_exact(lab, "exact.return", 0, 1), 0.7, 1e-15);
  lab_near(*lab_exact(lab, "exact.steps", 0, 1), 1, 1e-15);
  lab_close(lab);
}

// Of an arm that pays by {uniform: [1, 4]} with a chance of 0.4: mean 1, variance
// 0.4 (2.5^2 + 0.75) - 1 = 1.8; 64,000 pulls have a standard error of 0.0053.
static void rewards_are_drawn_at_every_pull(void **state)
{
  (void)state;
  Lab   *lab = lab_open("env: {kind: bandit, arms: {b: {reward: {uniform: [1, 4]}, chance: 0.4}}}"
                        "\nmodel: {agent: td}\nphases: [{name: a, episodes: 1000}]\n");
  Probe *mean = lab_probe(lab, "reward", 0), *each = lab_probe(lab, "reward", 0);
  lab_axis(each, AXIS_LIFE, 1, 100);
  Left *left = lab_run(lab, 32, 64);
  int   none = 0;
  lab_near(lab_mean(left, 64, mean, 0), 1, 0.022);
  for (size_t t = 0; t < 100; t++) {
    double reward = lab_cell(left, each, t);
    none += reward == 0;
    assert_true(reward == 0 || (reward >= 1 && reward < 4));
    assert_true(t == 0 || reward == 0 || reward != lab_cell(left, each, t - 1));
  }
  assert_in_range(none, 40, 80);
  lab_close(lab);
}

// Epsilon 0.1: whoever knows the better of two arms takes it 95 times in a hundred.
static void a_q_learner_finds_the_better_arm(void **state)
{
  (void)state;
  Lab   *lab = lab_open("env: {kind: bandit, arms: {poor: {chance: 0.2}, rich: {chance: 0.8}}}\n"
                        "model:\n  agent: {kind: q_learning, gamma: 0}\n"
                        "  policy: {kind: epsilon_greedy, epsilon: 0.1}\n"
                        "  plasticity: {alpha: 0.1}\n"
                        "phases: [{name: learn, episodes: 200}, {name: know, episodes: 200}]\n");
  Probe *action = lab_probe(lab, "action", 1), *paid = lab_probe(lab, "return", 1);
  Probe *q      = lab_probe(lab, "q_values", 1);
  q->at_end     = true;
  Left *left    = lab_run(lab, 32, 64);
  lab_near(lab_mean(left, 64, action, 0), 0.95, 0.015);
  lab_near(lab_mean(left, 64, paid, 0), 0.95 * 0.8 + 0.05 * 0.2, 0.02);
  lab_near(lab_mean(left, 64, q, 1), 0.8, 0.06);
  for (int i = 0; i < 64; i++)
    assert_true(lab_cell(&left[i], q, 1) > lab_cell(&left[i], q, 0));
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arms_pay_what_they_say),
      cmocka_unit_test(arms_without_names_count_from_one),
      cmocka_unit_test(values_are_the_means_of_the_arms),
      cmocka_unit_test(rewards_are_drawn_at_every_pull),
      cmocka_unit_test(a_q_learner_finds_the_better_arm),
  };
  return run_with_cases("tests/env/data/bandit.txt", false, tests, sizeof tests / sizeof *tests);
}
