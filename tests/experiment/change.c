// Change under test: what differs between two trees, line by line.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "experiment/change.h"

static void check(const char *old, const char *new, int most, int wanted, const char *lines)
{
  Arena *arena = arena_open();
  Diag  *diag  = diag_open(arena);
  Text   out   = {.arena = arena};
  text_add(&out, "");
  const Node *before = node_read_text(arena, "old", old, strlen(old), diag);
  const Node *after  = node_read_text(arena, "new", new, strlen(new), diag);
  assert_string_equal(diag_text(diag), "");
  assert_int_equal(change_list(arena, before, after, most, &out), wanted);
  assert_string_equal(out.start, lines);
  arena_close(arena);
}

static void equal_trees_say_nothing(void **state)
{
  (void)state;
  check("a: 1\nb: [1, {c: d}]\n", "{a: 1, b: [1, {c: d}]}", 9, 0, "");
}

static void a_value_is_told_by_its_path(void **state)
{
  (void)state;
  check("model: {plasticity: {alpha: 0.1, lambda: 0}}\n",
        "model: {plasticity: {alpha: 0.2, lambda: 0}}\n", 9, 1,
        "  model.plasticity.alpha: 0.1 -> 0.2\n");
}

static void what_one_side_does_not_say_is_told(void **state)
{
  (void)state;
  check("{a: 1, b: {c: 2}}", "{b: {d: 3}, e: [4, 5]}", 9, 4,
        "  a: 1 -> (none)\n  b.c: 2 -> (none)\n  b.d: (none) -> 3\n  e: (none) -> [4,5]\n");
}

static void phases_and_claims_are_known_by_name(void **state)
{
  (void)state;
  check("phases: [{name: learn, episodes: 400}, {name: rest, episodes: 5}]\n",
        "phases: [{name: rest, episodes: 5}, {name: learn, episodes: 300}]\n", 9, 1,
        "  phases.learn.episodes: 400 -> 300\n");
  check("claims: [{that: it works, is: {above: 0}}]\n",
        "claims: [{that: it works, is: {above: 1}}, {that: new, is: {}}]\n", 9, 2,
        "  claims.it works.is.above: 0 -> 1\n  claims.new: (none) -> "
        "{\"that\":\"new\",\"is\":{}}\n");
}

static void other_lists_and_other_types_are_told_whole(void **state)
{
  (void)state;
  check("{values: [1, 2], seeds: 3, order: [{name: a}, {name: b}]}",
        "{values: [1, 3], seeds: [3], order: [{name: b}, {name: a}]}", 9, 3,
        "  values: [1,2] -> [1,3]\n  seeds: 3 -> [3]\n"
        "  order: [{\"name\":\"a\"},{\"name\":\"b\"}]"
        " -> [{\"name\":\"b\"},{\"name\":\"a\"}]\n");
}

static void long_lists_of_changes_are_cut(void **state)
{
  (void)state;
  check("{a: 1, b: 1, c: 1, d: 1}", "{a: 2, b: 2, c: 2, d: 2}", 2, 4,
        "  a: 1 -> 2\n  b: 1 -> 2\n  and 2 more\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_trees_say_nothing),
      cmocka_unit_test(a_value_is_told_by_its_path),
      cmocka_unit_test(what_one_side_does_not_say_is_told),
      cmocka_unit_test(phases_and_claims_are_known_by_name),
      cmocka_unit_test(other_lists_and_other_types_are_told_whole),
      cmocka_unit_test(long_lists_of_changes_are_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
