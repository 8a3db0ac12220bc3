// Tests: steps between decimal numbers meet the numbers that people write.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "experiment/decimal.h"

static void every_step_is_the_number_that_is_written(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  for (int i = 0; i < 1000; i++) {   // 0, 0.001, .. 0.999, and 5 to 4.001 downwards
    double written;
    assert_true(text_to_number(arena_print(arena, "0.%03d", i), &written));
    assert_true(decimal_step(0, 0.001, i) == written);
    assert_true(
        text_to_number(arena_print(arena, "%d.%03d", i ? 4 : 5, (1000 - i) % 1000), &written));
    assert_true(decimal_step(5, -0.001, i) == written);
  }
  assert_true(decimal_step(0, 0.1, 3) == 0.3);   // where 3 * 0.1 is 0.30000000000000004
  arena_close(arena);
}

static void a_cut_range_meets_its_ends_and_the_decimals_between(void **state)
{
  (void)state;
  for (int i = 0; i < 50; i++) {
    assert_true(decimal_between(0.02, 1, i, 50) == (2.0 * (i + 1)) / 100.0);
    assert_true(decimal_between(1, 0.02, i, 50) == (2.0 * (50 - i)) / 100.0);
  }
  assert_true(decimal_between(0, 1, 1, 4) == 1.0 / 3.0);
  assert_true(decimal_between(-1, 1, 5, 11) == 0);
  assert_true(decimal_between(1e-300, 1e300, 0, 3) == 1e-300);
  assert_true(decimal_between(1e-300, 1e300, 2, 3) == 1e300);
}

static void long_numbers_are_stepped_as_they_are(void **state)
{
  (void)state;
  assert_true(decimal_step(0.1234567890123456, 1, 2) == 0.1234567890123456 + 2.0);
  assert_true(decimal_step(1e300, 1e299, 2) == 1e300 + 2.0 * 1e299);
}

static void the_stop_is_excluded(void **state)
{
  (void)state;
  assert_int_equal(decimal_count(0, 1, 0.1), 10);
  assert_int_equal(decimal_count(0, 0.7, 0.1), 7);   // where 7 * 0.1 lies beyond 0.7
  assert_int_equal(decimal_count(0, 1.05, 0.1), 11);
  assert_int_equal(decimal_count(1, 0, -0.25), 4);
  assert_int_equal(decimal_count(3, 3, 1), 0);
  assert_int_equal(decimal_count(0, 1, -1), -1);
  assert_int_equal(decimal_count(0, 1, 0), -1);
  assert_true(decimal_count(0, 1e300, 1) == INT64_MAX);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_step_is_the_number_that_is_written),
      cmocka_unit_test(a_cut_range_meets_its_ends_and_the_decimals_between),
      cmocka_unit_test(long_numbers_are_stepped_as_they_are),
      cmocka_unit_test(the_stop_is_excluded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
