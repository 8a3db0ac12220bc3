// Anatomy: from what is seen to what may be learnt. The features of every observation, and the plastic synapses.
//
// Features x are sparse lists; one-hot is a list of one. A synapse leads from a feature to an output (a value or
// an action's preference); a table is the anatomy in which every feature has one synapse to every output.
// Where each animal has its own wiring (null models), each lane has its own Anatomy of the same sizes.

#pragma once

#include <stdbool.h>

typedef struct Anatomy {
  int n_observations;
  int n_features;
  int n_outputs;
  int n_active;                // entries of all lists together
  int n_synapses;
  int n_cells;                 // dopamine cells
  int n_contacts;

  bool one_hot;                // observation o is feature o alone with x = 1, rows are 0..n_outputs-1

  int    *active_start;        // (n_observations + 1)
  int    *active_feature;      // (n_active)
  double *active_value;        // (n_active)

  int    *row_start;           // (n_features + 1) first synapse of each feature
  int    *target;              // (n_synapses) output
  double *readout;             // (n_outputs) what a unit of input to an output counts for

  int    *contact_start;       // (n_synapses + 1) dopamine cells that touch both ends of the synapse
  int    *contact_cell;        // (n_contacts)
  double *hears;               // (n_synapses) what reaches it of a unit of dopamine, set by the signal

  const char **cell_name;      // (n_cells)      NULL: unnamed
  const char **feature_name;   // (n_features)   NULL: unnamed
  const char **post_name;      // (n_synapses)   NULL: the output's
} Anatomy;
