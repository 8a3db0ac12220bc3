// Comparisons: reading limits of any shape, and holding numbers against them.

#include "experiment/compare.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

static const char *const FORM_KEYS[]  = {"above",  "below", "at_least",   "at_most",    "between",
                                         "equals", "near",  "increasing", "decreasing", NULL};
static const char *const WIDTH_KEYS[] = {"within", "within_ratio", "within_se", NULL};
static const char *const ALL_KEYS[]   = {"above",     "below",      "at_least",
                                         "at_most",   "between",    "equals",
                                         "near",      "within",     "within_ratio",
                                         "within_se", "increasing", "decreasing",
                                         NULL};

enum { SHOWN = 8 };

static int find_key(const char *const *keys, const char *key)
{
  for (int i = 0; keys[i]; i++) {
    if (strcmp(keys[i], key) == 0) return i;
  }
  return -1;
}

bool compare_is(const Node *node)
{
  return node && node->type == NODE_MAP && node->first &&
         find_key(ALL_KEYS, node->first->key) >= 0;
}

bool compare_is_trend(const CompareClause *clause)
{
  return clause->form == COMPARE_INCREASING || clause->form == COMPARE_DECREASING;
}

// ---- limits ------------------------------------------------------------------------------------

// Numbers stand alone; the ends of `between` in pairs.
static bool is_leaf(const Node *node, bool pairs)
{
  if (!pairs) return node->type == NODE_SCALAR;
  return node->type == NODE_LIST && node->size == 2 && node->first->type == NODE_SCALAR &&
         node->last->type == NODE_SCALAR;
}

typedef struct Filling {
  bool          pairs;
  CompareLimit *shape;
  double       *low, *high;
  size_t        n;
} Filling;

static bool fill(Filling *filling, const Node *node, int level, Diag *diag)
{
  if (level == filling->shape->depth) {
    if (!is_leaf(node, filling->pairs)) {
      diag_error(diag, node->place, NULL,
                 filling->pairs ? "here a pair is needed: [low, high]"
                                : "here a single number is needed");
      return false;
    }
    size_t i = filling->n++;
    if (!filling->pairs) return node_number(node, &filling->low[i], diag);
    if (!node_number(node->first, &filling->low[i], diag)) return false;
    if (!node_number(node->last, &filling->high[i], diag)) return false;
    if (filling->low[i] <= filling->high[i]) return true;
    diag_error(diag, node->place, NULL, "the lower end comes first: [low, high]");
    return false;
  }
  if (node->type != NODE_LIST || node->size != filling->shape->n[level]) {
    diag_error(diag, node->place, NULL, "a list of %zu is needed here, as in the entry before",
               filling->shape->n[level]);
    return false;
  }
  for (const Node *child = node->first; child; child = child->next) {
    if (!fill(filling, child, level + 1, diag)) return false;
  }
  return true;
}

static bool read_limit(Arena *arena, const Node *node, CompareLimit *low, CompareLimit *high,
                       Diag *diag)
{
  bool   pairs = high != NULL;
  size_t size  = 1;
  for (const Node *at = node; !is_leaf(at, pairs); at = at->first) {
    if (at->type != NODE_LIST || at->size == 0 || low->depth == COMPARE_DEPTH) {
      diag_error(diag, at->place, NULL, "'%s' takes %s", node->key,
                 pairs ? "a pair [low, high], or a list of them"
                       : "a number, or a list of numbers");
      return false;
    }
    low->n[low->depth++] = at->size;
    size *= at->size;
  }
  double *value = arena_take(arena, size, sizeof *value);
  double *upper = pairs ? arena_take(arena, size, sizeof *upper) : NULL;
  low->value    = value;
  if (pairs) *high = *low;
  if (pairs) high->value = upper;
  Filling filling = {.pairs = pairs, .shape = low, .low = value, .high = upper};
  return fill(&filling, node, 0, diag);
}

// ---- reading -----------------------------------------------------------------------------------

static bool read_width(Arena *arena, const Node *map, CompareClause *clause, Diag *diag)
{
  const Node *width = NULL;
  for (int i = 0; WIDTH_KEYS[i]; i++) {
    const Node *node = node_get(map, WIDTH_KEYS[i]);
    if (!node) continue;
    if (width) {
      diag_error(diag, node->key_place, NULL, "one width is enough: '%s' stands there already",
                 width->key);
      return false;
    }
    width              = node;
    clause->width_form = (CompareWidth)i;
  }
  if (!width) {
    diag_error(diag, clause->node->key_place, "near: 1, within: 0.1", "'near' needs a width: %s",
               "'within', 'within_ratio' or 'within_se'");
    return false;
  }
  if (!read_limit(arena, width, &clause->width, NULL, diag)) return false;
  size_t n = 1;
  for (int i = 0; i < clause->width.depth; i++) n *= clause->width.n[i];
  for (size_t i = 0; i < n; i++) {
    if (clause->width.value[i] >= 0) continue;
    diag_error(diag, width->place, NULL, "a width cannot be negative");
    return false;
  }
  return true;
}

bool compare_read(Arena *arena, const Node *map, Comparison *comparison, Diag *diag)
{
  *comparison = (Comparison){0};
  if (!map || map->type != NODE_MAP) {
    if (map) diag_error(diag, map->place, "{at_least: 1}", "a comparison is a map");
    return false;
  }
  size_t before = diag_count(diag);
  node_only(map, ALL_KEYS, diag);
  for (const Node *node = map->first; node; node = node->next) {
    int form = find_key(FORM_KEYS, node->key);
    if (form < 0) {
      if (find_key(WIDTH_KEYS, node->key) >= 0 && !node_get(map, "near")) {
        diag_error(diag, node->key_place, NULL, "'%s' is the width of 'near', which is not there",
                   node->key);
      }
      continue;
    }
    CompareClause *clause = &comparison->clause[comparison->n++];
    clause->form          = (CompareForm)form;
    clause->node          = node;
    CompareLimit *upper   = form == COMPARE_BETWEEN ? &clause->upper : NULL;
    if (!read_limit(arena, node, &clause->limit, upper, diag)) continue;
    if (form == COMPARE_NEAR) read_width(arena, map, clause, diag);
    if (compare_is_trend(clause) && clause->limit.depth > 0) {
      diag_error(diag, node->place, NULL, "'%s' takes a single number", node->key);
    }
  }
  if (comparison->n == 0 && diag_count(diag) == before) {
    diag_error(diag, map->place, "{at_least: 1}", "nothing is compared here");
  }
  return diag_count(diag) == before;
}

bool compare_read_plain(Arena *arena, const Node *map, Comparison *comparison, Diag *diag)
{
  if (!compare_read(arena, map, comparison, diag)) return false;
  for (int i = 0; i < comparison->n; i++) {
    const CompareClause *clause = &comparison->clause[i];
    bool                 single = clause->limit.depth == 0 && clause->width.depth == 0;
    if (single && !compare_is_trend(clause) && clause->width_form != WIDTH_ERRORS) continue;
    diag_error(diag, clause->node->key_place, NULL,
               "only plain comparisons with single numbers serve here");
    return false;
  }
  return true;
}

// ---- judging -----------------------------------------------------------------------------------

static double at(const CompareLimit *limit, size_t index)
{
  return limit->value[limit->depth == 0 ? 0 : index];
}

// How far x is beyond a limit it may not pass (or, with `strict`, not even touch).
static double beyond(double excess, bool strict)
{
  if (excess > 0) return excess;
  return strict && excess == 0 ? DBL_MIN : 0;
}

static double near_shortfall(const CompareClause *clause, size_t index, double x, double error)
{
  double limit = at(&clause->limit, index);
  double width = at(&clause->width, index);
  if (clause->width_form == WIDTH_RATIO) width *= fabs(limit);
  if (clause->width_form == WIDTH_ERRORS) width *= error;
  if (isnan(width)) return INFINITY;
  return beyond(fabs(x - limit) - width, false);
}

double compare_shortfall(const CompareClause *clause, size_t index, double x, double error)
{
  if (isnan(x)) return INFINITY;
  double limit = at(&clause->limit, index);
  switch (clause->form) {
    case COMPARE_ABOVE: return beyond(limit - x, true);
    case COMPARE_BELOW: return beyond(x - limit, true);
    case COMPARE_AT_LEAST: return beyond(limit - x, false);
    case COMPARE_AT_MOST: return beyond(x - limit, false);
    case COMPARE_BETWEEN: return beyond(fmax(limit - x, x - at(&clause->upper, index)), false);
    case COMPARE_EQUALS: return beyond(fabs(x - limit), false);
    case COMPARE_NEAR: return near_shortfall(clause, index, x, error);
    case COMPARE_INCREASING: return beyond(limit - x, true);
    case COMPARE_DECREASING: return beyond(limit + x, true);
  }
  return INFINITY;
}

bool compare_holds(const Comparison *comparison, double x)
{
  for (int i = 0; i < comparison->n; i++) {
    if (compare_shortfall(&comparison->clause[i], 0, x, NAN) > 0) return false;
  }
  return true;
}

// ---- shapes ------------------------------------------------------------------------------------

static const char *shape_text(Arena *arena, int n_axes, const size_t *n)
{
  if (n_axes == 0) return "a single number";
  Text text = {.arena = arena};
  for (int i = 0; i < n_axes; i++) text_print(&text, "%s%zu", i > 0 ? " x " : "", n[i]);
  text_add(&text, " numbers");
  return text.start;
}

static int without_singles(int n_axes, const size_t *n, size_t *out)
{
  int axes = 0;
  for (int i = 0; i < n_axes; i++) {
    if (n[i] != 1) out[axes++] = n[i];
  }
  return axes;
}

static bool limit_fits(const CompareLimit *limit, int n_axes, const size_t *n)
{
  size_t own[COMPARE_DEPTH];
  if (limit->depth == 0) return true;
  int depth = without_singles(limit->depth, limit->n, own);
  return depth == n_axes && memcmp(own, n, (size_t)depth * sizeof *n) == 0;
}

bool compare_fits(const Comparison *comparison, int n_axes, const size_t *n, Diag *diag)
{
  bool   fits  = true;
  Arena *arena = arena_open();
  size_t shape[16];
  int    axes = without_singles(n_axes, n, shape);
  for (int i = 0; i < comparison->n; i++) {
    const CompareClause *clause = &comparison->clause[i];
    const Node          *node   = clause->node;
    if (compare_is_trend(clause) && axes == 0) {
      diag_error(diag, node->key_place, "name an axis `each` in reduce",
                 "a single number is measured: nothing can be %s", node->key);
      fits = false;
    }
    const CompareLimit *limit = &clause->limit, *width = &clause->width;
    bool                good = limit_fits(limit, axes, shape);
    if (good && limit_fits(width, axes, shape)) continue;
    const CompareLimit *bad = good ? width : limit;
    diag_error(diag, node->place, NULL, "'%s' %s %s, but %s %s measured", node->key,
               good ? "has a width of" : "holds", shape_text(arena, bad->depth, bad->n),
               shape_text(arena, axes, shape), axes == 0 ? "is" : "are");
    fits = false;
  }
  arena_close(arena);
  return fits;
}

// ---- text --------------------------------------------------------------------------------------

static void write_limit(const CompareLimit *limit, int level, size_t offset, Text *out)
{
  if (level == limit->depth) {
    text_add_number(out, limit->value[offset]);
    return;
  }
  size_t stride = 1;
  assert(level < COMPARE_DEPTH);
  for (int i = level + 1; i < limit->depth && i < COMPARE_DEPTH; i++) stride *= limit->n[i];
  text_add(out, "[");
  for (size_t i = 0; i < limit->n[level] && i < SHOWN; i++) {
    if (i > 0) text_add(out, ", ");
    write_limit(limit, level + 1, offset + i * stride, out);
  }
  text_add(out, limit->n[level] > SHOWN ? ", ...]" : "]");
}

static void write_clause(const CompareClause *clause, Text *out)
{
  static const char *const words[] = {"above ",    "below ", "at least ",  "at most ",  "between ",
                                      "equal to ", "near ",  "increasing", "decreasing"};
  text_add(out, words[clause->form]);
  if (compare_is_trend(clause)) {
    if (clause->limit.value[0] == 0) return;
    text_add(out, " by more than ");
  }
  write_limit(&clause->limit, 0, 0, out);
  if (clause->form == COMPARE_BETWEEN) {
    text_add(out, " and ");
    write_limit(&clause->upper, 0, 0, out);
  }
  if (clause->form != COMPARE_NEAR) return;
  text_add(out, " within ");
  write_limit(&clause->width, 0, 0, out);
  if (clause->width_form == WIDTH_RATIO) text_add(out, " of it");
  if (clause->width_form == WIDTH_ERRORS) text_add(out, " standard errors");
}

const char *compare_text(Arena *arena, const Comparison *comparison)
{
  Text text = {.arena = arena};
  text_add(&text, "");
  for (int i = 0; i < comparison->n; i++) {
    if (i > 0) text_add(&text, ", ");
    write_clause(&comparison->clause[i], &text);
  }
  return text.start;
}
