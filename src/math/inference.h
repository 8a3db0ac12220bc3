// Inference: what may be concluded from a few runs.
//
// Tests, effects, and how many runs would be enough; intervals are in resample.h.
// Pure functions on arrays without missing numbers. Sources stand in inference.c.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Two-sided p of paired differences: how often their sum, signs flipped at random, is as far from
// zero as it is. All 2^n patterns where at most INFERENCE_EXACT differences are not zero, else
// `flips` patterns drawn from the stream (seed, PURPOSE_BOOTSTRAP), p = (1 + hits) / (1 + flips).
// NaN where a difference is not finite or there is none.
enum { INFERENCE_EXACT = 20 };
double inference_sign_flip(const double *difference, size_t n, int flips, uint64_t seed);

// Whether the p of these differences is that of all patterns.
bool inference_is_exact(const double *difference, size_t n);

typedef struct InferenceWelch {
  double t, df, p;   // NaN where a side has fewer than two numbers, or nothing varies
} InferenceWelch;

InferenceWelch inference_welch(const double *a, size_t n, const double *b, size_t m);

// Standardised differences: of pairs, mean over standard deviation of the differences (d_z); of
// two samples, over the pooled standard deviation, times the factor for small samples (Hedges' g).
double inference_paired_effect(const double *difference, size_t n);
double inference_hedges(const double *a, size_t n, const double *b, size_t m);

// Power of a two-sided t test whose statistic is noncentral t (delta, df).
double inference_power(double delta, double df, double alpha);

// The smallest n that has the power: pairs for an effect d_z, or units on each of two sides for an
// effect d. At least 2; infinite beyond ten million; NaN where the effect is.
double inference_pairs_needed(double effect, double power, double alpha);
double inference_units_needed(double effect, double power, double alpha);
