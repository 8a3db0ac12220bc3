// Fuzzing: any bytes as YAML are refused, or read, written and read back.

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "config/drawing.h"
#include "config/field.h"
#include "config/node.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

// Readers of single nodes, which must stand whatever they are given.
static void read_as_all(Arena *arena, const Node *node, Diag *diag)
{
  Drawing drawing;
  Value   value;
  double  number;
  long    count;
  bool    flag;
  if (node->type == NODE_SCALAR || node->size < 8) {
    if (drawing_read(arena, node, &drawing, diag)) {
      assert(drawing.rows > 0 && drawing.columns > 0 && drawing.cell[0] != '\0');
    }
    if (value_read(arena, node, &value, diag) && value.n_levels > 0) {
      assert(value.upto[value.n_levels - 1] == 1);
    }
    node_number(node, &number, diag);
    node_count(node, -5, 5, &count, diag);
    node_flag(node, &flag, diag);
  }
  for (const Node *child = node->first; child != NULL; child = child->next) {
    read_as_all(arena, child, diag);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  Node  *node = node_read_text(arena, "fuzz.yaml", (const char *)bytes, length, diag);
  assert((node != NULL || diag_count(diag) > 0) && diag_text(diag) != NULL);
  if (node != NULL && diag_count(diag) == 0) {
    Text first = {.arena = arena}, second = first, canonical = first;
    node_write(node, &first);
    node_canonical(node, &canonical);
    Node *again = node_read_text(arena, "again.yaml", first.start, first.length, diag);
    assert(again != NULL && diag_count(diag) == 0);
    assert(node_equal(node, again) && node_equal(again, node_copy(arena, again)));
    node_write(again, &second);
    assert(first.length == second.length && strcmp(first.start, second.start) == 0);
    read_as_all(arena, node, diag);
    assert(diag_text(diag) != NULL);
  }
  arena_close(arena);
  return 0;
}
