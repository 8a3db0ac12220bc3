// Tests: the Sobol sequence fills its cube, from its first points on.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/sobol.h"

static void the_first_points_are_those_of_bratley_and_fox(void **state)
{
  static const double wanted[7][2] = {{0.5, 0.5},     {0.75, 0.25},   {0.25, 0.75},
                                      {0.375, 0.375}, {0.875, 0.875}, {0.625, 0.125},
                                      {0.125, 0.625}};
  double              point[7][2];
  (void)state;
  sobol_fill(2, 7, &point[0][0]);
  for (int i = 0; i < 7; i++) {
    assert_true(point[i][0] == wanted[i][0]);
    assert_true(point[i][1] == wanted[i][1]);
  }
}

static void a_longer_sequence_begins_with_the_shorter(void **state)
{
  static double few[100 * SOBOL_DIMENSIONS], many[1000 * SOBOL_DIMENSIONS];
  (void)state;
  sobol_fill(SOBOL_DIMENSIONS, 100, few);
  sobol_fill(SOBOL_DIMENSIONS, 1000, many);
  assert_memory_equal(few, many, sizeof few);
}

static void every_dimension_meets_every_interval_once(void **state)
{
  static double point[255 * SOBOL_DIMENSIONS];
  (void)state;
  sobol_fill(SOBOL_DIMENSIONS, 255, point);
  for (int d = 0; d < SOBOL_DIMENSIONS; d++) {
    int met[256] = {0};
    for (int i = 0; i < 255; i++) {
      double x = point[i * SOBOL_DIMENSIONS + d];
      assert_true(x > 0 && x < 1);
      met[(int)(x * 256)]++;
    }
    for (int k = 1; k < 256; k++) assert_int_equal(met[k], 1);   // 0 is the origin's, left out
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_points_are_those_of_bratley_and_fox),
      cmocka_unit_test(a_longer_sequence_begins_with_the_shorter),
      cmocka_unit_test(every_dimension_meets_every_interval_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
