// Epsilon-greedy: the best action, but with chance epsilon any action.
//
// Sutton & Barto (2018), sections 2.2 and 5.4: with chance epsilon an action is drawn from all of
// them, the best included. Ties are broken at random, or by the first index. One random word a
// choice: its low half decides whether to explore, its high half which action it is (exact to
// 2^-32).

#include "kind/policy.h"

enum { EPSILON = POLICY_ROWS, N_FIELDS };
enum { TIES_RANDOM, TIES_FIRST };

// A word's low half as a number; its bits are set below those of 2^52, which vectorises where a
// conversion does not.
INLINED double low_half(uint64_t word)
{
  union {
    uint64_t bits;
    double   number;
  } u = {.bits = 0x4330000000000000u | (word & 0xffffffffu)};
  return u.number - 0x1p52;
}

INLINED void choose_all(const Lanes *preference, const uint64_t *draw, const double *epsilon,
                        uint64_t random, int *action, const int n)
{
  for (int i = 0; i < LANES; i++) {
    double best = preference[0][i];
    for (int a = 1; a < n; a++) best = preference[a][i] > best ? preference[a][i] : best;
    uint64_t explore = low_half(draw[i]) < epsilon[i] * 0x1p32;
    uint64_t ties = 0, seen = 0, chosen = 0;
    for (int a = 0; a < n; a++) ties += (preference[a][i] == best) | explore;
    uint64_t rank = (draw[i] >> 32) * ties >> 32;
    rank          = random | explore ? rank : 0;
    for (int a = 0; a < n - 1; a++) {
      seen += (preference[a][i] == best) | explore;
      chosen += seen <= rank;
    }
    action[i] = (int)chosen;
  }
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

WIDE static void pick(const Lanes *preference, const uint64_t *draw, const double *epsilon,
                      uint64_t random, int *action, int n)
{
  switch (n) {
    case 2: choose_all(preference, draw, epsilon, random, action, 2); return;
    case 4: choose_all(preference, draw, epsilon, random, action, 4); return;
    default: choose_all(preference, draw, epsilon, random, action, n); return;
  }
}

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  const double *epsilon = cohort_row(cohort, SOCKET_POLICY, EPSILON);
  int           first   = model->section[SOCKET_POLICY].setting[POLICY_TIES].number == TIES_FIRST;
  pick(preference, draw, epsilon, !first, action, model->n_actions);
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
