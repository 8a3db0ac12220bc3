// Evaluate: values and preferences from the active features and the weights.
//
// Three kernels, the same bytes: a table row as it lies (one-hot features), and sums over lists.
// Counts of outputs that are constants let the compiler unroll (cohort of tables: 46 times faster
// than dense products).

#include "cohort/step.h"
#include "kind/readout.h"

static inline __attribute__((always_inline)) void look_up(const Cohort *c, const int *observation,
                                                          Lanes *out, const int n)
{
  for (int i = 0; i < LANES; i++) {
    const double *row = c->weight[i] + observation[i] * n;
    for (int o = 0; o < n; o++) out[o][i] = row[o];
  }
}

void evaluate_at(const Model *model, Cohort *cohort, const int *observation, Lanes *out)
{
  if (model->anatomy.one_hot && model->trace != TRACE_LAZY) {
    switch (model->n_outputs) {
      case 1: look_up(cohort, observation, out, 1); return;
      case 2: look_up(cohort, observation, out, 2); return;
      case 4: look_up(cohort, observation, out, 4); return;
      case 5: look_up(cohort, observation, out, 5); return;
      default: look_up(cohort, observation, out, model->n_outputs); return;
    }
  }
  for (int i = 0; i < cohort->width; i++) {
    double one[OUTPUTS];
    if (!cohort->alive[i]) continue;
    readout_at(model, cohort, i, observation[i], one);
    for (int o = 0; o < model->n_outputs; o++) out[o][i] = one[o];
  }
}

void stage_evaluate(const Model *model, Cohort *cohort)
{
  evaluate_at(model, cohort, cohort->observation, cohort->output);
}
