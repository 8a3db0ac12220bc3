// Desk: a folder in which a test writes and reads experiments.

#pragma once

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
#include "base/text.h"
#include "experiment/experiment.h"
#include "experiment/path.h"
#include "experiment/spell.h"

// Three lines with which most experiments here begin, and a fourth.
#define CHAIN                                                                                     \
  "about: A test.\n"                                                                              \
  "env: {kind: chain, states: 5, start: 3}\n"                                                     \
  "model: {agent: {kind: td, gamma: 1}, policy: {kind: epsilon_greedy, epsilon: 0.2}}\n"
#define WALK "phases: [{name: walk, episodes: 10}]\n"

typedef struct Desk {
  Arena *arena;
  Diag  *diag;
  char   folder[512];
  char   home[512];
} Desk;

static inline Desk desk_open(void)
{
  Desk        desk = {.arena = arena_open()};
  const char *root = getenv("TMPDIR");
  if (!root || !*root) root = access("build", W_OK) == 0 ? "build" : ".";
  desk.diag = diag_open(desk.arena);
  assert_non_null(getcwd(desk.home, sizeof desk.home));
  snprintf(desk.folder, sizeof desk.folder, "%s/desk.XXXXXX", root);
  assert_non_null(mkdtemp(desk.folder));
  assert_int_equal(chdir(desk.folder), 0);
  assert_int_equal(mkdir("experiments", 0777) | mkdir("envs", 0777) | mkdir("models", 0777), 0);
  return desk;
}

static inline void desk_close(Desk desk)
{
  static const char *const names[] = {"experiments/x.yaml", "experiments/manifest.yaml",
                                      "envs/track.yaml", "envs/bad.yaml", "models/learner.yaml"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) (void)remove(names[i]);
  assert_int_equal(rmdir("experiments") | rmdir("envs") | rmdir("models"), 0);
  assert_int_equal(chdir(desk.home), 0);
  assert_int_equal(rmdir(desk.folder), 0);
  arena_close(desk.arena);
}

// Writes a file that desk_close knows.
static inline void desk_write(const char *path, const char *text)
{
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_int_equal(fputs(text, file) < 0, 0);
  assert_int_equal(fclose(file), 0);
}

// Reads a text as experiments/x.yaml with overrides of the command line, each "PATH=value".
static inline Experiment *desk_try(Desk *desk, const char *text, const char *const *argument,
                                   int n)
{
  Override override[16];
  desk_write("experiments/x.yaml", text);
  desk->diag = diag_open(desk->arena);
  for (int i = 0; i < n; i++) {
    const char *equals = strchr(argument[i], '=');
    override[i].path   = arena_copy(desk->arena, argument[i], (size_t)(equals - argument[i]));
    override[i].value  = equals + 1;
  }
  return experiment_read(desk->arena, "experiments/x.yaml", override, n, NULL, desk->diag);
}

// The same where nothing may be wrong.
static inline Experiment *desk_read_with(Desk *desk, const char *text, const char *const *argument,
                                         int n)
{
  Experiment *experiment = desk_try(desk, text, argument, n);
  assert_string_equal(diag_text(desk->diag), "");
  assert_non_null(experiment);
  return experiment;
}

static inline Experiment *desk_read(Desk *desk, const char *text)
{
  return desk_read_with(desk, text, NULL, 0);
}

// What is said about a text, byte for byte.
static inline void desk_told(Desk *desk, const char *text, const char *wanted)
{
  assert_null(desk_try(desk, text, NULL, 0));
  assert_string_equal(diag_text(desk->diag), wanted);
}

static inline void desk_add(Text *out, const Node *node)
{
  bool is_list = node->type == NODE_LIST;
  if (node->type == NODE_SCALAR) {
    text_add(out, node->text);
    return;
  }
  text_add(out, is_list ? "[" : "{");
  for (const Node *child = node->first; child; child = child->next) {
    if (!is_list) text_print(out, "%s: ", child->key);
    desk_add(out, child);
    if (child->next) text_add(out, ", ");
  }
  text_add(out, is_list ? "]" : "}");
}

// A tree in one line; "" for NULL.
static inline const char *desk_show(Desk *desk, const Node *node)
{
  Text out = {.arena = desk->arena};
  text_add(&out, "");
  if (node) desk_add(&out, node);
  return out.start;
}

// The labels of all conditions, a line each.
static inline const char *desk_labels(Desk *desk, const Experiment *experiment)
{
  Text out = {.arena = desk->arena};
  text_add(&out, "");
  for (int i = 0; i < experiment->n_conditions; i++) {
    text_print(&out, "%s\n", experiment_label(desk->arena, experiment, i));
  }
  return out.start;
}

// What stands at a whole path of a condition's env or model.
static inline const char *desk_at(Desk *desk, const Experiment *experiment, int i,
                                  const char *path)
{
  Tree tree = {.env   = (Node *)experiment->condition[i].env,
               .model = (Node *)experiment->condition[i].model};
  return desk_show(desk, override_get(&tree, path));
}

// A reading of a text on its own, for the parts below experiment_read; its root at *root.
static inline Reading *desk_reading(Desk *desk, const char *text, Node **root)
{
  Reading *reading = arena_take(desk->arena, 1, sizeof *reading);
  desk->diag       = diag_open(desk->arena);
  *reading = (Reading){.arena = desk->arena, .diag = desk->diag, .file = "experiments/x.yaml"};
  reading->folder = "";
  *root = node_read_text(desk->arena, "experiments/x.yaml", text, strlen(text), desk->diag);
  assert_non_null(*root);
  return reading;
}
