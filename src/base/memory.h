// Memory: arenas, the one place of the program that asks the system for any.
//
// An arena hands out zeroed blocks and takes them all back at once. There is one for an experiment
// and one for each cohort; nothing else is ever freed. A request that cannot be met ends the
// program with exit code 3 and a clear sentence: no caller has to check for it.

#pragma once

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

// A new, empty arena, and its end with everything that was taken from it.
Arena *arena_open(void);
void   arena_close(Arena *arena);

// `count` x `size` bytes, zeroed, aligned to 64. The product is checked before it is formed.
void *arena_take(Arena *arena, size_t count, size_t size);

// A copy of `length` characters of `text`, ended by a zero.
char *arena_copy(Arena *arena, const char *text, size_t length);

// printf into the arena.
char *arena_print(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprint(Arena *arena, const char *format, va_list list);

// A growing array: returns room for at least `need` elements of `size` bytes, the old ones copied,
// the rest zeroed; *capacity is brought up to date (doubling). `old` may be NULL with *capacity 0.
void *arena_grow(Arena *arena, void *old, size_t *capacity, size_t need, size_t size);

// How often this arena has asked the system for memory: tests hold that a running cohort never
// does.
size_t arena_requests(const Arena *arena);
