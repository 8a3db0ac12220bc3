// Measures: finding one by its name, and how many elements it has.

#include "kind/measure.h"

#include <string.h>

#include "kind/model.h"
#include "kind/register.h"

const MeasureKind *measure_at(int index)
{
  for (const MeasureKind *const *file = measure_kinds; *file; file++) {
    for (const MeasureKind *kind = *file; kind->name; kind++) {
      if (index-- == 0) return kind;
    }
  }
  return NULL;
}

const MeasureKind *measure_find(const char *name)
{
  const MeasureKind *kind;
  for (int i = 0; (kind = measure_at(i)); i++) {
    if (strcmp(kind->name, name) == 0) return kind;
  }
  return NULL;
}

int measure_elements(const Model *model, const World *world, Elements elements)
{
  switch (elements) {
    case ELEMENTS_STATES: return world->n_states;
    case ELEMENTS_STATE_ACTIONS: return world->n_states * world->n_actions;
    case ELEMENTS_ACTIONS: return world->n_actions;
    case ELEMENTS_OUTPUTS: return model->anatomy.n_outputs;
    case ELEMENTS_FEATURES: return model->anatomy.n_features;
    case ELEMENTS_SYNAPSES: return model->anatomy.n_synapses;
    case ELEMENTS_CELLS: return model->anatomy.n_cells;
    default: return 1;
  }
}
