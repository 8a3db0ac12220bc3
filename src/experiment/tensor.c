// Tensors: shapes, order, pairing, and how numbers are written for people.

#include "experiment/tensor.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { SHOWN = 8 };   // entries of a list

size_t tensor_size(const Tensor *tensor)
{
  size_t size = 1;
  for (int i = 0; i < tensor->n_axes; i++) size *= tensor->axis[i].n;
  return size;
}

int tensor_axis(const Tensor *tensor, const char *name)
{
  for (int i = 0; i < tensor->n_axes; i++) {
    if (strcmp(tensor->axis[i].name, name) == 0) return i;
  }
  return -1;
}

Tensor *tensor_make(Arena *arena, int n_axes, const TensorAxis *axis)
{
  assert(n_axes >= 0 && n_axes <= TENSOR_AXES);
  Tensor *tensor = arena_take(arena, 1, sizeof *tensor);
  tensor->n_axes = n_axes;
  size_t size    = 1;
  for (int i = 0; i < n_axes; i++) {
    tensor->axis[i] = axis[i];
    assert(axis[i].n == 0 || size <= SIZE_MAX / axis[i].n);
    size *= axis[i].n;
  }
  tensor->value = arena_take(arena, size, sizeof *tensor->value);
  for (size_t i = 0; i < size; i++) tensor->value[i] = NAN;
  return tensor;
}

Tensor *tensor_single(Arena *arena, double number)
{
  Tensor *tensor   = tensor_make(arena, 0, NULL);
  tensor->value[0] = number;
  return tensor;
}

size_t tensor_stride(const Tensor *tensor, int axis)
{
  size_t stride = 1;
  for (int i = axis + 1; i < tensor->n_axes; i++) stride *= tensor->axis[i].n;
  return stride;
}

// Counts `at` up by one, the last axis fastest.
static void step_on(const Tensor *tensor, size_t at[TENSOR_AXES])
{
  for (int i = tensor->n_axes - 1; i >= 0; i--) {
    if (++at[i] < tensor->axis[i].n) return;
    at[i] = 0;
  }
}

Tensor *tensor_ordered(Arena *arena, const Tensor *tensor, const int *order)
{
  TensorAxis axis[TENSOR_AXES];
  size_t     stride[TENSOR_AXES];
  for (int i = 0; i < tensor->n_axes; i++) {
    axis[i]   = tensor->axis[order[i]];
    stride[i] = tensor_stride(tensor, order[i]);
  }
  Tensor *out             = tensor_make(arena, tensor->n_axes, axis);
  size_t  at[TENSOR_AXES] = {0};
  size_t  size            = tensor_size(out);
  for (size_t i = 0; i < size; i++) {
    size_t from = 0;
    for (int a = 0; a < out->n_axes; a++) from += at[a] * stride[a];
    out->value[i] = tensor->value[from];
    step_on(out, at);
  }
  return out;
}

Tensor *tensor_taken(Arena *arena, const Tensor *tensor, int axis, const int *index, size_t n)
{
  Tensor *out         = arena_take(arena, 1, sizeof *out);
  *out                = *tensor;
  TensorAxis  *taken  = &out->axis[axis];
  const char **label  = arena_take(arena, n, sizeof *label);
  double      *number = arena_take(arena, n, sizeof *number);
  for (size_t i = 0; i < n; i++) {
    label[i]  = tensor->axis[axis].label[index[i]];
    number[i] = tensor->axis[axis].number[index[i]];
  }
  *taken       = (TensorAxis){taken->name, n, label, number};
  size_t inner = tensor_stride(tensor, axis);
  size_t old   = inner * tensor->axis[axis].n;
  size_t outer = old == 0 ? 0 : tensor_size(tensor) / old;
  out->value   = arena_take(arena, outer * n * inner, sizeof *out->value);
  for (size_t o = 0; o < outer; o++) {
    for (size_t i = 0; i < n; i++) {
      memcpy(out->value + (o * n + i) * inner, tensor->value + o * old + (size_t)index[i] * inner,
             inner * sizeof *out->value);
    }
  }
  return out;
}

size_t *tensor_places(Arena *arena, const Tensor *tensor, const Tensor *other)
{
  size_t stride[TENSOR_AXES] = {0};
  for (int i = 0; i < other->n_axes; i++) {
    int axis = tensor_axis(tensor, other->axis[i].name);
    assert(axis >= 0 && tensor->axis[axis].n == other->axis[i].n);
    stride[axis] = tensor_stride(other, i);
  }
  size_t  size            = tensor_size(tensor);
  size_t *place           = arena_take(arena, size, sizeof *place);
  size_t  at[TENSOR_AXES] = {0};
  for (size_t i = 0; i < size; i++) {
    for (int a = 0; a < tensor->n_axes; a++) place[i] += at[a] * stride[a];
    step_on(tensor, at);
  }
  return place;
}

// The axes of more than one level.
static int real_shape(const Tensor *tensor, size_t n[TENSOR_AXES])
{
  int axes = 0;
  for (int i = 0; i < tensor->n_axes; i++) {
    if (tensor->axis[i].n != 1) n[axes++] = tensor->axis[i].n;
  }
  return axes;
}

bool tensor_joins(const Tensor *a, const Tensor *b)
{
  size_t n[TENSOR_AXES], m[TENSOR_AXES];
  int    axes = real_shape(a, n), others = real_shape(b, m);
  if (axes == 0 || others == 0) return true;
  if (axes != others) return false;
  for (int i = 0; i < axes; i++) {
    if (n[i] != m[i]) return false;
  }
  return true;
}

Tensor *tensor_joined(Arena *arena, const Tensor *a, const Tensor *b, TensorJoin join)
{
  assert(tensor_joins(a, b));
  size_t        left = tensor_size(a), right = tensor_size(b);
  const Tensor *shape = right > left || (right == left && b->n_axes > a->n_axes) ? b : a;
  Tensor       *out   = tensor_make(arena, shape->n_axes, shape->axis);
  size_t        size  = left > right ? left : right;
  for (size_t i = 0; i < size; i++) {
    double x      = a->value[left == 1 ? 0 : i];
    double y      = b->value[right == 1 ? 0 : i];
    out->value[i] = join == TENSOR_MINUS ? x - y : x / y;
  }
  return out;
}

size_t tensor_digits(char out[32], double number)
{
  if (number == 0) number = 0;   // -0 is written as 0
  if (isnan(number)) return (size_t)snprintf(out, 32, "missing");
  if (isinf(number)) return (size_t)snprintf(out, 32, "%s", number > 0 ? "infinite" : "-infinite");
  if (fabs(number) >= 1000 && fabs(number) < 1e15)
    return (size_t)snprintf(out, 32, "%.0f", number);
  return (size_t)snprintf(out, 32, "%.4g", number);
}

static void write_part(const Tensor *tensor, int axis, size_t offset, Text *out)
{
  if (axis == tensor->n_axes) {
    char digits[32];
    tensor_digits(digits, tensor->value[offset]);
    text_add(out, digits);
    return;
  }
  size_t n = tensor->axis[axis].n, stride = tensor_stride(tensor, axis);
  text_add(out, "[");
  for (size_t i = 0; i < n && i < SHOWN; i++) {
    if (i > 0) text_add(out, ", ");
    write_part(tensor, axis + 1, offset + i * stride, out);
  }
  text_add(out, n > SHOWN ? ", ...]" : "]");
}

const char *tensor_text(Arena *arena, const Tensor *tensor)
{
  Text text = {.arena = arena};
  if (tensor_size(tensor) == 1) {
    char digits[32];
    tensor_digits(digits, tensor->value[0]);
    text_add(&text, digits);
  } else {
    write_part(tensor, 0, 0, &text);
  }
  return text.start;
}

const char *tensor_label(Arena *arena, const Tensor *tensor, size_t index)
{
  Text text = {.arena = arena};
  text_add(&text, "");
  for (int i = 0; i < tensor->n_axes; i++) {
    const TensorAxis *axis = &tensor->axis[i];
    if (axis->n == 1) continue;
    size_t level = index / tensor_stride(tensor, i) % axis->n;
    text_print(&text, "%s%s=%s", text.length > 0 ? ", " : "", axis->name, axis->label[level]);
  }
  return text.start;
}
