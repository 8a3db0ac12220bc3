// Overrides: setting what lies at a dotted path of an env, a model or the phases.
//
// Maps alone are entered; a list is a leaf and replaced whole, and so is a map at the path itself.
// Where a path leads through nothing, maps are made. A bare word where a section stands (`policy:
// random`) is a map with that kind. Setting a `kind` keeps the other fields of its section;
// override_check tells which of them the new kind lacks.

#pragma once

#include "experiment/reading.h"

// A `kind` that was set by its path.
typedef struct Change {
  const char *section;   // "env", "model.agent"
  const char *from;      // the kind before; NULL: none
  const Node *to;        // the new one, where it was written
} Change;

// An env, a model and phases, while overrides are laid upon them. Copies share until one is
// written to.
typedef struct Tree {
  Node   *env, *model;   // maps; NULL: could not be read
  Node   *phases;        // list; NULL: none
  bool    own_env, own_model, own_phases;
  Change *change;   // (n_changes)
  size_t  n_changes;
} Tree;

// A tree that shares everything with `tree` until either is written to.
Tree tree_share(Tree *tree);

// Sets what lies at a whole path to a copy of `value`, whose key_place says where that was asked
// for. False after a complaint.
bool override_set(Reading *reading, Tree *tree, const char *path, const Node *value);

// Sets all entries of `map` whose keys are whole paths, shorter paths first, whatever their order
// in the map.
void override_set_all(Reading *reading, Tree *tree, const Node *map);

// Complains about fields that a changed kind does not have.
void override_check(Reading *reading, const Tree *tree);

// What lies at a whole path of env or model; NULL: nothing.
Node *override_get(const Tree *tree, const char *path);

// The phase at the beginning of `path` (its name, or those of the blocks around it first) and what
// follows of the path
// ("" where nothing does); NULL: none.
Node *override_phase(const Node *phases, const char *path, const char **rest);

// Puts an entry with a whole or phase's path into a map of overrides: entries at or below the path
// leave it, so that the new one holds; those above may stay, since shorter paths are set first.
void override_put(Arena *arena, Node *map, const char *path, Place place, Node *value);
