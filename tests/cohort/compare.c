// Compare: the error is made of values as they were before learning, and of the action to come.

#include "lab.h"

static void the_action_to_come_is_the_one_that_comes(void **state)
{
  (void)state;
  // q0 tells actions apart, nothing is learnt: delta shows which next action was meant
  Lab *lab =
      lab_open(LAB_ROOMS "model: {agent: {kind: sarsa, gamma: 0.5, q0: {normal: 0, sd: 1}}, "
                         "policy: random}\nphases: [{name: a, steps: 200, learn: false}]\n");
  Diary d = diary_keep(lab, 200, 3);
  for (int t = 1; t < 200; t++) {
    double goes_on;
    int    next = diary_next(&d, t, &goes_on);
    size_t own  = (size_t)(4 * diary_state(&d, t) + diary_action(&d, t));
    if (goes_on == 0 || diary_state(&d, t + 1) != next) continue;
    size_t to = (size_t)(4 * next + diary_action(&d, t + 1));
    lab_near(diary_delta(&d, t),
             diary_reward(&d, t) + 0.5 * lab_cell(d.left, d.weights, to) -
                 lab_cell(d.left, d.weights, own),
             1e-15);
  }
  lab_close(lab);
}

static void telling_probabilities_changes_no_choice(void **state)
{
  (void)state;
  int64_t steps[2];
  double  last[2];
  for (int told = 0; told < 2; told++) {
    Lab   *lab  = lab_open(LAB_SMALL "model: {agent: sarsa, policy: softmax, plasticity: {alpha: "
                                        "0.5}}\nphases: [{name: a, episodes: 50}]\n");
    Probe *paid = lab_probe(lab, "return", 0);
    if (told) lab_probe(lab, "probability", 0);
    Left *left  = lab_run(lab, 3, 3);
    steps[told] = left[2].steps;
    last[told]  = lab_cell(&left[2], paid, 0);
    lab_close(lab);
  }
  assert_int_equal(steps[0], steps[1]);
  lab_near(last[0], last[1], 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_action_to_come_is_the_one_that_comes),
      cmocka_unit_test(telling_probabilities_changes_no_choice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
