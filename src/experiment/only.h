// Only: a choice of animals on the command line, `alpha=0.1, seed=3`.

#pragma once

#include "experiment/study.h"

typedef struct Only {
  bool *condition;   // (n_conditions)
  bool *seed;        // (n_seeds)
} Only;

// Reads AXIS=LEVEL, .. with levels as tables write them; what is not named is not narrowed. NULL
// after complaints, also where nobody is left.
const Only *only_read(Arena *arena, const Study *study, const char *text, Diag *diag);

// The words that choose one animal: "group=right,alpha=0.1,seed=3".
const char *only_text(Arena *arena, const Study *study, int condition, int64_t seed);
