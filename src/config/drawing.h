// Drawings: a maze as its picture, one character a cell.

#pragma once

#include "base/diag.h"
#include "base/memory.h"
#include "config/node.h"

typedef struct Drawing {
  int         rows, columns;
  const char *cell;          // (rows x columns) row-major
  const Node *node;          // for the places of complaints
} Drawing;

// Reads a | block; complains about rows of unequal length, blanks, characters that are neither
// '.', '#' nor a letter, and emptiness.
bool drawing_read(Arena *arena, const Node *node, Drawing *drawing, Diag *diag);

// The place of a cell in the file.
Place drawing_place(const Drawing *drawing, int row, int column);
