// Requests: what was asked for becomes conditions, seeds, layouts and the shape of the result.

#include "experiment/request.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "experiment/lay.h"
#include "experiment/wiring.h"
#include "experiment/words.h"

enum { KEPT = 5 };   // axes of the moment and of elements that may be kept apart

// ---- seeds -------------------------------------------------------------------------------------

bool ask_seeds(Asking *asking)
{
  const Experiment *experiment = asking->experiment;
  Request          *out        = asking->out;
  out->exact                   = asking->measure->grain == GRAIN_EXACT;
  if (out->exact) return true;
  Universe  universe = {.axis = "seed", .unit = 1, .place = out->place};
  Selection selection;
  universe_open(asking->arena, &universe, (size_t)experiment->n_seeds);
  for (size_t i = 0; i < universe.n; i++) {
    universe_name(&universe, i,
                  arena_print(asking->arena, "%lld", (long long)experiment->seed[i]));
  }
  if (!selection_read(asking->arena, asking->seeds, &universe, true, &selection, asking->diag)) {
    return false;
  }
  int *seed = arena_take(asking->arena, selection.n_keys, sizeof *seed);
  for (size_t i = 0; i < selection.n_keys; i++) seed[i] = (int)selection.key[i];
  out->n_seeds   = selection.n_keys;
  out->seed      = seed;
  out->seed_axis = (TensorAxis){"seed", selection.n_levels, selection.label, selection.number};
  return true;
}

// ---- what is stored ----------------------------------------------------------------------------

static bool one_phase(const Asking *asking)
{
  for (int c = 0; c < asking->experiment->n_conditions; c++) {
    if (asking->out->choice.selected[c] && asking->models[c]->n_phases > 1) return false;
  }
  return true;
}

// The only phase needs no name: with and without it the wish is the same.
static const char *stored_name(Asking *asking)
{
  Wish             wish  = asking->wish;
  const WishEntry *phase = ask_phase(asking);
  if (phase && !phase->kept && one_phase(asking)) {
    int at = (int)(phase - asking->wish.entry);
    for (int i = at; i + 1 < wish.n_entries; i++) wish.entry[i] = wish.entry[i + 1];
    wish.n_entries--;
  }
  return wish_name(asking->arena, &wish);
}

static Storage *find_storage(Asking *asking, const char *name, Requests *all)
{
  for (int i = 0; i < all->n; i++) {
    if (strcmp(all->request[i]->storage->name, name) == 0) return all->request[i]->storage;
  }
  size_t   n               = (size_t)asking->experiment->n_conditions;
  Storage *storage         = arena_take(asking->arena, 1, sizeof *storage);
  storage->name            = name;
  storage->layout          = arena_take(asking->arena, n, sizeof *storage->layout);
  storage->wanted          = arena_take(asking->arena, n, sizeof *storage->wanted);
  Request *request         = arena_take(asking->arena, 1, sizeof *request);
  *request                 = *asking->out;
  request->storage         = storage;
  request->choice.selected = storage->wanted;
  all->request = arena_grow(asking->arena, all->request, &all->capacity, (size_t)all->n + 1,
                            sizeof *all->request);
  all->request[all->n++] = request;
  return storage;
}

static void store(Asking *asking, Requests *all)
{
  Request *out = asking->out;
  out->storage = find_storage(asking, stored_name(asking), all);
  for (int c = 0; c < asking->experiment->n_conditions; c++) {
    Layout *layout = out->grid.layout[c];
    if (!layout) continue;
    layout->probe.name      = out->storage->name;
    out->storage->wanted[c] = true;
    if (!out->storage->layout[c]) out->storage->layout[c] = layout;
  }
}

// ---- the shape of the result -------------------------------------------------------------------

// The axes that are there while `reduce` is done.
typedef struct Shape {
  int        n;
  TensorAxis axis[TENSOR_AXES];
  bool       stays[TENSOR_AXES];
} Shape;

static Shape shape_of(const Request *out)
{
  Shape shape = {0};
  for (int i = 0; i < out->choice.n_kept; i++) shape.axis[shape.n++] = out->choice.kept[i];
  if (!out->exact) shape.axis[shape.n++] = out->seed_axis;
  for (int i = 0; i < out->grid.n_kept; i++) shape.axis[shape.n++] = out->grid.kept[i];
  return shape;
}

static int find_axis(const Shape *shape, const char *name)
{
  for (int i = 0; i < shape->n; i++) {
    if (strcmp(shape->axis[i].name, name) == 0) return i;
  }
  return -1;
}

static void remove_axis(Shape *shape, int axis)
{
  for (int i = axis; i + 1 < shape->n; i++) {
    shape->axis[i]  = shape->axis[i + 1];
    shape->stays[i] = shape->stays[i + 1];
  }
  shape->n--;
}

static bool check_numbers(Asking *asking, const ReduceStep *step, const TensorAxis *axis)
{
  if (step->form == REDUCE_CONTRAST && step->n_weights != axis->n) {
    diag_error(asking->diag, step->node->place, NULL, "%zu weights for the %zu levels of '%s'",
               step->n_weights, axis->n, axis->name);
    return false;
  }
  if (!reduce_needs_numbers(step)) return true;
  for (size_t i = 0; i < axis->n; i++) {
    if (!isnan(axis->number[i])) continue;
    diag_error(asking->diag, step->node->place, NULL,
               "the levels of '%s' are no numbers ('%s'), so there is no value to give",
               axis->name, axis->label[i]);
    return false;
  }
  return true;
}

// What stands on x instead of the axis' own values, with the axes that are still there.
static bool read_against(Asking *asking, ReduceStep *step, const Shape *shape,
                         const Tensor **against)
{
  const Node *node = step->against;
  if (node && node->type == NODE_SCALAR && strcmp(node->text, step->axis) == 0)
    step->against = NULL;
  if (!step->against) return true;
  const MeasureKind *measure = ask_measure(asking, node);
  if (!measure) return false;
  if (measure->grain != GRAIN_EXACT) {
    diag_error(asking->diag, node->place, NULL,
               "against '%s' is not built yet: only exact measures", measure->name);
    return false;
  }
  const Tensor *x = ask_exact(asking, measure);
  if (!x) return false;
  for (int i = x->n_axes - 1; i >= 0; i--) {
    ReduceStep mean = {.form = REDUCE_MEAN, .axis = x->axis[i].name};
    if (find_axis(shape, mean.axis) < 0) x = reduce_apply(asking->arena, &mean, x, NULL);
  }
  if (tensor_axis(x, step->axis) < 0) {
    diag_error(asking->diag, node->place, NULL, "'%s' does not vary along '%s'", measure->name,
               step->axis);
    return false;
  }
  *against = x;
  return true;
}

static bool take_step(Asking *asking, int index, Shape *shape)
{
  Request    *out  = asking->out;
  ReduceStep *step = &out->reduce.step[index];
  if (!step->axis) return true;
  int at = find_axis(shape, step->axis);
  if (at < 0 || shape->stays[at]) {
    diag_error(asking->diag, step->node->place, NULL, "'%s' is reduced already", step->axis);
    return false;
  }
  if (step->form == REDUCE_EACH) {
    shape->stays[at]             = true;
    out->result[out->n_result++] = step->axis;
    return true;
  }
  if (!read_against(asking, step, shape, &out->against[index])) return false;
  if (!check_numbers(asking, step, &shape->axis[at])) return false;
  remove_axis(shape, at);
  return true;
}

// Conditions first where all are kept, then what `each` keeps, then what `by` does.
static bool shape_result(Asking *asking)
{
  Request *out   = asking->out;
  Shape    shape = shape_of(out);
  out->against   = arena_take(asking->arena, (size_t)out->reduce.n, sizeof *out->against);
  for (int i = 0; i < out->reduce.n; i++) {
    if (!take_step(asking, i, &shape)) return false;
  }
  for (int i = 0; i < asking->n_by; i++) {
    int at = find_axis(&shape, asking->kept[i]);
    if (at < 0) {
      diag_error(asking->diag, out->place, NULL, "'%s' is reduced and cannot be kept apart",
                 asking->kept[i]);
      return false;
    }
    if (shape.stays[at] || at < out->choice.n_kept) continue;
    shape.stays[at]              = true;
    out->result[out->n_result++] = asking->kept[i];
  }
  int conditions = 0;
  for (int i = 0; i < shape.n; i++) {
    bool condition = false;
    for (int k = 0; k < out->choice.n_kept; k++) {
      condition = condition || shape.axis[i].name == out->choice.kept[k].name;
    }
    if (!condition || shape.stays[i]) continue;
    memmove(out->result + conditions + 1, out->result + conditions,
            (size_t)(out->n_result - conditions) * sizeof *out->result);
    out->result[conditions++] = shape.axis[i].name;
    out->n_result++;
  }
  return true;
}

// ---- the whole ---------------------------------------------------------------------------------

static bool few_enough(Asking *asking)
{
  int kept = 0;
  for (int i = 0; i < asking->wish.n_entries; i++) kept += asking->wish.entry[i].kept;
  if (kept <= KEPT) return true;
  diag_error(asking->diag, asking->out->place, NULL, "more than %d axes are kept apart",
             (int)KEPT);
  return false;
}

Request *request_read(Arena *arena, const Experiment *experiment, const Model *const *models,
                      const Node *words, const Node *inherit, const Node *by, Requests *all,
                      Diag *diag)
{
  if (words->type != NODE_MAP) {
    diag_error(diag, words->place, "{measure: steps, over: {episode: last 50}}",
               "a map with measure, over and reduce is needed here");
    return NULL;
  }
  Request *out    = arena_take(arena, 1, sizeof *out);
  Asking  *asking = arena_take(arena, 1, sizeof *asking);
  *out            = (Request){.experiment = experiment, .models = models, .place = words->place};
  const Node *measure = node_get(words, "measure");
  if (measure) out->place = measure->place;
  *asking = (Asking){.arena      = arena,
                     .diag       = diag,
                     .experiment = experiment,
                     .models     = models,
                     .words      = words,
                     .inherit    = inherit,
                     .by         = by,
                     .out        = out};
  bool asked = ask(asking) && few_enough(asking);
  if (!asked || !models) {
    ask_words(asking, asked);
    return NULL;
  }
  if (!choice_make(arena, experiment, asking->entry, by != NULL, out->place, &out->choice, diag) ||
      !ask_seeds(asking) || !ask_grid(asking, &asking->wish, &out->grid, true)) {
    return NULL;
  }
  if (out->exact) out->known = ask_fill(asking, &out->grid);
  if (asking->exact) out->known = ask_exact(asking, asking->exact);
  if ((out->exact || asking->exact) && !out->known) return NULL;
  if (!shape_result(asking)) return NULL;
  if (!out->exact) store(asking, all);
  return out;
}

int request_shape(const Request *request, TensorAxis axis[TENSOR_AXES])
{
  Shape shape = shape_of(request);
  for (int i = 0; i < request->n_result; i++) {
    axis[i] = shape.axis[find_axis(&shape, request->result[i])];
  }
  return request->n_result;
}

int request_axes(const Request *request, TensorAxis axis[TENSOR_AXES])
{
  Shape shape = shape_of(request);
  for (int i = 0; i < shape.n; i++) axis[i] = shape.axis[i];
  return shape.n;
}

bool request_takes_all(const Request *request, const char *axis)
{
  for (int i = 0; i < request->grid.n_kept; i++) {
    if (strcmp(request->grid.kept[i].name, axis) == 0) return request->grid.all[i];
  }
  return false;
}

const int *request_seeds(const Request *request, size_t *n)
{
  *n = request->n_seeds;
  return request->seed;
}

const int *request_wirings(Arena *arena, const Request *request)
{
  const Experiment *experiment = request->experiment;
  size_t            n          = request->n_seeds;
  const int        *group      = NULL;
  int64_t          *seed       = arena_take(arena, n, sizeof *seed);
  for (size_t i = 0; i < n; i++) seed[i] = experiment->seed[request->seed[i]];
  for (int c = 0; c < experiment->n_conditions; c++) {
    if (!request->choice.selected[c]) continue;
    group = wiring_fewer(group, wiring_groups(arena, request->models[c], seed, n), n);
  }
  return group;
}

bool request_wants(const Request *request, int condition)
{
  return request->choice.selected[condition];
}

const char *request_name(const Request *request)
{
  return request->storage ? request->storage->name : request->measure;
}

bool request_probe(Arena *arena, const Request *request, const Model *model, Probe *probe)
{
  (void)arena;
  for (int c = 0; request->storage && c < request->experiment->n_conditions; c++) {
    const Layout *layout = request->storage->layout[c];
    if (!layout || layout->model != model) continue;
    *probe = layout->probe;
    return true;
  }
  return false;
}
