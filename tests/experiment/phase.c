// Tests: phases, blocks, repetitions and values gone through, as plans in a row.

#include "experiment/phase.h"

#include "desk.h"

// The plans of the first condition, a line each: name, repetition, length, and what differs from
// the plan's own env and model.
static const char *plans(Desk *desk, const char *phases)
{
  Experiment *experiment = desk_read(desk, arena_print(desk->arena, CHAIN "phases:\n%s", phases));
  const Plan *plan       = &experiment->condition[0].plan;
  Text        out        = {.arena = desk->arena};
  text_add(&out, "");
  for (int i = 0; i < plan->n_phases; i++) {
    const PhasePlan *phase = &plan->phase[i];
    text_print(&out, "%s/%d %d %d", phase->name, (int)phase->repeat, (int)phase->episodes,
               (int)phase->steps);
    if (phase->env != plan->env) text_print(&out, " %s", desk_show(desk, phase->env));
    if (phase->model != plan->model) text_print(&out, " %s", desk_show(desk, phase->model));
    if (phase->each) text_print(&out, " %s", desk_show(desk, phase->each));
    text_add(&out, "\n");
  }
  return out.start;
}

static void phases_follow_one_another(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(plans(&desk, "  - {name: a, episodes: 3}\n  - {name: b, trials: 4}\n"
                                   "  - {name: c, steps: 5}\n  - {name: d, seconds: 6}\n"),
                      "a/1 3 0\nb/1 4 0\nc/1 0 5\nd/1 0 6\n");
  assert_string_equal(plans(&desk, "  []\n"), "");
  assert_string_equal(plans(&desk, "  - {name: a, trials: 0}\n  - {name: b, trials: 1}\n"),
                      "b/1 1 0\n");
  desk_close(desk);
}

static void a_phase_has_an_env_and_a_model_of_its_own(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(plans(&desk, "  - {name: a, episodes: 3, env.start: 1}\n"
                                   "  - {name: b, episodes: 3, model.policy: random, "
                                   "model.agent.gamma: 0}\n"
                                   "  - {name: c, episodes: 3}\n"),
                      "a/1 3 0 {kind: chain, states: 5, start: 1}\n"
                      "b/1 3 0 {agent: {kind: td, gamma: 0}, policy: {kind: random}}\n"
                      "c/1 3 0\n");
  desk_close(desk);
}

static void the_other_keys_reach_the_plan(void **state)
{
  Desk desk = desk_open();
  (void)state;
  Experiment *experiment =
      desk_read(&desk, CHAIN
                "phases:\n"
                "  - {name: a, episodes: 3, types: [x, y], order: shuffled, except: {x: [1]}}\n"
                "  - {name: b, episodes: 3, learn: false, reset: [weights, traces], except: "
                "{}}\n");
  const PhasePlan *phase = experiment->condition[0].plan.phase;
  assert_string_equal(desk_show(&desk, phase[0].types), "[x, y]");
  assert_string_equal(phase[0].order, "shuffled");
  assert_string_equal(desk_show(&desk, phase[0].except), "{x: [1]}");
  assert_true(phase[0].learn);
  assert_false(phase[0].reset_weights);
  assert_int_equal(phase[0].place.line, 5);
  assert_false(phase[1].learn);
  assert_true(phase[1].reset_weights);
  assert_null(phase[1].except);
  assert_null(phase[1].order);
  assert_null(phase[1].types);
  desk_close(desk);
}

static void blocks_and_repetitions_are_laid_out(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(plans(&desk,
                            "  - name: cycle\n"
                            "    repeat: 2\n"
                            "    model.agent.gamma: 0.5\n"
                            "    phases:\n"
                            "      - {name: there, trials: 1}\n"
                            "      - {name: back, trials: 2, repeat: 2, model.agent.gamma: 0.7}\n"
                            "  - {name: end, trials: 9}\n"),
                      "cycle.there/1 1 0 {agent: {kind: td, gamma: 0.5}, policy: {kind: "
                      "epsilon_greedy, epsilon: 0.2}}\n"
                      "cycle.back/1 2 0 {agent: {kind: td, gamma: 0.7}, policy: {kind: "
                      "epsilon_greedy, epsilon: 0.2}}\n"
                      "cycle.back/2 2 0 {agent: {kind: td, gamma: 0.7}, policy: {kind: "
                      "epsilon_greedy, epsilon: 0.2}}\n"
                      "cycle.there/2 1 0 {agent: {kind: td, gamma: 0.5}, policy: {kind: "
                      "epsilon_greedy, epsilon: 0.2}}\n"
                      "cycle.back/1 2 0 {agent: {kind: td, gamma: 0.7}, policy: {kind: "
                      "epsilon_greedy, epsilon: 0.2}}\n"
                      "cycle.back/2 2 0 {agent: {kind: td, gamma: 0.7}, policy: {kind: "
                      "epsilon_greedy, epsilon: 0.2}}\n"
                      "end/1 9 0\n");
  desk_close(desk);
}

static void each_goes_through_its_values(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(plans(&desk, "  - name: a\n"
                                   "    trials: 1\n"
                                   "    each: {env.start: {values: [1, 2, 1], name: from}}\n"),
                      "a/1 1 0 {kind: chain, states: 5, start: 1} {from: 1}\n"
                      "a/2 1 0 {kind: chain, states: 5, start: 2} {from: 2}\n"
                      "a/3 1 0 {kind: chain, states: 5, start: 1} {from: 1}\n");
  assert_string_equal(
      plans(&desk,
            "  - name: a\n"
            "    trials: 1\n"
            "    each: {start: {values: [1, 2]}, ends: {values: {low: [0, 1], high: [0, 9]}}}\n"),
      "a/1 1 0 {kind: chain, states: 5, start: 1, ends: [0, 1]} {start: 1, ends: low}\n"
      "a/2 1 0 {kind: chain, states: 5, start: 1, ends: [0, 9]} {start: 1, ends: high}\n"
      "a/3 1 0 {kind: chain, states: 5, start: 2, ends: [0, 1]} {start: 2, ends: low}\n"
      "a/4 1 0 {kind: chain, states: 5, start: 2, ends: [0, 9]} {start: 2, ends: high}\n");
  desk_close(desk);
}

static void seconds_are_whole_steps_of_the_world(void **state)
{
  Desk desk = desk_open();
  (void)state;
  assert_string_equal(plans(&desk, "  - {name: a, seconds: 3.6, env.dt: 0.1}\n"),
                      "a/1 0 36 {kind: chain, states: 5, start: 3, dt: 0.1}\n");
  desk_told(&desk, CHAIN "phases:\n  - {name: a, seconds: 2.5}\n",
            "experiments/x.yaml:5:24: error: 'seconds' is 2.5, which is no whole number of steps "
            "of 1 s\n"
            "    - {name: a, seconds: 2.5}\n"
            "                         ^\n");
  desk_close(desk);
}

static void what_cannot_be_run_yet_is_refused(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk,
            CHAIN "phases:\n"
                  "  - {name: a, trials: 2, until: {measure: steps}, demonstrate: all}\n"
                  "  - {name: b, trials: 2, interventions: [{at: x}]}\n"
                  "  - {name: c, replay: 2}\n"
                  "  - {name: d, steps: 2, reset: [activity]}\n"
                  "  - {name: e, steps: 2, reset: [traces], interventions: [], demonstrate: []}\n",
            "experiments/x.yaml:5:26: error: 'until' is not built yet\n"
            "    - {name: a, trials: 2, until: {measure: steps}, demonstrate: all}\n"
            "                           ^\n"
            "experiments/x.yaml:5:51: error: 'demonstrate' is not built yet\n"
            "    - {name: a, trials: 2, until: {measure: steps}, demonstrate: all}\n"
            "                                                    ^\n"
            "experiments/x.yaml:6:26: error: 'interventions' is not built yet\n"
            "    - {name: b, trials: 2, interventions: [{at: x}]}\n"
            "                           ^\n"
            "experiments/x.yaml:7:15: error: 'replay' is not built yet\n"
            "    - {name: c, replay: 2}\n"
            "                ^\n"
            "experiments/x.yaml:8:33: error: resetting 'activity' is not built yet\n"
            "    - {name: d, steps: 2, reset: [activity]}\n"
            "                                  ^\n"
            "experiments/x.yaml:9:33: error: resetting 'traces' is not built yet\n"
            "    - {name: e, steps: 2, reset: [traces], interventions: [], demonstrate: []}\n"
            "                                  ^\n");
  desk_close(desk);
}

static const char all_that_is_wrong[] =
    "experiments/x.yaml:5:5: error: a phase must say how long it is: episodes, trials, "
    "steps or seconds\n"
    "    - {name: a, trial: 2}\n"
    "      ^\n"
    "experiments/x.yaml:5:15: error: unknown key 'trial'\n"
    "    - {name: a, trial: 2}\n"
    "                ^\n"
    "    hint: did you mean 'trials'?\n"
    "experiments/x.yaml:6:12: error: there is a phase 'a' already, in line 5\n"
    "    - {name: a, trials: 2, steps: 3}\n"
    "             ^\n"
    "experiments/x.yaml:6:26: error: 'trials' and 'steps' both say how long the phase is\n"
    "    - {name: a, trials: 2, steps: 3}\n"
    "                           ^\n"
    "experiments/x.yaml:7:12: error: 'name' must be a word, not 'b.c'\n"
    "    - {name: b.c, trials: x}\n"
    "             ^\n"
    "    hint: letters, digits and '_'\n"
    "experiments/x.yaml:7:25: error: 'trials' must be a whole number, not 'x'\n"
    "    - {name: b.c, trials: x}\n"
    "                          ^\n"
    "experiments/x.yaml:8:5: error: a phase must have a 'name'\n"
    "    - {trials: -1, order: sorted, learn: 1, except: [1]}\n"
    "      ^\n"
    "experiments/x.yaml:8:14: error: 'trials' is -1; it must lie between 0 and "
    "1000000000000\n"
    "    - {trials: -1, order: sorted, learn: 1, except: [1]}\n"
    "               ^\n"
    "experiments/x.yaml:8:25: error: 'order' cannot be 'sorted'\n"
    "    - {trials: -1, order: sorted, learn: 1, except: [1]}\n"
    "                          ^\n"
    "    hint: one of: cycle, random, shuffled\n"
    "experiments/x.yaml:8:40: error: 'learn' must be true or false, not '1'\n"
    "    - {trials: -1, order: sorted, learn: 1, except: [1]}\n"
    "                                         ^\n"
    "    hint: write true, without quotes\n"
    "experiments/x.yaml:8:51: error: 'except' must be a map, not a list\n"
    "    - {trials: -1, order: sorted, learn: 1, except: [1]}\n"
    "                                                    ^\n"
    "    hint: such as {omission: [15, 30]}\n"
    "experiments/x.yaml:9:15: error: 'trials' has no place where there are phases inside\n"
    "    - {name: d, trials: 1, phases: []}\n"
    "                ^\n"
    "experiments/x.yaml:10:26: error: unknown key 'signal.gain'\n"
    "    - {name: e, trials: 1, signal.gain: 0, reset: weights}\n"
    "                           ^\n"
    "    hint: here a path begins with env or model\n"
    "experiments/x.yaml:10:49: error: 'reset' must be a list, not 'weights'\n"
    "    - {name: e, trials: 1, signal.gain: 0, reset: weights}\n"
    "                                                  ^\n"
    "    hint: such as [weights]\n"
    "experiments/x.yaml:11:34: error: 'repeat' is 0; it must lie between 1 and 10000\n"
    "    - {name: f, trials: 1, repeat: 0, each: {env.start: 3}}\n"
    "                                   ^\n"
    "experiments/x.yaml:12:5: error: a phase must be a map, not '7'\n"
    "    - 7\n"
    "      ^\n"
    "    hint: such as {name: learn, episodes: 100}\n";

static void what_is_wrong_is_told_at_its_place(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk,
            CHAIN "phases:\n"
                  "  - {name: a, trial: 2}\n"
                  "  - {name: a, trials: 2, steps: 3}\n"
                  "  - {name: b.c, trials: x}\n"
                  "  - {trials: -1, order: sorted, learn: 1, except: [1]}\n"
                  "  - {name: d, trials: 1, phases: []}\n"
                  "  - {name: e, trials: 1, signal.gain: 0, reset: weights}\n"
                  "  - {name: f, trials: 1, repeat: 0, each: {env.start: 3}}\n"
                  "  - 7\n",
            all_that_is_wrong);
  desk_close(desk);
}

static void too_many_repetitions_end_at_once(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk,
            CHAIN "phases:\n"
                  "  - {name: a, repeat: 9999, phases: [{name: b, repeat: 9999, phases: []}]}\n",
            "experiments/x.yaml:5:5: error: these are more than 10000 phases in a row\n"
            "    - {name: a, repeat: 9999, phases: [{name: b, repeat: 9999, phases: []}]}\n"
            "      ^\n");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(phases_follow_one_another),
      cmocka_unit_test(a_phase_has_an_env_and_a_model_of_its_own),
      cmocka_unit_test(the_other_keys_reach_the_plan),
      cmocka_unit_test(blocks_and_repetitions_are_laid_out),
      cmocka_unit_test(each_goes_through_its_values),
      cmocka_unit_test(seconds_are_whole_steps_of_the_world),
      cmocka_unit_test(what_cannot_be_run_yet_is_refused),
      cmocka_unit_test(what_is_wrong_is_told_at_its_place),
      cmocka_unit_test(too_many_repetitions_end_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
