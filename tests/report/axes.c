// Axes under test: scales and names, marks that do not cover each other, legends.

#include "report/axes.h"

#include "sample.h"

static SheetAxis as_sheet(TensorAxis axis, bool numeric)
{
  return (SheetAxis){axis.name, axis.n, axis.label, axis.number, numeric};
}

static void numbers_get_a_scale_and_names_a_place_each(void **state)
{
  Arena *arena = arena_open();
  static const char *const groups[] = {"a", "b", "c", "d"};
  SheetAxis episodes = as_sheet(sample_numbers(arena, "episode", 400, 1, 1), true);
  SheetAxis names = as_sheet(sample_names(arena, "group", 4, groups), false);
  (void)state;
  Ruler scale = axes_make(&episodes, NULL, 1, 400, 500);
  assert_string_equal(scale.name, "episode");
  assert_int_equal(scale.n_labels, 0);
  assert_true(scale.scale.n >= 2);
  assert_true(axes_at(&scale, &episodes, 0) == 0 && axes_at(&scale, &episodes, 399) == 1);
  Ruler places = axes_make(&names, "who", 0, 0, 500);
  assert_string_equal(places.name, "who");
  assert_false(places.turned);
  assert_true(axes_at(&places, &names, 0) == 0.125 && axes_at(&places, &names, 3) == 0.875);
  assert_true(axes_make(&names, NULL, 0, 0, 40).turned);
  assert_true(axes_make(&episodes, NULL, 1, 400, 60).scale.n >= 2);
  arena_close(arena);
}

static void no_levels_make_an_axis_that_can_be_drawn(void **state)
{
  Text      out = {.arena = arena_open()};
  SheetAxis none = as_sheet(sample_numbers(out.arena, "episode", 0, 1, 1), false);
  SvgBox    box = {10, 20, 100, 50};
  (void)state;
  Ruler axis = axes_make(&none, NULL, INFINITY, -INFINITY, 100);
  axes_bottom(&out, box, &axis, true);
  axes_left(&out, box, &axis, true, false, true);
  axes_marks(&out, box, &axis, &(FigureMark){3, "US"}, 1);
  assert_null(strstr(out.start, "nan"));
  arena_close(out.arena);
}

static void negative_ticks_have_a_true_minus(void **state)
{
  char  label[40];
  Scale scale = scale_fit(-1, 1, 2, true);
  (void)state;
  axes_label(&scale, 0, label);
  assert_string_equal(label, "\xE2\x88\x92" "1");
  axes_label(&scale, 2, label);
  assert_string_equal(label, "1");
}

static void marks_out_of_sight_are_left_out_and_close_ones_rise(void **state)
{
  Arena     *arena = arena_open();
  SheetAxis  time = as_sheet(sample_numbers(arena, "time", 60, 0, 0.5), true);
  Ruler      axis = axes_make(&time, NULL, 0, 29.5, 500);
  FigureMark mark[] = {{5, "CS"}, {5.2, "light"}, {20, "US"}, {40, "never"}, {NAN, "lost"}};
  Text       out = {.arena = arena};
  (void)state;
  assert_true(axes_marks_room(&axis, 500, mark, 5) == 26);
  assert_true(axes_marks_room(&axis, 500, mark, 1) == 13);
  assert_true(axes_marks_room(&axis, 500, mark, 0) == 0);
  axes_marks(&out, (SvgBox){0, 50, 500, 100}, &axis, mark, 5);
  assert_int_equal(sample_count(out.start, "class=\"mark\""), 3);
  assert_null(strstr(out.start, "never"));
  assert_null(strstr(out.start, "lost"));
  assert_non_null(strstr(out.start, "y=\"46\" text-anchor=\"middle\">CS<"));
  assert_non_null(strstr(out.start, "y=\"33\" text-anchor=\"middle\">light<"));
  arena_close(arena);
}

// The heights of the labels, in the order drawn.
static int read_heights(const char *svg, double *height)
{
  int n = 0;
  for (const char *at = svg; (at = strstr(at, "<text ")) != NULL; at++) {
    height[n++] = strtod(strstr(at, " y=\"") + 4, NULL);
  }
  return n;
}

static void labels_keep_their_distance_inside_the_box(void **state)
{
  Stream stream = stream_open(6, PURPOSE_ENV);
  (void)state;
  for (int round = 0; round < 300; round++) {
    Text        out = {.arena = arena_open()};
    LegendEntry entry[16];
    double      height[16];
    int         n = 1 + round % 16;
    for (int i = 0; i < n; i++) {
      double at = chance_uniform(stream_next(&stream));
      entry[i] = (LegendEntry){i, "name", 100 + 300 * (round % 3 == 0 ? at : at * at * at * at)};
    }
    axes_labels(&out, (SvgBox){0, 100, 400, 300}, entry, n);
    assert_int_equal(read_heights(out.start, height), n);
    for (int i = 0; i < n; i++) {
      assert_true(height[i] >= 104 - 0.06 && height[i] <= 404 + 0.06);
      if (i > 0) assert_true(height[i] - height[i - 1] >= 14.8);
    }
    arena_close(out.arena);
  }
}

static void labels_that_do_not_touch_stay_beside_their_lines(void **state)
{
  Text        out = {.arena = arena_open()};
  LegendEntry entry[] = {{0, "low", 300}, {1, "high", 120}};
  double      height[2];
  (void)state;
  axes_labels(&out, (SvgBox){0, 100, 400, 300}, entry, 2);
  assert_int_equal(read_heights(out.start, height), 2);
  assert_true(height[0] == 124 && height[1] == 304);
  assert_true(strstr(out.start, "high") < strstr(out.start, "low"));
  arena_close(out.arena);
}

static void a_legend_breaks_its_rows_and_knows_its_height(void **state)
{
  Text        out = {.arena = arena_open()};
  LegendEntry entry[] = {{0, "degree_preserving", 0}, {1, "kc_mbon_shuffle", 0}, {-1, "rule", 0}};
  (void)state;
  double wide = axes_legend(NULL, (SvgBox){0, 0, 700, 0}, "group", entry, 3, false);
  double narrow = axes_legend(NULL, (SvgBox){0, 0, 200, 0}, "group", entry, 3, false);
  assert_true(wide == 18 && narrow > wide);
  assert_true(axes_legend(&out, (SvgBox){0, 0, 200, 0}, "group", entry, 3, false) == narrow);
  assert_int_equal(sample_count(out.start, "<text"), 4);
  assert_int_equal(sample_count(out.start, "class=\"mark\""), 1);
  arena_close(out.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_get_a_scale_and_names_a_place_each),
      cmocka_unit_test(no_levels_make_an_axis_that_can_be_drawn),
      cmocka_unit_test(negative_ticks_have_a_true_minus),
      cmocka_unit_test(marks_out_of_sight_are_left_out_and_close_ones_rise),
      cmocka_unit_test(labels_keep_their_distance_inside_the_box),
      cmocka_unit_test(labels_that_do_not_touch_stay_beside_their_lines),
      cmocka_unit_test(a_legend_breaks_its_rows_and_knows_its_height),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
