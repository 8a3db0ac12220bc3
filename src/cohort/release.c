// Release: dopamine cells turn the error into what they let go.

#include "cohort/step.h"
#include "kind/signal.h"

void stage_release(const Model *model, Cohort *cohort)
{
  if (model->noise_words) {
    const uint64_t *word = cohort->noise_draw + (size_t)cohort->cursor * LANES;
    for (int i = 0; i < LANES; i++) cohort->noise[i] = chance_normal(word[i]);
  }
  model->signal->release(model, cohort);
}
