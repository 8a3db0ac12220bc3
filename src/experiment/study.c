// Studies: conditions that differ in numbers alone share a model; equal wishes share a probe.

#include "experiment/study.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "experiment/sister.h"
#include "model/model.h"
#include "store/record.h"

// ---- models ---------------------------------------------------------------------------------------------------

static bool compile_models(Arena *arena, Study *study, const char *base, Diag *diag)
{
  const Experiment *e          = study->experiment;
  size_t            n          = (size_t)e->n_conditions, before = diag_count(diag);
  const char      **key        = arena_take(arena, n, sizeof *key);
  int              *model_of   = arena_take(arena, n, sizeof *model_of);
  const Model     **model_at   = arena_take(arena, n, sizeof *model_at);
  const Parameters **parameters = arena_take(arena, n, sizeof *parameters);
  study->model = arena_take(arena, n, sizeof *study->model);
  for (int c = 0; c < e->n_conditions; c++) {
    const char *own = model_key(arena, &e->condition[c].plan, diag);
    if (diag_count(diag) != before) return false;
    int m = 0;
    while (m < study->n_models && strcmp(key[m], own) != 0) m++;
    if (m == study->n_models) {
      key[m]          = own;
      study->model[m] = model_compile(arena, &e->condition[c].plan, base, diag);
      if (!study->model[m]) return false;
      study->n_models++;
    }
    model_of[c]   = m;
    model_at[c]   = study->model[m];
    parameters[c] = model_parameters(arena, study->model[m], &e->condition[c].plan, diag);
  }
  study->model_of   = model_of;
  study->model_at   = model_at;
  study->parameters = parameters;
  return diag_count(diag) == before;
}

// ---- wishes ---------------------------------------------------------------------------------------------------

static Node *put_text(Arena *arena, Node *map, const char *key, const char *text)
{
  Place place = {0};
  node_put(arena, map, key, place, node_scalar(arena, text, place));
  return map;
}

static void keep(Arena *arena, Study *study, size_t *room, const char *name, const char *measure, int phase,
                 const Node *words, const Node *by, Diag *diag)
{
  Keeping keeping = {.name = name, .measure = measure, .phase = phase};
  keeping.request = request_read(arena, study->experiment, study->model_at, words, NULL, by, &study->requests, diag);
  if (!keeping.request) return;
  study->keeping = arena_grow(arena, study->keeping, room, (size_t)study->n_keepings + 1, sizeof *study->keeping);
  study->keeping[study->n_keepings++] = keeping;
}

// Unless `record` has its own word on `curves`: steps and return of every episode of every phase.
static void keep_curves(Arena *arena, Study *study, size_t *room, Diag *diag)
{
  static const char *const measures[] = {"steps", "return"};
  const Plan              *plan       = &study->experiment->condition[0].plan;
  for (int p = 0; p < plan->n_phases; p++) {
    if (plan->phase[p].episodes == 0) continue;
    for (int m = 0; m < 2; m++) {
      Place place = plan->phase[p].place;
      Node *words = node_new(arena, NODE_MAP, place), *over = node_new(arena, NODE_MAP, place);
      Node *by    = node_new(arena, NODE_LIST, place);
      put_text(arena, words, "measure", measures[m]);
      put_text(arena, over, "phase", plan->phase[p].name);
      node_put(arena, words, "over", place, over);
      node_append(by, node_scalar(arena, "episode", place));
      keep(arena, study, room, NULL, measures[m], p, words, by, diag);
    }
  }
}

// One entry of `record`: its measure may be a list.
static void keep_written(Arena *arena, Study *study, size_t *room, const Node *wish, Diag *diag)
{
  static const char *const keys[]  = {"measure", "over", "by", NULL};
  const Node              *measure = wish->type == NODE_MAP ? node_get(wish, "measure") : NULL;
  if (!measure) {
    diag_error(diag, wish->place, NULL, "a recording is a map with measure, over and by");
    return;
  }
  node_only(wish, keys, diag);
  const Node *by  = node_get(wish, "by") ? node_get(wish, "by") : node_new(arena, NODE_LIST, wish->place);
  const Node *one = measure->type == NODE_LIST ? measure->first : measure;
  for (; one; one = measure->type == NODE_LIST ? one->next : NULL) {
    Node       *words = node_copy(arena, wish);
    const Node *named = one->type == NODE_MAP ? node_get(one, "kind") : one;
    node_put(arena, words, "measure", one->place, node_copy(arena, one));
    keep(arena, study, room, wish->key, named ? named->text : "?", -1, words, by, diag);
  }
}

static void read_pictures(Arena *arena, Study *study, Diag *diag)
{
  const Node *figures = study->experiment->figures;
  if (!figures) return;
  study->picture = arena_take(arena, figures->size + 1, sizeof *study->picture);
  for (const Node *node = figures->first; node; node = node->next) {
    Place place = node->place;
    Node *by    = node_new(arena, NODE_LIST, place);
    for (const char *const *key = (const char *const[]){"against", "lines", "panels", NULL}; *key; key++) {
      const Node *axis = node->type == NODE_MAP ? node_get(node, *key) : NULL;
      if (axis && axis->type == NODE_SCALAR) node_append(by, node_scalar(arena, axis->text, axis->place));
      for (const Node *a = axis && axis->type == NODE_LIST ? axis->first : NULL; a; a = a->next) {
        node_append(by, node_scalar(arena, a->text, a->place));
      }
    }
    Request *request =
        request_read(arena, study->experiment, study->model_at, node, NULL, by, &study->requests, diag);
    study->picture[study->n_pictures++] = (Picture){node->key, node, request};
  }
}

static bool read_wishes(Arena *arena, Study *study, Diag *diag)
{
  const Experiment *e      = study->experiment;
  size_t            before = diag_count(diag), room = 0;
  study->claims = claims_read(arena, e, study->model_at, &study->requests, &study->n_claims, diag);
  const Node *curves = e->record ? node_get(e->record, "curves") : NULL;
  if (!curves) keep_curves(arena, study, &room, diag);
  for (const Node *wish = e->record ? e->record->first : NULL; wish; wish = wish->next) {
    bool none = wish == curves && wish->type == NODE_SCALAR && strcmp(wish->text, "none") == 0;
    if (!none) keep_written(arena, study, &room, wish, diag);
  }
  read_pictures(arena, study, diag);
  return diag_count(diag) == before;
}

// Each model's probes: those of all wishes that some condition of the model is wanted for.
static bool place_probes(Arena *arena, Study *study, Diag *diag)
{
  for (int m = 0; m < study->n_models; m++) {
    Probe *probe = arena_take(arena, (size_t)study->requests.n + 1, sizeof *probe);
    int    n     = 0;
    for (int r = 0; r < study->requests.n; r++) {
      bool wanted = false;
      for (int c = 0; c < study->experiment->n_conditions; c++) {
        wanted |= study->model_of[c] == m && request_wants(study->requests.request[r], c);
      }
      if (!wanted || !request_probe(arena, study->requests.request[r], study->model[m], &probe[n])) continue;
      bool twice = false;
      for (int p = 0; p < n; p++) twice |= strcmp(probe[p].name, probe[n].name) == 0;
      n += !twice;
    }
    model_probe(study->model[m], n, probe);
    if (study->model[m]->record_length <= (size_t)1 << 28) continue;
    diag_error(diag, (Place){study->experiment->file, 0, 0}, "record less, or average over more axes",
               "every animal would leave %zu numbers", study->model[m]->record_length);
    return false;
  }
  return true;
}

// ---- identity -------------------------------------------------------------------------------------------------

static void add_phase(Arena *arena, Text *text, const PhasePlan *phase, Diag *diag)
{
  text_print(text, "%s %lld %lld %s %d %d\n", phase->name, (long long)phase->episodes, (long long)phase->steps,
             phase->order ? phase->order : "cycle", phase->learn, phase->reset_weights);
  if (phase->types) node_canonical(phase->types, text);
  text_add(text, "\n");
  if (phase->except) node_canonical(phase->except, text);
  text_add(text, "\n");
  node_canonical(model_resolved(arena, phase->env, phase->model, diag), text);
  text_add(text, "\n");
}

// Everything that determines a run but its seed: program, settings with all defaults, the network's data, and which
// numbers are kept.
static const char *digest_of(Arena *arena, const Study *study, int condition, Diag *diag)
{
  const Plan  *plan  = &study->experiment->condition[condition].plan;
  const Model *model = study->model_at[condition];
  char        *hex   = arena_take(arena, 65, 1);
  Text         text  = {.arena = arena};
  Hash         hash;
  hash_open(&hash);
  text_print(&text, "results %d\n", RECORD_RESULTS);
  for (int p = 0; p < plan->n_phases; p++) add_phase(arena, &text, &plan->phase[p], diag);
  hash_add_text(&hash, text.start);
  if (model->network->digest) model->network->digest(model->built_network, &hash);
  for (int p = 0; p < model->n_probes; p++) hash_add_text(&hash, model->probe[p].name);
  hash_close(&hash, hex);
  return hex;
}

void study_run_id(const Study *study, int condition, int seed, char id[65])
{
  char text[32];
  Hash hash;
  hash_open(&hash);
  hash_add_text(&hash, study->digest[condition]);
  text_from_count(text, study->experiment->seed[seed]);
  hash_add_text(&hash, text);
  hash_close(&hash, id);
}

Study *study_compile(Arena *arena, const Experiment *experiment, Diag *diag)
{
  Study       *study  = arena_take(arena, 1, sizeof *study);
  const char **digest = arena_take(arena, (size_t)experiment->n_conditions, sizeof *digest);
  const char **label  = arena_take(arena, (size_t)experiment->n_conditions, sizeof *label);
  study->experiment   = experiment;
  if (!compile_models(arena, study, sister_folder(arena, experiment->file), diag)) return NULL;
  if (!read_wishes(arena, study, diag)) return NULL;
  if (!place_probes(arena, study, diag)) return NULL;
  for (int c = 0; c < experiment->n_conditions; c++) {
    digest[c] = digest_of(arena, study, c, diag);
    label[c]  = experiment_label(arena, experiment, c);
  }
  study->digest = digest;
  study->label  = label;
  return study;
}
