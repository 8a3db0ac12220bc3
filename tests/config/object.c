// Objects under test: what letters stand for, and cells by name; refusals are the worlds' tests.

#include "told.h"

#include "config/object.h"

typedef struct Map {
  Given   given;
  Drawing drawing;
  Object  object[OBJECT_LETTERS];
} Map;

static Map read(const char *text)
{
  Map map = {.given = give_text(text)};
  assert_true(drawing_read(map.given.arena, node_get(map.given.root, "map"), &map.drawing,
                           map.given.diag));
  object_read(map.given.arena, &map.drawing, node_get(map.given.root, "objects"), map.object,
              map.given.diag);
  return map;
}

static void a_goal_pays_unless_it_is_said_otherwise(void **state)
{
  Map map = read("map: |\n  S.G\n");
  (void)state;
  check_told(map.given, "");
  assert_true(map.object['G'].terminal && map.object['G'].reward.a == 1);
  assert_false(map.object['S'].terminal);
  assert_true(map.object['.'].reward.form == VALUE_CONSTANT && map.object['.'].reward.a == 0);
  take_back(map.given);
  map = read("map: |\n  S.G\nobjects: {G: {reward: 2}}\n");
  assert_true(!map.object['G'].terminal && map.object['G'].reward.a == 2);
  take_back(map.given);
}

static void a_letter_has_all_that_is_said_of_it(void **state)
{
  Map map         = read("map: |\n  SAb\nobjects:\n  A: {reward: {normal: 1, sd: 2}, leaving: -3, "
          "leads_to: b, warp: S, terminal: true, once: true, key: red, door: blue}\n");
  const Object *a = &map.object['A'];
  (void)state;
  check_told(map.given, "");
  assert_true(a->reward.form == VALUE_NORMAL && a->reward.b == 2 && a->leaving.a == -3);
  assert_true(a->leads_to == 'b' && a->warp == 'S' && a->terminal && a->once);
  assert_string_equal(a->key, "red");
  assert_string_equal(a->door, "blue");
  assert_true(map.object['b'].key == NULL && map.object['b'].leads_to == 0);
  take_back(map.given);
}

static void the_first_cell_of_a_letter_is_found(void **state)
{
  Map map = read("map: |\n  ..S\n  aSb\n");
  int row = -1, column = -1;
  (void)state;
  assert_true(object_find(&map.drawing, 'S', &row, &column));
  assert_true(row == 0 && column == 2);
  assert_true(object_find(&map.drawing, 'b', &row, &column));
  assert_true(row == 1 && column == 2);
  assert_false(object_find(&map.drawing, 'c', &row, &column));
  take_back(map.given);
}

static void check_cells(const char *at, const char *cells)
{
  Text text = {.arena = arena_open()}, out = {.arena = text.arena};
  int  n;
  text_print(&text, "map: |\n  S.S\n  #aG\nat: %s\n", at);
  Map  map  = read(text.start);
  int *cell = object_cells(map.given.arena, &map.drawing, map.object,
                           node_get(map.given.root, "at"), &n, map.given.diag);
  check_told(map.given, "");
  for (int i = 0; i < n; i++) text_print(&out, "%d ", cell[i]);
  assert_string_equal(out.start, cells);
  take_back(map.given);
  arena_close(text.arena);
}

static void cells_are_named_by_letter_place_or_list(void **state)
{
  (void)state;
  check_cells("S", "0 2 ");
  check_cells("[1, 1]", "4 ");
  check_cells("anywhere", "0 1 2 4 ");   // neither wall nor goal
  check_cells("[a, S]", "4 0 2 ");
  check_cells("[[0, 1], a, [0, 0]]", "1 4 0 ");
  check_cells("[[1, 1]]", "4 ");
}

static void cells_that_are_none_are_told(void **state)
{
  Map map = read("map: |\n  S#G\nat: [[0, 1], [0, 3], 7, [[0, 0]]]\n");
  int n;
  (void)state;
  object_cells(map.given.arena, &map.drawing, map.object, node_get(map.given.root, "at"), &n,
               map.given.diag);
  assert_int_equal(n, 0);
  check_told(map.given,
             "x.yaml:3:6: error: [0, 1] is a wall\n"
             "    at: [[0, 1], [0, 3], 7, [[0, 0]]]\n"
             "         ^\n"
             "x.yaml:3:18: error: this entry is 3; it must lie between 0 and 2\n"
             "    at: [[0, 1], [0, 3], 7, [[0, 0]]]\n"
             "                     ^\n"
             "x.yaml:3:22: error: '7' is not a letter of the map\n"
             "    at: [[0, 1], [0, 3], 7, [[0, 0]]]\n"
             "                         ^\n"
             "x.yaml:3:25: error: 'at' must be a letter, [row, column], a list of these, or "
             "anywhere\n"
             "    at: [[0, 1], [0, 3], 7, [[0, 0]]]\n"
             "                            ^\n");
  take_back(map.given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_goal_pays_unless_it_is_said_otherwise),
      cmocka_unit_test(a_letter_has_all_that_is_said_of_it),
      cmocka_unit_test(the_first_cell_of_a_letter_is_found),
      cmocka_unit_test(cells_are_named_by_letter_place_or_list),
      cmocka_unit_test(cells_that_are_none_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
