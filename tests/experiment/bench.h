// Bench: an experiment from a text, its compiled models, and numbers made up for its animals.

#pragma once

#include "desk.h"

#include <math.h>

#include "experiment/claim.h"
#include "experiment/wish.h"
#include "model/model.h"

// A random walk with groups that sweep alpha, each its own way; one phase, four animals.
#define WALKS                                                                                     \
  "about: A test.\n"                                                                              \
  "env: {kind: chain, states: 5, start: 3, ends: [0, 1]}\n"                                       \
  "model: {agent: {kind: td, gamma: 1, v0: 0.5}}\n"                                               \
  "groups:\n"                                                                                     \
  "  td: {sweep: {parameters: {model.plasticity.alpha: {values: [0.05, 0.1]}}}}\n"                \
  "  mc:\n"                                                                                       \
  "    model.agent.kind: monte_carlo\n"                                                           \
  "    sweep: {parameters: {model.plasticity.alpha: {values: [0.01, 0.02, 0.04]}}}\n"             \
  "seeds: 4\n"                                                                                    \
  "phases: [{name: walk, episodes: 10}]\n"

// A maze with a letter, regions that overlap, and phases of episodes and of steps; three animals.
#define MAZES                                                                                     \
  "about: A test.\n"                                                                              \
  "env:\n"                                                                                        \
  "  kind: gridworld\n"                                                                           \
  "  time_limit: 20\n"                                                                            \
  "  regions: {west: [0..2, 0..1], middle: [0..2, 1..2]}\n"                                       \
  "  map: |\n"                                                                                    \
  "    S..A\n"                                                                                    \
  "    .#..\n"                                                                                    \
  "    ...G\n"                                                                                    \
  "  objects: {G: {reward: 1, terminal: true}, A: {reward: 0}}\n"                                 \
  "model: {agent: {kind: q_learning, gamma: 0.5}, policy: {kind: epsilon_greedy, epsilon: "       \
  "0.1}}\n"                                                                                       \
  "groups: {right: {}, left: {model.agent.gamma: 0.9}}\n"                                         \
  "seeds: 3\n"                                                                                    \
  "phases:\n"                                                                                     \
  "  - {name: learn, episodes: 8}\n"                                                              \
  "  - {name: rest, episodes: 5}\n"                                                               \
  "  - {name: run, steps: 30}\n"

// Trials of half-second bins, of two types; one animal.
#define TRIALS                                                                                    \
  "about: A test.\n"                                                                              \
  "env:\n"                                                                                        \
  "  kind: conditioning\n"                                                                        \
  "  dt: 0.5\n"                                                                                   \
  "  length: 3\n"                                                                                 \
  "  trials:\n"                                                                                   \
  "    light: {cues: {CS: [1, 2]}, outcomes: {US: 2.5}}\n"                                        \
  "    omission: {cues: {CS: [1, 2]}}\n"                                                          \
  "    never: {cues: {CS: [1, 2]}}\n"                                                             \
  "model: {network: {kind: csc}, agent: {kind: td, gamma: 1}}\n"                                  \
  "seeds: 1\n"                                                                                    \
  "phases: [{name: pair, trials: 6, types: light, except: {omission: [3, 5]}}]\n"

enum { GIVEN = 64 };

// Numbers of one animal; seed: index; condition -1: of all.
typedef struct Given {
  int           condition, seed;
  const double *value;
  size_t        n;
} Given;

typedef struct Bench {
  Desk          desk;
  Arena        *arena;
  Experiment   *experiment;
  const Model **model;   // (n_conditions)
  Requests      all;
  Given         given[GIVEN];
  int           n_given;
} Bench;

static inline Bench bench_open(const char *text)
{
  Bench bench      = {.desk = desk_open()};
  bench.arena      = bench.desk.arena;
  bench.experiment = desk_read(&bench.desk, text);
  int n            = bench.experiment->n_conditions;
  bench.model      = arena_take(bench.arena, (size_t)n, sizeof *bench.model);
  const char **key = arena_take(bench.arena, (size_t)n, sizeof *key);
  for (int c = 0; c < n; c++) {
    const Plan *plan = &bench.experiment->condition[c].plan;
    key[c]           = model_key(bench.arena, plan, bench.desk.diag);
    for (int d = 0; d < c; d++) {
      if (strcmp(key[c], key[d]) == 0) bench.model[c] = bench.model[d];
    }
    if (!bench.model[c]) bench.model[c] = model_compile(bench.arena, plan, ".", bench.desk.diag);
  }
  assert_string_equal(diag_text(bench.desk.diag), "");
  return bench;
}

static inline void bench_close(Bench *bench)
{
  desk_close(bench->desk);
}

// A tree of words; its places are in "words".
static inline const Node *bench_words(Bench *bench, const char *text)
{
  if (!text) return NULL;
  Node *node = node_read_text(bench->arena, "words", text, strlen(text), bench->desk.diag);
  assert_non_null(node);
  return node;
}

static inline Request *bench_try(Bench *bench, const char *words, const char *inherit,
                                 const char *by)
{
  bench->desk.diag = diag_open(bench->arena);
  return request_read(bench->arena, bench->experiment, bench->model, bench_words(bench, words),
                      bench_words(bench, inherit), bench_words(bench, by), &bench->all,
                      bench->desk.diag);
}

static inline Request *bench_request(Bench *bench, const char *words)
{
  Request *request = bench_try(bench, words, NULL, NULL);
  assert_string_equal(diag_text(bench->desk.diag), "");
  assert_non_null(request);
  return request;
}

// What is said about wrong words, byte for byte.
static inline void bench_told(Bench *bench, const char *words, const char *wanted)
{
  assert_null(bench_try(bench, words, NULL, NULL));
  assert_string_equal(diag_text(bench->desk.diag), wanted);
}

// The same, where the words fit into a line and the mark stands under the first `at` in them.
static inline void bench_told_at(Bench *bench, const char *words, const char *at, const char *what,
                                 const char *hint)
{
  int column = (int)(strstr(words, at) - words);
  bench_told(bench, words,
             arena_print(bench->arena, "words:1:%d: error: %s\n    %s\n    %*s\n%s%s%s",
                         column + 1, what, words, column + 1, "^", hint ? "    hint: " : "",
                         hint ? hint : "", hint ? "\n" : ""));
}

// Makes up the numbers of an animal.
static inline void bench_give(Bench *bench, int condition, int seed, size_t n, const double *value)
{
  assert_true(bench->n_given < GIVEN);
  double *own = arena_take(bench->arena, n, sizeof *own);
  memcpy(own, value, n * sizeof *own);
  bench->given[bench->n_given++] = (Given){condition, seed, own, n};
}

#define GIVE(bench, condition, seed, ...)                                                         \
  bench_give(bench, condition, seed, sizeof((const double[]){__VA_ARGS__}) / sizeof(double),      \
             (const double[]){__VA_ARGS__})

static inline bool bench_get(void *context, int condition, int seed, const char *probe,
                             size_t cells, double *out)
{
  const Bench *bench = context;
  assert_non_null(probe);
  for (int i = 0; i < bench->n_given; i++) {
    const Given *given = &bench->given[i];
    if (given->condition >= 0 && given->condition != condition) continue;
    if (given->seed != seed || given->n != cells) continue;
    memcpy(out, given->value, cells * sizeof *out);
    return true;
  }
  return false;
}

static inline Source bench_source(Bench *bench)
{
  return (Source){bench, bench_get};
}

// Numbers as text, every digit that counts.
static inline const char *bench_numbers(Bench *bench, const Tensor *tensor)
{
  Text text = {.arena = bench->arena};
  text_add(&text, "");
  for (size_t i = 0; i < tensor_size(tensor); i++) {
    char digits[32];
    snprintf(digits, sizeof digits, "%.6g", tensor->value[i]);
    text_print(&text, "%s%s", i > 0 ? " " : "", digits);
  }
  return text.start;
}

// Axes and their levels: "episode 1 2 3; state 1 2".
static inline const char *bench_axes(Bench *bench, const Tensor *tensor)
{
  Text text = {.arena = bench->arena};
  text_add(&text, "");
  for (int i = 0; i < tensor->n_axes; i++) {
    const TensorAxis *axis = &tensor->axis[i];
    text_print(&text, "%s%s", i > 0 ? "; " : "", axis->name);
    for (size_t k = 0; k < axis->n; k++) text_print(&text, " %s", axis->label[k]);
  }
  return text.start;
}

// The result of words on the numbers that were given.
static inline const Tensor *bench_result(Bench *bench, const char *words)
{
  Source source = bench_source(bench);
  return request_result(bench->arena, bench_request(bench, words), &source);
}
