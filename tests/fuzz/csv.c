// Fuzzing: any bytes as CSV are refused, or read, written and read back.

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "config/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void write_cell(Text *out, const char *cell)
{
  text_add(out, "\"");
  for (const char *c = cell; *c != '\0'; c++) {
    if (*c == '"') text_add(out, "\"");
    text_add_bytes(out, c, 1);
  }
  text_add(out, "\"");
}

static void write_row(Text *out, const char *const *cells, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (i > 0) text_add(out, ",");
    write_cell(out, cells[i]);
  }
  text_add(out, "\n");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  Csv   *csv = csv_read_text(arena, "fuzz.csv", (const char *)bytes, length, diag);
  assert((csv != NULL || diag_count(diag) > 0) && diag_text(diag) != NULL);
  if (csv != NULL && diag_count(diag) == 0) {
    Text   out = {.arena = arena};
    size_t n = csv->n_columns;
    write_row(&out, csv->header, n);
    for (size_t row = 0; row < csv->n_rows; row++) write_row(&out, csv->cell + row * n, n);
    Csv *again = csv_read_text(arena, "again.csv", out.start, out.length, diag);
    assert(again != NULL && diag_count(diag) == 0);
    assert(again->n_columns == n && again->n_rows == csv->n_rows);
    for (size_t i = 0; i < n; i++) assert(strcmp(again->header[i], csv->header[i]) == 0);
    for (size_t i = 0; i < n * csv->n_rows; i++) assert(strcmp(again->cell[i], csv->cell[i]) == 0);
    for (size_t row = 1; row < csv->n_rows; row++) assert(csv->line[row] > csv->line[row - 1]);
  }
  arena_close(arena);
  return 0;
}
