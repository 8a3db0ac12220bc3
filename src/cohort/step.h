// Steps: the nine stages, and one step of a cohort through all of them.

#pragma once

#include "kind/cohort.h"

void cohort_step(const Model *model, Cohort *cohort);

void stage_observe(const Model *model, Cohort *cohort);
void stage_propagate(const Model *model, Cohort *cohort);
void stage_evaluate(const Model *model, Cohort *cohort);
void stage_choose(const Model *model, Cohort *cohort);
void stage_transit(const Model *model, Cohort *cohort);
void stage_compare(const Model *model, Cohort *cohort);
void stage_release(const Model *model, Cohort *cohort);
void stage_learn(const Model *model, Cohort *cohort);
void stage_record(const Model *model, Cohort *cohort);
