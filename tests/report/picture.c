// Picture under test: a figure's words, its marks and its drawing; what is said of wrong words.

#include "report/picture.h"

#include <math.h>

#include "../experiment/stage.h"

static Figure figure_of(Stage *stage, const Study *study, int which)
{
  Figure figure;
  stage->diag = diag_open(stage->arena);
  assert_true(picture_read(stage->arena, study, &study->picture[which], &figure, stage->diag));
  assert_int_equal(diag_count(stage->diag), 0);
  return figure;
}

#define MAZE                                                                                      \
  "about: A maze.\n"                                                                              \
  "env:\n"                                                                                        \
  "  kind: gridworld\n"                                                                           \
  "  map: |\n"                                                                                    \
  "    S.G\n"                                                                                     \
  "    .#.\n"                                                                                     \
  "model: {agent: {kind: q_learning}, policy: {kind: epsilon_greedy}}\n"                          \
  "phases: [{name: one, episodes: 4}, {name: two, episodes: 4}]\n"

static void words_become_a_figure(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(
      &stage,
      MAZE "groups: {a: {}, b: {model.agent.gamma: 0.5}}\n"
           "figures:\n"
           "  c: {measure: latency, over: {phase: two}, against: episode, lines: group, smooth: 3,"
           " running: mean, shape: bars}\n"
           "  h: {measure: steps, against: [episode, phase], over: {group: a}, shape: raster}\n");
  Figure figure = figure_of(&stage, study, 0);
  assert_string_equal(figure.title, "c");
  assert_string_equal(figure.about, "A maze.");
  assert_string_equal(figure.measure, "latency (s)");
  assert_string_equal(figure.against, "episode");
  assert_null(figure.against_y);
  assert_string_equal(figure.lines, "group");
  assert_null(figure.panels);
  assert_int_equal(figure.smooth, 3);
  assert_int_equal(figure.running, RUNNING_MEAN);
  assert_int_equal(figure.shape, SHAPE_BARS);
  figure = figure_of(&stage, study, 1);
  assert_string_equal(figure.against, "episode");
  assert_string_equal(figure.against_y, "phase");
  assert_int_equal(figure.shape, SHAPE_HEATMAP);
  assert_string_equal(picture_main(study)->name, "c");
  stage_close(&stage);
}

static void a_place_is_drawn_on_the_map_of_its_own_condition_and_phase(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study = stage_study(
      &stage,
      "about: A maze.\n"
      "env:\n"
      "  kind: gridworld\n"
      "  map: |\n"
      "    S.G\n"
      "model: {agent: {kind: q_learning}, policy: {kind: epsilon_greedy}}\n"
      "groups:\n"
      "  a: {}\n"
      "  b:\n"
      "    env.map: |\n"
      "      S..G\n"
      "      ....\n"
      "phases:\n"
      "  - {name: one, episodes: 2}\n"
      "  - name: two\n"
      "    episodes: 2\n"
      "    env.map: |\n"
      "      S...G\n"
      "figures:\n"
      "  one: {measure: values, over: {group: a, phase: one, episode: last}, against: place}\n"
      "  two: {measure: values, over: {group: b, phase: one, episode: last}, against: place}\n"
      "  three: {measure: values, over: {group: b, phase: two, episode: last}, against: place}\n");
  static const int columns[] = {3, 4, 5}, rows[] = {1, 2, 1};
  for (int i = 0; i < 3; i++) {
    Figure figure = figure_of(&stage, study, i);
    assert_non_null(figure.drawing);
    assert_int_equal(figure.drawing->columns, columns[i]);
    assert_int_equal(figure.drawing->rows, rows[i]);
  }
  assert_null(picture_main(study));
  stage_close(&stage);
}

#define TRIAL                                                                                     \
  "about: Trials.\n"                                                                              \
  "env: {kind: conditioning, dt: 0.5, length: 3,"                                                 \
  " trials: {light: {cues: {CS: [1, 2]}, outcomes: {US: 2.5}}}}\n"                                \
  "model: {network: {kind: csc}, agent: {kind: td, gamma: 1}}\n"                                  \
  "seeds: 1\nphases: [{name: pair, trials: 6}]\n"

static void marks_lie_where_their_events_do(void **state)
{
  (void)state;
  Stage  stage  = stage_open();
  Study *study  = stage_study(&stage, TRIAL "figures: {d: {measure: delta, over: {trial: last}, "
                                             "against: time, marks: [CS]}}\n");
  Figure figure = figure_of(&stage, study, 0);
  assert_int_equal(figure.n_marks, 1);
  assert_string_equal(figure.mark[0].label, "CS");
  assert_true(figure.mark[0].at == 1);
  stage_close(&stage);
}

static void wrong_words_are_told(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Figure figure;
  Study *study =
      stage_study(&stage,
                  TRIAL "figures:\n"
                        "  d: {measure: delta, over: {trial: last}, against: time, marks: [CS, "
                        "bell], smooth: 0,"
                        " running: up, shape: pie}\n"
                        "  e: {measure: delta, over: {trial: last}, against: time, marks: CS}\n");
  for (int i = 0; i < 2; i++) {
    assert_false(picture_read(stage.arena, study, &study->picture[i], &figure, stage.diag));
  }
  static const char *const wanted[] = {"there is no such event in the world's trials",
                                       "'smooth' is 0", "'running' must be sum or mean",
                                       "a figure has no such shape",
                                       "'marks' takes a list of events"};
  const char              *told     = diag_text(stage.diag);
  assert_int_equal(diag_count(stage.diag), 5);
  for (int i = 0; i < 5; i++) assert_non_null(strstr(told, wanted[i]));
  stage_close(&stage);
}

static bool give(void *context, int condition, int seed, const char *probe, size_t cells,
                 double *out)
{
  (void)context;
  (void)probe;
  for (size_t i = 0; i < cells; i++) out[i] = 100 * condition + 10 * seed + (double)i;
  return true;
}

static void its_numbers_keep_seeds_and_named_axes(void **state)
{
  (void)state;
  Stage  stage  = stage_open();
  Source source = {NULL, give};
  Study *study =
      stage_study(&stage, MAZE "seeds: 2\ngroups: {a: {}, b: {model.agent.gamma: 0.5}}\n"
                               "figures: {c: {measure: steps, over: {phase: one}, against: "
                               "episode, lines: group}}\n");
  Tensor *tensor = picture_tensor(stage.arena, &study->picture[0], &source);
  assert_int_equal(tensor->n_axes, 3);
  assert_int_equal(tensor_axis(tensor, "group"), 0);
  assert_int_equal(tensor_axis(tensor, "seed"), 1);
  assert_int_equal(tensor_axis(tensor, "episode"), 2);
  assert_true(tensor->value[0] == 0 && tensor->value[5] == 11 && tensor->value[15] == 113);
  stage_close(&stage);
}

static void the_one_called_curve_stands_for_all(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study =
      stage_study(&stage, MAZE
                  "figures:\n"
                  "  map: {measure: values, over: {phase: one, episode: last}, against: place}\n"
                  "  first: {measure: steps, over: {phase: one}, against: episode}\n"
                  "  curve: {measure: steps, over: {phase: two}, against: episode}\n");
  assert_string_equal(picture_main(study)->name, "curve");
  study = stage_study(&stage, MAZE);
  assert_null(picture_main(study));
  stage_close(&stage);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_become_a_figure),
      cmocka_unit_test(a_place_is_drawn_on_the_map_of_its_own_condition_and_phase),
      cmocka_unit_test(marks_lie_where_their_events_do),
      cmocka_unit_test(wrong_words_are_told),
      cmocka_unit_test(its_numbers_keep_seeds_and_named_axes),
      cmocka_unit_test(the_one_called_curve_stands_for_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
