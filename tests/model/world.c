// Compiled worlds under test: an env made for the purpose, whose outcomes are known.

#include "made.h"

#include <stdio.h>
#include <stdlib.h>

#include "kind/env.h"

// States 0..9; action 0 tells the same outcome in parts, action 1 tells ten outcomes of a tenth.
typedef struct Odd {
  int    n_starts;
  double start_chance;
} Odd;

static void start(const void *env, Emit *emit)
{
  const Odd *odd = env;
  for (int32_t i = odd->n_starts - 1; i >= 0; i--)
    emit->start(emit, odd->start_chance, &i, i % 2 ? "odd" : "even");
}

static void expand(const void *env, const void *state, int action, Emit *emit)
{
  int32_t s, none = 77;
  (void)env;
  memcpy(&s, state, sizeof s);
  int32_t next = (s + 1) % 9;
  emit->outcome(emit, 0, &none, 5, NULL, false);   // never happens, so nobody is ever there
  if (action == 0) {
    emit->outcome(emit, 0.25, &next, 1, NULL, false);
    emit->outcome(emit, 0.5, &next, 1, NULL, false);
    emit->outcome(emit, 0.25, &next, 1, NULL, false);
  }
  for (int32_t to = 0; to < 10 && action == 1; to++)
    emit->outcome(emit, 0.1, &to, to, NULL, to == 9);
}

static int two(const void *env)
{
  (void)env;
  return 2;
}

static const char *action_name(const void *env, int action)
{
  (void)env;
  return action ? "leap" : "step";
}

static void name(const void *env, const void *state, char out[32])
{
  int32_t s;
  (void)env;
  memcpy(&s, state, sizeof s);
  snprintf(out, 32, "s%d", s);
}

// All that the animal sees is whether the number is odd.
static void observe(const void *env, const void *state, void *observation)
{
  int32_t s;
  (void)env;
  memcpy(&s, state, sizeof s);
  *(unsigned char *)observation = s % 2;
}

static const EnvKind odd_kind = {
    .kind             = {.name = "odd"},
    .state_size       = sizeof(int32_t),
    .actions          = two,
    .action_name      = action_name,
    .start            = start,
    .expand           = expand,
    .observation_size = 1,
    .observe          = observe,
    .name             = name,
};

static World *compile(Given given, const Odd *odd)
{
  Section section;
  int     n;
  Node   *map = node_new(given.arena, NODE_MAP, (Place){0});
  section_read(given.arena, map, socket_fields(SOCKET_ENV, &n), ENV_ROWS, NULL, 0, NULL, &section,
               given.diag);
  World *world = world_compile(given.arena, &odd_kind, odd, &section, given.diag);
  check_told(given, "");
  return world;
}

static void equal_outcomes_are_one(void **state)
{
  Given        given = give_text("");
  const World *world = compile(given, &(Odd){2, 1});
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 10);   // not the one that has no chance
  assert_false(world->deterministic);
  for (int s = 0; s < 10; s++) {
    if (world->terminal[s]) continue;
    assert_int_equal(world->outcome_start[2 * s + 1] - world->outcome_start[2 * s], 1);
    assert_int_equal(world->outcome_start[2 * s + 2] - world->outcome_start[2 * s + 1], 10);
    assert_true(world->reward[2 * s] == 1 && world->goes_on[2 * s] == 1);
    check_near(world->reward[2 * s + 1], 4.5, 1e-12);
    check_near(world->goes_on[2 * s + 1], 0.9, 1e-12);
  }
  take_back(given);
}

// Ten times a tenth adds up to less than 1.
static void cumulative_chances_end_in_exactly_1(void **state)
{
  Given        given = give_text("");
  const World *world = compile(given, &(Odd){1, 1});
  double       sum   = 0;
  (void)state;
  for (int i = 0; i < 10; i++) sum += 0.1;
  assert_true(sum < 1);
  assert_true(world->outcome_upto[world->outcome_start[2] - 1] == 1);
  assert_true(world->outcome_upto[world->outcome_start[2] - 2] < 0.91);
  take_back(given);
}

static void states_stand_in_the_order_in_which_they_are_met(void **state)
{
  static const char *order[] = {"s1", "s0", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9"};
  Given              given   = give_text("");
  const World       *world   = compile(given, &(Odd){2, 1});
  (void)state;
  for (int s = 0; s < 10; s++) assert_string_equal(world->state_name[s], order[s]);
  take_back(given);
}

static void starts_are_kept_by_type(void **state)
{
  Given        given = give_text("");
  const World *world = compile(given, &(Odd){8, 0.25});
  (void)state;
  check_world(world);
  assert_int_equal(world->n_types, 2);
  assert_string_equal(world->type_name[0], "odd");   // the first that is told
  assert_string_equal(world->type_name[1], "even");
  assert_int_equal(world->start_start[1], 4);
  assert_int_equal(world->start_start[2], 8);
  assert_string_equal(world->state_name[world->start_state[0]], "s7");
  assert_string_equal(world->state_name[world->start_state[3]], "s1");
  assert_string_equal(world->state_name[world->start_state[4]], "s6");
  for (int i = 0; i < 8; i++) assert_true(world->start_upto[i] == (i % 4 + 1) / 4.0);
  take_back(given);
}

static void two_compilations_are_the_same_bytes(void **state)
{
  Given  one = give_text(""), two_ = give_text("");
  World *a = compile(one, &(Odd){8, 0.25}), *b = compile(two_, &(Odd){8, 0.25});
  (void)state;
  size_t n = (size_t)a->outcome_start[20];
  assert_int_equal(a->n_states, b->n_states);
  assert_memory_equal(a->states, b->states, 10 * sizeof(int32_t));
  assert_memory_equal(a->outcome_start, b->outcome_start, 21 * sizeof(int));
  assert_memory_equal(a->outcome_next, b->outcome_next, n * sizeof(int));
  assert_memory_equal(a->outcome_upto, b->outcome_upto, n * sizeof(double));
  assert_memory_equal(a->reward, b->reward, 20 * sizeof(double));
  take_back(one);
  take_back(two_);
}

static void what_looks_alike_is_one_observation(void **state)
{
  Given    given = give_text("");
  World   *world = compile(given, &(Odd){2, 1});
  Observed seen;
  (void)state;
  world_observe(given.arena, 1, &world, &seen);
  assert_int_equal(seen.n, 2);
  for (int s = 0; s < world->n_states; s++)
    assert_int_equal(world->observation[s], 1 - atoi(world->state_name[s] + 1) % 2);
  assert_ptr_equal(seen.world[1], world);
  assert_int_equal(seen.state[0], 0);
  assert_int_equal(seen.state[1], 1);
  take_back(given);
}

// A moved goal shows the same cells; a world of another kind shows others.
static void observations_are_shared_between_worlds(void **state)
{
  Given    given = give_text("a:\n  kind: gridworld\n  map: |\n    A..\n    S#G\n"
                                "b:\n  kind: gridworld\n  map: |\n    A..\n    S#G\n"
                                "  objects: {G: {reward: 0}, A: {reward: 1, terminal: true}}\n"
                                "c: {kind: chain, states: 3}\n");
  Observed seen;
  World   *world[3];
  (void)state;
  for (int w = 0; w < 3; w++)
    world[w] = make_world_of(given, node_get(given.root, w == 0 ? "a" : w == 1 ? "b" : "c"));
  check_told(given, "");
  world_observe(given.arena, 3, world, &seen);
  assert_int_equal(seen.n, 5 + 5);
  for (int s = 0; s < 5; s++) {
    int other = state_named(world[1], world[0]->state_name[s]);
    // in the second world nothing lies beyond the new goal, where an episode ends
    if (other >= 0) assert_int_equal(world[0]->observation[s], world[1]->observation[other]);
    assert_int_equal(world[0]->observation[s], s);
    assert_int_equal(world[2]->observation[s], 5 + s);
  }
  assert_int_equal(world[1]->n_states, 2);
  take_back(given);
}

static void time_limits_are_steps(void **state)
{
  Given        given = give_text("{kind: chain, states: 3, dt: 0.5, time_limit: 10}");
  const World *world = make_world(given);
  (void)state;
  assert_int_equal(world->time_limit, 20);
  assert_true(world->dt == 0.5);
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_outcomes_are_one),
      cmocka_unit_test(cumulative_chances_end_in_exactly_1),
      cmocka_unit_test(states_stand_in_the_order_in_which_they_are_met),
      cmocka_unit_test(starts_are_kept_by_type),
      cmocka_unit_test(two_compilations_are_the_same_bytes),
      cmocka_unit_test(what_looks_alike_is_one_observation),
      cmocka_unit_test(observations_are_shared_between_worlds),
      cmocka_unit_test(time_limits_are_steps),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
