// Transit: outcomes as often as the world says, drawn rewards, and the time limit.

#include "lab.h"

static void outcomes_come_as_often_as_the_tables_say(void **state)
{
  (void)state;
  Lab         *lab   = lab_open("env:\n  kind: gridworld\n  slip: 0.4\n  map: |\n    ...\n    "
                                ".S.\n    ...\n"
                                "  moves: [north, east, south, west]\n  time_limit: 1\n"
                                "model: {agent: q_learning, policy: {kind: epsilon_greedy, "
                                "epsilon: 0, ties: "
                                "first}}\nphases: [{name: a, episodes: 20000, learn: false}]\n");
  const World *world = lab->model->world[0];
  Probe       *where = lab_probe(lab, "delta", 0);   // an arrival: counted by its state
  lab_axis(where, AXIS_STATE, 0, world->n_states);
  int      pair = 4 * world->start_state[0], outcomes = 0;
  uint64_t met[16] = {0};
  Stream   stream  = stream_open(1, PURPOSE_ENV);
  assert_int_equal(lab->model->env_words, 1);
  for (int t = 0; t < 20000; t++) {
    double point = chance_uniform(stream_next(&stream));
    int    o     = world->outcome_start[pair];
    while (point >= world->outcome_upto[o]) o++;
    met[o - world->outcome_start[pair]]++;
  }
  for (int o = world->outcome_start[pair]; o < world->outcome_start[pair + 1]; o++) {
    double p = world->outcome_chance[o];
    lab_near((double)met[o - world->outcome_start[pair]] / 20000, p,
             6 * sqrt(p * (1 - p) / 20000));
    outcomes++;
  }
  assert_int_equal(outcomes, 4);
  Left *left = lab_run(lab, 1, 1);
  for (int s = 0; s < world->n_states; s++) {
    bool reached = false;
    for (int o = world->outcome_start[pair]; o < world->outcome_start[pair + 1]; o++)
      reached |= world->outcome_next[o] == s;
    assert_int_equal(!isnan(lab_cell(left, where, (size_t)s)), reached);
  }
  lab_close(lab);
}

static void the_engine_draws_the_words_of_the_worlds_stream(void **state)
{
  (void)state;
  Lab         *lab    = lab_open("env: {kind: chain, states: 9, right: 0.3, ends: [-1, 1]}\n"
                                      "model: {agent: {kind: td, gamma: 1}}\nphases: [{name: a, "
                                      "steps: 300}]\n");
  const World *world  = lab->model->world[0];
  Stream       stream = stream_open(5, PURPOSE_ENV);
  Diary        d      = diary_keep(lab, 300, 5);
  assert_int_equal(lab->model->env_words, 1);
  for (int t = 1, s = world->start_state[0]; t <= 300; t++) {
    double point = chance_uniform(stream_next(&stream));
    int    o     = world->outcome_start[s];
    assert_int_equal(diary_state(&d, t), s);
    while (point >= world->outcome_upto[o]) o++;
    lab_near(diary_reward(&d, t), world->outcome_reward[o], 0);
    s = world->outcome_ends[o] ? world->start_state[0] : world->outcome_next[o];
  }
  lab_close(lab);
}

static void rewards_are_drawn_from_their_distribution(void **state)
{
  (void)state;
  Lab   *lab  = lab_open("env:\n  kind: conditioning\n  length: 2\n  trials:\n    "
                            "a: {cues: {A: [0, 1]},"
                            " outcomes: {US: {at: 1, reward: {normal: 3, sd: 2}}}}\n"
                            "model: {network: csc, agent: td}\nphases: [{name: a, "
                            "episodes: 4000}]\n");
  Probe *paid = lab_probe(lab, "return", 0);
  lab_axis(paid, AXIS_EPISODE, 1, 4000);
  Left  *left = lab_run(lab, 1, 1);
  double sum = 0, squares = 0;
  for (size_t e = 0; e < 4000; e++) {
    double x = lab_cell(left, paid, e) - 3;
    sum += x;
    squares += x * x;
  }
  lab_near(sum / 4000, 0, 0.15);
  lab_near(sqrt(squares / 4000), 2, 0.12);
  lab_close(lab);
}

static void an_outcome_and_its_reward_have_a_word_each(void **state)
{
  (void)state;
  Lab *lab = lab_open("env:\n  kind: conditioning\n  length: 1\n  trials:\n    a: {cues: {A: "
                      "[0, 1]}, "
                      "outcomes: {US: {at: 1, chance: 0.5, reward: {uniform: [1, 2]}}}}\n"
                      "model: {network: csc, agent: td}\nphases: [{name: a, steps: 200}]\n");
  const World *world  = lab->model->world[0];
  Stream       stream = stream_open(8, PURPOSE_ENV);
  Diary        d      = diary_keep(lab, 200, 8);
  int          paid   = 0;
  assert_int_equal(lab->model->env_words, 2);
  for (int t = 1; t <= 200; t++) {
    uint64_t first = stream_next(&stream), second = stream_next(&stream);
    int      o      = world->outcome_start[world->start_state[0]];
    double   wanted = 0;
    while (chance_uniform(first) >= world->outcome_upto[o]) o++;
    if (world->outcome_varying[o]) wanted = 1 + chance_uniform(second);
    paid += wanted != 0;
    lab_near(diary_reward(&d, t), wanted, 1e-15);
  }
  assert_in_range(paid, 70, 130);
  lab_close(lab);
}

static void the_limit_cuts_at_its_step_and_a_goal_at_the_limit_is_reached(void **state)
{
  (void)state;
  for (int limit = 2; limit <= 4; limit++) {
    Lab   *lab   = lab_open("env: {kind: chain, states: 3, start: 1, right: 1, time_limit: %d}\n"
                                "model: {agent: td}\nphases: [{name: a, episodes: 3}]\n",
                            limit);
    Probe *steps = lab_probe(lab, "steps", 0), *finished = lab_probe(lab, "finished", 0);
    Left  *left = lab_run(lab, 1, 1);
    lab_near(lab_cell(left, steps, 0), limit == 2 ? 2 : 3, 0);
    lab_near(lab_cell(left, finished, 0), limit == 2 ? 0 : 1, 0);
    lab_close(lab);
  }
}

static void a_limit_that_shrank_in_mid_episode_cuts_at_once(void **state)
{
  (void)state;
  Lab   *lab = lab_open("env: {kind: chain, states: 50, start: 1, right: 1}\nmodel: {agent: td}\n"
                          "phases:\n  - {name: a, steps: 10}\n  - name: b\n    episodes: 2\n    "
                          "env: "
                          "{kind: chain, states: 50, start: 1, right: 1, time_limit: 5}\n");
  Probe *steps = lab_probe(lab, "steps", 1);
  lab_axis(steps, AXIS_EPISODE, 1, 2);
  Left *left = lab_run(lab, 1, 1);
  lab_near(lab_cell(left, steps, 0), 11, 0);
  lab_near(lab_cell(left, steps, 1), 5, 0);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(outcomes_come_as_often_as_the_tables_say),
      cmocka_unit_test(the_engine_draws_the_words_of_the_worlds_stream),
      cmocka_unit_test(rewards_are_drawn_from_their_distribution),
      cmocka_unit_test(an_outcome_and_its_reward_have_a_word_each),
      cmocka_unit_test(the_limit_cuts_at_its_step_and_a_goal_at_the_limit_is_reached),
      cmocka_unit_test(a_limit_that_shrank_in_mid_episode_cuts_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
