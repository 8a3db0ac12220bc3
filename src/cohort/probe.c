// Probing: from the moment's levels to a cell, and the sample into its mean.

#include "cohort/probe.h"

#include <math.h>
#include <string.h>

bool probe_each_step(const Probe *probe)
{
  if (probe->measure->grain == GRAIN_STEP) return true;
  for (int a = 0; a < probe->n_axes; a++) {
    Axis axis = probe->axis[a].axis;
    bool event =
        axis == AXIS_SINCE || (axis == AXIS_NTH && probe->axis[a].event.form != EVENT_TRIAL);
    if (event) return true;
    if (probe->measure->grain == GRAIN_SLOW &&
        (axis == AXIS_STEP || axis == AXIS_TIME || axis == AXIS_LIFE)) {
      return true;
    }
  }
  return false;
}

static const Event *event_of(const Probe *probe)
{
  for (int a = 0; a < probe->n_axes; a++) {
    const ProbeAxis *axis = &probe->axis[a];
    if (axis->axis == AXIS_SINCE || (axis->axis == AXIS_NTH && axis->event.form != EVENT_TRIAL))
      return &axis->event;
  }
  return NULL;
}

static bool happens(const Event *event, const Cohort *c, int i)
{
  switch (event->form) {
    case EVENT_REWARD: return c->reward[i] != 0;
    case EVENT_STATES: return event->in[c->next[i]] != 0;
    default: return false;   // a trial begins when it is seated, not in a step
  }
}

// The level of the moment on an axis, or INT64_MIN where it has none.
static int64_t level_of(const ProbeAxis *axis, const Cohort *c, int i, int p, bool arrival,
                        int64_t episode)
{
  int step  = c->step[i];
  int state = arrival ? c->next[i] : c->state[i];
  switch (axis->axis) {
    case AXIS_PHASE: return c->phase[i];
    case AXIS_EPISODE: return episode;
    case AXIS_TYPE: return c->type[i];
    case AXIS_STEP: return step;
    case AXIS_TIME: return c->world[i]->time ? c->world[i]->time[state] : INT64_MIN;
    case AXIS_LIFE: return c->life[i];
    case AXIS_STATE: return state;
    case AXIS_ACTION: return c->action[i];
    case AXIS_NTH:
      return axis->event.form == EVENT_TRIAL ? c->type_count[i][c->type[i]] : c->event_count[i][p];
    case AXIS_SINCE:
      if (c->event_step[i][p] < 0) return INT64_MIN;
      return (arrival ? step : step - 1) - c->event_step[i][p];
    default: return INT64_MIN;
  }
}

static void sample(const Model *model, Cohort *c, int i, int p, bool arrival, int64_t episode)
{
  const Probe *probe = &model->probe[p];
  size_t       cell  = probe->offset;
  for (int a = 0; a < probe->n_axes; a++) {
    const ProbeAxis *axis  = &probe->axis[a];
    int64_t          level = level_of(axis, c, i, p, arrival, episode);
    if (level < axis->low || level - axis->low >= axis->n) return;
    int64_t slot = axis->slot ? axis->slot[level - axis->low] : level - axis->low;
    if (slot < 0) return;
    cell += (size_t)slot * axis->stride;
  }
  probe->measure->read(model, c, i, c->scratch);
  for (int e = 0; e < probe->n_elements; e++) {
    int    element = probe->element ? probe->element[e] : e;
    size_t at      = cell + (probe->element_cell ? probe->element_cell[e] : 0);
    double x       = c->scratch[element];
    if (probe->minus) x -= probe->minus[element];
    if (isnan(x)) continue;
    c->sum[i][at] += x;
    c->count[i][at]++;
  }
}

// Departure measures see the events up to the state that is left, arrival measures this step's as
// well. Tables that learning changes are read after it, so they belong to the arrival.
static void sample_step(const Model *model, Cohort *c, int i)
{
  for (int n = 0; n < c->n_step_probes; n++) {
    int          p     = c->step_probe[n];
    const Probe *probe = &model->probe[p];
    const Event *event = event_of(probe);
    bool         here  = probe->phase < 0 || probe->phase == c->phase[i];
    bool         step  = probe->measure->grain != GRAIN_TRIAL;
    bool         after = probe->measure->arrival || probe->measure->grain == GRAIN_SLOW;
    if (here && step && !after) sample(model, c, i, p, false, c->episode[i]);
    if (here && event && happens(event, c, i)) {
      c->event_count[i][p]++;
      c->event_step[i][p] = c->step[i];
    }
    if (here && step && after) sample(model, c, i, p, true, c->episode[i]);
  }
}

void probe_sample(const Model *model, Cohort *cohort, int lane, Moment moment)
{
  if (moment == MOMENT_STEP) {
    sample_step(model, cohort, lane);
    return;
  }
  int64_t episode = moment == MOMENT_BEFORE ? 0 : cohort->episode[lane];
  for (int p = 0; p < model->n_probes; p++) {
    const Probe *probe = &model->probe[p];
    bool         slow  = probe->measure->grain == GRAIN_SLOW;
    bool         trial = probe->measure->grain == GRAIN_TRIAL && moment == MOMENT_EPISODE;
    bool         due =
        probe->at_end ? moment == MOMENT_END : moment == MOMENT_EPISODE || moment == MOMENT_BEFORE;
    if (probe->phase >= 0 && probe->phase != cohort->phase[lane]) continue;
    if (slow && probe_each_step(probe)) continue;
    if (trial || (slow && due)) sample(model, cohort, lane, p, true, episode);
  }
}

void probe_begin_episode(const Model *model, Cohort *cohort, int lane)
{
  for (int n = 0; n < cohort->n_step_probes; n++) {
    int          p              = cohort->step_probe[n];
    const Probe *probe          = &model->probe[p];
    const Event *event          = event_of(probe);
    bool         here           = probe->phase < 0 || probe->phase == cohort->phase[lane];
    cohort->event_step[lane][p] = -1;
    if (!event || !here || event->form == EVENT_REWARD) continue;
    if (event->form == EVENT_STATES && !event->in[cohort->state[lane]]) continue;
    cohort->event_step[lane][p] = 0;
    cohort->event_count[lane][p]++;
  }
}

void probe_begin_phase(const Model *model, Cohort *cohort, int lane)
{
  memset(cohort->event_count[lane], 0, sizeof(int64_t) * (size_t)model->n_probes);
  int types = cohort->world[lane]->n_types;
  memset(cohort->type_count[lane], 0, sizeof(int64_t) * (size_t)types);
}
