// Lookup under test: words keep their numbers, whatever collides.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "connectome/lookup.h"

static void a_word_keeps_its_first_number(void **state)
{
  Arena *arena = arena_open();
  Lookup lookup = lookup_open(arena, 3);

  (void)state;
  assert_int_equal(lookup_put(&lookup, "KC", 0), 0);
  assert_int_equal(lookup_put(&lookup, "PN", 1), 1);
  assert_int_equal(lookup_put(&lookup, "KC", 2), 0);
  assert_int_equal(lookup_find(&lookup, "KC"), 0);
  assert_int_equal(lookup_find(&lookup, "PN"), 1);
  assert_int_equal(lookup_find(&lookup, "K"), -1);
  assert_int_equal(lookup_find(&lookup, ""), -1);
  assert_string_equal(lookup.word[1], "PN");
  assert_null(lookup.word[2]);
  arena_close(arena);
}

static void an_empty_lookup_finds_nothing(void **state)
{
  Arena *arena = arena_open();
  Lookup lookup = lookup_open(arena, 0);

  (void)state;
  assert_int_equal(lookup_find(&lookup, "KC"), -1);
  arena_close(arena);
}

static void a_full_lookup_finds_all_of_many_words(void **state)
{
  enum { N = 20000 };
  Arena *arena = arena_open();
  Lookup lookup = lookup_open(arena, N);

  (void)state;
  for (int i = 0; i < N; i++) {
    assert_int_equal(lookup_put(&lookup, arena_print(arena, "7205759406%08d", i), i), i);
  }
  for (int i = 0; i < N; i++) {
    assert_int_equal(lookup_find(&lookup, arena_print(arena, "7205759406%08d", i)), i);
    assert_int_equal(lookup_find(&lookup, arena_print(arena, "7205759407%08d", i)), -1);
  }
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_word_keeps_its_first_number),
    cmocka_unit_test(an_empty_lookup_finds_nothing),
    cmocka_unit_test(a_full_lookup_finds_all_of_many_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
