// Spelling: all paths of an experiment, and its shortened ones written in full.
//
// They come from the experiment's base, and from what each group and swept value makes of it.
//
// A shortened path may need a field that another shortened path brings (`agent.kind: dyna_q` and
// `kappa: 1`): kinds and whole sections are spelt first, then everything.

#include "experiment/spell.h"

#include <string.h>

#include "experiment/path.h"

Tree spell_base(Reading *reading, const Node *root)
{
  Tree        tree   = {0};
  const Node *phases = node_get(root, "phases");
  if (phases && phases->type == NODE_LIST) override_set(reading, &tree, "phases", phases);
  Node *parts = node_new(reading->arena, NODE_MAP, root->place);
  for (const Node *entry = root->first; entry; entry = entry->next) {
    if (!path_within(entry->key, "env") && !path_within(entry->key, "model")) continue;
    node_put(reading->arena, parts, entry->key, entry->key_place,
             node_copy(reading->arena, entry));
  }
  override_set_all(reading, &tree, parts);
  return tree;
}

// Whether a value may bring fields of its own to a path.
static bool brings_fields(const char *path, const Node *value)
{
  Socket socket;
  size_t length = path_section(path, &socket);
  if (value->type == NODE_MAP || strcmp(path, "env") == 0 || strcmp(path, "model") == 0)
    return true;
  return length > 0 && (path[length] == '\0' || strcmp(path + length, ".kind") == 0);
}

static void add_swept(Reading *reading, Tree *base, const Node *sweep)
{
  const Node *parameters = node_get(sweep, "parameters");
  if (!parameters || parameters->type != NODE_MAP) return;
  for (const Node *axis = parameters->first; axis; axis = axis->next) {
    const Node *values = node_get(axis, "values");
    if (!path_is_whole(axis->key) || !values || values->type == NODE_SCALAR) continue;
    for (const Node *value = values->first; value; value = value->next) {
      if (!brings_fields(axis->key, value)) continue;
      Tree tree = tree_share(base);
      override_set(reading, &tree, axis->key, value);
      paths_add(reading->paths, &tree);
    }
  }
}

static const Node *groups_of(const Node *root)
{
  const Node *groups = node_get(root, "groups");
  return groups && groups->type == NODE_MAP ? groups : NULL;
}

void spell_paths(Reading *reading, const Node *root)
{
  Diag *diag     = reading->diag;
  reading->diag  = diag_open(reading->arena);   // what is wrong is told when conditions are made
  reading->paths = paths_open(reading->arena);
  Tree base      = spell_base(reading, root);
  paths_add(reading->paths, &base);
  add_swept(reading, &base, node_get(root, "sweep"));
  const Node *groups = groups_of(root);
  for (const Node *group = groups ? groups->first : NULL; group; group = group->next) {
    Tree tree = tree_share(&base);
    override_set_all(reading, &tree, group);
    paths_add(reading->paths, &tree);
    add_swept(reading, &tree, node_get(group, "sweep"));
  }
  reading->diag = diag;
}

typedef enum Which { SPELL_KINDS, SPELL_ALL } Which;

static bool is_kind(const Node *entry)
{
  const char *dot = strrchr(entry->key, '.');
  return entry->type == NODE_MAP || strcmp(dot ? dot + 1 : entry->key, "kind") == 0;
}

// Whether an axis has values that are maps, or kinds.
static bool is_kind_axis(const Node *axis)
{
  const Node *values = node_get(axis, "values");
  if (!values || values->type == NODE_SCALAR) return false;
  for (const Node *value = values->first; value; value = value->next) {
    if (value->type == NODE_MAP) return true;
  }
  const char *dot = strrchr(axis->key, '.');
  return strcmp(dot ? dot + 1 : axis->key, "kind") == 0;
}

// Writes a key in full; false where that is not possible.
static bool spell_entry(Reading *reading, const Node *map, Node *entry)
{
  const char *path = path_whole(reading, entry->key, entry->key_place);
  if (!path) return false;
  if (strcmp(path, entry->key) == 0) return true;
  const Node *twin = node_get(map, path);
  if (twin) {
    diag_error(reading->diag, entry->key_place, NULL,
               "'%s' is '%s', which is said in line %d, too", entry->key, path,
               twin->key_place.line);
    return false;
  }
  entry->key = path;
  return true;
}

// Entries whose path is wrong were told: they leave the map.
static void spell_map(Reading *reading, Node *map, Which which, bool axes)
{
  if (!map || map->type != NODE_MAP) return;
  for (Node *entry = map->first, *next; entry; entry = next) {
    next = entry->next;
    if (!axes && strcmp(entry->key, "sweep") == 0) continue;
    if (which == SPELL_KINDS && !(axes ? is_kind_axis(entry) : is_kind(entry))) continue;
    if (!spell_entry(reading, map, entry) && which == SPELL_ALL) node_remove(map, entry->key);
  }
}

static void spell(Reading *reading, Node *root, Which which)
{
  const Node *groups = groups_of(root);
  spell_map(reading, node_get(node_get(root, "sweep"), "parameters"), which, true);
  for (Node *group = groups ? groups->first : NULL; group; group = group->next) {
    spell_map(reading, group, which, false);
    spell_map(reading, node_get(node_get(group, "sweep"), "parameters"), which, true);
  }
  for (Node *entry = root->first, *next; entry && which == SPELL_ALL; entry = next) {
    next         = entry->next;
    bool is_path = strncmp(entry->key, "env.", 4) == 0 || strncmp(entry->key, "model.", 6) == 0;
    if (is_path && !spell_entry(reading, root, entry)) node_remove(root, entry->key);
  }
}

void spell_out(Reading *reading, Node *root)
{
  spell_paths(reading, root);
  Diag       *diag = reading->diag;
  const char *lost = reading->lost;
  reading->diag    = diag_open(reading->arena);
  spell(reading, root, SPELL_KINDS);
  reading->diag = diag;
  reading->lost = lost;
  spell_paths(reading, root);
  spell(reading, root, SPELL_ALL);
  spell_paths(reading, root);
}
