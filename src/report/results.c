// Results: from the record to files, one after the other.

#include "report/results.h"

#include <math.h>
#include <string.h>

#include "report/picture.h"
#include "report/table.h"
#include "store/file.h"

enum { FLUSH = 1 << 20 };

typedef struct Export {
  Arena            *arena;
  const Study      *study;
  const Source     *source;
  const char       *folder;
  char            **problem;
} Export;

static bool save(const Export *e, const char *name, const Text *text)
{
  const char *path = arena_print(e->arena, "%s/%s", e->folder, name);
  return file_write(e->arena, path, text->start ? text->start : "", text->length, e->problem);
}

static const char **axis_names(const Export *e)
{
  const Experiment *x    = e->study->experiment;
  const char      **name = arena_take(e->arena, (size_t)x->n_axes + 1, sizeof *name);
  for (int a = 0; a < x->n_axes; a++) name[a] = x->axis[a].name;
  return name;
}

// ---- curves ---------------------------------------------------------------------------------------------------

// The default curves of one phase: which keepings, and how many episodes.
typedef struct Curves {
  int         n;
  const char *measure[8];
  const char *probe[8];
  size_t      episodes;
} Curves;

static Curves curves_of(const Export *e, int phase)
{
  Curves curves = {0};
  for (int k = 0; k < e->study->n_keepings && curves.n < 8; k++) {
    const Keeping *keeping = &e->study->keeping[k];
    if (keeping->name || keeping->phase != phase) continue;
    curves.measure[curves.n] = keeping->measure;
    curves.probe[curves.n++] = request_name(keeping->request);
  }
  curves.episodes = (size_t)e->study->experiment->condition[0].plan.phase[phase].episodes;
  return curves;
}

static int n_phases(const Export *e)
{
  return e->study->experiment->condition[0].plan.n_phases;
}

// Rows of one animal in one phase.
static void add_animal(const Export *e, Text *out, const Curves *curves, int condition, int seed, int phase,
                       double *numbers)
{
  const Experiment *x         = e->study->experiment;
  const double     *column[8] = {0};
  for (int m = 0; m < curves->n; m++) {
    double *to = numbers + (size_t)m * curves->episodes;
    if (!e->source->get(e->source->context, condition, seed, curves->probe[m], curves->episodes, to)) return;
    column[m] = to;
  }
  table_curves(out, x->n_axes, x->condition[condition].level, x->seed[seed],
               x->condition[condition].plan.phase[phase].name, 1, curves->episodes, curves->n, column);
}

static bool write_curves(const Export *e)
{
  const Experiment *x    = e->study->experiment;
  Text              out  = {.arena = e->arena};
  Curves            head = {0};
  for (int p = 0; p < n_phases(e) && head.n == 0; p++) head = curves_of(e, p);
  if (head.n == 0) return true;
  File *file = file_open(e->arena, arena_print(e->arena, "%s/curves.csv", e->folder));
  table_curves_header(&out, x->n_axes, axis_names(e), "episode", head.n, head.measure);
  for (int c = 0; c < x->n_conditions; c++) {
    for (int s = 0; s < x->n_seeds; s++) {
      for (int p = 0; p < n_phases(e); p++) {
        Curves curves = curves_of(e, p);
        if (curves.n == 0) continue;
        Arena  *arena   = arena_open();
        double *numbers = arena_take(arena, curves.episodes * (size_t)curves.n, sizeof *numbers);
        add_animal(e, &out, &curves, c, s, p, numbers);
        arena_close(arena);
        if (out.length < FLUSH) continue;
        file_add(file, out.start, out.length);
        out.length = 0;
      }
    }
  }
  file_add(file, out.start, out.length);
  return file_close(file, e->problem);
}

static bool write_summary(const Export *e)
{
  const Experiment *x   = e->study->experiment;
  Text              out = {.arena = e->arena};
  int               any = 0;
  table_summary_header(&out, x->n_axes, axis_names(e));
  for (int c = 0; c < x->n_conditions; c++) {
    for (int p = 0; p < n_phases(e); p++) {
      Curves curves = curves_of(e, p);
      for (int m = 0; m < curves.n; m++) {
        Arena  *arena = arena_open();
        double *value = arena_take(arena, (size_t)x->n_seeds * curves.episodes, sizeof *value);
        for (int s = 0; s < x->n_seeds; s++) {
          double *row = value + (size_t)s * curves.episodes;
          bool got = e->source->get(e->source->context, c, s, curves.probe[m], curves.episodes, row);
          for (size_t i = 0; !got && i < curves.episodes; i++) row[i] = NAN;
        }
        table_summary(arena, &out, x->n_axes, x->condition[c].level, x->condition[c].plan.phase[p].name,
                      curves.measure[m], value, (size_t)x->n_seeds, curves.episodes, TABLE_WINDOW, 0);
        arena_close(arena);
        any++;
      }
    }
  }
  return any == 0 || save(e, "summary.csv", &out);
}

// ---- what `record` and `figures` asked for --------------------------------------------------------------------

static bool write_recordings(const Export *e)
{
  for (int k = 0; k < e->study->n_keepings; k++) {
    const Keeping *first = &e->study->keeping[k];
    const Tensor  *tensor[16];
    const char    *measure[16];
    int            n = 0;
    if (!first->name || (k > 0 && e->study->keeping[k - 1].name == first->name)) continue;
    for (int j = k; j < e->study->n_keepings && n < 16; j++) {
      if (e->study->keeping[j].name != first->name) break;
      tensor[n]    = request_tensor(e->arena, e->study->keeping[j].request, e->source);
      measure[n++] = e->study->keeping[j].measure;
    }
    Text out = {.arena = e->arena};
    table_tensors(&out, n, tensor, measure);
    if (!save(e, arena_print(e->arena, "%s.csv", first->name), &out)) return false;
  }
  return true;
}

static bool write_pictures(const Export *e, Diag *diag)
{
  for (int i = 0; i < e->study->n_pictures; i++) {
    const Picture *picture = &e->study->picture[i];
    Figure         figure;
    Text           out = {.arena = e->arena};
    if (!picture_read(e->arena, e->study, picture, &figure, diag)) continue;
    figure_draw(e->arena, &figure, picture_tensor(e->arena, picture, e->source), &out);
    if (!save(e, arena_print(e->arena, "%s.svg", picture->name), &out)) return false;
  }
  return true;
}

static bool write_manifest(const Export *e, Diag *diag)
{
  Text out = {.arena = e->arena};
  experiment_manifest(e->arena, e->study->experiment, &out, diag);
  return save(e, "manifest.yaml", &out);
}

static bool write_claims(const Export *e, const Judgement *judgement)
{
  Text out = {.arena = e->arena};
  if (e->study->n_claims == 0) return true;
  table_claims(&out, judgement, e->study->n_claims);
  return save(e, "claims.csv", &out);
}

bool results_write(Arena *arena, const Study *study, const Source *source,
                   const Judgement *judgement, const char *folder, Diag *diag, char **problem)
{
  Export e = {arena, study, source, folder, problem};
  return write_curves(&e) && write_summary(&e) && write_recordings(&e) &&
         write_claims(&e, judgement) && write_manifest(&e, diag) && write_pictures(&e, diag);
}
