// Reduce: reading the list of statistics, and doing one of them along one axis.
//
// A diverged animal's numbers are infinite, not missing: they make means infinite, and `min`
// passes over them. Means and sums run row by row, so that the thousands of resampled means of a
// bootstrap interval read memory in order.

#include "experiment/reduce.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "experiment/hint.h"
#include "math/statistic.h"

typedef enum Argument {
  ARGUMENT_NONE,
  ARGUMENT_COMPARISON,
  ARGUMENT_NUMBER,
  ARGUMENT_LIST,
  ARGUMENT_NAME
} Argument;

typedef struct Word {
  const char *word;
  ReduceForm  form;
  Argument    argument;
  bool        bare;   // may stand without its argument
} Word;

static const Word WORDS[] = {
    {"each", REDUCE_EACH, ARGUMENT_NONE, true},
    {"mean", REDUCE_MEAN, ARGUMENT_NONE, true},
    {"median", REDUCE_MEDIAN, ARGUMENT_NONE, true},
    {"iqm", REDUCE_IQM, ARGUMENT_NONE, true},
    {"sum", REDUCE_SUM, ARGUMENT_NONE, true},
    {"min", REDUCE_MIN, ARGUMENT_NONE, true},
    {"max", REDUCE_MAX, ARGUMENT_NONE, true},
    {"range", REDUCE_RANGE, ARGUMENT_NONE, true},
    {"sd", REDUCE_SD, ARGUMENT_NONE, true},
    {"rms", REDUCE_RMS, ARGUMENT_NONE, true},
    {"count", REDUCE_COUNT, ARGUMENT_COMPARISON, true},
    {"fraction", REDUCE_FRACTION, ARGUMENT_COMPARISON, false},
    {"present", REDUCE_PRESENT, ARGUMENT_NONE, true},
    {"first", REDUCE_FIRST, ARGUMENT_COMPARISON, true},
    {"last", REDUCE_LAST, ARGUMENT_NONE, true},
    {"settles", REDUCE_SETTLES, ARGUMENT_COMPARISON, false},
    {"at_min", REDUCE_AT_MIN, ARGUMENT_NONE, true},
    {"at_max", REDUCE_AT_MAX, ARGUMENT_NONE, true},
    {"quantile", REDUCE_QUANTILE, ARGUMENT_NUMBER, false},
    {"contrast", REDUCE_CONTRAST, ARGUMENT_LIST, false},
    {"slope", REDUCE_SLOPE, ARGUMENT_NAME, true},
    {"correlation", REDUCE_CORRELATION, ARGUMENT_NAME, true},
};

enum { N_WORDS = sizeof WORDS / sizeof WORDS[0] };

// ---- reading -----------------------------------------------------------------------------------

static const Word *find_word(Arena *arena, const char *text, Place place, Diag *diag)
{
  const char *names[N_WORDS];
  for (int i = 0; i < N_WORDS; i++) {
    if (strcmp(WORDS[i].word, text) == 0) return &WORDS[i];
    names[i] = WORDS[i].word;
  }
  diag_error(diag, place, hint_nearest(arena, text, names, N_WORDS), "'%s' is no statistic",
             text_brief(text).text);
  return NULL;
}

static bool read_weights(Arena *arena, const Node *node, ReduceStep *step, Diag *diag)
{
  if (node->type != NODE_LIST || node->size < 2) {
    diag_error(diag, node->place, "contrast: [-1, 1]", "'contrast' takes a list of weights");
    return false;
  }
  double *weight = arena_take(arena, node->size, sizeof *weight);
  for (const Node *child = node->first; child; child = child->next) {
    if (!node_number(child, &weight[step->n_weights++], diag)) return false;
  }
  step->weight = weight;
  return true;
}

static bool read_argument(Arena *arena, const Node *node, const Word *word, ReduceStep *step,
                          Diag *diag)
{
  switch (word->argument) {
    case ARGUMENT_NONE:
      diag_error(diag, node->key_place, NULL, "'%s' takes nothing besides", word->word);
      return false;
    case ARGUMENT_COMPARISON:
      step->compared = true;
      return compare_read_plain(arena, node, &step->comparison, diag);
    case ARGUMENT_NUMBER:
      if (!node_number(node, &step->number, diag)) return false;
      if (step->number >= 0 && step->number <= 1) return true;
      diag_error(diag, node->place, NULL, "a quantile lies between 0 and 1");
      return false;
    case ARGUMENT_LIST: return read_weights(arena, node, step, diag);
    case ARGUMENT_NAME: step->against = node; return true;
  }
  return false;
}

static bool read_statistic(Arena *arena, const Node *node, ReduceStep *step, Diag *diag)
{
  bool bare = node->type == NODE_SCALAR;
  if (!bare && (node->type != NODE_MAP || node->size != 1)) {
    diag_error(diag, node->place, "mean, each, {first: {above: 0.5}}, ...",
               "here a statistic is needed: a word, or a map of one");
    return false;
  }
  const Node *inner = bare ? node : node->first;
  const char *text  = bare ? node->text : inner->key;
  const Word *word  = find_word(arena, text, bare ? node->place : inner->key_place, diag);
  if (!word) return false;
  step->form = word->form;
  if (!bare) return read_argument(arena, inner, word, step, diag);
  if (word->bare) return true;
  diag_error(diag, node->place, NULL, "'%s' needs %s", text,
             word->argument == ARGUMENT_COMPARISON
                 ? "a comparison: {fraction: {above: 0}}"
                 : "its numbers: {quantile: 0.9}, {contrast: [-1, 1]}");
  return false;
}

static bool read_step(Arena *arena, const Node *node, ReduceStep *step, Diag *diag)
{
  step->node = node;
  if (node->type == NODE_SCALAR) {
    if (strcmp(node->text, "abs") == 0 || strcmp(node->text, "sign") == 0) {
      step->form = node->text[0] == 'a' ? REDUCE_ABS : REDUCE_SIGN;
      return true;
    }
    diag_error(diag, node->place, "{AXIS: STATISTIC}",
               "only 'abs' and 'sign' stand without an axis");
    return false;
  }
  if (node->type != NODE_MAP || node->size != 1) {
    diag_error(diag, node->place, "reduce: [{episode: min}, {group: each}]",
               "each entry names one axis and what is done with it");
    return false;
  }
  step->axis = node->first->key;
  return read_statistic(arena, node->first, step, diag);
}

bool reduce_read(Arena *arena, const Node *list, Reduce *reduce, Diag *diag)
{
  *reduce = (Reduce){0};
  if (!list) return true;
  if (list->type != NODE_LIST) {
    diag_error(diag, list->place, "reduce: [{episode: min}]", "'reduce' takes a list");
    return false;
  }
  bool good    = true;
  reduce->step = arena_take(arena, list->size, sizeof *reduce->step);
  for (const Node *node = list->first; node; node = node->next) {
    if (!read_step(arena, node, &reduce->step[reduce->n++], diag)) good = false;
  }
  return good;
}

bool reduce_needs_numbers(const ReduceStep *step)
{
  switch (step->form) {
    case REDUCE_AT_MIN:
    case REDUCE_AT_MAX:
    case REDUCE_SETTLES: return true;
    case REDUCE_FIRST: return step->compared;
    case REDUCE_SLOPE:
    case REDUCE_CORRELATION: return step->against == NULL;
    default: return false;
  }
}

// ---- one column --------------------------------------------------------------------------------

static double extreme(const double *x, size_t n, bool least, size_t *at)
{
  size_t best = n;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i])) continue;
    if (best == n || (least ? x[i] < x[best] : x[i] > x[best])) best = i;
  }
  if (at) *at = best;
  return best == n ? NAN : x[best];
}

static double root_mean_square(const double *x, size_t n)
{
  double sum     = 0;
  size_t present = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i])) continue;
    sum += x[i] * x[i];
    present++;
  }
  return present == 0 ? NAN : sqrt(sum / (double)present);
}

// How many have a value, and for how many of these the comparison (if any) holds.
static double count(const ReduceStep *step, const double *x, size_t n, size_t *present)
{
  size_t holding = 0;
  *present       = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i])) continue;
    ++*present;
    if (!step->compared || compare_holds(&step->comparison, x[i])) holding++;
  }
  return (double)holding;
}

static double counted(const ReduceStep *step, const double *x, size_t n)
{
  size_t present;
  double holding = count(step, x, n, &present);
  if (step->form == REDUCE_PRESENT) return n == 0 ? NAN : (double)present / (double)n;
  if (step->form == REDUCE_FRACTION) return present == 0 ? NAN : holding / (double)present;
  return present == 0 && step->compared ? NAN : holding;
}

// The first value, or the level at which the comparison first holds.
static double first(const ReduceStep *step, const double *x, size_t n, const double *level)
{
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i])) continue;
    if (!step->compared) return x[i];
    if (compare_holds(&step->comparison, x[i])) return level[i];
  }
  return NAN;
}

static double last(const double *x, size_t n)
{
  for (size_t i = n; i > 0; i--) {
    if (!isnan(x[i - 1])) return x[i - 1];
  }
  return NAN;
}

static double settles(const ReduceStep *step, const double *x, size_t n, const double *level)
{
  double from = NAN;
  for (size_t i = n; i > 0; i--) {
    if (isnan(x[i - 1])) continue;
    if (!compare_holds(&step->comparison, x[i - 1])) break;
    from = level[i - 1];
  }
  return from;
}

static double contrast(const ReduceStep *step, const double *x, size_t n)
{
  assert(step->n_weights == n);
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += step->weight[i] * x[i];
  return sum;
}

static double column(const ReduceStep *step, const double *x, size_t n, const double *level)
{
  size_t at;
  switch (step->form) {
    case REDUCE_MEDIAN: return statistic_median(x, n);
    case REDUCE_IQM: return statistic_iqm(x, n);
    case REDUCE_MIN: return extreme(x, n, true, NULL);
    case REDUCE_MAX: return extreme(x, n, false, NULL);
    case REDUCE_RANGE: return extreme(x, n, false, NULL) - extreme(x, n, true, NULL);
    case REDUCE_SD: return statistic_sd(x, n);
    case REDUCE_RMS: return root_mean_square(x, n);
    case REDUCE_COUNT:
    case REDUCE_FRACTION:
    case REDUCE_PRESENT: return counted(step, x, n);
    case REDUCE_FIRST: return first(step, x, n, level);
    case REDUCE_LAST: return last(x, n);
    case REDUCE_SETTLES: return settles(step, x, n, level);
    case REDUCE_AT_MIN:
    case REDUCE_AT_MAX:
      extreme(x, n, step->form == REDUCE_AT_MIN, &at);
      return at == n ? NAN : level[at];
    case REDUCE_QUANTILE: return statistic_quantile(x, n, step->number);
    case REDUCE_CONTRAST: return contrast(step, x, n);
    case REDUCE_SLOPE: return statistic_slope(level, x, n);
    case REDUCE_CORRELATION: return statistic_correlation(level, x, n);
    default: break;
  }
  assert(!"every statistic of a column is listed above");
  return NAN;
}

// ---- one axis ----------------------------------------------------------------------------------

static Tensor *without(Arena *arena, const Tensor *tensor, int axis)
{
  TensorAxis rest[TENSOR_AXES];
  int        n = 0;
  for (int i = 0; i < tensor->n_axes; i++) {
    if (i != axis) rest[n++] = tensor->axis[i];
  }
  return tensor_make(arena, n, rest);
}

// As sum_rows where something is missing.
static void sum_present(const double *row, size_t n, size_t inner, const double *weight, bool mean,
                        double *present, double *out)
{
  for (size_t j = 0; j < inner; j++) out[j] = present[j] = 0;
  for (size_t i = 0; i < n; i++, row += inner) {
    double times = weight ? weight[i] : 1;
    for (size_t j = 0; j < inner && times > 0; j++) {
      if (isnan(row[j])) continue;
      out[j] += times * row[j];
      present[j] += times;
    }
  }
  for (size_t j = 0; j < inner; j++) {
    if (present[j] == 0) {
      out[j] = NAN;
    } else if (mean) {
      out[j] /= present[j];
    }
  }
}

// Sums (and means of what has a value) of `n` rows of `inner` numbers, row i counted weight[i]
// times (NULL: once).
static void sum_rows(const double *row, size_t n, size_t inner, const double *weight, bool mean,
                     double *present, double *out)
{
  double        total = 0;
  const double *at    = row;
  for (size_t j = 0; j < inner; j++) out[j] = 0;
  for (size_t i = 0; i < n; i++, at += inner) {
    double times = weight ? weight[i] : 1;
    total += times;
    for (size_t j = 0; j < inner && times > 0; j++) out[j] += times * at[j];
  }
  bool missing = total == 0;
  for (size_t j = 0; j < inner; j++) {
    missing = missing || isnan(out[j]);
    if (mean) out[j] /= total;
  }
  if (missing) sum_present(row, n, inner, weight, mean, present, out);
}

static Tensor *mapped(Arena *arena, const ReduceStep *step, const Tensor *tensor)
{
  Tensor *out  = tensor_make(arena, tensor->n_axes, tensor->axis);
  size_t  size = tensor_size(tensor);
  for (size_t i = 0; i < size; i++) {
    double x      = tensor->value[i];
    bool   plain  = step->form == REDUCE_ABS || isnan(x);
    out->value[i] = plain ? fabs(x) : (double)((x > 0) - (x < 0));
  }
  return out;
}

Tensor *reduce_apply(Arena *arena, const ReduceStep *step, const Tensor *tensor, const Tensor *x)
{
  if (!step->axis) return mapped(arena, step, tensor);
  int axis = tensor_axis(tensor, step->axis);
  assert(axis >= 0 && step->form != REDUCE_EACH);
  Tensor *out = without(arena, tensor, axis);
  size_t  n = tensor->axis[axis].n, inner = tensor_stride(tensor, axis);
  size_t  outer = n == 0 ? 0 : tensor_size(tensor) / (n * inner);
  bool    mean  = step->form == REDUCE_MEAN;
  double *from  = arena_take(arena, n > inner ? n : inner, sizeof *from);
  double *level = x ? arena_take(arena, n, sizeof *level) : NULL;
  size_t *place = x ? tensor_places(arena, tensor, x) : NULL;
  for (size_t o = 0; o < outer; o++) {
    const double *row = tensor->value + o * n * inner;
    if (mean || step->form == REDUCE_SUM) {
      sum_rows(row, n, inner, NULL, mean, from, out->value + o * inner);
      continue;
    }
    for (size_t j = 0; j < inner; j++) {
      for (size_t i = 0; i < n; i++) from[i] = row[i * inner + j];
      for (size_t i = 0; x && i < n; i++)
        level[i] = x->value[place[o * n * inner + i * inner + j]];
      out->value[o * inner + j] = column(step, from, n, x ? level : tensor->axis[axis].number);
    }
  }
  return out;
}

Tensor *reduce_weighted(Arena *arena, const Tensor *tensor, int axis, const double *weight)
{
  Tensor *out = without(arena, tensor, axis);
  size_t  n = tensor->axis[axis].n, inner = tensor_stride(tensor, axis);
  size_t  outer   = n == 0 ? 0 : tensor_size(tensor) / (n * inner);
  double *present = arena_take(arena, inner, sizeof *present);
  for (size_t o = 0; o < outer; o++) {
    sum_rows(tensor->value + o * n * inner, n, inner, weight, true, present,
             out->value + o * inner);
  }
  return out;
}
