// Steps: the nine stages, and one step of a cohort through all of them.

#pragma once

#include "kind/cohort.h"

void cohort_step(const Model *model, Cohort *cohort);

// The stages, each a plain loop over the animals in a file of its own.
void stage_observe(const Model *model, Cohort *cohort);
void stage_evaluate(const Model *model, Cohort *cohort);
void stage_choose(const Model *model, Cohort *cohort);
void stage_transit(const Model *model, Cohort *cohort);
void stage_compare(const Model *model, Cohort *cohort);
void stage_release(const Model *model, Cohort *cohort);
void stage_record(const Model *model, Cohort *cohort);

// The outputs at observations, for all lanes: what evaluate does at s and compare at s'.
void evaluate_at(const Model *model, Cohort *cohort, const int *observation, Lanes *out);

// What actions are chosen by (n_actions), among outputs; where these hold several tables, their
// mean is made in `mean`.
const Lanes *choose_by(const Model *model, const Lanes *output, Lanes *mean);

// The words of this step for a policy's first (0) or second (1) choice: (words x LANES).
const uint64_t *choose_words(const Model *model, const Cohort *cohort, int which);
