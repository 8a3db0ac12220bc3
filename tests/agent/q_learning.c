// Q-learning: every update against the book's equation, and convergence to the best values.

#include "../cohort/lab.h"

static void every_step_follows_the_equation(void **state)
{
  (void)state;
  Lab   *lab      = lab_open(LAB_SMALL "model:\n  agent: {kind: q_learning, gamma: 0.9}\n"
                                "  policy: {kind: epsilon_greedy, epsilon: 0.3}\n"
                                "  plasticity: {alpha: 0.25}\nphases: [{name: a, steps: 300}]\n");
  Diary  d        = diary_keep(lab, 300, 7);
  double q[8 * 4] = {0}, ends = 0;
  for (int t = 1; t <= 300; t++) {
    double goes_on;
    int    s = diary_state(&d, t), a = diary_action(&d, t), next = diary_next(&d, t, &goes_on);
    double best = -INFINITY;
    for (int b = 0; b < 4; b++) best = fmax(best, q[4 * next + b]);
    double delta = diary_reward(&d, t) + 0.9 * goes_on * best - q[4 * s + a];
    q[4 * s + a] += 0.25 * delta;
    lab_near(diary_delta(&d, t), delta, 1e-15);
    diary_check_weights(&d, t, q, 1e-15);
    ends += goes_on == 0;
  }
  assert_true(ends > 10);
  lab_close(lab);
}

static void first_rewards_are_worth_what_is_worked_out_by_hand(void **state)
{
  (void)state;
  Lab *lab = lab_open(
      "env:\n  kind: gridworld\n  map: |\n    SG\n  moves: [east]\n  extra_actions: [stay]\n"
      "model:\n  agent: {kind: q_learning, gamma: 0.9, q0: 0.5}\n"
      "  policy: {kind: epsilon_greedy, epsilon: 0, ties: first}\n"
      "  plasticity: {alpha: 0.5}\nphases: [{name: a, episodes: 3}]\n");
  Diary d = diary_keep(lab, 3, 1);
  lab_near(diary_delta(&d, 1), 0.5, 1e-15);
  lab_near(diary_delta(&d, 2), 0.25, 1e-15);
  lab_near(diary_delta(&d, 3), 0.125, 1e-15);
  assert_int_equal(d.left->steps, 3);
  lab_close(lab);
}

static void it_finds_the_best_values_while_it_wanders(void **state)
{
  (void)state;
  Lab    *lab   = lab_open(LAB_SMALL "model:\n  agent: {kind: q_learning, gamma: 0.9}\n"
                                          "  policy: random\n  plasticity: {alpha: 1}\n"
                                          "phases: [{name: a, episodes: 1000}]\n");
  Probe  *last  = lab_probe(lab, "q_values", 0);
  double *exact = lab_exact(lab, "exact.optimal_q_values", 0, 0.9);
  last->at_end  = true;
  Left *left    = lab_run(lab, 32, 8);
  for (int i = 0; i < 8; i++) {
    for (size_t c = 0; c < last->cells; c++)
      lab_near(lab_cell(&left[i], last, c), exact[c], 1e-12);
  }
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_step_follows_the_equation),
      cmocka_unit_test(first_rewards_are_worth_what_is_worked_out_by_hand),
      cmocka_unit_test(it_finds_the_best_values_while_it_wanders),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
