// Tests: levels made of states, regions, places, actions and synapses, and what lies on each.

#include "experiment/axis.h"

#include "bench.h"

typedef struct Offer {
  Scope     scope;
  AxisName  name;
  Universe  universe;
  AxisTable table;
} Offer;

static Offer offer(Bench *bench, const char *word, const char *measure)
{
  static const int first = 0;
  const Model     *model = bench->model[0];
  Offer            out   = {.scope = {.model    = model,
                                      .measure  = measure_find(measure),
                                      .n_phases = 1,
                                      .phase    = &first,
                                      .world    = model->world[0],
                                      .env      = bench->experiment->condition[0].env}};
  assert_int_equal(axis_find(bench->arena, word, out.scope.measure, &out.name), AXIS_FOUND);
  assert_true(axis_universe(bench->arena, &out.scope, &out.name, (Place){0}, &out.universe,
                            bench->desk.diag));
  out.table = axis_table(bench->arena, &out.scope, &out.name, &out.universe);
  return out;
}

static size_t state_called(const Universe *states, const char *label)
{
  size_t i = 0;
  while (strcmp(states->label[i], label) != 0) i++;
  return i;
}

static void states_are_cells_and_letters(void **state)
{
  Bench bench  = bench_open(MAZES);
  Offer states = offer(&bench, "state", "values");
  (void)state;
  const Universe *u = &states.universe;
  assert_int_equal(u->n, 11);
  assert_true(u->pairs);
  size_t goal = state_called(u, "[2, 3]"), start = state_called(u, "[0, 0]");
  assert_true(u->hidden[goal] && !u->hidden[start]);
  assert_true(u->means(u->context, "G", goal));
  assert_false(u->means(u->context, "G", start));
  assert_int_equal(states.table.n, 11);
  for (int i = 0; i < 11; i++) assert_int_equal(states.table.key[i], i);
  bench_close(&bench);
}

static void pairs_of_state_and_action_lie_on_both(void **state)
{
  Bench bench   = bench_open(MAZES);
  Offer states  = offer(&bench, "state", "q_values");
  Offer actions = offer(&bench, "action", "q_values");
  (void)state;
  assert_int_equal(states.table.n, 44);
  assert_int_equal(states.table.key[6], 1);
  assert_int_equal(actions.table.key[6], 2);
  assert_string_equal(actions.universe.label[2], "south");
  bench_close(&bench);
}

static void regions_may_overlap(void **state)
{
  Bench bench   = bench_open(MAZES);
  Offer regions = offer(&bench, "region", "values");
  Offer states  = offer(&bench, "state", "values");
  (void)state;
  assert_int_equal(regions.universe.n, 2);
  assert_string_equal(regions.universe.label[0], "west");
  assert_null(regions.table.key);
  size_t               both   = state_called(&states.universe, "[0, 1]");
  size_t               west   = state_called(&states.universe, "[1, 0]");
  size_t               none   = state_called(&states.universe, "[1, 3]");
  const unsigned char *member = regions.table.member;
  assert_true(member[both] && member[11 + both]);
  assert_true(member[west] && !member[11 + west]);
  assert_true(!member[none] && !member[11 + none]);
  bench_close(&bench);
}

static void places_are_where_states_lie(void **state)
{
  Bench bench  = bench_open(MAZES);
  Offer places = offer(&bench, "place", "values");
  Offer states = offer(&bench, "state", "values");
  (void)state;
  assert_int_equal(places.universe.n, 11);
  assert_string_equal(places.universe.label[10], "[2, 3]");
  assert_string_equal(states.universe.label[states.universe.order[10]], "[2, 3]");
  for (size_t i = 0; i < 11; i++) {
    assert_string_equal(places.universe.label[places.table.key[i]], states.universe.label[i]);
  }
  bench_close(&bench);
}

static void synapses_lead_from_features_to_outputs(void **state)
{
  Bench bench    = bench_open(MAZES);
  Offer synapses = offer(&bench, "synapse", "weights");
  Offer pre      = offer(&bench, "pre", "weights");
  Offer post     = offer(&bench, "post", "weights");
  (void)state;
  assert_int_equal(synapses.universe.n, 44);
  assert_int_equal(post.universe.n, 4);
  assert_string_equal(post.universe.label[1], "east");
  for (int i = 0; i < 44; i++) {
    const char *wanted = arena_print(bench.arena, "%s->%s", pre.universe.label[pre.table.key[i]],
                                     post.universe.label[post.table.key[i]]);
    assert_string_equal(synapses.universe.label[i], wanted);
  }
  bench_close(&bench);
}

static void features_have_the_names_of_the_network(void **state)
{
  Bench bench    = bench_open(TRIALS);
  Offer features = offer(&bench, "feature", "weights");
  (void)state;
  assert_string_equal(features.universe.label[0], "CS.0");
  assert_true(features.universe.means(NULL, "1", 1));
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(states_are_cells_and_letters),
      cmocka_unit_test(pairs_of_state_and_action_lie_on_both),
      cmocka_unit_test(regions_may_overlap),
      cmocka_unit_test(places_are_where_states_lie),
      cmocka_unit_test(synapses_lead_from_features_to_outputs),
      cmocka_unit_test(features_have_the_names_of_the_network),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
