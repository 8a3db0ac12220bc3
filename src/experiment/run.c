// Running: threads take models that have animals left; whoever finishes an animal writes it down.
//
// The record is written under one lock, by the thread that has the result: what is written is
// small beside what was computed. Transactions end after COMMIT_RUNS animals or COMMIT_SECONDS, so
// that a kill loses little. Nothing that is written depends on which thread or lane an animal had.
// A run's name in the record is a hash of what determines it, so conditions of the same settings
// find the one run of all of them.

#include "experiment/run.h"

#include <math.h>
#include <string.h>

#include "base/thread.h"
#include "cohort/cohort.h"

enum { COMMIT_RUNS = 512, LANE_NUMBERS = 1 << 25 };
#define COMMIT_SECONDS 2.0
#define TELL_SECONDS 0.1

// One model's animals, in the order of conditions and seeds.
typedef struct Queue {
  const Model *model;
  int64_t     *number;   // (n) condition x n_seeds + seed
  int64_t      n, next;
} Queue;

typedef struct Office {
  const Study      *study;
  Record           *record;
  const RunOptions *options;
  Lock             *lock;
  Queue            *queue;   // (n_models)
  int               jobs, working;
  bool              shared;   // some conditions share their runs
  int64_t           uncommitted;
  double            committed;   // when
  RunCount          count;
  bool              stopping;
  const char       *problem;
} Office;

// What a thread's herd knows.
typedef struct Desk {
  Office    *office;
  Queue     *queue;
  Recording *recording;   // (n_probes) of the queue's model
} Desk;

static bool take(void *context, Animal *animal)
{
  Desk        *desk   = context;
  Office      *office = desk->office;
  const Study *study  = office->study;
  lock_hold(office->lock);
  bool more = !office->stopping && desk->queue->next < desk->queue->n;
  if (more) {
    int64_t number     = desk->queue->number[desk->queue->next++];
    int64_t n_seeds    = study->experiment->n_seeds;
    animal->number     = number;
    animal->seed       = study->experiment->seed[number % n_seeds];
    animal->parameters = study->parameters[number / n_seeds];
  }
  lock_release(office->lock);
  return more;
}

static void give_up(Office *office)
{
  if (!office->problem) office->problem = record_problem(office->record);
  office->stopping = true;
}

static void commit(Office *office)
{
  double now = office->options->now ? office->options->now() : 0;
  if (office->problem || !office->uncommitted) return;
  if (office->uncommitted < COMMIT_RUNS && now - office->committed < COMMIT_SECONDS) return;
  if (!record_commit(office->record)) give_up(office);
  office->uncommitted = 0;
  office->committed   = now;
}

static void finished(void *context, const Animal *animal, Ending ending, const char *note,
                     int64_t steps, const double *numbers)
{
  Desk        *desk      = context;
  Office      *office    = desk->office;
  const Study *study     = office->study;
  const Model *model     = desk->queue->model;
  int          n_seeds   = study->experiment->n_seeds;
  int          condition = (int)(animal->number / n_seeds);
  char         id[65];
  lock_hold(office->lock);
  for (int p = 0; p < model->n_probes; p++) {
    const Probe *probe = &model->probe[p];
    desk->recording[p] = (Recording){probe->name, probe->cells, numbers + probe->offset};
  }
  study_run_id(study, condition, (int)(animal->number % n_seeds), id);
  RecordRun run = {.id         = id,
                   .condition  = study->label[condition],
                   .seed       = animal->seed,
                   .status     = ending == ENDING_DIVERGED ? RECORD_DIVERGED : RECORD_DONE,
                   .message    = note,
                   .steps      = steps,
                   .recordings = (size_t)model->n_probes,
                   .recording  = desk->recording};
  if (!office->problem && !record_put(office->record, &run)) give_up(office);
  office->count.done++;
  office->count.steps += steps;
  office->uncommitted++;
  if (ending == ENDING_DIVERGED) {
    office->count.diverged++;
    const RunOptions *options = office->options;
    if (options->diverged) options->diverged(options->context, condition, animal->seed, note);
  }
  commit(office);
  lock_release(office->lock);
}

static bool stop(void *context)
{
  const Desk *desk = context;
  lock_hold(desk->office->lock);
  bool stopping = desk->office->stopping;
  lock_release(desk->office->lock);
  return stopping;
}

// The model with most animals left, and a cohort's width for it: threads share what there is, and
// lanes that would keep very many numbers are few.
static Queue *choose_queue(Office *office, int *width)
{
  Queue *best = NULL;
  for (int m = 0; m < office->study->n_models; m++) {
    Queue *queue = &office->queue[m];
    if (queue->n - queue->next > (best ? best->n - best->next : 0)) best = queue;
  }
  if (!best || office->stopping) return NULL;
  int64_t share = (best->n - best->next + office->jobs - 1) / office->jobs;
  int     most  = office->options->width ? office->options->width : LANES;
  *width        = share < most ? (int)share : most;
  if (office->options->width) *width = most;
  while (*width > 1 && (size_t)*width * best->model->record_length > LANE_NUMBERS) (*width)--;
  return best;
}

static void work(void *context, int index)
{
  Office *office = context;
  Desk    desk   = {.office = office};
  int     width;
  (void)index;
  Herd herd = {&desk, take, finished, stop};
  lock_hold(office->lock);
  while ((desk.queue = choose_queue(office, &width))) {
    lock_release(office->lock);
    Arena *arena   = arena_open();
    desk.recording = arena_take(arena, (size_t)desk.queue->model->n_probes + 1, sizeof(Recording));
    cohort_run(arena, desk.queue->model, width, &herd);
    arena_close(arena);
    lock_hold(office->lock);
  }
  office->working--;
  lock_signal(office->lock);
  lock_release(office->lock);
}

static bool is_chosen(const Office *office, int condition, int seed)
{
  const Only *only = office->options->only;
  return !only || (only->condition[condition] && only->seed[seed]);
}

// A run that conditions share counts for the first of them, and is wanted where one of them is.
static bool is_wanted(const Office *office, int condition, int seed)
{
  const Study *study  = office->study;
  int          shards = office->options->n_shards;
  int64_t      number = (int64_t)condition * study->experiment->n_seeds + seed;
  if (study->twin[condition] != condition) return false;
  if (shards > 1 && number % shards != office->options->shard) return false;
  bool wanted = is_chosen(office, condition, seed);
  for (int c = condition; office->shared && c < study->experiment->n_conditions; c++) {
    wanted = wanted || (study->twin[c] == condition && is_chosen(office, c, seed));
  }
  return wanted;
}

static bool is_known(const Office *office, const char *id)
{
  RecordStatus status;
  if (office->options->only || !record_has(office->record, id, &status)) return false;
  return status != RECORD_FAILED || !office->options->again;
}

// What is missing of each model's animals.
static void fill_queues(Office *office)
{
  const Study *study   = office->study;
  int          n_seeds = study->experiment->n_seeds;
  for (int m = 0; m < study->n_models; m++) office->queue[m].n = 0;
  office->count = (RunCount){0};
  for (int64_t number = 0; number < (int64_t)study->experiment->n_conditions * n_seeds; number++) {
    char   id[65];
    int    condition = (int)(number / n_seeds), seed = (int)(number % n_seeds);
    Queue *queue = &office->queue[study->model_of[condition]];
    if (queue->model->n_phases == 0 || !is_wanted(office, condition, seed)) continue;
    study_run_id(study, condition, seed, id);
    office->count.runs++;
    if (is_known(office, id)) {
      office->count.before++;
    } else {
      queue->number[queue->n++] = number;
    }
  }
}

static void open_queues(Arena *arena, Office *office)
{
  const Study *study = office->study;
  size_t      *room  = arena_take(arena, (size_t)study->n_models, sizeof *room);
  office->queue      = arena_take(arena, (size_t)study->n_models, sizeof *office->queue);
  for (int c = 0; c < study->experiment->n_conditions; c++) {
    office->shared = office->shared || study->twin[c] != c;
    room[study->model_of[c]] += (size_t)study->experiment->n_seeds;
  }
  for (int m = 0; m < study->n_models; m++) {
    office->queue[m].model  = study->model[m];
    office->queue[m].number = arena_take(arena, room[m], sizeof(int64_t));
  }
}

// Takes hold of the record where something is missing; others may have written meanwhile.
static bool prepare(Arena *arena, Office *office)
{
  open_queues(arena, office);
  fill_queues(office);
  size_t known = record_count(office->record);
  if (office->count.before == office->count.runs) return record_tidy(office->record);
  if (!record_claim(office->record)) return false;
  if (record_count(office->record) != known) fill_queues(office);
  return true;
}

bool run_study(Arena *arena, const Study *study, Record *record, const RunOptions *options,
               RunCount *count, bool *stopped, const char **problem)
{
  Office office = {.study = study, .record = record, .options = options};
  *stopped      = false;
  *count        = (RunCount){0};
  if (!prepare(arena, &office)) {
    *problem = record_problem(record);
    return false;
  }
  office.lock      = lock_open(arena);
  office.jobs      = options->jobs > 0 ? options->jobs : crew_cores();
  office.working   = office.jobs;
  office.committed = options->now ? options->now() : 0;
  bool  idle       = office.count.before == office.count.runs;
  Crew *crew       = idle ? NULL : crew_start(arena, office.jobs, work, &office);
  lock_hold(office.lock);
  while (crew && office.working > 0) {
    RunCount now = office.count;
    lock_release(office.lock);
    bool enough = options->tell && options->tell(options->context, &now);
    lock_hold(office.lock);
    if (enough) office.stopping = true;
    commit(&office);   // whoever finished last may have been the last for hours
    if (office.working > 0) lock_wait(office.lock, TELL_SECONDS);
  }
  lock_release(office.lock);
  if (crew) crew_join(crew);
  if (!office.problem && office.uncommitted && !record_commit(record)) {
    office.problem = record_problem(record);
  }
  if (options->tell) options->tell(options->context, &office.count);
  lock_close(office.lock);
  *count   = office.count;
  *problem = office.problem;
  *stopped = !office.problem && office.count.before + office.count.done < office.count.runs;
  return office.problem == NULL;
}

// ---- reading back ------------------------------------------------------------------------------

typedef struct Shelf {
  const Study *study;
  Record      *record;
  const char **problem;
} Shelf;

static bool get(void *context, int condition, int seed, const char *probe, size_t cells,
                double *out)
{
  const Shelf *shelf = context;
  RecordStatus status;
  char         id[65];
  study_run_id(shelf->study, condition, seed, id);
  if (!record_has(shelf->record, id, &status) || status == RECORD_FAILED) return false;
  if (!record_get(shelf->record, id, probe, out, cells)) {
    if (!*shelf->problem) *shelf->problem = record_problem(shelf->record);
    return false;
  }
  // a diverged animal's numbers are infinite from there on
  for (size_t i = 0; status == RECORD_DIVERGED && i < cells; i++) {
    out[i] = isnan(out[i]) ? INFINITY : out[i];
  }
  return true;
}

Source run_source(Arena *arena, const Study *study, Record *record, const char **problem)
{
  Shelf *shelf = arena_take(arena, 1, sizeof *shelf);
  *shelf       = (Shelf){study, record, problem};
  *problem     = NULL;
  return (Source){shelf, get};
}
