// Table under test: bytes, numbers that read back, statistics, and what CSV makes of it.

#include "report/table.h"

#include "base/diag.h"
#include "config/csv.h"
#include "sample.h"

static void cells_are_quoted_only_where_needed(void **state)
{
  Text out = {.arena = arena_open()};
  (void)state;
  table_cell(&out, "plain [1; 2]");
  table_cell(&out, "a,b");
  table_cell(&out, "say \"x\"");
  table_cell(&out, "two\nlines");
  table_cell(&out, NULL);
  table_number(&out, NAN);
  table_count(&out, -9223372036854775807LL);
  table_end(&out);
  assert_string_equal(out.start, "plain [1; 2],\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",,,"
                                 "-9223372036854775807\n");
  arena_close(out.arena);
}

// The fast path must say what text_from_number says, to the byte.
static void check_number(Text *out, double number)
{
  char   wanted[32];
  size_t n = text_from_number(wanted, number);
  out->length = 0;
  table_number(out, number);
  assert_int_equal(out->length, n + 1);
  assert_memory_equal(out->start, wanted, n);
}

static void numbers_are_the_shortest_that_read_back(void **state)
{
  Text   out = {.arena = arena_open()};
  Stream stream = stream_open(2, PURPOSE_ENV);
  (void)state;
  for (int i = 0; i < 50000; i++) {
    uint64_t word[3];
    double   any;
    stream_fill(&stream, word, 3, 1);
    memcpy(&any, &word[0], sizeof any);
    if (!isnan(any)) check_number(&out, any);
    int    decimals = (int)(word[1] % 9);
    double power = 1;
    for (int k = 0; k < decimals; k++) power *= 10;
    check_number(&out, ((double)(word[2] >> (word[1] >> 32) % 60) - 1000) / power);
    check_number(&out, chance_uniform(word[2]));
  }
  static const double corners[] = {1,     -1,      0.1,       1e-4,   9.9e-5, 0.30000000000000004,
                                   1e9,   1e15,    123456.5,  1e22,   -17.9,  999999999.999999,
                                   5e-324, INFINITY, -INFINITY, 1 / 3.0};
  for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) check_number(&out, corners[i]);
  out.length = 0;
  table_number(&out, -0.0);
  assert_string_equal(out.start, "0,");
  arena_close(out.arena);
}

static void curves_are_tidy_rows(void **state)
{
  static const char *const axis[] = {"group", "alpha"}, *const measure[] = {"steps", "return"};
  static const char *const level[] = {"right", NULL};
  double steps[] = {500, 16.5, NAN}, gain[] = {0, 1, INFINITY};
  const double *const value[] = {steps, gain}, *const half[] = {steps, NULL};
  Text out = {.arena = arena_open()};
  (void)state;
  table_curves_header(&out, 2, axis, "episode", 2, measure);
  table_curves(&out, 2, level, 7, "learn", 1, 3, 2, value);
  table_curves(&out, 2, level, 7, "rest, then", 10, 1, 2, half);
  assert_string_equal(out.start, "group,alpha,seed,phase,episode,steps,return\n"
                                 "right,,7,learn,1,500,0\n"
                                 "right,,7,learn,2,16.5,1\n"
                                 "right,,7,learn,3,,inf\n"
                                 "right,,7,\"rest, then\",10,500,\n");
  arena_close(out.arena);
}

static void what_is_written_reads_back_the_same(void **state)
{
  static const char *const axis[] = {"a \"q\""}, *const level[] = {"x,\ny"};
  static const char *const measure[] = {"m0", "m1", "m2", "m3", "m4"};
  enum { ROWS_HERE = 500, COLUMNS_HERE = 5 };
  double        number[COLUMNS_HERE][ROWS_HERE];
  const double *value[COLUMNS_HERE];
  Stream        stream = stream_open(4, PURPOSE_ENV);
  Text          out = {.arena = arena_open()};
  (void)state;
  for (int m = 0; m < COLUMNS_HERE; m++) {
    for (int i = 0; i < ROWS_HERE; i++) {
      uint64_t word = stream_next(&stream);
      memcpy(&number[m][i], &word, sizeof word);
      if (!isfinite(number[m][i])) number[m][i] = 0.25;
    }
    value[m] = number[m];
  }
  table_curves_header(&out, 1, axis, "trial", COLUMNS_HERE, measure);
  table_curves(&out, 1, level, 3, "p", 1, ROWS_HERE, COLUMNS_HERE, value);
  Diag *diag = diag_open(out.arena);
  Csv  *csv = csv_read_text(out.arena, "curves.csv", out.start, out.length, diag);
  assert_int_equal(diag_count(diag), 0);
  assert_int_equal(csv->n_rows, ROWS_HERE);
  for (size_t i = 0; i < ROWS_HERE; i++) {
    assert_string_equal(csv_cell(csv, i, csv_column(csv, "a \"q\"")), "x,\ny");
    for (int m = 0; m < COLUMNS_HERE; m++) {
      double back;
      assert_true(text_to_number(csv_cell(csv, i, csv_column(csv, measure[m])), &back));
      assert_memory_equal(&back, &number[m][i], sizeof back);
    }
  }
  arena_close(out.arena);
}

static void claims_are_rows(void **state)
{
  Judgement judgement[] = {
      {.that = "both, at last", .because = "eichler2017", .verdict = VERDICT_PASS,
       .measured = "1.12", .band = "at most 1.25", .interval = "[1.1, 1.2]", .animals = 30},
      {.that = "no data", .verdict = VERDICT_FAIL, .band = "above 0", .fails = "as in 2021"}};
  Text out = {.arena = arena_open()};
  (void)state;
  table_claims(&out, judgement, 2);
  assert_string_equal(out.start,
                      "claim,verdict,measured,band,interval,animals,because,fails\n"
                      "\"both, at last\",pass,1.12,at most 1.25,\"[1.1, 1.2]\",30,eichler2017,\n"
                      "no data,fail,,above 0,,0,,as in 2021\n");
  arena_close(out.arena);
}

static void tensors_of_the_same_axes_share_rows(void **state)
{
  Arena *arena = arena_open();
  static const char *const states[] = {"[1, 2]", "S"}, *const measure[] = {"value", "visits"};
  TensorAxis axis[2] = {sample_names(arena, "state", 2, states),
                        sample_numbers(arena, "n", 2, 1, 1)};
  Tensor *a = tensor_make(arena, 2, axis), *b = tensor_make(arena, 2, axis);
  Text    out = {.arena = arena};
  (void)state;
  a->value[0] = 0.5;
  a->value[3] = 1;
  b->value[3] = 2;
  table_tensors(&out, 2, (const Tensor *const[]){a, b}, measure);
  assert_string_equal(out.start, "state,n,value,visits\n\"[1, 2]\",1,0.5,\nS,2,1,2\n");
  out.length = 0;
  axis[0].n = 0;
  const Tensor *none = tensor_make(arena, 2, axis);
  table_tensors(&out, 1, &none, measure);
  assert_string_equal(out.start, "state,n,value\n");
  arena_close(arena);
}

static void a_table_in_parts_is_the_whole_table(void **state)
{
  Arena        *arena = arena_open();
  const Tensor *tensor = sample_curves(arena, 2, 3, 7);
  const char   *names[] = {"steps"};
  Text          whole = {.arena = arena}, parts = {.arena = arena};
  (void)state;
  table_tensors(&whole, 1, &tensor, names);
  table_tensors_header(&parts, 1, &tensor, names);
  static const size_t rows[] = {1, 5, 0, 20, 16};
  for (size_t i = 0, at = 0; i < 5; at += rows[i++]) {
    table_tensors_rows(&parts, 1, &tensor, at, rows[i]);
  }
  assert_string_equal(parts.start, whole.start);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_table_in_parts_is_the_whole_table),
      cmocka_unit_test(cells_are_quoted_only_where_needed),
      cmocka_unit_test(numbers_are_the_shortest_that_read_back),
      cmocka_unit_test(curves_are_tidy_rows),
      cmocka_unit_test(what_is_written_reads_back_the_same),
      cmocka_unit_test(claims_are_rows),
      cmocka_unit_test(tensors_of_the_same_axes_share_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
