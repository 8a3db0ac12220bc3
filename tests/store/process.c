// Tests of a record among processes: two writers at once, kills at many moments, many runs.

#include "store/record.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "scratch.h"
#include "fault.h"

enum { BATCH = 5 };

// What a sanitizer keeps beside a program's memory is not the record's doing.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
enum { MOST_MIB = 4000 };
#else
enum { MOST_MIB = 200 };
#endif

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

static void two_writers_in_one_folder_each_have_their_file(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  Record *first = scratch_open(arena, folder, "all", "fault");
  sample_put(first, 0, 10);
  int told[2];
  int held[2];
  assert_int_equal(pipe(told), 0);
  assert_int_equal(pipe(held), 0);
  pid_t child = fork();
  if (child == 0) {
    Arena *own = arena_open();
    char *problem = NULL;
    Sample s;
    Record *second = record_open(own, folder, "all", "fault", &problem);
    bool good = second && record_locked(second, 0) && !record_locked(second, 1) &&
                record_count(second) == 0;
    for (int k = 0; good && k < 20; k++) {
      good = record_put(second, sample(&s, k));
    }
    good = good && record_commit(second) && write(told[1], "x", 1) == 1;
    char byte;
    good = good && read(held[0], &byte, 1) == 1;   // until the parent has looked
    record_close(second);
    _exit(good ? 0 : 1);
  }
  char byte;
  close(told[1]);
  assert_int_equal(read(told[0], &byte, 1), 1);
  sample_put(first, 10, 15);
  assert_true(record_commit(first));
  record_close(first);
  Record *reader = scratch_open(arena, folder, NULL, NULL);
  assert_int_equal(record_count(reader), 15);      // the other's file is locked, and said to be
  assert_non_null(record_locked(reader, 0));
  assert_null(record_locked(reader, 1));
  record_close(reader);
  assert_int_equal(write(held[1], "x", 1), 1);
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 2);
  reader = scratch_open(arena, folder, "all", NULL);
  assert_int_equal(record_count(reader), 20);
  assert_null(record_locked(reader, 0));
  for (int k = 0; k < 20; k++) {
    sample_check(reader, k);
  }
  sample_put(reader, 20, 21);
  assert_true(record_commit(reader));
  record_close(reader);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 2);
  close(told[0]);
  close(held[0]);
  close(held[1]);
  scratch_remove(arena, folder);
}

// What a writer does until it is killed: goes on where the folder stands, a byte told a commit.
static void live(const char *folder, int tell)
{
  Arena *arena = arena_open();
  char *problem = NULL;
  Sample s;
  Record *record = record_open(arena, folder, "all", "fault", &problem);
  int k = record ? (int)record_count(record) : -1;
  while (k >= 0 && record_put(record, sample(&s, k))) {
    k++;
    if (k % BATCH == 0 && (!record_commit(record) || write(tell, "x", 1) != 1)) {
      break;
    }
  }
  _exit(1);
}

static void a_kill_at_any_moment_loses_only_the_work_in_flight(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  uint32_t chance = 1;
  size_t before = 0;
  for (int round = 0; round < 60; round++) {
    int tell[2];
    assert_int_equal(pipe(tell), 0);
    pid_t child = fork();
    if (child == 0) {
      close(tell[0]);
      live(folder, tell[1]);
    }
    close(tell[1]);
    chance = chance * 1664525u + 1013904223u;
    struct timespec moment = {.tv_nsec = 200000 + (long)(chance >> 8) % 12000000};
    nanosleep(&moment, NULL);
    assert_int_equal(kill(child, SIGKILL), 0);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    size_t told = 0;
    char byte;
    while (read(tell[0], &byte, 1) == 1) {
      told++;
    }
    close(tell[0]);
    Record *record = scratch_open(arena, folder, NULL, NULL);
    size_t now = record_count(record);
    assert_true(now == before + told * BATCH || now == before + (told + 1) * BATCH);
    for (size_t k = before; k < now; k++) {
      sample_check(record, (int)k);
    }
    before = now;
    record_close(record);
  }
  print_message("  60 kills, %zu runs kept\n", before);
  assert_true(before > 60);
  assert_int_equal(scratch_count(arena, folder, ".sqlite", NULL), 1);
  scratch_remove(arena, folder);
}

static void a_hundred_thousand_runs_need_little_memory(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  pid_t child = fork();
  if (child == 0) {
    Arena *own = arena_open();
    char *problem = NULL;
    Sample s;
    struct rusage start;
    struct rusage finish;
    getrusage(RUSAGE_SELF, &start);
    Record *record = record_open(own, folder, "all", "fault", &problem);
    bool good = record != NULL;
    for (int k = 0; good && k < 100000; k++) {
      good = record_put(record, sample(&s, k)) && (k % 5000 || record_commit(record));
    }
    good = good && record_commit(record);
    record_close(record);
    record = record_open(own, folder, NULL, "fault", &problem);
    good = good && record && record_count(record) == 100000;
    for (int k = 0; good && k < 100000; k += 997) {
      sample_check(record, k);
    }
    record_close(record);
    getrusage(RUSAGE_SELF, &finish);
    long mib = (finish.ru_maxrss - start.ru_maxrss) / 1024;
    print_message("  100,000 runs written and read: %ld MiB, %ld s\n", mib,
                  (long)(finish.ru_utime.tv_sec + finish.ru_stime.tv_sec));
    _exit(good && mib < MOST_MIB ? 0 : 1);
  }
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  scratch_remove(arena, folder);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(two_writers_in_one_folder_each_have_their_file, make, end),
    cmocka_unit_test_setup_teardown(a_kill_at_any_moment_loses_only_the_work_in_flight, make, end),
    cmocka_unit_test_setup_teardown(a_hundred_thousand_runs_need_little_memory, make, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
