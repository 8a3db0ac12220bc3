// Command line: overrides become entries of root, groups and sweeps, and win everywhere.
//
// The root then says all by itself, and so does the manifest that is written from it.

#include "experiment/command.h"

#include <string.h>

#include "experiment/decimal.h"
#include "experiment/override.h"
#include "experiment/path.h"
#include "experiment/spell.h"
#include "experiment/spread.h"

enum { VALUES = 10000 };   // of one override

typedef struct Argument {
  Reading    *reading;
  Node       *root;
  const char *path;   // whole
  Place       place;
  Node       *values;   // list
  const Node *name;     // of the axis, where a group has given it one; NULL: none
} Argument;

// A value as a node; `line` and `column` say where its text begins. NULL after a complaint.
static Node *read_value(Reading *reading, const char *text, int line, int column)
{
  Text padded = {.arena = reading->arena};
  for (int i = 1; i < line; i++) text_add(&padded, "\n");
  for (int i = 1; i < column; i++) text_add(&padded, " ");
  text_add(&padded, text);
  Place place = {COMMAND_FILE, line, column};
  if (text[strspn(text, " ")] == '\0') {
    diag_error(reading->diag, place, NULL, "there is no value");
    return NULL;
  }
  Arena *arena = reading->arena;
  if (!node_read_text(arena, COMMAND_FILE, padded.start, padded.length, diag_open(arena))) {
    diag_error(reading->diag, place, "as in YAML: 0.1, word, [1, 2] or {kind: td}",
               "'%s' is no value", text_brief(text).text);
    return NULL;
  }
  Node *node = node_read_text(arena, COMMAND_FILE, padded.start, padded.length, reading->diag);
  node->key_place = place;
  return node;
}

// Where the value at the beginning of `text` ends: at a comma outside of brackets and quotes.
static size_t value_length(const char *text)
{
  int    depth = 0;
  char   quote = '\0';
  size_t i     = 0;
  for (; text[i] && (depth > 0 || quote || text[i] != ','); i++) {
    if (quote)
      quote = text[i] == quote ? '\0' : quote;
    else if (text[i] == '"' || text[i] == '\'')
      quote = text[i];
    else if (strchr("[{(", text[i]))
      depth++;
    else if (strchr("]})", text[i]) && depth > 0)
      depth--;
  }
  return i;
}

// The numbers of range(..) as values; false where the text is none.
static bool add_range(Reading *reading, const char *text, Place place, Node *list)
{
  double      number[3];
  int         n      = 0;
  const char *at     = text + strlen("range(");
  size_t      length = strlen(text);
  if (strncmp(text, "range(", strlen("range(")) != 0 || text[length - 1] != ')') return false;
  while (n < 3) {
    size_t part = strcspn(at, ",)");
    while (*at == ' ') at++, part--;
    const char *word    = arena_copy(reading->arena, at, part);
    size_t      trimmed = strcspn(word, " ");
    if (!text_to_number(arena_copy(reading->arena, word, trimmed), &number[n++])) n = 4;
    at += part;
    if (*at++ != ',') break;
  }
  double start = n == 1 ? 0 : number[0], stop = n == 1 ? number[0] : number[1],
         step   = n == 3 ? number[2] : 1;
  int64_t count = n <= 3 && at == text + length ? decimal_count(start, stop, step) : -1;
  if (count <= 0 || count > VALUES) {
    const char *hint = count > VALUES ? arena_print(reading->arena, "at most %d values", VALUES)
                                      : "such as range(0, 1, 0.1): 0, 0.1, .. 0.9";
    diag_error(reading->diag, place, hint, "'%s' is no range that can be run",
               text_brief(text).text);
    return true;
  }
  for (int64_t i = 0; i < count; i++) {
    char word[32];
    text_from_number(word, decimal_step(start, step, i));
    node_append(list, node_scalar(reading->arena, word, place));
  }
  return true;
}

// All values of an override, a list.
static Node *read_values(Reading *reading, const char *text, int line, int column)
{
  Node *list = node_new(reading->arena, NODE_LIST, (Place){COMMAND_FILE, line, column});
  for (;;) {
    size_t      length = value_length(text), blank = strspn(text, " ");
    Place       place = {COMMAND_FILE, line, column + (int)blank};
    const char *word =
        arena_copy(reading->arena, text + blank, blank < length ? length - blank : 0);
    if (!add_range(reading, word, place, list)) {
      Node *node = read_value(reading, word, place.line, place.column);
      if (node) node_append(list, node);
    }
    if (text[length] == '\0') return list;
    text += length + 1;
    column += (int)length + 1;
  }
}

static Node *copy_value(const Argument *argument, const Node *value)
{
  Node *copy      = node_copy(argument->reading->arena, value);
  copy->key       = NULL;
  copy->key_place = argument->place;
  return copy;
}

static Node *parameters_of(const Node *owner)
{
  Node *parameters = node_get(node_get(owner, "sweep"), "parameters");
  return parameters && parameters->type == NODE_MAP ? parameters : NULL;
}

// The axis of that very path in the sweep of the root or of a group; NULL: none.
static Node *axis_of(const Node *owner, const char *path)
{
  const Node *parameters = parameters_of(owner);
  return parameters ? node_get(parameters, path) : NULL;
}

// Takes an axis out of `zip`: what is given on the command line goes with nothing.
static void unzip(const Argument *argument, const Node *owner, const char *name)
{
  Node *sweep = node_get(owner, "sweep"), *zip = node_get(sweep, "zip");
  if (!zip || zip->type != NODE_LIST) return;
  Arena *arena = argument->reading->arena;
  Node  *kept  = node_new(arena, NODE_LIST, zip->place);
  for (const Node *words = zip->first; words; words = words->next) {
    Node *rest = node_new(arena, NODE_LIST, words->place);
    for (const Node *word = words->first; word; word = word->next) {
      bool is_axis = word->type == NODE_SCALAR &&
                     (strcmp(word->text, name) == 0 || path_ends(argument->path, word->text));
      if (!is_axis) node_append(rest, node_copy(arena, word));
    }
    if (rest->size > 1) node_append(kept, rest);
  }
  if (kept->size > 0)
    node_put(arena, sweep, "zip", zip->key_place, kept);
  else
    node_remove(sweep, "zip");
}

// Gives the sweep of the root or of a group an axis with the argument's values, instead of one
// that is there.
static void put_axis(const Argument *argument, Node *owner)
{
  Arena *arena = argument->reading->arena;
  Node  *sweep = node_get(owner, "sweep"), *old = axis_of(owner, argument->path);

  const Node *name = old && node_get(old, "name") ? node_get(old, "name") : argument->name;
  if (!sweep) {
    sweep = node_new(arena, NODE_MAP, argument->place);
    node_put(arena, owner, "sweep", argument->place, sweep);
  }
  if (sweep->type != NODE_MAP) return;   // which is told with the sweep
  if (!node_get(sweep, "parameters")) {
    node_put(arena, sweep, "parameters", argument->place,
             node_new(arena, NODE_MAP, argument->place));
  }
  if (!parameters_of(owner)) return;   // told there, too
  const Node *method = node_get(sweep, "method");
  if (!old && method && method->type == NODE_SCALAR && strcmp(method->text, "grid") != 0) {
    diag_error(argument->reading->diag, argument->place, "give one value, or an axis in the file",
               "several values have no place where the sweep's method is '%s'",
               text_brief(method->text).text);
    return;
  }
  Node *axis   = node_new(arena, NODE_MAP, argument->place);
  Node *values = node_copy(arena, argument->values);
  values->key  = NULL;
  if (values->size == 1 && values->first->type != NODE_SCALAR) {   // a map or a list needs a name
    values = node_new(arena, NODE_MAP, values->place);
    node_put(arena, values, "given", argument->place,
             copy_value(argument, argument->values->first));
  }
  node_put(arena, axis, "values", argument->place, values);
  if (old) unzip(argument, owner, name && name->type == NODE_SCALAR ? name->text : argument->path);
  if (name) node_put(arena, axis, "name", name->key_place, node_copy(arena, name));
  node_put(arena, parameters_of(owner), argument->path, argument->place, axis);
}

// Sets the path within each value of an axis that lies above it; its values have names then.
static void set_in_axis(const Argument *argument, Node *axis)
{
  Arena *arena  = argument->reading->arena;
  Node  *values = node_get(axis, "values"), *named;
  if (!values || values->type == NODE_SCALAR) return;
  named = node_new(arena, NODE_MAP, values->place);
  for (const Node *value = values->first; value; value = value->next) {
    Tree  tree = {.env       = node_new(arena, NODE_MAP, value->place),
                  .model     = node_new(arena, NODE_MAP, value->place),
                  .own_env   = true,
                  .own_model = true};
    Node *copy = node_copy(arena, value);
    if (!copy->key) copy->key_place = copy->place;
    if (!override_set(argument->reading, &tree, axis->key, copy)) continue;
    if (!override_set(argument->reading, &tree, argument->path,
                      copy_value(argument, argument->values->first)))
      continue;
    const char *name = value->key ? value->key : value->type == NODE_SCALAR ? value->text : NULL;
    if (name)
      node_put(arena, named, name, copy->key_place,
               node_copy(arena, override_get(&tree, axis->key)));
  }
  node_put(arena, axis, "values", values->key_place, named);
}

// Makes the one value win over the axes of a sweep.
static void set_in_sweep(const Argument *argument, Node *owner)
{
  Node *parameters = parameters_of(owner);
  if (axis_of(owner, argument->path)) put_axis(argument, owner);
  for (Node *axis = parameters ? parameters->first : NULL; axis; axis = axis->next) {
    if (strcmp(axis->key, argument->path) == 0) continue;
    if (path_within(axis->key, argument->path)) {
      diag_error(argument->reading->diag, argument->place, NULL,
                 "'%s' cannot be given while '%s' is swept", argument->path, axis->key);
    }
    if (path_within(argument->path, axis->key) && !path_within(axis->key, "phases"))
      set_in_axis(argument, axis);
  }
}

static void set_in_root(const Argument *argument)
{
  Arena *arena  = argument->reading->arena;
  Node  *phases = node_get(argument->root, "phases"),
       *value   = copy_value(argument, argument->values->first);
  if (path_within(argument->path, "phases") && strcmp(argument->path, "phases") != 0) {
    Tree tree = {.phases = phases, .own_phases = true};
    if (phases) override_set(argument->reading, &tree, argument->path, value);
    return;
  }
  override_put(arena, argument->root, argument->path, argument->place, value);
}

static void set_in_group(const Argument *argument, Node *group)
{
  bool is_related = false;
  for (const Node *entry = group->first; entry; entry = entry->next) {
    is_related = is_related || path_within(entry->key, argument->path) ||
                 path_within(argument->path, entry->key);
  }
  if (is_related) {
    override_put(argument->reading->arena, group, argument->path, argument->place,
                 copy_value(argument, argument->values->first));
  }
  set_in_sweep(argument, group);
}

static void merge(Argument *argument)
{
  Node *groups = node_get(argument->root, "groups"), *root = argument->root;
  bool  is_axis = argument->values->size > 1, in_groups = false;
  if (groups && groups->type != NODE_MAP) groups = NULL;
  for (Node *group = groups ? groups->first : NULL; group; group = group->next) {
    const Node *axis = axis_of(group, argument->path);
    in_groups        = in_groups || axis;
    if (axis && !argument->name) argument->name = node_get(axis, "name");
  }
  if (is_axis && !in_groups && !axis_of(root, argument->path)) {
    spread_claims(argument->reading->arena, root, argument->path, argument->values);
  }
  if (is_axis && !in_groups) put_axis(argument, root);
  for (Node *group = groups ? groups->first : NULL; group; group = group->next) {
    if (group->type != NODE_MAP) continue;
    if (is_axis && in_groups) put_axis(argument, group);
    if (!is_axis) set_in_group(argument, group);
  }
  if (is_axis) return;
  set_in_sweep(argument, root);
  set_in_root(argument);
}

void command_merge(Reading *reading, Node *root, const Override *override, int n_overrides)
{
  Text all = {.arena = reading->arena};
  for (int i = 0; i < n_overrides; i++) {
    int    line = i + 1, column = (int)strlen(override[i].path) + 2;
    size_t before = diag_count(reading->diag);
    Place  place  = {COMMAND_FILE, line, 1};
    text_print(&all, "%s=%s\n", override[i].path, override[i].value);
    Argument argument = {reading, root, override[i].path, place, NULL, NULL};
    bool     is_seeds = strcmp(override[i].path, "seeds") == 0;
    if (!is_seeds) argument.path = path_whole(reading, override[i].path, place);
    argument.values = read_values(reading, override[i].value, line, column);
    if (!argument.path || argument.values->size == 0 || diag_count(reading->diag) > before)
      continue;
    if (is_seeds) {
      bool is_list = argument.values->size > 1;
      node_put(reading->arena, root, "seeds", place,
               is_list ? argument.values : copy_value(&argument, argument.values->first));
      continue;
    }
    merge(&argument);
    spell_paths(reading, root);
  }
  if (all.start) diag_source(reading->diag, COMMAND_FILE, all.start, all.length);
}
