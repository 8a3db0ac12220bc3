// Shards under test: places by word, by Slurm's variables and by file names.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "experiment/shard.h"

static void check_read(const char *text, ShardLookup *lookup, int index, int n)
{
  Arena      *arena = arena_open();
  Shard       shard;
  const char *problem = NULL;
  if (!shard_read(arena, text, lookup, &shard, &problem)) fail_msg("%s", problem);
  assert_int_equal(shard.index, index);
  assert_int_equal(shard.n, n);
  arena_close(arena);
}

static void check_refused(const char *text, ShardLookup *lookup, const char *wanted)
{
  Arena      *arena = arena_open();
  Shard       shard;
  const char *problem = NULL;
  assert_false(shard_read(arena, text, lookup, &shard, &problem));
  if (!strstr(problem, wanted)) fail_msg("'%s' is not in: %s", wanted, problem);
  arena_close(arena);
}

// Surroundings that say the words of `words` ("NAME=value NAME=value").
static const char *find(const char *words, const char *name)
{
  const char *at = strstr(words, name);
  while (at && at[strlen(name)] != '=') at = strstr(at + 1, name);
  return at ? at + strlen(name) + 1 : NULL;
}

#define SURROUNDINGS(function, ...)                                                               \
  static const char *function(const char *name)                                                   \
  {                                                                                               \
    static const char *const pair[] = {__VA_ARGS__, NULL};                                        \
    for (int i = 0; pair[i]; i++) {                                                               \
      const char *value = find(pair[i], name);                                                    \
      if (value) return value;                                                                    \
    }                                                                                             \
    return NULL;                                                                                  \
  }

#define ARRAY(id, min, max, step, count)                                                          \
  "SLURM_ARRAY_TASK_ID=" #id, "SLURM_ARRAY_TASK_MIN=" #min, "SLURM_ARRAY_TASK_MAX=" #max,         \
      "SLURM_ARRAY_TASK_STEP=" #step, "SLURM_ARRAY_TASK_COUNT=" #count

SURROUNDINGS(plain_array, ARRAY(5, 0, 7, 1, 8), "SLURM_PROCID=0", "SLURM_NTASKS=1")
SURROUNDINGS(from_one, ARRAY(16, 1, 16, 1, 16))
SURROUNDINGS(by_threes, ARRAY(6, 0, 9, 3, 4))
SURROUNDINGS(with_gap, ARRAY(3, 0, 7, 1, 3))
SURROUNDINGS(torn, ARRAY(6, 0, 10, 3, 4))
SURROUNDINGS(between_steps, ARRAY(4, 0, 9, 3, 4))
SURROUNDINGS(beyond, ARRAY(8, 0, 7, 1, 8))
SURROUNDINGS(no_number, ARRAY(1, 0, 7, 1, x))
SURROUNDINGS(no_more, "SLURM_ARRAY_TASK_ID=3")
SURROUNDINGS(step, "SLURM_PROCID=2", "SLURM_NTASKS=3", "SLURM_STEP_ID=0")
SURROUNDINGS(batch, "SLURM_PROCID=0", "SLURM_NTASKS=3")
SURROUNDINGS(batch_of_one, "SLURM_PROCID=0", "SLURM_NTASKS=1")
SURROUNDINGS(nowhere, "SLURM_PROCID=3", "SLURM_NTASKS=3", "SLURM_STEP_ID=0")
SURROUNDINGS(no_slurm, "HOME=x")

static void shards_count_from_0(void **state)
{
  (void)state;
  check_read("0/1", NULL, 0, 1);
  check_read("0/3", NULL, 0, 3);
  check_read("2/3", NULL, 2, 3);
  check_read("99999/100000", NULL, 99999, 100000);
  static const char *const bad[] = {"3/3", "-1/3", "1/0", "0/0", "1", "1/", "/3", "a/b", "1/3/5",
                                    "0/100001", "", "0.5/3", " 1/3", "Auto", "1:3",
                                    "99999999999999999999/3"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) check_refused(bad[i], NULL, "no i/n");
}

static void a_task_of_an_array_knows_its_place(void **state)
{
  (void)state;
  check_read("auto", plain_array, 5, 8);
  check_read("auto", from_one, 15, 16);
  check_read("auto", by_threes, 2, 4);
}

static void arrays_that_are_no_full_range_are_refused(void **state)
{
  (void)state;
  check_refused("auto", with_gap, "no full range: 3 tasks from 0 to 7 in steps of 1;");
  check_refused("auto", torn, "no full range");
  check_refused("auto", between_steps, "no full range");
  check_refused("auto", beyond, "no full range");
  check_refused("auto", no_number, "not all whole numbers");
  check_refused("auto", no_more, "not all whole numbers");
}

static void a_task_of_a_step_knows_its_place(void **state)
{
  (void)state;
  check_read("auto", step, 2, 3);
  check_read("auto", batch_of_one, 0, 1);
  check_refused("auto", batch, "put srun before it");
  check_refused("auto", nowhere, "SLURM_PROCID 3 of SLURM_NTASKS 3 is no place");
  check_refused("auto", no_slurm, "neither a task of a Slurm array");
  check_refused("auto", NULL, "neither a task of a Slurm array");
}

static void every_run_has_one_shard(void **state)
{
  (void)state;
  for (int n = 1; n < 12; n++) {
    for (int64_t number = 0; number < 100; number++) {
      int owners = 0;
      for (int i = 0; i < n; i++) owners += shard_has((Shard){i, n}, number);
      assert_int_equal(owners, 1);
    }
  }
  assert_true(shard_has((Shard){0, 0}, 17));
}

static void files_tell_whose_they_are(void **state)
{
  (void)state;
  Arena *arena = arena_open();
  assert_string_equal(shard_word(arena, (Shard){3, 16}), "3-16");
  assert_string_equal(shard_word(arena, (Shard){0, 0}), "all");
  Shard shard = shard_of_file("record.3-16.node-7.4711.sqlite");
  assert_int_equal(shard.index, 3);
  assert_int_equal(shard.n, 16);
  static const char *const all[] = {"record.all.node.1.sqlite", "record.16-16.node.1.sqlite",
                                    "record.-1-3.node.1.sqlite", "record.3.node.1.sqlite", ""};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    assert_int_equal(shard_of_file(all[i]).n, 0);
  }
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shards_count_from_0),
      cmocka_unit_test(a_task_of_an_array_knows_its_place),
      cmocka_unit_test(arrays_that_are_no_full_range_are_refused),
      cmocka_unit_test(a_task_of_a_step_knows_its_place),
      cmocka_unit_test(every_run_has_one_shard),
      cmocka_unit_test(files_tell_whose_they_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
