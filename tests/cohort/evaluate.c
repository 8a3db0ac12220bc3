// Evaluate: outputs are sums over lists, whatever kernel makes them.

#include "lab.h"

// In a phase in which nothing is learnt, from that life on.
static void check_in(const char *text, int phase, int life)
{
  Lab   *lab   = lab_open("%s", text);
  Probe *value = lab_probe(lab, "q", phase);
  Probe *seen  = lab_probe(lab, "state", phase);
  Probe *w     = lab_weights(lab, phase);
  lab_axis(value, AXIS_LIFE, life, 30);
  lab_axis(seen, AXIS_LIFE, life, 30);
  Left          *left  = lab_run(lab, 5, 5);
  const Anatomy *a     = &lab->model->anatomy;
  int            first = lab->model->agent->action_output, n = lab->model->n_actions;
  for (int i = 0; i < 5; i++) {
    for (int t = 0; t < 30; t++) {
      int o = lab->model->world[0]->observation[(int)lab_cell(&left[i], seen, (size_t)t)];
      for (int b = 0; b < n; b++) {
        double sum = 0;
        for (int x = a->active_start[o]; x < a->active_start[o + 1]; x++) {
          int bundle = a->active_feature[x] * a->n_outputs + first + b;
          for (int s = a->bundle_start[bundle]; s < a->bundle_start[bundle + 1]; s++)
            sum += a->active_value[x] * lab_cell(&left[i], w, (size_t)s);
        }
        lab_near(lab_cell(&left[i], value, (size_t)(t * n + b)), a->readout[first + b] * sum,
                 1e-14);
      }
    }
  }
  lab_close(lab);
}

static void check(const char *text)
{
  check_in(text, 0, 1);
}

static void tables_are_looked_up_for_any_number_of_actions(void **state)
{
  (void)state;
  const char *const moves[] = {"east", "east, south", "east, south, west",
                               "east, south, west, north", "east, south, west, north, southeast"};
  for (int m = 0; m < 5; m++) {
    char text[500];
    snprintf(text, sizeof text,
             "env:\n  kind: gridworld\n  moves: [%s]\n  map: |\n    S....\n    .....\n    .....\n"
             "model: {agent: {kind: q_learning, q0: {normal: 0, sd: 1}}}\n"
             "phases: [{name: a, steps: 40, learn: false}]\n",
             moves[m]);
    check(text);
  }
}

static void a_network_is_summed_over_its_synapses(void **state)
{
  (void)state;
  check(LAB_ROOMS
        "model: {network: {kind: connectome, connectome: larva_mushroom_body, side: left}, "
        "agent: {kind: actor_critic, w0: {normal: 0, sd: 1}}, policy: softmax, "
        "plasticity: {lambda: 0.8}}\nphases: [{name: a, steps: 40, learn: false}]\n");
}

static void sums_are_made_anew_once_something_was_learnt(void **state)
{
  (void)state;
  const char text[] = LAB_ROOMS
      "model: {network: {kind: connectome, connectome: larva_mushroom_body, side: left}, "
      "agent: {kind: actor_critic, w0: {uniform: [0, 1]}}, policy: softmax, "
      "plasticity: {lambda: 0.8, w_min: 0}}\nphases: [{name: a, steps: 900}, "
      "{name: b, steps: 60, learn: false}, {name: c, steps: 900}, "
      "{name: d, steps: 60, learn: false}]\n";
  check_in(text, 1, 910);
  check_in(text, 3, 1890);
}

static void idle_lanes_are_passed_over(void **state)
{
  (void)state;
  // one animal, thirty-one empty seats: nothing but its own record comes out
  Lab  *lab  = lab_open(LAB_ROOMS "model: {agent: q_learning}\nphases: [{name: a, steps: 100}]\n");
  Left *left = lab_run(lab, 32, 1);
  assert_int_equal(left->steps, 100);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tables_are_looked_up_for_any_number_of_actions),
      cmocka_unit_test(a_network_is_summed_over_its_synapses),
      cmocka_unit_test(sums_are_made_anew_once_something_was_learnt),
      cmocka_unit_test(idle_lanes_are_passed_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
