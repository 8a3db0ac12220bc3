// Results: everything that an experiment leaves for people and their tools, beside its record.
//
//   curves.csv     every animal's learning curve, tidy
//   summary.csv    a row per condition, phase and measure
//   NAME.csv       what `record` asked for
//   claims.csv     the verdicts
//   manifest.yaml  every value resolved; run again, it gives the same bytes
//   FIGURE.svg     the figures
//
// All of them are determined by the record alone: no clocks, no paths.

#pragma once

#include "experiment/study.h"

// Writes them into `folder`. False: a file cannot be written, *problem says which and why.
bool results_write(Arena *arena, const Study *study, const Source *source,
                   const Judgement *judgement, const char *folder, Diag *diag, char **problem);
