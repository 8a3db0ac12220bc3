// Connectome: questions to a connectome that has been read.
//
// Class pairs are found by two stable counting sorts of the synapses, by the class of post, then
// by the class of pre: O(synapses + classes).

#include "connectome/connectome.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

int connectome_find(const Connectome *connectome, const char *id)
{
  return lookup_find(&connectome->lookup, id);
}

int connectome_class(const Connectome *connectome, const char *name)
{
  for (int i = 0; i < connectome->n_classes; i++) {
    if (strcmp(connectome->class_name[i], name) == 0) {
      return i;
    }
  }
  return -1;
}

int connectome_synapse(const Connectome *connectome, int pre, int post)
{
  int low = connectome->row[pre], high = connectome->row[pre + 1];

  while (low < high) {
    int middle = low + (high - low) / 2;
    if (connectome->post[middle] < post) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < connectome->row[pre + 1] && connectome->post[low] == post ? low : -1;
}

int *connectome_select(Arena *arena, const Connectome *connectome, int class)
{
  int *neuron = arena_take(arena, (size_t)connectome->class_size[class], sizeof *neuron);
  int  n = 0;

  for (int i = 0; i < connectome->n_neurons; i++) {
    if (connectome->class_of[i] == class) {
      neuron[n++] = i;
    }
  }
  return neuron;
}

// Sorts synapses by the class of one end, stably; start has room for (n_classes + 1).
static void sort(const Connectome *connectome, const int *end, const int *from, int *to,
                 int *start)
{
  const int *class_of = connectome->class_of;

  memset(start, 0, ((size_t)connectome->n_classes + 1) * sizeof *start);
  for (int i = 0; i < connectome->n_synapses; i++) {
    start[class_of[end[i]] + 1]++;
  }
  for (int class = 0; class < connectome->n_classes; class++) {
    start[class + 1] += start[class];
  }
  for (int i = 0; i < connectome->n_synapses; i++) {
    to[start[class_of[end[from[i]]]]++] = from[i];
  }
}

static bool same_pair(const Connectome *connectome, int a, int b)
{
  const int *class_of = connectome->class_of;

  return class_of[connectome->pre[a]] == class_of[connectome->pre[b]] &&
         class_of[connectome->post[a]] == class_of[connectome->post[b]];
}

ClassPair *connectome_class_pairs(Arena *arena, const Connectome *connectome, int *n_pairs)
{
  size_t n = (size_t)connectome->n_synapses;
  int   *synapse = arena_take(arena, n, sizeof *synapse);
  Arena *scratch = arena_open();
  int   *other = arena_take(scratch, n, sizeof *other);
  int   *start = arena_take(scratch, (size_t)connectome->n_classes + 1, sizeof *start);
  int    pairs = 0;

  for (int i = 0; i < connectome->n_synapses; i++) {
    synapse[i] = i;
  }
  sort(connectome, connectome->post, synapse, other, start);
  sort(connectome, connectome->pre, other, synapse, start);
  arena_close(scratch);

  for (size_t i = 0; i < n; i++) {
    pairs += i == 0 || !same_pair(connectome, synapse[i - 1], synapse[i]);
  }
  ClassPair *pair = arena_take(arena, (size_t)pairs, sizeof *pair);
  ClassPair *last = NULL;
  for (size_t i = 0; i < n; i++) {
    int one = synapse[i];
    if (i == 0 || !same_pair(connectome, synapse[i - 1], one)) {
      last = last ? last + 1 : pair;
      last->pre_class = connectome->class_of[connectome->pre[one]];
      last->post_class = connectome->class_of[connectome->post[one]];
      last->synapse = &synapse[i];
    }
    last->n_synapses++;
    last->weight += connectome->weight[one];
  }
  *n_pairs = pairs;
  return pair;
}

Place connectome_neuron_place(const Connectome *connectome, int neuron)
{
  return csv_place(connectome->neurons, (size_t)neuron);
}

Place connectome_synapse_place(const Connectome *connectome, int synapse)
{
  return csv_place(connectome->synapses, (size_t)connectome->synapse_row[synapse]);
}

void connectome_digest(const Connectome *connectome, Hash *hash)
{
  char text[96], weight[32];
  for (int n = 0; n < connectome->n_neurons; n++) {
    hash_add_text(hash, connectome->id[n]);
    hash_add_text(hash, connectome->name[n]);
    hash_add_text(hash, connectome->class_name[connectome->class_of[n]]);
  }
  for (int s = 0; s < connectome->n_synapses; s++) {
    text_from_number(weight, connectome->weight[s]);
    snprintf(text, sizeof text, "%d %d %s", connectome->pre[s], connectome->post[s], weight);
    hash_add_text(hash, text);
  }
}
