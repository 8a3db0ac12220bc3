// Paths: the register of what can be overridden.
//
// Cost: adding a path is one look-up in a hash table; a tail is looked for in all paths.

#include "experiment/path.h"

#include <stdint.h>
#include <string.h>

#include "experiment/phase.h"

enum { NAMED = 2 };   // paths that a complaint about an ambiguous tail names

Paths *paths_open(Arena *arena)
{
  Paths *paths = arena_take(arena, 1, sizeof *paths);
  paths->arena = arena;
  return paths;
}

// FNV-1a, 64 bits.
static size_t hash(const char *text)
{
  uint64_t h = 14695981039346656037u;
  for (; *text; text++) h = (h ^ (unsigned char)*text) * 1099511628211u;
  return (size_t)(h ^ (h >> 32));
}

// The slot where a path is, or would be.
static size_t find_slot(const Paths *paths, const char *path)
{
  size_t at = hash(path) & (paths->n_slots - 1);
  while (paths->slot[at] && strcmp(paths->path[paths->slot[at] - 1], path) != 0)
    at = (at + 1) & (paths->n_slots - 1);
  return at;
}

bool paths_has(const Paths *paths, const char *path)
{
  return paths->n_slots > 0 && paths->slot[find_slot(paths, path)];
}

static void widen(Paths *paths)
{
  paths->n_slots = paths->n_slots ? paths->n_slots * 4 : 1024;
  paths->slot    = arena_take(paths->arena, paths->n_slots, sizeof *paths->slot);
  for (size_t i = 0; i < paths->n; i++) paths->slot[find_slot(paths, paths->path[i])] = i + 1;
}

static void add(Paths *paths, const char *path)
{
  if (paths->n_slots < 2 * (paths->n + 1)) widen(paths);
  size_t at = find_slot(paths, path);
  if (paths->slot[at]) return;
  paths->path =
      arena_grow(paths->arena, paths->path, &paths->room, paths->n + 1, sizeof *paths->path);
  paths->path[paths->n] = path;
  paths->slot[at]       = ++paths->n;
}

static void add_map(Paths *paths, const char *path, const Node *node)
{
  add(paths, path);
  if (!node || node->type != NODE_MAP) return;
  for (const Node *child = node->first; child; child = child->next) {
    add_map(paths, arena_print(paths->arena, "%s.%s", path, child->key), child);
  }
}

static void add_rows(Paths *paths, const char *path, const Field *fields, int n)
{
  for (int i = 0; i < n; i++) add(paths, arena_print(paths->arena, "%s.%s", path, fields[i].key));
}

static void add_section(Paths *paths, Socket socket, const char *path, const Node *node)
{
  int          n;
  const Field *common = socket_fields(socket, &n);
  const char  *name   = path_kind(socket, node);
  const Kind  *kind   = name ? kind_find(socket, name) : NULL;
  add(paths, path);
  add(paths, arena_print(paths->arena, "%s.kind", path));
  for (const Node *field = node && node->type == NODE_MAP ? node->first : NULL; field;
       field             = field->next) {
    if (kind && !path_is_field(socket, kind, field->key)) continue;   // told by the kind
    add_map(paths, arena_print(paths->arena, "%s.%s", path, field->key), field);
  }
  add_rows(paths, path, common, n);
  if (kind)
    add_rows(paths, path, kind->fields, kind->n_fields);
  else
    paths->open[socket] = true;
}

static void add_phases(Paths *paths, const char *above, const Node *phases)
{
  if (!phases || phases->type != NODE_LIST) return;
  for (const Node *phase = phases->first; phase; phase = phase->next) {
    const Node *name = node_get(phase, "name");
    if (!name || name->type != NODE_SCALAR) continue;
    const char *path = arena_print(paths->arena, "%s.%s", above, name->text);
    add(paths, path);
    for (const char *const *key = phase_keys(); *key; key++) {
      if (strcmp(*key, "name") == 0 || strcmp(*key, "phases") == 0) continue;
      bool is_entered = strcmp(*key, "each") != 0;   // whose keys are paths themselves
      add_map(paths, arena_print(paths->arena, "%s.%s", path, *key),
              is_entered ? node_get(phase, *key) : NULL);
    }
    add_phases(paths, path, node_get(phase, "phases"));
  }
}

void paths_add(Paths *paths, const Tree *tree)
{
  if (tree->env)
    add_section(paths, SOCKET_ENV, "env", tree->env);
  else
    paths->open[SOCKET_ENV] = true;
  if (!tree->env || !tree->model) paths->torn = true;
  add(paths, "model");
  for (Socket socket = SOCKET_NETWORK; socket <= SOCKET_PLASTICITY; socket++) {
    if (!tree->model) paths->open[socket] = true;
    const Node *section = tree->model ? node_get(tree->model, socket_name(socket)) : NULL;
    add_section(paths, socket, arena_print(paths->arena, "model.%s", socket_name(socket)),
                section);
  }
  add_phases(paths, "phases", tree->phases);
}

const char *path_kind(Socket socket, const Node *section)
{
  const Node *name = section && section->type == NODE_MAP ? node_get(section, "kind") : section;
  if (!name) return socket_standard(socket);
  return name->type == NODE_SCALAR ? name->text : NULL;
}

bool path_is_field(Socket socket, const Kind *kind, const char *key)
{
  int          n;
  const Field *common = socket_fields(socket, &n);
  for (int i = 0; i < n; i++) {
    if (strcmp(common[i].key, key) == 0) return true;
  }
  for (int i = 0; i < kind->n_fields; i++) {
    if (strcmp(kind->fields[i].key, key) == 0) return true;
  }
  return strcmp(key, "kind") == 0;
}

bool path_within(const char *path, const char *above)
{
  size_t length = strlen(above);
  return strncmp(path, above, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

bool path_is_whole(const char *path)
{
  return path_within(path, "env") || path_within(path, "model") || path_within(path, "phases");
}

size_t path_section(const char *path, Socket *socket)
{
  *socket = SOCKET_ENV;
  if (path_within(path, "env")) return strlen("env");
  if (!path_within(path, "model") || path[strlen("model")] == '\0') return 0;
  const char *name = path + strlen("model.");
  for (Socket s = SOCKET_NETWORK; s <= SOCKET_PLASTICITY; s++) {
    if (!path_within(name, socket_name(s))) continue;
    *socket = s;
    return strlen("model.") + strlen(socket_name(s));
  }
  return 0;
}

bool path_is_reserved(const char *name)
{
  static const char *const axes[] = {"seed",    "group", "phase",   "repeat",  "trial",  "episode",
                                     "nth",     "type",  "outcome", "tag",     "choice", "moment",
                                     "step",    "time",  "life",    "clock",   "state",  "to",
                                     "action",  "place", "region",  "feature", "cell",   "neuron",
                                     "synapse", "pre",   "post",    "rank",    "backup", NULL};
  for (const char *const *axis = axes; *axis; axis++) {
    if (strcmp(*axis, name) == 0) return true;
  }
  return path_within(name, "since") || path_within(name, "previous");
}

bool path_ends(const char *path, const char *tail)
{
  size_t long_one = strlen(path), short_one = strlen(tail);
  if (short_one > long_one || strcmp(path + long_one - short_one, tail) != 0) return false;
  return short_one == long_one || path[long_one - short_one - 1] == '.';
}

// How many paths end with a tail; the first of them into found[].
static size_t find_tail(const Paths *paths, const char *tail, const char *found[NAMED])
{
  size_t n = 0;
  for (size_t i = 0; i < paths->n; i++) {
    if (!path_ends(paths->path[i], tail)) continue;
    if (n < NAMED) found[n] = paths->path[i];
    n++;
  }
  return n;
}

const char *path_name(const Paths *paths, const char *path)
{
  const char *found[NAMED];
  for (const char *tail = path + strlen(path); tail > path; tail--) {
    if (tail[-1] != '.') continue;
    if (!path_is_reserved(tail) && find_tail(paths, tail, found) <= 1) return tail;
  }
  return path;
}

// The name that was probably meant instead of `path`, among the paths within `above` ("": among
// all last names).
static const char *suggest(Reading *reading, const char *above, const char *path)
{
  const Paths *paths = reading->paths;
  const char **names = arena_take(reading->arena, paths->n + 1, sizeof *names);
  size_t       n     = 0;
  for (size_t i = 0; i < paths->n; i++) {
    const char *last = strrchr(paths->path[i], '.');
    if (*above)
      names[n++] = path_within(paths->path[i], above) ? paths->path[i] : above;
    else if (last)
      names[n++] = last + 1;
  }
  const char *near = text_nearest(path, names, n);
  return near ? arena_print(reading->arena, "did you mean '%s'?", near) : NULL;
}

static const char *refuse(Reading *reading, const char *path, const char *hint, Place place)
{
  diag_error(reading->diag, place, hint, "there is nothing at '%s' to override",
             text_brief(path).text);
  return NULL;
}

// The first `length` characters and the name after them.
static const char *head(Arena *arena, const char *path, size_t length)
{
  const char *dot = path[length] ? strchr(path + length + 1, '.') : NULL;
  return dot ? arena_copy(arena, path, (size_t)(dot - path)) : path;
}

static const char *check_phase(Reading *reading, const char *path, Place place)
{
  const Paths *paths = reading->paths;
  if (strcmp(path, "phases") == 0 || paths_has(paths, path)) return path;
  for (const char *end = path + strlen(path); end > path;
       end--) {   // the longest beginning that is known
    if (*end != '.') continue;
    const char *above = arena_copy(reading->arena, path, (size_t)(end - path));
    if (!paths_has(paths, above)) continue;
    if (path_within(end + 1, "env") || path_within(end + 1, "model")) return path;
    bool is_phase = paths_has(paths, arena_print(reading->arena, "%s.types", above));
    return is_phase ? refuse(reading, path, suggest(reading, above, path), place) : path;
  }
  return refuse(reading, path,
                suggest(reading, "phases", head(reading->arena, path, strlen("phases"))), place);
}

// A whole path, if its first names are known.
static const char *check(Reading *reading, const char *path, Place place)
{
  Socket      socket;
  size_t      length  = path_section(path, &socket);
  const char *section = arena_copy(reading->arena, path, length);
  if (path_within(path, "phases")) return check_phase(reading, path, place);
  if (length == 0 && strcmp(path, "model") == 0) return path;
  if (length == 0) {
    return refuse(reading, path,
                  suggest(reading, "model", head(reading->arena, path, strlen("model"))), place);
  }
  const char *field = head(reading->arena, path, length);
  if (!path[length] || reading->paths->open[socket] || paths_has(reading->paths, field))
    return path;
  return refuse(reading, path, suggest(reading, section, field), place);
}

const char *path_whole(Reading *reading, const char *path, Place place)
{
  Arena      *arena = reading->arena;
  const char *found[NAMED];
  if (path_is_whole(path)) return check(reading, path, place);
  for (const char *end = path + strlen(path);
       end;) {   // the longest beginning that is the tail of a path
    const char *tail = arena_copy(arena, path, (size_t)(end - path));
    size_t      n    = find_tail(reading->paths, tail, found);
    if (n > 1) {
      const char *more = n > NAMED ? arena_print(arena, " or %zu others", n - NAMED) : "";
      diag_error(reading->diag, place, "write more of the path", "'%s' may mean '%s' or '%s'%s",
                 text_brief(tail).text, found[0], found[1], more);
      return NULL;
    }
    if (n == 1) return check(reading, arena_print(arena, "%s%s", found[0], end), place);
    while (end > path && *--end != '.') continue;
    if (end == path) end = NULL;
  }
  if (reading->paths->torn) {
    reading->lost       = path;
    reading->lost_place = place;
    return NULL;
  }
  const char *last = strrchr(path, '.');
  return refuse(reading, path, suggest(reading, "", last ? last + 1 : path), place);
}
