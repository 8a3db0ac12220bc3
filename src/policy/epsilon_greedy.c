// Epsilon-greedy: the best action, but with chance epsilon any action.
//
// Sutton & Barto (2018), sections 2.2 and 5.4: with chance epsilon an action is drawn from all of
// them, the best included. Ties are broken at random, or by the first index. One random word a
// choice: its low half decides whether to explore, its high half which action it is (exact to
// 2^-32).

#include "kind/policy.h"

enum { EPSILON = POLICY_ROWS, N_FIELDS };
enum { TIES_RANDOM, TIES_FIRST };

static inline __attribute__((always_inline)) int
choose_one(const Lanes *preference, int i, uint64_t word, double epsilon, int first, const int n)
{
  double best = preference[0][i];
  for (int a = 1; a < n; a++) best = preference[a][i] > best ? preference[a][i] : best;
  int explore = (double)(uint32_t)word < epsilon * 0x1p32;
  int ties    = 0;
  for (int a = 0; a < n; a++) ties += (preference[a][i] == best) | explore;
  int rank   = (int)(((word >> 32) * (uint32_t)ties) >> 32);
  rank       = first && !explore ? 0 : rank;
  int seen   = 0;
  int chosen = 0;
  for (int a = 0; a < n - 1; a++) {
    seen += (preference[a][i] == best) | explore;
    chosen += seen <= rank;
  }
  return chosen;
}

static void tell(const Model *model, Cohort *cohort, const Lanes *preference,
                 const double *epsilon, int first)
{
  for (int i = 0; i < LANES; i++) {
    double best = preference[0][i];
    int    ties = 0, met = 0;
    for (int a = 1; a < model->n_actions; a++)
      best = preference[a][i] > best ? preference[a][i] : best;
    for (int a = 0; a < model->n_actions; a++) ties += preference[a][i] == best;
    for (int a = 0; a < model->n_actions; a++) {
      double share = preference[a][i] != best ? 0 : !first ? 1.0 / ties : met++ ? 0 : 1;
      cohort->probability[a][i] = epsilon[i] / model->n_actions + (1 - epsilon[i]) * share;
    }
  }
}

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  const double *epsilon = cohort_row(cohort, SOCKET_POLICY, EPSILON);
  int           first   = model->section[SOCKET_POLICY].setting[POLICY_TIES].number == TIES_FIRST;
  switch (model->n_actions) {
    case 2:
      for (int i = 0; i < LANES; i++)
        action[i] = choose_one(preference, i, draw[i], epsilon[i], first, 2);
      break;
    case 4:
      for (int i = 0; i < LANES; i++)
        action[i] = choose_one(preference, i, draw[i], epsilon[i], first, 4);
      break;
    default:
      for (int i = 0; i < LANES; i++) {
        action[i] = choose_one(preference, i, draw[i], epsilon[i], first, model->n_actions);
      }
  }
  if (model->wants_probability) tell(model, cohort, preference, epsilon, first);
}

static const Field fields[N_FIELDS - POLICY_ROWS] = {
    [EPSILON - POLICY_ROWS] = {"epsilon", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 0.1, .low = 0,
                               .high = 1, .about = "chance of exploring"},
};

const PolicyKind policy_epsilon_greedy = {
    .kind =
        {
            .name      = "epsilon_greedy",
            .about     = "the best action, but with chance epsilon any action",
            .source    = "Sutton & Barto (2018), sections 2.2, 5.4",
            .equations = "pi(a | s) = epsilon / n + (1 - epsilon) [a is best] / ties",
            .example   = "model:\n  policy: {kind: epsilon_greedy, epsilon: 0.1, ties: random}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - POLICY_ROWS,
        },
    .words  = 1,
    .choose = choose,
};
