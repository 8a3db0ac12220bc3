// Tests of store/index: many ids, long ids, ids that begin alike.

#include "store/index.h"

#include "scratch.h"

static void a_hundred_thousand_ids_are_found_again(void **state)
{
  (void)state;
  Arena *arena = arena_open();
  Index *index = index_open(arena);
  char id[65];
  for (int k = 0; k < 100000; k++) {
    snprintf(id, sizeof id, "%064x", (unsigned)k);
    assert_null(index_find(index, id));
    IndexEntry *entry = index_add(index, id);
    entry->row = k;
  }
  memset(id, 'x', sizeof id);    // the index has copies
  assert_int_equal(index_count(index), 100000);
  for (int k = 0; k < 100000; k++) {
    snprintf(id, sizeof id, "%064x", (unsigned)k);
    assert_int_equal(index_find(index, id)->row, k);
    assert_string_equal(index_at(index, (size_t)k)->id, id);
  }
  assert_null(index_find(index, "0"));
  arena_close(arena);
}

static void ids_of_any_length_are_apart(void **state)
{
  (void)state;
  Arena *arena = arena_open();
  Index *index = index_open(arena);
  char *id = arena_take(arena, 200001, 1);
  for (size_t length = 0; length <= 200000; length = 3 * length + 1) {
    memset(id, 'a', length);
    id[length] = '\0';
    assert_null(index_find(index, id));
    index_add(index, id)->row = (int64_t)length;
    assert_int_equal(index_find(index, id)->row, length);
  }
  assert_int_equal(index_find(index, "")->row, 0);
  assert_int_equal(index_find(index, "aaaa")->row, 4);
  assert_null(index_find(index, "aaa"));
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_hundred_thousand_ids_are_found_again),
    cmocka_unit_test(ids_of_any_length_are_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
