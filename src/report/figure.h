// Figures: a picture of a tensor, as an experiment's `figures` words it (words.md, section 10).
//
//   line      a line each level of `lines` along a numeric axis, with bands
//   bars      bars from zero with intervals; levels side by side
//   scatter   a dot a level with its interval
//   heatmap   colours over two axes (raster: the same)
//   map       colours (and, where there is an axis "action", the best ones as arrows) on the world
//
// The tensor is reduced but for its axes seed, `against`, `against_y`, `lines`, `panels`; others
// of more than one level are kept apart, too (sheet.h). Numbers are means over animals (or
// `statistic`) with 95 % bootstrap intervals over animals; colours show means. A line along a
// counter of experience (episode, trial, life) of more than 200 levels is averaged in equal
// groups, each animal by itself, and the figure says so; profiles in time are never averaged. A
// heatmap with more rows or columns than pixels is averaged to what can be seen. The y axis begins
// at zero unless all numbers are far from it; infinite numbers (diverged animals) leave gaps.

#pragma once

#include "config/drawing.h"
#include "report/axes.h"
#include "report/band.h"

typedef enum FigureShape {
  SHAPE_AUTO,        // map with a drawing, heatmap with two axes, line for numbers, bars for names
  SHAPE_LINE,
  SHAPE_BARS,
  SHAPE_SCATTER,
  SHAPE_HEATMAP,
  SHAPE_MAP
} FigureShape;

typedef enum FigureRunning { RUNNING_NONE, RUNNING_SUM, RUNNING_MEAN } FigureRunning;

// A threshold (low = high) or a band that a claim states, across the figure.
typedef struct FigureRule {
  double      low, high;
  const char *label;         // NULL: none
} FigureRule;

typedef struct Figure {
  const char    *title;
  const char    *about;      // for readers who do not see it; NULL: the title alone
  const char    *measure;    // what the numbers are, with unit: "steps to the goal"
  const char    *against;    // name of the x axis, NULL: none (one point)
  const char    *against_y;  // heatmap: name of the y axis
  const char    *lines, *panels;
  const char    *x_label, *y_label;   // NULL: the axis' name (y: heatmaps alone)
  FigureShape    shape;
  FigureRunning  running;
  size_t         smooth;     // means over so many neighbours; 0, 1: none
  BandStatistic  statistic;
  const int     *wiring;     // (seeds) which are drawn together, in every line; NULL: none
  int            n_marks;
  const FigureMark    *mark;
  int            n_rules;
  const FigureRule    *rule;
  const Drawing *drawing;    // map
  uint64_t       seed;       // of the bootstrap
} Figure;

// The shape that is drawn.
FigureShape figure_shape(const Figure *figure, const Tensor *tensor);

// The whole SVG. Any tensor can be drawn; one without numbers gives empty axes and says so.
void figure_draw(Arena *arena, const Figure *figure, const Tensor *tensor, Text *out);
