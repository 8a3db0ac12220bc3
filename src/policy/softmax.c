// Softmax: actions by their preferences, sharper with a larger beta.
//
// Luce (1959); Sutton & Barto (2018), eq. 13.2 with inverse temperature beta:
//   pi(a | s) = exp(beta h(a)) / sum_b exp(beta h(b))
// The largest preference is taken off before exp, so nothing overflows; exp is the project's own,
// so that the bits are the same everywhere. One random word a choice.

#include "kind/policy.h"
#include "math/exp.h"

enum { BETA = POLICY_ROWS, N_FIELDS };

// chance_uniform as vectors have it: halves of the word's 53 bits enter numbers of the right size.
INLINED double uniform(uint64_t word)
{
  double low  = exp_number((word >> 11 & 0xffffffffu) | 0x4330000000000000u);   // + 2^52
  double high = exp_number(word >> 43 | 0x4530000000000000u);                   // x 2^32 + 2^84
  return ((high - 0x1.00000001p84) + low) * 0x1p-53;
}

// exp(beta (h - max h)) of all actions, action-major, and its sum.
INLINED void weigh(const double *beta, const Lanes *preference, const int actions, Lanes *weight,
                   double *sum)
{
  for (int i = 0; i < LANES; i++) {
    double top = preference[0][i];
    for (int a = 1; a < actions; a++) top = preference[a][i] > top ? preference[a][i] : top;
    for (int a = 0; a < actions; a++) weight[a][i] = beta[i] * (preference[a][i] - top);
  }
  for (int a = 0; a < actions; a++) {
    for (int i = 0; i < LANES; i++) weight[a][i] = exp_of_negative(weight[a][i]);
  }
  for (int i = 0; i < LANES; i++) {
    sum[i] = 0;
    for (int a = 0; a < actions; a++) sum[i] += weight[a][i];
  }
}

// The action is the number of partial sums at or below the point.
INLINED void pick(const Lanes *weight, const double *sum, const uint64_t *draw, const int actions,
                  int *action)
{
  for (int i = 0; i < LANES; i++) {
    double point = uniform(draw[i]) * sum[i], upto = 0;
    int    below = 0;
    for (int a = 0; a < actions - 1; a++) {
      upto += weight[a][i];
      below += point >= upto;
    }
    action[i] = below;
  }
}

INLINED void choose_of(const Model *model, Cohort *cohort, const Lanes *preference,
                       const uint64_t *draw, const int actions, int *action)
{
  Lanes weight[ACTIONS], sum;
  weigh(cohort_row(cohort, SOCKET_POLICY, BETA), preference, actions, weight, sum);
  pick((const Lanes *)weight, sum, draw, actions, action);
  for (int a = 0; model->wants_probability && a < actions; a++) {
    for (int i = 0; i < LANES; i++) cohort->probability[a][i] = weight[a][i] / sum[i];
  }
}

// Constant numbers of actions leave loops over lanes alone, and those are vectorised.
INLINED void choose_any(const Model *model, Cohort *cohort, const Lanes *preference,
                        const uint64_t *draw, int *action)
{
  switch (model->n_actions) {
    case 2: choose_of(model, cohort, preference, draw, 2, action); break;
    case 3: choose_of(model, cohort, preference, draw, 3, action); break;
    case 4: choose_of(model, cohort, preference, draw, 4, action); break;
    case 5: choose_of(model, cohort, preference, draw, 5, action); break;
    case 8: choose_of(model, cohort, preference, draw, 8, action); break;
    case 9: choose_of(model, cohort, preference, draw, 9, action); break;
    default: choose_of(model, cohort, preference, draw, model->n_actions, action);
  }
}

static void choose_narrow(const Model *model, Cohort *cohort, const Lanes *preference,
                          const uint64_t *draw, int *action)
{
  choose_any(model, cohort, preference, draw, action);
}

AT_AVX2 static void choose_avx2(const Model *model, Cohort *cohort, const Lanes *preference,
                                const uint64_t *draw, int *action)
{
  choose_any(model, cohort, preference, draw, action);
}

AT_AVX512 static void choose_avx512(const Model *model, Cohort *cohort, const Lanes *preference,
                                    const uint64_t *draw, int *action)
{
  choose_any(model, cohort, preference, draw, action);
}

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  static void (*const at[WIDTHS])(const Model *, Cohort *, const Lanes *, const uint64_t *,
                                  int *) = {choose_narrow, choose_avx2, choose_avx512};
  at[width_here()](model, cohort, preference, draw, action);
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
