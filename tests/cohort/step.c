// Step: the nine stages hang together as the book tells them.

#include "lab.h"

static void what_is_compared_was_evaluated_before_anything_was_learnt(void **state)
{
  (void)state;
  // from a state back into itself: V(s') must be the value before this step's learning
  Lab   *lab = lab_open("env:\n  kind: gridworld\n  map: |\n    SG\n  moves: [west]\n"
                          "  extra_actions: [stay]\n  objects: {G: {terminal: false}}\n"
                          "  bump_reward: 1\n  step_reward: 1\n  time_limit: 3\n"
                          "model: {agent: {kind: td, gamma: 0.5}, plasticity: {alpha: 0.5}}\n"
                          "phases: [{name: a, episodes: 1}]\n");
  Diary  d   = diary_keep(lab, 3, 1);
  double v   = 0;
  for (int t = 1; t <= 3; t++) {
    double delta = diary_reward(&d, t) + 0.5 * v - v;
    lab_near(diary_delta(&d, t), delta, 1e-15);
    v += 0.5 * delta;
  }
  assert_true(v > 1);
  lab_close(lab);
}

static void dopamine_stands_between_error_and_weight(void **state)
{
  (void)state;
  Lab   *lab      = lab_open("env: {kind: chain, states: 1, right: 1}\n"
                                "model: {agent: {kind: td, gamma: 0}, signal: {gain: 3}, "
                                "plasticity: {alpha: 0.25}}\nphases: [{name: a, episodes: 1}]\n");
  Probe *dopamine = diary_probe(lab, "dopamine", 1);
  Diary  d        = diary_keep(lab, 1, 1);
  lab_near(diary_delta(&d, 1), 1, 0);
  lab_near(lab_cell(d.left, dopamine, 0), 3, 0);
  diary_check_weights(&d, 1, (double[]){0.75, 0}, 0);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_compared_was_evaluated_before_anything_was_learnt),
      cmocka_unit_test(dopamine_stands_between_error_and_weight),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
