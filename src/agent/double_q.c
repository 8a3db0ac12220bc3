// Double Q-learning: two tables, each judged by the other, so that luck is not taken for worth.
//
// van Hasselt (2010); Sutton & Barto (2018), section 6.7, eq. 6.10. At each step a coin says which
// table learns, here 1:
//   delta = r + gamma Q2(s', argmax_a Q1(s', a)) - Q1(s, a)
// Actions are chosen by, and measured as, the mean of both tables: for policies that only ask
// which is best the book's sum, and softmax keeps the unit of its beta. One random word a step, of
// the policy's stream: its highest bit is the coin, its low half decides between actions that the
// learning table has as equally best.

#include "kind/agent.h"

static int outputs(int n_actions)
{
  return 2 * n_actions;
}

// The best of n by one table, ties at random.
static int best_of(const Lanes *q, int i, int n, uint32_t draw)
{
  double best = q[0][i];
  int    ties = 0;
  for (int a = 1; a < n; a++) best = q[a][i] > best ? q[a][i] : best;
  for (int a = 0; a < n; a++) ties += q[a][i] == best;
  int rank = (int)((uint64_t)draw * (uint64_t)ties >> 32);
  for (int a = 0; a < n; a++) {
    if (q[a][i] == best && rank-- == 0) return a;
  }
  return 0;
}

static void compare(const Model *model, Cohort *cohort)
{
  const double   *gamma = cohort_row(cohort, SOCKET_AGENT, AGENT_GAMMA);
  const uint64_t *word  = agent_words(model, cohort);
  const int       n     = model->n_actions;
  for (int i = 0; i < LANES; i++) {
    int    learner = word[i] >> 63 ? n : 0;
    int    best    = best_of((const Lanes *)cohort->ahead + learner, i, n, (uint32_t)word[i]);
    double next    = cohort->ahead[(n - learner) + best][i];
    int    own     = learner + cohort->action[i];
    double worth   = gamma[i] * cohort->goes_on[i] * next;

    cohort->delta[i]    = cohort->reward[i] + worth - cohort->output[own][i];
    cohort->credited[i] = own;
  }
}

const AgentKind agent_double_q = {
    .kind =
        {
            .name      = "double_q",
            .about     = "Q-learning with two tables, each judged by the other",
            .source    = "van Hasselt (2010); Sutton & Barto (2018), eq. 6.10",
            .equations = "by the flip of a coin for table 1 or 2: delta = r + gamma Q2(s', "
                         "argmax_a Q1(s', a)) - Q1(s, a)",
            .example   = "model:\n  agent: {kind: double_q, gamma: 0.95}\n",
        },
    .outputs       = outputs,
    .value_output  = -1,
    .action_output = 0,
    .tables        = 2,
    .words         = 1,
    .compare       = compare,
};
