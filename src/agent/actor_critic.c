// Actor-critic: one error teaches the value of states and the preference for actions.
//
// Barto, Sutton & Anderson (1983); Sutton & Barto (2018), section 13.5, boxes of one-step and
// traced actor-critic:
//   delta = r + gamma V(s') - V(s)
//   credit of the value: 1; of action b's preference: actor_rate ([a = b] - pi(b | s)), the
//   gradient of ln pi for a softmax policy, its factor beta taken into actor_rate.
// Departure: the factor gamma^t of the book's episodic boxes is left out, as is usual.

#include "kind/agent.h"

enum { ACTOR_RATE = AGENT_ROWS, N_FIELDS };

static int outputs(int n_actions)
{
  return 1 + n_actions;
}

WIDE static void compare(const Model *model, Cohort *cohort)
{
  const double *rate = cohort_row(cohort, SOCKET_AGENT, ACTOR_RATE);
  agent_compare_values(cohort);
  for (int i = 0; i < LANES; i++) cohort->credit[0][i] = 1;
  for (int a = 0; a < model->n_actions; a++) {
    for (int i = 0; i < LANES; i++) {
      double taken             = cohort->action[i] == a ? 1 : 0;
      cohort->credit[1 + a][i] = rate[i] * (taken - cohort->probability[a][i]);
    }
  }
}

static const Field fields[N_FIELDS - AGENT_ROWS] = {
    [ACTOR_RATE -
     AGENT_ROWS] = {"actor_rate", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 1, .low = 0, .high = 100,
                    .about = "how fast preferences learn, in units of the value's learning rate"},
};

const AgentKind agent_actor_critic = {
    .kind =
        {
            .name      = "actor_critic",
            .about     = "one error teaches the value of states and the preference for actions",
            .source    = "Barto, Sutton & Anderson (1983); Sutton & Barto (2018), section 13.5",
            .equations = "delta = r + gamma V(s') - V(s); h(b) learns with actor_rate ([a = b] - "
                         "pi(b | s)) delta",
            .example   = "model:\n  agent: {kind: actor_critic, gamma: 0.95, actor_rate: 2}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - AGENT_ROWS,
        },
    .outputs       = outputs,
    .value_output  = 0,
    .action_output = 1,
    .full_credit   = true,
    .compare       = compare,
};
