// Keeping: tables and pictures, from `record` and `figures` to requests.

#include "experiment/keep.h"

#include <string.h>

enum { CURVE = 1 << 21 };   // episodes

static Node *put_text(Arena *arena, Node *map, const char *key, const char *text)
{
  Place place = {0};
  node_put(arena, map, key, place, node_scalar(arena, text, place));
  return map;
}

static Keeping *keep(Arena *arena, Study *study, size_t *room, const char *measure,
                     const Node *words, const Node *by, Diag *diag)
{
  Request *request = request_read(arena, study->experiment, study->model_at, words, NULL, by,
                                  &study->requests, diag);
  if (!request) return NULL;
  study->keeping = arena_grow(arena, study->keeping, room, (size_t)study->n_keepings + 1,
                              sizeof *study->keeping);
  Keeping *kept  = &study->keeping[study->n_keepings++];
  *kept          = (Keeping){.measure = measure, .request = request};
  return kept;
}

// How often a condition goes through a phase of that name that counts episodes.
static int count_phases(const Condition *condition, const char *name)
{
  int n = 0;
  for (int p = 0; p < condition->plan.n_phases; p++) {
    const PhasePlan *phase = &condition->plan.phase[p];
    n += phase->episodes > 0 && strcmp(phase->name, name) == 0;
  }
  return n;
}

// The groups that go through the phase; NULL: all do. *many: some do so several times.
static Node *groups_of(Arena *arena, const Experiment *e, const char *name, bool *many)
{
  Place       place  = {0};
  Node       *groups = node_new(arena, NODE_LIST, place);
  const char *last   = NULL;
  bool        all    = true;
  *many              = false;
  for (int c = 0; c < e->n_conditions; c++) {
    const char *group = e->n_axes > 0 ? e->condition[c].level[0] : NULL;
    int         n     = count_phases(&e->condition[c], name);
    all               = all && n > 0;
    *many             = *many || n > 1;
    if (n == 0 || !group || (last && strcmp(last, group) == 0)) continue;
    node_append(groups, node_scalar(arena, group, place));
    last = group;
  }
  return all ? NULL : groups;
}

// Steps and return of every episode of a phase.
static void keep_phase(Arena *arena, Study *study, size_t *room, const PhasePlan *phase,
                       Diag *diag)
{
  static const char *const measures[] = {"steps", "return"};
  const Experiment        *e          = study->experiment;
  bool                     many;
  Place                    place  = phase->place;
  Node                    *groups = groups_of(arena, e, phase->name, &many);
  if (many) return;
  if (phase->episodes > CURVE) {
    diag_error(diag, place, "record: {curves: none}",
               "a curve of %lld episodes is too long; %d are the most",
               (long long)phase->episodes, CURVE);
    return;
  }
  for (int m = 0; m < 2; m++) {
    Node *words = node_new(arena, NODE_MAP, place), *over = node_new(arena, NODE_MAP, place);
    Node *by = node_new(arena, NODE_LIST, place);
    put_text(arena, words, "measure", measures[m]);
    put_text(arena, over, "phase", phase->name);
    if (groups) node_put(arena, over, e->axis[0].name, place, node_copy(arena, groups));
    node_put(arena, words, "over", place, over);
    node_append(by, node_scalar(arena, "episode", place));
    Keeping *kept = keep(arena, study, room, measures[m], words, by, diag);
    if (kept) kept->phase = phase->name;
  }
}

// Unless `record` has its own word on `curves`: those of all phases that any condition goes
// through. Phases that are repeated under one name have none: there is no axis yet that tells
// their laps apart.
static void keep_curves(Arena *arena, Study *study, size_t *room, Diag *diag)
{
  for (int c = 0; c < study->experiment->n_conditions; c++) {
    const Plan *plan = &study->experiment->condition[c].plan;
    for (int p = 0; p < plan->n_phases; p++) {
      bool known = plan->phase[p].episodes == 0;
      for (int k = 0; k < study->n_keepings; k++) {
        known = known || strcmp(study->keeping[k].phase, plan->phase[p].name) == 0;
      }
      if (!known) keep_phase(arena, study, room, &plan->phase[p], diag);
    }
  }
}

// A word of the user's becomes a file's name.
static bool check_name(const Node *entry, Diag *diag)
{
  static const char *const taken[] = {"summary", "claims", NULL};
  size_t                   length  = strlen(entry->key);
  for (const char *const *word = taken; *word; word++) {
    if (strcmp(entry->key, *word) != 0) continue;
    diag_error(diag, entry->key_place, NULL, "'%s.csv' is written anyhow; take another name",
               *word);
    return false;
  }
  bool good = length > 0 && length <= 100 && entry->key[0] != '.' && entry->key[0] != '-';
  for (const char *c = entry->key; *c && good; c++) {
    good = (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') ||
           strchr("_-.", *c);
  }
  if (!good) {
    diag_error(diag, entry->key_place, "letters, digits, '_', '-' and '.' inside",
               "%s becomes the name of a file and cannot be one", node_name(entry).text);
  }
  return good;
}

// All measures of one recording stand side by side in one table.
static bool same_axes(const Request *one, const Request *other)
{
  TensorAxis a[TENSOR_AXES], b[TENSOR_AXES];
  int        n = request_axes(one, a);
  if (request_axes(other, b) != n) return false;
  for (int i = 0; i < n; i++) {
    if (strcmp(a[i].name, b[i].name) != 0 || a[i].n != b[i].n) return false;
  }
  return true;
}

// One entry of `record`: its measure may be a list.
static void keep_written(Arena *arena, Study *study, size_t *room, const Node *wish, Diag *diag)
{
  static const char *const keys[]  = {"measure", "over", "by", NULL};
  const Node              *measure = wish->type == NODE_MAP ? node_get(wish, "measure") : NULL;
  if (!check_name(wish, diag)) return;
  if (!measure || (measure->type == NODE_LIST && measure->size == 0)) {
    diag_error(diag, wish->place, "{measure: values, over: {episode: last}, by: [state]}",
               "a recording is a map with measure, over and by");
    return;
  }
  node_only(wish, keys, diag);
  const Node *by = node_get(wish, "by");
  if (by && by->type != NODE_LIST) {
    diag_error(diag, by->place, "by: [episode]", "'by' takes a list of axes");
    return;
  }
  if (!by) by = node_new(arena, NODE_LIST, wish->place);
  const Node *one   = measure->type == NODE_LIST ? measure->first : measure;
  int         first = study->n_keepings;
  for (; one; one = measure->type == NODE_LIST ? one->next : NULL) {
    Node       *words = node_copy(arena, wish);
    const Node *named = one->type == NODE_MAP ? node_get(one, "kind") : one;
    node_put(arena, words, "measure", one->place, node_copy(arena, one));
    Keeping *kept =
        keep(arena, study, room, named && named->text ? named->text : "?", words, by, diag);
    if (!kept) continue;
    kept->name = wish->key;
    if (same_axes(study->keeping[first].request, kept->request)) continue;
    diag_error(diag, one->place, "give it an entry of its own",
               "'%s' has other axes than '%s' and cannot stand beside it", kept->measure,
               study->keeping[first].measure);
  }
}

void keep_tables(Arena *arena, Study *study, Diag *diag)
{
  const Experiment *e      = study->experiment;
  size_t            room   = 0;
  const Node       *curves = e->record ? node_get(e->record, "curves") : NULL;
  if (!curves && study->model_at) keep_curves(arena, study, &room, diag);
  for (const Node *wish = e->record ? e->record->first : NULL; wish; wish = wish->next) {
    bool none = wish == curves && wish->type == NODE_SCALAR && strcmp(wish->text, "none") == 0;
    if (!none) keep_written(arena, study, &room, wish, diag);
  }
}

// The axes that a figure names, one after the other.
static Node *axes_of(Arena *arena, const Node *figure, Diag *diag)
{
  static const char *const keys[] = {"against", "lines", "panels", NULL};
  Node                    *by     = node_new(arena, NODE_LIST, figure->place);
  for (const char *const *key = keys; *key; key++) {
    const Node *axis  = figure->type == NODE_MAP ? node_get(figure, *key) : NULL;
    bool        plane = axis && axis->type == NODE_LIST && axis->size == 2 && key == keys;
    if (!axis) continue;
    const Node *word = plane ? axis->first : axis;
    for (; word; word = plane ? word->next : NULL) {
      if (word->type == NODE_SCALAR) {
        node_append(by, node_scalar(arena, word->text, word->place));
      } else {
        const char *hint = key == keys ? "two of them for a heatmap: [time, trial]" : NULL;
        diag_error(diag, word->place, hint, "'%s' takes the name of an axis", *key);
      }
    }
  }
  return by;
}

void keep_pictures(Arena *arena, Study *study, Diag *diag)
{
  static const char *const keys[]  = {"measure", "over",  "reduce", "against", "lines", "panels",
                                      "shape",   "marks", "smooth", "running", NULL};
  const Node              *figures = study->experiment->figures;
  if (!figures) return;
  study->picture = arena_take(arena, figures->size + 1, sizeof *study->picture);
  for (const Node *node = figures->first; node; node = node->next) {
    if (!check_name(node, diag)) continue;
    if (node->type == NODE_MAP) node_only(node, keys, diag);
    const Node *by      = axes_of(arena, node, diag);
    Request    *request = request_read(arena, study->experiment, study->model_at, node, NULL, by,
                                       &study->requests, diag);
    study->picture[study->n_pictures++] = (Picture){node->key, node, request};
  }
}
