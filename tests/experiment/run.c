// Run under test: everything once, on any number of threads; what fails, stops or diverges.

#include "experiment/run.h"

#include <math.h>

#include "stage.h"

#include "../store/fault.h"

#define BRIEF                                                                                     \
  STAGE_WALK "phases: [{name: walk, episodes: 20}]\nseeds: 40\n"                                  \
             "groups: {short: {}, long: {env.states: 9, env.start: 5}, same: {}}\n"

typedef struct Watch {
  int      told, diverged;
  int64_t  after;   // animals after which the work is to stop; 0: never
  RunCount last;
  char     note[200];
} Watch;

static bool tell(void *context, const RunCount *count)
{
  Watch *watch = context;
  watch->told++;
  watch->last = *count;
  return watch->after > 0 && count->done >= watch->after;
}

static void diverged(void *context, int condition, int64_t seed, const char *note)
{
  Watch *watch = context;
  watch->diverged++;
  snprintf(watch->note, sizeof watch->note, "%d %lld %s", condition, (long long)seed, note);
}

typedef struct Outcome {
  bool        written, stopped;
  RunCount    count;
  const char *problem;
} Outcome;

// Runs with a record of its own; `folder` within the stage's.
static Outcome run_with(Stage *stage, const Study *study, const char *folder, RunOptions options,
                        const char *vfs)
{
  Outcome     outcome = {0};
  char       *problem = NULL;
  const char *path    = arena_print(stage->arena, "%s/%s", stage->folder, folder);
  Record     *record  = record_open(stage->arena, path, "all", vfs, &problem);
  outcome.problem     = problem;
  if (!record) return outcome;
  outcome.written = run_study(stage->arena, study, record, &options, &outcome.count,
                              &outcome.stopped, &outcome.problem);
  record_close(record);
  return outcome;
}

static Record *reopen(Stage *stage, const char *folder)
{
  return scratch_open(stage->arena, arena_print(stage->arena, "%s/%s", stage->folder, folder),
                      NULL, NULL);
}

// Whether two records hold the same runs, to the bit.
static void check_same(Stage *stage, const char *one, const char *other)
{
  Record *a = reopen(stage, one), *b = reopen(stage, other);
  assert_int_equal(record_count(a), record_count(b));
  for (size_t i = 0; i < record_count(a); i++) {
    RecordRun run;
    double    numbers[64];
    assert_true(record_load(a, i, stage->arena, &run));
    assert_true(record_has(b, run.id, NULL));
    for (size_t r = 0; r < run.recordings; r++) {
      const Recording *recording = &run.recording[r];
      assert_true(recording->n <= 64);
      assert_true(record_get(b, run.id, recording->name, numbers, recording->n));
      assert_memory_equal(numbers, recording->data, recording->n * sizeof *numbers);
    }
  }
  record_close(a);
  record_close(b);
}

static void every_animal_is_run_once_and_shared_ones_are_not_run_twice(void **state)
{
  (void)state;
  Stage   stage = stage_open();
  Study  *study = stage_study(&stage, BRIEF);
  Watch   watch = {0};
  Outcome first =
      run_with(&stage, study, "r", (RunOptions){.jobs = 2, .context = &watch, .tell = tell}, NULL);
  assert_true(first.written);
  assert_false(first.stopped);
  assert_int_equal(first.count.runs, 80);
  assert_int_equal(first.count.done, 80);
  assert_int_equal(first.count.before, 0);
  assert_true(first.count.steps > 80 * 20);
  assert_true(watch.told >= 1);
  assert_int_equal(watch.last.done, 80);
  Outcome again = run_with(&stage, study, "r", (RunOptions){.jobs = 2}, NULL);
  assert_true(again.written);
  assert_int_equal(again.count.before, 80);
  assert_int_equal(again.count.done, 0);
  Record     *record = reopen(&stage, "r");
  const char *unread;
  double      one[20], other[20];
  Source      source = run_source(stage.arena, study, record, &unread);
  const char *probe  = request_name(study->keeping[0].request);
  assert_int_equal(record_count(record), 80);
  assert_true(source.get(source.context, 0, 7, probe, 20, one));
  assert_true(source.get(source.context, 2, 7, probe, 20, other));
  assert_memory_equal(one, other, sizeof one);
  assert_null(unread);
  record_close(record);
  stage_close(&stage);
}

static void threads_widths_and_shards_change_no_bit(void **state)
{
  (void)state;
  Stage            stage  = stage_open();
  Study           *study  = stage_study(&stage, BRIEF);
  static const int jobs[] = {1, 2, 3}, width[] = {1, 7, 32};
  assert_true(run_with(&stage, study, "r", (RunOptions){.jobs = 1}, NULL).written);
  for (int i = 0; i < 3; i++) {
    const char *folder  = arena_print(stage.arena, "r%d", i);
    RunOptions  options = {.jobs = jobs[i], .width = width[i]};
    assert_true(run_with(&stage, study, folder, options, NULL).written);
    check_same(&stage, "r", folder);
  }
  int64_t runs = 0;
  for (int shard = 0; shard < 3; shard++) {
    RunOptions options = {.jobs = 2, .shard = shard, .n_shards = 3};
    Outcome    outcome = run_with(&stage, study, "s", options, NULL);
    assert_int_equal(outcome.count.done, outcome.count.runs);
    runs += outcome.count.runs;
  }
  assert_int_equal(runs, 80);
  check_same(&stage, "r", "s");
  stage_close(&stage);
}

static void work_that_is_stopped_goes_on_later(void **state)
{
  (void)state;
  Stage      stage   = stage_open();
  Study     *study   = stage_study(&stage, STAGE_WALK "phases: [{name: walk, episodes: 60000}]\n"
                                                            "seeds: 6\nrecord: {curves: none,"
                                                            " a: {measure: return}}\n");
  Watch      watch   = {.after = 1};
  RunOptions options = {.jobs = 1, .width = 1, .context = &watch, .tell = tell};
  Outcome    first   = run_with(&stage, study, "r", options, NULL);
  assert_true(first.written);
  assert_true(first.stopped);
  assert_true(first.count.done >= 1 && first.count.done < 6);
  Outcome second = run_with(&stage, study, "r", (RunOptions){.jobs = 2}, NULL);
  assert_false(second.stopped);
  assert_int_equal(second.count.before, first.count.done);
  assert_int_equal(second.count.done, 6 - first.count.done);
  assert_true(run_with(&stage, study, "s", (RunOptions){.jobs = 1}, NULL).written);
  check_same(&stage, "r", "s");
  stage_close(&stage);
}

static void asked_to_stop_when_all_is_done_it_is_done(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(&stage, STAGE_WALK "phases: [{name: walk, episodes: 2}]\nseeds: 1\n");
  Watch  watch = {.after = 1};
  Outcome only =
      run_with(&stage, study, "r", (RunOptions){.jobs = 1, .context = &watch, .tell = tell}, NULL);
  assert_true(only.written);
  assert_false(only.stopped);
  stage_close(&stage);
}

static void a_diverging_animal_is_told_and_stops_nobody(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study =
      stage_study(&stage, STAGE_WALK
                  "phases: [{name: walk, episodes: 400}]\nseeds: 3\nmodel.plasticity.lambda: 1\n"
                  "sweep: {parameters: {model.plasticity.alpha: {values: [0.1, 2]}}}\n");
  Watch   watch = {0};
  Outcome all   = run_with(&stage, study, "r",
                           (RunOptions){.jobs = 2, .context = &watch, .diverged = diverged}, NULL);
  assert_true(all.written);
  assert_int_equal(all.count.done, 6);
  assert_int_equal(all.count.diverged, 3);
  assert_int_equal(watch.diverged, 3);
  assert_int_equal(watch.note[0], '1');
  assert_non_null(strstr(watch.note, " delta is "));
  assert_non_null(strstr(watch.note, " of phase walk"));
  Record     *record = reopen(&stage, "r");
  const char *unread;
  double      steps[400];
  Source      source = run_source(stage.arena, study, record, &unread);
  const char *probe  = request_name(study->keeping[0].request);
  assert_true(source.get(source.context, 0, 1, probe, 400, steps));
  for (int i = 0; i < 400; i++) assert_true(isfinite(steps[i]));
  assert_true(source.get(source.context, 1, 1, probe, 400, steps));
  assert_true(isfinite(steps[0]));
  assert_true(isinf(steps[399]));
  record_close(record);
  stage_close(&stage);
}

static void chosen_animals_are_run_again(void **state)
{
  (void)state;
  Stage  stage        = stage_open();
  Study *study        = stage_study(&stage, BRIEF);
  bool   condition[3] = {false, false, true}, seed[40] = {[4] = true, [9] = true};
  Only   only = {condition, seed};
  for (int i = 0; i < 2; i++) {
    Outcome two = run_with(&stage, study, "r", (RunOptions){.jobs = 1, .only = &only}, NULL);
    assert_true(two.written);
    assert_int_equal(two.count.runs, 2);
    assert_int_equal(two.count.done, 2);
    Record *record = reopen(&stage, "r");
    assert_int_equal(record_count(record), 2);
    record_close(record);
  }
  stage_close(&stage);
}

// The disk fails at its k-th change, for good or once; then the same again on a sound one.
static void a_failing_disk_is_told_and_loses_little(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(&stage, STAGE_WALK "phases: [{name: walk, episodes: 3}]\nseeds: 9\n");
  fault_install();
  assert_true(run_with(&stage, study, "sound", (RunOptions){.jobs = 1}, "fault").written);
  long changes = fault.count;
  assert_true(changes > 3);
  for (long k = 1; k <= changes; k++) {
    const char *folder = arena_print(stage.arena, "r%ld", k);
    fault              = (Fault){.at = k, .code = SQLITE_FULL, .lasting = true};
    Outcome failed     = run_with(&stage, study, folder, (RunOptions){.jobs = 2}, "fault");
    fault              = (Fault){0};
    if (!failed.written) {
      assert_non_null(failed.problem);
      assert_non_null(strstr(failed.problem, "the disk is full; make room"));
      assert_non_null(strstr(failed.problem, folder));
    }
    Outcome again = run_with(&stage, study, folder, (RunOptions){.jobs = 2}, "fault");
    assert_true(again.written);
    assert_int_equal(again.count.before + again.count.done, 9);
    if (failed.written) assert_int_equal(again.count.before, 9);
    check_same(&stage, "sound", folder);
  }
  stage_close(&stage);
}

static void numbers_that_a_disk_has_changed_are_told(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(&stage, STAGE_WALK "phases: [{name: walk, episodes: 3}]\nseeds: 2\n");
  sqlite3 *file = NULL;
  char    *name = NULL;
  assert_true(run_with(&stage, study, "r", (RunOptions){.jobs = 1}, NULL).written);
  scratch_count(stage.arena, arena_print(stage.arena, "%s/r", stage.folder), ".sqlite", &name);
  assert_int_equal(sqlite3_open(name, &file), SQLITE_OK);
  assert_int_equal(sqlite3_exec(file, "UPDATE recording SET data = zeroblob(length(data))", NULL,
                                NULL, NULL),
                   SQLITE_OK);
  sqlite3_close(file);
  Record     *record = reopen(&stage, "r");
  const char *unread;
  double      steps[3];
  Source      source = run_source(stage.arena, study, record, &unread);
  assert_null(unread);
  assert_false(
      source.get(source.context, 0, 0, request_name(study->keeping[0].request), 3, steps));
  assert_non_null(unread);
  assert_non_null(strstr(unread, name));
  record_close(record);
  stage_close(&stage);
}

static void an_experiment_without_phases_runs_nothing(void **state)
{
  (void)state;
  Stage   stage = stage_open();
  Study  *study = stage_study(&stage, STAGE_WALK "phases: []\n"
                                                  "claims: [{that: x, measure: exact.steps,"
                                                  " is: {above: 8}}]\n");
  Outcome none  = run_with(&stage, study, "r", (RunOptions){.jobs = 2}, NULL);
  assert_true(none.written);
  assert_false(none.stopped);
  assert_int_equal(none.count.runs, 0);
  assert_int_equal(scratch_count(stage.arena, arena_print(stage.arena, "%s/r", stage.folder),
                                 ".sqlite", NULL),
                   0);
  stage_close(&stage);
}

static void what_failed_is_run_again_where_that_is_asked(void **state)
{
  (void)state;
  Stage   stage  = stage_open();
  Study  *study  = stage_study(&stage, BRIEF);
  Record *record = scratch_open(stage.arena, arena_print(stage.arena, "%s/r", stage.folder), "all",
                                NULL);
  char    id[65];
  study_run_id(study, 1, 3, id);
  RecordRun failed = {.id = id, .seed = 3, .status = RECORD_FAILED, .message = "no memory"};
  assert_true(record_put(record, &failed) && record_commit(record));
  record_close(record);
  Outcome first = run_with(&stage, study, "r", (RunOptions){.jobs = 1}, NULL);
  assert_int_equal(first.count.before, 1);
  assert_int_equal(first.count.done, 79);
  Outcome again = run_with(&stage, study, "r", (RunOptions){.jobs = 1, .again = true}, NULL);
  assert_int_equal(again.count.before, 79);
  assert_int_equal(again.count.done, 1);
  assert_false(again.stopped);
  run_with(&stage, study, "other", (RunOptions){.jobs = 1}, NULL);
  check_same(&stage, "r", "other");
  stage_close(&stage);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_animal_is_run_once_and_shared_ones_are_not_run_twice),
      cmocka_unit_test(threads_widths_and_shards_change_no_bit),
      cmocka_unit_test(work_that_is_stopped_goes_on_later),
      cmocka_unit_test(asked_to_stop_when_all_is_done_it_is_done),
      cmocka_unit_test(a_diverging_animal_is_told_and_stops_nobody),
      cmocka_unit_test(chosen_animals_are_run_again),
      cmocka_unit_test(what_failed_is_run_again_where_that_is_asked),
      cmocka_unit_test(a_failing_disk_is_told_and_loses_little),
      cmocka_unit_test(numbers_that_a_disk_has_changed_are_told),
      cmocka_unit_test(an_experiment_without_phases_runs_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
