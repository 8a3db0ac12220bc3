// Model: everything about a condition that does not move; compiled by model/.

#pragma once

#include "kind/anatomy.h"
#include "kind/kind.h"
#include "kind/measure.h"
#include "kind/network.h"
#include "kind/world.h"

typedef struct AgentKind      AgentKind;
typedef struct PolicyKind     PolicyKind;
typedef struct SignalKind     SignalKind;
typedef struct PlasticityKind PlasticityKind;

// How traces are kept; part of what a run is, never of how it is run (see
// plasticity/three_factor.c).
typedef enum TraceForm { TRACE_NONE, TRACE_LAZY, TRACE_DENSE } TraceForm;

typedef enum Order { ORDER_CYCLE, ORDER_RANDOM, ORDER_SHUFFLED } Order;

// What is done to the animals for a while. Ends after `episodes` or exactly after `steps`,
// whichever is given.
typedef struct Phase {
  const char   *name;
  int           world;      // index among the model's worlds
  int64_t       episodes;   // 0: not counted
  int64_t       steps;      // 0: not counted
  bool          learn;
  bool          reset_weights;
  Order         order;       // of the trial types
  int           n_types;     // that are met
  const int    *type;        // (n_types) index among the world's types
  const double *type_upto;   // (n_types) cumulative chance, for ORDER_RANDOM
  const int
      *instead;   // (episodes) type of that episode where it is an exception, else -1; NULL: none
} Phase;

// The numbers of one condition in one phase, by socket and field.
typedef struct Parameters {
  double row[SOCKETS][ROWS];
} Parameters;

struct Model {
  int           n_worlds;
  const World **world;   // (n_worlds)
  int           n_phases;
  const Phase  *phase;   // (n_phases)
  Observed      seen;

  const NetworkKind    *network;
  const AgentKind      *agent;
  const PolicyKind     *policy;
  const SignalKind     *signal;
  const PlasticityKind *plasticity;
  Section               section[SOCKETS];   // what separates models: as in the first phase

  const void *built_network;
  Anatomy     anatomy;   // the wiring as it is; with own_wiring each lane has one of its own
  bool        own_wiring;

  int       n_actions;   // the same in all worlds
  int       n_outputs;
  int       n_synapses;
  TraceForm trace;
  bool      signal_reaches;      // synapses hear dopamine in shares of their own
  bool      wants_probability;   // somebody reads the policy's probabilities

  int env_words;   // 64-bit words drawn a step, from each stream
  int policy_words;
  int noise_words;
  int outcome_word;   // which of the env's words decides what happens; -1: nothing is left to
                      // chance
  int reward_word;    // which is drawn for a reward; -1: none varies
  int start_word;   // which decides where, and with which trial type, the next episode starts; -1

  int          n_probes;
  const Probe *probe;           // (n_probes)
  size_t       record_length;   // doubles that one animal leaves

  double chance[ACTIONS];   // of each action, where the policy's are fixed
};
typedef struct Model Model;
