// Status under test: runs counted by condition, shards at work, and what is told of it.

#include "../experiment/stage.h"

#include <sys/wait.h>

#include "report/status.h"

#define SWEEP                                                                                     \
  STAGE_WALK "phases: [{name: walk, episodes: 5}]\nseeds: 4\n"                                    \
             "sweep: {parameters: {model.plasticity.alpha: {values: [0.1, 0.2, 0.3]}}}\n"

static void put(Record *record, const Study *study, int condition, int seed, RecordStatus status)
{
  char id[65];
  study_run_id(study, condition, seed, id);
  RecordRun run = {.id = id, .seed = seed, .status = status, .steps = 1};
  assert_true(record_put(record, &run));
}

static void check_tally(Tally tally, int done, int diverged, int failed, int running, int missing)
{
  assert_int_equal(tally.done, done);
  assert_int_equal(tally.diverged, diverged);
  assert_int_equal(tally.failed, failed);
  assert_int_equal(tally.running, running);
  assert_int_equal(tally.missing, missing);
}

static const char *told(Stage *stage, const Study *study, const Record *record, const Only *only)
{
  Text text = {.arena = stage->arena};
  status_write(stage->arena, study, record, only, &text);
  return text.start;
}

static void runs_are_counted_by_what_the_record_knows(void **state)
{
  (void)state;
  Stage   stage  = stage_open();
  Study  *study  = stage_study(&stage, SWEEP);
  Record *record = scratch_open(stage.arena, stage.folder, "all", NULL);
  assert_string_equal(told(&stage, study, record, NULL),
                      "     done  diverged    failed   running   missing\n"
                      "        0         0         0         0        12  in all\n"
                      "        0         0         0         0         4  alpha=0.1\n"
                      "        0         0         0         0         4  alpha=0.2\n"
                      "        0         0         0         0         4  alpha=0.3\n");
  for (int s = 0; s < 4; s++) put(record, study, 0, s, RECORD_DONE);
  put(record, study, 1, 0, RECORD_DIVERGED);
  put(record, study, 1, 1, RECORD_DONE);
  put(record, study, 2, 3, RECORD_FAILED);
  check_tally(status_tally(stage.arena, study, record, NULL, -1), 5, 1, 1, 0, 5);
  check_tally(status_tally(stage.arena, study, record, NULL, 1), 1, 1, 0, 0, 2);
  assert_string_equal(told(&stage, study, record, NULL),
                      "     done  diverged    failed   running   missing\n"
                      "        5         1         1         0         5  in all\n"
                      "        1         1         0         0         2  alpha=0.2\n"
                      "        0         0         1         0         3  alpha=0.3\n"
                      "1 other condition is done\n");
  const Only *only = only_read(stage.arena, study, "alpha=0.2,seed=2", stage.diag);
  check_tally(status_tally(stage.arena, study, record, only, -1), 1, 0, 0, 0, 0);
  record_close(record);
  stage_close(&stage);
}

static void what_a_living_shard_has_to_do_is_running(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(&stage, SWEEP);
  int    ready[2], held[2], status;
  char   byte;
  assert_int_equal(pipe(ready), 0);
  assert_int_equal(pipe(held), 0);
  pid_t child = fork();
  if (child == 0) {
    Arena  *arena   = arena_open();
    char   *problem = NULL;
    Record *record  = record_open(arena, stage.folder, "1-3", NULL, &problem);
    bool    good    = record && record_claim(record) && write(ready[1], "x", 1) == 1 &&
                read(held[0], &byte, 1) == 1;
    _exit(good ? 0 : 1);
  }
  assert_int_equal(read(ready[0], &byte, 1), 1);
  Record *own = scratch_open(stage.arena, stage.folder, "0-3", NULL);
  put(own, study, 0, 0, RECORD_DONE);   // number 0
  put(own, study, 0, 1, RECORD_DONE);   // number 1, of the other shard: known all the same
  check_tally(status_tally(stage.arena, study, own, NULL, -1), 2, 0, 0, 3, 7);
  const char *text = told(&stage, study, own, NULL);
  assert_non_null(strstr(text, "\nbeing written: record.1-3."));
  assert_non_null(strstr(text, "counts as running until"));
  assert_int_equal(write(held[1], "x", 1), 1);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  record_close(own);
  Record *after = scratch_open(stage.arena, stage.folder, NULL, NULL);
  check_tally(status_tally(stage.arena, study, after, NULL, -1), 0, 0, 0, 0, 12);
  record_close(after);
  stage_close(&stage);
}

static void conditions_of_the_same_settings_count_once_in_all(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(&stage, STAGE_WALK "phases: [{name: walk, episodes: 5}]\nseeds: 4\n"
                                     "groups: {a: {}, b: {model.plasticity.alpha: 0.1}}\n");
  Record *record = scratch_open(stage.arena, stage.folder, NULL, NULL);
  check_tally(status_tally(stage.arena, study, record, NULL, -1), 0, 0, 0, 0, 4);
  check_tally(status_tally(stage.arena, study, record, NULL, 1), 0, 0, 0, 0, 4);
  const Only *only = only_read(stage.arena, study, "group=b", stage.diag);
  check_tally(status_tally(stage.arena, study, record, only, -1), 0, 0, 0, 0, 4);
  record_close(record);
  stage_close(&stage);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(runs_are_counted_by_what_the_record_knows),
      cmocka_unit_test(what_a_living_shard_has_to_do_is_running),
      cmocka_unit_test(conditions_of_the_same_settings_count_once_in_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
