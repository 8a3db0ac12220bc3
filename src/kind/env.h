// Envs: worlds as pure functions over a small state struct, from which model/ compiles tables.

#pragma once

#include "kind/kind.h"

// Rows that all worlds share, in this order, before a kind's own.
enum { ENV_DT, ENV_TIME_LIMIT, ENV_START, ENV_STEP_REWARD, ENV_REGIONS, ENV_ROWS };

// How a world tells what may happen. States are copied; padding in them must be zero.
typedef struct Emit Emit;
struct Emit {
  // A state in which an episode (of that trial type; NULL where there is one) may start, and its
  // chance; with a chance of 0 a state that may never be met and yet belongs to the tables.
  void (*start)(Emit *emit, double chance, const void *state, const char *type);
  // What may come of an action: its chance, the next state, the reward (step_reward included), a
  // distribution that is drawn and added to it (NULL: none; it must outlive the world), and
  // whether the episode ends there.
  void (*outcome)(Emit *emit, double chance, const void *next, double reward, const Value *varying,
                  bool terminal);
};

// A stimulus that is on, or was: what networks with a sense of time since a cue need.
typedef struct Cue {
  int    cue;       // index among the world's cues
  double since;     // seconds since its onset; 0 in its first bin
  bool   present;   // still on
  double salience;
} Cue;

typedef struct EnvKind {
  Kind   kind;
  size_t state_size;   // bytes

  // Reads the section into const data of its own; NULL after a complaint. `written` is the map as
  // it stands.
  const void *(*build)(Arena *arena, const Section *section, const Node *written, Diag *diag);

  // 1..ACTIONS actions, with names.
  int (*actions)(const void *env);
  const char *(*action_name)(const void *env, int action);

  void (*start)(const void *env, Emit *emit);
  void (*expand)(const void *env, const void *state, int action, Emit *emit);

  // What the animal sees of a state: bytes that are equal where it cannot tell states apart. NULL:
  // the state.
  size_t observation_size;
  void (*observe)(const void *env, const void *state, void *observation);

  // The state's name in files and figures ("[1, 9]", "3", "light.41"), and whether it is what a
  // word or a pair in a file means ("G", "[1, 9]").
  void (*name)(const void *env, const void *state, char out[32]);
  bool (*is)(const void *env, const void *state, const char *word);

  // Where the state lies: row and column, or metres. NULL: worlds without space.
  void (*place)(const void *env, const void *state, double place[2]);

  // Bin within the trial, from 0. NULL: worlds without trials.
  int (*time)(const void *env, const void *state);

  // The world's cues, and which of them are on or were, into cue[] (at most `room`); returns how
  // many.
  int (*n_cues)(const void *env);
  const char *(*cue_name)(const void *env, int cue);
  int (*cues)(const void *env, const void *state, Cue *cue, int room);

  // Looks at all states that can be reached (n of state_size) and complains, say, of a goal that
  // is not among them. NULL: nothing to complain of.
  void (*reached)(const void *env, const unsigned char *states, int n, Diag *diag);
} EnvKind;
