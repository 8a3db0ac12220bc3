// Command line: overrides in Hydra's words, merged into what the file says.
//
//   PATH=value              holds everywhere; where PATH is swept, its axis has this one level
//   PATH=v1,v2              an axis of the sweep; claims are then made at each of its levels
//   PATH=range(a, b, step)  a, a + step, ...: b is excluded; range(b) and range(a, b) go by ones
//   seeds=..                as in the file
//
// A value is YAML: [1, 2] is one list, {kind: td} one map.

#pragma once

#include "experiment/experiment.h"
#include "experiment/reading.h"

// The name under which complaints show the arguments; line i is the i-th one.
#define COMMAND_FILE "command line"

// Merges the overrides into the root, whose paths are spelt out; finds paths anew after each.
void command_merge(Reading *reading, Node *root, const Override *override, int n_overrides);
