// Axes: the frame in which numbers are drawn: ticks, names, marks, legends.

#include "report/axes.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MARK_ROWS = 4, LABEL_STEP = 15, LEADER = 16 };

static const double TICK = 4;      // length of a tick
static const double SLOPE = 0.6;   // height of a turned label by its width

static double widest(const char **label, size_t n)
{
  double most = 0;
  for (size_t i = 0; i < n; i++) {
    most = fmax(most, svg_width(text_brief(label[i]).text, SVG_FONT));
  }
  return most;
}

Ruler axes_make(const SheetAxis *from, const char *name, double low, double high, double length)
{
  Ruler axis = {.name = name == NULL ? from->name : name};
  if (from->numeric) {
    // One tick alone tells no distance.
    bool counts = sheet_counts(from->name);
    int  wanted = (int)fmax(1, length / 75), most = wanted + 8;
    for (; wanted < most; wanted++) {
      axis.scale = counts ? scale_fit_counts(low, high, wanted) : scale_fit(low, high, wanted,
                                                                            false);
      if (axis.scale.n > 1) break;
    }
    return axis;
  }
  axis.scale = scale_fit(NAN, NAN, 1, false);   // of no use but defined, where there are no levels
  axis.n_labels = from->n;
  axis.label = from->label;
  axis.turned = widest(axis.label, axis.n_labels) > length / fmax(1, (double)axis.n_labels) - 6;
  return axis;
}

double axes_at(const Ruler *axis, const SheetAxis *from, size_t level)
{
  if (axis->n_labels > 0) return ((double)level + 0.5) / (double)axis->n_labels;
  return scale_at(&axis->scale, from->number[level]);
}

int axes_label(const Scale *scale, int index, char label[40])
{
  char plain[32];
  scale_label(scale, index, plain);
  if (plain[0] != '-') return snprintf(label, 40, "%s", plain);
  return snprintf(label, 40, "\xE2\x88\x92%s", plain + 1);
}

double axes_bottom_room(const Ruler *axis)
{
  if (!axis->turned) return 20;
  return fmin(160, 12 + widest(axis->label, axis->n_labels) * SLOPE);
}

double axes_left_room(const Ruler *axis)
{
  if (axis->n_labels > 0) return fmin(180, widest(axis->label, axis->n_labels)) + 8;
  double room = 0;
  for (int i = 0; i < axis->scale.n; i++) {
    char label[40];
    axes_label(&axis->scale, i, label);
    room = fmax(room, svg_width(label, SVG_FONT));
  }
  return room + 8;
}

static void add_bottom_label(Text *out, const Ruler *axis, double x, double y, const char *label)
{
  Brief brief = text_brief(label);
  if (axis->turned) svg_text_turned(out, SVG_SOFT, SVG_END, x + 4, y + 12, -37, brief.text);
  else svg_text(out, SVG_SOFT, SVG_MIDDLE, x, y + 16, brief.text);
}

void axes_bottom(Text *out, SvgBox box, const Ruler *axis, bool named)
{
  double y = box.y + box.height;
  svg_line(out, SVG_AXIS, box.x, y, box.x + box.width, y);
  size_t every = 1 + (size_t)((double)axis->n_labels * 14 / box.width);
  for (size_t i = 0; i < axis->n_labels; i += every) {
    double x = box.x + ((double)i + 0.5) / (double)axis->n_labels * box.width;
    add_bottom_label(out, axis, x, y, axis->label[i]);
  }
  for (int i = 0; axis->n_labels == 0 && i < axis->scale.n; i++) {
    double x = box.x + scale_at(&axis->scale, scale_tick(&axis->scale, i)) * box.width;
    char   label[40];
    axes_label(&axis->scale, i, label);
    svg_line(out, SVG_AXIS, x, y, x, y + TICK);
    add_bottom_label(out, axis, x, y, label);
  }
  if (!named) return;
  y += axes_bottom_room(axis) + 16;
  svg_text(out, SVG_NORMAL, SVG_MIDDLE, box.x + box.width / 2, y, axis->name);
}

void axes_left(Text *out, SvgBox box, const Ruler *axis, bool grid, bool down, bool named)
{
  double bottom = box.y + box.height;
  size_t every = 1 + (size_t)((double)axis->n_labels * 14 / box.height);
  for (size_t i = 0; named && i < axis->n_labels; i += every) {
    double at = ((double)i + 0.5) / (double)axis->n_labels;
    double y = down ? box.y + at * box.height : bottom - at * box.height;
    svg_text(out, SVG_SOFT, SVG_END, box.x - 7, y + 4, text_brief(axis->label[i]).text);
  }
  for (int i = 0; axis->n_labels == 0 && i < axis->scale.n; i++) {
    double at = scale_at(&axis->scale, scale_tick(&axis->scale, i));
    double y = down ? box.y + at * box.height : bottom - at * box.height;
    char   label[40];
    axes_label(&axis->scale, i, label);
    if (grid) svg_line(out, SVG_GRID, box.x, y, box.x + box.width, y);
    else svg_line(out, SVG_AXIS, box.x - TICK, y, box.x, y);
    if (named) svg_text(out, SVG_SOFT, SVG_END, box.x - 7, y + 4, label);
  }
  if (!named) return;
  double x = box.x - axes_left_room(axis) - 8;
  svg_text_turned(out, SVG_NORMAL, SVG_MIDDLE, x, box.y + box.height / 2, -90, axis->name);
}

// The row (0: lowest) in which a mark's label is free of those before; -1 where it is not seen.
static int place_mark(const Ruler *axis, double width, const FigureMark *mark,
                      double end[MARK_ROWS])
{
  double at = axis->n_labels > 0 ? NAN : scale_at(&axis->scale, mark->at);
  if (!(at >= 0 && at <= 1)) return -1;
  double half = svg_width(mark->label, 11) / 2 + 2;
  for (int row = 0; row < MARK_ROWS; row++) {
    if (at * width - half < end[row]) continue;
    end[row] = at * width + half;
    return row;
  }
  return MARK_ROWS - 1;
}

double axes_marks_room(const Ruler *axis, double width, const FigureMark *mark, int n)
{
  double end[MARK_ROWS] = {-1e9, -1e9, -1e9, -1e9};
  int    rows = 0;
  for (int i = 0; i < n; i++) {
    int row = place_mark(axis, width, &mark[i], end);
    rows = row >= rows ? row + 1 : rows;
  }
  return rows * 13.0;
}

void axes_marks(Text *out, SvgBox box, const Ruler *axis, const FigureMark *mark, int n)
{
  double end[MARK_ROWS] = {-1e9, -1e9, -1e9, -1e9};
  for (int i = 0; i < n; i++) {
    int row = place_mark(axis, box.width, &mark[i], end);
    if (row < 0) continue;
    double x = box.x + scale_at(&axis->scale, mark[i].at) * box.width;
    svg_line(out, SVG_MARK, x, box.y, x, box.y + box.height);
    svg_text(out, SVG_SMALL, SVG_MIDDLE, x, box.y - 4 - 13 * row, mark[i].label);
  }
}

static void add_swatch(Text *out, const LegendEntry *entry, double x, double y, bool areas)
{
  if (entry->series < 0) svg_line(out, SVG_MARK, x, y, x + 18, y);
  else if (areas) svg_bar(out, entry->series, x + 4, y - 5, 10, 10);
  else svg_stroke(out, entry->series, x, y, x + 18, y);
}

double axes_legend(Text *out, SvgBox box, const char *name, const LegendEntry *entry, int n,
                   bool areas)
{
  double x = box.x, y = box.y + 12;
  if (name != NULL && name[0] != '\0') {
    if (out != NULL) svg_text(out, SVG_SOFT, SVG_START, x, y, name);
    x += svg_width(name, SVG_FONT) + 12;
  }
  for (int i = 0; i < n; i++) {
    Brief  label = text_brief(entry[i].label);
    double width = 24 + svg_width(label.text, SVG_FONT) + 14;
    if (x + width - 14 > box.x + box.width && x > box.x) {
      x = box.x;
      y += 18;
    }
    if (out != NULL) {
      add_swatch(out, &entry[i], x, y - 4, areas);
      svg_text(out, SVG_NORMAL, SVG_START, x + 24, y, label.text);
    }
    x += width;
  }
  return y + 6 - box.y;
}

// By height, stable.
static void sort(LegendEntry *entry, int n)
{
  for (int i = 1; i < n; i++) {
    LegendEntry one = entry[i];
    int   at = i;
    for (; at > 0 && entry[at - 1].at > one.at; at--) entry[at] = entry[at - 1];
    entry[at] = one;
  }
}

// Labels that touch become a block, centred on the mean of where its labels would like to be.
static void spread(const LegendEntry *entry, int n, double top, double bottom, double *at)
{
  enum { MOST = 64 };
  double centre[MOST];
  int    size[MOST], blocks = 0;
  assert(n <= MOST);
  for (int i = 0; i < n; i++) {
    centre[blocks] = entry[i].at;
    size[blocks++] = 1;
    for (;;) {
      double half = (size[blocks - 1] - 1) * LABEL_STEP / 2.0;
      centre[blocks - 1] = fmin(fmax(centre[blocks - 1], top + half), bottom - half);
      if (blocks < 2) break;
      double between = centre[blocks - 1] - centre[blocks - 2];
      if (between >= (size[blocks - 1] + size[blocks - 2]) * LABEL_STEP / 2.0) break;
      int both = size[blocks - 1] + size[blocks - 2];
      centre[blocks - 2] = (centre[blocks - 1] * size[blocks - 1] +
                            centre[blocks - 2] * size[blocks - 2]) / both;
      size[--blocks - 1] = both;
    }
  }
  for (int b = 0, i = 0; b < blocks; b++) {
    for (int k = 0; k < size[b]; k++) {
      at[i++] = centre[b] + (k - (size[b] - 1) / 2.0) * LABEL_STEP;
    }
  }
}

void axes_labels(Text *out, SvgBox box, LegendEntry *entry, int n)
{
  double at[64], right = box.x + box.width;
  sort(entry, n);
  spread(entry, n, box.y, box.y + box.height, at);
  for (int i = 0; i < n; i++) {
    svg_line(out, SVG_LEADER, right + 2, entry[i].at, right + LEADER, at[i]);
    add_swatch(out, &entry[i], right + LEADER + 2, at[i], false);
    svg_text(out, SVG_NORMAL, SVG_START, right + LEADER + 24, at[i] + 4,
             text_brief(entry[i].label).text);
  }
}
