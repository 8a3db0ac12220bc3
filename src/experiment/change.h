// Changes: what is different between two manifests, in words.

#pragma once

#include "config/node.h"

// A line for every path whose value differs: "  model.plasticity.alpha: 0.1 -> 0.2"; (none) where
// one side says nothing. Entries of lists are known by their `name` or `that`. At most `most`
// lines, then how many more there are. Returns how many differ.
int change_list(Arena *arena, const Node *old, const Node *new, int most, Text *out);
