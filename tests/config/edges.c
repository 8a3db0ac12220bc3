// Edges under test: numbering, ranges, chances; their complaints are tested with the graph.

#include "told.h"

#include "config/edges.h"

static Edges read(Given given, int most)
{
  Edges edges;
  assert_true(edges_read(given.arena, given.root, most, &edges, given.diag));
  check_told(given, "");
  return edges;
}

static void states_with_an_entry_come_first(void **state)
{
  Given given = give_text("{c: {go: z, stay: c}, a: {stay: b, go: c}, b: {go: a, stay: x}, "
                          "x: {}}");
  Edges edges = read(given, 16);
  (void)state;
  static const char *const names[] = {"c", "a", "b", "x", "z"};
  static const int         to[]    = {4, 0, 0, 2, 1, 3};
  assert_int_equal(edges.n_states, 5);
  assert_int_equal(edges.n_actions, 2);
  assert_string_equal(edges.action[0], "go");
  assert_string_equal(edges.action[1], "stay");
  for (int s = 0; s < 5; s++) {
    assert_string_equal(edges.state[s], names[s]);
    assert_int_equal(edges_find(&edges, names[s]), s);
    assert_int_equal(edges_end(&edges, s), s >= 3);
  }
  for (int e = 0; e < 6; e++) {
    assert_int_equal(edges.start[e], e);
    assert_int_equal(edges.edge[e].to, to[e]);
    assert_true(edges.edge[e].chance == 1 && !edges.edge[e].reward);
  }
  assert_int_equal(edges.start[10], 6);
  assert_int_equal(edges_find(&edges, "d"), -1);
  assert_int_equal(edges_find(&edges, ""), -1);
  take_back(given);
}

static void ways_have_chances_and_rewards(void **state)
{
  Given given = give_text("{a: {1..2: [{to: b, chance: 0.25, reward: 3}, "
                          "{to: a, chance: 0.75}]}}");
  Edges edges = read(given, 2);
  (void)state;
  assert_int_equal(edges.n_actions, 2);
  assert_string_equal(edges.action[1], "2");
  for (int a = 0; a < 2; a++) {
    const Edge *edge = &edges.edge[edges.start[a]];
    assert_int_equal(edges.start[a + 1] - edges.start[a], 2);
    assert_true(edge[0].to == 1 && edge[0].chance == 0.25 && edge[0].reward->a == 3);
    assert_true(edge[1].to == 0 && edge[1].chance == 0.75 && !edge[1].reward);
  }
  take_back(given);
}

// Names that only look like ranges are names.
static void what_is_not_a_range_is_a_name(void **state)
{
  Given given = give_text("{a: {1..: a, ..2: a, 1.2: a, 1...2: a, 1..2x: a, -1..2: a}}");
  Edges edges = read(given, 16);
  (void)state;
  assert_int_equal(edges.n_actions, 6);
  assert_string_equal(edges.action[0], "1..");
  assert_string_equal(edges.action[5], "-1..2");
  take_back(given);
}

// Three times a third as people write it.
static void chances_may_be_rounded_in_the_eleventh_digit(void **state)
{
  Given given = give_text("{a: {go: [{to: a, chance: 0.33333333333}, {to: b, chance: "
                          "0.33333333333}, {to: c, chance: 0.33333333333}]}}");
  Edges edges = read(given, 16);
  (void)state;
  assert_int_equal(edges.start[1], 3);
  take_back(given);
  given = give_text("{a: {go: [{to: a, chance: 0.3333}, {to: b, chance: 0.6666}]}}");
  assert_false(edges_read(given.arena, given.root, 16, &edges, given.diag));
  take_back(given);
}

static void many_states_are_found_by_name(void **state)
{
  enum { N = 20000 };
  Text text = {.arena = arena_open()};
  (void)state;
  for (int i = 0; i < N; i++) text_print(&text, "s%d: {go: s%d}\n", i, (i * 7 + 1) % N);
  Given given = give_text(text.start);
  Edges edges = read(given, 1);
  assert_int_equal(edges.n_states, N);
  for (int i = 0; i < N; i++) {
    char name[16];
    snprintf(name, sizeof name, "s%d", i);
    assert_int_equal(edges_find(&edges, name), i);
    assert_int_equal(edges.edge[i].to, (i * 7 + 1) % N);
  }
  take_back(given);
  arena_close(text.arena);
}

static void a_state_that_is_not_there_is_told_with_the_nearest(void **state)
{
  Given given = give_text("{fork: {go: bread}}");
  Edges edges = read(given, 16);
  Place place = {"x.yaml", 1, 2};
  (void)state;
  assert_int_equal(edges_state(given.arena, &edges, "bread", place, given.diag), 1);
  assert_int_equal(edges_state(given.arena, &edges, "frok", place, given.diag), -1);
  check_told(given, "x.yaml:1:2: error: there is no state 'frok'\n"
                    "    {fork: {go: bread}}\n"
                    "     ^\n"
                    "    hint: did you mean 'fork'?\n");
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(states_with_an_entry_come_first),
      cmocka_unit_test(ways_have_chances_and_rewards),
      cmocka_unit_test(what_is_not_a_range_is_a_name),
      cmocka_unit_test(chances_may_be_rounded_in_the_eleventh_digit),
      cmocka_unit_test(many_states_are_found_by_name),
      cmocka_unit_test(a_state_that_is_not_there_is_told_with_the_nearest),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
