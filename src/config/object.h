// Objects: what the letters of a drawing stand for.

#pragma once

#include <stdbool.h>

#include "config/drawing.h"
#include "config/field.h"

typedef struct Object {
  Value       reward;           // on entering
  Value       leaving;          // for any action there
  bool        terminal, once;   // the episode ends there; its reward is eaten
  char        leads_to, warp;   // letters, whose first cell is meant; 0: nowhere
  const char *key, *door;       // NULL: none
} Object;

enum { OBJECT_LETTERS = 128 };

// The first cell of a letter, row by row; false where there is none.
bool object_find(const Drawing *drawing, char letter, int *row, int *column);

// Reads `letter -> {reward, leaving, leads_to, warp, terminal, once, key, door}` into
// object[letter]; of a letter that is not mentioned nothing is special, but G is {reward: 1,
// terminal: true} unless said. `objects` may be NULL.
void object_read(Arena *arena, const Drawing *drawing, const Node *objects,
                 Object object[OBJECT_LETTERS], Diag *diag);

// The cells (row x columns + column; (*n)) that a node names: a letter (all of its cells), [row,
// column], `anywhere` (that is neither wall nor terminal), or a list of these.
int *object_cells(Arena *arena, const Drawing *drawing, const Object object[OBJECT_LETTERS],
                  const Node *node, int *n, Diag *diag);
