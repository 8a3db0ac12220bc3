// Selections: reading levels.

#include "experiment/selection.h"

#include <math.h>
#include <string.h>

#include "experiment/compare.h"
#include "experiment/hint.h"
#include "experiment/picking.h"

// ---- words -------------------------------------------------------------------------------------

// The number of a counted level, as a key.
static bool read_key(Picking *picking, const char *text, int64_t *key)
{
  const Universe *universe = picking->universe;
  double          number;
  if (!text_to_number(text, &number)) {
    pick_complain(picking, NULL,
                  arena_print(picking->arena, "'%s' is no level of '%s'", text_brief(text).text,
                              universe->axis));
    return false;
  }
  double exact = number / universe->unit, whole = floor(exact + 0.5);
  if (fabs(exact - whole) > 1e-6 || fabs(whole) >= (double)SELECTION_ENDLESS) {
    pick_complain(picking, NULL,
                  universe->unit == 1
                      ? arena_print(picking->arena, "'%s' counts in whole numbers", universe->axis)
                      : arena_print(picking->arena, "%s is not a whole number of steps of %s s",
                                    text_brief(text).text,
                                    selection_label(picking->arena, universe->unit)));
    return false;
  }
  *key = (int64_t)whole;
  return true;
}

// "first 10" -> 10; "first" -> 1; 0: the word stands not here; -1: after a complaint.
static int64_t count_after(Picking *picking, const char *text, const char *word)
{
  size_t  length = strlen(word);
  int64_t n;
  if (strncmp(text, word, length) != 0) return 0;
  if (text[length] == 0) return 1;
  if (text[length] != ' ') return 0;
  if (text_to_count(text + length + 1, &n) && n >= 1 && n < SELECTION_ENDLESS) return n;
  pick_complain(picking, NULL,
                arena_print(picking->arena, "'%s' is followed by a whole number, 1 or more",
                            word));
  return -1;
}

static void add_first(Picking *picking, int64_t n)
{
  const Universe *universe = picking->universe;
  if (universe->counted) {
    pick_range(picking, universe->one, universe->one + n - 1, 1);
  } else {
    pick_part(picking, 0, (size_t)n, 1);
  }
}

static void add_last(Picking *picking, int64_t n)
{
  const Universe *universe = picking->universe;
  size_t          there    = pick_visible(universe);
  if (!universe->counted) {
    pick_part(picking, (size_t)n > there ? 0 : there - (size_t)n, (size_t)n, 1);
  } else if (universe->high != SELECTION_ENDLESS) {
    pick_range(picking, universe->high - n + 1, universe->high, 1);
  } else if (n == 1 && universe->may_end) {
    picking->out->at_end = true;
    pick_level(picking, "last", NAN);
  } else {
    pick_needs_end(picking, NULL);
  }
}

static void add_every(Picking *picking, const char *text)
{
  const Universe *universe = picking->universe;
  int64_t         step;
  if (!universe->counted) {
    int64_t n = count_after(picking, text, "every");
    if (n > 0) pick_part(picking, 0, universe->n, (size_t)n);
    return;
  }
  if (!read_key(picking, text + 6, &step)) return;
  if (step < 1) {
    pick_complain(picking, NULL, "'every' is followed by a number above 0");
  } else if (universe->high == SELECTION_ENDLESS) {
    pick_needs_end(picking, NULL);
  } else {
    int64_t low = universe->low > 0 ? universe->low : 1;
    pick_range(picking, (low + step - 1) / step * step, universe->high / step * step, step);
  }
}

// "a..b" and "a..": counted, or names that are whole numbers.
static void add_dots(Picking *picking, const char *text, const char *dots)
{
  const Universe *universe = picking->universe;
  const char     *from     = arena_copy(picking->arena, text, (size_t)(dots - text));
  const char     *to       = dots + 2;
  int64_t         low, high;
  if (universe->counted) {
    if (!read_key(picking, from, &low)) return;
    if (*to == 0) {
      pick_open(picking, low);
      return;
    }
    if (!read_key(picking, to, &high)) return;
    if (low <= high) {
      pick_range(picking, low, high, 1);
      return;
    }
  } else if (text_to_count(from, &low) && text_to_count(to, &high) && low <= high &&
             high - low < PICK_MOST) {
    for (int64_t i = low; i <= high; i++) {
      const char *word = arena_print(picking->arena, "%lld", (long long)i);
      if (pick_word(picking, word)) continue;
      pick_complain(picking, NULL,
                    arena_print(picking->arena, "'%s' has no level %s", universe->axis, word));
      return;
    }
    return;
  }
  pick_complain(picking, "a..b, ends included",
                arena_print(picking->arena, "'%s' is no range of '%s'", text_brief(text).text,
                            universe->axis));
}

static void read_word(Picking *picking, const char *text)
{
  const Universe *universe = picking->universe;
  int64_t         n, key;
  const char     *dots = strstr(text, "..");
  if (!universe->counted && pick_word(picking, text)) return;
  if (strcmp(text, "all") == 0) {
    pick_all(picking);
  } else if ((n = count_after(picking, text, "first")) != 0) {
    if (n > 0) add_first(picking, n);
  } else if ((n = count_after(picking, text, "last")) != 0) {
    if (n > 0) add_last(picking, n);
  } else if (strncmp(text, "every ", 6) == 0) {
    add_every(picking, text);
  } else if (dots && dots > text) {
    add_dots(picking, text, dots);
  } else if (universe->counted) {
    if (read_key(picking, text, &key)) pick_range(picking, key, key, 1);
  } else {
    pick_complain(picking, hint_nearest(picking->arena, text, universe->label, universe->n),
                  arena_print(picking->arena, "'%s' has no level '%s'", universe->axis,
                              text_brief(text).text));
  }
}

// ---- cells -------------------------------------------------------------------------------------

// A row or a column: a whole number or a range of them.
static bool read_span(const Node *node, int64_t *low, int64_t *high)
{
  if (node->type != NODE_SCALAR) return false;
  const char *dots = strstr(node->text, "..");
  if (!dots) return text_to_count(node->text, low) && (*high = *low, true);
  char   from[32];
  size_t length = (size_t)(dots - node->text);
  if (length >= sizeof from) return false;
  memcpy(from, node->text, length);
  from[length] = 0;
  return text_to_count(from, low) && text_to_count(dots + 2, high) && *low <= *high &&
         *high - *low < 10000;
}

static bool is_pair(const Node *node)
{
  int64_t low, high;
  return node->type == NODE_LIST && node->size == 2 && read_span(node->first, &low, &high) &&
         read_span(node->last, &low, &high);
}

// One cell, or those of a block that exist.
static void read_pair(Picking *picking, const Node *node)
{
  int64_t row, column, rows, columns;
  read_span(node->first, &row, &rows);
  read_span(node->last, &column, &columns);
  size_t before = picking->out->n_keys;
  for (int64_t r = row; r <= rows; r++) {
    for (int64_t c = column; c <= columns; c++) {
      pick_word(picking, arena_print(picking->arena, "[%lld, %lld]", (long long)r, (long long)c));
    }
  }
  if (picking->out->n_keys > before) return;
  pick_complain(picking, "cells are [row, column] from 0; walls are none",
                arena_print(picking->arena, "'%s' has no level [%s, %s]", picking->universe->axis,
                            node->first->text, node->last->text));
}

// ---- maps --------------------------------------------------------------------------------------

static void read_levels(Picking *picking, const Node *node);

// Everything but.
static void read_not(Picking *picking, const Node *node)
{
  Selection       without  = {0};
  Picking         inner    = {.arena    = picking->arena,
                              .universe = picking->universe,
                              .out      = &without,
                              .diag     = picking->diag,
                              .node     = node};
  const Universe *universe = picking->universe;
  if (universe->counted && !pick_is_short(picking, NULL)) return;
  read_levels(&inner, node);
  picking->failed    = picking->failed || inner.failed;
  int64_t        low = universe->counted ? universe->low : 0;
  size_t         n   = universe->counted ? (size_t)(universe->high - low + 1) : universe->n;
  unsigned char *out = arena_take(picking->arena, n, 1);
  for (size_t i = 0; i < without.n_keys; i++) out[inner.key[i] - low] = 1;
  for (size_t i = 0; i < n; i++) {
    size_t key = universe->counted ? i : universe_key(universe, i);
    if (out[key]) continue;
    if (universe->counted) {
      pick_counted(picking, low + (int64_t)key);
    } else if (!universe->hidden || !universe->hidden[key]) {
      pick_named(picking, key);
    }
  }
}

// Where the axis' value is so.
static void read_comparison(Picking *picking, const Node *node)
{
  const Universe *universe = picking->universe;
  Comparison      comparison;
  if (!compare_read_plain(picking->arena, node, &comparison, picking->diag)) {
    picking->failed = true;
    return;
  }
  if (!universe->counted) {
    for (size_t i = 0; i < universe->n; i++) {
      size_t key = universe_key(universe, i);
      if (compare_holds(&comparison, universe->number[key])) pick_named(picking, key);
    }
    return;
  }
  const CompareClause *only = comparison.n == 1 ? &comparison.clause[0] : NULL;
  bool lower = only && (only->form == COMPARE_ABOVE || only->form == COMPARE_AT_LEAST);
  if (universe->high == SELECTION_ENDLESS && lower) {
    double limit = only->limit.value[0] / universe->unit;
    double from  = only->form == COMPARE_ABOVE ? floor(limit + 1e-9) + 1 : ceil(limit - 1e-9);
    if (fabs(from) < (double)SELECTION_ENDLESS) pick_open(picking, (int64_t)from);
    return;
  }
  if (!pick_is_short(picking, "write a..b")) return;
  for (int64_t key = universe->low; key <= universe->high; key++) {
    if (compare_holds(&comparison, selection_number(universe, key))) pick_counted(picking, key);
  }
}

static void read_map(Picking *picking, const Node *node)
{
  const char *key = node->first ? node->first->key : "";
  if (strcmp(key, "not") == 0 && node->size == 1) {
    read_not(picking, node->first);
  } else if (compare_is(node)) {
    read_comparison(picking, node);
  } else if (strcmp(key, "first") == 0 || strcmp(key, "settles") == 0 ||
             strcmp(key, "at_max") == 0 || strcmp(key, "at_min") == 0) {
    pick_complain(picking, NULL,
                  arena_print(picking->arena,
                              "levels that depend on what was measured ('%s') are not built yet",
                              key));
  } else {
    pick_complain(picking, "{not: x}, {above: 3}", "this map is no selection");
  }
}

static void read_levels(Picking *picking, const Node *node)
{
  const Node *outer = picking->node;
  picking->node     = node;
  if (node->type == NODE_SCALAR) {
    read_word(picking, node->text);
  } else if (node->type == NODE_MAP) {
    read_map(picking, node);
  } else if (picking->universe->pairs && is_pair(node)) {
    read_pair(picking, node);
  } else {
    for (const Node *child = node->first; child; child = child->next) read_levels(picking, child);
  }
  picking->node = outer;
}

// ---- the whole ---------------------------------------------------------------------------------

// A key that is named twice would have to count twice.
static void check_doubles(Picking *picking)
{
  const Universe *universe = picking->universe;
  Selection      *out      = picking->out;
  if (out->n_keys == 0) return;
  int64_t low = picking->key[0], high = low;
  for (size_t i = 0; i < out->n_keys; i++) {
    if (picking->key[i] < low) low = picking->key[i];
    if (picking->key[i] > high) high = picking->key[i];
  }
  if (high - low >= PICK_MOST) {
    pick_complain(picking, NULL,
                  arena_print(picking->arena, "the levels of '%s' lie too far apart",
                              universe->axis));
    return;
  }
  unsigned char *seen = arena_take(picking->arena, (size_t)(high - low + 1), 1);
  for (size_t i = 0; i < out->n_keys; i++) {
    if (seen[picking->key[i] - low]++ == 0) continue;
    pick_complain(picking, NULL,
                  arena_print(picking->arena, "'%s' is chosen twice",
                              picking->label[picking->slot[i]]));
    return;
  }
}

bool selection_read(Arena *arena, const Node *node, const Universe *universe, bool kept,
                    Selection *selection, Diag *diag)
{
  *selection      = (Selection){0};
  Picking picking = {.arena = arena, .universe = universe, .out = selection, .diag = diag};
  bool    all     = !node || (node->type == NODE_SCALAR && strcmp(node->text, "all") == 0);
  if (all) {
    picking.node = node;
    pick_all(&picking);
  } else {
    read_levels(&picking, node);
  }
  picking.node      = node;
  selection->all    = all;
  selection->listed = !all && node->type != NODE_MAP;
  if (picking.failed) return false;
  if (kept && selection->open)
    pick_needs_end(&picking, "say in `over` which levels are meant: a..b");
  if (selection->open && selection->n_keys > 0) pick_needs_end(&picking, "write a..b");
  if (!selection->open && !selection->at_end && selection->n_keys == 0) {
    pick_complain(&picking, NULL, arena_print(arena, "nothing of '%s' is chosen", universe->axis));
  }
  if (selection->at_end && (selection->n_levels > 1 || selection->open)) {
    pick_complain(&picking, NULL, "'last' stands alone here");
  }
  check_doubles(&picking);
  selection->label  = picking.label;
  selection->number = picking.number;
  selection->key    = picking.key;
  selection->level  = picking.slot;
  return !picking.failed;
}
