// Functions under test: exp, log, tanh and pow against 113-bit references; the same bits always.
// link: -lquadmath
//
// An error is measured in ulps of the exact result: the spacing of doubles there, 2^-1074 among
// subnormals. The references are libquadmath's, which gcc brings along; other compilers run all
// but these. The golden sums were taken once (gcc 12, -O0) and hold for every compiler, level
// and width: that they do is what they are for.

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "math/chance.h"
#include "math/exp.h"
#include "math/function.h"

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
#define HAS_QUAD 1
#include <quadmath.h>
#endif

enum { POINTS = 1000000 };

static double double_of(uint64_t bits)
{
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static uint64_t bits_of(double x)
{
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static double between(Stream *stream, double low, double high)
{
  return low + (high - low) * chance_uniform(stream_next(stream));
}

// A positive number of any magnitude, subnormals among them: uniform over the bit patterns.
static double any_positive(Stream *stream)
{
  return double_of(stream_next(stream) % 0x7ff0000000000000u);
}

#ifdef HAS_QUAD

static double ulps(double got, __float128 exact)
{
  if (isinf(got)) return fabsq(exact) >= 0x1.fffffffffffff8p1023Q ? 0.0 : (double)INFINITY;
  int exponent = exact == 0 ? -1022 : ilogbq(exact);
  if (exponent < -1022) exponent = -1022;
  return (double)fabsq(scalbnq((__float128)got - exact, 52 - exponent));
}

typedef struct Worst {
  double error, x, y;
} Worst;

static void note(Worst *worst, double error, double x, double y)
{
  if (!(error <= worst->error)) *worst = (Worst){error, x, y};
}

static void hold(const char *name, Worst worst, double bound)
{
  print_message("  %s: at most %.4f ulp, at %a, %a\n", name, worst.error, worst.x, worst.y);
  if (!(worst.error <= bound)) fail_msg("%s errs by %g ulp, not %g", name, worst.error, bound);
}

static void exp_errs_by_less_than_an_ulp(void **state)
{
  const double from[] = {-708.4, -1.0, -0x1p-20, -745.5, 709.0};
  const double to[] = {709.8, 1.0, 0x1p-20, -708.3, 709.8};
  const char  *name[] = {"exp", "exp near 0", "exp close to 0", "exp, subnormal", "exp, large"};
  (void)state;
  for (int range = 0; range < 5; range++) {
    Stream stream = stream_open(1, PURPOSE_NOISE);
    Worst  worst = {0};
    for (int i = 0; i < (range < 2 ? POINTS : POINTS / 4); i++) {
      double x = between(&stream, from[range], to[range]);
      note(&worst, ulps(math_exp(x), expq(x)), x, 0.0);
    }
    hold(name[range], worst, range == 3 ? 0.94 : 0.87);
  }
}

static void log_errs_by_less_than_an_ulp(void **state)
{
  Stream stream = stream_open(2, PURPOSE_NOISE);
  Worst  wide = {0}, near = {0}, nearer = {0};
  (void)state;
  for (int i = 0; i < POINTS / 2; i++) {
    double x = any_positive(&stream), y = between(&stream, 0.5, 2.0);
    double z = 1.0 + between(&stream, -1.0, 1.0) * 0x1p-30;
    note(&wide, ulps(math_log(x), logq(x)), x, 0.0);
    note(&near, ulps(math_log(y), logq(y)), y, 0.0);
    note(&nearer, ulps(math_log(z), logq(z)), z, 0.0);
  }
  hold("log", wide, 0.6);
  hold("log near 1", near, 0.6);
  hold("log close to 1", nearer, 0.6);
}

static void tanh_errs_by_less_than_an_ulp(void **state)
{
  Stream stream = stream_open(3, PURPOSE_NOISE);
  Worst  wide = {0}, near = {0}, tiny = {0};
  (void)state;
  for (int i = 0; i < POINTS / 2; i++) {
    double x = between(&stream, -23.0, 23.0), y = between(&stream, -1.0, 1.0);
    double z = double_of(stream_next(&stream) % 0x3ff0000000000000u);
    note(&wide, ulps(math_tanh(x), tanhq(x)), x, 0.0);
    note(&near, ulps(math_tanh(y), tanhq(y)), y, 0.0);
    note(&tiny, ulps(math_tanh(z), tanhq(z)), z, 0.0);
  }
  hold("tanh", wide, 0.9);
  hold("tanh near 0", near, 0.9);
  hold("tanh, any magnitude below 1", tiny, 0.9);
}

static void pow_errs_by_less_than_an_ulp(void **state)
{
  Stream stream = stream_open(4, PURPOSE_NOISE);
  Worst  wide = {0}, near = {0}, subnormal = {0};
  (void)state;
  for (int i = 0; i < POINTS / 2; i++) {
    double x = any_positive(&stream), y = between(&stream, -700.0, 700.0) / log(x);
    note(&wide, ulps(math_pow(x, y), powq(x, y)), x, y);
    x = between(&stream, 0.0, 2.0);
    y = between(&stream, -4.0, 4.0);
    note(&near, ulps(math_pow(x, y), powq(x, y)), x, y);
    x = between(&stream, 0.0, 2.0);
    y = between(&stream, -745.5, -708.0) / log(x);
    note(&subnormal, ulps(math_pow(x, y), powq(x, y)), x, y);
  }
  hold("pow", wide, 0.97);
  hold("pow of the usual", near, 0.9);
  hold("pow, subnormal", subnormal, 1.0);
}

#endif

static void assert_same(double got, double want)
{
  if (isnan(want) ? !isnan(got) : bits_of(got) != bits_of(want)) fail_msg("%a, not %a", got, want);
}

static void special_arguments_have_their_exact_results(void **state)
{
  (void)state;
  assert_same(math_exp(0.0), 1.0);
  assert_same(math_exp(-0.0), 1.0);
  assert_same(math_exp(INFINITY), INFINITY);
  assert_same(math_exp(-INFINITY), 0.0);
  assert_same(math_exp(NAN), NAN);
  assert_same(math_exp(DBL_MAX), INFINITY);
  assert_same(math_exp(-DBL_MAX), 0.0);
  assert_true(math_exp(0x1.62e42fefa39efp+9) <= DBL_MAX);
  assert_same(math_exp(0x1.62e42fefa39f0p+9), INFINITY);
  assert_same(math_exp(-745.0), 0x1p-1074);
  assert_same(math_exp(-745.2), 0.0);
  assert_same(math_exp(DBL_MIN), 1.0);

  assert_same(math_log(1.0), 0.0);
  assert_same(math_log(0.0), -INFINITY);
  assert_same(math_log(-0.0), -INFINITY);
  assert_same(math_log(-1.0), NAN);
  assert_same(math_log(-INFINITY), NAN);
  assert_same(math_log(INFINITY), INFINITY);
  assert_same(math_log(NAN), NAN);
  assert_same(math_log(0x1p-1074), -0x1.74385446d71c3p+9);

  assert_same(math_tanh(0.0), 0.0);
  assert_same(math_tanh(-0.0), -0.0);
  assert_same(math_tanh(0x1p-1074), 0x1p-1074);
  assert_same(math_tanh(-INFINITY), -1.0);
  assert_same(math_tanh(40.0), 1.0);
  assert_same(math_tanh(NAN), NAN);
  assert_same(math_tanh(-0.7), -math_tanh(0.7));
}

static void pow_has_the_special_cases_of_c(void **state)
{
  const double special[] = {0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 3.0, -3.0, 2.5,
                            -2.5, 1e300, -1e300, 0x1p53, 0x1p53 - 1, -0x1p53 + 1, 1e-300,
                            0x1p-1074, INFINITY, -INFINITY, NAN};
  const size_t n = sizeof special / sizeof *special;
  (void)state;
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) {
      double got = math_pow(special[i], special[j]), want = pow(special[i], special[j]);
      if (want == 0.0 || !isfinite(want) || fabs(want) == 1.0) {
        assert_same(got, want);
      } else {
        assert_true(fabs(got - want) <= 2.3e-16 * fabs(want));
      }
    }
  }
}

static void powers_that_are_doubles_come_out_exactly(void **state)
{
  (void)state;
  for (int base = 1; base <= 300; base++) {
    double exact = 1.0;
    for (int power = 0; exact <= 0x1p53; power++, exact *= base) {
      assert_same(math_pow(base, power), exact);
      assert_same(math_pow(-base, power), power % 2 ? -exact : exact);
      if (base == 1 && power > 100) break;
    }
    assert_same(math_pow((double)base * base, 0.5), base);
  }
  for (int power = -1074; power < 1024; power++) {
    assert_same(math_pow(2.0, power), ldexp(1.0, power));
  }
}

INLINED void raise_all(const double *x, double *y, int n)
{
  for (int i = 0; i < n; i++) y[i] = exp_of_negative(x[i]);
}

static void raise_narrow(const double *x, double *y, int n)
{
  raise_all(x, y, n);
}

AT_AVX2 static void raise_avx2(const double *x, double *y, int n)
{
  raise_all(x, y, n);
}

AT_AVX512 static void raise_avx512(const double *x, double *y, int n)
{
  raise_all(x, y, n);
}

static void the_vector_form_gives_the_bits_of_the_scalar_at_each_width(void **state)
{
  enum { N = 1003 };
  static void (*const raise_at[WIDTHS])(const double *, double *, int) = {raise_narrow, raise_avx2,
                                                                          raise_avx512};
  static double x[N], y[N];
  Stream        stream = stream_open(5, PURPOSE_NOISE);
  (void)state;
  for (int round = 0; round < 300; round++) {
    const double low[] = {-800.0, -2.0, -746.0, -1e-9}, high[] = {0.0, 0.0, -707.0, 0.0};
    for (int i = 0; i < N; i++) x[i] = between(&stream, low[round % 4], high[round % 4]);
    x[round] = (double[]){NAN, 0.0, -INFINITY, -0.0, -1e-310, -1e300}[round % 6];
    for (int width = 0; width <= width_here(); width++) {
      memset(y, 0, sizeof y);
      raise_at[width](x, y, N);
      for (int i = 0; i < N; i++) assert_same(y[i], math_exp(x[i]));
    }
  }
}

// FNV-1a over the bytes, low first.
static uint64_t add_to_sum(uint64_t sum, double x)
{
  uint64_t bits = bits_of(x);
  for (int i = 0; i < 8; i++) sum = (sum ^ ((bits >> (8 * i)) & 0xff)) * 0x100000001b3u;
  return sum;
}

static void every_build_gives_the_golden_bits(void **state)
{
  Stream   stream = stream_open(6, PURPOSE_NOISE);
  uint64_t sum[4];
  char     text[80];
  (void)state;
  for (int i = 0; i < 4; i++) sum[i] = 0xcbf29ce484222325u;
  for (int i = 0; i < 200000; i++) {
    double x = between(&stream, -750.0, 712.0), y = between(&stream, -3.0, 3.0);
    sum[0] = add_to_sum(sum[0], math_exp(i % 2 ? x : y));
    sum[1] = add_to_sum(sum[1], math_log(any_positive(&stream)));
    sum[2] = add_to_sum(sum[2], math_tanh(y));
    sum[3] = add_to_sum(sum[3], math_pow(fabs(x), y));
  }
  snprintf(text, sizeof text, "%016llx %016llx %016llx %016llx", (unsigned long long)sum[0],
           (unsigned long long)sum[1], (unsigned long long)sum[2], (unsigned long long)sum[3]);
  assert_string_equal(text, "74b9fbbdff149e05 f3f963bd05a0ec50 1bef3149022b3d56 ad8a4726f642a8c4");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
#ifdef HAS_QUAD
    cmocka_unit_test(exp_errs_by_less_than_an_ulp),
    cmocka_unit_test(log_errs_by_less_than_an_ulp),
    cmocka_unit_test(tanh_errs_by_less_than_an_ulp),
    cmocka_unit_test(pow_errs_by_less_than_an_ulp),
#endif
    cmocka_unit_test(special_arguments_have_their_exact_results),
    cmocka_unit_test(pow_has_the_special_cases_of_c),
    cmocka_unit_test(powers_that_are_doubles_come_out_exactly),
    cmocka_unit_test(the_vector_form_gives_the_bits_of_the_scalar_at_each_width),
    cmocka_unit_test(every_build_gives_the_golden_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
