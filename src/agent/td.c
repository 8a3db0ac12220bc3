// TD: learns the value of states from one step to the next.
//
// Sutton (1988); Sutton & Barto (2018), eq. 6.2 and, with traces, 12.5:
//   delta = r + gamma V(s') - V(s)
// An episode cut by the time limit is not over: V(s') counts.

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

const AgentKind agent_td = {
    .kind =
        {
            .name      = "td",
            .about     = "learns the value of states from one step to the next",
            .source    = "Sutton (1988); Sutton & Barto (2018), eq. 6.2, 12.5",
            .equations = "delta = r + gamma V(s') - V(s)",
            .example   = "model:\n  agent: {kind: td, gamma: 0.9}\n",
        },
    .outputs       = outputs,
    .value_output  = 0,
    .action_output = -1,
    .compare       = compare,
};
