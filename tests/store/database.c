// Tests of store/database: damage, formats, byte order, rights, sizes (failing disks: fault.c).

#include "store/database.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "scratch.h"
#include "fault.h"

static int make(void **state)
{
  fault_install();
  *state = arena_open();
  return 0;
}

static int end(void **state)
{
  arena_close(*state);
  return 0;
}

static bool begins(const char *text, const char *with)
{
  return strncmp(text, with, strlen(with)) == 0;
}

static char *one_file(Arena *arena, const char *folder, int runs)
{
  Record *record = scratch_open(arena, folder, "all", "fault");
  sample_put(record, 0, runs);
  assert_true(record_commit(record));
  record_close(record);
  char *path = NULL;
  assert_int_equal(scratch_count(arena, folder, ".sqlite", &path), 1);
  return path;
}

static char *refused(Arena *arena, const char *folder)
{
  char *problem = NULL;
  assert_null(record_open(arena, folder, "all", NULL, &problem));
  return problem;
}

static void overwrite(const char *path, long offset, const char *bytes, size_t n)
{
  int handle = open(path, O_WRONLY);
  assert_true(handle >= 0);
  assert_int_equal(pwrite(handle, bytes, n, offset), n);
  close(handle);
}

static void a_damaged_file_is_told_and_never_read_as_whole(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *path = one_file(arena, folder, 100);
  char *same = arena_print(arena, "'%s' is damaged; move it away and run the same command again:"
                                  " its runs are then done anew (", path);
  char rubbish[4096];
  memset(rubbish, 0x5a, sizeof rubbish);
  struct stat whole;
  assert_int_equal(stat(path, &whole), 0);
  assert_int_equal(truncate(path, whole.st_size / 2), 0);
  assert_true(begins(refused(arena, folder), same));
  assert_int_equal(unlink(path), 0);

  path = one_file(arena, folder, 100);
  overwrite(path, 0, rubbish, 100);
  assert_true(begins(refused(arena, folder), same));
  assert_int_equal(unlink(path), 0);

  path = one_file(arena, folder, 100);
  for (long page = 1; page < whole.st_size / 4096; page++) {
    overwrite(path, page * 4096, rubbish, 8);
  }
  assert_true(begins(refused(arena, folder), same));
  scratch_remove(arena, folder);
}

// Finds the bytes of a curve in the file and turns one bit of it: SQLite would not notice.
static void a_number_that_changed_on_the_disk_is_noticed(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *path = one_file(arena, folder, 3);
  double seen[2] = {2.0, 1.0};     // the first steps of run 2
  char *bytes = arena_take(arena, 1 << 20, 1);
  int handle = open(path, O_RDONLY);
  ssize_t size = read(handle, bytes, 1 << 20);
  close(handle);
  ssize_t at = 0;
  while (at + 16 <= size && memcmp(bytes + at, seen, 16) != 0) {
    at++;
  }
  assert_true(at + 16 <= size);    // on a little-endian machine; elsewhere not found
  overwrite(path, at, "\1", 1);
  Record *record = scratch_open(arena, folder, NULL, NULL);
  Sample s;
  double out[64];
  sample_check(record, 1);
  assert_false(record_get(record, sample(&s, 2)->id, "steps", out, 22));
  assert_non_null(strstr(record_problem(record), " is damaged; move it away"));
  RecordRun run;
  assert_false(record_load(record, 2, arena, &run));
  record_close(record);
  scratch_remove(arena, folder);
}

static void alter(const char *path, const char *sql)
{
  sqlite3 *link = NULL;
  assert_int_equal(sqlite3_open(path, &link), SQLITE_OK);
  assert_int_equal(sqlite3_exec(link, sql, NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_close(link), SQLITE_OK);
}

static void a_newer_format_and_foreign_files_are_refused(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *path = one_file(arena, folder, 2);
  alter(path, "UPDATE meta SET value = '2' WHERE key = 'format'");
  assert_string_equal(refused(arena, folder), arena_print(arena,
      "'%s' was written by a newer version of this program (record format 2; this one knows 1);"
      " use that version, or choose another folder with --out", path));
  char *foreign = arena_print(arena, "'%s' is an SQLite file, but no record of this program; move"
                                     " it away", path);
  alter(path, "UPDATE meta SET value = 'x' WHERE key = 'format'");
  assert_string_equal(refused(arena, folder), foreign);
  alter(path, "DELETE FROM meta");
  assert_string_equal(refused(arena, folder), foreign);
  alter(path, "DROP TABLE meta");
  assert_string_equal(refused(arena, folder), foreign);
  scratch_remove(arena, folder);
}

static void another_results_version_is_read_and_not_written(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *path = one_file(arena, folder, 2);
  alter(path, "UPDATE meta SET value = '0' WHERE key = 'results'");
  Record *record = scratch_open(arena, folder, "all", "fault");
  sample_check(record, 1);
  sample_put(record, 2, 3);
  assert_true(record_commit(record));
  record_close(record);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 2);
  scratch_remove(arena, folder);
}

static void the_journal_is_a_rollback_journal_and_the_byte_order_is_stated(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *path = one_file(arena, folder, 2);
  sqlite3 *link = NULL;
  sqlite3_stmt *query = NULL;
  assert_int_equal(sqlite3_open(path, &link), SQLITE_OK);
  static const char *const asked[][2] = {
    {"PRAGMA journal_mode", "delete"},
    {"PRAGMA integrity_check", "ok"},
    {"SELECT value FROM meta WHERE key = 'byte_order'", "little-endian float64"},
    {"SELECT value FROM meta WHERE key = 'format'", "1"},
    {"SELECT hex(data) FROM recording WHERE run = 1 AND name = 'odd'",
     "00000000000000800100000000000000000000000000F07F000000000000F87F"},
    {"SELECT count(*) || status FROM run WHERE id = '000000000000000000000000000000000000000000"
     "000000000000009e3779b1'", "1done"},
  };
  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
    assert_int_equal(sqlite3_prepare_v2(link, asked[i][0], -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(query, 0), asked[i][1]);
    sqlite3_finalize(query);
  }
  sqlite3_close(link);
  scratch_remove(arena, folder);
}

// As somebody without rights: root may write everywhere, so the test steps down in a child.
static void a_folder_without_the_right_to_write_is_read_and_told(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *path = one_file(arena, folder, 2);
  assert_int_equal(chmod(folder, 0555), 0);
  for (int open_file = 0; open_file < 2; open_file++) {
    assert_int_equal(chmod(path, open_file ? 0666 : 0444), 0);
    pid_t child = fork();
    if (child == 0) {
      if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
        _exit(77);
      }
      if (access(path, R_OK) != 0) {
        _exit(77);     // the project itself lies where nobody else may look
      }
      char *problem = NULL;
      Record *record = record_open(arena, folder, "all", NULL, &problem);
      bool good = record && record_count(record) == 2 && record_has(record, sample(
          &(Sample){.id = ""}, 1)->id, NULL) && !record_claim(record) &&
          strstr(record_problem(record), open_file ? "give yourself the right to write it"
                                                   : "look at the rights of the file") != NULL;
      if (!good) {
        print_message("  %s\n", record ? record_problem(record) : problem);
      }
      _exit(good ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 77);
  }
  assert_int_equal(chmod(folder, 0755), 0);
  scratch_remove(arena, folder);
}

static void sizes_that_no_file_can_hold_are_refused(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  static const size_t huge[] = {SIZE_MAX, SIZE_MAX / 8 + 2, (size_t)1 << 32, 125000001};
  for (size_t i = 0; i < 4; i++) {
    double one = 1;
    Recording recording = {"steps", huge[i], &one};
    // row_checksum would read them all: straight to the file
    char *path = arena_print(arena, "%s/x%zu.sqlite", folder, i);
    Database *database = database_new(arena, path, "fault");
    RecordRun run = {.id = "x", .recordings = 1, .recording = &recording};
    int64_t row = 0;
    assert_int_equal(database_claim(database, true, 0, "test"), DATABASE_FINE);
    assert_false(database_put(database, &run, 0, 0, &row));
    assert_non_null(strstr(database_problem(database), " of a billion bytes or more; "));
    assert_false(database_opened(database));
  }
  scratch_remove(arena, folder);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_damaged_file_is_told_and_never_read_as_whole, make, end),
    cmocka_unit_test_setup_teardown(a_number_that_changed_on_the_disk_is_noticed, make, end),
    cmocka_unit_test_setup_teardown(a_newer_format_and_foreign_files_are_refused, make, end),
    cmocka_unit_test_setup_teardown(another_results_version_is_read_and_not_written, make, end),
    cmocka_unit_test_setup_teardown(
        the_journal_is_a_rollback_journal_and_the_byte_order_is_stated, make, end),
    cmocka_unit_test_setup_teardown(
        a_folder_without_the_right_to_write_is_read_and_told, make, end),
    cmocka_unit_test_setup_teardown(sizes_that_no_file_can_hold_are_refused, make, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
