// Hints: the nearest name, or all names there are.

#include "experiment/hint.h"

#include "base/text.h"

enum { SHOWN = 12 };

const char *hint_nearest(Arena *arena, const char *word, const char *const *names, size_t n)
{
  if (n == 0) return NULL;
  const char *nearest = text_nearest(word, names, n);
  if (nearest) return arena_print(arena, "did you mean '%s'?", nearest);
  Text all = {.arena = arena};
  text_add(&all, n == 1 ? "there is only: " : "one of: ");
  for (size_t i = 0; i < n && i < SHOWN; i++)
    text_print(&all, "%s%s", i > 0 ? ", " : "", names[i]);
  if (n > SHOWN) text_add(&all, ", ...");
  return all.start;
}
