// Lookup: FNV-1a with open addressing and linear probing, at most half full.

#include "connectome/lookup.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

static uint64_t scatter(const char *word)
{
  uint64_t hash = 0xcbf29ce484222325u;

  for (; *word; word++) {
    hash = (hash ^ (unsigned char)*word) * 0x100000001b3u;
  }
  return hash ^ (hash >> 32);
}

// The slot that holds the word, or the free one where it would go.
static uint64_t look(const Lookup *lookup, const char *word)
{
  uint64_t mask = (uint64_t)lookup->n_slots - 1;
  uint64_t at = scatter(word) & mask;

  while (lookup->slot[at] >= 0 && strcmp(lookup->word[lookup->slot[at]], word) != 0) {
    at = (at + 1) & mask;
  }
  return at;
}

Lookup lookup_open(Arena *arena, int capacity)
{
  Lookup lookup = {.n_slots = 2};

  assert(capacity >= 0 && capacity <= INT_MAX / 4);
  while (lookup.n_slots < 2 * capacity) {
    lookup.n_slots *= 2;
  }
  lookup.word = arena_take(arena, (size_t)capacity, sizeof *lookup.word);
  lookup.slot = arena_take(arena, (size_t)lookup.n_slots, sizeof *lookup.slot);
  memset(lookup.slot, -1, (size_t)lookup.n_slots * sizeof *lookup.slot);
  return lookup;
}

int lookup_put(Lookup *lookup, const char *word, int number)
{
  uint64_t at = look(lookup, word);

  if (lookup->slot[at] < 0) {
    lookup->slot[at] = number;
    lookup->word[number] = word;
  }
  return lookup->slot[at];
}

int lookup_find(const Lookup *lookup, const char *word)
{
  return lookup->slot[look(lookup, word)];
}
