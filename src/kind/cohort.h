// Cohort: animals that live in lock-step on one const Model. One entry of each array an animal.
//
// Lock-step means the same stage, not the same phase: each lane has its own episode, step, phase
// and parameters. Arrays have constant length and lie inside the struct, so that a stage is a
// plain loop that the compiler can vectorise without asking what overlaps what; only weights,
// traces, draws and records are pointers.

#pragma once

#include <stdint.h>

#include "kind/model.h"
#include "math/chance.h"
#include "math/width.h"

enum { BLOCK = 32 };   // steps for which random words are drawn at a time

// Stages that are plain loops over lanes are compiled for several widths of vector registers, and
// the processor's own is chosen when the program starts. Without fused multiply-add all of them
// give the same bytes. What such a stage calls must be INLINED.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

typedef double Lanes[LANES];

struct Herd;

struct Cohort {
  const struct Herd *herd;           // where animals come from and go to (cohort/cohort.h)
  int                counts_steps;   // 1: some phase ends after a number of steps
  int                width;          // lanes in use: 0..width-1
  int                cursor;         // step within the block of draws
  int                alive[LANES];   // 0: nobody sits here, the lane idles on dummy arrays

  // Who sits where, and how far it is.
  int64_t           animal[LANES];   // number in the queue
  int64_t           seed[LANES];
  const Parameters *parameters[LANES];   // (n_phases) of its condition
  int               phase[LANES];
  int64_t           episode[LANES];      // within the phase, from 1
  int64_t           phase_step[LANES];   // within the phase
  int64_t           life[LANES];         // steps lived
  int               step[LANES];         // within the episode, 0 before the first
  int               type[LANES];         // trial type
  double            total[LANES];        // sum of rewards of this episode
  int               broken[LANES];       // 1: a number was not finite; the animal ends as diverged

  // Numbers of its condition in its phase.
  Lanes parameter[SOCKETS][ROWS];
  int   learns[LANES];

  // Its world.
  const World   *world[LANES];
  const int     *next_table[LANES];
  const double  *reward_table[LANES];
  const double  *goes_on_table[LANES];
  const int     *observation_table[LANES];
  int            time_limit[LANES];   // INT_MAX: none (an int counts the steps of an episode)
  const Anatomy *anatomy[LANES];

  // 1 observe
  int state[LANES];
  int observation[LANES];
  // 3 evaluate: outputs at s
  Lanes output[OUTPUTS];
  // 4 choose
  int   action[LANES];
  int   has_action[LANES];      // chosen ahead, when the last step was compared
  Lanes probability[ACTIONS];   // of each action, where somebody reads it
  // 5 transit
  int   next[LANES];
  int   next_observation[LANES];
  Lanes reward;
  Lanes goes_on;      // 1, or 0 where the episode ends (and nothing follows)
  int   cut[LANES];   // 1: the time limit ends the episode (what follows still counts)
  // 6 compare
  Lanes ahead[OUTPUTS];   // outputs at s'
  int   next_action[LANES];
  Lanes next_probability[ACTIONS];   // of each action at s', where it was chosen ahead
  Lanes delta;
  int   credited[LANES];   // the one output that is responsible, or
  Lanes credit[OUTPUTS];   // each output's share, where the agent says so
  // 7 release
  Lanes dopamine;   // phasic: what a dopamine cell of gain 1 releases above its tonic level
  Lanes tonic;      // tonic: 1 intact, 0 silenced
  Lanes noise;      // the step's standard normal draw

  // Words drawn ahead: (BLOCK x words x LANES).
  uint64_t *env_draw;
  uint64_t *policy_draw;
  uint64_t *noise_draw;
  Stream    env_stream[LANES];
  Stream    policy_stream[LANES];
  Stream    noise_stream[LANES];

  // What is learnt: (n_synapses) a lane, and what plasticity keeps beside it.
  double *weight[LANES];
  double *memory[LANES];
  Anatomy own[LANES];   // with own_wiring
  double *known[LANES];   // (n_observations x n_outputs) while a lane does not learn: outputs that
                          // were summed already, NaN: not yet. NULL: not kept
  void   *workspace;

  // What is kept of each lane's life.
  double   *sum[LANES];           // (record_length)
  uint32_t *count[LANES];         // (record_length)
  int64_t  *event_count[LANES];   // (n_probes) events met in the phase
  int      *event_step[LANES];    // (n_probes) step of the last one in this episode, -1: none yet
  int64_t *
      type_count[LANES];   // (largest n_types) trials of each type in the phase, this one included
  double *scratch;         // (largest number of elements)
  int     n_step_probes;
  int    *step_probe;   // (n_step_probes) those that sample at every step
};

// The parameter of a socket's field in a lane.
static inline const double *cohort_row(const Cohort *cohort, Socket socket, int field)
{
  return cohort->parameter[socket][field];
}
