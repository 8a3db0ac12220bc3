// Judging: a claim's numbers, or their intervals, against its comparison.

#include <math.h>
#include <string.h>

#include "experiment/claim.h"
#include "experiment/inquiry.h"
#include "math/statistic.h"

enum { RESAMPLES = 2000 };

static const double PRINTED =
    0.95;   // of the interval that is shown where no confidence is asked for

// What a clause is held against: the numbers themselves, or for trends the steps along the last
// axis.
typedef struct Steps {
  size_t rows, columns;   // of the numbers; the last axis of more than one level has the columns
  bool   trend;
} Steps;

static Steps steps_of(const Tensor *result, bool trend)
{
  size_t columns = 1;
  for (int i = 0; i < result->n_axes; i++) {
    if (result->axis[i].n != 1) columns = result->axis[i].n;
  }
  size_t size = tensor_size(result);
  return (Steps){columns == 0 ? 0 : size / columns, columns, trend};
}

static size_t count_steps(const Steps *steps)
{
  return steps->rows * (steps->trend ? steps->columns - 1 : steps->columns);
}

static double step_at(const Steps *steps, const double *value, size_t index)
{
  if (!steps->trend) return value[index];
  size_t        row = index / (steps->columns - 1), column = index % (steps->columns - 1);
  const double *at = value + row * steps->columns + column;
  return at[1] - at[0];
}

// Where in the result a step ends.
static size_t place_of(const Steps *steps, size_t index)
{
  if (!steps->trend) return index;
  return index / (steps->columns - 1) * steps->columns + index % (steps->columns - 1) + 1;
}

typedef struct Worst {
  double shortfall;   // 0: everything holds
  size_t place;
} Worst;

static void note(Worst *worst, double shortfall, size_t place)
{
  if (!(shortfall > worst->shortfall)) return;
  worst->shortfall = shortfall;
  worst->place     = place;
}

// The ends of the interval of one step, from all resamples.
static void interval_of(const Steps *steps, const double *resamples, size_t size, size_t index,
                        double level, double *buffer, double *low, double *high)
{
  for (size_t r = 0; r < RESAMPLES; r++) {
    buffer[r] = step_at(steps, resamples + r * size, index);
  }
  *low  = statistic_quantile(buffer, RESAMPLES, (1 - level) / 2);
  *high = statistic_quantile(buffer, RESAMPLES, (1 + level) / 2);
}

// Holds all clauses against the estimates, or, with resamples, against both ends of each interval.
static Worst hold(Arena *arena, const Claim *claim, const Inquiry *inquiry,
                  const double *resamples)
{
  const Tensor *result = inquiry->result;
  size_t        size   = tensor_size(result);
  double       *buffer = arena_take(arena, RESAMPLES, sizeof *buffer);
  double       *error  = NULL;
  Worst         worst  = {0};
  for (int i = 0; i < claim->is.n; i++) {
    const CompareClause *clause = &claim->is.clause[i];
    Steps                steps  = steps_of(result, compare_is_trend(clause));
    if (clause->width_form == WIDTH_ERRORS && !error) error = inquiry_errors(arena, inquiry);
    for (size_t k = 0; k < count_steps(&steps); k++) {
      double own = error ? error[k] : NAN;
      double low = step_at(&steps, result->value, k), high = low;
      note(&worst, compare_shortfall(clause, k, low, own), place_of(&steps, k));
      if (!resamples) continue;
      interval_of(&steps, resamples, size, k, claim->confidence, buffer, &low, &high);
      note(&worst, compare_shortfall(clause, k, low, own), place_of(&steps, k));
      note(&worst, compare_shortfall(clause, k, high, own), place_of(&steps, k));
    }
  }
  return worst;
}

static const char *interval_text(Arena *arena, const Claim *claim, const Inquiry *inquiry,
                                 const double *resamples)
{
  Tensor *low    = tensor_make(arena, inquiry->result->n_axes, inquiry->result->axis);
  Tensor *high   = tensor_make(arena, inquiry->result->n_axes, inquiry->result->axis);
  size_t  size   = tensor_size(low);
  Steps   steps  = steps_of(low, false);
  double *buffer = arena_take(arena, RESAMPLES, sizeof *buffer);
  double  level  = claim->confidence > 0 ? claim->confidence : PRINTED;
  for (size_t i = 0; i < size; i++) {
    interval_of(&steps, resamples, size, i, level, buffer, &low->value[i], &high->value[i]);
  }
  const char *from = tensor_text(arena, low), *to = tensor_text(arena, high);
  if (size == 1 && isnan(low->value[0])) return "";
  return size == 1 ? arena_print(arena, "[%s, %s]", from, to)
                   : arena_print(arena, "%s to %s", from, to);
}

static const char *measured_text(Arena *arena, const Inquiry *inquiry, Worst worst)
{
  const Tensor *result = inquiry->result;
  const char   *text   = tensor_text(arena, result);
  if (worst.shortfall == 0 || tensor_size(result) == 1) return text;
  char digits[32];
  tensor_digits(digits, result->value[worst.place]);
  return arena_print(arena, "%s; worst: %s at %s", text, digits,
                     tensor_label(arena, result, worst.place));
}

static const char *band_text(Arena *arena, const Claim *claim)
{
  const char *band = compare_text(arena, &claim->is);
  if (claim->confidence == 0) return band;
  char digits[32];
  tensor_digits(digits, 100 * claim->confidence);
  return arena_print(arena, "%s (the whole %s %% interval)", band, digits);
}

// Whether the comparison asks the same of all numbers, however many there are.
static bool limits_are_single(const Claim *claim)
{
  for (int i = 0; i < claim->is.n; i++) {
    const CompareClause *clause = &claim->is.clause[i];
    if (clause->limit.depth > 0 || clause->width.depth > 0) return false;
  }
  return true;
}

Judgement claim_judge(Arena *arena, const Claim *claims, int index, const Source *source)
{
  const Claim *claim   = &claims[index];
  Inquiry      inquiry = inquiry_open(arena, claim->left, claim->right, claim->join, source);
  Judgement    out     = {.that     = claim->that,
                          .because  = claim->because,
                          .fails    = claim->fails,
                          .verdict  = VERDICT_FAIL,
                          .band     = band_text(arena, claim),
                          .interval = "",
                          .animals  = inquiry.roll.animals};
  if (inquiry.roll.missing > 0) {
    out.measured = arena_print(arena, "%d of %d animals are missing", inquiry.roll.missing,
                               inquiry.roll.needed);
    return out;
  }
  if (limits_are_single(claim)) inquiry_drop_missing(arena, &inquiry);
  bool    sure      = claim->confidence > 0;
  bool    shown     = sure || tensor_size(inquiry.result) == 1;
  double *resamples = shown ? inquiry_resamples(arena, &inquiry, RESAMPLES) : NULL;
  Worst   worst     = hold(arena, claim, &inquiry, sure ? resamples : NULL);
  if (resamples) out.interval = interval_text(arena, claim, &inquiry, resamples);
  out.measured = measured_text(arena, &inquiry, worst);
  if (sure && !resamples) {
    out.measured = arena_print(arena, "%s (no interval: one animal)", out.measured);
  } else if (worst.shortfall == 0) {
    out.verdict = VERDICT_PASS;
  }
  return out;
}
