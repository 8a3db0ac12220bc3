// Probes: which sample goes to which cell, on every axis, and what belongs to which moment.

#include "lab.h"

// Three steps an episode, paid 10, 20 and 1; states 1, 2, 3 are numbers 0, 1, 2 and the end is 3.
#define TRACK                                                                                     \
  "env: {kind: chain, states: 3, start: 1, right: 1, rewards: {2: 10, 3: 20}}\n"                  \
  "model: {agent: {kind: td, gamma: 1}, plasticity: {alpha: 0.5}}\n"

static void check(const Left *left, const Probe *probe, size_t n, const double *wanted)
{
  assert_int_equal(probe->cells, n);
  for (size_t c = 0; c < n; c++) {
    double x = lab_cell(left, probe, c);
    if (isnan(wanted[c]) ? !isnan(x) : fabs(x - wanted[c]) > 1e-12)
      fail_msg("%s: cell %zu is %g, not %g", probe->name, c, x, wanted[c]);
  }
}

static Probe *along(Lab *lab, const char *measure, Axis axis, int64_t low, int64_t n)
{
  Probe *probe = lab_probe(lab, measure, -1);
  lab_axis(probe, axis, low, n);
  return probe;
}

static void every_axis_counts_as_it_says(void **state)
{
  (void)state;
  Lab   *lab    = lab_open(TRACK "phases: [{name: a, episodes: 2}, {name: b, episodes: 1}]\n");
  Probe *step   = along(lab, "reward", AXIS_STEP, 1, 4);
  Probe *life   = along(lab, "reward", AXIS_LIFE, 2, 3);
  Probe *phase  = along(lab, "state", AXIS_PHASE, 0, 2);
  Probe *came   = along(lab, "reward", AXIS_STATE, 0, 4);
  Probe *left_  = along(lab, "state", AXIS_STATE, 0, 4);
  Probe *action = along(lab, "reward", AXIS_ACTION, 0, 2);
  Probe *none   = along(lab, "reward", AXIS_TIME, 0, 2);
  Probe *trial  = along(lab, "return", AXIS_EPISODE, 1, 3);
  Left  *left   = lab_run(lab, 1, 1);
  check(left, step, 4, (double[]){10, 20, 1, NAN});
  check(left, life, 3, (double[]){20, 1, 10});
  check(left, phase, 2, (double[]){1, 1});
  check(left, came, 4, (double[]){NAN, 10, 20, 1});
  check(left, left_, 4, (double[]){0, 1, 2, NAN});
  check(left, action, 2, (double[]){31 / 3.0, NAN});
  check(left, none, 2, (double[]){NAN, NAN});
  check(left, trial, 3, (double[]){31, 31, NAN});
  lab_close(lab);
}

static void axes_combine_and_levels_may_be_left_out_or_reordered(void **state)
{
  (void)state;
  Lab   *lab = lab_open(TRACK "phases: [{name: a, episodes: 2}, {name: b, episodes: 3}]\n");
  Probe *two = along(lab, "reward", AXIS_STEP, 1, 3);
  lab_axis(two, AXIS_PHASE, 0, 2);
  const int slot[3]   = {1, -1, 0};
  Probe    *mixed     = along(lab, "reward", AXIS_STEP, 1, 2);
  mixed->axis[0].n    = 3;
  mixed->axis[0].slot = slot;
  Probe *mean         = lab_probe(lab, "reward", -1);
  lab_only(mean, AXIS_STEP, 2);
  Probe *second = lab_probe(lab, "return", 1);
  Left  *left   = lab_run(lab, 1, 1);
  check(left, two, 6, (double[]){10, 20, 1, 10, 20, 1});
  check(left, mixed, 2, (double[]){1, 10});
  check(left, mean, 1, (double[]){20});
  check(left, second, 1, (double[]){31});
  lab_close(lab);
}

static void slow_measures_are_read_before_and_after_trials(void **state)
{
  (void)state;
  Lab   *lab      = lab_open(TRACK "phases: [{name: a, episodes: 2}, {name: b, episodes: 2}]\n");
  Probe *trial    = lab_probe(lab, "values", 1);
  Probe *last     = lab_probe(lab, "values", 0);
  Probe *one      = lab_probe(lab, "values", 0);
  Probe *step     = lab_probe(lab, "values", 0);
  int    which[1] = {2};
  lab_axis(trial, AXIS_EPISODE, 0, 3);
  last->at_end    = true;
  one->n_elements = 1;   // state 3 alone
  one->element    = which;
  one->cells      = 1;
  lab_axis(one, AXIS_EPISODE, 0, 3);
  lab_only(step, AXIS_LIFE, 3);
  Left *left = lab_run(lab, 1, 1);
  // V(3): 0, 0.5, 0.75, ..; V(2) learns from 20 + V(3), V(1) from 10 + V(2)
  double v3[5] = {0, 0.5, 0.75, 0.875, 0.9375}, v2[5] = {0}, v1[5] = {0}, wanted[12];
  for (int e = 1; e < 5; e++) {
    v2[e] = v2[e - 1] + 0.5 * (20 + v3[e - 1] - v2[e - 1]);
    v1[e] = v1[e - 1] + 0.5 * (10 + v2[e - 1] - v1[e - 1]);
  }
  for (int e = 0; e < 3; e++) {
    wanted[4 * e] = v1[e + 2], wanted[4 * e + 1] = v2[e + 2], wanted[4 * e + 2] = v3[e + 2];
    wanted[4 * e + 3] = 0;
  }
  check(left, trial, 12, wanted);
  check(left, last, 4, wanted);
  check(left, one, 3, v3);
  check(left, step, 4, (double[]){v1[1], v2[1], v3[1], 0});   // after the third step's learning
  lab_close(lab);
}

static void errors_are_differences_from_what_is_exact(void **state)
{
  (void)state;
  Lab         *lab     = lab_open(TRACK "phases: [{name: a, episodes: 1}]\n");
  const double exact[] = {31, 21, 1, 0};
  Probe       *error   = lab_probe(lab, "values", 0);
  error->minus         = exact;
  lab_only(error, AXIS_EPISODE, 0);
  check(lab_run(lab, 1, 1), error, 4, (double[]){-31, -21, -1, 0});
  lab_close(lab);
}

static Probe *since(Lab *lab, const char *measure, Event event, int64_t n)
{
  Probe *probe         = along(lab, measure, AXIS_SINCE, 0, n);
  probe->axis[0].event = event;
  return probe;
}

static void time_since_an_event_starts_when_it_arrives(void **state)
{
  (void)state;
  const unsigned char second[4] = {0, 1, 0, 0}, first[4] = {1, 0, 0, 0};
  Lab                *lab = lab_open(TRACK "phases: [{name: a, episodes: 2}]\n");
  Event               in2 = {EVENT_STATES, second}, in1 = {EVENT_STATES, first};
  Probe              *news   = since(lab, "reward", in2, 3);   // state 2 is met with reward 10
  Probe              *state2 = since(lab, "state", in2, 3);    // while in it the state is 1
  Probe              *begin  = since(lab, "state", in1, 3);    // the start counts as met
  Probe              *came   = since(lab, "reward", in1, 3);   // nothing arrives with it
  Probe              *trial  = since(lab, "state", (Event){EVENT_TRIAL, NULL}, 3);
  Probe              *reward = since(lab, "reward", (Event){EVENT_REWARD, NULL}, 2);
  Left               *left   = lab_run(lab, 1, 1);
  check(left, news, 3, (double[]){10, 20, 1});
  check(left, state2, 3, (double[]){1, 2, NAN});
  check(left, begin, 3, (double[]){0, 1, 2});
  check(left, came, 3, (double[]){NAN, 10, 20});
  check(left, trial, 3, (double[]){0, 1, 2});
  check(left, reward, 2, (double[]){31 / 3.0, NAN});   // each reward is the latest one
  lab_close(lab);
}

static void events_and_trials_are_counted_in_the_phase(void **state)
{
  (void)state;
  const unsigned char second[4] = {0, 1, 0, 0};
  Lab   *lab    = lab_open(TRACK "phases: [{name: a, episodes: 2}, {name: b, episodes: 2}]\n");
  Probe *reward = along(lab, "reward", AXIS_NTH, 0, 8);
  Probe *visit  = along(lab, "state", AXIS_NTH, 0, 4);
  Probe *paid   = along(lab, "steps", AXIS_NTH, 0, 8);
  reward->axis[0].event = paid->axis[0].event = (Event){EVENT_REWARD, NULL};
  visit->axis[0].event                        = (Event){EVENT_STATES, second};
  Left *left                                  = lab_run(lab, 1, 1);
  check(left, reward, 8, (double[]){NAN, 10, 20, 1, 10, 20, 1, NAN});
  check(left, visit, 4, (double[]){0, 1, 1.5, NAN});   // 0 | 1 2 0 | 1 2, in both phases
  check(left, paid, 8, (double[]){NAN, NAN, NAN, 3, NAN, NAN, 3, NAN});
  lab_close(lab);
}

static void types_are_told_apart_and_counted(void **state)
{
  (void)state;
  Lab *lab = lab_open("env:\n  kind: conditioning\n  length: 3\n  trials:\n"
                      "    a: {cues: {A: [0, 2]}, outcomes: {US: {at: 2, reward: 5}}}\n"
                      "    b: {cues: {B: [0, 2]}}\n"
                      "model: {network: csc, agent: td}\n"
                      "phases: [{name: p, types: [a, b], except: {b: [5]}, episodes: 7}]\n");
  // trials: a b a b b b a
  Probe *type        = along(lab, "return", AXIS_TYPE, 0, 2);
  Probe *nth         = along(lab, "return", AXIS_NTH, 0, 6);
  Probe *trials      = along(lab, "return", AXIS_EPISODE, 1, 7);
  Probe *time        = along(lab, "reward", AXIS_TIME, 0, 4);
  nth->axis[0].event = (Event){EVENT_TRIAL, NULL};
  lab_only(time, AXIS_TYPE, 0);
  Left *left = lab_run(lab, 1, 1);
  check(left, type, 2, (double[]){5, 0});
  check(left, nth, 6, (double[]){NAN, 2.5, 2.5, 2.5, 0, NAN});
  check(left, trials, 7, (double[]){5, 0, 5, 0, 0, 0, 5});
  check(left, time, 4, (double[]){NAN, 0, 5, 0});   // nothing arrives at the first bin
  lab_close(lab);
}

#define DOPAMINE                                                                                  \
  "env:\n  kind: conditioning\n  length: 60\n  trials:\n"                                         \
  "    light:    {cues: {CS: [41, 60]}, outcomes: {US: 54}}\n"                                    \
  "    omission: {cues: {CS: [41, 60]}}\n"                                                        \
  "model:\n  network: csc\n  agent: {kind: td, gamma: 1}\n  plasticity: {alpha: 0.3}\n"

static int peak(const Left *left, const Probe *delta, int trial, double *height)
{
  int at = 1;
  for (int t = 1; t <= 60; t++) {
    double x = lab_cell(left, delta, (size_t)((trial - 1) * 61 + t));
    if (x > lab_cell(left, delta, (size_t)((trial - 1) * 61 + at))) at = t;
  }
  *height = lab_cell(left, delta, (size_t)((trial - 1) * 61 + at));
  return at;
}

static Probe *keep_delta(Lab *lab)
{
  Probe *delta = along(lab, "delta", AXIS_TIME, 0, 61);
  lab_axis(delta, AXIS_EPISODE, 1, 120);
  return delta;
}

static void the_dopamine_response_moves_from_reward_to_cue(void **state)
{
  (void)state;
  Lab   *lab = lab_open(DOPAMINE "phases:\n  - {name: pair, types: light, episodes: 120, except: "
                                   "{omission: [15, 30, 45, 60, 75, 90]}}\n");
  Probe *delta = keep_delta(lab);
  Left  *left  = lab_run(lab, 1, 1);
  // Montague, Dayan & Sejnowski (1996), figure 5
  for (int t = 1; t <= 60; t++) {
    lab_near(lab_cell(left, delta, (size_t)t), t == 54, 1e-15);
    lab_near(lab_cell(left, delta, (size_t)(61 + t)), t == 53 ? 0.3 : t == 54 ? 0.7 : 0, 1e-15);
    if (t != 41) assert_true(fabs(lab_cell(left, delta, (size_t)(119 * 61 + t))) < 0.02);
  }
  const int trial[3] = {14, 29, 50}, at[3] = {50, 46, 41}, omitted[6] = {15, 30, 45, 60, 75, 90};
  const double height[3] = {0.2337, 0.1537, 0.7150};
  const double dip[6]    = {-0.9932, -0.9979, -0.9980, -0.9980, -0.9980, -0.9980};
  for (int i = 0; i < 3; i++) {
    double found;
    assert_int_equal(peak(left, delta, trial[i], &found), at[i]);
    lab_near(found, height[i], 5.1e-5);
  }
  for (int i = 0; i < 6; i++)
    lab_near(lab_cell(left, delta, (size_t)((omitted[i] - 1) * 61 + 54)), dip[i], 5.1e-5);
  lab_near(lab_cell(left, delta, 119 * 61 + 41), 0.9333, 5.1e-5);
  assert_true(isnan(lab_cell(left, delta, 0)));   // nothing arrives at the first bin
  lab_close(lab);
}

static void without_omissions_cue_and_reward_cross_on_known_trials(void **state)
{
  (void)state;
  Lab   *lab   = lab_open(DOPAMINE "phases: [{name: pair, types: light, episodes: 120}]\n");
  Probe *delta = keep_delta(lab);
  Left  *left  = lab_run(lab, 1, 1);
  int    gone = 0, half = 0, nine_tenths = 0;
  for (int trial = 120; trial >= 1; trial--) {
    size_t at = (size_t)((trial - 1) * 61);
    if (gone == 0 && lab_cell(left, delta, at + 54) >= 0.1) gone = trial + 1;
    if (lab_cell(left, delta, at + 41) > 0.5) half = trial;
    if (lab_cell(left, delta, at + 41) > 0.9) nine_tenths = trial;
  }
  assert_int_equal(gone, 8);
  assert_int_equal(half, 43);
  assert_int_equal(nine_tenths, 58);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_axis_counts_as_it_says),
      cmocka_unit_test(axes_combine_and_levels_may_be_left_out_or_reordered),
      cmocka_unit_test(slow_measures_are_read_before_and_after_trials),
      cmocka_unit_test(errors_are_differences_from_what_is_exact),
      cmocka_unit_test(time_since_an_event_starts_when_it_arrives),
      cmocka_unit_test(events_and_trials_are_counted_in_the_phase),
      cmocka_unit_test(types_are_told_apart_and_counted),
      cmocka_unit_test(the_dopamine_response_moves_from_reward_to_cue),
      cmocka_unit_test(without_omissions_cue_and_reward_cross_on_known_trials),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
