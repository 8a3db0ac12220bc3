// Laying out: conditions that share a model share a layout.

#include "experiment/lay.h"

#include <string.h>

const WishEntry *ask_phase(const Asking *asking)
{
  for (int i = 0; i < asking->wish.n_entries; i++) {
    if (strcmp(asking->wish.entry[i].name.name, "phase") == 0) return &asking->wish.entry[i];
  }
  return NULL;
}

static const char *phase_list(Asking *asking, const Model *model)
{
  Text text = {.arena = asking->arena};
  for (int i = 0; i < model->n_phases; i++) {
    text_print(&text, "%s%s", i > 0 ? ", " : "", model->phase[i].name);
  }
  return text.start;
}

// Phases are never averaged in silence, either.
static bool check_phases(Asking *asking, const Model *model, const Layout *layout)
{
  const WishEntry *entry   = ask_phase(asking);
  bool             several = layout->n_phases > 1;
  if (!several || (entry && entry->kept) || asking->life) return true;
  diag_error(asking->diag, entry && entry->levels ? entry->levels->place : asking->out->place,
             "choose one in `over`, or say {phase: each} in `reduce`",
             "phases are never averaged in silence: there are %s", phase_list(asking, model));
  return false;
}

static Layout *known_layout(Layout *const *layouts, const Asking *asking, int condition)
{
  for (int c = condition - 1; c >= 0; c--) {
    if (layouts[c] && asking->models[c] == asking->models[condition]) return layouts[c];
  }
  return NULL;
}

bool ask_grid(Asking *asking, const Wish *wish, Grid *grid, bool strict)
{
  int  n       = asking->experiment->n_conditions;
  bool good    = true;
  grid->layout = arena_take(asking->arena, (size_t)n, sizeof *grid->layout);
  for (int c = 0; c < n; c++) {
    const Model *model = asking->models[c];
    if (!asking->out->choice.selected[c]) continue;
    grid->layout[c] = known_layout(grid->layout, asking, c);
    if (grid->layout[c]) continue;
    if (model->n_phases == 0 && wish->measure->grain != GRAIN_EXACT) {
      diag_error(asking->diag, asking->out->place, NULL,
                 "nothing is run (phases: []): only exact measures have numbers");
      return false;
    }
    Layout *layout =
        layout_make(asking->arena, wish, &asking->experiment->condition[c], model, asking->diag);
    if (!layout || (strict && !check_phases(asking, model, layout))) return false;
    grid->layout[c] = layout;
  }
  grid_join(asking->arena, n, grid);
  return good;
}

// The part of the wish that a measure of the world can have: phase and elements.
static Wish exact_wish(Asking *asking, const MeasureKind *measure)
{
  Wish exact = {.measure = measure, .place = asking->wish.place, .first_phase = true};
  for (int i = 0; i < asking->wish.n_entries; i++) {
    WishEntry entry = asking->wish.entry[i];
    if (axis_find(asking->arena, entry.name.written, measure, &entry.name) != AXIS_FOUND) continue;
    exact.entry[exact.n_entries++] = entry;
  }
  return exact;
}

Tensor *ask_fill(Asking *asking, const Grid *grid)
{
  const Request *out    = asking->out;
  Tensor        *tensor = grid_tensor(asking->arena, &out->choice, NULL, grid);
  ExactMemory    memory = {0};
  for (int c = 0; c < asking->experiment->n_conditions; c++) {
    const Layout *layout = grid->layout[c];
    if (!layout) continue;
    double *cells = arena_take(asking->arena, layout->probe.cells, sizeof *cells);
    if (!exact_fill(asking->arena, layout, &asking->experiment->condition[c], asking->policy,
                    &memory, out->place, cells, asking->diag)) {
      return NULL;
    }
    grid_put(grid, c, cells, tensor->value + grid_offset(tensor, &out->choice, c));
  }
  return tensor;
}

Tensor *ask_exact(Asking *asking, const MeasureKind *measure)
{
  Wish wish = exact_wish(asking, measure);
  Grid grid = {0};
  if (!ask_grid(asking, &wish, &grid, false)) return NULL;
  return ask_fill(asking, &grid);
}
