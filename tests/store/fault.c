// Tests of a record on a disk that fails: at every change in turn, at a limit, without locks.

#include "store/record.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "scratch.h"
#include "fault.h"

enum { BATCH = 3, BATCHES = 4, RUNS = BATCH * BATCHES };

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

// Writes what is missing, a commit each batch. Returns how many commits were answered with true;
// *midway: the last one asked for was not.
static int write_all(Arena *arena, const char *folder, bool *midway, const char **problem)
{
  Sample s;
  char *open_problem = NULL;
  Record *record = record_open(arena, folder, "all", "fault", &open_problem);
  *midway = false;
  *problem = open_problem;
  if (!record) {
    return 0;
  }
  int commits = 0;
  for (int k = 0; k < RUNS && !*problem; k++) {
    if (!record_put(record, sample(&s, k))) {
      *problem = record_problem(record);
    } else if (k % BATCH == BATCH - 1) {
      *midway = !record_commit(record);
      *problem = *midway ? record_problem(record) : NULL;
      commits += !*midway;
    }
  }
  if (*problem) {
    assert_false(record_put(record, sample(&s, 99)));
    assert_false(record_commit(record));
    assert_ptr_equal(record_problem(record), *problem);
  }
  record_close(record);
  return commits;
}

// One disk that fails at change `at`: what stands afterwards, and that the rerun completes.
static bool survive(Arena *arena, long at, int code, bool lasting)
{
  char *folder = scratch_make(arena);
  bool midway = false;
  const char *problem = NULL;
  fault = (Fault){.at = at, .code = code, .lasting = lasting};
  int commits = write_all(arena, folder, &midway, &problem);
  bool struck = fault.count >= at;
  fault = (Fault){0};
  if (problem) {
    assert_true(begins(problem, arena_print(arena, "'%s/record.all.", folder)));
    assert_non_null(strstr(problem, code == SQLITE_FULL ? "the disk is full; make room"
                                                        : "cannot be read or written; look at"));
  }
  Record *record = scratch_open(arena, folder, NULL, NULL);
  int kept = (int)record_count(record);
  assert_true(kept == commits * BATCH || (midway && kept == (commits + 1) * BATCH));
  assert_true(problem || kept == RUNS);
  for (int k = 0; k < kept; k++) {
    sample_check(record, k);
  }
  record_close(record);
  (void)write_all(arena, folder, &midway, &problem);
  assert_null(problem);
  record = scratch_open(arena, folder, NULL, NULL);
  assert_int_equal(record_count(record), RUNS);
  for (int k = 0; k < RUNS; k++) {
    sample_check(record, k);
  }
  record_close(record);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 1);
  assert_int_equal(scratch_count(arena, folder, "-journal", NULL), 0);
  scratch_remove(arena, folder);
  return struck;
}

static void a_disk_that_fails_at_any_change_loses_only_the_work_in_flight(void **state)
{
  Arena *arena = *state;
  static const int code[] = {SQLITE_FULL, SQLITE_IOERR_WRITE};
  for (int i = 0; i < 4; i++) {
    long at = 1;
    while (survive(arena, at, code[i % 2], i / 2)) {
      at++;
    }
    print_message("  %ld changes, each failing once (%s, %s)\n", at - 1,
                  i % 2 ? "I/O error" : "full", i / 2 ? "for good" : "once");
    assert_true(at > 60);
  }
}

// A disk that fails for good at change `at` leaves a journal, as a kill does; playing it back
// meets a disk that fails, too. Returns whether that was told.
static bool play_back(Arena *arena, long at)
{
  char *folder = scratch_make(arena);
  bool midway = false;
  const char *problem = NULL;
  fault = (Fault){.at = at, .code = SQLITE_FULL, .lasting = true};
  int commits = write_all(arena, folder, &midway, &problem);
  assert_non_null(problem);
  char *told = NULL;
  fault = (Fault){.at = 1, .code = SQLITE_IOERR_WRITE, .lasting = true};
  Record *record = record_open(arena, folder, NULL, "fault", &told);
  if (record) {
    record_close(record);
  } else {
    assert_non_null(strstr(told, " cannot be read or written; "));
  }
  fault = (Fault){0};
  record = scratch_open(arena, folder, NULL, "fault");
  int kept = (int)record_count(record);
  assert_true(kept == commits * BATCH || (midway && kept == (commits + 1) * BATCH));
  record_close(record);
  scratch_remove(arena, folder);
  return told != NULL;
}

static void a_disk_that_fails_while_a_kill_is_played_back_tells_it(void **state)
{
  int told = 0;
  for (long at = 1; at <= 60; at++) {
    told += play_back(*state, at);
  }
  print_message("  %d of 60 journals could not be played back at first\n", told);
  assert_true(told > 5);
}

static void a_limit_on_the_size_of_files_is_told(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  int tell[2];
  assert_int_equal(pipe(tell), 0);
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {.rlim_cur = 60000, .rlim_max = 60000};
    char *unopened = "no record";
    Record *record = setrlimit(RLIMIT_FSIZE, &limit) == 0
                         ? record_open(arena, folder, "all", NULL, &unopened) : NULL;
    Sample s;
    int commits = 0;
    for (int k = 0; record && record_put(record, sample(&s, k)); k++) {
      if (k % BATCH == BATCH - 1 && !record_commit(record)) {
        break;
      }
      commits += k % BATCH == BATCH - 1;
    }
    const char *problem = record ? record_problem(record) : unopened;
    record_close(record);
    _exit(write(tell[1], &commits, sizeof commits) > 0 &&
          write(tell[1], problem, strlen(problem)) > 0 ? 0 : 1);
  }
  int status = 0;
  int commits = 0;
  char problem[1000] = "";
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  assert_int_equal(read(tell[0], &commits, sizeof commits), sizeof commits);
  assert_true(read(tell[0], problem, sizeof problem - 1) > 0);
  assert_non_null(strstr(problem, " has reached the limit on the size of files; raise it"
                                  " (ulimit -f) and run the same command again"));
  assert_true(commits > 5);
  Record *record = scratch_open(arena, folder, "all", NULL);
  assert_int_equal(record_count(record), commits * BATCH);
  sample_put(record, 0, 200);
  assert_true(record_commit(record));
  sample_check(record, 199);
  record_close(record);
  scratch_remove(arena, folder);
}

static void a_disk_without_locks_is_told(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  Record *record = scratch_open(arena, folder, "all", "fault");
  fault.lock = SQLITE_BUSY;      // what SQLite makes of ENOLCK
  assert_false(record_claim(record));
  assert_string_equal(record_problem(record), arena_print(arena, "'%s': new files there cannot be"
      " locked: this disk has no file locks, without which results are not safe; choose a folder"
      " on another disk with --out", folder));
  record_close(record);
  fault.lock = SQLITE_IOERR_LOCK;
  record = record_open(arena, folder, "all", "fault", &(char *){NULL});
  char *problem = NULL;
  assert_null(record_open(arena, folder, "all", "fault", &problem));
  assert_non_null(strstr(problem, ".sqlite' cannot be locked: this disk has no file locks"));
  assert_null(record);
  scratch_remove(arena, folder);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(
        a_disk_that_fails_at_any_change_loses_only_the_work_in_flight, make, end),
    cmocka_unit_test_setup_teardown(
        a_disk_that_fails_while_a_kill_is_played_back_tells_it, make, end),
    cmocka_unit_test_setup_teardown(a_limit_on_the_size_of_files_is_told, make, end),
    cmocka_unit_test_setup_teardown(a_disk_without_locks_is_told, make, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
