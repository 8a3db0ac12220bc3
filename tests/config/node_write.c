// Writer under test: what is written reads back as the same tree and is written the same again.

#include "told.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static void check_again(Arena *arena, const Node *node, const char *written)
{
  Diag *diag = diag_open(arena);
  Text  text = {.arena = arena};
  Node *again = node_read_text(arena, "again.yaml", written, strlen(written), diag);
  assert_string_equal(diag_text(diag), "");
  assert_true(node_equal(again, node));
  node_write(again, &text);
  assert_string_equal(text.start, written);
}

static void check_written(const char *source, const char *wanted)
{
  Given given = give_text(source);
  Text  text = {.arena = given.arena};
  check_told(given, "");
  node_write(given.root, &text);
  assert_string_equal(text.start, wanted);
  check_again(given.arena, given.root, text.start);
  take_back(given);
}

static void maps_are_blocks_and_lists_of_scalars_are_not(void **state)
{
  (void)state;
  check_written("{a: 1, b: [x, 'z'], c: {d: {}, e: []}, f: [{g: 1, h: [2]}, [3, 4], []]}",
                "a: 1\n"
                "b: [x, z]\n"
                "c:\n"
                "  d: {}\n"
                "  e: []\n"
                "f:\n"
                "  - g: 1\n"
                "    h: [2]\n"
                "  - [3, 4]\n"
                "  - []\n");
  check_written("[[[a, {b: c}]], d]", "- - - a\n    - b: c\n- d\n");
  check_written("[1, 2]", "[1, 2]\n");
  check_written("word", "word\n");
  check_written("", "{}\n");
}

static void texts_are_quoted_only_where_they_must_be(void **state)
{
  (void)state;
  check_written("[A+, 1..20, last 50, env.map, -1, a b, 'x#y', 'x:y', -a]",
                "[A+, 1..20, last 50, env.map, -1, a b, x#y, 'x:y', -a]\n");
  check_written("a: 'x, [y]'\nb: 'u:v'\n", "a: x, [y]\nb: u:v\n");
  check_written("['', ' a', 'b ', '- c', '-', '--- d', '...', 'e: f', 'g:', 'h #i', '#j']",
                "['', ' a', 'b ', '- c', '-', '--- d', '...', 'e: f', 'g:', 'h #i', '#j']\n");
  check_written("['it''s', '''q''', 'a, b', '{', '}', '?x', ':x', '*x', '&x', '!x', '@x', '%x']",
                "[it's, '''q''', 'a, b', '{', '}', '?x', ':x', '*x', '&x', '!x', '@x', '%x']\n");
  check_written("a:\n", "a: ''\n");
}

static void texts_that_look_like_numbers_or_truth_keep_their_quotes(void **state)
{
  (void)state;
  check_written("['5', 5, '1e3', 'true', true, 'No', 'null', '~', '0x1F', '1:30', '.inf', '<<']",
                "['5', 5, '1e3', 'true', true, 'No', 'null', '~', '0x1F', '1:30', '.inf', "
                "'<<']\n");
  check_written("{'on': 1, 'y': 2, '5': 3, '<<': 4, '': 5, 'a b': 6, 'c: d': 7, '[e]': 8, '-': 9}",
                "'on': 1\n'y': 2\n5: 3\n'<<': 4\n'': 5\na b: 6\n'c: d': 7\n'[e]': 8\n'-': 9\n");
}

static void what_cannot_be_shown_is_escaped(void **state)
{
  (void)state;
  check_written("[\"a\\tb\", \"\\x01\", \"\\N\", \"\\L\", \"\\uFEFF\", \"q\\\"\\\\\\n \", "
                "\"\\x7F\"]",
                "- \"a\\tb\"\n- \"\\x01\"\n- \"\\x85\"\n- \"\\u2028\"\n- \"\\uFEFF\"\n"
                "- |-\n  q\"\\\n   \n- \"\\x7F\"\n");
}

static void drawings_are_blocks(void **state)
{
  (void)state;
  check_written("map: |\n      ##\n      S.\nb: |-\n  #.\nc: |+\n  x\n\n\nd: \"u\\nv\"\n"
                "e: \"\\nw\"\nf: \" x\\ny\"\n",
                "map: |\n  ##\n  S.\n"
                "b: |-\n  #.\n"
                "c: |+\n  x\n\n\n"
                "d: |-\n  u\n  v\n"
                "e: \"\\nw\"\n"
                "f: \" x\\ny\"\n");
  check_written("- |\n  a\n\n   b\n- {c: \"d\\ne\"}\n",
                "- |\n  a\n\n   b\n- c: |-\n    d\n    e\n");
  check_written("--- |\n  a\n", "--- |\n  a\n");
}

static void nodes_made_by_the_program_are_written_too(void **state)
{
  Arena *arena = arena_open();
  Place  nowhere = {NULL, 0, 0};
  Node  *map = node_new(arena, NODE_MAP, nowhere), *list = node_new(arena, NODE_LIST, nowhere);
  Text   text = {.arena = arena};
  (void)state;
  node_put(arena, map, "about", nowhere, node_scalar(arena, "one: two", nowhere));
  node_put(arena, map, "alpha", nowhere, node_scalar(arena, "0.5", nowhere));
  node_put(arena, map, "none", nowhere, node_scalar(arena, "", nowhere));
  node_put(arena, map, "bytes", nowhere, node_scalar(arena, "a\xFF", nowhere));
  node_append(list, node_scalar(arena, "true", nowhere));
  node_put(arena, map, "list", nowhere, list);
  node_write(map, &text);
  assert_string_equal(text.start, "about: 'one: two'\nalpha: 0.5\nnone: ''\nbytes: \"a\\uFFFD\"\n"
                                  "list: [true]\n");
  arena_close(arena);
}

static void check_canonical(const char *source, const char *wanted)
{
  Given given = give_text(source);
  Text  text = {.arena = given.arena};
  node_canonical(given.root, &text);
  assert_string_equal(text.start, wanted);
  take_back(given);
}

static void one_tree_has_one_canonical_text(void **state)
{
  (void)state;
  check_canonical("{a: 0.10, b: 1.0e-04, c: 1e3, d: +5, e: '5', f: 1e999, g: true}",
                  "{\"a\":0.1,\"b\":0.0001,\"c\":1000,\"d\":5,\"e\":\"5\",\"f\":\"1e999\","
                  "\"g\":\"true\"}");
  check_canonical("a: 0.1   # comment\nb:\n  - x\n", "{\"a\":0.1,\"b\":[\"x\"]}");
  check_canonical("[9007199254740993, 9007199254740992, 1e300, -0, 720575940621039145]",
                  "[9007199254740993,9007199254740992,1e+300,-0,720575940621039145]");
  check_canonical("['\"', \"a\\nb\", \"\\x01\", \xC3\x9F]",
                  "[\"\\\"\",\"a\\u000ab\",\"\\u0001\",\"\xC3\x9F\"]");
}

// Every file of words that the reference folder holds.
static void experiments_are_read_and_written_without_a_change(void **state)
{
  const char *reference = getenv("ACCUMBENS_REFERENCE");
  int         n = 0;
  (void)state;
  if (reference == NULL || *reference == '\0') skip();
  Arena *arena = arena_open();
  char  *path = arena_print(arena, "%s/words", reference);
  DIR   *folder = opendir(path);
  assert_non_null(folder);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    size_t length = strlen(entry->d_name);
    if (length < 5 || strcmp(entry->d_name + length - 5, ".yaml") != 0) continue;
    Diag *diag = diag_open(arena);
    Node *node = node_read_file(arena, arena_print(arena, "%s/%s", path, entry->d_name), diag);
    assert_string_equal(diag_text(diag), "");
    Text text = {.arena = arena};
    node_write(node, &text);
    check_again(arena, node, text.start);
    n++;
  }
  closedir(folder);
  arena_close(arena);
  assert_true(n >= 26);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(maps_are_blocks_and_lists_of_scalars_are_not),
    cmocka_unit_test(texts_are_quoted_only_where_they_must_be),
    cmocka_unit_test(texts_that_look_like_numbers_or_truth_keep_their_quotes),
    cmocka_unit_test(what_cannot_be_shown_is_escaped),
    cmocka_unit_test(drawings_are_blocks),
    cmocka_unit_test(nodes_made_by_the_program_are_written_too),
    cmocka_unit_test(one_tree_has_one_canonical_text),
    cmocka_unit_test(experiments_are_read_and_written_without_a_change),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
