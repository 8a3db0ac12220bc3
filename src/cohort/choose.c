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

const Lanes *choose_by(const Model *model, const Lanes *output, Lanes *mean)
{
  const int    tables = model->agent->tables, n = model->n_actions;
  const int    action = model->agent->action_output;
  const Lanes *first  = output + (action > 0 ? action : 0);
  if (tables < 2) return first;
  for (int a = 0; a < n; a++) {
    for (int i = 0; i < LANES; i++) mean[a][i] = first[a][i];
    for (int t = 1; t < tables; t++) {
      for (int i = 0; i < LANES; i++) mean[a][i] += first[t * n + a][i];
    }
    for (int i = 0; i < LANES; i++) mean[a][i] /= tables;
  }
  return mean;
}

void stage_choose(const Model *model, Cohort *cohort)
{
  int   chosen[LANES];
  Lanes mean[ACTIONS];
  if (model->n_actions == 1) {
    for (int i = 0; i < LANES; i++) cohort->action[i] = 0, cohort->probability[0][i] = 1;
    return;
  }
  const Lanes *by = choose_by(model, (const Lanes *)cohort->output, mean);
  if (!model->agent->ahead) {
    model->policy->choose(model, cohort, by, choose_words(model, cohort, 0), cohort->action);
    return;
  }
  model->policy->choose(model, cohort, by, choose_words(model, cohort, 0), chosen);
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
