// Exp: the lines of math_exp without a branch, for loops that are to be vectorised.
//
// What they compute, and how far off they may be, is told in function.c, which uses the same
// lines: so the scalar and the vector form give the same bits. gcc vectorises them with -O3 and
// -fno-trapping-math, which change no bit.

#pragma once

#include <stdint.h>
#include <string.h>

#include "math/width.h"

INLINED uint64_t exp_bits(double x)
{
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

INLINED double exp_number(uint64_t bits)
{
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

// ln2 in two parts, the first of 42 bits.
static const double exp_ln2_high = 0x1.62e42fefa38p-1, exp_ln2_low = 0x1.ef35793c7673p-45;

// exp(x) = (high + low) 2^k; the last 12 bits of `shifted` are those of k + bias.
typedef struct ExpPower {
  double high, low, shifted;
} ExpPower;

// exp(x + x_low) for x from -746 to 710; x_low is small beside x. Differences that are written
// the other way round here have nothing left to do where x_low is 0.
INLINED ExpPower exp_raise(double x, double x_low, int bias)
{
  const double shift = 0x1.8p52 + bias;
  double shifted = x * 0x1.71547652b82fep+0 + shift, k = shifted - shift;
  double coarse = x - k * exp_ln2_high, fine = k * exp_ln2_low - x_low;
  double r1 = coarse - fine, rest = (coarse - r1) - fine;

  double r2 = r1 * r1, r4 = r2 * r2;
  double q01 = 0.5 + 0x1.5555555555556p-3 * r1;
  double q23 = 0x1.5555555555555p-5 + 0x1.11111111109b4p-7 * r1;
  double q45 = 0x1.6c16c16c167e2p-10 + 0x1.a01a01a7c32c2p-13 * r1;
  double q67 = 0x1.a01a01a47a7b8p-16 + 0x1.71de0db20c878p-19 * r1;
  double q89 = 0x1.27e4e1f69c65ap-22 + 0x1.af38a0fcc6f5bp-26 * r1;
  double q = (q01 + q23 * r2) + r4 * ((q45 + q67 * r2) + r4 * (q89 + 0x1.1f66da86dbfadp-29 * r2));

  double whole = 1.0 + r1, lost = r1 - (whole - 1.0);
  return (ExpPower){whole, lost + (r2 * q + (rest + rest * r1)), shifted};
}

// exp(x) for x at most 0, and NaN of NaN: the bits of math_exp(x). k is added to the exponent, 128
// too much so that nothing is subnormal yet; the product takes that back and rounds where it must.
INLINED double exp_of_negative(double x)
{
  ExpPower power = exp_raise(x < -746.0 ? -746.0 : x, 0.0, 128);
  return exp_number(exp_bits(power.high + power.low) + (exp_bits(power.shifted) << 52)) * 0x1p-128;
}
