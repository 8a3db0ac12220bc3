// Null models: double-edge swaps and shuffles within class pairs.
//
// Swaps. An attempt draws two synapses of the block, a->b and c->d, and makes them a->d and c->b,
// unless that joins a pair which is joined already or a neuron with itself; then nothing happens,
// and the attempt counts. So the chain is symmetric and forgets the real wiring towards the
// uniform distribution over all wirings that can be reached. (Where refusals did not count,
// wirings from which many swaps lead on would be favoured.) Between two different classes every
// wiring with these degrees can be reached (Ryser 1957, Can J Math 9:371). Within one class,
// where no neuron may be joined with itself, some degree sequences fall into parts that only the
// reversal of directed triangles would join (Rao, Jana and Bandyopadhyay 1996, Sankhya A 58:225):
// that is not done here, and a lone triangle stays as it is. Synapses of a neuron onto itself
// stay where they are.
//
// Departure from the paper: it swaps a whole network at once; here swaps stay within class pairs,
// so that a control keeps which class talks to which, and how much.
//
// Mixing. In the larval mushroom body (Eichler et al. 2017, 40 seeds) the share of pairs that are
// also pairs of the real wiring, after 10, 20, 30 and 600 attempts a synapse: KC->MBON right
// .875, .862, .861, .860; left .887, .874, .871, .870; other blocks arrive sooner. Hence 30. Note
// how much stays: these dense blocks with their uneven degrees leave little to rewire (PN->KC
// .22, KC->KC .57, MBIN->KC .70 on the right), so that this control differs from the real wiring
// in one KC->MBON pair of seven; a shuffle, which gives up the degrees of the MBONs, in every
// other one.
//
// Cost. A refusal is found by reading the synapses that a presynaptic neuron has in the block:
// O(out-degree) an attempt, some 45 ns there, 10 ms for all 7,536 synapses of one side.
//
// Shuffle. The first steps of a Fisher-Yates shuffle of the candidates, for each presynaptic
// neuron on from where the last one left them: any order to begin with gives the same
// distribution. A candidate that must not be drawn (the neuron itself) is put aside at the end
// when it comes up. Weights stay in their order while targets come in random order, so which
// target gets which weight is random, too. Cost: O(synapses of the block + candidates).

#include "connectome/null_model.h"

#include <string.h>

// Words of chance, fetched in blocks; two an attempt, the same ones whatever the size of a block.
enum { WORDS = 512 };

// Where the synapses of a block lie that share a presynaptic neuron: in one piece of its row
// where the classes' neurons stand together, else with others between them.
static void bound(const Connectome *connectome, const ClassPair *pair, int *low, int *high)
{
  for (int i = 0; i < pair->n_synapses; i++) {
    int  synapse = pair->synapse[i];
    int  before = i > 0 ? pair->synapse[i - 1] : -1;
    bool first = i == 0 || connectome->pre[before] != connectome->pre[synapse];
    low[synapse] = first ? synapse : low[before];
  }
  for (int i = pair->n_synapses - 1; i >= 0; i--) {
    int  synapse = pair->synapse[i];
    int  after = i + 1 < pair->n_synapses ? pair->synapse[i + 1] : -1;
    bool last = after < 0 || connectome->pre[after] != connectome->pre[synapse];
    high[synapse] = last ? synapse + 1 : high[after];
  }
}

const NullModel *null_model_open(Arena *arena, const Connectome *connectome)
{
  NullModel  *null = arena_take(arena, 1, sizeof *null);
  const int **all = arena_take(arena, (size_t)connectome->n_classes, sizeof *all);

  null->connectome = connectome;
  null->block = connectome_class_pairs(arena, connectome, &null->n_blocks);
  const int **candidate = arena_take(arena, (size_t)null->n_blocks, sizeof *candidate);
  int        *low = arena_take(arena, (size_t)connectome->n_synapses, sizeof *low);
  int        *high = arena_take(arena, (size_t)connectome->n_synapses, sizeof *high);
  for (int i = 0; i < null->n_blocks; i++) {
    int class = null->block[i].post_class;
    bound(connectome, &null->block[i], low, high);
    if (!all[class]) {
      all[class] = connectome_select(arena, connectome, class);
    }
    candidate[i] = all[class];
    if (connectome->class_size[class] > null->work) {
      null->work = connectome->class_size[class];
    }
  }
  null->candidate = candidate;
  null->low = low;
  null->high = high;
  return null;
}

int null_model_block(const NullModel *null, int pre_class, int post_class)
{
  for (int i = 0; i < null->n_blocks; i++) {
    if (null->block[i].pre_class == pre_class && null->block[i].post_class == post_class) {
      return i;
    }
  }
  return -1;
}

void null_model_real(const NullModel *null, int *post)
{
  memcpy(post, null->connectome->post, (size_t)null->connectome->n_synapses * sizeof *post);
}

// Whether a synapse's presynaptic neuron reaches `to`, which is of the class of its target.
static bool joined(const NullModel *null, int synapse, int to, const int *post)
{
  for (int s = null->low[synapse]; s < null->high[synapse]; s++) {
    if (post[s] == to) {
      return true;
    }
  }
  return false;
}

// Swaps the targets of two synapses of a block where that is allowed.
static bool swap(const NullModel *null, int one, int other, int *post)
{
  int a = null->connectome->pre[one], b = post[one];
  int c = null->connectome->pre[other], d = post[other];

  if (a == c || b == d || a == b || c == d || a == d || c == b) {
    return false;
  }
  if (joined(null, one, d, post) || joined(null, other, b, post)) {
    return false;
  }
  post[one] = d;
  post[other] = b;
  return true;
}

long null_model_swap(const NullModel *null, int block, Stream *stream, int *post)
{
  const ClassPair *pair = &null->block[block];
  uint32_t         n = (uint32_t)pair->n_synapses;
  long             left = (long)n * SWAPS_A_SYNAPSE * 2;
  long             done = 0;
  uint64_t         word[WORDS];

  while (left > 0) {
    int now = left < WORDS ? (int)left : WORDS;
    stream_fill(stream, word, now, 1);
    for (int i = 0; i < now; i += 2) {
      int one = pair->synapse[chance_below(word[i], n)];
      int other = pair->synapse[chance_below(word[i + 1], n)];
      done += swap(null, one, other, post);
    }
    left -= now;
  }
  return done;
}

long null_model_degree_preserving(const NullModel *null, Stream *stream, int *post)
{
  long done = 0;

  for (int i = 0; i < null->n_blocks; i++) {
    done += null_model_swap(null, i, stream, post);
  }
  return done;
}

static void exchange(int *neuron, uint32_t i, uint32_t j)
{
  int kept = neuron[i];

  neuron[i] = neuron[j];
  neuron[j] = kept;
}

// Draws targets for the block's synapses [from, to), all of one presynaptic neuron.
static void draw(const NullModel *null, const ClassPair *pair, int from, int to, Stream *stream,
                 int *post, int *room)
{
  const Connectome *connectome = null->connectome;
  int               self = connectome->pre[pair->synapse[from]];
  uint32_t          end = (uint32_t)connectome->class_size[pair->post_class];
  uint32_t          drawn = 0;

  for (int i = from; i < to;) {
    int synapse = pair->synapse[i];
    if (connectome->post[synapse] == self) {
      i++;
      continue;
    }
    uint32_t at = drawn + chance_below(stream_next(stream), end - drawn);
    if (room[at] == self) {
      exchange(room, at, --end);
      continue;
    }
    exchange(room, at, drawn);
    post[synapse] = room[drawn++];
    i++;
  }
}

void null_model_shuffle(const NullModel *null, int block, Stream *stream, int *post, int *room)
{
  const ClassPair *pair = &null->block[block];
  const int       *pre = null->connectome->pre;
  int              to;

  memcpy(room, null->candidate[block],
         (size_t)null->connectome->class_size[pair->post_class] * sizeof *room);
  for (int from = 0; from < pair->n_synapses; from = to) {
    for (to = from; to < pair->n_synapses; to++) {
      if (pre[pair->synapse[to]] != pre[pair->synapse[from]]) {
        break;
      }
    }
    draw(null, pair, from, to, stream, post, room);
  }
}
