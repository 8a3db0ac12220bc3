// Heat: numbers as colours, over two axes or on the drawing of a world.

#include "report/heat.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { LEVELS = 64, STOPS = 9, LEGEND_WIDTH = 14 };

// Dark blue to yellow, after the measured lightness of viridis (Smith and van der Walt 2015).
static const unsigned SEQUENCE[STOPS] = {0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c,
                                         0x28ae80, 0x5ec962, 0xaddc30, 0xfde725};

// Okabe and Ito's blue and vermillion, darker at the ends, by way of white.
static const unsigned BOTH[STOPS] = {0x003a5c, 0x0072b2, 0x56a5d3, 0xb5d6ea, 0xffffff,
                                     0xf7cfb0, 0xe8935a, 0xd55e00, 0x7a3600};

static unsigned mix(unsigned a, unsigned b, double share)
{
  unsigned colour = 0;
  for (int shift = 0; shift <= 16; shift += 8) {
    double from = (a >> shift) & 0xFF, to = (b >> shift) & 0xFF;
    colour |= (unsigned)floor(from + (to - from) * share + 0.5) << shift;
  }
  return colour;
}

static int find_level(const Heat *heat, double value)
{
  double at = (value - heat->low) / (heat->high - heat->low) * (LEVELS - 1);
  if (!(at > 0)) return 0;
  return at >= LEVELS - 1 ? LEVELS - 1 : (int)floor(at + 0.5);
}

static unsigned colour_of(const Heat *heat, int level)
{
  double at = (double)level / (LEVELS - 1) * (STOPS - 1);
  int    stop = at >= STOPS - 1 ? STOPS - 2 : (int)at;
  const unsigned *stops = heat->both ? BOTH : SEQUENCE;
  return mix(stops[stop], stops[stop + 1], at - stop);
}

unsigned heat_colour(const Heat *heat, double value)
{
  return colour_of(heat, find_level(heat, value));
}

HeatGrid heat_matrix(Arena *arena, const Sheet *sheet, size_t panel)
{
  HeatGrid matrix = {.rows = sheet->y.n, .columns = sheet->x.n};
  size_t cells = matrix.rows * matrix.columns, n = sheet->seed.n;
  matrix.value = arena_take(arena, cells, sizeof(double));
  const double *value = sheet_block(sheet, panel, 0);
  for (size_t cell = 0; cell < cells; cell++) {
    double sum = 0, used = 0;
    for (size_t i = 0; i < n; i++) {
      double x = value[i * cells + cell];
      if (isnan(x)) continue;
      sum += x;
      used++;
    }
    matrix.value[cell] = used == 0 ? NAN : sum / used;
  }
  return matrix;
}

static double average(const HeatGrid *matrix, size_t row, size_t column, size_t height,
                      size_t width)
{
  double sum = 0, used = 0;
  for (size_t r = row; r < row + height && r < matrix->rows; r++) {
    for (size_t c = column; c < column + width && c < matrix->columns; c++) {
      double x = matrix->value[r * matrix->columns + c];
      if (isnan(x)) continue;
      sum += x;
      used++;
    }
  }
  return used == 0 ? NAN : sum / used;
}

HeatGrid heat_thin(Arena *arena, const HeatGrid *matrix, size_t rows, size_t columns)
{
  size_t height = (matrix->rows + rows - 1) / rows;
  size_t width = (matrix->columns + columns - 1) / columns;
  if (height <= 1 && width <= 1) return *matrix;
  HeatGrid thin = {.rows = (matrix->rows + height - 1) / height,
                 .columns = (matrix->columns + width - 1) / width};
  thin.value = arena_take(arena, thin.rows * thin.columns, sizeof(double));
  for (size_t r = 0; r < thin.rows; r++) {
    for (size_t c = 0; c < thin.columns; c++) {
      thin.value[r * thin.columns + c] = average(matrix, r * height, c * width, height, width);
    }
  }
  return thin;
}

Heat heat_range(const HeatGrid *matrix, size_t n)
{
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < n; i++) {
    for (size_t cell = 0; cell < matrix[i].rows * matrix[i].columns; cell++) {
      double x = matrix[i].value[cell];
      if (!isfinite(x)) continue;
      low = fmin(low, x);
      high = fmax(high, x);
    }
  }
  if (low > high) return (Heat){.low = 0, .high = 1};
  if (low < 0 && high > 0) {
    double limit = fmax(-low, high);
    return (Heat){.low = -limit, .high = limit, .both = true};
  }
  if (low > 0 && low <= high / 2) low = 0;
  if (high < 0 && high >= low / 2) high = 0;
  if (low == high) high = low + (low == 0 ? 1 : fabs(low));
  return (Heat){.low = low, .high = high};
}

// Runs of one colour in a row are one rectangle; all rectangles of a colour are one path.
static void draw_level(Text *out, SvgBox box, const Heat *heat, const HeatGrid *matrix,
                       const int *level,
                       int wanted, bool down)
{
  double width = box.width / (double)matrix->columns, height = box.height / (double)matrix->rows;
  bool   open = false;
  for (size_t r = 0; r < matrix->rows; r++) {
    const int *row = level + r * matrix->columns;
    for (size_t c = 0; c < matrix->columns;) {
      size_t end = c;
      while (end < matrix->columns && row[end] == wanted) end++;
      if (end > c) {
        if (!open) svg_fill_open(out, colour_of(heat, wanted));
        open = true;
        size_t at = down ? r : matrix->rows - 1 - r;
        svg_box(out, box.x + (double)c * width, box.y + (double)at * height,
                (double)(end - c) * width, height);
      }
      c = end + 1;
    }
  }
  if (open) svg_path_close(out);
}

void heat_draw(Arena *arena, Text *out, SvgBox box, const Heat *heat, const HeatGrid *matrix,
               bool down)
{
  size_t cells = matrix->rows * matrix->columns;
  int   *level = arena_take(arena, cells, sizeof *level);
  bool   used[LEVELS] = {false};
  for (size_t i = 0; i < cells; i++) {
    level[i] = isnan(matrix->value[i]) ? -1 : find_level(heat, matrix->value[i]);
    if (level[i] >= 0) used[level[i]] = true;
  }
  svg_rect(out, SVG_SHADE, box.x, box.y, box.width, box.height);
  for (int i = 0; i < LEVELS; i++) {
    if (used[i]) draw_level(out, box, heat, matrix, level, i, down);
  }
}

static const char *read_count(const char *text, int *count)
{
  while (*text == ' ') text++;
  if (*text < '0' || *text > '9') return NULL;
  int value = 0;
  for (; *text >= '0' && *text <= '9'; text++) {
    if (value < 100000) value = value * 10 + (*text - '0');
  }
  *count = value;
  return text;
}

// The cell that a label means, or -1.
static long find_place(const Drawing *drawing, const char *label)
{
  size_t cells = (size_t)drawing->rows * (size_t)drawing->columns;
  if (label[0] != '\0' && label[1] == '\0' && label[0] != '#' && label[0] != '.') {
    const char *found = memchr(drawing->cell, label[0], cells);
    return found == NULL ? -1 : (long)(found - drawing->cell);
  }
  int row, column;
  if (label[0] != '[') return -1;
  label = read_count(label + 1, &row);
  if (label == NULL || *label != ',') return -1;
  label = read_count(label + 1, &column);
  if (label == NULL || row >= drawing->rows || column >= drawing->columns) return -1;
  return (long)row * drawing->columns + column;
}

// The best of the actions in one state; NaN where none has a number.
static double find_best(const HeatGrid *matrix, size_t state)
{
  double best = NAN;
  for (size_t r = 0; r < matrix->rows; r++) {
    double x = matrix->value[r * matrix->columns + state];
    if (isnan(best) || x > best) best = x;
  }
  return best;
}

HeatGrid heat_places(Arena *arena, const Sheet *sheet, const HeatGrid *matrix,
                     const Drawing *drawing)
{
  HeatGrid  places = {.rows = (size_t)drawing->rows, .columns = (size_t)drawing->columns};
  size_t  cells = places.rows * places.columns;
  double *used = arena_take(arena, cells, sizeof *used);
  places.value = arena_take(arena, cells, sizeof(double));
  for (size_t state = 0; state < matrix->columns; state++) {
    long   place = find_place(drawing, sheet->x.label[state]);
    double best = find_best(matrix, state);
    if (place < 0 || isnan(best)) continue;
    places.value[place] += best;
    used[place]++;
  }
  for (size_t i = 0; i < cells; i++) {
    places.value[i] = used[i] == 0 ? NAN : places.value[i] / used[i];
  }
  return places;
}

typedef struct Heading {
  const char *name;
  double      x, y;
} Heading;

// Which way an action leads; NULL where its name does not say.
static const Heading *find_heading(const char *action)
{
  static const Heading headings[] = {
      {"north", 0, -1},       {"south", 0, 1},        {"east", 1, 0},
      {"west", -1, 0},        {"up", 0, -1},          {"down", 0, 1},
      {"right", 1, 0},        {"left", -1, 0},        {"northeast", 0.7071, -0.7071},
      {"southeast", 0.7071, 0.7071}, {"southwest", -0.7071, 0.7071}, {"northwest", -0.7071,
                                                                      -0.7071}};
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
    if (strcmp(headings[i].name, action) == 0) return &headings[i];
  }
  return NULL;
}

// Whether black is read better on a colour than white.
static bool is_light(unsigned colour)
{
  unsigned red = colour >> 16 & 0xFF, green = colour >> 8 & 0xFF, blue = colour & 0xFF;
  return 299 * red + 587 * green + 114 * blue > 140000;
}

// From the centre of a cell nearly to its edge.
static void add_arrow(Text *out, double x, double y, double size, const Heading *way)
{
  static const double outline[7][2] = {{0.02, 0.03},   {0.24, 0.03},  {0.24, 0.11}, {0.42, 0},
                                       {0.24, -0.11}, {0.24, -0.03}, {0.02, -0.03}};
  for (int i = 0; i < 7; i++) {
    double along = outline[i][0] * size, across = outline[i][1] * size;
    double to_x = x + way->x * along - way->y * across;
    double to_y = y + way->y * along + way->x * across;
    if (i == 0) svg_move(out, to_x, to_y);
    else svg_to(out, to_x, to_y);
  }
  svg_seal(out);
}

static void draw_arrows(Text *out, SvgBox box, const Heat *heat, const Sheet *sheet,
                        const HeatGrid *matrix, const Drawing *drawing, bool light)
{
  double size = box.width / drawing->columns;
  bool   open = false;
  for (size_t state = 0; state < matrix->columns; state++) {
    long   place = find_place(drawing, sheet->x.label[state]);
    double best = find_best(matrix, state);
    if (place < 0 || isnan(best) || is_light(heat_colour(heat, best)) != light) continue;
    double x = box.x + ((double)(place % drawing->columns) + 0.5) * size;
    double y = box.y + ((double)(place / drawing->columns) + 0.5) * size;
    for (size_t r = 0; r < matrix->rows; r++) {
      const Heading *way = find_heading(sheet->y.label[r]);
      if (way == NULL || matrix->value[r * matrix->columns + state] != best) continue;
      if (!open) svg_fill_open(out, light ? 0x000000 : 0xFFFFFF);
      open = true;
      add_arrow(out, x, y, size, way);
    }
  }
  if (open) svg_path_close(out);
}

static bool is_wall(const HeatGrid *places, const Drawing *drawing, size_t place)
{
  return drawing->cell[place] == '#' && isnan(places->value[place]);
}

static void draw_walls(Text *out, SvgBox box, const HeatGrid *places, const Drawing *drawing)
{
  double size = box.width / (double)places->columns;
  bool   open = false;
  for (size_t r = 0; r < places->rows; r++) {
    for (size_t c = 0; c < places->columns; c++) {
      size_t end = c;
      while (end < places->columns && is_wall(places, drawing, r * places->columns + end)) end++;
      if (end == c) continue;
      if (!open) svg_area_open(out, SVG_WALL);
      open = true;
      svg_box(out, box.x + (double)c * size, box.y + (double)r * size, (double)(end - c) * size,
              size);
      c = end;
    }
  }
  if (open) svg_path_close(out);
}

// The drawing's letters, in the middle of their cells or, where arrows are, in the corner.
static void draw_letters(Text *out, SvgBox box, const Heat *heat, const HeatGrid *places,
                         const Drawing *drawing, bool corner)
{
  double size = box.width / (double)places->columns;
  for (size_t i = 0; size >= 12 && i < places->rows * places->columns; i++) {
    char letter[2] = {drawing->cell[i], '\0'};
    if (letter[0] == '.' || letter[0] == '#') continue;
    double  x = box.x + (double)(i % places->columns) * size;
    double  y = box.y + (double)(i / places->columns) * size, value = places->value[i];
    SvgFont font = isnan(value)                         ? SVG_NORMAL
                   : is_light(heat_colour(heat, value)) ? SVG_BLACK
                                                        : SVG_WHITE;
    if (corner) svg_text(out, font, SVG_START, x + 2, y + 11, letter);
    else svg_text(out, font, SVG_MIDDLE, x + size / 2, y + size / 2 + 4, letter);
  }
}

void heat_map(Arena *arena, Text *out, SvgBox box, const Heat *heat, const Sheet *sheet,
              const HeatGrid *matrix, const Drawing *drawing)
{
  HeatGrid places = heat_places(arena, sheet, matrix, drawing);
  heat_draw(arena, out, box, heat, &places, true);
  draw_walls(out, box, &places, drawing);
  draw_letters(out, box, heat, &places, drawing, matrix->rows > 1);
  if (matrix->rows < 2) return;
  draw_arrows(out, box, heat, sheet, matrix, drawing, true);
  draw_arrows(out, box, heat, sheet, matrix, drawing, false);
}

static Scale scale_of(const Heat *heat)
{
  return scale_fit(heat->low, heat->high, 4, false);
}

double heat_legend_room(const Heat *heat, const char *name)
{
  Ruler axis = {.scale = scale_of(heat)};
  return 20 + LEGEND_WIDTH + axes_left_room(&axis) + (name[0] == '\0' ? 0 : 18);
}

void heat_legend(Text *out, SvgBox box, const Heat *heat, const char *name)
{
  Scale  scale = scale_of(heat);
  double right = box.x + LEGEND_WIDTH, step = box.height / LEVELS, widest = 0;
  for (int i = 0; i < LEVELS; i++) {
    svg_fill_open(out, colour_of(heat, i));
    svg_box(out, box.x, box.y + box.height - (i + 1) * step, LEGEND_WIDTH, step);
    svg_path_close(out);
  }
  for (int i = 0; i < scale.n; i++) {
    double y = box.y + box.height - scale_at(&scale, scale_tick(&scale, i)) * box.height;
    char   label[40];
    axes_label(&scale, i, label);
    svg_line(out, SVG_AXIS, right, y, right + 4, y);
    svg_text(out, SVG_SOFT, SVG_START, right + 7, y + 4, label);
    widest = fmax(widest, svg_width(label, SVG_FONT));
  }
  if (name[0] == '\0') return;
  svg_text_turned(out, SVG_NORMAL, SVG_MIDDLE, right + widest + 14, box.y + box.height / 2, 90,
                  name);
}
