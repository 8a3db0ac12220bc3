// Fields under test: sections read, refused and written back.

#include "told.h"

#include <math.h>
#include <stdio.h>

#include "config/field.h"

enum { ALPHA, DT, LONG, TRACE, ONLINE, CELLS, REWARD, NOTE, MAP, FIELDS };

static const Field common[] = {
  {"alpha", FIELD_NUMBER, SCOPE_ANIMAL, false, 0.1, 0, 1, NULL, NULL, "learning rate"},
  {"dt", FIELD_NUMBER, SCOPE_MODEL, false, 1, 0.001, 10, "s", NULL, "length of a step"},
  {"long", FIELD_NUMBER, SCOPE_MODEL, false, 5, -INFINITY, 5, "1", NULL, "a bound above"},
};

static const Field own[] = {
  {"trace", FIELD_WORD, SCOPE_MODEL, false, 1, 0, 0, NULL, "accumulating replacing dutch", "kind"},
  {"online", FIELD_FLAG, SCOPE_MODEL, false, 1, 0, 0, NULL, NULL, "whether"},
  {"cells", FIELD_COUNT, SCOPE_MODEL, true, 4, 1, INFINITY, NULL, NULL,
   "how many cells there are"},
  {"reward", FIELD_VALUE, SCOPE_ANIMAL, false, 0.5, -1, 1, "uL", NULL, "what is paid"},
  {"note", FIELD_TEXT, SCOPE_MODEL, false, 0, 0, 0, NULL, NULL, "anything"},
  {"map", FIELD_NODE, SCOPE_MODEL, false, 0, 0, 0, NULL, NULL, "a drawing"},
};

static const char *const also[] = {"objects", NULL};

static Section read(Given given, const Node *node)
{
  Section section = {.base = "kept"};
  section_read(given.arena, node, common, 3, own, 6, also, &section, given.diag);
  assert_int_equal(section.n_fields, FIELDS);
  assert_string_equal(section.base, "kept");
  return section;
}

static void defaults_hold_where_nothing_is_said(void **state)
{
  Given   given = give_text("{}");
  Section section = read(given, node_scalar(given.arena, "td", (Place){"x.yaml", 4, 2}));
  (void)state;
  assert_true(section.setting[ALPHA].number == 0.1);
  assert_true(section.setting[TRACE].number == 1);
  assert_true(section.setting[ONLINE].number == 1);
  assert_true(section.setting[REWARD].value.form == VALUE_CONSTANT);
  assert_true(section.setting[REWARD].value.a == 0.5);
  for (int i = 0; i < FIELDS; i++) assert_null(section.setting[i].node);
  assert_int_equal(section.place.line, 4);
  check_told(given, "x.yaml:4:2: error: 'cells' is missing\n    hint: how many cells there are\n");
  take_back(given);
}

static void without_a_node_only_what_is_required_is_missed(void **state)
{
  Given   given = give_text("{}");
  Section section = read(given, NULL);
  (void)state;
  assert_null(section.place.file);
  check_told(given, "error: 'cells' is missing\n    hint: how many cells there are\n");
  take_back(given);
}

static void settings_are_read_with_their_places(void **state)
{
  Given given = give_text("kind: td\nalpha: 0.3\ndt: 0.01\ntrace: dutch\nonline: false\n"
                          "cells: 12\nreward: {normal: 0, sd: 1}\nnote: on and on\nmap: |\n  S.\n"
                          "objects: {}\n");
  Section section = read(given, given.root);
  (void)state;
  check_told(given, "");
  assert_true(section.setting[ALPHA].number == 0.3);
  assert_int_equal(section.setting[ALPHA].node->place.line, 2);
  assert_true(section.setting[DT].number == 0.01);
  assert_true(section.setting[TRACE].number == 2);
  assert_true(section.setting[ONLINE].number == 0);
  assert_true(section.setting[CELLS].number == 12);
  assert_true(section.setting[REWARD].value.form == VALUE_NORMAL);
  assert_string_equal(section.setting[NOTE].node->text, "on and on");
  assert_string_equal(section.setting[MAP].node->text, "S.\n");
  assert_null(section.setting[LONG].node);
  take_back(given);
}

static void refuse(const char *text, const char *told)
{
  Given given = give_text(text);
  read(given, given.root);
  check_told(given, told);
  take_back(given);
}

static void what_is_out_of_range_is_told_with_its_range_and_unit(void **state)
{
  (void)state;
  refuse("cells: 1\nalpha: 30\n", "x.yaml:2:8: error: 'alpha' is 30; it must lie between 0 and 1\n"
                                  "    alpha: 30\n           ^\n");
  refuse("{cells: 1, dt: 1000}",
         "x.yaml:1:16: error: 'dt' is 1000 s; it must lie between 0.001 and 10 s\n"
         "    {cells: 1, dt: 1000}\n                   ^\n");
  refuse("{cells: 0}", "x.yaml:1:9: error: 'cells' is 0; it must be at least 1\n"
                       "    {cells: 0}\n            ^\n");
  refuse("{cells: 1, long: 6}", "x.yaml:1:18: error: 'long' is 6; it must be at most 5\n"
                                "    {cells: 1, long: 6}\n                     ^\n");
  refuse("{cells: 1, reward: -1.5}",
         "x.yaml:1:20: error: 'reward' is -1.5 uL; it must lie between -1 and 1 uL\n"
         "    {cells: 1, reward: -1.5}\n                       ^\n");
  refuse("{cells: 9007199254740993}",
         "x.yaml:1:9: error: 'cells' is 9007199254740993; "
         "it must lie between -9007199254740992 and 9007199254740992\n"
         "    {cells: 9007199254740993}\n            ^\n");
}

static void the_ends_of_a_range_belong_to_it(void **state)
{
  (void)state;
  refuse("{cells: 1, alpha: 0, dt: 0.001, long: 5, reward: -1}", "");
  refuse("{cells: 1, alpha: 1, dt: 10, long: -1e300, reward: 1}", "");
}

static void wrong_types_are_told_all_at_once(void **state)
{
  (void)state;
  refuse("alpha: fast\ntrace: dutsch\nonline: yes\ncells: 1.5\nreward: [1]\nnote: {}\n",
         "x.yaml:1:8: error: 'alpha' must be a number, not 'fast'\n"
         "    alpha: fast\n           ^\n"
         "x.yaml:2:8: error: 'trace' must be accumulating, replacing or dutch, not 'dutsch'\n"
         "    trace: dutsch\n           ^\n"
         "    hint: did you mean 'dutch'?\n"
         "x.yaml:3:9: error: 'online' must be true or false, not 'yes'\n"
         "    online: yes\n            ^\n"
         "    hint: write true, without quotes\n"
         "x.yaml:4:8: error: 'cells' must be a whole number, not '1.5'\n"
         "    cells: 1.5\n           ^\n"
         "    hint: write digits alone, such as 1000\n"
         "x.yaml:5:9: error: 'reward' must be a number or a distribution, not a list\n"
         "    reward: [1]\n            ^\n"
         "    hint: such as 0.5 or {normal: 0, sd: 1}\n"
         "x.yaml:6:7: error: 'note' must be a text, not a map\n"
         "    note: {}\n          ^\n");
  refuse("{cells: 1, trace: [dutch]}",
         "x.yaml:1:19: error: 'trace' must be accumulating, replacing or dutch, not a list\n"
         "    {cells: 1, trace: [dutch]}\n                      ^\n");
}

static void unknown_keys_are_told_with_what_may_be_meant(void **state)
{
  (void)state;
  refuse("alhpa: 0.1\ncells: 1\n", "x.yaml:1:1: error: unknown key 'alhpa'\n"
                                   "    alhpa: 0.1\n    ^\n"
                                   "    hint: did you mean 'alpha'?\n");
  refuse("cells: 1\ntemperature: 1\n",
         "x.yaml:2:1: error: unknown key 'temperature'\n    temperature: 1\n    ^\n"
         "    hint: known here: kind, alpha, dt, long, trace, online, cells, reward, note, map, "
         "objects\n");
}

static void a_list_is_no_section(void **state)
{
  Given given = give_text("agent: [td]\n");
  (void)state;
  read(given, node_get(given.root, "agent"));
  check_told(given, "x.yaml:1:8: error: 'agent' must be a map, not a list\n"
                    "    agent: [td]\n           ^\n"
                    "x.yaml:1:8: error: 'cells' is missing\n"
                    "    agent: [td]\n           ^\n"
                    "    hint: how many cells there are\n");
  take_back(given);
}

static void a_section_is_written_with_every_field_resolved(void **state)
{
  Given given = give_text("alpha: 3.0e-1\ncells: 12\nreward: {normal: 0, sd: 1}\nmap: |\n  S.\n");
  Section section = read(given, given.root);
  Text    text = {.arena = given.arena}, again = text;
  Node   *map = node_new(given.arena, NODE_MAP, given.root->place);
  (void)state;
  section_write(given.arena, &section, map);
  node_write(map, &text);
  assert_string_equal(text.start, "alpha: 0.3\ndt: 1\nlong: 5\ntrace: replacing\nonline: true\n"
                                  "cells: 12\nreward:\n  normal: 0\n  sd: 1\nmap: |\n  S.\n");
  section = read(given, map);
  node_write(map, &again);
  assert_string_equal(again.start, text.start);
  check_told(given, "");
  assert_true(section.setting[ALPHA].number == 0.3 && section.setting[TRACE].number == 1);
  assert_null(section.setting[NOTE].node);
  take_back(given);
}

static void words_are_found_by_their_index(void **state)
{
  int length = 0;
  (void)state;
  const char *word = field_word(&own[0], 1, &length);
  assert_memory_equal(word, "replacing", 9);
  assert_int_equal(length, 9);
  assert_non_null(field_word(&own[0], 2, &length));
  assert_int_equal(length, 5);
  assert_null(field_word(&own[0], 3, &length));
  assert_null(field_word(&own[0], -1, &length));
  assert_null(field_word(&common[0], 0, &length));
}

static void fields_are_found_by_their_key(void **state)
{
  Given   given = give_text("{cells: 1}");
  Section section = read(given, given.root);
  (void)state;
  assert_int_equal(section_find(&section, "alpha"), ALPHA);
  assert_int_equal(section_find(&section, "map"), MAP);
  assert_int_equal(section_find(&section, "kind"), -1);
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(defaults_hold_where_nothing_is_said),
    cmocka_unit_test(without_a_node_only_what_is_required_is_missed),
    cmocka_unit_test(settings_are_read_with_their_places),
    cmocka_unit_test(what_is_out_of_range_is_told_with_its_range_and_unit),
    cmocka_unit_test(the_ends_of_a_range_belong_to_it),
    cmocka_unit_test(wrong_types_are_told_all_at_once),
    cmocka_unit_test(unknown_keys_are_told_with_what_may_be_meant),
    cmocka_unit_test(a_list_is_no_section),
    cmocka_unit_test(a_section_is_written_with_every_field_resolved),
    cmocka_unit_test(words_are_found_by_their_index),
    cmocka_unit_test(fields_are_found_by_their_key),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
