// Expected Sarsa: every update against the book's equation, and the exact values of its policy.

#include "../cohort/lab.h"

enum { STEPS = 300 };

static void check(const char *policy, double epsilon)
{
  Lab   *lab      = lab_open(LAB_SMALL "model:\n  agent: {kind: expected_sarsa, gamma: 0.9}\n"
                                              "  policy: %s\n  plasticity: {alpha: 0.25}\n"
                                              "phases: [{name: a, steps: 300}]\n",
                             policy);
  Diary  d        = diary_keep(lab, STEPS, 7);
  double q[8 * 4] = {0}, ends = 0;
  for (int t = 1; t <= STEPS; t++) {
    double goes_on;
    int    s = diary_state(&d, t), a = diary_action(&d, t), next = diary_next(&d, t, &goes_on);
    double best = -INFINITY, expected = 0;
    for (int b = 0; b < 4; b++) best = fmax(best, q[4 * next + b]);
    for (int b = 0; b < 4; b++) expected += epsilon / 4 * q[4 * next + b];
    expected += (1 - epsilon) * best;
    double delta = diary_reward(&d, t) + 0.9 * goes_on * expected - q[4 * s + a];
    q[4 * s + a] += 0.25 * delta;
    lab_near(diary_delta(&d, t), delta, 1e-14);
    diary_check_weights(&d, t, q, 1e-14);
    ends += goes_on == 0;
    // the present action's chances are told, not those at s'
    double sum = 0;
    for (int b = 0; b < 4; b++) sum += diary_probability(&d, t, b);
    lab_near(sum, 1, 1e-14);
    assert_true(diary_probability(&d, t, a) > 0);
  }
  assert_true(ends > 5);
  lab_close(lab);
}

static void every_step_follows_the_equation(void **state)
{
  (void)state;
  check("{kind: epsilon_greedy, epsilon: 0.3}", 0.3);
  check("{kind: epsilon_greedy, epsilon: 0.5, ties: first}", 0.5);
}

// The greedy policy's expectation is the maximum, and no word is drawn for looking ahead.
static void under_a_greedy_policy_it_lives_the_life_of_q_learning(void **state)
{
  (void)state;
  const char *const agent[2] = {"expected_sarsa", "q_learning"};
  Lab              *lab[2];
  Left             *left[2];
  for (int k = 0; k < 2; k++) {
    lab[k] = lab_open(LAB_SMALL "model:\n  agent: {kind: %s, gamma: 0.9, q0: 1}\n"
                                "  policy: {kind: greedy, ties: first}\n"
                                "phases: [{name: a, episodes: 30}]\n",
                      agent[k]);
    lab_weights(lab[k], 0);
    left[k] = lab_run(lab[k], 4, 4);
  }
  for (int i = 0; i < 4; i++) {
    assert_int_equal(left[0][i].steps, left[1][i].steps);
    assert_memory_equal(left[0][i].record, left[1][i].record,
                        sizeof(double) * lab[0]->model->record_length);
  }
  lab_close(lab[0]);
  lab_close(lab[1]);
}

// With alpha 1 and nothing left to chance in world or target each update is a backup of dynamic
// programming.
static void under_a_random_policy_it_finds_that_policys_exact_values(void **state)
{
  (void)state;
  Lab    *lab   = lab_open("env:\n  kind: gridworld\n  map: |\n    S..\n    ..G\n"
                                "model:\n  agent: {kind: expected_sarsa, gamma: 0.9}\n"
                                "  policy: random\n  plasticity: {alpha: 1}\n"
                                "phases: [{name: a, episodes: 1500}]\n");
  Probe  *last  = lab_probe(lab, "q_values", 0);
  double *exact = lab_exact(lab, "exact.q_values", 0, 0.9);
  last->at_end  = true;
  Left *left    = lab_run(lab, 4, 4);
  for (int i = 0; i < 4; i++) {
    for (size_t c = 0; c < last->cells; c++)
      lab_near(lab_cell(&left[i], last, c), exact[c], 1e-10);
  }
  lab_close(lab);
}

static void one_action_needs_no_policy(void **state)
{
  (void)state;
  Lab   *lab  = lab_open("env: {kind: chain, states: 2, start: 1, right: 1}\n"
                            "model: {agent: {kind: expected_sarsa, gamma: 0.5}, "
                            "plasticity: {alpha: 1}}\nphases: [{name: a, episodes: 2}]\n");
  Diary  d    = diary_keep(lab, 4, 1);
  double w[3] = {0, 1, 0};
  diary_check_weights(&d, 2, w, 0);
  w[0] = 0.5;
  diary_check_weights(&d, 4, w, 0);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_step_follows_the_equation),
      cmocka_unit_test(under_a_greedy_policy_it_lives_the_life_of_q_learning),
      cmocka_unit_test(under_a_random_policy_it_finds_that_policys_exact_values),
      cmocka_unit_test(one_action_needs_no_policy),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
