// Exact measures: against cases worked out by hand and tables from the book's own programs.

#include "../cohort/lab.h"

static const MeasureKind *measure(const char *name)
{
  const MeasureKind *kind = measure_find(name);
  assert_non_null(kind);
  return kind;
}

static void the_random_walk_is_worth_sixths(void **state)
{
  (void)state;
  Lab    *lab   = lab_open("env: {kind: chain, states: 5, start: 3}\nmodel: {agent: td}\n");
  double *value = lab_exact(lab, "exact.values", 0, 1);
  for (int s = 1; s <= 5; s++) {
    char name[16];
    snprintf(name, sizeof name, "%d", s);
    lab_near(value[lab_state(lab, name)], s / 6.0, 1e-15);
  }
  lab_near(value[lab_state(lab, "0")], 0, 0);
  lab_near(value[lab_state(lab, "6")], 0, 0);
  lab_near(*lab_exact(lab, "exact.return", 0, 1), 0.5, 1e-13);
  lab_near(*lab_exact(lab, "exact.steps", 0, 1), 9,
           1e-12);   // k (6 - k) from state k
  lab_near(*lab_exact(lab, "exact.optimal_steps", 0, 1), 3, 0);
  lab_close(lab);
}

// Sutton & Barto (2018), figures 3.2 and 3.5, to four digits: gamma 0.9.
static const double random_policy[25] = {3.309,   8.7893,  4.4276,  5.3224,  1.4922,
                                         1.5216,  2.9923,  2.2501,  1.9076,  0.5474,
                                         0.0508,  0.7382,  0.6731,  0.3582,  -0.4031,
                                         -0.9736, -0.4355, -0.3549, -0.5856, -1.1831,
                                         -1.8577, -1.3452, -1.2293, -1.4229, -1.9752};
static const double best_policy[25]   = {21.9775, 24.4194, 21.9775, 19.4194, 17.4775,
                                         19.7797, 21.9775, 19.7797, 17.8018, 16.0216,
                                         17.8018, 19.7797, 17.8018, 16.0216, 14.4194,
                                         16.0216, 17.8018, 16.0216, 14.4194, 12.9775,
                                         14.4194, 16.0216, 14.4194, 12.9775, 11.6797};

static void the_books_gridworld_has_the_books_values(void **state)
{
  (void)state;
  Lab    *lab = lab_open("env:\n  kind: gridworld\n  map: |\n    .A.B.\n    .....\n    ...b.\n    "
                          ".....\n"
                          "    .a...\n  objects:\n    A: {leaving: 10, leads_to: a}\n"
                          "    B: {leaving: 5, leads_to: b}\n  bump_reward: -1\n  start: [0, 0]\n"
                          "model: {agent: td}\n");
  double *value = lab_exact(lab, "exact.values", 0, 0.9);
  double *best  = lab_exact(lab, "exact.optimal_values", 0, 0.9);
  double *q     = lab_exact(lab, "exact.optimal_q_values", 0, 0.9);
  for (int cell = 0; cell < 25; cell++) {
    char name[32];
    snprintf(name, sizeof name, "[%d, %d]", cell / 5, cell % 5);
    int s = lab_state(lab, name);
    lab_near(value[s], random_policy[cell], 5.1e-5);
    lab_near(best[s], best_policy[cell], 5.1e-5);
    double largest = fmax(fmax(q[4 * s], q[4 * s + 1]), fmax(q[4 * s + 2], q[4 * s + 3]));
    lab_near(largest, best[s], 1e-10);
  }
  lab_close(lab);
}

static void four_rooms_are_sixteen_steps_across_and_392_6_by_chance(void **state)
{
  (void)state;
  Lab    *lab   = lab_open(LAB_ROOMS "model: {agent: q_learning}\n");
  int     start = lab->model->world[0]->start_state[0];
  double *best  = lab_exact(lab, "exact.optimal_values", 0, 0.99);
  lab_near(*lab_exact(lab, "exact.optimal_steps", 0, 0.99), 16, 0);
  lab_near(*lab_exact(lab, "exact.steps", 0, 0.99), 392.6, 0.05);
  lab_near(best[start], pow(0.99, 15), 1e-12);
  lab_close(lab);
}

static void animals_that_choose_at_random_take_as_long_as_expected(void **state)
{
  (void)state;
  Lab   *lab   = lab_open(LAB_ROOMS "model: {agent: q_learning, policy: random}\n"
                                        "phases: [{name: a, episodes: 100}]\n");
  Probe *steps = lab_probe(lab, "steps", 0), *paid = lab_probe(lab, "return", 0);
  Left  *left = lab_run(lab, 32, 64);
  // 6,400 episodes with a standard deviation of about 150 steps
  lab_near(lab_mean(left, 64, steps, 0), *lab_exact(lab, "exact.steps", 0, 0.99), 7.5);
  lab_near(lab_mean(left, 64, paid, 0), *lab_exact(lab, "exact.return", 0, 0.99), 0.025);
  lab_close(lab);
}

static void action_values_are_what_follows_the_action(void **state)
{
  (void)state;
  Lab    *lab   = lab_open("env:\n  kind: gridworld\n  map: |\n    S.G\n  moves: [east, west]\n"
                                "  step_reward: -1\n  slip: 0.5\nmodel: {agent: q_learning}\n");
  double *value = lab_exact(lab, "exact.values", 0, 0.5);
  double *q     = lab_exact(lab, "exact.q_values", 0, 0.5);
  int     s = lab_state(lab, "[0, 0]"), m = lab_state(lab, "[0, 1]");
  // v(s) = -1 + (v(s) + v(m)) / 4,  v(m) = -1/2 + v(s) / 4 - 1/2 + 1/2
  lab_near(value[s], -1 + (value[s] + value[m]) / 4, 1e-14);
  lab_near(value[m], -0.5 + value[s] / 4, 1e-14);
  for (int i = 0; i < 2; i++) {
    int x = i ? m : s;
    lab_near((q[2 * x] + q[2 * x + 1]) / 2, value[x], 1e-14);
  }
  // east goes east with chance 3/4
  lab_near(q[2 * s], -1 + 0.5 * (0.75 * value[m] + 0.25 * value[s]), 1e-14);
  lab_near(q[2 * m], -1 + 0.75 + 0.5 * 0.25 * value[s], 1e-14);
  lab_close(lab);
}

static void trial_types_count_alike(void **state)
{
  (void)state;
  Lab *lab = lab_open("env:\n  kind: conditioning\n  length: 4\n  trials:\n"
                      "    a: {length: 2, cues: {A: [0, 1]}, outcomes: {US: {at: 1, reward: "
                      "3}}}\n"
                      "    b: {cues: {B: [0, 1]}, outcomes: {US: {at: 2, chance: 0.5}}}\n"
                      "model: {network: csc, agent: td}\n");
  lab_near(*lab_exact(lab, "exact.optimal_steps", 0, 1), 3, 0);
  lab_near(*lab_exact(lab, "exact.steps", 0, 1), 3, 1e-15);
  lab_near(*lab_exact(lab, "exact.return", 0, 1), (3 + 0.5) / 2, 1e-15);
  lab_close(lab);
}

static void large_worlds_are_swept_and_give_the_same(void **state)
{
  (void)state;
  Lab    *lab   = lab_open("env: {kind: chain, states: 1700, start: 1, right: "
                                "1}\nmodel: {agent: td}\n");
  double *value = lab_exact(lab, "exact.values", 0, 0.99);
  assert_true(model_world(lab->model, 0)->n_states > 1500);
  for (int s = 1; s <= 1700; s += 17) {
    char name[16];
    snprintf(name, sizeof name, "%d", s);
    lab_near(value[lab_state(lab, name)], pow(0.99, 1700 - s), 1e-11);
  }
  lab_close(lab);
}

static void what_does_not_exist_is_said_so(void **state)
{
  (void)state;
  Lab         *lab     = lab_open("env:\n  kind: gridworld\n  map: |\n    S.\n  step_reward: -1\n"
                                              "model: {agent: q_learning}\n");
  const World *world   = model_world(lab->model, 0);
  const char  *problem = NULL;
  double       out[8], chance[8] = {0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25};
  assert_false(measure("exact.values")->exact(lab->arena, world, 0.9, NULL, out, &problem));
  assert_string_equal(problem,
                      "exact values need a fixed policy: say policy: random with the measure");
  assert_false(measure("exact.steps")->exact(lab->arena, world, 0.9, NULL, out, &problem));
  assert_false(measure("exact.values")->exact(lab->arena, world, 1, chance, out, &problem));
  assert_string_equal(problem, "it does not exist: the sum has no end (gamma 1 and a policy that "
                               "never arrives?)");
  assert_false(measure("exact.optimal_steps")->exact(lab->arena, world, 1, chance, out, &problem));
  assert_string_equal(problem, "no end of an episode can be reached");
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_random_walk_is_worth_sixths),
      cmocka_unit_test(the_books_gridworld_has_the_books_values),
      cmocka_unit_test(four_rooms_are_sixteen_steps_across_and_392_6_by_chance),
      cmocka_unit_test(animals_that_choose_at_random_take_as_long_as_expected),
      cmocka_unit_test(action_values_are_what_follows_the_action),
      cmocka_unit_test(trial_types_count_alike),
      cmocka_unit_test(large_worlds_are_swept_and_give_the_same),
      cmocka_unit_test(what_does_not_exist_is_said_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
