// Figure under test: every shape on ordinary, empty, constant, missing and infinite numbers.

#include "report/figure.h"

#include "sample.h"

static const char ROOM[] = "####"
                           "#.G#"
                           "####";
static const Drawing DRAWING = {.rows = 3, .columns = 4, .cell = ROOM};

static Text draw(Arena *arena, const Figure *figure, const Tensor *tensor)
{
  Text out = {.arena = arena};
  figure_draw(arena, figure, tensor, &out);
  sample_check_svg(&out);
  return out;
}

static void a_learning_curve_says_what_it_shows(void **state)
{
  Arena *arena = arena_open();
  Figure figure = {.title = "Steps & more", .about = "they fall", .measure = "steps",
                   .against = "episode", .lines = "group", .smooth = 10, .seed = 1};
  Text   out = draw(arena, &figure, sample_curves(arena, 10, 30, 400));
  (void)state;
  assert_non_null(strstr(out.start, "<title>Steps &amp; more</title>\n<desc>they fall</desc>"));
  assert_non_null(strstr(out.start, ">mean of 30 animals with its 95 % bootstrap interval; "
                                    "smoothed over 10 episodes; a point is 2 episodes<"));
  assert_int_equal(sample_count(out.start, "<path class=\"band"), 10);
  assert_int_equal(sample_count(out.start, "<path class=\"curve"), 10);
  assert_int_equal(sample_count(out.start, "<path class=\"curve s0 d1\""), 1);   // the eighth
  assert_int_equal(sample_count(out.start, "<g><title>"), 10);
  assert_non_null(strstr(out.start, ">episode</text>"));
  assert_non_null(strstr(out.start, ">steps</text>"));
  assert_true(out.length < 120000);
  arena_close(arena);
}

static void the_same_numbers_give_the_same_bytes(void **state)
{
  (void)state;
  Figure figure = {.title = "t", .against = "episode", .lines = "group", .seed = 1};
  Arena *one = arena_open(), *two = arena_open();
  Text   a = draw(one, &figure, sample_curves(one, 3, 10, 60));
  arena_take(two, 1000, 7);
  Text b = draw(two, &figure, sample_curves(two, 3, 10, 60));
  assert_int_equal(a.length, b.length);
  assert_memory_equal(a.start, b.start, a.length);
  figure.seed = 2;
  Text c = draw(two, &figure, sample_curves(two, 3, 10, 60));
  assert_int_not_equal(strcmp(a.start, c.start), 0);   // other resamples, other bands
  arena_close(one);
  arena_close(two);
}

static void panels_share_their_axes(void **state)
{
  Arena *arena = arena_open();
  Figure figure = {.title = "t", .measure = "steps", .against = "episode", .panels = "group"};
  Text   out = draw(arena, &figure, sample_curves(arena, 5, 3, 50));
  (void)state;
  assert_int_equal(sample_count(out.start, "class=\"heading\""), 5);
  assert_int_equal(sample_count(out.start, ">steps</text>"), 2);     // once a row
  assert_int_equal(sample_count(out.start, ">episode</text>"), 3);   // once a column
  assert_int_equal(sample_count(out.start, "<path class=\"curve s0\""), 5);
  arena_close(arena);
}

static void shapes_follow_from_the_axes(void **state)
{
  Arena  *arena = arena_open();
  Tensor *curves = sample_curves(arena, 2, 3, 5);
  (void)state;
  assert_int_equal(figure_shape(&(Figure){.against = "episode"}, curves), SHAPE_LINE);
  assert_int_equal(figure_shape(&(Figure){.against = "group"}, curves), SHAPE_BARS);
  assert_int_equal(figure_shape(&(Figure){.against = "nowhere"}, curves), SHAPE_BARS);
  assert_int_equal(figure_shape(&(Figure){.against = "group", .against_y = "episode"}, curves),
                   SHAPE_HEATMAP);
  assert_int_equal(figure_shape(&(Figure){.against = "group", .drawing = &DRAWING}, curves),
                   SHAPE_MAP);
  assert_int_equal(figure_shape(&(Figure){.against = "group", .shape = SHAPE_SCATTER}, curves),
                   SHAPE_SCATTER);
  arena_close(arena);
}

static void fill(Tensor *tensor, int kind, Stream *stream)
{
  static const double odd[] = {NAN, INFINITY, -INFINITY, 1e308, -1e308, 0, 5e-324, 1};
  for (size_t i = 0; i < tensor_size(tensor); i++) {
    uint64_t word = stream_next(stream);
    tensor->value[i] = kind == 0   ? 7
                       : kind == 1 ? NAN
                       : kind == 2 ? odd[word % 8]
                       : kind == 3 ? -chance_uniform(word)
                                   : odd[word % 4];
  }
}

// Shapes x numbers x sizes, with everything that can be asked for.
static void whatever_comes_is_drawn(void **state)
{
  static const char *const names[] = {"north", "a name that is longer than anybody would choose",
                                      "<&>", "", "east", "[1, 2]", "\xFF", "8", "9", "10"};
  static const size_t sizes[][5] = {{1, 1, 1, 1, 1}, {0, 1, 1, 1, 1}, {2, 0, 3, 2, 2},
                                    {2, 3, 0, 1, 1}, {3, 4, 7, 5, 2}, {10, 2, 30, 1, 3},
                                    {1, 1, 1, 1, 9}, {4, 1, 2, 3, 1}};
  static const char *const axes[] = {"group", "seed", "episode", "action", "state"};
  FigureMark mark[] = {{1, "A"}, {1, "B"}, {NAN, "C"}, {1e308, "D"}};
  FigureRule rule[] = {{1, 1, "one"}, {0, 2, NULL}, {NAN, NAN, "none"}, {-1, INFINITY, "wide"}};
  Stream     stream = stream_open(8, PURPOSE_ENV);
  int        drawn = 0;
  (void)state;
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
    for (int kind = 0; kind < 5; kind++) {
      for (int shape = SHAPE_AUTO; shape <= SHAPE_MAP; shape++) {
        Arena     *arena = arena_open();
        TensorAxis axis[5];
        for (int i = 0; i < 5; i++) {
          bool named = i == 0 || i > 2;
          axis[i] = named ? sample_names(arena, axes[i], sizes[s][i], names)
                          : sample_numbers(arena, axes[i], sizes[s][i], 1, i == 2 ? 0.1 : 1);
        }
        Tensor *tensor = tensor_make(arena, 5, axis);
        fill(tensor, kind, &stream);
        Figure figure = {.title = "t", .measure = kind % 2 ? "m" : NULL,
                         .shape = (FigureShape)shape,
                         .against = kind == 3 ? NULL : shape == SHAPE_MAP ? "state" : "episode",
                         .against_y = shape == SHAPE_HEATMAP ? "group" : NULL,
                         .lines = kind % 2 ? "group" : NULL, .panels = kind > 2 ? "state" : NULL,
                         .smooth = (size_t)kind, .running = (FigureRunning)(kind % 3),
                         .statistic = (BandStatistic)(kind % 3), .n_marks = 4, .mark = mark,
                         .n_rules = 4, .rule = rule, .drawing = &DRAWING};
        if (shape != SHAPE_MAP) figure.drawing = NULL;
        draw(arena, &figure, tensor);
        drawn++;
        arena_close(arena);
      }
    }
  }
  assert_int_equal(drawn, 8 * 5 * 6);
}

static void no_data_is_said(void **state)
{
  Arena  *arena = arena_open();
  Tensor *tensor = sample_curves(arena, 2, 3, 5);
  (void)state;
  for (size_t i = 0; i < tensor_size(tensor); i++) tensor->value[i] = NAN;
  Text out = draw(arena, &(Figure){.against = "episode", .lines = "group"}, tensor);
  assert_non_null(strstr(out.start, ">no data<"));
  assert_null(strstr(out.start, "<path"));
  out = draw(arena, &(Figure){.against = "seed", .against_y = "episode"}, tensor);
  assert_non_null(strstr(out.start, ">no data<"));
  arena_close(arena);
}

static void profiles_in_time_are_never_averaged(void **state)
{
  Arena     *arena = arena_open();
  TensorAxis axis = sample_numbers(arena, "time", 500, 0, 0.1);
  Tensor    *tensor = tensor_make(arena, 1, &axis);
  (void)state;
  for (size_t i = 0; i < 500; i++) tensor->value[i] = i == 250;   // one bin alone
  Text out = draw(arena, &(Figure){.against = "time"}, tensor);
  assert_null(strstr(out.start, "a point is"));
  assert_non_null(strstr(out.start, ">1.0</text>"));
  arena_close(arena);
}

static void many_lines_get_a_legend_below(void **state)
{
  Arena     *arena = arena_open();
  TensorAxis axis[2] = {sample_numbers(arena, "alpha", 30, 0.01, 0.01),
                        sample_numbers(arena, "episode", 20, 1, 1)};
  Tensor    *tensor = tensor_make(arena, 2, axis);
  (void)state;
  for (size_t i = 0; i < 600; i++) tensor->value[i] = (double)(i % 20 + i / 20);
  Text many = draw(arena, &(Figure){.against = "episode", .lines = "alpha"}, tensor);
  assert_int_equal(sample_count(many.start, "class=\"leader\""), 0);
  tensor->axis[0].n = 3;
  Text few = draw(arena, &(Figure){.against = "episode", .lines = "alpha"}, tensor);
  assert_int_equal(sample_count(few.start, "class=\"leader\""), 3);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_learning_curve_says_what_it_shows),
      cmocka_unit_test(the_same_numbers_give_the_same_bytes),
      cmocka_unit_test(panels_share_their_axes),
      cmocka_unit_test(shapes_follow_from_the_axes),
      cmocka_unit_test(whatever_comes_is_drawn),
      cmocka_unit_test(no_data_is_said),
      cmocka_unit_test(profiles_in_time_are_never_averaged),
      cmocka_unit_test(many_lines_get_a_legend_below),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
