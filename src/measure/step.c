// Step measures: a number for every step or bin.
//
// Reward, error and dopamine are news: they belong to the moment at which what caused them
// arrives. Values, actions and their probabilities belong to the moment in which the animal has
// them.

#include <math.h>

#include "kind/agent.h"
#include "kind/measure.h"

static void read_reward(const Model *model, Cohort *cohort, int lane, double *out)
{
  (void)model;
  *out = cohort->reward[lane];
}

static void read_delta(const Model *model, Cohort *cohort, int lane, double *out)
{
  (void)model;
  *out = cohort->delta[lane];
}

static void read_dopamine(const Model *model, Cohort *cohort, int lane, double *out)
{
  const Anatomy *anatomy = cohort->anatomy[lane];
  for (int j = 0; j < model->anatomy.n_cells; j++) {
    out[j] = anatomy->cell_intact[j] ? cohort->dopamine[lane] : 0;
  }
}

// A lane's outputs, tables of one agent folded into the first.
static void read_outputs(const Model *model, const Cohort *cohort, int lane, double *all)
{
  for (int o = 0; o < model->n_outputs; o++) all[o] = cohort->output[o][lane];
  agent_fold(model, all);
}

static void read_value(const Model *model, Cohort *cohort, int lane, double *out)
{
  int value  = model->agent->value_output;
  int action = model->agent->action_output;
  double all[OUTPUTS];
  if (value < 0) read_outputs(model, cohort, lane, all);
  *out = value >= 0 ? cohort->output[value][lane] : all[action + cohort->action[lane]];
}

static void read_q(const Model *model, Cohort *cohort, int lane, double *out)
{
  int first = model->agent->action_output;
  double all[OUTPUTS];
  read_outputs(model, cohort, lane, all);
  for (int a = 0; a < model->n_actions; a++) out[a] = first >= 0 ? all[first + a] : NAN;
}

static void read_action(const Model *model, Cohort *cohort, int lane, double *out)
{
  (void)model;
  *out = cohort->action[lane];
}

static void read_probability(const Model *model, Cohort *cohort, int lane, double *out)
{
  for (int a = 0; a < model->n_actions; a++) out[a] = cohort->probability[a][lane];
}

static void read_state(const Model *model, Cohort *cohort, int lane, double *out)
{
  (void)model;
  *out = cohort->state[lane];
}

const MeasureKind measure_step[] = {
    {"reward", "what the step paid", "reward", GRAIN_STEP, .arrival = true, .read = read_reward},
    {"delta", "the TD error", "reward", GRAIN_STEP, .arrival = true, .read = read_delta},
    {"dopamine", "what each dopamine cell releases above its tonic level", "reward", GRAIN_STEP,
     ELEMENTS_CELLS, .arrival = true, .read = read_dopamine},
    {"value", "the value of the state, or of the action chosen in it", "reward", GRAIN_STEP,
     .read = read_value},
    {"q", "the value of, or preference for, each action", "reward", GRAIN_STEP, ELEMENTS_ACTIONS,
     .read = read_q},
    {"action", "the action's number, from 0", NULL, GRAIN_STEP, .read = read_action},
    {"probability", "how likely the policy was to choose each action", NULL, GRAIN_STEP,
     ELEMENTS_ACTIONS, .needs_probability = true, .read = read_probability},
    {"state", "the state's number among the world's, from 0", NULL, GRAIN_STEP,
     .read = read_state},
    {.name = NULL},
};
