// Comparison under test: who is paired with whom, and what follows from it.

#include "report/comparison.h"

#include "math/inference.h"
#include "sample.h"

static void assert_near(double got, double want)
{
  if (isnan(got) && isnan(want)) return;
  if (!(fabs(got - want) <= 1e-12 * (1 + fabs(want)))) fail_msg("%.17g, not %.17g", got, want);
}

static void the_same_seeds_are_pairs_in_any_order(void **state)
{
  Arena        *arena = arena_open();
  const double  left[] = {11, 22, 33}, right[] = {30, 10, 20};
  const int64_t seed_a[] = {1, 2, 3}, seed_b[] = {3, 1, 2};
  ComparisonRow row = {0};
  (void)state;
  comparison_judge(arena, &(ComparisonSide){3, left, seed_a, NULL, NULL},
                   &(ComparisonSide){3, right, seed_b, NULL, NULL}, &row);
  assert_int_equal(row.pairs, 3);
  assert_int_equal(row.worlds, 1);
  assert_near(row.mean_a.value, 22);
  assert_near(row.mean_b.value, 20);
  assert_near(row.mean.value, 2);
  assert_near(row.mean.low, 1);    // differences are 1, 2, 3
  assert_near(row.mean.high, 3);
  assert_near(row.effect, 2);
  assert_near(row.p, 2 / 8.0);
  assert_string_equal(row.test, "all sign flips");
  assert_string_equal(row.effect_name, "d_z");
  assert_near(row.needed, inference_pairs_needed(2, 0.8, 0.05));
  assert_near(row.superiority.value, 6 / 9.0);
  arena_close(arena);
}

// Seed 4 has no partner, and 5 no number.
static void who_has_no_partner_is_left_out(void **state)
{
  Arena        *arena = arena_open();
  const double  left[] = {1, 2, 3, 1000, NAN}, right[] = {0, 0, 0, 7};
  const int64_t seed_a[] = {1, 2, 3, 4, 5}, seed_b[] = {1, 2, 3, 5};
  ComparisonRow row = {0};
  (void)state;
  comparison_judge(arena, &(ComparisonSide){5, left, seed_a, NULL, NULL},
                   &(ComparisonSide){4, right, seed_b, NULL, NULL}, &row);
  assert_int_equal(row.pairs, 3);
  assert_int_equal(row.n_a, 3);
  assert_int_equal(row.n_b, 3);
  assert_near(row.mean_a.value, 2);
  assert_near(row.mean.value, 2);
  arena_close(arena);
}

static void other_seeds_stand_alone(void **state)
{
  Arena        *arena = arena_open();
  const double  left[] = {1, 2, 3, 4, 5}, right[] = {2, 4, 6, 8, 10};
  const int64_t seed_a[] = {1, 2, 3, 4, 5}, seed_b[] = {5, 6, 7, 8, 9};
  ComparisonRow row = {0};
  (void)state;
  comparison_judge(arena, &(ComparisonSide){5, left, seed_a, NULL, NULL},
                   &(ComparisonSide){5, right, seed_b, NULL, NULL}, &row);
  assert_int_equal(row.pairs, 0);
  assert_int_equal(row.n_a, 5);
  assert_int_equal(row.n_b, 5);
  assert_string_equal(row.test, "Welch's t");
  assert_near(row.p, inference_welch(left, 5, right, 5).p);
  assert_string_equal(row.effect_name, "Hedges' g");
  assert_near(row.effect, inference_hedges(left, 5, right, 5));
  assert_near(row.needed, inference_units_needed(row.effect, 0.8, 0.05));
  assert_true(row.mean.low < -3 && row.mean.high > -3);
  arena_close(arena);
}

// The same seed in another world is another pair; worlds differ by 100, sides by 1.
static void worlds_are_strata(void **state)
{
  Arena        *arena = arena_open();
  const double  left[] = {1, 1, 101, 101}, right[] = {0, 0, 100, 100};
  const int64_t seed[] = {1, 2, 1, 2};
  const int     world[] = {0, 0, 1, 1};
  ComparisonRow row = {0};
  (void)state;
  comparison_judge(arena, &(ComparisonSide){4, left, seed, world, NULL},
                   &(ComparisonSide){4, right, seed, world, NULL}, &row);
  assert_int_equal(row.pairs, 4);
  assert_int_equal(row.worlds, 2);
  assert_near(row.mean_a.value, 51);
  assert_near(row.mean_a.low, 51);
  assert_near(row.mean_a.high, 51);
  assert_near(row.superiority.value, 1);
  assert_near(row.p, 2 / 16.0);
  assert_near(row.needed, 1);   // two pairs, one in each world
  arena_close(arena);
}

// Twelve seeds of three wirings: three signs are flipped, not twelve, and wirings are drawn.
static void seeds_that_share_a_wiring_are_flipped_and_drawn_together(void **state)
{
  Arena        *arena = arena_open();
  double        left[12], right[12] = {0};
  int64_t       seed[12];
  int           wiring[12];
  ComparisonRow row = {0}, naive = {0};
  (void)state;
  for (int i = 0; i < 12; i++) {
    left[i] = i % 3 + 1;
    seed[i] = i;
    wiring[i] = i % 3;
  }
  comparison_judge(arena, &(ComparisonSide){12, left, seed, NULL, wiring},
                   &(ComparisonSide){12, right, seed, NULL, NULL}, &row);
  comparison_judge(arena, &(ComparisonSide){12, left, seed, NULL, NULL},
                   &(ComparisonSide){12, right, seed, NULL, NULL}, &naive);
  assert_near(row.p, 2 / 8.0);
  assert_near(naive.p, 2 / 4096.0);
  assert_near(row.mean.low, 1);
  assert_near(row.mean.high, 3);
  assert_true(naive.mean.low > 1.4 && naive.mean.high < 2.6);
  arena_close(arena);
}

// Both sides share wirings, seeds modulo 3 and modulo 2: two signs are flipped. Without wirings on
// one side (-1) it is the other's that count.
static void of_two_sides_the_fewer_wirings_count(void **state)
{
  Arena        *arena = arena_open();
  double        left[12], right[12] = {0};
  int64_t       seed[12];
  int           three[12], two[12], none[12];
  ComparisonRow row = {0};
  (void)state;
  for (int i = 0; i < 12; i++) {
    left[i] = 1;
    seed[i] = i;
    three[i] = i % 3;
    two[i] = i % 2;
    none[i] = -1;
  }
  const int *sides[4][2] = {{three, two}, {two, three}, {none, two}, {three, none}};
  for (int k = 0; k < 4; k++) {
    comparison_judge(arena, &(ComparisonSide){12, left, seed, NULL, sides[k][0]},
                     &(ComparisonSide){12, right, seed, NULL, sides[k][1]}, &row);
    assert_near(row.p, k < 3 ? 2 / 4.0 : 2 / 8.0);
  }
  comparison_judge(arena, &(ComparisonSide){12, left, seed, NULL, none},
                   &(ComparisonSide){12, right, seed, NULL, none}, &row);
  assert_near(row.p, 2 / 4096.0);
  arena_close(arena);
}

static void a_diverged_animal_is_no_number_but_a_rank(void **state)
{
  Arena        *arena = arena_open();
  const double  left[] = {1, 2, 3, INFINITY}, right[] = {5, 6, 7, 8};
  const int64_t seed[] = {1, 2, 3, 4};
  ComparisonRow row = {0};
  (void)state;
  comparison_judge(arena, &(ComparisonSide){4, left, seed, NULL, NULL},
                   &(ComparisonSide){4, right, seed, NULL, NULL}, &row);
  assert_true(row.mean.value == INFINITY);
  assert_near(row.iqm_a.value, 2.5);
  assert_near(row.iqm.value, -4);
  assert_near(row.superiority.value, 0.25);
  assert_true(isnan(row.p) && isnan(row.effect) && isnan(row.needed));
  arena_close(arena);
}

static void nobody_and_one_are_no_sample(void **state)
{
  Arena         *arena = arena_open();
  const double   one[] = {1};
  const int64_t  seed[] = {1};
  ComparisonRow  row = {0};
  ComparisonSide single = {1, one, seed, NULL, NULL}, none = {0, NULL, NULL, NULL, NULL};
  (void)state;
  comparison_judge(arena, &none, &none, &row);
  assert_true(isnan(row.mean.value) && isnan(row.p) && isnan(row.superiority.value));
  row = (ComparisonRow){0};
  comparison_judge(arena, &single, &none, &row);
  assert_int_equal(row.n_a, 1);
  assert_true(row.mean_a.value == 1 && isnan(row.mean.value) && isnan(row.p));
  row = (ComparisonRow){0};
  comparison_judge(arena, &single, &single, &row);
  assert_true(row.pairs == 0 && row.mean.value == 0 && isnan(row.p));
  arena_close(arena);
}

static void a_profile_has_both_sides(void **state)
{
  Arena        *arena = arena_open();
  const double  left[] = {1, 2, 3, 4}, right[] = {3, 4, 5, 6}, tau[] = {0, 2.5, 4};
  const int64_t seed[] = {1, 2, 3, 4};
  ComparisonRow row = {0};
  Estimate      a[3], b[3];
  (void)state;
  comparison_judge(arena, &(ComparisonSide){4, left, seed, NULL, NULL},
                   &(ComparisonSide){4, right, seed, NULL, NULL}, &row);
  comparison_profile(arena, &row, 3, tau, a, b);
  for (int i = 0; i < 3; i++) {
    assert_near(a[i].value, (double[]){1, 0.5, 0}[i]);
    assert_near(b[i].value, (double[]){1, 1, 0.5}[i]);
  }
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_same_seeds_are_pairs_in_any_order),
    cmocka_unit_test(who_has_no_partner_is_left_out),
    cmocka_unit_test(other_seeds_stand_alone),
    cmocka_unit_test(worlds_are_strata),
    cmocka_unit_test(seeds_that_share_a_wiring_are_flipped_and_drawn_together),
    cmocka_unit_test(of_two_sides_the_fewer_wirings_count),
    cmocka_unit_test(a_diverged_animal_is_no_number_but_a_rank),
    cmocka_unit_test(nobody_and_one_are_no_sample),
    cmocka_unit_test(a_profile_has_both_sides),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
