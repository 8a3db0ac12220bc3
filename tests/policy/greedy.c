// Greedy: the best action and no other.

#include "bench.h"

static void the_best_action_is_always_chosen(void **state)
{
  (void)state;
  Bench *b = bench_open("greedy", 4);
  bench_check(b, (double[]){0.5, 1, -1, 2}, (double[]){0, 0, 0, 1});
  bench_check(b, (double[]){-0.5, -1, -1, -2}, (double[]){1, 0, 0, 0});
  bench_close(b);
}

static void ties_are_broken_at_random_or_by_the_first(void **state)
{
  (void)state;
  Bench *random = bench_open("greedy", 4);
  bench_check(random, (double[]){1, 2, 2, 2}, (double[]){0, 1.0 / 3, 1.0 / 3, 1.0 / 3});
  bench_check(random, (double[4]){0}, (double[]){0.25, 0.25, 0.25, 0.25});
  bench_close(random);
  Bench *first = bench_open("{kind: greedy, ties: first}", 4);
  bench_check(first, (double[]){1, 2, 2, 2}, (double[]){0, 1, 0, 0});
  bench_close(first);
}

static void whatever_the_preferences_an_action_comes_out(void **state)
{
  (void)state;
  Bench       *b         = bench_open("greedy", 4);
  const double wild[][4] = {{INFINITY, -INFINITY, 0, 1}, {NAN, NAN, NAN, NAN}, {1, NAN, 2, 3}};
  for (int i = 0; i < 3; i++) bench_draw(b, wild[i], 1000);
  bench_close(b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_best_action_is_always_chosen),
      cmocka_unit_test(ties_are_broken_at_random_or_by_the_first),
      cmocka_unit_test(whatever_the_preferences_an_action_comes_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
