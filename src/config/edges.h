// Edges: a world as a table of states and actions, and of where each action leads.

#pragma once

#include <stdbool.h>

#include "config/field.h"

// The most bytes of a state's or an action's name.
enum { EDGES_NAME = 31 };

typedef struct Edge {
  int          to;
  double       chance;
  const Value *reward;   // paid besides what the state pays that is entered; NULL: nothing
  const Node  *node;     // for complaints
} Edge;

typedef struct Edges {
  int          n_states, n_actions;
  const char **state;     // (n_states) those that have an entry first, in the order of the file
  const char **action;    // (n_actions) in the order in which they are mentioned
  int         *start;     // (n_states x n_actions + 1) the first edge of each pair
  Edge        *edge;      // those of a pair have chances that sum to one
  const int   *by_name;   // (n_states) states in the order of their names
} Edges;

// Reads `STATE -> ACTION -> target`: a state, {to, chance, reward} or a list of those. An action
// `0..9` is ten of them alike. A state that is only led to, or whose map is empty, has no edges.
// All states with edges must offer the same actions, at most `most`. False after complaints.
bool edges_read(Arena *arena, const Node *node, int most, Edges *edges, Diag *diag);

// Whether no action can be taken in a state.
static inline bool edges_end(const Edges *edges, int state)
{
  return edges->start[state * edges->n_actions] == edges->start[(state + 1) * edges->n_actions];
}

// The state of a name, -1 where there is none; the other one complains of that at its place.
int edges_find(const Edges *edges, const char *name);
int edges_state(Arena *arena, const Edges *edges, const char *name, Place place, Diag *diag);
