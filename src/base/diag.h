// Diagnostics: complaints about the user's files, each with its place, gathered till all are met.
//
//   experiments/x.yaml:7:11: error: 'alpha' is 30; it must lie between 0 and 1
//       alpha: 30
//              ^
//       hint: ...
//
// Functions that can fail on input take a `Diag *` last, add to it, and go on as far as they
// sensibly can.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/memory.h"

// A place in a text; line and column count from 1; line 0 means "the file as a whole", file NULL
// "nowhere".
typedef struct Place {
  const char *file;
  int         line;
  int         column;
} Place;

typedef struct Diag Diag;

Diag *diag_open(Arena *arena);

// Makes a text known, so that complaints about it can show the line. `file` and `text` must
// outlive the Diag.
void diag_source(Diag *diag, const char *file, const char *text, size_t length);

// One complaint; `hint` may be NULL.
void diag_error(Diag *diag, Place place, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// How often was complained, of the same thing again, too: who looks whether it became more learns
// whether something was wrong, even if it was told before. 0 means all is well.
size_t diag_count(const Diag *diag);

// How many complaints will be shown, each once.
size_t diag_told(const Diag *diag);

// All complaints, by file in the order met, then by line and column (stable); the same place and
// text once.
void diag_print(const Diag *diag, FILE *stream);

// The same as text in the arena of the Diag.
const char *diag_text(const Diag *diag);
