// Anatomy: the features of every observation, and the plastic synapses.
//
// It leads from what is seen to what may be learnt.
//
// Features x are sparse lists; one-hot is a list of one. A synapse leads from a feature to an
// output (a value or an action's preference). The synapses from one feature to one output are a
// bundle and lie side by side; a table is the anatomy in which every bundle is one synapse. Where
// each animal has its own wiring (null models), each lane has its own Anatomy of the same sizes.

#pragma once

#include <stdbool.h>

typedef struct Anatomy {
  int n_observations;
  int n_features;
  int n_outputs;
  int n_active;   // entries of all lists together
  int n_synapses;
  int n_cells;      // dopamine cells
  int n_contacts;   // at most
  int n_posts;      // postsynaptic neurons; 0: outputs are not told apart from them

  bool one_hot;   // observation o is feature o alone with x = 1, every bundle one synapse

  int    *active_start;     // (n_observations + 1)
  int    *active_feature;   // (n_active)
  double *active_value;     // (n_active)

  int *bundle_start;   // (n_features x n_outputs + 1) first synapse of each bundle: feature-major
  int *post;           // (n_synapses) postsynaptic neuron
  double *readout;     // (n_outputs) what a unit of input to an output counts for

  int *contact_start;   // (n_synapses + 1) dopamine cells that touch both ends of the synapse
  int *contact_cell;    // (n_contacts)
  unsigned char *cell_intact;   // (n_cells) 0: lesioned, set by the signal
  double        *hears;   // (n_synapses) what reaches it of a unit of dopamine, set by the signal

  const char **cell_name;      // (n_cells)      NULL: unnamed
  const char **feature_name;   // (n_features)   NULL: unnamed
  const char **post_name;      // (n_posts)      NULL: the output's
} Anatomy;

// Gives every bundle one synapse, and reads every output out as it is.
static inline void anatomy_fill_bundles(Anatomy *anatomy)
{
  for (int b = 0; b < anatomy->n_features * anatomy->n_outputs; b++) {
    anatomy->bundle_start[b + 1] = b + 1;
    anatomy->post[b]             = b % anatomy->n_outputs;
  }
  for (int o = 0; o < anatomy->n_outputs; o++) anatomy->readout[o] = 1;
}
