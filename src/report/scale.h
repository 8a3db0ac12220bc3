// Scale: an axis with ticks at 1, 2 or 5 times a power of ten.
//
// Ticks are counted in whole steps and written from whole numbers, so that 0.3 is never
// 0.30000000000000004 and the same data give the same bytes everywhere (no logarithm is taken).

#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct Scale {
  double  low, high;   // what is shown; low < high
  int64_t first;       // ticks at (first .. first + n - 1) steps
  int     n;
  int     mantissa;    // a step is mantissa * 10^exponent, mantissa 1, 2 or 5
  int     exponent;
} Scale;

// A scale for numbers from `low` to `high` with about `wanted` ticks. With `extend` its ends are
// ticks, else exactly low and high with the ticks between them. Numbers that are not finite, and
// low > high, count as "no data": 0 to 1. A single number gets room on both sides.
Scale scale_fit(double low, double high, int wanted, bool extend);

// The same for whole numbers (episodes, cells): steps are at least 1.
Scale scale_fit_counts(double low, double high, int wanted);

double scale_tick(const Scale *scale, int index);

// Tick `index` as text: as many decimals on each, from 10,000 in groups of three, very large and
// very small ones with an exponent. Returns its length.
int scale_label(const Scale *scale, int index, char out[32]);

// Where x lies, 0 at low and 1 at high.
double scale_at(const Scale *scale, double x);
