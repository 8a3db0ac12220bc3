// Results: recorded numbers read back, reduced, and reduced again for resampled animals.

#include <assert.h>
#include <string.h>

#include "experiment/wish.h"

// ---- gathering ---------------------------------------------------------------------------------

static void subtract(Arena *arena, Tensor *tensor, const Tensor *known)
{
  const size_t *place = tensor_places(arena, tensor, known);
  size_t        size  = tensor_size(tensor);
  for (size_t i = 0; i < size; i++) tensor->value[i] -= known->value[place[i]];
}

static void gather_condition(const Request *request, const Source *source, int condition,
                             double *buffer, Tensor *tensor, Roll *roll)
{
  const Grid *grid  = &request->grid;
  size_t      cells = grid->layout[condition]->probe.cells, animal = 1;
  double     *to = tensor->value + grid_offset(tensor, &request->choice, condition);
  for (int a = 0; a < grid->n_kept; a++) animal *= grid->kept[a].n;
  for (size_t s = 0; s < request->n_seeds; s++) {
    roll->needed++;
    if (source->get(source->context, condition, request->seed[s], request->storage->name, cells,
                    buffer)) {
      grid_put(grid, condition, buffer, to + s * animal);
    } else {
      roll->missing++;
    }
  }
}

Tensor *request_gathered(Arena *arena, const Request *request, const Source *source, Roll *roll)
{
  *roll = (Roll){.animals = (int)request->n_seeds};
  if (request->exact) {
    Tensor *known = tensor_make(arena, request->known->n_axes, request->known->axis);
    memcpy(known->value, request->known->value, tensor_size(known) * sizeof *known->value);
    return known;
  }
  Tensor *tensor = grid_tensor(arena, &request->choice, &request->seed_axis, &request->grid);
  size_t  most   = 0;
  for (int c = 0; c < request->experiment->n_conditions; c++) {
    const Layout *layout = request->grid.layout[c];
    if (layout && layout->probe.cells > most) most = layout->probe.cells;
  }
  double *buffer = arena_take(arena, most, sizeof *buffer);
  for (int c = 0; c < request->experiment->n_conditions; c++) {
    if (!request->grid.layout[c]) continue;
    gather_condition(request, source, c, buffer, tensor, roll);
  }
  if (request->known) subtract(arena, tensor, request->known);
  return tensor;
}

Tensor *request_tensor(Arena *arena, const Request *request, const Source *source)
{
  Roll roll;
  return request_gathered(arena, request, source, &roll);
}

// ---- reducing ----------------------------------------------------------------------------------

static bool keeps_seeds(const Request *request)
{
  for (int i = 0; i < request->n_result; i++) {
    if (strcmp(request->result[i], "seed") == 0) return true;
  }
  return false;
}

bool request_averages_seeds(const Request *request)
{
  if (request->exact || keeps_seeds(request)) return false;
  for (int i = 0; i < request->reduce.n; i++) {
    const char *axis = request->reduce.step[i].axis;
    if (axis && strcmp(axis, "seed") == 0) return false;
  }
  return true;
}

static const Tensor *take_step(Arena *arena, const Request *request, int index,
                               const Tensor *tensor)
{
  const ReduceStep *step = &request->reduce.step[index];
  if (step->form == REDUCE_EACH) return tensor;
  return reduce_apply(arena, step, tensor, request->against[index]);
}

// Seeds, where nothing was said of them, are averaged last; what is left is put in order.
static Tensor *finish(Arena *arena, const Request *request, const Tensor *tensor)
{
  int seeds = tensor_axis(tensor, "seed");
  if (seeds >= 0 && !keeps_seeds(request)) {
    ReduceStep mean = {.form = REDUCE_MEAN, .axis = "seed"};
    tensor          = reduce_apply(arena, &mean, tensor, NULL);
  }
  int order[TENSOR_AXES];
  assert(tensor->n_axes == request->n_result);
  for (int i = 0; i < request->n_result; i++) {
    order[i] = tensor_axis(tensor, request->result[i]);
    assert(order[i] >= 0);
  }
  return tensor_ordered(arena, tensor, order);
}

Tensor *request_reduced(Arena *arena, const Request *request, const Tensor *whole)
{
  const Tensor *tensor = whole;
  for (int i = whole->done; i < request->reduce.n; i++) {
    tensor = take_step(arena, request, i, tensor);
  }
  return finish(arena, request, tensor);
}

Tensor *request_prepared(Arena *arena, const Request *request, const Tensor *whole)
{
  const Tensor *tensor = whole;
  int           i      = whole->done;
  for (; i < request->reduce.n; i++) {
    const char *axis = request->reduce.step[i].axis;
    if (axis && strcmp(axis, "seed") == 0) break;
    tensor = take_step(arena, request, i, tensor);
  }
  Tensor *out = arena_take(arena, 1, sizeof *out);
  *out        = *tensor;
  out->done   = i;
  return out;
}

// Whether the next thing to be done is the mean over seeds.
static bool means_seeds(const Request *request, const Tensor *whole)
{
  if (whole->done == request->reduce.n) return !keeps_seeds(request);
  const ReduceStep *step = &request->reduce.step[whole->done];
  return step->form == REDUCE_MEAN && strcmp(step->axis, "seed") == 0;
}

Tensor *request_resampled(Arena *arena, const Request *request, const Tensor *whole,
                          const int *seeds, size_t n)
{
  int axis = tensor_axis(whole, "seed");
  if (axis < 0) return request_reduced(arena, request, whole);
  if (means_seeds(request, whole)) {
    double *weight = arena_take(arena, whole->axis[axis].n, sizeof *weight);
    for (size_t i = 0; i < n; i++) weight[seeds[i]]++;
    Tensor *mean = reduce_weighted(arena, whole, axis, weight);
    mean->done   = whole->done < request->reduce.n ? whole->done + 1 : whole->done;
    return request_reduced(arena, request, mean);
  }
  return request_reduced(arena, request, tensor_taken(arena, whole, axis, seeds, n));
}

Tensor *request_result(Arena *arena, const Request *request, const Source *source)
{
  return request_reduced(arena, request, request_tensor(arena, request, source));
}
