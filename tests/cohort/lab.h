// Lab: a model from a text, probes by name, and a few animals run on it.
//
//   env: {..}
//   model: {..}
//   phases:                    # what a phase leaves out is the lab's
//     - {name: a, episodes: 3, env: {..}, model: {..}, learn: false}

#pragma once

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cohort/cohort.h"
#include "config/node.h"
#include "kind/agent.h"
#include "kind/plasticity.h"
#include "kind/signal.h"
#include "model/model.h"

enum { LAB_PROBES = 32, LAB_PHASES = 8, LAB_ANIMALS = 128 };

#define LAB_ROOMS                                                                                 \
  "env:\n  kind: gridworld\n  time_limit: 500\n  map: |\n"                                        \
  "    ###########\n    #G...#....#\n    #....#....#\n    #.........#\n    #....#....#\n"         \
  "    ###.###.###\n    #....#....#\n    #.........#\n    #....#....#\n    #....#...S#\n"         \
  "    ###########\n"

typedef struct Lab {
  Arena      *arena;
  Diag       *diag;
  Plan        plan;
  PhasePlan   phase[LAB_PHASES];
  Model      *model;
  Parameters *parameters;
  int         n_probes;
  Probe       probe[LAB_PROBES];
} Lab;

// What one animal left.
typedef struct Left {
  int     met;   // how often it was handed back
  Ending  ending;
  char    note[160];
  int64_t steps;
  double *record;
} Left;

static inline int64_t lab_count(const Node *map, const char *key, int64_t standard, Diag *diag)
{
  long        n    = (long)standard;
  const Node *node = node_get(map, key);
  if (node) node_count(node, 0, 1000000000, &n, diag);
  return n;
}

static inline bool lab_flag(const Node *map, const char *key, bool standard, Diag *diag)
{
  const Node *node = node_get(map, key);
  if (node) node_flag(node, &standard, diag);
  return standard;
}

static inline const Node *lab_node(const Node *phase, const Node *top, const char *key)
{
  const Node *own = node_get(phase, key);
  return own ? own : node_get(top, key);
}

static inline void lab_plan(Lab *lab, const Node *top)
{
  const Node *phases = node_get(top, "phases");
  lab->plan =
      (Plan){.env = node_get(top, "env"), .model = node_get(top, "model"), .phase = lab->phase};
  for (const Node *p = phases ? phases->first : NULL; p; p = p->next) {
    assert_true(lab->plan.n_phases < LAB_PHASES);
    const Node *order = node_get(p, "order");
    lab->phase[lab->plan.n_phases++] =
        (PhasePlan){.name          = node_get(p, "name") ? node_get(p, "name")->text : "only",
                    .place         = p->place,
                    .episodes      = lab_count(p, "episodes", 0, lab->diag),
                    .steps         = lab_count(p, "steps", 0, lab->diag),
                    .order         = order ? order->text : NULL,
                    .types         = node_get(p, "types"),
                    .except        = node_get(p, "except"),
                    .learn         = lab_flag(p, "learn", true, lab->diag),
                    .reset_weights = lab_flag(p, "reset_weights", false, lab->diag),
                    .repeat        = 1,
                    .env           = lab_node(p, top, "env"),
                    .model         = lab_node(p, top, "model")};
  }
}

// Compiles; complaints fail the test.
static inline Lab *lab_open(const char *format, ...)
{
  Arena  *arena = arena_open();
  Lab    *lab   = arena_take(arena, 1, sizeof *lab);
  va_list list;
  lab->arena = arena;
  lab->diag  = diag_open(arena);
  va_start(list, format);
  char *text = arena_vprint(arena, format, list);
  va_end(list);
  const Node *top = node_read_text(arena, "lab", text, strlen(text), lab->diag);
  if (top) lab_plan(lab, top);
  lab->model = top ? model_compile(arena, &lab->plan, "", lab->diag) : NULL;
  if (lab->model && lab->plan.n_phases)
    lab->parameters = model_parameters(arena, lab->model, &lab->plan, lab->diag);
  if (diag_count(lab->diag)) fail_msg("%s", diag_text(lab->diag));
  return lab;
}

static inline void lab_close(Lab *lab)
{
  arena_close(lab->arena);
}

// A probe of one measure with all its elements apart, in one phase or all (-1).
static inline Probe *lab_probe(Lab *lab, const char *measure, int phase)
{
  Probe *probe = &lab->probe[lab->n_probes++];
  assert_true(lab->n_probes <= LAB_PROBES);
  *probe = (Probe){.name = measure, .measure = measure_find(measure), .phase = phase};
  assert_non_null(probe->measure);
  const World *world = model_world(lab->model, phase < 0 ? 0 : phase);
  int          n     = measure_elements(lab->model, world, probe->measure->elements);
  size_t      *cell  = arena_take(lab->arena, (size_t)n + 1, sizeof *cell);
  for (int e = 0; e < n; e++) cell[e] = (size_t)e;
  probe->n_elements   = n;
  probe->element_cell = cell;
  probe->cells        = (size_t)n;
  return probe;
}

// An axis on which levels low..low + n - 1 are kept apart, outside of what was there before.
static inline void lab_axis(Probe *probe, Axis axis, int64_t low, int64_t n)
{
  probe->axis[probe->n_axes++] =
      (ProbeAxis){.axis = axis, .low = low, .n = n, .stride = probe->cells};
  probe->cells *= (size_t)n;
}

// An axis that only lets one level pass.
static inline void lab_only(Probe *probe, Axis axis, int64_t level)
{
  probe->axis[probe->n_axes++] = (ProbeAxis){.axis = axis, .low = level, .n = 1};
}

// All weights when a phase ends.
static inline Probe *lab_weights(Lab *lab, int phase)
{
  Probe *probe  = lab_probe(lab, "weights", phase);
  probe->at_end = true;
  return probe;
}

typedef struct LabHerd {
  const Lab        *lab;
  const int64_t    *seed;         // (n)
  const Parameters *parameters;   // (n x n_phases); NULL: the lab's for all
  int               n, next;
  Left             *left;   // (n)
} LabHerd;

static inline bool lab_take(void *context, Animal *animal)
{
  LabHerd *herd = context;
  if (herd->next == herd->n) return false;
  int phases     = herd->lab->model->n_phases;
  animal->number = herd->next;
  animal->seed   = herd->seed[herd->next];
  animal->parameters =
      herd->parameters ? herd->parameters + herd->next * phases : herd->lab->parameters;
  herd->next++;
  return true;
}

static inline void lab_finished(void *context, const Animal *animal, Ending ending,
                                const char *note, int64_t steps, const double *record)
{
  LabHerd *herd = context;
  Left    *left = &herd->left[animal->number];
  left->met++;
  left->ending = ending;
  left->steps  = steps;
  snprintf(left->note, sizeof left->note, "%s", note ? note : "");
  memcpy(left->record, record, sizeof(double) * herd->lab->model->record_length);
}

// Runs animals with the seeds given and their own numbers (NULL: the lab's); (n) of what they
// left.
static inline Left *lab_run_with(Lab *lab, int width, int n, const int64_t *seed,
                                 const Parameters *parameters)
{
  Left   *left    = arena_take(lab->arena, (size_t)n, sizeof *left);
  LabHerd context = {lab, seed, parameters, n, 0, left};
  Herd    herd    = {.context = &context, .take = lab_take, .finished = lab_finished};
  Arena  *arena   = arena_open();
  model_probe(lab->model, lab->n_probes, lab->probe);
  for (int i = 0; i < n; i++) {
    left[i].record = arena_take(lab->arena, lab->model->record_length + 1, sizeof(double));
  }
  cohort_run(arena, lab->model, width, &herd);
  arena_close(arena);
  for (int i = 0; i < n; i++) assert_int_equal(left[i].met, 1);
  return left;
}

// Animals with the seeds 1..n.
static inline Left *lab_run(Lab *lab, int width, int n)
{
  int64_t seed[LAB_ANIMALS];
  assert_true(n <= LAB_ANIMALS);
  for (int i = 0; i < n; i++) seed[i] = i + 1;
  return lab_run_with(lab, width, n, seed, NULL);
}

// A cell of a probe in what an animal left.
static inline double lab_cell(const Left *left, const Probe *probe, size_t cell)
{
  assert_true(cell < probe->cells);
  return left->record[probe->offset + cell];
}

static inline void lab_near(double found, double wanted, double within)
{
  if (fabs(found - wanted) <= within) return;
  fail_msg("%.17g is not %.17g (within %g)", found, wanted, within);
}

// An exact measure of a phase's world under a policy that chooses at random.
static inline double *lab_exact(Lab *lab, const char *measure, int phase, double gamma)
{
  const MeasureKind *kind    = measure_find(measure);
  const World       *world   = model_world(lab->model, phase);
  int                pairs   = world->n_states * world->n_actions;
  double            *chance  = arena_take(lab->arena, (size_t)pairs, sizeof *chance);
  int                n       = measure_elements(lab->model, world, kind->elements);
  double            *out     = arena_take(lab->arena, (size_t)n, sizeof *out);
  const char        *problem = NULL;
  for (int i = 0; i < pairs; i++) chance[i] = 1.0 / world->n_actions;
  if (!kind->exact(lab->arena, world, gamma, chance, out, &problem)) fail_msg("%s", problem);
  return out;
}

// The state of a name in the first world, which must be there.
static inline int lab_state(const Lab *lab, const char *name)
{
  const World *world = model_world(lab->model, 0);
  for (int s = 0; s < world->n_states; s++) {
    if (strcmp(world->state_name[s], name) == 0) return s;
  }
  fail_msg("there is no state %s", name);
  return -1;
}

// Everything about the first steps of one animal's life, as probes told it.
typedef struct Diary {
  Lab   *lab;
  Probe *state, *action, *reward, *delta, *weights, *probability;
  Left  *left;
} Diary;

static inline Probe *diary_probe(Lab *lab, const char *measure, int steps)
{
  Probe *probe = lab_probe(lab, measure, -1);
  lab_axis(probe, AXIS_LIFE, 1, steps);
  return probe;
}

static inline Diary diary_keep(Lab *lab, int steps, int64_t seed)
{
  Diary d       = {.lab = lab};
  d.state       = diary_probe(lab, "state", steps);
  d.action      = diary_probe(lab, "action", steps);
  d.reward      = diary_probe(lab, "reward", steps);
  d.delta       = diary_probe(lab, "delta", steps);
  d.weights     = diary_probe(lab, "weights", steps);
  d.probability = diary_probe(lab, "probability", steps);
  d.left        = lab_run_with(lab, 1, 1, &seed, NULL);
  return d;
}

static inline int diary_state(const Diary *d, int step)
{
  return (int)lab_cell(d->left, d->state, (size_t)step - 1);
}

static inline int diary_action(const Diary *d, int step)
{
  return (int)lab_cell(d->left, d->action, (size_t)step - 1);
}

static inline double diary_reward(const Diary *d, int step)
{
  return lab_cell(d->left, d->reward, (size_t)step - 1);
}

static inline double diary_delta(const Diary *d, int step)
{
  return lab_cell(d->left, d->delta, (size_t)step - 1);
}

static inline double diary_probability(const Diary *d, int step, int action)
{
  size_t n = (size_t)d->lab->model->n_actions;
  return lab_cell(d->left, d->probability, ((size_t)step - 1) * n + (size_t)action);
}

// Where a step led, and whether the episode went on; of worlds in which nothing is left to chance.
static inline int diary_next(const Diary *d, int step, double *goes_on)
{
  const World *world = d->lab->model->world[0];
  int          pair  = diary_state(d, step) * world->n_actions + diary_action(d, step);
  *goes_on           = world->goes_on[pair];
  return world->next[pair];
}

// The weights after a step must be these.
static inline void diary_check_weights(const Diary *d, int step, const double *w, double within)
{
  size_t n = (size_t)d->lab->model->n_synapses;
  for (size_t s = 0; s < n; s++)
    lab_near(lab_cell(d->left, d->weights, ((size_t)step - 1) * n + s), w[s], within);
}

// The mean over animals of a cell.
static inline double lab_mean(const Left *left, int n, const Probe *probe, size_t cell)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += lab_cell(&left[i], probe, cell);
  return sum / n;
}

#define LAB_SMALL                                                                                 \
  "env:\n  kind: gridworld\n  time_limit: 40\n  map: |\n    S..\n    .#.\n    ..G\n"
