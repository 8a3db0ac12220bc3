// Drawings under test: the cells, their places, and what is no maze.

#include "told.h"

#include <stdio.h>

#include "config/drawing.h"

static void check(const char *text, const char *told)
{
  Drawing drawing;
  Given   given = give_text(text);
  bool    good = drawing_read(given.arena, node_get(given.root, "map"), &drawing, given.diag);
  assert_int_equal(good, *told == '\0');
  check_told(given, told);
  take_back(given);
}

static void a_block_is_read_row_by_row(void **state)
{
  static const char *const texts[] = {"map: |\n  ##z\n  S.G\n", "map: |-\n  ##z\n  S.G\n",
                                      "map: |2\n  ##z\n  S.G\n", "map: |\r\n  ##z\r\n  S.G\r\n"};
  (void)state;
  for (int i = 0; i < 4; i++) {
    Drawing drawing;
    Given   given = give_text(texts[i]);
    assert_true(drawing_read(given.arena, node_get(given.root, "map"), &drawing, given.diag));
    assert_int_equal(drawing.rows, 2);
    assert_int_equal(drawing.columns, 3);
    assert_memory_equal(drawing.cell, "##zS.G", 6);
    Place place = drawing_place(&drawing, 1, 2);
    assert_int_equal(place.line, 3);
    assert_int_equal(place.column, 5);
    take_back(given);
  }
}

static void rows_of_other_lengths_are_told(void **state)
{
  (void)state;
  check("map: |\n  ....\n  ..\n  ......\n  .\n",
        "x.yaml:3:5: error: row 1 of the drawing has 2 cells, the first has 4\n"
        "    ..\n      ^\n"
        "x.yaml:4:7: error: row 2 of the drawing has 6 cells, the first has 4\n"
        "    ......\n        ^\n"
        "x.yaml:5:4: error: row 3 of the drawing has 1 cell, the first has 4\n"
        "    .\n     ^\n");
  check("map: |+\n  ..\n\n  ..\n", "x.yaml:3:3: error: row 1 of the drawing has 0 cells, "
                                   "the first has 2\n");
}

static void characters_that_are_no_cells_are_told(void **state)
{
  static const char hint[] = "    hint: a cell is a '.', a '#' or a letter from A to z\n";
  char wanted[600];
  (void)state;
  snprintf(wanted, sizeof wanted,
           "x.yaml:2:4: error: a blank in a drawing\n    # #\n     ^\n"
           "    hint: a free cell is a '.'\n"
           "x.yaml:3:3: error: '1' in a drawing\n    1.2\n    ^\n%s"
           "x.yaml:4:5: error: '\xC3\x9F' in a drawing\n    ..\xC3\x9F\n      ^\n%s",
           hint, hint);
  check("map: |\n  # #\n  1.2\n  ..\xC3\x9F\n", wanted);
}

static void what_is_no_block_is_told(void **state)
{
  static const char hint[] = "    hint: write '|' and the rows below it, indented\n";
  char wanted[300];
  (void)state;
  snprintf(wanted, sizeof wanted, "x.yaml:1:6: error: 'map' must be a drawing, not 'S..G'\n"
                                  "    map: S..G\n         ^\n%s", hint);
  check("map: S..G\n", wanted);
  snprintf(wanted, sizeof wanted, "x.yaml:1:6: error: 'map' must be a drawing, not a list\n"
                                  "    map: [S]\n         ^\n%s", hint);
  check("map: [S]\n", wanted);
  snprintf(wanted, sizeof wanted, "x.yaml:1:6: error: 'map' must be a drawing, not 'S. .G?'\n"
                                  "    map: >\n         ^\n%s", hint);
  check("map: >\n  S.\n  .G\n", wanted);
}

static void an_empty_drawing_is_told(void **state)
{
  static const char told[] = "x.yaml:1:6: error: 'map' is an empty drawing\n"
                             "    map: |\n         ^\n";
  (void)state;
  check("map: |\n", told);
  check("map: |\n\n", told);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_block_is_read_row_by_row),
    cmocka_unit_test(rows_of_other_lengths_are_told),
    cmocka_unit_test(characters_that_are_no_cells_are_told),
    cmocka_unit_test(what_is_no_block_is_told),
    cmocka_unit_test(an_empty_drawing_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
