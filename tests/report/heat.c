// Heat under test: colours, places on a drawing, thinning, bytes of a small field.

#include "report/heat.h"

#include "sample.h"

static void colours_tell_the_sign(void **state)
{
  double   value[3] = {-1, 0, 2};
  HeatGrid grid = {1, 3, value};
  Heat     heat = heat_range(&grid, 1);
  (void)state;
  assert_true(heat.both && heat.low == -2 && heat.high == 2);
  unsigned zero = heat_colour(&heat, 0), below = heat_colour(&heat, -1.5);
  unsigned above = heat_colour(&heat, 1.5);
  assert_true((zero & 0xFF) > 0xF0 && (zero >> 16) > 0xF0);          // white
  assert_true((below & 0xFF) > (below >> 16));                       // blue
  assert_true((above >> 16) > (above & 0xFF));                       // vermillion
  assert_int_equal(heat_colour(&heat, INFINITY), heat_colour(&heat, 2));
  assert_int_equal(heat_colour(&heat, -INFINITY), heat_colour(&heat, -2));
}

static void a_sequence_only_grows_lighter(void **state)
{
  double   value[2] = {0, 1};
  HeatGrid grid = {1, 2, value};
  Heat     heat = heat_range(&grid, 1);
  double   before = -1;
  (void)state;
  assert_false(heat.both);
  for (int i = 0; i < 64; i++) {
    unsigned colour = heat_colour(&heat, i / 63.0);
    double   red = colour >> 16, green = colour >> 8 & 0xFF, blue = colour & 0xFF;
    double   light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    assert_true(light > before);
    before = light;
  }
}

static void ranges_without_width_and_without_numbers_are_ranges(void **state)
{
  double   same[2] = {7, 7}, none[2] = {NAN, INFINITY};
  HeatGrid grid = {1, 2, same};
  (void)state;
  Heat heat = heat_range(&grid, 1);
  assert_true(heat.low == 7 && heat.high > 7);
  grid.value = none;
  heat = heat_range(&grid, 1);
  assert_true(heat.low == 0 && heat.high == 1);
  heat = heat_range(NULL, 0);
  assert_true(heat.low == 0 && heat.high == 1);
}

static void equal_neighbours_are_one_rectangle(void **state)
{
  double   value[6] = {1, 1, 0, NAN, 0, 0};
  HeatGrid grid = {2, 3, value};
  Heat     heat = heat_range(&grid, 1);
  Text     out = {.arena = arena_open()};
  (void)state;
  heat_draw(out.arena, &out, (SvgBox){0, 0, 30, 20}, &heat, &grid, true);
  assert_string_equal(
      out.start,
      "<rect class=\"shade\" x=\"0\" y=\"0\" width=\"30\" height=\"20\"/>\n"
      "<path fill=\"#440154\" shape-rendering=\"crispEdges\" "
      "d=\"M20 0h10v10h-10zM10 10h20v10h-20z\"/>\n"
      "<path fill=\"#fde725\" shape-rendering=\"crispEdges\" d=\"M0 0h20v10h-20z\"/>\n");
  out.length = 0;
  heat_draw(out.arena, &out, (SvgBox){0, 0, 30, 20}, &heat, &grid, false);
  assert_non_null(strstr(out.start, "M0 10h20v10h-20z"));
  arena_close(out.arena);
}

static void thinning_averages_blocks(void **state)
{
  double   value[15] = {1, 3, 5, 7, 9, 1, 3, 5, 7, NAN, 4, 4, 4, 4, 4};
  HeatGrid grid = {3, 5, value};
  Arena   *arena = arena_open();
  (void)state;
  HeatGrid same = heat_thin(arena, &grid, 3, 5);
  assert_ptr_equal(same.value, value);
  HeatGrid thin = heat_thin(arena, &grid, 2, 3);
  assert_int_equal(thin.rows, 2);
  assert_int_equal(thin.columns, 3);
  double wanted[6] = {2, 6, 9, 4, 4, 4};
  assert_memory_equal(thin.value, wanted, sizeof wanted);
  arena_close(arena);
}

static const char ROOM[] = "#####"
                           "#S.G#"
                           "#####";

static Sheet *make_map(Arena *arena, size_t actions)
{
  static const char *const states[] = {"[1, 1]", "[1, 2] key", "[1, 2]", "G", "[9, 9]",
                                       "x", "[1;2]"};
  static const char *const names[] = {"north", "east", "stay"};
  TensorAxis axis[2] = {sample_names(arena, "state", 7, states),
                        sample_names(arena, "action", actions, names)};
  Tensor *tensor = tensor_make(arena, 2, axis);
  for (size_t i = 0; i < tensor_size(tensor); i++) {
    tensor->value[i] = (double)(i / actions + 1) + (i % actions == 1 ? 10 : 0);
  }
  return sheet_take(arena, tensor, (SheetParts){.x = "state", .y = "action"});
}

static void states_find_their_cells(void **state)
{
  Arena   *arena = arena_open();
  Drawing  room = {.rows = 3, .columns = 5, .cell = ROOM};
  Sheet   *sheet = make_map(arena, 1);
  HeatGrid grid = heat_matrix(arena, sheet, 0);
  HeatGrid places = heat_places(arena, sheet, &grid, &room);
  (void)state;
  for (size_t i = 0; i < 15; i++) {
    double wanted = i == 6 ? 1 : i == 7 ? 2.5 : i == 8 ? 4 : NAN;
    assert_true(places.value[i] == wanted || (isnan(wanted) && isnan(places.value[i])));
  }
  arena_close(arena);
}

static void the_best_action_is_an_arrow(void **state)
{
  Text     out = {.arena = arena_open()};
  Drawing  room = {.rows = 3, .columns = 5, .cell = ROOM};
  Sheet   *sheet = make_map(out.arena, 3);
  HeatGrid grid = heat_matrix(out.arena, sheet, 0);
  HeatGrid places = heat_places(out.arena, sheet, &grid, &room);
  Heat     heat = heat_range(&places, 1);
  (void)state;
  assert_true(places.value[6] == 11);
  heat_map(out.arena, &out, (SvgBox){0, 0, 100, 60}, &heat, sheet, &grid, &room);
  assert_non_null(strstr(out.start, "class=\"wall\""));
  assert_non_null(strstr(out.start, ">S</text>"));
  assert_non_null(strstr(out.start, ">G</text>"));
  // Four states lie on the drawing; east leads to the right of each cell's centre, (30, 30) first.
  assert_int_equal(sample_count(out.start, "M30.4 30.6"), 1);
  assert_non_null(strstr(out.start, "L38.4 30"));
  assert_null(strstr(out.start, "nan"));
  arena_close(out.arena);
}

static void animals_are_averaged_and_missing_ones_passed_over(void **state)
{
  Arena     *arena = arena_open();
  TensorAxis axis[3] = {sample_numbers(arena, "seed", 3, 1, 1),
                        sample_numbers(arena, "trial", 1, 1, 1),
                        sample_numbers(arena, "time", 2, 0, 1)};
  Tensor    *tensor = tensor_make(arena, 3, axis);
  double     value[6] = {1, NAN, 3, NAN, NAN, NAN};
  (void)state;
  memcpy(tensor->value, value, sizeof value);
  Sheet   *sheet = sheet_take(arena, tensor, (SheetParts){.x = "time", .y = "trial"});
  HeatGrid grid = heat_matrix(arena, sheet, 0);
  assert_true(grid.value[0] == 2 && isnan(grid.value[1]));
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(colours_tell_the_sign),
      cmocka_unit_test(a_sequence_only_grows_lighter),
      cmocka_unit_test(ranges_without_width_and_without_numbers_are_ranges),
      cmocka_unit_test(equal_neighbours_are_one_rectangle),
      cmocka_unit_test(thinning_averages_blocks),
      cmocka_unit_test(states_find_their_cells),
      cmocka_unit_test(the_best_action_is_an_arrow),
      cmocka_unit_test(animals_are_averaged_and_missing_ones_passed_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
