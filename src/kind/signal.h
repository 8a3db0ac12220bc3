// Signals: from the TD error to what dopamine cells release, and what of it each synapse hears.

#pragma once

#include "kind/cohort.h"

enum { SIGNAL_GAIN, SIGNAL_GAIN_NEGATIVE, SIGNAL_NOISE, SIGNAL_ROWS };

struct SignalKind {
  Kind kind;

  // Sets dopamine and tonic from delta and noise.
  void (*release)(const Model *model, Cohort *cohort);

  // Sets anatomy->hears from its contacts; NULL: every synapse hears everything.
  void (*reach)(const Section *section, Anatomy *anatomy);
};
