// Tests: what shortened paths mean, and how short a path may be written.

#include "experiment/path.h"

#include "desk.h"

#define MORE                                                                                      \
  "phases:\n"                                                                                     \
  "  - {name: learn, episodes: 10}\n"                                                             \
  "  - {name: block, phases: [{name: left, trials: 1}, {name: right, trials: 2}]}\n"

// A reading of an experiment with all its paths.
static Reading *give(Desk *desk, const char *text)
{
  Node    *root;
  Reading *reading = desk_reading(desk, text, &root);
  spell_paths(reading, root);
  return reading;
}

// The whole path of a shortened one, or what is said about it.
static const char *whole(Desk *desk, Reading *reading, const char *path)
{
  reading->diag      = diag_open(desk->arena);
  const char *answer = path_whole(reading, path, (Place){"x", 0, 0});
  return answer ? answer : diag_text(reading->diag);
}

static void any_unambiguous_tail_stands_for_its_path(void **state)
{
  Desk     desk    = desk_open();
  Reading *reading = give(&desk, CHAIN MORE);
  (void)state;
  assert_string_equal(whole(&desk, reading, "epsilon"), "model.policy.epsilon");
  assert_string_equal(whole(&desk, reading, "policy.epsilon"), "model.policy.epsilon");
  assert_string_equal(whole(&desk, reading, "alpha"), "model.plasticity.alpha");   // not written
  assert_string_equal(whole(&desk, reading, "time_limit"), "env.time_limit");
  assert_string_equal(whole(&desk, reading, "learn.types"), "phases.learn.types");
  assert_string_equal(whole(&desk, reading, "left.trials"), "phases.block.left.trials");
  assert_string_equal(whole(&desk, reading, "rewards.3"), "env.rewards.3");
  assert_string_equal(whole(&desk, reading, "left.model.agent.gamma"),
                      "phases.block.left.model.agent.gamma");
  assert_string_equal(whole(&desk, reading, "model.agent"), "model.agent");
  assert_string_equal(whole(&desk, reading, "phases.learn.env.start"), "phases.learn.env.start");
  desk_close(desk);
}

static void ambiguous_and_unknown_paths_are_told(void **state)
{
  Desk     desk    = desk_open();
  Reading *reading = give(&desk, CHAIN MORE);
  (void)state;
  assert_string_equal(whole(&desk, reading, "trials"),
                      "x: error: 'trials' may mean 'phases.learn.trials' or "
                      "'phases.block.trials' or 2 others\n"
                      "    hint: write more of the path\n");
  assert_string_equal(whole(&desk, reading, "epsilo"),
                      "x: error: there is nothing at 'epsilo' to override\n"
                      "    hint: did you mean 'epsilon'?\n");
  assert_string_equal(whole(&desk, reading, "model.policy.epsilo"),
                      "x: error: there is nothing at 'model.policy.epsilo' to override\n"
                      "    hint: did you mean 'model.policy.epsilon'?\n");
  assert_string_equal(whole(&desk, reading, "policy.epsilo"),
                      "x: error: there is nothing at 'model.policy.epsilo' to override\n"
                      "    hint: did you mean 'model.policy.epsilon'?\n");
  assert_string_equal(whole(&desk, reading, "model.polic.epsilon"),
                      "x: error: there is nothing at 'model.polic.epsilon' to override\n"
                      "    hint: did you mean 'model.policy'?\n");
  assert_string_equal(whole(&desk, reading, "phases.lern.types"),
                      "x: error: there is nothing at 'phases.lern.types' to override\n"
                      "    hint: did you mean 'phases.learn'?\n");
  assert_string_equal(whole(&desk, reading, "phases.block.left.typs"),
                      "x: error: there is nothing at 'phases.block.left.typs' to override\n"
                      "    hint: did you mean 'phases.block.left.types'?\n");
  assert_string_equal(whole(&desk, reading, "quokka"),
                      "x: error: there is nothing at 'quokka' to override\n");
  desk_close(desk);
}

static void groups_and_swept_values_bring_paths_of_their_own(void **state)
{
  Desk     desk = desk_open();
  Reading *reading;
  (void)state;
  reading = give(&desk, CHAIN MORE);
  assert_string_equal(whole(&desk, reading, "beta"),
                      "x: error: there is nothing at 'beta' to override\n");
  reading = give(&desk, CHAIN MORE "groups: {soft: {model.policy: softmax}}\n");
  assert_string_equal(whole(&desk, reading, "beta"), "model.policy.beta");
  reading = give(&desk, CHAIN MORE
                 "sweep: {parameters: {model.policy.kind: {values: [random, softmax]}}}\n");
  assert_string_equal(whole(&desk, reading, "beta"), "model.policy.beta");
  desk_close(desk);
}

static void kinds_that_are_not_known_may_have_any_field(void **state)
{
  Desk     desk    = desk_open();
  Reading *reading = give(&desk, "about: A test.\nenv: {kind: nowhere}\nmodel: {}\n" MORE);
  (void)state;
  assert_string_equal(whole(&desk, reading, "env.quokka.x"), "env.quokka.x");
  assert_string_equal(whole(&desk, reading, "model.agent.quokka"),
                      "x: error: there is nothing at 'model.agent.quokka' to override\n");
  desk_close(desk);
}

static void a_name_is_the_shortest_tail_that_says_it(void **state)
{
  Desk     desk    = desk_open();
  Reading *reading = give(&desk, CHAIN MORE);
  (void)state;
  assert_string_equal(path_name(reading->paths, "model.policy.epsilon"), "epsilon");
  assert_string_equal(path_name(reading->paths, "model.policy.kind"), "policy.kind");
  assert_string_equal(path_name(reading->paths, "phases.learn.trials"), "learn.trials");
  assert_string_equal(path_name(reading->paths, "env.rewards.3"), "3");
  assert_string_equal(path_name(reading->paths, "model.network.cell"), "network.cell");
  assert_string_equal(path_name(reading->paths, "env"), "env");
  desk_close(desk);
}

static void a_path_tells_its_section(void **state)
{
  Socket socket;
  (void)state;
  assert_int_equal(path_section("env.start", &socket), 3);
  assert_int_equal(socket, SOCKET_ENV);
  assert_int_equal(path_section("model.agent", &socket), 11);
  assert_int_equal(socket, SOCKET_AGENT);
  assert_int_equal(path_section("model.agents", &socket), 0);
  assert_int_equal(path_section("model", &socket), 0);
  assert_int_equal(path_section("environment", &socket), 0);
  assert_true(path_ends("a.b.c", "b.c"));
  assert_false(path_ends("a.bb.c", "b.c"));
  assert_true(path_is_reserved("since.CS"));
  assert_false(path_is_reserved("episodes"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_unambiguous_tail_stands_for_its_path),
      cmocka_unit_test(ambiguous_and_unknown_paths_are_told),
      cmocka_unit_test(groups_and_swept_values_bring_paths_of_their_own),
      cmocka_unit_test(kinds_that_are_not_known_may_have_any_field),
      cmocka_unit_test(a_name_is_the_shortest_tail_that_says_it),
      cmocka_unit_test(a_path_tells_its_section),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
