// Traces: how eligibility lies in a lane's memory, and how lazy weights are read.
//
// Eligibility is kept for each bundle (feature x output): its synapses share pre- and postsynaptic
// activity and so their trace. The lazy form stores e' = e / s with s = (gamma lambda)^t and adds
// up S = sum of alpha dopamine s, so that fading costs nothing; a feature's weights receive e' (S
// - S at their last reading) when they are read next. Before s is small it is folded into e' (at
// 1e-4: at 1e-30 differences of S would cancel).

#pragma once

#include "kind/cohort.h"

enum {
  TRACE_SCALE,
  TRACE_HEARD,
  TRACE_HEAD
};   // s and S; then S at last reading (n_features), then e' or e

static inline double *trace_read(double *memory)
{
  return memory + TRACE_HEAD;
}

static inline double *trace_eligibility(const Anatomy *anatomy, double *memory)
{
  return memory + TRACE_HEAD + anatomy->n_features;
}

static inline size_t trace_size(const Anatomy *anatomy)
{
  return TRACE_HEAD + (size_t)anatomy->n_features +
         (size_t)anatomy->n_features * (size_t)anatomy->n_outputs;
}

// A weight after a change of its trace's share, within its bounds.
static inline double trace_bound(double w, double low, double high)
{
  w = w < low ? low : w;
  return w > high ? high : w;
}

// Brings one feature's weights up to date (lazy form), keeping them within [low, high].
static inline void trace_settle(const Anatomy *anatomy, double *weight, double *memory,
                                int feature, double low, double high)
{
  double *read  = trace_read(memory);
  double  heard = memory[TRACE_HEARD] - read[feature];
  if (heard == 0) return;
  read[feature]             = memory[TRACE_HEARD];
  const double *eligibility = trace_eligibility(anatomy, memory);
  for (int b = feature * anatomy->n_outputs; b < (feature + 1) * anatomy->n_outputs; b++) {
    double change = eligibility[b] * heard;
    for (int s = anatomy->bundle_start[b]; s < anatomy->bundle_start[b + 1]; s++)
      weight[s] = trace_bound(weight[s] + anatomy->hears[s] * change, low, high);
  }
}

// The sum of one bundle's weights as they would be once settled; nothing is written.
static inline double trace_sum(const Anatomy *anatomy, const double *weight, const double *memory,
                               int bundle, double low, double high)
{
  int    feature = bundle / anatomy->n_outputs;
  double heard   = memory[TRACE_HEARD] - memory[TRACE_HEAD + feature];
  double change  = memory[TRACE_HEAD + anatomy->n_features + bundle] * heard;
  double sum     = 0;
  for (int s = anatomy->bundle_start[bundle]; s < anatomy->bundle_start[bundle + 1]; s++) {
    sum += heard == 0 ? weight[s] : trace_bound(weight[s] + anatomy->hears[s] * change, low, high);
  }
  return sum;
}
