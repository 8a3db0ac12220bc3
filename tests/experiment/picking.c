// Tests: levels put together one by one.

#include "experiment/picking.h"

#include "bench.h"

static const Universe TRIAL =
    {.axis = "trial", .counted = true, .low = 1, .high = 5, .unit = 1, .one = 1};

static Universe three(Arena *arena)
{
  static const unsigned char hidden[] = {0, 1, 0};
  Universe                   universe = {.axis = "type", .unit = 1, .hidden = hidden};
  universe_open(arena, &universe, 3);
  universe_name(&universe, 0, "a");
  universe_name(&universe, 1, "b");
  universe_name(&universe, 2, "7");
  return universe;
}

static void a_named_key_is_a_level_with_its_number(void **state)
{
  Arena    *arena = arena_open();
  Universe  type  = three(arena);
  Selection out   = {0};
  Picking   pick  = {.arena = arena, .universe = &type, .out = &out, .diag = diag_open(arena)};
  (void)state;
  assert_true(pick_word(&pick, "7"));
  assert_true(pick_word(&pick, "b"));
  assert_false(pick_word(&pick, "c"));
  assert_int_equal(out.n_levels, 2);
  assert_true(pick.number[0] == 7 && isnan(pick.number[1]));
  assert_int_equal(pick.key[0], 2);
  assert_int_equal(pick.key[1], 1);
  arena_close(arena);
}

static void hidden_keys_are_passed_over_by_all_and_parts(void **state)
{
  Arena    *arena = arena_open();
  Universe  type  = three(arena);
  Selection out   = {0};
  Picking   pick  = {.arena = arena, .universe = &type, .out = &out, .diag = diag_open(arena)};
  (void)state;
  assert_int_equal(pick_visible(&type), 2);
  pick_all(&pick);
  pick_part(&pick, 1, 1, 1);
  assert_int_equal(out.n_keys, 3);
  assert_int_equal(pick.key[1], 2);
  assert_int_equal(pick.key[2], 2);
  arena_close(arena);
}

static void counted_keys_must_exist(void **state)
{
  Arena    *arena = arena_open();
  Selection out   = {0};
  Diag     *diag  = diag_open(arena);
  Picking   pick  = {.arena = arena, .universe = &TRIAL, .out = &out, .diag = diag};
  (void)state;
  pick_range(&pick, 2, 5, 3);
  assert_int_equal(out.n_keys, 2);
  assert_false(pick.failed);
  pick_range(&pick, 2, 6, 1);
  assert_true(pick.failed);
  assert_int_equal(out.n_keys, 2);
  assert_string_equal(diag_text(diag), "error: 'trial' goes from 1 to 5; there is no 6\n");
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_named_key_is_a_level_with_its_number),
      cmocka_unit_test(hidden_keys_are_passed_over_by_all_and_parts),
      cmocka_unit_test(counted_keys_must_exist),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
