// accumbens: what the commands do, from reading an experiment to writing its results.

#include "accumbens.h"

#include <string.h>

#include "base/hash.h"
#include "connectome/info.h"
#include "experiment/run.h"
#include "experiment/sister.h"
#include "experiment/study.h"
#include "report/describe.h"
#include "report/picture.h"
#include "report/progress.h"
#include "report/results.h"
#include "report/terminal.h"
#include "report/verdict.h"

enum { COLUMNS = 80, OVERRIDES = 1000 };

// ---- reading --------------------------------------------------------------------------------------------------

static int complain(const nac_Host *host, const Diag *diag)
{
  size_t n = diag_count(diag);
  diag_print(diag, host->err);
  fprintf(host->err, "%zu error%s; nothing was run\n", n, n == 1 ? "" : "s");
  return NAC_WRONG;
}

// PATH=value of the command line, taken apart. NULL where there is no '='.
static Override *take_apart(Arena *arena, const nac_Host *host, const nac_Run *run)
{
  Override *override = arena_take(arena, (size_t)run->n_overrides + 1, sizeof *override);
  for (int i = 0; i < run->n_overrides; i++) {
    const char *sign = strchr(run->override[i], '=');
    if (!sign || sign == run->override[i]) {
      fprintf(host->err, "'%s' is not of the form PATH=value\n", run->override[i]);
      return NULL;
    }
    override[i].path  = arena_copy(arena, run->override[i], (size_t)(sign - run->override[i]));
    override[i].value = sign + 1;
  }
  return override;
}

static Study *compile(Arena *arena, const nac_Host *host, const nac_Run *run, Diag *diag, int *code)
{
  Override *override = take_apart(arena, host, run);
  *code              = NAC_USAGE;
  if (!override) return NULL;
  Experiment *experiment =
      experiment_read(arena, run->experiment, override, run->n_overrides, run->seeds, diag);
  Study *study = experiment ? study_compile(arena, experiment, diag) : NULL;
  if (!study) *code = complain(host, diag);
  return study;
}

// Results of changed settings go to a folder of their own, so that they never mix with the file's.
static const char *folder_of(Arena *arena, const Study *study, const nac_Run *run)
{
  const Experiment *x = study->experiment;
  if (run->out) return run->out;
  const char *folder = arena_print(arena, "%sresults/%s", sister_folder(arena, x->file), x->name);
  if (!x->overridden) return folder;
  Hash hash;
  char hex[65];
  hash_open(&hash);
  for (int i = 0; i < run->n_overrides; i++) hash_add_text(&hash, run->override[i]);
  hash_add_text(&hash, run->seeds ? run->seeds : "");
  hash_close(&hash, hex);
  return arena_print(arena, "%s+%.8s", folder, hex);
}

// ---- running --------------------------------------------------------------------------------------------------

// What is told while animals run.
typedef struct Teller {
  const nac_Host *host;
  const nac_Run  *run;
  const Study    *study;
  double          start, last;
  bool            told;
} Teller;

static Progress progress_of(const Teller *teller, const RunCount *count)
{
  return (Progress){.runs    = count->runs,
                    .before  = count->before,
                    .done    = count->done - count->diverged,
                    .failed  = count->diverged,
                    .steps   = (double)count->steps,
                    .seconds = teller->host->now() - teller->start};
}

static void say(Teller *teller, const RunCount *count, bool end)
{
  const nac_Host *host     = teller->host;
  Arena          *arena    = arena_open();
  Text            text     = {.arena = arena};
  Progress        progress = progress_of(teller, count);
  int             columns  = host->columns ? host->columns : COLUMNS;
  if (end && teller->told && host->err_terminal) text_add(&text, "\r");
  if (end) {
    progress_end(&progress, &text);
  } else if (host->err_terminal) {
    progress_bar(&progress, columns - 1, host->utf8, &text);
  } else {
    progress_line(&progress, &text);
  }
  fputs(text.start, host->err);
  fflush(host->err);
  teller->told = true;
  arena_close(arena);
}

static bool tell(void *context, const RunCount *count)
{
  Teller         *teller = context;
  const nac_Host *host   = teller->host;
  if (progress_due(host->now(), host->err_terminal, &teller->last)) say(teller, count, false);
  return host->interrupted && host->interrupted();
}

static void diverged(void *context, int condition, int64_t seed, const char *note)
{
  Teller         *teller = context;
  const nac_Host *host   = teller->host;
  const char     *label  = teller->study->label[condition];
  fprintf(host->err, "%sdiverged: %s%sseed %lld: %s\n", host->err_terminal ? "\r" : "", label,
          label[0] ? ", " : "", (long long)seed, note);
  fprintf(host->err, "  alone: accumbens run %s --seeds [%lld]\n", teller->run->experiment,
          (long long)seed);
}

static int fail(const nac_Host *host, const char *problem)
{
  fprintf(host->err, "%s\n", problem);
  return NAC_MACHINE;
}

static int run_all(Arena *arena, const nac_Host *host, const nac_Run *run, const Study *study,
                   Record *record)
{
  double      start   = host->now();
  Teller      teller  = {host, run, study, start, start, false};
  RunOptions  options = {.jobs     = run->jobs,
                         .width    = run->width,
                         .context  = &teller,
                         .tell     = tell,
                         .diverged = diverged,
                         .now      = host->now};
  RunCount    count;
  bool        stopped;
  const char *problem = NULL;
  bool        written = run_study(arena, study, record, &options, &count, &stopped, &problem);
  say(&teller, &count, true);
  if (!written) return fail(host, problem);
  if (stopped) {
    fprintf(host->err, "stopped; what was done is kept, and the same command goes on\n");
    return NAC_STOPPED;
  }
  return NAC_DONE;
}

static Judgement *judge_all(Arena *arena, const Study *study, const Source *source, int *fails)
{
  Judgement *judgement = arena_take(arena, (size_t)study->n_claims + 1, sizeof *judgement);
  *fails               = 0;
  for (int c = 0; c < study->n_claims; c++) {
    judgement[c] = claim_judge(arena, study->claims, c, source);
    *fails += judgement[c].verdict == VERDICT_FAIL;
  }
  return judgement;
}

static Terminal terminal_of(const nac_Host *host)
{
  return (Terminal){.width  = host->columns ? host->columns : COLUMNS,
                    .utf8   = host->utf8,
                    .colour = host->out_terminal};
}

static void print_curve(Arena *arena, const nac_Host *host, const Study *study, const Source *source,
                        Diag *diag)
{
  const Picture *picture  = picture_main(study);
  Terminal       terminal = terminal_of(host);
  Figure         figure;
  Text           text = {.arena = arena};
  if (!picture || !picture_read(arena, study, picture, &figure, diag)) return;
  terminal_curves(arena, &terminal, &figure, picture_tensor(arena, picture, source), &text);
  if (text.start) fputs(text.start, host->out);
}

static void print_verdicts(Arena *arena, const nac_Host *host, const Judgement *judgement, int n)
{
  Text     text     = {.arena = arena};
  Terminal terminal = terminal_of(host);
  verdict_print(arena, &terminal, judgement, n, &text);
  if (n > 0) fputs(text.start, host->out);
}

static int run_and_judge(const nac_Host *host, const nac_Run *run, bool curve, int *fails)
{
  Arena *arena = arena_open();
  Diag  *diag  = diag_open(arena);
  int    code;
  Study *study = compile(arena, host, run, diag, &code);
  if (!study) {
    arena_close(arena);
    return code;
  }
  const char *folder  = folder_of(arena, study, run);
  char       *problem = NULL;
  Record     *record  = record_open(arena, folder, "all", NULL, &problem);
  code                = record ? run_all(arena, host, run, study, record) : fail(host, problem);
  if (code == NAC_DONE) {
    Source     source    = run_source(arena, study, record);
    Judgement *judgement = judge_all(arena, study, &source, fails);
    if (!results_write(arena, study, &source, judgement, folder, diag, &problem)) {
      code = fail(host, problem);
    } else if (diag_count(diag)) {
      diag_print(diag, host->err);
    }
    if (curve && !run->quiet) print_curve(arena, host, study, &source, diag);
    if (!run->quiet) print_verdicts(arena, host, judgement, study->n_claims);
    if (!run->quiet) fprintf(host->out, "results: %s\n", folder);
  }
  if (record) record_close(record);
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
  Diag  *diag  = diag_open(arena);
  int    code;
  Study *study = compile(arena, host, run, diag, &code);
  if (study) {
    const Experiment *x = study->experiment;
    fprintf(host->out, "%s: %d condition%s x %d seed%s, %d claim%s: all is well\n", run->experiment,
            x->n_conditions, x->n_conditions == 1 ? "" : "s", x->n_seeds, x->n_seeds == 1 ? "" : "s",
            study->n_claims, study->n_claims == 1 ? "" : "s");
    code = NAC_DONE;
  }
  arena_close(arena);
  return code;
}

// ---- telling --------------------------------------------------------------------------------------------------

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
