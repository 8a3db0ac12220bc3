// Picking: growing lists of levels and keys, with the checks that all ways of naming them share.

#include "experiment/picking.h"

#include <math.h>
#include <string.h>

double selection_number(const Universe *universe, int64_t key)
{
  if (universe->unit == 1) return (double)key;
  char   text[32];
  double number = (double)key * universe->unit;   // 3 x 0.2 is to be 0.6, as people write it
  snprintf(text, sizeof text, "%.12g", number);
  text_to_number(text, &number);
  return number;
}

const char *selection_label(Arena *arena, double number)
{
  char text[32];
  return arena_copy(arena, text, text_from_number(text, number));
}

void universe_open(Arena *arena, Universe *universe, size_t n)
{
  universe->n      = n;
  universe->label  = arena_take(arena, n, sizeof *universe->label);
  universe->number = arena_take(arena, n, sizeof *universe->number);
}

void universe_name(Universe *universe, size_t key, const char *label)
{
  universe->label[key] = label;
  if (!text_to_number(label, &universe->number[key])) universe->number[key] = NAN;
}

void pick_complain(Picking *picking, const char *hint, const char *text)
{
  picking->failed = true;
  Place place     = picking->node ? picking->node->place : picking->universe->place;
  diag_error(picking->diag, place, hint, "%s", text);
}

bool pick_is_short(Picking *picking, const char *hint)
{
  const Universe *universe = picking->universe;
  if (universe->high == SELECTION_ENDLESS) {
    pick_needs_end(picking, hint);
    return false;
  }
  if (universe->high - universe->low < PICK_MOST) return true;
  pick_complain(picking, "write a..b",
                arena_print(picking->arena, "'%s' has more than %lld levels to choose from",
                            universe->axis, (long long)PICK_MOST));
  return false;
}

// ---- building ----------------------------------------------------------------------------------

int pick_level(Picking *picking, const char *label, double number)
{
  Selection *out  = picking->out;
  size_t     need = out->n_levels + 1;
  picking->label  = arena_grow(picking->arena, picking->label, &picking->label_room, need,
                               sizeof *picking->label);
  picking->number = arena_grow(picking->arena, picking->number, &picking->level_room, need,
                               sizeof *picking->number);
  picking->label[out->n_levels]  = label;
  picking->number[out->n_levels] = number;
  return (int)out->n_levels++;
}

static void pick_key(Picking *picking, int64_t key, int level)
{
  Selection *out  = picking->out;
  size_t     need = out->n_keys + 1;
  picking->key =
      arena_grow(picking->arena, picking->key, &picking->key_room, need, sizeof *picking->key);
  picking->slot =
      arena_grow(picking->arena, picking->slot, &picking->slot_room, need, sizeof *picking->slot);
  picking->key[out->n_keys]    = key;
  picking->slot[out->n_keys++] = level;
}

void pick_named(Picking *picking, size_t key)
{
  const Universe *universe = picking->universe;
  pick_key(picking, (int64_t)key,
           pick_level(picking, universe->label[key], universe->number[key]));
}

void pick_counted(Picking *picking, int64_t key)
{
  double number = selection_number(picking->universe, key);
  pick_key(picking, key, pick_level(picking, selection_label(picking->arena, number), number));
}

static const char *ends(const Universe *universe, Arena *arena, bool low)
{
  return selection_label(arena, selection_number(universe, low ? universe->low : universe->high));
}

// Counted keys low..high, step by step; both must exist.
void pick_range(Picking *picking, int64_t low, int64_t high, int64_t step)
{
  const Universe *universe = picking->universe;
  if (low < universe->low || high > universe->high) {
    bool        below = low < universe->low;
    const char *number =
        selection_label(picking->arena, selection_number(universe, below ? low : high));
    pick_complain(picking,
                  below && strncmp(universe->axis, "since.", 6) == 0
                      ? "the time before an event is not built yet"
                      : NULL,
                  arena_print(picking->arena, "'%s' goes from %s to %s; there is no %s",
                              universe->axis, ends(universe, picking->arena, true),
                              universe->high == SELECTION_ENDLESS
                                  ? "any end"
                                  : ends(universe, picking->arena, false),
                              number));
    return;
  }
  if (high - low >= PICK_MOST) {
    pick_complain(picking, NULL,
                  arena_print(picking->arena, "a selection holds at most %lld levels",
                              (long long)PICK_MOST));
    return;
  }
  for (int64_t key = low; key <= high; key += step) pick_counted(picking, key);
}

void pick_needs_end(Picking *picking, const char *hint)
{
  const Universe *universe = picking->universe;
  pick_complain(picking, hint,
                arena_print(picking->arena, "'%s' needs an end here: %s", universe->axis,
                            universe->endless ? universe->endless : "it is not known beforehand"));
}

void pick_open(Picking *picking, int64_t low)
{
  const Universe *universe = picking->universe;
  if (universe->high != SELECTION_ENDLESS) {
    pick_range(picking, low, universe->high, 1);
  } else if (picking->out->n_keys > 0 || picking->out->open) {
    pick_needs_end(picking, "write a..b");
  } else {
    picking->out->open = true;
    picking->out->low  = low < universe->low ? universe->low : low;
  }
}

void pick_all(Picking *picking)
{
  const Universe *universe = picking->universe;
  if (universe->counted) {
    pick_open(picking, universe->low);
    return;
  }
  for (size_t i = 0; i < universe->n; i++) {
    size_t key = universe_key(universe, i);
    if (!universe->hidden || !universe->hidden[key]) pick_named(picking, key);
  }
}

// ---- named levels ------------------------------------------------------------------------------

// All keys that a word means fall on one level. False where it means none.
bool pick_word(Picking *picking, const char *word)
{
  const Universe *universe = picking->universe;
  size_t          found = 0, first = 0;
  for (size_t i = 0; i < universe->n; i++) {
    bool same = strcmp(universe->label[i], word) == 0;
    if (!same && !(universe->means && universe->means(universe->context, word, i))) continue;
    if (found++ == 0) first = i;
  }
  if (found == 0) return false;
  if (found == 1) {
    pick_named(picking, first);
    return true;
  }
  double number;
  if (!text_to_number(word, &number)) number = NAN;
  int level = pick_level(picking, arena_copy(picking->arena, word, strlen(word)), number);
  for (size_t i = first; i < universe->n; i++) {
    bool same = strcmp(universe->label[i], word) == 0;
    if (same || (universe->means && universe->means(universe->context, word, i))) {
      pick_key(picking, (int64_t)i, level);
    }
  }
  return true;
}

// The visible keys of a named universe, from..to in their order (from 0).
void pick_part(Picking *picking, size_t from, size_t n, size_t every)
{
  const Universe *universe = picking->universe;
  size_t          index    = 0;
  for (size_t i = 0; i < universe->n; i++) {
    size_t key = universe_key(universe, i);
    if (universe->hidden && universe->hidden[key]) continue;
    if (index >= from && index < from + n && (index + 1) % every == 0) pick_named(picking, key);
    index++;
  }
}

size_t pick_visible(const Universe *universe)
{
  size_t n = 0;
  for (size_t i = 0; i < universe->n; i++) n += !(universe->hidden && universe->hidden[i]);
  return n;
}
