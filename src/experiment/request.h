// Requests: what a claim, a figure or `record` wants recorded, from words to probes.
//
// `measure`, `over` and `reduce` (words.md, sections 7 to 9) say which samples of what are wanted
// and which axes are kept apart. A request is checked once against the experiment, becomes a Probe
// for each model in which it is recorded, and is read back as a Tensor with axes: conditions'
// axes, seed, then the kept ones in the order of `over` and `reduce`.

#pragma once

#include "experiment/experiment.h"
#include "experiment/tensor.h"
#include "kind/model.h"

typedef struct Request Request;

// Where the recorded numbers come from: the record of animal `seed` (index) of a condition under
// the request's probe name, (cells) doubles. False: that animal is missing (failed, or not run).
typedef struct Source {
  void *context;
  bool (*get)(void *context, int condition, int seed, const char *probe, size_t cells,
              double *out);
} Source;

// Everything one experiment wants recorded; equal wishes are recorded once.
typedef struct Requests {
  int       n;
  Request **request;
  size_t    capacity;
} Requests;

// Reads one wish. `words` is the map with measure, over, reduce (a claim, one side of it, a
// figure); `by` (a list of axes kept apart, for record and figures) may be NULL. `inherit` (may be
// NULL) is the claim's own map for a side that does not say everything. models: (n_conditions) the
// compiled model of each condition; NULL: there are none, and what is wrong with the words is
// told, no more. Returns NULL after complaints.
Request *request_read(Arena *arena, const Experiment *experiment, const Model *const *models,
                      const Node *words, const Node *inherit, const Node *by, Requests *all,
                      Diag *diag);

// Which conditions it selects: (n_conditions).
bool request_wants(const Request *request, int condition);

// Its probe for the model of a condition that it selects (measure, tables, cells; offsets are set
// later). Exact measures have none: false.
bool request_probe(Arena *arena, const Request *request, const Model *model, Probe *probe);

const char *request_name(const Request *request);

// The recorded (or exact) numbers, conditions and seeds included, before any reduction.
Tensor *request_tensor(Arena *arena, const Request *request, const Source *source);

// The whole: numbers reduced as its `reduce` says (unnamed axes within animals are averaged by the
// probe already; animals last).
Tensor *request_result(Arena *arena, const Request *request, const Source *source);

// How many animals it needs, and how many of them the source does not have. Exact measures need
// none.
typedef struct Roll {
  int animals;   // of each condition that is chosen
  int needed;    // of all
  int missing;
} Roll;

// As request_tensor, and calls the roll.
Tensor *request_gathered(Arena *arena, const Request *request, const Source *source, Roll *roll);

// `whole` with every step of `reduce` done that comes before seeds are looked at: what intervals
// are resampled from.
Tensor *request_prepared(Arena *arena, const Request *request, const Tensor *whole);

// The rest of `reduce`, from whole or prepared numbers.
Tensor *request_reduced(Arena *arena, const Request *request, const Tensor *whole);

// The same for a resampled choice of seeds (n indices into the levels of the tensor's seed axis),
// for bootstrap intervals; `whole` may be prepared. Exact measures stay as they are.
Tensor *request_resampled(Arena *arena, const Request *request, const Tensor *whole,
                          const int *seeds, size_t n);

// The axes that the result will have, before anything is run; returns how many.
int request_shape(const Request *request, TensorAxis axis[TENSOR_AXES]);

// The axes of request_tensor: conditions', seed, the kept ones; returns how many.
int request_axes(const Request *request, TensorAxis axis[TENSOR_AXES]);

// Whether every level of a kept axis was wanted (`all`), so that levels at which nothing happens
// are none: trials of another type among the trials of one.
bool request_takes_all(const Request *request, const char *axis);

// The chosen seeds, as indices into the experiment's; n is 0 for exact measures.
const int *request_seeds(const Request *request, size_t *n);

// For each of the chosen seeds the number of the random wiring that its animals share; of several
// conditions, in the one with the fewest. NULL where nobody shares one (experiment/wiring.h).
const int *request_wirings(Arena *arena, const Request *request);

// Whether `reduce` leaves seeds to be averaged last.
bool request_averages_seeds(const Request *request);
