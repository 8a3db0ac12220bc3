// Trial measures: return, steps, seconds, and whether an episode ended by itself.

#include "../cohort/lab.h"

static void an_episode_is_summed_up_at_its_end(void **state)
{
  (void)state;
  const struct {
    const char *limit;
    double      paid, steps, latency, finished;
  } cases[] = {{"", 2 + 3 * 0.25, 3, 1.5, 1}, {", time_limit: 1", 2 * 0.25, 2, 1, 0}};
  for (int i = 0; i < 2; i++) {
    Lab *lab = lab_open("env: {kind: chain, states: 3, start: 1, right: 1, ends: [0, 2], dt: 0.5, "
                        "step_reward: 0.25%s}\nmodel: {agent: td}\n"
                        "phases: [{name: a, episodes: 2}]\n",
                        cases[i].limit);
    Probe *paid = lab_probe(lab, "return", 0), *steps = lab_probe(lab, "steps", 0);
    Probe *latency = lab_probe(lab, "latency", 0), *finished = lab_probe(lab, "finished", 0);
    Left  *left = lab_run(lab, 1, 1);
    lab_near(lab_cell(left, paid, 0), cases[i].paid, 1e-15);
    lab_near(lab_cell(left, steps, 0), cases[i].steps, 0);
    lab_near(lab_cell(left, latency, 0), cases[i].latency, 1e-15);
    lab_near(lab_cell(left, finished, 0), cases[i].finished, 0);
    lab_close(lab);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_episode_is_summed_up_at_its_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
