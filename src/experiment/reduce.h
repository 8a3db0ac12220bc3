// Reduce: the statistics that take a tensor's axes away (words.md, section 9.1).

#pragma once

#include "experiment/compare.h"
#include "experiment/tensor.h"

typedef enum ReduceForm {
  REDUCE_EACH,   // the axis stays
  REDUCE_ABS,    // element by element
  REDUCE_SIGN,
  REDUCE_MEAN,
  REDUCE_MEDIAN,
  REDUCE_IQM,
  REDUCE_SUM,
  REDUCE_MIN,
  REDUCE_MAX,
  REDUCE_RANGE,
  REDUCE_SD,
  REDUCE_RMS,
  REDUCE_COUNT,   // how many have a value, or for how many of these a comparison holds
  REDUCE_FRACTION,
  REDUCE_PRESENT,
  REDUCE_FIRST,   // the first value, or the level at which a comparison first holds
  REDUCE_LAST,
  REDUCE_SETTLES,
  REDUCE_AT_MIN,
  REDUCE_AT_MAX,
  REDUCE_QUANTILE,
  REDUCE_CONTRAST,
  REDUCE_SLOPE,
  REDUCE_CORRELATION
} ReduceForm;

typedef struct ReduceStep {
  ReduceForm    form;
  const char   *axis;       // NULL: abs, sign
  bool          compared;   // COUNT, FIRST: a comparison stands there
  Comparison    comparison;
  double        number;      // QUANTILE
  size_t        n_weights;   // CONTRAST
  const double *weight;
  const Node   *against;   // SLOPE, CORRELATION: the measure on x; NULL: the axis' own values
  const Node   *node;
} ReduceStep;

typedef struct Reduce {
  int         n;
  ReduceStep *step;
} Reduce;

// Reads the list; NULL node: nothing is reduced. False after a complaint.
bool reduce_read(Arena *arena, const Node *list, Reduce *reduce, Diag *diag);

// Whether the step gives a level's number, or needs it on x, so that the levels must be numbers.
bool reduce_needs_numbers(const ReduceStep *step);

// Does one step. The tensor must have the step's axis. `x`: what stands on the horizontal axis,
// broadcast over the tensor by the names of its axes; NULL: the axis' own numbers. Missing values
// are passed over; where none is left the result is missing.
Tensor *reduce_apply(Arena *arena, const ReduceStep *step, const Tensor *tensor, const Tensor *x);

// The mean along an axis in which level i counts weight[i] times: what a resampled mean is.
Tensor *reduce_weighted(Arena *arena, const Tensor *tensor, int axis, const double *weight);
