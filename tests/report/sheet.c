// Sheet under test: parts, crossing, missing conditions, running, smoothing, thinning.

#include "report/sheet.h"

#include "sample.h"

static Tensor *make_cross(Arena *arena)
{
  static const char *const groups[] = {"a", "b", "c"};
  TensorAxis axis[4] = {sample_numbers(arena, "alpha", 2, 0.1, 0.1),
                        sample_numbers(arena, "episode", 5, 1, 1),
                        sample_names(arena, "group", 3, groups),
                        sample_numbers(arena, "seed", 2, 1, 1)};
  Tensor *tensor = tensor_make(arena, 4, axis);
  for (size_t i = 0; i < tensor_size(tensor); i++) tensor->value[i] = (double)i;
  return tensor;
}

static void axes_go_where_they_are_named(void **state)
{
  Arena *arena = arena_open();
  Sheet *sheet = sheet_take(arena, make_cross(arena),
                            (SheetParts){.panel = "alpha", .line = "group", .x = "episode"});
  (void)state;
  assert_int_equal(sheet->panel.n, 2);
  assert_int_equal(sheet->line.n, 3);
  assert_int_equal(sheet->seed.n, 2);
  assert_int_equal(sheet->y.n, 1);
  assert_int_equal(sheet->x.n, 5);
  assert_true(sheet->x.numeric && sheet->panel.numeric && !sheet->line.numeric);
  assert_string_equal(sheet->line.label[2], "c");
  // alpha 1, group 2, seed 1, episode 3 stands at ((1 * 5 + 3) * 3 + 2) * 2 + 1.
  assert_true(sheet_block(sheet, 1, 2)[1 * 5 + 3] == 53);
  arena_close(arena);
}

static void axes_without_a_part_are_crossed_and_never_averaged(void **state)
{
  Arena *arena = arena_open();
  Sheet *lines = sheet_take(arena, make_cross(arena), (SheetParts){.x = "episode"});
  (void)state;
  assert_int_equal(lines->line.n, 6);
  assert_string_equal(lines->line.name, "alpha, group");
  assert_string_equal(lines->line.label[4], "0.2, b");
  assert_false(lines->line.numeric);
  assert_int_equal(lines->panel.n, 1);
  assert_string_equal(lines->panel.name, "");
  Sheet *panels = sheet_take(arena, make_cross(arena),
                             (SheetParts){.x = "episode", .y = "group", .rest_are_panels = true});
  assert_int_equal(panels->panel.n, 2);
  assert_int_equal(panels->line.n, 1);
  assert_int_equal(panels->y.n, 3);
  assert_true(sheet_block(panels, 1, 0)[(1 * 3 + 2) * 5 + 3] == 53);
  arena_close(arena);
}

static void conditions_that_there_are_not_are_left_out(void **state)
{
  Arena  *arena = arena_open();
  Tensor *tensor = make_cross(arena);
  (void)state;
  for (size_t i = 0; i < tensor_size(tensor); i++) {
    if (i / 2 % 3 == 1) tensor->value[i] = NAN;
  }
  Sheet *sheet = sheet_take(arena, tensor,
                            (SheetParts){.panel = "alpha", .line = "group", .x = "episode"});
  assert_int_equal(sheet->line.n, 2);
  assert_string_equal(sheet->line.label[1], "c");
  assert_true(sheet_block(sheet, 1, 1)[1 * 5 + 3] == 53);
  for (size_t i = 0; i < tensor_size(tensor); i++) tensor->value[i] = NAN;
  sheet = sheet_take(arena, tensor, (SheetParts){.x = "episode"});
  assert_int_equal(sheet->line.n, 0);
  assert_int_equal(sheet->panel.n, 0);
  arena_close(arena);
}

static void sums_and_means_run_along_x_and_pass_over_gaps(void **state)
{
  Arena     *arena = arena_open();
  TensorAxis axis = sample_numbers(arena, "episode", 4, 1, 1);
  Tensor    *tensor = tensor_make(arena, 1, &axis);
  double     value[4] = {1, 3, NAN, 8};
  (void)state;
  memcpy(tensor->value, value, sizeof value);
  Sheet *sum = sheet_take(arena, tensor, (SheetParts){.x = "episode"});
  sheet_run(sum, false);
  assert_true(sum->value[0] == 1 && sum->value[1] == 4 && isnan(sum->value[2]));
  assert_true(sum->value[3] == 12);
  Sheet *mean = sheet_take(arena, tensor, (SheetParts){.x = "episode"});
  sheet_run(mean, true);
  assert_true(mean->value[0] == 1 && mean->value[1] == 2 && mean->value[3] == 4);
  arena_close(arena);
}

static void smoothing_is_centred_and_shorter_at_the_ends(void **state)
{
  Arena     *arena = arena_open();
  TensorAxis axis = sample_numbers(arena, "episode", 5, 1, 1);
  Tensor    *tensor = tensor_make(arena, 1, &axis);
  double     value[5] = {0, 3, 6, 9, 30};
  (void)state;
  memcpy(tensor->value, value, sizeof value);
  Sheet *sheet = sheet_take(arena, tensor, (SheetParts){.x = "episode"});
  sheet_smooth(arena, sheet, 3);
  assert_true(sheet->value[0] == 1.5 && sheet->value[1] == 3 && sheet->value[2] == 6);
  assert_true(sheet->value[3] == 15 && sheet->value[4] == 19.5);
  sheet = sheet_take(arena, tensor, (SheetParts){.x = "episode"});
  sheet_smooth(arena, sheet, 1000);
  for (int i = 0; i < 5; i++) assert_true(sheet->value[i] == 9.6);
  arena_close(arena);
}

static void thinning_averages_equal_groups_of_neighbours(void **state)
{
  Arena     *arena = arena_open();
  TensorAxis axis = sample_numbers(arena, "episode", 5, 1, 1);
  Tensor    *tensor = tensor_make(arena, 1, &axis);
  double     value[5] = {0, 2, 6, NAN, 30};
  (void)state;
  memcpy(tensor->value, value, sizeof value);
  Sheet *sheet = sheet_take(arena, tensor, (SheetParts){.x = "episode"});
  sheet_thin(arena, sheet, 5);
  assert_int_equal(sheet->merged, 1);
  sheet_thin(arena, sheet, 3);
  assert_int_equal(sheet->merged, 2);
  assert_int_equal(sheet->x.n, 3);
  assert_true(sheet->value[0] == 1 && sheet->value[1] == 6 && sheet->value[2] == 30);
  assert_string_equal(sheet->x.label[0], "1..2");
  assert_string_equal(sheet->x.label[2], "5");
  assert_true(sheet->x.number[1] == 3.5);
  arena_close(arena);
}

static void empty_axes_and_single_numbers_are_sheets(void **state)
{
  Arena     *arena = arena_open();
  TensorAxis axis = sample_numbers(arena, "episode", 0, 1, 1);
  (void)state;
  Sheet *none = sheet_take(arena, tensor_make(arena, 1, &axis), (SheetParts){.x = "episode"});
  assert_int_equal(none->x.n, 0);
  assert_false(none->x.numeric);
  sheet_run(none, false);
  sheet_smooth(arena, none, 10);
  sheet_thin(arena, none, 1);
  Sheet *one = sheet_take(arena, tensor_single(arena, 7), (SheetParts){.x = "episode"});
  assert_int_equal(one->x.n, 1);
  assert_true(sheet_block(one, 0, 0)[0] == 7);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(axes_go_where_they_are_named),
      cmocka_unit_test(axes_without_a_part_are_crossed_and_never_averaged),
      cmocka_unit_test(conditions_that_there_are_not_are_left_out),
      cmocka_unit_test(sums_and_means_run_along_x_and_pass_over_gaps),
      cmocka_unit_test(smoothing_is_centred_and_shorter_at_the_ends),
      cmocka_unit_test(thinning_averages_equal_groups_of_neighbours),
      cmocka_unit_test(empty_axes_and_single_numbers_are_sheets),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
