// Compare: what came against what was predicted.
//
// The next state is evaluated with the weights as they are before they change; agents that learn
// from the action to come let the policy choose it now.

#include "cohort/step.h"
#include "kind/agent.h"
#include "kind/policy.h"

void stage_compare(const Model *model, Cohort *cohort)
{
  evaluate_at(model, cohort, cohort->next_observation, cohort->ahead);
  if (model->agent->ahead && model->n_actions > 1) {
    const Lanes    *preference = (const Lanes *)cohort->ahead + model->agent->action_output;
    const uint64_t *words      = choose_words(model, cohort, 1);
    model->policy->choose(model, cohort, preference, words, cohort->next_action);
  }
  model->agent->compare(model, cohort);
}
