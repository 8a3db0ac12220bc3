// Bandit: arms that pay by chance; every trial is one choice.
//
// The animal is in the state `choice`, takes an arm, is paid, and the trial ends. Sutton & Barto
// (2018), chapter 2; arms that pay 1 with a chance as in Frank, Seeberger & O'Reilly (2004). Not
// built yet: rewards that keep for a life or drift (nonstationary bandits), and trials that offer
// some of the arms alone.

#include <stdio.h>
#include <string.h>

#include "config/payment.h"
#include "kind/env.h"

enum { ARMS = ENV_ROWS, REWARD, TRIALS, N_FIELDS };

typedef struct Arm {
  const char *name;
  Payment     pays;
} Arm;

typedef struct Bandit {
  int    n_arms;
  Arm    arm[ACTIONS];
  double step_reward;
} Bandit;

enum { CHOICE, END };

static void expand(const void *env, const void *state, int action, Emit *emit)
{
  const Bandit  *bandit   = env;
  const Payment *pays     = &bandit->arm[action].pays;
  bool           constant = pays->reward.form == VALUE_CONSTANT;
  double         reward   = bandit->step_reward;
  int32_t        end      = END;
  (void)state;
  if (pays->chance > 0) {
    emit->outcome(emit, pays->chance, &end, constant ? reward + pays->reward.a : reward,
                  constant ? NULL : &pays->reward, true);
  }
  if (pays->chance < 1) emit->outcome(emit, 1 - pays->chance, &end, reward, NULL, true);
}

static void start(const void *env, Emit *emit)
{
  int32_t choice = CHOICE;
  (void)env;
  emit->start(emit, 1, &choice, NULL);
}

static int actions(const void *env)
{
  return ((const Bandit *)env)->n_arms;
}

static const char *action_name(const void *env, int action)
{
  return ((const Bandit *)env)->arm[action].name;
}

static void name(const void *env, const void *state, char out[32])
{
  int32_t s;
  (void)env;
  memcpy(&s, state, sizeof s);
  snprintf(out, 32, "%s", s == CHOICE ? "choice" : "end");
}

static bool is(const void *env, const void *state, const char *word)
{
  char own[32];
  name(env, state, own);
  return strcmp(own, word) == 0;
}

// ---- reading

static void read_arms(Arena *arena, Bandit *bandit, const Node *arms, const Payment *common,
                      Diag *diag)
{
  long n = (long)arms->size;
  if (arms->type == NODE_LIST || (arms->type == NODE_MAP && n == 0)) {
    diag_error(diag, arms->place, "as in 10, or {A: {chance: 0.8}, B: {chance: 0.2}}",
               "'arms' must be a number, or a map from names to {reward, chance}");
    return;
  }
  if (arms->type == NODE_SCALAR && !node_count(arms, 1, ACTIONS, &n, diag)) return;
  if (n > ACTIONS) {
    diag_error(diag, arms->place, NULL, "more than %d arms", ACTIONS);
    return;
  }
  bandit->n_arms   = (int)n;
  const Node *node = arms->first;
  for (int i = 0; i < bandit->n_arms; i++) {
    Arm *arm = &bandit->arm[i];
    *arm     = (Arm){node ? node->key : arena_print(arena, "%d", i + 1), *common};
    if (!node) continue;
    payment_read(arena, node, &arm->pays, diag);
    node = node->next;
  }
}

static const void *build(Arena *arena, const Section *section, const Node *written, Diag *diag)
{
  const Setting *setting = section->setting;
  size_t         before  = diag_count(diag);
  Bandit        *bandit  = arena_take(arena, 1, sizeof *bandit);
  const Setting *reward  = &setting[REWARD];
  Payment        common  = {.reward = reward->node ? reward->value : value_constant(1),
                            .chance = 1};
  bandit->step_reward    = setting[ENV_STEP_REWARD].number;
  payment_is_fresh(reward->node, &reward->value, diag);
  read_arms(arena, bandit, setting[ARMS].node, &common, diag);
  if (setting[TRIALS].node) {
    diag_error(diag, node_get(written, "trials")->key_place, NULL,
               "a trial that offers some of the arms alone is not built yet");
  }
  if (setting[ENV_START].node) {
    diag_error(diag, node_get(written, "start")->key_place, NULL,
               "a bandit has no 'start': every trial begins with the choice");
  }
  return diag_count(diag) == before ? bandit : NULL;
}

static const Field fields[N_FIELDS - ENV_ROWS] = {
    [ARMS - ENV_ROWS]   = {"arms", FIELD_NODE, .required = true,
                           .about = "how many, or name -> reward or {reward, chance}"},
    [REWARD - ENV_ROWS] = {"reward", FIELD_VALUE, .standard = 1, .unit = "reward",
                           .about = "of every arm that does not say its own"},
    [TRIALS - ENV_ROWS] = {"trials", FIELD_NODE, .about = "type -> arms on offer; not built yet"},
};

const EnvKind env_bandit = {
    .kind =
        {
            .name      = "bandit",
            .about     = "arms that pay by chance; every trial is one choice",
            .source    = "Sutton & Barto (2018), chapter 2; Frank, Seeberger & O'Reilly (2004)",
            .equations = "reward = step_reward + (arm's reward with its chance, else 0)",
            .example   = "env:\n  kind: bandit\n"
                         "  arms: {A: {chance: 0.8}, B: {reward: {normal: 0.5, sd: 1}}}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - ENV_ROWS,
        },
    .state_size  = sizeof(int32_t),
    .build       = build,
    .actions     = actions,
    .action_name = action_name,
    .start       = start,
    .expand      = expand,
    .name        = name,
    .is          = is,
};
