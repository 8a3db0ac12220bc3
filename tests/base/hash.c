// Hash under test: the examples of FIPS 180-4's authors, and any cut of a text into parts.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"

static void check(const char *text, size_t length, const char *wanted)
{
  Hash hash;
  char hex[65];
  hash_open(&hash);
  hash_add(&hash, text, length);
  hash_close(&hash, hex);
  assert_string_equal(hex, wanted);
}

static void published_examples_come_out(void **state)
{
  static const char longer[] = "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                               "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";
  (void)state;
  check("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  check("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  check("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  check(longer, 112, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

static void a_million_letters_come_out(void **state)
{
  Hash hash;
  char hex[65], letters[1000];
  (void)state;
  memset(letters, 'a', sizeof letters);
  hash_open(&hash);
  for (int i = 0; i < 1000; i++) hash_add(&hash, letters, sizeof letters);
  hash_close(&hash, hex);
  assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void it_does_not_matter_how_a_text_is_cut(void **state)
{
  char text[300], whole[65], parts[65];
  (void)state;
  for (int i = 0; i < 300; i++) text[i] = (char)(i * 7);
  for (size_t length = 0; length < 300; length++) {
    Hash hash;
    hash_open(&hash);
    hash_add(&hash, text, length);
    hash_close(&hash, whole);
    hash_open(&hash);
    for (size_t at = 0; at < length; at += at % 70 + 1) {
      size_t n = at % 70 + 1;
      hash_add(&hash, text + at, at + n < length ? n : length - at);
    }
    hash_close(&hash, parts);
    assert_string_equal(parts, whole);
  }
}

static void texts_do_not_run_into_each_other(void **state)
{
  char one[65], other[65];
  Hash hash;
  (void)state;
  hash_open(&hash);
  hash_add_text(&hash, "ab");
  hash_add_text(&hash, "c");
  hash_close(&hash, one);
  hash_open(&hash);
  hash_add_text(&hash, "a");
  hash_add_text(&hash, "bc");
  hash_close(&hash, other);
  assert_string_not_equal(one, other);
  check("ab\0c\0", 5, one);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(published_examples_come_out),
    cmocka_unit_test(a_million_letters_come_out),
    cmocka_unit_test(it_does_not_matter_how_a_text_is_cut),
    cmocka_unit_test(texts_do_not_run_into_each_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
