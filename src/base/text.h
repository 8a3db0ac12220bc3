// Text: numbers to and from text, the nearest word, growing strings.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

// A decimal number, whole text and nothing else: 12, -0.5, 1e-4, 1.0e-04. Refuses nan, inf, 0x10,
// 012, 1_0, 1:30, blanks, and what is too large for a double. Independent of the locale, correctly
// rounded.
bool text_to_number(const char *text, double *number);

// A whole number within int64.
bool text_to_count(const char *text, int64_t *count);

// The shortest decimal text that reads back as the same double ("0.1", "3", "1e-05", "inf",
// "nan"), ended by a zero; returns its length. The same bytes on every machine.
size_t text_from_number(char out[32], double number);
size_t text_from_count(char out[32], int64_t count);

// The entry of `words` (n of them) nearest to `word` by edits, or NULL where none is near enough
// to be meant.
const char *text_nearest(const char *word, const char *const *words, size_t n);

// A growing string in an arena.
typedef struct Text {
  Arena *arena;
  char  *start;    // (length + 1) ended by a zero once anything was added
  size_t length;
  size_t capacity;
} Text;

void text_add(Text *text, const char *more);
void text_add_bytes(Text *text, const char *more, size_t length);
void text_print(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_number(Text *text, double number);

// The character at the beginning of `text` (UTF-8); returns how many bytes it takes, 0 where there
// is none or the bytes are not UTF-8 (too long a form, a surrogate, beyond U+10FFFF).
size_t text_rune(const char *text, size_t length, uint32_t *rune);

// A user's text cut to at most 40 characters for a message: text_brief(node->text).text
typedef struct Brief {
  char text[192];
} Brief;

Brief text_brief(const char *text);
