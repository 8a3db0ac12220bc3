// Nodes: a YAML file as a tree in which everything knows its place.
//
// The reader takes YAML's safe part: no tags, no merge keys, no duplicate keys, nesting up to 32,
// files up to 16 MiB, aliases only while the whole tree stays below a million nodes. libyaml
// delivers events; the tree and the checks are ours (libyaml's own documents accept duplicate keys
// and take seconds on deep nesting).

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/text.h"

typedef enum NodeType { NODE_SCALAR, NODE_LIST, NODE_MAP } NodeType;

typedef struct Node Node;
struct Node {
  NodeType    type;
  Place       place;
  const char *key;         // in a map: its key, else NULL
  Place       key_place;
  const char *text;        // scalar: its text
  bool        plain;       // scalar: unquoted
  bool        block;       // scalar: a | block, whose first line is at place.line + 1
  int         indent;      // scalar: the blanks before each line of a | block
  size_t      size;        // list, map: number of children
  Node       *first;       // list, map: children in order
  Node       *last;
  Node       *next;        // its next sibling
};

// Reads a file or a text; NULL where it is not YAML at all. An empty file is an empty map. The
// texts of the tree, its places and what the Diag shows of it belong to the arena.
Node *node_read_file(Arena *arena, const char *path, Diag *diag);
Node *node_read_text(Arena *arena, const char *name, const char *text, size_t length, Diag *diag);

// Children.
Node *node_get(const Node *map, const char *key);                   // NULL where there is none
Node *node_at(const Node *list, size_t index);

// Building and changing trees (all memory from the arena; siblings are never shared between
// parents).
Node *node_copy(Arena *arena, const Node *node);                    // deep; key and places kept
Node *node_scalar(Arena *arena, const char *text, Place place);
Node *node_new(Arena *arena, NodeType type, Place place);           // an empty list or map
void  node_put(Arena *arena, Node *map, const char *key, Place key_place,
               Node *value);                                        // replaces in place
void  node_append(Node *list, Node *value);
bool  node_remove(Node *map, const char *key);
bool  node_equal(const Node *a, const Node *b);                     // shape, keys in order, texts

// Writes YAML that reads back as the same tree: block maps, flow lists of scalars, quoted where
// needed, drawings as | blocks. The same bytes for the same tree, always.
void node_write(const Node *node, Text *out);

// A canonical one-line text of the tree with numbers in shortest form, map keys in the order of
// the tree: what run ids are hashed from.
void node_canonical(const Node *node, Text *out);

// Scalars. Each complains (with the key's name) and returns false where the text is not of that
// form.
bool node_number(const Node *node, double *out, Diag *diag);
bool node_count(const Node *node, long low, long high, long *out, Diag *diag);
bool node_flag(const Node *node, bool *out, Diag *diag);

// Complains about every key of the map that is not among `keys` (NULL-terminated), with "did you
// mean".
void node_only(const Node *map, const char *const *keys, Diag *diag);

// For messages: the name of a node ("'alpha'", "this entry" where it has none) and what stands
// there ("'abc'", "a list", "a map", "nothing").
Brief node_name(const Node *node);
Brief node_what(const Node *node);

// The place of a character of a scalar (row and column of a drawing from 0).
Place node_place_in(const Node *scalar, int row, int column);
