// Softmax: frequencies against exp, and preferences so far apart that exp alone would fail.

#include "bench.h"

#include "math/function.h"

#include "../../src/policy/softmax.c"   // for each of its widths

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

// The policy in scalars: the action and, in pi, its probabilities.
static int choose_plainly(double beta, const double *h, int n, uint64_t word, double *pi)
{
  double top = h[0], sum = 0, upto = 0;
  int    action = 0;
  for (int a = 1; a < n; a++) top = h[a] > top ? h[a] : top;
  for (int a = 0; a < n; a++) sum += pi[a] = math_exp(beta * (h[a] - top));
  for (int a = 0; a < n - 1; a++) {
    upto += pi[a];
    action += chance_uniform(word) * sum >= upto;
  }
  for (int a = 0; a < n; a++) pi[a] /= sum;
  return action;
}

static void every_width_gives_the_bits_of_plain_scalars(void **state)
{
  static void (*const at[WIDTHS])(const Model *, Cohort *, const Lanes *, const uint64_t *,
                                  int *) = {choose_narrow, choose_avx2, choose_avx512};
  static const int    actions[] = {2, 3, 4, 9};
  static const double scale[] = {0.1, 3, 400};
  (void)state;
  for (int k = 0; k < 4; k++) {
    int    n = actions[k], action[LANES];
    Bench *b = bench_open("{kind: softmax, beta: 2.5}", n);
    Lanes  h[ACTIONS];
    double pi[ACTIONS];
    for (int round = 0; round < 600; round++) {
      double spread = scale[round % 3];
      stream_fill(&b->stream, b->word, LANES, 1);
      for (int a = 0; a < n; a++) {
        for (int i = 0; i < LANES; i++) {
          h[a][i] = spread * chance_normal(stream_next(&b->stream));
        }
      }
      for (int width = 0; width <= width_here(); width++) {
        at[width](b->lab->model, b->cohort, (const Lanes *)h, b->word, action);
        for (int i = 0; i < LANES; i++) {
          double one[ACTIONS];
          for (int a = 0; a < n; a++) one[a] = h[a][i];
          assert_int_equal(action[i], choose_plainly(2.5, one, n, b->word[i], pi));
          for (int a = 0; a < n; a++) assert_true(b->cohort->probability[a][i] == pi[a]);
        }
      }
    }
    bench_close(b);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(frequencies_are_those_of_the_equation),
      cmocka_unit_test(beta_0_and_ties_choose_alike),
      cmocka_unit_test(extreme_preferences_leave_one_action),
      cmocka_unit_test(the_ends_of_the_word_choose_the_ends),
      cmocka_unit_test(whatever_the_preferences_an_action_comes_out),
      cmocka_unit_test(every_width_gives_the_bits_of_plain_scalars),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
