// Functions: exp, log, tanh and pow from +, -, *, / and exact tables alone, with error bounds.
//
// Every machine with IEEE doubles rounds these four operations alike, so it gives the same bits,
// whatever the compiler, the vector width or the optimiser, as long as no product is fused with
// a sum (-ffp-contract=off) and nothing is reordered (no -ffast-math). Rounding is to nearest.
// An ulp is the spacing of doubles at the exact result; u = 2^-53, so that a correctly rounded
// operation errs by u relatively.
//
// exp. x = k ln2 + r, |r| <= 0.3466: k by adding and taking away 1.5 2^52, whose low bits then
// hold k; ln2 in two parts, the first of 42 bits, so that k times it and the difference are
// exact. exp r = 1 + r + r^2 q(r), q of degree 10 (0.006 ulp at most: Chebyshev interpolation of
// (q - 1/2) / r, coefficients rounded to doubles). 1 + r is kept with what its rounding loses;
// the rest, at most 0.068, is added last. Its product errs by 4.3 u, which is 0.15 ulp of a
// result above 1 and 0.23 below; two sums of that size 0.13; the last sum 0.5: at most 0.87 ulp.
// Scaling by 2^k is done in two factors; the first is exact, the second rounds once more where
// the result is subnormal: then 0.5 + 0.87 / 2 ulp. Beyond 710 and below -746 the argument is
// held there, where the result is inf and 0. No step branches, and where no argument is above 0
// scaling is simpler: exp_of_negative (math/exp.h) is the form for vectors.
//
// log. x = 2^k m, m within a factor sqrt2 of 1, s = (m - 1) / (m + 1), log m = 2 s (1 + z/3 +
// z^2/5 + ...) with z = s^2 < 0.0295, to z^11 (left out: 2^-65). s is kept with the rest of its
// division, by products that are exact (Dekker 1971, Numer. Math. 18, 224-242); all beyond 2 s is
// below a hundredth of the result and errs by 5 u: at most 0.6 ulp. For pow z and the first two
// coefficients are pairs, too, and the series goes to z^12; single doubles enter below 2^-18 only,
// so that as a pair the logarithm is good to 2^-66.
//
// tanh. Below 0.55 an odd polynomial of degree 23 (0.06 u; rounding 0.4 ulp, the last sum 0.5);
// above it 1 - 2 / (exp(2x) + 1), in which the quotient is at most 1/2 and the exponential is
// kept as a pair: at most 0.9 ulp.
//
// pow. exp(y log x) with the logarithm as a pair: its error reaches the result as 745 2^-66, 0.1
// ulp, the rest is exp's: at most 0.97 ulp, and 1 below the normal numbers; a power that is
// itself a double comes out exactly, since all that is before the last rounding is less than
// half an ulp. Special cases are those of C (annex F.10.4.4).

#include "math/function.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "math/exp.h"

#ifdef __FAST_MATH__
#error "math/function.c needs its operations in the order written: no -ffast-math"
#endif
_Static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles");

// An unevaluated sum, |low| at most half an ulp of high unless said.
typedef struct Pair {
  double high, low;
} Pair;

// a + b exactly, if |a| >= |b|.
INLINED Pair add_smaller(double a, double b)
{
  double sum = a + b;
  return (Pair){sum, b - (sum - a)};
}

// a + b exactly.
INLINED Pair add(double a, double b)
{
  double sum = a + b, part = sum - a;
  return (Pair){sum, (a - (sum - part)) + (b - part)};
}

// a * b exactly, between 2^-900 and 2^900.
INLINED Pair multiply(double a, double b)
{
  double a_wide = a * 134217729.0, b_wide = b * 134217729.0;
  double a_top = a_wide - (a_wide - a), b_top = b_wide - (b_wide - b);
  double a_rest = a - a_top, b_rest = b - b_top, product = a * b;
  double lost = ((a_top * b_top - product) + a_top * b_rest + a_rest * b_top) + a_rest * b_rest;
  return (Pair){product, lost};
}

INLINED Pair multiply_pairs(Pair a, Pair b)
{
  Pair product = multiply(a.high, b.high);
  return add_smaller(product.high, product.low + (a.high * b.low + a.low * b.high));
}

// exp(x) = (high + low) first second.
typedef struct Power {
  double high, low, first, second;
} Power;

INLINED Power raise(double x, double x_low)
{
  x = x > 710.0 ? 710.0 : x;
  x = x < -746.0 ? -746.0 : x;
  ExpPower power = exp_raise(x, x_low, 2046);
  uint64_t exponent = exp_bits(power.shifted) - 0x4338000000000000u;   // k + 2 * 1023 > 0
  uint64_t half = exponent >> 1;
  return (Power){power.high, power.low, exp_number(half << 52),
                 exp_number((exponent - half) << 52)};
}

INLINED double round_power(Power power)
{
  return (power.high + power.low) * power.first * power.second;
}

// x = 2^k m with 0 < x < inf and m between sqrt(1/2) and sqrt(2); s = (m - 1) / (m + 1), its low
// part at most two ulps of its high one.
typedef struct Split {
  double k;
  Pair   s;
} Split;

INLINED Split split(double x)
{
  const uint64_t root = 0x3fe6a09e667f3bcdu;   // sqrt(1/2)
  bool     subnormal = x < DBL_MIN;
  uint64_t bits = exp_bits(subnormal ? x * 0x1p54 : x) + (0x3ff0000000000000u - root);
  double   k = (double)((int)(bits >> 52) - 1023 - (subnormal ? 54 : 0));
  double   m = exp_number((bits & 0x000fffffffffffffu) + root);
  Pair     below = add(m, 1.0);
  double   above = m - 1.0, inverse = 1.0 / below.high, s = above * inverse;
  Pair     back = multiply(s, below.high);
  double   rest = ((above - back.high) - back.low) - s * below.low;
  return (Split){k, {s, rest * inverse}};
}

static Pair log_pair(double x)
{
  static const double rest[] = {1.0 / 25, 1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17,
                                1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9,  1.0 / 7};
  const Pair third = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
  const Pair fifth = {0x1.999999999999ap-3, -0x1.999999999999ap-57};
  Split      part = split(x);
  Pair       s = part.s, z = multiply_pairs(s, s);
  double     sum = rest[0];

  for (int i = 1; i < 10; i++) sum = sum * z.high + rest[i];
  Pair series = add_smaller(fifth.high, z.high * sum);
  series = multiply_pairs(z, (Pair){series.high, series.low + fifth.low});
  Pair outer = add_smaller(third.high, series.high);
  series = multiply_pairs(z, (Pair){outer.high, outer.low + (series.low + third.low)});
  series = multiply_pairs(s, series);
  Pair log_m = add_smaller(2.0 * s.high, 2.0 * series.high);
  log_m.low += 2.0 * (s.low + series.low);

  Pair log_x = add_smaller(part.k * exp_ln2_high, log_m.high);
  return add_smaller(log_x.high, log_x.low + (log_m.low + part.k * exp_ln2_low));
}

double math_exp(double x)
{
  return round_power(raise(x, 0.0));
}

double math_log(double x)
{
  if (!(x > 0.0)) return x == 0.0 ? -(double)INFINITY : (double)NAN;
  if (x > DBL_MAX) return x;
  Split  part = split(x);
  double s = part.s.high, z = s * s, z2 = z * z, z4 = z2 * z2;
  double c1 = 1.0 / 3 + z * (1.0 / 5), c3 = 1.0 / 7 + z * (1.0 / 9);
  double c5 = 1.0 / 11 + z * (1.0 / 13), c7 = 1.0 / 15 + z * (1.0 / 17);
  double c9 = 1.0 / 19 + z * (1.0 / 21);
  double series = z * ((c1 + z2 * c3) + z4 * ((c5 + z2 * c7) + z4 * (c9 + z2 * (1.0 / 23))));
  Pair   sum = add_smaller(part.k * exp_ln2_high, 2.0 * s);
  return sum.high + (sum.low + (2.0 * (part.s.low + s * series) + part.k * exp_ln2_low));
}

double math_tanh(double x)
{
  static const double odd[] = {
    -0x1.59962093e21d0p-16, 0x1.64f707d11ba4fp-14, -0x1.ec0e9550d42c9p-13, 0x1.34c57de48a611p-11,
    -0x1.7d97cb7a94b76p-10, 0x1.d6d338edc6017p-9, -0x1.226e32eebbb26p-7, 0x1.664f48770be76p-6,
    -0x1.ba1ba1b9feb3cp-5, 0x1.1111111111032p-3, -0x1.5555555555555p-2};
  double side = fabs(x), result = 1.0;

  if (isnan(x)) return x;
  if (side < 0.55) {
    double z = x * x, sum = odd[0];
    for (int i = 1; i < 11; i++) sum = sum * z + odd[i];
    result = side + side * z * sum;
  } else if (side < 22.0) {
    Power  power = raise(2.0 * side, 0.0);
    double scale = power.first * power.second;
    Pair   e = add_smaller(power.high * scale, power.low * scale), below = add(e.high, 1.0);
    double share = 2.0 / below.high;
    Pair   rest = add_smaller(1.0, -share);
    result = rest.high + (rest.low + share * ((below.low + e.low) / below.high));
  }
  return copysign(result, x);
}

static bool is_whole(double y)
{
  return fabs(y) >= 0x1p53 || floor(y) == y;
}

static bool is_odd(double y)
{
  return fabs(y) < 0x1p53 && is_whole(y) && ((int64_t)y & 1) != 0;
}

// |x|^y for x from 0 to inf, x not 1, y not 0, neither NaN.
static double raise_positive(double x, double y)
{
  if (x == 0.0 || x > DBL_MAX || fabs(y) > 0x1p64) {
    return (x > 1.0) == (y > 0.0) ? (double)INFINITY : 0.0;
  }
  if (fabs(y) < 0x1p-70) return 1.0;
  Pair   log_x = log_pair(x), product = multiply(y, log_x.high);
  double low = product.low + y * log_x.low;
  bool   within = fabs(product.high) < 800.0;
  return round_power(raise(product.high, within ? low : 0.0));
}

double math_pow(double x, double y)
{
  double side = fabs(x);

  if (x == 1.0 || y == 0.0) return 1.0;
  if (isnan(x) || isnan(y)) return x + y;
  if (side == 1.0 && is_whole(y)) return is_odd(y) ? x : 1.0;
  if (x < 0.0 && x >= -DBL_MAX && !is_whole(y)) return (double)NAN;
  double result = raise_positive(side, y);
  return signbit(x) && is_odd(y) ? -result : result;
}
