// Chain: states in a row, along which the world moves and the animal predicts.
//
// Random walks and tracks. States count from 1; leaving either end ends the episode with that
// end's reward. With `jump` n a move goes 1..n states with equal chance, cut at the ends. Sutton &
// Barto (2018), examples 6.2, 7.1 and 9.1.

#include <stdio.h>
#include <string.h>

#include "kind/env.h"

enum { STATES = ENV_ROWS, ENDS, RIGHT, JUMP, REWARDS, N_FIELDS };

typedef struct Chain {
  int32_t n;
  int32_t start;
  int     jump;
  double  right, step_reward;
  double  end[2];
  double *reward;   // (n + 2) on entering
} Chain;

static void move(const Chain *chain, int32_t from, int way, double chance, Emit *emit)
{
  for (int far = 1; far <= chain->jump; far++) {
    int32_t to    = from + way * far;
    bool    left  = to < 1;
    bool    right = to > chain->n;
    if (left) to = 0;
    if (right) to = chain->n + 1;
    double reward = chain->step_reward + chain->reward[to];
    emit->outcome(emit, chance / chain->jump, &to, reward, NULL, left || right);
  }
}

static void expand(const void *env, const void *state, int action, Emit *emit)
{
  const Chain *chain = env;
  int32_t      from;
  (void)action;
  memcpy(&from, state, sizeof from);
  if (chain->right < 1) move(chain, from, -1, 1 - chain->right, emit);
  if (chain->right > 0) move(chain, from, 1, chain->right, emit);
}

static void start(const void *env, Emit *emit)
{
  const Chain *chain = env;
  emit->start(emit, 1, &chain->start, NULL);
}

static int actions(const void *env)
{
  (void)env;
  return 1;
}

static const char *action_name(const void *env, int action)
{
  (void)env;
  (void)action;
  return "go";
}

static void name(const void *env, const void *state, char out[32])
{
  int32_t s;
  (void)env;
  memcpy(&s, state, sizeof s);
  snprintf(out, 32, "%d", s);
}

static bool is(const void *env, const void *state, const char *word)
{
  char own[32];
  name(env, state, own);
  return strcmp(own, word) == 0;
}

static void place(const void *env, const void *state, double place[2])
{
  int32_t s;
  (void)env;
  memcpy(&s, state, sizeof s);
  place[0] = 0;
  place[1] = s;
}

static void read_ends(Chain *chain, const Node *ends, Diag *diag)
{
  chain->end[1] = 1;
  if (!ends) return;
  if (ends->type != NODE_LIST || ends->size != 2) {
    diag_error(diag, ends->place, NULL, "'ends' must list two rewards: [left, right]");
    return;
  }
  node_number(ends->first, &chain->end[0], diag);
  node_number(ends->last, &chain->end[1], diag);
}

static void read_rewards(Chain *chain, const Node *rewards, Diag *diag)
{
  if (!rewards) return;
  if (rewards->type != NODE_MAP) {
    diag_error(diag, rewards->place, NULL, "'rewards' must be a map from states to numbers");
    return;
  }
  for (const Node *node = rewards->first; node; node = node->next) {
    int64_t state;
    if (!text_to_count(node->key, &state) || state < 1 || state > chain->n) {
      diag_error(diag, node->key_place, NULL, "'%s' is not a state; they count from 1 to %d",
                 node->key, chain->n);
    } else {
      node_number(node, &chain->reward[state], diag);
    }
  }
}

static const void *build(Arena *arena, const Section *section, const Node *written, Diag *diag)
{
  const Setting *setting = section->setting;
  size_t         before  = diag_count(diag);
  Chain         *chain   = arena_take(arena, 1, sizeof *chain);
  (void)written;
  chain->n           = (int32_t)setting[STATES].number;
  chain->start       = (chain->n + 1) / 2;
  chain->jump        = (int)setting[JUMP].number;
  chain->right       = setting[RIGHT].number;
  chain->step_reward = setting[ENV_STEP_REWARD].number;
  chain->reward      = arena_take(arena, (size_t)chain->n + 2, sizeof *chain->reward);
  long first         = chain->start;
  if (setting[ENV_START].node) node_count(setting[ENV_START].node, 1, chain->n, &first, diag);
  chain->start = (int32_t)first;
  read_ends(chain, setting[ENDS].node, diag);
  read_rewards(chain, setting[REWARDS].node, diag);
  chain->reward[0]            = chain->end[0];
  chain->reward[chain->n + 1] = chain->end[1];
  return diag_count(diag) == before ? chain : NULL;
}

static const Field fields[N_FIELDS - ENV_ROWS] = {
    [STATES - ENV_ROWS]  = {"states", FIELD_COUNT, .required = true, .low = 1, .high = 1000000,
                            .about = "how many, the ends not counted"},
    [ENDS - ENV_ROWS]    = {"ends", FIELD_NODE,
                            .about = "rewards for leaving at the [left, right] end; else [0, 1]"},
    [RIGHT - ENV_ROWS]   = {"right", FIELD_NUMBER, .standard = 0.5, .low = 0, .high = 1,
                            .about = "chance of a step to the right"},
    [JUMP - ENV_ROWS]    = {"jump", FIELD_COUNT, .standard = 1, .low = 1, .high = 1000,
                            .about = "a move goes 1..jump states"},
    [REWARDS - ENV_ROWS] = {"rewards", FIELD_NODE, .about = "state -> reward on entering"},
};

const EnvKind env_chain = {
    .kind =
        {
            .name     = "chain",
            .about    = "states in a row along which the world moves; the animal predicts",
            .source   = "Sutton & Barto (2018), examples 6.2, 7.1, 9.1",
            .example  = "env: {kind: chain, states: 5, start: 3, ends: [0, 1]}\n",
            .fields   = fields,
            .n_fields = N_FIELDS - ENV_ROWS,
        },
    .state_size  = sizeof(int32_t),
    .build       = build,
    .actions     = actions,
    .action_name = action_name,
    .start       = start,
    .expand      = expand,
    .name        = name,
    .is          = is,
    .place       = place,
};
