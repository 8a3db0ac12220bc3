// Spreading: claims of an experiment that is swept from the command line hold at every level.

#pragma once

#include "config/node.h"

// Replaces each claim of the root by one for each of the levels (`values`, a list of scalars) of
// an axis that the file does not know: `over` names the level, and `that` says it. Claims that are
// no maps stay, to be complained of later.
void spread_claims(Arena *arena, Node *root, const char *path, const Node *values);
