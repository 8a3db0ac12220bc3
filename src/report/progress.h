// Progress: how far the work is, as a bar for a terminal or a line for a log.
//
// Truthful with resumed work: what an earlier process did counts as done, but the rate and the
// time left rest on this process' own work alone. No clock is read here: times are seconds passed
// in, from any origin.

#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef struct Progress {
  int64_t runs;        // in all, those done before included
  int64_t before;      // done by earlier processes
  int64_t done;        // done by this process, without those that diverged
  int64_t diverged;    // in this process
  double  part;        // of the runs under way, in runs (3 at half: 1.5); 0 where not known
  double  steps;       // of this process
  double  seconds;     // since this process began to work
} Progress;

// The state as one line without its end: a bar `width` columns wide, preceded by a return, padded
// so that it covers the last one.
void progress_bar(const Progress *progress, int width, bool utf8, Text *out);

// The state as one line with its end, for logs.
void progress_line(const Progress *progress, Text *out);

// What was done, when all is over, as one line with its end.
void progress_end(const Progress *progress, Text *out);

// Whether it is time to speak again: ten times a second on a terminal, every ten seconds
// elsewhere. *last is the time of the last word (start with the time work began) and is brought up
// to date.
bool progress_due(double now, bool terminal, double *last);

// 7 -> "7 s", 62 -> "1:02 min", 3725 -> "1:02 h", 200000 -> "2 d 7 h".
void progress_time(double seconds, Text *out);
