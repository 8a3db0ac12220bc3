// Cohorts: one block of memory, seats for everybody, and steps until nobody is left.

#include "cohort/cohort.h"

#include <string.h>

#include "cohort/probe.h"
#include "cohort/seat.h"
#include "cohort/step.h"
#include "kind/plasticity.h"
#include "model/model.h"

enum { KNOWN = 1 << 16 };   // sums that are worth being kept for a lane that does not learn

// Arrays that a lane needs whoever sits there; idle lanes share one set.
static void open_lane(Arena *arena, const Model *model, Cohort *c, int i)
{
  size_t n_probes = (size_t)model->n_probes + 1;
  size_t sums     = (size_t)model->anatomy.n_observations * (size_t)model->n_outputs;
  int    types    = 1;
  for (int w = 0; w < model->n_worlds; w++)
    types = model->world[w]->n_types > types ? model->world[w]->n_types : types;
  c->weight[i]      = arena_take(arena, (size_t)model->n_synapses + OUTPUTS, sizeof(double));
  c->memory[i]      = arena_take(arena, model->plasticity->memory(model) + 1, sizeof(double));
  c->sum[i]         = arena_take(arena, model->record_length + 1, sizeof(double));
  c->count[i]       = arena_take(arena, model->record_length + 1, sizeof(uint32_t));
  c->event_count[i] = arena_take(arena, n_probes, sizeof(int64_t));
  c->event_step[i]  = arena_take(arena, n_probes, sizeof(int));
  c->type_count[i]  = arena_take(arena, (size_t)types, sizeof(int64_t));
  c->anatomy[i]     = &model->anatomy;
  if (!model->anatomy.one_hot && sums <= KNOWN)
    c->known[i] = arena_take(arena, sums, sizeof(double));
  if (model->own_wiring) {
    model_copy_sizes(arena, model, &c->own[i]);
    c->anatomy[i] = &c->own[i];
  }
}

static void share_lane(Cohort *c, int i, int with)
{
  c->weight[i]      = c->weight[with];
  c->memory[i]      = c->memory[with];
  c->sum[i]         = c->sum[with];
  c->count[i]       = c->count[with];
  c->event_count[i] = c->event_count[with];
  c->event_step[i]  = c->event_step[with];
  c->type_count[i]  = c->type_count[with];
  c->anatomy[i]     = c->anatomy[with];
}

static void open_probes(Arena *arena, const Model *model, Cohort *c)
{
  int most      = OUTPUTS;
  c->step_probe = arena_take(arena, (size_t)model->n_probes + 1, sizeof(int));
  for (int p = 0; p < model->n_probes; p++) {
    if (probe_each_step(&model->probe[p])) c->step_probe[c->n_step_probes++] = p;
    for (int w = 0; w < model->n_worlds; w++) {
      int n = measure_elements(model, model->world[w], model->probe[p].measure->elements);
      most  = n > most ? n : most;
    }
  }
  c->scratch = arena_take(arena, (size_t)most, sizeof(double));
}

static Cohort *open(Arena *arena, const Model *model, int width, const Herd *herd)
{
  Cohort *c = arena_take(arena, 1, sizeof *c);
  c->herd   = herd;
  c->width  = width;
  c->cursor = BLOCK - 1;
  for (int p = 0; p < model->n_phases; p++) c->counts_steps |= model->phase[p].steps > 0;
  // idle lanes share dummy arrays, the last ones made
  open_lane(arena, model, c, LANES - 1);
  for (int i = 0; i < LANES - 1; i++) {
    if (i < width) {
      open_lane(arena, model, c, i);
    } else {
      share_lane(c, i, LANES - 1);
    }
  }
  open_probes(arena, model, c);
  c->env_draw =
      arena_take(arena, (size_t)BLOCK * LANES * (size_t)model->env_words + 1, sizeof(uint64_t));
  c->policy_draw =
      arena_take(arena, (size_t)BLOCK * LANES * (size_t)model->policy_words + 1, sizeof(uint64_t));
  c->noise_draw =
      arena_take(arena, (size_t)BLOCK * LANES * (size_t)model->noise_words + 1, sizeof(uint64_t));
  c->workspace = arena_take(arena, model_workspace(model) + 1, 1);
  for (int i = 0; i < LANES; i++) seat_nobody(model, c, i);
  return c;
}

// Draws a block of one purpose. Four lanes go together where all of them are taken.
static void draw_block(const Cohort *c, Stream *stream, uint64_t *draw, int words)
{
  for (int i = 0; words && i < c->width; i++) {
    if (i % 4 == 0 && c->alive[i] && c->alive[i + 1] && c->alive[i + 2] && c->alive[i + 3]) {
      stream_fill_four(&stream[i], draw + i, BLOCK * words, LANES);
      i += 3;
    } else if (c->alive[i]) {
      stream_fill(&stream[i], draw + i, BLOCK * words, LANES);
    }
  }
}

static void refill(const Model *model, Cohort *c)
{
  draw_block(c, c->env_stream, c->env_draw, model->env_words);
  draw_block(c, c->policy_stream, c->policy_draw, model->policy_words);
  draw_block(c, c->noise_stream, c->noise_draw, model->noise_words);
}

void cohort_run(Arena *arena, const Model *model, int width, const Herd *herd)
{
  Cohort *c = open(arena, model, width, herd);
  Animal  animal;
  c->width = 0;
  while (c->width < width && herd->take(herd->context, &animal)) {
    c->width++;
    seat_animal(model, c, c->width - 1, &animal);
  }
  while (c->width > 0) {
    if (++c->cursor == BLOCK) {
      if (herd->stop && herd->stop(herd->context)) return;
      refill(model, c);
      c->cursor = 0;
    }
    cohort_step(model, c);
  }
}
