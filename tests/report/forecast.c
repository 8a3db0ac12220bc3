// Forecasts under test: what is foretold, word by word.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/forecast.h"

static void check(int conditions, int seeds, Estimate estimate, int jobs, const char *wanted)
{
  Text       text       = {.arena = arena_open()};
  Experiment experiment = {.n_conditions = conditions, .n_seeds = seeds};
  Study      study      = {.experiment = &experiment};
  forecast_write(&study, &estimate, jobs, &text);
  assert_string_equal(text.start, wanted);
  arena_close(text.arena);
}

static void what_was_tried_is_told(void **state)
{
  (void)state;
  check(100, 1000, (Estimate){100000, 40000, 32, 320000, 0.004, 15, false, 3.78e7}, 2,
        "100 conditions x 1000 seeds: 100000 runs, 40000 known, 60000 to do\n"
        "time: about 8 s on 2 threads (32 of the runs were tried: 10000 steps each, 80 M"
        " steps/s)\n"
        "disk: about 38 MB of record; tables and figures for people come besides\n");
}

static void a_bound_is_called_one(void **state)
{
  (void)state;
  check(1, 1, (Estimate){1, 0, 0, 0, 2.01, 7200, true, 640}, 1,
        "1 condition x 1 seed: 1 run, 0 known, 1 to do\n"
        "time: more than 2:00 h on 1 thread (none of the runs that were tried ended within 2 s)\n"
        "disk: about 640 B of record; tables and figures for people come besides\n");
}

static void nothing_to_do_takes_nothing(void **state)
{
  (void)state;
  check(1, 2, (Estimate){.runs = 2, .known = 2}, 1,
        "1 condition x 2 seeds: 2 runs, 2 known, 0 to do\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_tried_is_told),
      cmocka_unit_test(a_bound_is_called_one),
      cmocka_unit_test(nothing_to_do_takes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
