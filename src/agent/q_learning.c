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

INLINED void compare_all(Cohort *c, const double *gamma, const int n)
{
  for (int i = 0; i < LANES; i++) c->delta[i] = c->output[c->action[i]][i];
  for (int i = 0; i < LANES; i++) {
    double best = c->ahead[0][i];
    for (int a = 1; a < n; a++) best = c->ahead[a][i] > best ? c->ahead[a][i] : best;
    c->delta[i] = c->reward[i] + gamma[i] * c->goes_on[i] * best - c->delta[i];
  }
  for (int i = 0; i < LANES; i++) c->credited[i] = c->action[i];
}

WIDE static void compare(const Model *model, Cohort *cohort)
{
  const double *gamma = cohort_row(cohort, SOCKET_AGENT, AGENT_GAMMA);
  if (model->n_actions == 4) {
    compare_all(cohort, gamma, 4);
  } else {
    compare_all(cohort, gamma, model->n_actions);
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
