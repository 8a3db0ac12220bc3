// Sections: reading the sockets of a plan's model, its key, and its animals' numbers.

#include "model/sections.h"

#include <assert.h>
#include <math.h>

#include "kind/agent.h"
#include "kind/plasticity.h"
#include "kind/signal.h"
#include "model/model.h"

void sections_only(const Node *model, Diag *diag)
{
  const char *names[SOCKETS + 1] = {0};
  int         n                  = 0;
  for (Socket s = SOCKET_NETWORK; s < SOCKET_MEASURE; s++) names[n++] = socket_name(s);
  if (model && model->type == NODE_MAP) node_only(model, names, diag);
}

bool sections_read(Arena *arena, const Node *env, const Node *model, Sections *sections,
                   Diag *diag)
{
  size_t before = diag_count(diag);
  sections_only(model, diag);
  if (model && model->type != NODE_MAP)
    diag_error(diag, model->place, NULL, "'model' must be a map of sections");
  sections->kind[SOCKET_ENV] =
      kind_read(arena, SOCKET_ENV, env, &sections->section[SOCKET_ENV], diag);
  for (Socket s = SOCKET_NETWORK; s < SOCKET_MEASURE; s++) {
    const Node *node  = model && model->type == NODE_MAP ? node_get(model, socket_name(s)) : NULL;
    sections->kind[s] = kind_read(arena, s, node, &sections->section[s], diag);
  }
  return diag_count(diag) == before;
}

static double number(const Sections *sections, Socket socket, int field)
{
  return sections->section[socket].setting[field].number;
}

bool sections_consolidate(const Sections *sections)
{
  const AgentKind *agent = (const AgentKind *)sections->kind[SOCKET_AGENT];
  return agent->whole_return || number(sections, SOCKET_AGENT, AGENT_UPDATES) == 1;
}

bool sections_silent(const Sections *sections)
{
  double negative = number(sections, SOCKET_SIGNAL, SIGNAL_GAIN_NEGATIVE);
  return number(sections, SOCKET_SIGNAL, SIGNAL_GAIN) == 0 && (isnan(negative) || negative == 0) &&
         number(sections, SOCKET_SIGNAL, SIGNAL_NOISE) == 0;
}

// ---- key

// All but the animals' numbers: resolved, so that a default that is written out changes nothing.
static void add_section(Text *out, Socket socket, const Kind *kind, const Section *section)
{
  text_print(out, "%s:%s{", socket_name(socket), kind->name);
  for (int f = 0; f < section->n_fields; f++) {
    const Field   *field   = &section->fields[f];
    const Setting *setting = &section->setting[f];
    bool           number  = field->type <= FIELD_WORD ||
                  (field->type == FIELD_VALUE && setting->value.form == VALUE_CONSTANT);
    if (field->scope == SCOPE_ANIMAL || (!number && !setting->node)) continue;
    text_print(out, "%s=", field->key);
    if (number) text_add_number(out, setting->number);
    if (!number) node_canonical(setting->node, out);
    text_add(out, ";");
  }
  text_add(out, "}");
}

void sections_add(const Sections *sections, Text *out)
{
  for (Socket s = SOCKET_NETWORK; s < SOCKET_MEASURE; s++)
    add_section(out, s, sections->kind[s], &sections->section[s]);
}

static void add_phase(Arena *arena, Text *out, const PhasePlan *phase, Diag *diag)
{
  Sections sections;
  if (!sections_read(arena, phase->env, phase->model, &sections, diag)) return;
  text_print(out, "phase %s %lld %lld %s %d %d ", phase->name, (long long)phase->episodes,
             (long long)phase->steps, phase->order ? phase->order : "cycle", phase->learn,
             phase->reset_weights);
  if (phase->types) node_canonical(phase->types, out);
  text_add(out, "/");
  if (phase->except) node_canonical(phase->except, out);
  text_add(out, "/");
  node_canonical(phase->env, out);
  sections_add(&sections, out);
  double fade = number(&sections, SOCKET_PLASTICITY, PLASTICITY_LAMBDA) *
                number(&sections, SOCKET_AGENT, AGENT_GAMMA);
  bool noisy = number(&sections, SOCKET_SIGNAL, SIGNAL_NOISE) > 0;
  text_print(out, " fade %d noise %d\n", fade == 0 ? 0 : fade < 0.01 ? 1 : 2, noisy);
}

const char *model_key(Arena *arena, const Plan *plan, Diag *diag)
{
  Text      out  = {.arena = arena};
  PhasePlan none = {.name = "", .learn = true, .env = plan->env, .model = plan->model};
  for (int p = 0; p < plan->n_phases; p++) add_phase(arena, &out, &plan->phase[p], diag);
  if (plan->n_phases == 0) add_phase(arena, &out, &none, diag);
  return out.start ? out.start : "";
}

// ---- numbers

Parameters *model_parameters(Arena *arena, const Model *model, const Plan *plan, Diag *diag)
{
  Parameters *parameters = arena_take(arena, (size_t)plan->n_phases, sizeof *parameters);
  for (int p = 0; p < plan->n_phases; p++) {
    Sections sections;
    if (!sections_read(arena, plan->phase[p].env, plan->phase[p].model, &sections, diag))
      return NULL;
    for (Socket s = SOCKET_ENV; s < SOCKET_MEASURE; s++) {
      assert(sections.section[s].n_fields <= ROWS);
      for (int f = 0; f < sections.section[s].n_fields; f++)
        parameters[p].row[s][f] = number(&sections, s, f);
    }
    double *signal  = parameters[p].row[SOCKET_SIGNAL];
    double *plastic = parameters[p].row[SOCKET_PLASTICITY];
    if (isnan(signal[SIGNAL_GAIN_NEGATIVE])) signal[SIGNAL_GAIN_NEGATIVE] = signal[SIGNAL_GAIN];
    if (model->agent->whole_return) plastic[PLASTICITY_LAMBDA] = 1;
    if (!plan->phase[p].learn) plastic[PLASTICITY_ALPHA] = 0;
  }
  return parameters;
}

// ---- writing

static Node *write_section(Arena *arena, const Kind *kind, const Section *section, Place place)
{
  Node *map = node_new(arena, NODE_MAP, place);
  node_put(arena, map, "kind", place, node_scalar(arena, kind->name, place));
  section_write(arena, section, map);
  return map;
}

Node *model_resolved(Arena *arena, const Node *env, const Node *model, Diag *diag)
{
  Sections sections;
  Place    place = {0};
  if (!sections_read(arena, env, model, &sections, diag)) return NULL;
  Node *both = node_new(arena, NODE_MAP, place), *all = node_new(arena, NODE_MAP, place);
  node_put(arena, both, "env", place,
           write_section(arena, sections.kind[SOCKET_ENV], &sections.section[SOCKET_ENV], place));
  for (Socket s = SOCKET_NETWORK; s < SOCKET_MEASURE; s++) {
    node_put(arena, all, socket_name(s), place,
             write_section(arena, sections.kind[s], &sections.section[s], place));
  }
  node_put(arena, both, "model", place, all);
  return both;
}
