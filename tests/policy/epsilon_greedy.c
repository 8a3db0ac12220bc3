// Epsilon-greedy: what it chooses, how often, and what it says it does.

#include "bench.h"

static const double preference[4] = {0.5, 2, -1, 2};

static void frequencies_are_those_of_the_book(void **state)
{
  (void)state;
  Bench *b = bench_open("{kind: epsilon_greedy, epsilon: 0.4}", 4);
  bench_check(b, preference, (double[]){0.1, 0.4, 0.1, 0.4});
  bench_close(b);
}

static void ties_may_go_to_the_first(void **state)
{
  (void)state;
  Bench *b = bench_open("{kind: epsilon_greedy, epsilon: 0.4, ties: first}", 4);
  bench_check(b, preference, (double[]){0.1, 0.7, 0.1, 0.1});
  bench_close(b);
}

static void all_alike_are_chosen_alike(void **state)
{
  (void)state;
  Bench *b = bench_open("{kind: epsilon_greedy, epsilon: 0.1}", 4);
  bench_check(b, (double[4]){0}, (double[]){0.25, 0.25, 0.25, 0.25});
  bench_close(b);
}

static void other_numbers_of_actions_work_the_same(void **state)
{
  (void)state;
  for (int n = 2; n <= 9; n++) {
    char   text[64];
    double h[9] = {0}, pi[9];
    Bench *b;
    snprintf(text, sizeof text, "{kind: epsilon_greedy, epsilon: %g}", 0.3);
    b    = bench_open(text, n);
    h[0] = h[n - 1] = 1;
    for (int a = 0; a < n; a++) pi[a] = 0.3 / n + (a == 0 || a == n - 1 ? 0.35 : 0);
    bench_check(b, h, pi);
    bench_close(b);
  }
}

static void epsilon_0_never_and_epsilon_1_always_explores(void **state)
{
  (void)state;
  Bench *never = bench_open("{kind: epsilon_greedy, epsilon: 0}", 4);
  bench_check(never, preference, (double[]){0, 0.5, 0, 0.5});
  bench_close(never);
  Bench *always = bench_open("{kind: epsilon_greedy, epsilon: 1}", 4);
  bench_check(always, preference, (double[]){0.25, 0.25, 0.25, 0.25});
  bench_close(always);
}

static void exploring_the_others_leaves_out_the_best(void **state)
{
  (void)state;
  Bench *b = bench_open("{kind: epsilon_greedy, epsilon: 0.1, explore: others}", 4);
  bench_check(b, (double[]){1, 2, 2, 0}, (double[]){0.05, 0.45, 0.45, 0.05});
  bench_check(b, (double[]){1, 2, 0, 0}, (double[]){0.1 / 3, 0.9, 0.1 / 3, 0.1 / 3});
  bench_check(b, (double[]){2, 2, 2, 2}, (double[]){0.25, 0.25, 0.25, 0.25});
  bench_draw(b, (double[]){NAN, 1, 2, 3}, 1000);
  bench_close(b);
  b = bench_open("{kind: epsilon_greedy, epsilon: 0.3, explore: others, ties: first}", 4);
  bench_check(b, (double[]){1, 2, 2, 0}, (double[]){0.1, 0.7, 0.1, 0.1});
  bench_close(b);
  b = bench_open("{kind: epsilon_greedy, epsilon: 1, explore: others}", 2);
  bench_check(b, (double[]){1, 2}, (double[]){1, 0});
  bench_close(b);
}

static void whatever_the_preferences_an_action_comes_out(void **state)
{
  (void)state;
  Bench       *b         = bench_open("{kind: epsilon_greedy, epsilon: 0.1}", 4);
  const double wild[][4] = {{INFINITY, -INFINITY, 0, 1},
                            {NAN, NAN, NAN, NAN},
                            {1, NAN, 2, 3},
                            {-1e308, 1e308, 1e308, -1e308}};
  for (int i = 0; i < 4; i++) bench_draw(b, wild[i], 1000);   // asserts 0 <= action < 4
  bench_close(b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(frequencies_are_those_of_the_book),
      cmocka_unit_test(ties_may_go_to_the_first),
      cmocka_unit_test(all_alike_are_chosen_alike),
      cmocka_unit_test(other_numbers_of_actions_work_the_same),
      cmocka_unit_test(epsilon_0_never_and_epsilon_1_always_explores),
      cmocka_unit_test(exploring_the_others_leaves_out_the_best),
      cmocka_unit_test(whatever_the_preferences_an_action_comes_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
