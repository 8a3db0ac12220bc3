// Scratch: a folder for a test, and runs made up from their number.

#pragma once

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/record.h"

static inline char *scratch_make(Arena *arena)
{
  const char *root = getenv("TMPDIR");
  if (!root || !*root) {
    root = access("build", W_OK) == 0 ? "build" : ".";
  }
  char *path = arena_print(arena, "%s/store.XXXXXX", root);
  assert_non_null(mkdtemp(path));
  return path;
}

static inline void scratch_remove(Arena *arena, const char *path)
{
  DIR *folder = opendir(path);
  struct dirent *entry = NULL;
  while (folder && (entry = readdir(folder)) != NULL) {
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
      scratch_remove(arena, arena_print(arena, "%s/%s", path, entry->d_name));
    }
  }
  if (folder) {
    (void)closedir(folder);
  }
  assert_int_equal(remove(path), 0);
}

// How many files there are whose names end so; *last, where given, is the path of one of them.
static inline int scratch_count(Arena *arena, const char *path, const char *suffix, char **last)
{
  int count = 0;
  DIR *folder = opendir(path);
  struct dirent *entry = NULL;
  assert_non_null(folder);
  while ((entry = readdir(folder)) != NULL) {
    size_t length = strlen(entry->d_name);
    if (length >= strlen(suffix) && !strcmp(entry->d_name + length - strlen(suffix), suffix)) {
      count++;
      if (last) {
        *last = arena_print(arena, "%s/%s", path, entry->d_name);
      }
    }
  }
  (void)closedir(folder);
  return count;
}

typedef struct Sample {
  RecordRun run;
  Recording recording[3];
  double    steps[64];
  double    odd[4];
  char      id[65];
  char      condition[40];
} Sample;

// Run `k`, with three recordings: "steps" of 20 to 50 numbers, four that are hard to keep, none.
static inline const RecordRun *sample(Sample *s, int k)
{
  memset(s, 0, sizeof *s);
  snprintf(s->id, sizeof s->id, "%064x", (unsigned)k * 2654435761u);
  snprintf(s->condition, sizeof s->condition, "{alpha: 0.%d, 'it''s': \"ä\"}", k % 10);
  size_t n = 20 + (size_t)(k % 31);
  for (size_t i = 0; i < n; i++) {
    s->steps[i] = (double)k / (double)(i + 1);
  }
  const double odd[] = {-0.0, 5e-324, INFINITY, NAN};
  memcpy(s->odd, odd, sizeof odd);
  s->recording[0] = (Recording){"steps", n, s->steps};
  s->recording[1] = (Recording){"odd", 4, s->odd};
  s->recording[2] = (Recording){"empty", 0, NULL};
  s->run = (RecordRun){.id = s->id, .condition = s->condition, .seed = k - 3,
                       .status = k % 11 ? RECORD_DONE : RECORD_DIVERGED,
                       .message = k % 11 ? NULL : "weights beyond 1e+06 at step 12",
                       .steps = 1000 * (int64_t)k, .recordings = 3, .recording = s->recording};
  return &s->run;
}

// Whether the record holds run `k` to the bit.
static inline void sample_check(Record *record, int k)
{
  Sample s;
  double out[64];
  RecordStatus status;
  const RecordRun *run = sample(&s, k);
  assert_true(record_has(record, run->id, &status));
  assert_int_equal(status, run->status);
  for (size_t i = 0; i < run->recordings; i++) {
    const Recording *one = &run->recording[i];
    size_t n = 99;
    assert_true(record_size(record, run->id, one->name, &n));
    assert_int_equal(n, one->n);
    assert_true(record_get(record, run->id, one->name, out, n));
    if (n > 0) {
      assert_memory_equal(out, one->data, n * sizeof *out);
    }
  }
}

static inline void sample_put(Record *record, int from, int to)
{
  Sample s;
  for (int k = from; k < to; k++) {
    if (!record_put(record, sample(&s, k))) {
      fail_msg("%s", record_problem(record));
    }
  }
}

// Opens, or fails the test with the record's own words.
static inline Record *scratch_open(Arena *arena, const char *folder, const char *shard,
                                   const char *vfs)
{
  char *problem = NULL;
  Record *record = record_open(arena, folder, shard, vfs, &problem);
  if (!record) {
    fail_msg("%s", problem);
  }
  return record;
}
