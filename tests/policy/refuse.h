// Refuse: what a model with a policy is refused with.

#pragma once

#include "../cohort/lab.h"
#include "kind/policy.h"

// A world of two or four actions; the complaint must say this.
static inline void refuse(const char *agent, const char *policy, bool four, const char *wanted)
{
  Arena      *arena = arena_open();
  Diag       *diag  = diag_open(arena);
  char       *text  = arena_print(arena, "env:\n  kind: gridworld\n%s  map: |\n    SG\n"
                                         "model: {agent: %s, policy: %s}\n",
                                  four ? "" : "  moves: [east, west]\n", agent, policy);
  const Node *top   = node_read_text(arena, "lab", text, strlen(text), diag);
  Plan        plan  = {.env = node_get(top, "env"), .model = node_get(top, "model")};
  assert_null(model_compile(arena, &plan, "", diag));
  if (!strstr(diag_text(diag), wanted)) fail_msg("%s", diag_text(diag));
  arena_close(arena);
}

// What an agent that values states alone does between two actions at this value, that is the
// chance of the first, and how often it does so; the lab's policy section is used as it stands.
static inline double respond(const char *policy, double value, double *often)
{
  Lab     *lab = lab_open("env:\n  kind: gridworld\n  moves: [east, west]\n  map: |\n    SG\n"
                              "model: {agent: td, policy: %s}\nphases: [{name: a, steps: 1}]\n",
                          policy);
  Cohort  *c   = arena_take(lab->arena, 1, sizeof *c);
  Lanes    v[ACTIONS];
  uint64_t word[LANES];
  int      action[LANES], first = 0, rounds = 600;
  Stream   stream               = stream_open(5, PURPOSE_POLICY);
  lab->model->wants_probability = true;
  for (int i = 0; i < LANES; i++) {
    v[0][i] = value;
    v[1][i] = NAN;   // must not be looked at
    for (int f = 0; f < ROWS; f++)
      c->parameter[SOCKET_POLICY][f][i] = lab->parameters->row[SOCKET_POLICY][f];
  }
  for (int r = 0; r < rounds; r++) {
    stream_fill(&stream, word, LANES, 1);
    lab->model->policy->choose(lab->model, c, (const Lanes *)v, word, action);
    for (int i = 0; i < LANES; i++) {
      assert_in_range(action[i], 0, 1);
      first += action[i] == 0;
    }
  }
  double chance = c->probability[0][LANES - 1];
  lab_near(chance + c->probability[1][LANES - 1], 1, 1e-15);
  *often = (double)first / (rounds * LANES);
  lab_close(lab);
  return chance;
}

// 19200 draws: five standard deviations, and none where nothing is left to chance.
static inline void check_response(const char *policy, double value, double wanted)
{
  double often, chance = respond(policy, value, &often);
  lab_near(chance, wanted, 1e-14);
  lab_near(often, wanted, 5 * sqrt(wanted * (1 - wanted) / 19200));
}
