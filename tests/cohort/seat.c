// Seats: first weights, where and with what trial animals start, and what goes on into a phase.

#include "lab.h"

static void weights_begin_with_v0_and_q0_or_w0(void **state)
{
  (void)state;
  Lab   *lab = lab_open(LAB_SMALL "model: {agent: {kind: actor_critic, v0: 2, w0: 0.5}}\n"
                                    "phases: [{name: a, steps: 1, learn: false}]\n");
  Diary  d   = diary_keep(lab, 1, 1);
  double w[40];
  for (int s = 0; s < 40; s++) w[s] = s % 5 == 0 ? 2 : 0.5;
  diary_check_weights(&d, 1, w, 0);
  lab_close(lab);
}

static void drawn_weights_are_the_words_of_their_stream(void **state)
{
  (void)state;
  Lab   *lab    = lab_open(LAB_SMALL "model: {agent: {kind: q_learning, q0: {uniform: [0, 1]}}}\n"
                                          "phases: [{name: a, steps: 1, learn: false}]\n");
  Stream stream = stream_open(77, PURPOSE_INIT);
  Diary  d      = diary_keep(lab, 1, 77);
  double w[32];
  for (int s = 0; s < 32; s++) w[s] = chance_uniform(stream_next(&stream));
  diary_check_weights(&d, 1, w, 0);
  lab_close(lab);
}

static void reset_weights_begin_again(void **state)
{
  (void)state;
  Lab   *lab    = lab_open("env: {kind: chain, states: 1, right: 1}\n"
                                "model: {agent: {kind: td, w0: 0.25}, plasticity: {alpha: 0.5}}\n"
                                "phases: [{name: a, episodes: 1}, {name: b, episodes: 1}, "
                                "{name: c, episodes: 1, reset_weights: true}]\n");
  Probe *before = lab_probe(lab, "weights", -1);
  lab_axis(before, AXIS_PHASE, 0, 3);
  lab_only(before, AXIS_EPISODE, 0);
  Left *left = lab_run(lab, 1, 1);
  lab_near(lab_cell(left, before, 0), 0.25, 0);
  lab_near(lab_cell(left, before, 2), 0.625, 1e-15);
  lab_near(lab_cell(left, before, 4), 0.25, 0);
  lab_close(lab);
}

static void trial_types_come_in_turn_or_by_their_weights(void **state)
{
  (void)state;
#define TYPES                                                                                     \
  "env:\n  kind: conditioning\n  length: 1\n  trials:\n    a: {cues: {A: [0, 1]}}\n"              \
  "    b: {cues: {B: [0, 1]}, outcomes: {US: 1}}\nmodel: {network: csc, agent: td}\n"
  Lab   *lab  = lab_open(TYPES "phases: [{name: p, episodes: 9}]\n");
  Probe *turn = lab_probe(lab, "return", 0);
  lab_axis(turn, AXIS_EPISODE, 1, 9);
  Left *left = lab_run(lab, 1, 1);
  for (size_t e = 0; e < 9; e++) lab_near(lab_cell(left, turn, e), e % 2, 0);
  lab_close(lab);
  lab =
      lab_open(TYPES "phases: [{name: p, order: random, types: {a: 1, b: 3}, episodes: 4000}]\n");
  Probe *share = lab_probe(lab, "return", 0);
  lab_near(lab_cell(lab_run(lab, 1, 1), share, 0), 0.75, 0.04);
  lab_close(lab);
}

static void an_episode_goes_on_where_its_place_is_free(void **state)
{
  (void)state;
  // after two steps east the animal is at [0, 2]; in b that is free, in c a wall
  const char *const maps[2] = {"S.....\n        .....G", "S.#...\n        .....G"};
  for (int m = 0; m < 2; m++) {
    Lab *lab =
        lab_open("env:\n  kind: gridworld\n  map: |\n    S.....\n    .....G\n"
                 "  moves: [east, south]\n"
                 "model: {agent: q_learning, policy: {kind: epsilon_greedy, epsilon: 0, "
                 "ties: first}}\nphases:\n  - {name: a, steps: 2}\n  - name: b\n    steps: 1\n"
                 "    env:\n      kind: gridworld\n      moves: [east, south]\n      map: |\n"
                 "        %s\n",
                 maps[m]);
    Probe       *where  = lab_probe(lab, "state", 1);
    Left        *left   = lab_run(lab, 1, 1);
    const World *second = model_world(lab->model, 1);
    const char  *name   = second->state_name[(int)lab_cell(left, where, 0)];
    assert_string_equal(name, m ? "[0, 0]" : "[0, 2]");
    lab_close(lab);
  }
}

#define REWIRED(more)                                                                             \
  LAB_ROOMS "model: {network: {kind: connectome, connectome: larva_mushroom_body, side: right, "  \
            "wiring: output_shuffle" more "}, agent: actor_critic, policy: softmax}\n"            \
            "phases: [{name: a, episodes: 2}]\n"

static Left *run_rewired(Lab *lab, int n, const int64_t *seed)
{
  lab_probe(lab, "steps", 0);
  lab_weights(lab, 0);
  return lab_run_with(lab, 2, n, seed, NULL);
}

static void an_animal_is_wired_by_its_own_seed_alone(void **state)
{
  (void)state;
  Lab    *lab     = lab_open(REWIRED(""));
  int64_t seed[6] = {4, 9, 4, 9, 5, 4};
  Left   *left    = run_rewired(lab, 6, seed);
  size_t  bytes   = sizeof(double) * lab->model->record_length;
  assert_memory_equal(left[0].record, left[2].record, bytes);
  assert_memory_equal(left[0].record, left[5].record, bytes);
  assert_memory_equal(left[1].record, left[3].record, bytes);
  assert_memory_not_equal(left[0].record, left[4].record, bytes);
  lab_close(lab);
}

// Of five wirings 4 has its own, and 9 that of 4.
static void shared_wirings_are_those_of_the_first_seeds(void **state)
{
  (void)state;
  Lab    *own = lab_open(REWIRED("")), *shared = lab_open(REWIRED(", graphs: 5"));
  int64_t seed[2] = {4, 9};
  Left   *left = run_rewired(own, 2, seed), *right = run_rewired(shared, 2, seed);
  size_t  bytes = sizeof(double) * own->model->record_length;
  assert_memory_equal(left[0].record, right[0].record, bytes);
  assert_memory_not_equal(left[1].record, right[1].record, bytes);
  lab_close(own);
  lab_close(shared);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(weights_begin_with_v0_and_q0_or_w0),
      cmocka_unit_test(drawn_weights_are_the_words_of_their_stream),
      cmocka_unit_test(reset_weights_begin_again),
      cmocka_unit_test(trial_types_come_in_turn_or_by_their_weights),
      cmocka_unit_test(an_episode_goes_on_where_its_place_is_free),
      cmocka_unit_test(an_animal_is_wired_by_its_own_seed_alone),
      cmocka_unit_test(shared_wirings_are_those_of_the_first_seeds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
