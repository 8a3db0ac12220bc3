// Universes: which levels the axes of the moment have in a model's phases.

#include <string.h>

#include "experiment/axis.h"

static void count(Universe *universe, int64_t low, int64_t high, double unit, const char *endless)
{
  universe->counted = true;
  universe->low = universe->one = low;
  universe->high                = high < 0 ? SELECTION_ENDLESS : high;
  universe->unit                = unit;
  universe->endless             = endless;
}

static const Phase *phase_of(const Scope *scope, int index)
{
  return &scope->model->phase[scope->phase[index]];
}

// ---- of the moment -----------------------------------------------------------------------------

static void offer_phases(Arena *arena, const Scope *scope, Universe *universe)
{
  universe_open(arena, universe, (size_t)scope->model->n_phases);
  for (size_t i = 0; i < universe->n; i++) universe_name(universe, i, scope->model->phase[i].name);
}

static void offer_episodes(const Scope *scope, Universe *universe)
{
  bool    slow = scope->measure->grain == GRAIN_SLOW;
  bool    same = scope->n_phases > 0, counted = same;
  int64_t n = same ? phase_of(scope, 0)->episodes : 0;
  for (int i = 0; i < scope->n_phases; i++) {
    same    = same && phase_of(scope, i)->episodes == n;
    counted = counted && phase_of(scope, i)->steps == 0;
  }
  count(universe, slow ? 0 : 1, same && counted ? n : -1, 1,
        counted ? "the phases have different numbers of episodes"
                : "how many episodes fit into a phase of steps is not known beforehand");
  universe->one     = 1;
  universe->may_end = slow && scope->n_phases == 1;
}

static void mark_types(const Scope *scope, unsigned char *hidden)
{
  for (int p = 0; p < scope->n_phases; p++) {
    const Phase *phase = phase_of(scope, p);
    for (int i = 0; i < phase->n_types; i++) hidden[phase->type[i]] = 0;
    for (int64_t i = 0; phase->instead && i < phase->episodes; i++) {
      if (phase->instead[i] >= 0) hidden[phase->instead[i]] = 0;
    }
  }
}

static void offer_types(Arena *arena, const Scope *scope, Universe *universe)
{
  const World   *world  = scope->world ? scope->world : scope->model->world[0];
  unsigned char *hidden = arena_take(arena, (size_t)world->n_types, 1);
  universe_open(arena, universe, (size_t)world->n_types);
  for (size_t i = 0; i < universe->n; i++) universe_name(universe, i, world->type_name[i]);
  memset(hidden, 1, universe->n);
  mark_types(scope, hidden);
  universe->hidden = hidden;
}

// The last bin of a trial (or of those in which a step may begin), -1 where there is none.
static int last_bin(const World *world, bool arrival)
{
  int last = -1;
  for (int s = 0; world->time && s < world->n_states; s++) {
    bool counts = arrival || !world->terminal[s];
    if (counts && world->time[s] > last) last = world->time[s];
  }
  return last;
}

// How many steps an episode may take, -1: any number.
static int64_t longest(const World *world)
{
  if (world->time_limit > 0) return world->time_limit;
  return last_bin(world, true);
}

static const char *const NO_LIMIT = "the world has no time_limit";

static bool offer_time(const Scope *scope, const AxisName *axis, Place place, Universe *universe,
                       Diag *diag)
{
  const World *world = scope->world;
  if (!world) {
    diag_error(diag, place, "name one phase in `over`", "the phases' worlds differ in their '%s'",
               axis->written);
    return false;
  }
  if (axis->axis == AXIS_SINCE) {
    int64_t n = longest(world);
    count(universe, 0, n, world->dt, NO_LIMIT);
    return true;
  }
  int last = last_bin(world, scope->measure->arrival);
  if (last < 0) {
    diag_error(diag, place, "`step` counts in any world",
               "this world has no trials with a 'time'");
    return false;
  }
  count(universe, 0, last, world->dt, NULL);
  return true;
}

static void offer_steps(const Scope *scope, Universe *universe)
{
  int64_t n = 0;
  for (int i = 0; i < scope->n_phases && n >= 0; i++) {
    int64_t own = longest(scope->model->world[phase_of(scope, i)->world]);
    n           = own < 0 ? -1 : own > n ? own : n;
  }
  count(universe, 1, n, 1, NO_LIMIT);
}

static void offer_life(const Scope *scope, Universe *universe)
{
  int64_t n = 0;
  for (int i = 0; i < scope->model->n_phases && n >= 0; i++) {
    int64_t own = scope->model->phase[i].steps;
    n           = own > 0 && n < SELECTION_ENDLESS - own ? n + own : -1;
  }
  count(universe, 1, n, 1, "how long the animals live is not known beforehand");
}

bool axis_universe(Arena *arena, const Scope *scope, const AxisName *axis, Place place,
                   Universe *universe, Diag *diag)
{
  *universe = (Universe){.axis = axis->written, .unit = 1, .place = place};
  if (axis->part != PART_NONE) return axis_parts(arena, scope, axis, universe, diag);
  switch (axis->axis) {
    case AXIS_PHASE: offer_phases(arena, scope, universe); return true;
    case AXIS_EPISODE: offer_episodes(scope, universe); return true;
    case AXIS_TYPE: offer_types(arena, scope, universe); return true;
    case AXIS_STEP: offer_steps(scope, universe); return true;
    case AXIS_LIFE: offer_life(scope, universe); return true;
    case AXIS_NTH:
      count(universe, 1, -1, 1, "how often it will happen is not known beforehand");
      return true;
    default: return offer_time(scope, axis, place, universe, diag);
  }
}
