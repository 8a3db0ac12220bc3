// Double Q-learning: every update against the book's equation, with either table in turn.

#include "../cohort/lab.h"

enum { STEPS = 400 };

// Which table learnt is seen from which weights moved; then the other one must have judged.
static void every_step_follows_the_equation(void **state)
{
  (void)state;
  Lab   *lab   = lab_open(LAB_SMALL
                          "model:\n  agent: {kind: double_q, gamma: 0.9, q0: {normal: 0, sd: 1}}\n"
                                "  policy: {kind: epsilon_greedy, epsilon: 0.3}\n"
                                "  plasticity: {alpha: 0.25}\nphases: [{name: a, steps: 400}]\n");
  Diary  d     = diary_keep(lab, STEPS, 7);
  size_t n     = (size_t)lab->model->n_synapses;
  int    ends  = 0, learnt[2] = {0, 0};
  assert_int_equal(lab->model->n_outputs, 8);
  for (int t = 2; t <= STEPS; t++) {
    double        goes_on;
    int           s = diary_state(&d, t), a = diary_action(&d, t);
    int           next = diary_next(&d, t, &goes_on);
    const double *before =
        d.left->record + d.weights->offset + (size_t)(t - 2) * n;
    const double *after = before + n;
    int           moved = -1, table, best = 0;
    for (size_t w = 0; w < n; w++) {
      if (before[w] == after[w]) continue;
      assert_int_equal(moved, -1);
      moved = (int)w;
    }
    assert_true(moved == 8 * s + a || moved == 8 * s + 4 + a);
    table = moved == 8 * s + a ? 0 : 1;
    learnt[table]++;
    const double *own = before + 8 * next + 4 * table, *other = before + 8 * next + 4 * !table;
    for (int b = 1; b < 4; b++) best = own[b] > own[best] ? b : best;
    double delta = diary_reward(&d, t) + 0.9 * goes_on * other[best] - before[moved];
    lab_near(diary_delta(&d, t), delta, 1e-14);
    lab_near(after[moved], before[moved] + 0.25 * delta, 1e-14);
    ends += goes_on == 0;
  }
  assert_true(ends > 5);
  assert_in_range(learnt[0], STEPS / 2 - 50, STEPS / 2 + 50);
  lab_close(lab);
}

// What is best by the sum is chosen, and measures tell of the mean.
static void both_tables_choose_together(void **state)
{
  (void)state;
  Lab   *lab = lab_open(LAB_SMALL
                        "model:\n  agent: {kind: double_q, gamma: 0.9, q0: {normal: 0, sd: 1}}\n"
                              "  policy: greedy\n  plasticity: {alpha: 0.1}\n"
                              "phases: [{name: a, steps: 200}]\n");
  Probe *q   = lab_probe(lab, "q", -1);
  Probe *all = lab_probe(lab, "q_values", -1), *values = lab_probe(lab, "values", -1);
  lab_axis(q, AXIS_LIFE, 1, 200);
  lab_axis(all, AXIS_LIFE, 1, 200);
  lab_axis(values, AXIS_LIFE, 1, 200);
  Diary  d = diary_keep(lab, 200, 3);
  size_t n = (size_t)lab->model->n_synapses;
  int    parted = 0;
  for (int t = 2; t <= 200; t++) {
    const double *w = d.left->record + d.weights->offset + (size_t)(t - 2) * n;
    int           s = diary_state(&d, t), best = 0;
    double        mean[4], top;
    for (int b = 0; b < 4; b++) {
      mean[b] = (w[8 * s + b] + w[8 * s + 4 + b]) / 2;
      lab_near(lab_cell(d.left, q, (size_t)(t - 1) * 4 + (size_t)b), mean[b], 1e-15);
      // read after the step before
      lab_near(lab_cell(d.left, all, ((size_t)(t - 2) * 8 + (size_t)s) * 4 + (size_t)b), mean[b],
               1e-15);
      best = mean[b] > mean[best] ? b : best;
    }
    top = lab_cell(d.left, values, (size_t)(t - 2) * 8 + (size_t)s);
    lab_near(top, mean[best], 1e-15);
    assert_int_equal(diary_action(&d, t), best);
    for (int b = 0; b < 4; b++) parted += w[8 * s + b] > w[8 * s + best];
  }
  assert_true(parted > 0);   // by one table alone it would have been another
  lab_close(lab);
}

static void it_finds_the_best_values_while_it_wanders(void **state)
{
  (void)state;
  Lab    *lab   = lab_open(LAB_SMALL "model:\n  agent: {kind: double_q, gamma: 0.9}\n"
                                          "  policy: random\n  plasticity: {alpha: 1}\n"
                                          "phases: [{name: a, episodes: 2000}]\n");
  Probe  *last  = lab_probe(lab, "q_values", 0);
  double *exact = lab_exact(lab, "exact.optimal_q_values", 0, 0.9);
  last->at_end  = true;
  Left *left    = lab_run(lab, 32, 4);
  for (int i = 0; i < 4; i++) {
    for (size_t c = 0; c < last->cells; c++)
      lab_near(lab_cell(&left[i], last, c), exact[c], 1e-12);
  }
  lab_close(lab);
}

// The last word of the policy's stream: an animal's life is the same however wide its cohort is.
static void neighbours_do_not_share_a_coin(void **state)
{
  (void)state;
  Lab *lab = lab_open(LAB_SMALL "model: {agent: double_q}\nphases: [{name: a, episodes: 20}]\n");
  lab_weights(lab, 0);
  Left *one = lab_run(lab, 1, 8), *eight = lab_run(lab, 8, 8);
  for (int i = 0; i < 8; i++)
    assert_memory_equal(one[i].record, eight[i].record,
                        sizeof(double) * lab->model->record_length);
  assert_memory_not_equal(one[0].record, one[1].record,
                          sizeof(double) * lab->model->record_length);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_step_follows_the_equation),
      cmocka_unit_test(both_tables_choose_together),
      cmocka_unit_test(it_finds_the_best_values_while_it_wanders),
      cmocka_unit_test(neighbours_do_not_share_a_coin),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
