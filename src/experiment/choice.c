// Choices: conditions are filtered axis by axis.
//
// Groups come first, so that an axis offers what is left. There may be a hundred thousand
// conditions, each with a level of its own, so levels are found by sorting, never by comparing all
// with all. Where so many axes differ without being crossed (a random sweep) that their product
// would be mostly empty, and nobody names one of them, conditions are kept apart by one axis that
// counts them.

#include "experiment/choice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/selection.h"

static const size_t MOST_CROSSED = (size_t)1 << 24;   // combinations of levels

enum { EMPTY = 16 };   // so many combinations for each condition are mostly empty

typedef struct Choosing {
  Arena             *arena;
  Diag              *diag;
  const Experiment  *experiment;
  const ChoiceEntry *entry;
  Place              place;
  Choice            *choice;
  Universe          *universe;    // (n_axes) the levels of the conditions that were left
  Selection         *selection;   // (n_axes)
  int              **key;         // (n_axes x n_conditions) level in the universe; -1: none
} Choosing;

// ---- levels
// -------------------------------------------------------------------------------------

typedef struct Labelled {
  const char *label;
  int         condition;
  int         first;   // condition in which the label comes first
} Labelled;

static int compare_labels(const void *a, const void *b)
{
  const Labelled *x = a, *y = b;
  int             order = strcmp(x->label, y->label);
  return order != 0 ? order : (x->condition > y->condition) - (x->condition < y->condition);
}

static int compare_firsts(const void *a, const void *b)
{
  const Labelled *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  return (x->condition > y->condition) - (x->condition < y->condition);
}

static bool means(const void *context, const char *word, size_t key)
{
  const Universe *universe = context;
  double          number;
  return text_to_number(word, &number) && number == universe->number[key];
}

// The chosen conditions that have a level, sorted by the first condition with that level.
static Labelled *sort_labels(Choosing *choosing, int axis, size_t *n)
{
  const Experiment *experiment = choosing->experiment;
  Labelled *all = arena_take(choosing->arena, (size_t)experiment->n_conditions, sizeof *all);
  *n            = 0;
  for (int c = 0; c < experiment->n_conditions; c++) {
    const char *level = experiment->condition[c].level[axis];
    if (choosing->choice->selected[c] && level) all[(*n)++] = (Labelled){level, c, c};
  }
  qsort(all, *n, sizeof *all, compare_labels);
  for (size_t i = 1; i < *n; i++) {
    if (strcmp(all[i].label, all[i - 1].label) == 0) all[i].first = all[i - 1].first;
  }
  qsort(all, *n, sizeof *all, compare_firsts);
  return all;
}

// The levels that the remaining conditions have, in the order of the conditions.
static void offer_levels(Choosing *choosing, int axis)
{
  const Experiment *experiment = choosing->experiment;
  Universe         *universe   = &choosing->universe[axis];
  size_t            n;
  Labelled         *all = sort_labels(choosing, axis, &n);
  int *key  = arena_take(choosing->arena, (size_t)experiment->n_conditions, sizeof *key);
  *universe = (Universe){.axis = experiment->axis[axis].name, .unit = 1, .place = choosing->place};
  universe_open(choosing->arena, universe, n);
  universe->n = 0;
  for (int c = 0; c < experiment->n_conditions; c++) key[c] = -1;
  for (size_t i = 0; i < n; i++) {
    if (all[i].condition == all[i].first) {
      universe->label[universe->n]    = all[i].label;
      universe->number[universe->n++] = experiment->condition[all[i].first].number[axis];
    }
    key[all[i].condition] = (int)universe->n - 1;
  }
  universe->means     = means;
  universe->context   = universe;
  choosing->key[axis] = key;
}

static bool filter(Choosing *choosing, int axis)
{
  const Node *levels    = choosing->entry[axis].levels;
  Selection  *selection = &choosing->selection[axis];
  offer_levels(choosing, axis);
  const Universe *universe = &choosing->universe[axis];
  const int      *key      = choosing->key[axis];
  if (!levels && universe->n == 0) return true;
  if (!selection_read(choosing->arena, levels, universe, false, selection, choosing->diag)) {
    return false;
  }
  if (!levels) return true;
  bool *chosen = arena_take(choosing->arena, universe->n, sizeof *chosen);
  for (size_t i = 0; i < selection->n_keys; i++) chosen[selection->key[i]] = true;
  for (int c = 0; c < choosing->experiment->n_conditions; c++) {
    if (key[c] < 0 || !chosen[key[c]]) choosing->choice->selected[c] = false;
  }
  return true;
}

// ---- what is kept apart
// -------------------------------------------------------------------------

// How many chosen conditions have each level of an axis; last, how many have none.
static size_t *count_levels(const Choosing *choosing, int axis)
{
  size_t  n     = choosing->universe[axis].n;
  size_t *count = arena_take(choosing->arena, n + 1, sizeof *count);
  for (int c = 0; c < choosing->experiment->n_conditions; c++) {
    int key = choosing->key[axis][c];
    if (choosing->choice->selected[c]) count[key < 0 ? n : (size_t)key]++;
  }
  return count;
}

// The levels that the chosen conditions really have; one more, "-", where the axis does not vary
// for some of them. `at` receives the place of each key, and of none.
static TensorAxis real_levels(Choosing *choosing, int axis, int **at)
{
  const Selection *selection = &choosing->selection[axis];
  const Universe  *universe  = &choosing->universe[axis];
  const size_t    *count     = count_levels(choosing, axis);
  const char     **label     = arena_take(choosing->arena, selection->n_keys + 1, sizeof *label);
  double          *number    = arena_take(choosing->arena, selection->n_keys + 1, sizeof *number);
  size_t           n         = 0;
  *at                        = arena_take(choosing->arena, universe->n + 1, sizeof **at);
  for (size_t i = 0; i < selection->n_keys; i++) {
    size_t key = (size_t)selection->key[i];
    if (count[key] == 0) continue;
    (*at)[key]  = (int)n;
    label[n]    = universe->label[key];
    number[n++] = universe->number[key];
  }
  if (count[universe->n] > 0) {
    (*at)[universe->n] = (int)n;
    label[n]           = "-";
    number[n++]        = NAN;
  }
  return (TensorAxis){choosing->experiment->axis[axis].name, n, label, number};
}

// A level that was asked for by name must be there after all axes have spoken.
static bool check_listed(Choosing *choosing, int axis)
{
  const Selection *selection = &choosing->selection[axis];
  const size_t    *count     = count_levels(choosing, axis);
  for (size_t i = 0; selection->listed && i < selection->n_keys; i++) {
    if (count[selection->key[i]] > 0) continue;
    diag_error(choosing->diag, choosing->entry[axis].levels->place, NULL,
               "no condition with %s=%s is left by what else is chosen",
               choosing->experiment->axis[axis].name,
               choosing->universe[axis].label[selection->key[i]]);
    return false;
  }
  return true;
}

static void complain(Choosing *choosing, int axis, const TensorAxis *levels)
{
  Text text = {.arena = choosing->arena};
  for (size_t i = 0; i < levels->n && i < 8; i++) {
    text_print(&text, "%s%s", i > 0 ? ", " : "", levels->label[i]);
  }
  if (levels->n > 8) text_add(&text, ", ...");
  const Node *node = choosing->entry[axis].levels;
  diag_error(choosing->diag, node ? node->place : choosing->place,
             arena_print(choosing->arena, "choose one in `over`, or say {%s: each} in `reduce`",
                         levels->name),
             "conditions are never averaged in silence: '%s' may be %s", levels->name, text.start);
}

// Whether the axis is kept apart, after the checks; false with *good false after a complaint.
static bool is_kept(Choosing *choosing, int axis, const TensorAxis *levels, bool keep_all,
                    bool *good)
{
  bool kept = choosing->entry[axis].kept;
  if (!check_listed(choosing, axis)) *good = false;
  if (kept && levels->n == 0) {
    diag_error(choosing->diag, choosing->place, NULL, "'%s' does not vary here", levels->name);
    *good = false;
  }
  if (kept || levels->n <= 1 || keep_all) return kept || levels->n > 1;
  complain(choosing, axis, levels);
  *good = false;
  return false;
}

// One axis that counts the chosen conditions.
static void count_conditions(Choosing *choosing, size_t n)
{
  Choice      *choice = choosing->choice;
  int          all    = choosing->experiment->n_conditions;
  const char **label  = arena_take(choosing->arena, n, sizeof *label);
  double      *number = arena_take(choosing->arena, n, sizeof *number);
  choice->n_kept      = 1;
  choice->kept[0]     = (TensorAxis){"condition", n, label, number};
  choice->level       = arena_take(choosing->arena, (size_t)all, sizeof *choice->level);
  size_t i            = 0;
  for (int c = 0; c < all; c++) {
    if (!choice->selected[c]) continue;
    label[i]         = experiment_label(choosing->arena, choosing->experiment, c);
    number[i]        = c;
    choice->level[c] = (int)i++;
  }
}

static bool cross(Choosing *choosing, const int *axis, int *const *at)
{
  Choice *choice   = choosing->choice;
  size_t  n        = (size_t)choosing->experiment->n_conditions;
  size_t  selected = 0, product = 1;
  bool    named = false;
  for (size_t c = 0; c < n; c++) selected += choice->selected[c];
  for (int k = 0; k < choice->n_kept; k++) {
    product = product > MOST_CROSSED ? product : product * choice->kept[k].n;
    named   = named || choosing->entry[axis[k]].kept;
  }
  if (!named && choice->n_kept > 1 && product > EMPTY * selected) {
    count_conditions(choosing, selected);
    return true;
  }
  if (product > MOST_CROSSED) {
    diag_error(choosing->diag, choosing->place, NULL,
               "the axes kept apart have more than %zu combinations", MOST_CROSSED);
    return false;
  }
  choice->level = arena_take(choosing->arena, n * (size_t)choice->n_kept, sizeof *choice->level);
  for (size_t c = 0; c < n; c++) {
    for (int k = 0; k < choice->n_kept && choice->selected[c]; k++) {
      int    key = choosing->key[axis[k]][c];
      size_t i   = key < 0 ? choosing->universe[axis[k]].n : (size_t)key;
      choice->level[c * (size_t)choice->n_kept + (size_t)k] = at[k][i];
    }
  }
  return true;
}

static bool keep(Choosing *choosing, bool keep_all)
{
  Choice *choice = choosing->choice;
  bool    good   = true;
  int     axis[TENSOR_AXES], *at[TENSOR_AXES];
  for (int a = 0; a < choosing->experiment->n_axes; a++) {
    int       *place;
    TensorAxis levels = real_levels(choosing, a, &place);
    if (!is_kept(choosing, a, &levels, keep_all, &good)) continue;
    if (choice->n_kept == TENSOR_AXES / 2) {
      diag_error(choosing->diag, choosing->place, NULL,
                 "more than %d axes of conditions are kept apart", TENSOR_AXES / 2);
      return false;
    }
    axis[choice->n_kept]           = a;
    at[choice->n_kept]             = place;
    choice->kept[choice->n_kept++] = levels;
  }
  return good && cross(choosing, axis, at);
}

bool choice_make(Arena *arena, const Experiment *experiment, const ChoiceEntry *entry,
                 bool keep_all, Place place, Choice *choice, Diag *diag)
{
  size_t conditions = (size_t)experiment->n_conditions, n = (size_t)experiment->n_axes;
  *choice = (Choice){.selected = arena_take(arena, conditions, sizeof(bool))};
  for (size_t c = 0; c < conditions; c++) choice->selected[c] = true;
  Choosing choosing = {arena,
                       diag,
                       experiment,
                       entry,
                       place,
                       choice,
                       arena_take(arena, n, sizeof(Universe)),
                       arena_take(arena, n, sizeof(Selection)),
                       arena_take(arena, n, sizeof(int *))};
  for (int a = 0; a < experiment->n_axes; a++) {
    if (!filter(&choosing, a)) return false;
  }
  return keep(&choosing, keep_all);
}
