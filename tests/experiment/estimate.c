// Estimates under test: what is counted, what is tried, and that it stops in time.

#include "stage.h"

#include "experiment/estimate.h"
#include "experiment/run.h"

#define SWEEP(episodes, more)                                                                     \
  STAGE_WALK "phases: [{name: walk, episodes: " episodes "}]\nseeds: 40\n" more
#define ALPHAS "sweep: {parameters: {model.plasticity.alpha: {values: [0.1, 0.2, 0.3]}}}\n"
#define WORLDS "sweep: {parameters: {env.states: {values: [5, 6, 7, 8]}}}\n"

// A clock that a thousandth of a second passes on whenever it is read.
static double tick(void)
{
  static double seconds;
  return seconds += 0.001;
}

static Estimate estimate(Stage *stage, const Study *study, const char *only)
{
  Record     *record = scratch_open(stage->arena, stage->folder, NULL, NULL);
  const Only *chosen = only ? only_read(stage->arena, study, only, stage->diag) : NULL;
  Estimate    found  = estimate_take(stage->arena, study, record, chosen, 0.5, tick);
  record_close(record);
  return found;
}

static void what_is_missing_is_tried_and_scaled(void **state)
{
  (void)state;
  Stage    stage = stage_open();
  Study   *study = stage_study(&stage, SWEEP("5", ALPHAS));
  Estimate first = estimate(&stage, study, NULL);
  assert_int_equal(first.runs, 120);
  assert_int_equal(first.known, 0);
  assert_int_equal(first.tried, 32);
  assert_false(first.at_least);
  assert_true(first.steps >= 32 * 5 * 3);   // an episode from the middle has three steps or more
  assert_true(fabs(first.seconds - first.spent / 32 * 120) < 1e-9);
  assert_int_equal(scratch_count(stage.arena, stage.folder, ".sqlite", NULL), 0);
  Estimate few = estimate(&stage, study, "alpha=0.2,seed=3");
  assert_int_equal(few.runs, 1);
  assert_int_equal(few.tried, 1);
  assert_true(fabs(few.bytes * 120 - first.bytes) < 1e-6);
  stage_close(&stage);
}

static void what_is_known_is_not_tried(void **state)
{
  (void)state;
  Stage       stage   = stage_open();
  Study      *study   = stage_study(&stage, SWEEP("5", ALPHAS));
  Record     *record  = scratch_open(stage.arena, stage.folder, "all", NULL);
  RunOptions  options = {.jobs = 1, .n_shards = 2};
  const char *problem = NULL;
  RunCount    count;
  bool        stopped;
  assert_true(run_study(stage.arena, study, record, &options, &count, &stopped, &problem));
  record_close(record);
  Estimate half = estimate(&stage, study, NULL);
  assert_int_equal(half.known, 60);
  assert_int_equal(half.tried, 32);
  record           = scratch_open(stage.arena, stage.folder, "all", NULL);
  options.n_shards = 0;
  assert_true(run_study(stage.arena, study, record, &options, &count, &stopped, &problem));
  record_close(record);
  Estimate none = estimate(&stage, study, NULL);
  assert_int_equal(none.known, 120);
  assert_int_equal(none.tried, 0);
  assert_true(none.seconds == 0 && none.bytes == 0);
  // the files hold what was foretold, to a page or two a recording
  char *path = NULL;
  assert_int_equal(scratch_count(stage.arena, stage.folder, ".sqlite", &path), 1);
  struct stat file;
  assert_int_equal(stat(path, &file), 0);
  assert_true((double)file.st_size < 2 * half.bytes * 2 + 40960);
  assert_true((double)file.st_size > half.bytes);
  stage_close(&stage);
}

static void long_runs_give_a_bound(void **state)
{
  (void)state;
  Stage    stage = stage_open();
  Study   *study = stage_study(&stage, SWEEP("20000000", "record: {curves: none}\n"));
  Estimate found = estimate(&stage, study, NULL);
  assert_true(found.at_least);
  assert_int_equal(found.tried, 0);
  assert_true(found.spent < 5);
  assert_true(found.seconds > 0);
  stage_close(&stage);
}

static void every_model_is_tried(void **state)
{
  (void)state;
  Stage    stage = stage_open();
  Study   *study = stage_study(&stage, SWEEP("5", WORLDS));
  Estimate found = estimate(&stage, study, NULL);
  assert_int_equal(study->n_models, 4);
  assert_int_equal(found.tried, 4 * 32);
  stage_close(&stage);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_missing_is_tried_and_scaled),
      cmocka_unit_test(what_is_known_is_not_tried),
      cmocka_unit_test(long_runs_give_a_bound),
      cmocka_unit_test(every_model_is_tried),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
