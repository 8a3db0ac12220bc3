// Trials: what is shown and what comes in them, bin by bin.

#pragma once

#include <stdbool.h>

#include "config/field.h"

// Caps: cues of all trials together; cues, and outcomes, of one trial; bytes of a trial's name.
enum { TRIAL_CUES = 64, TRIAL_THINGS = 64, TRIAL_NAME = 20 };

typedef struct Showing {
  int cue;
  int on, off;   // bins, the end excluded
} Showing;

typedef struct TrialOutcome {
  const char *name;
  int         at;   // bin, from 1; that of the trial's length is the moment after it
  double      chance;
  Value       reward;
} TrialOutcome;

typedef struct Trial {
  const char  *name;
  int          length;   // bins
  int          n_showings, n_outcomes;
  Showing      showing[TRIAL_THINGS];
  TrialOutcome outcome[TRIAL_THINGS];
} Trial;

typedef struct Trials {
  double      dt;   // seconds a bin
  int         n_trials, n_cues;
  Trial      *trial;             // (n_trials)
  const char *cue[TRIAL_CUES];   // in the order in which they are mentioned
  double      salience[TRIAL_CUES];
} Trials;

// Reads `trials: type -> {cues, outcomes, length}` with times in seconds, which must fall on bins;
// `length` is that of trials without their own, `cues` maps cues to {salience} (both may be NULL).
// False after complaints.
bool trial_read(Arena *arena, double dt, const Node *trials, const Node *length, const Node *cues,
                Trials *t, Diag *diag);
