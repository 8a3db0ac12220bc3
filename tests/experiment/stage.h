// Stage: an experiment from a text, compiled to a study, and a folder for what it leaves.

#pragma once

#include "../store/scratch.h"

#include "base/text.h"
#include "experiment/study.h"

// A random walk, briefly; the rest follows.
#define STAGE_WALK                                                                                \
  "about: A test.\n"                                                                              \
  "env: {kind: chain, states: 5, start: 3, ends: [0, 1]}\n"                                       \
  "model: {agent: {kind: td, gamma: 1}, plasticity: {alpha: 0.1}}\n"

typedef struct Stage {
  Arena *arena;
  Diag  *diag;
  char  *folder;
  char  *file;
} Stage;

static inline Stage stage_open(void)
{
  Stage stage  = {.arena = arena_open()};
  stage.folder = scratch_make(stage.arena);
  stage.file   = arena_print(stage.arena, "%s/x.yaml", stage.folder);
  stage.diag   = diag_open(stage.arena);
  return stage;
}

static inline void stage_close(Stage *stage)
{
  scratch_remove(stage->arena, stage->folder);
  arena_close(stage->arena);
}

static inline void stage_write(const char *path, const char *text)
{
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

// What a file holds; "" where there is none.
static inline const char *stage_read(Stage *stage, const char *name)
{
  Text  text = {.arena = stage->arena};
  char  bytes[4096];
  FILE *file = fopen(arena_print(stage->arena, "%s/%s", stage->folder, name), "r");
  text_add(&text, "");
  for (size_t n = 1; file && n > 0;) {
    n = fread(bytes, 1, sizeof bytes, file);
    text_add_bytes(&text, bytes, n);
  }
  if (file) fclose(file);
  return text.start;
}

// NULL after complaints.
static inline Study *stage_try(Stage *stage, const char *text, const Override *override, int n)
{
  stage_write(stage->file, text);
  stage->diag = diag_open(stage->arena);
  Experiment *experiment =
      experiment_read(stage->arena, stage->file, override, n, NULL, stage->diag);
  return experiment ? study_compile(stage->arena, experiment, stage->diag) : NULL;
}

static inline Study *stage_study(Stage *stage, const char *text)
{
  Study *study = stage_try(stage, text, NULL, 0);
  assert_string_equal(diag_text(stage->diag), "");
  assert_non_null(study);
  return study;
}

// What is said about a text, byte for byte; "FILE" stands for its name.
static inline void stage_told(Stage *stage, const char *text, const char *wanted)
{
  Text expected = {.arena = stage->arena};
  assert_null(stage_try(stage, text, NULL, 0));
  text_add(&expected, "");
  for (const char *at = wanted; *at;) {
    const char *name = strstr(at, "FILE");
    text_add_bytes(&expected, at, name ? (size_t)(name - at) : strlen(at));
    if (name) text_add(&expected, stage->file);
    at = name ? name + strlen("FILE") : at + strlen(at);
  }
  assert_string_equal(diag_text(stage->diag), expected.start);
}
