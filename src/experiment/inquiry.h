// Inquiries: a claim's one or two sides, their numbers, and resampled animals.

#pragma once

#include "experiment/compare.h"
#include "experiment/request.h"

struct Claim {
  const char    *that;
  const char    *because;   // NULL: none
  const char    *fails;     // NULL: expected to hold
  const Request *left;
  const Request *right;   // NULL: one side alone
  TensorJoin     join;
  Comparison     is;
  double         confidence;   // 0: judged on the estimate
};

// The numbers of both sides, read once.
typedef struct Inquiry {
  const Request *left, *right;   // right: NULL where there is none
  TensorJoin     join;
  Tensor        *left_part;   // prepared (request.h)
  Tensor        *right_part;
  bool           paired;   // both sides have the same animals
  const int     *left_wiring, *right_wiring;   // request_wirings; of pairs, on the left, of both
  size_t         n_left, n_right;
  Tensor        *result;
  size_t         n_full;      // numbers before any were dropped
  const size_t  *left_over;   // (size of the result) their places then; NULL: nothing was dropped
  Roll           roll;        // both sides together
} Inquiry;

Inquiry inquiry_open(Arena *arena, const Request *left, const Request *right, TensorJoin join,
                     const Source *source);

// Drops levels at which nothing was measured from axes of which all levels were wanted. Afterwards
// errors and resamples are those of what is left.
void inquiry_drop_missing(Arena *arena, Inquiry *inquiry);

// Standard error over animals of each number of the result; missing where there are fewer than
// two. Animals that share a random wiring err together. (size of the result)
double *inquiry_errors(Arena *arena, const Inquiry *inquiry);

// Percentile bootstrap over animals, and over wirings that they share: `resamples` results, one
// after the other, (resamples x size of the result). The same animals are drawn on both sides
// where both have the same. NULL where nobody can be resampled.
double *inquiry_resamples(Arena *arena, const Inquiry *inquiry, int resamples);
