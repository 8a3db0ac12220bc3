// Manifest: an experiment that says everything by itself, defaults included.
//
// Env and model stand written out, as files and command line left them; groups, sweeps and phases
// lie upon them as in the experiment, with whole paths, and with what files they name. Where
// somebody changes a `kind` by its path, fields that no file writes stay out of that section: they
// would be left over. Axes say their names, since a shortest name depends on what else is written.
// Reading a manifest and writing its manifest gives the same bytes.

#include <string.h>

#include "experiment/experiment.h"
#include "experiment/path.h"
#include "experiment/seeds.h"
#include "experiment/sister.h"
#include "experiment/spell.h"
#include "model/model.h"

static const Place nowhere = {0};

// "env" or "model" where a path leads to a whole one, NULL elsewhere.
static const char *whole_of(const char *path)
{
  if (path_ends(path, "env")) return "env";
  return path_ends(path, "model") ? "model" : NULL;
}

// Puts the content of files where their names stand.
static void expand_entries(Reading *reading, Node *map)
{
  for (Node *entry = map->first, *next; entry; entry = next) {
    next                = entry->next;
    const char *what    = entry->type == NODE_SCALAR ? whole_of(entry->key) : NULL;
    Node       *content = what ? sister_read(reading, what, entry) : NULL;
    if (content) node_put(reading->arena, map, entry->key, entry->key_place, content);
  }
}

static void expand_phases(Reading *reading, Node *phases)
{
  if (!phases || phases->type != NODE_LIST) return;
  for (Node *phase = phases->first; phase; phase = phase->next) {
    expand_entries(reading, phase);
    expand_phases(reading, node_get(phase, "phases"));
  }
}

// The values of an axis over files: names with what the files say.
static void expand_axis(Reading *reading, Node *axis, const char *what)
{
  Arena *arena  = reading->arena;
  Node  *values = node_get(axis, "values");
  if (!values || values->type == NODE_SCALAR) return;
  Node *named = node_new(arena, NODE_MAP, values->place);
  for (const Node *value = values->first; value; value = value->next) {
    Node *copy = value->type == NODE_SCALAR ? sister_read(reading, what, value) : NULL;
    if (!copy) copy = node_copy(arena, value);
    node_put(arena, named, value->key ? value->key : value->text, value->place, copy);
  }
  node_put(arena, axis, "values", values->key_place, named);
}

static void expand_sweep(const Experiment *experiment, Node *sweep)
{
  Reading *reading    = experiment->reading;
  Node    *parameters = node_get(sweep, "parameters");
  for (Node *axis = parameters ? parameters->first : NULL; axis; axis = axis->next) {
    for (int i = 0; i < experiment->n_axes && !node_get(axis, "name"); i++) {
      if (strcmp(experiment->axis[i].path, axis->key) != 0) continue;
      Node *name = node_scalar(reading->arena, experiment->axis[i].name, nowhere);
      node_put(reading->arena, axis, "name", nowhere, name);
    }
    const char *what = whole_of(axis->key);
    if (what) expand_axis(reading, axis, what);
  }
}

static bool has_key(const Node *map, const char *key)
{
  return map && map->type == NODE_MAP && node_get(map, key);
}

// Whether phases set a path for themselves.
static bool is_set_in_phases(const Node *phases, const char *path)
{
  if (!phases || phases->type != NODE_LIST) return false;
  for (const Node *phase = phases->first; phase; phase = phase->next) {
    if (has_key(phase, path) || has_key(node_get(phase, "each"), path)) return true;
    if (is_set_in_phases(node_get(phase, "phases"), path)) return true;
  }
  return false;
}

// Whether a path is set anywhere upon the base.
static bool is_set(const Node *root, const char *path)
{
  const Node *groups = node_get(root, "groups");
  if (has_key(node_get(node_get(root, "sweep"), "parameters"), path)) return true;
  if (is_set_in_phases(node_get(root, "phases"), path)) return true;
  for (const Node *group = groups ? groups->first : NULL; group; group = group->next) {
    if (has_key(group, path) || is_set_in_phases(node_get(group, "phases"), path)) return true;
    if (has_key(node_get(node_get(group, "sweep"), "parameters"), path)) return true;
    for (const Node *entry = group->first; entry;
         entry             = entry->next) {   // phases.NAME.model.agent.kind
      if (path_within(entry->key, "phases") && path_ends(entry->key, path)) return true;
    }
  }
  return false;
}

// Whether a default is no number that a file could say (`gain_negative`: as `gain`).
static bool is_unsaid(const Node *node)
{
  static const char *const texts[] = {"nan", "inf", "-inf"};
  for (int i = 0; i < 3 && node->type == NODE_SCALAR && node->plain; i++) {
    if (strcmp(node->text, texts[i]) == 0) return true;
  }
  return false;
}

// A resolved section; where its kind is changed by its path, without defaults of the kind's own
// rows.
static Node *write_section(const Experiment *experiment, Socket socket, const char *path,
                           const Node *written, const Node *resolved)
{
  int          n_common;
  Arena       *arena      = experiment->reading->arena;
  const Field *common     = socket_fields(socket, &n_common);
  Node        *map        = node_copy(arena, resolved);
  bool         is_changed = is_set(experiment->root, arena_print(arena, "%s.kind", path));
  for (const Node *field = resolved->first; field; field = field->next) {
    bool is_kept = strcmp(field->key, "kind") == 0 || (written && node_get(written, field->key));
    for (int i = 0; i < n_common; i++) is_kept = is_kept || strcmp(common[i].key, field->key) == 0;
    if ((is_changed && !is_kept) || is_unsaid(field)) node_remove(map, field->key);
  }
  return map;
}

// Env and model outside of groups and sweeps, every default written out where they can be resolved
// by themselves.
static void put_base(const Experiment *experiment, Node *manifest)
{
  Reading *reading  = experiment->reading;
  Arena   *arena    = reading->arena;
  Tree     base     = spell_base(reading, experiment->root);
  Node    *resolved = model_resolved(arena, base.env, base.model, diag_open(arena));
  Node    *env = base.env, *model = base.model;
  if (resolved) {
    env   = write_section(experiment, SOCKET_ENV, "env", base.env, node_get(resolved, "env"));
    model = node_new(arena, NODE_MAP, nowhere);
    for (Socket s = SOCKET_NETWORK; s < SOCKET_MEASURE; s++) {
      const char *name    = socket_name(s);
      Node       *section = node_get(node_get(resolved, "model"), name);
      const char *path    = arena_print(arena, "model.%s", name);
      if (!section) continue;
      node_put(arena, model, name, nowhere,
               write_section(experiment, s, path, node_get(base.model, name), section));
    }
  }
  node_put(arena, manifest, "env", nowhere, env);
  node_put(arena, manifest, "model", nowhere, model);
}

static void put_copy(const Experiment *experiment, Node *manifest, const char *key)
{
  Arena      *arena = experiment->reading->arena;
  const Node *node  = node_get(experiment->root, key);
  if (node) node_put(arena, manifest, key, nowhere, node_copy(arena, node));
}

void experiment_manifest(Arena *arena, const Experiment *experiment, Text *out, Diag *diag)
{
  Reading   *reading = experiment->reading;
  Experiment own     = *experiment;
  Reading    local   = *reading;
  local.arena        = arena;
  local.diag         = diag;
  own.reading        = &local;
  Node *manifest     = node_new(arena, NODE_MAP, nowhere);
  put_copy(&own, manifest, "about");
  put_copy(&own, manifest, "cite");
  put_copy(&own, manifest, "needs");
  put_base(&own, manifest);
  put_copy(&own, manifest, "groups");
  node_put(arena, manifest, "seeds", nowhere,
           seeds_write(arena, experiment->seed, experiment->n_seeds));
  put_copy(&own, manifest, "phases");
  put_copy(&own, manifest, "sweep");
  put_copy(&own, manifest, "record");
  put_copy(&own, manifest, "claims");
  put_copy(&own, manifest, "figures");
  Node *groups = node_get(manifest, "groups");
  for (Node *group = groups ? groups->first : NULL; group; group = group->next) {
    expand_entries(&local, group);
    expand_phases(&local, node_get(group, "phases"));
    expand_sweep(&own, node_get(group, "sweep"));
  }
  expand_phases(&local, node_get(manifest, "phases"));
  expand_sweep(&own, node_get(manifest, "sweep"));
  node_write(manifest, out);
}
