// Monte Carlo: learns the value of states from whole returns when an episode is over.
//
// Sutton & Barto (2018), eq. 6.1, visit by visit in the order of the episode:
//   V(s) += alpha (G - V(s))   where G is the discounted sum of rewards from that visit on.
// With V held still during the episode, the sum of discounted TD errors from a visit on is
// G - V(s), so that nothing but errors and traces need be kept; plasticity sees to it that a later
// visit meets what the earlier ones have changed.

#include "kind/agent.h"

static int outputs(int n_actions)
{
  (void)n_actions;
  return 1;
}

WIDE static void compare(const Model *model, Cohort *cohort)
{
  (void)model;
  agent_compare_values(cohort);
  for (int i = 0; i < LANES; i++) cohort->credited[i] = 0;
}

const AgentKind agent_monte_carlo = {
    .kind =
        {
            .name  = "monte_carlo",
            .about = "learns the value of states from whole returns, every visit, when an episode "
                     "is over",
            .source = "Sutton & Barto (2018), eq. 6.1",
            .equations =
                "V(s) += alpha (G - V(s)) at the end of the episode, for every visit of s",
            .example = "model:\n  agent: {kind: monte_carlo, gamma: 1}\n",
        },
    .outputs       = outputs,
    .value_output  = 0,
    .action_output = -1,
    .whole_return  = true,
    .compare       = compare,
};
