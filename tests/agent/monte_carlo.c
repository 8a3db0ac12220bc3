// Monte Carlo: whole returns, worked out backwards in the test, and the exact values in the end.

#include "../cohort/lab.h"

enum { STEPS = 400 };

static void every_episode_moves_values_towards_its_returns(void **state)
{
  (void)state;
  Lab *lab =
      lab_open("env: {kind: chain, states: 5, start: 3, ends: [-1, 1], step_reward: 0.125}\n"
               "model:\n  agent: {kind: monte_carlo, gamma: 0.9, w0: 0.5}\n"
               "  plasticity: {alpha: 0.25}\nphases: [{name: a, steps: %d}]\n",
               STEPS);
  Diary  d      = diary_keep(lab, STEPS, 3);
  double v[7]   = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
  int    middle = lab_state(lab, "3"), episodes = 0;
  for (int first = 1, last; first <= STEPS; first = last + 1) {
    // the episode ends where a reward of an end came
    for (last = first; last < STEPS && fabs(diary_reward(&d, last) - 0.125) < 0.5; last++) {
      diary_check_weights(&d, last, v, 1e-14);
    }
    if (fabs(diary_reward(&d, last) - 0.125) < 0.5) break;
    assert_int_equal(diary_state(&d, first), middle);
    double g[STEPS + 1] = {0};
    for (int t = last; t >= first; t--)
      g[t] = diary_reward(&d, t) + (t < last ? 0.9 * g[t + 1] : 0);
    for (int t = first; t <= last; t++)
      v[diary_state(&d, t)] += 0.25 * (g[t] - v[diary_state(&d, t)]);
    if (last < STEPS) diary_check_weights(&d, last + 1, v, 1e-14);
    episodes++;
  }
  assert_true(episodes > 20);
  lab_close(lab);
}

static void it_converges_to_the_exact_values_of_the_random_walk(void **state)
{
  (void)state;
  Lab    *lab   = lab_open("env: {kind: chain, states: 5, start: 3}\n"
                          "model:\n  agent: {kind: monte_carlo, gamma: 1, w0: 0.5}\n"
                          "  plasticity: {alpha: 0.001}\nphases: [{name: a, episodes: 12000}]\n");
  Probe  *last  = lab_probe(lab, "values", 0);
  double *exact = lab_exact(lab, "exact.values", 0, 1);
  last->at_end  = true;
  Left *left    = lab_run(lab, 32, 64);
  for (size_t s = 0; s < last->cells; s++) lab_near(lab_mean(left, 64, last, s), exact[s], 0.008);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_episode_moves_values_towards_its_returns),
      cmocka_unit_test(it_converges_to_the_exact_values_of_the_random_walk),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
