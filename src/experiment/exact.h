// Exact values: what perfect knowledge of the compiled world gives, as numbers of a condition.

#pragma once

#include "experiment/layout.h"

// Values that were computed before: conditions often share a world and a discount.
typedef struct ExactMemory {
  size_t              n, capacity;
  struct ExactValues *known;
} ExactMemory;

// Which policy's values are meant: one that is named, or the model's own where it is fixed.
typedef enum ExactPolicy { POLICY_OF_MODEL, POLICY_UNIFORM } ExactPolicy;

// Fills the cells of a layout of an exact measure: means over the elements that fall on each.
// False after a complaint.
bool exact_fill(Arena *arena, const Layout *layout, const Condition *condition, ExactPolicy policy,
                ExactMemory *memory, Place place, double *out, Diag *diag);

// The discount of a condition in a phase; -1: outside of phases.
double exact_gamma(const Condition *condition, int phase);
