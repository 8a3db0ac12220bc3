// CSV: read in one pass; every cell is a zero-ended text in one block, unquoted.
//
// Blank lines are passed over (an empty cell alone in its row is written ""). A quote inside an
// unquoted cell stands for itself. A row that does not have the header's length is told and left
// out, so that no table is larger than its file. Cost: the file twice in memory and a pointer a
// cell.

#include "config/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

static const size_t FILE_CAP = (size_t)1 << 30;

typedef struct Scan {
  const char *file;
  const char *at, *end;
  const char *line_start;
  int         line;
  char       *out;         // where the next cell's text goes
  Diag       *diag;
  bool        broken;      // a quote is open: the rest cannot be read
} Scan;

static Place place_at(const Scan *scan, const char *at)
{
  Place place = {scan->file, scan->line, 1};
  for (const char *c = scan->line_start; c < at; place.column++) {
    uint32_t rune;
    c += text_rune(c, (size_t)(at - c), &rune);
  }
  return place;
}

static bool at_line_end(const Scan *scan)
{
  return scan->at == scan->end || *scan->at == '\n' || *scan->at == '\r';
}

static void pass_line_end(Scan *scan)
{
  if (scan->at < scan->end && *scan->at == '\r') scan->at++;
  if (scan->at == scan->end) return;
  scan->at++;
  scan->line++;
  scan->line_start = scan->at;
}

// The inside of quotes, from behind the first one to behind the last.
static void take_quoted(Scan *scan, Place begin)
{
  for (;;) {
    if (scan->at == scan->end) {
      diag_error(scan->diag, begin, NULL, "a quote that is never closed");
      scan->broken = true;
      return;
    }
    char c = *scan->at++;
    if (c == '"' && (scan->at == scan->end || *scan->at != '"')) return;
    if (c == '"') scan->at++;
    *scan->out++ = c;
    if (c != '\n') continue;
    scan->line++;
    scan->line_start = scan->at;
  }
}

// The next cell; what follows it is a comma or the end of the line.
static const char *take_cell(Scan *scan)
{
  const char *cell = scan->out;
  if (scan->at < scan->end && *scan->at == '"') {
    Place begin = place_at(scan, scan->at);
    scan->at++;
    take_quoted(scan, begin);
    if (!scan->broken && !at_line_end(scan) && *scan->at != ',') {
      diag_error(scan->diag, place_at(scan, scan->at), "a quote inside quotes is written twice",
                 "a closing quote must end the cell");
    }
  }
  const char *from = scan->at;
  while (!at_line_end(scan) && *scan->at != ',') scan->at++;
  memcpy(scan->out, from, (size_t)(scan->at - from));
  scan->out += scan->at - from;
  *scan->out++ = '\0';
  return cell;
}

// One row into `cell`, of which there are at most `room`; returns how many cells it has.
static size_t take_row(Scan *scan, const char **cell, size_t room)
{
  size_t n = 0;
  for (;; scan->at++) {
    const char *text = take_cell(scan);
    if (n < room) cell[n] = text;
    n++;
    if (at_line_end(scan)) break;
  }
  pass_line_end(scan);
  return n;
}

static void pass_blank_lines(Scan *scan)
{
  while (scan->at < scan->end && at_line_end(scan)) pass_line_end(scan);
}

static size_t count(const char *text, size_t length, char c)
{
  size_t n = 0;
  for (size_t i = 0; i < length; i++) n += text[i] == c;
  return n;
}

typedef struct Column {
  const char *name;
  size_t      index;
} Column;

static int compare_columns(const void *left, const void *right)
{
  const Column *a = left, *b = right;
  int           order = strcmp(a->name, b->name);
  return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static void check_header(Arena *arena, const Csv *csv, Place place, Diag *diag)
{
  Column *sorted = arena_take(arena, csv->n_columns, sizeof *sorted);
  for (size_t i = 0; i < csv->n_columns; i++) {
    sorted[i] = (Column){csv->header[i], i};
    if (*csv->header[i] == '\0') diag_error(diag, place, NULL, "column %zu has no name", i + 1);
  }
  qsort(sorted, csv->n_columns, sizeof *sorted, compare_columns);
  for (size_t i = 1; i < csv->n_columns; i++) {
    const Column *a = &sorted[i - 1], *b = &sorted[i];
    if (*b->name == '\0' || strcmp(a->name, b->name) != 0) continue;
    diag_error(diag, place, NULL, "columns %zu and %zu are both called '%s'", a->index + 1,
               b->index + 1, text_brief(b->name).text);
  }
}

static void take_rows(Scan *scan, Csv *csv)
{
  for (;;) {
    pass_blank_lines(scan);
    if (scan->at == scan->end) return;
    Place  place = {scan->file, scan->line, 1};
    size_t n = take_row(scan, csv->cell + csv->n_rows * csv->n_columns, csv->n_columns);
    if (scan->broken) return;
    if (n != csv->n_columns) {
      diag_error(scan->diag, place, NULL, "a row of %zu cell%s under a header of %zu", n,
                 n == 1 ? "" : "s", csv->n_columns);
      continue;
    }
    csv->line[csv->n_rows++] = place.line;
  }
}

static Csv *read_text(Arena *arena, const char *name, const char *text, size_t length, Diag *diag)
{
  diag_source(diag, name, text, length);
  if (!file_check(name, text, length, diag)) return NULL;
  size_t breaks = count(text, length, '\n'), most = count(text, length, ',') + breaks + 1;
  Scan   scan = {.file = name, .at = text, .end = text + length, .line_start = text, .line = 1};
  scan.diag = diag;
  scan.out = arena_take(arena, length + 1, 1);   // an ending zero in each separator's place
  pass_blank_lines(&scan);
  if (scan.at == scan.end) {
    diag_error(diag, (Place){name, 0, 0}, NULL, "is empty; its first line must name the columns");
    return NULL;
  }
  Csv  *csv = arena_take(arena, 1, sizeof *csv);
  Place place = {name, scan.line, 1};
  csv->file = name;
  csv->cell = arena_take(arena, most, sizeof *csv->cell);
  csv->line = arena_take(arena, breaks + 1, sizeof *csv->line);
  csv->n_columns = take_row(&scan, csv->cell, most);
  csv->header = arena_take(arena, csv->n_columns, sizeof *csv->header);
  memcpy(csv->header, csv->cell, csv->n_columns * sizeof *csv->header);
  if (scan.broken) return NULL;
  check_header(arena, csv, place, diag);
  take_rows(&scan, csv);
  return csv;
}

Csv *csv_read_file(Arena *arena, const char *path, Diag *diag)
{
  size_t      length;
  const char *name = arena_copy(arena, path, strlen(path));
  const char *text = file_read(arena, name, FILE_CAP, &length, diag);
  return text == NULL ? NULL : read_text(arena, name, text, length, diag);
}

Csv *csv_read_text(Arena *arena, const char *name, const char *text, size_t length, Diag *diag)
{
  name = arena_copy(arena, name, strlen(name));
  if (length > FILE_CAP) {
    diag_error(diag, (Place){name, 0, 0}, NULL, "is larger than 1 GiB");
    return NULL;
  }
  size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  text = arena_copy(arena, text + mark, length - mark);
  return read_text(arena, name, text, length - mark, diag);
}

int csv_column(const Csv *csv, const char *name)
{
  for (size_t i = 0; i < csv->n_columns; i++) {
    if (strcmp(csv->header[i], name) == 0) return (int)i;
  }
  return -1;
}

const char *csv_cell(const Csv *csv, size_t row, int column)
{
  return csv->cell[row * csv->n_columns + (size_t)column];
}

Place csv_place(const Csv *csv, size_t row)
{
  return (Place){csv->file, csv->line[row], 1};
}
