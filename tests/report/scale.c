// Scale under test: ticks, labels and hard ranges.

#include "report/scale.h"

#include <float.h>

#include "sample.h"

static void check_labels(Scale scale, const char *wanted)
{
  char all[512] = "";
  for (int i = 0; i < scale.n; i++) {
    char label[32];
    int  length = scale_label(&scale, i, label);
    assert_int_equal(length, strlen(label));
    snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i == 0 ? "" : " ", label);
  }
  assert_string_equal(all, wanted);
}

static void ticks_are_one_two_or_five_times_a_power_of_ten(void **state)
{
  (void)state;
  check_labels(scale_fit(0, 1, 5, true), "0.0 0.2 0.4 0.6 0.8 1.0");
  check_labels(scale_fit(0, 1, 10, true), "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0");
  check_labels(scale_fit(16, 387, 5, true), "0 100 200 300 400");
  check_labels(scale_fit(-0.13, 0.9, 5, true), "-0.5 0.0 0.5 1.0");
  check_labels(scale_fit(-3, -1, 4, true), "-3.0 -2.5 -2.0 -1.5 -1.0");
  check_labels(scale_fit(0, 0.00002, 2, true), "0.00000 0.00001 0.00002");
  check_labels(scale_fit(0, 1e-9, 2, true), "0 5e-10 1e-9");
  check_labels(scale_fit(0, 40000, 4, true), "0 10,000 20,000 30,000 40,000");
  check_labels(scale_fit(0, 9000, 3, true), "0 5000 10,000");
  check_labels(scale_fit(0, 3e9, 3, true), "0 1e9 2e9 3e9");
  check_labels(scale_fit(-1.5e10, 0, 3, true), "-1.5e10 -1e10 -5e9 0");
}

static void without_extension_the_ends_are_the_data(void **state)
{
  Scale scale = scale_fit(1, 400, 5, false);
  (void)state;
  assert_true(scale.low == 1 && scale.high == 400);
  check_labels(scale, "100 200 300 400");
  assert_true(scale_at(&scale, 1) == 0 && scale_at(&scale, 400) == 1);
}

static void whole_numbers_get_whole_steps(void **state)
{
  (void)state;
  check_labels(scale_fit_counts(1, 3, 10), "1 2 3");
  check_labels(scale_fit_counts(7, 7, 5), "7");
}

static void no_data_and_a_single_number_get_room(void **state)
{
  (void)state;
  Scale none = scale_fit(INFINITY, -INFINITY, 4, true);
  assert_true(none.low == 0 && none.high == 1);
  Scale nan = scale_fit(NAN, 3, 4, true);
  assert_true(nan.low == 0 && nan.high == 1);
  Scale zero = scale_fit(0, 0, 4, true);
  assert_true(zero.low == -1 && zero.high == 1);
  Scale one = scale_fit(17.9, 17.9, 4, true);
  assert_true(one.low < 17.9 && one.high > 17.9 && one.n > 1);
}

// Whatever two numbers come: the range holds them, ticks lie in it and are few.
static void every_range_is_held(void **state)
{
  Stream stream = stream_open(3, PURPOSE_ENV);
  (void)state;
  for (int i = 0; i < 20000; i++) {
    uint64_t word[2];
    double   x[2];
    stream_fill(&stream, word, 2, 1);
    memcpy(x, word, sizeof x);
    if (!isfinite(x[0]) || !isfinite(x[1])) continue;
    double low = fmin(x[0], x[1]), high = fmax(x[0], x[1]);
    for (int extend = 0; extend < 2; extend++) {
      Scale scale = scale_fit(low, high, 5, extend == 1);
      assert_true(isfinite(scale.low) && isfinite(scale.high) && scale.low < scale.high);
      assert_true(scale.n >= 0 && scale.n <= 8);
      for (int k = 0; k < scale.n; k++) {
        char   label[32];
        double at = scale_at(&scale, scale_tick(&scale, k));
        assert_true(at > -1e-6 && at < 1 + 1e-6);
        assert_true(scale_label(&scale, k, label) < 32);
      }
      double at = scale_at(&scale, low);
      assert_true(at > -1e-6 && at < 1 + 1e-6);
    }
  }
  Scale whole = scale_fit(-DBL_MAX, DBL_MAX, 5, true);
  assert_true(isfinite(whole.low) && isfinite(whole.high) && whole.n > 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ticks_are_one_two_or_five_times_a_power_of_ten),
      cmocka_unit_test(without_extension_the_ends_are_the_data),
      cmocka_unit_test(whole_numbers_get_whole_steps),
      cmocka_unit_test(no_data_and_a_single_number_get_room),
      cmocka_unit_test(every_range_is_held),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
