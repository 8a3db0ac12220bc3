// Index: a hash table with open addressing over ids that lie end to end in large blocks.

#include "store/index.h"

#include <assert.h>
#include <string.h>

enum { BLOCK = 1 << 16 };

struct Index {
  Arena      *arena;
  IndexEntry *entry;      // (capacity), n of them in use
  size_t      n;
  size_t      capacity;
  uint32_t   *slot;       // (slots), a power of two: number of an entry plus one, or 0
  size_t      slots;
  char       *room;       // where the next id goes
  size_t      left;
};

// FNV-1a, 64 bits.
static uint64_t scatter(const char *id)
{
  uint64_t hash = 0xcbf29ce484222325u;
  for (; *id; id++) {
    hash = (hash ^ (unsigned char)*id) * 0x100000001b3u;
  }
  return hash ^ hash >> 32;
}

// The slot where the id stands or would stand; at most half of the slots are in use, so there is
// one.
static size_t probe(const Index *index, const char *id)
{
  size_t at = (size_t)scatter(id) & (index->slots - 1);
  while (index->slot[at] && strcmp(index->entry[index->slot[at] - 1].id, id) != 0) {
    at = (at + 1) & (index->slots - 1);
  }
  return at;
}

static void widen(Index *index)
{
  index->slots *= 2;
  index->slot = arena_take(index->arena, index->slots, sizeof *index->slot);
  for (size_t i = 0; i < index->n; i++) {
    index->slot[probe(index, index->entry[i].id)] = (uint32_t)i + 1;
  }
}

static const char *keep(Index *index, const char *id)
{
  size_t length = strlen(id) + 1;
  if (length > index->left) {
    index->left = length > BLOCK ? length : BLOCK;
    index->room = arena_take(index->arena, index->left, 1);
  }
  char *copy = memcpy(index->room, id, length);
  index->room += length;
  index->left -= length;
  return copy;
}

Index *index_open(Arena *arena)
{
  Index *index = arena_take(arena, 1, sizeof *index);
  index->arena = arena;
  index->slots = 512;
  index->slot = arena_take(arena, index->slots, sizeof *index->slot);
  return index;
}

IndexEntry *index_find(const Index *index, const char *id)
{
  uint32_t number = index->slot[probe(index, id)];
  return number ? &index->entry[number - 1] : NULL;
}

IndexEntry *index_add(Index *index, const char *id)
{
  assert(!index_find(index, id));
  assert(index->n < UINT32_MAX / 2);
  if (2 * (index->n + 1) > index->slots) {
    widen(index);
  }
  index->entry = arena_grow(index->arena, index->entry, &index->capacity, index->n + 1,
                            sizeof *index->entry);
  IndexEntry *entry = &index->entry[index->n];
  *entry = (IndexEntry){.id = keep(index, id)};
  index->slot[probe(index, id)] = (uint32_t)++index->n;
  return entry;
}

size_t index_count(const Index *index)
{
  return index->n;
}

IndexEntry *index_at(const Index *index, size_t which)
{
  assert(which < index->n);
  return &index->entry[which];
}
