// Tests: every statistic on numbers worked out by hand, with missing and infinite ones among them.

#include "experiment/reduce.h"

#include "bench.h"

static Reduce parse(Arena *arena, const char *text)
{
  Diag  *diag = diag_open(arena);
  Reduce reduce;
  bool   good =
      reduce_read(arena, node_read_text(arena, "r", text, strlen(text), diag), &reduce, diag);
  assert_string_equal(diag_text(diag), "");
  assert_true(good);
  return reduce;
}

static void told(const char *text, const char *wanted)
{
  Arena *arena = arena_open();
  Diag  *diag  = diag_open(arena);
  Reduce reduce;
  assert_false(
      reduce_read(arena, node_read_text(arena, "r", text, strlen(text), diag), &reduce, diag));
  assert_string_equal(diag_text(diag), wanted);
  arena_close(arena);
}

// A column of five along `t`, whose levels are 10, 20, ...
static Tensor *column(Arena *arena, const double x[5])
{
  static const char *const label[]  = {"10", "20", "30", "40", "50"};
  static const double      number[] = {10, 20, 30, 40, 50};
  const TensorAxis         axis     = {"t", 5, (const char **)label, number};
  Tensor                  *tensor   = tensor_make(arena, 1, &axis);
  memcpy(tensor->value, x, 5 * sizeof *x);
  return tensor;
}

static void check(const double x[5], const char *statistic, double wanted)
{
  Arena  *arena  = arena_open();
  Reduce  reduce = parse(arena, arena_print(arena, "[{t: %s}]", statistic));
  Tensor *out    = reduce_apply(arena, &reduce.step[0], column(arena, x), NULL);
  assert_int_equal(out->n_axes, 0);
  double got = out->value[0];
  if (!(isnan(wanted) && isnan(got)) && !(got == wanted) && !(fabs(got - wanted) < 1e-12)) {
    fail_msg("%s gives %.17g, not %.17g", statistic, got, wanted);
  }
  arena_close(arena);
}

static void each_statistic_of_five_numbers(void **state)
{
  static const double x[5] = {3, 1, 4, 1, 6};
  (void)state;
  check(x, "mean", 3);
  check(x, "median", 3);
  check(x, "sum", 15);
  check(x, "min", 1);
  check(x, "max", 6);
  check(x, "range", 5);
  check(x, "sd", sqrt(18.0 / 4));
  check(x, "rms", sqrt(63.0 / 5));
  check(x, "count", 5);
  check(x, "first", 3);
  check(x, "last", 6);
  check(x, "at_min", 20);
  check(x, "at_max", 50);
  check(x, "present", 1);
  check(x, "{quantile: 0.25}", 1);
  check(x, "{quantile: 0.875}", 5);
  check(x, "{first: {above: 3}}", 30);
  check(x, "{first: {above: 9}}", NAN);
  check(x, "{settles: {above: 5}}", 50);
  check(x, "{settles: {at_least: 1}}", 10);
  check(x, "{settles: {below: 5}}", NAN);
  check(x, "{count: {equals: 1}}", 2);
  check(x, "{fraction: {above: 1}}", 0.6);
  check(x, "{contrast: [1, 0, 0, 0, -0.5]}", 0);
  // Least squares of x on 10..50: sum (t - 30)(x - 3) = 0 + 20 + 0 - 20 + 60, over 1000.
  check(x, "slope", 0.06);
  check(x, "correlation", 60 / sqrt(1000.0 * 18));
  // Of 1 1 3 4 6 one is left out at either end.
  check(x, "iqm", (1 + 3 + 4) / 3.0);
}

static void missing_numbers_are_passed_over(void **state)
{
  static const double x[5]    = {NAN, 2, NAN, 5, NAN};
  static const double none[5] = {NAN, NAN, NAN, NAN, NAN};
  (void)state;
  check(x, "mean", 3.5);
  check(x, "sum", 7);
  check(x, "min", 2);
  check(x, "at_max", 40);
  check(x, "rms", sqrt(14.5));
  check(x, "count", 2);
  check(x, "present", 0.4);
  check(x, "first", 2);
  check(x, "last", 5);
  check(x, "{fraction: {above: 3}}", 0.5);
  check(x, "{settles: {above: 3}}", 40);
  check(x, "{contrast: [1, 1, 1, 1, 1]}", NAN);
  const char *const all[] = {"mean",
                             "sum",
                             "min",
                             "max",
                             "median",
                             "rms",
                             "sd",
                             "first",
                             "at_min",
                             "{fraction: {above: 0}}",
                             "{count: {above: 0}}"};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) check(none, all[i], NAN);
  check(none, "count", 0);
  check(none, "present", 0);
}

static void a_diverged_mean_is_infinite_and_min_passes_over(void **state)
{
  static const double x[5] = {3, INFINITY, 2, INFINITY, 4};
  (void)state;
  check(x, "mean", INFINITY);
  check(x, "rms", INFINITY);
  check(x, "min", 2);
  check(x, "at_min", 30);
  check(x, "median", 4);
  check(x, "{fraction: {below: 10}}", 0.6);
}

static void one_axis_of_several_is_taken_away(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  static const char *const label[]  = {"1", "2"};
  static const double      number[] = {1, 2};
  const TensorAxis         axis[3]  = {{"a", 2, (const char **)label, number},
                                       {"b", 2, (const char **)label, number},
                                       {"c", 2, (const char **)label, number}};
  Tensor                  *tensor   = tensor_make(arena, 3, axis);
  const double             x[8]     = {1, 2, 3, NAN, 5, 6, 7, 8};
  memcpy(tensor->value, x, sizeof x);
  Reduce       reduce = parse(arena, "[{a: mean}, {b: mean}, {c: max}, {b: at_max}]");
  const double a[] = {3, 4, 5, 8}, b[] = {2, 2, 6, 7}, c[] = {2, 3, 6, 8}, at[] = {2, 1, 2, 2};
  assert_memory_equal(reduce_apply(arena, &reduce.step[0], tensor, NULL)->value, a, sizeof a);
  assert_memory_equal(reduce_apply(arena, &reduce.step[1], tensor, NULL)->value, b, sizeof b);
  assert_memory_equal(reduce_apply(arena, &reduce.step[2], tensor, NULL)->value, c, sizeof c);
  assert_memory_equal(reduce_apply(arena, &reduce.step[3], tensor, NULL)->value, at, sizeof at);
  const double weight[] = {3, 1}, weighted[] = {1.5, 2, 5.5, 6.5};
  assert_memory_equal(reduce_weighted(arena, tensor, 1, weight)->value, weighted, sizeof weighted);
  arena_close(arena);
}

static void abs_and_sign_work_element_by_element(void **state)
{
  static const double x[5]  = {-2, 0, 3, NAN, -INFINITY};
  Arena              *arena = arena_open();
  (void)state;
  Reduce  reduce = parse(arena, "[abs, sign]");
  Tensor *size   = reduce_apply(arena, &reduce.step[0], column(arena, x), NULL);
  assert_true(size->value[0] == 2 && size->value[2] == 3 && isnan(size->value[3]));
  Tensor *sign = reduce_apply(arena, &reduce.step[1], column(arena, x), NULL);
  assert_true(sign->value[0] == -1 && sign->value[1] == 0 && sign->value[2] == 1);
  assert_true(isnan(sign->value[3]) && sign->value[4] == -1);
  arena_close(arena);
}

static void something_else_may_stand_on_x(void **state)
{
  static const double y[5] = {1, 3, 5, 7, 9}, x[5] = {0, 1, 2, 3, 4};
  Arena              *arena = arena_open();
  (void)state;
  Reduce  reduce = parse(arena, "[{t: {slope: x}}]");
  Tensor *slope  = reduce_apply(arena, &reduce.step[0], column(arena, y), column(arena, x));
  assert_true(fabs(slope->value[0] - 2) < 1e-12);
  assert_false(reduce_needs_numbers(&reduce.step[0]));
  arena_close(arena);
}

static void wrong_statistics_are_told(void **state)
{
  (void)state;
  told("mean", "r:1:1: error: 'reduce' takes a list\n    mean\n    ^\n"
               "    hint: reduce: [{episode: min}]\n");
  told("[{episode: medain}]", "r:1:12: error: 'medain' is no statistic\n"
                              "    [{episode: medain}]\n               ^\n"
                              "    hint: did you mean 'median'?\n");
  told("[mean]", "r:1:2: error: only 'abs' and 'sign' stand without an axis\n    [mean]\n     ^\n"
                 "    hint: {AXIS: STATISTIC}\n");
  told("[{a: mean, b: mean}]",
       "r:1:2: error: each entry names one axis and what is done with it\n"
       "    [{a: mean, b: mean}]\n     ^\n    hint: reduce: [{episode: min}, {group: each}]\n");
  told("[{a: fraction}]", "r:1:6: error: 'fraction' needs a comparison: {fraction: {above: 0}}\n"
                          "    [{a: fraction}]\n         ^\n");
  told("[{a: {mean: 1}}]", "r:1:7: error: 'mean' takes nothing besides\n"
                           "    [{a: {mean: 1}}]\n          ^\n");
  told("[{a: {quantile: 2}}]", "r:1:17: error: a quantile lies between 0 and 1\n"
                               "    [{a: {quantile: 2}}]\n                    ^\n");
  told("[{a: {contrast: 2}}]", "r:1:17: error: 'contrast' takes a list of weights\n"
                               "    [{a: {contrast: 2}}]\n                    ^\n"
                               "    hint: contrast: [-1, 1]\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_statistic_of_five_numbers),
      cmocka_unit_test(missing_numbers_are_passed_over),
      cmocka_unit_test(a_diverged_mean_is_infinite_and_min_passes_over),
      cmocka_unit_test(one_axis_of_several_is_taken_away),
      cmocka_unit_test(abs_and_sign_work_element_by_element),
      cmocka_unit_test(something_else_may_stand_on_x),
      cmocka_unit_test(wrong_statistics_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
