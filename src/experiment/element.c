// Elements: the levels of axes that are made of states, actions, features, synapses and cells.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/axis.h"
#include "kind/agent.h"

// A world whose actions stand for all.
static const World *any_world(const Scope *scope)
{
  return scope->world ? scope->world : scope->model->world[0];
}

// ---- of states and elements --------------------------------------------------------------------

static bool means_state(const void *context, const char *word, size_t key)
{
  const World *world = context;
  return world->kind && world->kind->is &&
         world->kind->is(world->env, world_state(world, (int)key), word);
}

// A state and where it lies.
typedef struct Spot {
  double row, column;
  size_t state;
} Spot;

static int compare_spots(const void *a, const void *b)
{
  const Spot *x = a, *y = b;
  if (x->row != y->row) return x->row < y->row ? -1 : 1;
  if (x->column != y->column) return x->column < y->column ? -1 : 1;
  return x->state < y->state ? -1 : 1;
}

// All states, row by row; NULL where the world has no places.
static Spot *find_spots(Arena *arena, const World *world)
{
  if (!world->kind || !world->kind->place) return NULL;
  size_t n    = (size_t)world->n_states;
  Spot  *spot = arena_take(arena, n, sizeof *spot);
  for (size_t i = 0; i < n; i++) {
    double at[2];
    world->kind->place(world->env, world_state(world, (int)i), at);
    spot[i] = (Spot){at[0], at[1], i};
  }
  qsort(spot, n, sizeof *spot, compare_spots);
  return spot;
}

static void offer_states(Arena *arena, const World *world, Universe *universe)
{
  universe_open(arena, universe, (size_t)world->n_states);
  for (size_t i = 0; i < universe->n; i++) universe_name(universe, i, world->state_name[i]);
  universe->hidden  = world->terminal;
  universe->means   = means_state;
  universe->context = world;
  universe->pairs   = universe->n > 0 && universe->label[0][0] == '[';
  Spot *spot        = find_spots(arena, world);
  if (!spot) return;
  size_t *order = arena_take(arena, universe->n, sizeof *order);
  for (size_t i = 0; i < universe->n; i++) order[i] = spot[i].state;
  universe->order = order;
}

// The place of each state, counted row by row. Returns how many there are.
static size_t number_places(const World *world, const Spot *spot, int *of)
{
  size_t n = 0;
  for (size_t i = 0; i < (size_t)world->n_states; i++) {
    bool same = i > 0 && spot[i].row == spot[i - 1].row && spot[i].column == spot[i - 1].column;
    n += !same;
    of[spot[i].state] = (int)n - 1;
  }
  return n;
}

static bool offer_places(Arena *arena, const World *world, Universe *universe, Diag *diag)
{
  Spot *spot = find_spots(arena, world);
  if (!spot) {
    diag_error(diag, universe->place, NULL, "this world has no places");
    return false;
  }
  int *of = arena_take(arena, (size_t)world->n_states, sizeof *of);
  universe_open(arena, universe, number_places(world, spot, of));
  for (size_t i = 0; i < (size_t)world->n_states; i++) {
    const char *name = arena_print(arena, "[%.6g, %.6g]", spot[i].row, spot[i].column);
    universe_name(universe, (size_t)of[spot[i].state], name);
  }
  universe->pairs = true;
  return true;
}

// `context` receives which states belong to each region: (n x n_states).
static bool offer_regions(Arena *arena, const Scope *scope, Universe *universe, Diag *diag)
{
  const Node *regions = scope->env ? node_get(scope->env, "regions") : NULL;
  if (!regions || regions->type != NODE_MAP || regions->size == 0) {
    diag_error(diag, universe->place, "env.regions: {left: [0..4, 0..9]}",
               "this world has no regions");
    return false;
  }
  Universe       states = {.axis = "region", .unit = 1};
  size_t         n      = (size_t)scope->world->n_states;
  unsigned char *member = arena_take(arena, regions->size * n, 1);
  bool           good   = true;
  offer_states(arena, scope->world, &states);
  universe_open(arena, universe, regions->size);
  universe->context = member;
  size_t i          = 0;
  for (const Node *node = regions->first; node; node = node->next, i++) {
    Selection selection;
    universe_name(universe, i, node->key);
    good = selection_read(arena, node, &states, false, &selection, diag) && good;
    for (size_t k = 0; k < selection.n_keys && good; k++)
      member[i * n + (size_t)selection.key[k]] = 1;
  }
  return good;
}

static void offer_actions(Arena *arena, const World *world, Universe *universe)
{
  universe_open(arena, universe, (size_t)world->n_actions);
  for (size_t i = 0; i < universe->n; i++) universe_name(universe, i, world->action_name[i]);
}

static const char *output_name(Arena *arena, const Scope *scope, int output)
{
  const AgentKind *agent = scope->model->agent;
  if (agent && output == agent->value_output) return "value";
  int action = agent && agent->action_output >= 0 ? output - agent->action_output : -1;
  int n      = scope->model->n_actions;
  if (action >= 0 && action < n) return any_world(scope)->action_name[action];
  if (action >= n && action < n * agent->tables)
    return arena_print(arena, "%s_%d", any_world(scope)->action_name[action % n], action / n + 1);
  return arena_print(arena, "%d", output);
}

static const char *feature_name(Arena *arena, const Scope *scope, int feature)
{
  const Anatomy *anatomy = &scope->model->anatomy;
  if (anatomy->feature_name && anatomy->feature_name[feature])
    return anatomy->feature_name[feature];
  const Observed *seen = &scope->model->seen;
  if (anatomy->one_hot && feature < seen->n) {
    return seen->world[feature]->state_name[seen->state[feature]];
  }
  return arena_print(arena, "%d", feature);
}

// Where each synapse leads from and to.
typedef struct Ends {
  int *feature;   // (n_synapses)
  int *output;    // (n_synapses)
} Ends;

static Ends find_ends(Arena *arena, const Anatomy *anatomy)
{
  size_t n       = (size_t)anatomy->n_synapses;
  Ends   ends    = {arena_take(arena, n, sizeof(int)), arena_take(arena, n, sizeof(int))};
  int    bundles = anatomy->n_features * anatomy->n_outputs;
  for (int b = 0; b < bundles; b++) {
    for (int i = anatomy->bundle_start[b]; i < anatomy->bundle_start[b + 1]; i++) {
      ends.feature[i] = b / anatomy->n_outputs;
      ends.output[i]  = b % anatomy->n_outputs;
    }
  }
  return ends;
}

static const char *post_name(Arena *arena, const Scope *scope, Ends ends, int synapse)
{
  const Anatomy *anatomy = &scope->model->anatomy;
  if (anatomy->n_posts > 0) return anatomy->post_name[anatomy->post[synapse]];
  return output_name(arena, scope, ends.output[synapse]);
}

static void offer_synapses(Arena *arena, const Scope *scope, Universe *universe)
{
  const Anatomy *anatomy = &scope->model->anatomy;
  Ends           ends    = find_ends(arena, anatomy);
  bool           alone   = anatomy->n_outputs == 1 && anatomy->n_posts == 0;
  universe_open(arena, universe, (size_t)anatomy->n_synapses);
  for (int i = 0; i < anatomy->n_synapses; i++) {
    const char *label = feature_name(arena, scope, ends.feature[i]);
    // where each animal has a wiring of its own, a synapse joins other neurons in each of them
    if (scope->model->own_wiring) {
      label = arena_print(arena, "%d", i + 1);
    } else if (!alone) {
      label = arena_print(arena, "%s->%s", label, post_name(arena, scope, ends, i));
    }
    universe_name(universe, (size_t)i, label);
  }
}

static bool means_number(const void *context, const char *word, size_t key)
{
  (void)context;
  int64_t number;
  return text_to_count(word, &number) && number == (int64_t)key;
}

static void offer_numbered(Arena *arena, const Scope *scope, AxisPart part, Universe *universe)
{
  const Anatomy *anatomy = &scope->model->anatomy;
  int            n       = part == PART_FEATURE ? anatomy->n_features
                           : part == PART_CELL  ? anatomy->n_cells
                                                : scope->model->n_outputs;
  bool           numbers = true;
  universe_open(arena, universe, (size_t)n);
  for (int i = 0; i < n; i++) {
    const char *cell  = anatomy->cell_name && part == PART_CELL ? anatomy->cell_name[i] : NULL;
    const char *label = part == PART_FEATURE  ? feature_name(arena, scope, i)
                        : part == PART_OUTPUT ? output_name(arena, scope, i)
                        : cell                ? cell
                                              : arena_print(arena, "%d", i);
    universe_name(universe, (size_t)i, label);
    numbers = numbers && !isnan(universe->number[i]);
  }
  if (!numbers) universe->means = means_number;
}

// Distinct names of what synapses lead to, and on which each synapse lies.
static size_t find_posts(Arena *arena, const Scope *scope, const char **label, int *of)
{
  size_t n    = 0;
  Ends   ends = find_ends(arena, &scope->model->anatomy);
  for (int i = 0; i < scope->model->anatomy.n_synapses; i++) {
    const char *post = post_name(arena, scope, ends, i);
    size_t      at   = 0;
    while (at < n && strcmp(label[at], post) != 0) at++;
    if (at == n) label[n++] = post;
    of[i] = (int)at;
  }
  return n;
}

static void offer_posts(Arena *arena, const Scope *scope, Universe *universe)
{
  size_t       synapses = (size_t)scope->model->anatomy.n_synapses;
  const char **label    = arena_take(arena, synapses, sizeof *label);
  int         *of       = arena_take(arena, synapses, sizeof *of);
  universe_open(arena, universe, find_posts(arena, scope, label, of));
  for (size_t i = 0; i < universe->n; i++) universe_name(universe, i, label[i]);
}

bool axis_parts(Arena *arena, const Scope *scope, const AxisName *axis, Universe *universe,
                Diag *diag)
{
  bool of_states =
      axis->part == PART_STATE || axis->part == PART_REGION || axis->part == PART_PLACE;
  if (of_states && !scope->world) {
    diag_error(diag, universe->place, "name one phase in `over`",
               "the phases' worlds differ in their '%s'", axis->written);
    return false;
  }
  switch (axis->part) {
    case PART_STATE: offer_states(arena, scope->world, universe); return true;
    case PART_REGION: return offer_regions(arena, scope, universe, diag);
    case PART_PLACE: return offer_places(arena, scope->world, universe, diag);
    case PART_ACTION: offer_actions(arena, any_world(scope), universe); return true;
    case PART_SYNAPSE: offer_synapses(arena, scope, universe); return true;
    case PART_POST: offer_posts(arena, scope, universe); return true;
    default: offer_numbered(arena, scope, axis->part, universe); return true;
  }
}

// The state or action of an element, or of the moment.
static int part_of(const Scope *scope, const AxisName *axis, size_t element)
{
  bool pairs   = axis->element && scope->measure->elements == ELEMENTS_STATE_ACTIONS;
  int  actions = scope->model->n_actions;
  if (!pairs) return (int)element;
  return (int)element / actions * (axis->part != PART_ACTION) +
         (int)element % actions * (axis->part == PART_ACTION);
}

static size_t count_elements(const Scope *scope, const AxisName *axis)
{
  if (axis->element) {
    return (size_t)measure_elements(scope->model, any_world(scope), scope->measure->elements);
  }
  return (size_t)(axis->part == PART_ACTION ? scope->model->n_actions : scope->world->n_states);
}

AxisTable axis_table(Arena *arena, const Scope *scope, const AxisName *axis,
                     const Universe *universe)
{
  AxisTable table = {.n = count_elements(scope, axis), .n_keys = universe->n};
  int      *key   = arena_take(arena, table.n, sizeof *key);
  table.key       = key;
  if (axis->part == PART_FEATURE && scope->measure->elements == ELEMENTS_SYNAPSES) {
    table.key = find_ends(arena, &scope->model->anatomy).feature;
    return table;
  }
  if (axis->part == PART_POST) {
    find_posts(arena, scope, arena_take(arena, table.n, sizeof(char *)), key);
    return table;
  }
  int                 *of        = NULL;
  const unsigned char *of_states = NULL;
  size_t               states    = scope->world ? (size_t)scope->world->n_states : 0;
  if (axis->part == PART_PLACE) {
    of = arena_take(arena, states, sizeof *of);
    number_places(scope->world, find_spots(arena, scope->world), of);
  }
  if (axis->part == PART_REGION) of_states = universe->context;
  unsigned char *member = of_states ? arena_take(arena, universe->n * table.n, 1) : NULL;
  for (size_t e = 0; e < table.n; e++) {
    int part = part_of(scope, axis, e);
    key[e]   = of ? of[part] : part;
    for (size_t k = 0; member && k < universe->n; k++) {
      member[k * table.n + e] = of_states[k * states + (size_t)part];
    }
  }
  if (member) table.key = NULL;
  table.member = member;
  return table;
}
