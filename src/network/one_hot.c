// One-hot: every observation is a feature of its own; learning over it is a table.
//
// Sutton & Barto (2018), section 9.3: tabular methods are linear ones whose feature vectors are
// the unit vectors.

#include "kind/network.h"

typedef struct OneHot {
  int n_observations;
  int n_outputs;
} OneHot;

static const void *build(Arena *arena, const Section *section, const Node *written,
                         const Observed *seen, int n_outputs, Diag *diag)
{
  OneHot *one_hot = arena_take(arena, 1, sizeof *one_hot);
  (void)section;
  (void)written;
  (void)diag;
  *one_hot = (OneHot){.n_observations = seen->n, .n_outputs = n_outputs};
  return one_hot;
}

static void size(const void *network, Anatomy *anatomy)
{
  const OneHot *one_hot   = network;
  anatomy->one_hot        = true;
  anatomy->n_observations = one_hot->n_observations;
  anatomy->n_features     = one_hot->n_observations;
  anatomy->n_active       = one_hot->n_observations;
  anatomy->n_outputs      = one_hot->n_outputs;
  anatomy->n_synapses     = one_hot->n_observations * one_hot->n_outputs;
  anatomy->n_cells        = 1;
}

static bool own_wiring(const void *network)
{
  (void)network;
  return false;
}

static void wire(const void *network, Stream *rewire, void *workspace, Anatomy *anatomy)
{
  (void)network;
  (void)rewire;
  (void)workspace;
  for (int o = 0; o < anatomy->n_observations; o++) {
    anatomy->active_start[o + 1] = o + 1;
    anatomy->active_feature[o]   = o;
    anatomy->active_value[o]     = 1;
  }
  anatomy_fill_bundles(anatomy);
}

const NetworkKind network_one_hot = {
    .kind =
        {
            .name    = "one_hot",
            .about   = "every observation is a feature of its own; learning over it is a table",
            .source  = "Sutton & Barto (2018), section 9.3",
            .example = "model:\n  network: one_hot\n",
        },
    .build      = build,
    .size       = size,
    .own_wiring = own_wiring,
    .wire       = wire,
};
