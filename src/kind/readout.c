// Readout: sums of weights over the active features, by output.

#include "kind/readout.h"

#include "kind/plasticity.h"
#include "kind/trace.h"

void readout_at(const Model *model, Cohort *cohort, int lane, int observation, double *out)
{
  const Anatomy *anatomy      = cohort->anatomy[lane];
  const Setting *bound        = model->section[SOCKET_PLASTICITY].setting;
  double        *weight       = cohort->weight[lane];
  const int      n_outputs    = anatomy->n_outputs;
  double         sum[OUTPUTS] = {0};
  for (int a = anatomy->active_start[observation]; a < anatomy->active_start[observation + 1];
       a++) {
    int    feature = anatomy->active_feature[a];
    double x       = anatomy->active_value[a];
    if (model->trace == TRACE_LAZY) {
      trace_settle(anatomy, weight, cohort->memory[lane], feature, bound[PLASTICITY_W_MIN].number,
                   bound[PLASTICITY_W_MAX].number);
    }
    const int *bundle = anatomy->bundle_start + feature * n_outputs;
    for (int o = 0; o < n_outputs; o++) {
      double w = 0;
      for (int s = bundle[o]; s < bundle[o + 1]; s++) w += weight[s];
      sum[o] += x * w;
    }
  }
  for (int o = 0; o < n_outputs; o++) out[o] = anatomy->readout[o] * sum[o];
}

void readout_settle(const Model *model, Cohort *cohort, int lane)
{
  if (model->plasticity->settle) model->plasticity->settle(model, cohort, lane);
}
