// Axes: what `over`, `reduce` and `by` may name besides conditions and seeds.

#pragma once

#include "experiment/selection.h"
#include "kind/measure.h"
#include "kind/model.h"

// What the levels of an axis are made of.
typedef enum AxisPart {
  PART_NONE,
  PART_STATE,
  PART_REGION,
  PART_PLACE,
  PART_ACTION,
  PART_OUTPUT,
  PART_FEATURE,
  PART_SYNAPSE,
  PART_POST,
  PART_CELL
} AxisPart;

typedef struct AxisName {
  const char *name;   // canonical: "episode" for trial, "since.reward"
  const char *written;
  bool        element;   // of the measure's elements, not of the moment
  Axis        axis;      // of the moment
  AxisPart    part;
  const char *event;   // since.EVENT, nth.EVENT; NULL: none
} AxisName;

typedef enum AxisFinding {
  AXIS_FOUND,
  AXIS_UNKNOWN,
  AXIS_FOREIGN,   // means nothing to this measure
  AXIS_UNBUILT    // in the language, not in the program yet
} AxisFinding;

// In what a request is read: one model, the phases chosen, the world they share.
typedef struct Scope {
  const Model       *model;
  const MeasureKind *measure;
  int                n_phases;
  const int         *phase;   // (n_phases) indices
  const World       *world;   // NULL: the phases' worlds differ
  const Node        *env;     // as written, for its regions; may be NULL
} Scope;

AxisFinding axis_find(Arena *arena, const char *word, const MeasureKind *measure, AxisName *out);

// Names that could have been meant, for hints; returns how many (at most `room`).
size_t axis_names(const MeasureKind *measure, const char **names, size_t room);

// What the axis offers there. False after a complaint.
bool axis_universe(Arena *arena, const Scope *scope, const AxisName *name, Place place,
                   Universe *universe, Diag *diag);

// The part of it that is made of states, actions, features, synapses or cells (`universe` has its
// axis and place).
bool axis_parts(Arena *arena, const Scope *scope, const AxisName *name, Universe *universe,
                Diag *diag);

// Resolves the event of since.EVENT and nth.EVENT. False after a complaint.
bool axis_event(Arena *arena, const Scope *scope, const AxisName *name, Place place, Event *event,
                Diag *diag);

// On which level of the universe each element (or, for axes of the moment, each state or action)
// lies.
typedef struct AxisTable {
  size_t               n;     // elements
  const int           *key;   // (n); NULL: regions, which may overlap
  size_t               n_keys;
  const unsigned char *member;   // (n_keys x n) regions
} AxisTable;

AxisTable axis_table(Arena *arena, const Scope *scope, const AxisName *name,
                     const Universe *universe);
