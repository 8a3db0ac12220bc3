// Hints: what might have been meant by a word that nobody knows.

#pragma once

#include <stddef.h>

#include "base/memory.h"

// "did you mean 'gamma'?", or, where nothing is near, "one of: a, b, c" (cut after twelve); NULL
// where n is 0.
const char *hint_nearest(Arena *arena, const char *word, const char *const *names, size_t n);
