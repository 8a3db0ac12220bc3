// Sections under test: keys, the animals' numbers, and plans written back.

#include "made.h"

#include <math.h>

#include "kind/agent.h"
#include "kind/plasticity.h"
#include "kind/policy.h"
#include "kind/signal.h"
#include "model/sections.h"

static const char env[] = "env: {kind: chain, states: 5}\n";

static const char *key(Arena *arena, const char *model, const char *phases)
{
  Given given = give_text(arena_print(arena, "%smodel: %s\nphases: %s\n", env, model, phases));
  Plan  plan  = make_plan(given);
  const char *made = model_key(given.arena, &plan, given.diag);
  check_told(given, "");
  made = arena_copy(arena, made, strlen(made));
  take_back(given);
  return made;
}

#define ONE "[{name: x, episodes: 5}]"

static void numbers_of_the_animals_do_not_separate_models(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  const char *plain = key(arena, "{}", ONE);
  assert_true(strlen(plain) > 20);
  assert_string_equal(plain, key(arena, "{plasticity: {alpha: 0.3}}", ONE));
  assert_string_equal(plain, key(arena, "{agent: {gamma: 0.5}, signal: {gain: 0}}", ONE));
  assert_string_equal(plain, key(arena, "{signal: {gain_negative: 2}}", ONE));
  const char *lasting = key(arena, "{plasticity: {lambda: 0.9}}", ONE);
  assert_string_equal(lasting, key(arena, "{plasticity: {lambda: 0.5, alpha: 0.2}}", ONE));
  arena_close(arena);
}

static void what_is_written_out_changes_no_key(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  const char *plain = key(arena, "{}", ONE);
  assert_string_equal(plain, key(arena, "{agent: td, network: {kind: one_hot}}", ONE));
  assert_string_equal(plain, key(arena, "{agent: {updates: online, w0: 0}}", ONE));
  assert_string_equal(plain, key(arena, "{agent: {w0: 0.0}}", ONE));
  arena_close(arena);
}

static void all_else_separates_models(void **state)
{
  static const char *models[] = {
      "{}",
      "{agent: monte_carlo}",
      "{agent: {w0: 0.5}}",
      "{agent: {v0: 0}}",
      "{agent: {w0: {normal: 0, sd: 1}}}",
      "{agent: {w0: {normal: 0, sd: 2}}}",
      "{agent: {updates: episode}}",
      "{policy: epsilon_greedy}",
      "{signal: population}",
      "{plasticity: {w_min: 0}}",
      "{plasticity: {w_max: 0}}",
      "{plasticity: {lambda: 0.9}}",   // another form of traces
      "{plasticity: {lambda: 0.005}}",
      "{signal: {noise: 0.1}}",   // another word of chance
  };
  static const char *phases[] = {
      "[{name: y, episodes: 5}]",
      "[{name: x, episodes: 6}]",
      "[{name: x, steps: 5}]",
      "[{name: x, episodes: 5, order: random}]",
      "[{name: x, episodes: 5, learn: false}]",
      "[{name: x, episodes: 5}, {name: y, episodes: 5}]",
      "[{name: x, episodes: 5, env: {kind: chain, states: 6}}]",
      "[{name: x, episodes: 5, types: all}]",
  };
  enum { MODELS = sizeof models / sizeof *models, PHASES = sizeof phases / sizeof *phases };
  const char *all[MODELS + PHASES];
  Arena      *arena = arena_open();
  (void)state;
  for (int i = 0; i < MODELS; i++) all[i] = key(arena, models[i], ONE);
  for (int i = 0; i < PHASES; i++) all[MODELS + i] = key(arena, "{}", phases[i]);
  for (int i = 0; i < MODELS + PHASES; i++) {
    for (int k = 0; k < i; k++) assert_string_not_equal(all[i], all[k]);
  }
  arena_close(arena);
}

static void every_phase_has_its_numbers(void **state)
{
  Given given =
      give_text("env: {kind: chain, states: 5}\n"
                "model: {signal: {gain: 3}, plasticity: {alpha: 0.2}}\n"
                "phases:\n"
                "  - {name: a, episodes: 1}\n"
                "  - {name: b, episodes: 1, learn: false}\n"
                "  - {name: c, episodes: 1, model: {signal: {gain: 0, gain_negative: 2}}}\n");
  Plan plan = make_plan(given);
  (void)state;
  Model      *model = model_compile(given.arena, &plan, "", given.diag);
  Parameters *p     = model_parameters(given.arena, model, &plan, given.diag);
  check_told(given, "");
  assert_true(p[0].row[SOCKET_SIGNAL][SIGNAL_GAIN] == 3);
  assert_true(p[0].row[SOCKET_SIGNAL][SIGNAL_GAIN_NEGATIVE] == 3);   // as gain
  assert_true(p[0].row[SOCKET_PLASTICITY][PLASTICITY_ALPHA] == 0.2);
  assert_true(p[0].row[SOCKET_AGENT][AGENT_GAMMA] == 0.99);
  assert_true(p[1].row[SOCKET_PLASTICITY][PLASTICITY_ALPHA] == 0);   // it does not learn
  assert_true(p[2].row[SOCKET_SIGNAL][SIGNAL_GAIN] == 0);
  assert_true(p[2].row[SOCKET_SIGNAL][SIGNAL_GAIN_NEGATIVE] == 2);
  assert_true(p[2].row[SOCKET_PLASTICITY][PLASTICITY_ALPHA] == 0.1);
  take_back(given);
}

static void complete_returns_need_traces_of_1(void **state)
{
  Given given = give_text("env: {kind: chain, states: 5}\n"
                          "model: {agent: monte_carlo, plasticity: {lambda: 0.2}}\n"
                          "phases: [{name: a, episodes: 1}]\n");
  Plan  plan  = make_plan(given);
  (void)state;
  Model      *model = model_compile(given.arena, &plan, "", given.diag);
  Parameters *p     = model_parameters(given.arena, model, &plan, given.diag);
  check_told(given, "");
  assert_true(p[0].row[SOCKET_PLASTICITY][PLASTICITY_LAMBDA] == 1);
  take_back(given);
}

static bool silent(const char *signal)
{
  Arena   *arena = arena_open();
  Given    given = give_text(arena_print(arena, "%smodel: {signal: %s}\n", env, signal));
  Plan     plan  = make_plan(given);
  Sections sections;
  assert_true(sections_read(given.arena, plan.env, plan.model, &sections, given.diag));
  bool is = sections_silent(&sections);
  take_back(given);
  arena_close(arena);
  return is;
}

static void silence_is_no_gain_and_no_noise(void **state)
{
  (void)state;
  assert_true(silent("{gain: 0}"));
  assert_true(silent("{gain: 0, gain_negative: 0}"));
  assert_false(silent("{gain: 1}"));
  assert_false(silent("{gain: 0, gain_negative: 1}"));
  assert_false(silent("{gain: 0, noise: 0.1}"));
}

// What a manifest holds is the whole model, and reads as the same one.
static void a_resolved_plan_is_the_same_plan(void **state)
{
  static const char *texts[] = {
      "env: {kind: chain, states: 5, rewards: {2: 1}}\nmodel: {}\n",
      ("env:\n  kind: gridworld\n  map: |\n    S.\n    .G\n  objects: {G: {reward: 2}}\n"
       "model: {agent: {kind: actor_critic, w0: {normal: 0, sd: 0.5}}, policy: {kind: softmax},\n"
       "        plasticity: {w_min: 0}, signal: {kind: population, gain_negative: 0.5}}\n"),
      ("env: {kind: conditioning, length: 3, trials: {a: {cues: [A], outcomes: {US: 2}}}}\n"
       "model: {network: {kind: csc, lasts: trial}, agent: {v0: 0.5}}\n"),
  };
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    Given given = give_text(texts[i]);
    Plan  plan  = make_plan(given);
    Node *all   = model_resolved(given.arena, plan.env, plan.model, given.diag);
    check_told(given, "");
    Text text = {.arena = given.arena}, again = {.arena = given.arena};
    node_write(all, &text);
    assert_null(strstr(text.start, "nan"));
    assert_null(strstr(text.start, "inf"));
    assert_non_null(strstr(text.start, "gamma: 0.99"));
    Given back     = give_text(text.start);
    Plan  resolved = make_plan(back);
    check_told(back, "");
    node_write(model_resolved(given.arena, resolved.env, resolved.model, back.diag), &again);
    check_told(back, "");
    assert_string_equal(again.start, text.start);
    Sections one, two;
    sections_read(given.arena, plan.env, plan.model, &one, given.diag);
    sections_read(given.arena, resolved.env, resolved.model, &two, back.diag);
    Text first = {.arena = given.arena}, second = {.arena = given.arena};
    sections_add(&one, &first);
    sections_add(&two, &second);
    assert_string_equal(first.start, second.start);
    take_back(back);
    take_back(given);
  }
}

static void sections_that_are_not_there_are_told(void **state)
{
  (void)state;
  check_model("env: {kind: chain, states: 5}\nmodel: {agnet: td}\n", "",
              "x.yaml:2:9: error: unknown key 'agnet'\n"
              "    model: {agnet: td}\n"
              "            ^\n"
              "    hint: did you mean 'agent'?\n");
  check_model("env: {kind: chain, states: 5}\nmodel: td\n", "",
              "x.yaml:2:8: error: 'model' must be a map of sections\n"
              "    model: td\n"
              "           ^\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_of_the_animals_do_not_separate_models),
      cmocka_unit_test(what_is_written_out_changes_no_key),
      cmocka_unit_test(all_else_separates_models),
      cmocka_unit_test(every_phase_has_its_numbers),
      cmocka_unit_test(complete_returns_need_traces_of_1),
      cmocka_unit_test(silence_is_no_gain_and_no_noise),
      cmocka_unit_test(a_resolved_plan_is_the_same_plan),
      cmocka_unit_test(sections_that_are_not_there_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
