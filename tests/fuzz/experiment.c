// Fuzzing: any text as an experiment is refused with a reason, or compiled; nothing is run.
//
// Texts are changed word by word as often as byte by byte: a key or a number that is replaced by
// another one comes further than a broken YAML file. Names of worlds and animals are those of the
// top folder, in which this runs.

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "experiment/study.h"

int    LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t room, unsigned seed);

enum { LONGEST = 8192 };

static const char *const words[] = {
    "1000000000", "1000000000000000000", "1e9", "-1", "0", "2", "nan", "0.5", "1e-9", "1..9",
    "5..", "all", "last 5", "first 3", "every 2", "each", "mean", "abs", "null", "{}", "[]",
    "[1, 2]", "{a: 1}", "{min: 0, max: 1, steps: 9}", "{not: 1}", "{above: 3}", "kind", "env",
    "model", "phases", "groups", "sweep", "parameters", "values", "each", "repeat", "episodes",
    "steps", "trials", "types", "except", "reset", "over", "reduce", "minus", "is", "at_most",
    "near", "within_se", "seed", "phase", "episode", "state", "action", "group", "time", "life",
    "since.reward", "nth", "exact.values", "error.values", "values", "weights", "released",
    "q_learning", "td", "monte_carlo", "softmax", "epsilon_greedy", "chain", "gridworld",
    "conditioning", "csc", "one_hot", "four_rooms", "model.policy.beta", "env.start", "alpha",
    "agent.kind", "policy", "S", "G", "#"};

static bool is_word(uint8_t c)
{
  return c == '.' || c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

// Puts a word in the place of the one at or after a random byte.
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t room, unsigned seed)
{
  if (seed % 2 == 0 || length == 0) return LLVMFuzzerMutate(bytes, length, room);
  const char *word = words[seed / 2 % (sizeof words / sizeof words[0])];
  size_t      from = seed / 256 % length, size = strlen(word);
  while (from > 0 && is_word(bytes[from - 1])) from--;
  while (from < length && !is_word(bytes[from])) from++;
  size_t to = from;
  while (to < length && is_word(bytes[to])) to++;
  if (length - (to - from) + size > room) return LLVMFuzzerMutate(bytes, length, room);
  memmove(bytes + from + size, bytes + to, length - to);
  memcpy(bytes + from, word, size);
  return length - (to - from) + size;
}

static void write_file(const char *path, const uint8_t *bytes, size_t length)
{
  FILE *file = fopen(path, "w");
  if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  char path[64];
  if (length > LONGEST) return 0;
  snprintf(path, sizeof path, "build/fuzz-%ld.yaml", (long)getpid());
  write_file(path, bytes, length);
  Arena      *arena      = arena_open();
  Diag       *diag       = diag_open(arena);
  Experiment *experiment = experiment_read(arena, path, NULL, 0, NULL, diag);
  Study      *study      = experiment ? study_compile(arena, experiment, diag) : NULL;
  assert((study != NULL) == (diag_count(diag) == 0));
  assert((diag_told(diag) > 0) == (diag_text(diag)[0] != '\0'));
  arena_close(arena);
  unlink(path);
  return 0;
}
