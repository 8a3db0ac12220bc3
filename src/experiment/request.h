// Requests: what a claim, a figure or `record` wants recorded, from words to probes.
//
// `measure`, `over` and `reduce` (words.md, sections 7 to 9) say which samples of what are wanted and which axes are
// kept apart. A request is checked once against the experiment, becomes a Probe for each model in which it is recorded,
// and is read back as a Tensor with axes: conditions' axes, seed, then the kept ones in the order of `over` and `reduce`.

#pragma once

#include "experiment/experiment.h"
#include "experiment/tensor.h"
#include "kind/model.h"

typedef struct Request Request;

// Where the recorded numbers come from: the record of animal `seed` (index) of a condition under the request's probe
// name, (cells) doubles. False: that animal is missing (failed, or not run).
typedef struct Source {
  void *context;
  bool (*get)(void *context, int condition, int seed, const char *probe, size_t cells, double *out);
} Source;

// Everything one experiment wants recorded; equal wishes are recorded once.
typedef struct Requests {
  int       n;
  Request **request;
  size_t    capacity;
} Requests;

// Reads one wish. `words` is the map with measure, over, reduce (a claim, one side of it, a figure); `by` (a list of axes
// kept apart, for record and figures) may be NULL. `inherit` (may be NULL) is the claim's own map for a side that
// does not say everything. models: (n_conditions) the compiled model of each condition. Returns NULL after complaints.
Request *request_read(Arena *arena, const Experiment *experiment, const Model *const *models, const Node *words,
                      const Node *inherit, const Node *by, Requests *all, Diag *diag);

// Which conditions it selects: (n_conditions).
bool request_wants(const Request *request, int condition);

// Its probe for the model of a condition that it selects (measure, tables, cells; offsets are set later). Exact measures
// have none: false.
bool request_probe(Arena *arena, const Request *request, const Model *model, Probe *probe);

const char *request_name(const Request *request);

// The recorded (or exact) numbers, conditions and seeds included, before any reduction.
Tensor *request_tensor(Arena *arena, const Request *request, const Source *source);

// The whole: numbers reduced as its `reduce` says (unnamed axes within animals are averaged by the probe already; animals
// last).
Tensor *request_result(Arena *arena, const Request *request, const Source *source);

// The same for a resampled choice of seeds (indices into the experiment's seeds), for bootstrap intervals.
Tensor *request_resampled(Arena *arena, const Request *request, const Tensor *whole, const int *seeds, size_t n);
