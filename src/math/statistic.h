// Statistics of a sample: what claims, summaries and figures reduce with.
//
// Missing values are NaN; each function passes over them unless said, and gives NaN where none
// is left.

#pragma once

#include <stddef.h>

double statistic_mean(const double *x, size_t n);
double statistic_sd(const double *x, size_t n);                      // n - 1 in the denominator
double statistic_quantile(const double *x, size_t n, double q);      // type 7, 0 <= q <= 1
double statistic_median(const double *x, size_t n);
double statistic_iqm(const double *x, size_t n);                     // without n / 4 at either end
double statistic_slope(const double *x, const double *y, size_t n);  // least squares of y on x
double statistic_correlation(const double *x, const double *y, size_t n);

// Puts the k-th smallest (from 0; k < n) of x in its place, nothing larger before it and nothing
// smaller behind it; no number may be missing. Cost: n on average.
void statistic_select(double *x, size_t n, size_t k);
