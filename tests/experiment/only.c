// Only under test: which animals words choose, and what is said of words that choose none.

#include "stage.h"

#include "experiment/only.h"

#define SWEEP                                                                                     \
  STAGE_WALK "phases: [{name: walk, episodes: 5}]\nseeds: [3, 5]\n"                               \
             "groups: {a: {}, b: {}}\n"                                                           \
             "sweep: {parameters: {model.plasticity.alpha: {values: [0.1, 0.2]},"                 \
             " env.ends: {values: {right: [0, 1], left: [1, 0]}}}}\n"

static const char *chosen(Stage *stage, const Study *study, const char *words)
{
  Text text   = {.arena = stage->arena};
  stage->diag = diag_open(stage->arena);
  text_add(&text, "");
  const Only *only = only_read(stage->arena, study, words, stage->diag);
  if (!only) return diag_text(stage->diag);
  assert_int_equal(diag_count(stage->diag), 0);
  for (int c = 0; c < study->experiment->n_conditions; c++) {
    text_add(&text, only->condition[c] ? "x" : ".");
  }
  text_add(&text, only->seed[0] ? " x" : " .");
  text_add(&text, only->seed[1] ? "x" : ".");
  return text.start;
}

static void what_is_named_is_narrowed(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(&stage, SWEEP);
  assert_int_equal(study->experiment->n_conditions, 8);
  assert_string_equal(chosen(&stage, study, "group=a"), "xxxx.... xx");
  assert_string_equal(chosen(&stage, study, "alpha=0.2"), "..xx..xx xx");
  assert_string_equal(chosen(&stage, study, "group=b, alpha=0.1, seed=5"), "....xx.. .x");
  assert_string_equal(chosen(&stage, study, "ends=left,seed=3"), ".x.x.x.x x.");
  stage_close(&stage);
}

static void the_words_for_one_animal_choose_it_alone(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(&stage, SWEEP);
  assert_string_equal(only_text(stage.arena, study, 6, 5), "group=b,alpha=0.2,ends=right,seed=5");
  for (int c = 0; c < 8; c++) {
    const char *found = chosen(&stage, study, only_text(stage.arena, study, c, 5));
    for (int d = 0; d < 8; d++) assert_int_equal(found[d], d == c ? 'x' : '.');
    assert_string_equal(found + 8, " .x");
  }
  stage_close(&stage);
}

static void what_there_is_not_is_told(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(&stage, SWEEP);
  assert_string_equal(chosen(&stage, study, "grup=a, seed=4, alpha=0.3"),
                      "--only:1:1: error: there is no axis 'grup'\n"
                      "    grup=a, seed=4, alpha=0.3\n"
                      "    ^\n"
                      "    hint: did you mean 'group'?\n"
                      "--only:1:14: error: there is no seed '4'\n"
                      "    grup=a, seed=4, alpha=0.3\n"
                      "                 ^\n"
                      "    hint: there are 2 of them\n"
                      "--only:1:23: error: 'alpha' has no level '0.3'\n"
                      "    grup=a, seed=4, alpha=0.3\n"
                      "                          ^\n"
                      "    hint: did you mean '0.1'?\n");
  assert_string_equal(chosen(&stage, study, "right"),
                      "--only:1:1: error: 'right' is not of the form AXIS=LEVEL\n"
                      "    right\n"
                      "    ^\n"
                      "    hint: --only group=right,seed=3\n");
  assert_string_equal(chosen(&stage, study, "group=a,group=b"),
                      "--only:1:1: error: no condition has all of these levels\n"
                      "    group=a,group=b\n"
                      "    ^\n");
  stage_close(&stage);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_named_is_narrowed),
      cmocka_unit_test(the_words_for_one_animal_choose_it_alone),
      cmocka_unit_test(what_there_is_not_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
