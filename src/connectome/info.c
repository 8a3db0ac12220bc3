// Info: counts per class, side and class pair, in columns.
//
// Names are the user's: what could move the cursor of a terminal is shown as '?'. "Pairs" are
// ordered pairs of neurons; of a class with itself the possible ones include a neuron onto itself
// only where the connectome has such synapses at all.

#include "connectome/info.h"

#include <string.h>

#include "connectome/lookup.h"

// The characters of a name as they are shown; returns how many columns they take. `out` may be
// NULL.
static int show(const char *name, Text *out)
{
  size_t length = strlen(name);
  int    columns = 0;

  for (size_t at = 0; at < length; columns++) {
    uint32_t rune = 0;
    size_t   bytes = text_rune(name + at, length - at, &rune);
    bool     plain = bytes > 0 && rune >= 0x20 && !(rune >= 0x7F && rune < 0xA0);
    if (out && plain) {
      text_add_bytes(out, name + at, bytes);
    } else if (out) {
      text_add(out, "?");
    }
    at += bytes > 0 ? bytes : 1;
  }
  return columns;
}

static const char *named(const char *name)
{
  return *name ? name : "(none)";
}

static void pad(Text *out, int columns)
{
  text_print(out, "%*s", columns > 0 ? columns : 0, "");
}

// A number right-aligned in `width` columns, whole ones with commas: 3,585.
static void add_number(Text *out, double number, int width)
{
  char plain[32], shown[48];
  bool whole = number < 9e15 && number == (double)(int64_t)number;
  int  n = whole ? (int)text_from_count(plain, (int64_t)number)
                 : (int)text_from_number(plain, number);
  int  length = 0;

  for (int i = 0; i < n; i++) {
    if (whole && i > 0 && (n - i) % 3 == 0) {
      shown[length++] = ',';
    }
    shown[length++] = plain[i];
  }
  shown[length] = '\0';
  text_print(out, "%*s", width, shown);
}

static int widest(const char *const *name, int n, int width)
{
  for (int i = 0; i < n; i++) {
    int columns = show(named(name[i]), NULL);
    width = columns > width ? columns : width;
  }
  return width;
}

static void count_table(const char *head, const char *const *name, const int *size, int n,
                        Text *out)
{
  int width = widest(name, n, (int)strlen(head));

  text_print(out, "\n%-*s  %9s\n", width, head, "neurons");
  for (int i = 0; i < n; i++) {
    pad(out, width - show(named(name[i]), out));
    add_number(out, size[i], 11);
    text_add(out, "\n");
  }
}

static void side_table(const Connectome *connectome, Arena *scratch, Text *out)
{
  Lookup side = lookup_open(scratch, connectome->n_neurons);
  int   *size = arena_take(scratch, (size_t)connectome->n_neurons, sizeof *size);
  int    n = 0;

  for (int i = 0; i < connectome->n_neurons; i++) {
    int number = lookup_put(&side, connectome->side[i], n);
    n += number == n;
    size[number]++;
  }
  count_table("side", side.word, size, n, out);
}

// In percent of the pairs that there could be.
static double share(const Connectome *connectome, const ClassPair *pair)
{
  double from = connectome->class_size[pair->pre_class];
  double to = connectome->class_size[pair->post_class];
  bool   within = pair->pre_class == pair->post_class;

  return 100 * pair->n_synapses / (from * to - (within && connectome->n_self == 0 ? from : 0));
}

static void pair_table(const Connectome *connectome, Arena *scratch, Text *out)
{
  int        n = 0;
  ClassPair *pair = connectome_class_pairs(scratch, connectome, &n);
  int        width = 2 * widest(connectome->class_name, connectome->n_classes, 1) + 2;

  width = width < 10 ? 10 : width;
  text_print(out, "\n%-*s  %11s  %11s  %13s\n", width, "from->to", "pairs", "of possible",
             "synapses");
  for (int i = 0; i < n; i++) {
    int used = show(named(connectome->class_name[pair[i].pre_class]), out);
    text_add(out, "->");
    used += 2 + show(named(connectome->class_name[pair[i].post_class]), out);
    pad(out, width - used);
    add_number(out, pair[i].n_synapses, 13);
    text_print(out, "  %9.1f %%", share(connectome, &pair[i]));
    add_number(out, pair[i].weight, 15);
    text_add(out, "\n");
  }
}

void info_write(const Connectome *connectome, const char *folder, Text *out)
{
  Arena *scratch = arena_open();
  double weight = 0;

  for (int i = 0; i < connectome->n_synapses; i++) {
    weight += connectome->weight[i];
  }
  show(folder, out);
  text_add(out, "\n");
  add_number(out, connectome->n_neurons, 0);
  text_add(out, " neurons, ");
  add_number(out, connectome->n_synapses, 0);
  text_add(out, " pairs joined by ");
  add_number(out, weight, 0);
  text_add(out, " synapses; onto themselves: ");
  add_number(out, connectome->n_self, 0);
  text_add(out, "\n");
  count_table("class", connectome->class_name, connectome->class_size, connectome->n_classes, out);
  side_table(connectome, scratch, out);
  pair_table(connectome, scratch, out);
  arena_close(scratch);
}
