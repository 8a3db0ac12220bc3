// Safety: what is refused of YAML, and in which words; knows nothing of libyaml.

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/memory.h"
#include "config/node.h"

// What libyaml has to say where it cannot go on: `problem` at `place`, where the character `at`
// stands (0: the end), while reading something (`context`, may be NULL) that began at `from`.
typedef struct Breach {
  const char *problem, *context;
  Place       place, from;
  char        at;
} Breach;

void safety_syntax(const Breach *breach, Diag *diag);

// Whether a scalar may be a key: not empty, no merge key, no word that YAML 1.1 reads as a truth
// value or null, at most 200 bytes.
bool safety_key(const Node *key, Diag *diag);

// Complains about every key that stands in a map for a second time. Cost: n log n.
void safety_duplicates(Arena *arena, const Node *map, Diag *diag);

// How much a subtree holds; a scalar has height 0.
typedef struct Extent {
  size_t nodes, bytes;
  int    height;
} Extent;

Extent safety_measure(const Node *node);

// A copy of a subtree that shares the texts with it: an alias unfolded.
Node *safety_repeat(Arena *arena, const Node *node);
