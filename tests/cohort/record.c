// Record: means, missing cells, ends of phases, and animals that diverge.

#include "lab.h"

static void cells_without_samples_are_missing(void **state)
{
  (void)state;
  Lab   *lab   = lab_open("env: {kind: chain, states: 3, start: 1, right: 1}\nmodel: {agent: td}\n"
                              "phases: [{name: a, episodes: 2}]\n");
  Probe *steps = lab_probe(lab, "steps", 0), *mean = lab_probe(lab, "reward", 0);
  lab_axis(steps, AXIS_EPISODE, 0, 4);
  Left *left = lab_run(lab, 1, 1);
  assert_true(isnan(lab_cell(left, steps, 0)));
  lab_near(lab_cell(left, steps, 1), 3, 0);
  lab_near(lab_cell(left, steps, 2), 3, 0);
  assert_true(isnan(lab_cell(left, steps, 3)));
  lab_near(lab_cell(left, mean, 0), 1 / 3.0, 1e-15);
  assert_string_equal(left->note, "");
  lab_close(lab);
}

static void phases_end_at_their_step_or_their_episode(void **state)
{
  (void)state;
  Lab   *lab   = lab_open("env: {kind: chain, states: 4, start: 1, right: 1}\nmodel: {agent: td}\n"
                    "phases: [{name: a, steps: 6}, {name: b, episodes: 2}, {name: c, steps: 8}, "
                    "{name: d, steps: 1}]\n");
  Probe *phase = lab_probe(lab, "state", -1);
  lab_axis(phase, AXIS_LIFE, 1, 30);
  lab_axis(phase, AXIS_PHASE, 0, 4);
  Probe *trial = lab_probe(lab, "steps", -1);
  lab_axis(trial, AXIS_EPISODE, 1, 3);
  lab_axis(trial, AXIS_PHASE, 0, 4);
  Left *left = lab_run(lab, 1, 1);
  // life 1-6 | the second episode goes on in b, where it is the first of two: 7-8, 9-12 | 13-20 |
  // 21
  const int from[5] = {1, 7, 13, 21, 22};
  assert_int_equal(left->steps, 21);
  for (int p = 0; p < 4; p++) {
    for (int t = 1; t <= 30; t++) {
      double x = lab_cell(left, phase, (size_t)(p * 30 + t - 1));
      if (t < from[p] || t >= from[p + 1]) assert_true(isnan(x));
      if (t >= from[p] && t < from[p + 1]) lab_near(x, (t - 1) % 4, 0);
    }
  }
  const double steps[12] = {4, NAN, NAN, 4, 4, NAN, 4, 4, NAN, NAN, NAN, NAN};
  for (size_t c = 0; c < 12; c++) {
    double x = lab_cell(left, trial, c);
    assert_true(isnan(steps[c]) ? isnan(x) : x == steps[c]);
  }
  lab_close(lab);
}

static void a_number_out_of_bounds_ends_one_animal_and_no_other(void **state)
{
  (void)state;
  Lab   *lab   = lab_open("env: {kind: chain, states: 3, ends: [0, 1.0e+101]}\n"
                    "model: {agent: {kind: td, gamma: 1}}\nphases: [{name: go, episodes: 2}]\n");
  Probe *delta = lab_probe(lab, "delta", 0);
  int    ended = 0;
  Left  *left  = lab_run(lab, 7, 40);
  Left  *alone = lab_run(lab, 1, 40);
  for (int i = 0; i < 40; i++) {
    bool broken = left[i].ending == ENDING_DIVERGED;
    ended += broken;
    assert_int_equal(left[i].ending, alone[i].ending);
    assert_string_equal(left[i].note, alone[i].note);
    assert_memory_equal(left[i].record, alone[i].record,
                        sizeof(double) * lab->model->record_length);
    if (!broken) assert_string_equal(left[i].note, "");
    if (broken) assert_non_null(strstr(left[i].note, "delta is 1e+101 in step "));
    if (broken) assert_non_null(strstr(left[i].note, " of phase go"));
    assert_true((lab_cell(&left[i], delta, 0) > 1) == broken);
  }
  assert_true(ended > 5 && ended < 35);
  lab_close(lab);
}

static void a_learner_that_blows_up_is_told_from_one_that_does_not(void **state)
{
  (void)state;
  // accumulating traces with far too large a step
  Lab  *lab  = lab_open("env: {kind: chain, states: 19}\n"
                      "model: {agent: {kind: td, gamma: 1}, plasticity: {alpha: 2, lambda: 1}}\n"
                      "phases: [{name: a, episodes: 1000}]\n");
  Left *left = lab_run(lab, 32, 8);
  for (int i = 0; i < 8; i++) {
    assert_int_equal(left[i].ending, ENDING_DIVERGED);
    assert_true(left[i].steps > 0);
  }
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cells_without_samples_are_missing),
      cmocka_unit_test(phases_end_at_their_step_or_their_episode),
      cmocka_unit_test(a_number_out_of_bounds_ends_one_animal_and_no_other),
      cmocka_unit_test(a_learner_that_blows_up_is_told_from_one_that_does_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
