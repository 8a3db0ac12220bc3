// Tests: numbers of made-up animals, reduced in the order that was said.

#include "experiment/wish.h"

#include "bench.h"

// Two alphas, four animals, three episodes each.
static void give_curves(Bench *bench)
{
  GIVE(bench, 0, 0, 4, 2, 3);
  GIVE(bench, 0, 1, 1, 2, 6);
  GIVE(bench, 0, 2, 7, 5, 9);
  GIVE(bench, 0, 3, 8, 7, 6);
  GIVE(bench, 1, 0, 1, 1, 1);
  GIVE(bench, 1, 1, 2, 2, 2);
  GIVE(bench, 1, 2, 3, 3, 3);
  GIVE(bench, 1, 3, 6, 6, 6);
}

static void animals_are_averaged_last_unless_they_are_named(void **state)
{
  static const char *const cases[][2] = {
      // Each animal's minimum: 2, 1, 5, 6.
      {"over: {group: td, alpha: 0.05, episode: 1..3}, reduce: [{episode: min}]", "3.5"},
      // The mean curve: 5, 4, 6.
      {"over: {group: td, alpha: 0.05, episode: 1..3}, reduce: [{seed: mean}, {episode: min}]",
       "4"},
      {"over: {group: td, alpha: 0.05, episode: 1..3}, reduce: [{seed: mean}, {episode: at_min}]",
       "2"},
      {"over: {group: td, alpha: 0.05, episode: 1..3}, reduce: [{episode: each}]", "5 4 6"},
      {"over: {group: td, episode: 1..3}, reduce: [{episode: max}, {alpha: each}, {seed: median}]",
       "7 2.5"},
      {"over: {group: td, episode: 1..3}, reduce: [{episode: max}, {alpha: {contrast: [1, -1]}}]",
       "3.75"},
      {"over: {group: td, alpha: 0.05, episode: 1..3, seed: [4, 1]}, reduce: [{episode: first}, "
       "{seed: each}]",
       "8 4"},
      {"over: {group: td, alpha: 0.05, episode: 1..3}, reduce: [{episode: first}, {seed: "
       "{fraction: {above: 3}}}]",
       "0.75"},
  };
  Bench bench = bench_open(WALKS);
  (void)state;
  give_curves(&bench);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const char *words = arena_print(bench.arena, "{measure: return, %s}", cases[i][0]);
    assert_string_equal(bench_numbers(&bench, bench_result(&bench, words)), cases[i][1]);
  }
  bench_close(&bench);
}

static void errors_are_distances_from_what_is_exact(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  // Values of states 2 and 4 of one animal, whose exact values are 1/3 and 2/3.
  for (int seed = 0; seed < 4; seed++) GIVE(&bench, -1, seed, 1, 1);
  const char *words =
      "{measure: error.values, over: {group: td, alpha: 0.1, episode: 10, state: [2, 4]}, "
      "reduce: [{state: each}]}";
  assert_string_equal(bench_numbers(&bench, bench_result(&bench, words)), "0.666667 0.333333");
  words = "{measure: error.values, over: {group: td, alpha: 0.1, episode: 10, state: [2, 4]}, "
          "reduce: [{state: rms}]}";
  assert_string_equal(bench_numbers(&bench, bench_result(&bench, words)), "0.527046");
  bench_close(&bench);
}

static void values_are_held_against_exact_ones(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  // Twice the exact values and 1: slope 2.
  for (int seed = 0; seed < 4; seed++)
    GIVE(&bench, -1, seed, 4.0 / 3, 5.0 / 3, 2, 7.0 / 3, 8.0 / 3);
  const char *words = "{measure: values, over: {group: td, alpha: 0.1, episode: 10}, "
                      "reduce: [{state: {slope: exact.values}}]}";
  assert_string_equal(bench_numbers(&bench, bench_result(&bench, words)), "2");
  bench_close(&bench);
}

static void missing_animals_are_counted(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  GIVE(&bench, 0, 0, 3);
  GIVE(&bench, 0, 2, 5);
  Source   source = bench_source(&bench);
  Request *request =
      bench_request(&bench, "{measure: return, over: {group: td}, reduce: [{alpha: each}]}");
  Roll    roll;
  Tensor *whole = request_gathered(bench.arena, request, &source, &roll);
  assert_int_equal(roll.animals, 4);
  assert_int_equal(roll.needed, 8);
  assert_int_equal(roll.missing, 6);
  assert_string_equal(bench_axes(&bench, whole), "alpha 0.05 0.1; seed 1 2 3 4");
  assert_string_equal(bench_numbers(&bench, request_reduced(bench.arena, request, whole)),
                      "4 nan");
  bench_close(&bench);
}

static void resampled_animals_give_what_a_new_sample_would(void **state)
{
  static const char *const cases[]  = {"reduce: [{episode: min}]",
                                       "reduce: [{seed: mean}, {episode: min}]",
                                       "reduce: [{episode: max}, {seed: median}]",
                                       "reduce: [{episode: each}]",
                                       "reduce: [{seed: mean}, {episode: each}]"};
  static const char *const wanted[] = {"4.75", "5.25", "8", "6.75 5.25 6", "6.75 5.25 6"};
  const int                drawn[]  = {3, 0, 3, 2};
  Bench                    bench    = bench_open(WALKS);
  (void)state;
  GIVE(&bench, -1, 0, 4, 2, 3);
  GIVE(&bench, -1, 1, 1, 2, 6);
  GIVE(&bench, -1, 2, 7, 5, 9);
  GIVE(&bench, -1, 3, 8, 7, 6);
  Source source = bench_source(&bench);
  for (int i = 0; i < 5; i++) {
    const char *words =
        arena_print(bench.arena,
                    "{measure: return, over: {group: td, alpha: 0.1, episode: 1..3}, %s}",
                    cases[i]);
    Request *request  = bench_request(&bench, words);
    Tensor  *whole    = request_tensor(bench.arena, request, &source);
    Tensor  *prepared = request_prepared(bench.arena, request, whole);
    Tensor  *slow     = request_resampled(bench.arena, request, whole, drawn, 4);
    Tensor  *fast     = request_resampled(bench.arena, request, prepared, drawn, 4);
    assert_string_equal(bench_numbers(&bench, fast), bench_numbers(&bench, slow));
    assert_string_equal(bench_numbers(&bench, fast), wanted[i]);
  }
  bench_close(&bench);
}

static void a_diverged_animal_makes_the_mean_infinite(void **state)
{
  Bench bench = bench_open(WALKS);
  (void)state;
  give_curves(&bench);
  bench.given[3].value = (const double[]){8, INFINITY, INFINITY};
  const char *words = "{measure: return, over: {group: td, alpha: 0.05, episode: 1..3}, reduce: "
                      "[{episode: each}]}";
  assert_string_equal(bench_numbers(&bench, bench_result(&bench, words)), "5 inf inf");
  words = "{measure: return, over: {group: td, alpha: 0.05, episode: 1..3}, "
          "reduce: [{seed: mean}, {episode: min}]}";
  assert_string_equal(bench_numbers(&bench, bench_result(&bench, words)), "5");
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(animals_are_averaged_last_unless_they_are_named),
      cmocka_unit_test(errors_are_distances_from_what_is_exact),
      cmocka_unit_test(values_are_held_against_exact_ones),
      cmocka_unit_test(missing_animals_are_counted),
      cmocka_unit_test(resampled_animals_give_what_a_new_sample_would),
      cmocka_unit_test(a_diverged_animal_makes_the_mean_infinite),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
