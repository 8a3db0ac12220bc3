// Release: the noise of a step is its word of the noise stream, the same for all cells.

#include "lab.h"

static void noise_is_the_words_of_its_stream_in_order(void **state)
{
  (void)state;
  Lab   *lab      = lab_open("env: {kind: chain, states: 3}\n"
                                    "model: {agent: td, signal: {gain: 2, noise: 0.5}}\n"
                                    "phases: [{name: a, steps: 100}]\n");
  Probe *dopamine = diary_probe(lab, "dopamine", 100);
  Stream stream   = stream_open(13, PURPOSE_NOISE);
  Diary  d        = diary_keep(lab, 100, 13);
  for (int t = 1; t <= 100; t++) {
    double wanted = 2 * diary_delta(&d, t) + 0.5 * chance_normal(stream_next(&stream));
    lab_near(lab_cell(d.left, dopamine, (size_t)t - 1), wanted, 0);
  }
  lab_close(lab);
}

static void without_noise_none_is_drawn(void **state)
{
  (void)state;
  Lab   *lab      = lab_open("env: {kind: chain, states: 3}\nmodel: {agent: td}\n"
                                    "phases: [{name: a, steps: 50}]\n");
  Probe *dopamine = diary_probe(lab, "dopamine", 50);
  Diary  d        = diary_keep(lab, 50, 13);
  assert_int_equal(lab->model->noise_words, 0);
  for (int t = 1; t <= 50; t++)
    lab_near(lab_cell(d.left, dopamine, (size_t)t - 1), diary_delta(&d, t), 0);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(noise_is_the_words_of_its_stream_in_order),
      cmocka_unit_test(without_noise_none_is_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
