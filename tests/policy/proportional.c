// Proportional: shares of what actions are worth, and a response to what a state is worth.

#include "bench.h"
#include "refuse.h"

static void actions_come_in_proportion_to_their_worth(void **state)
{
  (void)state;
  Bench *b = bench_open("proportional", 4);
  bench_check(b, (double[]){1, 2, 0, 5}, (double[]){0.125, 0.25, 0, 0.625});
  bench_check(b, (double[]){1, -2, 3, -4}, (double[]){0.25, 0, 0.75, 0});
  bench_close(b);
}

static void where_nothing_is_worth_anything_all_are_alike(void **state)
{
  (void)state;
  Bench *b = bench_open("proportional", 4);
  bench_check(b, (double[4]){0}, (double[]){0.25, 0.25, 0.25, 0.25});
  bench_check(b, (double[]){-1, -2, -3, -4}, (double[]){0.25, 0.25, 0.25, 0.25});
  bench_close(b);
}

static void the_largest_numbers_do_not_overflow(void **state)
{
  (void)state;
  Bench       *b         = bench_open("proportional", 4);
  const double wild[][4] = {{NAN, NAN, NAN, NAN}, {1, NAN, 2, INFINITY}};
  bench_check(b, (double[]){1.6e308, 0, 1.6e308, 0}, (double[]){0.5, 0, 0.5, 0});
  bench_check(b, (double[]){1e307, 3e307, 0, 0}, (double[]){0.25, 0.75, 0, 0});
  bench_check(b, (double[]){INFINITY, 1, 0, 0}, (double[]){1, 0, 0, 0});
  for (int i = 0; i < 2; i++) bench_draw(b, wild[i], 1000);
  bench_close(b);
}

static void a_state_is_responded_to_by_its_share_of_the_most(void **state)
{
  (void)state;
  check_response("{kind: proportional, value_max: 4}", 1, 0.25);
  check_response("proportional", 0.9, 0.9);
  check_response("proportional", 3, 1);
  check_response("proportional", -1, 0);
  refuse("td", "proportional", true, "chooses between two actions; the world has 4");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(actions_come_in_proportion_to_their_worth),
      cmocka_unit_test(where_nothing_is_worth_anything_all_are_alike),
      cmocka_unit_test(the_largest_numbers_do_not_overflow),
      cmocka_unit_test(a_state_is_responded_to_by_its_share_of_the_most),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
