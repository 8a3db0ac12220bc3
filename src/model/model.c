// Compiling: worlds, what can be seen in them, the network over that, and the phases.

#include "model/model.h"

#include <string.h>

#include "kind/agent.h"
#include "kind/plasticity.h"
#include "kind/policy.h"
#include "kind/signal.h"
#include "model/phase.h"
#include "model/sections.h"
#include "model/world.h"

enum { PHASES = 4096, LAZY_FROM = 64 };

// The world of an env node, compiled once for equal texts.
typedef struct Worlds {
  int          n;
  World      **world;
  const char **text;
} Worlds;

static int world_of(Arena *arena, Worlds *worlds, const Node *env, Diag *diag)
{
  Text text = {.arena = arena};
  node_canonical(env, &text);
  for (int w = 0; w < worlds->n; w++) {
    if (strcmp(worlds->text[w], text.start) == 0) return w;
  }
  World *world = world_read(arena, env, diag);
  if (!world) return -1;
  worlds->text[worlds->n]  = text.start;
  worlds->world[worlds->n] = world;
  return worlds->n++;
}

// What may not change from phase to phase: the kinds, and all that is not an animal's number.
static void check_same(Arena *arena, const Plan *plan, const Sections *sections, Diag *diag)
{
  Text first = {.arena = arena};
  sections_add(&sections[0], &first);
  for (int p = 1; p < plan->n_phases; p++) {
    Text here = {.arena = arena};
    sections_add(&sections[p], &here);
    if (strcmp(first.start, here.start) == 0) continue;
    diag_error(diag, plan->phase[p].place,
               "it may change the world, and numbers such as alpha or gain",
               "phase '%s' changes what the animals are made of, which is not built yet",
               plan->phase[p].name);
  }
}

static void *take(Arena *arena, int n, size_t size)
{
  return arena_take(arena, (size_t)n + 1, size);
}

// Arrays of an Anatomy for the sizes that stand in it.
static void anatomy_open(Arena *arena, Anatomy *a)
{
  int bundles       = a->n_features * a->n_outputs;
  a->active_start   = take(arena, a->n_observations + 1, sizeof(int));
  a->active_feature = take(arena, a->n_active, sizeof(int));
  a->active_value   = take(arena, a->n_active, sizeof(double));
  a->bundle_start   = take(arena, bundles + 1, sizeof(int));
  a->post           = take(arena, a->n_synapses, sizeof(int));
  a->readout        = take(arena, a->n_outputs, sizeof(double));
  a->contact_start  = take(arena, a->n_synapses + 1, sizeof(int));
  a->contact_cell   = take(arena, a->n_contacts, sizeof(int));
  a->cell_intact    = take(arena, a->n_cells, 1);
  a->hears          = take(arena, a->n_synapses, sizeof(double));
}

void model_wire(const Model *model, Stream *rewire, void *workspace, Anatomy *anatomy)
{
  anatomy->active_start[0] = anatomy->bundle_start[0] = anatomy->contact_start[0] = 0;
  model->network->wire(model->built_network, rewire, workspace, anatomy);
  memset(anatomy->cell_intact, 1, (size_t)anatomy->n_cells);
  for (int s = 0; s < anatomy->n_synapses; s++) anatomy->hears[s] = 1;
  if (model->signal->reach) model->signal->reach(&model->section[SOCKET_SIGNAL], anatomy);
}

int64_t model_wiring(const Model *model, int64_t seed)
{
  const NetworkKind *network = model->network;
  return network->wiring_of ? network->wiring_of(model->built_network, seed) : seed;
}

void model_copy_sizes(Arena *arena, const Model *model, Anatomy *anatomy)
{
  *anatomy = (Anatomy){0};
  model->network->size(model->built_network, anatomy);
  anatomy_open(arena, anatomy);
}

size_t model_workspace(const Model *model)
{
  return model->network->workspace ? model->network->workspace(model->built_network) : 0;
}

static bool build_network(Arena *arena, Model *model, const Node *written, Diag *diag)
{
  model->built_network = model->network->build(arena, &model->section[SOCKET_NETWORK], written,
                                               &model->seen, model->n_outputs, diag);
  if (!model->built_network) return false;
  model_copy_sizes(arena, model, &model->anatomy);
  model->own_wiring = model->network->own_wiring(model->built_network);
  model->n_synapses = model->anatomy.n_synapses;
  model_wire(model, NULL, arena_take(arena, model_workspace(model) + 1, 1), &model->anatomy);
  model->signal_reaches = model->signal->reach != NULL;
  return true;
}

static TraceForm trace_form(const Model *model, const Sections *phase, int n_phases)
{
  bool fades = false, quick = model->plasticity->dense && model->plasticity->dense(model);
  if (sections_consolidate(&phase[0])) return TRACE_DENSE;
  for (int p = 0; p < n_phases; p++) {
    double lambda = phase[p].section[SOCKET_PLASTICITY].setting[PLASTICITY_LAMBDA].number;
    double fade   = lambda * phase[p].section[SOCKET_AGENT].setting[AGENT_GAMMA].number;
    fades |= fade > 0;
    quick |= fade < 0.01;
  }
  if (!fades) return TRACE_NONE;
  return quick || model->n_synapses < LAZY_FROM ? TRACE_DENSE : TRACE_LAZY;
}

static void count_words(Model *model, const Sections *phase, int n_phases)
{
  bool outcome = false, reward = false, start = false;
  for (int w = 0; w < model->n_worlds; w++) {
    const World *world = model->world[w];
    int          n     = world->outcome_start[world->n_states * world->n_actions];
    for (int o = 0; o < n; o++) {
      outcome |= world->outcome_chance[o] < 1;
      reward |= world->outcome_varying[o] != NULL;
    }
    start |= world->start_start[world->n_types] > world->n_types;
  }
  for (int p = 0; p < model->n_phases; p++) start |= model->phase[p].order == ORDER_RANDOM;
  model->outcome_word = outcome ? model->env_words++ : -1;
  model->reward_word  = reward ? model->env_words++ : -1;
  model->start_word   = start ? model->env_words++ : -1;
  int choices         = model->n_actions < 2 ? 0 : model->agent->ahead ? 2 : 1;
  model->policy_words = model->policy->words * choices + model->agent->words;
  for (int p = 0; p < n_phases; p++) {
    if (phase[p].section[SOCKET_SIGNAL].setting[SIGNAL_NOISE].number > 0) model->noise_words = 1;
  }
}

// Kinds, from sections that were read.
static void plug_in(Model *model, const Sections *sections, const char *base)
{
  model->network    = (const NetworkKind *)sections->kind[SOCKET_NETWORK];
  model->agent      = (const AgentKind *)sections->kind[SOCKET_AGENT];
  model->policy     = (const PolicyKind *)sections->kind[SOCKET_POLICY];
  model->signal     = (const SignalKind *)sections->kind[SOCKET_SIGNAL];
  model->plasticity = (const PlasticityKind *)sections->kind[SOCKET_PLASTICITY];
  memcpy(model->section, sections->section, sizeof model->section);
  for (Socket s = 0; s < SOCKETS; s++) model->section[s].base = base;
  model->wants_probability = model->agent->full_credit || model->agent->expects;
}

static bool same_actions(const World *one, const World *other)
{
  bool same = one->n_actions == other->n_actions;
  for (int a = 0; same && one->n_actions > 1 && a < one->n_actions; a++)
    same = strcmp(one->action_name[a], other->action_name[a]) == 0;
  return same;
}

// All worlds, and phases that point to them.
static bool compile_worlds(Arena *arena, Model *model, const Plan *plan, Diag *diag)
{
  int    n      = plan->n_phases ? plan->n_phases : 1;
  Phase *phase  = arena_take(arena, (size_t)n, sizeof *phase);
  Worlds worlds = {0, arena_take(arena, (size_t)n, sizeof(World *)),
                   arena_take(arena, (size_t)n, sizeof(char *))};
  size_t before = diag_count(diag);
  for (int p = 0; p < n; p++) {
    int w = world_of(arena, &worlds, plan->n_phases ? plan->phase[p].env : plan->env, diag);
    if (w >= 0 && plan->n_phases)
      phase_compile(arena, &plan->phase[p], w, worlds.world[w], &phase[p], diag);
  }
  if (diag_count(diag) != before) return false;
  world_observe(arena, worlds.n, worlds.world, &model->seen);
  if (model->seen.n > WORLD_STATES) {
    diag_error(diag, plan->n_phases ? plan->phase[0].env->place : plan->env->place, NULL,
               "all worlds together show more than %d different things", WORLD_STATES);
    return false;
  }
  model->n_worlds  = worlds.n;
  model->world     = (const World **)worlds.world;
  model->phase     = phase;
  model->n_phases  = plan->n_phases;
  model->n_actions = worlds.world[0]->n_actions;
  for (int p = 1; p < plan->n_phases; p++) {
    if (same_actions(worlds.world[0], worlds.world[phase[p].world])) continue;
    diag_error(diag, plan->phase[p].place, NULL,
               "the world of phase '%s' has other actions than the first phase's",
               plan->phase[p].name);
  }
  return diag_count(diag) == before;
}

static bool check_agent(Model *model, const Sections *sections, Diag *diag)
{
  Place place = sections->section[SOCKET_AGENT].place;
  if (model->n_outputs > OUTPUTS) {
    diag_error(diag, place, NULL, "the agent reads out %d numbers; at most %d are possible",
               model->n_outputs, OUTPUTS);
    return false;
  }
  bool blind = model->agent->action_output < 0 && model->n_actions > 1;
  if (blind && !model->policy->fixed && !model->policy->by_values) {
    diag_error(diag, place, "policy: random, or an agent that values actions",
               "agent '%s' values states alone, so policy '%s' has nothing to choose by",
               model->agent->kind.name, model->policy->kind.name);
    return false;
  }
  if (model->policy->check && !model->policy->check(model, diag)) return false;
  if (model->plasticity->check && !model->plasticity->check(model, diag)) return false;
  if (model->policy->fixed)
    model->policy->fixed(&model->section[SOCKET_POLICY], model->n_actions, model->chance);
  return true;
}

Model *model_compile(Arena *arena, const Plan *plan, const char *base, Diag *diag)
{
  int       n_sections = plan->n_phases ? plan->n_phases : 1;
  size_t    before     = diag_count(diag);
  Model    *model      = arena_take(arena, 1, sizeof *model);
  Sections *sections   = arena_take(arena, (size_t)n_sections, sizeof *sections);
  if (plan->n_phases > PHASES) {
    diag_error(diag, plan->phase[PHASES].place, NULL, "more than %d phases", PHASES);
    return NULL;
  }
  for (int p = 0; p < n_sections; p++) {
    const PhasePlan *phase = plan->n_phases ? &plan->phase[p] : NULL;
    sections_read(arena, phase ? phase->env : plan->env, phase ? phase->model : plan->model,
                  &sections[p], diag);
  }
  if (diag_count(diag) != before) return NULL;
  check_same(arena, plan, sections, diag);
  plug_in(model, &sections[0], base);
  if (!compile_worlds(arena, model, plan, diag)) return NULL;
  model->n_outputs = model->agent->outputs(model->n_actions);
  if (!check_agent(model, &sections[0], diag)) return NULL;
  const Node *written = plan->n_phases ? plan->phase[0].model : plan->model;
  if (!build_network(arena, model, written ? node_get(written, socket_name(SOCKET_NETWORK)) : NULL,
                     diag))
    return NULL;
  model->trace = trace_form(model, sections, n_sections);
  count_words(model, sections, n_sections);
  return diag_count(diag) == before ? model : NULL;
}

void model_probe(Model *model, int n_probes, Probe *probe)
{
  model->n_probes      = n_probes;
  model->probe         = probe;
  model->record_length = 0;
  for (int p = 0; p < n_probes; p++) {
    probe[p].offset = model->record_length;
    model->record_length += probe[p].cells;
    model->wants_probability |= probe[p].measure->needs_probability;
  }
}

const World *model_world(const Model *model, int phase)
{
  return model->world[model->n_phases ? model->phase[phase].world : 0];
}
