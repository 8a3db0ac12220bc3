// Estimate: what the runs that are missing will take, from trying some of them.
//
// A cohort of missing animals, spread evenly over those of a model, runs for its share of the
// seconds that are allowed; their records are thrown away. What a model's animals take is the time
// that the cohort took, divided by the animals that came to their end. Where none did, the time is
// a bound from below. Of very many models some are tried and stand for the others.

#pragma once

#include "experiment/only.h"
#include "store/record.h"

typedef struct Estimate {
  int64_t runs, known;    // in all; of these the record has
  int64_t tried;          // animals that came to their end
  double  steps;          // of these
  double  spent;          // seconds in trying
  double  seconds;        // of one thread, for all that is missing
  bool    at_least;       // some models' animals did not come to their end in time
  double  bytes;          // of record, for all that is missing
} Estimate;

// `only` NULL: all animals. `allowed` seconds for trying in all, by the clock `now`.
Estimate estimate_take(Arena *arena, const Study *study, const Record *record, const Only *only,
                       double allowed, double (*now)(void));
