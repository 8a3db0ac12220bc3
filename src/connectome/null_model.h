// Null models: rewired connectomes as controls.
//
// A rewiring is an array post (n_synapses): synapse s of the connectome, which leads from pre[s]
// with weight[s], now leads to post[s]. So weights travel with the presynaptic end. Within a row
// the new posts are in no order. The class of post[s] never changes: what is rewired is a block,
// all synapses from one class to another. Blocks are independent of each other, so a pair of
// neurons is never joined twice, whatever is done to which of them.
//
//   null_model_real(null, post);
//   null_model_degree_preserving(null, &stream, post);
//
// Everything is determined by the stream's state.

#pragma once

#include "connectome/connectome.h"
#include "math/chance.h"

typedef struct NullModel {
  const Connectome *connectome;
  int               n_blocks;
  const ClassPair  *block;          // (n_blocks)
  const int *const *candidate;      // (n_blocks) neurons of the block's post_class, ascending
  const int        *low, *high;     // (n_synapses) low <= s < high: all with s's pre and block
  int               work;           // ints of working room that null_model_shuffle needs
} NullModel;

#define SWAPS_A_SYNAPSE 30

// Sorts the connectome's synapses into blocks. All memory that rewirings ever need.
const NullModel *null_model_open(Arena *arena, const Connectome *connectome);

// The block from one class to another, or -1 where no synapse joins them.
int null_model_block(const NullModel *null, int pre_class, int post_class);

// post (n_synapses): the wiring as it is, with which every rewiring begins.
void null_model_real(const NullModel *null, int *post);

// Tries SWAPS_A_SYNAPSE swaps for each synapse of a block, or of each block in turn: every neuron
// keeps its number of targets in, and of sources from, every class. Works on the wiring that is
// in post, by however much that differs from the real one. Returns how many swaps were done.
//
// Maslov S, Sneppen K (2002) Specificity and stability in topology of protein networks. Science
// 296:910-913. doi:10.1126/science.1065103
long null_model_swap(const NullModel *null, int block, Stream *stream, int *post);
long null_model_degree_preserving(const NullModel *null, Stream *stream, int *post);

// Draws the targets of a block anew: every presynaptic neuron keeps their number, and any set of
// so many neurons of the class is equally likely. `room` has null->work ints.
void null_model_shuffle(const NullModel *null, int block, Stream *stream, int *post, int *room);
