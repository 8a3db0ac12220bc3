// Readout under test: sums by hand, with tables, lists and bundles, and weights that lag behind.

#include "../model/made.h"

#include "kind/plasticity.h"
#include "kind/readout.h"
#include "kind/trace.h"

// A cohort with one lane whose weights are 0, 1, 2, ...
static Cohort *seat(Given given, const Model *model)
{
  Cohort *cohort     = arena_take(given.arena, 1, sizeof *cohort);
  cohort->anatomy[0] = &model->anatomy;
  cohort->weight[0]  = arena_take(given.arena, (size_t)model->n_synapses, sizeof(double));
  cohort->memory[0]  = arena_take(given.arena, trace_size(&model->anatomy), sizeof(double));
  for (int s = 0; s < model->n_synapses; s++) cohort->weight[0][s] = s;
  return cohort;
}

static void a_table_is_read_by_its_row(void **state)
{
  Given        given  = give_text("env:\n  kind: gridworld\n  map: |\n    S.G\n"
                                          "model: {agent: q_learning, policy: epsilon_greedy}\n");
  const Model *model  = make_model(given, "");
  Cohort      *cohort = seat(given, model);
  double       out[OUTPUTS];
  (void)state;
  readout_at(model, cohort, 0, 2, out);
  for (int a = 0; a < 4; a++) assert_true(out[a] == 8 + a);
  take_back(given);
}

static const char compound[] =
    "env: {kind: conditioning, length: 3, trials: {a: {cues: [A, B]}},\n"
    "      cues: {B: {salience: 0.5}}}\nmodel:\n  network: csc\n";

static void features_are_weighed(void **state)
{
  Given        given  = give_text(compound);
  const Model *model  = make_model(given, "");
  Cohort      *cohort = seat(given, model);
  double       out[OUTPUTS];
  (void)state;
  int seen = model->world[0]->observation[state_named(model->world[0], "a.1")];
  readout_at(model, cohort, 0, seen, out);   // A.1 is feature 1, B.1 feature 4
  assert_true(out[0] == 1 + 0.5 * 4);
  seen = model->world[0]->observation[state_named(model->world[0], "a.3")];
  readout_at(model, cohort, 0, seen, out);
  assert_true(out[0] == 0);
  take_back(given);
}

// Lazy traces: a weight is read as it will be once it has received e (heard - read).
static void what_was_heard_counts_and_nothing_is_written(void **state)
{
  Given   given  = give_text("env: {kind: conditioning, length: 3, trials: {a: {cues: [A, B]}}}\n"
                                "model:\n  network: csc\n  plasticity: {w_max: 3.5}\n");
  Model   model  = *make_model(given, "");
  Cohort *cohort = seat(given, &model);
  double  out[OUTPUTS];
  (void)state;
  model.trace    = TRACE_LAZY;
  double *memory = cohort->memory[0], *weight = cohort->weight[0];
  memory[TRACE_HEARD]                          = 3;
  trace_read(memory)[1]                        = 1;
  trace_eligibility(&model.anatomy, memory)[1] = 0.25;   // A.1: 1 + 0.25 (3 - 1)
  trace_eligibility(&model.anatomy, memory)[4] = 0.5;    // B.1: 4 + 1.5, at most 3.5
  trace_eligibility(&model.anatomy, memory)[2] = 9;
  int seen = model.world[0]->observation[state_named(model.world[0], "a.1")];
  readout_at(&model, cohort, 0, seen, out);
  assert_true(out[0] == 1.5 + 3.5);
  readout_at(&model, cohort, 0, seen, out);
  assert_true(out[0] == 1.5 + 3.5);
  assert_true(weight[1] == 1 && weight[4] == 4 && trace_read(memory)[1] == 1);
  take_back(given);
}

static void bundles_are_summed_and_scaled(void **state)
{
  Given          given  = give_text("env:\n  kind: gridworld\n  map: |\n    S..\n    ..G\n"
          "model:\n  agent: actor_critic\n  policy: softmax\n  network: {kind: "
          "connectome, connectome: larva_mushroom_body, side: right}\n");
  const Model   *model  = make_model(given, "");
  const Anatomy *a      = &model->anatomy;
  Cohort        *cohort = seat(given, model);
  double         out[OUTPUTS], sum[OUTPUTS] = {0};
  (void)state;
  readout_at(model, cohort, 0, 3, out);
  for (int i = a->active_start[3]; i < a->active_start[4]; i++) {
    for (int o = 0; o < a->n_outputs; o++) {
      int b = a->active_feature[i] * a->n_outputs + o;
      for (int s = a->bundle_start[b]; s < a->bundle_start[b + 1]; s++)
        sum[o] += a->active_value[i] * s;
    }
  }
  for (int o = 0; o < a->n_outputs; o++) {
    assert_true(sum[o] > 0);
    check_near(out[o], a->readout[o] * sum[o], 1e-9 * sum[o]);
  }
  take_back(given);
}

static void settling_leaves_nothing_behind(void **state)
{
  Given   given  = give_text(compound);
  Model   model  = *make_model(given, "");
  Cohort *cohort = seat(given, &model);
  double  out[OUTPUTS];
  (void)state;
  model.trace                                             = TRACE_LAZY;
  cohort->memory[0][TRACE_SCALE]                          = 1;
  cohort->memory[0][TRACE_HEARD]                          = 2;
  trace_eligibility(&model.anatomy, cohort->memory[0])[5] = 1;
  double all[6];
  readout_weights(&model, cohort, 0, all);
  readout_settle(&model, cohort, 0);
  assert_memory_equal(all, cohort->weight[0], sizeof all);
  assert_true(cohort->weight[0][5] == 7 && cohort->weight[0][4] == 4);
  int seen = model.world[0]->observation[state_named(model.world[0], "a.2")];
  readout_at(&model, cohort, 0, seen, out);
  assert_true(out[0] == 2 + 0.5 * 7);
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_table_is_read_by_its_row),
      cmocka_unit_test(features_are_weighed),
      cmocka_unit_test(what_was_heard_counts_and_nothing_is_written),
      cmocka_unit_test(bundles_are_summed_and_scaled),
      cmocka_unit_test(settling_leaves_nothing_behind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
