// Decimals: numbers as whole multiples of a power of ten, where they are short enough.

#include "experiment/decimal.h"

#include <math.h>

enum {
  DIGITS = 15
};   // after the point, at most: all powers of ten up to 10^22 are exact doubles

static const double EXACT = 0x1p53;   // whole numbers up to here are exact

// The smallest number of digits after the point with which x can be written; -1: too many.
static int digits(double x)
{
  double scale = 1;
  for (int n = 0; n <= DIGITS; n++, scale *= 10) {
    double whole = floor(x * scale + 0.5);
    if (fabs(whole) >= EXACT) return -1;
    if (whole / scale == x) return n;
  }
  return -1;
}

// The power of ten of which all three are whole multiples; 0: there is none.
static double scale_of(double a, double b, double c)
{
  int    most       = 0;
  double numbers[3] = {a, b, c};
  for (int i = 0; i < 3; i++) {
    int n = digits(numbers[i]);
    if (n < 0) return 0;
    if (n > most) most = n;
  }
  double scale = 1;
  while (most-- > 0) scale *= 10;
  for (int i = 0; i < 3; i++) {
    if (fabs(numbers[i] * scale) >= EXACT) return 0;
  }
  return scale;
}

static double whole(double x, double scale)
{
  return floor(x * scale + 0.5);
}

double decimal_between(double low, double high, int64_t i, int64_t n)
{
  double last = (double)(n - 1), at = (double)i;
  if (i == 0) return low;
  if (i == n - 1) return high;
  double scale = scale_of(low, high, 0);
  if (scale > 0) {
    double left = whole(low, scale) * (last - at), right = whole(high, scale) * at;
    if (fabs(left) < EXACT && fabs(right) < EXACT && fabs(left + right) < EXACT &&
        last * scale < EXACT) {
      return (left + right) / (last * scale);
    }
  }
  return low + (high - low) * (at / last);
}

double decimal_step(double start, double step, int64_t i)
{
  double scale = scale_of(start, step, 0);
  if (scale > 0) {
    double sum = whole(start, scale) + whole(step, scale) * (double)i;
    if (fabs(sum) < EXACT) return sum / scale;
  }
  return start + (double)i * step;
}

int64_t decimal_count(double start, double stop, double step)
{
  if (!isfinite(start) || !isfinite(stop) || !isfinite(step) || step == 0) return -1;
  double scale = scale_of(start, stop, step);
  double steps = scale > 0 ? (whole(stop, scale) - whole(start, scale)) / whole(step, scale)
                           : (stop - start) / step;
  if (steps < 0) return -1;
  if (steps > 1e15) return INT64_MAX;
  int64_t n = (int64_t)ceil(steps);
  while (n > 0 && (step > 0 ? decimal_step(start, step, n - 1) >= stop
                            : decimal_step(start, step, n - 1) <= stop))
    n--;
  return n;
}
