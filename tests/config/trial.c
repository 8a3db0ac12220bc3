// Trials under test: cues and outcomes on their bins; refusals are the conditioning world's tests.

#include "told.h"

#include "config/trial.h"

static Trials read(Given given, double dt)
{
  Trials t;
  assert_true(trial_read(given.arena, dt, node_get(given.root, "trials"),
                         node_get(given.root, "length"), node_get(given.root, "cues"), &t,
                         given.diag));
  check_told(given, "");
  return t;
}

static void times_become_bins(void **state)
{
  Given given =
      give_text("length: 3\ntrials:\n"
                "  one: {cues: {A: [0.3, 1.2], B: 2.1}, outcomes: {US: 3, shock: {at: 0.3, "
                "reward: -2, chance: 0.25}}}\n"
                "  two: {length: 0.6, cues: [B, C]}\ncues: {C: {salience: 3}}\n");
  Trials t = read(given, 0.3);
  (void)state;
  assert_int_equal(t.n_trials, 2);
  assert_int_equal(t.n_cues, 3);
  assert_string_equal(t.cue[1], "B");
  assert_true(t.salience[0] == 1 && t.salience[2] == 3);
  const Trial *one = &t.trial[0], *two = &t.trial[1];
  assert_string_equal(one->name, "one");
  assert_int_equal(one->length, 10);
  assert_int_equal(one->n_showings, 2);
  assert_true(one->showing[0].cue == 0 && one->showing[0].on == 1 && one->showing[0].off == 4);
  assert_true(one->showing[1].cue == 1 && one->showing[1].on == 7 && one->showing[1].off == 8);
  assert_int_equal(one->n_outcomes, 2);
  assert_true(one->outcome[0].at == 10 && one->outcome[0].chance == 1);
  assert_true(one->outcome[0].reward.a == 1);
  assert_true(one->outcome[1].at == 1 && one->outcome[1].chance == 0.25);
  assert_true(one->outcome[1].reward.a == -2);
  assert_int_equal(two->length, 2);
  assert_true(two->showing[0].cue == 1 && two->showing[0].on == 0 && two->showing[0].off == 2);
  assert_int_equal(two->showing[1].cue, 2);
  assert_int_equal(two->n_outcomes, 0);
  take_back(given);
}

static void a_time_between_bins_is_told(void **state)
{
  Given  given = give_text("length: 1\ntrials: {a: {cues: {A: 0.25}}}\n");
  Trials t;
  (void)state;
  assert_false(trial_read(given.arena, 0.1, node_get(given.root, "trials"),
                          node_get(given.root, "length"), NULL, &t, given.diag));
  check_told(given, "x.yaml:2:24: error: 0.25 s is not a moment between 0 and 1000000 bins of "
                    "0.1 s\n"
                    "    trials: {a: {cues: {A: 0.25}}}\n"
                    "                           ^\n");
  take_back(given);
}

static void cues_and_types_are_capped(void **state)
{
  Text text = {.arena = arena_open()};
  (void)state;
  text_add(&text, "length: 1\ntrials:\n");
  for (int i = 0; i <= TRIAL_CUES; i++) text_print(&text, "  t%d: {cues: [c%d]}\n", i, i);
  Given  given = give_text(text.start);
  Trials t;
  assert_false(trial_read(given.arena, 1, node_get(given.root, "trials"),
                          node_get(given.root, "length"), NULL, &t, given.diag));
  check_told(given, "x.yaml:67:16: error: more than 64 cues\n"
                    "    t64: {cues: [c64]}\n"
                    "                 ^\n");
  take_back(given);
  for (int i = 100; i < 1100; i++) text_print(&text, "  t%d: {}\n", i);
  given = give_text(text.start);
  assert_false(trial_read(given.arena, 1, node_get(given.root, "trials"),
                          node_get(given.root, "length"), NULL, &t, given.diag));
  check_told(given, "x.yaml:3:3: error: more than 1000 trial types\n"
                    "    t0: {cues: [c0]}\n"
                    "    ^\n");
  take_back(given);
  arena_close(text.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(times_become_bins),
      cmocka_unit_test(a_time_between_bins_is_told),
      cmocka_unit_test(cues_and_types_are_capped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
