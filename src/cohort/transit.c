// Transit: the world answers with the next state and a reward.

#include "cohort/step.h"

// Worlds in which nothing is left to chance: one look into three tables.
static void follow(const Model *model, Cohort *c)
{
  const int n = model->n_actions;
  for (int i = 0; i < LANES; i++) {
    int pair      = c->state[i] * n + c->action[i];
    c->next[i]    = c->next_table[i][pair];
    c->reward[i]  = c->reward_table[i][pair];
    c->goes_on[i] = c->goes_on_table[i][pair];
  }
}

static void draw(const Model *model, Cohort *c, int i)
{
  const World    *world = c->world[i];
  const uint64_t *word  = c->env_draw + (size_t)c->cursor * (size_t)model->env_words * LANES + i;
  int             o     = world->outcome_start[c->state[i] * world->n_actions + c->action[i]];
  if (world->terminal[c->state[i]]) {   // where it starts it also ends: nothing can follow
    c->next[i]   = c->state[i];
    c->reward[i] = c->goes_on[i] = 0;
    return;
  }
  if (model->outcome_word >= 0) {
    double point = chance_uniform(word[model->outcome_word * LANES]);
    while (point >= world->outcome_upto[o]) o++;
  }
  c->next[i]    = world->outcome_next[o];
  c->reward[i]  = world->outcome_reward[o];
  c->goes_on[i] = world->outcome_ends[o] ? 0 : 1;
  if (world->outcome_varying[o]) {
    c->reward[i] += value_draw(world->outcome_varying[o], word[model->reward_word * LANES]);
  }
}

WIDE static void cut_at_limit(Cohort *c)
{
  for (int i = 0; i < LANES; i++) c->cut[i] = c->step[i] + 1 >= c->time_limit[i];
}

void stage_transit(const Model *model, Cohort *cohort)
{
  if (model->outcome_word < 0 && model->reward_word < 0) {
    follow(model, cohort);
  } else {
    for (int i = 0; i < cohort->width; i++) {
      if (cohort->alive[i]) draw(model, cohort, i);
    }
  }
  for (int i = 0; i < LANES; i++)
    cohort->next_observation[i] = cohort->observation_table[i][cohort->next[i]];
  cut_at_limit(cohort);
}
