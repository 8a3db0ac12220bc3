// Compiling: from a plan to a const Model.

#pragma once

#include "kind/model.h"
#include "model/plan.h"

// Compiles a plan. `base` is the folder against which file names in kinds (a connectome's) are
// resolved. NULL after complaints.
Model *model_compile(Arena *arena, const Plan *plan, const char *base, Diag *diag);

// What separates models: a text in which all but the animals' numbers stand. Conditions with equal
// keys share one.
const char *model_key(Arena *arena, const Plan *plan, Diag *diag);

// The numbers of a plan whose key is the model's: (n_phases).
Parameters *model_parameters(Arena *arena, const Model *model, const Plan *plan, Diag *diag);

// Gives the model its probes: sets offsets, record_length and what the probes need
// (probabilities).
void model_probe(Model *model, int n_probes, Probe *probe);

// One phase's (or, with phase -1, the plan's own) whole resolved env and model, every default
// written out, for the manifest: nodes {env: .., model: ..}.
Node *model_resolved(Arena *arena, const Node *env, const Node *model, Diag *diag);

// The world of a phase; the plan's own where there are no phases.
const World *model_world(const Model *model, int phase);

// Which random wiring an animal has, where wirings are the animals' own: (this number,
// PURPOSE_REWIRE) is its stream.
int64_t model_wiring(const Model *model, int64_t seed);

// An Anatomy of the model's sizes, its arrays taken from the arena; wiring it, for one animal
// (`rewire`) or as it is (NULL); the room that takes.
void   model_copy_sizes(Arena *arena, const Model *model, Anatomy *anatomy);
void   model_wire(const Model *model, Stream *rewire, void *workspace, Anatomy *anatomy);
size_t model_workspace(const Model *model);
