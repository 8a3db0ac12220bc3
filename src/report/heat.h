// Heat: numbers as colours, over two axes or on the drawing of a world.
//
// Numbers on both sides of zero get blue and vermillion with white at zero, as far up as down, so
// that the sign of a TD error is seen at once; others a sequence from dark blue to yellow whose
// lightness only grows. Both can be told apart by readers who do not see red or green. 64 levels.

#pragma once

#include "report/figure.h"

typedef struct Heat {
  double low, high;        // what the first and the last colour stand for
  bool   both;             // numbers on both sides of zero
} Heat;

// A matrix of colours: (rows x columns) means over animals; NaN: none.
typedef struct HeatGrid {
  size_t  rows, columns;
  double *value;
} HeatGrid;

// Means over animals of one panel (all its lines are one: a heatmap has none).
HeatGrid heat_matrix(Arena *arena, const Sheet *sheet, size_t panel);

// Neighbours averaged until there are at most so many rows and columns.
HeatGrid heat_thin(Arena *arena, const HeatGrid *matrix, size_t rows, size_t columns);

// The colours that all of them share.
Heat heat_range(const HeatGrid *matrix, size_t n);

unsigned heat_colour(const Heat *heat, double value);   // 0xRRGGBB

// Cells fill the box; row 0 at the top with `down`, else at the bottom.
void heat_draw(Arena *arena, Text *out, SvgBox box, const Heat *heat, const HeatGrid *matrix,
               bool down);

// Numbers of a map (rows: actions, columns: places by label) brought onto the drawing: the best
// action's, averaged where several states share a place. Labels are "[row, column]", whatever
// follows, or a letter of the drawing; others are not drawn.
HeatGrid heat_places(Arena *arena, const Sheet *sheet, const HeatGrid *matrix,
                     const Drawing *drawing);

// Walls, colours, letters, and arrows of the best actions where there is more than one row.
void heat_map(Arena *arena, Text *out, SvgBox box, const Heat *heat, const Sheet *sheet,
              const HeatGrid *matrix, const Drawing *drawing);

// The bar that tells what the colours mean, with its name above.
void heat_legend(Text *out, SvgBox box, const Heat *heat, const char *name);
double heat_legend_room(const Heat *heat, const char *name);
