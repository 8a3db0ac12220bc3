// Readout: sums of weights over the active features, by output.

#include "kind/readout.h"

#include <string.h>

#include "kind/plasticity.h"
#include "kind/trace.h"

static double low_of(const Model *model)
{
  return model->section[SOCKET_PLASTICITY].setting[PLASTICITY_W_MIN].number;
}

static double high_of(const Model *model)
{
  return model->section[SOCKET_PLASTICITY].setting[PLASTICITY_W_MAX].number;
}

static double sum_bundle(const Model *model, const Cohort *cohort, int lane, int bundle)
{
  const Anatomy *anatomy = cohort->anatomy[lane];
  const double  *weight  = cohort->weight[lane];
  double         sum     = 0;
  if (model->trace == TRACE_LAZY) {
    return trace_sum(anatomy, weight, cohort->memory[lane], bundle, low_of(model), high_of(model));
  }
  for (int s = anatomy->bundle_start[bundle]; s < anatomy->bundle_start[bundle + 1]; s++)
    sum += weight[s];
  return sum;
}

void readout_at(const Model *model, const Cohort *cohort, int lane, int observation, double *out)
{
  const Anatomy *anatomy      = cohort->anatomy[lane];
  const int      n_outputs    = anatomy->n_outputs;
  double         sum[OUTPUTS] = {0};
  for (int a = anatomy->active_start[observation]; a < anatomy->active_start[observation + 1];
       a++) {
    int bundle = anatomy->active_feature[a] * n_outputs;
    for (int o = 0; o < n_outputs; o++)
      sum[o] += anatomy->active_value[a] * sum_bundle(model, cohort, lane, bundle + o);
  }
  for (int o = 0; o < n_outputs; o++) out[o] = anatomy->readout[o] * sum[o];
}

void readout_weights(const Model *model, const Cohort *cohort, int lane, double *out)
{
  const Anatomy *anatomy = cohort->anatomy[lane];
  const double  *memory  = cohort->memory[lane];
  memcpy(out, cohort->weight[lane], sizeof(double) * (size_t)model->n_synapses);
  for (int b = 0; model->trace == TRACE_LAZY && b < anatomy->n_features * anatomy->n_outputs;
       b++) {
    double heard = memory[TRACE_HEARD] - memory[TRACE_HEAD + b / anatomy->n_outputs];
    if (heard == 0) continue;
    double change = memory[TRACE_HEAD + anatomy->n_features + b] * heard;
    for (int s = anatomy->bundle_start[b]; s < anatomy->bundle_start[b + 1]; s++)
      out[s] = trace_bound(out[s] + anatomy->hears[s] * change, low_of(model), high_of(model));
  }
}

void readout_settle(const Model *model, Cohort *cohort, int lane)
{
  if (model->plasticity->settle) model->plasticity->settle(model, cohort, lane);
}
