// Observe: the number of what is seen leads to the features that are active.

#include "cohort/step.h"
#include "lab.h"

static void every_lane_sees_its_own_state(void **state)
{
  (void)state;
  Lab    *lab = lab_open(LAB_ROOMS "model: {agent: q_learning}\n");
  Cohort *c   = arena_take(lab->arena, 1, sizeof *c);
  int     table[2][LANES];
  for (int i = 0; i < LANES; i++) {
    table[0][i]             = 100 + i;
    table[1][i]             = 200 + i;
    c->state[i]             = LANES - 1 - i;
    c->observation_table[i] = table[i % 2];
  }
  stage_observe(lab->model, c);
  for (int i = 0; i < LANES; i++)
    assert_int_equal(c->observation[i], (i % 2 ? 200 : 100) + LANES - 1 - i);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_lane_sees_its_own_state),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
