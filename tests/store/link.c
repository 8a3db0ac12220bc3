// Tests of store/link: each answer of SQLite has its sentence, and a folder's name is only a name.

#include "store/link.h"

#include "scratch.h"

static void every_answer_names_the_file_and_what_to_do(void **state)
{
  (void)state;
  Arena *arena = arena_open();
  Link link = {.arena = arena, .path = "x.sqlite"};
  static const struct { int code; const char *says; } cases[] = {
    {SQLITE_FULL, "'x.sqlite' cannot grow, the disk is full; make room and run the same command"
                  " again: what was committed is kept (database or disk is full)"},
    {SQLITE_CORRUPT_VTAB, "'x.sqlite' is damaged; move it away and run the same command again: its"
                          " runs are then done anew (database disk image is malformed)"},
    {SQLITE_NOTADB, "'x.sqlite' is damaged; move it away and run the same command again: its runs"
                    " are then done anew (file is not a database)"},
    {SQLITE_READONLY_DIRECTORY, "'x.sqlite' may not be written; give yourself the right to write"
                                " it and its folder, or choose another folder with --out (attempt"
                                " to write a readonly database)"},
    {SQLITE_BUSY, "'x.sqlite' is held by another process; run the same command again when that has"
                  " ended (database is locked)"},
    {SQLITE_CANTOPEN, "'x.sqlite' or its journal cannot be opened; look at the rights of the file"
                      " and its folder, or choose another folder with --out (unable to open"
                      " database file)"},
    {SQLITE_IOERR_LOCK, "'x.sqlite' cannot be locked: this disk has no file locks, without which"
                        " results are not safe; choose a folder on another disk with --out (disk"
                        " I/O error)"},
    {SQLITE_IOERR_FSYNC, "'x.sqlite' cannot be read or written; look at the disk, then run the"
                         " same command again: what was committed is kept (disk I/O error)"},
    {SQLITE_NOMEM, "'x.sqlite' needs more memory than there is (out of memory)"},
    {SQLITE_MISUSE, "'x.sqlite' cannot be used (bad parameter or other API misuse)"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_string_equal(link_sentence(&link, cases[i].code), cases[i].says);
  }
  arena_close(arena);
}

static void a_folder_called_like_a_uri_is_a_folder(void **state)
{
  (void)state;
  Arena *arena = arena_open();
  char *folder = scratch_make(arena);
  char here[4096];
  assert_non_null(getcwd(here, sizeof here));
  assert_int_equal(chdir(folder), 0);
  assert_int_equal(mkdir("file:", 0777), 0);
  Link link = {.arena = arena, .path = "file:/x.sqlite"};
  assert_int_equal(link_open(&link, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE), SQLITE_OK);
  assert_int_equal(link_run(&link, "CREATE TABLE t (x); INSERT INTO t VALUES (7)"), SQLITE_OK);
  int64_t number = 0;
  assert_int_equal(link_ask(&link, "SELECT x FROM t", &number), SQLITE_OK);
  assert_int_equal(number, 7);
  assert_int_equal(link_ask(&link, "SELECT x FROM t WHERE x > 7", &number), SQLITE_DONE);
  assert_int_equal(link_ask(&link, "SELECT y FROM t", &number), SQLITE_ERROR);
  link_close(&link);
  assert_int_equal(access("file:/x.sqlite", F_OK), 0);
  assert_int_equal(chdir(here), 0);
  scratch_remove(arena, folder);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_answer_names_the_file_and_what_to_do),
    cmocka_unit_test(a_folder_called_like_a_uri_is_a_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
