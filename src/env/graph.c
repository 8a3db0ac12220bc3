// Graph: any table of states and actions, from its edges.
//
// Two-step tasks, trees, rings, and whatever else has named states. An action leads along one of
// its edges by chance; the way pays what the edge says, what the state pays that is entered, and
// step_reward. A state without edges ends the episode. States that nothing leads to are part of
// the tables if they have edges: they may be asked about after learning (Momennejad et al. 2017).
// What is seen is the state's name, so that states keep what was learnt of them when a phase
// changes edges or rewards. Episodes start in the first state of the file unless `start` says
// where. Not built yet: states that offer actions of their own, tags, rewards and chances that
// drift.

#include <stdio.h>
#include <string.h>

#include "config/edges.h"
#include "config/payment.h"
#include "kind/env.h"

enum { EDGES = ENV_ROWS, REWARDS, N_FIELDS };

typedef struct Graph {
  Edges    edges;
  Payment *reward;   // (n_states) on entering
  double   step_reward;
  int      n_starts;
  int     *start;          // (n_starts)
  double  *start_chance;   // (n_starts)
} Graph;

static int32_t state_of(const void *state)
{
  int32_t s;
  memcpy(&s, state, sizeof s);
  return s;
}

// ---- dynamics

// What comes of going along an edge: with a chance the state that is entered pays.
static void follow(const Graph *g, const Edge *edge, Emit *emit)
{
  const Payment *entered = &g->reward[edge->to];
  const Value   *varying = NULL;
  int32_t        to      = edge->to;
  double         reward  = g->step_reward;
  bool           ends    = edges_end(&g->edges, to);
  if (edge->reward && edge->reward->form == VALUE_CONSTANT) {
    reward += edge->reward->a;
  } else {
    varying = edge->reward;
  }
  bool         constant = entered->reward.form == VALUE_CONSTANT;
  double       more     = constant ? reward + entered->reward.a : reward;
  const Value *drawn    = constant ? varying : &entered->reward;
  if (entered->chance > 0)
    emit->outcome(emit, edge->chance * entered->chance, &to, more, drawn, ends);
  if (entered->chance < 1)
    emit->outcome(emit, edge->chance * (1 - entered->chance), &to, reward, varying, ends);
}

static void expand(const void *env, const void *state, int action, Emit *emit)
{
  const Graph *g    = env;
  int          pair = state_of(state) * g->edges.n_actions + action;
  for (int e = g->edges.start[pair]; e < g->edges.start[pair + 1]; e++)
    follow(g, &g->edges.edge[e], emit);
}

static void start(const void *env, Emit *emit)
{
  const Graph *g = env;
  for (int i = 0; i < g->n_starts; i++) {
    int32_t state = g->start[i];
    emit->start(emit, g->start_chance[i], &state, NULL);
  }
  for (int32_t state = 0; state < g->edges.n_states; state++) {
    if (!edges_end(&g->edges, state)) emit->start(emit, 0, &state, NULL);
  }
}

static int actions(const void *env)
{
  return ((const Graph *)env)->edges.n_actions;
}

static const char *action_name(const void *env, int action)
{
  return ((const Graph *)env)->edges.action[action];
}

static void name(const void *env, const void *state, char out[32])
{
  snprintf(out, 32, "%s", ((const Graph *)env)->edges.state[state_of(state)]);
}

static bool is(const void *env, const void *state, const char *word)
{
  return strcmp(((const Graph *)env)->edges.state[state_of(state)], word) == 0;
}

static void observe(const void *env, const void *state, void *observation)
{
  const char *own = ((const Graph *)env)->edges.state[state_of(state)];
  memset(observation, 0, EDGES_NAME);
  memcpy(observation, own, strlen(own));
}

// ---- reading

static void read_rewards(Arena *arena, Graph *g, const Node *rewards, Diag *diag)
{
  for (int s = 0; s < g->edges.n_states; s++) g->reward[s].chance = 1;
  if (!rewards) return;
  if (rewards->type != NODE_MAP) {
    diag_error(diag, rewards->place, NULL,
               "'rewards' must be a map from states to what entering them pays");
    return;
  }
  for (const Node *node = rewards->first; node; node = node->next) {
    Payment payment = {.reward = value_constant(1), .chance = 1};
    int     state   = edges_state(arena, &g->edges, node->key, node->key_place, diag);
    if (payment_read(arena, node, &payment, diag) && state >= 0) g->reward[state] = payment;
  }
}

// One outcome has room for one distribution.
static void check_draws(const Graph *g, Diag *diag)
{
  int pairs = g->edges.n_states * g->edges.n_actions;
  for (int e = 0; e < g->edges.start[pairs]; e++) {
    const Edge *edge  = &g->edges.edge[e];
    bool        drawn = edge->reward && edge->reward->form != VALUE_CONSTANT;
    if (!drawn || g->reward[edge->to].reward.form == VALUE_CONSTANT) continue;
    diag_error(diag, node_get(edge->node, "reward")->place, NULL,
               "this reward and that of '%s' cannot both be distributions",
               g->edges.state[edge->to]);
  }
}

static void add_start(Arena *arena, Graph *g, const Node *node, double chance, Diag *diag)
{
  if (node->type != NODE_SCALAR) {
    diag_error(diag, node->place, NULL, "a state to start in must be a name, not %s",
               node_what(node).text);
    return;
  }
  int state = edges_state(arena, &g->edges, node->text, node->place, diag);
  if (state < 0) return;
  if (edges_end(&g->edges, state)) {
    diag_error(diag, node->place, NULL, "an episode cannot start in %s: it ends there",
               g->edges.state[state]);
    return;
  }
  g->start[g->n_starts]          = state;
  g->start_chance[g->n_starts++] = chance;
}

// Weights as chances; NULL after complaints.
static const double *read_weights(Arena *arena, const Node *weights, size_t n, Diag *diag)
{
  double *chance = arena_take(arena, n, sizeof *chance), sum = 0;
  if (weights->type != NODE_LIST || weights->size != n) {
    diag_error(diag, weights->place, NULL, "'weights' must list a number for each of the %zu "
               "states", n);
    return NULL;
  }
  const Node *node = weights->first;
  for (size_t i = 0; i < n; i++, node = node->next) {
    if (!node_number(node, &chance[i], diag)) return NULL;
    if (chance[i] < 0 || chance[i] > 1e9) {
      diag_error(diag, node->place, NULL, "a weight must lie between 0 and 1000000000");
      return NULL;
    }
    sum += chance[i];
  }
  if (sum <= 0) diag_error(diag, weights->place, NULL, "'weights' must have a sum above 0");
  for (size_t i = 0; i < n; i++) chance[i] /= sum > 0 ? sum : 1;
  return sum > 0 ? chance : NULL;
}

// The states listed in `start`: itself, or its choice; NULL after complaints.
static const Node *find_starts(const Node *start, Diag *diag)
{
  static const char *const later[] = {"cycle", "shuffled", NULL};
  static const char *const keys[]  = {"choice", "weights", NULL};
  const Node *list = start;
  for (int i = 0; later[i]; i++) {
    const Node *child = node_get(start, later[i]);
    if (!child) continue;
    diag_error(diag, child->key_place, NULL, "'%s' is not built yet", later[i]);
    return NULL;
  }
  if (start->type == NODE_MAP) {
    node_only(start, keys, diag);
    list = node_get(start, "choice");
  }
  bool named = start->type == NODE_SCALAR;
  if (named || (list && list->type == NODE_LIST && list->size > 0)) return list;
  diag_error(diag, start->place, NULL,
             "'start' must be a state, a list of states or {choice: [..], weights: [..]}");
  return NULL;
}

static void read_starts(Arena *arena, Graph *g, const Node *start, Diag *diag)
{
  const Node   *list = find_starts(start, diag), *weights = node_get(start, "weights");
  const double *chance = NULL;
  if (!list) return;
  if (weights && !(chance = read_weights(arena, weights, list->size, diag))) return;
  size_t n        = list->type == NODE_LIST ? list->size : 1;
  g->start        = arena_take(arena, n, sizeof *g->start);
  g->start_chance = arena_take(arena, n, sizeof *g->start_chance);
  if (list->type == NODE_SCALAR) add_start(arena, g, list, 1, diag);
  int i = 0;
  for (const Node *node = list->first; node; node = node->next, i++)
    add_start(arena, g, node, chance ? chance[i] : 1.0 / (double)n, diag);
}

static const void *build(Arena *arena, const Section *section, const Node *written, Diag *diag)
{
  const Setting *setting = section->setting;
  size_t         before  = diag_count(diag);
  Graph         *g       = arena_take(arena, 1, sizeof *g);
  (void)written;
  if (!edges_read(arena, setting[EDGES].node, ACTIONS, &g->edges, diag)) return NULL;
  g->step_reward    = setting[ENV_STEP_REWARD].number;
  g->reward         = arena_take(arena, (size_t)g->edges.n_states, sizeof *g->reward);
  const Node *where = setting[ENV_START].node;
  if (!where) where = node_scalar(arena, g->edges.state[0], setting[EDGES].node->first->key_place);
  read_rewards(arena, g, setting[REWARDS].node, diag);
  read_starts(arena, g, where, diag);
  check_draws(g, diag);
  return diag_count(diag) == before ? g : NULL;
}

static const Field fields[N_FIELDS - ENV_ROWS] = {
    [EDGES - ENV_ROWS]   = {"edges", FIELD_NODE, .required = true,
                            .about = "state -> action -> state, {to, chance, reward} or a list of "
                                     "those; an action 0..9 is ten alike"},
    [REWARDS - ENV_ROWS] = {"rewards", FIELD_NODE,
                            .about = "state -> reward or {reward, chance} on entering"},
};

const EnvKind env_graph = {
    .kind =
        {
            .name      = "graph",
            .about     = "any table of states and actions; a state without edges ends the episode",
            .source    = "Sutton & Barto (2018), section 3.1; Momennejad et al. (2017)",
            .equations = "reward = step_reward + edge's reward + reward of the state entered",
            .example   = "env:\n  kind: graph\n  edges: {fork: {left: bread, right: "
                         "[{to: bread, chance: 0.3}, {to: fork, chance: 0.7}]}}\n"
                         "  rewards: {bread: 1}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - ENV_ROWS,
        },
    .state_size       = sizeof(int32_t),
    .build            = build,
    .actions          = actions,
    .action_name      = action_name,
    .observation_size = EDGES_NAME,
    .observe          = observe,
    .start            = start,
    .expand           = expand,
    .name             = name,
    .is               = is,
};
