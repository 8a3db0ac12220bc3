// Seats: filling a lane with an animal, its wiring, its first weights and its numbers.

#include "cohort/seat.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "cohort/probe.h"
#include "kind/agent.h"
#include "kind/plasticity.h"
#include "kind/readout.h"
#include "kind/signal.h"
#include "model/model.h"
#include "model/phase.h"

// The first weight of every synapse: v0 and q0 where given, else w0. One word a synapse where it
// is drawn.
static void set_weights(const Model *model, Cohort *c, int i)
{
  const Setting *setting = model->section[SOCKET_AGENT].setting;
  const Anatomy *anatomy = c->anatomy[i];
  Stream         init    = stream_open((uint64_t)c->seed[i], PURPOSE_INIT);
  for (int b = 0; b < anatomy->n_features * anatomy->n_outputs; b++) {
    int            output = b % anatomy->n_outputs;
    const Setting *own    = &setting[output == model->agent->value_output ? AGENT_V0 : AGENT_Q0];
    const Value   *first  = own->node ? &own->value : &setting[AGENT_W0].value;
    for (int s = anatomy->bundle_start[b]; s < anatomy->bundle_start[b + 1]; s++) {
      c->weight[i][s] =
          first->form == VALUE_CONSTANT ? first->a : value_draw(first, stream_next(&init));
    }
  }
}

static void set_world(const Model *model, Cohort *c, int i, const World *world)
{
  (void)model;
  c->world[i]             = world;
  c->next_table[i]        = world->next;
  c->reward_table[i]      = world->reward;
  c->goes_on_table[i]     = world->goes_on;
  c->observation_table[i] = world->observation;
  c->time_limit[i]        = world->time_limit > 0 ? world->time_limit : INT_MAX;
}

// Draws the words that are left of the block for a newcomer.
static void fill_rest(Cohort *c, int i, Stream *stream, uint64_t *draw, int words)
{
  int from = c->cursor + 1;
  if (words == 0 || from >= BLOCK) return;
  stream_fill(stream, draw + (size_t)from * (size_t)words * LANES + i, (BLOCK - from) * words,
              LANES);
}

void seat_episode(const Model *model, Cohort *cohort, int lane, uint64_t word)
{
  const World *world = cohort->world[lane];
  const Phase *phase = &model->phase[cohort->phase[lane]];
  // the word's high half decides the type, the low half the place
  int    type  = phase_type(phase, cohort->episode[lane], word & 0xffffffff00000000u);
  double point = chance_uniform(word << 32);
  int    s     = world->start_start[type];
  while (point >= world->start_upto[s]) s++;
  cohort->type[lane]       = type;
  cohort->state[lane]      = world->start_state[s];
  cohort->step[lane]       = 0;
  cohort->total[lane]      = 0;
  cohort->has_action[lane] = 0;
  cohort->type_count[lane][type]++;
  model->plasticity->begin(model, cohort, lane);
  probe_begin_episode(model, cohort, lane);
}

// The state of that name in another world, or -1.
static int same_state(const World *from, int state, const World *to)
{
  if (from->kind != to->kind) return -1;
  for (int s = 0; s < to->n_states; s++) {
    bool same = memcmp(world_state(from, state), world_state(to, s), to->kind->state_size) == 0;
    if (same && !to->terminal[s]) return s;
  }
  return -1;
}

static void forget_sums(const Model *model, Cohort *c, int i)
{
  int n = model->anatomy.n_observations * model->n_outputs;
  for (int k = 0; c->known[i] && k < n; k++) c->known[i][k] = NAN;
}

void seat_phase(const Model *model, Cohort *cohort, int lane, int phase, uint64_t word, bool go_on)
{
  const World  *before = cohort->world[lane];
  const World  *world  = model->world[model->phase[phase].world];
  const double *numbers;
  cohort->phase[lane]      = phase;
  cohort->episode[lane]    = 1;
  cohort->phase_step[lane] = 0;
  for (Socket s = 0; s < SOCKETS; s++) {
    numbers = cohort->parameters[lane][phase].row[s];
    for (int f = 0; f < ROWS; f++) cohort->parameter[s][f][lane] = numbers[f];
  }
  numbers     = cohort->parameters[lane][phase].row[SOCKET_SIGNAL];
  bool silent = numbers[SIGNAL_GAIN] == 0 && numbers[SIGNAL_GAIN_NEGATIVE] == 0 &&
                numbers[SIGNAL_NOISE] == 0;
  cohort->learns[lane] = model->phase[phase].learn && !silent;
  if (model->phase[phase].reset_weights) set_weights(model, cohort, lane);
  forget_sums(model, cohort, lane);
  set_world(model, cohort, lane, world);
  probe_begin_phase(model, cohort, lane);
  probe_sample(model, cohort, lane, MOMENT_BEFORE);
  int state = go_on ? same_state(before, cohort->state[lane], world) : -1;
  if (state < 0) {
    seat_episode(model, cohort, lane, word);
  } else {
    cohort->state[lane] = state;
    if (cohort->type[lane] >= world->n_types) cohort->type[lane] = 0;
    cohort->type_count[lane][cohort->type[lane]]++;
  }
}

void seat_animal(const Model *model, Cohort *cohort, int lane, const Animal *animal)
{
  uint64_t seed               = (uint64_t)animal->seed;
  cohort->alive[lane]         = 1;
  cohort->animal[lane]        = animal->number;
  cohort->seed[lane]          = animal->seed;
  cohort->parameters[lane]    = animal->parameters;
  cohort->life[lane]          = 0;
  cohort->broken[lane]        = 0;
  cohort->env_stream[lane]    = stream_open(seed, PURPOSE_ENV);
  cohort->policy_stream[lane] = stream_open(seed, PURPOSE_POLICY);
  cohort->noise_stream[lane]  = stream_open(seed, PURPOSE_NOISE);
  if (model->own_wiring) {
    Stream rewire = stream_open((uint64_t)model_wiring(model, animal->seed), PURPOSE_REWIRE);
    model_wire(model, &rewire, cohort->workspace, &cohort->own[lane]);
  }
  uint64_t word = model->start_word >= 0 ? stream_next(&cohort->env_stream[lane]) : 0;
  fill_rest(cohort, lane, &cohort->env_stream[lane], cohort->env_draw, model->env_words);
  fill_rest(cohort, lane, &cohort->policy_stream[lane], cohort->policy_draw, model->policy_words);
  fill_rest(cohort, lane, &cohort->noise_stream[lane], cohort->noise_draw, model->noise_words);
  memset(cohort->sum[lane], 0, sizeof(double) * model->record_length);
  memset(cohort->count[lane], 0, sizeof(uint32_t) * model->record_length);
  set_weights(model, cohort, lane);
  model->plasticity->begin(model, cohort, lane);
  seat_phase(model, cohort, lane, 0, word, false);
}

void seat_nobody(const Model *model, Cohort *cohort, int lane)
{
  cohort->alive[lane]  = 0;
  cohort->learns[lane] = 0;
  cohort->state[lane] = cohort->next[lane] = cohort->action[lane] = 0;
  set_world(model, cohort, lane, model->world[0]);
  cohort->time_limit[lane] = INT_MAX;
  for (Socket s = 0; s < SOCKETS; s++) {
    for (int f = 0; f < ROWS; f++) cohort->parameter[s][f][lane] = 0;
  }
}
