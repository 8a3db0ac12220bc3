// Three factors: the forms of the trace agree, bounds hold, and silence changes not one bit.

#include "../cohort/lab.h"

#define WORM "{kind: connectome, connectome: larva_mushroom_body, side: left}"

static Lab *open_lab(const char *signal, const char *plasticity)
{
  Lab *lab = lab_open(LAB_ROOMS "model:\n  network: " WORM "\n"
                                "  agent: {kind: actor_critic, gamma: 0.95, w0: 0.05}\n"
                                "  policy: {kind: softmax, beta: 5}\n  signal: %s\n"
                                "  plasticity: %s\nphases: [{name: a, episodes: 8}]\n",
                      signal, plasticity);
  lab_axis(lab_probe(lab, "steps", 0), AXIS_EPISODE, 1, 8);
  lab_weights(lab, 0);
  return lab;
}

static void lazy_traces_are_dense_ones_to_rounding(void **state)
{
  (void)state;
  Lab *lab = open_lab("population", "{alpha: 0.05, lambda: 0.8, forgetting: 0.01}");
  assert_int_equal(lab->model->trace, TRACE_LAZY);
  Left *lazy        = lab_run(lab, 7, 10);
  lab->model->trace = TRACE_DENSE;
  Left  *dense      = lab_run(lab, 7, 10);
  double moved      = 0;
  for (int i = 0; i < 10; i++) {
    assert_int_equal(lazy[i].steps, dense[i].steps);
    for (size_t c = 0; c < lab->probe[1].cells; c++) {
      double a = lab_cell(&lazy[i], &lab->probe[1], c), b = lab_cell(&dense[i], &lab->probe[1], c);
      lab_near(a, b, 1e-10 * (1 + fabs(b)));
      moved = fmax(moved, fabs(a - 0.05));
    }
  }
  assert_true(moved > 0.1);
  lab_close(lab);
}

static void long_traces_are_folded_without_loss(void **state)
{
  (void)state;
  // 0.9 a step: s passes 1e-4 every 88 steps, so some five times an episode
  Lab  *lab         = open_lab("broadcast", "{alpha: 0.02, lambda: 0.9473684210526315}");
  Left *lazy        = lab_run(lab, 4, 4);
  lab->model->trace = TRACE_DENSE;
  Left *dense       = lab_run(lab, 4, 4);
  for (int i = 0; i < 4; i++) {
    assert_int_equal(lazy[i].steps, dense[i].steps);
    for (size_t c = 0; c < lab->probe[1].cells; c++)
      lab_near(lab_cell(&lazy[i], &lab->probe[1], c), lab_cell(&dense[i], &lab->probe[1], c),
               1e-9);
  }
  lab_close(lab);
}

static void without_traces_all_forms_give_the_same_bytes(void **state)
{
  (void)state;
  Lab *lab = open_lab("population", "{alpha: 0.05, w_min: 0}");
  assert_int_equal(lab->model->trace, TRACE_NONE);
  Left *none        = lab_run(lab, 7, 10);
  lab->model->trace = TRACE_DENSE;
  Left *dense       = lab_run(lab, 7, 10);
  for (int i = 0; i < 10; i++)
    assert_memory_equal(none[i].record, dense[i].record,
                        sizeof(double) * lab->model->record_length);
  lab_close(lab);
}

static void check_table(const char *agent)
{
  Lab *lab =
      lab_open(LAB_ROOMS "model: {agent: %s, policy: {kind: epsilon_greedy, epsilon: 0.2}}\n"
                         "phases: [{name: a, episodes: 20}]\n",
               agent);
  lab_axis(lab_probe(lab, "delta", 0), AXIS_LIFE, 1, 3000);
  lab_weights(lab, 0);
  assert_true(lab->model->anatomy.one_hot);
  Left *table                 = lab_run(lab, 32, 32);
  lab->model->anatomy.one_hot = false;
  Left *lists                 = lab_run(lab, 32, 32);
  for (int i = 0; i < 32; i++) {
    assert_int_equal(table[i].steps, lists[i].steps);
    assert_memory_equal(table[i].record, lists[i].record,
                        sizeof(double) * lab->model->record_length);
  }
  lab_close(lab);
}

static void tables_and_lists_of_one_give_the_same_bytes(void **state)
{
  (void)state;
  check_table("{kind: q_learning, q0: {normal: 0, sd: 0.1}}");
  check_table("{kind: sarsa, gamma: 0.9}");
}

static void no_weight_leaves_its_bounds(void **state)
{
  (void)state;
  const char *const rules[] = {"{alpha: 0.5, lambda: 0.8, w_min: 0, w_max: 0.06}",
                               "{alpha: 0.5, w_min: 0, w_max: 0.06}"};
  for (int r = 0; r < 2; r++) {
    Lab   *lab = open_lab("broadcast", rules[r]);
    Probe *all = lab_probe(lab, "weights", 0);
    int    low = 0, high = 0;
    lab_axis(all, AXIS_LIFE, 1200, 200);
    Left *left = lab_run(lab, 3, 3);
    for (int i = 0; i < 3; i++) {
      for (size_t c = 0; c < all->cells; c++) {
        double w = lab_cell(&left[i], all, c);
        if (isnan(w)) continue;   // that one had lived less long
        assert_true(w >= 0 && w <= 0.06);
        low += w == 0;
        high += w == 0.06;
      }
    }
    assert_true(low > 0 && high > 0);
    lab_close(lab);
  }
}

static void an_episode_takes_its_share_of_what_was_learnt(void **state)
{
  (void)state;
  Lab   *lab   = lab_open("env: {kind: chain, states: 1, right: 1}\n"
                              "model: {agent: {kind: td, gamma: 0, w0: 2}, signal: {gain: 0.5}, "
                              "plasticity: {alpha: 0.5, forgetting: 0.1}}\n"
                              "phases: [{name: a, episodes: 2}]\n");
  Probe *after = lab_probe(lab, "weights", 0);
  lab_axis(after, AXIS_EPISODE, 0, 3);
  Left *left = lab_run(lab, 1, 1);
  // alpha gain delta, then times 1 - forgetting gain
  double once = (2 + 0.25 * (1 - 2)) * 0.95, twice = (once + 0.25 * (1 - once)) * 0.95;
  lab_near(lab_cell(left, after, 0), 2, 0);
  lab_near(lab_cell(left, after, 2), once, 1e-15);
  lab_near(lab_cell(left, after, 3), 2 * 0.95,
           1e-15);   // where it ended: never learnt, forgotten
  lab_near(lab_cell(left, after, 4), twice, 1e-15);
  lab_close(lab);
}

static void check_untouched(Lab *lab)
{
  Probe *before = lab_probe(lab, "weights", -1), *after = lab_weights(lab, -1);
  lab_only(before, AXIS_EPISODE, 0);
  Left *left = lab_run(lab, 5, 5);
  for (int i = 0; i < 5; i++)
    assert_memory_equal(left[i].record + before->offset, left[i].record + after->offset,
                        sizeof(double) * before->cells);
  lab_close(lab);
}

static void silenced_dopamine_changes_not_one_bit(void **state)
{
  (void)state;
  const char *const plasticity[] = {"{alpha: 0.5}", "{alpha: 0.5, lambda: 0.8, forgetting: 0.1}",
                                    "{alpha: 0.5, lambda: 0.8, forgetting: 0.1, w_min: 0}"};
  for (int p = 0; p < 3; p++) {
    check_untouched(open_lab("{kind: population, gain: 0}", plasticity[p]));
    check_untouched(lab_open(LAB_ROOMS
                             "model: {agent: {kind: q_learning, q0: {normal: 0, sd: 1}}, "
                             "signal: {gain: 0}, plasticity: %s}\n"
                             "phases: [{name: a, episodes: 5}]\n",
                             plasticity[p]));
  }
}

static void who_may_not_learn_does_not(void **state)
{
  (void)state;
  check_untouched(lab_open(LAB_ROOMS "model: {agent: {kind: q_learning, q0: {normal: 0, sd: 1}}, "
                                     "plasticity: {lambda: 0.5, forgetting: 0.1}}\n"
                                     "phases: [{name: a, episodes: 5, learn: false}]\n"));
}

static void noise_alone_moves_weights(void **state)
{
  (void)state;
  Lab   *lab      = lab_open("env: {kind: chain, states: 1, right: 1, ends: [0, 0]}\n"
                            "model: {agent: {kind: td, gamma: 0}, signal: {gain: 0, noise: 0.5}, "
                            "plasticity: {alpha: 1}}\nphases: [{name: a, episodes: 4000}]\n");
  Probe *released = lab_probe(lab, "dopamine", 0);
  lab_axis(released, AXIS_EPISODE, 1, 4000);
  Probe *last = lab_weights(lab, 0);
  Left  *left = lab_run(lab, 2, 2);
  double sum = 0, squares = 0;
  for (size_t e = 0; e < 4000; e++) {
    double x = lab_cell(left, released, e);
    sum += x;
    squares += x * x;
  }
  lab_near(sum / 4000, 0, 0.03);
  lab_near(sqrt(squares / 4000), 0.5, 0.03);
  lab_near(lab_cell(left, last, 0), sum, 1e-12);
  lab_close(lab);
}

static void a_replacing_trace_does_not_add_up(void **state)
{
  (void)state;
  const char *const rule[2] = {"accumulating", "replacing"};
  for (int r = 0; r < 2; r++) {
    // an animal that wanders meets many a pair again while its trace lasts
    Lab *lab =
        lab_open(LAB_ROOMS "model: {agent: {kind: sarsa, gamma: 0.9, q0: 0}, policy: random,"
                           " plasticity: {alpha: 0.5, lambda: 0.5, trace: %s}}\n"
                           "phases: [{name: a, steps: 600}]\n",
                 rule[r]);
    Diary   d = diary_keep(lab, 600, 4);
    size_t  n = (size_t)lab->model->n_synapses;
    double *q = arena_take(lab->arena, n, sizeof *q), *e = arena_take(lab->arena, n, sizeof *e);
    for (int t = 1; t < 600; t++) {
      double goes_on;
      int pair = 4 * diary_state(&d, t) + diary_action(&d, t), next = diary_next(&d, t, &goes_on);
      for (size_t s = 0; s < n; s++) e[s] *= 0.45;
      e[pair] = r == 1 ? 1 : e[pair] + 1;
      for (size_t s = 0; s < n; s++) q[s] += 0.5 * diary_delta(&d, t) * e[s];
      diary_check_weights(&d, t, q, 1e-13);
      if (goes_on == 0 || diary_state(&d, t + 1) != next) memset(e, 0, sizeof *e * n);
    }
    lab_close(lab);
  }
}

static void updates_at_the_end_are_made_at_the_end(void **state)
{
  (void)state;
  Lab   *lab  = lab_open("env: {kind: chain, states: 3, start: 1, right: 1}\n"
                            "model: {agent: {kind: td, gamma: 0.9, updates: episode}, "
                            "plasticity: {alpha: 0.5, lambda: 0.8}}\n"
                            "phases: [{name: a, episodes: 2}]\n");
  Diary  d    = diary_keep(lab, 6, 1);
  double w[4] = {0.5 * 0.72 * 0.72, 0.5 * 0.72, 0.5, 0};
  diary_check_weights(&d, 3, (double[4]){0},
                      0);   // read before the episode is closed
  diary_check_weights(&d, 4, w, 1e-15);
  diary_check_weights(&d, 6, w, 1e-15);
  lab_close(lab);
}

static void weights_are_not_lost_when_a_phase_cuts_an_episode(void **state)
{
  (void)state;
  // one phase of 200 steps, or four of 50: the same life
  const char *const phases[2] = {"[{name: a, steps: 200}]",
                                 "[{name: a, steps: 50}, {name: b, steps: 50}, {name: c, steps: "
                                 "50}, {name: d, steps: 50}]"};
  double           *record[2];
  for (int p = 0; p < 2; p++) {
    Lab   *lab  = lab_open(LAB_ROOMS "model:\n  network: " WORM "\n  agent: {kind: actor_critic, "
                                        "gamma: 0.95, w0: 0.05}\n  policy: softmax\n"
                                        "  plasticity: {alpha: 0.1, lambda: 0.8}\nphases: %s\n",
                           phases[p]);
    Probe *last = lab_weights(lab, lab->model->n_phases - 1);
    Left  *left = lab_run(lab, 1, 1);
    record[p]   = malloc(sizeof(double) * last->cells);
    for (size_t c = 0; c < last->cells; c++) record[p][c] = lab_cell(left, last, c);
    if (p) {
      for (size_t c = 0; c < last->cells; c++) lab_near(record[0][c], record[1][c], 1e-12);
    }
    lab_close(lab);
  }
  free(record[0]);
  free(record[1]);
}

static void what_was_learnt_is_kept_where_an_episode_cannot_go_on(void **state)
{
  (void)state;
  // the corner of the first phase's walk is a wall in the second's world
  Lab   *lab   = lab_open(LAB_ROOMS "model:\n  network: " WORM
                                  "\n  agent: {kind: actor_critic, gamma: 0.95, w0: 0.05}\n"
                                  "  policy: softmax\n  plasticity: {alpha: 0.1, lambda: 0.8}\n"
                                  "phases:\n  - {name: a, steps: 37}\n  - name: b\n    steps: 5\n"
                                  "    learn: false\n    env:\n      kind: gridworld\n"
                                  "      map: |\n        SG\n");
  Probe *first = lab_weights(lab, 0), *second = lab_weights(lab, 1);
  Left  *left = lab_run(lab, 6, 6);
  for (int i = 0; i < 6; i++) {
    double moved = 0;
    for (size_t c = 0; c < first->cells; c++)
      moved = fmax(moved, fabs(lab_cell(&left[i], first, c) - 0.05));
    assert_true(moved > 1e-6);
    assert_memory_equal(left[i].record + first->offset, left[i].record + second->offset,
                        sizeof(double) * first->cells);
  }
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lazy_traces_are_dense_ones_to_rounding),
      cmocka_unit_test(long_traces_are_folded_without_loss),
      cmocka_unit_test(without_traces_all_forms_give_the_same_bytes),
      cmocka_unit_test(tables_and_lists_of_one_give_the_same_bytes),
      cmocka_unit_test(no_weight_leaves_its_bounds),
      cmocka_unit_test(an_episode_takes_its_share_of_what_was_learnt),
      cmocka_unit_test(silenced_dopamine_changes_not_one_bit),
      cmocka_unit_test(who_may_not_learn_does_not),
      cmocka_unit_test(noise_alone_moves_weights),
      cmocka_unit_test(a_replacing_trace_does_not_add_up),
      cmocka_unit_test(updates_at_the_end_are_made_at_the_end),
      cmocka_unit_test(weights_are_not_lost_when_a_phase_cuts_an_episode),
      cmocka_unit_test(what_was_learnt_is_kept_where_an_episode_cannot_go_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
