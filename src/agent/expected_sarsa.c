// Expected Sarsa: learns what actions are worth under a policy, without the luck of the next draw.
//
// van Seijen, van Hasselt, Whiteson & Wiering (2009); Sutton & Barto (2018), eq. 6.9:
//   delta = r + gamma sum_a pi(a | s') Q(s', a) - Q(s, a)
// pi is what the animal itself would do at s' with the weights as they are before they move; the
// action is chosen when s' is reached, with what was learnt meanwhile, as in the book. Under a
// greedy policy this is Q-learning. With lambda > 0 traces fade as Sarsa's do.

#include "kind/agent.h"

static int outputs(int n_actions)
{
  return n_actions;
}

WIDE static void compare(const Model *model, Cohort *cohort)
{
  const double *gamma = cohort_row(cohort, SOCKET_AGENT, AGENT_GAMMA);
  const int     n     = model->n_actions;
  for (int i = 0; i < LANES; i++) {
    double next = n == 1 ? cohort->ahead[0][i] : 0, own = 0;
    for (int a = 0; a < n; a++) {
      if (n > 1) next += cohort->next_probability[a][i] * cohort->ahead[a][i];
      own = cohort->action[i] == a ? cohort->output[a][i] : own;
    }
    cohort->delta[i]    = cohort->reward[i] + gamma[i] * cohort->goes_on[i] * next - own;
    cohort->credited[i] = cohort->action[i];
  }
}

const AgentKind agent_expected_sarsa = {
    .kind =
        {
            .name   = "expected_sarsa",
            .about  = "learns what actions are worth under the policy, averaged over what it "
                      "would do next",
            .source = "van Seijen et al. (2009); Sutton & Barto (2018), eq. 6.9",
            .equations = "delta = r + gamma sum_a pi(a | s') Q(s', a) - Q(s, a)",
            .example   = "model:\n  agent: {kind: expected_sarsa, gamma: 1}\n",
        },
    .outputs       = outputs,
    .value_output  = -1,
    .action_output = 0,
    .expects       = true,
    .compare       = compare,
};
