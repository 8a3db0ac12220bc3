// Step: one moment in every animal's life, in the order in which Sutton & Barto tell it.
//
// Whatever learns, every change of a weight passes through `release`: there dopamine can be
// recorded, scaled, silenced or replaced, in a table as in a mushroom body. Each stage is a plain
// loop over the animals, in a file of its own.

#include "cohort/step.h"

#include "kind/plasticity.h"

void cohort_step(const Model *m, Cohort *c)
{
  stage_observe(m, c);          // 1  what the animal sees of its state s;
                                // 2  propagate: with it, which features x are active
  stage_evaluate(m, c);         // 3  values and preferences at s
  stage_choose(m, c);           // 4  the action a, by the policy
  stage_transit(m, c);          // 5  the world answers: s' and r
  stage_compare(m, c);          // 6  the error delta, and who is responsible for it
  stage_release(m, c);          // 7  dopamine
  m->plasticity->learn(m, c);   // 8  the weights w
  stage_record(m, c);           // 9  what is kept; ends of episodes, phases and lives
}
