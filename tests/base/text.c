// Text under test: numbers there and back, near words, UTF-8, growing strings.

#include <float.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static void check_number(const char *text, double wanted)
{
  double number;
  if (!text_to_number(text, &number)) fail_msg("'%s' is refused", text);
  if (memcmp(&number, &wanted, sizeof number) != 0) fail_msg("'%s' is read as %a", text, number);
}

static void decimal_numbers_are_read(void **state)
{
  (void)state;
  check_number("12", 12);
  check_number("-0.5", -0.5);
  check_number("+3", 3);
  check_number(".5", 0.5);
  check_number("5.", 5);
  check_number("1e-4", 0.0001);
  check_number("1.0e-04", 0.0001);
  check_number("1E+3", 1000);
  check_number("0", 0);
  check_number("-0", -0.0);
  check_number("0.000e99999999999999999999", 0);
  check_number("1e-99999999999999999999", 0);
  check_number("1.7976931348623157e308", DBL_MAX);
  check_number("5e-324", 0x1p-1074);
  check_number("9007199254740993", 9007199254740992.0);
}

static void what_is_no_decimal_number_is_refused(void **state)
{
  static const char *const texts[] = {
    "", "nan", "inf", "-inf", "infinity", ".nan", ".inf", "0x10", "0b1", "012", "00", "-01",
    "1_0", "1:30", " 1", "1 ", "1\n", "1e", "1e+", "e5", ".", "-", "+", "+-1", "--1", "1.2.3",
    "1,5", "1/6", "1e999", "-1e999", "1.8e308", "1e99999999999999999999", "5%", "1f", "1d3",
    "\xC2\xBD"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    double number = 7;
    if (text_to_number(texts[i], &number)) fail_msg("'%s' is read as %g", texts[i], number);
  }
}

// Halfway between two doubles a number goes to the even one; what is behind, however far, decides.
static void long_numbers_are_rounded_correctly(void **state)
{
  char text[1400];
  (void)state;
  check_number("9007199254740993.0000000000000000000000000000000000000000", 9007199254740992.0);
  int n = snprintf(text, sizeof text, "9007199254740993.");
  memset(text + n, '0', 1200);
  text[n + 1200] = '\0';
  check_number(text, 9007199254740992.0);
  text[n + 1199] = '1';
  check_number(text, 9007199254740994.0);
  memset(text, '9', 1000);
  text[1000] = '\0';
  double number;
  assert_false(text_to_number(text, &number));
  strcpy(text + 1000, "e-990");
  check_number(text, 1e10);
}

static void whole_numbers_are_read_to_their_last_digit(void **state)
{
  static const char *const bad[] = {"", "-", "1.0", "1e3", "+1", "01", "-0x1", " 1", "1 ", "1_0",
                                    "9223372036854775808", "-9223372036854775809", "abc"};
  int64_t count;
  (void)state;
  assert_true(text_to_count("9223372036854775807", &count) && count == INT64_MAX);
  assert_true(text_to_count("-9223372036854775808", &count) && count == INT64_MIN);
  assert_true(text_to_count("0", &count) && count == 0);
  assert_true(text_to_count("-0", &count) && count == 0);
  assert_true(text_to_count("9007199254740993", &count) && count == 9007199254740993);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    if (text_to_count(bad[i], &count)) fail_msg("'%s' is read", bad[i]);
  }
}

static void check_text(double number, const char *wanted)
{
  char   out[32];
  size_t length = text_from_number(out, number);
  assert_string_equal(out, wanted);
  assert_int_equal(length, strlen(wanted));
}

static void numbers_are_written_in_the_fewest_digits(void **state)
{
  (void)state;
  check_text(0.1, "0.1");
  check_text(3, "3");
  check_text(-2.5, "-2.5");
  check_text(0, "0");
  check_text(-0.0, "-0");
  check_text(0.0001, "0.0001");
  check_text(0.00001, "1e-05");
  check_text(0.00001234, "1.234e-05");
  check_text(123456.789, "123456.789");
  check_text(1e15, "1000000000000000");
  check_text(1e16, "1e+16");
  check_text(9007199254740991, "9007199254740991");
  check_text(1.5e300, "1.5e+300");
  check_text(0.1 + 0.2, "0.30000000000000004");
  check_text(1.0 / 3, "0.3333333333333333");
  check_text(DBL_MAX, "1.7976931348623157e+308");
  check_text(0x1p-1074, "5e-324");
  check_text(DBL_MIN, "2.2250738585072014e-308");
  check_text(0x1p-44, "5.684341886080802e-14");   // the nearest sixteen digits do not read back
  check_text(9.5367431640625e-07, "9.5367431640625e-07");
  check_text(INFINITY, "inf");
  check_text(-INFINITY, "-inf");
  check_text(NAN, "nan");
  check_text(-NAN, "nan");
}

static uint64_t step(uint64_t *x)
{
  *x ^= *x << 13;
  *x ^= *x >> 7;
  return *x ^= *x << 17;
}

// Any bits and a decimal of six places; the C library's own fewest digits are never fewer.
static void every_number_reads_back_and_none_could_be_shorter(void **state)
{
  uint64_t x = 88172645463325252;
  (void)state;
  for (int i = 0; i < 40000; i++) {
    double   number, again;
    uint64_t bits = step(&x);
    memcpy(&number, &bits, sizeof number);
    if (i % 2 == 1) number = (double)(int64_t)(bits % 2000000000 - 1000000000) / 1e6;
    if (!isfinite(number)) continue;
    char   out[32], shorter[48];
    size_t length = text_from_number(out, number);
    if (!text_to_number(out, &again) || memcmp(&again, &number, 8) != 0) fail_msg("%s", out);
    assert_true(length < 26);
    int digits = 0;
    for (const char *c = out + strspn(out, "-0."); *c != '\0' && *c != 'e'; c++) {
      digits += *c != '.';
    }
    snprintf(shorter, sizeof shorter, "%.*e", digits > 1 ? digits - 2 : 0, number);
    bool whole = digits > 1 && out[length - 1] == '0' && strpbrk(out, "e.") == NULL;
    if (digits > 1 && !whole && strtod(shorter, NULL) == number) fail_msg("%s, %s", out, shorter);
  }
}

// A host program may have set another decimal point; nothing here may follow it.
static void the_locale_changes_nothing(void **state)
{
  static const char *const locales[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"};
  bool set = false;
  (void)state;
  for (size_t i = 0; i < 4 && !set; i++) set = setlocale(LC_NUMERIC, locales[i]) != NULL;
  if (!set) skip();
  check_number("0.5", 0.5);
  check_text(0.5, "0.5");
  check_text(1.5e300, "1.5e+300");
  setlocale(LC_NUMERIC, "C");
}

static void counts_are_written(void **state)
{
  char out[32];
  (void)state;
  assert_int_equal(text_from_count(out, INT64_MIN), 20);
  assert_string_equal(out, "-9223372036854775808");
  assert_int_equal(text_from_count(out, 0), 1);
  assert_string_equal(out, "0");
}

static void the_nearest_word_is_one_that_may_be_meant(void **state)
{
  static const char *const words[] = {"alpha", "gamma", "epsilon", "lambda",
                                      "w_min", "w_max", "S"};
  (void)state;
  assert_string_equal(text_nearest("alhpa", words, 7), "alpha");
  assert_string_equal(text_nearest("gama", words, 7), "gamma");
  assert_string_equal(text_nearest("Lambda", words, 7), "lambda");
  assert_string_equal(text_nearest("epsillon", words, 7), "epsilon");
  assert_string_equal(text_nearest("W-min", words, 7), "w_min");
  assert_string_equal(text_nearest("wmax", words, 7), "w_max");
  assert_null(text_nearest("beta", words, 7));
  assert_null(text_nearest("x", words, 7));
  assert_null(text_nearest("", words, 7));
  assert_null(text_nearest("temperature", words, 7));
  assert_null(text_nearest("alpha", NULL, 0));
}

static void characters_of_utf8_are_told_from_other_bytes(void **state)
{
  static const struct {
    const char *text;
    size_t      bytes;
    uint32_t    rune;
  } cases[] = {{"a", 1, 'a'},
               {"\xC3\x9F", 2, 0xDF},
               {"\xE2\x82\xAC", 3, 0x20AC},
               {"\xF0\x9F\x90\x9B", 4, 0x1F41B},
               {"\x80", 0, 0},
               {"\xC0\x80", 0, 0},           // too long a form
               {"\xE0\x80\x80", 0, 0},
               {"\xED\xA0\x80", 0, 0},       // a surrogate
               {"\xF4\x90\x80\x80", 0, 0},   // beyond the last
               {"\xFF", 0, 0},
               {"\xC3", 0, 0}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint32_t rune = 0;
    assert_int_equal(text_rune(cases[i].text, strlen(cases[i].text), &rune), cases[i].bytes);
    if (cases[i].bytes > 0) assert_int_equal(rune, cases[i].rune);
  }
}

static void a_brief_text_ends_with_a_whole_character(void **state)
{
  char text[200] = "";
  (void)state;
  assert_string_equal(text_brief("short").text, "short");
  for (int i = 0; i < 41; i++) strcat(text, "\xC3\x9F");
  Brief brief = text_brief(text);
  assert_int_equal(strlen(brief.text), 83);
  assert_string_equal(brief.text + 78, "\xC3\x9F...");
}

static void a_growing_string_holds_all_that_was_added(void **state)
{
  Arena *arena = arena_open();
  Text   text = {.arena = arena};
  (void)state;
  text_add(&text, "");
  assert_string_equal(text.start, "");
  for (int i = 0; i < 1000; i++) text_print(&text, "%d,", i);
  text_add_bytes(&text, "abc", 2);
  text_add_number(&text, 0.5);
  assert_int_equal(text.length, strlen(text.start));
  assert_int_equal(text.length, 2890 + 1000 + 2 + 3);
  assert_string_equal(text.start + text.length - 9, "999,ab0.5");
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(decimal_numbers_are_read),
    cmocka_unit_test(what_is_no_decimal_number_is_refused),
    cmocka_unit_test(long_numbers_are_rounded_correctly),
    cmocka_unit_test(whole_numbers_are_read_to_their_last_digit),
    cmocka_unit_test(numbers_are_written_in_the_fewest_digits),
    cmocka_unit_test(every_number_reads_back_and_none_could_be_shorter),
    cmocka_unit_test(the_locale_changes_nothing),
    cmocka_unit_test(counts_are_written),
    cmocka_unit_test(the_nearest_word_is_one_that_may_be_meant),
    cmocka_unit_test(characters_of_utf8_are_told_from_other_bytes),
    cmocka_unit_test(a_brief_text_ends_with_a_whole_character),
    cmocka_unit_test(a_growing_string_holds_all_that_was_added),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
