// Choose: the policy picks an action from values or preferences.
//
// Agents that need the next action before they learn have chosen it already, when the last step
// was compared; their first action of an episode is chosen here.

#include "cohort/step.h"
#include "kind/agent.h"
#include "kind/policy.h"

const uint64_t *choose_words(const Model *model, const Cohort *cohort, int which)
{
  size_t row = (size_t)cohort->cursor * (size_t)model->policy_words +
               (size_t)(which * model->policy->words);
  return cohort->policy_draw + row * LANES;
}

void stage_choose(const Model *model, Cohort *cohort)
{
  int first = model->agent->action_output > 0 ? model->agent->action_output : 0;
  int chosen[LANES];
  if (model->n_actions == 1) {
    for (int i = 0; i < LANES; i++) cohort->action[i] = 0, cohort->probability[0][i] = 1;
    return;
  }
  if (!model->agent->ahead) {
    model->policy->choose(model, cohort, cohort->output + first, choose_words(model, cohort, 0),
                          cohort->action);
    return;
  }
  model->policy->choose(model, cohort, cohort->output + first, choose_words(model, cohort, 0),
                        chosen);
  for (int i = 0; i < LANES; i++) {
    cohort->action[i] = cohort->has_action[i] ? cohort->next_action[i] : chosen[i];
  }
  for (int a = 0; model->wants_probability && a < model->n_actions; a++) {
    for (int i = 0; i < LANES; i++) {
      double before             = cohort->next_probability[a][i];
      cohort->probability[a][i] = cohort->has_action[i] ? before : cohort->probability[a][i];
    }
  }
}
