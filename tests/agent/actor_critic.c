// Actor-critic: value and preferences move by one error, each by its own share of it.

#include "../cohort/lab.h"

static void check(double lambda)
{
  Lab *lab =
      lab_open(LAB_SMALL "model:\n  agent: {kind: actor_critic, gamma: 0.9, actor_rate: 2}\n"
                         "  policy: {kind: softmax, beta: 1.5}\n"
                         "  plasticity: {alpha: 0.25, lambda: %g}\n"
                         "phases: [{name: a, steps: 300}]\n",
               lambda);
  Diary  d        = diary_keep(lab, 300, 5);
  double w[8 * 5] = {0}, e[8 * 5] = {0};
  for (int t = 1; t <= 300; t++) {
    double goes_on, pi[4], sum = 0;
    int    s = diary_state(&d, t), a = diary_action(&d, t), next = diary_next(&d, t, &goes_on);
    for (int b = 0; b < 4; b++) sum += pi[b] = exp(1.5 * w[5 * s + 1 + b]);
    for (int b = 0; b < 4; b++) lab_near(diary_probability(&d, t, b), pi[b] /= sum, 1e-14);
    double delta = diary_reward(&d, t) + 0.9 * goes_on * w[5 * next] - w[5 * s];
    lab_near(diary_delta(&d, t), delta, 1e-14);
    for (int i = 0; i < 40; i++) e[i] *= 0.9 * lambda;
    e[5 * s] += 1;
    for (int b = 0; b < 4; b++) e[5 * s + 1 + b] += 2 * ((a == b) - pi[b]);
    for (int i = 0; i < 40; i++) w[i] += 0.25 * delta * e[i];
    diary_check_weights(&d, t, w, 1e-13);
    bool over = goes_on == 0 || (t < 300 && diary_state(&d, t + 1) != next);
    if (over) memset(e, 0, sizeof e);
  }
  lab_close(lab);
}

static void every_step_follows_the_equations(void **state)
{
  (void)state;
  check(0);
}

static void with_traces_too(void **state)
{
  (void)state;
  check(0.7);
}

static void one_rewarded_step_is_as_worked_out_by_hand(void **state)
{
  (void)state;
  Lab   *lab = lab_open("env:\n  kind: gridworld\n  map: |\n    G.S\n  moves: [west]\n"
                          "  extra_actions: [stay]\n  time_limit: 1\n"
                          "  objects: {G: {terminal: true}}\n  step_reward: 1\n"
                          "model:\n  agent: {kind: actor_critic, gamma: 0}\n"
                          "  policy: softmax\n  plasticity: {alpha: 0.5}\n"
                          "phases: [{name: a, episodes: 1}]\n");
  Diary  d   = diary_keep(lab, 1, 1);
  int    a = diary_action(&d, 1), s = diary_state(&d, 1);
  double w[9]      = {0};
  w[3 * s]         = 0.5;    // alpha delta
  w[3 * s + 1 + a] = 0.25;   // alpha (1 - 1/2) delta
  w[3 * s + 2 - a] = -0.25;
  diary_check_weights(&d, 1, w, 0);
  lab_close(lab);
}

static void it_learns_the_way_through_four_rooms(void **state)
{
  (void)state;
  Lab   *lab   = lab_open(LAB_ROOMS "model:\n  agent: {kind: actor_critic, gamma: 0.95}\n"
                                        "  policy: {kind: softmax, beta: 8}\n"
                                        "  plasticity: {alpha: 0.1, lambda: 0.8}\n"
                                        "phases: [{name: a, episodes: 400}]\n");
  Probe *steps = lab_probe(lab, "steps", 0);
  lab_axis(steps, AXIS_EPISODE, 351, 50);
  Left  *left = lab_run(lab, 32, 30);
  double sum  = 0;
  for (size_t c = 0; c < 50; c++) sum += lab_mean(left, 30, steps, c);
  assert_true(sum / 50 >= 16 && sum / 50 < 20);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_step_follows_the_equations),
      cmocka_unit_test(with_traces_too),
      cmocka_unit_test(one_rewarded_step_is_as_worked_out_by_hand),
      cmocka_unit_test(it_learns_the_way_through_four_rooms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
