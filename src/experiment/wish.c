// Wishes: their names, and the way from the layouts of several models to one tensor.

#include <string.h>

#include "experiment/wish.h"

typedef struct Joining {
  size_t       n, label_room, number_room;
  const char **label;
  double      *number;
} Joining;

static int add(Arena *arena, Joining *all, const char *label, double number)
{
  size_t need = all->n + 1;
  all->label  = arena_grow(arena, all->label, &all->label_room, need, sizeof *all->label);
  all->number = arena_grow(arena, all->number, &all->number_room, need, sizeof *all->number);
  all->label[all->n]  = label;
  all->number[all->n] = number;
  return (int)all->n++;
}

// Levels are the same where their labels are, and where they come as often before (synapses may
// share a name).
static int *join_axis(Arena *arena, Joining *all, const TensorAxis *own)
{
  int           *place  = arena_take(arena, own->n, sizeof *place);
  size_t         before = all->n;
  unsigned char *used   = arena_take(arena, before, 1);
  for (size_t i = 0; i < own->n; i++) {
    size_t at   = i;
    bool   here = i < before && !used[i] && strcmp(all->label[i], own->label[i]) == 0;
    for (at = here ? i : 0; at < before; at++) {
      if (!used[at] && strcmp(all->label[at], own->label[i]) == 0) break;
    }
    if (at < before) used[at] = 1;
    place[i] = at < before ? (int)at : add(arena, all, own->label[i], own->number[i]);
  }
  return place;
}

// Conditions with the same model share a layout.
static int earlier(const Grid *grid, int condition)
{
  for (int c = condition - 1; c >= 0; c--) {
    if (grid->layout[c] == grid->layout[condition]) return c;
  }
  return -1;
}

void grid_join(Arena *arena, int n_conditions, Grid *grid)
{
  Joining all[TENSOR_AXES] = {0};
  grid->place              = arena_take(arena, (size_t)n_conditions, sizeof *grid->place);
  for (int c = 0; c < n_conditions; c++) {
    const Layout *layout = grid->layout[c];
    if (!layout) continue;
    int same = earlier(grid, c);
    if (same >= 0) {
      grid->place[c] = grid->place[same];
      continue;
    }
    grid->n_kept   = layout->n_kept;
    grid->place[c] = arena_take(arena, (size_t)layout->n_kept, sizeof **grid->place);
    for (int a = 0; a < layout->n_kept; a++) {
      grid->kept[a]     = layout->kept[a];
      grid->all[a]      = layout->all[a];
      grid->place[c][a] = join_axis(arena, &all[a], &layout->kept[a]);
    }
  }
  for (int a = 0; a < grid->n_kept; a++) {
    grid->kept[a].n      = all[a].n;
    grid->kept[a].label  = all[a].label;
    grid->kept[a].number = all[a].number;
  }
}

Tensor *grid_tensor(Arena *arena, const Choice *choice, const TensorAxis *seeds, const Grid *grid)
{
  TensorAxis axis[TENSOR_AXES];
  int        n = 0;
  for (int i = 0; i < choice->n_kept; i++) axis[n++] = choice->kept[i];
  if (seeds) axis[n++] = *seeds;
  for (int i = 0; i < grid->n_kept; i++) axis[n++] = grid->kept[i];
  return tensor_make(arena, n, axis);
}

size_t grid_offset(const Tensor *tensor, const Choice *choice, int condition)
{
  size_t offset = 0;
  for (int i = 0; i < choice->n_kept; i++) {
    offset += (size_t)choice->level[condition * choice->n_kept + i] * tensor_stride(tensor, i);
  }
  return offset;
}

void grid_put(const Grid *grid, int condition, const double *from, double *to)
{
  const Layout *layout          = grid->layout[condition];
  size_t        at[TENSOR_AXES] = {0};
  for (size_t i = 0; i < layout->probe.cells; i++) {
    size_t cell = 0;
    for (int a = 0; a < grid->n_kept; a++) {
      cell = cell * grid->kept[a].n + (size_t)grid->place[condition][a][at[a]];
    }
    to[cell] = from[i];
    for (int a = grid->n_kept - 1; a >= 0 && ++at[a] == layout->kept[a].n; a--) at[a] = 0;
  }
}

// ---- names -------------------------------------------------------------------------------------

static bool says_all(const WishEntry *entry)
{
  const Node *levels = entry->levels;
  return !levels || (levels->type == NODE_SCALAR && strcmp(levels->text, "all") == 0);
}

// Levels in one way of writing them: numbers in their shortest form, no quotes.
static void write_levels(const Node *node, Text *out)
{
  double number;
  if (node->type == NODE_SCALAR) {
    if (text_to_number(node->text, &number)) {
      text_add_number(out, number);
    } else {
      text_add(out, node->text);
    }
    return;
  }
  text_add(out, node->type == NODE_LIST ? "[" : "{");
  for (const Node *child = node->first; child; child = child->next) {
    if (child != node->first) text_add(out, ", ");
    if (node->type == NODE_MAP) text_print(out, "%s: ", child->key);
    write_levels(child, out);
  }
  text_add(out, node->type == NODE_LIST ? "]" : "}");
}

const char *wish_name(Arena *arena, const Wish *wish)
{
  Text text = {.arena = arena}, kept = {.arena = arena};
  text_add(&text, wish->measure->name);
  const char *between = "{";
  for (int i = 0; i < wish->n_entries; i++) {
    const WishEntry *entry = &wish->entry[i];
    if (entry->kept) text_print(&kept, "%s%s", kept.length > 0 ? ", " : "", entry->name.name);
    if (says_all(entry) && entry->name.axis != AXIS_SINCE) continue;
    text_print(&text, "%s%s: ", between, entry->name.name);
    if (entry->levels) {
      write_levels(entry->levels, &text);
    } else {
      text_add(&text, "all");
    }
    between = ", ";
  }
  if (kept.length > 0) text_print(&text, "%sby %s", between[0] == '{' ? "{" : "; ", kept.start);
  if (between[0] != '{' || kept.length > 0) text_add(&text, "}");
  return text.start;
}
