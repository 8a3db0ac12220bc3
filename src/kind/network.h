// Networks: from what is observed to activity, and which synapses there are.

#pragma once

#include "base/hash.h"
#include "kind/anatomy.h"
#include "kind/world.h"
#include "math/chance.h"

enum { NETWORK_ROWS = 0 };

typedef struct NetworkKind {
  Kind kind;

  // Reads the section against all that may be observed; NULL after a complaint. `n_outputs`: of
  // the agent.
  const void *(*build)(Arena *arena, const Section *section, const Node *written,
                       const Observed *seen, int n_outputs, Diag *diag);

  // The sizes of its Anatomy (n_* and one_hot; the same for every animal), and whether each animal
  // has a wiring of its own.
  void (*size)(const void *network, Anatomy *anatomy);
  bool (*own_wiring)(const void *network);

  // Which of the random wirings an animal has: a number, by its seed alone, that opens the stream
  // for it; animals with the same share it. NULL: the seed itself.
  int64_t (*wiring_of)(const void *network, int64_t seed);

  // Room that `wire` needs besides, in bytes; NULL: none.
  size_t (*workspace)(const void *network);

  // Fills the arrays. `rewire` is the animal's stream for its wiring; NULL for the wiring as it
  // is.
  void (*wire)(const void *network, Stream *rewire, void *workspace, Anatomy *anatomy);

  // Adds what it read besides the section (a connectome's tables) to a hash; NULL: nothing.
  void (*digest)(const void *network, Hash *hash);
} NetworkKind;
