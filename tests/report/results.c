// Results under test: what lies in a folder after a run, byte for byte, and after another one.

#include "report/results.h"

#include <math.h>

#include "../experiment/stage.h"

// Made-up numbers: seed, condition and place.
static bool give(void *context, int condition, int seed, const char *probe, size_t cells,
                 double *out)
{
  const int *missing = context;
  (void)probe;
  if (missing && *missing == seed) return false;
  for (size_t i = 0; i < cells; i++) out[i] = 100 * condition + 10 * seed + (double)i;
  return true;
}

static bool write_all(Stage *stage, const Study *study, const int *missing, const char *unread,
                      char **problem)
{
  Text   changes = {.arena = stage->arena};
  Diag  *diag    = diag_open(stage->arena);
  Source source  = {(void *)missing, give};
  int    fails;
  text_add(&changes, "");
  if (!results_begin(stage->arena, study, stage->folder, &changes, problem)) return false;
  Judgement *judgement = study_judge(stage->arena, study, &source, &fails);
  bool written = results_write(stage->arena, study, &source, &unread, judgement, stage->folder,
                               diag, problem);
  assert_int_equal(diag_count(diag), 0);
  return written;
}

static void check_file(Stage *stage, const char *name, const char *wanted)
{
  assert_string_equal(stage_read(stage, name), wanted);
}

static bool exists(Stage *stage, const char *name)
{
  return access(arena_print(stage->arena, "%s/%s", stage->folder, name), F_OK) == 0;
}

#define SMALL                                                                                     \
  STAGE_WALK "phases: [{name: walk, episodes: 2}, {name: on, steps: 5}]\nseeds: [4, 8]\n"         \
             "groups: {a: {}, b: {phases.walk.episodes: 3}}\n"

static void curves_have_a_row_for_every_episode(void **state)
{
  (void)state;
  Stage stage   = stage_open();
  char *problem = NULL;
  assert_true(write_all(&stage, stage_study(&stage, SMALL), NULL, NULL, &problem));
  check_file(&stage, "curves.csv",
             "group,seed,phase,episode,steps,return\n"
             "a,4,walk,1,0,0\na,4,walk,2,1,1\na,8,walk,1,10,10\na,8,walk,2,11,11\n"
             "b,4,walk,1,100,100\nb,4,walk,2,101,101\nb,4,walk,3,102,102\n"
             "b,8,walk,1,110,110\nb,8,walk,2,111,111\nb,8,walk,3,112,112\n");
  check_file(&stage, "summary.csv",
             "group,phase,measure,window,animals,mean,mean_low,mean_high,iqm,iqm_low,iqm_high\n"
             "a,walk,steps,all,2,5.5,0.5,10.5,5.5,0.5,10.5\n"
             "a,walk,return,all,2,5.5,0.5,10.5,5.5,0.5,10.5\n"
             "b,walk,steps,all,2,106,101,111,106,101,111\n"
             "b,walk,return,all,2,106,101,111,106,101,111\n");
  assert_false(exists(&stage, "claims.csv"));
  assert_true(exists(&stage, "manifest.yaml"));
  stage_close(&stage);
}

static void missing_animals_have_no_rows(void **state)
{
  (void)state;
  Stage stage   = stage_open();
  char *problem = NULL;
  int   missing = 0;
  assert_true(write_all(&stage, stage_study(&stage, SMALL), &missing, NULL, &problem));
  check_file(&stage, "curves.csv",
             "group,seed,phase,episode,steps,return\n"
             "a,8,walk,1,10,10\na,8,walk,2,11,11\n"
             "b,8,walk,1,110,110\nb,8,walk,2,111,111\nb,8,walk,3,112,112\n");
  assert_non_null(
      strstr(stage_read(&stage, "summary.csv"), "\na,walk,steps,all,1,10.5,,,10.5,,\n"));
  stage_close(&stage);
}

static void recordings_claims_and_figures_have_files_of_their_own(void **state)
{
  (void)state;
  Stage  stage   = stage_open();
  char  *problem = NULL;
  Study *study =
      stage_study(&stage, STAGE_WALK
                  "phases: [{name: walk, episodes: 2}]\nseeds: [4, 8]\n"
                  "record: {d: {measure: delta, over: {episode: 1, step: 1..2}, by: [step]}}\n"
                  "claims: [{that: \"a, b\", measure: steps, over: {episode: 1}, is: {above: "
                  "5}}]\n"
                  "figures: {f: {measure: steps, against: episode}}\n");
  assert_true(write_all(&stage, study, NULL, NULL, &problem));
  check_file(&stage, "d.csv", "seed,step,delta\n4,1,0\n4,2,1\n8,1,10\n8,2,11\n");
  assert_int_equal(strncmp(stage_read(&stage, "claims.csv"),
                           "claim,verdict,measured,band,interval,animals,because,fails\n"
                           "\"a, b\",fail,5,above 5,",
                           81),
                   0);
  assert_int_equal(strncmp(stage_read(&stage, "f.svg"), "<svg ", 5), 0);
  assert_non_null(strstr(stage_read(&stage, "curves.csv"), "\n8,walk,2,11,11\n"));
  stage_close(&stage);
}

static void changed_settings_are_told_and_take_their_files_away(void **state)
{
  (void)state;
  Stage  stage   = stage_open();
  char  *problem = NULL;
  Text   changes = {.arena = stage.arena};
  Study *study =
      stage_study(&stage, SMALL "figures: {old: {measure: steps, over: {phase: walk}, against: "
                                "episode, lines: group}}\n"
                                "record: {was: {measure: return, over: {phase: walk}}}\n");
  text_add(&changes, "");
  assert_true(write_all(&stage, study, NULL, NULL, &problem));
  assert_true(exists(&stage, "old.svg") && exists(&stage, "was.csv"));
  const char *before = stage_read(&stage, "manifest.yaml");
  assert_true(results_begin(stage.arena, study, stage.folder, &changes, &problem));
  assert_string_equal(changes.start, "");
  assert_true(exists(&stage, "old.svg") && exists(&stage, "curves.csv"));
  stage_write(arena_print(stage.arena, "%s/notes.csv", stage.folder), "mine\n");
  study = stage_study(&stage, SMALL "model.plasticity.lambda: 0.5\n");
  assert_true(results_begin(stage.arena, study, stage.folder, &changes, &problem));
  assert_string_equal(changes.start,
                      "  model.plasticity.lambda: 0 -> 0.5\n"
                      "  record: {\"was\":{\"measure\":\"return\",\"over\":{\"phas... "
                      "-> (none)\n"
                      "  figures: {\"old\":{\"measure\":\"steps\",\"over\":{\"phase... "
                      "-> (none)\n");
  assert_false(exists(&stage, "old.svg") || exists(&stage, "was.csv") ||
               exists(&stage, "curves.csv") || exists(&stage, "summary.csv"));
  assert_true(exists(&stage, "notes.csv"));
  assert_string_not_equal(stage_read(&stage, "manifest.yaml"), before);
  stage_close(&stage);
}

static void an_unreadable_manifest_is_replaced(void **state)
{
  (void)state;
  Stage stage   = stage_open();
  char *problem = NULL;
  stage_write(arena_print(stage.arena, "%s/manifest.yaml", stage.folder), "a: [\n");
  assert_true(write_all(&stage, stage_study(&stage, SMALL), NULL, NULL, &problem));
  assert_int_equal(strncmp(stage_read(&stage, "manifest.yaml"), "about: ", 7), 0);
  stage_close(&stage);
}

static void what_killed_processes_left_is_swept_away(void **state)
{
  (void)state;
  Stage stage   = stage_open();
  char *problem = NULL;
  stage_write(arena_print(stage.arena, "%s/curves.csv.999999999.tmp", stage.folder), "half");
  stage_write(arena_print(stage.arena, "%s/mine.tmp", stage.folder), "not ours");
  assert_true(write_all(&stage, stage_study(&stage, SMALL), NULL, NULL, &problem));
  assert_false(exists(&stage, "curves.csv.999999999.tmp"));
  assert_true(exists(&stage, "mine.tmp"));
  stage_close(&stage);
}

static void numbers_that_cannot_be_read_make_no_file(void **state)
{
  (void)state;
  Stage  stage   = stage_open();
  char  *problem = NULL;
  Study *study   = stage_study(&stage, SMALL);
  assert_false(write_all(&stage, study, NULL, "the disk has changed it", &problem));
  assert_string_equal(problem, "the disk has changed it");
  assert_false(exists(&stage, "curves.csv"));
  assert_int_equal(scratch_count(stage.arena, stage.folder, ".tmp", NULL), 0);
  stage_close(&stage);
}

static void a_file_that_cannot_be_written_is_told(void **state)
{
  (void)state;
  Stage stage   = stage_open();
  char *problem = NULL;
  char *taken   = arena_print(stage.arena, "%s/curves.csv", stage.folder);
  assert_int_equal(mkdir(taken, 0777), 0);
  assert_false(write_all(&stage, stage_study(&stage, SMALL), NULL, NULL, &problem));
  assert_string_equal(problem,
                      arena_print(stage.arena,
                                  "cannot write '%s': Is a directory; something else has this"
                                  " name: move it away, or choose another folder with --out",
                                  taken));
  assert_int_equal(scratch_count(stage.arena, stage.folder, ".tmp", NULL), 0);
  stage_close(&stage);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(curves_have_a_row_for_every_episode),
      cmocka_unit_test(missing_animals_have_no_rows),
      cmocka_unit_test(recordings_claims_and_figures_have_files_of_their_own),
      cmocka_unit_test(changed_settings_are_told_and_take_their_files_away),
      cmocka_unit_test(an_unreadable_manifest_is_replaced),
      cmocka_unit_test(what_killed_processes_left_is_swept_away),
      cmocka_unit_test(numbers_that_cannot_be_read_make_no_file),
      cmocka_unit_test(a_file_that_cannot_be_written_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
