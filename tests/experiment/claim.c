// Tests: wrong claims are told before anything runs; claims of the reference experiments are read.

#include "experiment/claim.h"

#include <dirent.h>

#include "bench.h"

static const char *read_claims(Bench *bench, int *n)
{
  Claim *claims =
      claims_read(bench->arena, bench->experiment, bench->model, &bench->all, n, bench->desk.diag);
  assert_int_equal(claims == NULL, diag_count(bench->desk.diag) > 0);
  return diag_text(bench->desk.diag);
}

// Complaints about one claim, without the lines of the file.
static void told(const char *claim, const char *place, const char *what)
{
  Arena      *arena = arena_open();
  Bench       bench = bench_open(arena_print(arena, "%sclaims:\n  - {%s}\n", WALKS, claim));
  int         n;
  const char *text   = read_claims(&bench, &n);
  const char *wanted = arena_print(arena, "experiments/x.yaml:12:%s: error: %s\n", place, what);
  if (strncmp(text, wanted, strlen(wanted)) != 0) fail_msg("said: %swanted: %s", text, wanted);
  bench_close(&bench);
  arena_close(arena);
}

static void a_claim_needs_its_parts(void **state)
{
  (void)state;
  told("measure: return, over: {alpha: 0.1}, is: {above: 0}", "5", "a claim needs 'that'");
  told("that: x, measure: return, over: {alpha: 0.1}", "5", "a claim needs 'is'");
  told("that: x, over: {alpha: 0.1}, is: {above: 0}", "5", "'measure' is missing");
  told("that: x, measure: return, over: {alpha: 0.1}, is: {above: 0}, reason: y", "68",
       "unknown key 'reason'");
  told("that: x, measure: return, over: {alpha: 0.1}, is: {above: 0}, confidence: 1", "80",
       "a confidence lies between 0.5 and 1");
  told("that: x, measure: return, over: {alpha: 0.1}, minus: {over: {alpha: 0.05}}, "
       "divided_by: {over: {alpha: 0.05}}, is: {above: 0}",
       "82", "'minus' stands there already; only one of them may");
}

static void comparisons_of_different_lengths_are_told(void **state)
{
  (void)state;
  told("that: x, measure: return, over: {group: td}, reduce: [{alpha: each}], is: {equals: [1, 2, "
       "3]}",
       "89", "'equals' holds 3 numbers, but 2 numbers are measured");
  told("that: x, measure: return, over: {alpha: 0.1}, is: {equals: [1, 2]}", "65",
       "'equals' holds 2 numbers, but a single number is measured");
  told("that: x, measure: return, over: {group: td}, reduce: [{alpha: each}], "
       "minus: {over: {group: mc}}, is: {above: 0}",
       "76", "2 numbers stand against 3");
}

static void standard_errors_need_means_over_animals(void **state)
{
  const char *what = "'within_se' needs a mean over animals, or a difference of two such means";
  (void)state;
  told("that: x, measure: return, over: {alpha: 0.1}, reduce: [{seed: median}], "
       "is: {near: 1, within_se: 2}",
       "83", what);
  told("that: x, measure: return, over: {alpha: 0.1}, divided_by: {over: {alpha: 0.05}}, "
       "is: {near: 1, within_se: 2}",
       "92", what);
}

static void all_wrong_claims_are_told_at_once(void **state)
{
  Bench bench =
      bench_open(WALKS "claims:\n"
                       "  - {that: a, measure: retrun, over: {alpha: 0.1}, is: {above: 0}}\n"
                       "  - {that: b, measure: return, over: {alpha: 0.1}, is: {above: 0}}\n"
                       "  - {that: c, measure: return, over: {alpha: 0.3}, is: {above: 0}}\n");
  int n;
  (void)state;
  assert_string_equal(read_claims(&bench, &n),
                      "experiments/x.yaml:12:24: error: there is no measure 'retrun'\n"
                      "    - {that: a, measure: retrun, over: {alpha: 0.1}, is: {above: 0}}\n"
                      "                         ^\n"
                      "    hint: did you mean 'return'?\n"
                      "experiments/x.yaml:14:46: error: 'alpha' has no level '0.3'\n"
                      "    - {that: c, measure: return, over: {alpha: 0.3}, is: {above: 0}}\n"
                      "                                               ^\n"
                      "    hint: did you mean '0.1'?\n");
  assert_int_equal(n, 3);
  bench_close(&bench);
}

static void no_claims_are_no_mistake(void **state)
{
  Bench bench = bench_open(WALKS);
  int   n     = 7;
  (void)state;
  assert_string_equal(read_claims(&bench, &n), "");
  assert_int_equal(n, 0);
  bench_close(&bench);
}

// Experiments written by others, in words/ of the folder that ACCUMBENS_REFERENCE names: claims of
// those that can be compiled are read without a complaint, but for what is not built yet.
static void reference_claims_are_read(void **state)
{
  (void)state;
  Arena      *own       = arena_open();
  const char *reference = getenv("ACCUMBENS_REFERENCE");
  const char *folder    = arena_print(own, "%s/words", reference ? reference : "");
  DIR        *dir       = reference ? opendir(folder) : NULL;
  if (!dir) {
    arena_close(own);
    skip();
  }
  int read = 0;
  for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
    size_t length = strlen(entry->d_name);
    if (length < 5 || strcmp(entry->d_name + length - 5, ".yaml") != 0) continue;
    Bench bench      = {.arena = arena_open()};
    bench.desk.diag  = diag_open(bench.arena);
    const char *path = arena_print(bench.arena, "%s/%s", folder, entry->d_name);
    bench.experiment = experiment_read(bench.arena, path, NULL, 0, NULL, bench.desk.diag);
    int  conditions  = bench.experiment ? bench.experiment->n_conditions : 0;
    bool good        = conditions > 0;
    bench.model      = arena_take(bench.arena, (size_t)conditions, sizeof *bench.model);
    for (int c = 0; c < conditions && good; c++) {
      bench.model[c] =
          model_compile(bench.arena, &bench.experiment->condition[c].plan, ".", bench.desk.diag);
      good = bench.model[c] != NULL;
    }
    int n;
    if (good && strstr(read_claims(&bench, &n), "not built yet") == NULL &&
        strstr(diag_text(bench.desk.diag), "there is no measure") == NULL) {
      assert_string_equal(diag_text(bench.desk.diag), "");
      read++;
    }
    arena_close(bench.arena);
  }
  closedir(dir);
  arena_close(own);
  assert_true(read > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_claim_needs_its_parts),
      cmocka_unit_test(comparisons_of_different_lengths_are_told),
      cmocka_unit_test(standard_errors_need_means_over_animals),
      cmocka_unit_test(all_wrong_claims_are_told_at_once),
      cmocka_unit_test(no_claims_are_no_mistake),
      cmocka_unit_test(reference_claims_are_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
