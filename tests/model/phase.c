// Phases under test: which trial types are met, in which order, with which exceptions.

#include "made.h"

#include "math/chance.h"
#include "model/phase.h"

static const char world[] = "env:\n  kind: conditioning\n  length: 2\n"
                            "  trials: {a: {cues: [A]}, b: {cues: [B]}, c: {cues: [C]}}\n"
                            "phases:\n";

typedef struct Made {
  Arena      *text;
  Given       given;
  const char *says;
  Phase       phase;
  bool        good;
} Made;

// The one phase of a text such as "- {name: x, ..}".
static Made make(const char *line)
{
  Text text = {.arena = arena_open()};
  text_print(&text, "%s  %s\n", world, line);
  Made   made = {.text = text.arena, .given = give_text(text.start)};
  Plan   plan = make_plan(made.given);
  World *env  = make_world_of(made.given, plan.env);
  check_told(made.given, "");
  made.good = phase_compile(made.text, &plan.phase[0], 0, env, &made.phase, made.given.diag);
  made.says = diag_text(made.given.diag);
  return made;
}

static void unmake(Made made)
{
  take_back(made.given);
  arena_close(made.text);
}

// The types of the first episodes, as letters; `words` decide.
static void check_types(const char *line, const char *types)
{
  Made made = make(line);
  assert_string_equal(made.says, "");
  assert_true(made.good);
  for (int e = 0; types[e]; e++)
    assert_int_equal('a' + phase_type(&made.phase, e + 1, 0), types[e]);
  unmake(made);
}

static void check_complaint(const char *line, const char *says)
{
  Made made = make(line);
  assert_string_equal(made.says, says);
  assert_false(made.good);
  unmake(made);
}

static void types_come_in_turn(void **state)
{
  (void)state;
  check_types("- {name: x, episodes: 10}", "abcabca");
  check_types("- {name: x, episodes: 10, types: all}", "abcabca");
  check_types("- {name: x, episodes: 10, types: b}", "bbb");
  check_types("- {name: x, episodes: 10, types: [c, a]}", "cacac");
  check_types("- {name: x, episodes: 10, types: [a, a, b], order: cycle}", "aabaab");
  check_types("- {name: x, steps: 10, types: {b: 2, a: 2}}", "baba");
}

static void exceptions_are_counted_from_1(void **state)
{
  (void)state;
  check_types("- {name: x, trials: 9, episodes: 9, types: a, except: {b: [2, 4], c: 5}}",
              "ababcaaaa");
  check_types("- {name: x, episodes: 9, types: a, except: {c: every 3}}", "aacaacaac");
  check_types("- {name: x, episodes: 9, types: a, except: {}}", "aaa");
}

// By weight: one of ten, then nine.
static void random_types_are_drawn_by_weight(void **state)
{
  Made   made   = make("- {name: x, episodes: 5, types: {b: 1, c: 9}, order: random}");
  Stream stream = stream_open(3, PURPOSE_ENV);
  int    b      = 0;
  (void)state;
  assert_string_equal(made.says, "");
  assert_int_equal(made.phase.order, ORDER_RANDOM);
  assert_true(made.phase.type_upto[0] == 0.1 && made.phase.type_upto[1] == 1);
  assert_int_equal(phase_type(&made.phase, 1, 0), 1);
  assert_int_equal(phase_type(&made.phase, 1, UINT64_MAX), 2);
  for (int i = 0; i < 10000; i++) b += phase_type(&made.phase, 1, stream_next(&stream)) == 1;
  assert_in_range(b, 880, 1120);   // four standard deviations
  unmake(made);
}

static void a_phase_keeps_what_was_planned(void **state)
{
  Made made = make("- {name: x, episodes: 5, learn: false}");
  (void)state;
  assert_string_equal(made.phase.name, "x");
  assert_int_equal(made.phase.episodes, 5);
  assert_int_equal(made.phase.steps, 0);
  assert_false(made.phase.learn);
  assert_null(made.phase.instead);
  unmake(made);
}

static void what_a_phase_cannot_do_is_told(void **state)
{
  (void)state;
  check_complaint("- {name: x, episodes: 5, types: d}",
                  "x.yaml:6:35: error: the world has no trial type 'd'\n"
                  "    - {name: x, episodes: 5, types: d}\n"
                  "                                    ^\n");
  check_complaint("- {name: x, types: [a, [b]]}",
                  "x.yaml:6:26: error: a trial type must be a name, not a list\n"
                  "    - {name: x, types: [a, [b]]}\n"
                  "                           ^\n");
  check_complaint("- {name: x, types: {a: 0}, order: random}",
                  "x.yaml:6:26: error: a trial type's weight must be above 0, up to 1e9\n"
                  "    - {name: x, types: {a: 0}, order: random}\n"
                  "                           ^\n");
  check_complaint("- {name: x, types: {a: much}}",
                  "x.yaml:6:26: error: 'a' must be a number, not 'much'\n"
                  "    - {name: x, types: {a: much}}\n"
                  "                           ^\n");
  check_complaint("- {name: x, types: []}", "x.yaml:6:22: error: no trial types are left\n"
                                            "    - {name: x, types: []}\n"
                                            "                       ^\n");
  check_complaint("- {name: x, types: {a: 1, b: 3}}",
                  "x.yaml:6:22: error: trial types with weights must come in random order\n"
                  "    - {name: x, types: {a: 1, b: 3}}\n"
                  "                       ^\n"
                  "    hint: order: random\n");
  check_complaint("- {name: x, order: shuffled}",
                  "x.yaml:6:5: error: order: shuffled is not built yet\n"
                  "    - {name: x, order: shuffled}\n"
                  "      ^\n"
                  "    hint: order: cycle or random\n");
  check_complaint("- {name: x, order: backwards}",
                  "x.yaml:6:5: error: there is no order 'backwards'\n"
                  "    - {name: x, order: backwards}\n"
                  "      ^\n"
                  "    hint: order: cycle or random\n");
}

static void exceptions_that_cannot_be_are_told(void **state)
{
  (void)state;
  check_complaint("- {name: x, episodes: 5, except: {b: [6]}}",
                  "x.yaml:6:41: error: this entry is 6; it must lie between 1 and 5\n"
                  "    - {name: x, episodes: 5, except: {b: [6]}}\n"
                  "                                          ^\n");
  check_complaint("- {name: x, episodes: 5, except: {b: every 0}}",
                  "x.yaml:6:40: error: 'b' is 0; it must lie between 1 and 100000000\n"
                  "    - {name: x, episodes: 5, except: {b: every 0}}\n"
                  "                                         ^\n");
  check_complaint("- {name: x, episodes: 5, except: {b: {at: 3}}}",
                  "x.yaml:6:40: error: 'b' must be trial numbers: n, [n, ..] or every n\n"
                  "    - {name: x, episodes: 5, except: {b: {at: 3}}}\n"
                  "                                         ^\n");
  check_complaint("- {name: x, steps: 5, except: {b: 3}}",
                  "x.yaml:6:33: error: 'except' must be a map from types to trial numbers, in a "
                  "phase of trials\n"
                  "    - {name: x, steps: 5, except: {b: 3}}\n"
                  "                                  ^\n");
  check_complaint("- {name: x, episodes: 5, except: b}",
                  "x.yaml:6:36: error: 'except' must be a map from types to trial numbers, in a "
                  "phase of trials\n"
                  "    - {name: x, episodes: 5, except: b}\n"
                  "                                     ^\n");
  check_complaint("- {name: x, episodes: 5, except: {bb: 3}}",
                  "x.yaml:6:37: error: the world has no trial type 'bb'\n"
                  "    - {name: x, episodes: 5, except: {bb: 3}}\n"
                  "                                      ^\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(types_come_in_turn),
      cmocka_unit_test(exceptions_are_counted_from_1),
      cmocka_unit_test(random_types_are_drawn_by_weight),
      cmocka_unit_test(a_phase_keeps_what_was_planned),
      cmocka_unit_test(what_a_phase_cannot_do_is_told),
      cmocka_unit_test(exceptions_that_cannot_be_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
