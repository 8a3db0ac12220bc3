// Tests: bare names lead to the files of the folders beside the experiment's.

#include "desk.h"
#include "experiment/sister.h"

#define REST                                                                                      \
  "model: {agent: {kind: td, gamma: 1}, policy: random}\n"                                        \
  "phases: [{name: walk, episodes: 10}]\n"

static void folders_lie_beside_that_of_the_experiment(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  assert_string_equal(sister_folder(arena, "experiments/x.yaml"), "");
  assert_string_equal(sister_folder(arena, "x.yaml"), "../");
  assert_string_equal(sister_folder(arena, "./x.yaml"), "./../");
  assert_string_equal(sister_folder(arena, "../x.yaml"), "../../");
  assert_string_equal(sister_folder(arena, "a/experiments/x.yaml"), "a/");
  assert_string_equal(sister_folder(arena, "a/b//x.yaml"), "a/");
  assert_string_equal(sister_folder(arena, "/experiments/x.yaml"), "/");
  assert_string_equal(sister_folder(arena, "/x.yaml"), "/");
  arena_close(arena);
}

static void a_bare_name_is_a_file_and_its_values_keep_their_places(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_write("envs/track.yaml", "kind: chain\nstates: 7\nstart: 4\n");
  Experiment *experiment = desk_read(&desk, "about: A test.\nenv: track\nenv.start: 2\n" REST);
  const Node *env        = experiment->condition[0].env;
  assert_string_equal(desk_show(&desk, env), "{kind: chain, states: 7, start: 2}");
  assert_string_equal(node_get(env, "states")->place.file, "envs/track.yaml");
  assert_int_equal(node_get(env, "states")->place.line, 2);
  assert_string_equal(node_get(env, "start")->place.file, "experiments/x.yaml");
  assert_int_equal(node_get(env, "start")->place.line, 3);
  desk_close(desk);
}

static void a_missing_file_is_told_with_the_nearest_name(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_write("envs/track.yaml", "kind: chain\n");
  desk_told(&desk, "about: A test.\nenv: trak\n" REST,
            "experiments/x.yaml:2:6: error: there is no file envs/trak.yaml\n"
            "    env: trak\n"
            "         ^\n"
            "    hint: did you mean 'track'?\n");
  desk_told(&desk, "about: A test.\nenv: ../track\n" REST,
            "experiments/x.yaml:2:6: error: 'env' must be a name or a map, not '../track'\n"
            "    env: ../track\n"
            "         ^\n"
            "    hint: a bare name: envs/NAME.yaml\n");
  desk_close(desk);
}

static void what_is_wrong_in_a_file_is_told_there_and_once(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_write("envs/bad.yaml", "kind: chain\nkind: chain\n");
  desk_told(&desk, "about: A test.\nenv: bad\ngroups: {a: {env: bad}, b: {}}\n" REST,
            "envs/bad.yaml:2:1: error: 'kind' is given twice\n"
            "    kind: chain\n"
            "    ^\n"
            "    hint: first at line 1, column 1\n");
  desk_write("envs/bad.yaml", "kind: chain\nstates: [5]\n");
  desk_told(&desk, "about: A test.\nenv: bad\ngroups: {a: {env.states.x: 5}}\n" REST,
            "experiments/x.yaml:3:14: error: 'env.states' is a list, there is no 'x' in it\n"
            "    groups: {a: {env.states.x: 5}}\n"
            "                 ^\n"
            "    hint: maps alone are entered: override it as a whole\n"
            "envs/bad.yaml:2:9: error: 'states' must be a whole number, not a list\n"
            "    states: [5]\n"
            "            ^\n");
  desk_write("envs/bad.yaml", "[1, 2]\n");
  desk_told(&desk, "about: A test.\nenv: bad\n" REST,
            "envs/bad.yaml:1:1: error: this must be a map with 'key: value' lines, not a list\n"
            "    [1, 2]\n"
            "    ^\n");
  desk_close(desk);
}

static void groups_and_sweeps_may_name_files_too(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_write("envs/track.yaml", "kind: chain\nstates: 7\n");
  desk_write("models/learner.yaml", "agent: {kind: td, gamma: 0.5}\n");
  Experiment *experiment =
      desk_read(&desk, CHAIN WALK "groups: {long: {env: track, states: 9}, short: {}}\n"
                                  "sweep: {parameters: {model: {values: [learner]}}}\n");
  assert_string_equal(desk_labels(&desk, experiment),
                      "group=long, model=learner\ngroup=short, model=learner\n");
  assert_string_equal(desk_show(&desk, experiment->condition[0].env), "{kind: chain, states: 9}");
  assert_string_equal(desk_show(&desk, experiment->condition[1].env),
                      "{kind: chain, states: 5, start: 3}");
  assert_string_equal(desk_show(&desk, experiment->condition[1].model),
                      "{agent: {kind: td, gamma: 0.5}}");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folders_lie_beside_that_of_the_experiment),
      cmocka_unit_test(a_bare_name_is_a_file_and_its_values_keep_their_places),
      cmocka_unit_test(a_missing_file_is_told_with_the_nearest_name),
      cmocka_unit_test(what_is_wrong_in_a_file_is_told_there_and_once),
      cmocka_unit_test(groups_and_sweeps_may_name_files_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
