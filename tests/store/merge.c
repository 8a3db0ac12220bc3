// Tests of store/merge: files made one, none of them lost on the way, and what is refused.

#include "store/merge.h"

#include <sys/wait.h>
#include <time.h>

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

static void write_shard(Arena *arena, const char *folder, const char *shard, int from, int to)
{
  Record *record = scratch_open(arena, folder, shard, NULL);
  sample_put(record, from, to);
  assert_true(record_commit(record));
  record_close(record);
}

static void check_all(Arena *arena, const char *folder, int n, int files)
{
  Record *record = scratch_open(arena, folder, NULL, NULL);
  assert_int_equal(record_count(record), n);
  for (int k = 0; k < n; k++) sample_check(record, k);
  record_close(record);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), files);
}

// Merges, and fails the test in the merge's own words.
static MergeCount merge(Arena *arena, const char *folder)
{
  MergeCount  count;
  const char *problem = NULL;
  if (merge_files(arena, folder, NULL, &count, &problem) != MERGE_DONE) fail_msg("%s", problem);
  return count;
}

static void files_become_one_without_copies(void **state)
{
  Arena *arena  = *state;
  char  *folder = scratch_make(arena);
  write_shard(arena, folder, "0-3", 0, 10);
  write_shard(arena, folder, "1-3", 10, 25);
  // two processes at once may do the same runs
  Record *first  = scratch_open(arena, folder, "2-3", NULL);
  Record *second = scratch_open(arena, folder, "2-3b", NULL);
  sample_put(first, 25, 40);
  sample_put(second, 20, 41);
  assert_true(record_commit(first) && record_commit(second));
  record_close(first);
  record_close(second);
  MergeCount count = merge(arena, folder);
  assert_int_equal(count.files, 4);
  assert_int_equal(count.runs, 41);
  check_all(arena, folder, 41, 1);
  assert_int_equal(scratch_count(arena, folder, "-journal", NULL), 0);
  count = merge(arena, folder);
  assert_int_equal(count.files, 0);
  assert_int_equal(count.runs, 0);
  check_all(arena, folder, 41, 1);
  write_shard(arena, folder, "0-2", 41, 45);   // and more comes
  count = merge(arena, folder);
  assert_int_equal(count.files, 1);
  assert_int_equal(count.runs, 4);
  check_all(arena, folder, 45, 1);
  scratch_remove(arena, folder);
}

static void nothing_is_a_record_without_files(void **state)
{
  Arena     *arena  = *state;
  char      *folder = scratch_make(arena);
  MergeCount count  = merge(arena, folder);
  assert_int_equal(count.files, 0);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 0);
  assert_int_equal(merge(arena, arena_print(arena, "%s/none", folder)).files, 0);
  scratch_remove(arena, folder);
}

static void a_living_writer_is_left_alone(void **state)
{
  Arena      *arena   = *state;
  char       *folder  = scratch_make(arena);
  const char *problem = NULL;
  int         told[2], held[2], status = 0;
  char        byte;
  MergeCount  count;
  write_shard(arena, folder, "0-2", 0, 10);
  assert_int_equal(pipe(told), 0);
  assert_int_equal(pipe(held), 0);
  pid_t child = fork();
  if (child == 0) {
    Arena  *own     = arena_open();
    char   *trouble = NULL;
    Record *record  = record_open(own, folder, "1-2", NULL, &trouble);
    Sample  s;
    bool    good = record && record_put(record, sample(&s, 10)) && write(told[1], "x", 1) == 1 &&
                   read(held[0], &byte, 1) == 1 && record_commit(record);
    record_close(record);
    _exit(good ? 0 : 1);
  }
  assert_int_equal(read(told[0], &byte, 1), 1);
  assert_int_equal(merge_files(arena, folder, NULL, &count, &problem), MERGE_HELD);
  assert_non_null(strstr(problem, "/record.1-2."));
  assert_non_null(strstr(problem, "is held by another process"));
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 2);
  assert_int_equal(write(held[1], "x", 1), 1);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  merge(arena, folder);
  check_all(arena, folder, 11, 1);
  close(told[0]);
  close(told[1]);
  close(held[0]);
  close(held[1]);
  scratch_remove(arena, folder);
}

static void differing_copies_are_an_error_and_nothing_is_changed(void **state)
{
  Arena      *arena   = *state;
  char       *folder  = scratch_make(arena);
  const char *problem = NULL;
  MergeCount  count;
  Sample      s;
  Record     *first  = scratch_open(arena, folder, "0-2", NULL);
  Record     *second = scratch_open(arena, folder, "1-2", NULL);
  sample_put(first, 0, 5);
  RecordRun other = *sample(&s, 3);
  other.steps++;
  assert_true(record_put(second, &other));
  assert_true(record_commit(first) && record_commit(second));
  record_close(first);
  record_close(second);
  assert_int_equal(merge_files(arena, folder, NULL, &count, &problem), MERGE_FAILED);
  assert_non_null(strstr(problem, "has one result in"));
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 2);
  scratch_remove(arena, folder);
}

static void a_result_takes_the_place_of_a_failure(void **state)
{
  Arena *arena = *state;
  Sample s;
  for (int failure_first = 0; failure_first < 2; failure_first++) {
    char       *folder = scratch_make(arena);
    const char *word[] = {failure_first ? "1-2" : "0-2", failure_first ? "0-2" : "1-2"};
    RecordRun   failed = *sample(&s, 4);
    failed.status      = RECORD_FAILED;
    failed.message     = "no memory";
    failed.recordings  = 0;
    Record *good       = scratch_open(arena, folder, word[0], NULL);
    Record *bad        = scratch_open(arena, folder, word[1], NULL);
    assert_true(record_put(bad, &failed) && record_commit(bad));
    sample_put(good, 0, 5);
    assert_true(record_commit(good));
    record_close(good);
    record_close(bad);
    merge(arena, folder);
    check_all(arena, folder, 5, 1);
    scratch_remove(arena, folder);
  }
}

// Whichever change of the disk fails, alone or with all that follow, everything is still there.
static void a_disk_that_fails_at_any_write_loses_nothing(void **state)
{
  Arena *arena = *state;
  bool   done  = false;
  for (int k = 1; !done; k++) {
    char       *folder  = scratch_make(arena);
    const char *problem = NULL;
    MergeCount  count;
    write_shard(arena, folder, "0-3", 0, 6);
    write_shard(arena, folder, "1-3", 6, 9);
    write_shard(arena, folder, "2-3", 7, 12);
    fault = (Fault){.at = k, .code = k % 2 ? SQLITE_FULL : SQLITE_IOERR_WRITE, .lasting = k % 3};
    done = merge_files(arena, folder, "fault", &count, &problem) == MERGE_DONE;
    fault = (Fault){0};
    Record *record = scratch_open(arena, folder, NULL, NULL);
    assert_int_equal(record_count(record), 12);
    for (int i = 0; i < 12; i++) sample_check(record, i);
    record_close(record);
    merge(arena, folder);
    check_all(arena, folder, 12, 1);
    scratch_remove(arena, folder);
    assert_true(k < 1000);
  }
}

// A writer that waits for the very file that is being taken away begins another one.
static void who_waits_for_a_file_that_goes_begins_another(void **state)
{
  Arena *arena  = *state;
  char  *folder = scratch_make(arena);
  char  *path   = NULL;
  int    status = 0;
  write_shard(arena, folder, "0-2", 0, 3);
  scratch_count(arena, folder, ".sqlite", &path);
  for (int round = 0; round < 20; round++) {
    Record *holder = scratch_open(arena, folder, "0-2", NULL);
    assert_true(record_claim(holder));
    scratch_count(arena, folder, ".sqlite", &path);
    pid_t child = fork();
    if (child == 0) {
      Arena  *own     = arena_open();
      char   *trouble = NULL;
      Record *record  = record_open(own, folder, "0-2", NULL, &trouble);
      Sample  s;
      bool    good = record && record_put(record, sample(&s, 7)) && record_commit(record);
      if (record) record_close(record);
      _exit(good ? 0 : 1);
    }
    nanosleep(&(struct timespec){0, 1000000L * (round % 10)}, NULL);
    assert_int_equal(unlink(path), 0);
    record_close(holder);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    Record *record = scratch_open(arena, folder, NULL, NULL);
    sample_check(record, 7);
    record_close(record);
  }
  scratch_remove(arena, folder);
}

// Files may go while others look: what they held is in another file then.
static void a_folder_can_be_read_while_it_is_merged(void **state)
{
  Arena *arena  = *state;
  char  *folder = scratch_make(arena);
  int    status = 0;
  write_shard(arena, folder, "all", 0, 5);
  pid_t child = fork();
  for (int round = 0; child == 0 && round < 40; round++) {
    Arena *own = arena_open();
    for (int part = 0; part < 4; part++) {
      write_shard(own, folder, arena_print(own, "%d-%d", part, 4 + round), 5 + 4 * round + part,
                  6 + 4 * round + part);
    }
    MergeCount  count;
    const char *problem = NULL;
    MergeAnswer answer  = MERGE_HELD;
    for (int k = 0; k < 100 && answer == MERGE_HELD; k++) {
      answer = merge_files(own, folder, NULL, &count, &problem);
    }
    if (answer != MERGE_DONE) _exit(1);
    arena_close(own);
  }
  if (child == 0) _exit(0);
  while (waitpid(child, &status, WNOHANG) == 0) {
    Arena *own = arena_open();
    record_close(scratch_open(own, folder, NULL, NULL));
    arena_close(own);
  }
  assert_int_equal(status, 0);
  check_all(arena, folder, 5 + 160, 1);
  scratch_remove(arena, folder);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(files_become_one_without_copies, make, end),
      cmocka_unit_test_setup_teardown(nothing_is_a_record_without_files, make, end),
      cmocka_unit_test_setup_teardown(a_living_writer_is_left_alone, make, end),
      cmocka_unit_test_setup_teardown(differing_copies_are_an_error_and_nothing_is_changed, make,
                                      end),
      cmocka_unit_test_setup_teardown(a_result_takes_the_place_of_a_failure, make, end),
      cmocka_unit_test_setup_teardown(a_disk_that_fails_at_any_write_loses_nothing, make, end),
      cmocka_unit_test_setup_teardown(a_folder_can_be_read_while_it_is_merged, make, end),
      cmocka_unit_test_setup_teardown(who_waits_for_a_file_that_goes_begins_another, make, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
