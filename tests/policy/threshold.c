// Threshold: a response where a state is worth more than the threshold, and only there.

#include "refuse.h"

static void it_responds_above_the_threshold_alone(void **state)
{
  (void)state;
  check_response("threshold", 0.51, 1);
  check_response("threshold", 0.5, 0);
  check_response("threshold", -3, 0);
  check_response("{kind: threshold, threshold: 0.25, value_max: 4}", 1.01, 1);
  check_response("{kind: threshold, threshold: 0.25, value_max: 4}", 1, 0);
}

static void it_needs_a_states_value_and_two_actions(void **state)
{
  (void)state;
  refuse("sarsa", "threshold", false, "but agent 'sarsa' values actions");
  refuse("td", "threshold", true, "chooses between two actions; the world has 4");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_responds_above_the_threshold_alone),
      cmocka_unit_test(it_needs_a_states_value_and_two_actions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
