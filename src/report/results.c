// Results: from the record to files, one after the other.

#include "report/results.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "experiment/change.h"
#include "experiment/wiring.h"
#include "report/picture.h"
#include "report/summary.h"
#include "report/table.h"
#include "store/file.h"

enum { FLUSH = 1 << 20, ROWS_AT_ONCE = 1 << 13 };

typedef struct Export {
  Arena             *arena;
  const Study       *study;
  const Source      *source;
  const char *const *unread;   // what the source could not give; NULL in it: nothing
  const char        *folder;
  char             **problem;
} Export;

static const char *path_of(const Export *e, const char *name)
{
  return arena_print(e->arena, "%s/%s", e->folder, name);
}

static void flush(File *file, Text *out)
{
  file_add(file, out->start, out->length);
  out->length = 0;
}

// Numbers that could not be read back make no file: what is there stays.
static bool finish(const Export *e, File *file)
{
  if (!*e->unread) return file_close(file, e->problem);
  file_drop(file);
  *e->problem = arena_copy(e->arena, *e->unread, strlen(*e->unread));
  return false;
}

static bool save(const Export *e, const char *name, const Text *text)
{
  File *file = file_open(e->arena, path_of(e, name));
  if (text->length > 0) file_add(file, text->start, text->length);
  return finish(e, file);
}

static const char **axis_names(const Export *e)
{
  const Experiment *x    = e->study->experiment;
  const char      **name = arena_take(e->arena, (size_t)x->n_axes + 1, sizeof *name);
  for (int a = 0; a < x->n_axes; a++) name[a] = x->axis[a].name;
  return name;
}

// ---- curves ------------------------------------------------------------------------------------

enum { DEFAULTS = 8 };   // measures in curves.csv

// The default curves of one condition in one of its phases, and how many episodes they have.
typedef struct Curves {
  int         n;
  const char *measure[DEFAULTS];
  const char *probe[DEFAULTS];
  size_t      episodes;
} Curves;

static Curves curves_of(const Export *e, int condition, const PhasePlan *phase)
{
  Curves curves = {.episodes = (size_t)phase->episodes};
  for (int k = 0; k < e->study->n_keepings && curves.n < DEFAULTS; k++) {
    const Keeping *keeping = &e->study->keeping[k];
    if (!keeping->phase || strcmp(keeping->phase, phase->name) != 0) continue;
    if (phase->episodes == 0 || !request_wants(keeping->request, condition)) continue;
    curves.measure[curves.n] = keeping->measure;
    curves.probe[curves.n++] = request_name(keeping->request);
  }
  return curves;
}

static const Plan *plan_of(const Export *e, int condition)
{
  return &e->study->experiment->condition[condition].plan;
}

// The measures that some condition has curves of; all have the same.
static Curves curves_of_any(const Export *e)
{
  Curves curves = {0};
  for (int c = 0; c < e->study->experiment->n_conditions && curves.n == 0; c++) {
    for (int p = 0; p < plan_of(e, c)->n_phases && curves.n == 0; p++) {
      curves = curves_of(e, c, &plan_of(e, c)->phase[p]);
    }
  }
  return curves;
}

// Rows of one animal in one phase.
static void add_animal(const Export *e, Arena *arena, Text *out, const PhasePlan *phase,
                       int condition, int seed)
{
  const Experiment *x                = e->study->experiment;
  Curves            curves           = curves_of(e, condition, phase);
  const double     *column[DEFAULTS] = {0};
  for (int m = 0; m < curves.n; m++) {
    double *to = arena_take(arena, curves.episodes, sizeof *to);
    if (!e->source->get(e->source->context, condition, seed, curves.probe[m], curves.episodes,
                        to)) {
      return;
    }
    column[m] = to;
  }
  if (curves.n == 0) return;
  table_curves(out, x->n_axes, x->condition[condition].level, x->seed[seed], phase->name, 1,
               curves.episodes, curves.n, column);
}

static bool write_curves(const Export *e)
{
  const Experiment *x    = e->study->experiment;
  Text              out  = {.arena = e->arena};
  Curves            head = curves_of_any(e);
  if (head.n == 0) return true;
  File *file = file_open(e->arena, path_of(e, "curves.csv"));
  table_curves_header(&out, x->n_axes, axis_names(e), "episode", head.n, head.measure);
  for (int64_t i = 0; i < (int64_t)x->n_conditions * x->n_seeds; i++) {
    int    c = (int)(i / x->n_seeds), s = (int)(i % x->n_seeds);
    Arena *arena = arena_open();
    for (int p = 0; p < plan_of(e, c)->n_phases; p++) {
      add_animal(e, arena, &out, &plan_of(e, c)->phase[p], c, s);
    }
    arena_close(arena);
    if (out.length >= FLUSH) flush(file, &out);
  }
  flush(file, &out);
  return finish(e, file);
}

// A row of the summary: one measure of one phase, over all animals of a condition.
static void add_summary(const Export *e, Draws *draws, Text *out, int condition,
                        const PhasePlan *phase, const Curves *curves, int m)
{
  const Experiment *x     = e->study->experiment;
  Arena            *arena = arena_open();
  size_t            n     = (size_t)x->n_seeds * curves->episodes;
  double           *value = arena_take(arena, n, sizeof *value);
  const int        *wiring =
      wiring_groups(arena, e->study->model_at[condition], x->seed, (size_t)x->n_seeds);
  for (int s = 0; s < x->n_seeds; s++) {
    double *row = value + (size_t)s * curves->episodes;
    bool    got =
        e->source->get(e->source->context, condition, s, curves->probe[m], curves->episodes, row);
    for (size_t i = 0; !got && i < curves->episodes; i++) row[i] = NAN;
  }
  summary_row(draws, out, x->n_axes, x->condition[condition].level, phase->name,
              curves->measure[m], value, wiring, (size_t)x->n_seeds, curves->episodes,
              SUMMARY_WINDOW);
  arena_close(arena);
}

static bool write_summary(const Export *e)
{
  const Experiment *x     = e->study->experiment;
  Draws             draws = draws_open(e->arena, SUMMARY_RESAMPLES, SUMMARY_SEED);
  Text              out   = {.arena = e->arena};
  if (curves_of_any(e).n == 0) return true;
  summary_header(&out, x->n_axes, axis_names(e));
  for (int c = 0; c < x->n_conditions; c++) {
    for (int p = 0; p < plan_of(e, c)->n_phases; p++) {
      const PhasePlan *phase  = &plan_of(e, c)->phase[p];
      Curves           curves = curves_of(e, c, phase);
      for (int m = 0; m < curves.n; m++) add_summary(e, &draws, &out, c, phase, &curves, m);
    }
  }
  return save(e, "summary.csv", &out);
}

// ---- what `record` and `figures` asked for -----------------------------------------------------

// All measures of one entry of `record`, from the k-th keeping on.
static bool write_recording(const Export *e, int k)
{
  const Keeping *first   = &e->study->keeping[k];
  size_t         most    = (size_t)(e->study->n_keepings - k);
  Arena         *arena   = arena_open();
  const Tensor **tensor  = arena_take(arena, most, sizeof *tensor);
  const char   **measure = arena_take(arena, most, sizeof *measure);
  Text           out     = {.arena = arena};
  int            n       = 0;
  for (int j = k; j < e->study->n_keepings && e->study->keeping[j].name == first->name; j++) {
    tensor[n]    = request_tensor(arena, e->study->keeping[j].request, e->source);
    measure[n++] = e->study->keeping[j].measure;
  }
  File  *file = file_open(e->arena, path_of(e, arena_print(arena, "%s.csv", first->name)));
  size_t size = tensor_size(tensor[0]);
  table_tensors_header(&out, n, tensor, measure);
  for (size_t at = 0; at < size; at += ROWS_AT_ONCE) {
    size_t rows = size - at < ROWS_AT_ONCE ? size - at : ROWS_AT_ONCE;
    table_tensors_rows(&out, n, tensor, at, rows);
    flush(file, &out);
  }
  flush(file, &out);
  bool good = finish(e, file);
  arena_close(arena);
  return good;
}

static bool write_recordings(const Export *e)
{
  for (int k = 0; k < e->study->n_keepings; k++) {
    const Keeping *keeping = &e->study->keeping[k];
    bool           begins  = k == 0 || e->study->keeping[k - 1].name != keeping->name;
    if (keeping->name && begins && !write_recording(e, k)) return false;
  }
  return true;
}

static bool write_picture(const Export *e, const Picture *picture, Diag *diag)
{
  Arena *arena = arena_open();
  Text   out   = {.arena = arena};
  Figure figure;
  bool   good = true;
  if (picture_read(arena, e->study, picture, &figure, diag)) {
    figure_draw(arena, &figure, picture_tensor(arena, picture, e->source), &out);
    good = save(e, arena_print(arena, "%s.svg", picture->name), &out);
  }
  arena_close(arena);
  return good;
}

static bool write_pictures(const Export *e, Diag *diag)
{
  for (int i = 0; i < e->study->n_pictures; i++) {
    if (!write_picture(e, &e->study->picture[i], diag)) return false;
  }
  return true;
}

static bool write_claims(const Export *e, const Judgement *judgement)
{
  Text out = {.arena = e->arena};
  if (e->study->n_claims == 0) return true;
  table_claims(&out, judgement, e->study->n_claims);
  return save(e, "claims.csv", &out);
}

bool results_write(Arena *arena, const Study *study, const Source *source,
                   const char *const *unread, const Judgement *judgement, const char *folder,
                   Diag *diag, char **problem)
{
  Export e = {arena, study, source, unread, folder, problem};
  return write_curves(&e) && write_summary(&e) && write_recordings(&e) &&
         write_claims(&e, judgement) && write_pictures(&e, diag);
}

// ---- the manifest ------------------------------------------------------------------------------

static bool drop(Arena *arena, const char *folder, const char *name, const char *ending,
                 char **problem)
{
  return file_remove(arena, arena_print(arena, "%s/%s%s", folder, name, ending), problem);
}

// Takes out the files that an experiment of other settings left for people.
static bool drop_old(Arena *arena, const Node *old, const char *folder, char **problem)
{
  static const char *const names[] = {"curves.csv", "summary.csv", "claims.csv", NULL};
  const Node              *record = node_get(old, "record"), *figures = node_get(old, "figures");
  bool                     good = true;
  for (const char *const *name = names; *name; name++) {
    good = good && drop(arena, folder, *name, "", problem);
  }
  bool maps = (!record || record->type == NODE_MAP) && (!figures || figures->type == NODE_MAP);
  for (const Node *entry = maps && record ? record->first : NULL; entry; entry = entry->next) {
    if (!strchr(entry->key, '/')) good = good && drop(arena, folder, entry->key, ".csv", problem);
  }
  for (const Node *entry = maps && figures ? figures->first : NULL; entry; entry = entry->next) {
    if (!strchr(entry->key, '/')) good = good && drop(arena, folder, entry->key, ".svg", problem);
  }
  return good;
}

bool results_begin(Arena *arena, const Study *study, const char *folder, Text *changes,
                   char **problem)
{
  Text        out  = {.arena = arena};
  Diag       *diag = diag_open(arena);   // what is wrong with an old manifest is no matter
  const char *path = arena_print(arena, "%s/manifest.yaml", folder);
  Export      e    = {.arena = arena, .folder = folder, .problem = problem};
  size_t      length;
  if (!file_sweep(arena, folder, problem)) return false;
  experiment_manifest(arena, study->experiment, &out, diag);
  const char *known = file_read(arena, path, RESULTS_MANIFEST, &length, diag);
  if (known && length == out.length && memcmp(known, out.start, length) == 0) return true;
  const Node *old = known ? node_read_text(arena, path, known, length, diag) : NULL;
  const Node *new = node_read_text(arena, path, out.start, out.length, diag);
  if (old && new && old->type == NODE_MAP) {
    change_list(arena, old, new, RESULTS_CHANGES, changes);
    if (!drop_old(arena, old, folder, problem)) return false;
  }
  return file_write(arena, path_of(&e, "manifest.yaml"), out.start, out.length, problem);
}
