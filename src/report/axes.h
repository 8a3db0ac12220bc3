// Axes: the frame in which numbers are drawn: ticks, names, marks, legends.

#pragma once

#include "report/scale.h"
#include "report/sheet.h"
#include "report/svg.h"

typedef struct SvgBox {
  double x, y, width, height;   // y grows downwards
} SvgBox;

// An axis as drawn: a scale, or (n_labels > 0) levels side by side with a label each.
typedef struct Ruler {
  const char  *name;
  Scale        scale;
  size_t       n_labels;
  const char **label;           // (n_labels)
  bool         turned;          // labels stand aslant
} Ruler;

// An axis for the levels of a sheet: a scale where they are numbers, from low to high.
Ruler axes_make(const SheetAxis *from, const char *name, double low, double high, double length);

// Where in [0, 1] a level lies along an axis.
double axes_at(const Ruler *axis, const SheetAxis *from, size_t level);

// How much room the labels of a bottom axis need below the box, and those of a scale left of it.
double axes_bottom_room(const Ruler *axis);
double axes_left_room(const Ruler *axis);

// The bottom axis with its labels and the left one with ticks, or with lines across the box
// (grid). `down`: the left axis begins at the top. Names, and the left axis' labels, are drawn
// where `named`: panels beside each other share them.
void axes_bottom(Text *out, SvgBox box, const Ruler *axis, bool named);
void axes_left(Text *out, SvgBox box, const Ruler *axis, bool grid, bool down, bool named);

// Tick `index` with a true minus sign.
int axes_label(const Scale *scale, int index, char label[40]);

// Events: dashed lines from top to bottom, named above in as many rows as they need.
typedef struct FigureMark {
  double      at;
  const char *label;
} FigureMark;

double axes_marks_room(const Ruler *axis, double width, const FigureMark *mark, int n);
void   axes_marks(Text *out, SvgBox box, const Ruler *axis, const FigureMark *mark, int n);

// An entry of a legend: a series, or (series -1) a threshold's dashed line.
typedef struct LegendEntry {
  int         series;
  const char *label;
  double      at;               // its height in the drawing, for labels beside their lines
} LegendEntry;

// In rows below, from y on; returns the height they take (with out NULL: only that).
double axes_legend(Text *out, SvgBox box, const char *name, const LegendEntry *entry, int n,
                   bool areas);

// Beside the lines' ends, right of the box, in the order of their heights and as near to them as
// 15 pixels from each other allow. Reorders the entries.
void axes_labels(Text *out, SvgBox box, LegendEntry *entry, int n);
