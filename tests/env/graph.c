// Graph under test: tables and exact values by hand, and eleven tasks against their edge lists.

#include "../cohort/lab.h"
#include "../model/cases.h"

#include "config/csv.h"
#include "kind/env.h"

// What leads from a state to another by an action: chance, and the constant part of the reward.
static void check_way(const World *world, const char *from, const char *action, const char *to,
                      double chance, double reward)
{
  int s = state_named(world, from), a = action_named(world, action);
  assert_true(s >= 0 && a >= 0);
  int pair = s * world->n_actions + a;
  for (int o = world->outcome_start[pair]; o < world->outcome_start[pair + 1]; o++) {
    bool same = strcmp(world->state_name[world->outcome_next[o]], to) == 0;
    if (!same || world->outcome_reward[o] != reward) continue;
    check_near(world->outcome_chance[o], chance, 1e-12);
    return;
  }
  fail_msg("no way from %s by %s to %s pays %g", from, action, to, reward);
}

static int count_ways(const World *world, const char *from, const char *action)
{
  int pair = state_named(world, from) * world->n_actions + action_named(world, action);
  return world->outcome_start[pair + 1] - world->outcome_start[pair];
}

static const char two_step[] =
    "kind: graph\nedges:\n"
    "  first: {left: [{to: green, chance: 0.7}, {to: blue, chance: 0.3}],\n"
    "          right: [{to: blue, chance: 0.7}, {to: green, chance: 0.3}]}\n"
    "  green: {right: g2, left: g1}\n"
    "  blue:  {left: b1, right: {to: b2, reward: 0.25}}\n"
    "step_reward: -1\n"
    "rewards: {g1: {reward: 1, chance: 0.8}, g2: {chance: 0.2}, blue: 5, b2: 2}\n";

static void two_steps_are_laid_out_by_hand(void **state)
{
  Given        given = give_text(two_step);
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 7);
  assert_int_equal(world->n_actions, 2);
  assert_string_equal(world->action_name[0], "left");
  assert_string_equal(world->action_name[1], "right");
  assert_string_equal(world->state_name[world->start_state[0]], "first");
  assert_int_equal(world->start_start[1], 1);
  check_way(world, "first", "left", "green", 0.7, -1);
  check_way(world, "first", "left", "blue", 0.3, 4);
  check_way(world, "first", "right", "green", 0.3, -1);
  check_way(world, "first", "right", "blue", 0.7, 4);
  check_way(world, "green", "left", "g1", 0.8, 0);
  check_way(world, "green", "left", "g1", 0.2, -1);
  check_way(world, "green", "right", "g2", 0.2, 0);
  check_way(world, "green", "right", "g2", 0.8, -1);
  check_way(world, "blue", "left", "b1", 1, -1);
  check_way(world, "blue", "right", "b2", 1, 1.25);
  assert_int_equal(count_ways(world, "first", "left"), 2);
  assert_int_equal(count_ways(world, "blue", "right"), 1);
  int ends = 0;
  for (int s = 0; s < world->n_states; s++) ends += world->terminal[s];
  assert_int_equal(ends, 4);
  take_back(given);
}

static void a_state_answers_to_its_name_alone(void **state)
{
  Given        given = give_text(two_step);
  const World *world = make_world(given);
  (void)state;
  const void *green = world_state(world, state_named(world, "green"));
  assert_true(world->kind->is(world->env, green, "green"));
  assert_false(world->kind->is(world->env, green, "gree"));
  assert_false(world->kind->is(world->env, green, "greene"));
  take_back(given);
}

static void a_range_is_as_many_actions_alike(void **state)
{
  Given        given = give_text("{kind: graph, edges: {B: {8..11: {to: end, reward: {normal: "
                                        "-0.1, sd: 1}}, out: end}}}");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_actions, 5);
  assert_string_equal(world->action_name[0], "8");
  assert_string_equal(world->action_name[3], "11");
  assert_string_equal(world->action_name[4], "out");
  assert_false(world->deterministic);
  for (int a = 0; a < 4; a++) {
    check_near(world->reward[a], -0.1, 1e-12);
    assert_non_null(world->outcome_varying[world->outcome_start[a]]);
  }
  check_way(world, "B", "out", "end", 1, 0);
  take_back(given);
}

// Ways that pay the same at the same place are one, and what is certain is known as such.
static void equal_ways_are_one(void **state)
{
  Given        given = give_text("{kind: graph, edges: {a: {go: [{to: b, chance: 0.25}, {to: b, "
                                        "chance: 0.75}]}}}");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_true(world->deterministic);
  assert_int_equal(count_ways(world, "a", "go"), 1);
  take_back(given);
}

static void states_that_nothing_leads_to_are_in_the_tables(void **state)
{
  Given        given = give_text("{kind: graph, start: {choice: [two, one], weights: [1, 3]}, "
                                        "edges: {never: {go: one}, one: {go: x}, two: {go: z}, "
                                        "nowhere: {}}, rewards: {x: 10, z: 1, nowhere: 5}}");
  const World *world = make_world(given);
  (void)state;
  check_world(world);
  assert_int_equal(world->n_states, 5);
  assert_int_equal(world->start_start[1], 2);
  assert_string_equal(world->state_name[world->start_state[0]], "two");
  assert_string_equal(world->state_name[world->start_state[1]], "one");
  check_near(world->start_upto[0], 0.25, 1e-15);
  check_way(world, "never", "go", "one", 1, 0);
  check_way(world, "one", "go", "x", 1, 10);
  assert_int_equal(state_named(world, "nowhere"), -1);
  take_back(given);
}

// With a policy by coin: V(green) = -1 + (0.8 + 0.2) / 2, V(blue) = (-1 + 1.25) / 2, and first
// earns -1 + 5 P(blue) before either; the best goes right, where blue pays 5 at once.
static void values_are_those_worked_out_by_hand(void **state)
{
  (void)state;
  Lab *lab = lab_open("env:\n  kind: graph\n  edges:\n"
                      "    first: {left: [{to: green, chance: 0.7}, {to: blue, chance: 0.3}],\n"
                      "            right: [{to: blue, chance: 0.7}, {to: green, chance: 0.3}]}\n"
                      "    green: {right: g2, left: g1}\n"
                      "    blue:  {left: b1, right: {to: b2, reward: 0.25}}\n"
                      "  step_reward: -1\n"
                      "  rewards: {g1: {reward: 1, chance: 0.8}, g2: {chance: 0.2}, blue: 5, "
                      "b2: 2}\nmodel: {agent: q_learning}\n");
  int     first = lab_state(lab, "first"), green = lab_state(lab, "green");
  int     blue  = lab_state(lab, "blue");
  double *value = lab_exact(lab, "exact.values", 0, 0.5);
  double *q = lab_exact(lab, "exact.q_values", 0, 0.5), *best;
  lab_near(value[green], -0.5, 1e-14);
  lab_near(value[blue], 0.125, 1e-14);
  lab_near(q[2 * first], -1 + 0.3 * 5 + 0.5 * (0.7 * -0.5 + 0.3 * 0.125), 1e-14);
  lab_near(q[2 * first + 1], -1 + 0.7 * 5 + 0.5 * (0.3 * -0.5 + 0.7 * 0.125), 1e-14);
  lab_near(value[first], (q[2 * first] + q[2 * first + 1]) / 2, 1e-14);
  best = lab_exact(lab, "exact.optimal_values", 0, 0.5);
  lab_near(best[green], -0.2, 1e-14);
  lab_near(best[blue], 1.25, 1e-14);
  lab_near(best[first], -1 + 0.7 * 5 + 0.5 * (0.3 * -0.2 + 0.7 * 1.25), 1e-13);
  lab_near(*lab_exact(lab, "exact.steps", 0, 1), 2, 1e-14);
  lab_near(*lab_exact(lab, "exact.optimal_steps", 0, 1), 2, 0);
  lab_close(lab);
}

// From state n of a ring of three, walked on without a choice: a reward every third step.
static void a_ring_has_the_value_of_its_geometric_series(void **state)
{
  (void)state;
  Lab    *lab   = lab_open("env: {kind: graph, edges: {a: {go: b}, b: {go: c}, c: {go: a}}, "
                                  "rewards: {a: 2}}\nmodel: {agent: td}\n");
  double *value = lab_exact(lab, "exact.values", 0, 0.5);
  lab_near(value[lab_state(lab, "c")], 2 / (1 - 0.125), 1e-14);
  lab_near(value[lab_state(lab, "b")], 1 / (1 - 0.125), 1e-14);
  lab_near(value[lab_state(lab, "a")], 0.5 / (1 - 0.125), 1e-14);
  lab_close(lab);
}

// A phase that changes ways changes the order in which states are met, not what is seen of them.
static void what_was_learnt_of_a_name_stays_with_it(void **state)
{
  (void)state;
  Lab   *lab = lab_open("env: {kind: graph, edges: {a: {go: b}, b: {go: x}}, rewards: {x: 1}}\n"
                        "model: {agent: {kind: td, gamma: 1}, plasticity: {alpha: 0.5}}\n"
                        "phases:\n  - {name: one, episodes: 1}\n  - {name: two, episodes: 1, env: "
                        "{kind: graph, edges: {new: {go: b}, b: {go: x}, a: {go: new}}}}\n");
  Probe *delta = diary_probe(lab, "delta", 4);
  Left  *left  = lab_run(lab, 1, 1);
  lab_near(lab_cell(left, delta, 0), 0, 0);
  lab_near(lab_cell(left, delta, 1), 1, 0);
  lab_near(lab_cell(left, delta, 2), 0.5, 0);    // new leads to b, of which 0.5 was learnt
  lab_near(lab_cell(left, delta, 3), -0.5, 0);   // and which pays no more
  lab_close(lab);
}

// ---- tasks of the reference

// A number of a table.
static double cell_of(const Csv *csv, size_t row, const char *column)
{
  double number;
  assert_true(csv_column(csv, column) >= 0);
  assert_true(text_to_number(csv_cell(csv, row, csv_column(csv, column)), &number));
  return number;
}

static double reward_of(const Csv *rewards, const char *state)
{
  for (size_t row = 0; row < rewards->n_rows; row++) {
    if (strcmp(csv_cell(rewards, row, csv_column(rewards, "node")), state) == 0)
      return cell_of(rewards, row, "reward");
  }
  return 0;
}

// Every edge of the list is a way of the world, and there are no others.
static void compare(const World *world, const Csv *edges, const Csv *rewards)
{
  int n = world->outcome_start[world->n_states * world->n_actions], single = 0;
  for (size_t row = 0; row < edges->n_rows; row++) {
    const char *from = csv_cell(edges, row, csv_column(edges, "from"));
    const char *to   = csv_cell(edges, row, csv_column(edges, "to"));
    int         a    = (int)cell_of(edges, row, "action");
    assert_in_range(a, 0, world->n_actions - 1);
    check_way(world, from, world->action_name[a], to, cell_of(edges, row, "probability"),
              reward_of(rewards, to));
    single++;
  }
  assert_int_equal(n, single);
}

static void the_tasks_are_those_of_the_reference(void **state)
{
  static const char *const task[][2] = {{"linear", "linear"},
                                        {"two_way_linear", "two_way_linear"},
                                        {"ring_graph", "ring"},
                                        {"two_step_graph", "two_step"},
                                        {"t_graph", "t_graph"},
                                        {"t_loop", "t_loop"},
                                        {"neighborhood", "neighborhood"},
                                        {"human_a", "human_a"},
                                        {"human_b", "human_b"},
                                        {"variable_magnitude", "variable_magnitude"},
                                        {"three_arm_bandit", "three_arm_bandit"}};
  const char *folder = getenv("ACCUMBENS_REFERENCE");
  (void)state;
  if (!folder || !*folder) skip();
  for (size_t i = 0; i < sizeof task / sizeof *task; i++) {
    Given       given = give_text("{}");
    Arena      *arena = given.arena;
    const char *own   = arena_print(arena, "envs/%s.yaml", task[i][0]);
    const char *csv   = arena_print(arena, "%s/graphs/%s.csv", folder, task[i][1]);
    const char *paid  = arena_print(arena, "%s/graphs/%s.rewards.csv", folder, task[i][1]);
    given.root        = node_read_file(arena, own, given.diag);
    const Csv *edges = csv_read_file(arena, csv, given.diag);
    const Csv *rewards = csv_read_file(arena, paid, given.diag);
    check_told(given, "");
    const World *world = make_world(given);
    check_world(world);
    compare(world, edges, rewards);
    take_back(given);
  }
}

// The sizes in the table of worlds, ends included.
static void the_table_says_how_large_the_tasks_are(void **state)
{
  char  line[400], name[64];
  int   states, actions, end = 0, n = 0;
  FILE *table = fopen("envs/README.md", "r");
  (void)state;
  assert_non_null(table);
  while (fgets(line, sizeof line, table)) {
    int found = sscanf(line, "| [%63[a-z_]](%*[^)]) | %*[^|]| %d x %d |%n", name, &states,
                       &actions, &end);
    if (found != 3 || line[end] != '\n') continue;   // another table
    Given given = give_text("{}");
    given.root  = node_read_file(given.arena, arena_print(given.arena, "envs/%s.yaml", name),
                                given.diag);
    const World *world = make_world(given);
    assert_int_equal(world->n_states, states);
    assert_int_equal(world->n_actions, actions);
    take_back(given);
    n++;
  }
  fclose(table);
  assert_int_equal(n, 11);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_steps_are_laid_out_by_hand),
      cmocka_unit_test(a_state_answers_to_its_name_alone),
      cmocka_unit_test(a_range_is_as_many_actions_alike),
      cmocka_unit_test(equal_ways_are_one),
      cmocka_unit_test(states_that_nothing_leads_to_are_in_the_tables),
      cmocka_unit_test(values_are_those_worked_out_by_hand),
      cmocka_unit_test(a_ring_has_the_value_of_its_geometric_series),
      cmocka_unit_test(what_was_learnt_of_a_name_stays_with_it),
      cmocka_unit_test(the_tasks_are_those_of_the_reference),
      cmocka_unit_test(the_table_says_how_large_the_tasks_are),
  };
  return run_with_cases("tests/env/data/graph.txt", false, tests, sizeof tests / sizeof *tests);
}
