// Choose: every step takes its own words, and what is told of an action belongs to it.

#include "lab.h"

static void a_policy_gets_the_words_of_the_stream_in_order(void **state)
{
  (void)state;
  Lab   *lab    = lab_open(LAB_ROOMS "model: {agent: q_learning, policy: random}\n"
                                          "phases: [{name: a, steps: 200}]\n");
  Stream stream = stream_open(21, PURPOSE_POLICY);
  Diary  d      = diary_keep(lab, 200, 21);
  for (int t = 1; t <= 200; t++)
    assert_int_equal(diary_action(&d, t), chance_below(stream_next(&stream), 4));
  lab_close(lab);
}

static void who_chooses_ahead_takes_two_words_a_step(void **state)
{
  (void)state;
  Lab     *lab    = lab_open(LAB_ROOMS "model: {agent: sarsa, policy: random}\n"
                                              "phases: [{name: a, steps: 100}]\n");
  Stream   stream = stream_open(21, PURPOSE_POLICY);
  Diary    d      = diary_keep(lab, 100, 21);
  uint64_t first, ahead = 0;
  for (int t = 1; t <= 100; t++) {
    first = stream_next(&stream);
    assert_int_equal(diary_action(&d, t), chance_below(t == 1 ? first : ahead, 4));
    ahead = stream_next(&stream);
  }
  lab_close(lab);
}

static void probabilities_are_those_of_the_action_that_is_made(void **state)
{
  (void)state;
  Lab *lab =
      lab_open(LAB_SMALL "model: {agent: {kind: sarsa, gamma: 0.9}, policy: {kind: softmax, "
                         "beta: 3}, plasticity: {alpha: 0.5}}\n"
                         "phases: [{name: a, steps: 300}]\n");
  Diary  d          = diary_keep(lab, 300, 2);
  double before[32] = {0},
         now[32]    = {0};   // Q when the action was chosen: a step before it is made
  bool fresh        = true;
  for (int t = 1; t <= 300; t++) {
    double        goes_on, sum = 0, pi[4];
    int           s = diary_state(&d, t), next = diary_next(&d, t, &goes_on);
    const double *q = fresh ? now : before;
    for (int b = 0; b < 4; b++) sum += pi[b] = exp(3 * q[4 * s + b]);
    for (int b = 0; b < 4; b++) lab_near(diary_probability(&d, t, b), pi[b] / sum, 1e-14);
    memcpy(before, now, sizeof now);
    now[4 * s + diary_action(&d, t)] += 0.5 * diary_delta(&d, t);
    fresh = goes_on == 0 || (t < 300 && diary_state(&d, t + 1) != next);
  }
  lab_close(lab);
}

static void a_single_action_needs_no_choice(void **state)
{
  (void)state;
  Lab  *lab = lab_open("env: {kind: chain, states: 3}\nmodel: {agent: td}\n"
                        "phases: [{name: a, steps: 20}]\n");
  Diary d   = diary_keep(lab, 20, 1);
  assert_int_equal(lab->model->policy_words, 0);
  for (int t = 1; t <= 20; t++) {
    assert_int_equal(diary_action(&d, t), 0);
    lab_near(diary_probability(&d, t, 0), 1, 0);
  }
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_policy_gets_the_words_of_the_stream_in_order),
      cmocka_unit_test(who_chooses_ahead_takes_two_words_a_step),
      cmocka_unit_test(probabilities_are_those_of_the_action_that_is_made),
      cmocka_unit_test(a_single_action_needs_no_choice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
