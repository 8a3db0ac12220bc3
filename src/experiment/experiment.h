// Experiments: what a file says, checked and resolved into conditions, each with a plan.

#pragma once

#include "base/diag.h"
#include "config/node.h"
#include "model/plan.h"

// Something that differs between conditions: `group`, or a swept parameter.
typedef struct ConditionAxis {
  const char *name;   // `group`, a sweep's `name:`, or the path's shortest unambiguous tail
  const char *path;   // the whole path; "group" for groups
} ConditionAxis;

typedef struct Condition {
  const char **level;   // (n_axes) as written; NULL where the axis does not vary for its group
  double      *number;  // (n_axes) the level as a number, NaN where it is none
  const Node  *env;     // resolved, outside of phases
  const Node  *model;
  Plan         plan;
} Condition;

typedef struct Experiment {
  const char  *name;          // of the file, without folder and ending
  const char  *file;
  const char  *about;
  const Node  *root;          // the file as written, command line merged in
  int          n_cites, n_needs;
  const char **cite, **need;
  int          n_seeds;
  const int64_t *seed;        // (n_seeds)
  int          n_axes;
  const ConditionAxis *axis;  // (n_axes) group first, where there are groups
  int          n_conditions;
  const Condition *condition; // (n_conditions) groups as in the file, the last swept axis fastest
  const Node  *claims;        // lists and maps as written, NULL: none
  const Node  *figures;
  const Node  *record;
  bool         overridden;    // the command line changed something
  bool         doubtful;      // complaints left out axes, conditions or phases (while it is read)
  struct Reading *reading;    // how it was read: files by name and paths, for the manifest
} Experiment;

// An override of the command line: PATH=value, PATH=v1,v2, PATH=range(a,b,step).
typedef struct Override {
  const char *path;
  const char *value;
} Override;

// Reads experiments/x.yaml: names of env and model are looked up as ../envs/NAME.yaml and
// ../models/NAME.yaml beside the file's folder. `seeds` (as in the file: N, a..b, list) may be
// NULL. NULL after complaints.
Experiment *experiment_read(Arena *arena, const char *path, const Override *override,
                            int n_overrides, const char *seeds, Diag *diag);

// The manifest: everything resolved, defaults included, as an experiment that can be run again and
// gives the same bytes.
void experiment_manifest(Arena *arena, const Experiment *experiment, Text *out, Diag *diag);

// Index of the axis of that name (any unambiguous tail of its path), or -1.
int experiment_axis(const Experiment *experiment, const char *name);

// What a condition is called in messages: "group=right, alpha=0.1"; "" where there is but one.
const char *experiment_label(Arena *arena, const Experiment *experiment, int condition);
