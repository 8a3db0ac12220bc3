// Decimals: steps between decimal numbers, as one would take them by hand.
//
// range(0, 1, 0.1) and {min: 0.02, max: 1, steps: 50} must meet 0.3 and 0.4, not
// 0.30000000000000004: a claim names levels by what is written. Start, stop and step are therefore
// whole numbers of some power of ten, and each level is one correctly rounded division. Where they
// are too long for that, ordinary arithmetic serves.

#pragma once

#include <stdbool.h>
#include <stdint.h>

// The i-th of n numbers from `low` to `high`, both included (n >= 2).
double decimal_between(double low, double high, int64_t i, int64_t n);

// start + i * step.
double decimal_step(double start, double step, int64_t i);

// How many of start, start + step, ... lie before `stop`; -1 where they never reach it or step is
// 0.
int64_t decimal_count(double start, double stop, double step);
