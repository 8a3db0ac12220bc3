// Chain under test: ends, chances, jumps and rewards, counted by hand.

#include "../model/cases.h"

#include "kind/env.h"

// What leads from a state to another: chance and reward.
static void check_step(const World *world, const char *from, const char *to, double chance,
                       double reward)
{
  int s = state_named(world, from);
  assert_true(s >= 0);
  for (int o = world->outcome_start[s]; o < world->outcome_start[s + 1]; o++) {
    if (strcmp(world->state_name[world->outcome_next[o]], to) != 0) continue;
    check_near(world->outcome_chance[o], chance, 1e-12);
    check_near(world->outcome_reward[o], reward, 1e-12);
    return;
  }
  fail();
}

// Sutton & Barto (2018), example 6.2.
static void a_walk_goes_either_way_from_the_middle(void **state)
{
  Given        given = give_text("{kind: chain, states: 5}");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 7);
  assert_int_equal(world->n_actions, 1);
  assert_string_equal(world->action_name[0], "go");
  assert_string_equal(world->state_name[world->start_state[0]], "3");
  assert_false(world->deterministic);
  check_step(world, "3", "2", 0.5, 0);
  check_step(world, "3", "4", 0.5, 0);
  check_step(world, "1", "0", 0.5, 0);
  check_step(world, "5", "6", 0.5, 1);
  for (int s = 0; s < 7; s++) {
    bool end = strcmp(world->state_name[s], "0") == 0 || strcmp(world->state_name[s], "6") == 0;
    assert_int_equal(world->terminal[s], end);
  }
  take_back(given);
}

static void one_way_is_a_track(void **state)
{
  Given        given = give_text("{kind: chain, states: 3, start: 1, right: 1, ends: [0, 2], "
                                        "step_reward: -0.5, rewards: {2: 7}}");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_true(world->deterministic);
  assert_int_equal(world->n_states, 4);   // nobody ever leaves at the left end
  check_step(world, "1", "2", 1, 6.5);
  check_step(world, "2", "3", 1, -0.5);
  check_step(world, "3", "4", 1, 1.5);
  take_back(given);
}

// Example 9.1, small: jumps that would lead beyond an end lead to it.
static void jumps_are_cut_at_the_ends(void **state)
{
  Given        given = give_text("{kind: chain, states: 6, jump: 4, ends: [-1, 1]}");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  check_step(world, "3", "0", 0.25, -1);
  check_step(world, "3", "2", 0.125, 0);
  check_step(world, "3", "1", 0.125, 0);
  check_step(world, "3", "6", 0.125, 0);
  check_step(world, "3", "7", 0.125, 1);
  take_back(given);
}

// Six times a sixth adds up to less than 1; that the walk goes on is certain all the same.
static void what_is_certain_has_a_chance_of_exactly_1(void **state)
{
  Given        given = give_text("{kind: chain, states: 21, jump: 3}");
  const World *world = make_world(given);
  double       sum   = 0;
  (void)state;
  for (int i = 0; i < 6; i++) sum += 0.5 / 3;
  assert_true(sum < 1);
  assert_true(world->goes_on[state_named(world, "11")] == 1);
  assert_true(world->goes_on[state_named(world, "1")] == 0.5);
  take_back(given);
}

static void a_state_answers_to_its_number(void **state)
{
  Given        given = give_text("{kind: chain, states: 12}");
  const World *world = make_world(given);
  double       place[2];
  (void)state;
  const void *tenth = world_state(world, state_named(world, "10"));
  assert_true(world->kind->is(world->env, tenth, "10"));
  assert_false(world->kind->is(world->env, tenth, "1"));
  world->kind->place(world->env, tenth, place);
  assert_true(place[0] == 0 && place[1] == 10);
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_walk_goes_either_way_from_the_middle),
      cmocka_unit_test(one_way_is_a_track),
      cmocka_unit_test(jumps_are_cut_at_the_ends),
      cmocka_unit_test(what_is_certain_has_a_chance_of_exactly_1),
      cmocka_unit_test(a_state_answers_to_its_number),
  };
  return run_with_cases("tests/env/data/chain.txt", false, tests, sizeof tests / sizeof *tests);
}
