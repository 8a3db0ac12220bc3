// Bench: one policy on given preferences, drawn from many times.

#pragma once

#include "../cohort/lab.h"
#include "kind/policy.h"

enum { BENCH_DRAWS = 40000 };

typedef struct Bench {
  Lab     *lab;
  Cohort  *cohort;
  Stream   stream;
  int64_t  count[ACTIONS];
  int      n;
  uint64_t word[LANES];
} Bench;

// A policy over n actions; all lanes have its numbers.
static inline Bench *bench_open(const char *policy, int n)
{
  const char *const moves[9]  = {"north",     "east",      "south",     "west", "northeast",
                                 "southeast", "southwest", "northwest", "stay"};
  char              list[160] = "";
  for (int a = 0; a < n; a++) {
    if (a) strcat(list, ", ");
    if (a < 8) strcat(list, moves[a]);
  }
  if (n == 9) list[strlen(list) - 2] = 0;
  Lab   *lab = lab_open("env:\n  kind: gridworld\n  moves: [%s]\n%s  map: |\n    SG\n"
                        "model: {agent: q_learning, policy: %s}\nphases: [{name: a, steps: 1}]\n",
                        list, n == 9 ? "  extra_actions: [stay]\n" : "", policy);
  Bench *b   = arena_take(lab->arena, 1, sizeof *b);
  b->lab     = lab;
  b->n       = n;
  b->cohort  = arena_take(lab->arena, 1, sizeof *b->cohort);
  b->stream  = stream_open(11, PURPOSE_POLICY);
  lab->model->wants_probability = true;
  assert_int_equal(lab->model->n_actions, n);
  for (int i = 0; i < LANES; i++) {
    for (int f = 0; f < ROWS; f++)
      b->cohort->parameter[SOCKET_POLICY][f][i] = lab->parameters->row[SOCKET_POLICY][f];
  }
  return b;
}

static inline void bench_close(Bench *b)
{
  lab_close(b->lab);
}

// Chooses about n times; every choice must be an action.
static inline void bench_draw(Bench *b, const double *preference, int n)
{
  Lanes h[ACTIONS];
  int   action[LANES];
  memset(b->count, 0, sizeof b->count);
  for (int a = 0; a < b->n; a++) {
    for (int i = 0; i < LANES; i++) h[a][i] = preference[a];
  }
  for (int round = 0; round < (n + LANES - 1) / LANES; round++) {
    stream_fill(&b->stream, b->word, LANES, 1);
    b->lab->model->policy->choose(b->lab->model, b->cohort, (const Lanes *)h, b->word, action);
    for (int i = 0; i < LANES; i++) {
      assert_in_range(action[i], 0, b->n - 1);
      b->count[action[i]]++;
    }
  }
}

// Frequencies must fit the chances wanted (chi-square: three times a fair one's standard deviation
// above its mean would be met in about 1 of 100 draws; six leaves room and the seed is fixed), and
// what the policy says must be just these, adding up to 1.
static inline void bench_check(Bench *b, const double *preference, const double *wanted)
{
  double chi = 0, sum = 0;
  int    free = -1;
  bench_draw(b, preference, BENCH_DRAWS);
  for (int a = 0; a < b->n; a++) {
    lab_near(b->cohort->probability[a][LANES - 1], wanted[a], 1e-14);
    sum += b->cohort->probability[a][0];
    if (wanted[a] == 0) assert_int_equal(b->count[a], 0);
    if (wanted[a] == 0) continue;
    double expected = wanted[a] * BENCH_DRAWS, off = (double)b->count[a] - expected;
    chi += off * off / expected;
    free++;
  }
  lab_near(sum, 1, 1e-14);
  if (chi > free + 6 * sqrt(2.0 * free)) fail_msg("chi-square is %g with %d degrees", chi, free);
}
