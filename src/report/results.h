// Results: everything that an experiment leaves for people and their tools, beside its record.
//
//   curves.csv     every animal's learning curve, tidy
//   summary.csv    a row per condition, phase and measure
//   NAME.csv       what `record` asked for
//   claims.csv     the verdicts
//   manifest.yaml  every value resolved; run again, it gives the same bytes
//   FIGURE.svg     the figures
//
// All of them are determined by the record alone: no clocks, no paths. The manifest is there
// before anything is run, the others when all is done; so whatever lies in a folder belongs to the
// manifest beside it.

#pragma once

#include "experiment/study.h"

enum {
  RESULTS_MANIFEST = 1 << 24,   // bytes of an old manifest that are read
  RESULTS_CHANGES  = 20         // lines that tell of changes
};

// Writes the manifest into `folder`. Where there is one of other settings, `changes` tells line by
// line what is different, and what those settings left for people is taken out of the folder:
// their runs stay in the record, from which the same settings would write it again. False: a file
// cannot be written, *problem says which and why.
bool results_begin(Arena *arena, const Study *study, const char *folder, Text *changes,
                   char **problem);

// Writes the others. `unread`: where the source says what it could not read (run_source); nothing
// is written from then on. False: a file cannot be written, *problem says which and why.
bool results_write(Arena *arena, const Study *study, const Source *source,
                   const char *const *unread, const Judgement *judgement, const char *folder,
                   Diag *diag, char **problem);
