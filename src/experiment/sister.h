// Sisters: the folders envs/ and models/ beside that of an experiment, where bare names lead.

#pragma once

#include "experiment/reading.h"

// The folder in which envs/ and models/ lie, for an experiment at `path`: "experiments/x.yaml"
// gives "", "x.yaml" gives "../", "a/experiments/x.yaml" gives "a/".
const char *sister_folder(Arena *arena, const char *path);

// The map that `word` (a scalar) names: envs/WORD.yaml where `what` is "env", models/WORD.yaml
// where it is "model". A copy of the caller's own; NULL after a complaint.
Node *sister_read(Reading *reading, const char *what, const Node *word);
