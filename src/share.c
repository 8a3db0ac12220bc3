// Share: commands about work that is dealt out. What it takes, how far it is, scripts, merging.

#include <stdio.h>
#include <string.h>

#include "accumbens.h"
#include "base/thread.h"
#include "experiment/estimate.h"
#include "experiment/run.h"
#include "experiment/shard.h"
#include "report/errand.h"
#include "report/forecast.h"
#include "report/slurm.h"
#include "report/status.h"
#include "store/merge.h"

enum { SHARDS = 16 };          // of a script that does not say
#define TRYING 2.0             // seconds for a plan's estimate

// An errand on its way.
typedef struct Way {
  const nac_Host *host;
  const nac_Run  *run;
  Arena          *arena;
  Errand          errand;
  Work            work;
  Record         *record;   // for reading; NULL where it was not asked for
  int             code;     // why it ended here
} Way;

static bool fail(Way *way, int code, const char *problem)
{
  fprintf(way->host->err, "%s\n", problem);
  way->code = code;
  return false;
}

static bool read_errand(Way *way)
{
  const nac_Run *run     = way->run;
  Diag          *diag    = diag_open(way->arena);
  const char    *problem = NULL;
  way->errand = (Errand){way->host->program, run->experiment, run->n_overrides, run->override,
                         run->seeds,         run->out,        run->only};
  ErrandAnswer answer = errand_read(way->arena, &way->errand, &way->work, diag, &problem);
  if (answer == ERRAND_MISUSED) return fail(way, NAC_USAGE, problem);
  if (answer == ERRAND_WRONG) return fail(way, NAC_WRONG, diag_text(diag));
  return true;
}

static bool open_record(Way *way)
{
  char *problem = NULL;
  way->record   = record_open(way->arena, way->work.folder, NULL, NULL, &problem);
  return way->record || fail(way, NAC_MACHINE, problem);
}

static Way set_out(const nac_Host *host, const nac_Run *run, bool record)
{
  Way way = {.host = host, .run = run, .arena = arena_open(), .code = NAC_DONE};
  if (read_errand(&way) && record) open_record(&way);
  return way;
}

static int come_back(Way *way)
{
  if (way->record) record_close(way->record);
  arena_close(way->arena);
  return way->code;
}

int nac_plan(const nac_Host *host, const nac_Run *run)
{
  Way way = set_out(host, run, true);
  if (way.code == NAC_DONE) {
    Text     text     = {.arena = way.arena};
    int      jobs     = run->jobs > 0 ? run->jobs : crew_cores();
    Estimate estimate = estimate_take(way.arena, way.work.study, way.record, way.work.only,
                                      TRYING, host->now);
    forecast_write(way.work.study, &estimate, jobs, &text);
    fputs(text.start, host->out);
  }
  return come_back(&way);
}

int nac_status(const nac_Host *host, const nac_Run *run)
{
  Way way = set_out(host, run, true);
  if (way.code == NAC_DONE) {
    Text text = {.arena = way.arena};
    status_write(way.arena, way.work.study, way.record, way.work.only, &text);
    fputs(text.start, host->out);
  }
  return come_back(&way);
}

// Tells what is missing still, and how to have it.
static void check_missing(Way *way)
{
  Text  text  = {.arena = way->arena};
  Tally tally = status_tally(way->arena, way->work.study, way->record, way->work.only, -1);
  if (tally.missing + tally.running == 0) return;
  errand_command(&way->errand, "run", NULL, &text);
  fprintf(way->host->err, "%lld of %lld runs are missing; to have them: %s\n",
          (long long)(tally.missing + tally.running),
          (long long)(tally.missing + tally.running + tally.done + tally.diverged + tally.failed),
          text.start);
  way->code = NAC_WRONG;
}

int nac_merge(const nac_Host *host, const nac_Run *run)
{
  Way way = set_out(host, run, false);
  if (way.code == NAC_DONE) {
    const char *problem;
    MergeCount  count;
    MergeAnswer answer = merge_files(way.arena, way.work.folder, NULL, &count, &problem);
    if (answer == MERGE_HELD) fail(&way, NAC_STOPPED, problem);
    if (answer == MERGE_FAILED) fail(&way, NAC_MACHINE, problem);
    if (answer == MERGE_DONE && count.files > 0) {
      fprintf(host->err, "%zu file%s merged, %zu runs copied\n", count.files,
              count.files == 1 ? "" : "s", count.runs);
    }
  }
  if (way.code == NAC_DONE && open_record(&way)) check_missing(&way);
  int code = come_back(&way);
  return code == NAC_DONE ? nac_run(host, run) : code;
}

int nac_slurm(const nac_Host *host, const nac_Run *run)
{
  Way way = set_out(host, run, false);
  if (way.code == NAC_DONE) {
    Text text   = {.arena = way.arena};
    int  shards = run->shards > 0 ? run->shards : SHARDS;
    slurm_script(&way.errand, way.work.study->experiment->name, shards, run->jobs ? run->jobs : 1,
                 &text);
    fputs(text.start, host->out);
  }
  return come_back(&way);
}

int nac_commands(const nac_Host *host, const nac_Run *run)
{
  Way way    = set_out(host, run, false);
  int shards = run->shards > 0 ? run->shards : crew_cores();
  for (int i = 0; i < shards && way.code == NAC_DONE; i++) {
    Text text = {.arena = way.arena};
    errand_command(&way.errand, "run", NULL, &text);
    text_print(&text, " --shard %d/%d --jobs %d\n", i, shards, run->jobs ? run->jobs : 1);
    fputs(text.start, host->out);
  }
  if (way.code == NAC_DONE) {
    Text text = {.arena = way.arena};
    errand_command(&way.errand, "merge", NULL, &text);
    fprintf(host->err, "when all are done: %s\n", text.start);
  }
  return come_back(&way);
}
