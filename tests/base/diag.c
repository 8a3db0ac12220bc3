// Diagnostics under test: what is printed, byte for byte.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"

static const char text[] = "about: x\n"
                           "model:\n"
                           "    alpha: 30\n"
                           "\tgr\xC3\xBC\xC3\x9F:\t\xF0\x9F\x90\x9B: 1\r\n"
                           "bell: \a\x80\xC2\x85!\n"
                           "\n"
                           "last";

static Diag *open_diag(Arena *arena)
{
  Diag *diag = diag_open(arena);
  diag_source(diag, "x.yaml", text, sizeof text - 1);
  return diag;
}

static void check_one(Place place, const char *hint, const char *message, const char *wanted)
{
  Arena *arena = arena_open();
  Diag  *diag = open_diag(arena);
  diag_error(diag, place, hint, "%s", message);
  assert_int_equal(diag_count(diag), 1);
  assert_string_equal(diag_text(diag), wanted);
  arena_close(arena);
}

static void nothing_is_said_when_all_is_well(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag = open_diag(arena);
  (void)state;
  assert_int_equal(diag_count(diag), 0);
  assert_string_equal(diag_text(diag), "");
  arena_close(arena);
}

static void a_complaint_shows_its_line_a_caret_and_a_hint(void **state)
{
  (void)state;
  check_one((Place){"x.yaml", 3, 12}, "did you mean 0.3?", "'alpha' is 30",
            "x.yaml:3:12: error: 'alpha' is 30\n"
            "    alpha: 30\n"
            "           ^\n"
            "    hint: did you mean 0.3?\n");
}

static void a_complaint_shows_only_what_is_known_of_its_place(void **state)
{
  (void)state;
  check_one((Place){NULL, 0, 0}, NULL, "nowhere", "error: nowhere\n");
  check_one((Place){"x.yaml", 0, 0}, NULL, "all of it", "x.yaml: error: all of it\n");
  check_one((Place){"x.yaml", 2, 0}, NULL, "a line", "x.yaml:2: error: a line\n    model:\n");
  check_one((Place){"y.csv", 3, 1}, NULL, "unseen", "y.csv:3:1: error: unseen\n");
  check_one((Place){"x.yaml", 99, 1}, NULL, "beyond", "x.yaml:99:1: error: beyond\n");
  check_one((Place){"x.yaml", 6, 1}, NULL, "blank", "x.yaml:6:1: error: blank\n");
  check_one((Place){"x.yaml", 7, 5}, NULL, "end",
            "x.yaml:7:5: error: end\n    last\n        ^\n");
  check_one((Place){"x.yaml", 7, 80}, NULL, "behind",
            "x.yaml:7:80: error: behind\n    last\n        ^\n");
}

static void tabs_and_letters_beyond_ascii_keep_the_caret_in_place(void **state)
{
  (void)state;
  check_one((Place){"x.yaml", 4, 10}, NULL, "here",
            "x.yaml:4:10: error: here\n"
            "    gr\xC3\xBC\xC3\x9F: \xF0\x9F\x90\x9B: 1\n"
            "            ^\n");
  check_one((Place){"x.yaml", 4, 1}, NULL, "the tab",
            "x.yaml:4:1: error: the tab\n"
            "     gr\xC3\xBC\xC3\x9F: \xF0\x9F\x90\x9B: 1\n"
            "    ^\n");
}

static void what_would_move_the_cursor_is_shown_as_a_question_mark(void **state)
{
  (void)state;
  check_one((Place){"x.yaml", 5, 10}, "\x1B[1mbold\x1B[0m", "not '\r\n\x7F\xE2\x80\xAE'",
            "x.yaml:5:10: error: not '?" "?" "?" "?'\n"
            "    bell: ?" "?" "?!\n"
            "             ^\n"
            "    hint: ?[1mbold?[0m\n");
}

#define LETTERS "abcdefghijklmnopqrstuvwxyz"

static void check_long(int column, const char *shown)
{
  char   line[301];
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  for (int i = 0; i < 300; i++) line[i] = (char)('a' + i % 26);
  line[300] = '\0';
  diag_source(diag, "long", line, 300);
  diag_error(diag, (Place){"long", 1, column}, NULL, "here");
  const char *told = diag_text(diag);
  assert_string_equal(strchr(told, '\n') + 1, shown);
  arena_close(arena);
}

static void a_long_line_is_cut_around_the_caret(void **state)
{
  (void)state;
  check_long(1, "    abcdefghijklmnopqrstuvwxyz" LETTERS LETTERS "abcdefghijkl...\n    ^\n");
  check_long(151, "    ...bcdefghijklmnopqrstuvwxyz" LETTERS LETTERS "abcdefghijklm...\n"
                  "                                                    ^\n");
  check_long(300, "    ...uvwxyz" LETTERS "abcdefghijklmn\n"
                  "                                                    ^\n");
}

static void complaints_are_sorted_by_file_line_and_column(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag = open_diag(arena);
  (void)state;
  diag_error(diag, (Place){"b.csv", 1, 1}, NULL, "six");
  diag_error(diag, (Place){"x.yaml", 9, 2}, NULL, "four");
  diag_error(diag, (Place){"x.yaml", 9, 1}, NULL, "two");
  diag_error(diag, (Place){"x.yaml", 9, 1}, NULL, "three");
  diag_error(diag, (Place){"x.yaml", 0, 0}, NULL, "one");
  diag_error(diag, (Place){"x.yaml", 10, 1}, NULL, "five");
  diag_error(diag, (Place){"a.csv", 1, 1}, NULL, "seven");
  assert_string_equal(diag_text(diag), "x.yaml: error: one\n"
                                       "x.yaml:9:1: error: two\n"
                                       "x.yaml:9:1: error: three\n"
                                       "x.yaml:9:2: error: four\n"
                                       "x.yaml:10:1: error: five\n"
                                       "b.csv:1:1: error: six\n"
                                       "a.csv:1:1: error: seven\n");
  arena_close(arena);
}

static void the_same_complaint_is_told_once(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag = open_diag(arena);
  (void)state;
  for (int i = 0; i < 3; i++) diag_error(diag, (Place){"x.yaml", 9, 1}, NULL, "again");
  assert_int_equal(diag_told(diag), 1);
  assert_int_equal(diag_count(diag), 3);   // each time something was wrong
  assert_string_equal(diag_text(diag), "x.yaml:9:1: error: again\n");
  arena_close(arena);
}

static void beyond_a_thousand_complaints_the_rest_is_counted(void **state)
{
  static const char end[] = "t.csv:1000:1: error: row\nerror: and 4000 more\n";
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  (void)state;
  for (int i = 1; i <= 5000; i++) diag_error(diag, (Place){"t.csv", i, 1}, NULL, "row");
  assert_int_equal(diag_count(diag), 5000);
  const char *told = diag_text(diag);
  assert_string_equal(told + strlen(told) - strlen(end), end);
  arena_close(arena);
}

static void what_is_printed_is_the_text(void **state)
{
  char   printed[200] = "";
  Arena *arena = arena_open();
  Diag  *diag = open_diag(arena);
  (void)state;
  diag_error(diag, (Place){"x.yaml", 3, 5}, "a hint", "%s %d", "printed", 7);
  FILE *stream = tmpfile();
  assert_non_null(stream);
  diag_print(diag, stream);
  rewind(stream);
  size_t length = fread(printed, 1, sizeof printed - 1, stream);
  fclose(stream);
  assert_int_equal(length, strlen(diag_text(diag)));
  assert_string_equal(printed, "x.yaml:3:5: error: printed 7\n"
                               "    alpha: 30\n"
                               "    ^\n"
                               "    hint: a hint\n");
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(nothing_is_said_when_all_is_well),
    cmocka_unit_test(a_complaint_shows_its_line_a_caret_and_a_hint),
    cmocka_unit_test(a_complaint_shows_only_what_is_known_of_its_place),
    cmocka_unit_test(tabs_and_letters_beyond_ascii_keep_the_caret_in_place),
    cmocka_unit_test(what_would_move_the_cursor_is_shown_as_a_question_mark),
    cmocka_unit_test(a_long_line_is_cut_around_the_caret),
    cmocka_unit_test(complaints_are_sorted_by_file_line_and_column),
    cmocka_unit_test(the_same_complaint_is_told_once),
    cmocka_unit_test(beyond_a_thousand_complaints_the_rest_is_counted),
    cmocka_unit_test(what_is_printed_is_the_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
