// Draws under test: the bits of resample_bootstrap, whatever the sample and however much is held.

#include "math/draws.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "math/resample.h"

typedef struct Sample {
  const double *x;
  double       *room;
  double (*statistic)(const double *x, size_t n);
} Sample;

static double find_statistic(const void *context, const int *units, size_t n)
{
  const Sample *sample = context;
  for (size_t i = 0; i < n; i++) sample->room[i] = sample->x[units[i]];
  return sample->statistic(sample->room, n);
}

static void assert_same(double got, double want)
{
  if (isnan(got) && isnan(want)) return;
  if (got != want) fail_msg("%.17g, not %.17g", got, want);
}

static void check(Draws *draws, const double *x, size_t n)
{
  static double (*const statistic[])(const double *, size_t) = {statistic_mean, statistic_iqm};
  double *room = malloc(n * sizeof *room);
  for (int of = DRAWS_MEAN; of <= DRAWS_IQM; of++) {
    Sample sample = {x, room, statistic[of]};
    double low, high, low_too, high_too;
    resample_bootstrap(find_statistic, &sample, &(ResampleUnits){.n = n},
                       &(ResampleDraws){draws->resamples, 0.9, draws->seed}, &low, &high);
    draws_interval(draws, (DrawsOf)of, x, n, 0.9, &low_too, &high_too);
    assert_same(low_too, low);
    assert_same(high_too, high);
  }
  free(room);
}

static void intervals_are_the_bootstraps_to_the_bit(void **state)
{
  static const size_t size[] = {1, 2, 3, 10, 30, 31, 30, 200};
  static const int    resamples[] = {1, 16, 17, 501};
  (void)state;
  for (size_t r = 0; r < sizeof resamples / sizeof *resamples; r++) {
    Arena *arena = arena_open();
    Draws  draws = draws_open(arena, resamples[r], 3 + r);
    Stream stream = stream_open(r, PURPOSE_ENV);
    for (size_t k = 0; k < sizeof size / sizeof *size; k++) {
      double x[200];
      for (size_t i = 0; i < size[k]; i++) x[i] = 1e3 * chance_normal(stream_next(&stream));
      check(&draws, x, size[k]);
      for (size_t i = 0; i < size[k]; i++) x[i] = floor(x[i] / 1e3);   // with ties
      check(&draws, x, size[k]);
    }
    arena_close(arena);
  }
}

static void constants_and_infinities_are_no_exception(void **state)
{
  Arena       *arena = arena_open();
  Draws        draws = draws_open(arena, 200, 1);
  const double same[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
  const double diverged[] = {1, 2, INFINITY, 4, 5}, both[] = {1, -INFINITY, INFINITY, 4, 5};
  double       low, high;
  (void)state;
  check(&draws, same, 7);
  check(&draws, diverged, 5);
  check(&draws, both, 5);
  draws_interval(&draws, DRAWS_MEAN, same, 0, 0.9, &low, &high);
  assert_true(isnan(low) && isnan(high));
  arena_close(arena);
}

static void a_sample_too_large_to_hold_is_drawn_in_blocks(void **state)
{
  enum { MANY = 100000 };
  Arena  *arena = arena_open();
  Draws   draws = draws_open(arena, 50, 2);
  double *x = malloc(MANY * sizeof *x);
  (void)state;
  for (int i = 0; i < MANY; i++) x[i] = (double)(i % 1013) / 7;
  check(&draws, x, MANY);
  assert_true(draws.block < 50 && draws.room <= 1 << 23);
  check(&draws, x, 20);
  free(x);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(intervals_are_the_bootstraps_to_the_bit),
      cmocka_unit_test(constants_and_infinities_are_no_exception),
      cmocka_unit_test(a_sample_too_large_to_hold_is_drawn_in_blocks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
