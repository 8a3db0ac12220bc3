// Selections: what `over` says of one axis, as levels and keys.
//
// A universe is what an axis offers: whole numbers from low to high, of `unit` each (episodes,
// bins of dt seconds), or named levels (states, types, phases) whose keys are 0..n-1. A level is
// what a tensor shows; several keys may fall on one (a letter of the map stands for all states on
// its cells).

#pragma once

#include <stdint.h>

#include "config/node.h"

static const int64_t SELECTION_ENDLESS = INT64_C(1) << 40;   // as good as no end

typedef struct Universe {
  const char  *axis;   // as in messages
  bool         counted;
  int64_t      low, high;        // counted: high is SELECTION_ENDLESS where the end is not known
  double       unit;             // counted: one key in the axis' own unit
  int64_t      one;              // counted: the key that `first n` begins with
  const char  *endless;          // why the end is not known, for messages
  bool         may_end;          // counted without end: `last` may stand for "when the phase ends"
  size_t       n;                // named
  const char **label;            // (n)
  double      *number;           // (n) NaN: none
  const unsigned char *hidden;   // (n) not among `all`; NULL: none is
  const size_t        *order;    // (n) keys in the order of `all`; NULL: as they come
  bool                 pairs;    // [row, column] is one level
  // Whether a word means the key besides its label; NULL: labels alone.
  bool (*means)(const void *context, const char *word, size_t key);
  const void *context;
  Place       place;   // where the axis is named, for complaints without a level
} Universe;

typedef struct Selection {
  bool           all;      // nothing is left out
  bool           listed;   // levels were named one by one: each must exist everywhere
  bool           open;     // counted: all keys from `low` on, and no list
  int64_t        low;
  bool           at_end;   // `last` of an axis whose end is not known
  size_t         n_levels;
  const char   **label;    // (n_levels)
  const double  *number;   // (n_levels) NaN: none
  size_t         n_keys;
  const int64_t *key;     // (n_keys)
  const int     *level;   // (n_keys) the level on which the key falls
} Selection;

// The i-th key in the order of `all`.
static inline size_t universe_key(const Universe *universe, size_t i)
{
  return universe->order ? universe->order[i] : i;
}

// Gives a universe `n` named levels, and each its label (and number, where the label is one).
void universe_open(Arena *arena, Universe *universe, size_t n);
void universe_name(Universe *universe, size_t key, const char *label);

// Reads the levels of an axis; NULL node: all. `kept`: each level is wanted by itself, so that an
// end must be known. False after a complaint (unknown levels, an empty selection, a missing end).
bool selection_read(Arena *arena, const Node *node, const Universe *universe, bool kept,
                    Selection *selection, Diag *diag);

// A key in the axis' own unit (bins of 0.2 s: 3 -> 0.6), and the label of a number.
double      selection_number(const Universe *universe, int64_t key);
const char *selection_label(Arena *arena, double number);
