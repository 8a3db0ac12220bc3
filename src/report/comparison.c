// Comparison: pairing, statistics, and reading curves from the record.
//
// Seeds needed are for an effect like the one found: for planning the next experiment, not for
// judging this one (Hoenig & Heisey 2001, Am. Stat. 55, 19-24). A diverged animal's numbers are
// infinite: means, tests and effects then say so or are missing, while ranks and the interquartile
// mean can still be had.

#include "report/comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/wiring.h"
#include "experiment/wish.h"
#include "math/inference.h"

static const ResampleDraws DRAWS = {.resamples = COMPARISON_RESAMPLES, .level = 0.95};
static const double        POWER = 0.8, ALPHA = 0.05;

// ---- pairing ----------------------------------------------------------------------------------

typedef struct Run {
  int     world, side, wiring;
  int64_t seed;
  double  value;
} Run;

static int compare_runs(const void *left, const void *right)
{
  const Run *a = left, *b = right;
  if (a->world != b->world) return a->world < b->world ? -1 : 1;
  if (a->seed != b->seed) return a->seed < b->seed ? -1 : 1;
  return (a->side > b->side) - (a->side < b->side);
}

static size_t add_runs(const ComparisonSide *from, int side, Run *run)
{
  size_t n = 0;
  for (size_t i = 0; i < from->n; i++) {
    if (isnan(from->value[i])) continue;
    run[n++] = (Run){.world  = from->world ? from->world[i] : 0,
                     .side   = side,
                     .wiring = from->wiring ? from->wiring[i] : -1,
                     .seed   = from->seed[i],
                     .value  = from->value[i]};
  }
  return n;
}

static bool are_partners(const Run *run, size_t i, size_t n)
{
  return i + 1 < n && run[i].world == run[i + 1].world && run[i].seed == run[i + 1].seed;
}

// The list of units: pairs alone where there are enough of them, else all runs by themselves.
typedef struct Units {
  double *a, *b;
  int    *world, *wiring;
  size_t  n;
  bool    grouped;
} Units;

static void add_unit(Units *units, const Run *run, double a, double b, int wiring)
{
  units->a[units->n] = a;
  units->b[units->n] = b;
  units->world[units->n] = run->world;
  units->grouped |= wiring >= 0;
  units->wiring[units->n++] = wiring;
}

// Of which side's wirings a pair is: that of fewer, if both share some.
static int choose_side(const Run *run, size_t n)
{
  int last[2] = {-1, -1};
  for (size_t i = 0; i < n; i++) {
    if (run[i].wiring > last[run[i].side]) last[run[i].side] = run[i].wiring;
  }
  return last[0] < 0 || (last[1] >= 0 && last[1] < last[0]);
}

static Units take_units(Arena *arena, const Run *run, size_t n, bool paired)
{
  Units units = {.a = arena_take(arena, n, sizeof(double)),
                 .b = arena_take(arena, n, sizeof(double)),
                 .world = arena_take(arena, n, sizeof(int)),
                 .wiring = arena_take(arena, n, sizeof(int))};
  int side = choose_side(run, n);
  for (size_t i = 0; i < n; i++) {
    const Run *one = &run[i];
    if (paired && are_partners(run, i, n)) {
      add_unit(&units, one, one->value, run[i + 1].value, run[i + (size_t)side].wiring);
      i++;
    } else if (!paired) {
      add_unit(&units, one, one->side ? NAN : one->value, one->side ? one->value : NAN,
               one->wiring);
    }
  }
  // Where some have no wiring, each of those is a group of its own.
  for (size_t i = 0; i < units.n && units.grouped; i++) {
    if (units.wiring[i] < 0) units.wiring[i] = -1 - (int)i;
  }
  return units;
}

// ---- statistics -------------------------------------------------------------------------------

// One side of the units, with its worlds and wirings.
static ResampleUnits take_side(Arena *arena, const ComparisonRow *row, const double *from,
                               double **out)
{
  size_t most = row->units.n, n = 0;
  int   *world = arena_take(arena, most, sizeof *world);
  int   *wiring = row->units.group ? arena_take(arena, most, sizeof *wiring) : NULL;
  *out = arena_take(arena, most, sizeof **out);
  for (size_t i = 0; i < most; i++) {
    if (isnan(from[i])) continue;
    if (wiring) wiring[n] = row->units.group[i];
    world[n] = row->units.stratum[i];
    (*out)[n++] = from[i];
  }
  return (ResampleUnits){n, world, wiring};
}

// Signs are flipped for all seeds of one wiring together: its first one gets the sum of all.
static void sum_wirings(const ResampleUnits *units, double *difference)
{
  for (size_t i = 0; i < units->n; i++) {
    size_t first = 0;
    while (units->stratum[first] != units->stratum[i] || units->group[first] != units->group[i]) {
      first++;
    }
    if (first == i) continue;
    difference[first] += difference[i];
    difference[i] = 0;
  }
}

static void judge_pairs(Arena *arena, ComparisonRow *row)
{
  size_t  n = row->units.n;
  double *difference = arena_take(arena, n, sizeof *difference);
  for (size_t i = 0; i < n; i++) difference[i] = row->a[i] - row->b[i];
  row->effect_name = "d_z";
  row->effect = inference_paired_effect(difference, n);
  row->needed = ceil(inference_pairs_needed(row->effect, POWER, ALPHA) / row->worlds);
  if (row->units.group) sum_wirings(&row->units, difference);
  row->p = inference_sign_flip(difference, n, COMPARISON_FLIPS, DRAWS.seed);
  row->test = inference_is_exact(difference, n) ? "all sign flips" : "random sign flips";
}

static void judge_alone(const double *a, const double *b, ComparisonRow *row)
{
  row->effect_name = "Hedges' g";
  row->effect = inference_hedges(a, row->n_a, b, row->n_b);
  row->needed = ceil(inference_units_needed(row->effect, POWER, ALPHA) / row->worlds);
  row->test = "Welch's t";
  row->p = inference_welch(a, row->n_a, b, row->n_b).p;
}

static int count_worlds(const ResampleUnits *units)
{
  int n = 0;
  for (size_t i = 0; i < units->n; i++) {
    n += i == 0 || units->stratum[i] != units->stratum[i - 1];
  }
  return n;
}

void comparison_judge(Arena *arena, const ComparisonSide *left, const ComparisonSide *right,
                      ComparisonRow *row)
{
  Run   *run = arena_take(arena, left->n + right->n, sizeof *run);
  size_t n_a = add_runs(left, 0, run), n_b = add_runs(right, 1, run + n_a), pairs = 0;
  qsort(run, n_a + n_b, sizeof *run, compare_runs);
  for (size_t i = 0; i < n_a + n_b; i++) pairs += are_partners(run, i, n_a + n_b);
  bool  paired = pairs > 1 && 2 * pairs >= (n_a < n_b ? n_a : n_b);
  Units units = take_units(arena, run, n_a + n_b, paired);
  row->pairs = paired ? pairs : 0;
  row->a = units.a;
  row->b = units.b;
  row->units = (ResampleUnits){units.n, units.world, units.grouped ? units.wiring : NULL};
  row->worlds = count_worlds(&row->units);
  double       *a, *b;
  ResampleUnits of_a = take_side(arena, row, units.a, &a);
  ResampleUnits of_b = take_side(arena, row, units.b, &b);
  row->n_a = of_a.n;
  row->n_b = of_b.n;
  row->mean_a = resample_estimate(statistic_mean, a, &of_a, &DRAWS);
  row->mean_b = resample_estimate(statistic_mean, b, &of_b, &DRAWS);
  row->iqm_a = resample_estimate(statistic_iqm, a, &of_a, &DRAWS);
  row->iqm_b = resample_estimate(statistic_iqm, b, &of_b, &DRAWS);
  row->mean = resample_difference(statistic_mean, row->a, row->b, &row->units, &DRAWS);
  row->iqm = resample_difference(statistic_iqm, row->a, row->b, &row->units, &DRAWS);
  row->superiority = resample_superiority(row->a, row->b, &row->units, &DRAWS);
  if (paired) judge_pairs(arena, row);
  else judge_alone(a, b, row);
}

void comparison_profile(Arena *arena, const ComparisonRow *row, size_t n_tau, const double *tau,
                        Estimate *share_a, Estimate *share_b)
{
  double       *a, *b;
  ResampleUnits of_a = take_side(arena, row, row->a, &a);
  ResampleUnits of_b = take_side(arena, row, row->b, &b);
  resample_profile(a, &of_a, tau, n_tau, &DRAWS, share_a);
  resample_profile(b, &of_b, tau, n_tau, &DRAWS, share_b);
}

// ---- reading ----------------------------------------------------------------------------------

// A curve on record: one number an episode, of one phase or of several.
typedef struct Curve {
  const Keeping *keeping;
  int            phase_axis, episode_axis;   // among the kept ones; -1: none
} Curve;

static bool read_curve(const Keeping *keeping, bool defaults, Curve *curve)
{
  const Request *request = keeping->request;
  *curve = (Curve){keeping, -1, -1};
  if ((keeping->name == NULL) != defaults || request->exact || request->known) return false;
  for (int i = 0; i < request->grid.n_kept; i++) {
    const char *name = request->grid.kept[i].name;
    if (strcmp(name, "episode") == 0) curve->episode_axis = i;
    else if (strcmp(name, "phase") == 0) curve->phase_axis = i;
    else return false;
  }
  return curve->episode_axis >= 0;
}

// Whether both sides have it, and no phases are averaged.
static bool covers(const Curve *curve, const Rivals *rivals)
{
  Layout *const *layout = curve->keeping->request->grid.layout;
  for (int i = 0; i < rivals->n; i++) {
    if (!layout[rivals->a[i]] || !layout[rivals->b[i]]) return false;
    if (layout[rivals->a[i]]->n_phases > 1 && curve->phase_axis < 0) return false;
  }
  return true;
}

typedef struct Reader {
  Arena           *arena;
  const Study     *study;
  const Source    *source;
  const Rivals    *rivals;
  size_t           window;
  ComparisonTable *table;
  size_t           room;
} Reader;

// The mean over the last episodes of one phase of one animal's numbers.
static double average(const Curve *curve, const double *cell, size_t level, double after)
{
  const Grid *grid = &curve->keeping->request->grid;
  size_t      n = grid->kept[curve->episode_axis].n, count = 0;
  bool        inner = curve->phase_axis > curve->episode_axis;
  size_t      stride = inner ? grid->kept[curve->phase_axis].n : 1;
  size_t      from = inner ? level : level * n;
  double      sum = 0;
  for (size_t i = 0; i < n; i++) {
    double x = cell[from + i * stride];
    if (isnan(x) || grid->kept[curve->episode_axis].number[i] <= after) continue;
    sum += x;
    count++;
  }
  return count > 0 ? sum / (double)count : (double)NAN;
}

// The wirings of the last n animals before `at`; -1: one of its own, or the real one.
static void add_wirings(Reader *reader, const Model *model, size_t n, const int64_t *seed,
                        int *wiring, size_t at)
{
  const int *shared = wiring_groups(reader->arena, model, seed + at - n, n);
  for (size_t i = 0; i < n; i++) wiring[at - n + i] = shared ? shared[i] : -1;
}

// All animals of one side, world by world, in one phase.
static ComparisonSide read_side(Reader *reader, const Curve *curve, const int *condition,
                                size_t level, double after)
{
  const Request *request = curve->keeping->request;
  const Grid    *grid = &request->grid;
  size_t         n = request->n_seeds * (size_t)reader->rivals->n, cells = 1, at = 0;
  double        *value = arena_take(reader->arena, n, sizeof *value);
  int64_t       *seed = arena_take(reader->arena, n, sizeof *seed);
  int           *world = arena_take(reader->arena, n, sizeof *world);
  int           *wiring = arena_take(reader->arena, n, sizeof *wiring);
  for (int i = 0; i < grid->n_kept; i++) cells *= grid->kept[i].n;
  double *cell = arena_take(reader->arena, cells, sizeof *cell);
  for (int w = 0; w < reader->rivals->n; w++) {
    size_t  own = grid->layout[condition[w]]->probe.cells;
    double *raw = arena_take(reader->arena, own, sizeof *raw);
    for (size_t s = 0; s < request->n_seeds; s++, at++) {
      for (size_t i = 0; i < cells; i++) cell[i] = NAN;
      bool got = reader->source->get(reader->source->context, condition[w], request->seed[s],
                                     request_name(request), own, raw);
      if (got) grid_put(grid, condition[w], raw, cell);
      reader->table->missing += !got;
      reader->table->animals++;
      value[at] = average(curve, cell, level, after);
      seed[at] = reader->study->experiment->seed[request->seed[s]];
      world[at] = w;
    }
    add_wirings(reader, request->models[condition[w]], request->n_seeds, seed, wiring, at);
  }
  return (ComparisonSide){n, value, seed, world, wiring};
}

static void add_phase(Reader *reader, const Curve *curve, const char *phase, size_t level,
                      double episodes)
{
  ComparisonTable *table = reader->table;
  bool             all = reader->window == 0 || (double)reader->window >= episodes;
  double           after = all ? 0 : episodes - (double)reader->window;
  ComparisonRow    row = {.phase = phase, .measure = curve->keeping->measure, .window = "all"};
  if (!all) row.window = arena_print(reader->arena, "last %zu", reader->window);
  table->missing = table->animals = 0;
  ComparisonSide a = read_side(reader, curve, reader->rivals->a, level, after);
  ComparisonSide b = read_side(reader, curve, reader->rivals->b, level, after);
  comparison_judge(reader->arena, &a, &b, &row);
  table->row = arena_grow(reader->arena, table->row, &reader->room, (size_t)table->n + 1,
                          sizeof row);
  table->row[table->n++] = row;
}

static void add_curve(Reader *reader, const Curve *curve)
{
  int               condition = reader->rivals->a[0];
  const Plan       *plan = &reader->study->experiment->condition[condition].plan;
  const Layout     *layout = curve->keeping->request->grid.layout[condition];
  const TensorAxis *episode = &curve->keeping->request->grid.kept[curve->episode_axis];
  for (int i = 0; i < layout->n_phases; i++) {
    const PhasePlan *phase = &plan->phase[layout->phase[i]];
    int              level = curve->phase_axis < 0 ? 0 : layout->phase_level[i];
    double           last = (double)phase->episodes;
    if (curve->phase_axis >= 0) {
      level = curve->keeping->request->grid.place[condition][curve->phase_axis][level];
    }
    if (phase->episodes == 0) last = episode->number[episode->n - 1];
    add_phase(reader, curve, phase->name, (size_t)level, last);
  }
}

bool comparison_take(Arena *arena, const Study *study, const Source *source, const Rivals *rivals,
                     const char *measure, size_t window, ComparisonTable *table,
                     const char **problem)
{
  Reader reader = {arena, study, source, rivals, window, table, 0};
  Text   known = {.arena = arena};
  *table = (ComparisonTable){.rivals = rivals};
  for (int defaults = 1; defaults >= 0 && table->n == 0; defaults--) {
    for (int k = 0; k < study->n_keepings; k++) {
      Curve curve;
      if (!read_curve(&study->keeping[k], defaults, &curve)) continue;
      if (!covers(&curve, rivals)) continue;
      const char *name = study->keeping[k].measure;
      if (!known.start || !strstr(known.start, name)) {
        text_print(&known, "%s%s", known.length ? ", " : "", name);
      }
      if (!measure || strcmp(measure, name) == 0) add_curve(&reader, &curve);
    }
  }
  if (table->n > 0) return true;
  *problem = measure ? arena_print(arena, "no curve of '%s' is recorded by episode (%s)", measure,
                                   known.start ? known.start : "none is")
                     : "no curve is recorded by episode";
  return false;
}
