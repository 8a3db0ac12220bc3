// Sheet: a tensor brought into the order in which it is drawn: panel, line, seed, y, x.
//
// Each of the tensor's axes gets one of five parts by its name; "seed" is the animals'. Axes that
// have no part and more than one level become lines too (or panels, where there is a y axis):
// nothing is averaged in silence. Several axes of one part are crossed, their labels joined by ",
// "; panels and lines in which every number is missing are left out. A named axis that the tensor
// lacks has one nameless level.

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "experiment/tensor.h"

typedef struct SheetAxis {
  const char   *name;      // of the tensor's axis; crossed: joined by ", "; none: ""
  size_t        n;
  const char  **label;     // (n)
  const double *number;    // (n) NaN where a level is no number
  bool          numeric;   // all levels are numbers, and there is one at least
} SheetAxis;

typedef struct Sheet {
  SheetAxis panel, line, seed, y, x;
  size_t    merged;        // levels of x averaged into one by sheet_thin, 1: none
  double   *value;         // (panel x line x seed x y x x); NaN: missing
} Sheet;

typedef struct SheetParts {
  const char *panel, *line, *y, *x;   // names of axes; NULL: none
  bool        rest_are_panels;        // axes without a part become panels, not lines
} SheetParts;

Sheet *sheet_take(Arena *arena, const Tensor *tensor, SheetParts parts);

// The numbers of one panel and line: (seed x y x x).
double *sheet_block(const Sheet *sheet, size_t panel, size_t line);

// Along x, each animal by itself: sums (or means) so far; missing numbers are passed over.
void sheet_run(Sheet *sheet, bool mean);

// Along x, each animal by itself: means over up to `window` neighbours centred on each.
void sheet_smooth(Arena *arena, Sheet *sheet, size_t window);

// Neighbours along x averaged, each animal by itself, until at most `most` are left.
void sheet_thin(Arena *arena, Sheet *sheet, size_t most);

// Whether that axis counts experience, so that neighbours are repetitions of one another.
bool sheet_counts(const char *axis);
