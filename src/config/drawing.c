// Drawings: the rows of a | block, checked cell by cell.

#include "config/drawing.h"

#include <string.h>

#include "base/text.h"

static bool is_cell(char c)
{
  return c == '.' || c == '#' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static int count_characters(const char *text, size_t length)
{
  int n = 0;
  for (size_t at = 0; at < length; n++) {
    uint32_t rune;
    size_t   bytes = text_rune(text + at, length - at, &rune);
    at += bytes != 0 ? bytes : 1;
  }
  return n;
}

// The first character of a row that is no cell.
static bool check_row(const Node *node, int row, const char *line, size_t length, Diag *diag)
{
  size_t at = 0;
  while (at < length && is_cell(line[at])) at++;
  if (at == length) return true;
  Place place = node_place_in(node, row, (int)at);
  if (line[at] == ' ' || line[at] == '\t') {
    diag_error(diag, place, "a free cell is a '.'", "a blank in a drawing");
    return false;
  }
  uint32_t rune;
  size_t   bytes = text_rune(line + at, length - at, &rune);
  diag_error(diag, place, "a cell is a '.', a '#' or a letter from A to z", "'%.*s' in a drawing",
             (int)(bytes != 0 ? bytes : 1), line + at);
  return false;
}

static bool check_length(const Node *node, int row, int length, int columns, Diag *diag)
{
  if (length == columns) return true;
  int column = length < columns ? length : columns;
  diag_error(diag, node_place_in(node, row, column), NULL,
             "row %d of the drawing has %d cell%s, the first has %d", row, length,
             length == 1 ? "" : "s", columns);
  return false;
}

static bool check_rows(const Node *node, Drawing *drawing, Diag *diag)
{
  bool good = true;
  for (const char *line = node->text; *line != '\0'; drawing->rows++) {
    size_t length = strcspn(line, "\n");
    int    cells = count_characters(line, length);
    if (drawing->rows == 0) drawing->columns = cells;
    good &= check_row(node, drawing->rows, line, length, diag);
    good &= check_length(node, drawing->rows, cells, drawing->columns, diag);
    line += line[length] == '\n' ? length + 1 : length;
  }
  return good;
}

bool drawing_read(Arena *arena, const Node *node, Drawing *drawing, Diag *diag)
{
  *drawing = (Drawing){.node = node};
  if (node->type != NODE_SCALAR || !node->block) {
    diag_error(diag, node->place, "write '|' and the rows below it, indented",
               "%s must be a drawing, not %s", node_name(node).text, node_what(node).text);
    return false;
  }
  if (node->text[strspn(node->text, "\n")] == '\0') {
    diag_error(diag, node->place, NULL, "%s is an empty drawing", node_name(node).text);
    return false;
  }
  if (!check_rows(node, drawing, diag)) return false;
  size_t columns = (size_t)drawing->columns;
  char  *cell = arena_take(arena, (size_t)drawing->rows, columns);
  for (size_t row = 0; row < (size_t)drawing->rows; row++) {
    memcpy(cell + row * columns, node->text + row * (columns + 1), columns);
  }
  drawing->cell = cell;
  return true;
}

Place drawing_place(const Drawing *drawing, int row, int column)
{
  return node_place_in(drawing->node, row, column);
}
