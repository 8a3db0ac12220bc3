// Q-learning: learns what actions are worth if the best ones follow.
//
// Watkins (1989); Sutton & Barto (2018), eq. 6.8:
//   delta = r + gamma max_a Q(s', a) - Q(s, a)
// With lambda > 0 traces are not cut after exploring actions (the naive form, S&B section 12.10).

#include "kind/agent.h"

static int outputs(int n_actions)
{
  return n_actions;
}

static inline __attribute__((always_inline)) void compare_one(Cohort *c, const double *gamma,
                                                              int i, int n)
{
  double best = c->ahead[0][i];
  double own  = c->output[0][i];
  for (int a = 1; a < n; a++) {
    best = c->ahead[a][i] > best ? c->ahead[a][i] : best;
    own  = c->action[i] == a ? c->output[a][i] : own;
  }
  c->delta[i]    = c->reward[i] + gamma[i] * c->goes_on[i] * best - own;
  c->credited[i] = c->action[i];
}

static void compare(const Model *model, Cohort *cohort)
{
  const double *gamma = cohort_row(cohort, SOCKET_AGENT, AGENT_GAMMA);
  if (model->n_actions == 4) {
    for (int i = 0; i < LANES; i++) compare_one(cohort, gamma, i, 4);
  } else {
    for (int i = 0; i < LANES; i++) compare_one(cohort, gamma, i, model->n_actions);
  }
}

const AgentKind agent_q_learning = {
    .kind =
        {
            .name      = "q_learning",
            .about     = "learns what actions are worth if the best ones follow",
            .source    = "Watkins (1989); Sutton & Barto (2018), eq. 6.8",
            .equations = "delta = r + gamma max_a Q(s', a) - Q(s, a)",
            .example   = "model:\n  agent: {kind: q_learning, gamma: 0.95}\n",
        },
    .outputs       = outputs,
    .value_output  = -1,
    .action_output = 0,
    .compare       = compare,
};
