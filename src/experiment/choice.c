// Choices: conditions are filtered axis by axis.
//
// Groups come first, so that an axis offers what is left.

#include "experiment/choice.h"

#include <math.h>
#include <string.h>

#include "experiment/selection.h"

typedef struct Choosing {
  Arena             *arena;
  Diag              *diag;
  const Experiment  *experiment;
  const ChoiceEntry *entry;
  Place              place;
  Choice            *choice;
  Universe          *universe;    // (n_axes) the levels of the conditions that were left
  Selection         *selection;   // (n_axes)
} Choosing;

static const char *level_of(const Choosing *choosing, int condition, int axis)
{
  return choosing->experiment->condition[condition].level[axis];
}

static bool means(const void *context, const char *word, size_t key)
{
  const Universe *universe = context;
  double          number;
  return text_to_number(word, &number) && number == universe->number[key];
}

static size_t find_label(const Universe *universe, const char *label)
{
  size_t i = 0;
  while (i < universe->n && strcmp(universe->label[i], label) != 0) i++;
  return i;
}

// The levels that the remaining conditions have, in the order of the conditions.
static void offer_levels(Choosing *choosing, int axis)
{
  const Experiment *experiment = choosing->experiment;
  Universe         *universe   = &choosing->universe[axis];
  *universe = (Universe){.axis = experiment->axis[axis].name, .unit = 1, .place = choosing->place};
  universe_open(choosing->arena, universe, (size_t)experiment->n_conditions);
  universe->n = 0;
  for (int c = 0; c < experiment->n_conditions; c++) {
    const char *level = level_of(choosing, c, axis);
    if (!choosing->choice->selected[c] || !level) continue;
    if (find_label(universe, level) < universe->n) continue;
    universe->label[universe->n]    = level;
    universe->number[universe->n++] = experiment->condition[c].number[axis];
  }
  universe->means   = means;
  universe->context = universe;
}

static bool filter(Choosing *choosing, int axis)
{
  const Node *levels    = choosing->entry[axis].levels;
  Selection  *selection = &choosing->selection[axis];
  Universe   *universe  = &choosing->universe[axis];
  offer_levels(choosing, axis);
  if (!levels && universe->n == 0) return true;
  if (!selection_read(choosing->arena, levels, universe, false, selection, choosing->diag)) {
    return false;
  }
  if (!levels) return true;
  for (int c = 0; c < choosing->experiment->n_conditions; c++) {
    const char *level  = level_of(choosing, c, axis);
    bool        chosen = false;
    for (size_t i = 0; level && i < selection->n_keys && !chosen; i++) {
      chosen = strcmp(universe->label[selection->key[i]], level) == 0;
    }
    if (!chosen) choosing->choice->selected[c] = false;
  }
  return true;
}

static bool has_condition(const Choosing *choosing, int axis, const char *label)
{
  for (int c = 0; c < choosing->experiment->n_conditions; c++) {
    if (!choosing->choice->selected[c]) continue;
    const char *level = level_of(choosing, c, axis);
    if (level ? strcmp(level, label) == 0 : label[0] == 0) return true;
  }
  return false;
}

// The levels that the chosen conditions really have; one more, "-", where the axis does not vary
// for some of them.
static TensorAxis real_levels(Choosing *choosing, int axis)
{
  const Selection *selection = &choosing->selection[axis];
  const Universe  *universe  = &choosing->universe[axis];
  size_t           room      = selection->n_keys + 1;
  const char     **label     = arena_take(choosing->arena, room, sizeof *label);
  double          *number    = arena_take(choosing->arena, room, sizeof *number);
  size_t           n         = 0;
  for (size_t i = 0; i < selection->n_keys; i++) {
    size_t key = (size_t)selection->key[i];
    if (!has_condition(choosing, axis, universe->label[key])) continue;
    label[n]    = universe->label[key];
    number[n++] = universe->number[key];
  }
  if (has_condition(choosing, axis, "")) {
    label[n]    = "-";
    number[n++] = NAN;
  }
  return (TensorAxis){choosing->experiment->axis[axis].name, n, label, number};
}

// A level that was asked for by name must be there after all axes have spoken.
static bool check_listed(Choosing *choosing, int axis)
{
  const Selection *selection = &choosing->selection[axis];
  for (size_t i = 0; selection->listed && i < selection->n_keys; i++) {
    const char *label = choosing->universe[axis].label[selection->key[i]];
    if (has_condition(choosing, axis, label)) continue;
    diag_error(choosing->diag, choosing->entry[axis].levels->place, NULL,
               "no condition with %s=%s is left by what else is chosen",
               choosing->experiment->axis[axis].name, label);
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

static bool keep(Choosing *choosing, bool keep_all)
{
  Choice *choice = choosing->choice;
  bool    good   = true;
  for (int a = 0; a < choosing->experiment->n_axes; a++) {
    TensorAxis levels = real_levels(choosing, a);
    bool       kept   = choosing->entry[a].kept;
    if (!check_listed(choosing, a)) good = false;
    if (kept && levels.n == 0) {
      diag_error(choosing->diag, choosing->place, NULL, "'%s' does not vary here", levels.name);
      good = false;
    }
    if (!kept && levels.n <= 1) continue;
    if (!kept && !keep_all) {
      complain(choosing, a, &levels);
      good = false;
      continue;
    }
    if (choice->n_kept == TENSOR_AXES / 2) {
      diag_error(choosing->diag, choosing->place, NULL,
                 "more than %d axes of conditions are kept apart", TENSOR_AXES / 2);
      return false;
    }
    choice->kept[choice->n_kept++] = levels;
  }
  return good;
}

static void find_levels(Choosing *choosing)
{
  const Experiment *experiment = choosing->experiment;
  Choice           *choice     = choosing->choice;
  size_t            n          = (size_t)experiment->n_conditions * (size_t)choice->n_kept;
  choice->level                = arena_take(choosing->arena, n, sizeof *choice->level);
  for (int k = 0; k < choice->n_kept; k++) {
    const TensorAxis *kept = &choice->kept[k];
    int               axis = 0;
    while (experiment->axis[axis].name != kept->name) axis++;
    for (int c = 0; c < experiment->n_conditions; c++) {
      const char *level = level_of(choosing, c, axis);
      for (size_t i = 0; i < kept->n; i++) {
        if (strcmp(kept->label[i], level ? level : "-") == 0)
          choice->level[c * choice->n_kept + k] = (int)i;
      }
    }
  }
}

bool choice_make(Arena *arena, const Experiment *experiment, const ChoiceEntry *entry,
                 bool keep_all, Place place, Choice *choice, Diag *diag)
{
  *choice =
      (Choice){.selected = arena_take(arena, (size_t)experiment->n_conditions, sizeof(bool))};
  for (int c = 0; c < experiment->n_conditions; c++) choice->selected[c] = true;
  size_t   n        = (size_t)experiment->n_axes;
  Choosing choosing = {arena,
                       diag,
                       experiment,
                       entry,
                       place,
                       choice,
                       arena_take(arena, n, sizeof(Universe)),
                       arena_take(arena, n, sizeof(Selection))};
  for (int a = 0; a < experiment->n_axes; a++) {
    if (!filter(&choosing, a)) return false;
  }
  if (!keep(&choosing, keep_all)) return false;
  find_levels(&choosing);
  return true;
}
