// Rivals: the two sides of a comparison, from words to conditions.
//
// A side is a level ("real"), or levels of several axes ("group=real, alpha=0.1"), an axis named
// by any unambiguous tail of its path. What it does not name may only differ in the world: then
// the sides are compared world by world. All else has to be said, so that nothing is averaged in
// silence.

#pragma once

#include "experiment/experiment.h"

typedef struct Rivals {
  int         n;           // worlds
  const int  *a, *b;       // (n) the conditions that meet
  const char *worlds;      // axes in which the worlds differ: "env.slip"; "" where n is 1
  const char *name_a, *name_b;
} Rivals;

// False with a sentence in *problem where the words name no such two sides.
bool rivals_read(Arena *arena, const Experiment *experiment, const char *a, const char *b,
                 Rivals *rivals, const char **problem);
