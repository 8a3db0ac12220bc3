// Connectome: neurons and synapses of a real brain, driven by where the animal is.
//
// A folder of models/ with neurons.csv and synapses.csv (connectome/connectome.h) and four classes
// of it, named by the section; as in the insect mushroom body:
//
//   input (PN)       place-tuned: a Gaussian of width `place_width` around a centre of its own.
//                    Centres are spread over all places that can be seen, each as far as possible
//                    from those before it. This input is invented.
//   expansion (KC)   sums its inputs with the connectome's synapse counts as weights; feedback
//                    inhibition, the APL neuron's part (Lin et al. 2014), lets the `winners`
//                    strongest fire. Their activity is what exceeds the strongest loser, as a
//                    vector of length 1. Ties go to the lower number.
//   output (MBON)    the synapses expansion -> output that exist are plastic, no others. Outputs
//                    are dealt out to the agent's numbers (value, preferences) so that each group
//                    has about as many synapses: an assumption. A group is read out as the sum
//                    over its synapses, in units of its synapses per feature.
//   dopamine (MBIN)  the cells that release; a synapse k->o is in contact with those that touch
//                    both k and o.
//
// expansion: none leaves the expansion (the class that it would be by default) out: inputs lead
// straight to those outputs that they reach through it, and are in contact with the cells that
// touch these. All of them are active, as a vector of length 1. Its wiring is the real one: a
// rewired one would have another number of such pairs for each animal.
//
// Wiring: `real`, or null models (connectome/null_model.h): `degree_preserving` swaps within each
// pair of classes, `output_shuffle` draws the targets of expansion -> output anew. Groups stay
// those of the real wiring. Each animal has a wiring of its own, unless `graphs` says how many
// there are: then animals whose seeds leave the same rest share one, namely that which the animal
// with this rest as its seed has by itself. The rest depends on the seed alone, so shards agree.
//
// Eichler et al. (2017) Nature 548:175; Caron et al. (2013) Nature 497:113 for sparse sampling by
// Kenyon cells. Cost of wiring an animal: SWAPS_A_SYNAPSE x synapses, and observations x synapses.

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "connectome/circuit.h"
#include "connectome/null_model.h"
#include "kind/network.h"

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
  GRAPHS,
  N_FIELDS
};
enum { WIRING_REAL, WIRING_DEGREE_PRESERVING, WIRING_OUTPUT_SHUFFLE };

typedef struct Net {
  const Circuit   *circuit;
  const NullModel *null;
  int              wiring;
  int64_t          graphs;   // random wirings; 0: one an animal
  int              winners;
  int              n_observations, n_groups, n_synapses;
  int              n_active;   // features of an observation
  int             *group;      // (outputs of the circuit) output of the agent
  double          *rate;       // (n_observations x inputs)
  const char     **feature_name, **post_name, **cell_name;
} Net;

// What `wire` works in.
typedef struct Bench {
  int           *post;      // (synapses of the connectome)
  int           *room;      // (null->work)
  unsigned char *joined;    // (sources x outputs)
  unsigned char *touches;   // (cells x neurons)
  double        *drive;     // (expansion)
  unsigned char *fires;     // (expansion)
} Bench;

static void *lay(unsigned char *start, size_t *used, int count, int each, size_t size)
{
  size_t at = *used;
  *used += ((size_t)count * (size_t)each * size + 63) / 64 * 64;
  return start ? start + at : NULL;
}

// Divides a workspace; with NULL only adds up its size.
static size_t divide(const Net *net, unsigned char *start, Bench *bench)
{
  const Circuit *c    = net->circuit;
  size_t         used = 0;
  bench->post         = lay(start, &used, c->connectome->n_synapses, 1, sizeof(int));
  bench->room         = lay(start, &used, net->null->work, 1, sizeof(int));
  bench->joined       = lay(start, &used, c->n_sources, c->n_outputs, 1);
  bench->touches      = lay(start, &used, c->n_cells, c->connectome->n_neurons, 1);
  bench->drive        = lay(start, &used, c->n_expansions, 1, sizeof(double));
  bench->fires        = lay(start, &used, c->n_expansions, 1, 1);
  return used;
}

static size_t workspace(const void *network)
{
  Bench bench;
  return divide(network, NULL, &bench) + 64;
}

// ---- wiring

static void rewire_all(const Net *net, Stream *stream, Bench *bench)
{
  const Circuit *c = net->circuit;
  null_model_real(net->null, bench->post);
  if (!stream) return;
  if (net->wiring == WIRING_DEGREE_PRESERVING)
    null_model_degree_preserving(net->null, stream, bench->post);
  if (net->wiring == WIRING_OUTPUT_SHUFFLE) {
    int block = null_model_block(net->null, c->expansion, c->output);
    null_model_shuffle(net->null, block, stream, bench->post, bench->room);
  }
}

static void activate(const Net *net, Bench *bench, Anatomy *anatomy)
{
  const Circuit *c = net->circuit;
  for (int o = 0; o < net->n_observations; o++) {
    const double *rate           = net->rate + (size_t)o * (size_t)c->n_inputs;
    int           at             = o * net->n_active;
    int          *feature        = anatomy->active_feature + at;
    double       *value          = anatomy->active_value + at;
    anatomy->active_start[o + 1] = at + net->n_active;
    if (c->direct) {
      circuit_list(rate, c->n_inputs, feature, value);
    } else {
      circuit_drive(c, bench->post, rate, bench->drive);
      circuit_fire(bench->drive, c->n_expansions, net->winners, bench->fires, feature, value);
    }
  }
}

// The bundles, feature by feature, and what each group counts for.
static void connect(const Net *net, Bench *bench, Anatomy *anatomy)
{
  const Circuit *c                 = net->circuit;
  int            at                = 0;
  double         synapses[OUTPUTS] = {0};
  circuit_join(c, bench->post, bench->joined);
  for (int k = 0; k < c->n_sources; k++) {
    const unsigned char *row = bench->joined + (size_t)k * (size_t)c->n_outputs;
    for (int g = 0; g < net->n_groups; g++) {
      int first = at;
      for (int o = 0; o < c->n_outputs; o++) {
        if (row[o] && net->group[o] == g) anatomy->post[at++] = o;
      }
      anatomy->bundle_start[k * net->n_groups + g + 1] = at;
      synapses[g] += at - first;
    }
  }
  for (int g = 0; g < net->n_groups; g++) {
    anatomy->readout[g] = synapses[g] > 0 ? c->n_sources / synapses[g] : 0;
  }
}

static void contact(const Net *net, Bench *bench, Anatomy *anatomy)
{
  const Circuit *c  = net->circuit;
  int            at = 0;
  circuit_touch(c, bench->post, bench->touches);
  for (int k = 0; k < c->n_sources; k++) {
    const int *bundle = anatomy->bundle_start + k * net->n_groups;
    for (int s = bundle[0]; s < bundle[net->n_groups]; s++) {
      at += circuit_contacts(c, bench->touches, k, anatomy->post[s], anatomy->contact_cell + at);
      anatomy->contact_start[s + 1] = at;
    }
  }
}

static void wire(const void *network, Stream *rewire, void *space, Anatomy *anatomy)
{
  const Net     *net   = network;
  unsigned char *start = space;
  Bench          bench;
  start += (64 - (uintptr_t)start % 64) % 64;
  divide(net, start, &bench);
  rewire_all(net, rewire, &bench);
  activate(net, &bench, anatomy);
  connect(net, &bench, anatomy);
  contact(net, &bench, anatomy);
  anatomy->feature_name = net->feature_name;
  anatomy->post_name    = net->post_name;
  anatomy->cell_name    = net->cell_name;
}

static void size(const void *network, Anatomy *anatomy)
{
  const Net     *net      = network;
  const Circuit *c        = net->circuit;
  anatomy->n_observations = net->n_observations;
  anatomy->n_features     = c->n_sources;
  anatomy->n_outputs      = net->n_groups;
  anatomy->n_active       = net->n_observations * net->n_active;
  anatomy->n_synapses     = net->n_synapses;
  anatomy->n_cells        = c->n_cells;
  anatomy->n_posts        = c->n_outputs;
  anatomy->n_contacts     = net->n_synapses * c->n_cells;
}

static bool own_wiring(const void *network)
{
  return ((const Net *)network)->wiring != WIRING_REAL;
}

static int64_t wiring_of(const void *network, int64_t seed)
{
  int64_t n = ((const Net *)network)->graphs;
  return n > 0 ? (seed % n + n) % n : seed;
}

static void digest(const void *network, Hash *hash)
{
  connectome_digest(((const Net *)network)->circuit->connectome, hash);
}

// ---- reading

// The folder of a connectome: models/NAME[/SIDE], from the base upwards (results lie deeper than
// experiments).
static const char *find_folder(Arena *arena, const Section *section, Diag *diag)
{
  static const char ways[] = "../../../";
  const Node       *name = section->setting[FOLDER].node, *side = section->setting[SIDE].node;
  const char       *base   = section->base ? section->base : "";
  size_t            length = strlen(base);
  const char       *slash  = length > 0 && base[length - 1] != '/' ? "/" : "";
  const char       *model  = side ? arena_print(arena, "models/%s/%s", name->text, side->text)
                                  : arena_print(arena, "models/%s", name->text);
  for (int up = 0; up < 4; up++) {
    const char *way    = ways + strlen(ways) - 3 * (size_t)up;
    const char *folder = arena_print(arena, "%s%s%s%s", base, slash, way, model);
    FILE       *file   = fopen(arena_print(arena, "%s/neurons.csv", folder), "r");
    if (!file) continue;
    fclose(file);
    return folder;
  }
  diag_error(diag, side ? side->place : name->place, "a folder with neurons.csv and synapses.csv",
             "there is no connectome %s", model);
  return NULL;
}

// The class that a field names, or `standard`; `none` stands for the latter, too.
static int class_of(Arena *arena, const Connectome *connectome, const Section *section, int field,
                    const char *standard, Diag *diag)
{
  const Node *node  = section->setting[field].node;
  bool        named = node && !(field == EXPANSION && strcmp(node->text, "none") == 0);
  const char *name  = named ? node->text : standard;
  int class         = connectome_class(connectome, name);
  if (class >= 0) return class;
  const char *near = text_nearest(name, connectome->class_name, (size_t)connectome->n_classes);
  const char *hint = near ? arena_print(arena, "did you mean '%s'?", near) : NULL;
  diag_error(diag, node ? node->place : section->place, hint,
             "the connectome has no neurons of class '%s'", text_brief(name).text);
  return 0;
}

static bool read_graphs(const Section *section, int64_t *graphs, Diag *diag)
{
  const Node *node = section->setting[GRAPHS].node;
  double      n    = 0;
  *graphs          = 0;
  if (!node || strcmp(node->text, "per_animal") == 0) return true;
  if (!text_to_number(node->text, &n) || n < 1 || n > INT_MAX || n != floor(n)) {
    diag_error(diag, node->place, NULL, "'graphs' must be per_animal or a whole number, 1 or "
               "more, not %s", node_what(node).text);
    return false;
  }
  if (section->setting[WIRING].number == WIRING_REAL) {
    diag_error(diag, node->place, "wiring: degree_preserving or output_shuffle",
               "'graphs' counts random wirings, and 'wiring' is real");
    return false;
  }
  *graphs = (int64_t)n;
  return true;
}

static const Circuit *read_circuit(Arena *arena, const Section *section, Diag *diag)
{
  size_t            before = diag_count(diag);
  const char       *folder = find_folder(arena, section, diag);
  const Connectome *c      = folder ? connectome_read(arena, folder, diag) : NULL;
  if (!c) return NULL;
  const Node *middle    = section->setting[EXPANSION].node;
  bool        direct    = middle && strcmp(middle->text, "none") == 0;
  int         input     = class_of(arena, c, section, INPUT, "PN", diag);
  int         expansion = class_of(arena, c, section, EXPANSION, "KC", diag);
  int         output    = class_of(arena, c, section, OUTPUT, "MBON", diag);
  int         dopamine  = class_of(arena, c, section, DOPAMINE, "MBIN", diag);
  if (direct && section->setting[WIRING].number != WIRING_REAL) {
    diag_error(diag, section->setting[WIRING].node->place, NULL,
               "'wiring' must be real where 'expansion' is none");
  }
  if (diag_count(diag) != before) return NULL;
  return circuit_open(arena, c, input, expansion, output, dopamine, direct);
}

static bool tune(Arena *arena, Net *net, const Observed *seen, double width, Place place,
                 Diag *diag)
{
  size_t  n    = (size_t)seen->n;
  double *at   = arena_take(arena, 2 * n, sizeof *at);
  double *near = arena_take(arena, n, sizeof *near);
  net->rate    = arena_take(arena, n * (size_t)net->circuit->n_inputs, sizeof *net->rate);
  for (int o = 0; o < seen->n; o++) {
    const World *world = seen->world[o];
    if (!world->kind->place) {
      diag_error(diag, place, NULL, "its inputs are tuned to places, and %s has none",
                 world->kind->kind.name);
      return false;
    }
    world->kind->place(world->env, world_state(world, seen->state[o]), &at[2 * o]);
  }
  circuit_tune(at, seen->n, net->circuit->n_inputs, width, near, net->rate);
  return true;
}

// Counts the plastic synapses of the real wiring and deals the outputs out to groups. False where
// there are too few or too many.
static bool group_up(Arena *arena, Net *net, Place place, Diag *diag)
{
  const Circuit    *c   = net->circuit;
  const Connectome *all = c->connectome;
  Bench             bench;
  if (c->n_outputs < net->n_groups) {
    diag_error(diag, place, NULL, "the agent reads out %d numbers, from %d neurons of class '%s'",
               net->n_groups, c->n_outputs, all->class_name[c->output]);
    return false;
  }
  divide(net, arena_take(arena, workspace(net), 1), &bench);
  null_model_real(net->null, bench.post);
  net->n_synapses = circuit_join(c, bench.post, bench.joined);
  net->group      = arena_take(arena, (size_t)c->n_outputs, sizeof *net->group);
  circuit_deal(arena, c, bench.joined, net->n_groups, net->group);
  if (net->n_synapses == 0) {
    diag_error(diag, place, NULL, "nothing is plastic: no synapse leads from '%s' to '%s'",
               all->class_name[c->direct ? c->input : c->expansion], all->class_name[c->output]);
  } else if ((double)net->n_synapses * c->n_cells > INT_MAX ||
             (double)net->n_observations * net->n_active > INT_MAX) {
    diag_error(diag, place, NULL, "the network is too large: %d synapses, %d observations",
               net->n_synapses, net->n_observations);
    return false;
  }
  return net->n_synapses > 0;
}

static const void *build(Arena *arena, const Section *section, const Node *written,
                         const Observed *seen, int n_outputs, Diag *diag)
{
  const Circuit *c = read_circuit(arena, section, diag);
  int64_t        graphs;
  (void)written;
  if (!read_graphs(section, &graphs, diag) || !c) return NULL;
  Net *net            = arena_take(arena, 1, sizeof *net);
  net->circuit        = c;
  net->null           = null_model_open(arena, c->connectome);
  net->wiring         = (int)section->setting[WIRING].number;
  net->graphs         = graphs;
  net->winners        = (int)section->setting[WINNERS].number;
  net->winners        = net->winners < c->n_expansions ? net->winners : c->n_expansions;
  net->n_active       = c->direct ? c->n_inputs : net->winners;
  net->n_observations = seen->n;
  net->n_groups       = n_outputs;
  net->feature_name   = circuit_names(arena, c, c->direct ? c->input : c->expansion);
  net->post_name      = circuit_names(arena, c, c->output);
  net->cell_name      = circuit_names(arena, c, c->dopamine);
  double width        = section->setting[PLACE_WIDTH].number;
  if (!tune(arena, net, seen, width, section->place, diag)) return NULL;
  return group_up(arena, net, section->place, diag) ? net : NULL;
}

static const Field fields[N_FIELDS - NETWORK_ROWS] = {
    [FOLDER]      = {"connectome", FIELD_TEXT, .required = true,
                     .about = "folder of models/ with the connectome"},
    [SIDE]        = {"side", FIELD_TEXT, .about = "folder within that, such as left or right"},
    [INPUT]       = {"input", FIELD_TEXT,
                     .about = "class of the neurons that are driven; PN unless said"},
    [EXPANSION]   = {"expansion", FIELD_TEXT,
                     .about = "class in between; KC unless said; none leaves it out"},
    [OUTPUT]      = {"output", FIELD_TEXT, .about = "class that is read out; MBON unless said"},
    [DOPAMINE]    = {"dopamine", FIELD_TEXT,
                     .about = "class that releases dopamine; MBIN unless said"},
    [WINNERS]     = {"winners", FIELD_COUNT, .standard = 8, .low = 1, .high = 100000,
                     .about = "neurons of the expansion that fire at a time"},
    [PLACE_WIDTH] = {"place_width", FIELD_NUMBER, .standard = 1.5, .low = 0.01, .high = 1000,
                     .unit = "cells", .about = "sd of the inputs' place fields"},
    [WIRING]      = {"wiring", FIELD_WORD, .words = "real degree_preserving output_shuffle",
                     .about = "as it is, or a null model"},
    [GRAPHS]      = {"graphs", FIELD_TEXT,
                     .about = "random wirings: per_animal unless said, or how many are shared"},
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
    .wiring_of  = wiring_of,
    .workspace  = workspace,
    .wire       = wire,
    .digest     = digest,
};
