// Scale: an axis with ticks at 1, 2 or 5 times a power of ten.

#include "report/scale.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

// Beyond this nothing is told apart, and differences would overflow.
static const double LARGEST = 1e300;

static double power_of_ten(int exponent)
{
  double power = 1;
  for (int i = 0; i < exponent; i++) power *= 10;
  return power;
}

// count * 10^exponent, rounded once where the power is exact (up to 22).
static double multiply(double count, int exponent)
{
  return exponent < 0 ? count / power_of_ten(-exponent) : count * power_of_ten(exponent);
}

// The smallest 1-2-5 step that is at least `raw`.
static void find_step(double raw, Scale *scale)
{
  static const int mantissas[3] = {1, 2, 5};
  int exponent = 0;
  while (multiply(1, exponent) > raw && exponent > -300) exponent--;
  while (multiply(10, exponent) <= raw && exponent < 300) exponent++;
  for (int i = 0; i < 3; i++) {
    if (multiply(mantissas[i], exponent) < raw) continue;
    scale->mantissa = mantissas[i];
    scale->exponent = exponent;
    return;
  }
  scale->mantissa = 1;
  scale->exponent = exponent + 1;
}

static double bound(double x)
{
  return x > LARGEST ? LARGEST : x < -LARGEST ? -LARGEST : x;
}

// Room around data: 0 to 1 for none, a tenth on both sides of a single number.
static void make_room(double *low, double *high)
{
  if (!isfinite(*low) || !isfinite(*high) || *low > *high) {
    *low = 0;
    *high = 1;
    return;
  }
  *low = bound(*low);
  *high = bound(*high);
  double size = fmax(fabs(*low), fabs(*high));
  if (*high - *low > 1e-12 * size) return;
  double room = size == 0 ? 1 : size / 10;
  *low -= room;
  *high += room;
}

static Scale fit(double low, double high, int wanted, bool extend, bool counts)
{
  assert(wanted > 0);
  make_room(&low, &high);
  Scale scale = {.low = low, .high = high};
  find_step((high - low) / wanted, &scale);
  if (counts && scale.exponent < 0) {
    scale.mantissa = 1;
    scale.exponent = 0;
  }
  // A hair of tolerance, so that 0.3 counts as three steps of 0.1.
  double step = multiply(scale.mantissa, scale.exponent);
  double below = low / step, above = high / step;
  double first = extend ? floor(below + 1e-9) : ceil(below - 1e-9);
  double last = extend ? ceil(above - 1e-9) : floor(above + 1e-9);
  scale.first = (int64_t)first;
  scale.n = last < first ? 0 : (int)(last - first) + 1;
  if (extend && scale.n > 1) {
    scale.low = scale_tick(&scale, 0);
    scale.high = scale_tick(&scale, scale.n - 1);
  }
  return scale;
}

Scale scale_fit(double low, double high, int wanted, bool extend)
{
  return fit(low, high, wanted, extend, false);
}

Scale scale_fit_counts(double low, double high, int wanted)
{
  return fit(low, high, wanted, false, true);
}

double scale_tick(const Scale *scale, int index)
{
  assert(index >= 0 && index < scale->n);
  return multiply((double)(scale->first + index) * scale->mantissa, scale->exponent);
}

// Whole digits in groups of three, from five digits on.
static int group(const char *digits, char *out)
{
  int n = (int)strlen(digits), length = 0;
  for (int i = 0; i < n; i++) {
    if (n > 4 && i > 0 && (n - i) % 3 == 0) out[length++] = ',';
    out[length++] = digits[i];
  }
  out[length] = '\0';
  return length;
}

// count * 10^exponent as 1.5e10, without trailing zeros.
static int set_power(int64_t count, int exponent, char out[32])
{
  if (count == 0) return snprintf(out, 32, "0");
  char digits[32];
  int  n = snprintf(digits, sizeof digits, "%lld", (long long)(count < 0 ? -count : count));
  int  power = exponent + n - 1;
  while (n > 1 && digits[n - 1] == '0') n--;
  return snprintf(out, 32, "%s%c%s%.*se%d", count < 0 ? "-" : "", digits[0], n > 1 ? "." : "",
                  n - 1, digits + 1, power);
}

int scale_label(const Scale *scale, int index, char out[32])
{
  int64_t count = (scale->first + index) * scale->mantissa;
  int     exponent = scale->exponent, length = 0;
  bool    large = fmax(fabs(scale->low), fabs(scale->high)) >= 1e9;
  if (exponent > 8 || exponent < -6 || large) return set_power(count, exponent, out);
  if (count < 0) out[length++] = '-';
  uint64_t whole = (uint64_t)(count < 0 ? -count : count), part = 0;
  for (int i = 0; i < exponent; i++) whole *= 10;
  uint64_t unit = 1;
  for (int i = 0; i < -exponent; i++) unit *= 10;
  part = whole % unit;
  whole /= unit;
  char digits[32];
  snprintf(digits, sizeof digits, "%llu", (unsigned long long)whole);
  length += group(digits, out + length);
  if (exponent < 0) {
    length += snprintf(out + length, 32 - (size_t)length, ".%0*llu", -exponent,
                       (unsigned long long)part);
  }
  return length;
}

double scale_at(const Scale *scale, double x)
{
  return (bound(x) - scale->low) / (scale->high - scale->low);
}
