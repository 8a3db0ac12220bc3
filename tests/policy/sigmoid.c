// Sigmoid: responses by the logistic function of what a state is worth.

#include "refuse.h"

static void responses_are_those_of_the_equation(void **state)
{
  (void)state;
  check_response("sigmoid", 0.5, 0.5);
  check_response("sigmoid", 0.7, 1 / (1 + exp(-2)));
  check_response("sigmoid", 0.1, 1 / (1 + exp(4)));
  check_response("{kind: sigmoid, threshold: 0.2, scale: 3, value_max: 2}", 1,
                 1 / (1 + exp(-0.9)));
  check_response("{kind: sigmoid, scale: 0}", 100, 0.5);
}

static void far_from_the_threshold_it_is_certain(void **state)
{
  (void)state;
  check_response("sigmoid", 1e6, 1);
  check_response("sigmoid", -1e6, 0);
}

static void it_needs_a_states_value_and_two_actions(void **state)
{
  (void)state;
  refuse("q_learning", "sigmoid", false, "but agent 'q_learning' values actions");
  refuse("td", "sigmoid", true, "chooses between two actions; the world has 4");
}

// One action pays 1 and ends, and so does the other, paying nothing: the value of the start is the
// chance of the first, p = sigmoid(p), of which 0.5 is the solution that the book of this world
// has at threshold 0.5 and scale 2.
static void an_animal_settles_where_value_and_response_agree(void **state)
{
  (void)state;
  Lab   *lab  = lab_open("env:\n  kind: gridworld\n  moves: [east, west]\n  map: |\n    NSG\n"
                            "  objects:\n    N: {reward: 0, terminal: true}\n"
                            "model:\n  agent: {kind: td, gamma: 1, v0: 0.9}\n"
                            "  policy: {kind: sigmoid, scale: 2}\n  plasticity: {alpha: 0.01}\n"
                            "phases: [{name: a, episodes: 3000}]\n");
  Probe *last = lab_probe(lab, "values", 0);
  last->at_end = true;
  Left *left   = lab_run(lab, 32, 64);
  lab_near(lab_mean(left, 64, last, (size_t)lab->model->world[0]->start_state[0]), 0.5, 0.05);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(responses_are_those_of_the_equation),
      cmocka_unit_test(far_from_the_threshold_it_is_certain),
      cmocka_unit_test(it_needs_a_states_value_and_two_actions),
      cmocka_unit_test(an_animal_settles_where_value_and_response_agree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
