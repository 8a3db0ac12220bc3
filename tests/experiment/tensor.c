// Tests: tensors keep their numbers in order, pair them, and write them for people.

#include "experiment/tensor.h"

#include "bench.h"

static Tensor *two_by_three(Arena *arena)
{
  static const char *const rows[]    = {"a", "b"};
  static const char *const columns[] = {"1", "2", "3"};
  static const double      none[]    = {NAN, NAN};
  static const double      numbers[] = {1, 2, 3};
  const TensorAxis         axes[2]   = {{"row", 2, (const char **)rows, none},
                                        {"column", 3, (const char **)columns, numbers}};
  Tensor                  *tensor    = tensor_make(arena, 2, axes);
  for (int i = 0; i < 6; i++) tensor->value[i] = i + 1;
  return tensor;
}

static void a_new_tensor_holds_nothing(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  Tensor *tensor = tensor_make(arena, 2, two_by_three(arena)->axis);
  assert_int_equal(tensor_size(tensor), 6);
  for (int i = 0; i < 6; i++) assert_true(isnan(tensor->value[i]));
  assert_int_equal(tensor_axis(tensor, "column"), 1);
  assert_int_equal(tensor_axis(tensor, "depth"), -1);
  assert_int_equal(tensor_stride(tensor, 0), 3);
  assert_int_equal(tensor_stride(tensor, 1), 1);
  arena_close(arena);
}

static void axes_can_be_put_in_another_order(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  Tensor      *turned   = tensor_ordered(arena, two_by_three(arena), (const int[]){1, 0});
  const double wanted[] = {1, 4, 2, 5, 3, 6};
  assert_string_equal(turned->axis[0].name, "column");
  assert_memory_equal(turned->value, wanted, sizeof wanted);
  arena_close(arena);
}

static void levels_can_be_taken_several_times(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  Tensor      *taken = tensor_taken(arena, two_by_three(arena), 1, (const int[]){2, 0, 2, 2}, 4);
  const double wanted[] = {3, 1, 3, 3, 6, 4, 6, 6};
  assert_int_equal(tensor_size(taken), 8);
  assert_memory_equal(taken->value, wanted, sizeof wanted);
  assert_string_equal(taken->axis[1].label[2], "3");
  assert_true(taken->axis[1].number[1] == 1);
  Tensor      *row      = tensor_taken(arena, two_by_three(arena), 0, (const int[]){1}, 1);
  const double second[] = {4, 5, 6};
  assert_memory_equal(row->value, second, sizeof second);
  arena_close(arena);
}

static void numbers_find_their_likes_by_the_names_of_axes(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  Tensor      *tensor   = two_by_three(arena);
  Tensor      *column   = tensor_make(arena, 1, &tensor->axis[1]);
  size_t      *place    = tensor_places(arena, tensor, column);
  const size_t wanted[] = {0, 1, 2, 0, 1, 2};
  assert_memory_equal(place, wanted, sizeof wanted);
  Tensor *row         = tensor_make(arena, 1, &tensor->axis[0]);
  place               = tensor_places(arena, tensor, row);
  const size_t rows[] = {0, 0, 0, 1, 1, 1};
  assert_memory_equal(place, rows, sizeof rows);
  arena_close(arena);
}

static void like_shapes_are_joined_and_a_single_number_goes_with_all(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  Tensor *tensor = two_by_three(arena), *two = tensor_single(arena, 2);
  Tensor *half = tensor_joined(arena, tensor, two, TENSOR_DIVIDED_BY);
  assert_true(half->value[4] == 2.5);
  Tensor *turned = tensor_joined(arena, two, tensor, TENSOR_MINUS);
  assert_int_equal(tensor_size(turned), 6);
  assert_true(turned->value[5] == -4);
  Tensor *zero = tensor_joined(arena, tensor, tensor, TENSOR_MINUS);
  for (int i = 0; i < 6; i++) assert_true(zero->value[i] == 0);
  Tensor *row = tensor_make(arena, 1, &tensor->axis[0]);
  assert_false(tensor_joins(tensor, row));
  assert_true(tensor_joins(row, tensor_taken(arena, tensor, 1, (const int[]){1}, 1)));
  arena_close(arena);
}

static void numbers_are_written_with_four_digits(void **state)
{
  static const struct {
    double      number;
    const char *text;
  } cases[] =
      {{0, "0"},         {-0.0, "0"},          {1.25, "1.25"},         {0.123456, "0.1235"},
       {3935.4, "3935"}, {123456.7, "123457"}, {-61.55, "-61.55"},     {1e-9, "1e-09"},
       {1e20, "1e+20"},  {NAN, "missing"},     {INFINITY, "infinite"}, {-INFINITY, "-infinite"}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[32];
    tensor_digits(text, cases[i].number);
    assert_string_equal(text, cases[i].text);
  }
}

static void lists_are_nested_and_cut_after_eight(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  Tensor *tensor = two_by_three(arena);
  assert_string_equal(tensor_text(arena, tensor), "[[1, 2, 3], [4, 5, 6]]");
  assert_string_equal(tensor_text(arena, tensor_single(arena, 0.5)), "0.5");
  const int many[] = {0, 1, 2, 0, 1, 2, 0, 1, 2};
  Tensor   *row    = tensor_taken(arena, tensor, 0, many, 1);
  assert_string_equal(tensor_text(arena, tensor_taken(arena, row, 1, many, 9)),
                      "[[1, 2, 3, 1, 2, 3, 1, 2, ...]]");
  arena_close(arena);
}

static void a_place_is_told_by_the_axes_that_vary(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  Tensor *tensor = two_by_three(arena);
  assert_string_equal(tensor_label(arena, tensor, 5), "row=b, column=3");
  Tensor *row = tensor_taken(arena, tensor, 0, (const int[]){1}, 1);
  assert_string_equal(tensor_label(arena, row, 1), "column=2");
  assert_string_equal(tensor_label(arena, tensor_single(arena, 1), 0), "");
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_new_tensor_holds_nothing),
      cmocka_unit_test(axes_can_be_put_in_another_order),
      cmocka_unit_test(levels_can_be_taken_several_times),
      cmocka_unit_test(numbers_find_their_likes_by_the_names_of_axes),
      cmocka_unit_test(like_shapes_are_joined_and_a_single_number_goes_with_all),
      cmocka_unit_test(numbers_are_written_with_four_digits),
      cmocka_unit_test(lists_are_nested_and_cut_after_eight),
      cmocka_unit_test(a_place_is_told_by_the_axes_that_vary),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
