// Seeds: which animals there are.

#pragma once

#include "experiment/reading.h"

// Reads N (1..N), a..b, or a list of numbers and ranges; NULL node: 30. (*n) numbers within
// 0..2^63-1, no two alike, in the order of the file; NULL after complaints.
const int64_t *seeds_read(Reading *reading, const Node *node, int *n);

// The shortest way to write them: a..b where they follow one another, else a list.
Node *seeds_write(Arena *arena, const int64_t *seed, int n);
