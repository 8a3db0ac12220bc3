// Spreading: a claim that says nothing of an axis is made of one animal group at a time.
//
// Conditions are never averaged in silence, so a claim would have to name the axis; but the file
// cannot know what the command line will sweep. Judged at every level, a claim says no more than
// it did.

#include "experiment/spread.h"

#include <string.h>

static Node *at_level(Arena *arena, const Node *claim, const char *path, const Node *level)
{
  Node       *copy  = node_copy(arena, claim);
  const Node *that  = node_get(copy, "that");
  Node       *over  = node_get(copy, "over");
  const char *tail = strrchr(path, '.') ? strrchr(path, '.') + 1 : path;
  if (that && that->type == NODE_SCALAR) {
    const char *text = arena_print(arena, "%s (%s %s)", that->text, tail, level->text);
    node_put(arena, copy, "that", that->key_place, node_scalar(arena, text, that->place));
  }
  if (!over) {
    node_put(arena, copy, "over", copy->place, node_new(arena, NODE_MAP, copy->place));
    over = node_get(copy, "over");
  }
  if (over->type == NODE_MAP) {
    node_put(arena, over, path, over->place, node_scalar(arena, level->text, level->place));
  }
  return copy;
}

void spread_claims(Arena *arena, Node *root, const char *path, const Node *values)
{
  const Node *claims = node_get(root, "claims");
  if (!claims || claims->type != NODE_LIST) return;
  for (const Node *level = values->first; level; level = level->next) {
    if (level->type != NODE_SCALAR) return;
  }
  Node *spread = node_new(arena, NODE_LIST, claims->place);
  for (const Node *claim = claims->first; claim; claim = claim->next) {
    if (claim->type != NODE_MAP) {
      node_append(spread, node_copy(arena, claim));
      continue;
    }
    for (const Node *level = values->first; level; level = level->next) {
      node_append(spread, at_level(arena, claim, path, level));
    }
  }
  node_put(arena, root, "claims", claims->key_place, spread);
}
