// Models under test: worlds shared between phases, what is drawn a step, traces, and refusals.

#include "cases.h"

#include "kind/agent.h"
#include "kind/policy.h"

static const char maze[] = "env: {kind: chain, states: 5}\n";

static Model *make(Given given)
{
  Plan   plan  = make_plan(given);
  Model *model = model_compile(given.arena, &plan, "", given.diag);
  check_told(given, "");
  assert_non_null(model);
  return model;
}

// Goal here, goal there, and back: two worlds, in which the cells look the same.
static void phases_share_worlds_and_observations(void **state)
{
  Given  given = give_text("env:\n  kind: gridworld\n  map: &map |\n    S..\n    A#G\n"
                            "model: {agent: q_learning, policy: epsilon_greedy}\n"
                            "phases:\n"
                            "  - {name: one, episodes: 5}\n"
                            "  - name: two\n    episodes: 5\n    env:\n      kind: gridworld\n"
                            "      map: *map\n"
                            "      objects: {G: {reward: 0}, A: {reward: 1, terminal: true}}\n"
                            "  - {name: three, steps: 7}\n");
  Model *model = make(given);
  (void)state;
  assert_int_equal(model->n_worlds, 2);
  assert_int_equal(model->n_phases, 3);
  assert_int_equal(model->phase[0].world, 0);
  assert_int_equal(model->phase[1].world, 1);
  assert_int_equal(model->phase[2].world, 0);
  assert_ptr_equal(model_world(model, 1), model->world[1]);
  assert_int_equal(model->seen.n, 5);
  assert_int_equal(model->anatomy.n_observations, 5);
  for (int s = 0; s < 5; s++) {
    int other = state_named(model->world[1], model->world[0]->state_name[s]);
    if (other < 0) continue;
    assert_int_equal(model->world[0]->observation[s], model->world[1]->observation[other]);
  }
  assert_int_equal(model->world[0]->terminal[state_named(model->world[0], "[1, 2]")], 1);
  assert_int_equal(model->world[1]->terminal[state_named(model->world[1], "[1, 2]")], 0);
  assert_int_equal(model->world[1]->terminal[state_named(model->world[1], "[1, 0]")], 1);
  assert_int_equal(model->n_outputs, 4);
  assert_int_equal(model->n_synapses, 20);
  take_back(given);
}

static void words_are_drawn_where_something_is_left_to_chance(void **state)
{
  static const struct {
    const char *text;
    int         env, outcome, reward, start, policy, noise;
  } table[] = {
      {"env: {kind: chain, states: 5, right: 1}\n", 0, -1, -1, -1, 0, 0},
      {"env: {kind: chain, states: 5}\n", 1, 0, -1, -1, 0, 0},
      {"env: {kind: chain, states: 5}\nmodel: {signal: {noise: 1}}\n", 1, 0, -1, -1, 0, 1},
      {"env: {kind: conditioning, length: 2, trials: {a: {cues: [A]}, b: {cues: [B]}}}\n"
       "phases: [{name: x, episodes: 3, order: random}]\n",
       1, -1, -1, 0, 0, 0},
      {"env: {kind: conditioning, length: 2, trials: {a: {outcomes: {US: {at: 1, reward: "
       "{normal: 0, sd: 1}, chance: 0.5}}}}}\n",
       2, 0, 1, -1, 0, 0},
      {"env:\n  kind: gridworld\n  start: anywhere\n  map: |\n    ..G\n"
       "model: {agent: q_learning, policy: epsilon_greedy}\n",
       1, -1, -1, 0, 1, 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    Given        given = give_text(table[i].text);
    const Model *model = make(given);
    assert_int_equal(model->env_words, table[i].env);
    assert_int_equal(model->outcome_word, table[i].outcome);
    assert_int_equal(model->reward_word, table[i].reward);
    assert_int_equal(model->start_word, table[i].start);
    assert_int_equal(model->policy_words, table[i].policy * model->policy->words);
    assert_int_equal(model->noise_words, table[i].noise);
    take_back(given);
  }
}

static void sarsa_draws_for_the_action_ahead_too(void **state)
{
  Given        given = give_text("env:\n  kind: gridworld\n  map: |\n    S.G\n"
                                        "model: {agent: sarsa, policy: epsilon_greedy}\n");
  const Model *model = make(given);
  (void)state;
  assert_int_equal(model->policy_words, 2 * model->policy->words);
  take_back(given);
}

static TraceForm trace_of(const char *states, const char *more)
{
  Arena    *arena = arena_open();
  Given     given = give_text(arena_print(arena,
                                          "env: {kind: chain, states: %s}\nmodel: {%s}\nphases: "
                                              "[{name: x, episodes: 1}]\n",
                                          states, more));
  TraceForm form  = make(given)->trace;
  take_back(given);
  arena_close(arena);
  return form;
}

static void traces_are_kept_as_they_fade(void **state)
{
  (void)state;
  assert_int_equal(trace_of("100", "plasticity: {lambda: 0}"), TRACE_NONE);
  assert_int_equal(trace_of("100", "plasticity: {lambda: 0.9}"), TRACE_LAZY);
  assert_int_equal(trace_of("100", "plasticity: {lambda: 0.9}, agent: {gamma: 0}"), TRACE_NONE);
  assert_int_equal(trace_of("100", "plasticity: {lambda: 0.005}"), TRACE_DENSE);
  assert_int_equal(trace_of("10", "plasticity: {lambda: 0.9}"), TRACE_DENSE);
  assert_int_equal(trace_of("100", "agent: monte_carlo"), TRACE_DENSE);
  assert_int_equal(trace_of("100", "agent: {updates: episode}"), TRACE_DENSE);
}

static void probes_lie_one_after_the_other(void **state)
{
  Arena *arena    = arena_open();
  Given  given    = give_text(arena_print(arena, "%s", maze));
  Model *model    = make(given);
  Probe  probe[2] = {{.measure = measure_find("steps"), .cells = 7},
                     {.measure = measure_find("values"), .cells = 5}};
  (void)state;
  assert_false(model->wants_probability);
  model_probe(model, 2, probe);
  assert_int_equal(model->record_length, 12);
  assert_int_equal(probe[1].offset, 7);
  model_probe(model, 2, probe);
  assert_int_equal(model->record_length, 12);
  take_back(given);
  arena_close(arena);
}

static void a_plan_without_phases_has_a_world(void **state)
{
  Given        given = give_text(maze);
  const Model *model = make(given);
  (void)state;
  assert_int_equal(model->n_phases, 0);
  assert_ptr_equal(model_world(model, -1), model->world[0]);
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(phases_share_worlds_and_observations),
      cmocka_unit_test(words_are_drawn_where_something_is_left_to_chance),
      cmocka_unit_test(sarsa_draws_for_the_action_ahead_too),
      cmocka_unit_test(traces_are_kept_as_they_fade),
      cmocka_unit_test(probes_lie_one_after_the_other),
      cmocka_unit_test(a_plan_without_phases_has_a_world),
  };
  return run_with_cases("tests/model/data/model.txt", true, tests, sizeof tests / sizeof *tests);
}
