// Tests: whole experiments, those of the house's language among them.

#include "experiment/experiment.h"

#include "desk.h"

static void an_experiment_says_what_it_is(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment;
  (void)state;
  experiment =
      desk_read(&desk, CHAIN WALK "cite: [one1999, two2000]\nneeds: [data]\nseeds: [7, 9]\n"
                                  "claims: [{that: x}]\nrecord: {a: {measure: steps}}\n");
  assert_string_equal(experiment->name, "x");
  assert_string_equal(experiment->file, "experiments/x.yaml");
  assert_string_equal(experiment->about, "A test.");
  assert_int_equal(experiment->n_cites, 2);
  assert_string_equal(experiment->cite[1], "two2000");
  assert_int_equal(experiment->n_needs, 1);
  assert_string_equal(experiment->need[0], "data");
  assert_int_equal(experiment->n_seeds, 2);
  assert_int_equal(experiment->seed[1], 9);
  assert_string_equal(desk_show(&desk, experiment->claims), "[{that: x}]");
  assert_string_equal(desk_show(&desk, experiment->record), "{a: {measure: steps}}");
  assert_null(experiment->figures);
  assert_false(experiment->overridden);
  desk_close(desk);
}

static void what_is_missing_or_unknown_is_told_all_at_once(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_told(&desk,
            "abuot: A test.\nseed: 3\ncite: one1999\nneeds: [[x]]\nclaims: {}\ngroups: []\nmodel: "
            "{}\n",
            "experiments/x.yaml: error: 'about' is missing\n"
            "    hint: a sentence that says what is shown\n"
            "experiments/x.yaml: error: 'env' is missing\n"
            "    hint: a name, or the world written out\n"
            "experiments/x.yaml: error: 'phases' is missing\n"
            "    hint: a list of what is done; [] runs nothing\n"
            "experiments/x.yaml:1:1: error: unknown key 'abuot'\n"
            "    abuot: A test.\n"
            "    ^\n"
            "    hint: did you mean 'about'?\n"
            "experiments/x.yaml:2:1: error: unknown key 'seed'\n"
            "    seed: 3\n"
            "    ^\n"
            "    hint: did you mean 'seeds'?\n"
            "experiments/x.yaml:3:7: error: 'cite' must be a list, not 'one1999'\n"
            "    cite: one1999\n"
            "          ^\n"
            "experiments/x.yaml:4:9: error: 'needs' must be a list of names, not of a list\n"
            "    needs: [[x]]\n"
            "            ^\n"
            "experiments/x.yaml:5:9: error: 'claims' must be a list, not a map\n"
            "    claims: {}\n"
            "            ^\n"
            "experiments/x.yaml:6:9: error: 'groups' must be a map, not a list\n"
            "    groups: []\n"
            "            ^\n");
  desk_told(&desk, "[1, 2]\n",
            "experiments/x.yaml:1:1: error: an experiment must be a map with 'key: value' lines\n"
            "    [1, 2]\n"
            "    ^\n");
  desk_told(&desk, "about: [x]\nenv: [x]\nmodel: [y]\nphases: {}\nsweep: 3\n",
            "experiments/x.yaml:1:8: error: 'about' must be text, not a list\n"
            "    about: [x]\n"
            "           ^\n"
            "experiments/x.yaml:2:6: error: 'env' must be a name or a map, not a list\n"
            "    env: [x]\n"
            "         ^\n"
            "experiments/x.yaml:3:8: error: 'model' must be a name or a map, not a list\n"
            "    model: [y]\n"
            "           ^\n"
            "experiments/x.yaml:4:9: error: 'phases' must be a list, not a map\n"
            "    phases: {}\n"
            "            ^\n"
            "experiments/x.yaml:5:8: error: 'sweep' must be a map, not '3'\n"
            "    sweep: 3\n"
            "           ^\n"
            "    hint: sweep: {parameters: {PATH: {values: [..]}}}\n");
  desk_close(desk);
}

static void seeds_of_the_command_line_win(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_write("experiments/x.yaml", CHAIN WALK "seeds: 5\n");
  Experiment *experiment =
      experiment_read(desk.arena, "experiments/x.yaml", NULL, 0, "3..4", desk.diag);
  assert_non_null(experiment);
  assert_int_equal(experiment->n_seeds, 2);
  assert_int_equal(experiment->seed[0], 3);
  assert_true(experiment->overridden);
  assert_null(experiment_read(desk.arena, "experiments/x.yaml", NULL, 0, "x", desk.diag));
  assert_string_equal(diag_text(desk.diag),
                      "--seeds:1:1: error: 'seeds' must be numbers from 0 on, not 'x'\n"
                      "    x\n"
                      "    ^\n"
                      "    hint: such as 30, 1..30 or [1, 2, 5..9]\n");
  desk_close(desk);
}

static void an_axis_is_found_by_its_name_or_a_tail_of_its_path(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment;
  (void)state;
  experiment = desk_read(&desk, CHAIN WALK
                         "groups: {g: {}}\n"
                         "sweep: {parameters: {model.agent.gamma: {values: [1], name: discount}, "
                         "alpha: {values: [1]}}}\n");
  assert_int_equal(experiment_axis(experiment, "group"), 0);
  assert_int_equal(experiment_axis(experiment, "discount"), 1);
  assert_int_equal(experiment_axis(experiment, "gamma"), 1);
  assert_int_equal(experiment_axis(experiment, "model.agent.gamma"), 1);
  assert_int_equal(experiment_axis(experiment, "alpha"), 2);
  assert_int_equal(experiment_axis(experiment, "amma"), -1);
  assert_string_equal(experiment_label(desk.arena, experiment, 0), "group=g, discount=1, alpha=1");
  desk_close(desk);
}

// Text of a file of the reference, NULL where there is no reference.
static char *reference(Arena *arena, const char *name)
{
  const char *folder = getenv("ACCUMBENS_REFERENCE");
  if (!folder) return NULL;
  FILE *file = fopen(arena_print(arena, "%s/words/%s.yaml", folder, name), "r");
  assert_non_null(file);
  char  *text   = arena_take(arena, 65536, 1);
  size_t length = fread(text, 1, 65535, file);
  assert_true(length > 0 && length < 65535);
  fclose(file);
  return text;
}

// Whether what is refused is refused because something is not built yet: what a phase asks for, a
// kind, a measure, or a field that the language knows and its kind does not. Other complaints may
// follow from that.
static bool is_unbuilt(const char *text)
{
  static const char *const signs[] = {
      "is not built yet\n",
      "there is no agent of kind '",
      "there is no network of kind '",
      "there is no measure '",
      "there is nothing at 'env.iti' to override\n",
      "there is nothing at 'model.agent.gradient' to override\n",
      "there is nothing at 'model.policy.stickiness' to override\n"};
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
    if (strstr(text, signs[i])) return true;
  }
  return false;
}

static void every_experiment_of_the_language_is_read_or_not_built_yet(void **state)
{
  static const struct {
    const char *name;
    int         conditions;
  } known[] = {{"larva_four_rooms", 10}, {"r01_bandit_egreedy", 3},
               {"r04_random_walk", 7},   {"r07_cliff", 2},
               {"r11_blocking_maze", 2}, {"r13_prioritized_sweeping", 4},
               {"r16_lambda", 600},      {"r18_dopamine_shift", 2},
               {"r20_probability", 5},   {"r21_eligibility", 4},
               {"r22_microstimuli", 6},  {"r24_kalman", 28},
               {"r25_belief_state", 2},  {"r27_distributional", 4},
               {"r29_second_order", 6},  {"r30_opal", 3},
               {"r32_place_grid", 8},    {"r33_revaluation", 12},
               {"r34_identity", 2},      {"r34_inhibition", 2},
               {"r34_stimulation", 2},   {"r35_water_maze", 1},
               {"r36_two_step", 3},      {"r37_replay", 2},
               {"r38_mushroom_body", 3}, {"r39_distal_reward", 2}};
  Desk desk = desk_open();
  (void)state;
  desk_write("envs/four_rooms.yaml", "kind: gridworld\ntime_limit: 500\nmap: |\n  G.A\n  ..S\n");
  desk_write("models/larva_mushroom_body.yaml",
             "network: {kind: connectome, side: right, wiring: real}\nagent: {kind: "
             "actor_critic}\n"
             "policy: {kind: softmax}\nsignal: {kind: population}\nplasticity: {alpha: 0.1}\n");
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    char *text = reference(desk.arena, known[i].name);
    if (!text) break;
    Experiment *experiment = desk_try(&desk, text, NULL, 0);
    const char *said       = diag_text(desk.diag);
    if (!experiment && !is_unbuilt(said)) fail_msg("%s", said);
    if (!experiment) print_message("%s: not built yet\n", known[i].name);
    if (experiment) assert_int_equal(experiment->n_conditions, known[i].conditions);
  }
  (void)remove("envs/four_rooms.yaml");
  (void)remove("models/larva_mushroom_body.yaml");
  desk_close(desk);
}

static void levels_of_the_lambda_experiment_are_met_by_its_claims(void **state)
{
  Desk  desk = desk_open();
  char *text = reference(desk.arena, "r16_lambda");
  (void)state;
  if (text) {
    Experiment *experiment = desk_read(&desk, text);
    bool        met[2]     = {false};
    for (int i = 0; i < experiment->n_conditions; i++) {
      double alpha = experiment->condition[i].number[2];
      met[0]       = met[0] || alpha == 0.1;
      met[1]       = met[1] || alpha == 0.4;
    }
    assert_true(met[0] && met[1]);
  }
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_experiment_says_what_it_is),
      cmocka_unit_test(what_is_missing_or_unknown_is_told_all_at_once),
      cmocka_unit_test(seeds_of_the_command_line_win),
      cmocka_unit_test(an_axis_is_found_by_its_name_or_a_tail_of_its_path),
      cmocka_unit_test(every_experiment_of_the_language_is_read_or_not_built_yet),
      cmocka_unit_test(levels_of_the_lambda_experiment_are_met_by_its_claims),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
