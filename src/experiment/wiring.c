// Wirings: seeds sorted into groups by what their network makes of them.

#include "experiment/wiring.h"

#include <stdlib.h>

#include "model/model.h"

typedef struct Wired {
  int64_t wiring;
  size_t  animal;
} Wired;

static int compare(const void *left, const void *right)
{
  const Wired *a = left, *b = right;
  return (a->wiring > b->wiring) - (a->wiring < b->wiring);
}

const int *wiring_groups(Arena *arena, const Model *model, const int64_t *seed, size_t n)
{
  if (!model->own_wiring || n < 2) return NULL;
  Wired *wired = arena_take(arena, n, sizeof *wired);
  int   *group = arena_take(arena, n, sizeof *group);
  size_t last  = 0;
  for (size_t i = 0; i < n; i++) wired[i] = (Wired){model_wiring(model, seed[i]), i};
  qsort(wired, n, sizeof *wired, compare);
  for (size_t i = 0; i < n; i++) {
    last += i > 0 && wired[i].wiring != wired[i - 1].wiring;
    group[wired[i].animal] = (int)last;
  }
  return last + 1 < n ? group : NULL;
}

static int count(const int *group, size_t n)
{
  int most = 0;
  for (size_t i = 0; i < n; i++) most = group[i] > most ? group[i] : most;
  return most + 1;
}

const int *wiring_fewer(const int *one, const int *other, size_t n)
{
  if (!one || !other) return one ? one : other;
  return count(other, n) < count(one, n) ? other : one;
}
