// Tests: probes, table by table.

#include "experiment/layout.h"

#include "bench.h"

static Probe probe_of(Bench *bench, const char *words)
{
  Probe    probe;
  Request *request = bench_request(bench, words);
  assert_true(request_probe(bench->arena, request, bench->model[0], &probe));
  assert_string_equal(probe.name, request_name(request));
  return probe;
}

static void check_axis(const Probe *probe, int index, Axis axis, int64_t low, int64_t n,
                       size_t stride)
{
  assert_true(index < probe->n_axes);
  assert_int_equal(probe->axis[index].axis, axis);
  assert_int_equal(probe->axis[index].low, low);
  assert_int_equal(probe->axis[index].n, n);
  assert_int_equal(probe->axis[index].stride, stride);
}

static void an_average_needs_a_cell(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  Probe probe =
      probe_of(&bench, "{measure: steps, over: {group: right, phase: rest, episode: last 3}}");
  assert_int_equal(probe.cells, 1);
  assert_int_equal(probe.phase, 1);
  assert_int_equal(probe.n_axes, 1);
  check_axis(&probe, 0, AXIS_EPISODE, 3, 3, 0);
  assert_null(probe.axis[0].slot);
  probe = probe_of(&bench, "{measure: steps, over: {group: right, phase: rest}}");
  assert_int_equal(probe.n_axes, 0);
  bench_close(&bench);
}

static void kept_levels_have_slots_in_the_order_listed(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  Probe probe = probe_of(&bench, "{measure: steps, over: {group: right, phase: learn, "
                                 "episode: [7, 2, 3]}, reduce: [{episode: max}]}");
  assert_int_equal(probe.cells, 3);
  check_axis(&probe, 0, AXIS_EPISODE, 2, 6, 1);
  const int wanted[] = {1, 2, -1, -1, -1, 0};
  assert_memory_equal(probe.axis[0].slot, wanted, sizeof wanted);
  bench_close(&bench);
}

static void elements_and_moments_share_the_cells(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  Probe probe = probe_of(&bench, "{measure: values, over: {group: td, alpha: 0.1, episode: 0..2, "
                                 "state: [4, 2]}, reduce: [{state: rms}, {episode: min}]}");
  assert_int_equal(probe.cells, 6);
  check_axis(&probe, 0, AXIS_EPISODE, 0, 3, 2);
  assert_int_equal(probe.n_elements, 2);
  const World *world = bench.model[0]->world[0];
  for (int i = 0; i < 2; i++) {
    bool four = strcmp(world->state_name[probe.element[i]], "4") == 0;
    assert_true(four || strcmp(world->state_name[probe.element[i]], "2") == 0);
    assert_int_equal(probe.element_cell[i], four ? 0 : 1);
  }
  bench_close(&bench);
}

static void states_in_which_episodes_end_are_left_out_unless_named(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  Probe probe = probe_of(&bench, "{measure: values, over: {group: td, alpha: 0.1, episode: 1}}");
  assert_int_equal(probe.n_elements, 5);
  probe = probe_of(&bench,
                   "{measure: values, over: {group: td, alpha: 0.1, episode: 1, state: 0..6}}");
  assert_int_equal(probe.n_elements, 7);
  bench_close(&bench);
}

static void an_element_of_two_kept_regions_counts_in_both(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  const char *kept  = "{measure: values, over: {group: right, phase: learn, episode: 1}, "
                      "reduce: [{region: each}]}";
  Probe       probe = probe_of(&bench, kept);
  // West: 6 cells; middle: 5, one a wall; both have [0, 1] and [2, 1].
  assert_int_equal(probe.n_elements, 10);
  size_t first = 0;
  for (int i = 0; i < probe.n_elements; i++) first += probe.element_cell[i] == 0;
  assert_int_equal(first, 5);
  probe = probe_of(&bench, "{measure: values, over: {group: right, phase: learn, episode: 1, "
                           "region: [west, middle]}}");
  assert_int_equal(probe.n_elements, 8);
  bench_close(&bench);
}

static void seconds_and_events_become_tables(void **state)
{
  Bench bench = bench_open(TRIALS);
  (void)state;
  Probe probe = probe_of(&bench, "{measure: delta, over: {time: [0..1, 2.5], type: omission}, "
                                 "reduce: [{time: max}]}");
  assert_int_equal(probe.cells, 4);
  check_axis(&probe, 0, AXIS_TIME, 0, 6, 1);
  const int wanted[] = {0, 1, 2, -1, -1, 3};
  assert_memory_equal(probe.axis[0].slot, wanted, sizeof wanted);
  check_axis(&probe, 1, AXIS_TYPE, 1, 1, 0);
  probe = probe_of(&bench, "{measure: delta, over: {since.CS: 0.5, nth: 2}}");
  check_axis(&probe, 0, AXIS_NTH, 2, 1, 0);
  assert_int_equal(probe.axis[0].event.form, EVENT_TRIAL);
  check_axis(&probe, 1, AXIS_SINCE, 1, 1, 0);
  assert_int_equal(probe.axis[1].event.form, EVENT_STATES);
  bench_close(&bench);
}

static void what_comes_after_an_event_is_chosen_even_by_all(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  Probe probe = probe_of(&bench, "{measure: delta, over: {group: td, alpha: 0.1, since.4: all}}");
  check_axis(&probe, 0, AXIS_SINCE, 0, SELECTION_ENDLESS, 0);
  bench_close(&bench);
}

static void the_last_of_a_phase_of_steps_is_read_at_its_end(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  Probe probe =
      probe_of(&bench, "{measure: values, over: {group: right, phase: run, episode: last}}");
  assert_true(probe.at_end);
  assert_int_equal(probe.n_axes, 0);
  assert_int_equal(probe.phase, 2);
  bench_close(&bench);
}

static void phases_are_kept_apart_when_they_are_named(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  Probe probe = probe_of(&bench, "{measure: steps, over: {group: right, phase: [run, learn]}, "
                                 "reduce: [{phase: each}]}");
  assert_int_equal(probe.phase, -1);
  check_axis(&probe, 0, AXIS_PHASE, 0, 3, 1);
  const int wanted[] = {1, -1, 0};
  assert_memory_equal(probe.axis[0].slot, wanted, sizeof wanted);
  probe = probe_of(&bench, "{measure: reward, over: {group: right, life: 1..30}}");
  assert_int_equal(probe.phase, -1);
  assert_int_equal(probe.n_axes, 1);
  check_axis(&probe, 0, AXIS_LIFE, 1, 30, 0);
  bench_close(&bench);
}

static void the_state_of_the_moment_may_be_chosen(void **state)
{
  Bench bench = bench_open(MAZES);
  (void)state;
  Probe probe =
      probe_of(&bench, "{measure: delta, over: {group: right, phase: learn, state: [G, S]}, "
                       "reduce: [{state: each}]}");
  const World *world = bench.model[0]->world[0];
  assert_int_equal(probe.cells, 2);
  check_axis(&probe, 0, AXIS_STATE, 0, world->n_states, 1);
  for (int s = 0; s < world->n_states; s++) {
    const char *name   = world->state_name[s];
    int         wanted = strcmp(name, "[2, 3]") == 0 ? 0 : strcmp(name, "[0, 0]") == 0 ? 1 : -1;
    assert_int_equal(probe.axis[0].slot[s], wanted);
  }
  bench_told(&bench,
             "{measure: delta, over: {group: right, phase: learn}, reduce: [{region: each}]}",
             "words:1:64: error: regions that overlap cannot be kept apart step by step\n"
             "    ...ver: {group: right, phase: learn}, reduce: [{region: each}]}\n"
             "                                                    ^\n");
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_average_needs_a_cell),
      cmocka_unit_test(kept_levels_have_slots_in_the_order_listed),
      cmocka_unit_test(elements_and_moments_share_the_cells),
      cmocka_unit_test(states_in_which_episodes_end_are_left_out_unless_named),
      cmocka_unit_test(an_element_of_two_kept_regions_counts_in_both),
      cmocka_unit_test(seconds_and_events_become_tables),
      cmocka_unit_test(what_comes_after_an_event_is_chosen_even_by_all),
      cmocka_unit_test(the_last_of_a_phase_of_steps_is_read_at_its_end),
      cmocka_unit_test(phases_are_kept_apart_when_they_are_named),
      cmocka_unit_test(the_state_of_the_moment_may_be_chosen),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
