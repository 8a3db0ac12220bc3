// One-hot under test: every observation its own feature, every bundle one synapse.

#include "../model/made.h"

static void learning_over_it_is_a_table(void **state)
{
  Given          given = give_text("env:\n  kind: gridworld\n  map: |\n    S.\n    .G\n"
          "model: {agent: q_learning, policy: epsilon_greedy}\n");
  const Model   *model = make_model(given, "");
  const Anatomy *a     = &model->anatomy;
  (void)state;
  assert_true(a->one_hot);
  assert_false(model->own_wiring);
  assert_int_equal(a->n_observations, 4);
  assert_int_equal(a->n_features, 4);
  assert_int_equal(a->n_outputs, 4);
  assert_int_equal(a->n_synapses, 16);
  assert_int_equal(a->n_cells, 1);
  for (int o = 0; o < 4; o++) {
    assert_int_equal(a->active_start[o], o);
    assert_int_equal(a->active_feature[o], o);
    assert_true(a->active_value[o] == 1);
  }
  assert_int_equal(a->active_start[4], 4);
  for (int b = 0; b < 16; b++) {
    assert_int_equal(a->bundle_start[b + 1], b + 1);
    assert_int_equal(a->post[b], b % 4);
    assert_true(a->hears[b] == 1);
  }
  for (int o = 0; o < 4; o++) assert_true(a->readout[o] == 1);
  take_back(given);
}

static void every_animal_has_the_same_wiring(void **state)
{
  Given        given  = give_text("env: {kind: chain, states: 5}\n");
  const Model *model  = make_model(given, "");
  Stream       stream = stream_open(7, PURPOSE_REWIRE);
  Anatomy      other;
  (void)state;
  model_copy_sizes(given.arena, model, &other);
  model_wire(model, &stream, NULL, &other);
  assert_int_equal(other.n_synapses, 7);
  assert_memory_equal(other.bundle_start, model->anatomy.bundle_start, 8 * sizeof(int));
  assert_memory_equal(other.active_feature, model->anatomy.active_feature, 7 * sizeof(int));
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(learning_over_it_is_a_table),
      cmocka_unit_test(every_animal_has_the_same_wiring),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
