// Payments under test: what is written, what stands in for the rest, and what is refused.

#include "told.h"

#include "config/payment.h"

static void check(const char *text, const char *wanted, double reward, double chance)
{
  Given   given   = give_text(text);
  Payment payment = {value_constant(7), 0.125};
  assert_int_equal(payment_read(given.arena, given.root, &payment, given.diag), !*wanted);
  check_told(given, wanted);
  assert_true(payment.chance == chance);
  if (payment.reward.form == VALUE_CONSTANT) assert_true(payment.reward.a == reward);
  take_back(given);
}

static void a_payment_is_a_number_or_a_reward_with_a_chance(void **state)
{
  (void)state;
  check("2.5", "", 2.5, 0.125);
  check("{reward: 3, chance: 0.5}", "", 3, 0.5);
  check("{reward: -3}", "", -3, 0.125);
  check("{chance: 0}", "", 7, 0);
  check("{}", "", 7, 0.125);
}

static void a_map_of_a_form_is_a_distribution(void **state)
{
  Given   given   = give_text("{sd: 2, normal: 1, draw: use}");
  Payment payment = {value_constant(7), 1};
  (void)state;
  assert_true(payment_read(given.arena, given.root, &payment, given.diag));
  assert_int_equal(payment.reward.form, VALUE_NORMAL);
  assert_true(payment.reward.a == 1 && payment.reward.b == 2 && payment.chance == 1);
  take_back(given);
  given = give_text("{reward: {uniform: [0, 1], draw: step}, chance: 0.5}");
  assert_true(payment_read(given.arena, given.root, &payment, given.diag));
  assert_int_equal(payment.reward.form, VALUE_UNIFORM);
  assert_true(payment.chance == 0.5);
  take_back(given);
}

static void what_keeps_or_drifts_is_refused(void **state)
{
  (void)state;
  check("{normal: 0, sd: 1, draw: phase}",
        "x.yaml:1:26: error: a reward that is drawn once a phase is not built yet\n"
        "    {normal: 0, sd: 1, draw: phase}\n"
        "                             ^\n"
        "    hint: built is use: a reward is drawn anew each time it is paid\n",
        0, 0.125);
  check("{chance: {choice: [0, 1]}}",
        "x.yaml:1:10: error: 'chance' must be a number: a chance that is drawn is not built yet\n"
        "    {chance: {choice: [0, 1]}}\n"
        "             ^\n",
        7, 0.125);
  check("{shuffled: [0, 1]}",
        "x.yaml:1:2: error: 'shuffled' is not built yet\n"
        "    {shuffled: [0, 1]}\n"
        "     ^\n"
        "    hint: built are a number, normal, uniform, exponential, geometric, choice\n",
        7, 0.125);
  check("{chance: 2}",
        "x.yaml:1:10: error: 'chance' is 2; it must lie between 0 and 1\n"
        "    {chance: 2}\n"
        "             ^\n",
        7, 0.125);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_payment_is_a_number_or_a_reward_with_a_chance),
      cmocka_unit_test(a_map_of_a_form_is_a_distribution),
      cmocka_unit_test(what_keeps_or_drifts_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
