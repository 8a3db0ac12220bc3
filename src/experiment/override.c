// Overrides: laying values upon an env, a model and phases by their paths.

#include "experiment/override.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/path.h"
#include "experiment/phase.h"
#include "experiment/sister.h"

Tree tree_share(Tree *tree)
{
  tree->own_env = tree->own_model = tree->own_phases = false;
  return *tree;
}

// Where the first name of a path ends. Two points in a row are part of a name (`0..9`).
static const char *name_end(const char *path)
{
  const char *c = path;
  while (*c && !(c[0] == '.' && c[1] != '.' && (c == path || c[-1] != '.'))) c++;
  return c;
}

// The child whose key is the longest beginning of `path`; keys may hold points themselves.
static Node *enter(const Node *map, const char *path, const char **rest)
{
  Node  *best = NULL;
  size_t most = 0;
  for (Node *child = map->first; child; child = child->next) {
    size_t length = strlen(child->key);
    if (length < most || !path_within(path, child->key)) continue;
    most = length;
    best = child;
  }
  *rest = path + most + (path[most] == '.');
  return best;
}

static const char *type_name(const Node *node)
{
  return node->type == NODE_LIST ? "a list" : node->type == NODE_MAP ? "a map" : "a single value";
}

// A copy that shares its texts: there may be a hundred thousand of them.
static Node *copy_shape(Arena *arena, const Node *node)
{
  Node *copy  = arena_take(arena, 1, sizeof *copy);
  *copy       = *node;
  copy->first = copy->last = copy->next = NULL;
  copy->size                            = 0;
  for (const Node *child = node->first; child; child = child->next) {
    node_append(copy, copy_shape(arena, child));
  }
  return copy;
}

// Sets `path` within a map; `whole` is the whole path, for messages.
static bool set_in(Reading *reading, Node *map, const char *path, const char *whole,
                   const Node *value)
{
  Arena      *arena = reading->arena;
  const char *rest;
  Node       *child = enter(map, path, &rest);
  if (child && *rest == '\0') {
    node_put(arena, map, child->key, value->key_place, copy_shape(arena, value));
    return true;
  }
  if (!child) {
    const char *end = name_end(path), *key = arena_copy(arena, path, (size_t)(end - path));
    if (*end == '\0') {
      node_put(arena, map, key, value->key_place, copy_shape(arena, value));
      return true;
    }
    child = node_new(arena, NODE_MAP, value->key_place);
    node_put(arena, map, key, value->key_place, child);
    rest = end + 1;
  }
  if (child->type == NODE_MAP) return set_in(reading, child, rest, whole, value);
  int length = (int)(strlen(whole) - strlen(rest)) - 1;
  diag_error(reading->diag, value->key_place, "maps alone are entered: override it as a whole",
             "'%.*s' is %s, there is no '%s' in it", length, whole, type_name(child), rest);
  return false;
}

// Turns the bare words of a model's sections into maps.
static void wrap(Arena *arena, Node *model)
{
  for (Socket socket = SOCKET_NETWORK; socket <= SOCKET_PLASTICITY; socket++) {
    Node *section = node_get(model, socket_name(socket));
    if (!section || section->type != NODE_SCALAR) continue;
    Node *map = node_new(arena, NODE_MAP, section->place);
    node_put(arena, map, "kind", section->key_place,
             node_scalar(arena, section->text, section->place));
    node_put(arena, model, section->key, section->key_place, map);
  }
}

static void own(Arena *arena, Node **part, bool *is_own)
{
  if (!*is_own && *part) *part = copy_shape(arena, *part);
  *is_own = true;
}

// A whole env or model: written out, or the name of a file.
static bool set_whole(Reading *reading, Node **part, const char *what, const Node *value)
{
  Node *map = NULL;
  if (value->type == NODE_MAP) map = node_copy(reading->arena, value);
  if (value->type == NODE_SCALAR) map = sister_read(reading, what, value);
  if (value->type == NODE_LIST) {
    diag_error(reading->diag, value->place, NULL, "'%s' must be a name or a map, not a list",
               what);
  }
  if (map) map->key = NULL;
  *part = map;
  return map;
}

// Keeps in mind which kinds were changed by their path; a section that is set as a whole starts
// anew. The list is written anew, since trees share it.
static void note_change(Reading *reading, Tree *tree, const char *path, const Node *value)
{
  size_t  kept   = 0;
  Change *change = NULL;
  size_t  room   = 0;
  for (size_t i = 0; i < tree->n_changes; i++) {
    if (path_within(tree->change[i].section, path)) continue;
    change         = arena_grow(reading->arena, change, &room, kept + 1, sizeof *change);
    change[kept++] = tree->change[i];
  }
  tree->change    = change;
  tree->n_changes = kept;
  Socket socket;
  size_t length = path_section(path, &socket);
  if (length == 0 || strcmp(path + length, ".kind") != 0 || value->type != NODE_SCALAR) return;
  const Node *section =
      socket == SOCKET_ENV ? tree->env : node_get(tree->model, socket_name(socket));
  const char *from = path_kind(socket, section);
  if (from && strcmp(from, value->text) == 0) return;
  tree->change = arena_grow(reading->arena, change, &room, kept + 1, sizeof *change);
  tree->change[tree->n_changes++] =
      (Change){arena_copy(reading->arena, path, length), from, value};
}

static bool set_phases(Reading *reading, Tree *tree, const char *path, const Node *value)
{
  Arena *arena = reading->arena;
  if (strcmp(path, "phases") == 0) {
    tree->phases     = node_copy(arena, value);
    tree->own_phases = true;
    return true;
  }
  own(arena, &tree->phases, &tree->own_phases);
  const char *rest;
  Node       *phase = override_phase(tree->phases, path + strlen("phases."), &rest);
  if (!phase || *rest == '\0') {
    const char *hint = phase ? arena_print(arena, "such as %s.types", path) : NULL;
    diag_error(reading->diag, value->key_place, hint,
               phase ? "'%s' is a whole phase; say which key of it"
                     : "there is no phase for '%s' here",
               path);
    return false;
  }
  if (path_within(rest, "env") || path_within(rest, "model")) {
    override_put(arena, phase, rest, value->key_place, node_copy(arena, value));
    return true;
  }
  if (phase_is_length(rest)) {
    for (const char *const *key = phase_keys(); *key; key++) {
      if (phase_is_length(*key) && strcmp(*key, rest) != 0) node_remove(phase, *key);
    }
  }
  return set_in(reading, phase, rest, path, value);
}

bool override_set(Reading *reading, Tree *tree, const char *path, const Node *value)
{
  Arena *arena = reading->arena;
  if (path_within(path, "phases")) return set_phases(reading, tree, path, value);
  assert(path_is_whole(path));
  bool        is_env = path_within(path, "env");
  Node      **part   = is_env ? &tree->env : &tree->model;
  bool       *is_own = is_env ? &tree->own_env : &tree->own_model;
  bool        good;
  const char *rest = path + strlen(is_env ? "env" : "model");
  if (*rest && !*part) return false;   // it was told already that there is none
  note_change(reading, tree, path, value);
  if (*rest == '\0') {
    good    = set_whole(reading, part, path, value);
    *is_own = true;
  } else {
    own(arena, part, is_own);
    good = set_in(reading, *part, rest + 1, path, value);
  }
  if (!is_env && *part) wrap(arena, *part);
  return good;
}

void override_set_all(Reading *reading, Tree *tree, const Node *map)
{
  if (!map || map->type != NODE_MAP) return;
  const Node **entry = arena_take(reading->arena, map->size + 1, sizeof *entry);
  size_t       n     = 0;
  for (const Node *child = map->first; child; child = child->next) {
    if (!path_is_whole(child->key)) continue;
    if (path_within(child->key, "phases") && !tree->phases)
      continue;   // inside a phase: its block
    size_t at = n++;
    for (; at > 0 && strlen(entry[at - 1]->key) > strlen(child->key); at--)
      entry[at] = entry[at - 1];
    entry[at] = child;
  }
  for (size_t i = 0; i < n; i++) override_set(reading, tree, entry[i]->key, entry[i]);
}

Node *override_get(const Tree *tree, const char *path)
{
  bool        is_env = path_within(path, "env");
  Node       *node   = is_env ? tree->env : tree->model;
  const char *rest   = path + strlen(is_env ? "env" : "model");
  if (*rest == '.') rest++;
  while (node && *rest) node = node->type == NODE_MAP ? enter(node, rest, &rest) : NULL;
  return node;
}

void override_put(Arena *arena, Node *map, const char *path, Place place, Node *value)
{
  for (Node *child = map->first, *next; child; child = next) {
    next = child->next;
    if (path_within(child->key, path) && strcmp(child->key, path) != 0)
      node_remove(map, child->key);
  }
  node_put(arena, map, path, place, value);
}

Node *override_phase(const Node *phases, const char *path, const char **rest)
{
  if (!phases || phases->type != NODE_LIST) return NULL;
  for (Node *phase = phases->first; phase; phase = phase->next) {
    const Node *name = node_get(phase, "name");
    if (!name || name->type != NODE_SCALAR || !path_within(path, name->text)) continue;
    *rest = path + strlen(name->text);
    if (**rest == '\0') return phase;
    (*rest)++;
    const char *deeper;
    Node       *inner = override_phase(node_get(phase, "phases"), *rest, &deeper);
    if (!inner) return phase;
    *rest = deeper;
    return inner;
  }
  return NULL;
}

// Whether a field came with one of the kinds that its section had before.
static bool had_field(const Tree *tree, const char *section, Socket socket, const char *key)
{
  for (size_t i = 0; i < tree->n_changes; i++) {
    const Change *change = &tree->change[i];
    const Kind   *from   = change->from ? kind_find(socket, change->from) : NULL;
    if (strcmp(change->section, section) == 0 && from && path_is_field(socket, from, key))
      return true;
  }
  return false;
}

static void check_section(Reading *reading, const Tree *tree, const Change *change)
{
  Socket socket;
  path_section(change->section, &socket);
  Node *section = socket == SOCKET_ENV ? tree->env : node_get(tree->model, socket_name(socket));
  const Kind *kind = kind_find(socket, change->to->text);
  if (!section || !kind) return;
  for (const Node *field = section->first, *next; field; field = next) {
    next = field->next;
    if (path_is_field(socket, kind, field->key)) continue;
    if (!had_field(tree, change->section, socket, field->key))
      continue;   // an unknown key, told by the kind
    Place       place = field->key_place;
    const char *hint =
        arena_print(reading->arena,
                    "it stands at %s:%d:%d; write the section as a whole: %s: {kind: %s, ..}",
                    place.file, place.line, place.column, change->section, kind->name);
    diag_error(reading->diag, change->to->place, hint,
               "'%s' is left over: %s '%s' has no such field", field->key, socket_name(socket),
               kind->name);
    node_remove(section, field->key);   // else its kind would complain of it, too
  }
}

void override_check(Reading *reading, const Tree *tree)
{
  for (size_t i = 0; i < tree->n_changes; i++) {
    bool is_last = true;
    for (size_t k = i + 1; k < tree->n_changes; k++) {
      if (strcmp(tree->change[i].section, tree->change[k].section) == 0) is_last = false;
    }
    if (is_last) check_section(reading, tree, &tree->change[i]);
  }
}
