// Layouts: where the numbers of one wish lie in the record of one model's animals.

#pragma once

#include "experiment/axis.h"
#include "experiment/experiment.h"
#include "experiment/tensor.h"

enum { WISH_ENTRIES = 16 };

// What is said of one axis besides conditions and seeds.
typedef struct WishEntry {
  AxisName    name;
  const Node *levels;   // NULL: all
  Place       place;
  bool        kept;   // each level by itself
} WishEntry;

// What is wanted of each animal.
typedef struct Wish {
  const MeasureKind *measure;
  int                n_entries;
  WishEntry          entry[WISH_ENTRIES];   // in the order of their names
  bool               first_phase;           // no phase is named: the first is meant
  Place              place;
} Wish;

typedef struct Layout {
  const Model *model;
  Probe        probe;         // of exact measures: its element tables and cells alone
  int          n_phases;      // chosen
  const int   *phase;         // (n_phases)
  const int   *phase_level;   // (n_phases) level of a kept phase axis, else 0
  size_t       phase_stride;
  int          n_kept;   // axes that are kept apart, in the order of the wish
  TensorAxis   kept[TENSOR_AXES];
  bool         all[TENSOR_AXES];   // nothing was left out of the axis
} Layout;

// What a wish is stored under: the same for the same wish.
const char *wish_name(Arena *arena, const Wish *wish);

// The layout for the model of a condition; NULL after complaints.
Layout *layout_make(Arena *arena, const Wish *wish, const Condition *condition, const Model *model,
                    Diag *diag);

// The world of a phase; that of the plan where nothing is run.
const World *layout_world(const Model *model, int phase);
