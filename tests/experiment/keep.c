// Keep under test: default curves, what `record` adds, what figures name, and names of files.

#include "stage.h"

// All keepings, a line each: name or phase, measure, and the conditions that have it.
static const char *kept(Stage *stage, const char *text)
{
  Study *study = stage_study(stage, text);
  Text   out   = {.arena = stage->arena};
  text_add(&out, "");
  for (int k = 0; k < study->n_keepings; k++) {
    const Keeping *keeping = &study->keeping[k];
    assert_true((keeping->name == NULL) != (keeping->phase == NULL));
    text_print(&out, "%s%s %s ", keeping->name ? "" : "phase ",
               keeping->name ? keeping->name : keeping->phase, keeping->measure);
    for (int c = 0; c < study->experiment->n_conditions; c++) {
      text_add(&out, request_wants(keeping->request, c) ? "x" : ".");
    }
    text_add(&out, "\n");
  }
  return out.start;
}

static void steps_and_return_of_every_episode_are_kept(void **state)
{
  (void)state;
  Stage stage = stage_open();
  assert_string_equal(kept(&stage,
                           STAGE_WALK "phases: [{name: walk, episodes: 5},"
                                      " {name: cut, steps: 9}, {name: on, episodes: 2}]\n"),
                      "phase walk steps x\nphase walk return x\n"
                      "phase on steps x\nphase on return x\n");
  stage_close(&stage);
}

static void groups_with_phases_of_their_own_have_curves_of_their_own(void **state)
{
  (void)state;
  Stage stage = stage_open();
  assert_string_equal(kept(&stage, STAGE_WALK "phases: [{name: walk, episodes: 5}]\n"
                                              "groups:\n"
                                              "  a: {}\n"
                                              "  b: {phases.walk.episodes: 8}\n"
                                              "  c: {phases: [{name: on, episodes: 2}]}\n"
                                              "  d: {phases: [{name: on, steps: 2}]}\n"),
                      "phase walk steps xx..\nphase walk return xx..\n"
                      "phase on steps ..x.\nphase on return ..x.\n");
  stage_close(&stage);
}

static void record_adds_to_the_curves_unless_it_speaks_of_them(void **state)
{
  (void)state;
  Stage stage = stage_open();
#define KEPT "phases: [{name: walk, episodes: 5}]\nrecord: "
  assert_string_equal(kept(&stage, STAGE_WALK KEPT "{a: {measure: values, over: {episode: last},"
                                                   " by: [state]}}\n"),
                      "phase walk steps x\nphase walk return x\na values x\n");
  assert_string_equal(kept(&stage, STAGE_WALK KEPT "{curves: none}\n"), "");
  assert_string_equal(kept(&stage, STAGE_WALK KEPT "{curves: {measure: [latency, steps],"
                                                   " by: [episode]}}\n"),
                      "curves latency x\ncurves steps x\n");
  stage_close(&stage);
}

static void phases_that_are_repeated_have_no_default_curves(void **state)
{
  (void)state;
  Stage stage = stage_open();
  assert_string_equal(kept(&stage, STAGE_WALK "phases: [{name: walk, episodes: 5, repeat: 2},"
                                              " {name: on, episodes: 2}]\n"),
                      "phase on steps x\nphase on return x\n");
  stage_close(&stage);
}

static void a_curve_that_would_be_too_long_is_refused(void **state)
{
  (void)state;
  Stage stage = stage_open();
  stage_told(&stage, STAGE_WALK "phases: [{name: walk, episodes: 1000000000000}]\n",
             "FILE:4:10: error: a curve of 1000000000000 episodes is too long; 2097152 are the"
             " most\n"
             "    phases: [{name: walk, episodes: 1000000000000}]\n"
             "             ^\n"
             "    hint: record: {curves: none}\n");
  stage_close(&stage);
}

static void wrong_recordings_are_told(void **state)
{
  (void)state;
  Stage stage = stage_open();
  stage_told(&stage,
             STAGE_WALK "phases: [{name: walk, episodes: 5}]\n"
                        "record:\n"
                        "  summary: {measure: steps}\n"
                        "  ../up: {measure: steps}\n"
                        "  a: 3\n"
                        "  b: {measure: []}\n"
                        "  c: {measure: steps, by: episode}\n"
                        "  d: {measure: [steps, exact.steps]}\n"
                        "  e: {measure: stepz}\n"
                        "  f: {measure: steps, ower: {}}\n",
             "FILE:6:3: error: 'summary.csv' is written anyhow; take another name\n"
             "    summary: {measure: steps}\n"
             "    ^\n"
             "FILE:7:3: error: '../up' becomes the name of a file and cannot be one\n"
             "    ../up: {measure: steps}\n"
             "    ^\n"
             "    hint: letters, digits, '_', '-' and '.' inside\n"
             "FILE:8:6: error: a recording is a map with measure, over and by\n"
             "    a: 3\n"
             "       ^\n"
             "    hint: {measure: values, over: {episode: last}, by: [state]}\n"
             "FILE:9:6: error: a recording is a map with measure, over and by\n"
             "    b: {measure: []}\n"
             "       ^\n"
             "    hint: {measure: values, over: {episode: last}, by: [state]}\n"
             "FILE:10:27: error: 'by' takes a list of axes\n"
             "    c: {measure: steps, by: episode}\n"
             "                            ^\n"
             "    hint: by: [episode]\n"
             "FILE:11:24: error: 'exact.steps' has other axes than 'steps' and cannot stand "
             "beside it\n"
             "    d: {measure: [steps, exact.steps]}\n"
             "                         ^\n"
             "    hint: give it an entry of its own\n"
             "FILE:12:16: error: there is no measure 'stepz'\n"
             "    e: {measure: stepz}\n"
             "                 ^\n"
             "    hint: did you mean 'steps'?\n"
             "FILE:13:23: error: unknown key 'ower'\n"
             "    f: {measure: steps, ower: {}}\n"
             "                        ^\n"
             "    hint: did you mean 'over'?\n");
  stage_close(&stage);
}

static void wrong_figures_are_told(void **state)
{
  (void)state;
  Stage stage = stage_open();
  stage_told(&stage,
             STAGE_WALK "phases: [{name: walk, episodes: 5}]\n"
                        "figures:\n"
                        "  a/b: {measure: steps, against: episode}\n"
                        "  c: {measure: steps, against: {x: y}}\n"
                        "  d: {measure: steps, against: [episode, type, nth]}\n"
                        "  e: {measure: steps, against: episode, lines: [group]}\n"
                        "  f: {measure: steps, agaist: episode}\n"
                        "  g: steps\n"
                        "  h: {measure: steps, against: epsode}\n",
             "FILE:6:3: error: 'a/b' becomes the name of a file and cannot be one\n"
             "    a/b: {measure: steps, against: episode}\n"
             "    ^\n"
             "    hint: letters, digits, '_', '-' and '.' inside\n"
             "FILE:7:32: error: 'against' takes the name of an axis\n"
             "    c: {measure: steps, against: {x: y}}\n"
             "                                 ^\n"
             "    hint: two of them for a heatmap: [time, trial]\n"
             "FILE:8:32: error: 'against' takes the name of an axis\n"
             "    d: {measure: steps, against: [episode, type, nth]}\n"
             "                                 ^\n"
             "    hint: two of them for a heatmap: [time, trial]\n"
             "FILE:9:48: error: 'lines' takes the name of an axis\n"
             "    e: {measure: steps, against: episode, lines: [group]}\n"
             "                                                 ^\n"
             "FILE:10:23: error: unknown key 'agaist'\n"
             "    f: {measure: steps, agaist: episode}\n"
             "                        ^\n"
             "    hint: did you mean 'against'?\n"
             "FILE:11:6: error: a map with measure, over and reduce is needed here\n"
             "    g: steps\n"
             "       ^\n"
             "    hint: {measure: steps, over: {episode: last 50}}\n"
             "FILE:12:32: error: there is no axis 'epsode' here\n"
             "    h: {measure: steps, against: epsode}\n"
             "                                 ^\n"
             "    hint: did you mean 'episode'?\n");
  stage_close(&stage);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(steps_and_return_of_every_episode_are_kept),
      cmocka_unit_test(groups_with_phases_of_their_own_have_curves_of_their_own),
      cmocka_unit_test(record_adds_to_the_curves_unless_it_speaks_of_them),
      cmocka_unit_test(phases_that_are_repeated_have_no_default_curves),
      cmocka_unit_test(a_curve_that_would_be_too_long_is_refused),
      cmocka_unit_test(wrong_recordings_are_told),
      cmocka_unit_test(wrong_figures_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
