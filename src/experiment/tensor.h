// Tensors: numbers with named axes, and the statistics that take axes away (words.md, section 9.1).

#pragma once

#include "base/diag.h"
#include "base/memory.h"
#include "config/node.h"

enum { TENSOR_AXES = 12 };

typedef struct TensorAxis {
  const char   *name;     // "seed", "group", "alpha", "episode", "state", ...
  size_t        n;
  const char  **label;    // (n) how each level is written
  const double *number;   // (n) each level as a number; NaN where it is none
} TensorAxis;

typedef struct Tensor {
  int        n_axes;
  TensorAxis axis[TENSOR_AXES];
  double    *value;       // (product of the axes' n) the last axis fastest; NaN: missing
} Tensor;

size_t tensor_size(const Tensor *tensor);
int    tensor_axis(const Tensor *tensor, const char *name);   // index or -1
