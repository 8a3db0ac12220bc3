// Estimate: cohorts whose animals nobody writes down.

#include "experiment/estimate.h"

#include "cohort/cohort.h"

enum { MODELS = 16 };   // that are tried

// What a run, and each of its recordings, takes in the record beside its numbers: measured.
enum { RUN_BYTES = 250, RECORDING_BYTES = 80 };

// A model's animals that are missing.
typedef struct Share {
  int64_t *number;   // (n) condition x n_seeds + seed
  int64_t  n;
} Share;

typedef struct Trial {
  const Study *study;
  const Share *share;
  int64_t      next, width;   // of `width` animals spread over the share
  int64_t      ended, steps;
  double       until;
  double (*now)(void);
} Trial;

static bool take(void *context, Animal *animal)
{
  Trial       *trial = context;
  const Study *study = trial->study;
  if (trial->next == trial->width) return false;
  int64_t number     = trial->share->number[trial->next++ * trial->share->n / trial->width];
  int64_t n_seeds    = study->experiment->n_seeds;
  animal->number     = number;
  animal->seed       = study->experiment->seed[number % n_seeds];
  animal->parameters = study->parameters[number / n_seeds];
  return true;
}

static void finished(void *context, const Animal *animal, Ending ending, const char *note,
                     int64_t steps, const double *record)
{
  Trial *trial = context;
  (void)animal;
  (void)ending;
  (void)note;
  (void)record;
  trial->ended++;
  trial->steps += steps;
}

static bool stop(void *context)
{
  const Trial *trial = context;
  return trial->now() > trial->until;
}

// Seconds of one of a model's animals.
static double try_model(const Study *study, const Model *model, const Share *share, double allowed,
                        double (*now)(void), Estimate *estimate)
{
  Arena *arena = arena_open();
  double start = now();
  Trial  trial = {.study = study, .share = share, .until = start + allowed, .now = now};
  Herd   herd  = {&trial, take, finished, stop};
  trial.width  = share->n < LANES ? share->n : LANES;
  cohort_run(arena, model, (int)trial.width, &herd);
  arena_close(arena);
  double  spent = now() - start;
  int64_t ended = trial.ended > 0 ? trial.ended : trial.width;
  estimate->tried += trial.ended;
  estimate->steps += (double)trial.steps;
  estimate->spent += spent;
  estimate->at_least = estimate->at_least || trial.ended == 0;
  return spent / (double)ended;
}

static bool is_chosen(const Study *study, const Only *only, int condition, int seed)
{
  if (!only) return study->twin[condition] == condition;
  if (!only->seed[seed] || !only->condition[condition]) return false;
  for (int c = study->twin[condition]; c < condition; c++) {
    if (study->twin[c] == study->twin[condition] && only->condition[c]) return false;
  }
  return true;
}

static Share *find_missing(Arena *arena, const Study *study, const Record *record,
                           const Only *only, Estimate *estimate)
{
  int    n_seeds  = study->experiment->n_seeds;
  Share *share    = arena_take(arena, (size_t)study->n_models, sizeof *share);
  size_t *capacity = arena_take(arena, (size_t)study->n_models, sizeof *capacity);
  for (int c = 0; c < study->experiment->n_conditions; c++) {
    int m = study->model_of[c];
    for (int s = 0; s < n_seeds && study->model[m]->n_phases > 0; s++) {
      char id[65];
      if (!is_chosen(study, only, c, s)) continue;
      study_run_id(study, c, s, id);
      estimate->runs++;
      bool known = !only && record_has(record, id, NULL);
      estimate->known += known;
      if (known) continue;
      share[m].number = arena_grow(arena, share[m].number, &capacity[m],
                                   (size_t)share[m].n + 1, sizeof(int64_t));
      share[m].number[share[m].n++] = (int64_t)c * n_seeds + s;
    }
  }
  return share;
}

static double bytes_of(const Model *model)
{
  return RUN_BYTES + RECORDING_BYTES * (double)model->n_probes +
         (double)sizeof(double) * (double)model->record_length;
}

Estimate estimate_take(Arena *arena, const Study *study, const Record *record, const Only *only,
                       double allowed, double (*now)(void))
{
  Estimate estimate = {0};
  Share   *share    = find_missing(arena, study, record, only, &estimate);
  int      models = 0, seen = 0, tried = 0;
  int64_t  covered = 0, missing = estimate.runs - estimate.known;
  for (int m = 0; m < study->n_models; m++) models += share[m].n > 0;
  int most = models < MODELS ? models : MODELS;
  for (int m = 0; m < study->n_models; m++) {
    if (share[m].n == 0) continue;
    estimate.bytes += (double)share[m].n * bytes_of(study->model[m]);
    if ((int64_t)seen++ * most / models < tried) continue;
    double each = try_model(study, study->model[m], &share[m], allowed / most, now, &estimate);
    estimate.seconds += each * (double)share[m].n;
    covered += share[m].n;
    tried++;
  }
  if (covered > 0) estimate.seconds *= (double)missing / (double)covered;
  return estimate;
}
