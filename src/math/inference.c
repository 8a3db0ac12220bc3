// Inference: sign flips, t of unequal variances, standardised effects, noncentral t.
//
// Sign flips are Fisher's randomisation test of paired differences (1935, The Design of
// Experiments, section 21), with p = (1 + hits) / (1 + draws) where not all patterns are tried
// (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9, 39). Differences that are zero flip into
// themselves and need not be tried. Sums equal but for rounding count as equal.
//
// Hedges' factor is the exact J = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)), m degrees of freedom
// (Hedges 1981, J. Educ. Stat. 6, 107-128). GSL has no noncentral t: with s = sqrt(chi2 / df),
// P(T > t) = E[Phi(delta - t s)], a smooth integral over ten standard deviations of s to each
// side, by Gauss and Legendre in two stretches of 128 points; it is scipy's to nine digits.

#include "math/inference.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "base/memory.h"
#include "math/chance.h"
#include "math/function.h"
#include "math/statistic.h"

enum { POINTS = 128, MOST_NEEDED = 10000000 };
static const double WIDE = 10;   // standard deviations beyond which nothing is left

// ---- tests ------------------------------------------------------------------------------------

// The differences that are not zero, and the sum of their sizes; NaN where one is not finite.
static size_t take_flips(const double *difference, size_t n, double *out, double *size)
{
  size_t count = 0;
  *size = 0;
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(difference[i])) *size = NAN;
    if (difference[i] == 0) continue;
    *size += fabs(difference[i]);
    out[count++] = difference[i];
  }
  return count;
}

// Sums of all sign patterns of n numbers.
static void sum_patterns(const double *x, size_t n, double *sum)
{
  sum[0] = 0;
  for (size_t i = 0; i < n; i++) sum[0] -= x[i];
  for (size_t i = 0; i < n; i++) {
    for (size_t p = (size_t)1 << i, k = 0; k < p; k++) sum[p + k] = sum[k] + 2 * x[i];
  }
}

static double flip_all(const double *x, size_t n, double least)
{
  enum { HALF = 1 << (INFERENCE_EXACT / 2) };
  double left[HALF], right[HALF];
  size_t half = n / 2, hits = 0, n_left = (size_t)1 << half, n_right = (size_t)1 << (n - half);
  sum_patterns(x, half, left);
  sum_patterns(x + half, n - half, right);
  for (size_t i = 0; i < n_left; i++) {
    for (size_t j = 0; j < n_right; j++) hits += fabs(left[i] + right[j]) >= least;
  }
  return (double)hits / ((double)n_left * (double)n_right);
}

static double flip_some(const double *x, size_t n, double least, int flips, uint64_t seed)
{
  Stream stream = stream_open(seed, PURPOSE_BOOTSTRAP);
  int    hits = 0;
  for (int f = 0; f < flips; f++) {
    double sum = 0;
    for (size_t i = 0; i < n; i += 64) {
      uint64_t word = stream_next(&stream);
      for (size_t k = i; k < n && k < i + 64; k++, word >>= 1) sum += word & 1 ? x[k] : -x[k];
    }
    hits += fabs(sum) >= least;
  }
  return (1.0 + hits) / (1.0 + flips);
}

double inference_sign_flip(const double *difference, size_t n, int flips, uint64_t seed)
{
  Arena  *arena = arena_open();
  double *x = arena_take(arena, n, sizeof *x), size, sum = 0;
  size_t  count = take_flips(difference, n, x, &size);
  for (size_t i = 0; i < count; i++) sum += x[i];
  double least = fabs(sum) - 1e-12 * size, p = NAN;
  if (n > 0 && !isnan(size)) {
    p = count <= INFERENCE_EXACT ? flip_all(x, count, least)
                                 : flip_some(x, count, least, flips, seed);
  }
  arena_close(arena);
  return p;
}

bool inference_is_exact(const double *difference, size_t n)
{
  size_t count = 0;
  for (size_t i = 0; i < n; i++) count += difference[i] != 0;
  return count <= INFERENCE_EXACT;
}

InferenceWelch inference_welch(const double *a, size_t n, const double *b, size_t m)
{
  double sd_a = statistic_sd(a, n), sd_b = statistic_sd(b, m);
  double var_a = sd_a * sd_a / (double)n, var_b = sd_b * sd_b / (double)m, var = var_a + var_b;
  if (!(var > 0) || !isfinite(var)) return (InferenceWelch){NAN, NAN, NAN};
  double t = (statistic_mean(a, n) - statistic_mean(b, m)) / sqrt(var);
  double df = var * var / (var_a * var_a / (double)(n - 1) + var_b * var_b / (double)(m - 1));
  return (InferenceWelch){t, df, 2 * gsl_cdf_tdist_Q(fabs(t), df)};
}

// ---- effects and power ------------------------------------------------------------------------

double inference_paired_effect(const double *difference, size_t n)
{
  return statistic_mean(difference, n) / statistic_sd(difference, n);
}

double inference_hedges(const double *a, size_t n, const double *b, size_t m)
{
  if (n < 2 || m < 2) return NAN;
  double sd_a = statistic_sd(a, n), sd_b = statistic_sd(b, m), df = (double)(n + m - 2);
  double pooled = ((double)(n - 1) * sd_a * sd_a + (double)(m - 1) * sd_b * sd_b) / df;
  double factor = math_exp(gsl_sf_lngamma(df / 2) - gsl_sf_lngamma((df - 1) / 2)) / sqrt(df / 2);
  return factor * (statistic_mean(a, n) - statistic_mean(b, m)) / sqrt(pooled);
}

// What the density of s = sqrt(chi2 / df) is integrated with.
typedef struct Integral {
  const gsl_integration_glfixed_table *rule;
  double df, constant;
} Integral;

// The density times Phi(delta - t s), from `low` to `high`.
static double integrate(const Integral *of, double t, double delta, double low, double high)
{
  double sum = 0;
  if (!(high > low)) return 0;
  for (size_t i = 0; i < POINTS; i++) {
    double s, weight;
    gsl_integration_glfixed_point(low, high, i, &s, &weight, of->rule);
    double log_density = of->constant + (of->df - 1) * math_log(s) - 0.5 * of->df * s * s;
    sum += weight * gsl_cdf_ugaussian_P(delta - t * s) * 2 * math_exp(log_density);
  }
  return sum;
}

// P(T > t) for noncentral t (delta, df). Up to s = (delta - WIDE) / t the normal part is 1, beyond
// (delta + WIDE) / t it is 0, and between it may be steep: each stretch has its own points.
static double find_tail(const Integral *of, double t, double delta)
{
  double spread = WIDE / sqrt(2 * of->df), low = fmax(0, 1 - spread), high = 1 + spread;
  double from = fmin(fmax((delta - WIDE) / t, low), high);
  double to = fmin(fmax((delta + WIDE) / t, low), high);
  return integrate(of, t, delta, low, from) + integrate(of, t, delta, from, to);
}

double inference_power(double delta, double df, double alpha)
{
  gsl_integration_glfixed_table *rule = gsl_integration_glfixed_table_alloc(POINTS);
  double   constant = 0.5 * df * math_log(0.5 * df) - gsl_sf_lngamma(0.5 * df);
  double   t = gsl_cdf_tdist_Qinv(alpha / 2, df);
  Integral of = {rule, df, constant};
  double   power = find_tail(&of, t, delta) + find_tail(&of, t, -delta);
  gsl_integration_glfixed_table_free(rule);
  return power;
}

// `sides`: 1 for pairs, 2 for two samples of n each.
static bool is_enough(double effect, double n, int sides, double power, double alpha)
{
  double delta = fabs(effect) * sqrt(n / sides);
  return inference_power(delta, sides * (n - 1), alpha) >= power;
}

static double find_needed(double effect, int sides, double power, double alpha)
{
  double low = 1, high = 2;   // low is too few
  if (isnan(effect)) return NAN;
  if (isinf(effect)) return high;
  while (!is_enough(effect, high, sides, power, alpha)) {
    low = high;
    high *= 2;
    if (low > MOST_NEEDED) return INFINITY;
  }
  while (high - low > 1) {
    double middle = floor((low + high) / 2);
    if (is_enough(effect, middle, sides, power, alpha)) high = middle;
    else low = middle;
  }
  return high;
}

double inference_pairs_needed(double effect, double power, double alpha)
{
  return find_needed(effect, 1, power, alpha);
}

double inference_units_needed(double effect, double power, double alpha)
{
  return find_needed(effect, 2, power, alpha);
}
