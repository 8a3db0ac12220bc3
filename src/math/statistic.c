// Statistics: sums in the order of the sample, quantiles of a copy of it.
//
// Sums carry what rounding loses along (Neumaier 1974, ZAMM 54, 39-51), so that a mean does not
// depend on how many zeros or large numbers came before; the order is the sample's, so the bytes
// are always the same. Quantiles are type 7 of Hyndman & Fan (1996, Am. Stat. 50, 361-365), as R
// and NumPy have them by default. The interquartile mean is that of Agarwal et al. (2021,
// NeurIPS 34): scipy's trim_mean(x, 0.25), as in their rliable, so that anybody gets the same
// number from the same runs. Of n numbers floor(n / 4) are left out at either end; where four does
// not divide n that is less than a quarter, and a little more than half of them counts.

#include "math/statistic.h"

#include <assert.h>
#include <gsl/gsl_sort.h>
#include <math.h>

#include "base/memory.h"

enum { SMALL = 256 };   // samples up to this size are copied to the stack

typedef struct Sum {
  double total, lost;
} Sum;

static void add(Sum *sum, double x)
{
  double total = sum->total + x;
  if (isfinite(total)) {
    sum->lost += fabs(sum->total) >= fabs(x) ? (sum->total - total) + x : (x - total) + sum->total;
  }
  sum->total = total;
}

static double close_sum(Sum sum)
{
  return sum.total + sum.lost;
}

double statistic_mean(const double *x, size_t n)
{
  Sum    sum = {0};
  size_t count = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i])) continue;
    add(&sum, x[i]);
    count++;
  }
  return count > 0 ? close_sum(sum) / (double)count : (double)NAN;
}

double statistic_sd(const double *x, size_t n)
{
  double mean = statistic_mean(x, n);
  Sum    sum = {0};
  size_t count = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i])) continue;
    add(&sum, (x[i] - mean) * (x[i] - mean));
    count++;
  }
  return count > 1 ? sqrt(close_sum(sum) / (double)(count - 1)) : (double)NAN;
}

typedef double (*Reduce)(double *x, size_t n, double q);

// What `reduce` makes of a copy of the sample, NaN left out, which it may reorder.
static double reduce_copy(const double *x, size_t n, Reduce reduce, double q)
{
  double  few[SMALL];
  Arena  *arena = n > SMALL ? arena_open() : NULL;
  double *copy  = arena ? arena_take(arena, n, sizeof *copy) : few;
  size_t  count = 0;

  for (size_t i = 0; i < n; i++) {
    if (!isnan(x[i])) copy[count++] = x[i];
  }
  double result = count > 0 ? reduce(copy, count, q) : (double)NAN;
  if (arena) arena_close(arena);
  return result;
}

static void swap(double *a, double *b)
{
  double c = *a;
  *a = *b;
  *b = c;
}

// Quickselect (Hoare 1961, CACM 4, 321).
void statistic_select(double *x, size_t n, size_t k)
{
  size_t low = 0, high = n - 1;
  while (low < high) {
    double pivot = x[low + (high - low) / 2];
    size_t i = low, j = high;
    for (;;) {
      while (x[i] < pivot) i++;
      while (x[j] > pivot) j--;
      if (i >= j) break;
      swap(&x[i++], &x[j--]);
    }
    if (k <= j) high = j;   // x[low..j] <= pivot <= x[j+1..high]
    else low = j + 1;
  }
}

static double find_quantile(double *x, size_t n, double q)
{
  double position = (double)(n - 1) * q;
  size_t below = (size_t)position;
  double share = position - (double)below;
  statistic_select(x, n, below);
  if (share == 0.0) return x[below];
  double next = x[below + 1];
  for (size_t i = below + 2; i < n; i++) next = x[i] < next ? x[i] : next;
  return next == x[below] ? next : (1.0 - share) * x[below] + share * next;
}

// The mean of what is left without floor(q n) numbers at either end.
static double average_middle(double *x, size_t n, double q)
{
  size_t cut = (size_t)((double)n * q);
  Sum    sum = {0};
  gsl_sort(x, 1, n);
  for (size_t i = cut; i < n - cut; i++) add(&sum, x[i]);
  return close_sum(sum) / (double)(n - 2 * cut);
}

double statistic_quantile(const double *x, size_t n, double q)
{
  assert(q >= 0.0 && q <= 1.0);
  return reduce_copy(x, n, find_quantile, q);
}

double statistic_median(const double *x, size_t n)
{
  return reduce_copy(x, n, find_quantile, 0.5);
}

double statistic_iqm(const double *x, size_t n)
{
  return reduce_copy(x, n, average_middle, 0.25);
}

// Sums of squares and products about the means, over the pairs in which neither number is missing.
typedef struct Moments {
  size_t n;
  double xx, xy, yy;
} Moments;

static Moments sum_pairs(const double *x, const double *y, size_t n)
{
  Sum     of_x = {0}, of_y = {0}, xx = {0}, xy = {0}, yy = {0};
  Moments moments = {0};
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i]) || isnan(y[i])) continue;
    add(&of_x, x[i]);
    add(&of_y, y[i]);
    moments.n++;
  }
  double mean_x = close_sum(of_x) / (double)moments.n;
  double mean_y = close_sum(of_y) / (double)moments.n;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i]) || isnan(y[i])) continue;
    add(&xx, (x[i] - mean_x) * (x[i] - mean_x));
    add(&xy, (x[i] - mean_x) * (y[i] - mean_y));
    add(&yy, (y[i] - mean_y) * (y[i] - mean_y));
  }
  moments.xx = close_sum(xx);
  moments.xy = close_sum(xy);
  moments.yy = close_sum(yy);
  return moments;
}

double statistic_slope(const double *x, const double *y, size_t n)
{
  Moments moments = sum_pairs(x, y, n);
  return moments.n > 1 && moments.xx > 0.0 ? moments.xy / moments.xx : (double)NAN;
}

double statistic_correlation(const double *x, const double *y, size_t n)
{
  Moments moments = sum_pairs(x, y, n);
  if (moments.n < 2 || !(moments.xx > 0.0) || !(moments.yy > 0.0)) return (double)NAN;
  return fmax(-1.0, fmin(1.0, moments.xy / (sqrt(moments.xx) * sqrt(moments.yy))));
}
