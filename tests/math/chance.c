// Chance under test: streams against NumPy's, and the numbers that words stand for.
//
// The words in tests/math/data/streams.csv were drawn by NumPy (its version is in the first line)
// with tests/math/streams.py, which also compares them with the NumPy at hand.

#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "math/chance.h"

enum { DRAWS = 1000000 };

static void the_words_are_those_of_numpy(void **state)
{
  FILE    *table = fopen("tests/math/data/streams.csv", "r");
  char     line[120];
  uint64_t seed, word, words[1001];
  int      purpose, place, count = 0, purposes = 0;
  (void)state;
  assert_non_null(table);
  assert_non_null(fgets(line, sizeof line, table));
  assert_int_equal(strncmp(line, "# numpy ", 8), 0);
  while (fgets(line, sizeof line, table)) {
    assert_int_equal(
        sscanf(line, "%" SCNu64 ",%d,%d,%" SCNu64, &seed, &purpose, &place, &word), 4);
    assert_in_range(place, 0, 1000);
    Stream stream = stream_open(seed, (Purpose)purpose);
    stream_fill(&stream, words, 1001, 1);
    if (words[place] != word) fail_msg("%s is not %" PRIu64, line, words[place]);
    count++;
    purposes |= 1 << purpose;
  }
  fclose(table);
  assert_int_equal(count, 450);
  assert_int_equal(purposes, (1 << (PURPOSE_BOOTSTRAP + 1)) - 1);
}

static void a_fill_in_pieces_is_the_fill_in_one(void **state)
{
  uint64_t whole[100], part[300];
  Stream   one = stream_open(7, PURPOSE_ENV), two = one, three = one;
  (void)state;
  stream_fill(&one, whole, 100, 1);
  memset(part, 0, sizeof part);
  stream_fill(&two, part, 33, 3);
  stream_fill(&two, part + 99, 0, 3);
  stream_fill(&two, part + 99, 67, 3);
  for (int i = 0; i < 100; i++) {
    assert_true(part[3 * i] == whole[i]);
    assert_true(part[3 * i + 1] == 0 && part[3 * i + 2] == 0);
    assert_true(stream_next(&three) == whole[i]);
  }
  assert_memory_equal(&one, &two, sizeof one);
  assert_memory_equal(&one, &three, sizeof one);
}

static void four_streams_side_by_side_are_each_its_own(void **state)
{
  uint64_t alone[200], together[50 * 6] = {0};
  Stream   four[4], one;

  (void)state;
  for (int k = 0; k < 4; k++) four[k] = stream_open(7 + (uint64_t)k, PURPOSE_NOISE);
  stream_fill_four(four, together + 1, 20, 6);
  stream_fill_four(four, together + 1 + 20 * 6, 30, 6);
  for (int k = 0; k < 4; k++) {
    one = stream_open(7 + (uint64_t)k, PURPOSE_NOISE);
    stream_fill(&one, alone, 50, 1);
    for (int i = 0; i < 50; i++) assert_true(together[i * 6 + 1 + k] == alone[i]);
    assert_memory_equal(&four[k], &one, sizeof one);
  }
  for (int i = 0; i < 50; i++) assert_true(together[i * 6] == 0 && together[i * 6 + 5] == 0);
}

static void a_uniform_number_lies_below_one(void **state)
{
  (void)state;
  assert_true(chance_uniform(0) == 0.0);
  assert_true(chance_uniform(UINT64_MAX) == 1.0 - 0x1p-53);
  assert_true(chance_uniform((uint64_t)1 << 11) == 0x1p-53);
  assert_true(chance_uniform((uint64_t)1 << 63) == 0.5);
}

static void whole_numbers_come_equally_often(void **state)
{
  Stream stream = stream_open(1, PURPOSE_POLICY);
  double count[7] = {0}, square = 0.0;
  (void)state;
  assert_int_equal(chance_below(UINT64_MAX, 7), 6);
  assert_int_equal(chance_below(0, 7), 0);
  assert_int_equal(chance_below(UINT64_MAX, UINT32_MAX), UINT32_MAX - 1);
  for (int i = 0; i < DRAWS; i++) count[chance_below(stream_next(&stream), 7)]++;
  for (int i = 0; i < 7; i++) square += (count[i] - DRAWS / 7.0) * (count[i] - DRAWS / 7.0);
  assert_true(square / (DRAWS / 7.0) < 22.5);   // chi squared, 6 degrees: exceeded once in 1,000
}

static void the_normal_is_symmetric_and_finite(void **state)
{
  Stream stream = stream_open(2, PURPOSE_NOISE);
  (void)state;
  for (int i = 0; i < 10000; i++) {
    uint64_t word = stream_next(&stream);
    assert_true(chance_normal(word) == -chance_normal(~word));
  }
  assert_true(chance_normal(UINT64_MAX) > 8.2 && chance_normal(UINT64_MAX) < 8.3);
  assert_true(chance_normal(0) == -chance_normal(UINT64_MAX));
  assert_true(chance_normal((uint64_t)1 << 63) > 0.0);
  assert_true(chance_normal((uint64_t)1 << 63) < 0x1p-52);
}

// The first four moments, each within four of its standard errors.
static void the_normal_has_the_moments_of_a_normal(void **state)
{
  const double want[] = {0.0, 1.0, 0.0, 3.0}, variance[] = {1.0, 2.0, 15.0, 96.0};
  Stream stream = stream_open(3, PURPOSE_NOISE);
  double sum[4] = {0};
  (void)state;
  for (int i = 0; i < DRAWS; i++) {
    double x = chance_normal(stream_next(&stream)), power = 1.0;
    for (int k = 0; k < 4; k++) sum[k] += power *= x;
  }
  for (int k = 0; k < 4; k++) {
    assert_true(fabs(sum[k] / DRAWS - want[k]) < 4.0 * sqrt(variance[k] / DRAWS));
  }
}

static void the_exponential_has_its_moments(void **state)
{
  Stream stream = stream_open(4, PURPOSE_NOISE);
  double sum = 0.0, squares = 0.0;
  (void)state;
  assert_true(chance_exponential(0) == 0.0 && !signbit(chance_exponential(0)));
  assert_true(fabs(chance_exponential(UINT64_MAX) - 53.0 * log(2.0)) < 1e-13);
  for (int i = 0; i < DRAWS; i++) {
    double x = chance_exponential(stream_next(&stream));
    assert_true(x >= 0.0);
    sum += x;
    squares += x * x;
  }
  assert_true(fabs(sum / DRAWS - 1.0) < 4.0 / 1000.0);
  assert_true(fabs(squares / DRAWS - 2.0) < 4.0 * sqrt(20.0) / 1000.0);
}

// FNV-1a over the bytes, low first; taken once (gcc 12, -O0).
static void every_build_draws_the_golden_bits(void **state)
{
  Stream   stream = stream_open(5, PURPOSE_NOISE);
  uint64_t sum = 0xcbf29ce484222325u, bits;
  char     text[20];
  (void)state;
  for (int i = 0; i < 200000; i++) {
    uint64_t word = stream_next(&stream);
    double   x = i % 2 ? chance_normal(word) : chance_exponential(word);
    memcpy(&bits, &x, sizeof bits);
    for (int k = 0; k < 8; k++) sum = (sum ^ ((bits >> (8 * k)) & 0xff)) * 0x100000001b3u;
  }
  snprintf(text, sizeof text, "%016" PRIx64, sum);
  assert_string_equal(text, "c13d5e61f3436b74");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_words_are_those_of_numpy),
    cmocka_unit_test(a_fill_in_pieces_is_the_fill_in_one),
    cmocka_unit_test(four_streams_side_by_side_are_each_its_own),
    cmocka_unit_test(a_uniform_number_lies_below_one),
    cmocka_unit_test(whole_numbers_come_equally_often),
    cmocka_unit_test(the_normal_is_symmetric_and_finite),
    cmocka_unit_test(the_normal_has_the_moments_of_a_normal),
    cmocka_unit_test(the_exponential_has_its_moments),
    cmocka_unit_test(every_build_draws_the_golden_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
