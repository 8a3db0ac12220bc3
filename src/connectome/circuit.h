// Circuits: four classes of a connectome, and what a wiring joins between them.
//
// As in the insect mushroom body: inputs (PN) drive an expansion (KC), whose synapses onto the
// outputs (MBON) are plastic, and dopamine cells (MBIN) touch both. Where the circuit is `direct`,
// the expansion is left out: inputs are joined to those outputs that they reach through it.
//
// Neurons are numbered within their class, in the order of the connectome. A wiring is an array
// `post` (n_synapses of the connectome), real or rewired (connectome/null_model.h).

#pragma once

#include "connectome/connectome.h"

typedef struct Circuit {
  const Connectome *connectome;
  int               input, expansion, output, dopamine;   // classes
  bool              direct;
  int               n_inputs, n_expansions, n_outputs, n_cells;
  int               n_sources;   // of plastic synapses: n_expansions, or n_inputs where direct
  const int        *place_in;    // (n_neurons) number within its class
  const int        *source;      // (n_sources) neuron
  const int        *target;      // (n_outputs) neuron
} Circuit;

// The circuit of these classes (each 0..n_classes-1).
Circuit *circuit_open(Arena *arena, const Connectome *connectome, int input, int expansion,
                      int output, int dopamine, bool direct);

// Names of a class's neurons, by their numbers.
const char **circuit_names(Arena *arena, const Circuit *circuit, int class);

// rate (n x n_inputs) of every input at each of n places, at (n x 2): Gaussians of sd `width`
// around centres, each of which is the place as far as possible from those before it; when every
// place is one the next round begins. `near` has room for n.
void circuit_tune(const double *at, int n, int n_inputs, double width, double *near, double *rate);

// drive (n_expansions): the sum over input synapses of weight x the input's rate (n_inputs).
void circuit_drive(const Circuit *circuit, const int *post, const double *rate, double *drive);

// Lets the `winners` strongest of n neurons fire (1 <= winners <= n; ties go to the lower number):
// which[] ascending, value[] what each exceeds the strongest loser by, as a vector of length 1 (0
// where all are alike). `fires` has room for n.
void circuit_fire(const double *drive, int n, int winners, unsigned char *fires, int *which,
                  double *value);

// All of n neurons fire, as a vector of length 1 (0 where no rate is above 0).
void circuit_list(const double *rate, int n, int *which, double *value);

// joined (n_sources x n_outputs): 1 where a source has plastic synapses onto an output. Returns
// how many such pairs there are.
int circuit_join(const Circuit *circuit, const int *post, unsigned char *joined);

// touches (n_cells x n_neurons): 1 where a dopamine cell has a synapse onto a neuron.
void circuit_touch(const Circuit *circuit, const int *post, unsigned char *touches);

// The dopamine cells in contact with a pair, ascending, into cell[]: they touch both neurons;
// where direct, the output alone. Returns how many there are.
int circuit_contacts(const Circuit *circuit, const unsigned char *touches, int source, int output,
                     int *cell);

// Deals the outputs out to groups (1..), those with most joined sources first, always to the group
// with the fewest so far: group (n_outputs).
void circuit_deal(Arena *arena, const Circuit *circuit, const unsigned char *joined, int n_groups,
                  int *group);
