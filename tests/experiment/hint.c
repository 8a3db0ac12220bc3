// Tests: what might have been meant.

#include "experiment/hint.h"

#include "bench.h"

static void the_nearest_name_is_offered(void **state)
{
  static const char *const names[] = {"median", "mean", "min"};
  Arena                   *arena   = arena_open();
  (void)state;
  assert_string_equal(hint_nearest(arena, "medain", names, 3), "did you mean 'median'?");
  arena_close(arena);
}

static void where_none_is_near_all_are_listed(void **state)
{
  static const char *const names[] = {"learn", "rest", "a", "b", "c", "d", "e",
                                      "f",     "g",    "h", "i", "j", "k"};
  Arena                   *arena   = arena_open();
  (void)state;
  assert_string_equal(hint_nearest(arena, "xylophone", names, 2), "one of: learn, rest");
  assert_string_equal(hint_nearest(arena, "xylophone", names, 1), "there is only: learn");
  assert_string_equal(hint_nearest(arena, "xylophone", names, 13),
                      "one of: learn, rest, a, b, c, d, e, f, g, h, i, j, ...");
  assert_null(hint_nearest(arena, "xylophone", names, 0));
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_nearest_name_is_offered),
      cmocka_unit_test(where_none_is_near_all_are_listed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
