// Q-learning: the engine's speed as a ratio against a plain loop of the same task.
//
// Both learn four rooms by tabular Q-learning (alpha 0.1, gamma 0.99, epsilon-greedy with epsilon
// 0.1 and random ties, at most 1,000 steps an episode, 200 episodes a run) in double, with a table
// of successors and PCG64, and store steps and return of each episode. The plain loop is what an
// expert would write for this task alone: one run at a time, a word of PCG64 a step. Processor
// time of one core, interleaved rounds; the median of the ratios counts.
//
// link: -lcmocka

#include <stdlib.h>
#include <time.h>

#include "../cohort/lab.h"

enum { EPISODES = 200, LIMIT = 1000, RUNS = 256, ROUNDS = 9, DRAWS = 1024 };

typedef struct Plain {
  const World *world;
  double       steps[EPISODES];
  double       total[EPISODES];
  double       q[4 * 128];
  uint64_t     word[DRAWS];
  int          drawn;
  Stream       stream;
} Plain;

static uint64_t draw(Plain *p)
{
  if (p->drawn == DRAWS) {
    stream_fill(&p->stream, p->word, DRAWS, 1);
    p->drawn = 0;
  }
  return p->word[p->drawn++];
}

static int choose(const double *q, uint64_t word)
{
  uint32_t which = (uint32_t)(word >> 32);
  if ((uint32_t)word < (uint32_t)(0.1 * 0x1p32)) return which >> 30;
  double best = q[0];
  int    ties = 1, tied[4] = {0};
  for (int a = 1; a < 4; a++) {
    if (q[a] > best) {
      best    = q[a];
      ties    = 1;
      tied[0] = a;
    } else if (q[a] == best) {
      tied[ties++] = a;
    }
  }
  return ties == 1 ? tied[0] : tied[((uint64_t)which * (uint64_t)ties) >> 32];
}

static double largest(const double *q)
{
  double best = q[0];
  for (int a = 1; a < 4; a++) best = q[a] > best ? q[a] : best;
  return best;
}

static int64_t plain_run(Plain *p, int64_t seed)
{
  const World *w     = p->world;
  int64_t      lived = 0;
  p->stream          = stream_open((uint64_t)seed, PURPOSE_POLICY);
  p->drawn           = DRAWS;
  memset(p->q, 0, sizeof p->q);
  for (int episode = 0; episode < EPISODES; episode++) {
    int    state = w->start_state[0], step = 0;
    double total = 0;
    while (step < LIMIT) {
      int    pair   = 4 * state + choose(p->q + 4 * state, draw(p));
      int    next   = w->next[pair];
      double reward = w->reward[pair], goes_on = w->goes_on[pair];
      p->q[pair] += 0.1 * (reward + 0.99 * goes_on * largest(p->q + 4 * next) - p->q[pair]);
      total += reward;
      state = next;
      step++;
      if (goes_on == 0) break;
    }
    p->steps[episode] = step;
    p->total[episode] = total;
    lived += step;
  }
  return lived;
}

typedef struct Runs {
  Lab    *lab;
  int     next;
  int64_t steps;
  double  sum;
} Runs;

static bool take(void *context, Animal *animal)
{
  Runs *runs = context;
  if (runs->next == RUNS) return false;
  runs->next++;
  *animal = (Animal){runs->next, runs->next, runs->lab->parameters};
  return true;
}

static void finished(void *context, const Animal *animal, Ending ending, const char *note,
                     int64_t steps, const double *record)
{
  Runs *runs = context;
  (void)animal;
  (void)ending;
  (void)note;
  runs->steps += steps;
  runs->sum += record[EPISODES - 1];
}

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

// Steps a second of each, and the engine's mean length of the last episode.
static double engine(Lab *lab, double *last)
{
  Runs   runs  = {.lab = lab};
  Herd   herd  = {.context = &runs, .take = take, .finished = finished};
  double start = now();
  Arena *arena = arena_open();
  cohort_run(arena, lab->model, LANES, &herd);
  arena_close(arena);
  *last = runs.sum / RUNS;
  return (double)runs.steps / (now() - start);
}

static double plain(const World *world, double *last)
{
  static const Plain none;
  Plain             *p     = malloc(sizeof *p);
  int64_t            steps = 0;
  double             sum = 0, start = now();
  *p       = none;
  p->world = world;
  for (int run = 1; run <= RUNS; run++) {
    steps += plain_run(p, run);
    sum += p->steps[EPISODES - 1];
  }
  *last = sum / RUNS;
  free(p);
  return (double)steps / (now() - start);
}

int main(void)
{
  Lab *lab = lab_open(LAB_ROOMS "  \nmodel:\n  agent: {kind: q_learning, gamma: 0.99}\n"
                                "  policy: {kind: epsilon_greedy, epsilon: 0.1}\n"
                                "  plasticity: {alpha: 0.1}\n"
                                "phases: [{name: learn, episodes: %d}]\n",
                      EPISODES);
  ((World *)lab->model->world[0])->time_limit = LIMIT;
  double ratio[ROUNDS], ours[ROUNDS], theirs[ROUNDS], last_ours, last_theirs;
  lab_axis(lab_probe(lab, "steps", 0), AXIS_EPISODE, 1, EPISODES);
  lab_axis(lab_probe(lab, "return", 0), AXIS_EPISODE, 1, EPISODES);
  model_probe(lab->model, lab->n_probes, lab->probe);
  for (int r = 0; r < ROUNDS; r++) {
    ours[r]   = engine(lab, &last_ours);
    theirs[r] = plain(lab->model->world[0], &last_theirs);
    ratio[r]  = ours[r] / theirs[r];
  }
  qsort(ratio, ROUNDS, sizeof *ratio, ascending);
  qsort(ours, ROUNDS, sizeof *ours, ascending);
  qsort(theirs, ROUNDS, sizeof *theirs, ascending);
  printf("q_learning: engine %.1f M steps/s, plain loop %.1f M steps/s, ratio %.2f (%.2f-%.2f); "
         "last episode %.1f and %.1f steps\n",
         ours[ROUNDS / 2] / 1e6, theirs[ROUNDS / 2] / 1e6, ratio[ROUNDS / 2], ratio[0],
         ratio[ROUNDS - 1], last_ours, last_theirs);
  lab_close(lab);
  return 0;
}
