// Random: every action with the same chance, whatever is known of it.

#include "kind/policy.h"

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  (void)preference;
  for (int i = 0; i < LANES; i++)
    action[i] = (int)chance_below(draw[i], (uint32_t)model->n_actions);
  for (int a = 0; model->wants_probability && a < model->n_actions; a++) {
    for (int i = 0; i < LANES; i++) cohort->probability[a][i] = 1.0 / model->n_actions;
  }
}

static void fixed(const Section *section, int n_actions, double *chance)
{
  (void)section;
  for (int a = 0; a < n_actions; a++) chance[a] = 1.0 / n_actions;
}

const PolicyKind policy_random = {
    .kind =
        {
            .name      = "random",
            .about     = "every action with the same chance, whatever is known of it",
            .source    = "Sutton & Barto (2018), section 4.1",
            .equations = "pi(a | s) = 1 / n",
            .example   = "model:\n  policy: random\n",
        },
    .words  = 1,
    .choose = choose,
    .fixed  = fixed,
};
