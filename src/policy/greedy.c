// Greedy: always the best action.
//
// Sutton & Barto (2018), eq. 2.2. Ties are broken at random, or by the first index. One random
// word a choice, of which the high half says which of several best actions it is.

#include "kind/policy.h"

enum { TIES_RANDOM, TIES_FIRST };

static int pick(const double *preference, int n, uint64_t word, bool first, double *share)
{
  double best = preference[0];
  int    ties = 0, chosen = 0;
  for (int a = 1; a < n; a++) best = preference[a] > best ? preference[a] : best;
  for (int a = 0; a < n; a++) ties += preference[a] == best;
  int rank = first ? 0 : (int)chance_below(word, (uint32_t)ties);
  for (int a = 0, met = 0; a < n; a++) {
    bool is_best = preference[a] == best;
    share[a]     = !is_best ? 0 : !first ? 1.0 / ties : met ? 0 : 1;
    if (is_best && met == rank) chosen = a;
    met += is_best;
  }
  return chosen;
}

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  bool first = model->section[SOCKET_POLICY].setting[POLICY_TIES].number == TIES_FIRST;
  for (int i = 0; i < LANES; i++) {
    double own[ACTIONS], share[ACTIONS];
    for (int a = 0; a < model->n_actions; a++) own[a] = preference[a][i];
    action[i] = pick(own, model->n_actions, draw[i], first, share);
    for (int a = 0; model->wants_probability && a < model->n_actions; a++)
      cohort->probability[a][i] = share[a];
  }
}

const PolicyKind policy_greedy = {
    .kind =
        {
            .name      = "greedy",
            .about     = "always the best action",
            .source    = "Sutton & Barto (2018), eq. 2.2",
            .equations = "pi(a | s) = [a is best] / ties",
            .example   = "model:\n  policy: {kind: greedy, ties: first}\n",
        },
    .words  = 1,
    .choose = choose,
};
