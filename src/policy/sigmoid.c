// Sigmoid: the first of two actions the likelier, the more the state is worth.
//
// A logistic psychometric function (Luce 1959, of two) from a state's value to a response:
//   pi(first | s) = 1 / (1 + exp(-scale (V(s) / value_max - threshold)))
// For agents that value states alone and worlds of two actions: responding, the first, and not.
// exp is the project's own. One random word a choice.

#include "kind/policy.h"
#include "math/function.h"

enum { THRESHOLD = POLICY_ROWS, SCALE, VALUE_MAX, N_FIELDS };

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  const double *threshold = cohort_row(cohort, SOCKET_POLICY, THRESHOLD);
  const double *scale     = cohort_row(cohort, SOCKET_POLICY, SCALE);
  const double *most      = cohort_row(cohort, SOCKET_POLICY, VALUE_MAX);
  for (int i = 0; i < LANES; i++) {
    double chance[2], off = scale[i] * (preference[0][i] / most[i] - threshold[i]);
    // exp of what is not above 0 alone, so that nothing overflows
    double small = math_exp(off > 0 ? -off : off);
    policy_respond(off > 0 ? 1 / (1 + small) : small / (1 + small), chance);
    action[i] = policy_draw(chance, 2, draw[i]);
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
                                 .about = "share of value_max at which both are as likely"},
    [SCALE - POLICY_ROWS]     = {"scale", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 10, .low = 0,
                                 .high = 10000, .about = "how steep; 0 chooses at random"},
    [VALUE_MAX - POLICY_ROWS] = {"value_max", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 1,
                                 .low = 1e-9, .high = 1e9, .unit = "reward",
                                 .about = "what values are measured in"},
};

const PolicyKind policy_sigmoid = {
    .kind =
        {
            .name      = "sigmoid",
            .about     = "the first of two actions the likelier, the more the state is worth",
            .source    = "Luce (1959)",
            .equations = "pi(first | s) = 1 / (1 + exp(-scale (V(s) / value_max - threshold)))",
            .example   = "model:\n  policy: {kind: sigmoid, threshold: 0.5, scale: 10}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - POLICY_ROWS,
        },
    .words     = 1,
    .choose    = choose,
    .by_values = true,
    .check     = check,
};
