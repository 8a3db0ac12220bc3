// Gridworld under test: the compiled world counted by hand, move by move.

#include "../model/cases.h"

#include "kind/env.h"

static const char four_rooms[] = "kind: gridworld\n"
                                 "map: |\n"
                                 "  ###########\n"
                                 "  #G...#....#\n"
                                 "  #....#....#\n"
                                 "  #.........#\n"
                                 "  #....#....#\n"
                                 "  ###.###.###\n"
                                 "  #....#....#\n"
                                 "  #.........#\n"
                                 "  #....#....#\n"
                                 "  #....#...S#\n"
                                 "  ###########\n";

// The one thing that an action does in a world without chance.
static void check_move(const World *world, const char *from, const char *action, const char *to,
                       double reward)
{
  int s = state_named(world, from), a = action_named(world, action);
  assert_true(s >= 0 && a >= 0);
  int o = world->outcome_start[s * world->n_actions + a];
  assert_int_equal(world->outcome_start[s * world->n_actions + a + 1], o + 1);
  assert_string_equal(world->state_name[world->outcome_next[o]], to);
  check_near(world->outcome_reward[o], reward, 1e-12);
}

static void four_rooms_have_68_cells_and_a_way_of_16(void **state)
{
  Given        given = give_text(four_rooms);
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 68);
  assert_int_equal(world->n_actions, 4);
  assert_true(world->deterministic);
  assert_int_equal(shortest_way(given, world), 16);
  assert_string_equal(world->state_name[0], "[9, 9]");
  assert_string_equal(world->action_name[0], "north");
  assert_string_equal(world->action_name[1], "east");
  assert_string_equal(world->action_name[2], "south");
  assert_string_equal(world->action_name[3], "west");
  check_move(world, "[1, 2]", "west", "[1, 1]", 1);
  check_move(world, "[9, 9]", "east", "[9, 9]", 0);
  check_move(world, "[5, 3]", "east", "[5, 3]", 0);
  int ends = 0;
  for (int s = 0; s < world->n_states; s++) ends += world->terminal[s];
  assert_int_equal(ends, 1);
  assert_int_equal(world->terminal[state_named(world, "[1, 1]")], 1);
  take_back(given);
}

static void a_state_answers_to_its_letter_and_its_place(void **state)
{
  Given        given = give_text(four_rooms);
  const World *world = make_world(given);
  double       place[2];
  (void)state;
  const void *goal = world_state(world, state_named(world, "[1, 1]"));
  assert_true(world->kind->is(world->env, goal, "G"));
  assert_true(world->kind->is(world->env, goal, "[1, 1]"));
  assert_false(world->kind->is(world->env, goal, "S"));
  assert_false(world->kind->is(world->env, goal, "[1, 1]x"));
  assert_false(world->kind->is(world->env, goal, "[1, 2]"));
  assert_false(world->kind->is(world->env, goal, ""));
  world->kind->place(world->env, world_state(world, state_named(world, "[3, 7]")), place);
  assert_true(place[0] == 3 && place[1] == 7);
  take_back(given);
}

// Sutton & Barto (2018), example 6.5.
static void the_windy_gridworld_takes_15_steps(void **state)
{
  Given given = give_text("kind: gridworld\nmap: |\n  ..........\n  ..........\n  ..........\n"
                          "  S......G..\n  ..........\n  ..........\n  ..........\n"
                          "wind: [0, 0, 0, 1, 1, 1, 2, 2, 1, 0]\nstep_reward: -1\n"
                          "objects: {G: {reward: 0, terminal: true}}\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(shortest_way(given, world), 15);
  check_move(world, "[3, 3]", "east", "[2, 4]", -1);   // by the column that is left
  check_move(world, "[3, 2]", "east", "[3, 3]", -1);
  check_move(world, "[2, 6]", "east", "[0, 7]", -1);
  check_move(world, "[0, 6]", "north", "[0, 6]", -1);   // clipped, and clipped again
  take_back(given);
}

static void wind_does_not_blow_through_walls(void **state)
{
  Given given =
      give_text("kind: gridworld\nmap: |\n  ...\n  .#.\n  ...\n  S..\nwind: [0, 3, -2]\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  check_move(world, "[3, 1]", "east", "[0, 2]", 0);
  check_move(world, "[2, 1]", "west", "[0, 0]", 0);
  check_move(world, "[3, 1]", "north", "[2, 1]", 0);   // the wall is in the way
  check_move(world, "[0, 2]", "west", "[0, 1]", 0);
  take_back(given);
}

// Example 6.6: the step's -1 is added to the cliff's -99.
static void the_cliff_throws_back_to_the_start(void **state)
{
  Given given =
      give_text("kind: gridworld\nmap: |\n  ............\n  ............\n  ............\n"
                "  SCCCCCCCCCCG\nstep_reward: -1\nobjects:\n"
                "  C: {reward: -99, warp: S}\n  G: {reward: 0, terminal: true}\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 38);   // nobody ever rests on the cliff
  assert_int_equal(shortest_way(given, world), 13);
  check_move(world, "[3, 0]", "east", "[3, 0]", -100);
  check_move(world, "[2, 5]", "south", "[3, 0]", -100);
  check_move(world, "[2, 11]", "south", "[3, 11]", -1);
  take_back(given);
}

// Example 3.5.
static void a_and_b_pay_on_leaving_and_lead_away(void **state)
{
  Given given = give_text("kind: gridworld\nmap: |\n  .A.B.\n  .....\n  ...b.\n  .....\n  .a...\n"
                          "start: anywhere\nbump_reward: -1\nobjects:\n"
                          "  A: {leaving: 10, leads_to: a}\n  B: {leaving: 5, leads_to: b}\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 25);
  assert_int_equal(world->start_start[1], 25);
  for (int a = 0; a < 4; a++) {
    check_move(world, "[0, 1]", world->action_name[a], "[4, 1]", 10);
    check_move(world, "[0, 3]", world->action_name[a], "[2, 3]", 5);
  }
  check_move(world, "[0, 0]", "north", "[0, 0]", -1);
  check_move(world, "[4, 1]", "south", "[4, 1]", -1);
  check_move(world, "[0, 0]", "east", "[0, 1]", 0);
  take_back(given);
}

static void running_into_walls_and_edges_is_a_bump(void **state)
{
  Given given = give_text("kind: gridworld\nmap: |\n  S#\n  ..\nbump_reward: -2\nstep_reward: -1\n"
                          "moves: eight\nextra_actions: [stay]\n");
  const World *world = make_world(given);
  (void)state;
  assert_int_equal(world->n_actions, 9);
  check_move(world, "[0, 0]", "east", "[0, 0]", -3);
  check_move(world, "[0, 0]", "north", "[0, 0]", -3);
  check_move(world, "[0, 0]", "northeast", "[0, 0]", -3);
  check_move(world, "[0, 0]", "southeast", "[1, 1]", -1);
  check_move(world, "[1, 1]", "northwest", "[0, 0]", -1);
  check_move(world, "[1, 1]", "southwest", "[1, 1]", -3);
  check_move(world, "[1, 1]", "stay", "[1, 1]", -1);
  take_back(given);
}

static void a_torus_has_no_edges(void **state)
{
  Given given = give_text("kind: gridworld\nmap: |\n  S..\n  ...\nwrap: true\nbump_reward: -9\n"
                          "moves: [north, west, northwest]\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  check_move(world, "[0, 0]", "north", "[1, 0]", 0);
  check_move(world, "[0, 0]", "west", "[0, 2]", 0);
  check_move(world, "[0, 0]", "northwest", "[1, 2]", 0);
  take_back(given);
}

static void a_slip_replaces_the_move_by_any(void **state)
{
  Given        given = give_text("kind: gridworld\nmap: |\n  ...\n  .S.\n  ...\nslip: 0.2\n");
  const World *world = make_world(given);
  int          south = 0 * world->n_actions + action_named(world, "south");
  (void)state;
  check_world(world);
  assert_false(world->deterministic);
  assert_null(world->next);
  for (int o = world->outcome_start[south]; o < world->outcome_start[south + 1]; o++) {
    bool chosen = strcmp(world->state_name[world->outcome_next[o]], "[2, 1]") == 0;
    check_near(world->outcome_chance[o], chosen ? 0.85 : 0.05, 1e-12);
  }
  assert_int_equal(world->outcome_start[south + 1] - world->outcome_start[south], 4);
  take_back(given);
}

static void a_slip_of_one_is_no_choice_at_all(void **state)
{
  Given        given = give_text("kind: gridworld\nmap: |\n  S.\n  ..\nslip: 1\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  // two of four moves bump: staying is one outcome
  assert_int_equal(world->outcome_start[1], 3);
  check_near(world->outcome_chance[0], 0.5, 1e-12);
  take_back(given);
}

// Cells 0..4 in a row: start, key, door, coin, goal. Without the key: 0, 1 is where it is taken
// (both kept apart from then on): {0}; with it {0, 1, 2, 3', 2', ...}. By hand: no key: [0, 0];
// key, coin there: [0, 0], [0, 1], [0, 2]; key, coin eaten: [0, 0], [0, 1], [0, 2], [0, 3],
// and the goal: 9 states.
static void keys_and_coins_are_remembered(void **state)
{
  Given given = give_text("kind: gridworld\nmap: |\n  SKDCG\nmoves: [east, west]\nobjects:\n"
                          "  K: {key: brass}\n  D: {door: brass}\n  C: {reward: 0.5, once: true}\n"
                          "  G: {reward: 1, terminal: true}\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 9);
  check_move(world, "[0, 0]", "east", "[0, 1]+1", 0);
  check_move(world, "[0, 1]+1", "west", "[0, 0]+1", 0);
  check_move(world, "[0, 1]+1", "east", "[0, 2]+1", 0);
  check_move(world, "[0, 2]+1", "east", "[0, 3]+3", 0.5);
  check_move(world, "[0, 3]+3", "west", "[0, 2]+3", 0);
  check_move(world, "[0, 2]+3", "east", "[0, 3]+3", 0);   // eaten
  check_move(world, "[0, 3]+3", "east", "[0, 4]+3", 1);
  assert_int_equal(shortest_way(given, world), 4);
  assert_true(
      world->kind->is(world->env, world_state(world, state_named(world, "[0, 3]+3")), "C"));
  take_back(given);
}

static void a_door_is_a_wall_without_its_key(void **state)
{
  Given given =
      give_text("kind: gridworld\nmap: |\n  KSD\nobjects: {K: {key: a}, D: {door: b}}\n");
  const World *world = make_world(given);
  (void)state;
  check_move(world, "[0, 1]", "east", "[0, 1]", 0);
  check_move(world, "[0, 1]+1", "east", "[0, 1]+1", 0);
  assert_int_equal(world->n_states, 3);
  take_back(given);
}

static void rewards_may_be_distributions(void **state)
{
  Given        given = give_text("kind: gridworld\nmap: |\n  S.G\nstep_reward: -1\n"
          "objects: {G: {reward: {normal: 3, sd: 2}, terminal: true}}\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_false(world->deterministic);
  int pair = state_named(world, "[0, 1]") * 4 + 1;
  check_near(world->reward[pair], 2, 1e-12);
  check_near(world->outcome_reward[world->outcome_start[pair]], -1, 1e-12);
  assert_non_null(world->outcome_varying[world->outcome_start[pair]]);
  take_back(given);
}

static void too_many_things_to_remember_are_told(void **state)
{
  Given given = give_text("kind: gridworld\nmap: |\n  Sooooo\n  oooooo\n  oooooo\n  oooooo\n"
                          "objects: {o: {reward: 1, once: true}}\n");
  (void)state;
  assert_null(make_world_of(given, given.root));
  check_told(given, "x.yaml:1:1: error: the world has more than 1000000 states\n"
                    "    kind: gridworld\n"
                    "    ^\n"
                    "    hint: make the world smaller, or give it fewer things to remember\n");
  take_back(given);
  check_env("kind: gridworld\nmap: |\n  Sooooooooooooooooooooooooooooooooo\n"
            "  oooooooooooooooooooooooooooooooooo\nobjects: {o: {once: true}}\n",
            "x.yaml:2:6: error: 67 cells can be taken from; at most 64 are allowed\n"
            "    map: |\n"
            "         ^\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(four_rooms_have_68_cells_and_a_way_of_16),
      cmocka_unit_test(a_state_answers_to_its_letter_and_its_place),
      cmocka_unit_test(the_windy_gridworld_takes_15_steps),
      cmocka_unit_test(wind_does_not_blow_through_walls),
      cmocka_unit_test(the_cliff_throws_back_to_the_start),
      cmocka_unit_test(a_and_b_pay_on_leaving_and_lead_away),
      cmocka_unit_test(running_into_walls_and_edges_is_a_bump),
      cmocka_unit_test(a_torus_has_no_edges),
      cmocka_unit_test(a_slip_replaces_the_move_by_any),
      cmocka_unit_test(a_slip_of_one_is_no_choice_at_all),
      cmocka_unit_test(keys_and_coins_are_remembered),
      cmocka_unit_test(a_door_is_a_wall_without_its_key),
      cmocka_unit_test(rewards_may_be_distributions),
      cmocka_unit_test(too_many_things_to_remember_are_told),
  };
  return run_with_cases("tests/env/data/gridworld.txt", false, tests,
                        sizeof tests / sizeof *tests);
}
