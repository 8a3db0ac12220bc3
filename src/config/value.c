// Values: a number or a map of one of the forms in which a number is drawn (words.md, section 2).
//
// The word of the form carries the main number, its neighbours the others. What cannot be drawn is
// refused here: a negative spread, an interval without room, weights that sum to nothing. Forms
// that go on from draw to draw (cycle, shuffled, walk, spread) and values inside values are not
// built yet, and say so.

#include <math.h>
#include <string.h>

#include "config/field.h"

enum { KEYS = 6 };

typedef struct Form {
  ValueForm   form;
  const char *keys[KEYS];   // its own word first; ended by NULL
} Form;

static const Form forms[] = {
  {VALUE_NORMAL, {"normal", "sd", "within", "draw", NULL}},
  {VALUE_UNIFORM, {"uniform", "within", "draw", NULL}},
  {VALUE_EXPONENTIAL, {"exponential", "within", "draw", NULL}},
  {VALUE_GEOMETRIC, {"geometric", "within", "draw", NULL}},
  {VALUE_CHOICE, {"choice", "weights", "draw", NULL}},
};
enum { FORMS = sizeof forms / sizeof *forms };

static const char *const words[] = {"normal",    "uniform", "exponential",
                                    "geometric", "choice",  NULL};
static const char built[] = "built are a number, normal, uniform, exponential, geometric, choice";

static bool read_number(const Node *node, double *out, Diag *diag)
{
  if (node->type != NODE_MAP) return node_number(node, out, diag);
  diag_error(diag, node->place, NULL,
             "%s must be a number: values inside values are not built yet", node_name(node).text);
  return false;
}

// Two numbers of which the first is the smaller.
static bool read_interval(const Node *node, double *low, double *high, Diag *diag)
{
  if (node->type != NODE_LIST || node->size != 2) {
    diag_error(diag, node->place, NULL, "%s must be two numbers, [low, high]",
               node_name(node).text);
    return false;
  }
  bool good = read_number(node->first, low, diag);
  good &= read_number(node->last, high, diag);
  if (good && !(*low < *high)) {
    diag_error(diag, node->place, NULL, "%s must be [low, high] with low below high",
               node_name(node).text);
    return false;
  }
  return good;
}

static bool check_least(const Node *node, double number, double least, bool above, Diag *diag)
{
  if (above ? number > least : number >= least) return true;
  char shown[32], bound[32];
  text_from_number(shown, number);
  text_from_number(bound, least);
  diag_error(diag, node->place, NULL, "%s is %s; it must be %s %s", node_name(node).text, shown,
             above ? "above" : "at least", bound);
  return false;
}

static bool read_normal(const Node *map, const Node *mean, Value *value, Diag *diag)
{
  const Node *sd = node_get(map, "sd");
  bool        good = read_number(mean, &value->a, diag);
  if (sd == NULL) {
    diag_error(diag, map->place, "such as {normal: 0, sd: 1}", "'sd' is missing");
    return false;
  }
  return read_number(sd, &value->b, diag) && check_least(sd, value->b, 0, false, diag) && good;
}

static bool read_levels(Arena *arena, const Node *list, double **levels, Diag *diag)
{
  if (list->type != NODE_LIST || list->size == 0) {
    diag_error(diag, list->place, NULL, "%s must be a list of numbers, not %s",
               node_name(list).text,
               list->type == NODE_LIST ? "an empty one" : node_what(list).text);
    return false;
  }
  bool   good = true;
  size_t n = 0;
  *levels = arena_take(arena, list->size, sizeof **levels);
  for (const Node *entry = list->first; entry != NULL; entry = entry->next) {
    good &= read_number(entry, &(*levels)[n++], diag);
  }
  return good;
}

static bool read_weights(Arena *arena, const Node *list, size_t n, double **weights, Diag *diag)
{
  if (!read_levels(arena, list, weights, diag)) return false;
  if (list->size != n) {
    diag_error(diag, list->place, NULL, "'weights' has %zu entries, 'choice' has %zu", list->size,
               n);
    return false;
  }
  double      sum = 0;
  bool        good = true;
  const Node *entry = list->first;
  for (size_t i = 0; i < n; i++, entry = entry->next) {
    good &= check_least(entry, (*weights)[i], 0, false, diag);
    sum += (*weights)[i];
  }
  if (good && (sum <= 0 || isinf(sum))) {
    diag_error(diag, list->place, NULL, "'weights' must have a sum above 0%s",
               isinf(sum) ? " that is finite" : "");
    return false;
  }
  return good;
}

static bool read_choice(Arena *arena, const Node *map, const Node *list, Value *value, Diag *diag)
{
  double     *levels, *weights;
  const Node *weighted = node_get(map, "weights");
  if (!read_levels(arena, list, &levels, diag)) return false;
  size_t n = list->size;
  if (weighted != NULL) {
    if (!read_weights(arena, weighted, n, &weights, diag)) return false;
  } else {
    weights = arena_take(arena, n, sizeof *weights);
    for (size_t i = 0; i < n; i++) weights[i] = 1;
  }
  double sum = 0, so_far = 0;
  for (size_t i = 0; i < n; i++) sum += weights[i];
  for (size_t i = 0; i < n; i++) {
    so_far += weights[i];
    weights[i] = so_far / sum;
  }
  weights[n - 1] = 1;
  value->level = levels;
  value->upto = weights;
  value->n_levels = (int)n;
  return true;
}

static bool read_within(const Node *node, Value *value, Diag *diag)
{
  if (!read_interval(node, &value->low, &value->high, diag)) return false;
  value->bounded = true;
  if (value_possible(value)) return true;
  diag_error(diag, node->place, NULL, "nothing that is drawn can lie within these bounds");
  return false;
}

static bool read_draw(const Node *node, ValueDraw *draw, Diag *diag)
{
  static const char *const draws[] = {"use", "step", "trial", "phase", "life"};
  enum { DRAWS = sizeof draws / sizeof *draws };
  for (size_t i = 0; i < DRAWS && node->type == NODE_SCALAR; i++) {
    if (strcmp(node->text, draws[i]) != 0) continue;
    *draw = (ValueDraw)i;
    return true;
  }
  diag_error(diag, node->place, NULL, "'draw' must be use, step, trial, phase or life, not %s",
             node_what(node).text);
  return false;
}

static const Form *find_form(const Node *map)
{
  for (const Node *child = map->first; child != NULL; child = child->next) {
    for (size_t i = 0; i < FORMS; i++) {
      if (strcmp(child->key, forms[i].keys[0]) == 0) return &forms[i];
    }
  }
  return NULL;
}

static void refuse_map(const Node *map, Diag *diag)
{
  static const char *const later[] = {"cycle", "shuffled", "walk", "spread", NULL};
  for (size_t i = 0; later[i] != NULL; i++) {
    const Node *child = node_get(map, later[i]);
    if (child == NULL) continue;
    diag_error(diag, child->key_place, built, "'%s' is not built yet", later[i]);
    return;
  }
  if (map->size > 0) {
    node_only(map, words, diag);
    return;
  }
  diag_error(diag, map->place, "such as 0.5 or {normal: 0, sd: 1}",
             "%s must be a number or a distribution, not an empty map", node_name(map).text);
}

static bool read_form(Arena *arena, const Node *map, const Form *form, Value *value, Diag *diag)
{
  const Node *main = node_get(map, form->keys[0]);
  value->form = form->form;
  switch (form->form) {
  case VALUE_NORMAL: return read_normal(map, main, value, diag);
  case VALUE_UNIFORM: return read_interval(main, &value->a, &value->b, diag);
  case VALUE_EXPONENTIAL:
    return read_number(main, &value->a, diag) && check_least(main, value->a, 0, true, diag);
  case VALUE_GEOMETRIC:
    return read_number(main, &value->a, diag) && check_least(main, value->a, 1, false, diag);
  default: return read_choice(arena, map, main, value, diag);
  }
}

bool value_read(Arena *arena, const Node *node, Value *value, Diag *diag)
{
  *value = value_constant(0);
  if (node->type == NODE_LIST) {
    diag_error(diag, node->place, "such as 0.5 or {normal: 0, sd: 1}",
               "%s must be a number or a distribution, not a list", node_name(node).text);
    return false;
  }
  if (node->type == NODE_SCALAR) return node_number(node, &value->a, diag);
  const Form *form = find_form(node);
  if (form == NULL) {
    refuse_map(node, diag);
    return false;
  }
  size_t before = diag_count(diag);
  Value  read = {0};
  node_only(node, form->keys, diag);
  const Node *within = node_get(node, "within"), *draw = node_get(node, "draw");
  bool        good = read_form(arena, node, form, &read, diag);
  bool cut = good && within != NULL && form->form != VALUE_CHOICE;
  if (cut) good = read_within(within, &read, diag);
  if (draw != NULL) good &= read_draw(draw, &read.draw, diag);
  if (!good || diag_count(diag) > before) return false;
  *value = read;
  return true;
}
