// Nodes: the tree, its scalars as numbers, counts and flags, and what is said where they are not.

#include "config/node.h"

#include <assert.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

Node *node_get(const Node *map, const char *key)
{
  if (map == NULL || map->type != NODE_MAP) return NULL;
  for (Node *child = map->first; child != NULL; child = child->next) {
    if (strcmp(child->key, key) == 0) return child;
  }
  return NULL;
}

Node *node_at(const Node *list, size_t index)
{
  if (list == NULL) return NULL;
  Node *child = list->first;
  for (; child != NULL && index > 0; index--) child = child->next;
  return child;
}

static const char *copy_text(Arena *arena, const char *text)
{
  return text == NULL ? NULL : arena_copy(arena, text, strlen(text));
}

Node *node_copy(Arena *arena, const Node *node)
{
  Node *copy = arena_take(arena, 1, sizeof *copy);
  *copy = *node;
  copy->key = copy_text(arena, node->key);
  copy->text = copy_text(arena, node->text);
  copy->first = copy->last = copy->next = NULL;
  copy->size = 0;
  for (const Node *child = node->first; child != NULL; child = child->next) {
    node_append(copy, node_copy(arena, child));
  }
  return copy;
}

Node *node_scalar(Arena *arena, const char *text, Place place)
{
  Node *node = node_new(arena, NODE_SCALAR, place);
  node->text = copy_text(arena, text);
  node->plain = true;
  return node;
}

Node *node_new(Arena *arena, NodeType type, Place place)
{
  Node *node = arena_take(arena, 1, sizeof *node);
  node->type = type;
  node->place = place;
  if (type == NODE_SCALAR) node->text = "";
  return node;
}

// The child of that key and the one before it (NULL: it is the first).
static Node *find(const Node *map, const char *key, Node **before)
{
  *before = NULL;
  for (Node *child = map->first; child != NULL; child = child->next) {
    if (strcmp(child->key, key) == 0) return child;
    *before = child;
  }
  return NULL;
}

void node_append(Node *list, Node *value)
{
  assert(list->type != NODE_SCALAR && value->next == NULL);
  if (list->last != NULL) list->last->next = value;
  else list->first = value;
  list->last = value;
  list->size++;
}

void node_put(Arena *arena, Node *map, const char *key, Place key_place, Node *value)
{
  assert(map->type == NODE_MAP && value->next == NULL);
  Node *before, *old = find(map, key, &before);
  assert(old != value);
  value->key = copy_text(arena, key);
  value->key_place = key_place;
  if (old == NULL) {
    node_append(map, value);
    return;
  }
  value->next = old->next;
  if (before != NULL) before->next = value;
  else map->first = value;
  if (map->last == old) map->last = value;
  old->next = NULL;
}

bool node_remove(Node *map, const char *key)
{
  if (map == NULL || map->type != NODE_MAP) return false;
  Node *before, *old = find(map, key, &before);
  if (old == NULL) return false;
  if (before != NULL) before->next = old->next;
  else map->first = old->next;
  if (map->last == old) map->last = before;
  old->next = NULL;
  map->size--;
  return true;
}

bool node_equal(const Node *a, const Node *b)
{
  if (a == NULL || b == NULL) return a == b;
  if (a->type != b->type || a->size != b->size) return false;
  if (a->type == NODE_SCALAR) return strcmp(a->text, b->text) == 0;
  const Node *y = b->first;
  for (const Node *x = a->first; x != NULL; x = x->next, y = y->next) {
    if (a->type == NODE_MAP && strcmp(x->key, y->key) != 0) return false;
    if (!node_equal(x, y)) return false;
  }
  return true;
}

Brief node_name(const Node *node)
{
  if (node->key == NULL) return text_brief("this entry");
  Brief key = text_brief(node->key), name = {"'"};
  strcat(strcat(name.text, key.text), "'");
  return name;
}

Brief node_what(const Node *node)
{
  if (node->type == NODE_LIST) return text_brief("a list");
  if (node->type == NODE_MAP) return text_brief("a map");
  if (node->plain && node->text[0] == '\0') return text_brief("nothing");
  Brief text = text_brief(node->text), what = {"'"};
  strcat(strcat(what.text, text.text), "'");
  return what;
}

static bool begins(const char *text, const char *with)
{
  return strncasecmp(text, with, strlen(with)) == 0;
}

// What to write instead of a text that begins with a digit.
static const char *hint_digits(const char *text)
{
  static const char alone[] = "write the number alone, such as 0.5, -3 or 1e-4";
  static const char large[] = "the largest number is about 1.8e308";
  size_t      digits = strspn(text, "0123456789");
  const char *after = text + digits;
  if (begins(text, "0x") || begins(text, "0o") || begins(text, "0b")) {
    return "write it as a decimal number, such as 16";
  }
  if (*after == '_') return "write the digits without '_' between them";
  if (*after == ':') return "write it as one number, not in sixties";
  if (*after == ',') return "the decimal sign is a point, such as 0.5";
  if (*after == '/') return "write a fraction out, such as 0.25";
  if (*after == '%') return "write a part of one, such as 0.05";
  if (text[0] == '0' && digits > 1) return "write a number without zeros in front";
  if (*after == '.') after += 1 + strspn(after + 1, "0123456789");
  if (*after == '\0') return large;
  if (*after != 'e' && *after != 'E') return alone;
  after += after[1] == '-' || after[1] == '+' ? 2 : 1;
  size_t exponent = strspn(after, "0123456789");
  return exponent == 0 || after[exponent] != '\0' ? alone : large;
}

// What to write instead of a text that may have been meant for a number; NULL: there is no
// telling.
static const char *hint_number(const Node *node)
{
  if (node->type != NODE_SCALAR) return NULL;
  double      number;
  const char *text = node->text;
  if (text_to_number(text, &number)) return "a number stands without quotes";
  if (*text == '-' || *text == '+') text++;
  if (*text >= '0' && *text <= '9') return hint_digits(text);
  if (*text == '.') text++;
  if (strcasecmp(text, "nan") == 0 || strcasecmp(text, "inf") == 0 ||
      strcasecmp(text, "infinity") == 0) {
    return "a number must be finite, such as 0.5, -3 or 1e-4";
  }
  return NULL;
}

bool node_number(const Node *node, double *out, Diag *diag)
{
  if (node->type == NODE_SCALAR && node->plain && text_to_number(node->text, out)) return true;
  diag_error(diag, node->place, hint_number(node), "%s must be a number, not %s",
             node_name(node).text, node_what(node).text);
  return false;
}

static bool refuse_count(const Node *node, int64_t count, long low, long high, Diag *diag)
{
  Brief name = node_name(node);
  if (high == LONG_MAX) {
    diag_error(diag, node->place, NULL, "%s is %lld; it must be at least %ld", name.text,
               (long long)count, low);
  } else {
    diag_error(diag, node->place, NULL, "%s is %lld; it must lie between %ld and %ld", name.text,
               (long long)count, low, high);
  }
  return false;
}

static const char *hint_count(const Node *node)
{
  double number;
  if (node->type != NODE_SCALAR || !node->plain || !text_to_number(node->text, &number)) {
    return hint_number(node);
  }
  size_t digits = strspn(node->text, "+-0123456789");
  return node->text[digits] == '\0' && node->text[0] != '+' ? "the largest is 9223372036854775807"
                                                            : "write digits alone, such as 1000";
}

bool node_count(const Node *node, long low, long high, long *out, Diag *diag)
{
  int64_t count;
  if (node->type != NODE_SCALAR || !node->plain || !text_to_count(node->text, &count)) {
    diag_error(diag, node->place, hint_count(node), "%s must be a whole number, not %s",
               node_name(node).text, node_what(node).text);
    return false;
  }
  if (count < low || count > high) return refuse_count(node, count, low, high, diag);
  *out = (long)count;
  return true;
}

static bool is_among(const char *text, const char *const *words)
{
  for (; *words != NULL; words++) {
    if (strcasecmp(text, *words) == 0) return true;
  }
  return false;
}

bool node_flag(const Node *node, bool *out, Diag *diag)
{
  static const char *const yes[] = {"true", "yes", "on", "y", "1", NULL};
  static const char *const no[] = {"false", "no", "off", "n", "0", NULL};
  const char *hint = NULL;
  if (node->type == NODE_SCALAR) {
    *out = strcmp(node->text, "true") == 0;
    if (node->plain && (*out || strcmp(node->text, "false") == 0)) return true;
    if (is_among(node->text, yes)) hint = "write true, without quotes";
    if (is_among(node->text, no)) hint = "write false, without quotes";
  }
  diag_error(diag, node->place, hint, "%s must be true or false, not %s", node_name(node).text,
             node_what(node).text);
  return false;
}

static bool is_key(const char *key, const char *const *keys, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (strcmp(key, keys[i]) == 0) return true;
  }
  return false;
}

// The nearest key, or all of them while they are few; NULL where neither helps.
static const char *hint_key(const char *key, const char *const *keys, size_t n, char hint[240])
{
  const char *nearest = text_nearest(key, keys, n);
  if (nearest != NULL) {
    snprintf(hint, 240, "did you mean '%s'?", nearest);
    return hint;
  }
  size_t length = (size_t)snprintf(hint, 240, "known here:");
  for (size_t i = 0; i < n; i++) {
    if (length + strlen(keys[i]) + 3 > 240) return NULL;
    length += (size_t)snprintf(hint + length, 240 - length, "%s %s", i > 0 ? "," : "", keys[i]);
  }
  return n > 0 ? hint : NULL;
}

void node_only(const Node *map, const char *const *keys, Diag *diag)
{
  if (map == NULL || map->type != NODE_MAP) return;
  size_t n = 0;
  while (keys[n] != NULL) n++;
  for (const Node *child = map->first; child != NULL; child = child->next) {
    if (is_key(child->key, keys, n)) continue;
    char hint[240];
    diag_error(diag, child->key_place, hint_key(child->key, keys, n, hint), "unknown key %s",
               node_name(child).text);
  }
}

Place node_place_in(const Node *scalar, int row, int column)
{
  Place place = scalar->place;
  if (scalar->block) {
    place.line += 1 + row;
    place.column = scalar->indent + column + 1;
  } else {
    place.column += column + (scalar->plain ? 0 : 1);
  }
  return place;
}
