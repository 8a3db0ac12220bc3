// Wirings under test: groups of seeds on networks that are made up, and whose groups count.

#include "experiment/wiring.h"

#include "bench.h"
#include "experiment/inquiry.h"

static int64_t of_three(const void *network, int64_t seed)
{
  (void)network;
  return (seed % 3 + 3) % 3;
}

static int64_t of_two(const void *network, int64_t seed)
{
  (void)network;
  return 100 - seed % 2;
}

static const NetworkKind three = {.wiring_of = of_three}, two = {.wiring_of = of_two}, own = {0};
static const Model       shares_three = {.network = &three, .own_wiring = true},
                         shares_two = {.network = &two, .own_wiring = true},
                         alone = {.network = &own, .own_wiring = true},
                         real = {.network = &three, .own_wiring = false};

static void seeds_of_one_wiring_are_a_group(void **state)
{
  static const int64_t seed[] = {4, 9, 1, -1, 6}, apart[] = {1, 2, 3};
  Arena               *arena = arena_open();
  (void)state;
  assert_memory_equal(wiring_groups(arena, &shares_three, seed, 5), ((int[]){1, 0, 1, 2, 0}),
                      5 * sizeof(int));
  assert_memory_equal(wiring_groups(arena, &shares_two, seed, 3), ((int[]){1, 0, 0}),
                      3 * sizeof(int));
  assert_null(wiring_groups(arena, &shares_three, apart, 3));
  assert_null(wiring_groups(arena, &shares_three, seed, 1));
  assert_null(wiring_groups(arena, &shares_three, seed, 0));
  assert_null(wiring_groups(arena, &alone, seed, 5));
  assert_null(wiring_groups(arena, &real, seed, 5));
  arena_close(arena);
}

static void the_fewer_wirings_count(void **state)
{
  static const int few[] = {0, 1, 0, 1}, many[] = {2, 1, 0, 2};
  (void)state;
  assert_ptr_equal(wiring_fewer(few, many, 4), few);
  assert_ptr_equal(wiring_fewer(many, few, 4), few);
  assert_ptr_equal(wiring_fewer(many, NULL, 4), many);
  assert_ptr_equal(wiring_fewer(NULL, few, 4), few);
  assert_null(wiring_fewer(NULL, NULL, 4));
}

// Seeds 1 to 4; the conditions' models are exchanged once the requests have been read.
static void claims_draw_the_wirings_of_the_conditions_they_are_about(void **state)
{
  Bench    bench  = bench_open(WALKS);
  Source   source = bench_source(&bench);
  Request *first  = bench_request(&bench, "{measure: return, over: {group: td, alpha: 0.05}}");
  Request *second = bench_request(&bench, "{measure: return, over: {group: td, alpha: 0.1}}");
  Request *third  = bench_request(&bench, "{measure: return, over: {group: mc, alpha: 0.01}}");
  Request *few    = bench_request(&bench, "{measure: return, over: {group: td, alpha: 0.05, "
                                          "seed: [1, 2, 3]}}");
  Request *both   = bench_request(&bench, "{measure: return, over: {group: td, alpha: all}, "
                                          "reduce: [{alpha: each}]}");
  (void)state;
  assert_null(request_wirings(bench.arena, both));
  for (int seed = 0; seed < 4; seed++) bench_give(&bench, -1, seed, 1, &(double){seed});
  bench.model[0] = &shares_three;
  bench.model[1] = &shares_two;
  static const int of3[] = {1, 2, 0, 1}, of2[] = {0, 1, 0, 1};
  assert_memory_equal(request_wirings(bench.arena, first), of3, sizeof of3);
  assert_memory_equal(request_wirings(bench.arena, second), of2, sizeof of2);
  assert_memory_equal(request_wirings(bench.arena, both), of2, sizeof of2);
  assert_null(request_wirings(bench.arena, few));
  assert_null(request_wirings(bench.arena, third));
  Inquiry pairs = inquiry_open(bench.arena, first, second, TENSOR_MINUS, &source);
  assert_memory_equal(pairs.left_wiring, of2, sizeof of2);
  Inquiry half = inquiry_open(bench.arena, third, first, TENSOR_MINUS, &source);
  assert_memory_equal(half.left_wiring, of3, sizeof of3);
  Inquiry lone = inquiry_open(bench.arena, third, few, TENSOR_MINUS, &source);
  assert_true(!lone.paired && !lone.left_wiring && !lone.right_wiring);
  bench_close(&bench);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(seeds_of_one_wiring_are_a_group),
      cmocka_unit_test(the_fewer_wirings_count),
      cmocka_unit_test(claims_draw_the_wirings_of_the_conditions_they_are_about),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
