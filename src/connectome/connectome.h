// Connectome: neurons, the synapses among them, and where in the user's files each was said.
//
// A connectome is a folder of two tables:
//
//   neurons.csv    id,name,class,side     one row a neuron
//   synapses.csv   pre,post,weight        one row an ordered pair of neurons that touch
//
// Columns are found by name, in any order; further columns are kept aside with the table. Neurons
// are numbered from 0 in the order of their rows. Synapses are sorted by pre, then post: the
// order of the rows of synapses.csv changes nothing. "Synapse" is here what joins an ordered
// pair: its weight is the number of anatomical synapses, or another measure of strength above 0.

#pragma once

#include <stdbool.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/memory.h"
#include "config/csv.h"
#include "connectome/lookup.h"

typedef struct Connectome {
  int                n_neurons;
  int                n_synapses;
  int                n_classes;
  int                n_self;        // synapses of a neuron onto itself

  const char *const *id;            // (n_neurons) as written: 18 digits do not fit a double
  const char *const *name;          // (n_neurons)
  const char *const *side;          // (n_neurons)
  const int         *class_of;      // (n_neurons) 0..n_classes-1

  const char *const *class_name;    // (n_classes) in the order in which the neurons bring them
  const int         *class_size;    // (n_classes) neurons

  const int         *row;           // (n_neurons + 1) pre's are row[pre]..row[pre + 1] - 1
  const int         *pre;           // (n_synapses)
  const int         *post;          // (n_synapses) ascending within a row
  const double      *weight;        // (n_synapses) above 0
  const int         *synapse_row;   // (n_synapses) row of the synapse in the table below

  const Csv         *neurons;       // the tables as read; row i of the first is neuron i
  const Csv         *synapses;
  Lookup             lookup;         // id -> neuron
} Connectome;

#define CLASS_LIMIT  65536
#define WEIGHT_LIMIT 1e9

// Reads FOLDER/neurons.csv and FOLDER/synapses.csv. NULL where there was any complaint: missing
// columns, no rows, empty or duplicate ids, more than CLASS_LIMIT classes, synapses of unknown
// neurons, weights that are not numbers above 0 and at most WEIGHT_LIMIT (an id in the wrong
// column is larger), a pair named twice. An empty name, class or side is allowed; so is a synapse
// of a neuron onto itself, which is counted.
const Connectome *connectome_read(Arena *arena, const char *folder, Diag *diag);

// The same from two tables.
const Connectome *connectome_build(Arena *arena, const Csv *neurons, const Csv *synapses,
                                   Diag *diag);

// The neuron of that id, the class of that name; -1: none.
int connectome_find(const Connectome *connectome, const char *id);
int connectome_class(const Connectome *connectome, const char *name);

// The synapse from pre to post, or -1. Cost: the logarithm of pre's out-degree.
int connectome_synapse(const Connectome *connectome, int pre, int post);

// The neurons of a class, ascending; (class_size[class]) of them.
int *connectome_select(Arena *arena, const Connectome *connectome, int class);

// All synapses from one class to another.
typedef struct ClassPair {
  int        pre_class, post_class;
  int        n_synapses;              // ordered pairs of neurons
  const int *synapse;               // (n_synapses) ascending
  double     weight;                // their sum, in this order
} ClassPair;

// Every ordered pair of classes that is joined by a synapse, by pre_class, then post_class.
ClassPair *connectome_class_pairs(Arena *arena, const Connectome *connectome, int *n_pairs);

// Where the user said so.
Place connectome_neuron_place(const Connectome *connectome, int neuron);
Place connectome_synapse_place(const Connectome *connectome, int synapse);

// Adds the neurons and the synapses; whatever else stands in the tables is not read.
void connectome_digest(const Connectome *connectome, Hash *hash);
