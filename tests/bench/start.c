// Start: how long it takes from a file's name to the first step, and the main experiment in full.
//
// The first is nac_check of an experiment in which one larva makes one step: reading, compiling
// the world and the network, everything before that step. The second is the wall time of
// the main experiment on all cores, everything written. Both depend on the machine and are printed
// as they are.
//
// link: -lcmocka

#include <stdlib.h>
#include <time.h>

#include "accumbens.h"

enum { ROUNDS = 9 };

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(void)
{
  const char *build = getenv("BUILD") ? getenv("BUILD") : "build";
  FILE       *quiet = fopen("/dev/null", "w");
  nac_Host    host  = {.out = quiet, .err = quiet, .now = now};
  nac_Run     one   = {.experiment = "tests/bench/start.yaml", .quiet = true};
  nac_Run     all   = {.experiment = "experiments/larva_four_rooms.yaml", .quiet = true};
  double      taken[ROUNDS], begin;
  char        out[400], clean[420];
  for (int r = 0; r < ROUNDS; r++) {
    begin = now();
    if (nac_check(&host, &one) != NAC_DONE) return 1;
    taken[r] = 1e3 * (now() - begin);
  }
  qsort(taken, ROUNDS, sizeof *taken, ascending);
  printf("start-up to the first step: %.1f ms (%.1f-%.1f); wanted: below 20\n", taken[ROUNDS / 2],
         taken[0], taken[ROUNDS - 1]);
  snprintf(out, sizeof out, "%s/bench/larva", build);
  snprintf(clean, sizeof clean, "rm -rf '%s'", out);
  if (system(clean) != 0) return 1;
  all.out  = out;
  begin    = now();
  int code = nac_run(&host, &all);
  printf("main experiment, everything written: %.1f s; wanted: below 10\n", now() - begin);
  fclose(quiet);
  return code;
}
