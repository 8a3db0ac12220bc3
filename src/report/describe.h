// Describing: what kinds and measures there are, and one of them in full, from their own rows.

#pragma once

#include <stdbool.h>

#include "base/text.h"

// All kinds by socket and all measures, a line each.
void describe_all(Text *out);

// One kind (or measure) in full: what it is, its source, equations, parameters with default,
// range, unit and meaning, and an example. Kinds of the same name in several sockets are all told.
// False: there is none; out says which is near.
bool describe_kind(const char *name, Text *out);
