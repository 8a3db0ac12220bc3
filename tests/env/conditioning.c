// Conditioning under test: bins, names, cue ages, outcomes by chance, ends of trials.

#include "../model/cases.h"

#include <stdlib.h>

#include "kind/env.h"

static const char shift[] = "kind: conditioning\n"
                            "dt: 0.5\n"
                            "length: 10\n"
                            "trials:\n"
                            "  light:    {cues: {CS: [2.5, 7.5]}, outcomes: {US: 7.5}}\n"
                            "  omission: {cues: {CS: [2.5, 7.5]}}\n"
                            "  late:     {length: 3, cues: [room], outcomes: {US: 3}}\n";

static const void *at(const World *world, const char *name)
{
  int s = state_named(world, name);
  assert_true(s >= 0);
  return world_state(world, s);
}

static bool is(const World *world, const char *name, const char *word)
{
  return world->kind->is(world->env, at(world, name), word);
}

static void a_trial_is_a_row_of_bins(void **state)
{
  Given        given = give_text(shift);
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 21 + 21 + 7);
  assert_int_equal(world->n_actions, 1);
  assert_int_equal(world->n_types, 3);
  assert_true(world->deterministic);
  assert_string_equal(world->type_name[0], "light");
  assert_string_equal(world->type_name[1], "omission");
  assert_string_equal(world->type_name[2], "late");
  for (int t = 0; t < 3; t++) {
    assert_int_equal(world->start_start[t + 1], t + 1);
    assert_int_equal(world->time[world->start_state[t]], 0);
  }
  assert_string_equal(world->state_name[world->start_state[1]], "omission.0");
  for (int s = 0; s < world->n_states; s++) {
    const char *name = world->state_name[s];
    bool        end  = strcmp(name, "light.20") == 0 || strcmp(name, "omission.20") == 0 ||
               strcmp(name, "late.6") == 0;
    assert_int_equal(world->terminal[s], end);
    assert_int_equal(world->time[s], atoi(strchr(name, '.') + 1));
  }
  take_back(given);
}

// The reward at t is paid on the way into bin t; at the trial's end it is the last thing.
static void a_reward_comes_with_its_bin(void **state)
{
  Given        given = give_text(shift);
  const World *world = make_world(given);
  (void)state;
  for (int s = 0; s < world->n_states; s++) {
    const char *name = world->state_name[s];
    bool        pays = strcmp(name, "light.14") == 0 || strcmp(name, "late.5") == 0;
    assert_true(world->reward[s] == (pays ? 1 : 0));
  }
  take_back(given);
}

static void a_bin_answers_to_what_happens_in_it(void **state)
{
  Given        given = give_text(shift);
  const World *world = make_world(given);
  (void)state;
  assert_true(is(world, "light.5", "CS"));
  assert_false(is(world, "light.6", "CS"));
  assert_false(is(world, "light.4", "CS"));
  assert_true(is(world, "light.15", "CS.end"));
  assert_false(is(world, "light.15", "CS"));
  assert_true(is(world, "light.15", "US"));
  assert_false(is(world, "omission.15", "US"));
  assert_true(is(world, "omission.15", "CS.end"));
  assert_true(is(world, "late.6", "US"));
  assert_true(is(world, "late.0", "room"));
  assert_true(is(world, "late.6", "room.end"));
  assert_true(is(world, "late.3", "late.3"));
  assert_false(is(world, "late.3", "late.30"));
  assert_false(is(world, "late.3", "CS.ends"));
  take_back(given);
}

static void cues_have_an_age(void **state)
{
  Given        given = give_text(shift);
  const World *world = make_world(given);
  Cue          cue[4];
  (void)state;
  assert_int_equal(world->kind->n_cues(world->env), 2);
  assert_string_equal(world->kind->cue_name(world->env, 0), "CS");
  assert_string_equal(world->kind->cue_name(world->env, 1), "room");
  assert_int_equal(world->kind->cues(world->env, at(world, "light.4"), cue, 4), 0);
  assert_int_equal(world->kind->cues(world->env, at(world, "light.5"), cue, 4), 1);
  assert_true(cue[0].cue == 0 && cue[0].since == 0 && cue[0].present && cue[0].salience == 1);
  assert_int_equal(world->kind->cues(world->env, at(world, "light.14"), cue, 4), 1);
  assert_true(cue[0].since == 4.5 && cue[0].present);
  assert_int_equal(world->kind->cues(world->env, at(world, "light.15"), cue, 4), 1);
  assert_true(cue[0].since == 5 && !cue[0].present);
  assert_int_equal(world->kind->cues(world->env, at(world, "light.20"), cue, 4), 0);
  assert_int_equal(world->kind->cues(world->env, at(world, "late.0"), cue, 0), 0);
  take_back(given);
}

static void a_cue_may_be_faint(void **state)
{
  Given        given = give_text("{kind: conditioning, length: 2, trials: {a: {cues: [A, B]}}, "
                                        "cues: {B: {salience: 0.25}}}");
  const World *world = make_world(given);
  Cue          cue[4];
  (void)state;
  assert_int_equal(world->kind->cues(world->env, at(world, "a.1"), cue, 4), 2);
  assert_true(cue[0].salience == 1 && cue[1].salience == 0.25 && cue[1].since == 1);
  take_back(given);
}

// Two coins in one bin: four things may happen, two of them alike.
static void outcomes_come_by_chance(void **state)
{
  Given        given = give_text("kind: conditioning\nlength: 2\nstep_reward: -1\ntrials:\n  a:\n"
          "    outcomes:\n      one: {at: 1, reward: 3, chance: 0.25}\n"
          "      two: {at: 1, reward: 3, chance: 0.5}\n"
          "      sure: {at: 2, reward: 4}\n"
          "      never: {at: 2, reward: 9, chance: 0}\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 3);
  assert_int_equal(world->outcome_start[1], 3);
  for (int o = 0; o < 3; o++) {
    double reward = world->outcome_reward[o], chance = world->outcome_chance[o];
    assert_true(reward == 5 || reward == 2 || reward == -1);
    check_near(chance, reward == 5 ? 0.125 : reward == 2 ? 0.5 : 0.375, 1e-12);
  }
  assert_int_equal(world->outcome_start[2] - world->outcome_start[1], 1);
  check_near(world->reward[1], 3, 1e-12);
  take_back(given);
}

static void an_outcomes_size_may_be_drawn(void **state)
{
  Given        given = give_text("kind: conditioning\nlength: 2\ntrials:\n  a:\n    outcomes:\n"
          "      one: {at: 1, reward: 3}\n"
          "      two: {at: 1, reward: {normal: 5, sd: 1}, chance: 0.5}\n");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->outcome_start[1], 2);
  int with = world->outcome_varying[0] ? 0 : 1;
  assert_non_null(world->outcome_varying[with]);
  assert_null(world->outcome_varying[1 - with]);
  check_near(world->outcome_reward[0], 3, 1e-12);
  check_near(world->outcome_reward[1], 3, 1e-12);
  check_near(world->reward[0], 5.5, 1e-12);
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_trial_is_a_row_of_bins),
      cmocka_unit_test(a_reward_comes_with_its_bin),
      cmocka_unit_test(a_bin_answers_to_what_happens_in_it),
      cmocka_unit_test(cues_have_an_age),
      cmocka_unit_test(a_cue_may_be_faint),
      cmocka_unit_test(outcomes_come_by_chance),
      cmocka_unit_test(an_outcomes_size_may_be_drawn),
  };
  return run_with_cases("tests/env/data/conditioning.txt", false, tests,
                        sizeof tests / sizeof *tests);
}
