// Status: how far an experiment is, from its record alone.

#pragma once

#include "experiment/only.h"
#include "store/record.h"

// Runs; those that conditions of the same settings share count in each of them, and once in all.
typedef struct Tally {
  int64_t done, diverged, failed;
  int64_t running;   // not known, and of the shard of a file that a living process writes
  int64_t missing;   // not known, and nobody is at work on them
} Tally;

// Of one condition, or of all where condition is -1. `only` NULL: all animals.
Tally status_tally(Arena *arena, const Study *study, const Record *record, const Only *only,
                   int condition);

// A table: all, and the conditions that are not simply done; then the files that are written.
void status_write(Arena *arena, const Study *study, const Record *record, const Only *only,
                  Text *out);
