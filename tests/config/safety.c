// Safety under test: what is said of broken YAML, and which keys are refused.

#include "told.h"

#include <stdio.h>

#include "config/safety.h"

static void a_quote_that_is_not_closed_is_told_where_it_opens(void **state)
{
  (void)state;
  check_reading("a: \"abc\nb: 3\n",
                "x.yaml:1:4: error: not YAML: a quote that is never closed\n"
                "    a: \"abc\n       ^\n");
  check_reading("a: 1\nb: 'it\n", "x.yaml:2:4: error: not YAML: a quote that is never closed\n"
                                  "    b: 'it\n       ^\n");
}

static void a_list_or_map_that_is_not_closed_is_told_with_its_beginning(void **state)
{
  (void)state;
  check_reading("a: [1, 2\nb: 3\n", "x.yaml:2:2: error: not YAML: a ',' or ']' is missing\n"
                                    "    b: 3\n     ^\n"
                                    "    hint: the list begins at line 1, column 4\n");
  check_reading("a: {x: 1\n", "x.yaml:2:1: error: not YAML: a ',' or '}' is missing\n"
                              "    hint: the map begins at line 1, column 4\n");
}

static void tabs_that_indent_are_told(void **state)
{
  (void)state;
  check_reading("a:\n\t- b\n", "x.yaml:2:1: error: not YAML: a tab in the indent\n"
                               "     - b\n    ^\n"
                               "    hint: indent with blanks\n");
  check_reading("a: 1\n\tb: 2\n", "x.yaml:2:1: error: not YAML: a tab in the indent\n"
                                  "     b: 2\n    ^\n"
                                  "    hint: indent with blanks\n");
}

static void characters_that_begin_nothing_are_told(void **state)
{
  static const char marks[] = "@`%";
  char text[20], wanted[200];
  (void)state;
  for (const char *c = marks; *c != '\0'; c++) {
    snprintf(text, sizeof text, "a: %cx\n", *c);
    snprintf(wanted, sizeof wanted,
             "x.yaml:1:4: error: not YAML: a text that begins with '%c' needs quotes\n"
             "    a: %cx\n       ^\n", *c, *c);
    check_reading(text, wanted);
  }
}

static void colons_and_dashes_in_the_wrong_place_are_told(void **state)
{
  static const char hint[] =
    "    hint: quote a text that holds ': ', and begin the keys of a map in the same column\n";
  char wanted[300];
  (void)state;
  snprintf(wanted, sizeof wanted, "x.yaml:1:5: error: not YAML: a ':' that cannot stand here\n"
                                  "    a: x: 3\n        ^\n%s", hint);
  check_reading("a: x: 3\n", wanted);
  snprintf(wanted, sizeof wanted, "x.yaml:2:3: error: not YAML: a ':' that cannot stand here\n"
                                  "    b: 2\n     ^\n%s", hint);
  check_reading("a: 1\n b: 2\n", wanted);
  check_reading("a: - b\n", "x.yaml:1:4: error: not YAML: a '-' that cannot stand here\n"
                            "    a: - b\n       ^\n"
                            "    hint: quote a text that begins with '- '\n");
  check_reading("a: 1\nword\nb: 2\n", "x.yaml:3:1: error: not YAML: a ':' is missing\n"
                                      "    b: 2\n    ^\n"
                                      "    hint: the key begins at line 2, column 1\n");
}

static void other_breaches_are_told(void **state)
{
  (void)state;
  check_reading("a: ]\n", "x.yaml:1:4: error: not YAML: a value is missing\n    a: ]\n       ^\n");
  check_reading("a: 'b' c\n", "x.yaml:1:8: error: not YAML: a key must begin here\n"
                              "    a: 'b' c\n           ^\n"
                              "    hint: the map begins at line 1, column 1\n");
  check_reading("a: \"\\q\"\n", "x.yaml:1:5: error: not YAML: an unknown escape in double quotes\n"
                               "    a: \"\\q\"\n        ^\n"
                               "    hint: in single quotes a backslash stands for itself\n");
  check_reading("a: * b\n", "x.yaml:1:5: error: not YAML: a name is missing after '&' or '*'\n"
                            "    a: * b\n        ^\n"
                            "    hint: quote a text that begins with '&' or '*'\n");
  check_reading("%YAML 3.0\n---\na: 1\n",
                "x.yaml:1:1: error: not YAML: a version of YAML other than 1.1\n"
                "    %YAML 3.0\n    ^\n");
  check_reading("- a\nb: 1\n", "x.yaml:2:1: error: not YAML: a '-' must begin here\n"
                               "    b: 1\n    ^\n"
                               "    hint: the list begins at line 1, column 1\n");
}

static void libyamls_own_words_are_told_where_there_are_no_better(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  Breach breach = {.problem = "found something new", .place = {"x.yaml", 1, 2}};
  (void)state;
  safety_syntax(&breach, diag);
  breach = (Breach){.problem = NULL, .place = {"x.yaml", 1, 3}};
  safety_syntax(&breach, diag);
  assert_string_equal(diag_text(diag), "x.yaml:1:2: error: not YAML: found something new\n"
                                       "x.yaml:1:3: error: not YAML: not readable\n");
  arena_close(arena);
}

static void words_that_yaml_makes_values_of_are_no_keys(void **state)
{
  static const char *const words[][2] = {
    {"on", "true"},  {"ON", "true"},     {"off", "false"},  {"Yes", "true"}, {"no", "false"},
    {"y", "true"},   {"n", "false"},     {"true", "true"},  {"False", "false"},
    {"null", "null"}, {"NULL", "null"},  {"~", "null"}};
  char text[40], wanted[300];
  (void)state;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    const char *word = words[i][0];
    snprintf(text, sizeof text, "a: {%s: 1}\n", word);
    snprintf(wanted, sizeof wanted,
             "x.yaml:1:5: error: '%s' cannot be a key: YAML 1.1 reads it as %s\n"
             "    a: {%s: 1}\n        ^\n"
             "    hint: take another word, or put it in quotes\n", word, words[i][1], word);
    check_reading(text, wanted);
    snprintf(text, sizeof text, "a: {'%s': 1}\n", word);
    check_reading(text, "");
  }
}

static void a_key_is_not_empty_and_not_endless(void **state)
{
  char text[300], wanted[400];
  (void)state;
  check_reading("? # here\n: 1\n",
                "x.yaml:1:2: error: a key is missing before ':'\n    ? # here\n     ^\n");
  memset(text, 'k', 201);
  strcpy(text + 201, ": 1\n");
  snprintf(wanted, sizeof wanted, "x.yaml:1:1: error: a key of more than 200 bytes\n"
                                  "    %.90s...\n    ^\n", text);
  check_reading(text, wanted);
  check_reading(text + 1, "");
}

static void a_subtree_is_measured(void **state)
{
  Given  given = give_text("{a: [bc, {d: e}], f: g}");
  Extent extent = safety_measure(given.root);
  (void)state;
  assert_int_equal(extent.nodes, 6);
  assert_int_equal(extent.bytes, 7);
  assert_int_equal(extent.height, 3);
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_quote_that_is_not_closed_is_told_where_it_opens),
    cmocka_unit_test(a_list_or_map_that_is_not_closed_is_told_with_its_beginning),
    cmocka_unit_test(tabs_that_indent_are_told),
    cmocka_unit_test(characters_that_begin_nothing_are_told),
    cmocka_unit_test(colons_and_dashes_in_the_wrong_place_are_told),
    cmocka_unit_test(other_breaches_are_told),
    cmocka_unit_test(libyamls_own_words_are_told_where_there_are_no_better),
    cmocka_unit_test(words_that_yaml_makes_values_of_are_no_keys),
    cmocka_unit_test(a_key_is_not_empty_and_not_endless),
    cmocka_unit_test(a_subtree_is_measured),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
