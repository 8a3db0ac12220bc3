// Softmax: the policy with the project's exp against the same policy with libm's.
//
// 32 animals choose among 4 actions, for each width of vectors that this machine has; the policy's
// source is taken in, so that each of them can be called. Processor time of one core, rounds that
// alternate; the median of the ratios counts. Wanted: 1.2, 2 and 4.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../src/policy/softmax.c"

// The same passes; only the exponential is another.
INLINED void libm(const Model *model, Cohort *cohort, const Lanes *preference,
                  const uint64_t *draw, int *action)
{
  const double *beta = cohort_row(cohort, SOCKET_POLICY, BETA);
  Lanes         weight[4], sum;
  for (int i = 0; i < LANES; i++) {
    double top = preference[0][i];
    for (int a = 1; a < 4; a++) top = preference[a][i] > top ? preference[a][i] : top;
    for (int a = 0; a < 4; a++) weight[a][i] = beta[i] * (preference[a][i] - top);
  }
  for (int a = 0; a < 4; a++) {
    for (int i = 0; i < LANES; i++) weight[a][i] = exp(weight[a][i]);
  }
  for (int i = 0; i < LANES; i++) {
    sum[i] = 0;
    for (int a = 0; a < 4; a++) sum[i] += weight[a][i];
  }
  pick((const Lanes *)weight, sum, draw, 4, action);
  (void)model;
}

static void libm_narrow(const Model *model, Cohort *cohort, const Lanes *preference,
                        const uint64_t *draw, int *action)
{
  libm(model, cohort, preference, draw, action);
}

AT_AVX2 static void libm_avx2(const Model *model, Cohort *cohort, const Lanes *preference,
                              const uint64_t *draw, int *action)
{
  libm(model, cohort, preference, draw, action);
}

AT_AVX512 static void libm_avx512(const Model *model, Cohort *cohort, const Lanes *preference,
                                  const uint64_t *draw, int *action)
{
  libm(model, cohort, preference, draw, action);
}

enum { ROUNDS = 15, CHOICES = 10000, CASES = 64, ACTIONS_HERE = 4 };

typedef void Choose(const Model *, Cohort *, const Lanes *, const uint64_t *, int *);

typedef struct Case {
  Lanes    preference[ACTIONS_HERE];
  uint64_t draw[LANES];
} Case;

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

static void fill(Case *all)
{
  Stream stream = stream_open(1, PURPOSE_POLICY);
  for (int k = 0; k < CASES; k++) {
    for (int i = 0; i < LANES; i++) {
      all[k].draw[i] = stream_next(&stream);
      for (int a = 0; a < ACTIONS_HERE; a++) {
        all[k].preference[a][i] = chance_uniform(stream_next(&stream));
      }
    }
  }
}

// Nanoseconds a choice of one animal; *chosen adds up all actions.
static double measure(Choose *choose_at, const Model *model, Cohort *cohort, const Case *all,
                      long *chosen)
{
  int    action[LANES];
  double start = now();
  for (int k = 0; k < CHOICES; k++) {
    const Case *one = &all[k % CASES];
    choose_at(model, cohort, one->preference, one->draw, action);
    for (int i = 0; i < LANES; i++) *chosen += action[i];
  }
  return (now() - start) * 1e9 / CHOICES / LANES;
}

static void compare(int width, const Model *model, Cohort *cohort, const Case *all)
{
  static Choose *const     own[WIDTHS]  = {choose_narrow, choose_avx2, choose_avx512};
  static Choose *const     peer[WIDTHS] = {libm_narrow, libm_avx2, libm_avx512};
  static const char *const name[WIDTHS] = {"baseline", "AVX2", "AVX-512"};
  double                   ours[ROUNDS], theirs[ROUNDS], ratio[ROUNDS];
  long                     chosen[2] = {0};
  for (int r = 0; r < ROUNDS; r++) {
    ours[r]   = measure(own[width], model, cohort, all, &chosen[0]);
    theirs[r] = measure(peer[width], model, cohort, all, &chosen[1]);
    ratio[r]  = theirs[r] / ours[r];
  }
  qsort(ratio, ROUNDS, sizeof *ratio, ascending);
  qsort(ours, ROUNDS, sizeof *ours, ascending);
  qsort(theirs, ROUNDS, sizeof *theirs, ascending);
  printf("softmax: %s: %.2f ns a choice, with libm's exp %.2f ns, ratio %.2f (%.2f-%.2f)%s\n",
         name[width], ours[ROUNDS / 2], theirs[ROUNDS / 2], ratio[ROUNDS / 2], ratio[0],
         ratio[ROUNDS - 1], chosen[0] == chosen[1] ? "" : ", some actions differ");
}

int main(void)
{
  Model   model  = {.n_actions = ACTIONS_HERE};
  Cohort *cohort = calloc(1, sizeof *cohort);
  Case   *all    = calloc(CASES, sizeof *all);
  fill(all);
  for (int i = 0; i < LANES; i++) cohort->parameter[SOCKET_POLICY][BETA][i] = 5;
  for (int width = 0; width <= width_here(); width++) compare(width, &model, cohort, all);
  free(all);
  free(cohort);
  return 0;
}
