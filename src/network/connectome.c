// Connectome: neurons and synapses of a real brain, driven by where the animal is.
//
// A folder of models/ with neurons.csv and synapses.csv (connectome/connectome.h) and four classes
// of it, named by the section; as in the insect mushroom body:
//
//   input (PN)       place-tuned: a Gaussian of width `place_width` around a centre of its own.
//   Centres are spread over
//                    all places that can be seen, each as far as possible from those before it.
//                    This input is invented.
//   expansion (KC)   sums its inputs with the connectome's synapse counts as weights; feedback
//   inhibition, the APL
//                    neuron's part (Lin et al. 2014), lets the `winners` strongest fire. Their
//                    activity is what exceeds the strongest loser, as a vector of length 1. Ties
//                    go to the lower number.
//   output (MBON)    the synapses expansion -> output that exist are plastic, no others. Outputs
//   are dealt out to the
//                    agent's numbers (value, preferences) so that each group has about as many
//                    synapses: an assumption. A group is read out as the sum over its synapses, in
//                    units of its synapses per feature.
//   dopamine (MBIN)  the cells that release; a synapse k->o is in contact with those that touch
//   both k and o.
//
// expansion: none leaves the expansion out: inputs lead straight to those outputs that they reach
// through it.
//
// Wiring: `real`, or null models in which each animal has a wiring of its own
// (connectome/null_model.h): `degree_preserving` swaps within each pair of classes,
// `output_shuffle` draws the targets of expansion -> output anew.
//
// Eichler et al. (2017) Nature 548:175; Caron et al. (2013) Nature 497:113 for sparse sampling by
// Kenyon cells. Cost of wiring an animal: SWAPS_A_SYNAPSE x synapses, and observations x synapses
// input -> expansion.

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "connectome/null_model.h"
#include "kind/network.h"
#include "math/function.h"

enum {
  FOLDER = NETWORK_ROWS,
  SIDE,
  INPUT,
  EXPANSION,
  OUTPUT,
  DOPAMINE,
  WINNERS,
  PLACE_WIDTH,
  WIRING,
  N_FIELDS
};
enum { WIRING_REAL, WIRING_DEGREE_PRESERVING, WIRING_OUTPUT_SHUFFLE };

typedef struct Net {
  const Connectome *connectome;
  const NullModel  *null;
  int               wiring;
  int               winners;
  bool              direct;   // no expansion
  int               n_observations, n_outputs;
  int               input, expansion, output,
      dopamine;   // classes; expansion is there even where it is left out
  int          n_features, n_posts, n_cells, n_synapses, n_active;
  int         *place_in;   // (n_neurons) number within its class
  int         *group;      // (n_posts) output of the agent
  double      *rate;       // (n_observations x inputs)
  const char **feature_name, **post_name, **cell_name;
} Net;

// What `wire` works in.
typedef struct Bench {
  int           *post;      // (synapses of the connectome)
  int           *room;      // (null->work)
  unsigned char *touches;   // (n_cells x n_neurons)
  unsigned char *reaches;   // (inputs x n_posts)
  double        *drive;     // (features)
  unsigned char *fires;     // (features)
} Bench;

static int size_of(const Net *net, int class)
{
  return net->connectome->class_size[class];
}

static size_t lay(unsigned char **at, size_t count, size_t size)
{
  size_t bytes = (count * size + 63) / 64 * 64;
  if (*at) *at += bytes;
  return bytes;
}

// Divides a workspace; with NULL only adds up its size.
static size_t divide(const Net *net, unsigned char *start, Bench *bench)
{
  size_t         n = (size_t)net->connectome->n_synapses, total = 0;
  unsigned char *at = start;
  bench->post       = (int *)at, total += lay(&at, n, sizeof(int));
  bench->room       = (int *)at, total += lay(&at, (size_t)net->null->work + 1, sizeof(int));
  bench->touches    = at,
  total += lay(&at, (size_t)net->n_cells * (size_t)net->connectome->n_neurons, 1);
  bench->reaches = at,
  total += lay(&at, (size_t)size_of(net, net->input) * (size_t)net->n_posts, 1);
  bench->drive = (double *)at,
  total += lay(&at, (size_t)size_of(net, net->expansion), sizeof(double));
  bench->fires = at, total += lay(&at, (size_t)size_of(net, net->expansion), 1);
  return total;
}

static size_t workspace(const void *network)
{
  Bench bench;
  return divide(network, NULL, &bench) + 64;
}

// ---- wiring
// ---------------------------------------------------------------------------------------------------

static void rewire_all(const Net *net, Stream *stream, Bench *bench)
{
  null_model_real(net->null, bench->post);
  if (!stream) return;
  if (net->wiring == WIRING_DEGREE_PRESERVING)
    null_model_degree_preserving(net->null, stream, bench->post);
  if (net->wiring == WIRING_OUTPUT_SHUFFLE) {
    int block = null_model_block(net->null, net->expansion, net->output);
    null_model_shuffle(net->null, block, stream, bench->post, bench->room);
  }
}

// What drives each neuron of the expansion at an observation.
static void drive_all(const Net *net, const Bench *bench, int observation)
{
  const Connectome *c    = net->connectome;
  const double     *rate = net->rate + (size_t)observation * (size_t)size_of(net, net->input);
  memset(bench->drive, 0, sizeof(double) * (size_t)size_of(net, net->expansion));
  for (int s = 0; s < c->n_synapses; s++) {
    if (c->class_of[c->pre[s]] != net->input || c->class_of[bench->post[s]] != net->expansion)
      continue;
    bench->drive[net->place_in[bench->post[s]]] += rate[net->place_in[c->pre[s]]] * c->weight[s];
  }
}

// Lets the strongest fire; entries of the observation's list are written in the order of the
// neurons.
static void let_fire(const Net *net, const Bench *bench, int *feature, double *value)
{
  int n = size_of(net, net->expansion);
  memset(bench->fires, 0, (size_t)n);
  for (int w = 0; w < net->winners; w++) {
    int best = -1;
    for (int k = 0; k < n; k++) {
      if (!bench->fires[k] && (best < 0 || bench->drive[k] > bench->drive[best])) best = k;
    }
    bench->fires[best] = 1;
  }
  double floor_ = 0, sum = 0;
  for (int k = 0; k < n; k++) {
    if (!bench->fires[k] && bench->drive[k] > floor_) floor_ = bench->drive[k];
  }
  int at = 0;
  for (int k = 0; k < n; k++) {
    if (!bench->fires[k]) continue;
    feature[at] = k;
    value[at]   = bench->drive[k] - floor_;
    sum += value[at] * value[at];
    at++;
  }
  for (int w = 0; w < at; w++) value[w] = sum > 0 ? value[w] / sqrt(sum) : 0;
}

static void list_inputs(const Net *net, int observation, int *feature, double *value)
{
  int           n    = size_of(net, net->input);
  const double *rate = net->rate + (size_t)observation * (size_t)n;
  double        sum  = 0;
  for (int j = 0; j < n; j++) sum += rate[j] * rate[j];
  for (int j = 0; j < n; j++) {
    feature[j] = j;
    value[j]   = sum > 0 ? rate[j] / sqrt(sum) : 0;
  }
}

// For each input, the outputs that it reaches through the expansion.
static void reach_through(const Net *net, const Bench *bench)
{
  const Connectome *c = net->connectome;
  memset(bench->reaches, 0, (size_t)size_of(net, net->input) * (size_t)net->n_posts);
  for (int s = 0; s < c->n_synapses; s++) {
    int middle = bench->post[s];
    if (c->class_of[c->pre[s]] != net->input || c->class_of[middle] != net->expansion) continue;
    for (int t = c->row[middle]; t < c->row[middle + 1]; t++) {
      if (c->class_of[bench->post[t]] != net->output) continue;
      bench->reaches[net->place_in[c->pre[s]] * net->n_posts + net->place_in[bench->post[t]]] = 1;
    }
  }
}

// Writes the bundles of one feature: `has(o)` for every output neuron of each group in turn.
static void bundle_up(const Net *net, const unsigned char *has, int feature, Anatomy *anatomy)
{
  for (int g = 0; g < net->n_outputs; g++) {
    int b  = feature * net->n_outputs + g;
    int at = anatomy->bundle_start[b];
    for (int o = 0; o < net->n_posts; o++) {
      if (has[o] && net->group[o] == g) anatomy->post[at++] = o;
    }
    anatomy->bundle_start[b + 1] = at;
  }
}

static void connect(const Net *net, const Bench *bench, Anatomy *anatomy)
{
  const Connectome *c = net->connectome;
  unsigned char     has[4096];
  if (net->direct) reach_through(net, bench);
  for (int n = 0; n < c->n_neurons; n++) {
    if (c->class_of[n] != (net->direct ? net->input : net->expansion)) continue;
    memset(has, 0, sizeof has);
    for (int s = c->row[n]; s < c->row[n + 1] && !net->direct; s++) {
      if (c->class_of[bench->post[s]] == net->output) has[net->place_in[bench->post[s]]] = 1;
    }
    if (net->direct)
      memcpy(has, bench->reaches + net->place_in[n] * net->n_posts, (size_t)net->n_posts);
    bundle_up(net, has, net->place_in[n], anatomy);
  }
  for (int g = 0; g < net->n_outputs; g++) {
    int synapses = 0;
    for (int o = 0; o < anatomy->n_features; o++) {
      int b = o * net->n_outputs + g;
      synapses += anatomy->bundle_start[b + 1] - anatomy->bundle_start[b];
    }
    anatomy->readout[g] = synapses ? (double)net->n_features / synapses : 0;
  }
}

// Dopamine cells that touch both ends of each synapse; inputs without expansion are touched where
// their targets are.
static void contact(const Net *net, const Bench *bench, Anatomy *anatomy)
{
  const Connectome *c      = net->connectome;
  int               source = net->direct ? net->input : net->expansion;
  int              *neuron = bench->room;   // number within class -> neuron, sources then outputs
  memset(bench->touches, 0, (size_t)net->n_cells * (size_t)c->n_neurons);
  for (int s = 0; s < c->n_synapses; s++) {
    if (c->class_of[c->pre[s]] != net->dopamine) continue;
    bench->touches[(size_t)net->place_in[c->pre[s]] * (size_t)c->n_neurons +
                   (size_t)bench->post[s]] = 1;
  }
  for (int n = 0; n < c->n_neurons; n++) {
    if (c->class_of[n] == source) neuron[net->place_in[n]] = n;
    if (c->class_of[n] == net->output) neuron[net->n_features + net->place_in[n]] = n;
  }
  int at = 0;
  for (int s = 0, b = 0; s < anatomy->n_synapses; s++) {
    while (anatomy->bundle_start[b + 1] <= s) b++;
    anatomy->contact_start[s] = at;
    int k = neuron[b / net->n_outputs], o = neuron[net->n_features + anatomy->post[s]];
    for (int j = 0; j < net->n_cells; j++) {
      const unsigned char *touches = bench->touches + (size_t)j * (size_t)c->n_neurons;
      if ((net->direct || touches[k]) && touches[o]) anatomy->contact_cell[at++] = j;
    }
  }
  anatomy->contact_start[anatomy->n_synapses] = at;
}

static void wire(const void *network, Stream *rewire, void *space, Anatomy *anatomy)
{
  const Net     *net   = network;
  unsigned char *start = space;
  Bench          bench;
  start += (64 - (uintptr_t)start % 64) % 64;
  divide(net, start, &bench);
  rewire_all(net, rewire, &bench);
  int each = net->n_active / net->n_observations;
  for (int o = 0; o < net->n_observations; o++) {
    anatomy->active_start[o + 1] = (o + 1) * each;
    if (net->direct) {
      list_inputs(net, o, &anatomy->active_feature[o * each], &anatomy->active_value[o * each]);
    } else {
      drive_all(net, &bench, o);
      let_fire(net, &bench, &anatomy->active_feature[o * each], &anatomy->active_value[o * each]);
    }
  }
  connect(net, &bench, anatomy);
  contact(net, &bench, anatomy);
  anatomy->feature_name = net->feature_name;
  anatomy->post_name    = net->post_name;
  anatomy->cell_name    = net->cell_name;
}

static void size(const void *network, Anatomy *anatomy)
{
  const Net *net          = network;
  anatomy->n_observations = net->n_observations;
  anatomy->n_features     = net->n_features;
  anatomy->n_outputs      = net->n_outputs;
  anatomy->n_active       = net->n_active;
  anatomy->n_synapses     = net->n_synapses;
  anatomy->n_cells        = net->n_cells;
  anatomy->n_posts        = net->n_posts;
  anatomy->n_contacts     = net->n_synapses * net->n_cells;
}

static void digest(const void *network, Hash *hash)
{
  const Connectome *c = ((const Net *)network)->connectome;
  for (int n = 0; n < c->n_neurons; n++) {
    hash_add_text(hash, c->id[n]);
    hash_add_text(hash, c->class_name[c->class_of[n]]);
  }
  hash_add(hash, c->pre, sizeof *c->pre * (size_t)c->n_synapses);
  hash_add(hash, c->post, sizeof *c->post * (size_t)c->n_synapses);
  hash_add(hash, c->weight, sizeof *c->weight * (size_t)c->n_synapses);
}

static bool own_wiring(const void *network)
{
  return ((const Net *)network)->wiring != WIRING_REAL;
}

// ---- reading
// --------------------------------------------------------------------------------------------------

// The folder of a connectome: models/NAME[/SIDE], from the base upwards (results lie deeper than
// experiments).
static const char *find_folder(Arena *arena, const Section *section, Diag *diag)
{
  const Node *name = section->setting[FOLDER].node, *side = section->setting[SIDE].node;
  const char *base = section->base ? section->base : "";
  for (int up = 0; name && up < 4; up++) {
    const char *folder = arena_print(arena, "%s%smodels/%s%s%s", base, "../../../" + 3 * (3 - up),
                                     name->text, side ? "/" : "", side ? side->text : "");
    FILE       *file   = fopen(arena_print(arena, "%s/neurons.csv", folder), "r");
    if (!file) continue;
    fclose(file);
    return folder;
  }
  if (name) {
    diag_error(diag, side ? side->place : name->place,
               "a folder with neurons.csv and synapses.csv",
               "there is no connectome models/%s%s%s", name->text, side ? "/" : "",
               side ? side->text : "");
  }
  return NULL;
}

// The class that a field names; its default is the field's own `words`.
static int class_of(const Net *net, const Section *section, int field, const char *standard,
                    Diag *diag)
{
  const Node *node = section->setting[field].node;
  const char *name = node ? node->text : standard;
  int class        = connectome_class(net->connectome, name);
  if (class < 0) {
    Place place = node ? node->place : section->place;
    diag_error(diag, place,
               text_nearest(name, net->connectome->class_name, (size_t)net->connectome->n_classes),
               "the connectome has no neurons of class '%s'", name);
  }
  return class;
}

static const char **names_of(Arena *arena, const Net *net, int class)
{
  const char **names = arena_take(arena, (size_t)size_of(net, class) + 1, sizeof *names);
  for (int n = 0; n < net->connectome->n_neurons; n++) {
    if (net->connectome->class_of[n] == class) names[net->place_in[n]] = net->connectome->name[n];
  }
  return names;
}

// Centres, each as far as possible from those before it, and every input's rate at every
// observation.
static bool tune(Arena *arena, Net *net, const Observed *seen, double width, Place place,
                 Diag *diag)
{
  int     n = seen->n, inputs = size_of(net, net->input);
  double *at   = arena_take(arena, 2 * (size_t)n, sizeof *at),
         *near = arena_take(arena, (size_t)n, sizeof *near);
  net->rate    = arena_take(arena, (size_t)n * (size_t)inputs, sizeof *net->rate);
  for (int o = 0; o < n; o++) {
    const World *world = seen->world[o];
    if (!world->kind->place) {
      diag_error(diag, place, NULL, "its inputs are tuned to places, and %s has none",
                 world->kind->kind.name);
      return false;
    }
    world->kind->place(world->env, world_state(world, seen->state[o]), &at[2 * o]);
    near[o] = INFINITY;
  }
  for (int j = 0; j < inputs; j++) {
    int centre = 0;
    for (int o = 1; o < n; o++) centre = near[o] > near[centre] ? o : centre;
    for (int o = 0; o < n; o++) {
      double down = at[2 * o] - at[2 * centre], right = at[2 * o + 1] - at[2 * centre + 1];
      double far                                        = down * down + right * right;
      near[o]                                           = far < near[o] ? far : near[o];
      net->rate[(size_t)o * (size_t)inputs + (size_t)j] = math_exp(-far / (2 * width * width));
    }
    // when every place is a centre the next round begins
    for (int o = 0, all = 1; o < n; o++) {
      all &= near[o] == 0;
      if (o == n - 1 && all) {
        for (int p = 0; p < n; p++) near[p] = INFINITY;
      }
    }
  }
  return true;
}

// Deals the output neurons out, those with most synapses first, always to the group with the
// fewest so far.
static void deal(Arena *arena, Net *net)
{
  const Connectome *c     = net->connectome;
  int              *count = arena_take(arena, (size_t)net->n_posts, sizeof *count);
  int              *load  = arena_take(arena, (size_t)net->n_outputs, sizeof *load);
  net->group              = arena_take(arena, (size_t)net->n_posts, sizeof *net->group);
  for (int s = 0; s < c->n_synapses; s++) {
    if (c->class_of[c->pre[s]] == net->expansion && c->class_of[c->post[s]] == net->output) {
      count[net->place_in[c->post[s]]]++;
    }
  }
  for (int dealt = 0; dealt < net->n_posts; dealt++) {
    int next = 0, group = 0;
    for (int o = 1; o < net->n_posts; o++) next = count[o] > count[next] ? o : next;
    for (int g = 1; g < net->n_outputs; g++) group = load[g] < load[group] ? g : group;
    net->group[next] = group;
    load[group] += count[next];
    count[next] = -1;
  }
}

static void count_synapses(Arena *arena, Net *net)
{
  const Connectome *c = net->connectome;
  Bench             bench;
  unsigned char    *space = arena_take(arena, workspace(net), 1);
  divide(net, space, &bench);
  null_model_real(net->null, bench.post);
  if (net->direct) {
    reach_through(net, &bench);
    for (int i = 0; i < size_of(net, net->input) * net->n_posts; i++)
      net->n_synapses += bench.reaches[i];
  }
  for (int s = 0; s < c->n_synapses && !net->direct; s++) {
    net->n_synapses +=
        c->class_of[c->pre[s]] == net->expansion && c->class_of[c->post[s]] == net->output;
  }
}

static const void *build(Arena *arena, const Section *section, const Node *written,
                         const Observed *seen, int n_outputs, Diag *diag)
{
  const Setting *setting = section->setting;
  const char    *folder  = find_folder(arena, section, diag);
  Net           *net     = arena_take(arena, 1, sizeof *net);
  size_t         before  = diag_count(diag);
  (void)written;
  if (!folder) return NULL;
  net->connectome = connectome_read(arena, folder, diag);
  if (!net->connectome) return NULL;
  net->direct    = setting[EXPANSION].node && strcmp(setting[EXPANSION].node->text, "none") == 0;
  net->input     = class_of(net, section, INPUT, "PN", diag);
  net->output    = class_of(net, section, OUTPUT, "MBON", diag);
  net->dopamine  = class_of(net, section, DOPAMINE, "MBIN", diag);
  net->expansion = net->direct ? connectome_class(net->connectome, "KC")
                               : class_of(net, section, EXPANSION, "KC", diag);
  if (diag_count(diag) != before) return NULL;
  net->null           = null_model_open(arena, net->connectome);
  net->wiring         = (int)setting[WIRING].number;
  net->winners        = (int)setting[WINNERS].number;
  net->n_observations = seen->n;
  net->n_outputs      = n_outputs;
  net->place_in = arena_take(arena, (size_t)net->connectome->n_neurons, sizeof *net->place_in);
  int *so_far   = arena_take(arena, (size_t)net->connectome->n_classes, sizeof *so_far);
  for (int n = 0; n < net->connectome->n_neurons; n++) {
    net->place_in[n] = so_far[net->connectome->class_of[n]]++;
  }
  net->n_posts      = size_of(net, net->output);
  net->n_cells      = size_of(net, net->dopamine);
  net->n_features   = size_of(net, net->direct ? net->input : net->expansion);
  net->winners      = net->winners < net->n_features ? net->winners : net->n_features;
  net->n_active     = seen->n * (net->direct ? net->n_features : net->winners);
  net->feature_name = names_of(arena, net, net->direct ? net->input : net->expansion);
  net->post_name    = names_of(arena, net, net->output);
  net->cell_name    = names_of(arena, net, net->dopamine);
  if (!tune(arena, net, seen, setting[PLACE_WIDTH].number, section->place, diag)) return NULL;
  deal(arena, net);
  count_synapses(arena, net);
  return net;
}

static const Field fields[N_FIELDS - NETWORK_ROWS] = {
    [FOLDER]      = {"connectome", FIELD_TEXT, .required = true,
                     .about = "folder of models/ with the connectome"},
    [SIDE]        = {"side", FIELD_TEXT, .about = "folder within that, such as left or right"},
    [INPUT]       = {"input", FIELD_TEXT,
                     .about = "class of the neurons that are driven; PN unless said"},
    [EXPANSION]   = {"expansion", FIELD_TEXT,
                     .about = "class between input and output; KC unless said; none leaves it out"},
    [OUTPUT]      = {"output", FIELD_TEXT, .about = "class that is read out; MBON unless said"},
    [DOPAMINE]    = {"dopamine", FIELD_TEXT,
                     .about = "class that releases dopamine; MBIN unless said"},
    [WINNERS]     = {"winners", FIELD_COUNT, .standard = 8, .low = 1, .high = 100000,
                     .about = "neurons of the expansion that fire at a time"},
    [PLACE_WIDTH] = {"place_width", FIELD_NUMBER, .standard = 1.5, .low = 0.01, .high = 1000,
                     .unit = "cells", .about = "sd of the inputs' place fields"},
    [WIRING]      = {"wiring", FIELD_WORD, .words = "real degree_preserving output_shuffle",
                     .about = "as it is, or a null model, each animal with its own"},
};

const NetworkKind network_connectome = {
    .kind =
        {
            .name      = "connectome",
            .about     = "neurons and synapses of a real brain, driven by where the animal is",
            .source    = "Eichler et al. (2017); Caron et al. (2013); Lin et al. (2014)",
            .equations = "KC drive = sum over PN of synapses x rate; the strongest fire with what "
                         "exceeds the strongest loser",
            .example   = "model:\n  network: {kind: connectome, connectome: larva_mushroom_body, "
                         "side: right}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - NETWORK_ROWS,
        },
    .build      = build,
    .size       = size,
    .own_wiring = own_wiring,
    .workspace  = workspace,
    .wire       = wire,
    .digest     = digest,
};
