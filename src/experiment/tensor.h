// Tensors: numbers with named axes.
//
// What is recorded comes back as one, `reduce` takes its axes away one after the other (reduce.h),
// and what is left is judged or drawn.

#pragma once

#include "base/diag.h"
#include "base/memory.h"
#include "config/node.h"

enum { TENSOR_AXES = 12 };

typedef struct TensorAxis {
  const char   *name;   // "seed", "group", "alpha", "episode", "state", ...
  size_t        n;
  const char  **label;    // (n) how each level is written
  const double *number;   // (n) each level as a number; NaN where it is none
} TensorAxis;

typedef struct Tensor {
  int        n_axes;
  TensorAxis axis[TENSOR_AXES];
  double    *value;   // (product of the axes' n) the last axis fastest; NaN: missing
  int        done;    // how many steps of its request's `reduce` are done already
} Tensor;

size_t tensor_size(const Tensor *tensor);
int    tensor_axis(const Tensor *tensor, const char *name);   // index or -1

// A tensor of these axes in which every number is missing, and one that holds a single number.
Tensor *tensor_make(Arena *arena, int n_axes, const TensorAxis *axis);
Tensor *tensor_single(Arena *arena, double number);

// How many numbers lie between neighbours along an axis.
size_t tensor_stride(const Tensor *tensor, int axis);

// The same numbers with the axes in another order: order[i] is the old index of the new i-th axis.
Tensor *tensor_ordered(Arena *arena, const Tensor *tensor, const int *order);

// The levels `index` (n of them, each may come several times) of one axis.
Tensor *tensor_taken(Arena *arena, const Tensor *tensor, int axis, const int *index, size_t n);

// Where, for every number of `tensor`, its like stands in `other`: the one with the same levels on
// other's axes, all of which `tensor` must have, with as many levels. (tensor_size(tensor))
size_t *tensor_places(Arena *arena, const Tensor *tensor, const Tensor *other);

typedef enum TensorJoin { TENSOR_MINUS, TENSOR_DIVIDED_BY } TensorJoin;

// a - b or a / b, element by element. Axes of one level do not count; where one side is a single
// number it goes with all of the other. tensor_joins says whether the shapes allow it.
bool    tensor_joins(const Tensor *a, const Tensor *b);
Tensor *tensor_joined(Arena *arena, const Tensor *a, const Tensor *b, TensorJoin join);

// Numbers for people: four significant digits, whole numbers in full; lists in brackets, nested by
// axis, cut after eight entries.
size_t      tensor_digits(char out[32], double number);
const char *tensor_text(Arena *arena, const Tensor *tensor);

// The place of the index-th number in words: "group=left, time=54"; "" for a single number.
const char *tensor_label(Arena *arena, const Tensor *tensor, size_t index);
