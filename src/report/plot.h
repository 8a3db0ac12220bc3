// Plots: lines, bars and dots in one panel of a figure.

#pragma once

#include "report/figure.h"

typedef struct Plot {
  const Figure *figure;
  FigureShape   shape;       // line, bars or scatter
  const Sheet  *sheet;
  const Band   *band;        // (panel x line) of sheet->x.n points each
  Ruler          x, y;
} Plot;

// Bands of all panels and lines.
Band *plot_bands(Arena *arena, const Figure *figure, const Sheet *sheet);

// The y axis that holds them all, and thresholds; from zero where that is near.
Ruler plot_axis(const Figure *figure, const Sheet *sheet, const Band *band, FigureShape shape,
               double height);

// What is inside of the axes.
void plot_draw(Text *out, SvgBox box, const Plot *plot, size_t panel);

// The height in the box at which a line ends; false where it has no number.
bool plot_end(SvgBox box, const Plot *plot, size_t panel, size_t line, double *y);
