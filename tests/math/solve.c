// Solving under test: systems whose answers are known, and those that have none.

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "math/chance.h"
#include "math/solve.h"

static int open_arena(void **state)
{
  *state = arena_open();
  return 0;
}

static int close_arena(void **state)
{
  arena_close(*state);
  return 0;
}

static void two_equations_have_their_answer(void **state)
{
  const double a[] = {0, 2, 3, 4}, b[] = {2, 10};
  double x[2];
  assert_true(solve_linear(*state, 2, a, b, x));
  assert_true(fabs(x[0] - 2.0) < 1e-15 && fabs(x[1] - 1.0) < 1e-15);
  assert_true(solve_linear(*state, 0, NULL, NULL, NULL));
  assert_true(solve_linear(*state, 1, (double[]){4}, (double[]){2}, x) && x[0] == 0.5);
}

// v = r + gamma v of the next on a ring of n states, with a reward on leaving the first.
static void the_values_of_a_ring(void **state)
{
  enum { N = 60 };
  static double a[N * N], v[N];
  const double gamma = 0.9;
  for (int s = 0; s < N; s++) {
    a[s * N + s] = 1.0;
    a[s * N + (s + 1) % N] = -gamma;
    v[s] = s == 0 ? 1.0 : 0.0;
  }
  assert_true(solve_linear(*state, N, a, v, v));
  for (int s = 0; s < N; s++) {
    double want = pow(gamma, (N - s) % N) / (1.0 - pow(gamma, N));
    assert_true(fabs(v[s] - want) < 1e-14 * want);
  }
}

static void random_systems_are_solved(void **state)
{
  enum { N = 40 };
  static double a[N * N], b[N], x[N], want[N];
  Stream stream = stream_open(1, PURPOSE_NOISE);
  for (int round = 0; round < 20; round++) {
    for (int i = 0; i < N; i++) want[i] = chance_normal(stream_next(&stream));
    for (int i = 0; i < N; i++) {
      double scale = pow(10.0, i - N / 2);
      b[i] = 0.0;
      for (int j = 0; j < N; j++) {
        a[i * N + j] = scale * chance_normal(stream_next(&stream));
        b[i] += a[i * N + j] * want[j];
      }
    }
    assert_true(solve_linear(*state, N, a, b, x));
    for (int i = 0; i < N; i++) assert_true(fabs(x[i] - want[i]) < 1e-10);
  }
}

static void a_singular_system_is_refused_and_nothing_written(void **state)
{
  const double b[] = {1, 2, 3};
  double x[] = {7, 7, 7};
  assert_false(solve_linear(*state, 2, (double[]){1, 2, 2, 4}, b, x));
  assert_false(solve_linear(*state, 2, (double[]){0, 0, 1, 1}, b, x));
  assert_false(solve_linear(*state, 3, (double[]){1, 2, 3, 4, 5, 6, 7, 8, 9}, b, x));
  assert_false(solve_linear(*state, 2, (double[]){0.1, 0.3, 0.7, 2.1}, b, x));
  assert_false(solve_linear(*state, 2, (double[]){NAN, 1, 1, 0}, b, x));
  assert_false(solve_linear(*state, 2, (double[]){1, INFINITY, 1, 0}, b, x));
  assert_false(solve_linear(*state, 2, (double[]){1, 0, 0, 1}, (double[]){NAN, 0}, x));
  assert_false(solve_linear(*state, -1, NULL, NULL, NULL));
  for (int i = 0; i < 3; i++) assert_true(x[i] == 7.0);
}

// Hilbert's matrix: at 6 it is ill-conditioned but solvable, at 20 beyond double precision.
static bool solve_hilbert(Arena *arena, int n, double *x)
{
  double a[400], b[20];
  for (int i = 0; i < n; i++) {
    b[i] = 0.0;
    for (int j = 0; j < n; j++) b[i] += a[i * n + j] = 1.0 / (i + j + 1.0);
  }
  return solve_linear(arena, n, a, b, x);
}

static void ill_conditioned_systems_are_solved_or_refused(void **state)
{
  double x[20];
  assert_true(solve_hilbert(*state, 6, x));
  for (int i = 0; i < 6; i++) assert_true(fabs(x[i] - 1.0) < 1e-8);
  assert_false(solve_hilbert(*state, 20, x));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(two_equations_have_their_answer),
    cmocka_unit_test(the_values_of_a_ring),
    cmocka_unit_test(random_systems_are_solved),
    cmocka_unit_test(a_singular_system_is_refused_and_nothing_written),
    cmocka_unit_test(ill_conditioned_systems_are_solved_or_refused),
  };
  return cmocka_run_group_tests(tests, open_arena, close_arena);
}
