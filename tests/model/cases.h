// Cases: what must be said of bad texts, kept in a file, each case a test of its own.
//
//   == a_start_is_no_wall     the test's name; the lines below are the text
//   --                        what is said of it, byte for byte, up to the next case

#pragma once

#include "base/file.h"
#include "base/text.h"
#include "made.h"

typedef struct Case {
  const char *text, *says;
  bool        whole;   // {env, model}, not an env alone
} Case;

enum { CASES = 100 };

static void try_case(void **state)
{
  const Case *one = *state;
  if (one->whole) {
    check_model(one->text, "", one->says);
  } else {
    check_env(one->text, one->says);
  }
}

// Reads the cases of a file into tests; returns how many there are.
static inline size_t read_cases(Arena *arena, const char *path, bool whole,
                                struct CMUnitTest test[CASES])
{
  Diag       *diag = diag_open(arena);
  size_t      length, n = 0;
  const char *at = file_read(arena, path, 1 << 20, &length, diag);
  if (!at) return 0;
  for (const char *next; n < CASES && (at = strstr(at, "== ")); at = next) {
    const char *name = at + 3, *text = strchr(name, '\n') + 1;
    const char *says = strstr(text, "\n--\n");
    next             = strstr(text, "\n== ");
    Case *one        = arena_take(arena, 1, sizeof *one);
    *one             = (Case){.whole = whole};
    next             = next ? next + 1 : text + strlen(text);
    one->text        = arena_copy(arena, text, (size_t)(says + 1 - text));
    one->says        = arena_copy(arena, says + 4, (size_t)(next - says - 4));
    test[n++] = (struct CMUnitTest){.name = arena_copy(arena, name, (size_t)(text - 1 - name)),
                                    .test_func     = try_case,
                                    .initial_state = one};
  }
  return n;
}

// Runs the cases of a file and then the tests; the number of failures.
static inline int run_with_cases(const char *path, bool whole, const struct CMUnitTest *tests,
                                 size_t n)
{
  struct CMUnitTest test[CASES];
  Arena            *arena   = arena_open();
  size_t            n_cases = read_cases(arena, path, whole, test);
  int failures = n_cases > 0 ? _cmocka_run_group_tests(path, test, n_cases, NULL, NULL) : 1;
  failures += _cmocka_run_group_tests("tests", tests, n, NULL, NULL);
  arena_close(arena);
  return failures;
}
