// Seeds: numbers and ranges of numbers.

#include "experiment/seeds.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 10000000, STANDARD = 30 };

typedef struct Range {
  int64_t     low, high;   // ends included
  const Node *node;
} Range;

static bool refuse(Reading *reading, const Node *node)
{
  diag_error(reading->diag, node->place, "such as 30, 1..30 or [1, 2, 5..9]",
             "'seeds' must be numbers from 0 on, not %s", node_what(node).text);
  return false;
}

static bool read_range(Reading *reading, const Node *node, bool alone, Range *range)
{
  int64_t     number;
  const char *dots = node->type == NODE_SCALAR ? strstr(node->text, "..") : NULL;
  range->node      = node;
  if (dots) {
    const char *low = arena_copy(reading->arena, node->text, (size_t)(dots - node->text));
    if (!text_to_count(low, &range->low) || !text_to_count(dots + 2, &range->high))
      return refuse(reading, node);
    if (range->low < 0) return refuse(reading, node);
    if (range->low <= range->high) return true;
    diag_error(reading->diag, node->place, NULL, "the range %s goes backwards", node->text);
    return false;
  }
  if (node->type != NODE_SCALAR || !node->plain || !text_to_count(node->text, &number))
    return refuse(reading, node);
  if (number < 0) return refuse(reading, node);
  if (alone && number == 0) {
    diag_error(reading->diag, node->place, "a single animal of seed 0 is [0]",
               "there must be at least one seed");
    return false;
  }
  *range = alone ? (Range){1, number, node} : (Range){number, number, node};
  return true;
}

static int compare(const void *left, const void *right)
{
  const Range *a = left, *b = right;
  if (a->low != b->low) return a->low < b->low ? -1 : 1;
  return (a->node->place.line > b->node->place.line) - (a->node->place.line < b->node->place.line);
}

static bool check_distinct(Reading *reading, const Range *range, size_t n)
{
  Range *sorted = arena_take(reading->arena, n, sizeof *sorted);
  bool   good   = true;
  memcpy(sorted, range, n * sizeof *sorted);
  qsort(sorted, n, sizeof *sorted, compare);
  for (size_t i = 1; i < n; i++) {
    if (sorted[i].low > sorted[i - 1].high) continue;
    good = false;
    diag_error(reading->diag, sorted[i].node->place, "each seed is one animal",
               "seed %lld is there already", (long long)sorted[i].low);
    if (sorted[i].high < sorted[i - 1].high) sorted[i].high = sorted[i - 1].high;
  }
  return good;
}

const int64_t *seeds_read(Reading *reading, const Node *node, int *n)
{
  size_t n_ranges = 1;
  Range  standard = {1, STANDARD, node}, *range = &standard;
  bool   good = true;
  if (node && node->type == NODE_SCALAR) good = read_range(reading, node, true, range);
  if (node && (node->type == NODE_MAP || (node->type == NODE_LIST && node->size == 0)))
    good = refuse(reading, node);
  if (node && node->type == NODE_LIST && good) {
    n_ranges = 0;
    range    = arena_take(reading->arena, node->size, sizeof *range);
    for (const Node *part = node->first; part; part = part->next) {
      good = read_range(reading, part, false, &range[n_ranges++]) && good;
    }
  }
  if (!good || (node && !check_distinct(reading, range, n_ranges))) return NULL;
  uint64_t count = 0;
  for (size_t i = 0; i < n_ranges && count <= SEEDS; i++) {
    uint64_t more = (uint64_t)(range[i].high - range[i].low);
    count += more < SEEDS ? more + 1 : SEEDS + 1;
  }
  if (count > SEEDS) {
    diag_error(reading->diag, node->place, NULL, "these are more than %d seeds", SEEDS);
    return NULL;
  }
  int64_t *seed = arena_take(reading->arena, count, sizeof *seed);
  *n            = 0;
  for (size_t i = 0; i < n_ranges; i++) {
    for (int64_t k = 0; k <= range[i].high - range[i].low; k++) seed[(*n)++] = range[i].low + k;
  }
  return seed;
}

Node *seeds_write(Arena *arena, const int64_t *seed, int n)
{
  Place nowhere  = {0};
  bool  in_a_row = n > 1;
  for (int i = 1; i < n; i++) in_a_row = in_a_row && seed[i] == seed[i - 1] + 1;
  if (in_a_row) {
    return node_scalar(arena,
                       arena_print(arena, "%lld..%lld", (long long)seed[0],
                                   (long long)seed[n - 1]),
                       nowhere);
  }
  Node *list = node_new(arena, NODE_LIST, nowhere);
  for (int i = 0; i < n; i++) {
    node_append(list, node_scalar(arena, arena_print(arena, "%lld", (long long)seed[i]), nowhere));
  }
  return list;
}
