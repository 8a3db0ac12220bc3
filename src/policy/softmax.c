// Softmax: actions by their preferences, sharper with a larger beta.
//
// Luce (1959); Sutton & Barto (2018), eq. 13.2 with inverse temperature beta:
//   pi(a | s) = exp(beta h(a)) / sum_b exp(beta h(b))
// The largest preference is taken off before exp, so nothing overflows; exp is the project's own,
// so that the bits are the same everywhere. One random word a choice.

#include "kind/policy.h"
#include "math/function.h"

enum { BETA = POLICY_ROWS, N_FIELDS };

// exp(beta (h - max h)) of all actions, action-major, in one pass that vectorises.
static void weigh(const Model *model, const double *beta, const Lanes *preference, Lanes *weight)
{
  Lanes top;
  for (int i = 0; i < LANES; i++) top[i] = preference[0][i];
  for (int a = 1; a < model->n_actions; a++) {
    for (int i = 0; i < LANES; i++) top[i] = preference[a][i] > top[i] ? preference[a][i] : top[i];
  }
  for (int a = 0; a < model->n_actions; a++) {
    for (int i = 0; i < LANES; i++) weight[a][i] = beta[i] * (preference[a][i] - top[i]);
  }
  math_exp_all(weight[0], weight[0], model->n_actions * LANES);
}

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  const double *beta = cohort_row(cohort, SOCKET_POLICY, BETA);
  Lanes         weight[ACTIONS], sum, point;
  weigh(model, beta, preference, weight);
  for (int i = 0; i < LANES; i++) sum[i] = 0;
  for (int a = 0; a < model->n_actions; a++) {
    for (int i = 0; i < LANES; i++) sum[i] += weight[a][i];
  }
  for (int i = 0; i < LANES; i++) {
    point[i]  = chance_uniform(draw[i]) * sum[i];
    action[i] = 0;
  }
  // the action is the number of partial sums at or below the point
  Lanes upto;
  for (int i = 0; i < LANES; i++) upto[i] = 0;
  for (int a = 0; a < model->n_actions - 1; a++) {
    for (int i = 0; i < LANES; i++) {
      upto[i] += weight[a][i];
      action[i] += point[i] >= upto[i];
    }
  }
  for (int a = 0; model->wants_probability && a < model->n_actions; a++) {
    for (int i = 0; i < LANES; i++) cohort->probability[a][i] = weight[a][i] / sum[i];
  }
}

static const Field fields[N_FIELDS - POLICY_ROWS] = {
    [BETA - POLICY_ROWS] = {"beta", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 1, .low = 0,
                            .high = 10000, .about = "inverse temperature: 0 chooses at random"},
};

const PolicyKind policy_softmax = {
    .kind =
        {
            .name      = "softmax",
            .about     = "actions by their preferences, sharper with a larger beta",
            .source    = "Luce (1959); Sutton & Barto (2018), eq. 13.2",
            .equations = "pi(a | s) = exp(beta h(a)) / sum_b exp(beta h(b))",
            .example   = "model:\n  policy: {kind: softmax, beta: 5}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - POLICY_ROWS,
        },
    .words  = 1,
    .choose = choose,
};
