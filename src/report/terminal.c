// Terminal: learning curves as plain text.

#include "report/terminal.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "math/statistic.h"

enum { TALLEST = 100, USUAL = 15, MOST_LINES = 52 };

static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

// ANSI's colours in the order of their distance from each other: blue, red, green, magenta,
// yellow, cyan.
static const int COLOURS[] = {34, 31, 32, 35, 33, 36};

// What is drawn: (rows x columns) a character, dots and a line each.
typedef struct Screen {
  int            rows, columns;
  unsigned char *dots;      // braille, 0: none
  char          *letter;    // over the dots, '\0': none
  int           *line;      // the last line that drew there, -1: none
} Screen;

bool terminal_utf8(const char *locale)
{
  const char *set = locale == NULL ? NULL : strchr(locale, '.');
  if (set == NULL) return false;
  static const char *const names[] = {".UTF-8", ".utf-8", ".UTF8", ".utf8"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t n = strlen(names[i]);
    if (strncmp(set, names[i], n) == 0 && (set[n] == '\0' || set[n] == '@')) return true;
  }
  return false;
}

int terminal_width(const char *text)
{
  int width = 0;
  for (; *text != '\0'; text++) width += ((unsigned char)*text & 0xC0) != 0x80;
  return width;
}

static void add_blanks(Text *out, int n)
{
  for (int i = 0; i < n; i++) text_add_bytes(out, " ", 1);
}

// The first n characters, blanks behind; control characters, which could move the cursor, as '?'.
void terminal_pad(Text *out, const char *text, int n)
{
  int shown = 0;
  for (; *text != '\0' && (shown < n || ((unsigned char)*text & 0xC0) == 0x80); text++) {
    unsigned char c = (unsigned char)*text;
    text_add_bytes(out, c < 0x20 || c == 0x7F ? "?" : text, 1);
    shown += (c & 0xC0) != 0x80;
  }
  add_blanks(out, n - shown);
}

static Screen open_screen(Arena *arena, int rows, int columns)
{
  size_t cells = (size_t)rows * (size_t)columns;
  Screen screen = {.rows = rows, .columns = columns};
  screen.dots = arena_take(arena, cells, 1);
  screen.letter = arena_take(arena, cells, 1);
  screen.line = arena_take(arena, cells, sizeof *screen.line);
  for (size_t i = 0; i < cells; i++) screen.line[i] = -1;
  return screen;
}

// A dot at x in [0, 2 columns), y in [0, 4 rows), from the top.
static void set_dot(Screen *screen, int x, int y, int line)
{
  static const unsigned char bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  if (x < 0 || y < 0 || x >= 2 * screen->columns || y >= 4 * screen->rows) return;
  size_t cell = (size_t)(y / 4) * (size_t)screen->columns + (size_t)(x / 2);
  screen->dots[cell] |= bits[y % 4][x % 2];
  screen->line[cell] = line;
}

// From point to point, every dot column once and gaps in height filled.
static void draw_segment(Screen *screen, double x1, double y1, double x2, double y2, int line)
{
  double steps = ceil(fmax(fabs(x2 - x1), fabs(y2 - y1)));
  if (steps < 1) steps = 1;
  for (double i = 0; i <= steps; i++) {
    double share = i / steps;
    set_dot(screen, (int)floor(x1 + (x2 - x1) * share + 0.5),
            (int)floor(y1 + (y2 - y1) * share + 0.5), line);
  }
}

typedef struct Chart {
  const Sheet *sheet;
  Scale        x, y;
  double      *value;     // (panel x line x x) over animals
} Chart;

static double find_statistic(BandStatistic statistic, const double *x, size_t n)
{
  if (statistic == BAND_MEDIAN) return statistic_median(x, n);
  if (statistic == BAND_IQM) return statistic_iqm(x, n);
  return statistic_mean(x, n);
}

static void reduce(Arena *arena, const Figure *figure, const Sheet *sheet, double *value)
{
  size_t  n = sheet->x.n, n_seeds = sheet->seed.n;
  double *column = arena_take(arena, n_seeds, sizeof *column);
  for (size_t block = 0; block < sheet->panel.n * sheet->line.n; block++) {
    const double *from = sheet_block(sheet, block / sheet->line.n, block % sheet->line.n);
    for (size_t i = 0; i < n; i++) {
      for (size_t s = 0; s < n_seeds; s++) column[s] = from[s * n + i];
      value[block * n + i] = find_statistic(figure->statistic, column, n_seeds);
    }
  }
}

// Ends as in figures: from zero where that is near.
static void fit_scales(Chart *chart, double x_low, double x_high, int rows, int columns)
{
  double low = INFINITY, high = -INFINITY;
  size_t size = chart->sheet->panel.n * chart->sheet->line.n * chart->sheet->x.n;
  for (size_t i = 0; i < size; i++) {
    if (!isfinite(chart->value[i])) continue;
    low = fmin(low, chart->value[i]);
    high = fmax(high, chart->value[i]);
  }
  if (low > 0 && low <= high / 2) low = 0;
  if (high < 0 && high >= low / 2) high = 0;
  chart->y = scale_fit(low, high, rows / 4 < 2 ? 2 : rows / 4, true);
  int wanted = columns / 14 < 2 ? 2 : columns / 14;
  chart->x = scale_fit_counts(x_low, x_high, wanted);
  if (!sheet_counts(chart->sheet->x.name)) chart->x = scale_fit(x_low, x_high, wanted, false);
}

static double find_x(const Chart *chart, size_t at)
{
  const SheetAxis *axis = &chart->sheet->x;
  if (axis->numeric) return scale_at(&chart->x, axis->number[at]);
  return ((double)at + 0.5) / (double)axis->n;
}

static void draw_line(Screen *screen, const Chart *chart, size_t panel, size_t line)
{
  const Sheet  *sheet = chart->sheet;
  const double *value = chart->value + (panel * sheet->line.n + line) * sheet->x.n;
  double        width = 2 * screen->columns - 1, height = 4 * screen->rows - 1;
  bool          open = false;
  double        x_before = 0, y_before = 0;
  for (size_t i = 0; i < sheet->x.n; i++) {
    if (!isfinite(value[i])) {
      open = false;
      continue;
    }
    double x = find_x(chart, i) * width, y = (1 - scale_at(&chart->y, value[i])) * height;
    draw_segment(screen, open ? x_before : x, open ? y_before : y, x, y, (int)line);
    open = true;
    x_before = x;
    y_before = y;
  }
}

// A line's letter where it passes column `column`, or where another's does not stand yet nearby.
static void set_letter(Screen *screen, const Chart *chart, size_t panel, size_t line, int column)
{
  const Sheet  *sheet = chart->sheet;
  const double *value = chart->value + (panel * sheet->line.n + line) * sheet->x.n;
  double        wanted = (column + 0.5) / screen->columns, nearest = INFINITY;
  size_t        at = 0;
  for (size_t i = 0; i < sheet->x.n; i++) {
    double far = fabs(find_x(chart, i) - wanted);
    if (!isfinite(value[i]) || far >= nearest) continue;
    nearest = far;
    at = i;
  }
  if (nearest * screen->columns > 1.5) return;
  double y = (1 - scale_at(&chart->y, value[at])) * (4 * screen->rows - 1);
  int    row = (int)floor(y + 0.5) / 4;
  size_t cell = (size_t)row * (size_t)screen->columns + (size_t)column;
  if (screen->letter[cell] != '\0') return;
  screen->letter[cell] = LETTERS[line % MOST_LINES];
  screen->line[cell] = (int)line;
}

static void draw_letters(Screen *screen, const Chart *chart, size_t panel)
{
  size_t n = chart->sheet->line.n;
  if (n < 2) return;
  int every = (int)n * 2 > 18 ? (int)n * 2 : 18;
  for (size_t line = 0; line < n; line++) {
    int first = every * (int)(line + 1) / (int)(n + 1);
    for (int column = first; column < screen->columns; column += every) {
      set_letter(screen, chart, panel, line, column);
    }
  }
}

static void add_coloured(const Terminal *terminal, Text *out, int line, const char *text)
{
  bool coloured = terminal->colour && line >= 0;
  if (coloured) text_print(out, "\033[%dm",
                           COLOURS[(size_t)line % (sizeof COLOURS / sizeof *COLOURS)]);
  text_add(out, text);
  if (coloured) text_add(out, "\033[0m");
}

static void add_cell(const Terminal *terminal, const Screen *screen, size_t cell, Text *out)
{
  char text[4] = {screen->letter[cell], '\0', '\0', '\0'};
  if (text[0] == '\0' && screen->dots[cell] == 0) text[0] = ' ';
  if (text[0] == '\0' && !terminal->utf8) {
    text[0] = LETTERS[(size_t)screen->line[cell] % MOST_LINES];
  }
  if (text[0] == '\0') {   // U+2800 and the dots
    text[0] = (char)0xE2;
    text[1] = (char)(0xA0 | screen->dots[cell] >> 6);
    text[2] = (char)(0x80 | (screen->dots[cell] & 0x3F));
  }
  add_coloured(terminal, out, screen->line[cell], text);
}

static int find_label_width(const Scale *scale)
{
  int widest = 0;
  for (int i = 0; i < scale->n; i++) {
    char label[32];
    int  width = scale_label(scale, i, label);
    widest = width > widest ? width : widest;
  }
  return widest;
}

// The tick whose height lies in a row, or -1.
static int find_tick(const Scale *scale, int row, int rows)
{
  for (int i = 0; i < scale->n; i++) {
    double y = (1 - scale_at(scale, scale_tick(scale, i))) * (4 * rows - 1);
    if ((int)floor(y + 0.5) / 4 == row) return i;
  }
  return -1;
}

// The names of lines, one a row beside the plot from the top, each after its letter.
static void add_name(const Terminal *terminal, const Chart *chart, size_t line, int room,
                     Text *out)
{
  const Sheet *sheet = chart->sheet;
  if (sheet->line.n < 2 || line >= sheet->line.n) return;
  char letter[2] = {LETTERS[line % MOST_LINES], '\0'};
  text_add(out, "  ");
  add_coloured(terminal, out, (int)line, letter);
  text_add(out, " ");
  int width = terminal_width(sheet->line.label[line]);
  terminal_pad(out, sheet->line.label[line], width < room ? width : room);
}

static void add_rows(const Terminal *terminal, const Chart *chart, const Screen *screen,
                     int margin,
                     int room, Text *out)
{
  size_t lines = chart->sheet->line.n, names = lines < 2 ? 0 : lines;
  for (int row = 0; row < screen->rows || (size_t)row < names; row++) {
    bool inside = row < screen->rows;
    int  tick = inside ? find_tick(&chart->y, row, screen->rows) : -1;
    char label[32] = "";
    int  length = tick < 0 ? 0 : scale_label(&chart->y, tick, label);
    add_blanks(out, margin - length);
    text_add(out, label);
    if (inside) text_add(out, terminal->utf8 ? (tick < 0 ? "│" : "┤") : (tick < 0 ? "|" : "+"));
    else text_add(out, " ");
    for (int column = 0; column < screen->columns; column++) {
      if (!inside) add_blanks(out, 1);
      else add_cell(terminal, screen, (size_t)row * (size_t)screen->columns + (size_t)column, out);
    }
    add_name(terminal, chart, (size_t)row, room, out);
    while (out->start[out->length - 1] == ' ') out->length--;
    text_add(out, "\n");
  }
}

// The bottom line with ticks, their numbers, and the axis' name.
static void add_bottom(Arena *arena, const Terminal *terminal, const Chart *chart, int columns,
                       int margin, Text *out)
{
  const SheetAxis *axis = &chart->sheet->x;
  int              ticks = axis->numeric ? chart->x.n : 0;
  char            *numbers = arena_take(arena, (size_t)columns + 40, 1);
  bool            *ticked = arena_take(arena, (size_t)columns, sizeof *ticked);
  memset(numbers, ' ', (size_t)columns + 39);
  int end = -1;
  for (int i = 0; i < ticks; i++) {
    int  at = (int)floor(scale_at(&chart->x, scale_tick(&chart->x, i)) * (columns - 1) + 0.5);
    char label[32];
    int  length = scale_label(&chart->x, i, label), from = at - length / 2;
    if (at < 0 || at >= columns) continue;
    ticked[at] = true;
    if (from <= end) from = end + 1;
    if (from < 0) from = 0;
    memcpy(numbers + from, label, (size_t)length);
    end = from + length;
  }
  add_blanks(out, margin);
  text_add(out, terminal->utf8 ? "└" : "+");
  for (int i = 0; i < columns; i++) {
    text_add(out, terminal->utf8 ? (ticked[i] ? "┬" : "─") : (ticked[i] ? "+" : "-"));
  }
  text_add(out, "\n");
  add_blanks(out, margin + 1);
  numbers[end < 0 ? 0 : end] = '\0';
  text_print(out, "%s\n", numbers);
}

static int limit(int x, int low, int high)
{
  return x < low ? low : x > high ? high : x;
}

static int find_name_room(const Sheet *sheet, int width)
{
  int room = 0;
  for (size_t i = 0; sheet->line.n > 1 && i < sheet->line.n; i++) {
    int wide = terminal_width(sheet->line.label[i]);
    room = wide > room ? wide : room;
  }
  return room > width / 3 ? width / 3 : room;
}

void terminal_curves(Arena *arena, const Terminal *terminal, const Figure *figure,
                     const Tensor *tensor, Text *out)
{
  SheetParts parts = {.panel = figure->panels, .line = figure->lines, .x = figure->against};
  Sheet     *sheet = sheet_take(arena, tensor, parts);
  double     low = INFINITY, high = -INFINITY;
  for (size_t i = 0; sheet->x.numeric && i < sheet->x.n; i++) {
    low = fmin(low, sheet->x.number[i]);
    high = fmax(high, sheet->x.number[i]);
  }
  int width = limit(terminal->width, TERMINAL_NARROWEST, TERMINAL_WIDEST);
  int rows = terminal->height == 0 ? USUAL : limit(terminal->height, 4, TALLEST);
  if (figure->running != RUNNING_NONE) sheet_run(sheet, figure->running == RUNNING_MEAN);
  sheet_smooth(arena, sheet, figure->smooth);
  if (sheet_counts(sheet->x.name)) sheet_thin(arena, sheet, (size_t)width);
  Chart chart = {.sheet = sheet};
  chart.value = arena_take(arena, sheet->panel.n * sheet->line.n * sheet->x.n, sizeof(double));
  reduce(arena, figure, sheet, chart.value);
  fit_scales(&chart, low, high, rows, width);
  int margin = find_label_width(&chart.y) + 1, room = find_name_room(sheet, width);
  int columns = width - margin - 2 - (room == 0 ? 0 : room + 4);
  if (figure->title != NULL) text_print(out, "%s\n", figure->title);
  if (figure->measure != NULL) text_print(out, "%s\n", figure->measure);
  if (sheet->panel.n == 0) text_add(out, "(no data)\n");
  for (size_t panel = 0; panel < sheet->panel.n; panel++) {
    Screen screen = open_screen(arena, rows, columns);
    for (size_t line = 0; line < sheet->line.n; line++) draw_line(&screen, &chart, panel, line);
    draw_letters(&screen, &chart, panel);
    if (sheet->panel.n > 1) text_print(out, "%s\n", sheet->panel.label[panel]);
    add_rows(terminal, &chart, &screen, margin, room, out);
    add_bottom(arena, terminal, &chart, columns, margin, out);
    const char *name = figure->x_label != NULL ? figure->x_label : sheet->x.name;
    add_blanks(out, margin + 1 + limit((columns - terminal_width(name)) / 2, 0, TERMINAL_WIDEST));
    text_print(out, "%s\n", name);
  }
}
