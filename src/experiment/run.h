// Running: all animals of a study that the record does not know yet, on several threads.

#pragma once

#include "experiment/only.h"
#include "experiment/study.h"
#include "store/record.h"

// Conditions of the same settings share their runs, which count once.
typedef struct RunCount {
  int64_t runs;       // in all
  int64_t before;     // known when the work began
  int64_t done;       // by this process
  int64_t diverged;   // of these
  int64_t steps;      // by this process
} RunCount;

typedef struct RunOptions {
  int jobs;              // threads; 0: all cores
  int width;             // animals a cohort, 1..LANES; 0: as many as are worth while
  int shard, n_shards;   // runs whose number is shard modulo n_shards; n_shards 0 or 1: all
  bool again;            // runs that failed are run again
  const Only *only;      // these animals alone, and again where they are known; NULL: all
  void       *context;
  // Called now and then (a few times a second) and at the end; returns true to stop early.
  bool (*tell)(void *context, const RunCount *count);
  // Called at once for every animal that diverged.
  void (*diverged)(void *context, int condition, int64_t seed, const char *note);
  double (*now)(void);   // seconds, for commits; NULL: commits by count alone
} RunOptions;

// Runs what is missing. False with *problem set when the record cannot be written; what was
// committed stays. *stopped tells whether `tell` ended it before all was done.
bool run_study(Arena *arena, const Study *study, Record *record, const RunOptions *options,
               RunCount *count, bool *stopped, const char **problem);

// The record as a source of numbers for claims and figures. The study and record must outlive it.
// *problem becomes the record's sentence where it cannot give what it holds (a damaged file).
Source run_source(Arena *arena, const Study *study, Record *record, const char **problem);
