// Summary under test: windows, animals that are missing, and the intervals of resample_bootstrap.

#include "report/summary.h"

#include <math.h>

#include "base/diag.h"
#include "config/csv.h"
#include "math/resample.h"
#include "sample.h"

static const char *const axis[] = {"group"}, *const level[] = {"right"};

static double cell(const Csv *csv, size_t row, const char *column)
{
  double number = NAN;
  assert_true(text_to_number(csv_cell(csv, row, csv_column(csv, column)), &number));
  return number;
}

static void a_summary_is_over_each_animals_last_window(void **state)
{
  // Animals' means over the last two episodes: 2, 4, 6, 20, and one without a number.
  double value[5][3] = {{100, 1, 3}, {100, 4, 4}, {100, 6, 6}, {100, 10, 30}, {100, NAN, NAN}};
  Text   out = {.arena = arena_open()};
  Draws  draws = draws_open(out.arena, SUMMARY_RESAMPLES, 1);
  (void)state;
  summary_header(&out, 1, axis);
  summary_row(&draws, &out, 1, level, "learn", "steps", &value[0][0], NULL, 5, 3, 2);
  summary_row(&draws, &out, 1, level, "learn", "steps", &value[0][0], NULL, 1, 3, 50);
  Diag *diag = diag_open(out.arena);
  Csv  *csv = csv_read_text(out.arena, "summary.csv", out.start, out.length, diag);
  assert_int_equal(csv->n_rows, 2);
  static const char *const row[] = {"right", "learn", "steps", "last 2", "4", "8"};
  for (int i = 0; i < 6; i++) assert_string_equal(csv_cell(csv, 0, i), row[i]);
  assert_string_equal(csv_cell(csv, 0, csv_column(csv, "iqm")), "5");
  double low = cell(csv, 0, "mean_low"), high = cell(csv, 0, "mean_high");
  assert_true(low >= 2 && low < 8 && high > 8 && high <= 20);
  static const char *const one[] = {"right", "learn", "steps", "all", "1", "34.666666666666664",
                                    "",      "",      "34.666666666666664", "", ""};
  for (int i = 0; i < 11; i++) assert_string_equal(csv_cell(csv, 1, i), one[i]);
  arena_close(out.arena);
}

typedef struct Chosen {
  const double *value;
  double (*statistic)(const double *x, size_t n);
} Chosen;

static double find_statistic(const void *context, const int *units, size_t n)
{
  const Chosen *chosen = context;
  double        drawn[40];
  for (size_t i = 0; i < n; i++) drawn[i] = chosen->value[units[i]];
  return chosen->statistic(drawn, n);
}

static void intervals_are_those_of_the_bootstrap_row_after_row(void **state)
{
  enum { ROWS_HERE = 4 };
  static const size_t animals[ROWS_HERE] = {40, 40, 17, 40};
  double              value[ROWS_HERE][40];
  Text                out = {.arena = arena_open()};
  Draws               draws = draws_open(out.arena, SUMMARY_RESAMPLES, SUMMARY_SEED);
  Stream              stream = stream_open(5, PURPOSE_ENV);
  ResampleDraws       draws_too = {SUMMARY_RESAMPLES, 0.95, SUMMARY_SEED};
  (void)state;
  summary_header(&out, 1, axis);
  for (int r = 0; r < ROWS_HERE; r++) {
    for (size_t i = 0; i < animals[r]; i++) value[r][i] = chance_normal(stream_next(&stream));
    summary_row(&draws, &out, 1, level, "learn", "return", value[r], NULL, animals[r], 1,
                50);
  }
  Csv *csv = csv_read_text(out.arena, "summary.csv", out.start, out.length, diag_open(out.arena));
  for (size_t r = 0; r < ROWS_HERE; r++) {
    Chosen mean = {value[r], statistic_mean}, middle = {value[r], statistic_iqm};
    double low, high;
    ResampleUnits units = {.n = animals[r]};
    resample_bootstrap(find_statistic, &mean, &units, &draws_too, &low, &high);
    assert_true(cell(csv, r, "mean_low") == low && cell(csv, r, "mean_high") == high);
    resample_bootstrap(find_statistic, &middle, &units, &draws_too, &low, &high);
    assert_true(cell(csv, r, "iqm_low") == low && cell(csv, r, "iqm_high") == high);
  }
  arena_close(out.arena);
}

// Twelve animals of three wirings, alike within each: the mean is 1 to 3; of animals drawn one by
// one it is nearer to 2. One animal is missing, so that places and wirings differ.
static void animals_that_share_a_wiring_are_drawn_together(void **state)
{
  double value[13];
  int    wiring[13];
  Text   out = {.arena = arena_open()};
  Draws  draws = draws_open(out.arena, SUMMARY_RESAMPLES, SUMMARY_SEED);
  (void)state;
  for (int i = 0; i < 13; i++) {
    wiring[i] = i == 0 ? 2 : (i - 1) % 3;
    value[i] = i == 0 ? NAN : wiring[i] + 1;
  }
  summary_header(&out, 1, axis);
  summary_row(&draws, &out, 1, level, "learn", "return", value, wiring, 13, 1, 50);
  summary_row(&draws, &out, 1, level, "learn", "return", value, NULL, 13, 1, 50);
  Csv *csv = csv_read_text(out.arena, "summary.csv", out.start, out.length, diag_open(out.arena));
  for (size_t r = 0; r < 2; r++) {
    assert_true(cell(csv, r, "animals") == 12 && cell(csv, r, "mean") == 2);
  }
  assert_true(cell(csv, 0, "mean_low") == 1 && cell(csv, 0, "mean_high") == 3);
  assert_true(cell(csv, 1, "mean_low") > 1.4 && cell(csv, 1, "mean_high") < 2.6);
  assert_true(cell(csv, 0, "iqm_low") == 1 && cell(csv, 0, "iqm_high") == 3);
  arena_close(out.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_summary_is_over_each_animals_last_window),
      cmocka_unit_test(intervals_are_those_of_the_bootstrap_row_after_row),
      cmocka_unit_test(animals_that_share_a_wiring_are_drawn_together),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
