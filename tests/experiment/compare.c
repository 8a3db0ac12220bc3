// Tests: every comparison at, inside and outside of its limits, lists, words and complaints.

#include "experiment/compare.h"

#include "bench.h"

static Comparison parse(Arena *arena, const char *text)
{
  Diag      *diag = diag_open(arena);
  Comparison comparison;
  Node      *node = node_read_text(arena, "is", text, strlen(text), diag);
  bool       good = compare_read(arena, node, &comparison, diag);
  assert_string_equal(diag_text(diag), "");
  assert_true(good);
  return comparison;
}

static void told(const char *text, const char *wanted)
{
  Arena     *arena = arena_open();
  Diag      *diag  = diag_open(arena);
  Comparison comparison;
  Node      *node = node_read_text(arena, "is", text, strlen(text), diag);
  assert_false(compare_read(arena, node, &comparison, diag));
  assert_string_equal(diag_text(diag), wanted);
  arena_close(arena);
}

static void each_comparison_holds_where_it_should(void **state)
{
  static const struct {
    const char *text;
    double      inside, outside;
  } cases[] = {
      {"{above: 1}", 1.0000001, 1},          {"{below: 1}", 0.9999999, 1},
      {"{at_least: 1}", 1, 0.9999999},       {"{at_most: 1}", 1, 1.0000001},
      {"{between: [1, 2]}", 1, 0.999},       {"{between: [1, 2]}", 2, 2.001},
      {"{equals: 13}", 13, 13.0000001},      {"{near: 2, within: 0.5}", 2.5, 2.51},
      {"{near: 2, within: 0.5}", 1.5, 1.49}, {"{near: -4, within_ratio: 0.25}", -5, -5.01},
      {"{above: 0, below: 1}", 0.5, 1},      {"{above: 0, below: 1}", 0.5, 0},
  };
  Arena *arena = arena_open();
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    Comparison comparison = parse(arena, cases[i].text);
    assert_true(compare_holds(&comparison, cases[i].inside));
    assert_false(compare_holds(&comparison, cases[i].outside));
    assert_false(compare_holds(&comparison, NAN));
  }
  arena_close(arena);
}

static void infinity_is_above_and_nothing_else(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  Comparison above = parse(arena, "{above: 5}"), near = parse(arena, "{near: 5, within: 100}");
  assert_true(compare_holds(&above, INFINITY));
  assert_false(compare_holds(&near, INFINITY));
  arena_close(arena);
}

static void a_shortfall_is_the_distance_to_the_band(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  Comparison between = parse(arena, "{between: [[1, 2], [10, 20]]}");
  assert_true(compare_shortfall(&between.clause[0], 0, 0.5, NAN) == 0.5);
  assert_true(compare_shortfall(&between.clause[0], 1, 23, NAN) == 3);
  assert_true(compare_shortfall(&between.clause[0], 1, 15, NAN) == 0);
  Comparison near = parse(arena, "{near: [1, 5], within: [0.5, 1]}");
  assert_true(compare_shortfall(&near.clause[0], 1, 7, NAN) == 1);
  assert_true(isinf(compare_shortfall(&near.clause[0], 0, NAN, NAN)));
  Comparison errors = parse(arena, "{near: 10, within_se: 4}");
  assert_true(compare_shortfall(&errors.clause[0], 0, 11, 0.25) == 0);
  assert_true(compare_shortfall(&errors.clause[0], 0, 11.5, 0.25) == 0.5);
  assert_true(isinf(compare_shortfall(&errors.clause[0], 0, 10, NAN)));
  Comparison rising = parse(arena, "{increasing: 0}");
  assert_true(compare_shortfall(&rising.clause[0], 0, 0, NAN) > 0);
  assert_true(compare_shortfall(&rising.clause[0], 0, 0.1, NAN) == 0);
  Comparison falling = parse(arena, "{decreasing: 1}");
  assert_true(compare_shortfall(&falling.clause[0], 0, -1.5, NAN) == 0);
  assert_true(compare_shortfall(&falling.clause[0], 0, -0.5, NAN) == 0.5);
  arena_close(arena);
}

static void a_comparison_is_written_in_words(void **state)
{
  static const char *const cases[][2] = {
      {"{at_most: 1.25}", "at most 1.25"},
      {"{above: 0, below: 0.5}", "above 0, below 0.5"},
      {"{between: [25, 50]}", "between 25 and 50"},
      {"{between: [[1300, 4000], [2500, 7000]]}", "between [1300, 2500] and [4000, 7000]"},
      {"{equals: [50, 46, 41]}", "equal to [50, 46, 41]"},
      {"{near: 0.235702, within: 0.000001}", "near 0.235702 within 1e-06"},
      {"{near: [[1, 2], [3, 4]], within_ratio: 0.1}", "near [[1, 2], [3, 4]] within 0.1 of it"},
      {"{near: 0, within_se: 4}", "near 0 within 4 standard errors"},
      {"{increasing: 0}", "increasing"},
      {"{decreasing: 2}", "decreasing by more than 2"},
      {"{equals: [1, 2, 3, 4, 5, 6, 7, 8, 9]}", "equal to [1, 2, 3, 4, 5, 6, 7, 8, ...]"},
  };
  Arena *arena = arena_open();
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    Comparison comparison = parse(arena, cases[i][0]);
    assert_string_equal(compare_text(arena, &comparison), cases[i][1]);
  }
  arena_close(arena);
}

static void wrong_comparisons_are_told(void **state)
{
  (void)state;
  told("{}", "is:1:1: error: nothing is compared here\n    {}\n    ^\n    hint: {at_least: 1}\n");
  told("{near: 1}",
       "is:1:2: error: 'near' needs a width: 'within', 'within_ratio' or 'within_se'\n"
       "    {near: 1}\n     ^\n    hint: near: 1, within: 0.1\n");
  told("{within: 1}", "is:1:2: error: 'within' is the width of 'near', which is not there\n"
                      "    {within: 1}\n     ^\n");
  told("{near: 1, within: -1}", "is:1:19: error: a width cannot be negative\n"
                                "    {near: 1, within: -1}\n                      ^\n");
  told("{near: 1, within: 1, within_se: 2}",
       "is:1:22: error: one width is enough: 'within' stands there already\n"
       "    {near: 1, within: 1, within_se: 2}\n                         ^\n");
  told("{between: 1}", "is:1:11: error: 'between' takes a pair [low, high], or a list of them\n"
                       "    {between: 1}\n              ^\n");
  told("{between: [2, 1]}", "is:1:11: error: the lower end comes first: [low, high]\n"
                            "    {between: [2, 1]}\n              ^\n");
  told("{equals: [[1, 2], [3]]}",
       "is:1:19: error: a list of 2 is needed here, as in the entry before\n"
       "    {equals: [[1, 2], [3]]}\n                      ^\n");
  told("{increasing: [0, 1]}", "is:1:14: error: 'increasing' takes a single number\n"
                               "    {increasing: [0, 1]}\n                 ^\n");
}

static void lists_must_have_the_shape_of_what_is_measured(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag  = diag_open(arena);
  (void)state;
  Comparison three = parse(arena, "{equals: [1, 2, 3]}"), rising = parse(arena, "{increasing: 0}");
  Comparison table = parse(arena, "{equals: [[1, 2, 3], [4, 5, 6]]}");
  assert_true(compare_fits(&three, 1, (const size_t[]){3}, diag));
  assert_true(compare_fits(&three, 2, (const size_t[]){1, 3}, diag));
  assert_true(compare_fits(&table, 2, (const size_t[]){2, 3}, diag));
  assert_true(compare_fits(&rising, 1, (const size_t[]){3}, diag));
  assert_int_equal(diag_count(diag), 0);
  assert_false(compare_fits(&three, 1, (const size_t[]){4}, diag));
  assert_false(compare_fits(&table, 1, (const size_t[]){6}, diag));
  assert_false(compare_fits(&rising, 0, NULL, diag));
  assert_string_equal(diag_text(diag),
                      "is:1:2: error: a single number is measured: nothing can be increasing\n"
                      "    hint: name an axis `each` in reduce\n"
                      "is:1:10: error: 'equals' holds 3 numbers, but 4 numbers are measured\n"
                      "is:1:10: error: 'equals' holds 2 x 3 numbers, but 6 numbers are "
                      "measured\n");
  arena_close(arena);
}

static void plain_comparisons_know_neither_lists_nor_trends(void **state)
{
  Arena     *arena = arena_open();
  Comparison comparison;
  (void)state;
  static const char *const cases[] = {"{increasing: 0}", "{equals: [1, 2]}",
                                      "{near: 1, within_se: 2}"};
  for (int i = 0; i < 3; i++) {
    Diag *diag = diag_open(arena);
    Node *node = node_read_text(arena, "is", cases[i], strlen(cases[i]), diag);
    assert_false(compare_read_plain(arena, node, &comparison, diag));
    assert_non_null(strstr(diag_text(diag), "is:1:2: error: only plain comparisons with single "
                                            "numbers serve here\n"));
  }
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_comparison_holds_where_it_should),
      cmocka_unit_test(infinity_is_above_and_nothing_else),
      cmocka_unit_test(a_shortfall_is_the_distance_to_the_band),
      cmocka_unit_test(a_comparison_is_written_in_words),
      cmocka_unit_test(wrong_comparisons_are_told),
      cmocka_unit_test(lists_must_have_the_shape_of_what_is_measured),
      cmocka_unit_test(plain_comparisons_know_neither_lists_nor_trends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
