// Choices: which conditions a request is about, and by which axes they are kept apart.

#pragma once

#include "experiment/experiment.h"
#include "experiment/tensor.h"

// What is said of one axis of the conditions.
typedef struct ChoiceEntry {
  const Node *levels;   // NULL: nothing
  bool        kept;     // named in `reduce` or `by`
} ChoiceEntry;

typedef struct Choice {
  bool      *selected;   // (n_conditions)
  int        n_kept;
  TensorAxis kept[TENSOR_AXES];   // in the order of the experiment's axes; or one, "condition"
  int       *level;               // (n_conditions x n_kept)
} Choice;

// entry: (n_axes of the experiment). keep_all: whatever differs is kept apart; else an axis along
// which the chosen conditions differ must be kept, or is complained of at `place`.
bool choice_make(Arena *arena, const Experiment *experiment, const ChoiceEntry *entry,
                 bool keep_all, Place place, Choice *choice, Diag *diag);
