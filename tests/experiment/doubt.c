// Tests: all that is wrong with an experiment is told in one go.

#include "stage.h"

// The first lines of all complaints, "line:column: what"; hints and what is shown left out.
static void told(const char *text, const char *wanted)
{
  Stage stage = stage_open();
  Text  out   = {.arena = stage.arena};
  assert_null(stage_try(&stage, text, NULL, 0));
  text_add(&out, "");
  for (const char *at = diag_text(stage.diag), *end; *at; at = end + 1) {
    size_t length = strlen(stage.file);
    end           = strchr(at, '\n');
    if (strncmp(at, stage.file, length) != 0) continue;
    const char *place = at + length + (at[length] == ':');
    text_add_bytes(&out, place, (size_t)(end - place + 1));
  }
  assert_string_equal(out.start, wanted);
  stage_close(&stage);
}

static void all_errors_of_a_file_are_told_at_once(void **state)
{
  (void)state;
  told("about: x\n"
       "env: {kind: chain, states: 5, start: 3}\n"
       "model: {agent: {kind: q_lerning}, policy: {kind: softmax, beta: -3},\n"
       "  plasticity: {alpha: 30, lamda: 0.1}}\n"
       "seds: 3\n"
       "phases:\n"
       "  - {name: learn, episodes: 4, model.policy.bta: 3}\n"
       "claims:\n"
       "  - {that: a, measure: stepps, is: {at_most: 3}}\n"
       "  - {that: b, measure: steps, over: {phase: lern}, is: {at_mst: 3}}\n",
       "3:23: error: there is no agent of kind 'q_lerning'\n"
       "3:65: error: 'beta' is -3; it must lie between 0 and 10000\n"
       "4:23: error: 'alpha' is 30; it must lie between 0 and 2\n"
       "4:27: error: unknown key 'lamda'\n"
       "5:1: error: unknown key 'seds'\n"
       "7:32: error: there is nothing at 'model.policy.bta' to override\n"
       "9:24: error: there is no measure 'stepps'\n"
       "10:45: error: 'phase' has no level 'lern'\n"
       "10:57: error: unknown key 'at_mst'\n");
}

// Groups, claims, figures and recordings, while the models of all conditions are wrong.
static void wrong_models_do_not_hide_wrong_words(void **state)
{
  (void)state;
  told("about: x\n"
       "env:\n"
       "  kind: gridworld\n"
       "  map: |\n"
       "    S.#G\n"
       "    ..#.\n"
       "model: {agent: {kind: q_learning}, policy: {kind: softmx}}\n"
       "groups: {a: {alpha: 4}, b: {gamma: 5}}\n"
       "phases: [{name: learn, episodes: 4, types: [x]}]\n"
       "claims:\n"
       "  - {that: a, measure: steps, over: {group: d}, reduce: [{seed: men}], is: {at_most: 3}}\n"
       "  - {that: b, measure: steps, over: {group: b, episode: lst 5}, is: {at_most: [x]}}\n"
       "  - {that: c, measure: steps, reduce: [{sed: mean}], is: {at_most: 3},\n"
       "     minus: {over: {phase: lern}}}\n"
       "figures: {f: {measure: stps, aginst: episode}, g: {measure: steps, against: episod}}\n"
       "record: {r: {measure: [steps, retrn], by: [episode]}}\n",
       "5:8: error: 'G' at [0, 3] cannot be reached from the start\n"
       "7:51: error: there is no policy of kind 'softmx'\n"
       "8:21: error: 'alpha' is 4; it must lie between 0 and 2\n"
       "8:36: error: 'gamma' is 5; it must lie between 0 and 1\n"
       "11:45: error: 'group' has no level 'd'\n"
       "11:65: error: 'men' is no statistic\n"
       "12:57: error: 'lst 5' is no level of 'episode'\n"
       "12:80: error: this entry must be a number, not 'x'\n"
       "13:41: error: there is no axis 'sed' here\n"
       "14:28: error: 'phase' has no level 'lern'\n"
       "15:24: error: there is no measure 'stps'\n"
       "15:30: error: unknown key 'aginst'\n"
       "15:77: error: there is no axis 'episod' here\n"
       "16:31: error: there is no measure 'retrn'\n");
}

// What the second mistake would be depends on what the first one meant.
static void in_doubt_nothing_is_said(void **state)
{
  static const char walk[] = "about: x\n"
                             "env: {kind: chain, states: 5, start: 3}\n"
                             "phases: [{name: learn, episodes: 4}]\n";
  (void)state;
  told("about: x\n"   // groups may bring the map, axes and phases
       "env: {kind: gridworld}\n"
       "model: {policy: {beta: 3}, plasticity: {alpha: 30}}\n"
       "grops: {a: {env.map: x, policy.kind: softmax}}\n"
       "phases: [{name: learn, episodes: 4}]\n"
       "claims:\n"
       "  - {that: a, measure: steps, over: {group: a, phase: more}, is: {at_most: 3}}\n",
       "3:48: error: 'alpha' is 30; it must lie between 0 and 2\n"
       "4:1: error: unknown key 'grops'\n");
  char text[512];
  snprintf(text, sizeof text,
           "%smodel: [5]\n"   // one error, not one for each section
           "claims: [{that: a, measure: steps, over: {phase: learn}, is: {at_most: 3}}]\n",
           walk);
  told(text, "4:8: error: 'model' must be a name or a map, not a list\n");
  snprintf(text, sizeof text,
           "%smodel: {}\nseds: 5\n"   // not of the thirty standard seeds
           "claims: [{that: a, measure: steps, over: {seed: 31}, is: {at_most: 3}}]\n",
           walk);
  told(text, "5:1: error: unknown key 'seds'\n");
  told("about: x\n"   // the phase is there, though how long it is is not known
       "env: {kind: chain, states: 5, start: 3}\n"
       "model: {}\n"
       "phases: [{name: learn, episods: 4}, {name: in, phases: [{name: x, episodes: 1}]}]\n"
       "claims:\n"
       "  - {that: a, measure: steps, over: {phase: learn}, is: {at_most: 3}}\n"
       "  - {that: b, measure: steps, over: {phase: in.x}, is: {at_most: 3}}\n"
       "  - {that: c, measure: steps, over: {phase: in.y}, is: {at_most: 3}}\n",
       "4:10: error: a phase must say how long it is: episodes, trials, steps or seconds\n"
       "4:24: error: unknown key 'episods'\n"
       "8:45: error: 'phase' has no level 'in.y'\n");
}

// A tail may be a path of the model that is not there; only where it came later is it told.
static void paths_of_what_cannot_be_read_are_not_told(void **state)
{
  static const char text[] = "about: x\n"
                             "env: {kind: chain, states: 5, start: 3}\n"
                             "model: [5]\n"
                             "groups: {a: {epsilon: 5}}\n"
                             "sweep: {parameters: {beta: {values: [1, 2]}}}\n"
                             "phases: [{name: learn, episodes: 4}]\n";
  const Override mended = {"model", "{policy: {kind: softmax}}"};
  Stage          stage  = stage_open();
  (void)state;
  told(text, "3:8: error: 'model' must be a name or a map, not a list\n");
  assert_null(stage_try(&stage, text, &mended, 1));
  assert_non_null(strstr(diag_text(stage.diag), "there is nothing at 'epsilon' to override"));
  stage_close(&stage);
}

static void where_no_condition_could_be_made_the_file_itself_is_checked(void **state)
{
  (void)state;
  told("about: x\n"
       "env: {kind: gridworld, map: [S.X]}\n"
       "model: {agent: {kind: q_learning, gama: 1}, policy: {kind: softmax}}\n"
       "groups: 5\n"
       "sweep: {parameters: {beta: {values: 3}}}\n"
       "phases: 7\n"
       "claims: {}\n",
       "2:29: error: 'map' must be a drawing, not a list\n"
       "3:35: error: unknown key 'gama'\n"
       "4:9: error: 'groups' must be a map, not '5'\n"
       "5:37: error: 'values' must be a list or a map, not '3'\n"
       "6:9: error: 'phases' must be a list, not '7'\n"
       "7:9: error: 'claims' must be a list, not a map\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_errors_of_a_file_are_told_at_once),
      cmocka_unit_test(wrong_models_do_not_hide_wrong_words),
      cmocka_unit_test(in_doubt_nothing_is_said),
      cmocka_unit_test(paths_of_what_cannot_be_read_are_not_told),
      cmocka_unit_test(where_no_condition_could_be_made_the_file_itself_is_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
