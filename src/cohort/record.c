// Record: what is kept of the step, and the ends of episodes, phases and lives.
//
// The loop over all lanes is arithmetic alone; whatever is rare (an episode's end) is looked for
// once and handled lane by lane after it. A number that is not finite, or beyond BOUND, ends the
// animal as diverged: a result, not an error.

#include "cohort/cohort.h"

#include <math.h>
#include <stdio.h>

#include "cohort/probe.h"
#include "cohort/seat.h"
#include "cohort/step.h"
#include "kind/plasticity.h"
#include "kind/readout.h"

#define BOUND 1e100

static uint64_t start_word(const Model *model, const Cohort *c, int i)
{
  if (model->start_word < 0) return 0;
  size_t row = (size_t)c->cursor * (size_t)model->env_words + (size_t)model->start_word;
  return c->env_draw[row * LANES + (size_t)i];
}

static void leave(const Model *model, Cohort *c, int i, Ending ending)
{
  const Herd *herd      = c->herd;
  Animal      animal    = {c->animal[i], c->seed[i], c->parameters[i]};
  char        note[160] = "";
  if (ending == ENDING_DIVERGED) {
    snprintf(note, sizeof note, "delta is %g in step %d of episode %lld of phase %s", c->delta[i],
             c->step[i], (long long)c->episode[i], model->phase[c->phase[i]].name);
  }
  for (size_t cell = 0; cell < model->record_length; cell++) {
    c->sum[i][cell] = c->count[i][cell] ? c->sum[i][cell] / c->count[i][cell] : NAN;
  }
  herd->finished(herd->context, &animal, ending, note, c->life[i], c->sum[i]);
  if (herd->take(herd->context, &animal)) {
    seat_animal(model, c, i, &animal);
  } else {
    seat_nobody(model, c, i);
    while (c->width > 0 && !c->alive[c->width - 1]) c->width--;
  }
}

// Weights are brought up to date before numbers change. Of an episode that can not go on in the
// next phase nothing more is learnt: what would have been learnt at its end is lost with it.
static void end_phase(const Model *model, Cohort *c, int i, bool go_on)
{
  readout_settle(model, c, i);
  probe_sample(model, c, i, MOMENT_END);
  if (c->phase[i] + 1 < model->n_phases) {
    seat_phase(model, c, i, c->phase[i] + 1, start_word(model, c, i), go_on);
  } else {
    leave(model, c, i, ENDING_DONE);
  }
}

static void end_step(const Model *model, Cohort *c, int i)
{
  const Phase *phase = &model->phase[c->phase[i]];
  bool         over  = c->goes_on[i] == 0 || c->cut[i];
  bool         cut   = phase->steps && c->phase_step[i] == phase->steps;
  if (c->broken[i]) {
    leave(model, c, i, ENDING_DIVERGED);
    return;
  }
  if (over) {
    model->plasticity->finish(model, c, i);
    probe_sample(model, c, i, MOMENT_EPISODE);
  }
  if (cut || (over && phase->episodes && c->episode[i] == phase->episodes)) {
    end_phase(model, c, i, !over);
  } else if (over) {
    c->episode[i]++;
    seat_episode(model, c, i, start_word(model, c, i));
  }
}

static bool phase_may_end(const Model *model, const Cohort *c, int i)
{
  int64_t steps = model->phase[c->phase[i]].steps;
  return steps && c->phase_step[i] == steps;
}

// Counts the step in all lanes; 0 where nothing rare happened in any of them.
WIDE static int count(Cohort *c)
{
  int any = 0;
  for (int i = 0; i < LANES; i++) c->total[i] += c->reward[i];
  for (int i = 0; i < LANES; i++) c->life[i] += c->alive[i];
  for (int i = 0; i < LANES; i++) c->phase_step[i] += c->alive[i];
  for (int i = 0; i < LANES; i++) c->step[i] += c->alive[i];
  for (int i = 0; i < LANES; i++) c->broken[i] = !(fabs(c->delta[i]) < BOUND);
  for (int i = 0; i < LANES; i++)
    any |= c->alive[i] & ((c->goes_on[i] == 0) | c->cut[i] | c->broken[i]);
  return any;
}

WIDE static void move(Cohort *c)
{
  for (int i = 0; i < LANES; i++) c->state[i] = c->next[i];
  for (int i = 0; i < LANES; i++) c->has_action[i] = 1;
}

void stage_record(const Model *model, Cohort *c)
{
  int any = count(c);
  for (int i = 0; c->n_step_probes && i < c->width; i++) {
    if (c->alive[i]) probe_sample(model, c, i, MOMENT_STEP);
  }
  move(c);
  for (int i = 0; c->counts_steps && i < c->width; i++) any |= phase_may_end(model, c, i);
  for (int i = 0; any && i < c->width; i++) {
    bool due = c->goes_on[i] == 0 || c->cut[i] || c->broken[i] ||
               (c->counts_steps && phase_may_end(model, c, i));
    if (c->alive[i] && due) end_step(model, c, i);
  }
}
