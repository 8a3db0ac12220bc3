// Wirings: which animals share a random wiring, and so are no independent sample of it.
//
// Intervals draw wirings first and then the animals that have them (math/resample.h). Animals with
// a wiring of their own, and those that all have the real one, are drawn one by one.

#pragma once

#include "kind/model.h"

// For the animals of these seeds (n) on a model: the number of each one's wiring, from 0 in the
// order of the wirings. NULL where no two of them share a random one.
const int *wiring_groups(Arena *arena, const Model *model, const int64_t *seed, size_t n);

// Of two such lists of the same animals, each of which may be NULL: the one with fewer wirings.
// Where they stand across each other (seeds modulo 3, seeds modulo 5), what the animals share in
// the other one is not seen.
const int *wiring_fewer(const int *one, const int *other, size_t n);
