// Sarsa: every update against the book's equation with the action that really came next.

#include "../cohort/lab.h"

static void check(double lambda)
{
  Lab   *lab      = lab_open(LAB_SMALL "model:\n  agent: {kind: sarsa, gamma: 0.9}\n"
                                              "  policy: {kind: epsilon_greedy, epsilon: 0.3}\n"
                                              "  plasticity: {alpha: 0.25, lambda: %g}\n"
                                              "phases: [{name: a, steps: 401}]\n",
                             lambda);
  Diary  d        = diary_keep(lab, 401, 7);
  double q[8 * 4] = {0}, e[8 * 4] = {0};
  int    explored = 0;
  for (int t = 1; t <= 400; t++) {
    double goes_on;
    int    s = diary_state(&d, t), a = diary_action(&d, t), next = diary_next(&d, t, &goes_on);
    bool   same  = diary_state(&d, t + 1) == next && goes_on != 0;
    int    after = diary_action(&d, t + 1);
    for (int b = 0; b < 4; b++) explored += same && q[4 * next + b] > q[4 * next + after];
    double delta = diary_delta(&d, t);
    if (same || goes_on == 0) {   // where the limit cut, the next action was never made
      lab_near(delta, diary_reward(&d, t) + (same ? 0.9 * q[4 * next + after] : 0) - q[4 * s + a],
               1e-15);
    }
    for (int i = 0; i < 32; i++) e[i] *= 0.9 * lambda;
    e[4 * s + a] += 1;
    for (int i = 0; i < 32; i++) q[i] += 0.25 * delta * e[i];
    diary_check_weights(&d, t, q, 1e-14);
    if (!same) memset(e, 0, sizeof e);
  }
  assert_true(explored > 10);
  lab_close(lab);
}

static void every_step_follows_the_equation(void **state)
{
  (void)state;
  check(0);
}

static void with_traces_too(void **state)
{
  (void)state;
  check(0.8);
}

static void under_a_random_policy_it_learns_that_policys_values(void **state)
{
  (void)state;
  Lab    *lab   = lab_open("env:\n  kind: gridworld\n  map: |\n    S..\n    ..G\n"
                                "model:\n  agent: {kind: sarsa, gamma: 0.9}\n"
                                "  policy: random\n  plasticity: {alpha: 0.01}\n"
                                "phases: [{name: a, episodes: 6000}]\n");
  Probe  *last  = lab_probe(lab, "q_values", 0);
  double *exact = lab_exact(lab, "exact.q_values", 0, 0.9);
  last->at_end  = true;
  Left *left    = lab_run(lab, 32, 32);
  for (size_t c = 0; c < last->cells; c++) lab_near(lab_mean(left, 32, last, c), exact[c], 0.01);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_step_follows_the_equation),
      cmocka_unit_test(with_traces_too),
      cmocka_unit_test(under_a_random_policy_it_learns_that_policys_values),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
