// Errands under test: words to a study and a folder, and back to a command.

#include "../experiment/stage.h"

#include "report/errand.h"

#define SWEEP STAGE_WALK "phases: [{name: walk, episodes: 5}]\nseeds: 4\n"

static ErrandAnswer take(Stage *stage, const Errand *errand, Work *work, const char **problem)
{
  stage_write(stage->file, SWEEP);
  stage->diag = diag_open(stage->arena);
  return errand_read(stage->arena, errand, work, stage->diag, problem);
}

static void settings_of_the_command_line_have_a_folder_of_their_own(void **state)
{
  (void)state;
  Stage             stage   = stage_open();
  const char       *problem = NULL;
  const char *const words[] = {"alpha=0.1,0.2"};
  Work              plain, changed, seeded, named, again;
  Errand            errand = {.experiment = stage.file, .override = words};
  assert_int_equal(take(&stage, &errand, &plain, &problem), ERRAND_FINE);
  assert_int_equal(plain.study->experiment->n_conditions, 1);
  assert_null(plain.only);
  assert_non_null(strstr(plain.folder, "results/x"));
  assert_null(strchr(plain.folder, '+'));
  errand.n_overrides = 1;
  assert_int_equal(take(&stage, &errand, &changed, &problem), ERRAND_FINE);
  assert_int_equal(take(&stage, &errand, &again, &problem), ERRAND_FINE);
  assert_int_equal(changed.study->experiment->n_conditions, 2);
  assert_string_equal(changed.folder, again.folder);
  assert_memory_equal(changed.folder, plain.folder, strlen(plain.folder));
  assert_int_equal(strlen(changed.folder), strlen(plain.folder) + strlen("+12345678"));
  errand.seeds = "2";
  assert_int_equal(take(&stage, &errand, &seeded, &problem), ERRAND_FINE);
  assert_string_not_equal(seeded.folder, changed.folder);
  errand.only = "alpha=0.1";
  errand.out  = "elsewhere";
  assert_int_equal(take(&stage, &errand, &named, &problem), ERRAND_FINE);
  assert_string_equal(named.folder, "elsewhere");
  assert_true(named.only->condition[0] && !named.only->condition[1]);
  stage_close(&stage);
}

static void words_that_are_wrong_are_told(void **state)
{
  (void)state;
  Stage             stage   = stage_open();
  const char       *problem = NULL;
  const char *const words[] = {"alpha"}, *const sign[] = {"=3"};
  Work              work;
  Errand            errand = {.experiment = stage.file, .n_overrides = 1, .override = words};
  assert_int_equal(take(&stage, &errand, &work, &problem), ERRAND_MISUSED);
  assert_string_equal(problem, "'alpha' is not of the form PATH=value");
  errand.override = sign;
  assert_int_equal(take(&stage, &errand, &work, &problem), ERRAND_MISUSED);
  errand.n_overrides = 0;
  errand.out         = "";
  assert_int_equal(take(&stage, &errand, &work, &problem), ERRAND_MISUSED);
  assert_string_equal(problem, "an empty name is no folder for results");
  errand.out  = NULL;
  errand.only = "seed=9";
  assert_int_equal(take(&stage, &errand, &work, &problem), ERRAND_WRONG);
  assert_int_equal(diag_count(stage.diag), 1);
  stage_close(&stage);
}

static void an_errand_is_said_again_as_a_command(void **state)
{
  (void)state;
  Arena            *arena   = arena_open();
  Text              text    = {.arena = arena};
  const char *const words[] = {"alpha=0.1,0.2", "env.ends=[0, 1]"};
  Errand            errand  = {.experiment = "my file.yaml"};
  errand_command(&errand, "status", NULL, &text);
  assert_string_equal(text.start, "accumbens status 'my file.yaml'");
  text.length = 0;
  errand      = (Errand){"build/accumbens", "x.yaml", 2, words, "1..3", "out", "seed=2"};
  errand_command(&errand, "run", NULL, &text);
  assert_string_equal(text.start, "build/accumbens run x.yaml alpha=0.1,0.2 'env.ends=[0, 1]'"
                                  " --seeds 1..3 --only seed=2 --out out");
  text.length = 0;
  errand_command(&errand, "run", "seed=3", &text);
  assert_non_null(strstr(text.start, " --only seed=3 "));
  assert_null(strstr(text.start, "seed=2"));
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(settings_of_the_command_line_have_a_folder_of_their_own),
      cmocka_unit_test(words_that_are_wrong_are_told),
      cmocka_unit_test(an_errand_is_said_again_as_a_command),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
