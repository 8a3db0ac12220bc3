// CSV: tables with a header, in which every row knows its place.
//
// RFC 4180: commas, LF or CRLF, UTF-8, a byte order mark skipped. Blank lines are passed over; a
// row of another length than the header is told and left out.

#pragma once

#include <stddef.h>

#include "base/diag.h"
#include "base/memory.h"

typedef struct Csv {
  const char  *file;
  size_t       n_columns;
  size_t       n_rows;       // without the header
  const char **header;       // (n_columns)
  const char **cell;         // (n_rows x n_columns) row-major, unquoted
  int         *line;         // (n_rows) where each row begins
} Csv;

// Reads a file (up to 1 GiB) or a text; complains about rows of other lengths, open quotes,
// duplicate and empty column names, control characters. NULL where it cannot be read at all.
Csv *csv_read_file(Arena *arena, const char *path, Diag *diag);
Csv *csv_read_text(Arena *arena, const char *name, const char *text, size_t length, Diag *diag);

// Column of that name, or -1.
int csv_column(const Csv *csv, const char *name);

const char *csv_cell(const Csv *csv, size_t row, int column);

// Place of a row (line:1).
Place csv_place(const Csv *csv, size_t row);
