// Threshold: the first of two actions where the state is worth enough, the other where not.
//
//   pi(first | s) = [V(s) / value_max > threshold]
// For agents that value states alone and worlds of two actions: responding, the first, and not.
// The limit of `sigmoid` for a large scale, but that nothing is left to chance at the threshold
// itself: there the second action is taken. No random words.

#include "kind/policy.h"

enum { THRESHOLD = POLICY_ROWS, VALUE_MAX, N_FIELDS };

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  const double *threshold = cohort_row(cohort, SOCKET_POLICY, THRESHOLD);
  const double *most      = cohort_row(cohort, SOCKET_POLICY, VALUE_MAX);
  (void)draw;
  for (int i = 0; i < LANES; i++) {
    double chance[2];
    action[i] = preference[0][i] / most[i] > threshold[i] ? 0 : 1;
    policy_respond(action[i] == 0 ? 1 : 0, chance);
    for (int a = 0; model->wants_probability && a < 2; a++)
      cohort->probability[a][i] = chance[a];
  }
}

static bool check(const Model *model, Diag *diag)
{
  return policy_check_states(model, false, diag);
}

static const Field fields[N_FIELDS - POLICY_ROWS] = {
    [THRESHOLD - POLICY_ROWS] = {"threshold", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 0.5,
                                 .low = -1e9, .high = 1e9,
                                 .about = "share of value_max above which it responds"},
    [VALUE_MAX - POLICY_ROWS] = {"value_max", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 1,
                                 .low = 1e-9, .high = 1e9, .unit = "reward",
                                 .about = "what values are measured in"},
};

const PolicyKind policy_threshold = {
    .kind =
        {
            .name      = "threshold",
            .about     = "the first of two actions where a state is worth enough, else the other",
            .source    = "the limit of a steep psychometric function",
            .equations = "pi(first | s) = [V(s) / value_max > threshold]",
            .example   = "model:\n  policy: {kind: threshold, threshold: 0.5}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - POLICY_ROWS,
        },
    .choose    = choose,
    .by_values = true,
    .check     = check,
};
