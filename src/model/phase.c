// Phases compiled: tables of trial types from `types`, `order` and `except`.

#include "model/phase.h"

#include <math.h>
#include <string.h>

enum { PLANNED = 100000000 };   // episodes for which exceptions may be listed

static int type_of(Arena *arena, const World *world, const char *name, Place place, Diag *diag)
{
  for (int t = 0; t < world->n_types; t++) {
    if (strcmp(world->type_name[t], name) == 0) return t;
  }
  const char *near = text_nearest(name, world->type_name, (size_t)world->n_types);
  const char *hint = near && *near ? arena_print(arena, "did you mean '%s'?", near) : NULL;
  diag_error(diag, place, hint, "the world has no trial type '%s'", text_brief(name).text);
  return 0;
}

static void add_type(Phase *phase, int *type, double *upto, int new, double weight)
{
  double before          = phase->n_types > 0 ? upto[phase->n_types - 1] : 0;
  type[phase->n_types]   = new;
  upto[phase->n_types++] = before + weight;
}

// One of a list or a map of types, with its weight.
static void read_type(Arena *arena, const Node *node, const World *world, Phase *phase, int *type,
                      double *upto, Diag *diag)
{
  double      weight = 1;
  const char *name   = node->key ? node->key : node->text;
  Place       place  = node->key ? node->key_place : node->place;
  if (node->key && !node_number(node, &weight, diag)) return;
  if (!name) {
    diag_error(diag, place, NULL, "a trial type must be a name, not %s", node_what(node).text);
  } else if (weight <= 0 || weight > 1e9) {
    diag_error(diag, node->place, NULL, "a trial type's weight must be above 0, up to 1e9");
  } else {
    add_type(phase, type, upto, type_of(arena, world, name, place, diag), weight);
  }
}

static void read_types(Arena *arena, const Node *types, const World *world, Phase *phase,
                       Diag *diag)
{
  bool    scalar = types && types->type == NODE_SCALAR;
  size_t  room   = types && !scalar ? types->size : (size_t)world->n_types;
  size_t  before = diag_count(diag);
  int    *type   = arena_take(arena, room + 1, sizeof *type);
  double *upto   = arena_take(arena, room + 1, sizeof *upto);
  if (!types || (scalar && strcmp(types->text, "all") == 0)) {
    for (int t = 0; t < world->n_types; t++) add_type(phase, type, upto, t, 1);
  } else if (scalar) {
    add_type(phase, type, upto, type_of(arena, world, types->text, types->place, diag), 1);
  }
  for (const Node *node = scalar || !types ? NULL : types->first; node; node = node->next) {
    read_type(arena, node, world, phase, type, upto, diag);
  }
  if (phase->n_types == 0 && diag_count(diag) == before) {
    diag_error(diag, types->place, NULL, "no trial types are left");
  }
  double sum = phase->n_types > 0 ? upto[phase->n_types - 1] : 1;
  for (int t = 0; t < phase->n_types; t++) upto[t] /= sum;
  phase->type      = type;
  phase->type_upto = upto;
}

// `TYPE: [n, ..]` or `TYPE: every n`, counted in the phase from 1.
static void read_exception(const Node *node, int type, int64_t episodes, int *instead, Diag *diag)
{
  long n;
  if (node->type == NODE_SCALAR && strncmp(node->text, "every ", 6) == 0) {
    Node every = *node;
    every.text = node->text + 6;
    if (!node_count(&every, 1, PLANNED, &n, diag)) return;
    for (int64_t e = n; e <= episodes; e += n) instead[e - 1] = type;
    return;
  }
  if (node->type == NODE_SCALAR && node_count(node, 1, (long)episodes, &n, diag))
    instead[n - 1] = type;
  if (node->type == NODE_MAP || (node->type == NODE_LIST && node->size == 0)) {
    diag_error(diag, node->place, NULL, "'%s' must be trial numbers: n, [n, ..] or every n",
               node->key);
  }
  for (const Node *one = node->type == NODE_LIST ? node->first : NULL; one; one = one->next) {
    if (node_count(one, 1, (long)episodes, &n, diag)) instead[n - 1] = type;
  }
}

static void read_exceptions(Arena *arena, const Node *except, const World *world, Phase *phase,
                            Diag *diag)
{
  if (!except || (except->type != NODE_SCALAR && except->size == 0)) return;
  if (except->type != NODE_MAP || phase->episodes < 1 || phase->episodes > PLANNED) {
    diag_error(diag, except->place, NULL,
               "'except' must be a map from types to trial numbers, in a phase of trials");
    return;
  }
  int *instead = arena_take(arena, (size_t)phase->episodes, sizeof *instead);
  memset(instead, -1, sizeof(int) * (size_t)phase->episodes);
  for (const Node *node = except->first; node; node = node->next) {
    read_exception(node, type_of(arena, world, node->key, node->key_place, diag), phase->episodes,
                   instead, diag);
  }
  phase->instead = instead;
}

// Where types come in turn, weights would say nothing.
static void check_weights(const PhasePlan *plan, const Phase *phase, Diag *diag)
{
  if (!plan->types || plan->types->type != NODE_MAP || phase->order == ORDER_RANDOM) return;
  double first = phase->n_types > 0 ? phase->type_upto[0] : 0;
  for (int t = 1; t < phase->n_types; t++) {
    if (fabs(phase->type_upto[t] - phase->type_upto[t - 1] - first) < 1e-9) continue;
    diag_error(diag, plan->types->place, "order: random",
               "trial types with weights must come in random order");
    return;
  }
}

static void read_order(const PhasePlan *plan, Phase *phase, Diag *diag)
{
  const char *order = plan->order ? plan->order : "cycle";
  phase->order      = strcmp(order, "random") == 0 ? ORDER_RANDOM : ORDER_CYCLE;
  if (strcmp(order, "shuffled") == 0) {
    diag_error(diag, plan->place, "order: cycle or random", "order: shuffled is not built yet");
  } else if (strcmp(order, "random") != 0 && strcmp(order, "cycle") != 0) {
    diag_error(diag, plan->place, "order: cycle or random", "there is no order '%s'",
               text_brief(order).text);
  }
}

bool phase_compile(Arena *arena, const PhasePlan *plan, int world_index, const World *world,
                   Phase *phase, Diag *diag)
{
  size_t before        = diag_count(diag);
  *phase               = (Phase){.name = plan->name, .world = world_index};
  phase->episodes      = plan->episodes;
  phase->steps         = plan->steps;
  phase->learn         = plan->learn;
  phase->reset_weights = plan->reset_weights;
  read_order(plan, phase, diag);
  read_types(arena, plan->types, world, phase, diag);
  check_weights(plan, phase, diag);
  read_exceptions(arena, plan->except, world, phase, diag);
  return diag_count(diag) == before;
}

int phase_type(const Phase *phase, int64_t episode, uint64_t word)
{
  if (phase->instead && phase->instead[episode - 1] >= 0) return phase->instead[episode - 1];
  if (phase->order == ORDER_CYCLE) return phase->type[(episode - 1) % phase->n_types];
  double point = chance_uniform(word);
  int    t     = 0;
  while (t + 1 < phase->n_types && point >= phase->type_upto[t]) t++;
  return phase->type[t];
}
