// Swept axes: one parameter, and the levels that it takes.
//
// The words are those of Weights & Biases' sweep block: `values` (here also with names: {name:
// value}), `value`, or `min` and `max` with `steps` and a `distribution`. On a grid min..max is
// cut into `steps` levels, both ends included; drawn at random (or by a Sobol sequence), min..max
// is uniform, or uniform over whole numbers where both are written as such.

#pragma once

#include "experiment/reading.h"

typedef struct Level {
  const char *label;    // as reports write it
  double      number;   // NaN where it is none
  const Node *value;    // what is set
} Level;

typedef enum Distribution {
  DISTRIBUTION_LEVELS,   // listed values
  DISTRIBUTION_UNIFORM,
  DISTRIBUTION_LOG_UNIFORM,   // evenly in the logarithm
  DISTRIBUTION_INTEGER,       // whole numbers, both ends included
  DISTRIBUTION_QUANTUM,       // multiples of q
  DISTRIBUTION_NORMAL,
  DISTRIBUTION_LOG_NORMAL
} Distribution;

typedef struct SweepAxis {
  const char   *path;   // whole
  const char   *name;
  Place         place;
  Distribution  distribution;
  double        low, high;   // UNIFORM, LOG_UNIFORM, INTEGER, QUANTUM
  double        q;           // QUANTUM
  double        mu, sigma;   // NORMAL, LOG_NORMAL
  int64_t       n;           // levels: listed ones, or those of a grid
  const Level  *level;       // (n)
  const double *upto;        // (n) cumulative probabilities of listed values; NULL: equal
} SweepAxis;

// Reads an axis, the map whose key is its path; on a grid it has all its levels then. False after
// complaints.
bool sweep_axis_read(Reading *reading, const Node *node, bool grid, SweepAxis *axis);

// The level at quantile u in (0, 1).
const Level *sweep_axis_draw(Arena *arena, const SweepAxis *axis, double u);
