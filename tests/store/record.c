// Tests of store/record: the union, resuming, disagreement, failures. For processes see process.c.

#include "store/record.h"

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

static void what_was_put_comes_back_to_the_bit(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *deep = arena_print(arena, "%s/results//larva/", folder);
  Record *record = scratch_open(arena, deep, "all", NULL);
  sample_put(record, 0, 40);
  sample_check(record, 7);      // before the commit
  assert_true(record_commit(record));
  sample_check(record, 7);
  record_close(record);

  record = scratch_open(arena, deep, NULL, NULL);
  assert_int_equal(record_count(record), 40);
  for (int k = 0; k < 40; k++) {
    Sample s;
    RecordRun run;
    sample_check(record, k);
    const RecordRun *wanted = sample(&s, k);
    assert_true(record_run(record, (size_t)k, &run));
    assert_string_equal(run.id, wanted->id);
    assert_int_equal(run.recordings, 0);
    assert_true(record_load(record, (size_t)k, arena, &run));
    assert_string_equal(run.condition, wanted->condition);
    assert_string_equal(run.message, wanted->message ? wanted->message : "");
    assert_int_equal(run.seed, wanted->seed);
    assert_int_equal(run.steps, wanted->steps);
    assert_int_equal(run.status, wanted->status);
    assert_int_equal(run.recordings, 3);
    assert_string_equal(run.recording[2].name, "empty");
    assert_int_equal(run.recording[0].n, wanted->recording[0].n);
    assert_memory_equal(run.recording[0].data, s.steps, run.recording[0].n * sizeof(double));
  }
  record_close(record);
  scratch_remove(arena, folder);
}

static void what_is_not_there_is_told(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  Record *record = scratch_open(arena, folder, "all", NULL);
  assert_null(record_problem(record));
  sample_put(record, 1, 2);
  assert_true(record_commit(record));
  Sample s;
  size_t n = 0;
  double out[64];
  const char *id = sample(&s, 1)->id;
  assert_false(record_has(record, "other", NULL));
  assert_false(record_get(record, "other", "steps", out, 20));
  assert_string_equal(record_problem(record),
                      arena_print(arena, "'%s' holds no run other", folder));
  assert_false(record_size(record, id, "delta", &n));
  assert_non_null(strstr(record_problem(record), " has no delta of run 0000"));
  assert_false(record_get(record, id, "steps", out, 20));
  assert_non_null(strstr(record_problem(record), " has 21 numbers of steps in "));
  record_close(record);
  scratch_remove(arena, folder);
}

static void a_folder_that_is_not_there_is_an_empty_record_for_readers(void **state)
{
  Arena *arena = *state;
  Record *record = scratch_open(arena, "/nowhere/at/all", NULL, NULL);
  assert_int_equal(record_count(record), 0);
  assert_null(record_locked(record, 0));
  record_close(record);
}

static void what_is_not_committed_is_given_up_and_an_idle_process_makes_no_file(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  Record *record = scratch_open(arena, folder, "all", NULL);
  assert_true(record_commit(record));
  record_close(record);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 0);
  record = scratch_open(arena, folder, "all", NULL);
  sample_put(record, 0, 3);
  assert_true(record_commit(record));
  sample_put(record, 3, 6);
  record_close(record);
  record = scratch_open(arena, folder, "all", NULL);
  assert_int_equal(record_count(record), 3);
  record_close(record);
  scratch_remove(arena, folder);
}

static void the_next_process_goes_on_with_the_file_of_its_shard(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  for (int k = 0; k < 10; k++) {
    Record *record = scratch_open(arena, folder, k % 2 ? "1/2" : "0/2", "fault");
    assert_int_equal(record_count(record), k);
    sample_put(record, k, k + 1);
    assert_true(record_commit(record));
    record_close(record);
  }
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 2);
  Record *record = scratch_open(arena, folder, NULL, NULL);
  for (int k = 0; k < 10; k++) {
    sample_check(record, k);
  }
  record_close(record);
  scratch_remove(arena, folder);
}

// Between our reading and our first writing another process came, worked and went.
static void what_a_file_got_before_it_was_claimed_is_known(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  Record *record = scratch_open(arena, folder, "all", "fault");
  Record *other = scratch_open(arena, folder, "all", "fault");
  sample_put(other, 0, 5);
  assert_true(record_commit(other));
  record_close(other);
  assert_int_equal(record_count(record), 0);
  assert_true(record_claim(record));
  assert_int_equal(record_count(record), 5);
  sample_put(record, 0, 8);
  assert_true(record_commit(record));
  record_close(record);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 1);
  record = scratch_open(arena, folder, NULL, NULL);
  assert_int_equal(record_count(record), 8);
  record_close(record);
  scratch_remove(arena, folder);
}

static void who_reads_holds_a_file_until_the_next_commit(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  Record *record = scratch_open(arena, folder, "0", "fault");
  sample_put(record, 0, 3);
  assert_true(record_commit(record));
  record_close(record);
  Record *reader = scratch_open(arena, folder, "1", "fault");
  for (int held = 0; held < 2; held++) {
    sample_check(reader, 2);
    assert_true(held || record_commit(reader));
    record = scratch_open(arena, folder, "0", "fault");
    assert_int_equal(record_count(record), 3);
    assert_true(record_claim(record));
    assert_true(record_commit(record));
    record_close(record);
    assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 1 + held);
  }
  record_close(reader);
  scratch_remove(arena, folder);
}

// Writes ten runs in one file of its own shard; `changed`: run 5 with another first step.
static void write_shard(Arena *arena, const char *folder, const char *shard, bool changed)
{
  // each writer reads an empty folder first: written apart, then moved together
  char *apart = arena_print(arena, "%s/%s", folder, shard);
  Record *record = scratch_open(arena, apart, shard, "fault");
  for (int k = 0; k < 10; k++) {
    Sample s;
    const RecordRun *run = sample(&s, k);
    s.steps[0] += changed && k == 5 ? 1e-9 : 0;
    assert_true(record_put(record, run));
  }
  assert_true(record_commit(record));
  record_close(record);
  char *path = NULL;
  assert_int_equal(scratch_count(arena, apart, ".sqlite", &path), 1);
  char *target = arena_print(arena, "%s/%s", folder, strrchr(path, '/') + 1);
  assert_int_equal(rename(path, target), 0);
  assert_int_equal(rmdir(apart), 0);
}

static void equal_copies_are_one_run_and_differing_ones_are_an_error(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  write_shard(arena, folder, "0", false);
  write_shard(arena, folder, "1", false);
  Record *record = scratch_open(arena, folder, "all", "fault");
  assert_int_equal(record_count(record), 10);
  sample_put(record, 0, 10);      // known: nothing is written
  Sample s;
  sample(&s, 5);
  s.run.steps++;
  assert_false(record_put(record, &s.run));
  assert_non_null(strstr(record_problem(record), "and another in this process: "));
  assert_true(record_commit(record));
  record_close(record);

  write_shard(arena, folder, "2", true);
  char *problem = NULL;
  assert_null(record_open(arena, folder, NULL, NULL, &problem));
  assert_non_null(strstr(problem, arena_print(arena, "run %s has one result in '%s/record.0.",
                                              sample(&s, 5)->id, folder)));
  assert_non_null(strstr(problem, "and another in 'record.2."));
  scratch_remove(arena, folder);
}

static void a_failed_run_gives_way_to_a_result_and_never_the_reverse(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  Sample s;
  RecordStatus status;
  RecordRun failed = {.id = sample(&s, 1)->id, .status = RECORD_FAILED, .message = "no memory"};
  Record *record = scratch_open(arena, folder, "0", "fault");
  assert_true(record_put(record, &failed));
  assert_true(record_commit(record));
  failed.message = "no memory again";
  assert_true(record_put(record, &failed));
  assert_true(record_commit(record));
  record_close(record);

  record = scratch_open(arena, folder, "1", "fault");
  RecordRun run;
  assert_true(record_run(record, 0, &run));
  assert_string_equal(run.message, "no memory again");
  assert_true(record_put(record, &s.run));     // beside it, in a file of its own
  assert_true(record_commit(record));
  assert_true(record_put(record, &failed));
  assert_true(record_has(record, failed.id, &status));
  assert_int_equal(status, RECORD_DONE);
  record_close(record);

  record = scratch_open(arena, folder, "0", "fault");
  assert_int_equal(record_count(record), 1);
  sample_check(record, 1);
  failed.id = "two";
  assert_true(record_put(record, &failed));
  failed.status = RECORD_DONE;
  assert_true(record_put(record, &failed));    // replaced in the same file
  assert_true(record_commit(record));
  record_close(record);
  record = scratch_open(arena, folder, NULL, NULL);
  assert_int_equal(record_count(record), 2);
  assert_true(record_has(record, "two", &status));
  assert_int_equal(status, RECORD_DONE);
  record_close(record);
  scratch_remove(arena, folder);
}

static void more_files_than_are_kept_open_are_read(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  for (int k = 0; k < 70; k++) {
    char *shard = arena_print(arena, "%d", k);
    Record *record = scratch_open(arena, folder, shard, "fault");
    sample_put(record, k, k + 1);
    assert_true(record_commit(record));
    record_close(record);
  }
  Record *record = scratch_open(arena, folder, "all", "fault");
  sample_put(record, 70, 71);
  for (int k = 0; k < 2 * 71; k++) {
    sample_check(record, 37 * k % 71);
  }
  assert_true(record_commit(record));
  record_close(record);
  scratch_remove(arena, folder);
}

// A process killed after its last commit leaves an empty journal; nothing is committed twice.
static void a_journal_left_by_a_killed_process_is_taken_away(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *name = NULL;
  pid_t child = fork();
  if (child == 0) {
    Record *record = scratch_open(arena, folder, "all", NULL);
    sample_put(record, 0, 5);
    _exit(record_commit(record) ? 0 : 1);
  }
  int status = 1;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  assert_int_equal(scratch_count(arena, folder, "-journal", NULL), 1);
  Record *record = scratch_open(arena, folder, "all", NULL);
  assert_true(record_tidy(record));
  record_close(record);
  assert_int_equal(scratch_count(arena, folder, "-journal", NULL), 0);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", &name), 1);
  record = scratch_open(arena, folder, "all", NULL);
  assert_true(record_tidy(record));
  assert_int_equal(record_count(record), 5);
  for (int k = 0; k < 5; k++) {
    sample_check(record, k);
  }
  record_close(record);
  scratch_remove(arena, folder);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_journal_left_by_a_killed_process_is_taken_away, make, end),
    cmocka_unit_test_setup_teardown(what_was_put_comes_back_to_the_bit, make, end),
    cmocka_unit_test_setup_teardown(what_is_not_there_is_told, make, end),
    cmocka_unit_test_setup_teardown(
        a_folder_that_is_not_there_is_an_empty_record_for_readers, make, end),
    cmocka_unit_test_setup_teardown(
        what_is_not_committed_is_given_up_and_an_idle_process_makes_no_file, make, end),
    cmocka_unit_test_setup_teardown(
        the_next_process_goes_on_with_the_file_of_its_shard, make, end),
    cmocka_unit_test_setup_teardown(
        equal_copies_are_one_run_and_differing_ones_are_an_error, make, end),
    cmocka_unit_test_setup_teardown(
        a_failed_run_gives_way_to_a_result_and_never_the_reverse, make, end),
    cmocka_unit_test_setup_teardown(more_files_than_are_kept_open_are_read, make, end),
    cmocka_unit_test_setup_teardown(what_a_file_got_before_it_was_claimed_is_known, make, end),
    cmocka_unit_test_setup_teardown(who_reads_holds_a_file_until_the_next_commit, make, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
