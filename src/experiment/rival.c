// Rivals: reading both sides, and matching their worlds.

#include "experiment/rival.h"

#include <string.h>

#include "base/text.h"
#include "experiment/hint.h"

enum { HINTS = 1000 };

// One side: what is asked of each axis, and the conditions that answer to it.
typedef struct Side {
  const char  *words;
  const char **level;   // (n_axes) NULL: not named
  int         *found;   // (n)
  int          n;
} Side;

typedef struct Matching {
  Arena            *arena;
  const Experiment *experiment;
  const char      **problem;
} Matching;

static bool same_level(const char *a, const char *b)
{
  double x, y;
  if (!a || !b) return a == b;
  if (strcmp(a, b) == 0) return true;
  return text_to_number(a, &x) && text_to_number(b, &y) && x == y;
}

static bool has_level(const Experiment *experiment, int axis, const char *level)
{
  for (int c = 0; c < experiment->n_conditions; c++) {
    if (same_level(experiment->condition[c].level[axis], level)) return true;
  }
  return false;
}

// The level on record that is nearest to a word, as a hint; all axes, or one.
static const char *hint(const Matching *matching, int axis, const char *word)
{
  const Experiment *experiment = matching->experiment;
  const char       *names[HINTS];
  size_t            n = 0;
  for (int a = 0; a < experiment->n_axes; a++) {
    if (axis >= 0 && a != axis) continue;
    for (int c = 0; c < experiment->n_conditions && n < HINTS; c++) {
      const char *level = experiment->condition[c].level[a];
      bool        known = !level;
      for (size_t i = 0; i < n && !known; i++) known = strcmp(names[i], level) == 0;
      if (!known) names[n++] = level;
    }
  }
  const char *text = hint_nearest(matching->arena, word, names, n);
  return text ? arena_print(matching->arena, "; %s", text) : "";
}

static bool ask(Matching *matching, Side *side, int axis, const char *level)
{
  if (side->level[axis]) {
    *matching->problem = arena_print(matching->arena, "'%s' names %s twice", side->words,
                                     matching->experiment->axis[axis].name);
    return false;
  }
  side->level[axis] = level;
  return true;
}

// "LEVEL": of the only axis that has it.
static bool read_bare(Matching *matching, const char *word, Side *side)
{
  const Experiment *experiment = matching->experiment;
  int               found = -1;
  for (int a = 0; a < experiment->n_axes; a++) {
    if (!has_level(experiment, a, word)) continue;
    if (found >= 0) {
      *matching->problem =
          arena_print(matching->arena, "'%s' may be %s or %s: say %s=%s", word,
                      experiment->axis[found].name, experiment->axis[a].name,
                      experiment->axis[found].name, word);
      return false;
    }
    found = a;
  }
  if (found < 0) {
    *matching->problem = arena_print(matching->arena, "there is no condition '%s'%s", word,
                                     hint(matching, -1, word));
    return false;
  }
  return ask(matching, side, found, word);
}

static bool read_part(Matching *matching, const char *part, Side *side)
{
  const Experiment *experiment = matching->experiment;
  const char       *sign = strchr(part, '=');
  if (!sign) return read_bare(matching, part, side);
  const char *name = arena_copy(matching->arena, part, (size_t)(sign - part));
  int         axis = experiment_axis(experiment, name);
  if (axis < 0) {
    const char *names[HINTS];
    size_t      n = 0;
    for (; n < (size_t)experiment->n_axes && n < HINTS; n++) names[n] = experiment->axis[n].name;
    const char *near = hint_nearest(matching->arena, name, names, n);
    *matching->problem = arena_print(matching->arena, "conditions do not differ in '%s'%s%s", name,
                                     near ? "; " : "", near ? near : "");
    return false;
  }
  if (!has_level(experiment, axis, sign + 1)) {
    *matching->problem =
        arena_print(matching->arena, "there is no condition with %s=%s%s",
                    experiment->axis[axis].name, sign + 1, hint(matching, axis, sign + 1));
    return false;
  }
  return ask(matching, side, axis, sign + 1);
}

// Parts are divided by commas outside of brackets.
static bool read_words(Matching *matching, Side *side)
{
  const char *at = side->words;
  while (*at == ' ') at++;
  while (*at) {
    size_t length = 0;
    for (int depth = 0; at[length] && (at[length] != ',' || depth > 0); length++) {
      depth += (at[length] == '[' || at[length] == '{') - (at[length] == ']' || at[length] == '}');
    }
    size_t kept = length;
    while (kept > 0 && at[kept - 1] == ' ') kept--;
    if (!read_part(matching, arena_copy(matching->arena, at, kept), side)) return false;
    at += length + (at[length] == ',');
    while (*at == ' ') at++;
  }
  return true;
}

static bool is_world(const ConditionAxis *axis)
{
  return strcmp(axis->path, "env") == 0 || strncmp(axis->path, "env.", 4) == 0;
}

// The axes besides the world in which the conditions found differ, with a level of each.
static const char *left_open(const Matching *matching, const Side *side)
{
  const Experiment *experiment = matching->experiment;
  Text              text = {.arena = matching->arena};
  text_add(&text, "");
  for (int a = 0; a < experiment->n_axes; a++) {
    const char *level = experiment->condition[side->found[0]].level[a];
    bool        differs = false;
    for (int i = 1; i < side->n; i++) {
      differs |= !same_level(level, experiment->condition[side->found[i]].level[a]);
    }
    if (!differs || is_world(&experiment->axis[a])) continue;
    text_print(&text, ",%s=%s", experiment->axis[a].name, level ? level : "...");
  }
  return text.start;
}

static bool find_side(Matching *matching, Side *side)
{
  const Experiment *experiment = matching->experiment;
  side->level = arena_take(matching->arena, (size_t)experiment->n_axes + 1, sizeof *side->level);
  side->found = arena_take(matching->arena, (size_t)experiment->n_conditions, sizeof(int));
  if (!read_words(matching, side)) return false;
  for (int c = 0; c < experiment->n_conditions; c++) {
    bool fits = true;
    for (int a = 0; a < experiment->n_axes && fits; a++) {
      fits = !side->level[a] || same_level(experiment->condition[c].level[a], side->level[a]);
    }
    if (fits) side->found[side->n++] = c;
  }
  if (side->n == 0) {
    *matching->problem = arena_print(matching->arena, "there is no condition '%s'", side->words);
    return false;
  }
  const char *open = left_open(matching, side);
  if (*open == '\0') return true;
  *matching->problem =
      arena_print(matching->arena, "'%s' stands for %d conditions: say which, as in '%s%s'",
                  side->words, side->n, side->words, open + (side->words[0] == '\0'));
  return false;
}

// Whether two conditions are of one world, as far as neither side names it.
static bool same_world(const Experiment *experiment, const Side *a, const Side *b, int i, int j)
{
  for (int x = 0; x < experiment->n_axes; x++) {
    if (!is_world(&experiment->axis[x]) || a->level[x] || b->level[x]) continue;
    if (!same_level(experiment->condition[i].level[x], experiment->condition[j].level[x])) {
      return false;
    }
  }
  return true;
}

// Puts b's conditions into the order of a's worlds.
static bool match(Matching *matching, const Side *a, const Side *b, int *order)
{
  bool same = a->n == b->n;
  for (int i = 0; i < a->n && same; i++) {
    int j = 0;
    while (j < b->n && !same_world(matching->experiment, a, b, a->found[i], b->found[j])) j++;
    same = j < b->n;
    if (same) order[i] = b->found[j];
    if (!same || order[i] != a->found[i]) continue;
    *matching->problem = arena_print(matching->arena, "'%s' and '%s' are the same condition",
                                     a->words, b->words);
    return false;
  }
  if (same) return true;
  *matching->problem = arena_print(matching->arena, "'%s' and '%s' are not in the same worlds",
                                   a->words, b->words);
  return false;
}

static const char *world_axes(const Matching *matching, const Side *side)
{
  const Experiment *experiment = matching->experiment;
  Text              text = {.arena = matching->arena};
  text_add(&text, "");
  for (int a = 0; a < experiment->n_axes && side->n > 1; a++) {
    if (!is_world(&experiment->axis[a]) || side->level[a]) continue;
    text_print(&text, "%s%s", text.length ? ", " : "", experiment->axis[a].name);
  }
  return text.start;
}

bool rivals_read(Arena *arena, const Experiment *experiment, const char *a, const char *b,
                 Rivals *rivals, const char **problem)
{
  Matching matching = {arena, experiment, problem};
  Side     left = {.words = a}, right = {.words = b};
  if (experiment->n_conditions < 2) {
    *problem = "the experiment has one condition alone: there is nothing to compare";
    return false;
  }
  if (!find_side(&matching, &left) || !find_side(&matching, &right)) return false;
  int *order = arena_take(arena, (size_t)left.n, sizeof *order);
  if (!match(&matching, &left, &right, order)) return false;
  *rivals = (Rivals){left.n, left.found, order, world_axes(&matching, &left), a, b};
  return true;
}
