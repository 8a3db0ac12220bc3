// Picking: levels of an axis put together one by one; what selection.c says with words.

#pragma once

#include "experiment/selection.h"

static const int64_t PICK_MOST = INT64_C(1) << 21;   // levels of one selection

typedef struct Picking {
  Arena          *arena;
  const Universe *universe;
  Selection      *out;
  Diag           *diag;
  const Node     *node;   // the level being read
  size_t          level_room, label_room, key_room, slot_room;
  const char    **label;
  double         *number;
  int64_t        *key;
  int            *slot;
  bool            failed;
} Picking;

void pick_complain(Picking *picking, const char *hint, const char *text);
void pick_needs_end(Picking *picking, const char *hint);

// Whether all levels of a counted axis can be looked at one by one. False after a complaint;
// `hint` (may be NULL) is for axes without an end.
bool pick_is_short(Picking *picking, const char *hint);

// Counted keys low..high, step by step; both must exist. All from `low` on. Every level there is.
void pick_range(Picking *picking, int64_t low, int64_t high, int64_t step);
void pick_open(Picking *picking, int64_t low);
void pick_all(Picking *picking);

// A level without keys yet; its index. One key that is a level.
int  pick_level(Picking *picking, const char *label, double number);
void pick_counted(Picking *picking, int64_t key);
void pick_named(Picking *picking, size_t key);

// All keys that a word means, on one level. False where it means none.
bool pick_word(Picking *picking, const char *word);

// Of the keys that are not hidden, in their order: n from the index `from` (0 is the first), every
// so many.
void   pick_part(Picking *picking, size_t from, size_t n, size_t every);
size_t pick_visible(const Universe *universe);
