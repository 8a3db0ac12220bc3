// Proportional: actions in proportion to what they are worth, as matching has it.
//
// Herrnstein (1961), the matching law, as a rule of choice:
//   pi(a | s) = h(a) / sum_b h(b)
// Values below 0 count as 0; where none is above 0 all actions are alike. Values are divided by
// the largest before they are added up, so that nothing overflows. One random word a choice.
//
// With an agent that values states alone and two actions the first one, the response, is made
// with chance V(s) / value_max, cut at 0 and 1.

#include "kind/policy.h"

enum { VALUE_MAX = POLICY_ROWS, N_FIELDS };

static void share(const double *preference, int n, double *chance)
{
  double top = 0, sum = 0;
  for (int a = 0; a < n; a++) top = preference[a] > top ? preference[a] : top;
  for (int a = 0; a < n; a++) {
    bool   infinite = top > 1e308;
    double part     = !(preference[a] > 0) ? 0 : infinite ? 1 : preference[a] / top;
    chance[a]       = infinite && preference[a] < top ? 0 : part;
    sum += chance[a];
  }
  for (int a = 0; a < n; a++) chance[a] = sum > 0 ? chance[a] / sum : 1.0 / n;
}

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  const double *most   = cohort_row(cohort, SOCKET_POLICY, VALUE_MAX);
  bool          states = model->agent->action_output < 0;
  for (int i = 0; i < LANES; i++) {
    double own[ACTIONS], chance[ACTIONS];
    for (int a = 0; a < model->n_actions && !states; a++) own[a] = preference[a][i];
    if (states) {
      policy_respond(preference[0][i] / most[i], chance);
    } else {
      share(own, model->n_actions, chance);
    }
    action[i] = policy_draw(chance, model->n_actions, draw[i]);
    for (int a = 0; model->wants_probability && a < model->n_actions; a++)
      cohort->probability[a][i] = chance[a];
  }
}

static bool check(const Model *model, Diag *diag)
{
  return policy_check_states(model, true, diag);
}

static const Field fields[N_FIELDS - POLICY_ROWS] = {
    [VALUE_MAX - POLICY_ROWS] = {"value_max", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 1,
                                 .low = 1e-9, .high = 1e9, .unit = "reward",
                                 .about = "value of a state at which the response is certain"},
};

const PolicyKind policy_proportional = {
    .kind =
        {
            .name      = "proportional",
            .about     = "actions in proportion to what they are worth",
            .source    = "Herrnstein (1961)",
            .equations = "pi(a | s) = h(a) / sum_b h(b), h below 0 counting as 0; of states' "
                         "values: pi(first | s) = V(s) / value_max",
            .example   = "model:\n  policy: proportional\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - POLICY_ROWS,
        },
    .words     = 1,
    .choose    = choose,
    .by_values = true,
    .check     = check,
};
