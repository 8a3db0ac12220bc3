// Monte Carlo: learns the value of states from whole returns, every visit, when an episode is
// over.
//
// Sutton & Barto (2018), eq. 6.1 with section 12.1: with V held still during the episode, the sum
// of discounted TD errors from a visit on is G - V(s), so traces that do not fade and weights that
// move at the end give exactly
//   V(s) += alpha (G - V(s))   for every visit, each with the V from before the episode.
// Departure: where a state is visited twice, the book's loop lets the later visit see the earlier
// one's update; the difference is of order alpha squared.

#include "kind/agent.h"

static int outputs(int n_actions)
{
  (void)n_actions;
  return 1;
}

static void compare(const Model *model, Cohort *cohort)
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
