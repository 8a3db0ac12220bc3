// Only: words split at commas outside of brackets, and matched with the levels of conditions.

#include "experiment/only.h"

#include <string.h>

#include "experiment/hint.h"

#define ONLY_FILE "--only"

// Where the word at the beginning of `text` ends. Levels may be lists, maps or quoted.
static size_t word_length(const char *text)
{
  int    depth = 0;
  size_t i     = 0;
  for (; text[i] && (depth > 0 || text[i] != ','); i++) {
    depth += (text[i] == '[') + (text[i] == '{') - (text[i] == ']') - (text[i] == '}');
  }
  return i;
}

static bool narrow_seed(Arena *arena, const Study *study, const char *level, Place place,
                        Only *only, Diag *diag)
{
  const Experiment *e   = study->experiment;
  bool              any = false;
  int64_t           wanted;
  bool              is_count = text_to_count(level, &wanted);
  for (int s = 0; s < e->n_seeds; s++) {
    bool same     = is_count && e->seed[s] == wanted;
    any           = any || same;
    only->seed[s] = only->seed[s] && same;
  }
  if (!any) {
    diag_error(diag, place, arena_print(arena, "there are %d of them", e->n_seeds),
               "there is no seed '%s'", text_brief(level).text);
  }
  return any;
}

static bool narrow_axis(Arena *arena, const Study *study, int axis, const char *level, Place place,
                        Only *only, Diag *diag)
{
  const Experiment *e        = study->experiment;
  const char      **level_at = arena_take(arena, (size_t)e->n_conditions, sizeof *level_at);
  size_t            n        = 0;
  bool              any      = false;
  for (int c = 0; c < e->n_conditions; c++) {
    const char *own  = e->condition[c].level[axis];
    bool        same = own && strcmp(own, level) == 0, known = !own;
    any                = any || same;
    only->condition[c] = only->condition[c] && same;
    for (size_t i = 0; i < n && !known; i++) known = strcmp(level_at[i], own) == 0;
    if (!known && n < 100) level_at[n++] = own;
  }
  if (!any) {
    diag_error(diag, place, hint_nearest(arena, level, level_at, n), "'%s' has no level '%s'",
               e->axis[axis].name, text_brief(level).text);
  }
  return any;
}

static bool narrow(Arena *arena, const Study *study, const char *word, int column, Only *only,
                   Diag *diag)
{
  const Experiment *e     = study->experiment;
  Place             place = {ONLY_FILE, 1, column};
  const char       *sign  = strchr(word, '=');
  if (!sign) {
    diag_error(diag, place, "--only group=right,seed=3", "'%s' is not of the form AXIS=LEVEL",
               text_brief(word).text);
    return false;
  }
  const char *name  = arena_copy(arena, word, (size_t)(sign - word));
  int         axis  = experiment_axis(e, name);
  Place       level = {ONLY_FILE, 1, column + (int)(sign + 1 - word)};
  if (strcmp(name, "seed") == 0) {
    return narrow_seed(arena, study, sign + 1, level, only, diag);
  }
  if (axis >= 0) return narrow_axis(arena, study, axis, sign + 1, level, only, diag);
  const char **names = arena_take(arena, (size_t)e->n_axes + 1, sizeof *names);
  for (int a = 0; a < e->n_axes; a++) names[a] = e->axis[a].name;
  names[e->n_axes] = "seed";
  diag_error(diag, place, hint_nearest(arena, name, names, (size_t)e->n_axes + 1),
             "there is no axis '%s'", text_brief(name).text);
  return false;
}

static bool any_left(const Study *study, const Only *only)
{
  for (int c = 0; c < study->experiment->n_conditions; c++) {
    if (only->condition[c]) return true;
  }
  return false;
}

const Only *only_read(Arena *arena, const Study *study, const char *text, Diag *diag)
{
  const Experiment *e    = study->experiment;
  Only             *only = arena_take(arena, 1, sizeof *only);
  bool              good = true;
  only->condition        = arena_take(arena, (size_t)e->n_conditions, sizeof *only->condition);
  only->seed             = arena_take(arena, (size_t)e->n_seeds, sizeof *only->seed);
  for (int c = 0; c < e->n_conditions; c++) only->condition[c] = true;
  for (int s = 0; s < e->n_seeds; s++) only->seed[s] = true;
  diag_source(diag, ONLY_FILE, text, strlen(text));
  for (size_t at = 0;;) {
    at += strspn(text + at, " ");
    size_t      length = word_length(text + at);
    const char *word   = arena_copy(arena, text + at, length);
    good               = narrow(arena, study, word, (int)at + 1, only, diag) && good;
    at += length;
    if (text[at] == '\0') break;
    at++;
  }
  if (good && !any_left(study, only)) {
    diag_error(diag, (Place){ONLY_FILE, 1, 1}, NULL, "no condition has all of these levels");
    return NULL;
  }
  return good ? only : NULL;
}

const char *only_text(Arena *arena, const Study *study, int condition, int64_t seed)
{
  const Experiment *e    = study->experiment;
  Text              text = {.arena = arena};
  for (int a = 0; a < e->n_axes; a++) {
    const char *level = e->condition[condition].level[a];
    if (level) text_print(&text, "%s=%s,", e->axis[a].name, level);
  }
  text_print(&text, "seed=%lld", (long long)seed);
  return text.start;
}
