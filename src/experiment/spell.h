// Spelling: an experiment's shortened paths, found and written in full.

#pragma once

#include "experiment/override.h"

// Env, model and phases as the root says them: files, and env.PATH and model.PATH beside them.
Tree spell_base(Reading *reading, const Node *root);

// Finds all paths of the experiment (reading->paths), and rewrites the keys of its groups and
// sweeps as whole paths.
void spell_out(Reading *reading, Node *root);

// Finds all paths anew, after the root was changed.
void spell_paths(Reading *reading, const Node *root);
