// Dutch traces: the weights of the online lambda-return, step by step, by the forward view.

#include "../cohort/lab.h"

#define WORM "{kind: connectome, connectome: larva_mushroom_body, side: left}"

// A wander over five places with one number each, TD, dutch.
static Lab *open_wander(double gamma, double alpha, double lambda, const char *trace)
{
  return lab_open("env: {kind: chain, states: 5, start: 3, ends: [-1, 1]}\n"
                  "model: {agent: {kind: td, gamma: %g, v0: 0.1}, policy: random,\n"
                  "  plasticity: {alpha: %g, lambda: %g, trace: %s}}\n"
                  "phases: [{name: a, episodes: 30}]\n",
                  gamma, alpha, lambda, trace);
}

// The online lambda-return of horizon h, worked out forward from the start of the episode
// (Sutton & Barto 2018, sections 12.4 and 12.3): all updates are made anew with what is known at
// h. `last[k]` are the weights that the k-th horizon ended with; s, r: states and rewards.
static void forward(int h, const int *s, const double *r, const double *bootstrap, double alpha,
                    double lambda, double gamma, double *w)
{
  for (int t = 0; t < h; t++) {
    double returned = 0, sum = 0, discount = 1, share = 1;
    for (int k = t; k < h; k++) {
      sum += discount * r[k];
      discount *= gamma;
      double n_step = sum + discount * bootstrap[k];
      returned += (k + 1 < h ? (1 - lambda) * share : share) * n_step;
      share *= lambda;
    }
    w[s[t]] += alpha * (returned - w[s[t]]);
  }
}

// The backward view against the forward one, which knows of no traces: at every step of every
// episode the weights are those that the online lambda-return algorithm has.
static void dutch_traces_are_the_online_lambda_return(void **state)
{
  (void)state;
  const double lambdas[] = {0.3, 0.8, 1};
  for (int k = 0; k < 3; k++) {
    Lab   *lab = open_wander(0.9, 0.4, lambdas[k], "dutch");
    Diary  d   = diary_keep(lab, 150, 5);
    int    s[150], h = 0, ends = 0;
    double r[150], bootstrap[150], start[8], w[8];
    assert_int_equal(lab->model->trace, TRACE_DENSE);
    assert_true(lab->model->n_synapses <= 8);
    for (int i = 0; i < 8; i++) start[i] = w[i] = 0.1;
    for (int t = 1; t < 150; t++) {
      s[h]         = diary_state(&d, t);
      r[h]         = diary_reward(&d, t);
      bool end     = r[h] != 0;
      bootstrap[h] = end ? 0 : w[diary_state(&d, t + 1)];   // by the horizon before
      h++;
      memcpy(w, start, sizeof w);
      forward(h, s, r, bootstrap, 0.4, lambdas[k], 0.9, w);
      diary_check_weights(&d, t, w, 1e-13);
      if (!end) continue;
      memcpy(start, w, sizeof w);
      h = 0;
      ends++;
    }
    assert_true(ends > 3);
    lab_close(lab);
  }
}

// The same forward view, all visits with the returns of the whole episode and the weights that it
// began with.
static void updates_at_the_end_are_the_offline_lambda_return(void **state)
{
  (void)state;
  const double lambdas[] = {0.3, 0.8, 1};
  for (int k = 0; k < 3; k++) {
    Lab   *lab = lab_open("env: {kind: chain, states: 5, start: 3, ends: [-1, 1]}\n"
                            "model: {agent: {kind: td, gamma: 0.9, v0: 0.1, updates: episode},\n"
                            "  plasticity: {alpha: 0.4, lambda: %g}}\n"
                            "phases: [{name: a, episodes: 30}]\n",
                          lambdas[k]);
    Diary  d   = diary_keep(lab, 150, 5);
    int    s[150], h = 0, ends = 0;
    double r[150], bootstrap[150], w[8];
    for (int i = 0; i < 8; i++) w[i] = 0.1;
    for (int t = 1; t < 150; t++) {
      diary_check_weights(&d, t, w, 1e-13);
      s[h]         = diary_state(&d, t);
      r[h]         = diary_reward(&d, t);
      bool end     = r[h] != 0;
      bootstrap[h] = end ? 0 : w[diary_state(&d, t + 1)];
      h++;
      if (!end) continue;
      forward(h, s, r, bootstrap, 0.4, lambdas[k], 0.9, w);
      h = 0;
      ends++;
    }
    assert_true(ends > 3);
    lab_close(lab);
  }
}

static void without_lambda_dutch_traces_are_td_0(void **state)
{
  (void)state;
  Lab *dutch = open_wander(1, 0.3, 0, "dutch"), *plain = open_wander(1, 0.3, 0, "accumulating");
  assert_int_equal(plain->model->trace, TRACE_NONE);
  dutch->model->trace = TRACE_DENSE;   // as where some other phase has a lambda
  Diary  a = diary_keep(dutch, 150, 9), b = diary_keep(plain, 150, 9);
  size_t n = (size_t)plain->model->n_synapses;
  for (int t = 1; t <= 150; t++) {
    assert_int_equal(diary_state(&a, t), diary_state(&b, t));
    diary_check_weights(&a, t, b.left->record + b.weights->offset + (size_t)(t - 1) * n, 1e-12);
  }
  lab_close(dutch);
  lab_close(plain);
}

// True online Sarsa(lambda), the box of section 12.7 with a table, Q_old kept as it is there.
static void dutch_traces_of_actions_follow_the_box(void **state)
{
  (void)state;
  Lab   *lab = lab_open(LAB_SMALL "model:\n  agent: {kind: sarsa, gamma: 0.9, q0: 0.2}\n"
                                "  policy: {kind: epsilon_greedy, epsilon: 0.3}\n"
                                "  plasticity: {alpha: 0.25, lambda: 0.7, trace: dutch}\n"
                                "phases: [{name: a, steps: 401}]\n");
  Diary  d   = diary_keep(lab, 401, 7);
  double q[32], e[32] = {0}, old = 0;
  int    ends = 0;
  for (int i = 0; i < 32; i++) q[i] = 0.2;
  for (int t = 1; t <= 400; t++) {
    double goes_on;
    int    s = 4 * diary_state(&d, t) + diary_action(&d, t), next = diary_next(&d, t, &goes_on);
    bool   same  = diary_state(&d, t + 1) == next && goes_on != 0;
    double delta = diary_delta(&d, t), now = q[s], ahead = 0;
    if (same) ahead = q[4 * next + diary_action(&d, t + 1)];
    for (int i = 0; i < 32; i++) e[i] *= 0.9 * 0.7;
    e[s] += 1 - 0.25 * e[s];
    for (int i = 0; i < 32; i++) q[i] += 0.25 * (delta + now - old) * e[i];
    q[s] -= 0.25 * (now - old);
    diary_check_weights(&d, t, q, 1e-13);
    old = ahead;
    if (same) continue;
    memset(e, 0, sizeof e);
    old = 0;
    ends++;
  }
  assert_true(ends > 5);
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
  check_untouched(lab_open(LAB_ROOMS "model: {network: " WORM
                                     ", agent: {kind: sarsa, w0: 0.3}, "
                                     "signal: {gain: 0}, plasticity: {lambda: 0.8, trace: dutch}}"
                                     "\nphases: [{name: a, episodes: 3}]\n"));
}

static void a_life_with_dutch_traces_is_the_same_in_phases(void **state)
{
  (void)state;
  const char *const phases[2] = {"[{name: a, steps: 90}]",
                                 "[{name: a, steps: 31}, {name: b, steps: 59}]"};
  double            w[2][32];
  for (int p = 0; p < 2; p++) {
    Lab   *lab  = lab_open(LAB_SMALL "model: {agent: {kind: sarsa, gamma: 0.9}, policy: random, "
                                     "plasticity: {alpha: 0.4, lambda: 0.8, trace: dutch}}\n"
                                     "phases: %s\n",
                           phases[p]);
    Probe *last = lab_weights(lab, lab->model->n_phases - 1);
    Left  *left = lab_run(lab, 1, 1);
    for (size_t c = 0; c < 32; c++) w[p][c] = lab_cell(left, last, c);
    lab_close(lab);
  }
  assert_memory_equal(w[0], w[1], sizeof w[0]);
}

static void refuse_dutch(const char *agent, const char *policy, const char *wanted)
{
  Arena      *arena = arena_open();
  Diag       *diag  = diag_open(arena);
  char       *text  = arena_print(arena, LAB_SMALL "model: {agent: %s, policy: %s, plasticity: "
                                                   "{lambda: 0.5, trace: dutch}}\n",
                                  agent, policy);
  const Node *top   = node_read_text(arena, "lab", text, strlen(text), diag);
  Plan        plan  = {.env = node_get(top, "env"), .model = node_get(top, "model")};
  assert_null(model_compile(arena, &plan, "", diag));
  if (!strstr(diag_text(diag), wanted)) fail_msg("%s", diag_text(diag));
  arena_close(arena);
}

static void dutch_traces_are_refused_where_they_mean_nothing(void **state)
{
  (void)state;
  refuse_dutch("{kind: td, updates: episode}", "random", "weights that move at each step");
  refuse_dutch("monte_carlo", "random", "weights that move at each step");
  refuse_dutch("actor_critic", "softmax", "agent 'actor_critic' shares errors out");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dutch_traces_are_the_online_lambda_return),
      cmocka_unit_test(updates_at_the_end_are_the_offline_lambda_return),
      cmocka_unit_test(without_lambda_dutch_traces_are_td_0),
      cmocka_unit_test(dutch_traces_of_actions_follow_the_box),
      cmocka_unit_test(silenced_dopamine_changes_not_one_bit),
      cmocka_unit_test(a_life_with_dutch_traces_is_the_same_in_phases),
      cmocka_unit_test(dutch_traces_are_refused_where_they_mean_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
