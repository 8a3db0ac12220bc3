// Record: prints what a results folder's record holds, in an order of its own, for comparisons.
//
// record FILE.sqlite... | sort: a line for each recording of each run, its data as SHA-256. It
// reads the tables by itself, not through store/, and leaves out what may differ between equal
// records: the numbers of rows, and who wrote them. What a killed process left is rolled back.

#include <sqlite3.h>
#include <stdio.h>

#include "base/hash.h"

static const char *const query =
    "SELECT run.id, run.condition, run.seed, run.status, run.message, run.steps,"
    " recording.name, recording.data"
    " FROM run LEFT JOIN recording ON recording.run = run.number";

enum { DATA = 7 };

static void print_row(sqlite3_stmt *row)
{
  char hex[65];
  Hash hash;
  hash_open(&hash);
  hash_add(&hash, sqlite3_column_blob(row, DATA), (size_t)sqlite3_column_bytes(row, DATA));
  hash_close(&hash, hex);
  for (int i = 0; i < DATA; i++) {
    const unsigned char *text = sqlite3_column_text(row, i);
    printf("%s|", text ? (const char *)text : "");
  }
  printf("%s\n", hex);
}

static int print_file(const char *path)
{
  sqlite3 *file = NULL;
  sqlite3_stmt *row = NULL;
  int code = sqlite3_open_v2(path, &file, SQLITE_OPEN_READWRITE, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2(file, query, -1, &row, NULL);
  if (code == SQLITE_OK) {
    while ((code = sqlite3_step(row)) == SQLITE_ROW)
      print_row(row);
  }
  if (code != SQLITE_DONE)
    fprintf(stderr, "%s: %s\n", path, sqlite3_errmsg(file));
  sqlite3_finalize(row);
  sqlite3_close(file);
  return code == SQLITE_DONE ? 0 : 1;
}

int main(int argc, char **argv)
{
  int bad = 0;
  for (int i = 1; i < argc; i++)
    bad |= print_file(argv[i]);
  return bad;
}
