// Inquiries: reading both sides, standard errors, and the bootstrap.
//
// Percentile intervals (Efron & Tibshirani 1993, ch. 13); animals are the units that are drawn, in
// groups where they share a random wiring (math/resample.h). Standard errors are then those of
// clusters' (Liang & Zeger 1986, Biometrika 73, 13-22): with animals i of wirings g = 1..k,
// squared, k / (k - 1) x the sum over g of (the sum over i in g of x_i - mean)^2, over n^2. Where
// all have the same wiring, they are the animals': what is said is said of this wiring.

#include "experiment/inquiry.h"

#include <math.h>
#include <string.h>

#include "experiment/wiring.h"
#include "math/resample.h"
#include "math/statistic.h"

static bool same_animals(const Request *a, const Request *b)
{
  size_t     n, m;
  const int *left = request_seeds(a, &n), *right = request_seeds(b, &m);
  return n == m && n > 0 && memcmp(left, right, n * sizeof *left) == 0;
}

static Tensor *gather(Arena *arena, const Request *request, const Source *source, Roll *sum)
{
  Roll    roll;
  Tensor *whole = request_gathered(arena, request, source, &roll);
  sum->needed += roll.needed;
  sum->missing += roll.missing;
  if (sum->animals == 0) sum->animals = roll.animals;
  return request_prepared(arena, request, whole);
}

Inquiry inquiry_open(Arena *arena, const Request *left, const Request *right, TensorJoin join,
                     const Source *source)
{
  Inquiry inquiry = {.left = left, .right = right, .join = join};
  request_seeds(left, &inquiry.n_left);
  inquiry.left_wiring = request_wirings(arena, left);
  inquiry.left_part   = gather(arena, left, source, &inquiry.roll);
  inquiry.result      = request_reduced(arena, left, inquiry.left_part);
  inquiry.n_full      = tensor_size(inquiry.result);
  if (!right) return inquiry;
  request_seeds(right, &inquiry.n_right);
  inquiry.paired       = same_animals(left, right);
  inquiry.right_wiring = request_wirings(arena, right);
  if (inquiry.paired) {
    inquiry.left_wiring = wiring_fewer(inquiry.left_wiring, inquiry.right_wiring, inquiry.n_left);
  }
  inquiry.right_part = gather(arena, right, source, &inquiry.roll);
  Tensor *other      = request_reduced(arena, right, inquiry.right_part);
  inquiry.result     = tensor_joined(arena, inquiry.result, other, join);
  inquiry.n_full     = tensor_size(inquiry.result);
  return inquiry;
}

// ---- what is not there -------------------------------------------------------------------------

static bool takes_all(const Inquiry *inquiry, const char *axis)
{
  return request_takes_all(inquiry->left, axis) ||
         (inquiry->right && request_takes_all(inquiry->right, axis));
}

// Whether anything was measured at a level.
static bool is_there(const Tensor *tensor, int axis, size_t level)
{
  size_t size = tensor_size(tensor), stride = tensor_stride(tensor, axis);
  for (size_t i = 0; i < size; i++) {
    if (i / stride % tensor->axis[axis].n == level && !isnan(tensor->value[i])) return true;
  }
  return false;
}

void inquiry_drop_missing(Arena *arena, Inquiry *inquiry)
{
  Tensor  place   = *inquiry->result;
  Tensor *places  = &place;
  double *number  = arena_take(arena, inquiry->n_full, sizeof *number);
  bool    dropped = false;
  for (size_t i = 0; i < inquiry->n_full; i++) number[i] = (double)i;
  place.value = number;
  for (int a = 0; a < inquiry->result->n_axes; a++) {
    const TensorAxis *axis  = &inquiry->result->axis[a];
    int              *level = arena_take(arena, axis->n, sizeof *level);
    size_t            n     = 0;
    if (!takes_all(inquiry, axis->name)) continue;
    for (size_t i = 0; i < axis->n; i++) {
      if (is_there(inquiry->result, a, i)) level[n++] = (int)i;
    }
    if (n == axis->n || n == 0) continue;
    dropped         = true;
    inquiry->result = tensor_taken(arena, inquiry->result, a, level, n);
    places          = tensor_taken(arena, places, a, level, n);
  }
  if (!dropped) return;
  size_t  size      = tensor_size(places);
  size_t *left_over = arena_take(arena, size, sizeof *left_over);
  for (size_t i = 0; i < size; i++) left_over[i] = (size_t)places->value[i];
  inquiry->left_over = left_over;
}

// Copies what is left of a full result.
static void copy_left(const Inquiry *inquiry, const double *full, double *out)
{
  size_t size = tensor_size(inquiry->result);
  for (size_t i = 0; i < size; i++) {
    out[i] = full[inquiry->left_over ? inquiry->left_over[i] : i];
  }
}

// ---- standard errors ---------------------------------------------------------------------------

// Each animal's own result, (n x size); without seeds one row.
static double *by_animal(Arena *arena, const Request *request, const Tensor *part, size_t n,
                         size_t size)
{
  double *out = arena_take(arena, n * size, sizeof *out);
  for (size_t i = 0; i < n; i++) {
    int     seed = (int)i;
    Tensor *own  = request_resampled(arena, request, part, &seed, 1);
    size_t  had  = tensor_size(own);
    for (size_t j = 0; j < size; j++) out[i * size + j] = own->value[had == 1 ? 0 : j];
  }
  return out;
}

// The squared standard error of the mean of clusters.
static double clustered_error(const double *x, const int *wiring, size_t n, size_t present)
{
  double mean = statistic_mean(x, n), sum = 0;
  size_t clusters = 0;
  for (size_t i = 0; i < n; i++) {
    bool   first = !isnan(x[i]);
    double total = 0;
    for (size_t k = 0; k < i && first; k++) first = wiring[k] != wiring[i] || isnan(x[k]);
    for (size_t k = i; k < n && first; k++) {
      if (wiring[k] == wiring[i] && !isnan(x[k])) total += x[k] - mean;
    }
    sum += total * total;
    clusters += first;
  }
  if (clusters < 2) return NAN;
  double k = (double)clusters;
  return k / (k - 1) * sum / ((double)present * (double)present);
}

// The squared standard error of the mean of column j.
static double squared_error(const double *rows, const int *wiring, size_t n, size_t size, size_t j,
                            double *column)
{
  size_t present = 0;
  for (size_t i = 0; i < n; i++) {
    column[i] = rows[i * size + j];
    present += !isnan(column[i]);
  }
  double clustered = wiring ? clustered_error(column, wiring, n, present) : NAN;
  if (!isnan(clustered)) return clustered;
  double sd = statistic_sd(column, n);
  return sd * sd / (double)present;
}

double *inquiry_errors(Arena *arena, const Inquiry *inquiry)
{
  size_t  size   = inquiry->n_full;
  size_t  most   = inquiry->n_left > inquiry->n_right ? inquiry->n_left : inquiry->n_right;
  double *error  = arena_take(arena, size, sizeof *error);
  double *column = arena_take(arena, most, sizeof *column);
  double *left   = by_animal(arena, inquiry->left, inquiry->left_part, inquiry->n_left, size);
  double *right = NULL, *fixed = NULL;
  if (inquiry->right) {
    size_t n = inquiry->n_right > 0 ? inquiry->n_right : 1;
    right    = by_animal(arena, inquiry->right, inquiry->right_part, n, size);
    if (inquiry->n_right == 0) fixed = right;
  }
  bool divided = inquiry->join == TENSOR_DIVIDED_BY;
  for (size_t i = 0; i < inquiry->n_left; i++) {
    for (size_t j = 0; j < size; j++) {
      if (fixed && divided) left[i * size + j] /= fixed[j];
      if (inquiry->paired) left[i * size + j] -= right[i * size + j];
    }
  }
  for (size_t j = 0; j < size; j++) {
    double squared = 0;
    if (inquiry->n_left > 0) {
      squared += squared_error(left, inquiry->left_wiring, inquiry->n_left, size, j, column);
    }
    if (right && !fixed && !inquiry->paired) {
      squared += squared_error(right, inquiry->right_wiring, inquiry->n_right, size, j, column);
    }
    error[j] = sqrt(squared);
  }
  copy_left(inquiry, error, error);
  return error;
}

// ---- bootstrap ---------------------------------------------------------------------------------

double *inquiry_resamples(Arena *arena, const Inquiry *inquiry, int resamples)
{
  if (inquiry->n_left < 2 && inquiry->n_right < 2) return NULL;
  size_t        size   = tensor_size(inquiry->result);
  double       *out    = arena_take(arena, (size_t)resamples * size, sizeof *out);
  ResampleUnits units  = {inquiry->n_left, NULL, inquiry->left_wiring};
  ResampleUnits others = {inquiry->n_right, NULL, inquiry->right_wiring};
  ResampleUrn  *left = resample_urn(arena, &units), *right = resample_urn(arena, &others);
  Stream        stream = stream_open(0, PURPOSE_BOOTSTRAP);
  for (int r = 0; r < resamples; r++) {
    Arena     *scratch = arena_open();
    size_t     n;
    const int *unit    = resample_draw(left, &stream, &n);
    Tensor    *result  = request_resampled(scratch, inquiry->left, inquiry->left_part, unit, n);
    if (inquiry->right) {
      if (!inquiry->paired) unit = resample_draw(right, &stream, &n);
      Tensor *other = request_resampled(scratch, inquiry->right, inquiry->right_part, unit, n);
      result        = tensor_joined(scratch, result, other, inquiry->join);
    }
    copy_left(inquiry, result->value, out + (size_t)r * size);
    arena_close(scratch);
  }
  return out;
}
