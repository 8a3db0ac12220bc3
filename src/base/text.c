// Text: numbers to and from text, the nearest word, growing strings.
//
// libc converts between digits and doubles, exactly and correctly rounded, but writes and expects
// the decimal point of the locale that a host program may have set. So no point ever reaches it: a
// number is handed over as whole digits with an exponent (12.5 as 125e-1) and taken back digit by
// digit.

#include "base/text.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A double is decided by its first 767 significant digits; of what follows only whether it is
// zero.
enum { DIGITS = 770, EXPONENT_CAP = 100000 };

typedef struct Decimal {
  bool negative;
  bool more;                // non-zero digits beyond those kept
  int  n;                   // digits kept, without leading zeros
  long exponent;            // of ten, of the last digit kept
  char digit[DIGITS + 1];
} Decimal;

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static void keep_digit(Decimal *decimal, char c, bool after_point)
{
  if (decimal->n == 0 && c == '0') {
    if (after_point) decimal->exponent--;
    return;
  }
  if (decimal->n < DIGITS) {
    decimal->digit[decimal->n++] = c;
    if (after_point) decimal->exponent--;
    return;
  }
  if (c != '0') decimal->more = true;
  if (!after_point) decimal->exponent++;
}

// The digits after an 'e'; NULL where they are not of that form.
static const char *scan_exponent(const char *text, long *exponent)
{
  bool negative = *text == '-';
  if (*text == '-' || *text == '+') text++;
  if (!is_digit(*text)) return NULL;
  long e = 0;
  for (; is_digit(*text); text++) {
    if (e < EXPONENT_CAP) e = 10 * e + (*text - '0');
  }
  *exponent = negative ? -e : e;
  return text;
}

static bool scan_decimal(const char *text, Decimal *decimal)
{
  *decimal = (Decimal){.negative = *text == '-'};
  if (*text == '-' || *text == '+') text++;
  if (text[0] == '0' && is_digit(text[1])) return false;
  int n_digits = 0;
  for (; is_digit(*text); text++, n_digits++) keep_digit(decimal, *text, false);
  if (*text == '.') {
    for (text++; is_digit(*text); text++, n_digits++) keep_digit(decimal, *text, true);
  }
  if (n_digits == 0) return false;
  if (*text == 'e' || *text == 'E') {
    long exponent;
    text = scan_exponent(text + 1, &exponent);
    if (text == NULL) return false;
    decimal->exponent += exponent;
  }
  return *text == '\0';
}

bool text_to_number(const char *text, double *number)
{
  Decimal decimal;
  if (!scan_decimal(text, &decimal)) return false;
  double value = 0;
  if (decimal.n != 0) {
    char whole[DIGITS + 32];
    snprintf(whole, sizeof whole, "%.*s%se%ld", decimal.n, decimal.digit, decimal.more ? "1" : "",
             decimal.exponent - (decimal.more ? 1 : 0));
    value = strtod(whole, NULL);
    if (isinf(value)) return false;
  }
  *number = decimal.negative ? -value : value;
  return true;
}

bool text_to_count(const char *text, int64_t *count)
{
  bool negative = *text == '-';
  if (negative) text++;
  if (!is_digit(*text) || (text[0] == '0' && is_digit(text[1]))) return false;
  uint64_t limit = negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX;
  uint64_t value = 0;
  for (; is_digit(*text); text++) {
    uint64_t digit = (uint64_t)(*text - '0');
    if (value > (limit - digit) / 10) return false;
    value = 10 * value + digit;
  }
  if (*text != '\0') return false;
  *count = !negative ? (int64_t)value : value == 0 ? 0 : -(int64_t)(value - 1) - 1;
  return true;
}

// The first `precision` digits of a positive number, rounded, and the power of ten of the first
// one.
static uint64_t round_to(double number, int precision, int *power)
{
  char written[48];
  snprintf(written, sizeof written, "%.*e", precision - 1, number);
  uint64_t    digits = 0;
  const char *c = written;
  for (; *c != 'e'; c++) {
    if (is_digit(*c)) digits = 10 * digits + (uint64_t)(*c - '0');
  }
  *power = atoi(c + 1);
  return digits;
}

static bool reads_as(double number, uint64_t digits, int exponent)
{
  char whole[48];
  snprintf(whole, sizeof whole, "%llue%d", (unsigned long long)digits, exponent);
  return strtod(whole, NULL) == number;
}

// Fewest digits that read back as the same number. Fifteen always survive the way there and back,
// so less is tried only below the normal range, where a number carries fewer. Just above a power
// of two the doubles lie farther apart than below it, and the digits next to the nearest may
// serve.
static int find_digits(double number, char digit[24], int *power)
{
  uint64_t digits = 0;
  for (int precision = number < DBL_MIN ? 1 : 15; precision <= 17; precision++) {
    digits = round_to(number, precision, power);
    int exponent = *power - precision + 1;
    if (reads_as(number, digits, exponent)) break;
    bool above = precision == 16 && digits < 9999999999999999u;
    if (above && reads_as(number, digits + 1, exponent)) {
      digits++;
      break;
    }
  }
  int n = snprintf(digit, 24, "%llu", (unsigned long long)digits);
  while (n > 1 && digit[n - 1] == '0') n--;
  digit[n] = '\0';
  return n;
}

// Digits with a point in their midst, zeros before or behind, or an exponent of at least two
// digits.
static size_t set_digits(char *out, size_t size, const char *digit, int n, int power)
{
  int length;
  if (power < -4 || power >= 16) {
    length = snprintf(out, size, "%c%s%se%c%02d", digit[0], n > 1 ? "." : "", digit + 1,
                      power < 0 ? '-' : '+', abs(power));
  } else if (power < 0) {
    length = snprintf(out, size, "0.%.*s%s", -power - 1, "000", digit);
  } else if (power < n - 1) {
    length = snprintf(out, size, "%.*s.%s", power + 1, digit, digit + power + 1);
  } else {
    length = snprintf(out, size, "%s%.*s", digit, power - n + 1, "0000000000000000");
  }
  assert(length > 0 && (size_t)length < size);
  return (size_t)length;
}

size_t text_from_number(char out[32], double number)
{
  size_t at = 0;
  if (isnan(number)) return (size_t)sprintf(out, "nan");
  if (signbit(number)) out[at++] = '-';
  if (isinf(number)) return at + (size_t)sprintf(out + at, "inf");
  if (number == 0) return at + (size_t)sprintf(out + at, "0");
  char digit[24];
  int  power;
  int  n = find_digits(fabs(number), digit, &power);
  return at + set_digits(out + at, 32 - at, digit, n, power);
}

size_t text_from_count(char out[32], int64_t count)
{
  return (size_t)sprintf(out, "%lld", (long long)count);
}

enum { WORD_CAP = 64 };

// Words are compared without regard to capitals, and a hyphen is as good as an underscore.
static char fold(char c)
{
  if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
  return c == '-' || c == ' ' ? '_' : c;
}

static int least(int a, int b)
{
  return a < b ? a : b;
}

// Edits from one word to the other: a letter put in, left out, changed, or two neighbours
// exchanged.
static int count_edits(const char *a, int n, const char *b, int m)
{
  int row[3][WORD_CAP + 1];
  for (int j = 0; j <= m; j++) row[0][j] = j;
  for (int i = 1; i <= n; i++) {
    int *now = row[i % 3], *before = row[(i + 2) % 3], *earlier = row[(i + 1) % 3];
    now[0] = i;
    for (int j = 1; j <= m; j++) {
      char x = fold(a[i - 1]), y = fold(b[j - 1]);
      now[j] = least(before[j - 1] + (x != y), least(before[j], now[j - 1]) + 1);
      bool exchanged = i > 1 && j > 1 && x == fold(b[j - 2]) && y == fold(a[i - 2]);
      if (exchanged) now[j] = least(now[j], earlier[j - 2] + 1);
    }
  }
  return row[n % 3][m];
}

const char *text_nearest(const char *word, const char *const *words, size_t n)
{
  size_t length = strlen(word);
  if (length > WORD_CAP) return NULL;
  int         limit = length < 3 ? (length == 2) : least(3, (int)(length + 2) / 3);
  const char *nearest = NULL;
  for (size_t i = 0; i < n; i++) {
    size_t other = strlen(words[i]);
    if (other > WORD_CAP) continue;
    int edits = count_edits(word, (int)length, words[i], (int)other);
    if (edits > limit || edits >= (int)other) continue;   // nothing of it would be left
    nearest = words[i];
    limit = edits - 1;
  }
  return nearest;
}

void text_add_bytes(Text *text, const char *more, size_t length)
{
  assert(length < SIZE_MAX - text->length);
  size_t need = text->length + length + 1;
  text->start = arena_grow(text->arena, text->start, &text->capacity, need, 1);
  if (length != 0) memcpy(text->start + text->length, more, length);
  text->length += length;
  text->start[text->length] = '\0';
}

void text_add(Text *text, const char *more)
{
  text_add_bytes(text, more, strlen(more));
}

void text_print(Text *text, const char *format, ...)
{
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  int length = vsnprintf(NULL, 0, format, list);
  assert(length >= 0);
  size_t need = text->length + (size_t)length + 1;
  text->start = arena_grow(text->arena, text->start, &text->capacity, need, 1);
  vsnprintf(text->start + text->length, (size_t)length + 1, format, again);
  text->length += (size_t)length;
  va_end(again);
  va_end(list);
}

void text_add_number(Text *text, double number)
{
  char   out[32];
  size_t length = text_from_number(out, number);
  text_add_bytes(text, out, length);
}

size_t text_rune(const char *text, size_t length, uint32_t *rune)
{
  static const uint32_t least_of[5] = {0, 0, 0x80, 0x800, 0x10000};
  if (length == 0) return 0;
  unsigned char first = (unsigned char)text[0];
  if ((first >= 0x80 && first < 0xC2) || first > 0xF4) return 0;
  size_t n = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (n > length) return 0;
  uint32_t value = n == 1 ? first : first & (0x7Fu >> n);
  for (size_t i = 1; i < n; i++) {
    unsigned char c = (unsigned char)text[i];
    if ((c & 0xC0) != 0x80) return 0;
    value = value << 6 | (c & 0x3F);
  }
  if (value < least_of[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  *rune = value;
  return n;
}

Brief text_brief(const char *text)
{
  enum { CHARACTERS = 40 };
  Brief  brief = {""};
  size_t length = strlen(text), at = 0;
  for (int n = 0; at < length && n < CHARACTERS; n++) {
    uint32_t rune;
    size_t   bytes = text_rune(text + at, length - at, &rune);
    at += bytes != 0 ? bytes : 1;
  }
  memcpy(brief.text, text, at);
  if (at < length) memcpy(brief.text + at, "...", 4);
  return brief;
}
