// Epsilon-greedy: the best action, but with chance epsilon any action.
//
// Sutton & Barto (2018), sections 2.2 and 5.4: with chance epsilon an action is drawn from all of
// them, the best included. Ties are broken at random, or by the first index. One random word a
// choice: its low half decides whether to explore, its high half which action it is (exact to
// 2^-32).
//
// With `explore: others` exploring leaves the best actions out: tied best ones share 1 -
// epsilon, the others epsilon; where all are tied there is nothing else to explore. With `ties:
// first` the best action is the first of the tied ones, and the rest of them are others.

#include "kind/policy.h"

enum { EPSILON = POLICY_ROWS, EXPLORE, N_FIELDS };
enum { TIES_RANDOM, TIES_FIRST };
enum { EXPLORE_ALL, EXPLORE_OTHERS };

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

// ---- exploring the others alone

typedef struct Parting {
  int n_best, n_others;
  int is_best[ACTIONS];
} Parting;

static Parting part(const Lanes *preference, int i, int n, int first)
{
  Parting p    = {0};
  double  best = preference[0][i];
  for (int a = 1; a < n; a++) best = preference[a][i] > best ? preference[a][i] : best;
  for (int a = 0; a < n; a++) {
    p.is_best[a] = preference[a][i] == best && !(first && p.n_best);
    p.n_best += p.is_best[a];
  }
  p.n_others = n - p.n_best;
  return p;
}

static void choose_others(const Model *model, Cohort *cohort, const Lanes *preference,
                          const uint64_t *draw, int first, int *action)
{
  const double *epsilon = cohort_row(cohort, SOCKET_POLICY, EPSILON);
  const int     n       = model->n_actions;
  for (int i = 0; i < LANES; i++) {
    Parting p       = part(preference, i, n, first);
    bool    explore = p.n_best == 0 || (p.n_others && low_half(draw[i]) < epsilon[i] * 0x1p32);
    double  share   = p.n_others ? epsilon[i] : 0;
    int     rank    = (int)chance_below(draw[i], (uint32_t)(explore ? p.n_others : p.n_best));
    for (int a = 0, met = 0; a < n; a++) {
      bool counts = p.is_best[a] != explore;
      if (counts && met == rank) action[i] = a;
      met += counts;
      if (model->wants_probability)
        cohort->probability[a][i] = p.is_best[a] ? (1 - share) / p.n_best : share / p.n_others;
    }
  }
}

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  const double *epsilon = cohort_row(cohort, SOCKET_POLICY, EPSILON);
  int           first   = model->section[SOCKET_POLICY].setting[POLICY_TIES].number == TIES_FIRST;
  if (model->section[SOCKET_POLICY].setting[EXPLORE].number == EXPLORE_OTHERS) {
    choose_others(model, cohort, preference, draw, first, action);
    return;
  }
  pick(preference, draw, epsilon, !first, action, model->n_actions);
  if (model->wants_probability) tell(model, cohort, preference, epsilon, first);
}

static const Field fields[N_FIELDS - POLICY_ROWS] = {
    [EPSILON - POLICY_ROWS] = {"epsilon", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 0.1, .low = 0,
                               .high = 1, .about = "chance of exploring"},
    [EXPLORE - POLICY_ROWS] = {"explore", FIELD_WORD, .words = "all others",
                               .about = "among all actions, or all but the best"},
};

const PolicyKind policy_epsilon_greedy = {
    .kind =
        {
            .name      = "epsilon_greedy",
            .about     = "the best action, but with chance epsilon any action",
            .source    = "Sutton & Barto (2018), sections 2.2, 5.4",
            .equations = "pi(a | s) = epsilon / n + (1 - epsilon) [a is best] / ties; exploring "
                         "others: (1 - epsilon) / ties for the best, epsilon / (n - ties) else",
            .example   = "model:\n  policy: {kind: epsilon_greedy, epsilon: 0.1, ties: random}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - POLICY_ROWS,
        },
    .words  = 1,
    .choose = choose,
};
