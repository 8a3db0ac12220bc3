// Values under test: every form that is built, and what is said of the others.

#include "told.h"

#include <math.h>
#include <stdio.h>

#include "config/field.h"

static Value read(const char *value)
{
  char  text[200];
  Value out;
  snprintf(text, sizeof text, "r: %s\n", value);
  Given given = give_text(text);
  bool  good = value_read(given.arena, node_get(given.root, "r"), &out, given.diag);
  check_told(given, "");
  assert_true(good);
  out.level = out.upto = NULL;   // they go with the arena
  take_back(given);
  return out;
}

static void every_form_is_read(void **state)
{
  (void)state;
  Value value = read("-0.5");
  assert_true(value.form == VALUE_CONSTANT && value.a == -0.5 && value.draw == DRAW_USE);
  value = read("{normal: 4, sd: 0.5}");
  assert_true(value.form == VALUE_NORMAL && value.a == 4 && value.b == 0.5 && !value.bounded);
  value = read("{draw: life, sd: 1, normal: 0, within: [-1, 2]}");
  assert_true(value.form == VALUE_NORMAL && value.draw == DRAW_LIFE && value.bounded);
  assert_true(value.low == -1 && value.high == 2);
  value = read("{uniform: [1, 3], draw: phase}");
  assert_true(value.form == VALUE_UNIFORM && value.a == 1 && value.b == 3);
  assert_int_equal(value.draw, DRAW_PHASE);
  value = read("{exponential: 12, within: [0, 60], draw: trial}");
  assert_true(value.form == VALUE_EXPONENTIAL && value.a == 12 && value.draw == DRAW_TRIAL);
  value = read("{geometric: 5, draw: step}");
  assert_true(value.form == VALUE_GEOMETRIC && value.a == 5 && value.draw == DRAW_STEP);
  value = read("{choice: [6, 14], draw: use}");
  assert_true(value.form == VALUE_CHOICE && value.n_levels == 2);
}

static void weights_become_shares(void **state)
{
  Value value;
  Given given = give_text("{choice: [1, 2, 5], weights: [1, 0, 3]}");
  (void)state;
  assert_true(value_read(given.arena, given.root, &value, given.diag));
  assert_true(value.level[0] == 1 && value.level[1] == 2 && value.level[2] == 5);
  assert_true(value.upto[0] == 0.25 && value.upto[1] == 0.25 && value.upto[2] == 1);
  take_back(given);
  given = give_text("{choice: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}");
  assert_true(value_read(given.arena, given.root, &value, given.diag));
  assert_true(value.upto[9] == 1);
  for (int i = 0; i < 9; i++) assert_true(fabs(value.upto[i] - 0.1 * (i + 1)) < 1e-15);
  take_back(given);
}

// `told` without the place and the lines shown: the message, and the hint behind a bar.
static void refuse(const char *text, int column, const char *told)
{
  Value value = value_constant(7);
  Given given = give_text(text);
  assert_non_null(given.root);
  assert_false(value_read(given.arena, node_get(given.root, "r"), &value, given.diag));
  assert_true(value.form == VALUE_CONSTANT && value.a == 0);
  char wanted[600], *bar;
  snprintf(wanted, sizeof wanted, "x.yaml:1:%d: error: %s\n    %s\n%*s^\n", column, told, text,
           column + 3, "");
  if ((bar = strchr(told, '|')) != NULL) {
    snprintf(wanted, sizeof wanted,
             "x.yaml:1:%d: error: %.*s\n    %s\n%*s^\n    hint: %s\n", column,
             (int)(bar - told), told, text, column + 3, "", bar + 1);
  }
  check_told(given, wanted);
  take_back(given);
}

static void what_is_no_value_is_told(void **state)
{
  (void)state;
  refuse("r: abc", 4, "'r' must be a number, not 'abc'");
  refuse("r: 0x10", 4, "'r' must be a number, not '0x10'"
                       "|write it as a decimal number, such as 16");
  refuse("r: [1, 2]", 4, "'r' must be a number or a distribution, not a list"
                         "|such as 0.5 or {normal: 0, sd: 1}");
  refuse("r: {}", 4, "'r' must be a number or a distribution, not an empty map"
                     "|such as 0.5 or {normal: 0, sd: 1}");
  refuse("r: {nromal: 1}", 5, "unknown key 'nromal'|did you mean 'normal'?");
  refuse("r: {mean: 1}", 5, "unknown key 'mean'|known here: normal, uniform, exponential, "
                            "geometric, choice");
}

static void what_a_form_does_not_take_is_told(void **state)
{
  (void)state;
  refuse("r: {normal: 1}", 4, "'sd' is missing|such as {normal: 0, sd: 1}");
  refuse("r: {normal: x, sd: 1}", 13, "'normal' must be a number, not 'x'");
  refuse("r: {normal: 0, sd: -1}", 20, "'sd' is -1; it must be at least 0");
  refuse("r: {normal: 0, sd: 1, wihtin: [0, 1]}", 23,
         "unknown key 'wihtin'|did you mean 'within'?");
  refuse("r: {uniform: 3}", 14, "'uniform' must be two numbers, [low, high]");
  refuse("r: {uniform: [1, 2, 3]}", 14, "'uniform' must be two numbers, [low, high]");
  refuse("r: {uniform: [2, 1]}", 14, "'uniform' must be [low, high] with low below high");
  refuse("r: {uniform: [1, 1]}", 14, "'uniform' must be [low, high] with low below high");
  refuse("r: {uniform: [1, x]}", 18, "this entry must be a number, not 'x'");
  refuse("r: {uniform: [0, 1], sd: 1}", 22, "unknown key 'sd'|known here: uniform, within, draw");
  refuse("r: {exponential: 0}", 18, "'exponential' is 0; it must be above 0");
  refuse("r: {geometric: 0.5}", 16, "'geometric' is 0.5; it must be at least 1");
  refuse("r: {normal: 0, sd: 1, draw: day}", 29,
         "'draw' must be use, step, trial, phase or life, not 'day'");
  refuse("r: {normal: 0, uniform: [0, 1], sd: 1}", 16,
         "unknown key 'uniform'|known here: normal, sd, within, draw");
}

static void bounds_that_leave_nothing_are_told(void **state)
{
  static const char told[] = "nothing that is drawn can lie within these bounds";
  (void)state;
  refuse("r: {uniform: [0, 1], within: [2, 3]}", 30, told);
  refuse("r: {exponential: 1, within: [-2, -1]}", 29, told);
  refuse("r: {geometric: 3, within: [1.2, 1.8]}", 27, told);
  refuse("r: {normal: 5, sd: 0, within: [0, 1]}", 31, told);
  refuse("r: {normal: 5, sd: 1, within: [2, 1]}", 31,
         "'within' must be [low, high] with low below high");
}

static void choices_need_levels_and_weights_that_fit(void **state)
{
  (void)state;
  refuse("r: {choice: 3}", 13, "'choice' must be a list of numbers, not '3'");
  refuse("r: {choice: []}", 13, "'choice' must be a list of numbers, not an empty one");
  refuse("r: {choice: [1, x]}", 17, "this entry must be a number, not 'x'");
  refuse("r: {choice: [1, 2], weights: [1]}", 30, "'weights' has 1 entries, 'choice' has 2");
  refuse("r: {choice: [1, 2], weights: [1, -1]}", 34, "this entry is -1; it must be at least 0");
  refuse("r: {choice: [1, 2], weights: [0, 0]}", 30, "'weights' must have a sum above 0");
  refuse("r: {choice: [1, 2], weights: [1.7e308, 1e308]}", 30,
         "'weights' must have a sum above 0 that is finite");
}

static void what_is_not_built_yet_says_so(void **state)
{
  static const char *const words[] = {"cycle", "shuffled", "walk", "spread"};
  char text[80], told[200];
  (void)state;
  for (int i = 0; i < 4; i++) {
    snprintf(text, sizeof text, "r: {draw: life, %s: [1, 2]}", words[i]);
    snprintf(told, sizeof told, "'%s' is not built yet|built are a number, normal, uniform, "
                                "exponential, geometric, choice", words[i]);
    refuse(text, 17, told);
  }
  refuse("r: {normal: {normal: 4, sd: 1}, sd: 1}", 13,
         "'normal' must be a number: values inside values are not built yet");
  refuse("r: {choice: [1, {cycle: [1, 2]}]}", 17,
         "this entry must be a number: values inside values are not built yet");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_form_is_read),
    cmocka_unit_test(weights_become_shares),
    cmocka_unit_test(what_is_no_value_is_told),
    cmocka_unit_test(what_a_form_does_not_take_is_told),
    cmocka_unit_test(bounds_that_leave_nothing_are_told),
    cmocka_unit_test(choices_need_levels_and_weights_that_fit),
    cmocka_unit_test(what_is_not_built_yet_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
