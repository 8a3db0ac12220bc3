// TD: updates worked out by hand, and convergence to the compiled world's exact values.

#include "../cohort/lab.h"

static void three_episodes_on_a_one_way_chain_are_as_worked_out_by_hand(void **state)
{
  (void)state;
  Lab *lab = lab_open("env: {kind: chain, states: 3, start: 1, right: 1}\n"
                      "model:\n  agent: {kind: td, gamma: 0.9}\n  plasticity: {alpha: 0.5}\n"
                      "phases: [{name: a, episodes: 3}]\n");
  // gamma V(s') - V(s) with V from the episodes before; the end pays 1
  const double delta[9]      = {0, 0, 1, 0, 0.45, 0.5, 0.2025, 0.45, 0.25};
  const double weights[9][3] = {{0, 0, 0},
                                {0, 0, 0},
                                {0, 0, 0.5},
                                {0, 0, 0.5},
                                {0, 0.225, 0.5},
                                {0, 0.225, 0.75},
                                {0.10125, 0.225, 0.75},
                                {0.10125, 0.45, 0.75},
                                {0.10125, 0.45, 0.875}};
  Diary        d             = diary_keep(lab, 9, 1);
  assert_int_equal(d.left->steps, 9);
  for (int t = 1; t <= 9; t++) {
    double w[4] = {weights[t - 1][0], weights[t - 1][1], weights[t - 1][2], 0};
    lab_near(diary_delta(&d, t), delta[t - 1], 1e-15);
    diary_check_weights(&d, t, w, 1e-15);
  }
  lab_close(lab);
}

static void traces_make_lambda_returns_of_single_errors(void **state)
{
  (void)state;
  Lab   *lab  = lab_open("env: {kind: chain, states: 3, start: 1, right: 1}\n"
                            "model:\n  agent: {kind: td, gamma: 0.9}\n"
                            "  plasticity: {alpha: 0.5, lambda: 0.8}\n"
                            "phases: [{name: a, episodes: 1}]\n");
  Diary  d    = diary_keep(lab, 3, 1);
  double w[4] = {0.5 * 0.72 * 0.72, 0.5 * 0.72, 0.5, 0};
  diary_check_weights(&d, 2, (double[4]){0}, 0);
  diary_check_weights(&d, 3, w, 1e-15);
  lab_close(lab);
}

static void an_end_has_no_worth_but_a_cut_has(void **state)
{
  (void)state;
  Lab *lab =
      lab_open("env: {kind: chain, states: 9, start: 1, right: 1, time_limit: 2}\n"
               "model:\n  agent: {kind: td, gamma: 0.5, w0: 1}\n  plasticity: {alpha: 0.5}\n"
               "phases: [{name: a, episodes: 1}]\n");
  Diary d = diary_keep(lab, 2, 1);
  lab_near(diary_delta(&d, 2), -0.5, 1e-15);   // 0.5 V(3) - V(2): state 3 is still worth 1
  lab_close(lab);
}

static void check_walk(const char *plasticity)
{
  Lab    *lab   = lab_open("env: {kind: chain, states: 5, start: 3}\n"
                              "model:\n  agent: {kind: td, gamma: 1, w0: 0.5}\n  plasticity: %s\n"
                              "phases: [{name: a, episodes: 12000}]\n",
                           plasticity);
  Probe  *last  = lab_probe(lab, "values", 0);
  double *exact = lab_exact(lab, "exact.values", 0, 1);
  last->at_end  = true;
  Left *left    = lab_run(lab, 32, 64);
  for (int s = 0; s < (int)last->cells; s++)
    lab_near(lab_mean(left, 64, last, (size_t)s), exact[s], 0.008);
  lab_close(lab);
}

static void td_0_converges_to_the_exact_values_of_the_random_walk(void **state)
{
  (void)state;
  check_walk("{alpha: 0.002}");
}

static void td_lambda_converges_to_the_exact_values_of_the_random_walk(void **state)
{
  (void)state;
  check_walk("{alpha: 0.001, lambda: 0.8}");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_episodes_on_a_one_way_chain_are_as_worked_out_by_hand),
      cmocka_unit_test(traces_make_lambda_returns_of_single_errors),
      cmocka_unit_test(an_end_has_no_worth_but_a_cut_has),
      cmocka_unit_test(td_0_converges_to_the_exact_values_of_the_random_walk),
      cmocka_unit_test(td_lambda_converges_to_the_exact_values_of_the_random_walk),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
