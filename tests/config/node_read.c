// Reader under test: what is taken, and what is refused at its place; bombs must be answered fast.

#include "told.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void check_tree(const char *text, const char *canonical)
{
  Given given = give_text(text);
  Text  out = {.arena = given.arena};
  check_told(given, "");
  assert_non_null(given.root);
  node_canonical(given.root, &out);
  assert_string_equal(out.start, canonical);
  take_back(given);
}

static void scalars_lists_and_maps_are_read(void **state)
{
  (void)state;
  check_tree("a: 1\nb: [x, 'y z', \"\\t\"]\nc:\n  - d: {}\n    e: []\n  - [[1], 2]\n",
             "{\"a\":1,\"b\":[\"x\",\"y z\",\"\\u0009\"],\"c\":[{\"d\":{},\"e\":[]},[[1],2]]}");
  check_tree("a: |\n  S.\n  .G\nb: >\n  one\n  two\n", "{\"a\":\"S.\\u000a.G\\u000a\","
                                                     "\"b\":\"one two\\u000a\"}");
  check_tree("? a\n: 1\n", "{\"a\":1}");
  check_tree("0..9: X\n10: 20\nA+: 1..20\n", "{\"0..9\":\"X\",\"10\":20,\"A+\":\"1..20\"}");
  check_tree("- a\n- b\n", "[\"a\",\"b\"]");
  check_tree("%YAML 1.1\n---\nword\n...\n", "\"word\"");
  check_tree("Y: 1\nN: 2\n'on': 3\n\"null\": 4\n", "{\"Y\":1,\"N\":2,\"on\":3,\"null\":4}");
}

static void what_is_empty_is_an_empty_map(void **state)
{
  (void)state;
  check_tree("", "{}");
  check_tree("# nothing\n\n", "{}");
  check_tree("---\n", "{}");
  check_tree("\xEF\xBB\xBF", "{}");
  check_tree("\xEF\xBB\xBF" "a: 1\nb: 2\r\nc: 3\r\n", "{\"a\":1,\"b\":2,\"c\":3}");
}

static void an_alias_repeats_what_its_anchor_names(void **state)
{
  (void)state;
  check_tree("a: &x [1, &y {k: v}]\nb: *x\nc: [*y, *x]\n",
             "{\"a\":[1,{\"k\":\"v\"}],\"b\":[1,{\"k\":\"v\"}],"
             "\"c\":[{\"k\":\"v\"},[1,{\"k\":\"v\"}]]}");
  check_tree("a: &x 1\nb: &x 2\nc: *x\n", "{\"a\":1,\"b\":2,\"c\":2}");
}

static void an_alias_stands_apart_from_its_anchor(void **state)
{
  Given given = give_text("a: &x {k: v}\nb: [*x, *x]\n");
  (void)state;
  check_told(given, "");
  Node *list = node_get(given.root, "b");
  assert_null(node_at(list, 0)->key);
  assert_true(node_remove(node_at(list, 0), "k"));
  assert_int_equal(node_at(list, 1)->size, 1);
  assert_int_equal(node_get(given.root, "a")->size, 1);
  take_back(given);
}

static void an_anchor_or_tag_is_not_the_place_of_its_node(void **state)
{
  Given given = give_text("a: &x 5\nb: &y   # here\n  c: 1\nd: &z\n");
  (void)state;
  const Node *a = node_get(given.root, "a"), *b = node_get(given.root, "b");
  assert_int_equal(a->place.line, 1);
  assert_int_equal(a->place.column, 7);
  assert_int_equal(b->place.line, 3);
  assert_int_equal(b->place.column, 3);
  assert_int_equal(node_get(given.root, "d")->place.line, 4);
  take_back(given);
}

static void a_duplicate_key_is_refused_at_its_place(void **state)
{
  (void)state;
  check_reading("alpha: 1\nbeta: 2\nalpha: 3\n", "x.yaml:3:1: error: 'alpha' is given twice\n"
                                                 "    alpha: 3\n"
                                                 "    ^\n"
                                                 "    hint: first at line 1, column 1\n");
  check_reading("m: {a: 1, b: {a: 1}, 'a': 2, \"a\": 3}\n",
                "x.yaml:1:22: error: 'a' is given twice\n"
                "    m: {a: 1, b: {a: 1}, 'a': 2, \"a\": 3}\n"
                "                         ^\n"
                "    hint: first at line 1, column 5\n"
                "x.yaml:1:30: error: 'a' is given twice\n"
                "    m: {a: 1, b: {a: 1}, 'a': 2, \"a\": 3}\n"
                "                                 ^\n"
                "    hint: first at line 1, column 5\n");
}

static void tags_are_refused(void **state)
{
  static const char hint[] = "    hint: leave out what begins with '!'\n";
  char wanted[400];
  (void)state;
  snprintf(wanted, sizeof wanted, "x.yaml:1:4: error: tags are not taken\n"
                                  "    a: !!int 3\n       ^\n%s"
                                  "x.yaml:2:4: error: tags are not taken\n"
                                  "    b: !own {c: 1}\n       ^\n%s", hint, hint);
  check_reading("a: !!int 3\nb: !own {c: 1}\n", wanted);
  check_reading("%TAG ! tag:x,2000:\n---\na: 1\n",
                "x.yaml:1:1: error: tags are not taken\n    %TAG ! tag:x,2000:\n    ^\n");
}

static void keys_are_words_or_numbers(void **state)
{
  (void)state;
  check_reading("[a]: 3\n? {x: 1}\n: 2\na: &k 1\n*k : 5\n",
                "x.yaml:1:1: error: a key must be a word or a number, not a list\n"
                "    [a]: 3\n    ^\n"
                "x.yaml:2:3: error: a key must be a word or a number, not a map\n"
                "    ? {x: 1}\n      ^\n"
                "x.yaml:5:1: error: a key must be a word or a number, not an alias\n"
                "    *k : 5\n    ^\n");
  check_reading("&k a: 1\n",
                "x.yaml:1:1: error: a key cannot have an anchor\n    &k a: 1\n    ^\n");
}

static void aliases_need_an_anchor_that_is_closed(void **state)
{
  (void)state;
  check_reading("a: *nope\nb: &b 1\nc: *b\n",
                "x.yaml:1:4: error: there is no anchor '&nope' before this\n"
                "    a: *nope\n       ^\n");
  check_reading("a: &x [1, *x]\n", "x.yaml:1:11: error: '*x' stands inside what it repeats\n"
                                   "    a: &x [1, *x]\n              ^\n");
  check_reading("a: &x\n  b: {c: *x}\n", "x.yaml:2:10: error: '*x' stands inside what it repeats\n"
                                         "    b: {c: *x}\n           ^\n");
}

static void a_file_holds_one_document(void **state)
{
  (void)state;
  check_reading("a: 1\n---\nb: 1\n",
                "x.yaml:2:1: error: a second document begins here; a file holds one\n"
                "    ---\n    ^\n");
}

static void a_zero_byte_hidden_in_an_escape_is_refused(void **state)
{
  (void)state;
  check_reading("a: \"x\\0y\"\n",
                "x.yaml:1:4: error: a text with a zero byte\n    a: \"x\\0y\"\n       ^\n");
}

static void what_is_no_text_is_refused_before_it_is_parsed(void **state)
{
  Given given = give("\xFF\xFEu\0", 4);
  (void)state;
  check_told(given, "x.yaml:1:1: error: bytes that are not UTF-8\n    ?" "?u?\n    ^\n"
                    "    hint: save the file as UTF-8\n");
  assert_null(given.root);
  take_back(given);
  check_reading("a: b\rc: d\n", "x.yaml:1:5: error: a carriage return within a line\n"
                                "    a: b?c: d\n        ^\n");
}

static void all_errors_of_a_file_are_told_and_a_syntax_error_is_the_last(void **state)
{
  (void)state;
  check_reading("a: 1\na: 2\non: 3\n<<: {}\nb: !x 1\nc: [1, 2\nd: 3\na: 4\n",
                "x.yaml:2:1: error: 'a' is given twice\n    a: 2\n    ^\n"
                "    hint: first at line 1, column 1\n"
                "x.yaml:3:1: error: 'on' cannot be a key: YAML 1.1 reads it as true\n"
                "    on: 3\n    ^\n"
                "    hint: take another word, or put it in quotes\n"
                "x.yaml:4:1: error: merge keys ('<<') are not taken\n    <<: {}\n    ^\n"
                "    hint: write the keys out\n"
                "x.yaml:5:4: error: tags are not taken\n    b: !x 1\n       ^\n"
                "    hint: leave out what begins with '!'\n"
                "x.yaml:7:2: error: not YAML: a ',' or ']' is missing\n    d: 3\n     ^\n"
                "    hint: the list begins at line 6, column 4\n");
}

// ---- bombs: each must be answered within a second, whatever it unfolds to ----

static void check_bomb(const char *text, size_t length, const char *told, double seconds)
{
  struct timespec before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  Given given = give(text, length);
  clock_gettime(CLOCK_MONOTONIC, &after);
  double took = (double)(after.tv_sec - before.tv_sec);
  took += 1e-9 * (double)(after.tv_nsec - before.tv_nsec);
  const char *said = diag_text(given.diag);
  if (strncmp(said, told, strlen(told)) != 0) fail_msg("%.200s", said);
  if (took > seconds) fail_msg("it took %g s", took);
  assert_null(given.root);
  take_back(given);
}

static void deep_nesting_is_refused_at_once(void **state)
{
  enum { DEPTH = 100000 };
  static const char *const units[] = {"[", "{a: ", "- ", "[{x: "};
  static const int         columns[] = {33, 129, 65, 81};
  (void)state;
  for (int i = 0; i < 4; i++) {
    size_t unit = strlen(units[i]);
    char  *text = malloc(DEPTH * unit), told[100];
    for (size_t at = 0; at < DEPTH; at++) memcpy(text + at * unit, units[i], unit);
    snprintf(told, sizeof told, "x.yaml:1:%d: error: nesting deeper than 32 levels\n", columns[i]);
    check_bomb(text, DEPTH * unit, told, 1);
    free(text);
  }
}

static void nesting_of_thirty_two_is_taken(void **state)
{
  char text[80];
  (void)state;
  for (int depth = 32; depth <= 33; depth++) {
    memset(text, '[', (size_t)depth);
    memset(text + depth, ']', (size_t)depth);
    Given given = give(text, (size_t)depth * 2);
    assert_int_equal(given.root != NULL, depth == 32);
    take_back(given);
  }
}

static void aliases_do_not_nest_deeper_than_lists(void **state)
{
  Arena *arena = arena_open();
  Text   text = {.arena = arena};
  (void)state;
  text_add(&text, "a0: &a0 [[[[]]]]\n");
  for (int i = 1; i < 20; i++) text_print(&text, "a%d: &a%d [[*a%d]]\n", i, i, i - 1);
  check_bomb(text.start, text.length, "x.yaml:15:13: error: nesting deeper than 32 levels\n", 1);
  arena_close(arena);
}

static void a_million_nodes_is_the_most_that_aliases_unfold_to(void **state)
{
  Arena *arena = arena_open();
  Text   text = {.arena = arena};
  (void)state;
  text_add(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
  for (int i = 1; i < 12; i++) {
    text_print(&text, "a%d: &a%d [", i, i);
    for (int k = 0; k < 10; k++) text_print(&text, "%s*a%d", k > 0 ? ", " : "", i - 1);
    text_add(&text, "]\n");
  }
  check_bomb(text.start, text.length,
             "x.yaml:6:45: error: more than 1000000 nodes, aliases unfolded\n", 3);
  arena_close(arena);
}

static void a_long_text_cannot_be_repeated_without_end(void **state)
{
  enum { LONG = 1 << 20 };
  Arena *arena = arena_open();
  Text   text = {.arena = arena};
  char  *letters = arena_take(arena, LONG + 1, 1);
  (void)state;
  memset(letters, 'x', LONG);
  text_print(&text, "a: &a %s\nb:\n", letters);
  for (int i = 0; i < 100; i++) text_add(&text, "- *a\n");
  check_bomb(text.start, text.length, "x.yaml:65:3: error: more than 64 MiB, aliases unfolded\n",
             3);
  arena_close(arena);
}

static void a_million_nodes_is_the_most_of_a_file(void **state)
{
  enum { ENTRIES = 1000000 };
  char *text = malloc(3 * ENTRIES);
  (void)state;
  for (int i = 0; i < ENTRIES; i++) memcpy(text + 3 * i, "-\n\n", 3);
  check_bomb(text, 3 * ENTRIES,
             "x.yaml:1999999:2: error: more than 1000000 nodes, aliases unfolded\n", 20);
  free(text);
}

static void a_hundred_anchors_are_enough(void **state)
{
  Arena *arena = arena_open();
  Text   text = {.arena = arena};
  (void)state;
  for (int i = 0; i < 101; i++) text_print(&text, "- &a%d x\n", i);
  check_bomb(text.start, text.length, "x.yaml:101:3: error: more than 100 anchors\n", 1);
  arena_close(arena);
}

static void many_equal_keys_are_found_fast_and_told_up_to_a_thousand(void **state)
{
  Arena          *arena = arena_open();
  Text            text = {.arena = arena};
  struct timespec before, after;
  (void)state;
  for (int i = 0; i < 100000; i++) text_print(&text, "k%d: 1\n", i % 50000);
  clock_gettime(CLOCK_MONOTONIC, &before);
  Given given = give(text.start, text.length);
  clock_gettime(CLOCK_MONOTONIC, &after);
  assert_true(after.tv_sec - before.tv_sec < 5);
  assert_int_equal(diag_count(given.diag), 50000);
  take_back(given);
  arena_close(arena);
}

static void a_text_beyond_sixteen_mebibytes_is_refused(void **state)
{
  size_t length = ((size_t)16 << 20) + 1;
  char  *text = malloc(length);
  (void)state;
  memset(text, '#', length);
  check_bomb(text, length, "x.yaml: error: is larger than 16 MiB\n", 1);
  Given given = give(text, length - 1);
  check_told(given, "");
  take_back(given);
  free(text);
}

static void a_file_is_read_and_named(void **state)
{
  char        path[1024];
  const char *root = getenv("TMPDIR");
  (void)state;
  if (root == NULL || *root == '\0') root = access("build", W_OK) == 0 ? "build" : ".";
  snprintf(path, sizeof path, "%s/node.XXXXXX", root);
  int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, "a: 1\na: 2\n", 10), 10);
  close(descriptor);
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  assert_non_null(node_read_file(arena, path, diag));
  char wanted[1200];
  snprintf(wanted, sizeof wanted, "%s:2:1: error: 'a' is given twice\n    a: 2\n    ^\n"
                                  "    hint: first at line 1, column 1\n", path);
  assert_string_equal(diag_text(diag), wanted);
  unlink(path);
  Diag *other = diag_open(arena);
  assert_null(node_read_file(arena, "nowhere/x.yaml", other));
  assert_string_equal(diag_text(other),
                      "nowhere/x.yaml: error: cannot be read: No such file or directory\n");
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(scalars_lists_and_maps_are_read),
    cmocka_unit_test(what_is_empty_is_an_empty_map),
    cmocka_unit_test(an_alias_repeats_what_its_anchor_names),
    cmocka_unit_test(an_alias_stands_apart_from_its_anchor),
    cmocka_unit_test(an_anchor_or_tag_is_not_the_place_of_its_node),
    cmocka_unit_test(a_duplicate_key_is_refused_at_its_place),
    cmocka_unit_test(tags_are_refused),
    cmocka_unit_test(keys_are_words_or_numbers),
    cmocka_unit_test(aliases_need_an_anchor_that_is_closed),
    cmocka_unit_test(a_file_holds_one_document),
    cmocka_unit_test(a_zero_byte_hidden_in_an_escape_is_refused),
    cmocka_unit_test(what_is_no_text_is_refused_before_it_is_parsed),
    cmocka_unit_test(all_errors_of_a_file_are_told_and_a_syntax_error_is_the_last),
    cmocka_unit_test(deep_nesting_is_refused_at_once),
    cmocka_unit_test(nesting_of_thirty_two_is_taken),
    cmocka_unit_test(aliases_do_not_nest_deeper_than_lists),
    cmocka_unit_test(a_million_nodes_is_the_most_that_aliases_unfold_to),
    cmocka_unit_test(a_long_text_cannot_be_repeated_without_end),
    cmocka_unit_test(a_million_nodes_is_the_most_of_a_file),
    cmocka_unit_test(a_hundred_anchors_are_enough),
    cmocka_unit_test(many_equal_keys_are_found_fast_and_told_up_to_a_thousand),
    cmocka_unit_test(a_text_beyond_sixteen_mebibytes_is_refused),
    cmocka_unit_test(a_file_is_read_and_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
