// Policies: from values or preferences to an action and its probability.

#pragma once

#include "kind/cohort.h"

enum { POLICY_TIES, POLICY_ROWS };

struct PolicyKind {
  Kind kind;
  int  words;   // random words a choice takes, needed or not

  // preference: (n_actions x LANES); draw: (words x LANES); sets action[], and cohort->probability
  // where the model wants it.
  void (*choose)(const Model *model, Cohort *cohort, const Lanes *preference, const uint64_t *draw,
                 int *action);

  // The probabilities that the policy gives without having learnt anything, where it does not
  // depend on values (n_actions numbers); NULL: it does.
  void (*fixed)(const Section *section, int n_actions, double *chance);
};
