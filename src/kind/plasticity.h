// Plasticity: from eligibility and dopamine to weights.

#pragma once

#include "kind/cohort.h"

// The engine looks at lambda when it chooses how traces are kept, and at the bounds when it reads
// lazy ones.
enum { PLASTICITY_ALPHA, PLASTICITY_LAMBDA, PLASTICITY_W_MIN, PLASTICITY_W_MAX, PLASTICITY_ROWS };

struct PlasticityKind {
  Kind kind;

  size_t (*memory)(const Model *model);   // doubles a lane, zeroed for each animal
  void (*begin)(const Model *model, Cohort *cohort, int lane);   // an episode begins
  void (*learn)(const Model *model, Cohort *cohort);             // a step of all lanes
  void (*finish)(const Model *model, Cohort *cohort,
                 int lane);   // an episode ends: consolidate, forget
  void (*settle)(const Model *model, Cohort *cohort,
                 int lane);   // brings weights up to date before they are read

  bool (*dense)(const Model *model);               // needs every trace at every step; NULL: not
  bool (*check)(const Model *model, Diag *diag);   // told if it does not fit; NULL: it always does
};
