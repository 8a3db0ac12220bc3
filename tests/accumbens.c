// Accumbens under test: what commands end with and what they say, from C.

#include "accumbens.h"

#include "store/scratch.h"

// A program around the commands: a file to run, and what was said.
typedef struct Around {
  Arena   *arena;
  char    *folder, *file;
  char    *out, *err;
  size_t   out_length, err_length;
  nac_Host host;
} Around;

// Time stands still.
static double now(void)
{
  return 0;
}

static bool always(void)
{
  return true;
}

static Around set_up(const char *text)
{
  Around around = {.arena = arena_open()};
  around.folder = scratch_make(around.arena);
  around.file   = arena_print(around.arena, "%s/x.yaml", around.folder);
  FILE *file    = fopen(around.file, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
  around.host = (nac_Host){.now = now};
  return around;
}

static void tear_down(Around *around)
{
  free(around->out);
  free(around->err);
  scratch_remove(around->arena, around->folder);
  arena_close(around->arena);
}

typedef int Command(const nac_Host *host, const nac_Run *run);

// Gives a command the file and --out r (unless `run` says else), and keeps what it says.
static int give(Around *around, Command *command, nac_Run run)
{
  free(around->out);
  free(around->err);
  around->out = around->err = NULL;
  around->host.out          = open_memstream(&around->out, &around->out_length);
  around->host.err          = open_memstream(&around->err, &around->err_length);
  assert_true(around->host.out && around->host.err);
  run.experiment = around->file;
  if (!run.out) run.out = arena_print(around->arena, "%s/r", around->folder);
  int code = command(&around->host, &run);
  fclose(around->host.out);
  fclose(around->host.err);
  return code;
}

static bool exists(Around *around, const char *name)
{
  return access(arena_print(around->arena, "%s/%s", around->folder, name), F_OK) == 0;
}

#define WALK                                                                                      \
  "about: A test.\n"                                                                              \
  "env: {kind: chain, states: 5, start: 3, ends: [0, 1]}\n"                                       \
  "model: {agent: {kind: td, gamma: 1}, plasticity: {alpha: 0.1}}\n"                              \
  "phases: [{name: walk, episodes: 4}]\n"                                                         \
  "seeds: 3\n"

static void a_run_is_done_once_and_says_where_it_lies(void **state)
{
  (void)state;
  Around around = set_up(WALK "claims: [{that: it walks, measure: steps, is: {above: 1}}]\n");
  assert_int_equal(give(&around, nac_run, (nac_Run){0}), NAC_DONE);
  assert_non_null(strstr(around.out, "PASS  it walks"));
  assert_non_null(strstr(around.out, arena_print(around.arena, "results: %s/r\n", around.folder)));
  assert_int_equal(strncmp(around.err, "3 of 3 runs done", 16), 0);
  assert_true(exists(&around, "r/curves.csv") && exists(&around, "r/claims.csv"));
  assert_int_equal(give(&around, nac_run, (nac_Run){.quiet = true}), NAC_DONE);
  assert_string_equal(around.out, "");
  assert_int_equal(strncmp(around.err, "3 of 3 runs done (3 before)", 27), 0);
  tear_down(&around);
}

static void a_claim_that_fails_ends_verify_alone_with_1(void **state)
{
  (void)state;
  Around around = set_up(WALK "claims: [{that: it runs, measure: steps, is: {below: 1}}]\n");
  assert_int_equal(give(&around, nac_run, (nac_Run){0}), NAC_DONE);
  assert_int_equal(give(&around, nac_verify, (nac_Run){0}), NAC_WRONG);
  assert_non_null(strstr(around.out, "FAIL  it runs"));
  tear_down(&around);
}

static void a_wrong_file_leaves_nothing_behind(void **state)
{
  (void)state;
  static const char *const wrong[] = {"seeds: [1, 1]\n", "colour: red\n",
                                      WALK "figures: {f: {measure: steps, shape: pie}}\n",
                                      WALK "claims: [{that: x, measure: stepz, is: {above: 0}}]\n",
                                      "about: [\n"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    Around around = set_up(wrong[i]);
    assert_int_equal(give(&around, nac_run, (nac_Run){0}), NAC_WRONG);
    assert_non_null(strstr(around.err, "x.yaml:"));
    assert_non_null(strstr(around.err, "; nothing was run\n"));
    assert_string_equal(around.out, "");
    assert_false(exists(&around, "r"));
    tear_down(&around);
  }
}

static void words_that_fit_nothing_are_misuse(void **state)
{
  (void)state;
  Around      around    = set_up(WALK);
  const char *no_sign[] = {"alpha"};
  assert_int_equal(give(&around, nac_run, (nac_Run){.n_overrides = 1, .override = no_sign}),
                   NAC_USAGE);
  assert_int_equal(give(&around, nac_run, (nac_Run){.out = ""}), NAC_USAGE);
  assert_string_equal(around.err, "an empty name is no folder for results\n");
  assert_int_equal(give(&around, nac_run, (nac_Run){.only = "seed=9"}), NAC_WRONG);
  assert_int_equal(give(&around, nac_run, (nac_Run){.out = "/dev/null/r"}), NAC_MACHINE);
  tear_down(&around);
}

static void asked_to_stop_it_stops_and_goes_on_later(void **state)
{
  (void)state;
  Around around =
      set_up("about: A test.\n"
             "env: {kind: chain, states: 5, start: 3, ends: [0, 1]}\n"
             "model: {agent: {kind: td, gamma: 1}, plasticity: {alpha: 0.1}}\n"
             "phases: [{name: walk, episodes: 100000}]\nseeds: 2\nrecord: {curves: none}\n"
             "claims: [{that: it walks, measure: steps, is: {above: 1}}]\n");
  around.host.interrupted = always;
  assert_int_equal(give(&around, nac_run, (nac_Run){.jobs = 1, .width = 1}), NAC_STOPPED);
  assert_non_null(strstr(around.err, "missing"));
  assert_non_null(
      strstr(around.err, "stopped; what was done is kept, and the same command goes on\n"));
  assert_false(exists(&around, "r/claims.csv"));
  around.host.interrupted = NULL;
  assert_int_equal(give(&around, nac_run, (nac_Run){0}), NAC_DONE);
  assert_true(exists(&around, "r/claims.csv"));
  tear_down(&around);
}

#define WILD                                                                                      \
  "about: A test.\n"                                                                              \
  "env: {kind: chain, states: 5, start: 3, ends: [0, 1]}\n"                                       \
  "model: {agent: {kind: td, gamma: 1}, plasticity: {lambda: 1}}\n"                               \
  "phases: [{name: walk, episodes: 400}]\n"

static void a_diverging_animal_comes_with_the_command_that_repeats_it(void **state)
{
  (void)state;
  Around around =
      set_up(WILD "sweep: {parameters: {model.plasticity.alpha: {values: [0.1, 2]}}}\n");
  const char *ends[] = {"env.ends=[0, 2]"};
  nac_Run     run    = {.n_overrides = 1, .override = ends, .seeds = "[5, 9]"};
  assert_int_equal(give(&around, nac_run, run), NAC_DONE);
  const char *told = strstr(around.err, "diverged: alpha=2, seed 9: ");
  assert_non_null(told);
  char *line = arena_copy(around.arena, told, strcspn(told, "\n"));
  told       = strstr(told, "\n  alone: ");
  assert_non_null(told);
  char *wanted = arena_print(around.arena,
                             "\n  alone: accumbens run %s 'env.ends=[0, 2]' --seeds '[5, 9]'"
                             " --only alpha=2,seed=9\n",
                             around.file);
  assert_int_equal(strncmp(told, wanted, strlen(wanted)), 0);
  run.only = "alpha=2,seed=9";
  for (int i = 0; i < 2; i++) {
    run.out = arena_print(around.arena, "%s/alone", around.folder);
    assert_int_equal(give(&around, nac_run, run), NAC_DONE);
    assert_non_null(strstr(around.err, line));
    assert_non_null(strstr(around.err, "0 of 1 runs done, 1 diverged"));
  }
  tear_down(&around);
}

static void many_diverging_animals_are_counted(void **state)
{
  (void)state;
  Around around =
      set_up(WILD "model.plasticity.alpha: 2\nseeds: 13\n");
  int n = 0;
  assert_int_equal(give(&around, nac_run, (nac_Run){0}), NAC_DONE);
  for (const char *at = around.err; (at = strstr(at, "diverged: ")); at++) n++;
  assert_int_equal(n, 10);
  assert_non_null(strstr(around.err, "and 3 more diverged\n"));
  tear_down(&around);
}

static void changed_settings_are_told(void **state)
{
  (void)state;
  Around      around  = set_up(WALK);
  const char *alpha[] = {"model.plasticity.alpha=0.3"};
  assert_int_equal(give(&around, nac_run, (nac_Run){0}), NAC_DONE);
  assert_int_equal(give(&around, nac_run, (nac_Run){.n_overrides = 1, .override = alpha}),
                   NAC_DONE);
  char *wanted = arena_print(around.arena,
                             "'%s/r' was written with other settings; its runs stay in the"
                             " record, apart:\n  model.plasticity.alpha: 0.1 -> 0.3\n"
                             "3 of 3 runs done in ",
                             around.folder);
  assert_int_equal(strncmp(around.err, wanted, strlen(wanted)), 0);
  assert_int_equal(give(&around, nac_run, (nac_Run){0}), NAC_DONE);
  assert_non_null(strstr(around.err, "alpha: 0.3 -> 0.1\n3 of 3 runs done (3 before)\n"));
  tear_down(&around);
}

static void settings_of_the_command_line_go_to_a_folder_of_their_own(void **state)
{
  (void)state;
  Around around = set_up(WALK);
  char   home[512];
  assert_non_null(getcwd(home, sizeof home));
  assert_int_equal(chdir(around.folder), 0);
  assert_int_equal(mkdir("experiments", 0777), 0);
  assert_int_equal(rename("x.yaml", "experiments/x.yaml"), 0);
  FILE       *none    = fopen("/dev/null", "w");
  const char *alpha[] = {"alpha=0.3"};
  around.host.out = around.host.err = none;
  nac_Run run                       = {.experiment = "experiments/x.yaml", .quiet = true};
  assert_int_equal(nac_run(&around.host, &run), NAC_DONE);
  run.n_overrides = 1;
  run.override    = alpha;
  assert_int_equal(nac_run(&around.host, &run), NAC_DONE);
  run.seeds = "1";
  assert_int_equal(nac_run(&around.host, &run), NAC_DONE);
  assert_int_equal(access("results/x/curves.csv", F_OK), 0);
  assert_int_equal(scratch_count(around.arena, "results", "", NULL), 5);   // with . and ..
  fclose(none);
  assert_int_equal(chdir(home), 0);
  tear_down(&around);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_run_is_done_once_and_says_where_it_lies),
      cmocka_unit_test(a_claim_that_fails_ends_verify_alone_with_1),
      cmocka_unit_test(a_wrong_file_leaves_nothing_behind),
      cmocka_unit_test(words_that_fit_nothing_are_misuse),
      cmocka_unit_test(asked_to_stop_it_stops_and_goes_on_later),
      cmocka_unit_test(a_diverging_animal_comes_with_the_command_that_repeats_it),
      cmocka_unit_test(many_diverging_animals_are_counted),
      cmocka_unit_test(changed_settings_are_told),
      cmocka_unit_test(settings_of_the_command_line_go_to_a_folder_of_their_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
