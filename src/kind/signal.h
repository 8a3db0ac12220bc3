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

// dopamine = gain delta + noise z, and the tonic level: what every kind does whose cells all carry
// the error.
INLINED void signal_release_error(Cohort *cohort)
{
  const double *gain     = cohort_row(cohort, SOCKET_SIGNAL, SIGNAL_GAIN);
  const double *negative = cohort_row(cohort, SOCKET_SIGNAL, SIGNAL_GAIN_NEGATIVE);
  const double *noise    = cohort_row(cohort, SOCKET_SIGNAL, SIGNAL_NOISE);
  for (int i = 0; i < LANES; i++) {
    double scale        = cohort->delta[i] < 0 ? negative[i] : gain[i];
    cohort->dopamine[i] = scale * cohort->delta[i] + noise[i] * cohort->noise[i];
    cohort->tonic[i]    = gain[i];
  }
}
