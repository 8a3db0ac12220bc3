// Sheet: a tensor brought into the order in which it is drawn: panel, line, seed, y, x.

#include "report/sheet.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/text.h"

typedef enum Part { PANEL, LINE, SEED, ROW, COLUMN, PARTS } Part;

typedef struct Plan {
  Part   part[TENSOR_AXES];
  size_t stride[TENSOR_AXES];   // within its part
  size_t n[PARTS];
} Plan;

static bool is_named(const char *name, const char *axis)
{
  return name != NULL && strcmp(name, axis) == 0;
}

static Part find_part(const TensorAxis *axis, const SheetParts *parts)
{
  if (is_named(parts->x, axis->name)) return COLUMN;
  if (is_named(parts->y, axis->name)) return ROW;
  if (is_named(parts->panel, axis->name)) return PANEL;
  if (is_named(parts->line, axis->name)) return LINE;
  if (is_named("seed", axis->name)) return SEED;
  return parts->rest_are_panels ? PANEL : LINE;
}

// Sizes of the parts and each axis' stride within its own, the last axis fastest.
static Plan make_plan(const Tensor *tensor, const SheetParts *parts)
{
  Plan plan = {.n = {1, 1, 1, 1, 1}};
  for (int i = tensor->n_axes - 1; i >= 0; i--) {
    Part part = find_part(&tensor->axis[i], parts);
    plan.part[i] = part;
    plan.stride[i] = plan.n[part];
    plan.n[part] *= tensor->axis[i].n;
  }
  return plan;
}

static const char *label_of(Arena *arena, const TensorAxis *axis, size_t level)
{
  if (axis->label != NULL && axis->label[level] != NULL) return axis->label[level];
  char   digits[32];
  size_t length = text_from_number(digits, axis->number == NULL ? NAN : axis->number[level]);
  return arena_copy(arena, digits, length);
}

// A part's axis: those of the tensor that vary, crossed (one alone is kept even if it does not).
static SheetAxis cross(Arena *arena, const Tensor *tensor, const Plan *plan, Part part,
                       const char *wanted)
{
  size_t    n = plan->n[part];
  SheetAxis axis = {.name = "", .n = n, .numeric = n > 0};
  axis.label = arena_take(arena, n, sizeof *axis.label);
  double *number = arena_take(arena, n, sizeof *number);
  int     used = 0;
  for (size_t level = 0; level < n; level++) {
    axis.label[level] = "";
    number[level] = NAN;
  }
  for (int i = 0; i < tensor->n_axes; i++) {
    const TensorAxis *from = &tensor->axis[i];
    if (plan->part[i] != part || (from->n == 1 && !is_named(wanted, from->name))) continue;
    axis.name = used == 0 ? from->name : arena_print(arena, "%s, %s", axis.name, from->name);
    for (size_t level = 0; level < n; level++) {
      size_t      own = level / plan->stride[i] % from->n;
      const char *label = label_of(arena, from, own);
      axis.label[level] =
          used == 0 ? label : arena_print(arena, "%s, %s", axis.label[level], label);
      number[level] = used == 0 && from->number != NULL ? from->number[own] : NAN;
    }
    used++;
  }
  for (size_t level = 0; level < n; level++) axis.numeric &= isfinite(number[level]) != 0;
  axis.number = number;
  return axis;
}

static void fill(const Tensor *tensor, const Plan *plan, double *value)
{
  size_t index[TENSOR_AXES] = {0}, size = tensor_size(tensor);
  for (size_t at = 0; at < size; at++) {
    size_t to[PARTS] = {0}, cell = 0;
    for (int i = 0; i < tensor->n_axes; i++) to[plan->part[i]] += index[i] * plan->stride[i];
    for (int part = 0; part < PARTS; part++) cell = cell * plan->n[part] + to[part];
    value[cell] = tensor->value[at];
    for (int i = tensor->n_axes - 1; i >= 0; i--) {
      if (++index[i] < tensor->axis[i].n) break;
      index[i] = 0;
    }
  }
}

double *sheet_block(const Sheet *sheet, size_t panel, size_t line)
{
  size_t block = sheet->seed.n * sheet->y.n * sheet->x.n;
  return sheet->value + (panel * sheet->line.n + line) * block;
}

static bool is_empty(const Sheet *sheet, size_t panel, size_t line)
{
  const double *value = sheet_block(sheet, panel, line);
  for (size_t i = 0; i < sheet->seed.n * sheet->y.n * sheet->x.n; i++) {
    if (!isnan(value[i])) return false;
  }
  return true;
}

// Keeps the levels of an axis that are wanted.
static void keep(SheetAxis *axis, const bool *wanted)
{
  double *number = (double *)axis->number;
  size_t  n = 0;
  for (size_t i = 0; i < axis->n; i++) {
    if (!wanted[i]) continue;
    axis->label[n] = axis->label[i];
    number[n++] = number[i];
  }
  axis->n = n;
}

static void drop_empty(Arena *arena, Sheet *sheet)
{
  size_t n_panels = sheet->panel.n, n_lines = sheet->line.n;
  size_t block = sheet->seed.n * sheet->y.n * sheet->x.n;
  bool  *panel = arena_take(arena, n_panels, sizeof *panel);
  bool  *line = arena_take(arena, n_lines, sizeof *line);
  for (size_t p = 0; p < n_panels; p++) {
    for (size_t l = 0; l < n_lines; l++) {
      if (is_empty(sheet, p, l)) continue;
      panel[p] = line[l] = true;
    }
  }
  double *to = sheet->value;
  for (size_t p = 0; p < n_panels; p++) {
    for (size_t l = 0; l < n_lines; l++) {
      if (!panel[p] || !line[l]) continue;
      memmove(to, sheet_block(sheet, p, l), block * sizeof *to);
      to += block;
    }
  }
  keep(&sheet->panel, panel);
  keep(&sheet->line, line);
}

Sheet *sheet_take(Arena *arena, const Tensor *tensor, SheetParts parts)
{
  Plan   plan = make_plan(tensor, &parts);
  Sheet *sheet = arena_take(arena, 1, sizeof *sheet);
  sheet->panel = cross(arena, tensor, &plan, PANEL, parts.panel);
  sheet->line = cross(arena, tensor, &plan, LINE, parts.line);
  sheet->seed = cross(arena, tensor, &plan, SEED, "seed");
  sheet->y = cross(arena, tensor, &plan, ROW, parts.y);
  sheet->x = cross(arena, tensor, &plan, COLUMN, parts.x);
  sheet->merged = 1;
  sheet->value = arena_take(arena, tensor_size(tensor), sizeof *sheet->value);
  fill(tensor, &plan, sheet->value);
  drop_empty(arena, sheet);
  return sheet;
}

static size_t count_rows(const Sheet *sheet)
{
  return sheet->panel.n * sheet->line.n * sheet->seed.n * sheet->y.n;
}

void sheet_run(Sheet *sheet, bool mean)
{
  size_t n = sheet->x.n;
  for (size_t row = 0; row < count_rows(sheet); row++) {
    double *value = sheet->value + row * n, sum = 0, used = 0;
    for (size_t i = 0; i < n; i++) {
      if (isnan(value[i])) continue;
      sum += value[i];
      used++;
      value[i] = mean ? sum / used : sum;
    }
  }
}

// The mean of those of value[from..to) that there are.
static double average(const double *value, size_t from, size_t to)
{
  double sum = 0, used = 0;
  for (size_t i = from; i < to; i++) {
    if (isnan(value[i])) continue;
    sum += value[i];
    used++;
  }
  return used == 0 ? NAN : sum / used;
}

void sheet_smooth(Arena *arena, Sheet *sheet, size_t window)
{
  size_t n = sheet->x.n;
  if (window < 2 || n == 0) return;
  size_t  before = (window - 1) / 2, after = window / 2;
  double *smooth = arena_take(arena, n, sizeof *smooth);
  for (size_t row = 0; row < count_rows(sheet); row++) {
    double *value = sheet->value + row * n;
    for (size_t i = 0; i < n; i++) {
      size_t from = i > before ? i - before : 0, to = n - i > after ? i + after + 1 : n;
      smooth[i] = isnan(value[i]) ? NAN : average(value, from, to);
    }
    memcpy(value, smooth, n * sizeof *smooth);
  }
}

// Labels and numbers of merged levels: "1..4" at 2.5.
static void merge_levels(Arena *arena, SheetAxis *axis, size_t size)
{
  size_t  n = (axis->n + size - 1) / size;
  double *number = (double *)axis->number;
  for (size_t i = 0; i < n; i++) {
    size_t from = i * size, to = from + size < axis->n ? from + size : axis->n;
    if (to - from > 1) {
      axis->label[i] = arena_print(arena, "%s..%s", axis->label[from], axis->label[to - 1]);
    } else {
      axis->label[i] = axis->label[from];
    }
    number[i] = axis->numeric ? average(number, from, to) : NAN;
  }
  axis->n = n;
}

void sheet_thin(Arena *arena, Sheet *sheet, size_t most)
{
  size_t n = sheet->x.n;
  assert(most > 0);
  if (n <= most) return;
  size_t  size = (n + most - 1) / most, left = (n + size - 1) / size;
  double *to = sheet->value;
  for (size_t row = 0; row < count_rows(sheet); row++) {
    const double *value = sheet->value + row * n;
    for (size_t i = 0; i < left; i++) {
      size_t end = (i + 1) * size < n ? (i + 1) * size : n;
      *to++ = average(value, i * size, end);
    }
  }
  merge_levels(arena, &sheet->x, size);
  sheet->merged = size;
}

bool sheet_counts(const char *axis)
{
  static const char *const counters[] = {"trial", "episode", "nth", "life", "repeat", "clock"};
  for (size_t i = 0; i < sizeof counters / sizeof *counters; i++) {
    if (strcmp(axis, counters[i]) == 0) return true;
  }
  return false;
}
