// accumbens: what the commands do, from reading an experiment to writing its results.

#include "accumbens.h"

#include <string.h>

#include "connectome/info.h"
#include "experiment/run.h"
#include "experiment/shard.h"
#include "report/describe.h"
#include "report/errand.h"
#include "report/picture.h"
#include "report/progress.h"
#include "report/results.h"
#include "report/terminal.h"
#include "report/verdict.h"

enum { COLUMNS = 80, DIVERGED = 10 };   // of a terminal; animals told one by one

// ---- reading -----------------------------------------------------------------------------------

static int complain(const nac_Host *host, const Diag *diag)
{
  size_t n = diag_told(diag);
  diag_print(diag, host->err);
  fprintf(host->err, "%zu error%s; nothing was run\n", n, n == 1 ? "" : "s");
  return NAC_WRONG;
}

// What a command works on.
typedef struct Task {
  const nac_Host *host;
  const nac_Run  *run;
  Arena          *arena;
  Diag           *diag;
  Errand          errand;
  const Study    *study;
  const Only     *only;     // NULL: all
  const char     *folder;   // of the results
  Shard           shard;
  int             code;   // why there is no study
} Task;

static int misuse(const nac_Host *host, const char *problem)
{
  fprintf(host->err, "%s\n", problem);
  return NAC_USAGE;
}

static bool compile(Task *task)
{
  const nac_Run *run = task->run;
  const char    *problem;
  Work           work;
  task->errand = (Errand){.program     = task->host->program,
                          .experiment  = run->experiment,
                          .n_overrides = run->n_overrides,
                          .override    = run->override,
                          .seeds       = run->seeds,
                          .out         = run->out,
                          .only        = run->only};
  if (run->shard &&
      !shard_read(task->arena, run->shard, task->host->lookup, &task->shard, &problem)) {
    task->code = misuse(task->host, problem);
    return false;
  }
  ErrandAnswer answer = errand_read(task->arena, &task->errand, &work, task->diag, &problem);
  task->study         = work.study;
  task->only          = work.only;
  task->folder        = work.folder;
  if (answer == ERRAND_MISUSED) task->code = misuse(task->host, problem);
  if (answer == ERRAND_WRONG) task->code = complain(task->host, task->diag);
  return answer == ERRAND_FINE;
}

// ---- running -----------------------------------------------------------------------------------

// What is told while animals run.
typedef struct Teller {
  const Task *task;
  double      start, last;
  int         diverged;   // so far
} Teller;

static Progress progress_of(const Teller *teller, const RunCount *count)
{
  return (Progress){.runs     = count->runs,
                    .before   = count->before,
                    .done     = count->done - count->diverged,
                    .diverged = count->diverged,
                    .steps    = (double)count->steps,
                    .seconds  = teller->task->host->now() - teller->start};
}

// A sentence between bars: the bar is wiped out first.
static void begin_line(const nac_Host *host)
{
  if (host->err_terminal) {
    int columns = host->columns ? host->columns : COLUMNS;
    fprintf(host->err, "\r%*s\r", columns - 1, "");
  }
}

static void say(Teller *teller, const RunCount *count, bool end)
{
  const nac_Host *host     = teller->task->host;
  Arena          *arena    = arena_open();
  Text            text     = {.arena = arena};
  Progress        progress = progress_of(teller, count);
  int             columns  = host->columns ? host->columns : COLUMNS;
  if (end) {
    begin_line(host);
    progress_end(&progress, &text);
  } else if (host->err_terminal) {
    progress_bar(&progress, columns - 1, host->utf8, &text);
  } else {
    progress_line(&progress, &text);
  }
  fputs(text.start, host->err);
  fflush(host->err);
  arena_close(arena);
}

static bool tell(void *context, const RunCount *count)
{
  Teller         *teller = context;
  const nac_Host *host   = teller->task->host;
  if (progress_due(host->now(), host->err_terminal, &teller->last)) say(teller, count, false);
  return host->interrupted && host->interrupted();
}

// The command that repeats one animal alone, in a folder of its own.
static void add_command(const Task *task, int condition, int64_t seed, Text *text)
{
  Errand errand = task->errand;
  errand.out    = NULL;
  errand_command(&errand, "run", only_text(text->arena, task->study, condition, seed), text);
}

static void diverged(void *context, int condition, int64_t seed, const char *note)
{
  Teller         *teller = context;
  const Task     *task   = teller->task;
  const nac_Host *host   = task->host;
  const char     *label  = task->study->label[condition];
  if (teller->diverged++ >= DIVERGED) return;
  Arena *arena = arena_open();
  Text   text  = {.arena = arena};
  add_command(task, condition, seed, &text);
  begin_line(host);
  fprintf(host->err, "diverged: %s%sseed %lld: %s\n  alone: %s\n", label, label[0] ? ", " : "",
          (long long)seed, note, text.start);
  fflush(host->err);
  arena_close(arena);
}

static int fail(const nac_Host *host, const char *problem)
{
  fprintf(host->err, "%s\n", problem);
  return NAC_MACHINE;
}

static void tell_locked(const Task *task, const Record *record)
{
  const char *name;
  for (size_t i = 0; (name = record_locked(record, i)); i++) {
    fprintf(task->host->err, "another process writes '%s/%s': what it holds is not known yet\n",
            task->folder, name);
  }
}

static int run_all(const Task *task, Record *record)
{
  const nac_Host *host    = task->host;
  double          start   = host->now();
  Teller          teller  = {task, start, start, 0};
  RunOptions      options = {.jobs     = task->run->jobs,
                             .width    = task->run->width,
                             .shard    = task->shard.index,
                             .n_shards = task->shard.n,
                             .again    = task->run->again,
                             .only     = task->only,
                             .context  = &teller,
                             .tell     = tell,
                             .diverged = diverged,
                             .now      = host->now};
  RunCount        count;
  bool            stopped;
  const char     *problem = NULL;
  if (host->hold) host->hold(true);
  bool written = run_study(task->arena, task->study, record, &options, &count, &stopped, &problem);
  stopped      = stopped || (host->interrupted && host->interrupted());
  if (host->hold && !stopped) host->hold(false);
  say(&teller, &count, true);
  if (teller.diverged > DIVERGED) {
    fprintf(host->err, "and %d more diverged\n", teller.diverged - DIVERGED);
  }
  if (!written) return fail(host, problem);
  if (!stopped) return NAC_DONE;
  fprintf(host->err, "stopped; what was done is kept, and the same command goes on\n");
  return NAC_STOPPED;
}

static Terminal terminal_of(const nac_Host *host)
{
  return (Terminal){.width  = host->columns ? host->columns : COLUMNS,
                    .utf8   = host->utf8,
                    .colour = host->out_terminal};
}

static void print_curve(const Task *task, const Source *source)
{
  const Picture *picture  = picture_main(task->study);
  Terminal       terminal = terminal_of(task->host);
  Figure         figure;
  Text           text = {.arena = task->arena};
  if (!picture || !picture_read(task->arena, task->study, picture, &figure, task->diag)) return;
  terminal_curves(task->arena, &terminal, &figure, picture_tensor(task->arena, picture, source),
                  &text);
  if (text.start) fputs(text.start, task->host->out);
}

static void print_verdicts(const Task *task, const Judgement *judgement)
{
  Text     text     = {.arena = task->arena};
  Terminal terminal = terminal_of(task->host);
  if (task->study->n_claims == 0) return;
  verdict_print(task->arena, &terminal, judgement, task->study->n_claims, &text);
  fputs(text.start, task->host->out);
}

// Judges, writes and prints what the record holds; others may write to it again meanwhile.
static int conclude(const Task *task, bool curve, int *fails)
{
  const char *unread  = NULL;
  char       *problem = NULL;
  Record     *record  = record_open(task->arena, task->folder, NULL, NULL, &problem);
  if (!record) return fail(task->host, problem);
  Source     source    = run_source(task->arena, task->study, record, &unread);
  Judgement *judgement = study_judge(task->arena, task->study, &source, fails);
  bool       written   = !unread && results_write(task->arena, task->study, &source, &unread,
                                                  judgement, task->folder, task->diag, &problem);
  if (written && !task->run->quiet) {
    if (curve) print_curve(task, &source);
    print_verdicts(task, judgement);
    fprintf(task->host->out, "results: %s\n", task->folder);
  }
  record_close(record);
  return written ? NAC_DONE : fail(task->host, unread ? unread : problem);
}

// Makes the folder ready; tells of settings that have changed since it was written.
static int prepare(const Task *task)
{
  char *problem = NULL;
  Text  changes = {.arena = task->arena};
  if (!results_begin(task->arena, task->study, task->folder, &changes, &problem)) {
    return fail(task->host, problem);
  }
  if (changes.length > 0) {
    fprintf(task->host->err,
            "'%s' was written with other settings; its runs stay in the record, apart:\n%s",
            task->folder, changes.start);
  }
  return NAC_DONE;
}

// A shard leaves its record alone: what people read is written from all of them.
static void tell_shard(const Task *task)
{
  Text text = {.arena = task->arena};
  errand_command(&task->errand, "merge", NULL, &text);
  fprintf(task->host->err, "shard %d of %d is done; when all are: %s\n", task->shard.index,
          task->shard.n, text.start);
}

static int run_and_judge(const nac_Host *host, const nac_Run *run, bool curve, int *fails)
{
  Arena *arena   = arena_open();
  Task   task    = {.host = host, .run = run, .arena = arena, .diag = diag_open(arena)};
  char  *problem = NULL;
  if (!compile(&task)) {
    arena_close(arena);
    return task.code;
  }
  const char *shard  = shard_word(arena, task.shard);
  Record     *record = record_open(arena, task.folder, shard, NULL, &problem);
  int         code   = record ? NAC_DONE : fail(host, problem);
  if (record && !run->shard) code = prepare(&task);
  if (record && !run->shard) tell_locked(&task, record);
  if (code == NAC_DONE) code = run_all(&task, record);
  if (code == NAC_DONE && run->shard) tell_shard(&task);
  if (record) record_close(record);
  if (code == NAC_DONE && !run->shard) code = conclude(&task, curve, fails);
  arena_close(arena);
  return code;
}

int nac_run(const nac_Host *host, const nac_Run *run)
{
  int fails;
  return run_and_judge(host, run, true, &fails);
}

int nac_verify(const nac_Host *host, const nac_Run *run)
{
  int fails = 0;
  int code  = run_and_judge(host, run, false, &fails);
  return code == NAC_DONE && fails > 0 ? NAC_WRONG : code;
}

int nac_check(const nac_Host *host, const nac_Run *run)
{
  Arena *arena = arena_open();
  Task   task  = {.host = host, .run = run, .arena = arena, .diag = diag_open(arena)};
  if (compile(&task)) {
    const Experiment *x = task.study->experiment;
    int               n = task.study->n_claims;
    fprintf(host->out, "%s: %d condition%s x %d seed%s, %d claim%s: all is well\n",
            run->experiment, x->n_conditions, x->n_conditions == 1 ? "" : "s", x->n_seeds,
            x->n_seeds == 1 ? "" : "s", n, n == 1 ? "" : "s");
    task.code = NAC_DONE;
  }
  arena_close(arena);
  return task.code;
}

// ---- telling -----------------------------------------------------------------------------------

int nac_list(const nac_Host *host)
{
  Arena *arena = arena_open();
  Text   text  = {.arena = arena};
  describe_all(&text);
  fputs(text.start, host->out);
  arena_close(arena);
  return NAC_DONE;
}

int nac_describe(const nac_Host *host, const char *kind)
{
  Arena *arena = arena_open();
  Text   text  = {.arena = arena};
  bool   known = describe_kind(kind, &text);
  fputs(text.start, known ? host->out : host->err);
  arena_close(arena);
  return known ? NAC_DONE : NAC_WRONG;
}

int nac_connectome_info(const nac_Host *host, const char *folder)
{
  Arena            *arena      = arena_open();
  Diag             *diag       = diag_open(arena);
  Text              text       = {.arena = arena};
  const Connectome *connectome = connectome_read(arena, folder, diag);
  if (connectome) {
    info_write(connectome, folder, &text);
    fputs(text.start, host->out);
  } else {
    diag_print(diag, host->err);
  }
  arena_close(arena);
  return connectome ? NAC_DONE : NAC_WRONG;
}
