// Studies: conditions that differ in numbers alone share a model; equal wishes share a probe.

#include "experiment/study.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "experiment/doubt.h"
#include "experiment/keep.h"
#include "experiment/sister.h"
#include "model/check.h"
#include "model/model.h"
#include "store/record.h"

// ---- models ------------------------------------------------------------------------------------

// The model of a condition: an earlier one's where nothing but numbers differs. NULL after
// complaints, of the first condition with that key.
static Model *find_model(Arena *arena, Study *study, const char **key, int c, const char *base,
                         Check *check, Diag *diag)
{
  const Plan *plan   = &study->experiment->condition[c].plan;
  size_t      before = diag_count(diag);
  const char *own    = model_key(arena, plan, diag);
  if (diag_count(diag) != before) {
    check_plan(check, plan, true, diag);
    return NULL;
  }
  int m = 0;
  while (m < study->n_models && strcmp(key[m], own) != 0) m++;
  if (m < study->n_models) return study->model[m];
  key[m]          = own;
  study->model[m] = model_compile(arena, plan, base, diag);
  study->n_models++;
  return study->model[m];
}

// A mistake in one condition does not hide those of the others.
static bool compile_models(Arena *arena, Study *study, const char *base, Diag *diag)
{
  const Experiment  *e = study->experiment;
  size_t             n = (size_t)e->n_conditions, before = diag_count(diag);
  const char       **key        = arena_take(arena, n, sizeof *key);
  int               *model_of   = arena_take(arena, n, sizeof *model_of);
  const Model      **model_at   = arena_take(arena, n, sizeof *model_at);
  const Parameters **parameters = arena_take(arena, n, sizeof *parameters);
  Check             *check      = check_open(arena);
  study->model                  = arena_take(arena, n, sizeof *study->model);
  for (int c = 0; c < e->n_conditions; c++) {
    Model *model = find_model(arena, study, key, c, base, check, diag);
    if (!model) continue;
    while (study->model[model_of[c]] != model) model_of[c]++;
    model_at[c]   = model;
    parameters[c] = model_parameters(arena, model, &e->condition[c].plan, diag);
  }
  study->model_of   = model_of;
  study->model_at   = model_at;
  study->parameters = parameters;
  return diag_count(diag) == before;
}

// ---- wishes ------------------------------------------------------------------------------------

static bool read_wishes(Arena *arena, Study *study, Diag *diag)
{
  size_t before = diag_count(diag);
  study->claims = claims_read(arena, study->experiment, study->model_at, &study->requests,
                              &study->n_claims, diag);
  keep_tables(arena, study, diag);
  keep_pictures(arena, study, diag);
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
      const Request *request = study->requests.request[r];
      if (!wanted || !request_probe(arena, request, study->model[m], &probe[n])) continue;
      bool twice = false;
      for (int p = 0; p < n; p++) twice |= strcmp(probe[p].name, probe[n].name) == 0;
      n += !twice;
    }
    model_probe(study->model[m], n, probe);
    if (study->model[m]->record_length <= STUDY_NUMBERS) continue;
    diag_error(diag, (Place){study->experiment->file, 0, 0},
               "record less, or average over more axes",
               "every animal would leave %zu numbers; %d are the most",
               study->model[m]->record_length, STUDY_NUMBERS);
    return false;
  }
  return true;
}

// ---- identity ----------------------------------------------------------------------------------

static void add_phase(Arena *arena, Text *text, const PhasePlan *phase, Diag *diag)
{
  text_print(text, "%s %lld %lld %s %d %d\n", phase->name, (long long)phase->episodes,
             (long long)phase->steps, phase->order ? phase->order : "cycle", phase->learn,
             phase->reset_weights);
  if (phase->types) node_canonical(phase->types, text);
  text_add(text, "\n");
  if (phase->except) node_canonical(phase->except, text);
  text_add(text, "\n");
  node_canonical(model_resolved(arena, phase->env, phase->model, diag), text);
  text_add(text, "\n");
}

// Everything that determines a run but its seed: program, settings with all defaults, the
// network's data, and which numbers are kept.
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

typedef struct Digest {
  const char *hex;
  int         condition;
} Digest;

static int by_digest(const void *left, const void *right)
{
  const Digest *a = left, *b = right;
  int           order = strcmp(a->hex, b->hex);
  return order ? order : (a->condition > b->condition) - (a->condition < b->condition);
}

// Conditions may come to the same settings (a group that says a default): they are run once.
static const int *find_twins(Arena *arena, int n, const char *const *digest)
{
  int    *twin   = arena_take(arena, (size_t)n, sizeof *twin);
  Digest *sorted = arena_take(arena, (size_t)n, sizeof *sorted);
  for (int c = 0; c < n; c++) sorted[c] = (Digest){digest[c], c};
  qsort(sorted, (size_t)n, sizeof *sorted, by_digest);
  for (int i = 0; i < n; i++) {
    bool same                 = i > 0 && strcmp(sorted[i].hex, sorted[i - 1].hex) == 0;
    twin[sorted[i].condition] = same ? twin[sorted[i - 1].condition] : sorted[i].condition;
  }
  return twin;
}

Study *study_compile(Arena *arena, const Experiment *experiment, Diag *diag)
{
  Study       *study  = arena_take(arena, 1, sizeof *study);
  const char **digest = arena_take(arena, (size_t)experiment->n_conditions, sizeof *digest);
  const char **label  = arena_take(arena, (size_t)experiment->n_conditions, sizeof *label);
  study->experiment   = experiment;
  if (!compile_models(arena, study, sister_folder(arena, experiment->file), diag)) {
    doubt_words(arena, experiment, diag);
    return NULL;
  }
  if (!read_wishes(arena, study, diag)) return NULL;
  if (!place_probes(arena, study, diag)) return NULL;
  for (int c = 0; c < experiment->n_conditions; c++) {
    digest[c] = digest_of(arena, study, c, diag);
    label[c]  = experiment_label(arena, experiment, c);
  }
  study->digest = digest;
  study->label  = label;
  study->twin   = find_twins(arena, experiment->n_conditions, digest);
  return study;
}

Judgement *study_judge(Arena *arena, const Study *study, const Source *source, int *fails)
{
  Judgement *judgement = arena_take(arena, (size_t)study->n_claims + 1, sizeof *judgement);
  *fails               = 0;
  for (int c = 0; c < study->n_claims; c++) {
    judgement[c] = claim_judge(arena, study->claims, c, source);
    *fails += judgement[c].verdict == VERDICT_FAIL;
  }
  return judgement;
}
