// Phases compiled: tables of trial types from `types`, `order` and `except`.

#include "model/phase.h"

#include <stdio.h>
#include <string.h>

enum { PLANNED = 100000000 };   // episodes for which exceptions may be listed

static int type_of(const World *world, const char *name, Place place, Diag *diag)
{
  for (int t = 0; t < world->n_types; t++) {
    if (strcmp(world->type_name[t], name) == 0) return t;
  }
  const char *near = text_nearest(name, world->type_name, (size_t)world->n_types);
  char        hint[128];
  if (near) snprintf(hint, sizeof hint, "did you mean '%.100s'?", near);
  diag_error(diag, place, near ? hint : NULL, "the world has no trial type '%s'", name);
  return 0;
}

static void read_types(Arena *arena, const Node *types, const World *world, Phase *phase,
                       Diag *diag)
{
  size_t  room = types && types->type != NODE_SCALAR ? types->size : (size_t)world->n_types;
  int    *type = arena_take(arena, room + 1, sizeof *type);
  double *upto = arena_take(arena, room + 1, sizeof *upto);
  double  sum  = 0;
  if (!types || (types->type == NODE_SCALAR && strcmp(types->text, "all") == 0)) {
    for (int t = 0; t < world->n_types; t++)
      type[phase->n_types] = t, upto[phase->n_types++] = ++sum;
  } else if (types->type == NODE_SCALAR) {
    type[phase->n_types]   = type_of(world, types->text, types->place, diag);
    upto[phase->n_types++] = ++sum;
  } else {
    for (const Node *node = types->first; node; node = node->next) {
      double      weight = 1;
      const char *name   = types->type == NODE_MAP ? node->key : node->text;
      Place       place  = types->type == NODE_MAP ? node->key_place : node->place;
      if (types->type == NODE_MAP && !node_number(node, &weight, diag)) continue;
      if (weight <= 0 || !name) {
        diag_error(diag, node->place, NULL, "a trial type's weight must be above 0");
        continue;
      }
      sum += weight;
      type[phase->n_types]   = type_of(world, name, place, diag);
      upto[phase->n_types++] = sum;
    }
  }
  if (phase->n_types == 0) {
    diag_error(diag, types->place, NULL, "no trial types are left");
    phase->n_types = 1;
  }
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
  for (const Node *one = node->type == NODE_LIST ? node->first : NULL; one; one = one->next) {
    if (node_count(one, 1, (long)episodes, &n, diag)) instead[n - 1] = type;
  }
}

static void read_exceptions(Arena *arena, const Node *except, const World *world, Phase *phase,
                            Diag *diag)
{
  if (!except || except->size == 0) return;
  if (except->type != NODE_MAP || phase->episodes < 1 || phase->episodes > PLANNED) {
    diag_error(diag, except->place, NULL,
               "'except' must be a map from types to trial numbers, in a phase of trials");
    return;
  }
  int *instead = arena_take(arena, (size_t)phase->episodes, sizeof *instead);
  memset(instead, -1, sizeof(int) * (size_t)phase->episodes);
  for (const Node *node = except->first; node; node = node->next) {
    read_exception(node, type_of(world, node->key, node->key_place, diag), phase->episodes,
                   instead, diag);
  }
  phase->instead = instead;
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
  phase->order         = ORDER_CYCLE;
  if (plan->order && strcmp(plan->order, "random") == 0) phase->order = ORDER_RANDOM;
  if (plan->order && strcmp(plan->order, "shuffled") == 0) {
    diag_error(diag, plan->place, "order: cycle or random", "order: shuffled is not built yet");
  }
  read_types(arena, plan->types, world, phase, diag);
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
