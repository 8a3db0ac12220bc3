// Plans: what one condition asks for, resolved by experiment/ and compiled by model/.

#pragma once

#include <stdint.h>

#include "config/node.h"

typedef struct PhasePlan {
  const char *name;
  Place       place;
  int64_t     episodes;   // 0: not given
  int64_t     steps;      // 0: not given
  const char *order;      // "cycle", "random", "shuffled"; NULL: cycle
  const Node *types;      // as written; NULL: all
  const Node *except;     // as written; NULL: none
  bool        learn;
  bool        reset_weights;
  int64_t     repeat;     // of the nearest block, from 1; repetitions share their name
  const Node *each;   // name -> level of what the block goes through; NULL: nothing
  const Node *env;    // maps with everything that holds in this phase
  const Node *model;
} PhasePlan;

typedef struct Plan {
  int              n_phases;
  const PhasePlan *phase;   // (n_phases)
  const Node      *env;     // outside of phases: for exact measures where nothing is run
  const Node      *model;
} Plan;
