// Exact values: one solution for each world, discount and policy.

#include "experiment/exact.h"

#include <math.h>

#include "kind/agent.h"
#include "kind/policy.h"

typedef struct ExactValues {
  const World  *world;
  double        gamma;
  const double *value;
} ExactValues;

double exact_gamma(const Condition *condition, int phase)
{
  int         n;
  double      gamma = socket_fields(SOCKET_AGENT, &n)[AGENT_GAMMA].standard;
  const Plan *plan  = &condition->plan;
  const Node *model = phase >= 0 && phase < plan->n_phases ? plan->phase[phase].model : NULL;
  if (!model) model = condition->model;
  const Node *agent = model ? node_get(model, "agent") : NULL;
  const Node *own   = agent && agent->type == NODE_MAP ? node_get(agent, "gamma") : NULL;
  if (own && own->type == NODE_SCALAR) text_to_number(own->text, &gamma);
  return gamma;
}

// The chance of every action in every state (n_states x n_actions); NULL: the policy depends on
// what was learnt.
static const double *fixed_policy(Arena *arena, const Model *model, const World *world,
                                  ExactPolicy policy)
{
  size_t actions = (size_t)world->n_actions, states = (size_t)world->n_states;
  double each[ACTIONS];
  bool   own = policy == POLICY_OF_MODEL && actions > 1;
  if (own && !(model->policy && model->policy->fixed)) return NULL;
  for (size_t a = 0; a < actions; a++) each[a] = 1 / (double)actions;
  if (own) model->policy->fixed(&model->section[SOCKET_POLICY], (int)actions, each);
  double *chance = arena_take(arena, states * actions, sizeof *chance);
  for (size_t i = 0; i < states * actions; i++) chance[i] = each[i % actions];
  return chance;
}

static const double *solve(Arena *arena, const Layout *layout, const World *world, double gamma,
                           ExactPolicy policy, ExactMemory *memory, Place place, Diag *diag)
{
  for (size_t i = 0; i < memory->n; i++) {
    const ExactValues *known = &memory->known[i];
    if (known->world == world && known->gamma == gamma) return known->value;
  }
  const MeasureKind *measure = layout->probe.measure;
  const Model       *model   = layout->model;
  int                n       = measure_elements(model, world, measure->elements);
  double            *value   = arena_take(arena, (size_t)n, sizeof *value);
  const char        *problem = NULL;
  const double      *chance  = fixed_policy(arena, model, world, policy);
  if (!measure->exact(arena, world, gamma, chance, value, &problem)) {
    diag_error(diag, place, chance ? NULL : "{kind: exact.values, policy: random}", "'%s': %s",
               measure->name, problem ? problem : "there is none");
    return NULL;
  }
  memory->known =
      arena_grow(arena, memory->known, &memory->capacity, memory->n + 1, sizeof *memory->known);
  memory->known[memory->n++] = (ExactValues){world, gamma, value};
  return value;
}

bool exact_fill(Arena *arena, const Layout *layout, const Condition *condition, ExactPolicy policy,
                ExactMemory *memory, Place place, double *out, Diag *diag)
{
  const Probe *probe = &layout->probe;
  double      *count = arena_take(arena, probe->cells, sizeof *count);
  for (size_t i = 0; i < probe->cells; i++) out[i] = 0;
  int n = layout->n_phases > 0 ? layout->n_phases : 1;
  for (int i = 0; i < n; i++) {
    int    phase = layout->n_phases > 0 ? layout->phase[i] : -1;
    size_t cell = layout->n_phases > 0 ? (size_t)layout->phase_level[i] * layout->phase_stride : 0;
    const double *value = solve(arena, layout, layout_world(layout->model, phase),
                                exact_gamma(condition, phase), policy, memory, place, diag);
    if (!value) return false;
    for (int k = 0; k < probe->n_elements; k++) {
      double x  = value[probe->element ? probe->element[k] : k];
      size_t at = cell + (probe->element_cell ? probe->element_cell[k] : 0);
      if (isnan(x)) continue;
      out[at] += x;
      count[at]++;
    }
  }
  for (size_t i = 0; i < probe->cells; i++) out[i] = count[i] > 0 ? out[i] / count[i] : NAN;
  return true;
}
