// Comparison, text, under test: the blocks byte by byte, and CSV that reads back.

#include "config/csv.h"
#include "report/comparison.h"
#include "sample.h"

static const double  LEFT[] = {11, 22, 33}, RIGHT[] = {10, 20, 30};
static const int64_t SEED[] = {1, 2, 3}, OTHER[] = {4, 5, 6};

static ComparisonTable compare(Arena *arena, const Rivals *rivals, const int64_t *seed)
{
  ComparisonRow *row = arena_take(arena, 1, sizeof *row);
  *row = (ComparisonRow){.phase = "learn", .measure = "steps", .window = "last 50"};
  comparison_judge(arena, &(ComparisonSide){3, LEFT, SEED, NULL, NULL},
                   &(ComparisonSide){3, RIGHT, seed, NULL, NULL}, row);
  return (ComparisonTable){rivals, 1, row, 0, 6};
}

static void a_block_says_all_there_is_to_say(void **state)
{
  Text            out = {.arena = arena_open()};
  Rivals          rivals = {1, NULL, NULL, "", "group=real", "b\033lank"};
  ComparisonTable table = compare(out.arena, &rivals, SEED);
  (void)state;
  comparison_print(out.arena, &table, &out);
  assert_string_equal(
      out.start,
      "A: group=real\n"
      "B: b?lank\n"
      "\n"
      "learn: steps, last 50\n"
      "        A                         B                         A - B\n"
      "  mean  22 [11, 33]               20 [10, 30]               2 [1, 3]\n"
      "  IQM   22 [11, 33]               20 [10, 30]               2 [1, 3]\n"
      "  P(A > B) 0.6667 [0.6667, 1], d_z 2\n"
      "  p = 0.25 (all sign flips, 3 pairs); 5 seeds would show it in 4 of 5 experiments\n");
  arena_close(out.arena);
}

static void what_is_not_known_is_a_dash(void **state)
{
  Text            out = {.arena = arena_open()};
  Rivals          rivals = {2, NULL, NULL, "slip", "real", "shuffled"};
  ComparisonTable table = compare(out.arena, &rivals, OTHER);
  table.row->p = table.row->effect = table.row->mean.low = table.row->iqm.value = NAN;
  table.row->needed = INFINITY;
  (void)state;
  comparison_print(out.arena, &table, &out);
  assert_non_null(strstr(out.start, "B: shuffled\nin 2 worlds: slip\n"));
  assert_non_null(strstr(out.start, "  2\n  IQM "));
  assert_non_null(strstr(out.start, "  -\n  P(A > B) "));
  assert_non_null(strstr(out.start, "Hedges' g -\n  p = - (Welch's t, 3 and 3 animals); "
                                    "no number of seeds would show it in 4 of 5 experiments\n"));
  arena_close(out.arena);
}

static void the_table_reads_back(void **state)
{
  Text            out = {.arena = arena_open()};
  Diag           *diag = diag_open(out.arena);
  Rivals          rivals = {1, NULL, NULL, "", "group=real,alpha=0.1", "shuffled"};
  ComparisonTable table = compare(out.arena, &rivals, SEED);
  (void)state;
  comparison_csv(&table, &out);
  Csv *csv = csv_read_text(out.arena, "compare.csv", out.start, out.length, diag);
  assert_int_equal(diag_count(diag), 0);
  assert_int_equal(csv->n_rows, 1);
  assert_int_equal(csv->n_columns, 35);
  static const char *const want[][2] = {
      {"a", "group=real,alpha=0.1"}, {"phase", "learn"}, {"window", "last 50"},
      {"worlds", "1"}, {"animals_a", "3"}, {"pairs", "3"}, {"mean_a", "22"}, {"mean_b_low", "10"},
      {"iqm_b", "20"}, {"mean_difference", "2"}, {"mean_difference_high", "3"}, {"p", "0.25"},
      {"test", "all sign flips"}, {"effect", "d_z"}, {"effect_size", "2"}, {"seeds_needed", "5"}};
  for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
    assert_string_equal(csv_cell(csv, 0, csv_column(csv, want[i][0])), want[i][1]);
  }
  arena_close(out.arena);
}

static void profiles_fall_from_below_the_least_to_the_largest(void **state)
{
  Text            out = {.arena = arena_open()};
  Diag           *diag = diag_open(out.arena);
  Rivals          rivals = {1, NULL, NULL, "", "real", "shuffled"};
  ComparisonTable table = compare(out.arena, &rivals, SEED);
  (void)state;
  comparison_profiles(out.arena, &table, &out);
  Csv *csv = csv_read_text(out.arena, "profiles.csv", out.start, out.length, diag);
  assert_int_equal(csv->n_rows, COMPARISON_TAUS);
  assert_string_equal(csv_cell(csv, 0, csv_column(csv, "tau")), "10");
  assert_string_equal(csv_cell(csv, 0, csv_column(csv, "share_a")), "1");
  assert_string_equal(csv_cell(csv, COMPARISON_TAUS - 1, csv_column(csv, "tau")), "33");
  double before[] = {1, 1};
  for (size_t i = 0; i < csv->n_rows; i++) {
    for (int side = 0; side < 2; side++) {
      const char *name = side ? "share_b" : "share_a";
      double      share;
      assert_true(text_to_number(csv_cell(csv, i, csv_column(csv, name)), &share));
      assert_true(share <= before[side]);
      before[side] = share;
    }
  }
  assert_true(before[0] == 0 && before[1] == 0);
  arena_close(out.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_block_says_all_there_is_to_say),
    cmocka_unit_test(what_is_not_known_is_a_dash),
    cmocka_unit_test(the_table_reads_back),
    cmocka_unit_test(profiles_fall_from_below_the_least_to_the_largest),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
