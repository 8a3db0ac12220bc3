// Draws: sixteen resamples side by side, so that none waits for its own last sum.
//
// Sums are Neumaier's, term by term as in statistic.c. An interquartile mean adds its numbers in
// ascending order: animals are ranked once, and a resample is put in order by counting ranks. A
// sample whose numbers are all the same has the same statistic whatever is drawn.

#include "math/draws.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "math/chance.h"
#include "math/statistic.h"

enum { SIDE = 16, HELD = 1 << 22 };   // resamples side by side; numbers held

Draws draws_open(Arena *arena, int resamples, uint64_t seed)
{
  assert(resamples > 0);
  return (Draws){.arena = arena, .seed = seed, .resamples = resamples};
}

// ---- drawing -----------------------------------------------------------------------------------

static size_t round_up(size_t n)
{
  return (n + SIDE - 1) / SIDE * SIDE;
}

// The next `count` resamples, one a column; columns of a last, half empty batch are all 0.
static void draw(Draws *draws, Stream *stream, size_t count)
{
  for (size_t r = 0; r < round_up(count); r++) {
    for (size_t i = 0; i < draws->n; i++) {
      uint64_t word = r < count ? stream_next(stream) : 0;
      draws->unit[i * draws->block + r] = (int)chance_below(word, (uint32_t)draws->n);
    }
  }
}

// Makes room for samples of n units. True where all resamples fit, so that they are drawn once.
static bool prepare(Draws *draws, size_t n, Stream *stream)
{
  assert(n <= INT32_MAX);
  size_t all = round_up((size_t)draws->resamples), most = HELD / n / SIDE * SIDE;
  size_t block = most < SIDE ? SIDE : most < all ? most : all;
  bool   once  = block == all, known = once && draws->n == n;
  *stream = stream_open(draws->seed, PURPOSE_BOOTSTRAP);
  if (known) return true;
  draws->unit  = arena_grow(draws->arena, draws->unit, &draws->room, n * block,
                            sizeof *draws->unit);
  draws->n     = n;
  draws->block = block;
  if (once) draw(draws, stream, (size_t)draws->resamples);
  return once;
}

// ---- statistics --------------------------------------------------------------------------------

typedef struct Sums {
  double total[SIDE], lost[SIDE];
} Sums;

static inline void add(Sums *sums, const double *x)
{
  for (int j = 0; j < SIDE; j++) {
    double old = sums->total[j], total = old + x[j];
    double lost = fabs(old) >= fabs(x[j]) ? (old - total) + x[j] : (x[j] - total) + old;
    sums->lost[j] += fabs(total) <= DBL_MAX ? lost : 0.0;
    sums->total[j] = total;
  }
}

// out[j] of `divisor` numbers each.
static void close_sums(const Sums *sums, size_t divisor, double *out)
{
  for (int j = 0; j < SIDE; j++) out[j] = (sums->total[j] + sums->lost[j]) / (double)divisor;
}

static void average(const Draws *draws, const double *x, size_t at, double *out)
{
  Sums sums = {0};
  for (size_t i = 0; i < draws->n; i++) {
    const int *unit = draws->unit + i * draws->block + at;
    double     value[SIDE];
    for (int j = 0; j < SIDE; j++) value[j] = x[unit[j]];
    add(&sums, value);
  }
  close_sums(&sums, draws->n, out);
}

// A sample in ascending order, and what puts resamples of it in order.
typedef struct Order {
  const double *value;         // (n)
  const int    *rank;          // (n) place of each unit
  uint32_t    (*next)[SIDE];   // (n) where the next of each rank goes
  double      (*sorted)[SIDE]; // (n)
} Order;

static void average_middle(const Draws *draws, const Order *order, size_t at, double *out)
{
  size_t   n = draws->n, cut = n / 4;
  uint32_t before[SIDE] = {0};
  for (size_t k = 0; k < n; k++) {
    for (int j = 0; j < SIDE; j++) order->next[k][j] = 0;
  }
  for (size_t i = 0; i < n; i++) {
    const int *unit = draws->unit + i * draws->block + at;
    for (int j = 0; j < SIDE; j++) order->next[order->rank[unit[j]]][j]++;
  }
  for (size_t k = 0; k < n; k++) {
    for (int j = 0; j < SIDE; j++) {
      uint32_t count    = order->next[k][j];
      order->next[k][j] = before[j];
      before[j] += count;
    }
  }
  for (size_t i = 0; i < n; i++) {
    const int *unit = draws->unit + i * draws->block + at;
    for (int j = 0; j < SIDE; j++) {
      int rank = order->rank[unit[j]];
      order->sorted[order->next[rank][j]++][j] = order->value[rank];
    }
  }
  Sums sums = {0};
  for (size_t i = cut; i < n - cut; i++) add(&sums, order->sorted[i]);
  close_sums(&sums, n - 2 * cut, out);
}

typedef struct Ranked {
  double value;
  int    unit;
} Ranked;

static int by_value(const void *left, const void *right)
{
  const Ranked *a = left, *b = right;
  if (a->value != b->value) return a->value < b->value ? -1 : 1;
  return (a->unit > b->unit) - (a->unit < b->unit);
}

static Order put_in_order(Arena *arena, const double *x, size_t n)
{
  Ranked *ranked = arena_take(arena, n, sizeof *ranked);
  double *value  = arena_take(arena, n, sizeof *value);
  int    *rank   = arena_take(arena, n, sizeof *rank);
  for (size_t i = 0; i < n; i++) ranked[i] = (Ranked){x[i], (int)i};
  qsort(ranked, n, sizeof *ranked, by_value);
  for (size_t k = 0; k < n; k++) {
    value[k]             = ranked[k].value;
    rank[ranked[k].unit] = (int)k;
  }
  return (Order){value, rank, arena_take(arena, n, sizeof(uint32_t[SIDE])),
                 arena_take(arena, n, sizeof(double[SIDE]))};
}

// The statistic of every resample: out (resamples, rounded up to SIDE).
static void find_all(Draws *draws, DrawsOf of, const double *x, Arena *arena, Stream *stream,
                     bool drawn, double *out)
{
  Order  order = of == DRAWS_IQM ? put_in_order(arena, x, draws->n) : (Order){0};
  size_t all   = (size_t)draws->resamples;
  for (size_t from = 0; from < all; from += draws->block) {
    size_t count = all - from < draws->block ? all - from : draws->block;
    if (!drawn) draw(draws, stream, count);
    for (size_t at = 0; at < count; at += SIDE) {
      if (of == DRAWS_IQM) average_middle(draws, &order, at, out + from + at);
      else average(draws, x, at, out + from + at);
    }
  }
}

void draws_interval(Draws *draws, DrawsOf of, const double *x, size_t n, double level,
                    double *low, double *high)
{
  assert(level > 0.0 && level < 1.0);
  size_t same = 1;
  *low = *high = NAN;
  if (n == 0) return;
  while (same < n && x[same] == x[0]) same++;
  if (same == n) {
    *low = *high = of == DRAWS_IQM ? statistic_iqm(x, n) : statistic_mean(x, n);
    return;
  }
  Stream  stream;
  bool    drawn = prepare(draws, n, &stream);
  Arena  *arena = arena_open();
  double *out   = arena_take(arena, round_up((size_t)draws->resamples), sizeof *out);
  find_all(draws, of, x, arena, &stream, drawn, out);
  *low  = statistic_quantile(out, (size_t)draws->resamples, 0.5 - level / 2.0);
  *high = statistic_quantile(out, (size_t)draws->resamples, 0.5 + level / 2.0);
  arena_close(arena);
}
