// Asking: measure, over, reduce and by, read into what is wanted of which axis.

#pragma once

#include "experiment/wish.h"

typedef struct Asking {
  Arena              *arena;
  Diag               *diag;
  const Experiment   *experiment;
  const Model *const *models;
  const Node         *words, *inherit, *by;   // inherit, by: may be NULL
  bool                other;                  // another measure than the one inherited from
  const MeasureKind  *measure;                // of error.X: X
  const MeasureKind  *exact;                  // of error.X: exact.X; else NULL
  ExactPolicy         policy;
  Wish                wish;
  ChoiceEntry        *entry;   // (n_axes of the experiment)
  const Node         *seeds;   // which; NULL: all
  bool                life;    // life is chosen or kept: phases need no name
  int                 n_by;
  const char         *kept[TENSOR_AXES];   // (n_by) canonical names of `by`
  Request            *out;
} Asking;

// Reads all of it. False after complaints.
bool ask(Asking *asking);

// The seeds that are wanted. False after a complaint.
bool ask_seeds(Asking *asking);

// A measure's name out of `X` or {kind: X}, for the horizontal axis of slopes; NULL after a
// complaint.
const MeasureKind *ask_measure(Asking *asking, const Node *node);
