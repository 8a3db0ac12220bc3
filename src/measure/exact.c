// Exact measures: what perfect knowledge of the compiled world gives, without any learning.
//
// Of a fixed policy pi (Sutton & Barto 2018, chapters 3 and 4; Dayan 1993 for the successor
// matrix):
//   v = r_pi + gamma P_pi v            solved as a linear system up to DIRECT states, by sweeps
//   above M = (I - gamma P_pi)^-1
// The best policy: value iteration until no value changes by more than 1e-13 of the largest
// of them (of 1 where all are small). The shortest path: breadth first over all outcomes that may
// come. These serve as oracle and baseline; none of them enters a record.

#include <math.h>
#include <string.h>

#include "kind/measure.h"
#include "math/solve.h"

enum { DIRECT = 1500, SWEEPS = 1000000, WORK = 1000000000 };

static const char needs_policy[] =
    "exact values need a fixed policy: say policy: random with the measure";
static const char endless[] =
    "it does not exist: the sum has no end (gamma 1 and a policy that never arrives?)";

static double chance_of(const World *world, const double *chance, int state, int action)
{
  return chance[state * world->n_actions + action];
}

// P_pi (n x n, to be multiplied by `discount`) subtracted from the identity, and r_pi.
static void fill_system(const World *world, double discount, const double *chance, double *matrix,
                        double *reward)
{
  int n = world->n_states;
  for (int s = 0; s < n; s++) {
    matrix[(size_t)s * n + s] += 1;
    for (int a = 0; a < world->n_actions && !world->terminal[s]; a++) {
      int    pair = s * world->n_actions + a;
      double p    = chance_of(world, chance, s, a);
      reward[s] += p * world->reward[pair];
      for (int o = world->outcome_start[pair]; o < world->outcome_start[pair + 1]; o++) {
        if (world->outcome_ends[o]) continue;
        matrix[(size_t)s * n + world->outcome_next[o]] -= discount * p * world->outcome_chance[o];
      }
    }
  }
}

// What follows an action: sum over outcomes of their chance times (reward + discount value).
static double backup(const World *world, double discount, const double *value, int pair)
{
  double sum = world->reward[pair];
  for (int o = world->outcome_start[pair]; o < world->outcome_start[pair + 1]; o++) {
    if (world->outcome_ends[o]) continue;
    sum += discount * world->outcome_chance[o] * value[world->outcome_next[o]];
  }
  return sum;
}

// How many sweeps are worth trying: about WORK backups in all, a few seconds.
static int rounds_for(const World *world)
{
  int64_t rounds = WORK / ((int64_t)world->n_states * world->n_actions + 1) + 1000;
  return rounds < SWEEPS ? (int)rounds : SWEEPS;
}

// Sweeps over all states until nothing changes; `chance` NULL: the best action's value.
static bool sweep(const World *world, double discount, const double *chance, double *value,
                  const char **problem)
{
  memset(value, 0, sizeof(double) * (size_t)world->n_states);
  int rounds = rounds_for(world);
  for (int round = 0; round < rounds; round++) {
    double moved = 0, scale = 1;
    for (int s = 0; s < world->n_states; s++) {
      if (world->terminal[s]) continue;
      double new = chance ? 0 : -INFINITY;
      for (int a = 0; a < world->n_actions; a++) {
        double q = backup(world, discount, value, s * world->n_actions + a);
        if (chance) new += chance_of(world, chance, s, a) * q;
        if (!chance && q > new) new = q;
      }
      moved    = fmax(moved, fabs(new - value[s]));
      scale    = fmax(scale, fabs(new));
      value[s] = new;
    }
    if (moved <= 1e-13 * scale) return true;
    if (!isfinite(moved)) break;
  }
  *problem = endless;
  return false;
}

static bool values(Arena *arena, const World *world, double gamma, const double *chance,
                   double *out, const char **problem)
{
  size_t n = (size_t)world->n_states;
  if (!chance) {
    *problem = needs_policy;
    return false;
  }
  if (n > DIRECT) return sweep(world, gamma, chance, out, problem);
  double *matrix = arena_take(arena, n * n, sizeof *matrix);
  double *reward = arena_take(arena, n, sizeof *reward);
  fill_system(world, gamma, chance, matrix, reward);
  if (solve_linear(arena, (int)n, matrix, reward, out)) return true;
  *problem = endless;
  return false;
}

static bool optimal_values(Arena *arena, const World *world, double gamma, const double *chance,
                           double *out, const char **problem)
{
  (void)arena;
  (void)chance;
  return sweep(world, gamma, NULL, out, problem);
}

// Action values that go with state values.
static bool actions_from(Arena *arena, const World *world, double gamma, const double *value,
                         double *out)
{
  (void)arena;
  for (int pair = 0; pair < world->n_states * world->n_actions; pair++) {
    out[pair] = world->terminal[pair / world->n_actions] ? 0 : backup(world, gamma, value, pair);
  }
  return true;
}

static bool q_values(Arena *arena, const World *world, double gamma, const double *chance,
                     double *out, const char **problem)
{
  double *value = arena_take(arena, (size_t)world->n_states, sizeof *value);
  return values(arena, world, gamma, chance, value, problem) &&
         actions_from(arena, world, gamma, value, out);
}

static bool optimal_q_values(Arena *arena, const World *world, double gamma, const double *chance,
                             double *out, const char **problem)
{
  double *value = arena_take(arena, (size_t)world->n_states, sizeof *value);
  return optimal_values(arena, world, gamma, chance, value, problem) &&
         actions_from(arena, world, gamma, value, out);
}

// The mean of a state's number over the states in which episodes start, trial types weighted
// alike.
static double at_start(const World *world, const double *value)
{
  double sum = 0;
  for (int t = 0; t < world->n_types; t++) {
    double before = 0;
    for (int i = world->start_start[t]; i < world->start_start[t + 1]; i++) {
      sum += (world->start_upto[i] - before) * value[world->start_state[i]];
      before = world->start_upto[i];
    }
  }
  return sum / world->n_types;
}

// Steps from every state to the nearest end of an episode, breadth first backwards; INFINITY where
// there is none.
static void distances(Arena *arena, const World *world, double *far)
{
  int  n       = world->n_states;
  bool changed = true;
  (void)arena;
  for (int s = 0; s < n; s++) far[s] = world->terminal[s] ? 0 : INFINITY;
  for (int round = 1; changed; round++) {
    changed = false;
    for (int s = 0; s < n; s++) {
      if (isfinite(far[s])) continue;
      int from = world->outcome_start[s * world->n_actions],
          to   = world->outcome_start[(s + 1) * world->n_actions];
      for (int o = from; o < to; o++) {
        bool arrives = world->outcome_ends[o] || far[world->outcome_next[o]] == round - 1;
        if (world->outcome_chance[o] <= 0 || !arrives) continue;
        far[s]  = round;
        changed = true;
        break;
      }
    }
  }
}

static bool optimal_steps(Arena *arena, const World *world, double gamma, const double *chance,
                          double *out, const char **problem)
{
  double *far = arena_take(arena, (size_t)world->n_states, sizeof *far);
  (void)gamma;
  (void)chance;
  distances(arena, world, far);
  *out     = at_start(world, far);
  *problem = "no end of an episode can be reached";
  return isfinite(*out);
}

// The chance of being in each state a step later, ends left out.
static void pass(const World *world, const double *chance, const double *now, double *later)
{
  memset(later, 0, sizeof(double) * (size_t)world->n_states);
  for (int s = 0; s < world->n_states; s++) {
    for (int a = 0; a < world->n_actions && now[s] > 0; a++) {
      int    pair = s * world->n_actions + a;
      double p    = now[s] * chance_of(world, chance, s, a);
      for (int o = world->outcome_start[pair]; o < world->outcome_start[pair + 1]; o++) {
        if (!world->outcome_ends[o]) later[world->outcome_next[o]] += p * world->outcome_chance[o];
      }
    }
  }
}

// What episodes come to on average under a fixed policy, the time limit included: a step counts
// `each` where that is not zero, else its reward.
static bool expect(Arena *arena, const World *world, const double *chance, double each,
                   double *out, const char **problem)
{
  size_t  n   = (size_t)world->n_states;
  double *now = arena_take(arena, n, sizeof *now), *later = arena_take(arena, n, sizeof *later);
  double  sum = 0;
  int64_t end = world->time_limit ? world->time_limit : rounds_for(world);
  *problem    = chance ? endless : needs_policy;
  if (!chance) return false;
  for (int t = 0; t < world->n_types; t++) {
    double before = 0;
    for (int i = world->start_start[t]; i < world->start_start[t + 1]; i++) {
      now[world->start_state[i]] += (world->start_upto[i] - before) / world->n_types;
      before = world->start_upto[i];
    }
  }
  double alive = 1;
  for (int64_t step = 0; step < end && alive > 1e-15; step++) {
    alive = 0;
    for (int s = 0; s < world->n_states; s++) {
      for (int a = 0; a < world->n_actions; a++) {
        double p = now[s] * chance_of(world, chance, s, a);
        sum += p * (each != 0 ? each : world->reward[s * world->n_actions + a]);
      }
    }
    pass(world, chance, now, later);
    memcpy(now, later, sizeof(double) * n);
    for (int s = 0; s < world->n_states; s++) alive += now[s];
  }
  *out = sum;
  return world->time_limit || alive <= 1e-15;
}

static bool expected_return(Arena *arena, const World *world, double gamma, const double *chance,
                            double *out, const char **problem)
{
  (void)gamma;
  return expect(arena, world, chance, 0, out, problem);
}

static bool expected_steps(Arena *arena, const World *world, double gamma, const double *chance,
                           double *out, const char **problem)
{
  (void)gamma;
  return expect(arena, world, chance, 1, out, problem);
}

const MeasureKind measure_exact[] = {
    {"exact.values", "value of every state under a fixed policy", "reward", GRAIN_EXACT,
     ELEMENTS_STATES, .exact = values},
    {"exact.q_values", "value of every action under a fixed policy", "reward", GRAIN_EXACT,
     ELEMENTS_STATE_ACTIONS, .exact = q_values},
    {"exact.optimal_values", "value of every state under the best policy", "reward", GRAIN_EXACT,
     ELEMENTS_STATES, .exact = optimal_values},
    {"exact.optimal_q_values", "value of every action under the best policy", "reward",
     GRAIN_EXACT, ELEMENTS_STATE_ACTIONS, .exact = optimal_q_values},
    {"exact.optimal_steps", "length of the shortest path from the start", "steps", GRAIN_EXACT,
     .exact = optimal_steps},
    {"exact.return", "mean return of an episode under a fixed policy, time limit included",
     "reward", GRAIN_EXACT, .exact = expected_return},
    {"exact.steps", "mean steps of an episode under a fixed policy, time limit included", "steps",
     GRAIN_EXACT, .exact = expected_steps},
    {.name = NULL},
};
