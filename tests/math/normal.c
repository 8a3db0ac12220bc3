// Normal under test: distribution and quantiles against libquadmath and GSL.
// link: -lquadmath

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/chance.h"
#include "math/normal.h"

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
#define HAS_QUAD 1
#include <quadmath.h>
#endif

enum { POINTS = 300000 };

// The larger of the two, NaN being largest of all.
static double note(double worst, double error)
{
  return error <= worst ? worst : error;
}

#ifdef HAS_QUAD
static void the_distribution_is_right_to_a_part_in_a_quadrillion(void **state)
{
  const __float128 root = 0.70710678118654752440084436210484903928Q;
  Stream stream = stream_open(1, PURPOSE_NOISE);
  double worst = 0.0;
  (void)state;
  for (int i = 0; i < POINTS; i++) {
    double     x = -37.5 + 46.0 * chance_uniform(stream_next(&stream));
    __float128 exact = 0.5Q * erfcq(-(__float128)x * root);
    worst = note(worst, fabs((double)((normal_cdf(x) - exact) / exact)));
  }
  print_message("  normal_cdf: at most %.2g\n", worst);
  assert_true(worst <= 1e-15);
}
#endif

static void the_quantiles_are_those_of_gsl(void **state)
{
  Stream stream = stream_open(2, PURPOSE_NOISE);
  double worst = 0.0, worst_tail = 0.0;
  (void)state;
  for (int i = 0; i < POINTS; i++) {
    double p = chance_uniform(stream_next(&stream)) + 0x1p-54;
    double tail = exp(-700.0 * p), want = gsl_cdf_ugaussian_Pinv(p);
    worst = note(worst, fabs(normal_quantile(p) - want) / fabs(want));
    want = gsl_cdf_ugaussian_Pinv(tail);
    worst_tail = note(worst_tail, fabs(normal_quantile(tail) - want) / fabs(want));
  }
  print_message("  normal_quantile: at most %.2g, in the tail %.2g\n", worst, worst_tail);
  assert_true(worst <= 1e-15);
  assert_true(worst_tail <= 1e-15);
}

static void the_quantile_undoes_the_distribution(void **state)
{
  (void)state;
  for (double x = -37.0; x < 5.0; x += 0.01) {
    // Above 0 the distribution is so close to 1 that its last digit moves the quantile.
    double slack = x > 0.0 ? 1e-16 / (0.39 * exp(-0.5 * x * x)) : 0.0;
    assert_true(fabs(normal_quantile(normal_cdf(x)) - x) <= 2e-15 * (1.0 + fabs(x)) + slack);
  }
}

static void the_ends_are_exact(void **state)
{
  (void)state;
  assert_true(normal_cdf(0.0) == 0.5);
  assert_true(normal_cdf(INFINITY) == 1.0 && normal_cdf(-INFINITY) == 0.0);
  assert_true(normal_cdf(50.0) == 1.0 && normal_cdf(-50.0) == 0.0);
  assert_true(isnan(normal_cdf(NAN)));
  assert_true(normal_quantile(0.5) == 0.0);
  assert_true(normal_quantile(0.0) == -INFINITY && normal_quantile(1.0) == INFINITY);
  assert_true(isnan(normal_quantile(-0.1)) && isnan(normal_quantile(1.1)));
  assert_true(isnan(normal_quantile(NAN)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
#ifdef HAS_QUAD
    cmocka_unit_test(the_distribution_is_right_to_a_part_in_a_quadrillion),
#endif
    cmocka_unit_test(the_quantiles_are_those_of_gsl),
    cmocka_unit_test(the_quantile_undoes_the_distribution),
    cmocka_unit_test(the_ends_are_exact),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
