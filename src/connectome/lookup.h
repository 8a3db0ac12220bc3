// Lookup: numbers of words, found by hash.

#pragma once

#include "base/memory.h"

typedef struct Lookup {
  const char **word;       // (capacity) word of each number, NULL where it has none
  int         *slot;       // (n_slots) number of a word, -1: free
  int          n_slots;    // a power of two, at least twice the capacity
} Lookup;

// An empty one for numbers 0..capacity-1. Words are not copied: they must outlive it.
Lookup lookup_open(Arena *arena, int capacity);

// Gives the word this number, unless it has one already; returns the one it has.
int lookup_put(Lookup *lookup, const char *word, int number);

// The number of the word, or -1.
int lookup_find(const Lookup *lookup, const char *word);
