// Slow measures: tables that change with learning, read after a trial.

#include <math.h>

#include "kind/agent.h"
#include "kind/measure.h"
#include "kind/readout.h"

// The value of one state: read out, or the best action's.
static double value_of(const Model *model, Cohort *cohort, int lane, int state)
{
  const World *world = cohort->world[lane];
  double       out[OUTPUTS];
  if (world->terminal[state]) return 0;
  readout_at(model, cohort, lane, world->observation[state], out);
  agent_fold(model, out);
  if (model->agent->value_output >= 0) return out[model->agent->value_output];
  const double *q    = out + model->agent->action_output;
  double        best = q[0];
  for (int a = 1; a < model->n_actions; a++) best = q[a] > best ? q[a] : best;
  return best;
}

static void read_values(const Model *model, Cohort *cohort, int lane, double *out)
{
  for (int s = 0; s < cohort->world[lane]->n_states; s++)
    out[s] = value_of(model, cohort, lane, s);
}

static void read_q_values(const Model *model, Cohort *cohort, int lane, double *out)
{
  const World *world = cohort->world[lane];
  int          first = model->agent->action_output;
  for (int s = 0; s < world->n_states; s++) {
    double all[OUTPUTS] = {0};
    if (!world->terminal[s]) readout_at(model, cohort, lane, world->observation[s], all);
    agent_fold(model, all);
    for (int a = 0; a < world->n_actions; a++)
      out[s * world->n_actions + a] = first >= 0 ? all[first + a] : NAN;
  }
}

static void read_weights(const Model *model, Cohort *cohort, int lane, double *out)
{
  readout_weights(model, cohort, lane, out);
}

// The likeliest outcome of an action.
static int likeliest(const World *world, int state, int action)
{
  int pair = state * world->n_actions + action;
  int best = world->outcome_start[pair];
  for (int o = best + 1; o < world->outcome_start[pair + 1]; o++) {
    if (world->outcome_chance[o] > world->outcome_chance[best]) best = o;
  }
  return best;
}

// Length of the path on which the first best action is always taken, from the first start; NaN if
// it runs in a circle.
static void read_greedy_steps(const Model *model, Cohort *cohort, int lane, double *out)
{
  const World *world = cohort->world[lane];
  int          first = model->agent->action_output;
  int          state = world->start_state[0];
  *out               = NAN;
  if (first < 0) return;
  for (int step = 1; step <= world->n_states && !world->terminal[state]; step++) {
    double all[OUTPUTS];
    int    best = 0;
    readout_at(model, cohort, lane, world->observation[state], all);
    agent_fold(model, all);
    for (int a = 1; a < world->n_actions; a++)
      best = all[first + a] > all[first + best] ? a : best;
    int outcome = likeliest(world, state, best);
    state       = world->outcome_next[outcome];
    if (!world->outcome_ends[outcome]) continue;
    *out = step;
    return;
  }
}

const MeasureKind measure_slow[] = {
    {"values", "the value of every state; where actions are valued, of the best one", "reward",
     GRAIN_SLOW, ELEMENTS_STATES, .read = read_values},
    {"q_values", "the value of, or preference for, every action in every state", "reward",
     GRAIN_SLOW, ELEMENTS_STATE_ACTIONS, .read = read_q_values},
    {"weights", "every plastic weight", NULL, GRAIN_SLOW, ELEMENTS_SYNAPSES, .read = read_weights},
    {"greedy_steps", "length of the greedy path in the present world; missing if it never arrives",
     "steps", GRAIN_SLOW, .read = read_greedy_steps},
    {.name = NULL},
};
