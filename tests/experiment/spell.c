// Tests: shortened paths of groups and sweeps are written in full.

#include "experiment/spell.h"

#include "desk.h"

static const char *spelt(Desk *desk, const char *text, const char *key)
{
  Node    *root;
  Reading *reading = desk_reading(desk, text, &root);
  spell_out(reading, root);
  assert_string_equal(diag_text(desk->diag), "");
  return desk_show(desk, node_get(root, key));
}

static void keys_become_whole_paths(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(spelt(&desk,
                            CHAIN WALK "groups:\n"
                                       "  a: {epsilon: 0.1, walk.episodes: 3, sweep: {parameters: "
                                       "{gamma: {values: [1, 2]}}}}\n",
                            "groups"),
                      "{a: {model.policy.epsilon: 0.1, phases.walk.episodes: 3, sweep: "
                      "{parameters: "
                      "{model.agent.gamma: {values: [1, 2]}}}}}");
  assert_string_equal(spelt(&desk, CHAIN WALK "sweep: {parameters: {lambda: {values: [0, 1]}}}\n",
                            "sweep"),
                      "{parameters: {model.plasticity.lambda: {values: [0, 1]}}}");
  desk_close(desk);
}

static void a_shortened_kind_brings_its_fields(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(spelt(&desk, CHAIN WALK "groups: {a: {beta: 3, policy: {kind: softmax}}}\n",
                            "groups"),
                      "{a: {model.policy.beta: 3, model.policy: {kind: softmax}}}");
  assert_string_equal(spelt(&desk,
                            CHAIN WALK
                            "sweep: {parameters: {beta: {values: [1]}, policy: {values: {s: "
                            "{kind: softmax}}}}}\n",
                            "sweep"),
                      "{parameters: {model.policy.beta: {values: [1]}, model.policy: {values: {s: "
                      "{kind: softmax}}}}}");
  desk_close(desk);
}

static void one_path_cannot_be_said_twice(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk, CHAIN WALK "groups:\n  a: {model.agent.gamma: 0.4, gamma: 0.3}\n",
            "experiments/x.yaml:6:31: error: 'gamma' is 'model.agent.gamma', which is said in "
            "line 6, too\n"
            "    a: {model.agent.gamma: 0.4, gamma: 0.3}\n"
            "                                ^\n");
  desk_close(desk);
}

static void every_wrong_path_is_told_once(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk,
            CHAIN "env.stats: 3\n" WALK "groups:\n  a: {phases.wlk.episodes: 1}\n"
                  "sweep:\n  parameters:\n    gama: {values: [1, 2]}\n",
            "experiments/x.yaml:4:1: error: there is nothing at 'env.stats' to override\n"
            "    env.stats: 3\n"
            "    ^\n"
            "    hint: did you mean 'env.states'?\n"
            "experiments/x.yaml:7:7: error: there is nothing at 'phases.wlk.episodes' to "
            "override\n"
            "    a: {phases.wlk.episodes: 1}\n"
            "        ^\n"
            "    hint: did you mean 'phases.walk'?\n"
            "experiments/x.yaml:10:5: error: there is nothing at 'gama' to override\n"
            "    gama: {values: [1, 2]}\n"
            "    ^\n"
            "    hint: did you mean 'gamma'?\n");
  desk_close(desk);
}

static void paths_of_the_root_lie_upon_its_files(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_write("envs/track.yaml", "kind: chain\nstates: 7\n");
  Experiment *experiment = desk_read(&desk, "about: A test.\nenv.ends: [0, 2]\nenv: track\n"
                                            "model: {agent: td}\nmodel.agent.gamma: 0.5\n" WALK);
  assert_string_equal(desk_show(&desk, experiment->condition[0].env),
                      "{kind: chain, states: 7, ends: [0, 2]}");
  assert_string_equal(desk_show(&desk, experiment->condition[0].model),
                      "{agent: {kind: td, gamma: 0.5}}");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_become_whole_paths),
      cmocka_unit_test(a_shortened_kind_brings_its_fields),
      cmocka_unit_test(one_path_cannot_be_said_twice),
      cmocka_unit_test(every_wrong_path_is_told_once),
      cmocka_unit_test(paths_of_the_root_lie_upon_its_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
