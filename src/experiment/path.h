// Paths: everything of an experiment that can be overridden, and what a shortened path means.
//
//   model.policy.epsilon     a field of a section, whether a file writes it or leaves its default
//   env.objects.G.reward     an entry of a map; maps alone are entered
//   phases.learn.episodes    a phase counts by its name; nested: phases.cycle.straight.trials
//
// Any tail that ends one path alone stands for it (`epsilon`, `G.reward`). All paths of the
// experiment count for that: those of its env and model as the files give them, and as each group
// and each swept value changes them. So a tail means the same throughout a file, and what reports
// write can be read back.

#pragma once

#include "experiment/override.h"
#include "experiment/reading.h"
#include "kind/kind.h"

struct Paths {
  Arena       *arena;
  size_t       n, room;
  const char **path;   // (n) in the order met
  size_t       n_slots;
  size_t      *slot;    // (n_slots) index + 1 into path, open addressing; 0: free
  bool open[SOCKETS];   // a kind of this socket is not known: anything may be a field of it
  bool torn;            // an env or model could not be read: any tail may be one of its paths
};

Paths *paths_open(Arena *arena);
bool   paths_has(const Paths *paths, const char *path);

// Adds every path of a tree: what is written, and the rows of its kinds.
void paths_add(Paths *paths, const Tree *tree);

// The whole path that `path` (whole or a tail) stands for; NULL after a complaint at `place`, or,
// where paths are torn, with the tail noted as lost.
const char *path_whole(Reading *reading, const char *path, Place place);

// The shortest tail that stands for a whole path and is no axis of a recording ("seed", "episode",
// ...).
const char *path_name(const Paths *paths, const char *path);

// Whether a name is that of an axis which recordings have of themselves.
bool path_is_reserved(const char *name);

// Whether a path begins with env, model or phases, and so is a whole one.
bool path_is_whole(const char *path);

// Whether `path` is `above`, or lies within it.
bool path_within(const char *path, const char *above);

// Whether `path` ends with `tail`, from the beginning of a name on.
bool path_ends(const char *path, const char *tail);

// The section in which a path lies: length of its name ("env": 3, "model.agent": 11) and its
// socket; 0: none.
size_t path_section(const char *path, Socket *socket);

// The rows of a kind: whether it has a field of that name. Unknown kinds have none.
bool path_is_field(Socket socket, const Kind *kind, const char *key);

// The kind's name that a section (a map, or NULL) has; NULL where it must say one and does not.
const char *path_kind(Socket socket, const Node *section);
