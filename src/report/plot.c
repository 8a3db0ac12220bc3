// Plots: lines, bars and dots in one panel of a figure.

#include "report/plot.h"

#include <math.h>

enum { FEW_POINTS = 16 };   // lines of no more points show them as dots

Band *plot_bands(Arena *arena, const Figure *figure, const Sheet *sheet)
{
  size_t        n = sheet->panel.n * sheet->line.n;
  Band         *band = arena_take(arena, n, sizeof *band);
  bool          wired = figure->wiring && sheet->seed.n > 1;
  ResampleUnits units = {sheet->seed.n, NULL, wired ? figure->wiring : NULL};
  Resamples    *resamples = band_resamples(arena, &units, BAND_RESAMPLES, figure->seed);
  for (size_t i = 0; i < n; i++) {
    const double *value = sheet_block(sheet, i / sheet->line.n, i % sheet->line.n);
    band[i] = band_take(arena, figure->statistic, value, sheet->x.n, resamples);
  }
  return band;
}

static void widen(double *low, double *high, double x)
{
  if (!isfinite(x)) return;
  if (x < *low) *low = x;
  if (x > *high) *high = x;
}

// Ends that would leave much of the height empty come nearer; their ticks go.
static void trim(Scale *scale, double low, double high)
{
  double room = (high - low) * 0.03;
  if (scale->n > 2 && scale->high > high + 3 * room) {
    scale->high = high + room;
    scale->n--;
  }
  if (scale->n > 2 && scale->low < low - 3 * room) {
    scale->low = low - room;
    scale->first++;
    scale->n--;
  }
}

Ruler plot_axis(const Figure *figure, const Sheet *sheet, const Band *band, FigureShape shape,
               double height)
{
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < sheet->panel.n * sheet->line.n; i++) {
    for (size_t at = 0; at < band[i].n; at++) {
      widen(&low, &high, band[i].centre[at]);
      widen(&low, &high, band[i].low[at]);
      widen(&low, &high, band[i].high[at]);
    }
  }
  for (int i = 0; i < figure->n_rules; i++) {
    widen(&low, &high, figure->rule[i].low);
    widen(&low, &high, figure->rule[i].high);
  }
  bool bars = shape == SHAPE_BARS;
  if (low > 0 && (bars || low <= high / 2)) low = 0;
  if (high < 0 && (bars || high >= low / 2)) high = 0;
  if (low == 0 && high == 0) high = 1;
  Ruler axis = {.name = figure->measure == NULL ? "" : figure->measure};
  int wanted = (int)fmax(2, height / 45), most = wanted + 4;
  for (; wanted < most; wanted++) {
    axis.scale = scale_fit(low, high, wanted, true);
    if (low < high) trim(&axis.scale, low, high);
    if (axis.scale.n > 2) break;
  }
  return axis;
}

static double place_y(SvgBox box, const Plot *plot, double value)
{
  return box.y + box.height - scale_at(&plot->y.scale, value) * box.height;
}

static double place_x(SvgBox box, const Plot *plot, size_t at)
{
  return box.x + axes_at(&plot->x, &plot->sheet->x, at) * box.width;
}

static const Band *find_band(const Plot *plot, size_t panel, size_t line)
{
  return &plot->band[panel * plot->sheet->line.n + line];
}

bool plot_end(SvgBox box, const Plot *plot, size_t panel, size_t line, double *y)
{
  const Band *band = find_band(plot, panel, line);
  for (size_t at = band->n; at-- > 0;) {
    if (!isfinite(band->centre[at])) continue;
    *y = place_y(box, plot, band->centre[at]);
    return true;
  }
  return false;
}

static bool is_banded(const Band *band, size_t at)
{
  return isfinite(band->low[at]) && isfinite(band->high[at]);
}

// One polygon for each stretch without gaps: along the upper edge and back along the lower.
static void draw_band(Text *out, SvgBox box, const Plot *plot, const Band *band, int series)
{
  bool open = false;
  for (size_t from = 0; from < band->n;) {
    size_t to = from;
    while (to < band->n && is_banded(band, to)) to++;
    if (to - from > 1) {
      if (!open) svg_band_open(out, series);
      open = true;
      for (size_t i = from; i < to; i++) {
        double x = place_x(box, plot, i), y = place_y(box, plot, band->high[i]);
        if (i == from) svg_move(out, x, y);
        else svg_to(out, x, y);
      }
      for (size_t i = to; i-- > from;) {
        svg_to(out, place_x(box, plot, i), place_y(box, plot, band->low[i]));
      }
      svg_seal(out);
    }
    from = to + 1;
  }
  if (open) svg_path_close(out);
}

static bool is_lonely(const Band *band, size_t at)
{
  bool before = at > 0 && isfinite(band->centre[at - 1]);
  bool after = at + 1 < band->n && isfinite(band->centre[at + 1]);
  return !before && !after;
}

static void draw_line(Text *out, SvgBox box, const Plot *plot, const Band *band, int series)
{
  bool open = false;
  for (size_t i = 0; i < band->n; i++) {
    if (!isfinite(band->centre[i]) || is_lonely(band, i)) continue;
    if (!open) svg_curve_open(out, series);
    open = true;
    double x = place_x(box, plot, i), y = place_y(box, plot, band->centre[i]);
    if (i == 0 || !isfinite(band->centre[i - 1])) svg_move(out, x, y);
    else svg_to(out, x, y);
  }
  if (open) svg_path_close(out);
  for (size_t i = 0; i < band->n; i++) {
    if (!isfinite(band->centre[i])) continue;
    if (band->n > FEW_POINTS && !is_lonely(band, i)) continue;
    svg_dot(out, series, place_x(box, plot, i), place_y(box, plot, band->centre[i]), 2.5);
  }
}

static void draw_lines(Text *out, SvgBox box, const Plot *plot, size_t panel)
{
  size_t n = plot->sheet->line.n;
  for (size_t line = 0; line < n; line++) {
    draw_band(out, box, plot, find_band(plot, panel, line), (int)line);
  }
  for (size_t line = 0; line < n; line++) {
    svg_group_open(out, plot->sheet->line.label[line]);
    draw_line(out, box, plot, find_band(plot, panel, line), (int)line);
    svg_group_close(out);
  }
}

// How wide the place of one level on the x axis is.
static double find_slot(SvgBox box, const Plot *plot)
{
  if (plot->x.n_labels > 0) return box.width / (double)plot->x.n_labels;
  double slot = box.width / 6;
  for (size_t i = 1; i < plot->sheet->x.n; i++) {
    slot = fmin(slot, fabs(place_x(box, plot, i) - place_x(box, plot, i - 1)));
  }
  return fmax(slot, 2);
}

static void draw_bar(Text *out, SvgBox box, const Plot *plot, const Band *band, size_t at,
                     double x,
                     double width, int series)
{
  if (!isfinite(band->centre[at])) return;
  double zero = place_y(box, plot, 0), end = place_y(box, plot, band->centre[at]);
  svg_bar(out, series, x, fmin(zero, end), width, fabs(zero - end));
  if (!is_banded(band, at)) return;
  svg_whisker(out, x + width / 2, place_y(box, plot, band->low[at]),
              place_y(box, plot, band->high[at]));
}

static void draw_spot(Text *out, SvgBox box, const Plot *plot, const Band *band, size_t at,
                      double x,
                      int series)
{
  if (!isfinite(band->centre[at])) return;
  if (is_banded(band, at)) {
    svg_stroke(out, series % SVG_COLOURS, x, place_y(box, plot, band->low[at]), x,
               place_y(box, plot, band->high[at]));
  }
  svg_dot(out, series, x, place_y(box, plot, band->centre[at]), 3.5);
}

// The lines' bars, or dots, stand side by side within each level's slot; dots over numbers stand
// where the numbers are.
static void draw_levels(Text *out, SvgBox box, const Plot *plot, size_t panel)
{
  size_t n = plot->sheet->line.n;
  double slot = find_slot(box, plot), used = slot * (n == 1 ? 0.55 : 0.78);
  double width = used / (double)n;
  for (size_t line = 0; line < n; line++) {
    const Band *band = find_band(plot, panel, line);
    svg_group_open(out, plot->sheet->line.label[line]);
    for (size_t at = 0; at < band->n; at++) {
      double middle = place_x(box, plot, at), x = middle - used / 2 + (double)line * width;
      double gap = width > 6 ? 1 : 0;
      if (plot->shape == SHAPE_BARS) {
        draw_bar(out, box, plot, band, at, x + gap, width - 2 * gap, (int)line);
      } else {
        draw_spot(out, box, plot, band, at, plot->x.n_labels > 0 ? x + width / 2 : middle,
                  (int)line);
      }
    }
    svg_group_close(out);
  }
}

static void draw_rules(Text *out, SvgBox box, const Plot *plot)
{
  const Figure *figure = plot->figure;
  for (int i = 0; i < figure->n_rules; i++) {
    if (!isfinite(figure->rule[i].low) || !isfinite(figure->rule[i].high)) continue;
    double low = place_y(box, plot, figure->rule[i].low);
    double high = place_y(box, plot, figure->rule[i].high);
    if (low - high > 1) svg_rect(out, SVG_SHADE, box.x, high, box.width, low - high);
    else svg_line(out, SVG_MARK, box.x, low, box.x + box.width, low);
  }
}

void plot_draw(Text *out, SvgBox box, const Plot *plot, size_t panel)
{
  draw_rules(out, box, plot);
  if (plot->shape == SHAPE_LINE) draw_lines(out, box, plot, panel);
  else draw_levels(out, box, plot, panel);
  bool crosses = plot->y.scale.low < 0 && plot->y.scale.high > 0;
  if (!crosses) return;
  double zero = place_y(box, plot, 0);
  svg_line(out, SVG_AXIS, box.x, zero, box.x + box.width, zero);
}
