// Progress under test: counts, rates and times as people read them.

#include "report/progress.h"

#include "sample.h"

static void check_line(Progress progress, const char *wanted)
{
  Text out = {.arena = arena_open()};
  progress_line(&progress, &out);
  assert_string_equal(out.start, wanted);
  arena_close(out.arena);
}

static void rates_and_time_left_rest_on_this_process_alone(void **state)
{
  (void)state;
  check_line((Progress){.runs = 300, .before = 100, .done = 48, .diverged = 2, .steps = 1.234e9,
                        .seconds = 12.5},
             "50 %: 148/300 runs (100 before), 2 diverged, 98.7 M steps/s, 38 s left\n");
  check_line((Progress){.runs = 300, .before = 100, .seconds = 12.5},
             "33 %: 100/300 runs (100 before)\n");
  check_line((Progress){.runs = 10, .done = 1, .part = 1.5, .steps = 999, .seconds = 10},
             "25 %: 1/10 runs, 100 steps/s, 30 s left\n");
}

static void a_hundred_percent_means_all(void **state)
{
  (void)state;
  check_line((Progress){.runs = 1000, .done = 999, .seconds = 999},
             "99 %: 999/1000 runs, 1 s left\n");
  check_line((Progress){.runs = 3, .done = 3, .steps = 30, .seconds = 3},
             "100 %: 3/3 runs, 10 steps/s\n");
  check_line((Progress){.runs = 0}, "100 %: 0/0 runs\n");
}

static void the_end_says_what_is_missing(void **state)
{
  Text out = {.arena = arena_open()};
  (void)state;
  Progress progress = {.runs = 9, .before = 2, .done = 4, .diverged = 1, .steps = 5e6,
                       .seconds = 61};
  progress_end(&progress, &out);
  assert_string_equal(out.start, "6 of 9 runs done (2 before), 1 diverged, 2 missing in 1:01 min, "
                                 "5 M steps, 82 k steps/s\n");
  out.length = 0;
  progress_end(&(Progress){.runs = 9, .before = 9}, &out);
  assert_string_equal(out.start, "9 of 9 runs done (9 before)\n");
  arena_close(out.arena);
}

static void a_bar_fills_the_width_and_no_more(void **state)
{
  Progress progress = {.runs = 300, .before = 100, .done = 48, .diverged = 2, .steps = 1.234e9,
                       .seconds = 12.5};
  (void)state;
  for (int width = 1; width < 200; width++) {
    Text out = {.arena = arena_open()};
    progress_bar(&progress, width, false, &out);
    assert_int_equal(out.start[0], '\r');
    assert_int_equal(out.length, width);   // the return, and all columns but the last
    arena_close(out.arena);
  }
  Text out = {.arena = arena_open()};
  progress_bar(&progress, 60, false, &out);
  assert_string_equal(out.start, "\r[#######--------]  50 % 148/300 runs, 2 diverged, 38 s left");
  arena_close(out.arena);
}

static void blocks_show_eighths(void **state)
{
  Text out = {.arena = arena_open()};
  (void)state;
  progress_bar(&(Progress){.runs = 80, .done = 3}, 30, true, &out);
  assert_string_equal(out.start, "\r▕▍          ▏   3 % 3/80 runs");
  arena_close(out.arena);
}

static void times_have_two_parts_at_most(void **state)
{
  static const struct {
    double      seconds;
    const char *text;
  } times[] = {{0, "0 s"},         {0.2, "1 s"},        {59.5, "1:00 min"},
               {3599, "59:59 min"}, {3725, "1:02 h"},    {170000, "47:13 h"},
               {200000, "2 d 7 h"}, {1e300, "11574074 d 1 h"}};
  (void)state;
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    Text out = {.arena = arena_open()};
    progress_time(times[i].seconds, &out);
    assert_string_equal(out.start, times[i].text);
    arena_close(out.arena);
  }
}

static void a_terminal_is_told_more_often(void **state)
{
  double last = 100;
  (void)state;
  assert_false(progress_due(109, false, &last));
  assert_true(progress_due(110, false, &last));
  assert_true(last == 110);
  assert_false(progress_due(110.05, true, &last));
  assert_true(progress_due(110.2, true, &last));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rates_and_time_left_rest_on_this_process_alone),
      cmocka_unit_test(a_hundred_percent_means_all),
      cmocka_unit_test(the_end_says_what_is_missing),
      cmocka_unit_test(a_bar_fills_the_width_and_no_more),
      cmocka_unit_test(blocks_show_eighths),
      cmocka_unit_test(times_have_two_parts_at_most),
      cmocka_unit_test(a_terminal_is_told_more_often),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
