// Samples: small tensors for the tests of what people read.

#pragma once

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "experiment/tensor.h"
#include "math/chance.h"

// Levels from, from + step, ...
static inline TensorAxis sample_numbers(Arena *arena, const char *name, size_t n, double from,
                                        double step)
{
  const char **label = arena_take(arena, n, sizeof *label);
  double      *number = arena_take(arena, n, sizeof *number);
  for (size_t i = 0; i < n; i++) {
    char digits[32];
    number[i] = from + step * (double)i;
    label[i] = arena_copy(arena, digits, text_from_number(digits, number[i]));
  }
  return (TensorAxis){.name = name, .n = n, .label = label, .number = number};
}

static inline TensorAxis sample_names(Arena *arena, const char *name, size_t n,
                                      const char *const *names)
{
  const char **label = arena_take(arena, n, sizeof *label);
  double      *number = arena_take(arena, n, sizeof *number);
  for (size_t i = 0; i < n; i++) {
    label[i] = names[i];
    number[i] = NAN;
  }
  return (TensorAxis){.name = name, .n = n, .label = label, .number = number};
}

// Curves like those of learning animals: heavy-tailed whole steps from about 400 down to 16.
static inline Tensor *sample_curves(Arena *arena, size_t groups, size_t seeds, size_t episodes)
{
  static const char *const names[] = {"right", "left",    "shuffled", "silenced", "noise",
                                      "tabular", "slow", "fast",     "odd",      "even"};
  TensorAxis axis[3] = {sample_names(arena, "group", groups, names),
                        sample_numbers(arena, "seed", seeds, 1, 1),
                        sample_numbers(arena, "episode", episodes, 1, 1)};
  Tensor *tensor = tensor_make(arena, 3, axis);
  Stream  stream = stream_open(1, PURPOSE_ENV);
  for (size_t i = 0; i < tensor_size(tensor); i++) {
    double episode = (double)(i % (episodes + (episodes == 0)));
    double mean = 2 + 400 / (1 + episode / 20);
    double steps = floor(16 + mean * chance_exponential(stream_next(&stream)));
    tensor->value[i] = steps > 500 ? 500 : steps;
  }
  return tensor;
}

static inline size_t sample_count(const char *text, const char *word)
{
  size_t n = 0;
  for (const char *at = text; (at = strstr(at, word)) != NULL; at += strlen(word)) n++;
  return n;
}

// What no drawing may hold: a number that is none, or an open element.
static inline void sample_check_svg(const Text *svg)
{
  assert_null(strstr(svg->start, "nan"));
  assert_null(strstr(svg->start, "inf\""));
  assert_null(strstr(svg->start, "inf "));
  assert_int_equal(strncmp(svg->start, "<svg ", 5), 0);
  assert_int_equal(strcmp(svg->start + svg->length - 7, "</svg>\n"), 0);
  static const char *const names[] = {"g", "text", "title", "desc", "style", "svg"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char open[16], bare[16], close[16];
    snprintf(open, sizeof open, "<%s ", names[i]);
    snprintf(bare, sizeof bare, "<%s>", names[i]);
    snprintf(close, sizeof close, "</%s>", names[i]);
    size_t opened = sample_count(svg->start, open) + sample_count(svg->start, bare);
    assert_int_equal(opened, sample_count(svg->start, close));
  }
  assert_int_equal(sample_count(svg->start, "\"") % 2, 0);
}
