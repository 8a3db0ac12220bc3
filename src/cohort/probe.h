// Probing: taking the samples that a model's probes ask for.

#pragma once

#include "kind/cohort.h"

// The kinds of moment at which probes sample.
typedef enum Moment {
  MOMENT_STEP,      // a step was made (probes listed in step_probe)
  MOMENT_EPISODE,   // an episode ended: trial measures, slow ones after trial n
  MOMENT_BEFORE,    // a phase begins: slow ones before trial 1
  MOMENT_END        // a phase ends: slow ones at `last`
} Moment;

void probe_sample(const Model *model, Cohort *cohort, int lane, Moment moment);

// Forgets events of the episode, or of the whole phase. An episode begins where the lane's state
// is: that may be an event.
void probe_begin_episode(const Model *model, Cohort *cohort, int lane);
void probe_begin_phase(const Model *model, Cohort *cohort, int lane);

// Whether a probe samples at every step.
bool probe_each_step(const Probe *probe);
