// Read: two tables become a connectome: neurons and sorted synapses, or complaints with places.
//
// Synapses are sorted by two stable counting sorts, first by post, then by pre, so that reading
// costs O(neurons + synapses) and twins stand side by side in the order of their lines.

#include "connectome/connectome.h"

#include <limits.h>
#include <string.h>

#include "base/text.h"

typedef struct Edge {
  int    pre, post;
  int    row;
  double weight;
} Edge;

static Place whole(const Csv *csv)
{
  return (Place){.file = csv->file};
}

// Whether a table has these columns and a number of rows that can be counted.
static bool fit(const Csv *csv, const char *const *names, int *columns, int n, const char *what,
                const char *hint, Diag *diag)
{
  size_t before = diag_count(diag);

  for (int i = 0; i < n; i++) {
    columns[i] = csv_column(csv, names[i]);
    if (columns[i] < 0) {
      diag_error(diag, (Place){csv->file, 1, 1}, hint, "there is no column '%s'", names[i]);
    }
  }
  if (csv->n_rows == 0) {
    diag_error(diag, whole(csv), NULL, "there are no %s in it", what);
  } else if (csv->n_rows > INT_MAX / 4) {
    diag_error(diag, whole(csv), NULL, "%zu rows are more than can be read", csv->n_rows);
  }
  return diag_count(diag) == before;
}

// Classes in the order in which neurons bring them.
static void classify(Arena *arena, Connectome *connectome, int column, Diag *diag)
{
  const Csv *csv = connectome->neurons;
  int        n = connectome->n_neurons;
  Lookup      lookup = lookup_open(arena, n);
  int       *class_of = arena_take(arena, (size_t)n, sizeof *class_of);
  int       *size = arena_take(arena, (size_t)n, sizeof *size);
  int        n_classes = 0;

  for (int i = 0; i < n; i++) {
    class_of[i] = lookup_put(&lookup, csv_cell(csv, (size_t)i, column), n_classes);
    n_classes += class_of[i] == n_classes;
    size[class_of[i]]++;
  }
  if (n_classes > CLASS_LIMIT) {
    diag_error(diag, whole(csv), "is the column 'class' the one that was meant?",
               "%d classes are more than %d", n_classes, CLASS_LIMIT);
  }
  connectome->n_classes = n_classes;
  connectome->class_of = class_of;
  connectome->class_size = size;
  connectome->class_name = lookup.word;
}

static void identify(Arena *arena, Connectome *connectome, int column, Diag *diag)
{
  const Csv *csv = connectome->neurons;

  connectome->lookup = lookup_open(arena, connectome->n_neurons);
  connectome->id = connectome->lookup.word;
  for (int i = 0; i < connectome->n_neurons; i++) {
    const char *id = csv_cell(csv, (size_t)i, column);
    if (*id == '\0') {
      diag_error(diag, csv_place(csv, (size_t)i), NULL, "this neuron has no id");
      continue;
    }
    int owner = lookup_put(&connectome->lookup, id, i);
    if (owner != i) {
      diag_error(diag, csv_place(csv, (size_t)i), NULL, "id '%s' is already that of line %d", id,
                 csv->line[owner]);
    }
  }
}

static const char **take_column(Arena *arena, const Csv *csv, int column)
{
  const char **cells = arena_take(arena, csv->n_rows, sizeof *cells);

  for (size_t i = 0; i < csv->n_rows; i++) {
    cells[i] = csv_cell(csv, i, column);
  }
  return cells;
}

// False where there is nothing that the ends of synapses could be looked up in.
static bool read_neurons(Arena *arena, Connectome *connectome, Diag *diag)
{
  static const char *const names[] = {"id", "name", "class", "side"};
  const Csv *csv = connectome->neurons;
  int        column[4];

  if (!fit(csv, names, column, 4, "neurons", "the columns are id, name, class and side", diag)) {
    return false;
  }
  connectome->n_neurons = (int)csv->n_rows;
  connectome->name = take_column(arena, csv, column[1]);
  connectome->side = take_column(arena, csv, column[3]);
  classify(arena, connectome, column[2], diag);
  identify(arena, connectome, column[0], diag);
  return true;
}

// One end of a synapse, or -1 with a complaint.
static int read_end(const Connectome *connectome, size_t row, int column, const char *end,
                    Diag *diag)
{
  const Csv  *csv = connectome->synapses;
  const char *id = csv_cell(csv, row, column);
  int         neuron = connectome_find(connectome, id);

  if (neuron < 0) {
    diag_error(diag, csv_place(csv, row), NULL, "%s '%s' is not the id of a neuron in %s", end, id,
               connectome->neurons->file);
  }
  return neuron;
}

static bool read_weight(const Csv *csv, size_t row, int column, double *weight, Diag *diag)
{
  const char *text = csv_cell(csv, row, column);

  if (text_to_number(text, weight) && *weight > 0 && *weight <= WEIGHT_LIMIT) {
    return true;
  }
  diag_error(diag, csv_place(csv, row), "neurons that do not touch have no row",
             "weight is '%s'; it must be a number above 0 and at most %.0f", text, WEIGHT_LIMIT);
  return false;
}

// Every row that makes sense, in the order of the file.
static int read_edges(const Connectome *connectome, const int column[3], Edge *edge, Diag *diag)
{
  const Csv *csv = connectome->synapses;
  int        n = 0;

  for (size_t i = 0; i < csv->n_rows; i++) {
    Edge next = {.row = (int)i};
    next.pre = read_end(connectome, i, column[0], "pre", diag);
    next.post = read_end(connectome, i, column[1], "post", diag);
    bool weighed = read_weight(csv, i, column[2], &next.weight, diag);
    if (weighed && next.pre >= 0 && next.post >= 0) {
      edge[n++] = next;
    }
  }
  return n;
}

// A stable counting sort by one end. `start` receives where each neuron's edges begin.
static void sort(const Edge *from, Edge *to, int n, bool by_pre, int *start, int n_neurons)
{
  memset(start, 0, ((size_t)n_neurons + 1) * sizeof *start);
  for (int i = 0; i < n; i++) {
    start[(by_pre ? from[i].pre : from[i].post) + 1]++;
  }
  for (int k = 0; k < n_neurons; k++) {
    start[k + 1] += start[k];
  }
  for (int i = 0; i < n; i++) {
    to[start[by_pre ? from[i].pre : from[i].post]++] = from[i];
  }
  for (int k = n_neurons; k > 0; k--) {
    start[k] = start[k - 1];
  }
  start[0] = 0;
}

static void refuse_twins(const Connectome *connectome, const Edge *edge, int n, Diag *diag)
{
  const Csv *csv = connectome->synapses;

  for (int i = 1; i < n; i++) {
    if (edge[i].pre != edge[i - 1].pre || edge[i].post != edge[i - 1].post) {
      continue;
    }
    diag_error(diag, csv_place(csv, (size_t)edge[i].row), "a pair has one row; add its weights",
               "the pair %s, %s was already given in line %d", connectome->id[edge[i].pre],
               connectome->id[edge[i].post], csv->line[edge[i - 1].row]);
  }
}

static void keep(Arena *arena, Connectome *connectome, const Edge *edge, int n)
{
  int    *pre = arena_take(arena, (size_t)n, sizeof *pre);
  int    *post = arena_take(arena, (size_t)n, sizeof *post);
  int    *row = arena_take(arena, (size_t)n, sizeof *row);
  double *weight = arena_take(arena, (size_t)n, sizeof *weight);

  for (int i = 0; i < n; i++) {
    pre[i] = edge[i].pre;
    post[i] = edge[i].post;
    row[i] = edge[i].row;
    weight[i] = edge[i].weight;
    connectome->n_self += pre[i] == post[i];
  }
  connectome->n_synapses = n;
  connectome->pre = pre;
  connectome->post = post;
  connectome->synapse_row = row;
  connectome->weight = weight;
}

static void read_synapses(Arena *arena, Connectome *connectome, Diag *diag)
{
  static const char *const names[] = {"pre", "post", "weight"};
  const Csv *csv = connectome->synapses;
  int        column[3];

  if (!fit(csv, names, column, 3, "synapses", "the columns are pre, post and weight", diag)) {
    return;
  }
  Arena *scratch = arena_open();
  Edge  *edge = arena_take(scratch, csv->n_rows, sizeof *edge);
  Edge  *other = arena_take(scratch, csv->n_rows, sizeof *other);
  int   *start = arena_take(arena, (size_t)connectome->n_neurons + 1, sizeof *start);
  int    n = read_edges(connectome, column, edge, diag);
  sort(edge, other, n, false, start, connectome->n_neurons);
  sort(other, edge, n, true, start, connectome->n_neurons);
  refuse_twins(connectome, edge, n, diag);
  keep(arena, connectome, edge, n);
  connectome->row = start;
  arena_close(scratch);
}

const Connectome *connectome_build(Arena *arena, const Csv *neurons, const Csv *synapses,
                                   Diag *diag)
{
  size_t      before = diag_count(diag);
  Connectome *connectome = arena_take(arena, 1, sizeof *connectome);

  connectome->neurons = neurons;
  connectome->synapses = synapses;
  if (read_neurons(arena, connectome, diag)) {
    read_synapses(arena, connectome, diag);
  }
  return diag_count(diag) == before ? connectome : NULL;
}

const Connectome *connectome_read(Arena *arena, const char *folder, Diag *diag)
{
  size_t      before = diag_count(diag);
  size_t      length = strlen(folder);
  const char *slash = length > 0 && folder[length - 1] == '/' ? "" : "/";
  const char *first = arena_print(arena, "%s%sneurons.csv", folder, slash);
  const char *second = arena_print(arena, "%s%ssynapses.csv", folder, slash);
  const Csv  *neurons = csv_read_file(arena, first, diag);
  bool        sound = diag_count(diag) == before;
  const Csv  *synapses = csv_read_file(arena, second, diag);

  // A table leaves out rows that cannot be read as such. Where one of the neurons is missing,
  // right synapses would be blamed.
  if (!neurons || !synapses || !sound) {
    return NULL;
  }
  const Connectome *connectome = connectome_build(arena, neurons, synapses, diag);
  return diag_count(diag) == before ? connectome : NULL;
}
