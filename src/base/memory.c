// Memory: arenas as chains of chunks, each zeroed by the system when it is asked for.
//
// A chunk serves requests from front to back. A new one is twice as large as the one before, up to
// a bound, so that small experiments stay small and large ones ask seldom; a large request gets a
// chunk of its own. Chunks come from calloc: of a large one the system hands out pages as they are
// touched.

#include "base/memory.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64 };

static const size_t FIRST_CHUNK = (size_t)1 << 14;
static const size_t LARGEST_CHUNK = (size_t)1 << 22;

typedef struct Chunk Chunk;
struct Chunk {
  Chunk *older;
  size_t size;    // usable bytes from `start`
  size_t used;
  char  *start;   // aligned
};

struct Arena {
  Chunk *chunk;       // the one in use, the others behind it
  size_t next_size;
  size_t requests;
};

// The end of the program: nothing sensible can be done without memory. Other threads may be at
// work, so nothing is flushed and no handler runs; what the store has committed is safe.
_Noreturn static void give_up(size_t bytes)
{
  fprintf(stderr, "accumbens: error: out of memory: %zu bytes more were refused\n", bytes);
  _Exit(3);
}

_Noreturn static void give_up_on_product(size_t count, size_t size)
{
  fprintf(stderr, "accumbens: error: out of memory: %zu times %zu bytes are beyond any machine\n",
          count, size);
  _Exit(3);
}

Arena *arena_open(void)
{
  Arena *arena = calloc(1, sizeof *arena);
  if (arena == NULL) give_up(sizeof *arena);
  arena->next_size = FIRST_CHUNK;
  return arena;
}

void arena_close(Arena *arena)
{
  if (arena == NULL) return;
  for (Chunk *chunk = arena->chunk; chunk != NULL;) {
    Chunk *older = chunk->older;
    free(chunk);
    chunk = older;
  }
  free(arena);
}

static Chunk *chunk_open(Arena *arena, size_t size)
{
  size_t head = sizeof(Chunk) + ALIGNMENT;
  if (size > SIZE_MAX - head) give_up(size);
  Chunk *chunk = calloc(1, head + size);
  if (chunk == NULL) give_up(size);
  uintptr_t after = (uintptr_t)(chunk + 1);
  size_t    skip = (ALIGNMENT - after % ALIGNMENT) % ALIGNMENT;
  chunk->start = (char *)(chunk + 1) + skip;
  chunk->size = size;
  arena->requests++;
  return chunk;
}

// The offset at which `bytes` fit into a chunk, or SIZE_MAX.
static size_t find_room(const Chunk *chunk, size_t bytes, size_t alignment)
{
  if (chunk == NULL) return SIZE_MAX;
  size_t offset = (chunk->used + alignment - 1) / alignment * alignment;
  return offset <= chunk->size && bytes <= chunk->size - offset ? offset : SIZE_MAX;
}

static void *take(Arena *arena, size_t bytes, size_t alignment)
{
  assert(arena != NULL);
  size_t offset = find_room(arena->chunk, bytes, alignment);
  if (offset == SIZE_MAX && bytes > LARGEST_CHUNK / 4) {   // alone, behind the chunk in use
    Chunk *chunk = chunk_open(arena, bytes);
    chunk->used = bytes;
    if (arena->chunk == NULL) {
      arena->chunk = chunk;
    } else {
      chunk->older = arena->chunk->older;
      arena->chunk->older = chunk;
    }
    return chunk->start;
  }
  if (offset == SIZE_MAX) {
    while (arena->next_size < bytes) arena->next_size *= 2;
    Chunk *chunk = chunk_open(arena, arena->next_size);
    chunk->older = arena->chunk;
    arena->chunk = chunk;
    if (arena->next_size < LARGEST_CHUNK) arena->next_size *= 2;
    offset = 0;
  }
  arena->chunk->used = offset + bytes;
  return arena->chunk->start + offset;
}

void *arena_take(Arena *arena, size_t count, size_t size)
{
  if (size != 0 && count > SIZE_MAX / size) give_up_on_product(count, size);
  size_t bytes = count * size;
  return take(arena, bytes != 0 ? bytes : 1, ALIGNMENT);
}

char *arena_copy(Arena *arena, const char *text, size_t length)
{
  if (length == SIZE_MAX) give_up(length);
  char *copy = take(arena, length + 1, 1);
  if (length != 0) memcpy(copy, text, length);
  return copy;
}

char *arena_print(Arena *arena, const char *format, ...)
{
  va_list list;
  va_start(list, format);
  char *text = arena_vprint(arena, format, list);
  va_end(list);
  return text;
}

char *arena_vprint(Arena *arena, const char *format, va_list list)
{
  assert(format != NULL);
  va_list again;
  va_copy(again, list);
  int length = vsnprintf(NULL, 0, format, list);
  assert(length >= 0);
  char *text = take(arena, (size_t)length + 1, 1);
  vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  return text;
}

void *arena_grow(Arena *arena, void *old, size_t *capacity, size_t need, size_t size)
{
  if (old != NULL && need <= *capacity) return old;
  size_t room = *capacity < 8 ? 8 : *capacity;
  while (room < need) room = room > SIZE_MAX / 2 ? need : room * 2;
  void *grown = arena_take(arena, room, size);
  if (old != NULL) memcpy(grown, old, *capacity * size);
  *capacity = room;
  return grown;
}

size_t arena_requests(const Arena *arena)
{
  return arena->requests;
}
