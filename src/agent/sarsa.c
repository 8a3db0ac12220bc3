// Sarsa: learns what actions are worth under the policy that chooses them.
//
// Rummery & Niranjan (1994); Sutton & Barto (2018), eq. 6.7 and, with traces, section 12.7:
//   delta = r + gamma Q(s', a') - Q(s, a)
// a' is chosen before the weights move, as in the book's box.

#include "kind/agent.h"

static int outputs(int n_actions)
{
  return n_actions;
}

WIDE static void compare(const Model *model, Cohort *cohort)
{
  const double *gamma = cohort_row(cohort, SOCKET_AGENT, AGENT_GAMMA);
  for (int i = 0; i < LANES; i++) {
    double next = 0, own = 0;
    for (int a = 0; a < model->n_actions; a++) {
      next = cohort->next_action[i] == a ? cohort->ahead[a][i] : next;
      own  = cohort->action[i] == a ? cohort->output[a][i] : own;
    }
    cohort->delta[i]    = cohort->reward[i] + gamma[i] * cohort->goes_on[i] * next - own;
    cohort->credited[i] = cohort->action[i];
  }
}

const AgentKind agent_sarsa = {
    .kind =
        {
            .name      = "sarsa",
            .about     = "learns what actions are worth under the policy that chooses them",
            .source    = "Rummery & Niranjan (1994); Sutton & Barto (2018), eq. 6.7",
            .equations = "delta = r + gamma Q(s', a') - Q(s, a)",
            .example   = "model:\n  agent: {kind: sarsa, gamma: 1}\n",
        },
    .outputs       = outputs,
    .value_output  = -1,
    .action_output = 0,
    .ahead         = true,
    .compare       = compare,
};
