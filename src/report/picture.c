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
  static const char *const names[] = {"line", "bars", "scatter", "heatmap", "raster", "map"};
  static const FigureShape shapes[] = {SHAPE_LINE,    SHAPE_BARS,    SHAPE_SCATTER,
                                       SHAPE_HEATMAP, SHAPE_HEATMAP, SHAPE_MAP};
  const Node *node = node_get(words, "shape");
  for (int i = 0; node && i < 6; i++) {
    if (node->type == NODE_SCALAR && strcmp(node->text, names[i]) == 0) {
      figure->shape = shapes[i];
      return;
    }
  }
  if (node) {
    diag_error(diag, node->place, "line, bars, scatter, heatmap, raster, map", "a figure has no such shape");
  }
}

static void read_running(const Node *words, Figure *figure, Diag *diag)
{
  const Node *node = node_get(words, "running");
  long        n;
  if (node && node->type == NODE_SCALAR && strcmp(node->text, "sum") == 0) figure->running = RUNNING_SUM;
  if (node && node->type == NODE_SCALAR && strcmp(node->text, "mean") == 0) figure->running = RUNNING_MEAN;
  if (node && figure->running == RUNNING_NONE) diag_error(diag, node->place, NULL, "'running' must be sum or mean");
  node = node_get(words, "smooth");
  if (node && node_count(node, 1, 1000000, &n, diag)) figure->smooth = (size_t)n;
}

static void read_against(Arena *arena, const Study *study, const Node *words, Figure *figure, Diag *diag)
{
  const Node *against = node_get(words, "against");
  if (!against) return;
  if (against->type == NODE_LIST) {
    figure->against   = against->first ? against->first->text : NULL;
    figure->against_y = against->size > 1 ? against->last->text : NULL;
    return;
  }
  figure->against = against->text;
  if (strcmp(against->text, "place") != 0) return;
  // on the world's own drawing
  const Node *map     = node_get(study->experiment->condition[0].env, "map");
  Drawing    *drawing = arena_take(arena, 1, sizeof *drawing);
  if (map && drawing_read(arena, map, drawing, diag)) figure->drawing = drawing;
}

// Where in a trial an event lies: the first state in which it happens, by the world's own word for it.
static bool find_event(const Study *study, const char *event, double *at)
{
  const World *world = study->model_at[0]->world[0];
  for (int s = 0; s < world->n_states; s++) {
    if (!world->time || !world->kind->is(world->env, world_state(world, s), event)) continue;
    *at = world->time[s] * world->dt;
    return true;
  }
  return false;
}

static void read_marks(Arena *arena, const Study *study, const Node *words, Figure *figure, Diag *diag)
{
  const Node *marks = node_get(words, "marks");
  if (!marks) return;
  FigureMark *mark = arena_take(arena, marks->size + 1, sizeof *mark);
  for (const Node *node = marks->first; node; node = node->next) {
    double at = 0;
    if (node->type == NODE_SCALAR && find_event(study, node->text, &at)) {
      mark[figure->n_marks++] = (FigureMark){at, node->text};
    } else {
      diag_error(diag, node->place, NULL, "no such event in the world's trials");
    }
  }
  figure->mark = mark;
}

bool picture_read(Arena *arena, const Study *study, const Picture *picture, Figure *figure, Diag *diag)
{
  const Node *words  = picture->words;
  size_t      before = diag_count(diag);
  const Node *named  = node_get(words, "measure");
  if (named && named->type == NODE_MAP) named = node_get(named, "kind");
  const MeasureKind *measure = named && named->type == NODE_SCALAR ? measure_find(named->text) : NULL;
  *figure         = (Figure){.title = picture->name, .lines = text_of(words, "lines"), .panels = text_of(words, "panels")};
  figure->about   = study->experiment->about;
  figure->measure = named && named->type == NODE_SCALAR ? named->text : "";
  if (measure && measure->unit && strcmp(measure->unit, figure->measure) != 0) {
    figure->measure = arena_print(arena, "%s (%s)", figure->measure, measure->unit);
  }
  read_shape(words, figure, diag);
  read_running(words, figure, diag);
  read_against(arena, study, words, figure, diag);
  read_marks(arena, study, words, figure, diag);
  return diag_count(diag) == before;
}

Tensor *picture_tensor(Arena *arena, const Picture *picture, const Source *source)
{
  return request_prepared(arena, picture->request, request_tensor(arena, picture->request, source));
}

const Picture *picture_main(const Study *study)
{
  const Picture *line = NULL;
  for (int i = 0; i < study->n_pictures; i++) {
    const Picture *picture = &study->picture[i];
    if (strcmp(picture->name, "curve") == 0) return picture;
    const Node *against = node_get(picture->words, "against");
    bool        flat    = against && against->type == NODE_SCALAR && strcmp(against->text, "place") != 0;
    if (!line && flat) line = picture;
  }
  return line;
}
