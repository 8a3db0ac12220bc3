// Sweeps: grids, random points and Sobol sequences over axes.
//
// A grid runs every combination, the last axis fastest; axes that are zipped go together and count
// as one, where the first of them stands. At random, axis i draws its j-th level with word j of
// stream (i, PURPOSE_SWEEP): a larger run_cap adds points and moves none, and so does an axis that
// is added at the end. A point that is met twice is run once.

#include "experiment/sweep.h"

#include <string.h>

#include "experiment/path.h"
#include "math/chance.h"
#include "math/sobol.h"

enum { POINTS = 1000000, SWEPT = 64 };

typedef enum Method { METHOD_GRID, METHOD_RANDOM, METHOD_SOBOL } Method;

typedef struct Plot {
  Reading    *reading;
  const Node *node;
  SweepAxis   axis[SWEPT];
  int         n_axes;
  int         track[SWEPT];   // axes of one track go together
  bool        zipped[SWEPT];
  int         n_tracks;
  int         first[SWEPT];   // (n_tracks) first axis of each
  bool        good;
} Plot;

static Method read_method(Plot *plot)
{
  static const char *const words[] = {"grid", "random", "sobol"};
  const Node              *node    = node_get(plot->node, "method");
  const char              *word    = node && node->type == NODE_SCALAR ? node->text : "";
  for (int i = 0; i < 3; i++) {
    if (strcmp(word, words[i]) == 0) return (Method)i;
  }
  if (node) {
    plot->good = false;
    diag_error(plot->reading->diag, node->place, "grid, random or sobol", "there is no method %s",
               node_what(node).text);
  }
  return METHOD_GRID;
}

static int64_t read_cap(Plot *plot, Method method)
{
  const Node *node = node_get(plot->node, "run_cap");
  long        cap  = 0;
  if (method == METHOD_GRID && node) {
    plot->good = false;
    diag_error(plot->reading->diag, node->key_place, NULL,
               "'run_cap' is for random and sobol; a grid runs all its points");
  } else if (method != METHOD_GRID && !node) {
    plot->good  = false;
    Place place = node_get(plot->node, "method")->place;
    diag_error(plot->reading->diag, place, NULL,
               "this method needs 'run_cap', the number of points");
  } else if (node && !node_count(node, 1, POINTS, &cap, plot->reading->diag)) {
    plot->good = false;
  }
  return cap;
}

static void read_axes(Plot *plot, bool grid)
{
  const Node *parameters = node_get(plot->node, "parameters");
  Diag       *diag       = plot->reading->diag;
  if (!parameters || parameters->type != NODE_MAP) {
    plot->good  = false;
    Place place = parameters ? parameters->place : plot->node->key_place;
    diag_error(diag, place, "parameters: {PATH: {values: [..]}}",
               "a sweep needs 'parameters', a map of paths");
    return;
  }
  for (const Node *node = parameters->first; node; node = node->next) {
    if (plot->n_axes == SWEPT) {
      diag_error(diag, node->key_place, NULL, "these are more than %d axes", SWEPT);
      plot->good = false;
      return;
    }
    SweepAxis *axis = &plot->axis[plot->n_axes];
    if (!sweep_axis_read(plot->reading, node, grid, axis)) plot->good = false;
    for (int i = 0; i < plot->n_axes; i++) {
      if (strcmp(plot->axis[i].name, axis->name) != 0) continue;
      plot->good = false;
      diag_error(diag, node->key_place, "give one of them another 'name'",
                 "there is an axis '%s' already", axis->name);
    }
    plot->track[plot->n_axes] = plot->n_axes;
    plot->n_axes++;
  }
}

// The axis of that name, or of a path with that tail; -1 after a complaint.
static int find_axis(Plot *plot, const Node *word)
{
  int found = -1, n = 0;
  for (int i = 0; i < plot->n_axes && word->type == NODE_SCALAR; i++) {
    if (strcmp(plot->axis[i].name, word->text) == 0) return i;
    if (!path_ends(plot->axis[i].path, word->text)) continue;
    found = i;
    n++;
  }
  if (n == 1) return found;
  plot->good = false;
  diag_error(plot->reading->diag, word->place, NULL,
             n ? "%s may be several axes" : "%s is no axis of this sweep", node_what(word).text);
  return -1;
}

static void join(Plot *plot, const Node *words)
{
  int first = -1;
  for (const Node *word = words->first; word; word = word->next) {
    int i = find_axis(plot, word);
    if (i < 0) continue;
    const SweepAxis *axis = &plot->axis[i], *other = &plot->axis[first < 0 ? i : first];
    if (plot->zipped[i]) {
      plot->good = false;
      diag_error(plot->reading->diag, word->place, NULL, "'%s' is zipped already", axis->name);
    } else if (plot->good && (axis->n == 0 || axis->n != other->n)) {
      plot->good = false;
      diag_error(plot->reading->diag, word->place, NULL,
                 "'%s' has %lld values and '%s' %lld; zipped axes have as many", other->name,
                 (long long)other->n, axis->name, (long long)axis->n);
    }
    plot->zipped[i] = true;
    if (first < 0) first = i;
    plot->track[i] = first;
  }
}

static void read_zip(Plot *plot)
{
  const Node *zip = node_get(plot->node, "zip");
  if (!zip) return;
  for (const Node *words = zip->first; words; words = words->next) {
    if (zip->type == NODE_LIST && words->type == NODE_LIST && words->size > 1) {
      join(plot, words);
      continue;
    }
    zip = words;
    break;
  }
  if (zip->type == NODE_LIST && zip->size > 0 && zip->first->type == NODE_LIST) return;
  plot->good = false;
  diag_error(plot->reading->diag, zip->place, "zip: [[axis, axis]]",
             "'zip' must be a list of lists of axes");
}

// Numbers the tracks in the order of their first axes.
static void number_tracks(Plot *plot)
{
  int number[SWEPT];
  for (int i = 0; i < plot->n_axes; i++) {
    int leader = plot->track[i];
    for (int k = 0; k < i; k++) {
      if (plot->track[k] == leader) leader = -1;   // it has a number already
    }
    if (leader >= 0) {
      number[plot->track[i]]        = plot->n_tracks;
      plot->first[plot->n_tracks++] = i;
    }
  }
  for (int i = 0; i < plot->n_axes; i++) plot->track[i] = number[plot->track[i]];
}

static Sweep make_grid(Plot *plot)
{
  Sweep   sweep = {.n_axes = plot->n_axes, .n_points = 1};
  int64_t stride[SWEPT];
  for (int t = plot->n_tracks - 1; t >= 0; t--) {
    stride[t] = sweep.n_points;
    sweep.n_points *= plot->axis[plot->first[t]].n;
    if (sweep.n_points > POINTS) {
      diag_error(plot->reading->diag, plot->node->key_place, NULL,
                 "the sweep has more than %d points", POINTS);
      return (Sweep){.n_points = 1};
    }
  }
  const Level **level = arena_take(plot->reading->arena, (size_t)sweep.n_points,
                                   (size_t)plot->n_axes * sizeof *level);
  for (int64_t p = 0; p < sweep.n_points; p++) {
    for (int i = 0; i < plot->n_axes; i++) {
      const SweepAxis *axis       = &plot->axis[i];
      level[p * plot->n_axes + i] = &axis->level[p / stride[plot->track[i]] % axis->n];
    }
  }
  sweep.level = level;
  return sweep;
}

// Whether a point was met before: a table of the points kept so far, by their labels.
typedef struct Seen {
  size_t   n_slots;
  int64_t *slot;   // (n_slots) point + 1; 0: free
} Seen;

static bool is_new(Seen *seen, const Level **level, int n_axes, int64_t point)
{
  uint64_t h = 14695981039346656037u;   // FNV-1a
  for (int i = 0; i < n_axes; i++) {
    for (const char *c = level[point * n_axes + i]->label; *c; c++)
      h = (h ^ (unsigned char)*c) * 1099511628211u;
    h = (h ^ 0xFF) * 1099511628211u;
  }
  size_t at = (size_t)(h ^ (h >> 32)) & (seen->n_slots - 1);
  for (; seen->slot[at]; at = (at + 1) & (seen->n_slots - 1)) {
    bool same = true;
    for (int i = 0; i < n_axes && same; i++) {
      same = strcmp(level[(seen->slot[at] - 1) * n_axes + i]->label,
                    level[point * n_axes + i]->label) == 0;
    }
    if (same) return false;
  }
  seen->slot[at] = point + 1;
  return true;
}

// Quantiles (n x n_tracks) at which the levels are drawn, all within (0, 1).
static double *draw_quantiles(Plot *plot, Method method, int64_t n)
{
  double *u = arena_take(plot->reading->arena, (size_t)n, (size_t)plot->n_tracks * sizeof *u);
  if (method == METHOD_SOBOL) {
    sobol_fill(plot->n_tracks, (size_t)n, u);
    return u;
  }
  for (int t = 0; t < plot->n_tracks; t++) {
    Stream stream = stream_open((uint64_t)plot->first[t], PURPOSE_SWEEP);
    for (int64_t p = 0; p < n; p++) {
      u[p * plot->n_tracks + t] = ((double)(stream_next(&stream) >> 11) + 0.5) * 0x1p-53;
    }
  }
  return u;
}

static Sweep make_draws(Plot *plot, Method method, int64_t n)
{
  Arena *arena = plot->reading->arena;
  if (method == METHOD_SOBOL && plot->n_tracks > SOBOL_DIMENSIONS) {
    diag_error(plot->reading->diag, plot->node->key_place, NULL,
               "a Sobol sequence has at most %d axes", SOBOL_DIMENSIONS);
    return (Sweep){.n_points = 1};
  }
  double       *u     = draw_quantiles(plot, method, n);
  const Level **level = arena_take(arena, (size_t)n, (size_t)plot->n_axes * sizeof *level);
  Seen          seen  = {.n_slots = 16};
  while (seen.n_slots < 2 * (size_t)n) seen.n_slots *= 2;
  seen.slot    = arena_take(arena, seen.n_slots, sizeof *seen.slot);
  int64_t kept = 0;
  for (int64_t p = 0; p < n; p++) {
    for (int i = 0; i < plot->n_axes; i++) {
      level[kept * plot->n_axes + i] =
          sweep_axis_draw(arena, &plot->axis[i], u[p * plot->n_tracks + plot->track[i]]);
    }
    kept += is_new(&seen, level, plot->n_axes, kept);
  }
  return (Sweep){.n_axes = plot->n_axes, .n_points = kept, .level = level};
}

Sweep sweep_read(Reading *reading, const Node *node)
{
  static const char *const keys[] = {"method", "run_cap", "parameters", "zip", NULL};
  Sweep                    none   = {.n_points = 1};
  if (!node) return none;
  if (node->type != NODE_MAP) {
    diag_error(reading->diag, node->place, "sweep: {parameters: {PATH: {values: [..]}}}",
               "'sweep' must be a map, not %s", node_what(node).text);
    return none;
  }
  Plot *plot    = arena_take(reading->arena, 1, sizeof *plot);
  plot->reading = reading;
  plot->node    = node;
  plot->good    = true;
  node_only(node, keys, reading->diag);
  Method  method = read_method(plot);
  int64_t cap    = read_cap(plot, method);
  read_axes(plot, method == METHOD_GRID);
  if (plot->n_axes > 0) read_zip(plot);
  if (!plot->good || plot->n_axes == 0) return none;
  number_tracks(plot);
  Sweep sweep = method == METHOD_GRID ? make_grid(plot) : make_draws(plot, method, cap);
  sweep.axis  = plot->axis;
  return sweep;
}
