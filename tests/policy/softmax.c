// Softmax: frequencies against exp, and preferences so far apart that exp alone would fail.

#include "bench.h"

static void check(double beta, const double *h)
{
  char   text[64];
  double pi[4], sum = 0, top = fmax(fmax(h[0], h[1]), fmax(h[2], h[3]));
  snprintf(text, sizeof text, "{kind: softmax, beta: %g}", beta);
  Bench *b = bench_open(text, 4);
  for (int a = 0; a < 4; a++) sum += pi[a] = exp(beta * (h[a] - top));
  for (int a = 0; a < 4; a++) pi[a] /= sum;
  bench_check(b, h, pi);
  bench_close(b);
}

static void frequencies_are_those_of_the_equation(void **state)
{
  (void)state;
  check(1, (double[]){0, 1, -0.5, 0.25});
  check(8, (double[]){0.1, 0.2, 0.3, 0.05});
  check(3, (double[]){-1000.2, -1000.1, -1000, -1000});
}

static void beta_0_and_ties_choose_alike(void **state)
{
  (void)state;
  check(0, (double[]){0, 100, -100, 3});
  check(50, (double[]){2, 2, 2, 2});
}

static void extreme_preferences_leave_one_action(void **state)
{
  (void)state;
  Bench *b = bench_open("{kind: softmax, beta: 10000}", 4);
  bench_check(b, (double[]){-1e6, 1e6, 0, -1e300}, (double[]){0, 1, 0, 0});
  bench_check(b, (double[]){1e300, -1e300, 1e300, 0}, (double[]){0.5, 0, 0.5, 0});
  bench_check(b, (double[]){0, -1e5, -1e5, -1e5}, (double[]){1, 0, 0, 0});
  bench_check(b, (double[]){-1e5, -1e5, -1e5, 0}, (double[]){0, 0, 0, 1});
  bench_close(b);
}

static void the_ends_of_the_word_choose_the_ends(void **state)
{
  (void)state;
  Bench   *b          = bench_open("softmax", 4);
  Lanes    h[ACTIONS] = {{0}};
  uint64_t word[LANES];
  int      action[LANES];
  for (int i = 0; i < LANES; i++) word[i] = i % 2 ? UINT64_MAX : 0;
  // the last action all but impossible, the first too: nobody may fall off either end
  for (int i = 0; i < LANES; i++) h[3][i] = h[0][i] = i < 16 ? 0 : -1e4;
  b->lab->model->policy->choose(b->lab->model, b->cohort, (const Lanes *)h, word, action);
  for (int i = 0; i < 16; i++) assert_int_equal(action[i], i % 2 ? 3 : 0);
  for (int i = 16; i < LANES; i++) assert_int_equal(action[i], i % 2 ? 2 : 1);
  bench_close(b);
}

static void whatever_the_preferences_an_action_comes_out(void **state)
{
  (void)state;
  Bench       *b         = bench_open("{kind: softmax, beta: 2}", 4);
  const double wild[][4] = {{INFINITY, -INFINITY, 0, 1},
                            {NAN, NAN, NAN, NAN},
                            {1, NAN, 2, 3},
                            {INFINITY, INFINITY, 0, 0}};
  for (int i = 0; i < 4; i++) bench_draw(b, wild[i], 1000);
  bench_close(b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(frequencies_are_those_of_the_equation),
      cmocka_unit_test(beta_0_and_ties_choose_alike),
      cmocka_unit_test(extreme_preferences_leave_one_action),
      cmocka_unit_test(the_ends_of_the_word_choose_the_ends),
      cmocka_unit_test(whatever_the_preferences_an_action_comes_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
