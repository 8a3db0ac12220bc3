// Changes: two trees walked side by side.

#include "experiment/change.h"

#include <string.h>

typedef struct Changes {
  Arena *arena;
  Text  *out;
  int    n, most;
} Changes;

static void compare(Changes *changes, const char *path, const Node *old, const Node *new);

static const char *value_of(const Changes *changes, const Node *node)
{
  Text text = {.arena = changes->arena};
  if (!node) return "(none)";
  if (node->type == NODE_SCALAR) {
    text_add(&text, text_brief(node->text).text);
  } else {
    node_canonical(node, &text);
    if (text.length == 0) text_add(&text, "");
    Brief brief = text_brief(text.start);
    text.length = 0;
    text_add(&text, brief.text);
  }
  return text.start;
}

static bool is_same(const Changes *changes, const Node *old, const Node *new)
{
  if (!old || !new || old->type != new->type) return false;
  if (old->type == NODE_SCALAR) return strcmp(old->text, new->text) == 0;
  Text a = {.arena = changes->arena}, b = {.arena = changes->arena};
  node_canonical(old, &a);
  node_canonical(new, &b);
  return a.length == b.length && memcmp(a.start, b.start, a.length) == 0;
}

// By what the entries of a list are told apart; NULL: by nothing.
static const char *name_key(const Node *list)
{
  static const char *const keys[] = {"name", "that", NULL};
  for (const char *const *key = keys; *key; key++) {
    const Node *entry = list->first;
    while (entry && entry->type == NODE_MAP && node_get(entry, *key) &&
           node_get(entry, *key)->type == NODE_SCALAR) {
      entry = entry->next;
    }
    if (!entry && list->first) return *key;
  }
  return NULL;
}

static const Node *find_entry(const Node *list, const char *key, const char *name)
{
  for (const Node *entry = list->first; entry; entry = entry->next) {
    if (strcmp(node_get(entry, key)->text, name) == 0) return entry;
  }
  return NULL;
}

static void compare_lists(Changes *changes, const char *path, const char *key, const Node *old,
                          const Node *new)
{
  for (const Node *entry = old->first; entry; entry = entry->next) {
    const char *name = node_get(entry, key)->text;
    compare(changes, arena_print(changes->arena, "%s.%s", path, name), entry,
            find_entry(new, key, name));
  }
  for (const Node *entry = new->first; entry; entry = entry->next) {
    const char *name = node_get(entry, key)->text;
    if (find_entry(old, key, name)) continue;
    compare(changes, arena_print(changes->arena, "%s.%s", path, name), NULL, entry);
  }
}

static const char *path_to(const Changes *changes, const char *path, const char *key)
{
  return path[0] ? arena_print(changes->arena, "%s.%s", path, key) : key;
}

static void compare_maps(Changes *changes, const char *path, const Node *old, const Node *new)
{
  for (const Node *entry = old->first; entry; entry = entry->next) {
    compare(changes, path_to(changes, path, entry->key), entry, node_get(new, entry->key));
  }
  for (const Node *entry = new->first; entry; entry = entry->next) {
    if (node_get(old, entry->key)) continue;
    compare(changes, path_to(changes, path, entry->key), NULL, entry);
  }
}

static void compare(Changes *changes, const char *path, const Node *old, const Node *new)
{
  if (is_same(changes, old, new)) return;
  int         before = changes->n;
  bool        both   = old && new && old->type == new->type;
  const char *key    = both && old->type == NODE_LIST ? name_key(old) : NULL;
  if (key && name_key(new) != key) key = NULL;
  if (both && old->type == NODE_MAP) compare_maps(changes, path, old, new);
  if (key) compare_lists(changes, path, key, old, new);
  if (changes->n > before) return;
  if (changes->n++ >= changes->most) return;
  text_print(changes->out, "  %s: %s -> %s\n", text_brief(path).text, value_of(changes, old),
             value_of(changes, new));
}

int change_list(Arena *arena, const Node *old, const Node *new, int most, Text *out)
{
  Changes changes = {.arena = arena, .out = out, .most = most};
  compare(&changes, "", old, new);
  if (changes.n > most) text_print(out, "  and %d more\n", changes.n - most);
  return changes.n;
}
