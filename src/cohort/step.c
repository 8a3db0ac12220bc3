// Step: one moment in every animal's life, in the order in which Sutton & Barto tell it.
//
// Whatever learns, every change of a weight passes through `release`: there dopamine can be
// recorded, scaled, silenced or replaced, in a table as in a mushroom body.

#include "cohort/step.h"

#include "kind/plasticity.h"

void cohort_step(const Model *model, Cohort *cohort)
{
  stage_observe(model,
                cohort);   // 1, 2  what is seen of s, and the features x that it makes active
  stage_evaluate(model, cohort);   // 3     values and preferences at s
  stage_choose(model, cohort);     // 4     action a, by the policy
  stage_transit(model, cohort);    // 5     the world: s' and r
  stage_compare(model, cohort);    // 6     the error delta, and who is responsible for it
  stage_release(model, cohort);    // 7     dopamine
  model->plasticity->learn(model, cohort);   // 8     weights w
  stage_record(model, cohort);   // 9     what is kept; ends of episodes, phases and lives
}
