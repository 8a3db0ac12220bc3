// Worlds: an env compiled into tables, const and shared by all animals.

#pragma once

#include "kind/env.h"

typedef struct World {
  const EnvKind *kind;
  const void    *env;   // what its build returned

  int    n_states;   // reachable ones, those in which an episode ends included
  int    n_actions;
  int    n_types;         // trial types; 1 where the world has none
  double dt;              // seconds a step
  int    time_limit;      // steps until an episode is cut; 0: never
  bool   deterministic;   // every action has one outcome, with a constant reward

  const char         **state_name;    // (n_states)
  const unsigned char *states;        // (n_states x kind->state_size)
  const unsigned char *terminal;      // (n_states) 1: an episode ends on arrival
  const int           *observation;   // (n_states) index among the model's observations
  const int           *time;          // (n_states) bin within the trial; NULL where there is none
  const char         **action_name;   // (n_actions)
  const char         **type_name;     // (n_types) "" where the world has none

  const int    *next;      // (n_states x n_actions) deterministic worlds alone, else NULL
  const double *reward;    // (n_states x n_actions) expected
  const double *goes_on;   // (n_states x n_actions) chance that the episode does not end

  const int    *outcome_start;    // (n_states x n_actions + 1)
  const double *outcome_chance;   // (n_outcomes)
  const double
            *outcome_upto;   // (n_outcomes) cumulative chance within its pair, the last exactly 1
  const int *outcome_next;   // (n_outcomes)
  const double        *outcome_reward;    // (n_outcomes) constant part, step_reward included
  const Value *const  *outcome_varying;   // (n_outcomes) drawn and added; NULL: nothing
  const unsigned char *outcome_ends;      // (n_outcomes)

  const int    *start_start;   // (n_types + 1)
  const int    *start_state;   // (n_starts)
  const double *start_upto;    // (n_starts) cumulative chance within its type, the last exactly 1
} World;

static inline const void *world_state(const World *world, int state)
{
  return world->states + (size_t)state * world->kind->state_size;
}

// Everything that animals may see in any phase's world, so that what is learnt in one holds in the
// next.
typedef struct Observed {
  int           n;
  const World **world;   // (n) a world in which it is seen
  const int    *state;   // (n) and a state of that world
} Observed;
