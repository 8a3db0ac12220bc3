// Observe and propagate: what the animal sees of its state, and so which features are active.
//
// Networks upstream of the plastic synapses carry no state of their own yet, so propagating was
// done when the model was compiled: the observation's number leads to its list of active features
// (kind/anatomy.h).

#include "cohort/step.h"

void stage_observe(const Model *model, Cohort *cohort)
{
  (void)model;
  for (int i = 0; i < LANES; i++)
    cohort->observation[i] = cohort->observation_table[i][cohort->state[i]];
}
