// Complete serial compound under test: features worked out by hand.

#include "../model/made.h"

// Features of the state of that name: "name=value " for each, in the order of the list.
static const char *features(Given given, const Model *model, const char *name)
{
  const Anatomy *a     = &model->anatomy;
  const World   *world = model->world[0];
  Text           out   = {.arena = given.arena};
  int            state = state_named(world, name);
  assert_true(state >= 0);
  int o = world->observation[state];
  text_add(&out, "");
  for (int i = a->active_start[o]; i < a->active_start[o + 1]; i++) {
    text_print(&out, "%s=", a->feature_name[a->active_feature[i]]);
    text_add_number(&out, a->active_value[i]);
    text_add(&out, " ");
  }
  return out.start ? out.start : "";
}

static const char trials[] = "env:\n  kind: conditioning\n  dt: 0.2\n  length: 1.2\n"
                             "  trials:\n"
                             "    a: {cues: {A: [0.2, 0.8], B: 0.4}, outcomes: {US: 0.8}}\n"
                             "    b: {cues: [B]}\n"
                             "  cues: {B: {salience: 0.5}}\n";

static void a_feature_for_each_bin_of_a_cue(void **state)
{
  Text text = {.arena = arena_open()};
  (void)state;
  text_print(&text, "%smodel: {network: csc}\n", trials);
  Given        given = give_text(text.start);
  const Model *model = make_model(given, "");
  assert_int_equal(model->anatomy.n_features, 2 * 6);   // B is on for six bins of b
  assert_int_equal(model->anatomy.n_synapses, 12);
  assert_false(model->anatomy.one_hot);
  assert_string_equal(features(given, model, "a.0"), "");
  assert_string_equal(features(given, model, "a.1"), "A.0=1 ");
  assert_string_equal(features(given, model, "a.2"), "A.1=1 B.0=0.5 ");
  assert_string_equal(features(given, model, "a.3"), "A.2=1 ");
  assert_string_equal(features(given, model, "a.4"), "");
  assert_string_equal(features(given, model, "a.6"), "");
  assert_string_equal(features(given, model, "b.0"), "B.0=0.5 ");
  assert_string_equal(features(given, model, "b.5"), "B.5=0.5 ");
  assert_string_equal(features(given, model, "b.6"), "");
  take_back(given);
  arena_close(text.arena);
}

static void features_may_go_on_to_the_trials_end(void **state)
{
  Text text = {.arena = arena_open()};
  (void)state;
  text_print(&text, "%smodel: {network: {kind: csc, lasts: trial}}\n", trials);
  Given        given = give_text(text.start);
  const Model *model = make_model(given, "");
  assert_int_equal(model->anatomy.n_features, 12);
  assert_string_equal(features(given, model, "a.3"), "A.2=1 B.1=0.5 ");
  assert_string_equal(features(given, model, "a.5"), "A.4=1 B.3=0.5 ");
  assert_string_equal(features(given, model, "a.6"), "");
  take_back(given);
  arena_close(text.arena);
}

// In the second phase trial a also shows B and is another sight; trial b pays more and is not.
static void phases_may_differ_in_their_trials(void **state)
{
  Given given = give_text(
      "env:\n  kind: conditioning\n  length: 2\n"
      "  trials: {a: {cues: [A]}, b: {cues: [C], outcomes: {US: 1}}}\n"
      "model: {network: csc}\n"
      "phases:\n"
      "  - {name: one, episodes: 3}\n"
      "  - name: two\n    episodes: 3\n    env:\n      kind: conditioning\n      length: 2\n"
      "      trials: {b: {cues: [C], outcomes: {US: {at: 1, reward: 9}}}, a: {cues: [A, B]}}\n");
  const Model *model = make_model(given, "");
  const World *one = model->world[0], *two = model->world[1];
  (void)state;
  assert_int_equal(model->seen.n, 6 + 3);
  assert_int_equal(model->anatomy.n_features, 3 * 2);
  assert_int_equal(one->observation[state_named(one, "b.1")],
                   two->observation[state_named(two, "b.1")]);
  int before = one->observation[state_named(one, "a.1")];
  int after  = two->observation[state_named(two, "a.1")];
  assert_int_not_equal(before, after);
  const Anatomy *a = &model->anatomy;
  assert_int_equal(a->active_start[before + 1] - a->active_start[before], 1);
  assert_int_equal(a->active_start[after + 1] - a->active_start[after], 2);
  assert_string_equal(a->feature_name[a->active_feature[a->active_start[before]]], "A.1");
  assert_string_equal(a->feature_name[a->active_feature[a->active_start[after]]], "A.1");
  assert_string_equal(a->feature_name[a->active_feature[a->active_start[after] + 1]], "B.1");
  take_back(given);
}

static void a_world_without_cues_is_refused(void **state)
{
  (void)state;
  check_model("env: {kind: chain, states: 5}\nmodel:\n  network: {kind: csc}\n", "",
              "x.yaml:3:12: error: a complete serial compound needs a world with cues, such as "
              "conditioning\n"
              "    network: {kind: csc}\n"
              "             ^\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_feature_for_each_bin_of_a_cue),
      cmocka_unit_test(features_may_go_on_to_the_trials_end),
      cmocka_unit_test(phases_may_differ_in_their_trials),
      cmocka_unit_test(a_world_without_cues_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
