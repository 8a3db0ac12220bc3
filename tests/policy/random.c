// Random: all actions alike, whatever is preferred.

#include "bench.h"

static void all_actions_come_as_often(void **state)
{
  (void)state;
  for (int n = 2; n <= 9; n++) {
    double h[9] = {5, -5, NAN}, pi[9];
    Bench *b    = bench_open("random", n);
    for (int a = 0; a < n; a++) pi[a] = 1.0 / n;
    bench_check(b, h, pi);
    bench_close(b);
  }
}

static void what_it_does_untaught_is_known(void **state)
{
  (void)state;
  double chance[5];
  Bench *b = bench_open("random", 5);
  b->lab->model->policy->fixed(&b->lab->model->section[SOCKET_POLICY], 5, chance);
  for (int a = 0; a < 5; a++) lab_near(chance[a], 0.2, 0);
  bench_close(b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_actions_come_as_often),
      cmocka_unit_test(what_it_does_untaught_is_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
