// Step measures: what each reads, and that news is read when it arrives.

#include "../cohort/lab.h"

static void values_and_actions_are_those_before_learning(void **state)
{
  (void)state;
  Lab   *lab = lab_open(LAB_SMALL "model: {agent: {kind: q_learning, gamma: 0.9}, policy: {kind: "
                                    "epsilon_greedy, epsilon: 0.5}, plasticity: {alpha: 0.5}}\n"
                                    "phases: [{name: a, steps: 200}]\n");
  Probe *value = diary_probe(lab, "value", 200), *q = diary_probe(lab, "q", 200);
  Diary  d     = diary_keep(lab, 200, 6);
  double w[32] = {0};
  for (int t = 1; t <= 200; t++) {
    int s = diary_state(&d, t), a = diary_action(&d, t);
    lab_near(lab_cell(d.left, value, (size_t)t - 1), w[4 * s + a], 1e-15);
    for (int b = 0; b < 4; b++)
      lab_near(lab_cell(d.left, q, (size_t)(4 * (t - 1) + b)), w[4 * s + b], 1e-15);
    w[4 * s + a] += 0.5 * diary_delta(&d, t);
  }
  lab_close(lab);
}

static void who_values_states_has_no_q(void **state)
{
  (void)state;
  Lab   *lab   = lab_open("env: {kind: chain, states: 3}\nmodel: {agent: {kind: td, v0: 0.5}}\n"
                              "phases: [{name: a, steps: 5, learn: false}]\n");
  Probe *value = diary_probe(lab, "value", 5), *q = diary_probe(lab, "q", 5);
  Left  *left = lab_run(lab, 1, 1);
  for (size_t t = 0; t < 5; t++) {
    lab_near(lab_cell(left, value, t), 0.5, 0);
    assert_true(isnan(lab_cell(left, q, t)));
  }
  lab_close(lab);
}

static void reward_delta_and_dopamine_carry_the_time_of_arrival(void **state)
{
  (void)state;
  Lab              *lab      = lab_open("env:\n  kind: conditioning\n  length: 4\n  trials:\n"
                          "    a: {cues: {A: [1, 3]}, outcomes: {US: {at: 3, reward: 2}}}\n"
                          "model: {network: csc, agent: {kind: td, gamma: 1, w0: 0.5}, "
                          "signal: {gain: 2}}\nphases: [{name: a, episodes: 1, learn: false}]\n");
  const char *const names[3] = {"reward", "delta", "dopamine"};
  // V is 0.5 while the cue is on (bins 1 and 2)
  const double wanted[3][5] = {{NAN, 0, 0, 2, 0}, {NAN, 0.5, 0, 1.5, 0}, {NAN, 1, 0, 3, 0}};
  const double worth[5]     = {0, 0.5, 0.5, 0, NAN};
  Probe       *probe[4];
  for (int m = 0; m < 4; m++)
    lab_axis(probe[m] = lab_probe(lab, m < 3 ? names[m] : "value", 0), AXIS_TIME, 0, 5);
  Left *left = lab_run(lab, 1, 1);
  for (int m = 0; m < 4; m++) {
    for (size_t t = 0; t < 5; t++) {
      double x = m < 3 ? wanted[m][t] : worth[t], found = lab_cell(left, probe[m], t);
      assert_true(isnan(x) ? isnan(found) : fabs(found - x) < 1e-15);
    }
  }
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_and_actions_are_those_before_learning),
      cmocka_unit_test(who_values_states_has_no_q),
      cmocka_unit_test(reward_delta_and_dopamine_carry_the_time_of_arrival),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
