// Plot under test: what stands in a panel, its y axis, gaps, and bars from zero.

#include "report/plot.h"

#include "sample.h"

typedef struct Bench {
  Arena *arena;
  Figure figure;
  Sheet *sheet;
  Plot   plot;
  Text   out;
} Bench;

static const SvgBox BOX = {0, 0, 100, 100};

static Bench open_bench(const double *value, size_t n_lines, size_t n_seeds, size_t n,
                        FigureShape shape)
{
  static const char *const groups[] = {"a", "b", "c"};
  Bench      bench = {.arena = arena_open()};
  TensorAxis axis[3] = {sample_names(bench.arena, "group", n_lines, groups),
                        sample_numbers(bench.arena, "seed", n_seeds, 1, 1),
                        sample_numbers(bench.arena, "time", n, 0, 1)};
  Tensor    *tensor = tensor_make(bench.arena, 3, axis);
  memcpy(tensor->value, value, tensor_size(tensor) * sizeof *value);
  bench.sheet = sheet_take(bench.arena, tensor, (SheetParts){.line = "group", .x = "time"});
  if (shape == SHAPE_BARS) bench.sheet->x.numeric = false;
  bench.figure = (Figure){.measure = "m"};
  Band *band = plot_bands(bench.arena, &bench.figure, bench.sheet);
  bench.plot = (Plot){.shape = shape, .sheet = bench.sheet, .band = band};
  bench.plot.x = axes_make(&bench.sheet->x, NULL, 0, (double)n - 1, 100);
  bench.plot.y = plot_axis(&bench.figure, bench.sheet, band, shape, 100);
  bench.out.arena = bench.arena;
  return bench;
}

static void draw(Bench *bench)
{
  bench->plot.figure = &bench->figure;
  plot_draw(&bench->out, BOX, &bench->plot, 0);
  text_add(&bench->out, "");
}

static void a_line_is_one_path_through_its_points(void **state)
{
  double value[3] = {0, 5, 10};
  Bench  bench = open_bench(value, 1, 1, 3, SHAPE_LINE);
  (void)state;
  draw(&bench);
  assert_non_null(strstr(bench.out.start, "<path class=\"curve s0\" d=\"M0 100L50 50L100 0\"/>"));
  assert_null(strstr(bench.out.start, "band"));
  arena_close(bench.arena);
}

static void gaps_break_lines_and_lonely_points_are_dots(void **state)
{
  double value[7] = {0, 10, NAN, 5, INFINITY, 0, 10};
  Bench  bench = open_bench(value, 1, 1, 7, SHAPE_LINE);
  (void)state;
  draw(&bench);
  assert_non_null(strstr(bench.out.start, "d=\"M0 100L16.7 0M83.3 100L100 0\""));
  assert_non_null(strstr(bench.out.start, "cx=\"50\" cy=\"50\""));
  assert_null(strstr(bench.out.start, "inf"));
  arena_close(bench.arena);
}

static void bands_go_there_and_back(void **state)
{
  double value[4] = {0, 0, 10, 10};   // two animals, two points
  Bench  bench = open_bench(value, 1, 2, 2, SHAPE_LINE);
  (void)state;
  draw(&bench);
  assert_non_null(strstr(bench.out.start,
                         "<path class=\"band f0\" d=\"M0 0L100 0L100 100L0 100Z\"/>"));
  arena_close(bench.arena);
}

static void the_axis_begins_at_zero_where_that_is_near(void **state)
{
  double near[2] = {16, 400}, far[2] = {480, 500}, below[2] = {-500, -16}, zero[2] = {0, 0};
  (void)state;
  Bench bench = open_bench(near, 1, 1, 2, SHAPE_LINE);
  assert_true(bench.plot.y.scale.low == 0 && bench.plot.y.scale.high == 400);
  arena_close(bench.arena);
  bench = open_bench(far, 1, 1, 2, SHAPE_LINE);
  assert_true(bench.plot.y.scale.low > 400);
  arena_close(bench.arena);
  bench = open_bench(far, 1, 1, 2, SHAPE_BARS);
  assert_true(bench.plot.y.scale.low == 0);
  arena_close(bench.arena);
  bench = open_bench(below, 1, 1, 2, SHAPE_LINE);
  assert_true(bench.plot.y.scale.high == 0);
  arena_close(bench.arena);
  bench = open_bench(zero, 1, 1, 2, SHAPE_LINE);
  assert_true(bench.plot.y.scale.low == 0 && bench.plot.y.scale.high == 1);
  arena_close(bench.arena);
}

static void bars_stand_side_by_side_on_zero(void **state)
{
  double value[4] = {10, -10, 5, NAN};   // two lines, two levels
  Bench  bench = open_bench(value, 2, 1, 2, SHAPE_BARS);
  (void)state;
  draw(&bench);
  assert_int_equal(sample_count(bench.out.start, "<rect class=\"f0\""), 2);
  assert_int_equal(sample_count(bench.out.start, "<rect class=\"f1\""), 1);
  assert_non_null(strstr(bench.out.start, "y=\"0\" width=\"17.5\" height=\"50\""));
  assert_non_null(strstr(bench.out.start, "y=\"50\" width=\"17.5\" height=\"50\""));
  assert_non_null(strstr(bench.out.start, "y=\"25\" width=\"17.5\" height=\"25\""));
  arena_close(bench.arena);
}

static void scattered_dots_have_their_intervals(void **state)
{
  double value[4] = {0, 4, 10, 6};   // two animals, two points
  Bench  bench = open_bench(value, 1, 2, 2, SHAPE_SCATTER);
  (void)state;
  draw(&bench);
  assert_int_equal(sample_count(bench.out.start, "<circle"), 2);
  assert_int_equal(sample_count(bench.out.start, "<line class=\"curve s0\""), 2);
  assert_int_equal(sample_count(bench.out.start, "cy=\"50\""), 2);
  arena_close(bench.arena);
}

static void thresholds_are_lines_and_bands(void **state)
{
  double     value[2] = {0, 10};
  Bench      bench = open_bench(value, 1, 1, 2, SHAPE_LINE);
  FigureRule rule[] = {{5, 5, "goal"}, {2, 4, "band"}, {NAN, 3, "none"}};
  (void)state;
  bench.figure.rule = rule;
  bench.figure.n_rules = 3;
  draw(&bench);
  assert_non_null(strstr(bench.out.start,
                         "<line class=\"mark\" x1=\"0\" y1=\"50\" x2=\"100\" y2=\"50\"/>"));
  assert_non_null(strstr(bench.out.start,
                         "<rect class=\"shade\" x=\"0\" y=\"60\" width=\"100\" height=\"20\"/>"));
  rule[0].low = rule[0].high = 100;   // and the axis makes room for them
  Ruler y = plot_axis(&bench.figure, bench.sheet, bench.plot.band, SHAPE_LINE, 100);
  assert_true(y.scale.high >= 100);
  arena_close(bench.arena);
}

static void a_line_ends_at_its_last_number(void **state)
{
  double value[6] = {0, 10, NAN, NAN, NAN, NAN};
  Bench  bench = open_bench(value, 1, 1, 6, SHAPE_LINE);
  double y = -1;
  (void)state;
  assert_true(plot_end(BOX, &bench.plot, 0, 0, &y));
  assert_true(y == 0);
  arena_close(bench.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_is_one_path_through_its_points),
      cmocka_unit_test(gaps_break_lines_and_lonely_points_are_dots),
      cmocka_unit_test(bands_go_there_and_back),
      cmocka_unit_test(the_axis_begins_at_zero_where_that_is_near),
      cmocka_unit_test(bars_stand_side_by_side_on_zero),
      cmocka_unit_test(scattered_dots_have_their_intervals),
      cmocka_unit_test(thresholds_are_lines_and_bands),
      cmocka_unit_test(a_line_ends_at_its_last_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
