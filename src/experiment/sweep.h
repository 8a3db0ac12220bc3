// Sweeps: axes over parameters, and the points at which they are run.

#pragma once

#include "experiment/sweep_axis.h"

typedef struct Sweep {
  int                 n_axes;
  const SweepAxis    *axis;       // (n_axes) in the order of the file
  int64_t             n_points;   // at least 1; the one point of no sweep has no axes
  const Level *const *level;      // (n_points x n_axes)
} Sweep;

// Reads `method`, `run_cap`, `parameters` (keys are whole paths) and `zip`. NULL node: no axes,
// one point. After complaints the sweep has no axes.
Sweep sweep_read(Reading *reading, const Node *node);
