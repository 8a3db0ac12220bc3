// Nodes under test: trees built and changed, scalars as numbers, what is said about wrong ones.

#include "told.h"

#include <limits.h>

static void children_are_found_by_key_and_by_index(void **state)
{
  Given given = give_text("a: 1\nb: [x, y, z]\nc: {d: 2}\n");
  (void)state;
  assert_string_equal(node_get(given.root, "a")->text, "1");
  assert_string_equal(node_at(node_get(given.root, "b"), 2)->text, "z");
  assert_null(node_at(node_get(given.root, "b"), 3));
  assert_string_equal(node_get(node_get(given.root, "c"), "d")->text, "2");
  assert_null(node_get(given.root, "d"));
  assert_null(node_get(node_get(given.root, "b"), "x"));
  assert_null(node_get(NULL, "a"));
  assert_null(node_at(NULL, 0));
  take_back(given);
}

static void everything_knows_its_place(void **state)
{
  Given given = give_text("# comment\na: 1\n\"\xC3\x9F b\":   {c: [ x,\n   'y' ]}\n");
  (void)state;
  const Node *a = node_get(given.root, "a"), *b = node_get(given.root, "\xC3\x9F b");
  const Node *c = node_get(b, "c");
  assert_string_equal(a->place.file, "x.yaml");
  assert_int_equal(a->key_place.line, 2);
  assert_int_equal(a->key_place.column, 1);
  assert_int_equal(a->place.column, 4);
  assert_int_equal(b->key_place.line, 3);
  assert_int_equal(b->place.column, 10);
  assert_int_equal(c->key_place.column, 11);
  assert_int_equal(c->place.column, 14);
  assert_int_equal(node_at(c, 1)->place.line, 4);
  assert_int_equal(node_at(c, 1)->place.column, 4);
  assert_false(node_at(c, 1)->plain);
  assert_true(a->plain);
  take_back(given);
}

static void a_key_that_is_put_again_keeps_its_rank(void **state)
{
  Given given = give_text("{a: 1, b: 2, c: 3}");
  Place place = {"command line", 0, 0};
  Node *map = given.root;
  (void)state;
  node_put(given.arena, map, "b", place, node_scalar(given.arena, "20", place));
  node_put(given.arena, map, "c", place, node_scalar(given.arena, "30", place));
  node_put(given.arena, map, "a", place, node_scalar(given.arena, "10", place));
  node_put(given.arena, map, "d", place, node_scalar(given.arena, "40", place));
  Text text = {.arena = given.arena};
  node_canonical(map, &text);
  assert_string_equal(text.start, "{\"a\":10,\"b\":20,\"c\":30,\"d\":40}");
  assert_int_equal(map->size, 4);
  assert_string_equal(node_get(map, "b")->key_place.file, "command line");
  take_back(given);
}

static void a_key_that_is_removed_is_gone(void **state)
{
  Given given = give_text("{a: 1, b: 2, c: 3}");
  Node *map = given.root;
  (void)state;
  assert_false(node_remove(map, "x"));
  assert_true(node_remove(map, "c"));
  assert_true(node_remove(map, "a"));
  assert_string_equal(map->first->key, "b");
  assert_ptr_equal(map->first, map->last);
  assert_true(node_remove(map, "b"));
  assert_int_equal(map->size, 0);
  assert_null(map->first);
  assert_null(map->last);
  node_put(given.arena, map, "e", map->place, node_new(given.arena, NODE_LIST, map->place));
  assert_int_equal(map->size, 1);
  assert_false(node_remove(NULL, "a"));
  take_back(given);
}

static void a_copy_is_equal_and_apart(void **state)
{
  Given  given = give_text("a: [1, {b: x}]\nc: |\n  S.\n  .G\n");
  Arena *other = arena_open();
  (void)state;
  Node *copy = node_copy(other, given.root);
  assert_true(node_equal(copy, given.root));
  assert_int_equal(node_get(copy, "c")->place.line, 2);
  node_remove(node_at(node_get(copy, "a"), 1), "b");
  assert_false(node_equal(copy, given.root));
  assert_non_null(node_get(node_at(node_get(given.root, "a"), 1), "b"));
  Node *again = node_copy(other, given.root);
  take_back(given);
  assert_string_equal(node_get(again, "c")->text, "S.\n.G\n");   // nothing of it is left behind
  arena_close(other);
}

static void trees_are_equal_only_in_shape_order_and_text(void **state)
{
  static const char *const texts[] = {"{a: 1, b: 2}", "{b: 2, a: 1}", "{a: 1}",   "[a, b]",
                                      "{a: 1, b: 3}", "{a: 1, c: 2}", "[a]",      "a",
                                      "[[a], b]",     "{a: 1, b: []}", "{}",      "[]"};
  enum { TEXTS = sizeof texts / sizeof *texts };
  (void)state;
  for (int i = 0; i < TEXTS; i++) {
    for (int j = 0; j < TEXTS; j++) {
      Given a = give_text(texts[i]), b = give_text(texts[j]);
      assert_int_equal(node_equal(a.root, b.root), i == j);
      take_back(a);
      take_back(b);
    }
  }
}

// `what` is said to stand there; NULL: it is a number.
static void check_number(const char *value, const char *what, const char *hint)
{
  char   text[100], wanted[600] = "";
  double number;
  snprintf(text, sizeof text, "alpha: %s\n", value);
  Given given = give_text(text);
  bool  good = node_number(node_get(given.root, "alpha"), &number, given.diag);
  if (what != NULL) {
    snprintf(wanted, sizeof wanted,
             "x.yaml:1:8: error: 'alpha' must be a number, not %s\n"
             "    alpha: %s\n           ^\n%s",
             what, value, hint);
  }
  assert_int_equal(good, what == NULL);
  check_told(given, wanted);
  take_back(given);
}

static void refuse(const char *value, const char *hint)
{
  char what[100], line[200] = "";
  snprintf(what, sizeof what, "'%s'", value);
  if (*hint != '\0') snprintf(line, sizeof line, "    hint: %s\n", hint);
  check_number(value, what, line);
}

static void what_is_no_number_is_told_with_the_form_that_is_taken(void **state)
{
  static const char alone[] = "write the number alone, such as 0.5, -3 or 1e-4";
  static const char finite[] = "a number must be finite, such as 0.5, -3 or 1e-4";
  static const char largest[] = "the largest number is about 1.8e308";
  static const char zeros[] = "write a number without zeros in front";
  (void)state;
  check_number("0.5", NULL, NULL);
  check_number("1e-4", NULL, NULL);
  refuse("abc", "");
  refuse("nan", finite);
  refuse(".NaN", finite);
  refuse("-inf", finite);
  refuse("0x10", "write it as a decimal number, such as 16");
  refuse("012", zeros);
  refuse("-007.5", zeros);
  refuse("1_0", "write the digits without '_' between them");
  refuse("1:30", "write it as one number, not in sixties");
  refuse("1e999", largest);
  refuse("-1.5e+400", largest);
  refuse("0,5", "the decimal sign is a point, such as 0.5");
  refuse("1/6", "write a fraction out, such as 0.25");
  refuse("5%", "write a part of one, such as 0.05");
  refuse("5 s", alone);
  refuse("1e", alone);
  refuse("1e5x", alone);
  refuse("3.5.1", alone);
  check_number("\"5\"", "'5'", "    hint: a number stands without quotes\n");
  check_number("[5]", "a list", "");
  refuse("nanometre", "");
}

static void an_empty_value_is_nothing(void **state)
{
  double number;
  Given  given = give_text("alpha:\n");
  (void)state;
  assert_false(node_number(node_get(given.root, "alpha"), &number, given.diag));
  check_told(given, "x.yaml:1:7: error: 'alpha' must be a number, not nothing\n"
                    "    alpha:\n          ^\n");
  take_back(given);
}

static void an_entry_of_a_list_has_no_name(void **state)
{
  double number;
  Given  given = give_text("[1, x, {a: 1}]");
  (void)state;
  assert_true(node_number(node_at(given.root, 0), &number, given.diag));
  assert_false(node_number(node_at(given.root, 1), &number, given.diag));
  assert_false(node_number(node_at(given.root, 2), &number, given.diag));
  check_told(given, "x.yaml:1:5: error: this entry must be a number, not 'x'\n"
                    "    [1, x, {a: 1}]\n        ^\n"
                    "x.yaml:1:8: error: this entry must be a number, not a map\n"
                    "    [1, x, {a: 1}]\n           ^\n");
  take_back(given);
}

static void check_count(const char *value, long low, long high, const char *told)
{
  long  count = -77;
  Given given = give_text("{}");
  node_put(given.arena, given.root, "episodes", given.root->place,
           node_scalar(given.arena, value, (Place){"y", 1, 4}));
  bool good = node_count(node_get(given.root, "episodes"), low, high, &count, given.diag);
  assert_int_equal(good, *told == '\0');
  if (!good) assert_int_equal(count, -77);
  const char *said = strstr(diag_text(given.diag), "y:1:4: error: ");
  assert_string_equal(said != NULL ? said + 14 : "", told);
  take_back(given);
}

static void counts_are_whole_and_within_their_range(void **state)
{
  (void)state;
  check_count("12", 0, 12, "");
  check_count("-3", LONG_MIN, LONG_MAX, "");
  check_count("9223372036854775807", 0, LONG_MAX, "");
  check_count("13", 0, 12, "'episodes' is 13; it must lie between 0 and 12\n");
  check_count("0", 1, LONG_MAX, "'episodes' is 0; it must be at least 1\n");
  check_count("1.5", 0, 9, "'episodes' must be a whole number, not '1.5'\n"
                           "    hint: write digits alone, such as 1000\n");
  check_count("1e3", 0, 9999, "'episodes' must be a whole number, not '1e3'\n"
                              "    hint: write digits alone, such as 1000\n");
  check_count("9223372036854775808", 0, LONG_MAX,
              "'episodes' must be a whole number, not '9223372036854775808'\n"
              "    hint: the largest is 9223372036854775807\n");
  check_count("many", 0, 9, "'episodes' must be a whole number, not 'many'\n");
  check_count("0x10", 0, 99, "'episodes' must be a whole number, not '0x10'\n"
                             "    hint: write it as a decimal number, such as 16\n");
}

static void flags_are_true_or_false_and_nothing_else(void **state)
{
  static const char *const told[] = {
    "'b' must be true or false, not 'yes'\n    hint: write true, without quotes\n",
    "'b' must be true or false, not 'Off'\n    hint: write false, without quotes\n",
    "'b' must be true or false, not 'true'\n    hint: write true, without quotes\n",
    "'b' must be true or false, not 'True'\n    hint: write true, without quotes\n",
    "'b' must be true or false, not 'maybe'\n", "'b' must be true or false, not a list\n"};
  static const char *const texts[] = {"b: yes", "b: Off", "b: 'true'", "b: True", "b: maybe",
                                      "b: []"};
  bool flag;
  (void)state;
  for (int i = 0; i < 6; i++) {
    Given given = give_text(texts[i]);
    assert_false(node_flag(node_get(given.root, "b"), &flag, given.diag));
    const char *said = strstr(diag_text(given.diag), "error: ") + 7;
    size_t      first = strcspn(told[i], "\n");
    assert_memory_equal(said, told[i], first + 1);
    const char *hint = strstr(said, "    hint: ");
    assert_string_equal(hint != NULL ? hint : "", told[i] + first + 1);
    take_back(given);
  }
  Given given = give_text("{a: true, b: false}");
  assert_true(node_flag(node_get(given.root, "a"), &flag, given.diag) && flag);
  assert_true(node_flag(node_get(given.root, "b"), &flag, given.diag) && !flag);
  take_back(given);
}

static void unknown_keys_are_told_with_the_nearest_or_all(void **state)
{
  static const char *const keys[] = {"alpha", "gamma", "lambda", NULL};
  Given given = give_text("alpha: 1\ngama: 2\nkappa: 3\n");
  (void)state;
  node_only(given.root, keys, given.diag);
  check_told(given, "x.yaml:2:1: error: unknown key 'gama'\n"
                    "    gama: 2\n    ^\n"
                    "    hint: did you mean 'gamma'?\n"
                    "x.yaml:3:1: error: unknown key 'kappa'\n"
                    "    kappa: 3\n    ^\n"
                    "    hint: known here: alpha, gamma, lambda\n");
  take_back(given);
}

static void unknown_keys_are_told_without_a_hint_where_it_would_be_long(void **state)
{
  static const char *const keys[] = {
    "one_long_name_of_a_parameter",   "two_long_names_of_a_parameter",
    "three_long_names_of_parameters", "four_long_names_of_parameters",
    "five_long_names_of_parameters",  "six_long_names_of_parameters",
    "seven_long_names_of_parameters", "eight_long_names_of_parameters", NULL};
  static const char *const none[] = {NULL};
  Given given = give_text("x: 1\n");
  (void)state;
  node_only(given.root, keys, given.diag);
  node_only(NULL, none, given.diag);
  check_told(given, "x.yaml:1:1: error: unknown key 'x'\n    x: 1\n    ^\n");
  take_back(given);
}

static void a_character_of_a_block_has_its_own_place(void **state)
{
  Given given = give_text("a:\n  map: |\n\n      S..\n      ..G\n"
                          "  b: &x\n    |-\n     #\n  c: 'abc'\n");
  (void)state;
  const Node *a = node_get(given.root, "a");
  Place       place = node_place_in(node_get(a, "map"), 2, 2);
  assert_int_equal(place.line, 5);
  assert_int_equal(place.column, 9);
  place = node_place_in(node_get(a, "b"), 0, 0);
  assert_int_equal(place.line, 8);
  assert_int_equal(place.column, 6);
  place = node_place_in(node_get(a, "c"), 0, 1);
  assert_int_equal(place.line, 9);
  assert_int_equal(place.column, 8);
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(children_are_found_by_key_and_by_index),
    cmocka_unit_test(everything_knows_its_place),
    cmocka_unit_test(a_key_that_is_put_again_keeps_its_rank),
    cmocka_unit_test(a_key_that_is_removed_is_gone),
    cmocka_unit_test(a_copy_is_equal_and_apart),
    cmocka_unit_test(trees_are_equal_only_in_shape_order_and_text),
    cmocka_unit_test(what_is_no_number_is_told_with_the_form_that_is_taken),
    cmocka_unit_test(an_empty_value_is_nothing),
    cmocka_unit_test(an_entry_of_a_list_has_no_name),
    cmocka_unit_test(counts_are_whole_and_within_their_range),
    cmocka_unit_test(flags_are_true_or_false_and_nothing_else),
    cmocka_unit_test(unknown_keys_are_told_with_the_nearest_or_all),
    cmocka_unit_test(unknown_keys_are_told_without_a_hint_where_it_would_be_long),
    cmocka_unit_test(a_character_of_a_block_has_its_own_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
