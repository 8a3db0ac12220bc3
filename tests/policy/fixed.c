// Fixed: chances as they are written, whatever is preferred, and lists that do not fit.

#include "bench.h"
#include "refuse.h"

static void frequencies_are_those_that_are_written(void **state)
{
  (void)state;
  Bench *b = bench_open("{kind: fixed, probabilities: [0.1, 0.2, 0, 0.7]}", 4);
  bench_check(b, (double[]){5, -5, NAN, 0}, (double[]){0.1, 0.2, 0, 0.7});
  bench_close(b);
  b = bench_open("{kind: fixed, probabilities: [0, 1, 0]}", 3);
  bench_check(b, (double[]){5, -5, 0}, (double[]){0, 1, 0});
  bench_close(b);
}

static void what_rounding_leaves_is_shared_out(void **state)
{
  (void)state;
  Bench *b = bench_open("{kind: fixed, probabilities: [0.3333333, 0.3333333, 0.3333333]}", 3);
  bench_check(b, (double[3]){0}, (double[]){1.0 / 3, 1.0 / 3, 1.0 / 3});
  bench_close(b);
}

static void the_ends_of_the_word_choose_possible_actions(void **state)
{
  (void)state;
  Bench   *b          = bench_open("{kind: fixed, probabilities: [0, 0.3, 0.7, 0]}", 4);
  Lanes    h[ACTIONS] = {{0}};
  uint64_t word[LANES];
  int      action[LANES];
  for (int i = 0; i < LANES; i++) word[i] = i % 2 ? UINT64_MAX : 0;
  b->lab->model->policy->choose(b->lab->model, b->cohort, (const Lanes *)h, word, action);
  for (int i = 0; i < LANES; i++) assert_int_equal(action[i], i % 2 ? 2 : 1);
  bench_close(b);
}

// A walker that goes right with chance p, one step at a time: V(1) = p, exactly.
static void its_values_are_known_beforehand(void **state)
{
  (void)state;
  double chance[2];
  Lab   *lab = lab_open("env:\n  kind: gridworld\n  moves: [east, west]\n  map: |\n    SG\n"
                          "model: {agent: td, policy: {kind: fixed, probabilities: [0.2, 0.8]}}\n"
                          "phases: [{name: a, episodes: 1}]\n");
  lab->model->policy->fixed(&lab->model->section[SOCKET_POLICY], 2, chance);
  lab_near(chance[0], 0.2, 0);
  lab_near(chance[1], 0.8, 0);
  lab_near(lab->model->chance[1], 0.8, 0);
  lab_close(lab);
}

static void lists_that_do_not_fit_are_refused_at_their_place(void **state)
{
  (void)state;
  refuse("td", "{kind: fixed, probabilities: [0.5, 0.2, 0.3]}", false,
         "'probabilities' has 3 entries; the world has 2 actions");
  refuse("td", "{kind: fixed, probabilities: [0.5, 0.6]}", false, "add up to 1.1, not to 1");
  refuse("td", "{kind: fixed, probabilities: [-0.5, 1.5]}", false, "between 0 and 1, not at -0.5");
  refuse("td", "{kind: fixed, probabilities: 1}", false, "must be a list");
  refuse("td", "{kind: fixed, probabilities: [a, b]}", false, "lab:6:");
  refuse("td", "fixed", false, "'probabilities' is missing");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(frequencies_are_those_that_are_written),
      cmocka_unit_test(what_rounding_leaves_is_shared_out),
      cmocka_unit_test(the_ends_of_the_word_choose_possible_actions),
      cmocka_unit_test(its_values_are_known_beforehand),
      cmocka_unit_test(lists_that_do_not_fit_are_refused_at_their_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
