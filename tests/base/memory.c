// Memory under test: blocks, growing arrays, and the end of the program when there is none.

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"

// The address sanitizer shall refuse what the system would refuse.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
  return "allocator_may_return_null=1";
}

static bool is_zero(const char *block, size_t size)
{
  for (size_t i = 0; i < size; i++) {
    if (block[i] != 0) return false;
  }
  return true;
}

static void every_block_is_zeroed_and_aligned(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  for (size_t size = 1; size < 40000000; size = size * 3 + 1) {
    for (int i = 0; i < 3; i++) {
      char *block = arena_take(arena, size, 1);
      assert_int_equal((uintptr_t)block % 64, 0);
      assert_true(is_zero(block, size));
      memset(block, 0xAB, size);
    }
  }
  arena_close(arena);
}

static void no_block_overlaps_another(void **state)
{
  enum { BLOCKS = 2000 };
  Arena         *arena = arena_open();
  unsigned char *block[BLOCKS];
  size_t         size[BLOCKS];
  (void)state;
  for (int i = 0; i < BLOCKS; i++) {
    size[i] = i % 97 == 0 ? 2000000 : (size_t)(i * i) % 1500;
    block[i] = arena_take(arena, size[i], 1);
    memset(block[i], i % 251, size[i]);
    if (i % 3 == 0) arena_copy(arena, "between", 7);
  }
  for (int i = 0; i < BLOCKS; i++) {
    for (size_t at = 0; at < size[i]; at++) assert_int_equal(block[i][at], i % 251);
  }
  arena_close(arena);
}

static void an_empty_block_is_still_a_block(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  assert_non_null(arena_take(arena, 0, 8));
  assert_non_null(arena_take(arena, 8, 0));
  arena_close(arena);
}

static void small_blocks_seldom_ask_the_system(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  assert_int_equal(arena_requests(arena), 0);
  for (int i = 0; i < 100000; i++) arena_take(arena, 1, 64);
  assert_in_range(arena_requests(arena), 1, 12);
  size_t before = arena_requests(arena);
  arena_take(arena, 64, 1 << 20);
  assert_int_equal(arena_requests(arena), before + 1);
  arena_take(arena, 1, 64);
  assert_int_equal(arena_requests(arena), before + 1);
  arena_close(arena);
}

static void a_growing_array_keeps_what_it_has_and_zeroes_the_rest(void **state)
{
  Arena  *arena = arena_open();
  size_t  capacity = 0;
  int    *numbers = NULL;
  (void)state;
  for (int i = 0; i < 5000; i++) {
    numbers = arena_grow(arena, numbers, &capacity, (size_t)i + 1, sizeof *numbers);
    assert_true(capacity > (size_t)i);
    assert_int_equal(numbers[i], 0);
    numbers[i] = i;
  }
  for (int i = 0; i < 5000; i++) assert_int_equal(numbers[i], i);
  for (size_t i = 5000; i < capacity; i++) assert_int_equal(numbers[i], 0);
  assert_ptr_equal(arena_grow(arena, numbers, &capacity, 10, sizeof *numbers), numbers);
  arena_close(arena);
}

static void texts_are_copied_and_printed(void **state)
{
  Arena *arena = arena_open();
  char   text[] = "alpha";
  (void)state;
  char *copy = arena_copy(arena, text, 3);
  text[0] = 'X';
  assert_string_equal(copy, "alp");
  assert_string_equal(arena_copy(arena, NULL, 0), "");
  assert_string_equal(arena_print(arena, "%s=%d", "n", 12), "n=12");
  char *line = arena_print(arena, "%*d", 100000, 7);
  assert_int_equal(strlen(line), 100000);
  arena_close(arena);
}

// What a child that asks for too much says, and how it ends.
static int ask(size_t count, size_t size, char *said, size_t room)
{
  int ends[2], status;
  assert_int_equal(pipe(ends), 0);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    arena_take(arena_open(), count, size);
    _exit(0);
  }
  close(ends[1]);
  size_t length = 0;
  for (ssize_t n; (n = read(ends[0], said + length, room - 1 - length)) > 0;) length += (size_t)n;
  said[length] = '\0';
  close(ends[0]);
  waitpid(child, &status, 0);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void a_product_beyond_any_size_ends_the_program(void **state)
{
  char said[4096];
  (void)state;
  assert_int_equal(ask(SIZE_MAX / 2, 3, said, sizeof said), 3);
  assert_string_equal(said, "accumbens: error: out of memory: 9223372036854775807 times 3 bytes "
                            "are beyond any machine\n");
}

static void a_request_that_is_refused_ends_the_program(void **state)
{
  static const char sentence[] = "accumbens: error: out of memory: 4611686018427387904 bytes more "
                                 "were refused\n";
  char said[65536];
  (void)state;
  assert_int_equal(ask((size_t)1 << 62, 1, said, sizeof said), 3);
  size_t length = strlen(said), own = strlen(sentence);
  assert_true(length >= own);                                 // a sanitizer may speak before
  assert_string_equal(said + length - own, sentence);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_block_is_zeroed_and_aligned),
    cmocka_unit_test(no_block_overlaps_another),
    cmocka_unit_test(an_empty_block_is_still_a_block),
    cmocka_unit_test(small_blocks_seldom_ask_the_system),
    cmocka_unit_test(a_growing_array_keeps_what_it_has_and_zeroes_the_rest),
    cmocka_unit_test(texts_are_copied_and_printed),
    cmocka_unit_test(a_product_beyond_any_size_ends_the_program),
    cmocka_unit_test(a_request_that_is_refused_ends_the_program),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
