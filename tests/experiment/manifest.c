// Tests: a manifest is an experiment that gives the same conditions again.

#include "desk.h"
#include "model/model.h"

// A condition with everything resolved; what cannot be resolved as it stands.
static void show(Desk *desk, Text *out, const Node *env, const Node *model)
{
  Node *both = model_resolved(desk->arena, env, model, diag_open(desk->arena));
  text_print(out, "  %s %s\n", desk_show(desk, both ? both : env),
             both ? "" : desk_show(desk, model));
}

static const char *describe(Desk *desk, const Experiment *experiment)
{
  Text out = {.arena = desk->arena};
  text_print(&out, "%s %d seeds from %lld\n", experiment->about, experiment->n_seeds,
             (long long)experiment->seed[0]);
  for (int i = 0; i < experiment->n_axes; i++) {
    text_print(&out, "%s %s\n", experiment->axis[i].name, experiment->axis[i].path);
  }
  for (int i = 0; i < experiment->n_conditions; i++) {
    const Condition *condition = &experiment->condition[i];
    text_print(&out, "[%s]\n", experiment_label(desk->arena, experiment, i));
    show(desk, &out, condition->env, condition->model);
    for (int p = 0; p < condition->plan.n_phases; p++) {
      const PhasePlan *phase = &condition->plan.phase[p];
      text_print(&out, "  %s %lld %lld %d %d %s %s %s\n", phase->name, (long long)phase->episodes,
                 (long long)phase->steps, phase->learn, phase->reset_weights,
                 phase->order ? phase->order : "", desk_show(desk, phase->types),
                 desk_show(desk, phase->except));
      show(desk, &out, phase->env, phase->model);
    }
  }
  return out.start;
}

static const char *manifest_of(Desk *desk, const Experiment *experiment)
{
  Text out = {.arena = desk->arena};
  experiment_manifest(desk->arena, experiment, &out, desk->diag);
  assert_string_equal(diag_text(desk->diag), "");
  return out.start;
}

// The manifest of an experiment, read as one, gives the same conditions and the same manifest.
static const char *check_again(Desk *desk, const char *text, const char *const *command, int n)
{
  Experiment *first  = desk_read_with(desk, text, command, n);
  const char *before = describe(desk, first), *manifest = manifest_of(desk, first);
  desk_write("experiments/manifest.yaml", manifest);
  desk->diag = diag_open(desk->arena);
  Experiment *second =
      experiment_read(desk->arena, "experiments/manifest.yaml", NULL, 0, NULL, desk->diag);
  assert_string_equal(diag_text(desk->diag), "");
  assert_string_equal(describe(desk, second), before);
  assert_string_equal(manifest_of(desk, second), manifest);
  return manifest;
}

static void every_value_is_written_out(void **state)
{
  Desk desk = desk_open();
  (void)state;
  const char *manifest = check_again(&desk, CHAIN WALK "seeds: 3\ncite: [one1999]\n", NULL, 0);
  static const char *const lines[] = {"about: A test.\n",
                                      "cite: [one1999]\n",
                                      "  kind: chain\n",
                                      "  dt: 1\n",
                                      "  start: 3\n",
                                      "    kind: one_hot\n",
                                      "    epsilon: 0.2\n",
                                      "    kind: three_factor\n",
                                      "    alpha: 0.1\n",
                                      "seeds: 1..3\n",
                                      "  - name: walk\n    episodes: 10\n"};
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    assert_non_null(strstr(manifest, lines[i]));
  assert_null(strstr(manifest, "nan"));
  desk_close(desk);
}

static void groups_sweeps_and_phases_stay_as_they_are(void **state)
{
  Desk desk = desk_open();
  (void)state;
  const char *manifest =
      check_again(&desk,
                  CHAIN
                  "phases: [{name: a, trials: 2, learn: false, env.start: 1}, {name: b, repeat: "
                  "2, phases: "
                  "[{name: c, steps: 2}, {name: d, steps: 3, order: random}]}]\n"
                  "groups:\n"
                  "  g: {epsilon: 0.1, sweep: {parameters: {alpha: {min: 0, max: 1, steps: 3}}}}\n"
                  "  h: {policy: random, a.trials: 5}\n"
                  "sweep: {parameters: {gamma: {values: [0.5, 1]}, lambda: {values: [0, 1]}}}\n",
                  NULL, 0);
  assert_non_null(manifest);
  desk_close(desk);
}

static void changed_kinds_do_not_meet_leftover_defaults(void **state)
{
  Desk desk = desk_open();
  (void)state;
  const char *manifest =
      check_again(&desk,
                  "about: A test.\nenv: {kind: chain, states: 5}\nmodel: {policy: softmax}\n" WALK
                  "groups: {a: {}, b: {policy.kind: epsilon_greedy}, c: "
                  "{phases.walk.model.policy.kind: random}}\n",
                  NULL, 0);
  assert_non_null(strstr(manifest, "  policy:\n    kind: softmax\n    ties: random\n  signal:\n"));
  desk_close(desk);
}

static void files_are_written_out(void **state)
{
  Desk desk = desk_open();
  (void)state;
  desk_write("envs/track.yaml", "kind: chain\nstates: 7\n");
  desk_write("models/learner.yaml", "agent: {kind: td, gamma: 0.5}\n");
  const char *manifest = check_again(&desk,
                                     "about: A test.\nenv: track\nmodel: learner\n" WALK
                                     "groups: {a: {model: learner}, b: {phases.walk.env: track}}\n"
                                     "sweep: {parameters: {env: {values: [track]}}}\n",
                                     NULL, 0);
  (void)remove("envs/track.yaml");
  assert_non_null(
      strstr(manifest, "        track:\n          kind: chain\n          states: 7\n"));
  assert_null(strstr(manifest, "env: track"));
  desk_close(desk);
}

static void the_command_line_is_part_of_it(void **state)
{
  static const char *const command[] = {"epsilon=0.4", "gamma=0.1,0.2", "walk.episodes=3",
                                        "seeds=[2, 4]", "env.start=1"};
  Desk                     desk      = desk_open();
  (void)state;
  check_again(&desk,
              CHAIN WALK "groups: {a: {epsilon: 0.1, env: {kind: chain, states: 3}}, b: "
                         "{phases.walk.episodes: 4}}\n",
              command, 5);
  desk_close(desk);
}

static void drawn_points_are_drawn_again(void **state)
{
  Desk desk = desk_open();
  (void)state;
  check_again(&desk,
              CHAIN WALK "sweep:\n  method: random\n  run_cap: 5\n  parameters:\n"
                         "    alpha: {min: 0.001, max: 1, distribution: log_uniform_values}\n"
                         "    epsilon: {min: 0.0, max: 0.5, distribution: uniform}\n",
              NULL, 0);
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_value_is_written_out),
      cmocka_unit_test(groups_sweeps_and_phases_stay_as_they_are),
      cmocka_unit_test(changed_kinds_do_not_meet_leftover_defaults),
      cmocka_unit_test(files_are_written_out),
      cmocka_unit_test(the_command_line_is_part_of_it),
      cmocka_unit_test(drawn_points_are_drawn_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
