// Tests: which measure knows which axis, and what events are.

#include "experiment/axis.h"

#include "bench.h"

static AxisFinding find(const char *word, const char *measure, AxisName *name)
{
  Arena      *arena   = arena_open();
  AxisFinding finding = axis_find(arena, word, measure_find(measure), name);
  arena_close(arena);
  return finding;
}

static void axes_belong_to_grains(void **state)
{
  AxisName name;
  (void)state;
  assert_int_equal(find("trial", "steps", &name), AXIS_FOUND);
  assert_string_equal(name.name, "episode");
  assert_int_equal(name.axis, AXIS_EPISODE);
  assert_int_equal(find("time", "delta", &name), AXIS_FOUND);
  assert_int_equal(find("time", "steps", &name), AXIS_FOREIGN);
  assert_int_equal(find("time", "values", &name), AXIS_UNBUILT);
  assert_int_equal(find("phase", "exact.values", &name), AXIS_FOUND);
  assert_int_equal(find("episode", "exact.values", &name), AXIS_FOREIGN);
  assert_int_equal(find("episodes", "steps", &name), AXIS_UNKNOWN);
  assert_int_equal(find("clock", "delta", &name), AXIS_UNBUILT);
  assert_int_equal(find("previous.tag", "return", &name), AXIS_UNBUILT);
}

static void an_element_is_meant_before_the_moment(void **state)
{
  AxisName name;
  (void)state;
  assert_int_equal(find("state", "values", &name), AXIS_FOUND);
  assert_true(name.element);
  assert_int_equal(find("state", "delta", &name), AXIS_FOUND);
  assert_false(name.element);
  assert_int_equal(name.axis, AXIS_STATE);
  assert_int_equal(find("action", "probability", &name), AXIS_FOUND);
  assert_true(name.element);
  assert_int_equal(find("synapse", "weights", &name), AXIS_FOUND);
  assert_int_equal(find("feature", "weights", &name), AXIS_FOUND);
  assert_int_equal(find("synapse", "values", &name), AXIS_FOREIGN);
  assert_int_equal(find("state", "steps", &name), AXIS_FOREIGN);
}

static void some_axes_count_from_events(void **state)
{
  AxisName name;
  Arena   *arena = arena_open();
  (void)state;
  const MeasureKind *delta = measure_find("delta"), *steps = measure_find("steps");
  assert_int_equal(axis_find(arena, "since.reward", delta, &name), AXIS_FOUND);
  assert_string_equal(name.name, "since.reward");
  assert_string_equal(name.event, "reward");
  assert_int_equal(axis_find(arena, "nth.reward", steps, &name), AXIS_FOUND);
  assert_int_equal(name.axis, AXIS_NTH);
  assert_int_equal(axis_find(arena, "nth", steps, &name), AXIS_FOUND);
  assert_null(name.event);
  assert_int_equal(axis_find(arena, "since", delta, &name), AXIS_UNKNOWN);
  assert_int_equal(axis_find(arena, "time.reward", delta, &name), AXIS_UNKNOWN);
  arena_close(arena);
}

static void events_are_rewards_trials_and_arrivals(void **state)
{
  Bench    bench = bench_open(TRIALS);
  AxisName name;
  Event    event;
  (void)state;
  const World *world = bench.model[0]->world[0];
  Scope        scope = {.model = bench.model[0], .measure = measure_find("delta"), .world = world};
  axis_find(bench.arena, "since.CS", scope.measure, &name);
  assert_true(axis_event(bench.arena, &scope, &name, (Place){0}, &event, bench.desk.diag));
  assert_int_equal(event.form, EVENT_STATES);
  for (int s = 0; s < world->n_states; s++) assert_int_equal(event.in[s], world->time[s] == 2);
  axis_find(bench.arena, "since.reward", scope.measure, &name);
  assert_true(axis_event(bench.arena, &scope, &name, (Place){0}, &event, bench.desk.diag));
  assert_int_equal(event.form, EVENT_REWARD);
  axis_find(bench.arena, "nth", scope.measure, &name);
  assert_true(axis_event(bench.arena, &scope, &name, (Place){0}, &event, bench.desk.diag));
  assert_int_equal(event.form, EVENT_TRIAL);
  axis_find(bench.arena, "since.bell", scope.measure, &name);
  assert_false(axis_event(bench.arena, &scope, &name, (Place){0}, &event, bench.desk.diag));
  assert_string_equal(diag_text(bench.desk.diag),
                      "error: nothing in this world is 'bell'\n    hint: reward, trial, a state, "
                      "a "
                      "letter of the map, a cue, CUE.end or an outcome\n");
  bench_close(&bench);
}

static void names_for_hints_are_those_the_measure_knows(void **state)
{
  const char *names[32];
  (void)state;
  size_t n = axis_names(measure_find("exact.values"), names, 32);
  assert_int_equal(n, 4);
  assert_string_equal(names[0], "state");
  assert_string_equal(names[3], "phase");
  assert_int_equal(axis_names(measure_find("delta"), names, 2), 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(axes_belong_to_grains),
      cmocka_unit_test(an_element_is_meant_before_the_moment),
      cmocka_unit_test(some_axes_count_from_events),
      cmocka_unit_test(events_are_rewards_trials_and_arrivals),
      cmocka_unit_test(names_for_hints_are_those_the_measure_knows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
