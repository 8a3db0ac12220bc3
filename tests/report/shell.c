// Shell under test: words that a shell must read as they are.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "report/shell.h"

static void plain_words_stay_and_others_are_quoted(void **state)
{
  Text text = {.arena = arena_open()};
  (void)state;
  static const char *const words[] = {"accumbens", "a/b.yaml",  "alpha=0.1,seed=3",
                                      "",          "two words", "kind=[1, 2]",
                                      "it's",      "$HOME",     "`x`",
                                      "a\\b",      "*"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) shell_word(&text, words[i]);
  assert_string_equal(text.start, "accumbens a/b.yaml alpha=0.1,seed=3 '' 'two words'"
                                  " 'kind=[1, 2]' 'it'\\''s' '$HOME' '`x`' 'a\\b' '*'");
  arena_close(text.arena);
}

// The shell itself gives the words back.
static void a_shell_reads_them_back(void **state)
{
  static const char word[] = "a 'b' \"c\" $d `e` \\f; #g & (h) * ?\ti";
  Text              text   = {.arena = arena_open()};
  char              line[200];
  (void)state;
  text_add(&text, "printf %s");
  shell_word(&text, word);
  FILE *pipe = popen(text.start, "r");
  assert_non_null(pipe);
  size_t n = fread(line, 1, sizeof line, pipe);
  assert_int_equal(pclose(pipe), 0);
  assert_int_equal(n, strlen(word));
  assert_memory_equal(line, word, n);
  arena_close(text.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_words_stay_and_others_are_quoted),
      cmocka_unit_test(a_shell_reads_them_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
