// Sweep: a sweep of 1,000 runs by the whole program, from its start to the exported curves.
//
// 10 learning rates x 10 rates of exploration x 10 animals learn four rooms by Q-learning for 200
// episodes (tests/bench/sweep.yaml), on two cores; steps and return of every episode are stored
// and exported. Three things are measured, the first two in rounds that alternate:
//
// - time against the same sweep in numba (tests/bench/sweep_numba.py), whole process against whole
//   process, numba's compiled functions kept from an earlier run. It logs nothing. Left out where
//   $PYTHON (python3) has no numba.
// - what storing and exporting cost (processor time with and without curves) against a loop of
//   fprintf over the same numbers.
// - how time and memory grow from 1,000 to 100,000 runs of fifty episodes.

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 7, PATH = 500, CONDITIONS = 100, SEEDS = 10, EPISODES = 200, LINE = 200 };

static const char experiment[] = "tests/bench/sweep.yaml", peer[] = "tests/bench/sweep_numba.py";

typedef struct Bench {
  char        scratch[PATH], program[PATH], bare[PATH], out[PATH], cache[PATH];
  const char *python;
} Bench;

static void give_up(const char *what)
{
  perror(what);
  exit(1);
}

static double now(clockid_t clock)
{
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double seconds(struct timeval t)
{
  return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

// What all children have used so far; memory: of the largest, in MiB.
static double used(double *memory)
{
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  if (memory) *memory = (double)usage.ru_maxrss / 1024;
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Seconds that a command took; below 0 where it failed. What it says is dropped.
static double run(const char *const *command)
{
  double start = now(CLOCK_MONOTONIC);
  pid_t  child = fork();
  if (child < 0) give_up("fork");
  if (child == 0) {
    int none = open("/dev/null", O_WRONLY);
    dup2(none, 1);
    dup2(none, 2);
    execvp(command[0], (char *const *)command);
    _exit(127);
  }
  int status;
  if (waitpid(child, &status, 0) != child) give_up("waitpid");
  double took = now(CLOCK_MONOTONIC) - start;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? took : -1;
}

static void drop(const char *folder)
{
  if (run((const char *const[]){"rm", "-rf", folder, NULL}) < 0) give_up(folder);
}

// Runs the sweep into an empty folder.
static double sweep(const Bench *bench, const char *file, const char *seeds, const char *episodes)
{
  drop(bench->out);
  double took = run((const char *const[]){bench->program, "run", file, "--jobs", "2", "--out",
                                          bench->out, "--seeds", seeds, episodes, NULL});
  if (took < 0) give_up(file);
  return took;
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *x)
{
  qsort(x, ROUNDS, sizeof *x, ascending);
  return x[ROUNDS / 2];
}

// ---- against numba -----------------------------------------------------------------------------

static void against_numba(const Bench *bench)
{
  const char *const there[]   = {bench->python, "-c", "import numba", NULL};
  const char *const command[] = {bench->python, peer, experiment, NULL};
  double            ours[ROUNDS], theirs[ROUNDS], ratio[ROUNDS];
  if (run(there) < 0) {
    printf("sweep: %s has no numba: the comparison is left out\n", bench->python);
    return;
  }
  setenv("NUMBA_NUM_THREADS", "2", 1);
  setenv("NUMBA_CACHE_DIR", bench->cache, 1);
  if (run(command) < 0) give_up(peer);
  for (int r = 0; r < ROUNDS; r++) {
    ours[r]   = sweep(bench, experiment, "1..10", NULL);
    theirs[r] = run(command);
    ratio[r]  = ours[r] / theirs[r];
  }
  double half = median(ratio);
  printf("sweep: 1,000 runs %.3f s, numba %.3f s, ratio %.2f (%.2f-%.2f), at most 0.50\n",
         median(ours), median(theirs), half, ratio[0], ratio[ROUNDS - 1]);
}

// ---- storing and exporting ---------------------------------------------------------------------

typedef struct Row {
  double    alpha, epsilon, total;
  long long seed;
  int       episode, steps;
} Row;

// The rows of an exported curves.csv; NULL where it has not as many as it should.
static Row *read_rows(const Bench *bench)
{
  char   path[PATH + LINE], line[LINE];
  size_t n = 0, all = (size_t)CONDITIONS * SEEDS * EPISODES;
  Row   *row = calloc(all, sizeof *row);
  snprintf(path, sizeof path, "%s/curves.csv", bench->out);
  FILE *file = fopen(path, "r");
  if (!file || !row || !fgets(line, sizeof line, file)) give_up(path);
  for (; n < all && fgets(line, sizeof line, file); n++) {
    Row *to   = &row[n];
    int  read = sscanf(line, "%lf,%lf,%lld,learn,%d,%d,%lf", &to->alpha, &to->epsilon, &to->seed,
                       &to->episode, &to->steps, &to->total);
    if (read != 6) break;
  }
  fclose(file);
  if (n != all) give_up("curves.csv has other rows than expected");
  return row;
}

static double print_rows(const Bench *bench, const Row *row)
{
  char path[PATH + LINE];
  snprintf(path, sizeof path, "%s/plain.csv", bench->scratch);
  double start = now(CLOCK_PROCESS_CPUTIME_ID);
  FILE  *file  = fopen(path, "w");
  if (!file) give_up(path);
  fprintf(file, "alpha,epsilon,seed,phase,episode,steps,return\n");
  for (size_t i = 0; i < (size_t)CONDITIONS * SEEDS * EPISODES; i++) {
    fprintf(file, "%g,%g,%lld,%s,%d,%d,%g\n", row[i].alpha, row[i].epsilon, row[i].seed, "learn",
            row[i].episode, row[i].steps, row[i].total);
  }
  fclose(file);
  return now(CLOCK_PROCESS_CPUTIME_ID) - start;
}

static void against_fprintf(const Bench *bench)
{
  double cost[ROUNDS], plain[ROUNDS], ratio[ROUNDS];
  Row   *row = NULL;
  for (int r = 0; r < ROUNDS; r++) {
    double before = used(NULL);
    sweep(bench, bench->bare, "1..10", NULL);
    double between = used(NULL);
    sweep(bench, experiment, "1..10", NULL);
    cost[r]  = (used(NULL) - between) - (between - before);
    if (!row) row = read_rows(bench);
    plain[r] = print_rows(bench, row);
    ratio[r] = cost[r] / plain[r];
  }
  free(row);
  double share = median(ratio);
  printf("sweep: storing and exporting %.0f ms, fprintf %.0f ms, ratio %.2f (%.2f-%.2f), "
         "at most 1.50\n", 1e3 * median(cost), 1e3 * median(plain), share, ratio[0],
         ratio[ROUNDS - 1]);
}

// ---- growth ------------------------------------------------------------------------------------

static void growth(const Bench *bench)
{
  static const char *const seeds[] = {"1..10", "1..100", "1..1000"};
  double                   runs    = 1000;
  for (int i = 0; i < 3; i++, runs *= 10) {
    double memory, before = used(NULL), took = sweep(bench, experiment, seeds[i], "episodes=50");
    double work = used(&memory) - before;
    printf("sweep: %6.0f runs of 50 episodes: %.0f us a run (processor %.0f us), %.0f MiB\n", runs,
           1e6 * took / runs, 1e6 * work / runs, memory);
  }
}

// The experiment without curves, in the scratch folder.
static void write_bare(const Bench *bench)
{
  char   text[4000];
  FILE  *in = fopen(experiment, "r"), *out = fopen(bench->bare, "w");
  if (!in || !out) give_up(experiment);
  size_t n = fread(text, 1, sizeof text, in);
  fwrite(text, 1, n, out);
  fputs("record: {curves: none}\n", out);
  fclose(in);
  fclose(out);
}

int main(void)
{
  const char *build = getenv("BUILD"), *python = getenv("PYTHON");
  Bench       bench = {.python = python ? python : "python3"};
  if (!build) build = "build";
  snprintf(bench.program, PATH, "%.400s/accumbens", build);
  snprintf(bench.scratch, PATH, "%.400s/sweep.XXXXXX", build);
  if (!mkdtemp(bench.scratch)) give_up(bench.scratch);
  snprintf(bench.bare, PATH, "%.450s/bare.yaml", bench.scratch);
  snprintf(bench.out, PATH, "%.450s/out", bench.scratch);
  snprintf(bench.cache, PATH, "%.450s/cache", bench.scratch);
  write_bare(&bench);
  growth(&bench);
  against_fprintf(&bench);
  against_numba(&bench);
  drop(bench.scratch);
  return 0;
}
