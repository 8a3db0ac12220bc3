// Study under test: what shares a model, a probe, a run; what a run is known by; what is refused.

#include "stage.h"

static void conditions_that_differ_in_numbers_alone_share_a_model(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study =
      stage_study(&stage, STAGE_WALK
                  "phases: [{name: walk, episodes: 5}]\n"
                  "groups: {short: {}, long: {env.states: 7}}\n"
                  "sweep: {parameters: {model.plasticity.alpha: {values: [0.1, 0.2, 0.3]}}}\n");
  assert_int_equal(study->experiment->n_conditions, 6);
  assert_int_equal(study->n_models, 2);
  static const int model_of[] = {0, 0, 0, 1, 1, 1};
  for (int c = 0; c < 6; c++) {
    assert_int_equal(study->model_of[c], model_of[c]);
    assert_ptr_equal(study->model_at[c], study->model[model_of[c]]);
    assert_non_null(study->parameters[c]);
    assert_int_equal(study->twin[c], c);
  }
  stage_close(&stage);
}

static void conditions_of_the_same_settings_share_their_runs(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  char   one[65], other[65];
  Study *study = stage_study(&stage, STAGE_WALK "phases: [{name: walk, episodes: 5}]\n"
                                                "seeds: 2\n"
                                                "groups: {a: {}, b: {model.plasticity.alpha: "
                                                "0.2}, c: {model.plasticity.alpha: 0.1}}\n");
  assert_int_equal(study->twin[0], 0);
  assert_int_equal(study->twin[1], 1);
  assert_int_equal(study->twin[2], 0);
  study_run_id(study, 0, 1, one);
  study_run_id(study, 2, 1, other);
  assert_string_equal(one, other);
  study_run_id(study, 1, 1, other);
  assert_string_not_equal(one, other);
  study_run_id(study, 0, 0, other);
  assert_string_not_equal(one, other);
  stage_close(&stage);
}

static const char *id_of(Stage *stage, const char *text)
{
  char *id = arena_take(stage->arena, 65, 1);
  study_run_id(stage_study(stage, text), 0, 0, id);
  return id;
}

static void a_run_is_known_by_all_that_determines_it_and_nothing_else(void **state)
{
  (void)state;
  Stage       stage  = stage_open();
  const char *phases = "phases: [{name: walk, episodes: 5}]\n";
  const char *plain  = id_of(&stage, arena_print(stage.arena, STAGE_WALK "%sseeds: 2\n", phases));
  static const char *const same[] =
      {"seeds: 1\n", "seeds: 3\ncite: [somebody]\n", "seeds: 2\nmodel.plasticity.lambda: 0\n",
       "seeds: 2\ngroups: {other: {}}\n",
       "seeds: 2\nfigures: {curve: {measure: steps, over: {phase: walk}, against: episode}}\n"};
  static const char *const different[] =
      {"seeds: [2]\n", "seeds: 2\nmodel.plasticity.lambda: 0.1\n", "seeds: 2\nenv.states: 7\n",
       "seeds: 2\nrecord: {v: {measure: values, over: {episode: last}, by: [state]}}\n",
       "seeds: 2\nmodel.agent.v0: 0.5\n"};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    const char *text = arena_print(stage.arena, STAGE_WALK "%s%s", phases, same[i]);
    assert_string_equal(id_of(&stage, text), plain);
  }
  for (size_t i = 0; i < sizeof different / sizeof *different; i++) {
    const char *text = arena_print(stage.arena, STAGE_WALK "%s%s", phases, different[i]);
    assert_string_not_equal(id_of(&stage, text), plain);
  }
  assert_string_not_equal(id_of(&stage,
                                STAGE_WALK "phases: [{name: walk, episodes: 6}]\nseeds: 2\n"),
                          plain);
  stage_close(&stage);
}

static void equal_wishes_are_recorded_once(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  Study *study =
      stage_study(&stage, STAGE_WALK
                  "phases: [{name: walk, episodes: 5}]\n"
                  "record: {curves: none, a: {measure: steps, by: [episode]}}\n"
                  "claims: [{that: x, measure: steps, over: {episode: last}, is: {above: 0}}]\n"
                  "figures: {b: {measure: steps, against: episode}}\n");
  assert_int_equal(study->n_models, 1);
  assert_int_equal(study->model[0]->n_probes, 2);
  assert_int_equal(study->model[0]->record_length, 6);   // five episodes, and the last one
  assert_int_equal(study->n_claims, 1);
  assert_int_equal(study->n_keepings, 1);
  assert_int_equal(study->n_pictures, 1);
  stage_close(&stage);
}

static void mistakes_in_several_conditions_are_told_together(void **state)
{
  (void)state;
  Stage stage = stage_open();
  stage_told(&stage,
             "about: A test.\n"
             "env:\n"
             "  kind: gridworld\n"
             "  map: |\n"
             "    S.G\n"
             "model: {agent: {kind: q_learning}, policy: {kind: epsilon_greedy}}\n"
             "groups:\n"
             "  one: {env.time_limit: -1}\n"
             "  two: {env.slip: 3}\n"
             "  three: {model.agent.gamma: 1.5}\n"
             "phases: [{name: walk, episodes: 5}]\n",
             "FILE:8:25: error: 'time_limit' is -1 s; it must lie between 0 and 1000000000 s\n"
             "    one: {env.time_limit: -1}\n"
             "                          ^\n"
             "FILE:9:19: error: 'slip' is 3; it must lie between 0 and 1\n"
             "    two: {env.slip: 3}\n"
             "                    ^\n"
             "FILE:10:30: error: 'gamma' is 1.5; it must lie between 0 and 1\n"
             "    three: {model.agent.gamma: 1.5}\n"
             "                               ^\n");
  stage_close(&stage);
}

static void the_same_mistake_in_every_condition_is_told_once(void **state)
{
  Stage stage = stage_open();
  (void)state;
  stage_told(&stage,
             "about: A test.\n"
             "env: {kind: chain, states: 5, start: 3, ends: [0, 1]}\n"
             "model: {agent: {kind: tdd}, plasticity: {alpha: 0.1, lamda: 1}}\n"
             "groups: {a: {alpha: 0.2}, b: {alpha: 0.3}}\n"
             "phases: [{name: a, episodes: 3}, {name: b, episodes: 3}]\n",
             "FILE:3:23: error: there is no agent of kind 'tdd'\n"
             "    model: {agent: {kind: tdd}, plasticity: {alpha: 0.1, lamda: 1}}\n"
             "                          ^\n"
             "    hint: did you mean 'td'?\n"
             "FILE:3:54: error: unknown key 'lamda'\n"
             "    model: {agent: {kind: tdd}, plasticity: {alpha: 0.1, lamda: 1}}\n"
             "                                                         ^\n"
             "    hint: did you mean 'lambda'?\n");
  stage_close(&stage);
}

static void an_animal_that_would_leave_too_much_is_refused(void **state)
{
  (void)state;
  Stage stage = stage_open();
  Text  text  = {.arena = stage.arena};
  text_add(&text, STAGE_WALK "phases: [{name: walk, episodes: 150000}]\nenv.states: 99\n"
                             "record:\n  curves: none\n");
  for (int i = 1; i <= 5; i++) {
    text_print(&text,
               "  a%d: {measure: values, over: {episode: %d..150000}, by: [state, episode]}\n", i,
               i);
  }
  stage_told(&stage, text.start,
             "FILE: error: every animal would leave 74249010 numbers; 67108864 are the most\n"
             "    hint: record less, or average over more axes\n");
  stage_close(&stage);
}

static bool give_two(void *context, int condition, int seed, const char *probe, size_t cells,
                     double *out)
{
  (void)context;
  (void)condition;
  (void)seed;
  (void)probe;
  for (size_t i = 0; i < cells; i++) out[i] = 2;
  return true;
}

static void verdicts_are_counted(void **state)
{
  (void)state;
  Stage  stage = stage_open();
  int    fails;
  Source source = {NULL, give_two};
  Study *study =
      stage_study(&stage, STAGE_WALK "phases: [{name: walk, episodes: 5}]\n"
                                     "claims:\n"
                                     "  - {that: holds, measure: steps, is: {equals: 2}}\n"
                                     "  - {that: does not, measure: steps, is: {above: 2}}\n"
                                     "  - {that: nor this, measure: return, is: {below: 2}}\n");
  Judgement *judgement = study_judge(stage.arena, study, &source, &fails);
  assert_int_equal(fails, 2);
  assert_int_equal(judgement[0].verdict, VERDICT_PASS);
  assert_int_equal(judgement[1].verdict, VERDICT_FAIL);
  assert_string_equal(judgement[2].that, "nor this");
  stage_close(&stage);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(conditions_that_differ_in_numbers_alone_share_a_model),
      cmocka_unit_test(conditions_of_the_same_settings_share_their_runs),
      cmocka_unit_test(a_run_is_known_by_all_that_determines_it_and_nothing_else),
      cmocka_unit_test(equal_wishes_are_recorded_once),
      cmocka_unit_test(mistakes_in_several_conditions_are_told_together),
      cmocka_unit_test(the_same_mistake_in_every_condition_is_told_once),
      cmocka_unit_test(an_animal_that_would_leave_too_much_is_refused),
      cmocka_unit_test(verdicts_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
