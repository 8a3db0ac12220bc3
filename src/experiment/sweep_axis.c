// Swept axes: levels from lists, from min..max, and from distributions.

#include "experiment/sweep_axis.h"

#include <math.h>
#include <string.h>

#include "experiment/decimal.h"
#include "experiment/path.h"
#include "math/function.h"
#include "math/normal.h"

enum { LEVELS = 1000000, LISTED = 10000 };   // of an axis; of a list

typedef struct DistributionRow {
  const char  *name;
  Distribution form;
} DistributionRow;

static const DistributionRow distributions[] = {{"categorical", DISTRIBUTION_LEVELS},
                                                {"uniform", DISTRIBUTION_UNIFORM},
                                                {"log_uniform_values", DISTRIBUTION_LOG_UNIFORM},
                                                {"int_uniform", DISTRIBUTION_INTEGER},
                                                {"q_uniform", DISTRIBUTION_QUANTUM},
                                                {"normal", DISTRIBUTION_NORMAL},
                                                {"log_normal", DISTRIBUTION_LOG_NORMAL}};

enum { DISTRIBUTIONS = sizeof distributions / sizeof distributions[0] };

static const char *const range_keys[] = {"min", "max", "steps", "q", "mu", "sigma", NULL};

// What reading an axis needs at hand.
typedef struct Work {
  Reading    *reading;
  const Node *node;
  SweepAxis  *axis;
  bool        grid;
  bool        good;
} Work;

#define REFUSE(work, at, hint, ...)                                                               \
  ((work)->good = false, diag_error((work)->reading->diag, at, hint, __VA_ARGS__))

static Level make_level(Arena *arena, const Node *value)
{
  Level level = {.value = value, .number = NAN, .label = value->key};
  if (value->type == NODE_SCALAR) {
    if (!value->plain || !text_to_number(value->text, &level.number)) level.number = NAN;
    if (!value->key) level.label = value->text;
  }
  if (!level.label) {
    Text label = {.arena = arena};
    node_canonical(value, &label);
    level.label = label.start;
  }
  return level;
}

static Level number_level(Arena *arena, double number, Place place)
{
  char text[32];
  text_from_number(text, number);
  Node *value      = node_scalar(arena, text, place);
  value->key_place = place;
  return (Level){value->text, number, value};
}

// Whether two levels cannot be told apart.
static bool is_same(const Level *a, const Level *b)
{
  if (strcmp(a->label, b->label) == 0) return true;
  return !a->value->key && !isnan(a->number) && a->number == b->number;
}

static void read_values(Work *work, const Node *values)
{
  Arena *arena = work->reading->arena;
  if (values->type == NODE_SCALAR || values->size == 0) {
    const char *what = values->type == NODE_SCALAR ? node_what(values).text : "empty";
    REFUSE(work, values->place, "such as [0.1, 0.2] or {name: value}",
           "'values' must be a list or a map, not %s", what);
    return;
  }
  if (values->size > LISTED) {
    REFUSE(work, values->place, NULL, "these are more than %d values", LISTED);
    return;
  }
  Level  *level = arena_take(arena, values->size, sizeof *level);
  int64_t n     = 0;
  for (const Node *value = values->first; value; value = value->next) {
    if (values->type == NODE_LIST && value->type != NODE_SCALAR) {
      REFUSE(work, value->place, "values: {name: value, ..}",
             "a value that is a map or a list needs a name");
      continue;
    }
    Node *own = node_copy(arena, value);
    if (!own->key) own->key_place = own->place;
    level[n] = make_level(arena, own);
    for (int64_t i = 0; i < n; i++) {
      if (!is_same(&level[i], &level[n])) continue;
      Place place = value->key ? value->key_place : value->place;
      REFUSE(work, place, NULL, "'%s' is there already", text_brief(level[n].label).text);
      break;
    }
    n++;
  }
  work->axis->level = level;
  work->axis->n     = n;
}

static void read_probabilities(Work *work, const Node *node)
{
  SweepAxis *axis = work->axis;
  if (work->grid) {
    REFUSE(work, node->key_place, NULL, "'probabilities' need the method random or sobol");
    return;
  }
  if (node->type != NODE_LIST || (int64_t)node->size != axis->n) {
    REFUSE(work, node->place, NULL,
           "'probabilities' must be a list of as many numbers as there are values");
    return;
  }
  double *upto = arena_take(work->reading->arena, node->size, sizeof *upto), sum = 0;
  size_t  n = 0;
  for (const Node *part = node->first; part; part = part->next) {
    double p = 0;
    if (!node_number(part, &p, work->reading->diag))
      work->good = false;
    else if (p < 0)
      REFUSE(work, part->place, NULL, "a probability cannot be negative");
    upto[n++] = sum += p;
  }
  if (!work->good) return;
  if (fabs(sum - 1) > 1e-6) REFUSE(work, node->place, NULL, "'probabilities' must add up to 1");
  axis->upto = upto;
}

// A number of the axis; `standard` where it is not written, an error where that is NaN.
static double read_number(Work *work, const char *key, double standard)
{
  const Node *node   = node_get(work->node, key);
  double      number = standard;
  if (node && !node_number(node, &number, work->reading->diag)) work->good = false;
  if (!node && isnan(standard))
    REFUSE(work, work->node->key_place, NULL, "the axis needs '%s'", key);
  return number;
}

static bool is_whole_number(const Node *node)
{
  int64_t count;
  return node && node->type == NODE_SCALAR && text_to_count(node->text, &count);
}

static bool has_whole_ends(const Work *work)
{
  return is_whole_number(node_get(work->node, "min")) &&
         is_whole_number(node_get(work->node, "max"));
}

static bool read_distribution(Work *work)
{
  SweepAxis  *axis = work->axis;
  const Node *node = node_get(work->node, "distribution");
  axis->distribution =
      !work->grid && has_whole_ends(work) ? DISTRIBUTION_INTEGER : DISTRIBUTION_UNIFORM;
  if (!node) return true;
  const char *names[DISTRIBUTIONS], *word = node->type == NODE_SCALAR ? node->text : "";
  for (int i = 0; i < DISTRIBUTIONS; i++) {
    names[i]           = distributions[i].name;
    axis->distribution = distributions[i].form;
    if (strcmp(word, names[i]) == 0) return true;
  }
  if (strcmp(word, "log_uniform") == 0) {
    REFUSE(work, node->place,
           "write log_uniform_values, with the smallest and largest value as min and max",
           "'log_uniform' takes min and max for exponents, which is easily mistaken");
    return false;
  }
  const char *near = text_nearest(word, names, DISTRIBUTIONS);
  const char *all =
      "uniform, log_uniform_values, int_uniform, q_uniform, normal, log_normal or categorical";
  const char *hint = near ? arena_print(work->reading->arena, "did you mean '%s'?", near) : all;
  REFUSE(work, node->place, hint, "there is no distribution %s", node_what(node).text);
  return false;
}

static void read_range(Work *work)
{
  SweepAxis  *axis = work->axis;
  const Node *low  = node_get(work->node, "min");
  axis->low        = read_number(work, "min", NAN);
  axis->high       = read_number(work, "max", NAN);
  if (axis->distribution == DISTRIBUTION_QUANTUM) axis->q = read_number(work, "q", 1);
  if (!work->good) return;
  if (axis->low >= axis->high) REFUSE(work, low->place, NULL, "'min' must lie below 'max'");
  if (axis->distribution == DISTRIBUTION_LOG_UNIFORM && axis->low <= 0) {
    REFUSE(work, low->place, NULL, "'min' must be above 0, since logarithms are taken");
  }
  if (axis->distribution == DISTRIBUTION_QUANTUM && axis->q <= 0) {
    REFUSE(work, node_get(work->node, "q")->place, NULL, "'q' must be above 0");
  }
  if (axis->distribution == DISTRIBUTION_INTEGER && !has_whole_ends(work)) {
    REFUSE(work, low->place, NULL, "'min' and 'max' of int_uniform must be whole numbers");
  }
}

// The i-th of n levels between both ends.
static double between(const SweepAxis *axis, int64_t i, int64_t n)
{
  if (axis->distribution != DISTRIBUTION_LOG_UNIFORM)
    return decimal_between(axis->low, axis->high, i, n);
  if (i == 0) return axis->low;
  if (i == n - 1) return axis->high;
  double low = math_log(axis->low), high = math_log(axis->high);
  return math_exp(low + (high - low) * ((double)i / (double)(n - 1)));
}

// How many levels a grid has; 0 after a complaint.
static long count_grid(Work *work, double step)
{
  const SweepAxis *axis  = work->axis;
  const Node      *steps = node_get(work->node, "steps");
  long             n     = 0;
  if (step > 0) {
    double count = floor((axis->high - axis->low) / step + 1e-9) + 1;
    if (steps) {
      REFUSE(work, steps->key_place, NULL,
             "a grid takes all values of this distribution, 'steps' has no place");
    } else if (count > LEVELS) {
      REFUSE(work, work->node->key_place, NULL, "these are more than %d values", LEVELS);
    } else {
      return (long)count;
    }
  } else if (!steps) {
    REFUSE(work, work->node->key_place, "such as {min: 0, max: 1, steps: 11}",
           "a grid from 'min' to 'max' needs 'steps'");
  } else if (!node_count(steps, 2, LEVELS, &n, work->reading->diag)) {
    work->good = false;
  }
  return work->good ? n : 0;
}

static void read_grid(Work *work)
{
  SweepAxis *axis  = work->axis;
  Arena     *arena = work->reading->arena;
  double     step  = axis->distribution == DISTRIBUTION_INTEGER ? 1 : axis->q;
  long       n     = count_grid(work, step);
  Level     *level = arena_take(arena, (size_t)n, sizeof *level);
  for (long i = 0; i < n; i++) {
    double number = step > 0 ? decimal_step(axis->low, step, i) : between(axis, i, n);
    level[i]      = number_level(arena, number, work->node->place);
  }
  axis->level = level;
  axis->n     = n;
}

// Complains about keys of ranges where values are listed.
static void refuse_range(Work *work, const char *listed)
{
  for (const char *const *key = range_keys; *key; key++) {
    const Node *node = node_get(work->node, *key);
    if (node)
      REFUSE(work, node->key_place, NULL, "'%s' and '%s' exclude each other", listed, *key);
  }
}

static void read_listed(Work *work, const Node *values, const Node *value)
{
  Arena      *arena        = work->reading->arena;
  const Node *distribution = node_get(work->node, "distribution");
  refuse_range(work, values ? "values" : "value");
  if (distribution && work->axis->distribution != DISTRIBUTION_LEVELS) {
    REFUSE(work, distribution->place, NULL, "%s takes no listed values",
           node_what(distribution).text);
  }
  work->axis->distribution = DISTRIBUTION_LEVELS;
  if (values && value)
    REFUSE(work, value->key_place, NULL, "'values' and 'value' exclude each other");
  if (values) {
    read_values(work, values);
  } else {
    Level *level      = arena_take(arena, 1, sizeof *level);
    Node  *own        = node_copy(arena, value);
    own->key          = NULL;
    own->key_place    = value->place;
    *level            = make_level(arena, own);
    work->axis->level = level;
    work->axis->n     = 1;
  }
  const Node *probabilities = node_get(work->node, "probabilities");
  if (probabilities && work->good) read_probabilities(work, probabilities);
}

static void read_drawn(Work *work)
{
  SweepAxis  *axis = work->axis;
  const Node *node = work->node, *steps = node_get(node, "steps"),
             *sigma = node_get(node, "sigma");
  if (axis->distribution == DISTRIBUTION_LEVELS) {
    REFUSE(work, node->key_place, NULL, "'categorical' needs 'values'");
  } else if (axis->distribution == DISTRIBUTION_NORMAL ||
             axis->distribution == DISTRIBUTION_LOG_NORMAL) {
    axis->mu    = read_number(work, "mu", 0);
    axis->sigma = read_number(work, "sigma", 1);
    if (axis->sigma < 0) REFUSE(work, sigma->place, NULL, "'sigma' cannot be negative");
    if (work->grid)
      REFUSE(work, node->key_place, NULL,
             "a normal distribution needs the method random or sobol");
  } else if (!node_get(node, "min") && !node_get(node, "max")) {
    REFUSE(work, node->key_place, "such as {values: [0.1, 0.2]}",
           "the axis needs 'values', or 'min' and 'max'");
  } else {
    read_range(work);
    if (work->grid && work->good) read_grid(work);
    if (!work->grid && steps) {
      REFUSE(work, steps->key_place, NULL,
             "'steps' is for grids; random and sobol go by 'run_cap'");
    }
  }
}

static void read_name(Work *work)
{
  const Node *name = node_get(work->node, "name");
  work->axis->name = path_name(work->reading->paths, work->node->key);
  if (!name) return;
  if (name->type != NODE_SCALAR || name->text[0] == '\0' || strpbrk(name->text, " ,=")) {
    REFUSE(work, name->place, NULL, "'name' must be a word, not %s", node_what(name).text);
  } else if (path_is_reserved(name->text)) {
    REFUSE(work, name->place, NULL, "'%s' is what recordings call an axis of their own",
           name->text);
  } else {
    work->axis->name = name->text;
  }
}

bool sweep_axis_read(Reading *reading, const Node *node, bool grid, SweepAxis *axis)
{
  static const char *const keys[] = {"values", "value",         "min",  "max",
                                     "steps",  "distribution",  "q",    "mu",
                                     "sigma",  "probabilities", "name", NULL};
  *axis     = (SweepAxis){.path = node->key, .name = node->key, .place = node->key_place};
  Work work = {reading, node, axis, grid, true};
  if (node->type != NODE_MAP) {
    const char *hint =
        node->type == NODE_LIST ? "{values: [..]}" : "{value: ..} or {values: [..]}";
    REFUSE(&work, node->place, hint, "an axis must be a map, not %s", node_what(node).text);
    return false;
  }
  node_only(node, keys, reading->diag);
  read_name(&work);
  if (!read_distribution(&work)) return false;
  const Node *values = node_get(node, "values"), *value = node_get(node, "value");
  if (values || value)
    read_listed(&work, values, value);
  else
    read_drawn(&work);
  return work.good;
}

static double draw_number(const SweepAxis *axis, double u)
{
  double x, at = axis->low + u * (axis->high - axis->low);
  switch (axis->distribution) {
    case DISTRIBUTION_LOG_UNIFORM:
      x = math_exp(math_log(axis->low) + u * (math_log(axis->high) - math_log(axis->low)));
      break;
    case DISTRIBUTION_INTEGER: x = axis->low + floor(u * (axis->high - axis->low + 1)); break;
    case DISTRIBUTION_QUANTUM: return decimal_step(0, axis->q, (int64_t)floor(at / axis->q + 0.5));
    case DISTRIBUTION_NORMAL: return axis->mu + axis->sigma * normal_quantile(u);
    case DISTRIBUTION_LOG_NORMAL: return math_exp(axis->mu + axis->sigma * normal_quantile(u));
    default: x = at; break;
  }
  if (x < axis->low) return axis->low;
  return x > axis->high ? axis->high : x;
}

const Level *sweep_axis_draw(Arena *arena, const SweepAxis *axis, double u)
{
  if (axis->distribution == DISTRIBUTION_LEVELS) {
    int64_t i = axis->upto ? 0 : (int64_t)(u * (double)axis->n);
    while (axis->upto && i < axis->n - 1 && u >= axis->upto[i]) i++;
    return &axis->level[i < axis->n ? i : axis->n - 1];
  }
  Level *level = arena_take(arena, 1, sizeof *level);
  *level       = number_level(arena, draw_number(axis, u), axis->place);
  return level;
}
