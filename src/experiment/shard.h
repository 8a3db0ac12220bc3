// Shards: the runs of a study dealt out among processes that know nothing of each other.
//
// Of n shards, numbered from 0, shard i has the runs whose number (condition x seeds + seed) is i
// modulo n. Who has which run follows from i and n alone: a shard that is started twice does the
// same runs, and nothing has to be agreed upon.

#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"

enum { SHARD_MOST = 100000 };

typedef struct Shard {
  int index;
  int n;       // 0: no shards, all runs
} Shard;

// What the surroundings say under a name (main.c: the environment); NULL where they say nothing.
typedef const char *ShardLookup(const char *name);

// Reads "i/n", or "auto": the task's place in a Slurm array, else in a Slurm step (srun). Arrays
// with gaps are refused: there is no telling what n was meant to be. False: *problem says why.
bool shard_read(Arena *arena, const char *text, ShardLookup *lookup, Shard *shard,
                const char **problem);

// The word that names its files in a record: "3-16"; "all" without shards.
const char *shard_word(Arena *arena, Shard shard);

// The shard that writes the record's file of that name ("record.3-16.HOST.PID.sqlite").
Shard shard_of_file(const char *name);

bool shard_has(Shard shard, int64_t number);
