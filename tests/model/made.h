// Made: worlds and models from YAML texts, and slow recounts of what stands in them.

#pragma once

#include "../config/told.h"

#include "kind/kind.h"
#include "model/model.h"
#include "model/world.h"

#define check_near(a, b, within) assert_true((a) - (b) <= (within) && (b) - (a) <= (within))

// A world from the section of an env; NULL after complaints. Its states are its observations.
static inline World *make_world_of(Given given, const Node *env)
{
  Section        section = {0};
  const EnvKind *kind =
      (const EnvKind *)kind_read(given.arena, SOCKET_ENV, env, &section, given.diag);
  const void *built = kind ? kind->build(given.arena, &section, env, given.diag) : NULL;
  World      *world = built ? world_compile(given.arena, kind, built, &section, given.diag) : NULL;
  Observed    seen;
  if (world) world_observe(given.arena, 1, &world, &seen);
  return world;
}

// The same where nothing may be complained of.
static inline World *make_world(Given given)
{
  World *world = make_world_of(given, given.root);
  check_told(given, "");
  assert_non_null(world);
  return world;
}

// What is said of an env that must be refused.
static inline void check_env(const char *text, const char *wanted)
{
  Given  given = give_text(text);
  World *world = given.root ? make_world_of(given, given.root) : NULL;
  check_told(given, wanted);
  assert_null(world);
  take_back(given);
}

// A phase from {name, episodes, steps, order, types, except, learn, env, model}, the last two by
// default the plan's.
static inline PhasePlan make_phase(Given given, const Node *node, const Plan *plan)
{
  const Node *learn = node_get(node, "learn"), *order = node_get(node, "order");
  const Node *env = node_get(node, "env"), *model = node_get(node, "model");
  PhasePlan   phase = {.place = node->place, .learn = true};
  long        count = 0;
  phase.name        = node_get(node, "name")->text;
  if (node_get(node, "episodes"))
    node_count(node_get(node, "episodes"), 0, 1000000000, &count, given.diag);
  phase.episodes = count, count = 0;
  if (node_get(node, "steps"))
    node_count(node_get(node, "steps"), 0, 1000000000, &count, given.diag);
  phase.steps  = count;
  phase.types  = node_get(node, "types");
  phase.except = node_get(node, "except");
  phase.order  = order ? order->text : NULL;
  phase.env    = env ? env : plan->env;
  phase.model  = model ? model : plan->model;
  if (learn) node_flag(learn, &phase.learn, given.diag);
  return phase;
}

// A plan from a text {env: .., model: .., phases: [..]}.
static inline Plan make_plan(Given given)
{
  Plan        plan = {.env = node_get(given.root, "env"), .model = node_get(given.root, "model")};
  const Node *phases = node_get(given.root, "phases");
  PhasePlan  *phase  = arena_take(given.arena, phases ? phases->size + 1 : 1, sizeof *phase);
  for (const Node *one = phases ? phases->first : NULL; one; one = one->next)
    phase[plan.n_phases++] = make_phase(given, one, &plan);
  plan.phase = phase;
  return plan;
}

static inline const Model *make_model(Given given, const char *base)
{
  Plan   plan  = make_plan(given);
  Model *model = model_compile(given.arena, &plan, base, given.diag);
  check_told(given, "");
  assert_non_null(model);
  return model;
}

static inline void check_model(const char *text, const char *base, const char *wanted)
{
  Given  given = give_text(text);
  Plan   plan  = make_plan(given);
  Model *model = model_compile(given.arena, &plan, base, given.diag);
  check_told(given, wanted);
  assert_null(model);
  take_back(given);
}

// The state of that name, or -1.
static inline int state_named(const World *world, const char *name)
{
  for (int s = 0; s < world->n_states; s++) {
    if (strcmp(world->state_name[s], name) == 0) return s;
  }
  return -1;
}

static inline int action_named(const World *world, const char *name)
{
  for (int a = 0; a < world->n_actions; a++) {
    if (strcmp(world->action_name[a], name) == 0) return a;
  }
  return -1;
}

// Steps on the shortest way from the first start to an end, by searching breadth first through
// whatever may happen; -1: there is none.
static inline int shortest_way(Given given, const World *world)
{
  int *far   = arena_take(given.arena, (size_t)world->n_states, sizeof *far);
  int *queue = arena_take(given.arena, (size_t)world->n_states, sizeof *queue);
  int  head = 0, tail = 1;
  memset(far, -1, sizeof *far * (size_t)world->n_states);
  queue[0]      = world->start_state[0];
  far[queue[0]] = 0;
  while (head < tail) {
    int s = queue[head++];
    if (world->terminal[s]) return far[s];
    for (int o = world->outcome_start[s * world->n_actions];
         o < world->outcome_start[(s + 1) * world->n_actions]; o++) {
      int next = world->outcome_next[o];
      if (far[next] >= 0) continue;
      far[next]     = far[s] + 1;
      queue[tail++] = next;
    }
  }
  return -1;
}

// What must hold of any compiled world.
static inline void check_world(const World *world)
{
  int pairs = world->n_states * world->n_actions;
  assert_int_equal(world->outcome_start[0], 0);
  for (int pair = 0; pair < pairs; pair++) {
    int    from = world->outcome_start[pair], to = world->outcome_start[pair + 1];
    double sum = 0, reward = 0, goes_on = 0;
    assert_true((to == from) == (world->terminal[pair / world->n_actions] != 0));
    for (int o = from; o < to; o++) {
      assert_true(world->outcome_chance[o] > 0);
      assert_true(world->outcome_upto[o] > (o > from ? world->outcome_upto[o - 1] : 0));
      assert_in_range(world->outcome_next[o], 0, world->n_states - 1);
      assert_true(!world->outcome_ends[o] || world->terminal[world->outcome_next[o]]);
      sum += world->outcome_chance[o];
      reward += world->outcome_chance[o] * world->outcome_reward[o];
      if (world->outcome_varying[o])
        reward += world->outcome_chance[o] * value_mean(world->outcome_varying[o]);
      goes_on += world->outcome_ends[o] ? 0 : world->outcome_chance[o];
    }
    assert_true(to == from || world->outcome_upto[to - 1] == 1);
    assert_true(to == from || (sum > 1 - 1e-12 && sum < 1 + 1e-12));
    check_near(world->reward[pair], reward, 1e-12);
    check_near(world->goes_on[pair], goes_on, 1e-12);
    int next = to > from ? world->outcome_next[from] : pair / world->n_actions;
    if (world->next) assert_int_equal(world->next[pair], next);
  }
  for (int t = 0; t < world->n_types; t++)
    assert_true(world->start_upto[world->start_start[t + 1] - 1] == 1);
}
