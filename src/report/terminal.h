// Terminal: learning curves as plain text.
//
// Curves are drawn in braille dots (two by four a character) where the terminal knows UTF-8, else
// in the letters of their lines. A letter stands on each line every few columns, and beside its
// end with its name, so that lines are told apart without colour; colour is added where asked for.

#pragma once

#include <stdbool.h>

#include "report/figure.h"

enum { TERMINAL_NARROWEST = 40, TERMINAL_WIDEST = 400 };

typedef struct Terminal {
  int  width;      // columns, taken as 40 to 400
  int  height;     // rows of the plot itself; 0: 15
  bool utf8;
  bool colour;     // ANSI sequences: only for a terminal
} Terminal;

// Whether the character set of a locale's name (LC_ALL, LC_CTYPE or LANG: "en_GB.UTF-8") is UTF-8.
bool terminal_utf8(const char *locale);

// Lines of a figure (shape, marks, rules and bands are not drawn): the statistic over animals
// against the x axis, panels one below the other. Same parts and same defaults as figure_draw.
void terminal_curves(Arena *arena, const Terminal *terminal, const Figure *figure,
                     const Tensor *tensor, Text *out);

// Columns that a text takes: its characters, wide and combining ones not told apart.
int terminal_width(const char *text);

// The first n characters of a text and blanks up to n; control characters, which could move the
// cursor, as '?'.
void terminal_pad(Text *out, const char *text, int n);
