// Told: reads a YAML text called x.yaml and compares what is said about it, byte for byte.

#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/memory.h"
#include "config/node.h"

// A text at hand: its arena, what was said about it, its tree.
typedef struct Given {
  Arena *arena;
  Diag  *diag;
  Node  *root;
} Given;

static inline Given give(const char *text, size_t length)
{
  Given given = {.arena = arena_open()};
  given.diag = diag_open(given.arena);
  given.root = node_read_text(given.arena, "x.yaml", text, length, given.diag);
  return given;
}

static inline Given give_text(const char *text)
{
  return give(text, strlen(text));
}

static inline void check_told(Given given, const char *wanted)
{
  assert_string_equal(diag_text(given.diag), wanted);
}

static inline void take_back(Given given)
{
  arena_close(given.arena);
}

static inline void check_reading(const char *text, const char *wanted)
{
  Given given = give_text(text);
  check_told(given, wanted);
  assert_true(given.root != NULL || diag_count(given.diag) > 0);
  take_back(given);
}
