// Tests: what a path sets, and what it leaves alone.

#include "experiment/override.h"

#include "desk.h"

// The env and model after one group's overrides upon four lines.
static const char *with(Desk *desk, const char *group)
{
  Experiment *experiment =
      desk_read(desk, arena_print(desk->arena, CHAIN WALK "groups: {g: {%s}}\n", group));
  const Condition *condition = &experiment->condition[0];
  return arena_print(desk->arena, "%s %s", desk_show(desk, condition->env),
                     desk_show(desk, condition->model));
}

#define ENV "{kind: chain, states: 5, start: 3}"
#define AGENT "agent: {kind: td, gamma: 1}"

static void a_path_sets_a_field_and_makes_what_is_missing(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(with(&desk, "model.agent.gamma: 0.5"),
                      ENV " {agent: {kind: td, gamma: 0.5}, policy: {kind: epsilon_greedy, "
                          "epsilon: 0.2}}");
  assert_string_equal(with(&desk, "env.rewards.5: 2"),
                      "{kind: chain, states: 5, start: 3, rewards: {5: 2}} {" AGENT
                      ", policy: {kind: epsilon_greedy, epsilon: 0.2}}");
  assert_string_equal(with(&desk, "model.plasticity.alpha: 0.3"),
                      ENV " {" AGENT ", policy: {kind: epsilon_greedy, epsilon: 0.2}, "
                          "plasticity: {alpha: 0.3}}");
  desk_close(desk);
}

static void a_section_or_a_map_is_replaced_whole(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(with(&desk, "model.policy: {kind: softmax}"),
                      ENV " {" AGENT ", policy: {kind: softmax}}");
  assert_string_equal(with(&desk, "model.policy: random"),
                      ENV " {" AGENT ", policy: {kind: random}}");
  assert_string_equal(with(&desk, "env: {kind: chain, states: 2}"),
                      "{kind: chain, states: 2} {" AGENT
                      ", policy: {kind: epsilon_greedy, epsilon: 0.2}}");
  desk_close(desk);
}

static void shorter_paths_come_first_whatever_their_order(void **state)
{
  Desk desk = desk_open();
  (void)state;
  const char *wanted = ENV " {" AGENT ", policy: {kind: softmax, beta: 7}}";
  assert_string_equal(with(&desk, "model.policy.beta: 7, model.policy: softmax"), wanted);
  assert_string_equal(with(&desk, "model.policy: softmax, model.policy.beta: 7"), wanted);
  desk_close(desk);
}

static void a_changed_kind_keeps_what_both_kinds_have(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(with(&desk, "model.agent.kind: sarsa"),
                      ENV " {agent: {kind: sarsa, gamma: 1}, policy: {kind: epsilon_greedy, "
                          "epsilon: 0.2}}");
  desk_close(desk);
}

static void leftovers_of_a_changed_kind_are_an_error(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk, CHAIN WALK "groups:\n  a: {model.policy.kind: softmax}\n",
            "experiments/x.yaml:6:26: error: 'epsilon' is left over: policy 'softmax' has no such "
            "field\n"
            "    a: {model.policy.kind: softmax}\n"
            "                           ^\n"
            "    hint: it stands at experiments/x.yaml:3:69; write the section as a whole: "
            "model.policy: {kind: softmax, ..}\n");
  // What wins in the end counts: the sweep sets the kind back, or the whole section.
  desk_read(&desk,
            CHAIN WALK "groups: {a: {model.policy.kind: softmax}}\n"
                       "sweep: {parameters: {model.policy: {values: [random, softmax]}}}\n");
  desk_close(desk);
}

static void lists_and_single_values_are_not_entered(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk, CHAIN WALK "groups: {a: {env.start.here: 1, phases.walk.episodes.x: 3}}\n",
            "experiments/x.yaml:5:14: error: 'env.start' is a single value, there is no 'here' in "
            "it\n"
            "    groups: {a: {env.start.here: 1, phases.walk.episodes.x: 3}}\n"
            "                 ^\n"
            "    hint: maps alone are entered: override it as a whole\n"
            "experiments/x.yaml:5:33: error: 'phases.walk.episodes' is a single value, there is "
            "no 'x' in it\n"
            "    groups: {a: {env.start.here: 1, phases.walk.episodes.x: 3}}\n"
            "                                    ^\n"
            "    hint: maps alone are entered: override it as a whole\n");
  desk_close(desk);
}

static void keys_with_points_are_found_as_a_whole(void **state)
{
  Desk  desk = desk_open();
  Node *root;
  (void)state;
  Reading *reading =
      desk_reading(&desk, "{env: {kind: graph, edges: {a: {0..9: b, 0: c}}}, v: {x: 1}}", &root);
  Tree tree = {.env = node_get(root, "env"), .own_env = true};
  assert_true(override_set(reading, &tree, "env.edges.a.0..9", node_get(root, "v")));
  assert_string_equal(desk_show(&desk, tree.env),
                      "{kind: graph, edges: {a: {0..9: {x: 1}, 0: c}}}");
  assert_string_equal(desk_show(&desk, override_get(&tree, "env.edges.a.0..9.x")), "1");
  assert_null(override_get(&tree, "env.edges.b.0..9.x"));
  desk_close(desk);
}

static void shared_trees_do_not_see_each_others_changes(void **state)
{
  Desk  desk = desk_open();
  Node *root;
  (void)state;
  Reading *reading = desk_reading(&desk, "{env: {kind: chain, states: 1}, states: 2}", &root);
  Tree     one = {.env = node_get(root, "env"), .own_env = true}, two = tree_share(&one);
  assert_true(override_set(reading, &two, "env.states", node_get(root, "states")));
  assert_string_equal(desk_show(&desk, one.env), "{kind: chain, states: 1}");
  assert_string_equal(desk_show(&desk, two.env), "{kind: chain, states: 2}");
  assert_true(override_set(reading, &one, "env.kind", node_get(root, "states")));
  assert_string_equal(desk_show(&desk, two.env), "{kind: chain, states: 2}");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_path_sets_a_field_and_makes_what_is_missing),
      cmocka_unit_test(a_section_or_a_map_is_replaced_whole),
      cmocka_unit_test(shorter_paths_come_first_whatever_their_order),
      cmocka_unit_test(a_changed_kind_keeps_what_both_kinds_have),
      cmocka_unit_test(leftovers_of_a_changed_kind_are_an_error),
      cmocka_unit_test(lists_and_single_values_are_not_entered),
      cmocka_unit_test(keys_with_points_are_found_as_a_whole),
      cmocka_unit_test(shared_trees_do_not_see_each_others_changes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
