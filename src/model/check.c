// Checks: sections are read, and worlds built, of plans that will not be run.
//
// A first mistake shall not hide the next one: the world is tried although the agent is unknown,
// and what the phases say of its trials although a rate is out of range.

#include "model/check.h"

#include <string.h>

#include "model/phase.h"
#include "model/sections.h"
#include "model/world.h"

enum { WORLDS = 64, STATES = 1000000 };   // that are tried, and their states in all

struct Check {
  Arena       *arena;
  int          n_worlds, n_states;
  const char  *text[WORLDS];
  const World *world[WORLDS];   // NULL: there is none, or it was not explored
};

Check *check_open(Arena *arena)
{
  Check *check = arena_take(arena, 1, sizeof *check);
  check->arena = arena;
  return check;
}

// Whether a section names its kind, if there are several, and gives all that the kind needs.
static bool stands(Socket socket, const Node *node)
{
  const Node *name = node && node->type == NODE_MAP ? node_get(node, "kind") : node;
  if (!name) return node && socket_standard(socket) && !kind_at(socket, 1);
  const Kind *kind = name->type == NODE_SCALAR ? kind_find(socket, name->text) : NULL;
  for (int f = 0; kind && f < kind->n_fields; f++) {
    if (kind->fields[f].required && !node_get(node, kind->fields[f].key)) return false;
  }
  return true;
}

// The sections that stand, each for itself.
static void check_parts(Check *check, const Node *env, const Node *model, Diag *diag)
{
  Section section;
  sections_only(model, diag);
  if (stands(SOCKET_ENV, env)) kind_read(check->arena, SOCKET_ENV, env, &section, diag);
  for (Socket s = SOCKET_NETWORK; model && s < SOCKET_MEASURE; s++) {
    const Node *node = node_get(model, socket_name(s));
    if (stands(s, node)) kind_read(check->arena, s, node, &section, diag);
  }
}

static const World *check_world(Check *check, const Node *env, bool whole, Diag *diag)
{
  Text text = {.arena = check->arena};
  node_canonical(env, &text);
  for (int w = 0; w < check->n_worlds; w++) {
    if (strcmp(check->text[w], text.start) == 0) return check->world[w];
  }
  if (check->n_worlds == WORLDS || check->n_states >= STATES) return NULL;
  int          w     = check->n_worlds++;
  const World *world = whole ? world_read(check->arena, env, diag) : NULL;
  if (!whole) world_try(check->arena, env, diag);
  check->text[w]  = text.start;
  check->world[w] = world;
  check->n_states += world ? world->n_states : 0;
  return world;
}

static void check_moment(Check *check, const Node *env, const Node *model, const PhasePlan *phase,
                         bool whole, Diag *diag)
{
  Sections sections;
  whole = whole && env && model;   // that one is missing was told
  if (whole) sections_read(check->arena, env, model, &sections, diag);
  if (!whole) check_parts(check, env, model, diag);
  if (!stands(SOCKET_ENV, env)) return;
  const World *world = check_world(check, env, whole, diag);
  Phase        compiled;
  if (world && phase) phase_compile(check->arena, phase, 0, world, &compiled, diag);
}

void check_plan(Check *check, const Plan *plan, bool whole, Diag *diag)
{
  const PhasePlan *last = NULL;
  if (plan->n_phases == 0) check_moment(check, plan->env, plan->model, NULL, whole, diag);
  for (int p = 0; p < plan->n_phases; p++) {
    const PhasePlan *phase = &plan->phase[p];
    bool             same  = last && last->env == phase->env && last->model == phase->model &&
                last->types == phase->types && last->except == phase->except;
    if (!same) check_moment(check, phase->env, phase->model, phase, whole, diag);
    last = phase;
  }
}
