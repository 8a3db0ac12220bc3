// Figures: a picture of a tensor, as an experiment's `figures` words it.
//
// From top to bottom: title, a line that says what is shown of how many animals, panels of equal
// size in rows, a legend. One panel of lines has their names beside their ends instead. All
// panels share their axes, so that they can be compared.

#include "report/figure.h"

#include <math.h>
#include <string.h>

#include "report/heat.h"
#include "report/plot.h"

enum { WIDTH = 720, MARGIN = 14, POINTS = 200, MOST_LABELS = 16, GAP = 18 };

typedef struct Page {
  const Figure *figure;
  FigureShape   shape;
  Sheet        *sheet;
  double        low, high;        // of x, before neighbours were averaged
  size_t        columns, rows;    // of panels
  double        left, right, top, below, above;   // room around each panel's box, and at the right
  double        width, height;    // of a panel's box
  double        end;              // y below the last row of panels
  double        full;             // width of the whole
} Page;

FigureShape figure_shape(const Figure *figure, const Tensor *tensor)
{
  bool drawn = figure->drawing != NULL;
  if (figure->shape == SHAPE_MAP && !drawn) return SHAPE_BARS;
  if (figure->shape != SHAPE_AUTO) return figure->shape;
  if (figure->against_y != NULL) return SHAPE_HEATMAP;
  int x = figure->against == NULL ? -1 : tensor_axis(tensor, figure->against);
  if (x < 0) return SHAPE_BARS;
  if (drawn && strcmp(figure->against, "time") != 0) return SHAPE_MAP;
  const TensorAxis *axis = &tensor->axis[x];
  for (size_t i = 0; i < axis->n; i++) {
    if (axis->number == NULL || !isfinite(axis->number[i])) return SHAPE_BARS;
  }
  return axis->n > 1 ? SHAPE_LINE : SHAPE_BARS;
}

static bool is_field(const Page *page)
{
  return page->shape == SHAPE_HEATMAP || page->shape == SHAPE_MAP;
}

static void find_range(const SheetAxis *axis, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (size_t i = 0; axis->numeric && i < axis->n; i++) {
    *low = fmin(*low, axis->number[i]);
    *high = fmax(*high, axis->number[i]);
  }
}

// Whether levels are equally far from each other: else they are drawn as names, side by side.
static bool is_even(const SheetAxis *axis)
{
  if (!axis->numeric || axis->n < 2) return false;
  double step = (axis->number[axis->n - 1] - axis->number[0]) / (double)(axis->n - 1);
  for (size_t i = 1; i < axis->n; i++) {
    if (fabs(axis->number[i] - axis->number[i - 1] - step) > 1e-6 * fabs(step)) return false;
  }
  return step > 0;
}

static void take_sheet(Arena *arena, Page *page, const Tensor *tensor)
{
  const Figure *figure = page->figure;
  SheetParts    parts = {.panel = figure->panels, .line = figure->lines, .x = figure->against};
  if (page->shape == SHAPE_HEATMAP) parts.y = figure->against_y;
  if (page->shape == SHAPE_MAP) parts.y = "action";
  if (is_field(page)) parts.line = NULL;
  parts.rest_are_panels = is_field(page);
  Sheet *sheet = page->sheet = sheet_take(arena, tensor, parts);
  if (figure->running != RUNNING_NONE) sheet_run(sheet, figure->running == RUNNING_MEAN);
  sheet_smooth(arena, sheet, figure->smooth);
  if (page->shape == SHAPE_BARS) sheet->x.numeric = false;
  find_range(&sheet->x, &page->low, &page->high);
  bool counts = sheet_counts(sheet->x.name);
  if (page->shape == SHAPE_LINE && counts) sheet_thin(arena, sheet, POINTS);
  if (page->shape == SHAPE_SCATTER) {
    double room = (page->high - page->low) / 40;
    page->low -= room;
    page->high += room;
  }
}

// Several levels of an axis, in words.
static const char *name_levels(const char *axis)
{
  if (strcmp(axis, "episode") == 0) return "episodes";
  if (strcmp(axis, "trial") == 0 || strcmp(axis, "nth") == 0) return "trials";
  if (strcmp(axis, "life") == 0 || strcmp(axis, "step") == 0) return "steps";
  return "neighbours";
}

// What is shown, of how many animals.
static const char *describe(Arena *arena, const Page *page)
{
  static const char *const names[] = {"mean", "median", "interquartile mean"};
  const Figure *figure = page->figure;
  const Sheet  *sheet = page->sheet;
  Text          text = {.arena = arena};
  bool          field = is_field(page);
  if (sheet->panel.n == 0 || sheet->line.n == 0) return "no data";
  text_add(&text, figure->running == RUNNING_SUM    ? "sum so far, "
                  : figure->running == RUNNING_MEAN ? "mean so far, "
                                                    : "");
  if (sheet->seed.n > 1) {
    text_print(&text, "%s of %zu animals%s", names[field ? BAND_MEAN : figure->statistic],
               sheet->seed.n, field ? "" : " with its 95 % bootstrap interval");
  } else {
    text_add(&text, "one animal");
  }
  if (figure->smooth > 1) {
    text_print(&text, "; smoothed over %zu %s", figure->smooth, name_levels(sheet->x.name));
  }
  if (sheet->merged > 1) {
    text_print(&text, "; a point is %zu %s", sheet->merged, name_levels(sheet->x.name));
  }
  return text.start;
}

static size_t count_columns(size_t panels)
{
  return panels <= 1 ? 1 : panels == 3 ? 3 : panels <= 4 ? 2 : panels <= 9 ? 3 : 4;
}

// Where panel `i` is drawn.
static SvgBox find_box(const Page *page, size_t i)
{
  size_t column = i % page->columns, row = i / page->columns;
  double step_x = page->width + GAP, step_y = page->height + page->above + page->below;
  return (SvgBox){.x = page->left + (double)column * step_x,
               .y = page->top + page->above + (double)row * step_y,
               .width = page->width,
               .height = page->height};
}

// Sizes that hang on the number of panels; `right` and `left` are known.
static void lay_out(Page *page, double aspect, double tallest)
{
  size_t panels = page->sheet->panel.n < 1 ? 1 : page->sheet->panel.n;
  page->columns = count_columns(panels);
  page->rows = (panels + page->columns - 1) / page->columns;
  double gaps = (double)(page->columns - 1) * GAP;
  page->width = floor((WIDTH - page->left - page->right - gaps) / (double)page->columns);
  page->height = floor(fmin(tallest, page->width * aspect));
}

static void finish_layout(Page *page, double above, double below)
{
  page->top = 60;
  page->above = above + (page->sheet->panel.n > 1 ? 22 : 0);
  page->below = below + (page->rows > 1 ? 8 : 0);
  page->end = page->top + (double)page->rows * (page->height + page->above + page->below) + 20;
}

static void open_page(Text *out, const Page *page, const char *what, double height)
{
  const Figure *figure = page->figure;
  const char   *title = figure->title == NULL ? "" : figure->title;
  svg_open(out, ceil(page->full), ceil(height), title, figure->about);
  svg_text(out, SVG_TITLE, SVG_START, MARGIN, 26, title);
  svg_text(out, SVG_SOFT, SVG_START, MARGIN, 45, what);
}

static void name_panel(Text *out, const Page *page, SvgBox box, double marks, size_t panel)
{
  if (page->sheet->panel.n < 2) return;
  svg_text(out, SVG_HEADING, SVG_START, box.x, box.y - 7 - marks,
           text_brief(page->sheet->panel.label[panel]).text);
}

// Whether panel i is the lowest of its column, where the bottom axis is named.
static bool is_lowest(const Page *page, size_t i)
{
  return i + page->columns >= page->sheet->panel.n;
}

// The lines, and the thresholds that have names.
static int list_entries(Arena *arena, const Page *page, LegendEntry **entries)
{
  const Figure *figure = page->figure;
  size_t        n_lines = page->sheet->line.n;
  LegendEntry        *entry = arena_take(arena, n_lines + (size_t)figure->n_rules, sizeof *entry);
  int           n = 0;
  for (size_t i = 0; n_lines > 1 && i < n_lines; i++) {
    entry[n++] = (LegendEntry){.series = (int)i, .label = page->sheet->line.label[i]};
  }
  for (int i = 0; i < figure->n_rules; i++) {
    if (figure->rule[i].label == NULL) continue;
    entry[n++] = (LegendEntry){.series = -1, .label = figure->rule[i].label};
  }
  *entries = entry;
  return n;
}

static double find_label_room(const LegendEntry *entry, int n)
{
  double widest = 0;
  for (int i = 0; i < n; i++) {
    widest = fmax(widest, svg_width(text_brief(entry[i].label).text, SVG_FONT));
  }
  return n == 0 ? MARGIN : 54 + widest;
}

// Labels beside the lines: where each would like to be.
static void draw_labels(Text *out, SvgBox box, const Plot *plot, LegendEntry *entry, int n)
{
  int rule = 0;
  for (int i = 0; i < n; i++) {
    entry[i].at = box.y + box.height;
    if (entry[i].series >= 0) {
      plot_end(box, plot, 0, (size_t)entry[i].series, &entry[i].at);
      continue;
    }
    while (plot->figure->rule[rule].label == NULL) rule++;
    double middle = (plot->figure->rule[rule].low + plot->figure->rule[rule].high) / 2;
    double at = isfinite(middle) ? scale_at(&plot->y.scale, middle) : 0;
    entry[i].at = box.y + box.height - at * box.height;
    rule++;
  }
  axes_labels(out, box, entry, n);
}

static void draw_panels(Text *out, const Page *page, const Plot *plot, double marks)
{
  const Figure *figure = page->figure;
  size_t        panels = page->sheet->panel.n;
  for (size_t i = 0; i < (panels < 1 ? 1 : panels); i++) {
    SvgBox box = find_box(page, i);
    svg_group_open(out, panels > 1 ? page->sheet->panel.label[i] : NULL);
    name_panel(out, page, box, marks, i);
    axes_left(out, box, &plot->y, true, false, i % page->columns == 0);
    if (panels > 0) plot_draw(out, box, plot, i);
    axes_bottom(out, box, &plot->x, panels == 0 || is_lowest(page, i));
    axes_marks(out, box, &plot->x, figure->mark, figure->n_marks);
    svg_group_close(out);
  }
}

static void draw_plots(Arena *arena, Page *page, Text *out)
{
  const Figure *figure = page->figure;
  Sheet        *sheet = page->sheet;
  Plot          plot = {.figure = figure, .shape = page->shape, .sheet = sheet};
  LegendEntry        *entry;
  int           n = list_entries(arena, page, &entry);
  double        room = find_label_room(entry, n);
  bool          single = page->shape == SHAPE_LINE && sheet->panel.n < 2;
  bool          beside = single && n <= MOST_LABELS && room < 260;
  plot.band = plot_bands(arena, figure, sheet);
  plot.y = plot_axis(figure, sheet, plot.band, page->shape, sheet->panel.n > 1 ? 200 : 320);
  page->left = MARGIN + axes_left_room(&plot.y) + 16;
  page->right = beside ? room : MARGIN + 8;
  lay_out(page, sheet->panel.n > 1 ? 0.75 : 0.62, 320);
  plot.x = axes_make(&sheet->x, figure->x_label, page->low, page->high, page->width);
  double marks = axes_marks_room(&plot.x, page->width, figure->mark, figure->n_marks);
  finish_layout(page, marks, axes_bottom_room(&plot.x));
  SvgBox legend = {.x = page->left, .y = page->end + 8, .width = WIDTH - page->left - MARGIN};
  const char *name = sheet->line.n > 1 ? sheet->line.name : NULL;
  bool        areas = page->shape != SHAPE_LINE;
  double      below = beside || n == 0 ? 0 : 8 + axes_legend(NULL, legend, name, entry, n, areas);
  open_page(out, page, describe(arena, page), page->end + below + MARGIN);
  draw_panels(out, page, &plot, marks);
  if (beside) draw_labels(out, find_box(page, 0), &plot, entry, n);
  else if (n > 0) axes_legend(out, legend, name, entry, n, areas);
  svg_close(out);
}

// An axis of a heatmap: cells are centred on their numbers.
static Ruler make_cell_axis(SheetAxis *from, const char *name, double length)
{
  double low, high;
  find_range(from, &low, &high);
  from->numeric = is_even(from);
  double half = from->numeric ? (high - low) / (double)(from->n - 1) / 2 : 0;
  return axes_make(from, name, low - half, high + half, length);
}

// A box that cells fill with whole pixels, where there are fewer cells than pixels.
static double fit_cells(double length, size_t cells)
{
  if (cells == 0 || (double)cells > length) return length;
  return floor(length / (double)cells) * (double)cells;
}

// Counters and names run down, as in a raster; other numbers up.
static bool runs_down(const SheetAxis *axis)
{
  return !axis->numeric || sheet_counts(axis->name) || strcmp(axis->name, "seed") == 0;
}

static void size_field(Page *page)
{
  const Figure *figure = page->figure;
  if (page->shape == SHAPE_HEATMAP) {
    page->width = fit_cells(page->width, page->sheet->x.n);
    page->height = fit_cells(page->height, page->sheet->y.n);
  } else {
    double rows = figure->drawing->rows, columns = figure->drawing->columns;
    double size = fmin(page->width / columns, page->height / rows);
    size = size > 1 ? floor(size) : size;
    page->width = size * columns;
    page->height = size * rows;
  }
}

static void draw_field(Arena *arena, Text *out, const Page *page, const Heat *heat,
                       const HeatGrid *matrix, size_t panel, SvgBox box)
{
  const Figure *figure = page->figure;
  if (page->shape == SHAPE_MAP) {
    heat_map(arena, out, box, heat, page->sheet, matrix, figure->drawing);
    return;
  }
  Ruler x = make_cell_axis(&page->sheet->x, figure->x_label, page->width);
  Ruler y = make_cell_axis(&page->sheet->y, figure->y_label, page->height);
  HeatGrid thin = heat_thin(arena, matrix, (size_t)page->height, (size_t)page->width);
  bool   down = runs_down(&page->sheet->y);
  heat_draw(arena, out, box, heat, &thin, down);
  axes_left(out, box, &y, false, down, panel % page->columns == 0);
  axes_bottom(out, box, &x, is_lowest(page, panel));
  axes_marks(out, box, &x, figure->mark, figure->n_marks);
}

static void draw_fields(Arena *arena, Page *page, Text *out)
{
  const Figure *figure = page->figure;
  Sheet        *sheet = page->sheet;
  size_t        panels = sheet->panel.n;
  bool          map = page->shape == SHAPE_MAP;
  const char   *measure = figure->measure == NULL ? "" : figure->measure;
  HeatGrid       *matrix = arena_take(arena, panels, sizeof *matrix);
  HeatGrid       *shown = arena_take(arena, panels, sizeof *shown);
  for (size_t i = 0; i < panels; i++) {
    matrix[i] = heat_matrix(arena, sheet, i);
    shown[i] = map ? heat_places(arena, sheet, &matrix[i], figure->drawing) : matrix[i];
  }
  Heat heat = heat_range(shown, panels);
  Ruler y = make_cell_axis(&sheet->y, figure->y_label, 300);
  page->left = map ? MARGIN : MARGIN + axes_left_room(&y) + 16;
  page->right = heat_legend_room(&heat, measure) + 10;
  lay_out(page, map ? 1 : 0.75, map ? 420 : 340);
  Ruler   x = make_cell_axis(&sheet->x, figure->x_label, page->width);
  double below = map ? 4 : axes_bottom_room(&x), marks = 0;
  size_field(page);
  if (!map) marks = axes_marks_room(&x, page->width, figure->mark, figure->n_marks);
  finish_layout(page, marks, below);
  if (map) page->end -= 16;
  SvgBox first = find_box(page, 0), last = find_box(page, page->columns - 1);
  page->full = fmax(last.x + last.width + page->right, WIDTH / 2.0);
  open_page(out, page, describe(arena, page), page->end + MARGIN);
  for (size_t i = 0; i < panels; i++) {
    SvgBox box = find_box(page, i);
    name_panel(out, page, box, marks, i);
    draw_field(arena, out, page, &heat, &matrix[i], i, box);
  }
  SvgBox bar = {.x = last.x + last.width + 16, .y = first.y, .height = fmin(first.height, 240)};
  if (panels > 0) heat_legend(out, bar, &heat, measure);
  svg_close(out);
}

void figure_draw(Arena *arena, const Figure *figure, const Tensor *tensor, Text *out)
{
  Page page = {.figure = figure, .shape = figure_shape(figure, tensor), .full = WIDTH};
  take_sheet(arena, &page, tensor);
  if (is_field(&page)) draw_fields(arena, &page, out);
  else draw_plots(arena, &page, out);
}
