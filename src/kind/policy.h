// Policies: from values or preferences to an action and its probability.

#pragma once

#include "kind/agent.h"
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

  // Can choose between two actions by a state's value, preference[0], where the agent values
  // states alone.
  bool by_values;

  // Whether its section fits the agent and the actions; told if not. NULL: it always does.
  bool (*check)(const Model *model, Diag *diag);
};

// The action that a word draws: the number of partial sums of chances at or below its point. What
// rounding leaves at the end is the last possible action's.
static inline int policy_draw(const double *chance, int n, uint64_t word)
{
  double point = chance_uniform(word), upto = 0;
  int    last = 0;
  for (int a = 0; a < n; a++) {
    upto += chance[a];
    if (chance[a] > 0) last = a;
    if (point < upto) return a;
  }
  return last;
}

// Two actions: the first one, the response, with this chance, cut at 0 and 1.
static inline void policy_respond(double response, double chance[2])
{
  chance[0] = response > 0 ? response : 0;
  chance[0] = chance[0] < 1 ? chance[0] : 1;
  chance[1] = 1 - chance[0];
}

// Policies that choose by a state's value need two actions, and, unless they know what to do with
// values of actions, an agent without these.
static inline bool policy_check_states(const Model *model, bool of_actions, Diag *diag)
{
  Place       place  = model->section[SOCKET_POLICY].place;
  const char *policy = model->policy->kind.name, *agent = model->agent->kind.name;
  if (model->agent->action_output >= 0) {
    if (of_actions) return true;
    diag_error(diag, place, "an agent that values states alone, such as td",
               "policy '%s' chooses by a state's value, but agent '%s' values actions", policy,
               agent);
    return false;
  }
  if (model->n_actions <= 2) return true;
  diag_error(diag, place, NULL, "policy '%s' chooses between two actions; the world has %d",
             policy, model->n_actions);
  return false;
}
