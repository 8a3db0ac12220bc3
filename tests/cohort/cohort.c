// Cohorts: the same bytes however animals are batched, and one block of memory for all of them.

#include "lab.h"

enum { ANIMALS = 40 };

static const char *const lives[] = {
    // a table, episodes of very different lengths
    LAB_ROOMS "model:\n  agent: q_learning\n  policy: {kind: epsilon_greedy, epsilon: 0.1}\n"
              "phases: [{name: a, episodes: 5}]\n",
    // the next action is chosen ahead, the floor is slippery, dopamine is noisy
    LAB_ROOMS "  slip: 0.2\nmodel:\n  agent: {kind: sarsa, gamma: 0.95}\n"
              "  policy: {kind: softmax, beta: 3}\n  signal: {noise: 0.2}\n"
              "  plasticity: {alpha: 0.2, lambda: 0.7}\nphases: [{name: a, episodes: 6}]\n",
    // phases that end at a step or an episode, the goal moved
    LAB_ROOMS
    "model:\n  agent: {kind: actor_critic, q0: {normal: 0, sd: 0.1}}\n  policy: softmax\n"
    "phases:\n  - {name: a, steps: 777}\n  - {name: b, episodes: 3, reset_weights: true}\n"
    "  - name: c\n    steps: 501\n    env:\n      kind: gridworld\n      map: |\n"
    "        ###########\n        #....#...G#\n        #....#....#\n        #.........#\n"
    "        #....#....#\n        ###.###.###\n        #....#....#\n        #.........#\n"
    "        #....#....#\n        #....#...S#\n        ###########\n"
    "  - {name: d, learn: false, steps: 100}\n",
    // one of three places to start from
    "env:\n  kind: gridworld\n  time_limit: 60\n  map: |\n    S..S\n    .#..\n    S..G\n"
    "model:\n  agent: {kind: q_learning, updates: episode}\n  policy: softmax\n"
    "  plasticity: {alpha: 0.3, lambda: 0.9}\nphases: [{name: a, episodes: 30}]\n",
    // trials by chance, rewards by chance
    "env:\n  kind: conditioning\n  length: 6\n  trials:\n"
    "    light: {cues: {A: [1, 5]}, outcomes: {US: {at: 4, chance: 0.5}}}\n"
    "    sound: {cues: {B: [2, 5]}, outcomes: {US: {at: 5, reward: {normal: 1, sd: 0.5}}}}\n"
    "model:\n  network: csc\n  agent: td\n  plasticity: {alpha: 0.1, lambda: 0.9}\n"
    "phases: [{name: a, order: random, types: {light: 1, sound: 2}, episodes: 37}]\n",
    // each animal wired in its own way, lazy traces, bounds, forgetting
    LAB_ROOMS
    "model:\n  network: {kind: connectome, connectome: larva_mushroom_body, side: right,\n"
    "            wiring: output_shuffle}\n"
    "  agent: {kind: actor_critic, gamma: 0.95, w0: 0.05}\n"
    "  policy: {kind: softmax, beta: 8}\n  signal: population\n"
    "  plasticity: {alpha: 0.1, lambda: 0.8, w_min: 0, forgetting: 0.005}\n"
    "phases: [{name: a, episodes: 2}]\n",
};

static Lab *open_lab(const char *text)
{
  Lab *lab = lab_open("%s", text);
  for (int p = 0; p < lab->model->n_phases; p++) {
    lab_axis(lab_probe(lab, "steps", p), AXIS_EPISODE, 1, 50);
    lab_axis(lab_probe(lab, "delta", p), AXIS_STEP, 1, 40);
    lab_axis(lab_probe(lab, "probability", p), AXIS_LIFE, 1, 30);
    lab_weights(lab, p);
  }
  return lab;
}

static void check_same(const Lab *lab, const Left *a, const Left *b)
{
  assert_int_equal(a->ending, b->ending);
  assert_int_equal(a->steps, b->steps);
  assert_memory_equal(a->record, b->record, sizeof(double) * lab->model->record_length);
}

static void widths_leave_the_same_bytes(void **state)
{
  const int widths[] = {7, 31, 32};
  (void)state;
  for (size_t l = 0; l < sizeof lives / sizeof lives[0]; l++) {
    Lab  *lab   = open_lab(lives[l]);
    Left *alone = lab_run(lab, 1, ANIMALS);
    int   apart = 0;
    for (size_t w = 0; w < 3; w++) {
      Left *left = lab_run(lab, widths[w], ANIMALS);
      for (int i = 0; i < ANIMALS; i++) check_same(lab, &alone[i], &left[i]);
    }
    for (int i = 1; i < ANIMALS; i++) {
      apart += memcmp(alone[i].record, alone[0].record,
                      sizeof(double) * lab->model->record_length) != 0;
    }
    assert_int_equal(apart, ANIMALS - 1);   // or nothing would have been shown
    lab_close(lab);
  }
}

static void the_order_in_the_queue_does_not_matter(void **state)
{
  (void)state;
  for (size_t l = 0; l < sizeof lives / sizeof lives[0]; l++) {
    Lab    *lab = open_lab(lives[l]);
    int64_t seed[ANIMALS];
    for (int i = 0; i < ANIMALS; i++) seed[i] = 1 + (i * 17 + 5) % ANIMALS;
    Left *ordered = lab_run(lab, 7, ANIMALS);
    Left *mixed   = lab_run_with(lab, 7, ANIMALS, seed, NULL);
    for (int i = 0; i < ANIMALS; i++) check_same(lab, &ordered[seed[i] - 1], &mixed[i]);
    lab_close(lab);
  }
}

static void animals_side_by_side_keep_their_own_numbers(void **state)
{
  (void)state;
  Lab        *lab    = open_lab(lives[0]);
  int         phases = lab->model->n_phases;
  int64_t     seed[ANIMALS];
  Parameters *own = arena_take(lab->arena, (size_t)(ANIMALS * phases), sizeof *own);
  for (int i = 0; i < ANIMALS; i++) {
    seed[i] = 9;   // one seed: only the numbers differ
    memcpy(&own[i * phases], lab->parameters, sizeof *own * (size_t)phases);
    own[i * phases].row[SOCKET_PLASTICITY][PLASTICITY_ALPHA] = 0.02 * (i + 1);
  }
  Left *together = lab_run_with(lab, 32, ANIMALS, seed, own);
  for (int i = 0; i < ANIMALS; i++) {
    Left *alone = lab_run_with(lab, 1, 1, &seed[i], &own[i * phases]);
    check_same(lab, alone, &together[i]);
    if (i > 0)
      assert_memory_not_equal(together[i].record, together[i - 1].record,
                              sizeof(double) * lab->model->record_length);
  }
  lab_close(lab);
}

static void recording_more_changes_nothing(void **state)
{
  (void)state;
  for (size_t l = 0; l < sizeof lives / sizeof lives[0]; l++) {
    Lab  *little = open_lab(lives[l]), *much = open_lab(lives[l]);
    Left *few = lab_run(little, 7, 9);
    lab_axis(lab_probe(much, "values", -1), AXIS_STEP, 1, 20);
    lab_axis(lab_probe(much, "weights", -1), AXIS_LIFE, 1, 25);
    lab_axis(lab_probe(much, "q_values", -1), AXIS_EPISODE, 0, 5);
    lab_probe(much, "greedy_steps", -1);
    Left *many = lab_run(much, 7, 9);
    for (int i = 0; i < 9; i++) {
      assert_int_equal(few[i].steps, many[i].steps);
      assert_memory_equal(few[i].record, many[i].record,
                          sizeof(double) * little->model->record_length);
    }
    lab_close(little);
    lab_close(much);
  }
}

typedef struct Counting {
  LabHerd herd;
  Arena  *arena;
  size_t  requests;
  int     stops;
} Counting;

static void watch(Counting *c)
{
  if (!c->requests) c->requests = arena_requests(c->arena);
  assert_int_equal(arena_requests(c->arena), c->requests);
}

static bool take(void *context, Animal *animal)
{
  watch(context);
  return lab_take(&((Counting *)context)->herd, animal);
}

static void finished(void *context, const Animal *animal, Ending ending, const char *note,
                     int64_t steps, const double *record)
{
  watch(context);
  lab_finished(&((Counting *)context)->herd, animal, ending, note, steps, record);
}

static bool stop(void *context)
{
  Counting *c = context;
  watch(c);
  return c->stops && --c->stops == 0;
}

static int run_counting(Lab *lab, int stops)
{
  int64_t  seed[ANIMALS];
  int      met  = 0;
  Counting c    = {.arena = arena_open(), .stops = stops};
  Herd     herd = {&c, take, finished, stop};
  model_probe(lab->model, lab->n_probes, lab->probe);
  c.herd = (LabHerd){lab, seed, NULL, ANIMALS, 0, arena_take(lab->arena, ANIMALS, sizeof(Left))};
  for (int i = 0; i < ANIMALS; i++) {
    seed[i]               = i;
    c.herd.left[i].record = arena_take(lab->arena, lab->model->record_length + 1, sizeof(double));
  }
  cohort_run(c.arena, lab->model, 7, &herd);
  arena_close(c.arena);
  for (int i = 0; i < ANIMALS; i++) met += c.herd.left[i].met;
  return met;
}

static void nothing_is_asked_of_the_system_once_a_cohort_is_open(void **state)
{
  (void)state;
  for (size_t l = 0; l < sizeof lives / sizeof lives[0]; l++) {
    Lab *lab = open_lab(lives[l]);
    assert_int_equal(run_counting(lab, 0), ANIMALS);
    lab_close(lab);
  }
}

static void who_is_told_to_stop_drops_those_in_flight(void **state)
{
  (void)state;
  Lab *lab = open_lab(lives[0]);
  assert_int_equal(run_counting(lab, 1), 0);
  int met = run_counting(lab, 200);
  assert_true(met > 0 && met < ANIMALS);
  lab_close(lab);
}

static void an_empty_herd_is_no_trouble(void **state)
{
  (void)state;
  Lab *lab = open_lab(lives[0]);
  lab_run(lab, 32, 0);
  lab_close(lab);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(widths_leave_the_same_bytes),
      cmocka_unit_test(the_order_in_the_queue_does_not_matter),
      cmocka_unit_test(animals_side_by_side_keep_their_own_numbers),
      cmocka_unit_test(recording_more_changes_nothing),
      cmocka_unit_test(nothing_is_asked_of_the_system_once_a_cohort_is_open),
      cmocka_unit_test(who_is_told_to_stop_drops_those_in_flight),
      cmocka_unit_test(an_empty_herd_is_no_trouble),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
