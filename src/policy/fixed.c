// Fixed: each action with a chance of its own, the same in every state.
//
// The chances are written in the order of the world's actions, as `describe` and the manifest give
// it, and must add up to 1 within 1e-6; what rounding leaves is shared out by dividing by their
// sum. Because nothing that is learnt enters, exact.values of this policy are known. One random
// word a choice.

#include <math.h>

#include "kind/policy.h"

enum { PROBABILITIES = POLICY_ROWS, N_FIELDS };

static void fixed(const Section *section, int n_actions, double *chance)
{
  const Node *list = section->setting[PROBABILITIES].node;
  double      sum  = 0;
  for (int a = 0; a < n_actions; a++) {
    const Node *node = node_at(list, (size_t)a);
    chance[a]        = 0;
    if (node && node->type == NODE_SCALAR) text_to_number(node->text, &chance[a]);
    sum += chance[a];
  }
  for (int a = 0; a < n_actions; a++) chance[a] /= sum;
}

static bool check(const Model *model, Diag *diag)
{
  const Node *list = model->section[SOCKET_POLICY].setting[PROBABILITIES].node;
  const int   n_actions = model->n_actions;
  double      sum  = 0, chance;
  int         n    = 0;
  if (list->type != NODE_LIST) {
    diag_error(diag, list->place, NULL, "'probabilities' must be a list, not %s",
               node_what(list).text);
    return false;
  }
  for (const Node *node = list->first; node; node = node->next, n++) {
    if (!node_number(node, &chance, diag)) return false;
    sum += chance;
    if (chance >= 0 && chance <= 1) continue;
    diag_error(diag, node->place, NULL, "a chance lies between 0 and 1, not at %g", chance);
    return false;
  }
  if (n != n_actions) {
    diag_error(diag, list->place, NULL, "'probabilities' has %d entries; the world has %d %s", n,
               n_actions, n_actions == 1 ? "action" : "actions");
    return false;
  }
  if (fabs(sum - 1) <= 1e-6) return true;
  diag_error(diag, list->place, NULL, "'probabilities' add up to %g, not to 1", sum);
  return false;
}

static void choose(const Model *model, Cohort *cohort, const Lanes *preference,
                   const uint64_t *draw, int *action)
{
  (void)preference;
  for (int i = 0; i < LANES; i++)
    action[i] = policy_draw(model->chance, model->n_actions, draw[i]);
  for (int a = 0; model->wants_probability && a < model->n_actions; a++) {
    for (int i = 0; i < LANES; i++) cohort->probability[a][i] = model->chance[a];
  }
}

static const Field fields[N_FIELDS - POLICY_ROWS] = {
    [PROBABILITIES - POLICY_ROWS] = {"probabilities", FIELD_NODE, .required = true,
                                     .about = "list of the actions' chances, in their order"},
};

const PolicyKind policy_fixed = {
    .kind =
        {
            .name      = "fixed",
            .about     = "each action with a chance of its own, the same in every state",
            .source    = "Sutton & Barto (2018), sections 4.1, 5.5",
            .equations = "pi(a | s) = probabilities[a]",
            .example   = "model:\n  policy: {kind: fixed, probabilities: [0.4, 0.3, 0.2, 0.1]}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - POLICY_ROWS,
        },
    .words  = 1,
    .choose = choose,
    .fixed  = fixed,
    .check  = check,
};
