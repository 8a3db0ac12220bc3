// Layouts: turning a wish into a probe.
//
// Axes of the moment become tables of the probe; axes of the elements are multiplied out into its
// element table, which names an element twice where two kept regions hold it. States in which an
// episode ends are no elements unless they are named: nothing is learnt of them, and they would
// dilute every mean.

#include "experiment/layout.h"

#include <assert.h>
#include <string.h>

static const size_t MOST_CELLS = (size_t)1 << 24;

// One axis of a wish, resolved.
typedef struct Resolved {
  const WishEntry *entry;   // NULL: states that the wish does not name
  Universe         universe;
  Selection        selection;
  size_t           stride;   // 0: averaged over
} Resolved;

typedef struct Making {
  Arena           *arena;
  Diag            *diag;
  const Wish      *wish;
  const Condition *condition;
  Scope            scope;
  Layout          *layout;
  int              n;
  Resolved         axis[WISH_ENTRIES + 1];
} Making;

// ---- phases ------------------------------------------------------------------------------------

const World *layout_world(const Model *model, int phase)
{
  return model->world[model->n_phases > 0 && phase >= 0 ? model->phase[phase].world : 0];
}

static const WishEntry *find_entry(const Wish *wish, const char *name)
{
  for (int i = 0; i < wish->n_entries; i++) {
    if (strcmp(wish->entry[i].name.name, name) == 0) return &wish->entry[i];
  }
  return NULL;
}

static void choose_all_phases(Making *making)
{
  const Model *model  = making->scope.model;
  Layout      *layout = making->layout;
  int          n      = making->wish->first_phase && model->n_phases > 1 ? 1 : model->n_phases;
  int         *phase  = arena_take(making->arena, (size_t)n, sizeof *phase);
  for (int i = 0; i < n; i++) phase[i] = i;
  layout->n_phases    = n;
  layout->phase       = phase;
  layout->phase_level = arena_take(making->arena, (size_t)n, sizeof *layout->phase_level);
}

// The phases that are chosen, in the order of the file, and the world they share.
static bool choose_phases(Making *making)
{
  Scope           *scope  = &making->scope;
  Layout          *layout = making->layout;
  const WishEntry *entry  = find_entry(making->wish, "phase");
  if (!entry) {
    choose_all_phases(making);
  } else {
    Universe  universe;
    Selection selection;
    axis_universe(making->arena, scope, &entry->name, entry->place, &universe, making->diag);
    if (!selection_read(making->arena, entry->levels, &universe, entry->kept, &selection,
                        making->diag)) {
      return false;
    }
    int *phase = arena_take(making->arena, selection.n_keys, sizeof *phase);
    int *level = arena_take(making->arena, selection.n_keys, sizeof *level);
    for (size_t i = 0; i < selection.n_keys; i++) {
      phase[i] = (int)selection.key[i];
      level[i] = entry->kept ? selection.level[i] : 0;
    }
    layout->n_phases    = (int)selection.n_keys;
    layout->phase       = phase;
    layout->phase_level = level;
  }
  scope->n_phases = layout->n_phases;
  scope->phase    = layout->phase;
  int first       = layout->n_phases > 0 ? layout->phase[0] : -1;
  scope->world    = layout_world(scope->model, first);
  for (int i = 1; i < layout->n_phases; i++) {
    if (layout_world(scope->model, layout->phase[i]) != scope->world) scope->world = NULL;
  }
  const PhasePlan *plan = making->condition->plan.phase;
  scope->env            = first >= 0 && first < making->condition->plan.n_phases && plan[first].env
                              ? plan[first].env
                              : making->condition->env;
  return true;
}

// ---- axes --------------------------------------------------------------------------------------

static bool of_states(const MeasureKind *measure)
{
  return measure->elements == ELEMENTS_STATES || measure->elements == ELEMENTS_STATE_ACTIONS;
}

static bool resolve(Making *making, const WishEntry *entry)
{
  Resolved *axis = &making->axis[making->n++];
  axis->entry    = entry;
  return axis_universe(making->arena, &making->scope, &entry->name, entry->place, &axis->universe,
                       making->diag) &&
         selection_read(making->arena, entry->levels, &axis->universe, entry->kept,
                        &axis->selection, making->diag);
}

// States that nobody names: all but those in which an episode ends.
static bool resolve_states(Making *making)
{
  const Wish *wish = making->wish;
  if (!of_states(wish->measure) || find_entry(wish, "state")) return true;
  Resolved *axis = &making->axis[making->n++];
  AxisName  name = {.name = "state", .written = "state", .element = true, .part = PART_STATE};
  return axis_universe(making->arena, &making->scope, &name, wish->place, &axis->universe,
                       making->diag) &&
         selection_read(making->arena, NULL, &axis->universe, false, &axis->selection,
                        making->diag);
}

static bool resolve_axes(Making *making)
{
  bool good = true;
  for (int i = 0; i < making->wish->n_entries; i++) {
    if (!resolve(making, &making->wish->entry[i])) good = false;
  }
  return resolve_states(making) && good;
}

// Kept axes in the order of the wish, the last fastest.
static bool lay_out(Making *making)
{
  Layout *layout = making->layout;
  size_t  cells  = 1;
  for (int i = making->n - 1; i >= 0; i--) {
    Resolved *axis = &making->axis[i];
    if (!axis->entry || !axis->entry->kept) continue;
    axis->stride = cells;
    if (axis->selection.n_levels > MOST_CELLS / cells) {
      diag_error(making->diag, making->wish->place, NULL,
                 "more than %zu numbers would be kept of every animal", MOST_CELLS);
      return false;
    }
    cells *= axis->selection.n_levels;
  }
  for (int i = 0; i < making->n; i++) {
    const Resolved *axis = &making->axis[i];
    if (axis->stride == 0) continue;
    const Selection *selection = &axis->selection;
    assert(layout->n_kept < TENSOR_AXES);
    layout->all[layout->n_kept]    = selection->all;
    layout->kept[layout->n_kept++] = (TensorAxis){axis->entry->name.name, selection->n_levels,
                                                  selection->label, selection->number};
    if (strcmp(axis->entry->name.name, "phase") == 0) layout->phase_stride = axis->stride;
  }
  layout->probe.cells = cells;
  return true;
}

// ---- the moment --------------------------------------------------------------------------------

// A table from the keys low..low+n-1 to levels; NULL where level = key - low.
static const int *make_table(Arena *arena, const Selection *selection, bool kept, int64_t *low,
                             int64_t *n)
{
  int64_t high = *low = selection->key[0];
  bool    straight    = true;
  for (size_t i = 0; i < selection->n_keys; i++) {
    int64_t key = selection->key[i];
    if (key < *low) *low = key;
    if (key > high) high = key;
    straight = straight && key == selection->key[0] + (int64_t)i && selection->level[i] == (int)i;
  }
  *n = high - *low + 1;
  if (straight) return NULL;
  int *slot = arena_take(arena, (size_t)*n, sizeof *slot);
  for (int64_t i = 0; i < *n; i++) slot[i] = -1;
  for (size_t i = 0; i < selection->n_keys; i++) {
    slot[selection->key[i] - *low] = kept ? selection->level[i] : 0;
  }
  return slot;
}

// The level of every key of a universe, -1 where it is not chosen.
static int *level_of(Arena *arena, const Resolved *axis)
{
  int *level = arena_take(arena, axis->universe.n, sizeof *level);
  for (size_t i = 0; i < axis->universe.n; i++) level[i] = -1;
  for (size_t i = 0; i < axis->selection.n_keys; i++) {
    level[axis->selection.key[i]] = axis->selection.level[i];
  }
  return level;
}

// States and actions of the moment, by way of the regions and places they lie in.
static const int *make_part_table(Making *making, const Resolved *axis, int64_t *n)
{
  const AxisName *name  = &axis->entry->name;
  AxisTable       table = axis_table(making->arena, &making->scope, name, &axis->universe);
  const int      *level = level_of(making->arena, axis);
  int            *slot  = arena_take(making->arena, table.n, sizeof *slot);
  *n                    = (int64_t)table.n;
  for (size_t e = 0; e < table.n; e++) {
    slot[e] = table.key ? level[table.key[e]] : -1;
    for (size_t k = 0; !table.key && k < table.n_keys; k++) {
      if (!table.member[k * table.n + e] || level[k] < 0) continue;
      if (slot[e] >= 0 && axis->entry->kept) {
        diag_error(making->diag, axis->entry->place, NULL,
                   "regions that overlap cannot be kept apart step by step");
        return NULL;
      }
      slot[e] = level[k];
    }
    if (!axis->entry->kept && slot[e] > 0) slot[e] = 0;
  }
  return slot;
}

static bool fill_moment(Making *making, const Resolved *axis, ProbeAxis *out)
{
  const WishEntry *entry     = axis->entry;
  const Selection *selection = &axis->selection;
  *out                       = (ProbeAxis){.axis = entry->name.axis, .stride = axis->stride};
  bool counts                = out->axis == AXIS_SINCE || out->axis == AXIS_NTH;
  if (counts && !axis_event(making->arena, &making->scope, &entry->name, entry->place, &out->event,
                            making->diag)) {
    return false;
  }
  if (entry->name.part != PART_NONE) {
    out->slot = make_part_table(making, axis, &out->n);
    return out->slot != NULL;
  }
  if (selection->open) {
    out->low = selection->low;
    out->n   = SELECTION_ENDLESS;
    return true;
  }
  out->slot = make_table(making->arena, selection, entry->kept, &out->low, &out->n);
  return true;
}

static bool is_needed(const Making *making, const Resolved *axis)
{
  const WishEntry *entry = axis->entry;
  if (!entry || entry->name.element || axis->selection.at_end) return false;
  bool phase = entry->name.axis == AXIS_PHASE;
  if (phase && making->layout->n_phases <= 1) return false;
  return entry->kept || !axis->selection.all || entry->name.axis == AXIS_SINCE;
}

static bool fill_moments(Making *making)
{
  Probe *probe = &making->layout->probe;
  probe->phase = making->layout->n_phases == 1 ? making->layout->phase[0] : -1;
  for (int i = 0; i < making->n; i++) {
    const Resolved *axis = &making->axis[i];
    if (axis->selection.at_end) probe->at_end = true;
    if (!is_needed(making, axis)) continue;
    if (probe->n_axes == PROBE_AXES) {
      diag_error(making->diag, making->wish->place, NULL, "more than %d axes are chosen at once",
                 (int)PROBE_AXES);
      return false;
    }
    if (!fill_moment(making, axis, &probe->axis[probe->n_axes])) return false;
    probe->n_axes++;
  }
  return true;
}

// ---- elements ----------------------------------------------------------------------------------

typedef struct ElementAxis {
  AxisTable  table;
  const int *level;
  size_t     stride;
} ElementAxis;

typedef struct Multiplying {
  Arena      *arena;
  int         n_axes;
  ElementAxis axis[WISH_ENTRIES + 1];
  size_t      n, element_room, cell_room;
  int        *element;
  size_t     *cell;
} Multiplying;

static void put(Multiplying *all, size_t element, int axis, size_t cell)
{
  if (axis == all->n_axes) {
    size_t need = all->n + 1;
    all->element =
        arena_grow(all->arena, all->element, &all->element_room, need, sizeof *all->element);
    all->cell = arena_grow(all->arena, all->cell, &all->cell_room, need, sizeof *all->cell);
    all->element[all->n] = (int)element;
    all->cell[all->n++]  = cell;
    return;
  }
  const ElementAxis *own   = &all->axis[axis];
  const AxisTable   *table = &own->table;
  if (table->key) {
    int level = own->level[table->key[element]];
    if (level >= 0) put(all, element, axis + 1, cell + (size_t)level * own->stride);
    return;
  }
  for (size_t k = 0; k < table->n_keys; k++) {
    if (!table->member[k * table->n + element] || own->level[k] < 0) continue;
    put(all, element, axis + 1, cell + (size_t)own->level[k] * own->stride);
    if (own->stride == 0) return;   // in several regions, but averaged over: once
  }
}

static bool fill_elements(Making *making)
{
  Probe         *probe = &making->layout->probe;
  const World   *world = making->scope.world ? making->scope.world : making->scope.model->world[0];
  int            n     = measure_elements(making->scope.model, world, probe->measure->elements);
  Multiplying    all   = {.arena = making->arena};
  const AxisName states = {.name = "state", .element = true, .part = PART_STATE};
  probe->n_elements     = n;
  for (int i = 0; i < making->n; i++) {
    const Resolved *axis = &making->axis[i];
    const AxisName *name = axis->entry ? &axis->entry->name : &states;
    if (!name->element) continue;
    all.axis[all.n_axes++] =
        (ElementAxis){axis_table(making->arena, &making->scope, name, &axis->universe),
                      level_of(making->arena, axis), axis->stride};
  }
  if (all.n_axes == 0) return true;
  for (int e = 0; e < n; e++) put(&all, (size_t)e, 0, 0);
  probe->n_elements   = (int)all.n;
  probe->element      = all.element;
  probe->element_cell = all.cell;
  if (all.n > 0) return true;
  diag_error(making->diag, making->wish->place, NULL, "'over' leaves nothing of '%s'",
             probe->measure->name);
  return false;
}

Layout *layout_make(Arena *arena, const Wish *wish, const Condition *condition, const Model *model,
                    Diag *diag)
{
  Layout *layout = arena_take(arena, 1, sizeof *layout);
  Making *making = arena_take(arena, 1, sizeof *making);
  *making        = (Making){.arena = arena, .diag = diag, .wish = wish, .condition = condition};
  making->scope  = (Scope){.model = model, .measure = wish->measure};
  making->layout = layout;
  layout->model  = model;
  layout->probe.measure = wish->measure;
  if (!choose_phases(making) || !resolve_axes(making)) return NULL;
  if (!lay_out(making) || !fill_elements(making)) return NULL;
  if (wish->measure->grain != GRAIN_EXACT && !fill_moments(making)) return NULL;
  return layout;
}
