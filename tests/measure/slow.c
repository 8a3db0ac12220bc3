// Slow measures: values, action values, weights and the greedy path, of what is known so far.

#include "../cohort/lab.h"

static void values_are_those_of_the_best_action(void **state)
{
  (void)state;
  Lab   *lab   = lab_open(LAB_SMALL "model: {agent: {kind: q_learning, q0: {normal: 0, sd: 1}}}\n"
                                        "phases: [{name: a, steps: 1, learn: false}]\n");
  Probe *value = lab_probe(lab, "values", 0), *q = lab_probe(lab, "q_values", 0);
  Probe *w      = lab_weights(lab, 0);
  value->at_end = q->at_end = true;
  Left        *left         = lab_run(lab, 1, 1);
  const World *world        = lab->model->world[0];
  for (int s = 0; s < world->n_states; s++) {
    double best = -INFINITY;
    for (int a = 0; a < 4; a++) {
      size_t pair  = (size_t)(4 * s + a);
      double known = lab_cell(left, w, pair);
      best         = fmax(best, known);
      lab_near(lab_cell(left, q, pair), world->terminal[s] ? 0 : known, 0);
    }
    lab_near(lab_cell(left, value, (size_t)s), world->terminal[s] ? 0 : best, 0);
  }
  lab_close(lab);
}

static void the_greedy_path_is_found_once_it_is_learnt(void **state)
{
  (void)state;
  Lab   *lab = lab_open(LAB_ROOMS "model: {agent: {kind: q_learning, gamma: 0.9}, policy: random, "
                                "plasticity: {alpha: 1}}\nphases: [{name: a, episodes: 300}]\n");
  Probe *path = lab_probe(lab, "greedy_steps", 0);
  lab_axis(path, AXIS_EPISODE, 0, 301);
  Left *left = lab_run(lab, 4, 4);
  for (int i = 0; i < 4; i++) {
    assert_true(isnan(lab_cell(&left[i], path, 0)));   // north forever, against the wall
    lab_near(lab_cell(&left[i], path, 300), 16, 0);
  }
  lab_close(lab);
}

static void a_moved_goal_is_met_with_what_was_known(void **state)
{
  (void)state;
  Lab   *lab   = lab_open("env: {kind: chain, states: 3, start: 1, right: 1}\n"
                        "model: {agent: {kind: td, gamma: 1}, plasticity: {alpha: 1}}\n"
                        "phases:\n  - {name: a, episodes: 5}\n  - name: b\n    episodes: 1\n"
                        "    env: {kind: chain, states: 3, start: 3, right: 0, ends: [0, 5]}\n");
  Probe *value = lab_probe(lab, "values", 1);
  lab_only(value, AXIS_EPISODE, 0);
  Left        *left   = lab_run(lab, 1, 1);
  const World *second = model_world(lab->model, 1);
  for (int s = 0; s < second->n_states; s++)
    lab_near(lab_cell(left, value, (size_t)s), second->terminal[s] ? 0 : 1, 1e-15);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_are_those_of_the_best_action),
      cmocka_unit_test(the_greedy_path_is_found_once_it_is_learnt),
      cmocka_unit_test(a_moved_goal_is_met_with_what_was_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
