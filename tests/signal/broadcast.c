// Broadcast: gains for both signs, noise, and the tonic level.

#include "../cohort/lab.h"

static Cohort *cohort_with(Arena *arena, double gain, double negative, double noise)
{
  Cohort *c = arena_take(arena, 1, sizeof *c);
  for (int i = 0; i < LANES; i++) {
    c->parameter[SOCKET_SIGNAL][SIGNAL_GAIN][i]          = gain;
    c->parameter[SOCKET_SIGNAL][SIGNAL_GAIN_NEGATIVE][i] = negative;
    c->parameter[SOCKET_SIGNAL][SIGNAL_NOISE][i]         = noise;
    c->delta[i]                                          = i - 16;
    c->noise[i]                                          = 0.25 * (i % 5 - 2);
  }
  return c;
}

static void each_sign_has_its_gain_and_noise_is_added(void **state)
{
  (void)state;
  Lab    *lab = lab_open(LAB_SMALL "model: {signal: broadcast}\n");
  Cohort *c   = cohort_with(lab->arena, 2, 0.5, 0.125);
  lab->model->signal->release(lab->model, c);
  for (int i = 0; i < LANES; i++) {
    double wanted = (i < 16 ? 0.5 : 2) * (i - 16) + 0.125 * 0.25 * (i % 5 - 2);
    lab_near(c->dopamine[i], wanted, 0);
    lab_near(c->tonic[i], 2, 0);
  }
  lab_close(lab);
}

static void silenced_cells_release_nothing(void **state)
{
  (void)state;
  Lab    *lab = lab_open(LAB_SMALL "model: {signal: broadcast}\n");
  Cohort *c   = cohort_with(lab->arena, 0, 0, 0);
  lab->model->signal->release(lab->model, c);
  for (int i = 0; i < LANES; i++) {
    lab_near(c->dopamine[i], 0, 0);
    lab_near(c->tonic[i], 0, 0);
  }
  lab_close(lab);
}

static void the_negative_gain_is_the_gain_unless_said(void **state)
{
  (void)state;
  Lab *lab = lab_open(LAB_SMALL "model: {signal: {gain: 3}}\nphases:\n  - {name: a, episodes: 1}\n"
                                "  - name: b\n    episodes: 1\n    model: {signal: {gain: 3, "
                                "gain_negative: 0.5}}\n");
  const double *first  = lab->parameters[0].row[SOCKET_SIGNAL];
  const double *second = lab->parameters[1].row[SOCKET_SIGNAL];
  lab_near(first[SIGNAL_GAIN_NEGATIVE], 3, 0);
  lab_near(second[SIGNAL_GAIN_NEGATIVE], 0.5, 0);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_sign_has_its_gain_and_noise_is_added),
      cmocka_unit_test(silenced_cells_release_nothing),
      cmocka_unit_test(the_negative_gain_is_the_gain_unless_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
