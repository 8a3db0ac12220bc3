// Circuits: sparse codes by winners, contacts and groups, from any wiring of a connectome.
//
// Cost: reading the synapses once for each drive, join and touch; a code takes winners x n.

#include "connectome/circuit.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "math/function.h"

Circuit *circuit_open(Arena *arena, const Connectome *connectome, int input, int expansion,
                      int output, int dopamine, bool direct)
{
  Circuit *circuit = arena_take(arena, 1, sizeof *circuit);
  int     *place   = arena_take(arena, (size_t)connectome->n_neurons, sizeof *place);
  int     *so_far  = arena_take(arena, (size_t)connectome->n_classes, sizeof *so_far);
  for (int n = 0; n < connectome->n_neurons; n++) place[n] = so_far[connectome->class_of[n]]++;
  *circuit              = (Circuit){.connectome = connectome, .direct = direct};
  circuit->input        = input;
  circuit->expansion    = expansion;
  circuit->output       = output;
  circuit->dopamine     = dopamine;
  circuit->n_inputs     = connectome->class_size[input];
  circuit->n_expansions = connectome->class_size[expansion];
  circuit->n_outputs    = connectome->class_size[output];
  circuit->n_cells      = connectome->class_size[dopamine];
  circuit->n_sources    = direct ? circuit->n_inputs : circuit->n_expansions;
  circuit->place_in     = place;
  circuit->source       = connectome_select(arena, connectome, direct ? input : expansion);
  circuit->target       = connectome_select(arena, connectome, output);
  return circuit;
}

const char **circuit_names(Arena *arena, const Circuit *circuit, int class)
{
  const Connectome *c      = circuit->connectome;
  int              *neuron = connectome_select(arena, c, class);
  const char      **name   = arena_take(arena, (size_t)c->class_size[class], sizeof *name);
  for (int i = 0; i < c->class_size[class]; i++) name[i] = c->name[neuron[i]];
  return name;
}

void circuit_tune(const double *at, int n, int n_inputs, double width, double *near, double *rate)
{
  for (int o = 0; o < n; o++) near[o] = INFINITY;
  for (int j = 0; j < n_inputs; j++) {
    int centre = 0;
    for (int o = 1; o < n; o++) centre = near[o] > near[centre] ? o : centre;
    bool fresh = near[centre] > 0;
    for (int o = 0; o < n; o++) {
      double down                                    = at[2 * o] - at[2 * centre];
      double right                                   = at[2 * o + 1] - at[2 * centre + 1];
      double far                                     = down * down + right * right;
      near[o]                                        = !fresh || far < near[o] ? far : near[o];
      rate[(size_t)o * (size_t)n_inputs + (size_t)j] = math_exp(-far / (2 * width * width));
    }
  }
}

void circuit_drive(const Circuit *circuit, const int *post, const double *rate, double *drive)
{
  const Connectome *c = circuit->connectome;
  memset(drive, 0, sizeof *drive * (size_t)circuit->n_expansions);
  for (int s = 0; s < c->n_synapses; s++) {
    if (c->class_of[c->pre[s]] != circuit->input) continue;
    if (c->class_of[post[s]] != circuit->expansion) continue;
    drive[circuit->place_in[post[s]]] += rate[circuit->place_in[c->pre[s]]] * c->weight[s];
  }
}

void circuit_fire(const double *drive, int n, int winners, unsigned char *fires, int *which,
                  double *value)
{
  double loser = 0, sum = 0;
  int    n_firing = 0;
  memset(fires, 0, (size_t)n);
  for (int w = 0; w < winners; w++) {
    int best = -1;
    for (int k = 0; k < n; k++) {
      if (!fires[k] && (best < 0 || drive[k] > drive[best])) best = k;
    }
    fires[best] = 1;
  }
  for (int k = 0; k < n; k++) {
    if (!fires[k] && drive[k] > loser) loser = drive[k];
  }
  for (int k = 0; k < n; k++) {
    if (!fires[k]) continue;
    which[n_firing] = k;
    value[n_firing] = drive[k] - loser;
    sum += value[n_firing] * value[n_firing];
    n_firing++;
  }
  for (int w = 0; w < n_firing; w++) value[w] = sum > 0 ? value[w] / sqrt(sum) : 0;
}

void circuit_list(const double *rate, int n, int *which, double *value)
{
  double sum = 0;
  for (int j = 0; j < n; j++) sum += rate[j] * rate[j];
  for (int j = 0; j < n; j++) {
    which[j] = j;
    value[j] = sum > 0 ? rate[j] / sqrt(sum) : 0;
  }
}

int circuit_join(const Circuit *circuit, const int *post, unsigned char *joined)
{
  const Connectome *c = circuit->connectome;
  int               n = 0;
  memset(joined, 0, (size_t)circuit->n_sources * (size_t)circuit->n_outputs);
  for (int i = 0; i < circuit->n_sources; i++) {
    unsigned char *row = joined + (size_t)i * (size_t)circuit->n_outputs;
    int            pre = circuit->source[i];
    for (int s = c->row[pre]; s < c->row[pre + 1]; s++) {
      int next = post[s];
      if (!circuit->direct && c->class_of[next] == circuit->output)
        row[circuit->place_in[next]] = 1;
      if (!circuit->direct || c->class_of[next] != circuit->expansion) continue;
      for (int t = c->row[next]; t < c->row[next + 1]; t++) {
        if (c->class_of[post[t]] == circuit->output) row[circuit->place_in[post[t]]] = 1;
      }
    }
    for (int o = 0; o < circuit->n_outputs; o++) n += row[o];
  }
  return n;
}

void circuit_touch(const Circuit *circuit, const int *post, unsigned char *touches)
{
  const Connectome *c = circuit->connectome;
  memset(touches, 0, (size_t)circuit->n_cells * (size_t)c->n_neurons);
  for (int s = 0; s < c->n_synapses; s++) {
    if (c->class_of[c->pre[s]] != circuit->dopamine) continue;
    touches[(size_t)circuit->place_in[c->pre[s]] * (size_t)c->n_neurons + (size_t)post[s]] = 1;
  }
}

int circuit_contacts(const Circuit *circuit, const unsigned char *touches, int source, int output,
                     int *cell)
{
  size_t n_neurons = (size_t)circuit->connectome->n_neurons;
  int    n         = 0;
  for (int j = 0; j < circuit->n_cells; j++) {
    const unsigned char *touched = touches + (size_t)j * n_neurons;
    if (!touched[circuit->target[output]]) continue;
    if (circuit->direct || touched[circuit->source[source]]) cell[n++] = j;
  }
  return n;
}

void circuit_deal(Arena *arena, const Circuit *circuit, const unsigned char *joined, int n_groups,
                  int *group)
{
  int  n     = circuit->n_outputs;
  int *count = arena_take(arena, (size_t)n, sizeof *count);
  int *load  = arena_take(arena, (size_t)n_groups, sizeof *load);
  for (int i = 0; i < circuit->n_sources; i++) {
    for (int o = 0; o < n; o++) count[o] += joined[(size_t)i * (size_t)n + (size_t)o];
  }
  for (int dealt = 0; dealt < n; dealt++) {
    int next = 0, least = 0;
    for (int o = 1; o < n; o++) next = count[o] > count[next] ? o : next;
    for (int g = 1; g < n_groups; g++) least = load[g] < load[least] ? g : least;
    group[next] = least;
    load[least] += count[next];
    count[next] = -1;
  }
}
