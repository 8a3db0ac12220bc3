// Compare: what came against what was predicted.
//
// The next state is evaluated with the weights as they are before they change; agents that learn
// from the action to come let the policy choose it now. Those that learn from what the policy
// would do ask it too, with words that were used before, and take its probabilities alone.

#include <string.h>

#include "cohort/step.h"
#include "kind/agent.h"
#include "kind/policy.h"

// The policy tells its probabilities where those of the present action still stand: they are put
// back, and the others kept until the action is theirs.
static void choose_ahead(const Model *model, Cohort *c)
{
  Lanes           now[ACTIONS], mean[ACTIONS];
  const Lanes    *by    = choose_by(model, (const Lanes *)c->ahead, mean);
  const uint64_t *words = choose_words(model, c, model->agent->ahead ? 1 : 0);
  int             idle[LANES];
  if (model->wants_probability) memcpy(now, c->probability, sizeof now);
  model->policy->choose(model, c, by, words, model->agent->ahead ? c->next_action : idle);
  if (!model->wants_probability) return;
  memcpy(c->next_probability, c->probability, sizeof now);
  memcpy(c->probability, now, sizeof now);
}

void stage_compare(const Model *model, Cohort *cohort)
{
  evaluate_at(model, cohort, cohort->next_observation, cohort->ahead);
  bool asks = model->agent->ahead || model->agent->expects;
  if (asks && model->n_actions > 1) choose_ahead(model, cohort);
  model->agent->compare(model, cohort);
}
