// Pictures: reading shape, axes, marks and smoothing.

#include "report/picture.h"

#include <string.h>

static const char *text_of(const Node *words, const char *key)
{
  const Node *node = node_get(words, key);
  return node && node->type == NODE_SCALAR ? node->text : NULL;
}

static void read_shape(const Node *words, Figure *figure, Diag *diag)
{
  static const char *const names[]  = {"line", "bars", "scatter", "heatmap", "raster", "map"};
  static const FigureShape shapes[] = {SHAPE_LINE,    SHAPE_BARS,    SHAPE_SCATTER,
                                       SHAPE_HEATMAP, SHAPE_HEATMAP, SHAPE_MAP};
  const Node              *node     = node_get(words, "shape");
  for (int i = 0; node && i < 6; i++) {
    if (node->type == NODE_SCALAR && strcmp(node->text, names[i]) == 0) {
      figure->shape = shapes[i];
      return;
    }
  }
  if (node) {
    diag_error(diag, node->place, "one of: line, bars, scatter, heatmap, raster, map",
               "a figure has no such shape");
  }
}

static void read_running(const Node *words, Figure *figure, Diag *diag)
{
  const Node *node = node_get(words, "running");
  long        n;
  const char *word = text_of(words, "running");
  if (word && strcmp(word, "sum") == 0) figure->running = RUNNING_SUM;
  if (word && strcmp(word, "mean") == 0) figure->running = RUNNING_MEAN;
  if (node && figure->running == RUNNING_NONE) {
    diag_error(diag, node->place, NULL, "'running' must be sum or mean");
  }
  node = node_get(words, "smooth");
  if (node && node_count(node, 1, 1000000, &n, diag)) figure->smooth = (size_t)n;
}

// What the picture is of: the first condition that is chosen, and the phase that `over` names,
// else the first.
typedef struct View {
  int condition, phase;
} View;

static View view_of(const Study *study, const Picture *picture)
{
  const Node *over = node_get(picture->words, "over");
  const Node *name = over && over->type == NODE_MAP ? node_get(over, "phase") : NULL;
  View        view = {0};
  while (view.condition + 1 < study->experiment->n_conditions &&
         !request_wants(picture->request, view.condition)) {
    view.condition++;
  }
  const Plan *plan = &study->experiment->condition[view.condition].plan;
  for (int p = 0; name && name->type == NODE_SCALAR && p < plan->n_phases; p++) {
    if (strcmp(plan->phase[p].name, name->text) == 0) view.phase = p;
  }
  return view;
}

// The drawing of the view's world; NULL: it has none.
static const Drawing *find_drawing(Arena *arena, const Study *study, View view)
{
  const Condition *condition = &study->experiment->condition[view.condition];
  const Node      *env       = condition->env;
  if (view.phase < condition->plan.n_phases) env = condition->plan.phase[view.phase].env;
  const Node *map     = env && env->type == NODE_MAP ? node_get(env, "map") : NULL;
  Drawing    *drawing = arena_take(arena, 1, sizeof *drawing);
  return map && drawing_read(arena, map, drawing, diag_open(arena)) ? drawing : NULL;
}

static void read_against(Arena *arena, const Study *study, const Picture *picture, Figure *figure)
{
  const Node *against = node_get(picture->words, "against");
  if (!against) return;
  if (against->type == NODE_LIST) {
    figure->against   = against->first->text;
    figure->against_y = against->last->text;
    return;
  }
  figure->against = against->text;
  if (strcmp(against->text, "place") == 0) {
    figure->drawing = find_drawing(arena, study, view_of(study, picture));
  }
}

// Where in a trial an event lies: the first state in which it happens, by the world's own word.
static bool find_event(const Study *study, View view, const char *event, double *at)
{
  const Model *model = study->model_at[view.condition];
  const World *world = model->world[model->n_phases > 0 ? model->phase[view.phase].world : 0];
  for (int s = 0; world->time && s < world->n_states; s++) {
    if (!world->kind->is(world->env, world_state(world, s), event)) continue;
    *at = world->time[s] * world->dt;
    return true;
  }
  return false;
}

static void read_marks(Arena *arena, const Study *study, const Picture *picture, Figure *figure,
                       Diag *diag)
{
  const Node *marks = node_get(picture->words, "marks");
  if (!marks) return;
  if (marks->type != NODE_LIST) {
    diag_error(diag, marks->place, "marks: [CS, US]", "'marks' takes a list of events");
    return;
  }
  FigureMark *mark = arena_take(arena, marks->size + 1, sizeof *mark);
  View        view = view_of(study, picture);
  for (const Node *node = marks->first; node; node = node->next) {
    double at = 0;
    if (node->type == NODE_SCALAR && find_event(study, view, node->text, &at)) {
      mark[figure->n_marks++] = (FigureMark){at, node->text};
    } else {
      diag_error(diag, node->place, NULL, "there is no such event in the world's trials");
    }
  }
  figure->mark = mark;
}

bool picture_read(Arena *arena, const Study *study, const Picture *picture, Figure *figure,
                  Diag *diag)
{
  const Node *words  = picture->words;
  size_t      before = diag_count(diag);
  const Node *named  = node_get(words, "measure");
  if (named && named->type == NODE_MAP) named = node_get(named, "kind");
  if (named && named->type != NODE_SCALAR) named = NULL;
  const MeasureKind *measure = named ? measure_find(named->text) : NULL;
  *figure                    = (Figure){.title  = picture->name,
                                        .lines  = text_of(words, "lines"),
                                        .panels = text_of(words, "panels")};
  figure->about              = study->experiment->about;
  figure->wiring             = request_wirings(arena, picture->request);
  figure->measure            = named ? named->text : "";
  if (measure && measure->unit && strcmp(measure->unit, figure->measure) != 0) {
    figure->measure = arena_print(arena, "%s (%s)", figure->measure, measure->unit);
  }
  read_shape(words, figure, diag);
  read_running(words, figure, diag);
  read_against(arena, study, picture, figure);
  read_marks(arena, study, picture, figure, diag);
  return diag_count(diag) == before;
}

Tensor *picture_tensor(Arena *arena, const Picture *picture, const Source *source)
{
  const Tensor *whole = request_tensor(arena, picture->request, source);
  return request_prepared(arena, picture->request, whole);
}

const Picture *picture_main(const Study *study)
{
  const Picture *line = NULL;
  for (int i = 0; i < study->n_pictures; i++) {
    const Picture *picture = &study->picture[i];
    if (strcmp(picture->name, "curve") == 0) return picture;
    const char *against = text_of(picture->words, "against");
    if (!line && against && strcmp(against, "place") != 0) line = picture;
  }
  return line;
}
