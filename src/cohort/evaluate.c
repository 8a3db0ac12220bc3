// Evaluate: values and preferences from the active features and the weights.
//
// Three kernels, the same bytes: a table row as it lies (one-hot features), and sums over lists.
// Counts of outputs that are constants let the compiler unroll (cohort of tables: 46 times faster
// than dense products).

#include <math.h>
#include <string.h>

#include "cohort/step.h"
#include "kind/plasticity.h"
#include "kind/trace.h"

INLINED void look_up(const Cohort *c, const int *observation, Lanes *out, const int n)
{
  for (int i = 0; i < LANES; i++) {
    const double *row = c->weight[i] + observation[i] * n;
    for (int o = 0; o < n; o++) out[o][i] = row[o];
  }
}

// The same for four outputs, turned around in registers: four rows become four columns. Numbers
// that are stored one by one and then loaded as vectors would have to wait for one another.
typedef double  Four __attribute__((vector_size(32)));
typedef int64_t Order4 __attribute__((vector_size(32)));

#if defined(__clang__)
#define MIX(a, b, i, j, k, l) __builtin_shufflevector(a, b, i, j, k, l)
#else
#define MIX(a, b, i, j, k, l) __builtin_shuffle(a, b, (Order4){i, j, k, l})
#endif

WIDE static void look_up_4(const Cohort *c, const int *observation, Lanes *out)
{
  for (int i = 0; i < LANES; i += 4) {
    Four row[4];
    for (int j = 0; j < 4; j++)
      memcpy(&row[j], c->weight[i + j] + observation[i + j] * 4, sizeof(Four));
    Four even_01 = MIX(row[0], row[1], 0, 4, 2, 6), odd_01 = MIX(row[0], row[1], 1, 5, 3, 7);
    Four even_23 = MIX(row[2], row[3], 0, 4, 2, 6), odd_23 = MIX(row[2], row[3], 1, 5, 3, 7);
    Four column[4] = {MIX(even_01, even_23, 0, 1, 4, 5), MIX(odd_01, odd_23, 0, 1, 4, 5),
                      MIX(even_01, even_23, 2, 3, 6, 7), MIX(odd_01, odd_23, 2, 3, 6, 7)};
    for (int o = 0; o < 4; o++) memcpy(&out[o][i], &column[o], sizeof(Four));
  }
}

// Sums over lists for one lane; lazy weights are brought up to date on the way (kind/trace.h).
INLINED void sum_lists(Cohort *c, int i, int observation, double low, double high, double *sum,
                       bool lazy)
{
  const Anatomy *anatomy = c->anatomy[i];
  const int     *start   = anatomy->bundle_start;
  const double  *hears   = anatomy->hears;
  double        *weight = c->weight[i], *memory = c->memory[i];
  const int      n = anatomy->n_outputs;
  for (int o = 0; o < n; o++) sum[o] = 0;
  for (int a = anatomy->active_start[observation]; a < anatomy->active_start[observation + 1];
       a++) {
    int           feature = anatomy->active_feature[a], bundle = feature * n;
    double        x     = anatomy->active_value[a];
    const double *e     = trace_eligibility(anatomy, memory) + bundle;
    double        heard = lazy ? memory[TRACE_HEARD] - trace_read(memory)[feature] : 0;
    if (lazy) trace_read(memory)[feature] = memory[TRACE_HEARD];
    int s = start[bundle];
    for (int o = 0; o < n; o++) {
      double w = 0, change = heard != 0 ? e[o] * heard : 0;
      for (int end = start[bundle + o + 1]; s < end; s++) {
        if (heard != 0) weight[s] = trace_bound(weight[s] + hears[s] * change, low, high);
        w += weight[s];
      }
      sum[o] += x * w;
    }
  }
}

// Where nothing is learnt a sum stays what it is, so each is made once (seat.c forgets them).
static void look_through(const Model *model, Cohort *c, const int *observation, Lanes *out)
{
  const int      n     = model->n_outputs;
  const Setting *bound = model->section[SOCKET_PLASTICITY].setting;
  const double   low = bound[PLASTICITY_W_MIN].number, high = bound[PLASTICITY_W_MAX].number;
  for (int i = 0; i < c->width; i++) {
    double sum[OUTPUTS];
    if (!c->alive[i]) continue;
    double *known = c->learns[i] || !c->known[i] ? NULL : c->known[i] + observation[i] * n;
    if (known && !isnan(known[0])) {
      for (int o = 0; o < n; o++) out[o][i] = known[o];
      continue;
    }
    if (model->trace == TRACE_LAZY) {
      sum_lists(c, i, observation[i], low, high, sum, true);
    } else {
      sum_lists(c, i, observation[i], low, high, sum, false);
    }
    for (int o = 0; o < n; o++) out[o][i] = c->anatomy[i]->readout[o] * sum[o];
    for (int o = 0; known && o < n; o++) known[o] = out[o][i];
  }
}

void evaluate_at(const Model *model, Cohort *cohort, const int *observation, Lanes *out)
{
  if (model->anatomy.one_hot && model->trace != TRACE_LAZY) {
    switch (model->n_outputs) {
      case 1: look_up(cohort, observation, out, 1); return;
      case 2: look_up(cohort, observation, out, 2); return;
      case 4: look_up_4(cohort, observation, out); return;
      case 5: look_up(cohort, observation, out, 5); return;
      default: look_up(cohort, observation, out, model->n_outputs); return;
    }
  }
  look_through(model, cohort, observation, out);
}

void stage_evaluate(const Model *model, Cohort *cohort)
{
  evaluate_at(model, cohort, cohort->observation, cohort->output);
}
