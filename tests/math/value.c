// Value under test: moments, bounds and one word a draw.

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "math/chance.h"
#include "math/value.h"

enum { DRAWS = 200000 };

static Value make(ValueForm form, double a, double b)
{
  return (Value){.form = form, .a = a, .b = b};
}

static Value bound(Value value, double low, double high)
{
  value.bounded = true;
  value.low = low;
  value.high = high;
  return value;
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

// Draws, sorted.
static double *draw(const Value *value)
{
  static double x[DRAWS];
  Stream stream = stream_open(11, PURPOSE_ENV);
  for (int i = 0; i < DRAWS; i++) x[i] = value_draw(value, stream_next(&stream));
  qsort(x, DRAWS, sizeof *x, compare);
  return x;
}

// The mean of the draws lies within four standard errors of value_mean; all lie within bounds.
static void check_mean(Value value)
{
  double *x = draw(&value), mean = value_mean(&value), sum = 0.0, squares = 0.0;
  for (int i = 0; i < DRAWS; i++) {
    sum += x[i] - mean;
    squares += (x[i] - mean) * (x[i] - mean);
  }
  double error = sqrt(squares / DRAWS / DRAWS);
  if (!(fabs(sum / DRAWS) <= 4.0 * error + 1e-15 * fabs(mean))) {
    fail_msg("the mean is off by %g standard errors", sum / DRAWS / error);
  }
  if (value.bounded) assert_true(x[0] >= value.low && x[DRAWS - 1] <= value.high);
}

// The largest distance between the draws' distribution and the one that `below` tells, against
// what Kolmogorov lets pass in 999 of 1,000 cases.
static void check_shape(Value value, double (*below)(const Value *, double))
{
  double *x = draw(&value), worst = 0.0;
  for (int i = 0; i < DRAWS; i++) {
    double p = below(&value, x[i]);
    assert_false(isnan(p));
    worst = fmax(worst, fmax(fabs(p - (double)i / DRAWS), fabs(p - (i + 1.0) / DRAWS)));
  }
  if (worst * sqrt(DRAWS) > 1.95) fail_msg("D sqrt(n) is %g", worst * sqrt(DRAWS));
}

static double normal_share(const Value *value, double x)
{
  double low = (value->low - value->a) / value->b, high = (value->high - value->a) / value->b;
  double z = (x - value->a) / value->b;
  if (low > 0.0) {
    double all = gsl_cdf_ugaussian_Q(low) - gsl_cdf_ugaussian_Q(high);
    return (gsl_cdf_ugaussian_Q(low) - gsl_cdf_ugaussian_Q(z)) / all;
  }
  double all = gsl_cdf_ugaussian_P(high) - gsl_cdf_ugaussian_P(low);
  return (gsl_cdf_ugaussian_P(z) - gsl_cdf_ugaussian_P(low)) / all;
}

static double exponential_share(const Value *value, double x)
{
  return expm1((value->low - x) / value->a) / expm1((value->low - value->high) / value->a);
}

static void a_constant_is_itself(void **state)
{
  Value value = value_constant(0.3);
  (void)state;
  assert_true(value_draw(&value, 12345) == 0.3 && value_mean(&value) == 0.3);
}

static void unbounded_values_have_their_means(void **state)
{
  (void)state;
  check_mean(make(VALUE_NORMAL, 3.0, 2.0));
  check_mean(make(VALUE_NORMAL, 3.0, 0.0));
  check_mean(make(VALUE_UNIFORM, -1.0, 4.0));
  check_mean(make(VALUE_UNIFORM, 2.0, 2.0));
  check_mean(make(VALUE_EXPONENTIAL, 2.5, 0.0));
  check_mean(make(VALUE_EXPONENTIAL, 0.0, 0.0));
  check_mean(make(VALUE_GEOMETRIC, 6.0, 0.0));
  check_mean(make(VALUE_GEOMETRIC, 1.0, 0.0));
}

static void bounded_values_have_the_means_of_what_is_left(void **state)
{
  (void)state;
  check_mean(bound(make(VALUE_NORMAL, 0.0, 1.0), -1.0, 2.0));
  check_mean(bound(make(VALUE_NORMAL, 0.0, 1.0), 0.0, INFINITY));
  check_mean(bound(make(VALUE_NORMAL, 0.0, 1.0), 6.0, 9.0));
  check_mean(bound(make(VALUE_NORMAL, 0.0, 1.0), -30.0, -20.0));
  check_mean(bound(make(VALUE_NORMAL, 5.0, 2.0), 1.0, 1.001));
  check_mean(bound(make(VALUE_NORMAL, 5.0, 2.0), 1.0, 1.0));
  check_mean(bound(make(VALUE_UNIFORM, 0.0, 10.0), 2.0, 3.0));
  check_mean(bound(make(VALUE_UNIFORM, 0.0, 10.0), -INFINITY, 3.0));
  check_mean(bound(make(VALUE_EXPONENTIAL, 2.0, 0.0), 1.0, 3.0));
  check_mean(bound(make(VALUE_EXPONENTIAL, 2.0, 0.0), 5.0, INFINITY));
  check_mean(bound(make(VALUE_EXPONENTIAL, 2.0, 0.0), -4.0, 0.01));
  check_mean(bound(make(VALUE_GEOMETRIC, 6.0, 0.0), 3.0, 5.0));
  check_mean(bound(make(VALUE_GEOMETRIC, 6.0, 0.0), 2.5, INFINITY));
  check_mean(bound(make(VALUE_GEOMETRIC, 6.0, 0.0), -2.0, 1.9));
}

static void bounded_values_have_the_shape_of_what_is_left(void **state)
{
  (void)state;
  check_shape(bound(make(VALUE_NORMAL, 1.0, 2.0), -1.0, 6.0), normal_share);
  check_shape(bound(make(VALUE_NORMAL, 0.0, 1.0), 4.0, 40.0), normal_share);
  check_shape(bound(make(VALUE_NORMAL, 0.0, 1.0), -40.0, -12.0), normal_share);
  check_shape(bound(make(VALUE_EXPONENTIAL, 2.0, 0.0), 1.0, 3.0), exponential_share);
}

// 3, 4 and 5 bins at a mean of 4: chances 1, 3/4 and 9/16 of each other.
static void a_bounded_geometric_keeps_its_ratios(void **state)
{
  Value   value = bound(make(VALUE_GEOMETRIC, 4.0, 0.0), 3.0, 5.0);
  double *x = draw(&value), count[6] = {0}, all = 1.0 + 0.75 + 0.5625, chance = 1.0;
  (void)state;
  for (int i = 0; i < DRAWS; i++) count[(int)x[i]]++;
  assert_true(fabs(value_mean(&value) - (3.0 + 4.0 * 0.75 + 5.0 * 0.5625) / all) < 1e-12);
  for (int bins = 3; bins <= 5; bins++, chance *= 0.75) {
    double p = chance / all;
    assert_true(fabs(count[bins] / DRAWS - p) < 4.0 * sqrt(p * (1.0 - p) / DRAWS));
  }
}

static void a_choice_follows_its_weights_and_its_bounds(void **state)
{
  const double level[] = {7.0, -2.0, 5.0, 1.0}, upto[] = {0.125, 0.125, 0.625, 1.0};
  Value value = {.form = VALUE_CHOICE, .n_levels = 4, .level = level, .upto = upto};
  Value cut = bound(value, 0.0, 6.0);
  (void)state;
  assert_true(value_draw(&value, 0) == 7.0);
  assert_true(value_draw(&value, (uint64_t)1 << 61) == 5.0);
  assert_true(value_draw(&value, UINT64_MAX) == 1.0);
  assert_true(value_mean(&value) == 0.125 * 7.0 + 0.5 * 5.0 + 0.375);
  check_mean(value);
  assert_true(value_draw(&cut, 0) == 5.0);
  assert_true(value_draw(&cut, UINT64_MAX) == 1.0);
  assert_true(fabs(value_mean(&cut) - (0.5 * 5.0 + 0.375) / 0.875) < 1e-15);
  check_mean(cut);
}

static void what_bounds_leave_nothing_of_is_told(void **state)
{
  const double level[] = {1.0, 2.0}, upto[] = {0.0, 1.0};
  Value choice = {.form = VALUE_CHOICE, .n_levels = 2, .level = level, .upto = upto};
  const struct { Value value; bool possible; } cases[] = {
    {make(VALUE_NORMAL, 0.0, 1.0), true},
    {bound(make(VALUE_NORMAL, 0.0, 1.0), 5.0, 6.0), true},
    {bound(make(VALUE_NORMAL, 0.0, 1.0), 50.0, 60.0), false},
    {bound(make(VALUE_NORMAL, 0.0, 1.0), 1.0, -1.0), false},
    {bound(make(VALUE_NORMAL, 0.0, 0.0), 1.0, 2.0), false},
    {bound(make(VALUE_NORMAL, 1.5, 0.0), 1.0, 2.0), true},
    {bound(make(VALUE_UNIFORM, 0.0, 1.0), 1.5, 2.0), false},
    {bound(make(VALUE_UNIFORM, 0.0, 1.0), 0.5, 2.0), true},
    {bound(make(VALUE_EXPONENTIAL, 1.0, 0.0), -2.0, -1.0), false},
    {bound(make(VALUE_EXPONENTIAL, 1.0, 0.0), 900.0, 901.0), true},
    {bound(make(VALUE_GEOMETRIC, 2.0, 0.0), 2.1, 2.9), false},
    {bound(make(VALUE_GEOMETRIC, 2.0, 0.0), 2.1, 3.0), true},
    {bound(choice, 0.0, 1.0), false},
    {bound(choice, 0.0, 2.0), true},
    {bound(value_constant(1.0), 0.0, NAN), false},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (value_possible(&cases[i].value) != cases[i].possible) fail_msg("case %zu", i);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_constant_is_itself),
    cmocka_unit_test(unbounded_values_have_their_means),
    cmocka_unit_test(bounded_values_have_the_means_of_what_is_left),
    cmocka_unit_test(bounded_values_have_the_shape_of_what_is_left),
    cmocka_unit_test(a_bounded_geometric_keeps_its_ratios),
    cmocka_unit_test(a_choice_follows_its_weights_and_its_bounds),
    cmocka_unit_test(what_bounds_leave_nothing_of_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
