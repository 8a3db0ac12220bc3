// Files under test: what cannot be read, what is too large, what is no text.

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

#include "base/file.h"

static void check_read(const char *path, size_t limit, const char *text, size_t length,
                       const char *told)
{
  Arena      *arena = arena_open();
  Diag       *diag = diag_open(arena);
  size_t      got = 0;
  const char *read = file_read(arena, path, limit, &got, diag);
  assert_string_equal(diag_text(diag), told);
  if (text == NULL) {
    assert_null(read);
  } else {
    assert_non_null(read);
    assert_int_equal(got, length);
    assert_memory_equal(read, text, length);
    assert_int_equal(read[length], 0);
  }
  arena_close(arena);
}

// A name that does not exist yet, where tests may write.
static char *make_name(void)
{
  static char path[1024];
  const char *root = getenv("TMPDIR");
  if (root == NULL || *root == '\0') root = access("build", W_OK) == 0 ? "build" : ".";
  snprintf(path, sizeof path, "%s/file.XXXXXX", root);
  return path;
}

static char *put(const char *text, size_t length)
{
  char *path = make_name();
  int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, text, length), (ssize_t)length);
  close(descriptor);
  return path;
}

static void a_file_is_read_whole(void **state)
{
  size_t lengths[] = {0, 1, 4093, 4094, 4095, 4096, 4097, 100000};
  char  *text = malloc(100000);
  (void)state;
  memset(text, 'x', 100000);
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    char *path = put(text, lengths[i]);
    check_read(path, 100000, text, lengths[i], "");
    unlink(path);
  }
  free(text);
}

static void a_byte_order_mark_is_left_out(void **state)
{
  char *path = put("\xEF\xBB\xBFtext", 7);
  (void)state;
  check_read(path, 7, "text", 4, "");
  unlink(path);
}

static void a_file_beyond_the_limit_is_refused(void **state)
{
  char told[1200], *path = put("123456789", 9);
  (void)state;
  check_read(path, 9, "123456789", 9, "");
  snprintf(told, sizeof told, "%s: error: is larger than 8 bytes\n", path);
  check_read(path, 8, NULL, 0, told);
  unlink(path);
}

static void an_endless_file_is_refused(void **state)
{
  (void)state;
  check_read("/dev/zero", 3 << 20, NULL, 0, "/dev/zero: error: is larger than 3 MiB\n");
}

static void what_does_not_come_from_a_disk_is_read_too(void **state)
{
  char *path = make_name(), fifo[1200], text[50000];
  (void)state;
  assert_non_null(mkdtemp(path));
  snprintf(fifo, sizeof fifo, "%s/fifo", path);
  assert_int_equal(mkfifo(fifo, 0600), 0);
  memset(text, 'y', sizeof text);
  pid_t child = fork();
  if (child == 0) {
    FILE *stream = fopen(fifo, "wb");
    fwrite(text, 1, sizeof text, stream);
    fclose(stream);
    _exit(0);
  }
  check_read(fifo, 1 << 20, text, sizeof text, "");
  unlink(fifo);
  rmdir(path);
}

static void what_is_not_there_is_told(void **state)
{
  (void)state;
  check_read("/nowhere/x.yaml", 100, NULL, 0,
             "/nowhere/x.yaml: error: cannot be read: No such file or directory\n");
  check_read("src", 100, NULL, 0, "src: error: cannot be read: Is a directory\n");
}

static void check_text(const char *text, size_t length, const char *told)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  bool   good = file_check("t", text, length, diag);
  assert_string_equal(diag_text(diag), told);
  assert_int_equal(good, *told == '\0');
  arena_close(arena);
}

static void what_is_no_text_is_told_at_its_place(void **state)
{
  (void)state;
  check_text("a\tb\r\n\xC3\x9F \xF0\x9F\x90\x9B\n", 12, "");
  check_text("a\n\xC3\x9F\xFFx", 6,
             "t:2:2: error: bytes that are not UTF-8\n    hint: save the file as UTF-8\n");
  check_text("\xFF\xFEx\0", 4,
             "t:1:1: error: bytes that are not UTF-8\n    hint: save the file as UTF-8\n");
  check_text("a\0b", 3, "t:1:2: error: a zero byte\n");
  check_text("a\rb", 3, "t:1:2: error: a carriage return within a line\n");
  check_text("a\r", 2, "t:1:2: error: a carriage return within a line\n");
  check_text("ab\x1B", 3, "t:1:3: error: a control character\n");
  check_text("\x7F", 1, "t:1:1: error: a control character\n");
  check_text("\xC2\x85", 2, "t:1:1: error: a foreign line break\n");
  check_text("x\xE2\x80\xA8", 4, "t:1:2: error: a foreign line break\n");
  check_text("\xEF\xBF\xBF", 3, "t:1:1: error: a code that is no character\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_file_is_read_whole),
    cmocka_unit_test(a_byte_order_mark_is_left_out),
    cmocka_unit_test(a_file_beyond_the_limit_is_refused),
    cmocka_unit_test(an_endless_file_is_refused),
    cmocka_unit_test(what_does_not_come_from_a_disk_is_read_too),
    cmocka_unit_test(what_is_not_there_is_told),
    cmocka_unit_test(what_is_no_text_is_told_at_its_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
