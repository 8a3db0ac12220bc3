// Connectome: steps a second of the larval mushroom body in four rooms, on one core.
//
// The agent of the main experiment: 1,434 (right) or 1,570 (left) plastic synapses, eight Kenyon
// cells active, actor-critic, softmax, traces that fade by 0.76 a step, weights of at least 0.
// There is no plain loop to hold it against; the number is printed as it is.
//
// link: -lcmocka

#include <stdlib.h>
#include <time.h>

#include "../cohort/lab.h"

enum { ANIMALS = 30, ROUNDS = 5 };

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(const char *side)
{
  double rate[ROUNDS], last = 0;
  Lab   *lab =
      lab_open(LAB_ROOMS
               "model:\n  network: {kind: connectome, connectome: larva_mushroom_body, side: %s}\n"
               "  agent: {kind: actor_critic, gamma: 0.95, w0: 0.05}\n"
               "  policy: {kind: softmax, beta: 8}\n  signal: {kind: population, volume: 0.5}\n"
               "  plasticity: {alpha: 0.1, lambda: 0.8, w_min: 0, forgetting: 0.005}\n"
               "phases: [{name: learn, episodes: 400}]\n",
               side);
  Probe *steps = lab_probe(lab, "steps", 0);
  lab_axis(steps, AXIS_EPISODE, 1, 400);
  for (int r = 0; r < ROUNDS; r++) {
    double  start = now(), sum = 0;
    Left   *left  = lab_run(lab, LANES, ANIMALS);
    double  taken = now() - start;
    int64_t lived = 0;
    for (int i = 0; i < ANIMALS; i++) {
      lived += left[i].steps;
      sum += lab_cell(&left[i], steps, 399);
    }
    rate[r] = (double)lived / taken;
    last    = sum / ANIMALS;
  }
  qsort(rate, ROUNDS, sizeof *rate, ascending);
  printf("connectome, %s: %.2f M steps/s (%.2f-%.2f); last episode %.1f steps\n", side,
         rate[ROUNDS / 2] / 1e6, rate[0] / 1e6, rate[ROUNDS - 1] / 1e6, last);
  lab_close(lab);
}

int main(void)
{
  measure("right");
  measure("left");
  return 0;
}
