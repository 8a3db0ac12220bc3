// Cohorts: seating animals, running them in lock-step, handing their records back.

#pragma once

#include "kind/cohort.h"

typedef enum Ending { ENDING_DONE, ENDING_DIVERGED } Ending;

typedef struct Animal {
  int64_t           number;   // the caller's
  int64_t           seed;
  const Parameters *parameters;   // (n_phases)
} Animal;

// Where animals come from and go to. `take` returns false when there are no more. `finished` is
// called once for each animal with its record: (record_length) means, NaN where nothing was
// sampled; `note` names what diverged.
typedef struct Herd Herd;
struct Herd {
  void *context;
  bool (*take)(void *context, Animal *animal);
  void (*finished)(void *context, const Animal *animal, Ending ending, const char *note,
                   int64_t steps, const double *record);
  // Asked now and then; true: stop as soon as may be, animals in flight are dropped. NULL: never.
  bool (*stop)(void *context);
};

// Opens a cohort of up to `width` (1..LANES) animals on a model, runs until the herd is empty,
// closes it. All memory is taken from `arena` when it opens. Records do not depend on the width.
void cohort_run(Arena *arena, const Model *model, int width, const Herd *herd);
