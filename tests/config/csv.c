// CSV under test: cells, places, and what is said of broken tables.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "config/csv.h"

static void add_cells(Text *out, const char *const *cells, size_t n)
{
  for (size_t i = 0; i < n; i++) text_print(out, "%s|", cells[i]);
}

// The table as it was read, cells between bars, and what was said.
static void check(const char *text, size_t length, const char *cells, const char *told)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  Csv   *csv = csv_read_text(arena, "t.csv", text, length, diag);
  Text   out = {.arena = arena};
  text_add(&out, "");
  if (csv != NULL) add_cells(&out, csv->header, csv->n_columns);
  for (size_t row = 0; csv != NULL && row < csv->n_rows; row++) {
    text_print(&out, " %d:", csv_place(csv, row).line);
    add_cells(&out, csv->cell + row * csv->n_columns, csv->n_columns);
  }
  assert_string_equal(diag_text(diag), told);
  if (cells == NULL) assert_null(csv);
  else assert_string_equal(out.start, cells);
  arena_close(arena);
}

static void check_text(const char *text, const char *cells, const char *told)
{
  check(text, strlen(text), cells, told);
}

static void a_table_is_read_cell_by_cell(void **state)
{
  (void)state;
  check_text("id,name\n1,KC\n2,MBON\n", "id|name| 2:1|KC| 3:2|MBON|", "");
  check_text("id,name\r\n1,KC\r\n2,MBON", "id|name| 2:1|KC| 3:2|MBON|", "");
  check_text("\xEF\xBB\xBFid\n1\n", "id| 2:1|", "");
  check_text("a,b\n,\n", "a|b| 2:||", "");
  check_text("a,b\n1,", "a|b| 2:1||", "");
  check_text("a\n", "a|", "");
  check_text("a b , \xC3\x9F\n x,y \n", "a b | \xC3\x9F| 2: x|y |", "");
}

static void quotes_hold_commas_lines_and_quotes(void **state)
{
  (void)state;
  check_text("a,b\n\"x,y\",\"1\n2\"\n\"\"\"q\"\"\",\"\"\nlast,5\" wide\n",
             "a|b| 2:x,y|1\n2| 4:\"q\"|| 5:last|5\" wide|", "");
  check_text("\"a\",\"b\"\r\n\"1\",\"2\"\r\n", "a|b| 2:1|2|", "");
  check_text("a\n\"\"\n", "a| 2:|", "");
}

static void blank_lines_are_passed_over_but_counted(void **state)
{
  (void)state;
  check_text("\n\r\na,b\n\n1,2\n\n\n3,4\n\n", "a|b| 5:1|2| 8:3|4|", "");
}

static void rows_of_other_lengths_are_told_and_left_out(void **state)
{
  (void)state;
  check_text("pre,post,weight\n1,2,3\n4\n5,6\n7,8,9,10\n11,12,13\n",
             "pre|post|weight| 2:1|2|3| 6:11|12|13|",
             "t.csv:3:1: error: a row of 1 cell under a header of 3\n    4\n    ^\n"
             "t.csv:4:1: error: a row of 2 cells under a header of 3\n    5,6\n    ^\n"
             "t.csv:5:1: error: a row of 4 cells under a header of 3\n    7,8,9,10\n    ^\n");
}

static void a_quote_that_is_not_closed_is_told_where_it_opens(void **state)
{
  (void)state;
  check_text("a,b\n1,2\n\xC3\xB6,\"x\n3,4\n", "a|b| 2:1|2|",
             "t.csv:3:3: error: a quote that is never closed\n    \xC3\xB6,\"x\n      ^\n");
  check_text("\"a,b\n", NULL, "t.csv:1:1: error: a quote that is never closed\n"
                             "    \"a,b\n    ^\n");
}

static void what_follows_a_closing_quote_is_told(void **state)
{
  (void)state;
  check_text("a,b\n1,\"x\"y\n2,\"line\nbreak\"z\n", "a|b| 2:1|xy| 3:2|line\nbreakz|",
             "t.csv:2:6: error: a closing quote must end the cell\n    1,\"x\"y\n         ^\n"
             "    hint: a quote inside quotes is written twice\n"
             "t.csv:4:7: error: a closing quote must end the cell\n    break\"z\n          ^\n"
             "    hint: a quote inside quotes is written twice\n");
}

static void columns_need_names_of_their_own(void **state)
{
  (void)state;
  check_text("id,,x,id,,id\n1,2,3,4,5,6\n", "id||x|id||id| 2:1|2|3|4|5|6|",
             "t.csv:1:1: error: column 2 has no name\n    id,,x,id,,id\n    ^\n"
             "t.csv:1:1: error: column 5 has no name\n    id,,x,id,,id\n    ^\n"
             "t.csv:1:1: error: columns 1 and 4 are both called 'id'\n    id,,x,id,,id\n    ^\n"
             "t.csv:1:1: error: columns 4 and 6 are both called 'id'\n    id,,x,id,,id\n    ^\n");
}

static void an_empty_table_is_told(void **state)
{
  static const char told[] = "t.csv: error: is empty; its first line must name the columns\n";
  (void)state;
  check_text("", NULL, told);
  check_text("\n\r\n\n", NULL, told);
}

static void bytes_that_are_no_text_are_told(void **state)
{
  (void)state;
  check("a,b\n1,\0\n", 9, NULL, "t.csv:2:3: error: a zero byte\n    1,?\n      ^\n");
  check_text("a\n\xE9\n", NULL, "t.csv:2:1: error: bytes that are not UTF-8\n    ?\n    ^\n"
                               "    hint: save the file as UTF-8\n");
  check_text("a\r1\r", NULL,
             "t.csv:1:2: error: a carriage return within a line\n    a?1\n     ^\n");
}

static void a_ragged_table_is_not_larger_than_its_file(void **state)
{
  enum { WIDE = 100000, ROWS = 100000 };
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  Text   text = {.arena = arena};
  (void)state;
  for (int i = 0; i < WIDE; i++) text_print(&text, "%sc%d", i > 0 ? "," : "", i);
  text_add(&text, "\n");
  for (int i = 0; i < ROWS; i++) text_add(&text, "1\n");
  Csv *csv = csv_read_text(arena, "t.csv", text.start, text.length, diag);
  assert_non_null(csv);
  assert_int_equal(csv->n_columns, WIDE);
  assert_int_equal(csv->n_rows, 0);
  assert_int_equal(diag_count(diag), ROWS);
  arena_close(arena);
}

static void columns_are_found_by_name(void **state)
{
  static const char text[] = "pre,post,weight\n1,2,3\n";
  Arena *arena = arena_open();
  Csv   *csv = csv_read_text(arena, "t.csv", text, strlen(text), diag_open(arena));
  (void)state;
  assert_int_equal(csv_column(csv, "pre"), 0);
  assert_int_equal(csv_column(csv, "weight"), 2);
  assert_int_equal(csv_column(csv, "Weight"), -1);
  assert_string_equal(csv_cell(csv, 0, csv_column(csv, "post")), "2");
  Place place = csv_place(csv, 0);
  assert_string_equal(place.file, "t.csv");
  assert_int_equal(place.line, 2);
  assert_int_equal(place.column, 1);
  arena_close(arena);
}

static void a_file_is_read_and_one_that_is_not_there_is_told(void **state)
{
  char        path[1024];
  const char *root = getenv("TMPDIR");
  Arena      *arena = arena_open();
  Diag       *diag = diag_open(arena);
  (void)state;
  if (root == NULL || *root == '\0') root = access("build", W_OK) == 0 ? "build" : ".";
  snprintf(path, sizeof path, "%s/csv.XXXXXX", root);
  int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, "a,b\n1,2\n", 8), 8);
  close(descriptor);
  Csv *csv = csv_read_file(arena, path, diag);
  unlink(path);
  assert_non_null(csv);
  assert_string_equal(csv->file, path);
  assert_string_equal(csv_cell(csv, 0, 1), "2");
  assert_null(csv_read_file(arena, "nowhere/t.csv", diag));
  assert_string_equal(diag_text(diag),
                      "nowhere/t.csv: error: cannot be read: No such file or directory\n");
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_table_is_read_cell_by_cell),
    cmocka_unit_test(quotes_hold_commas_lines_and_quotes),
    cmocka_unit_test(blank_lines_are_passed_over_but_counted),
    cmocka_unit_test(rows_of_other_lengths_are_told_and_left_out),
    cmocka_unit_test(a_quote_that_is_not_closed_is_told_where_it_opens),
    cmocka_unit_test(what_follows_a_closing_quote_is_told),
    cmocka_unit_test(columns_need_names_of_their_own),
    cmocka_unit_test(an_empty_table_is_told),
    cmocka_unit_test(bytes_that_are_no_text_are_told),
    cmocka_unit_test(a_ragged_table_is_not_larger_than_its_file),
    cmocka_unit_test(columns_are_found_by_name),
    cmocka_unit_test(a_file_is_read_and_one_that_is_not_there_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
