// Agents: what is learnt, and what a prediction is compared with.

#pragma once

#include "kind/cohort.h"

enum { AGENT_GAMMA, AGENT_W0, AGENT_V0, AGENT_Q0, AGENT_UPDATES, AGENT_ROWS };

struct AgentKind {
  Kind kind;

  int (*outputs)(int n_actions);   // how many numbers it reads out
  int  value_output;               // the first that is a state's value; -1: none
  int  action_output;              // the first of n_actions values or preferences; -1: none
  bool ahead;                      // needs the next action before it learns (Sarsa)
  bool whole_return;   // learns from complete returns: traces of 1, weights move when an episode
                       // ends
  bool full_credit;    // sets credit[]; else credited[]
  bool expects;        // reads next_probability[]: the policy's at s', without choosing there
  int  tables;         // of n_actions values, one behind the other, whose mean actions are chosen
                       // by; 0, 1: one
  int  words;          // random words that comparing takes, the last of the policy's stream

  // Sets delta, and who is responsible, from output, ahead, action, next_action, reward, goes_on.
  void (*compare)(const Model *model, Cohort *cohort);
};

// The words of this step for the agent itself: (words x LANES).
static inline const uint64_t *agent_words(const Model *model, const Cohort *cohort)
{
  size_t rows = (size_t)(cohort->cursor + 1) * (size_t)model->policy_words;
  return cohort->policy_draw + (rows - (size_t)model->agent->words) * LANES;
}

// What actions are chosen by, where one lane's outputs hold several tables: their mean, put in
// place of the first.
static inline void agent_fold(const Model *model, double *out)
{
  int tables = model->agent->tables, n = model->n_actions;
  for (int a = 0; tables > 1 && a < n; a++) {
    double *q = out + model->agent->action_output + a;
    for (int t = 1; t < tables; t++) q[0] += q[t * n];
    q[0] /= tables;
  }
}

// delta = r + gamma V(s') - V(s), of agents whose first output is a state's value.
INLINED void agent_compare_values(Cohort *cohort)
{
  const double *gamma = cohort_row(cohort, SOCKET_AGENT, AGENT_GAMMA);
  for (int i = 0; i < LANES; i++) {
    double worth     = gamma[i] * cohort->goes_on[i] * cohort->ahead[0][i];
    cohort->delta[i] = cohort->reward[i] + worth - cohort->output[0][i];
  }
}
