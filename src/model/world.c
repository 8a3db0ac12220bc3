// Worlds compiled: breadth first through everything that may happen.
//
// States are kept in the order in which they are met: those in which episodes start, then what can
// follow, action by action. So the tables are the same wherever they are made. A state on which an
// episode ends is not left any more, even if its env would know how. Time and memory: proportional
// to the number of outcomes.

#include "model/world.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { SMALL = 64, STATE_BYTES = 256, OUTCOMES = 1 << 24 };

// Byte strings of one size, numbered in the order of their first mention.
typedef struct Numbering {
  Arena         *arena;
  size_t         size;    // bytes each
  unsigned char *bytes;   // (n x size)
  size_t         n, capacity;
  int           *slot;      // (n_slots) number, -1: free
  size_t         n_slots;   // a power of two
} Numbering;

static uint64_t mix(const unsigned char *bytes, size_t size)
{
  uint64_t h = 0xcbf29ce484222325u;   // FNV-1a
  for (size_t i = 0; i < size; i++) h = (h ^ bytes[i]) * 0x100000001b3u;
  return h ^ h >> 29;
}

static size_t seek(const Numbering *all, const void *bytes)
{
  size_t at = mix(bytes, all->size) & (all->n_slots - 1);
  while (all->slot[at] >= 0 &&
         memcmp(all->bytes + (size_t)all->slot[at] * all->size, bytes, all->size) != 0) {
    at = (at + 1) & (all->n_slots - 1);
  }
  return at;
}

static void make_room(Numbering *all)
{
  if (all->n_slots && 2 * (all->n + 1) < all->n_slots) return;
  all->n_slots = all->n_slots ? 2 * all->n_slots : SMALL;
  all->slot    = arena_take(all->arena, all->n_slots, sizeof *all->slot);
  memset(all->slot, -1, all->n_slots * sizeof *all->slot);
  for (size_t i = 0; i < all->n; i++) all->slot[seek(all, all->bytes + i * all->size)] = (int)i;
}

static int number_of(Numbering *all, const void *bytes)
{
  make_room(all);
  size_t at = seek(all, bytes);
  if (all->slot[at] >= 0) return all->slot[at];
  all->bytes = arena_grow(all->arena, all->bytes, &all->capacity, all->n + 1, all->size);
  memcpy(all->bytes + all->n * all->size, bytes, all->size);
  all->slot[at] = (int)all->n;
  return (int)all->n++;
}

// One thing that may happen, as emitted.
typedef struct Happening {
  double       chance, reward;
  const Value *varying;
  int          next;
  bool         ends;
} Happening;

typedef struct Beginning {
  double      chance;
  int         state;
  const char *type;
} Beginning;

typedef struct Compiler {
  Emit           emit;   // first: plugs hold this alone
  Arena         *arena;
  Numbering      states;
  unsigned char *terminal;   // (capacity of it)
  size_t         n_terminal;
  Happening     *happening;
  size_t         n_happenings, room_happenings;
  Beginning     *beginning;
  size_t         n_beginnings, room_beginnings;
} Compiler;

static void on_start(Emit *emit, double chance, const void *state, const char *type)
{
  Compiler *c = (Compiler *)emit;
  if (chance <= 0) {
    number_of(&c->states, state);
    return;
  }
  c->beginning = arena_grow(c->arena, c->beginning, &c->room_beginnings, c->n_beginnings + 1,
                            sizeof *c->beginning);
  c->beginning[c->n_beginnings++] =
      (Beginning){chance, number_of(&c->states, state), type ? type : ""};
}

static void on_outcome(Emit *emit, double chance, const void *next, double reward,
                       const Value *varying, bool terminal)
{
  Compiler *c = (Compiler *)emit;
  if (chance <= 0) return;
  int number  = number_of(&c->states, next);
  c->terminal = arena_grow(c->arena, c->terminal, &c->n_terminal, c->states.n, 1);
  c->terminal[number] |= terminal;
  c->happening = arena_grow(c->arena, c->happening, &c->room_happenings, c->n_happenings + 1,
                            sizeof *c->happening);
  c->happening[c->n_happenings++] = (Happening){chance, reward, varying, number, terminal};
}

// Outcomes of one pair: equal ones are one, so that a deterministic world is known as such.
static void merge(Compiler *c, size_t from)
{
  size_t kept = from;
  for (size_t i = from; i < c->n_happenings; i++) {
    Happening *new = &c->happening[i];
    size_t k       = from;
    while (k < kept &&
           (c->happening[k].next != new->next || c->happening[k].reward != new->reward ||
            c->happening[k].varying != new->varying || c->happening[k].ends != new->ends)) {
      k++;
    }
    if (k < kept) {
      c->happening[k].chance += new->chance;
    } else {
      c->happening[kept++] = *new;
    }
  }
  c->n_happenings = kept;
}

// Expands every state for every action; outcome_start is filled on the way. False where there are
// too many.
static bool explore(Compiler *c, const EnvKind *kind, const void *env, World *world, Place place,
                    Diag *diag)
{
  size_t room  = 0;
  int   *start = NULL;
  size_t pairs = 0;
  for (size_t s = 0; s < c->states.n; s++) {
    _Alignas(64) unsigned char state[STATE_BYTES];
    memcpy(state, c->states.bytes + s * kind->state_size, kind->state_size);
    bool over = s < c->n_terminal && c->terminal[s];
    for (int a = 0; a < world->n_actions; a++) {
      start          = arena_grow(c->arena, start, &room, pairs + 2, sizeof *start);
      start[pairs++] = (int)c->n_happenings;
      size_t from    = c->n_happenings;
      if (!over) kind->expand(env, state, a, &c->emit);
      merge(c, from);
      start[pairs] = (int)c->n_happenings;
    }
    if (c->states.n > WORLD_STATES || c->n_happenings > OUTCOMES) {
      bool states = c->states.n > WORLD_STATES;
      diag_error(diag, place, "make the world smaller, or give it fewer things to remember",
                 "the world has more than %d %s", states ? WORLD_STATES : OUTCOMES,
                 states ? "states" : "outcomes");
      return false;
    }
  }
  world->outcome_start = start;
  return true;
}

static void lay_out(Compiler *c, World *world)
{
  Arena  *arena = c->arena;
  size_t  n = c->n_happenings, pairs = (size_t)world->n_states * (size_t)world->n_actions;
  double *chance = arena_take(arena, n, sizeof *chance),
         *upto   = arena_take(arena, n, sizeof *upto);
  double *pays   = arena_take(arena, n, sizeof *pays);
  int    *next = arena_take(arena, n, sizeof *next), *one = arena_take(arena, pairs, sizeof *one);
  double *reward         = arena_take(arena, pairs, sizeof *reward),
         *goes_on        = arena_take(arena, pairs, sizeof *goes_on);
  unsigned char *ends    = arena_take(arena, n, 1);
  const Value  **varying = arena_take(arena, n, sizeof *varying);
  world->deterministic   = true;
  for (size_t pair = 0; pair < pairs; pair++) {
    int    from = world->outcome_start[pair], to = world->outcome_start[pair + 1];
    double sum   = 0;
    int    stays = 0;
    for (int o = from; o < to; o++) {
      const Happening *h = &c->happening[o];
      chance[o]          = h->chance;
      pays[o]            = h->reward;
      next[o]            = h->next;
      ends[o]            = h->ends;
      varying[o]         = h->varying;
      sum += h->chance;
      upto[o] = o + 1 == to ? 1 : sum;
      reward[pair] += h->chance * (h->reward + (h->varying ? value_mean(h->varying) : 0));
      stays += !h->ends;
      goes_on[pair] += h->ends ? 0 : h->chance;
      if (h->varying) world->deterministic = false;
    }
    assert(to == from || fabs(sum - 1) < 1e-9);
    if (stays == to - from) goes_on[pair] = 1;
    if (to - from > 1) world->deterministic = false;
    one[pair] = to > from ? next[from] : (int)(pair / (size_t)world->n_actions);
    if (to - from == 1 && !varying[from]) reward[pair] = pays[from];
    if (to == from) goes_on[pair] = 0;
  }
  world->outcome_chance = chance, world->outcome_upto = upto, world->outcome_reward = pays;
  world->outcome_next = next, world->outcome_ends = ends, world->outcome_varying = varying;
  world->reward = reward, world->goes_on = goes_on,
  world->next = world->deterministic ? one : NULL;
}

static void lay_out_starts(Compiler *c, World *world)
{
  size_t       n     = c->n_beginnings;
  const char **type  = arena_take(c->arena, n, sizeof *type);
  int         *start = arena_take(c->arena, n + 1, sizeof *start),
      *state         = arena_take(c->arena, n, sizeof *state);
  double *upto       = arena_take(c->arena, n, sizeof *upto);
  int     laid       = 0;
  for (size_t i = 0; i < n; i++) {
    int t = 0;
    while (t < world->n_types && strcmp(type[t], c->beginning[i].type) != 0) t++;
    if (t == world->n_types) type[world->n_types++] = c->beginning[i].type;
  }
  for (int t = 0; t < world->n_types; t++) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
      if (strcmp(type[t], c->beginning[i].type) != 0) continue;
      sum += c->beginning[i].chance;
      state[laid]  = c->beginning[i].state;
      upto[laid++] = sum;
    }
    assert(fabs(sum - 1) < 1e-9);
    upto[laid - 1] = 1;
    start[t + 1]   = laid;
  }
  world->type_name = type, world->start_start = start, world->start_state = state,
  world->start_upto = upto;
}

static void name_all(Arena *arena, World *world)
{
  const EnvKind *kind   = world->kind;
  const char   **state  = arena_take(arena, (size_t)world->n_states, sizeof *state);
  const char   **action = arena_take(arena, (size_t)world->n_actions, sizeof *action);
  int *time = kind->time ? arena_take(arena, (size_t)world->n_states, sizeof *time) : NULL;
  for (int s = 0; s < world->n_states; s++) {
    char name[32];
    kind->name(world->env, world_state(world, s), name);
    state[s] = arena_copy(arena, name, strlen(name));
    if (time) time[s] = kind->time(world->env, world_state(world, s));
  }
  for (int a = 0; a < world->n_actions; a++) action[a] = kind->action_name(world->env, a);
  world->state_name = state, world->action_name = action, world->time = time;
}

static bool read_time(World *world, const Section *section, Diag *diag)
{
  const Setting *setting = &section->setting[ENV_TIME_LIMIT];
  world->dt              = section->setting[ENV_DT].number;
  double limit           = floor(setting->number / world->dt + 0.5);
  if (limit > 2e9) {
    diag_error(diag, setting->node->place, NULL, "'time_limit' is more than 2e9 steps");
    return false;
  }
  if (limit < 1 && setting->number > 0) {
    diag_error(diag, setting->node->place, NULL, "'time_limit' is less than a step");
    return false;
  }
  world->time_limit = (int)limit;
  return true;
}

// An episode that begins where one ends would have no step.
static void check_starts(const Compiler *c, const World *world, const Section *section, Diag *diag)
{
  const Node *start = section->setting[ENV_START].node;
  for (size_t i = 0; i < c->n_beginnings; i++) {
    int state = c->beginning[i].state;
    if (!world->terminal[state]) continue;
    char name[32];
    world->kind->name(world->env, world_state(world, state), name);
    diag_error(diag, start ? start->place : section->place, NULL,
               "an episode cannot start in %s: it ends there", name);
  }
}

World *world_compile(Arena *arena, const EnvKind *kind, const void *env, const Section *section,
                     Diag *diag)
{
  World    *world  = arena_take(arena, 1, sizeof *world);
  Compiler *c      = arena_take(arena, 1, sizeof *c);
  size_t    before = diag_count(diag);
  assert(kind->state_size <= STATE_BYTES && kind->observation_size <= STATE_BYTES);
  *c               = (Compiler){.emit   = {on_start, on_outcome},
                                .arena  = arena,
                                .states = {.arena = arena, .size = kind->state_size}};
  world->kind      = kind;
  world->env       = env;
  world->n_actions = kind->actions(env);
  if (!read_time(world, section, diag)) return NULL;
  kind->start(env, &c->emit);
  if (!explore(c, kind, env, world, section->place, diag)) return NULL;
  world->n_states = (int)c->states.n;
  world->states   = c->states.bytes;
  world->terminal = arena_grow(arena, c->terminal, &c->n_terminal, c->states.n, 1);
  lay_out(c, world);
  lay_out_starts(c, world);
  check_starts(c, world, section, diag);
  name_all(arena, world);
  if (kind->reached) kind->reached(env, world->states, world->n_states, diag);
  return diag_count(diag) == before ? world : NULL;
}

static const EnvKind *read_env(Arena *arena, const Node *env, Section *section,
                               const void **built, Diag *diag)
{
  const EnvKind *kind = (const EnvKind *)kind_read(arena, SOCKET_ENV, env, section, diag);
  *built              = kind ? kind->build(arena, section, env, diag) : NULL;
  if (!*built) return NULL;
  int actions = kind->actions(*built);
  if (actions >= 1 && actions <= ACTIONS) return kind;
  diag_error(diag, env->place, NULL, "the world has %d actions; 1 to %d are possible", actions,
             ACTIONS);
  return NULL;
}

bool world_try(Arena *arena, const Node *env, Diag *diag)
{
  Section     section = {0};
  const void *built;
  return read_env(arena, env, &section, &built, diag);
}

World *world_read(Arena *arena, const Node *env, Diag *diag)
{
  Section        section = {0};
  const void    *built;
  const EnvKind *kind = read_env(arena, env, &section, &built, diag);
  return kind ? world_compile(arena, kind, built, &section, diag) : NULL;
}

void world_observe(Arena *arena, int n_worlds, World **world, Observed *seen)
{
  size_t room = 0, room_state = 0;
  *seen = (Observed){0};
  for (int kind_of = 0; kind_of < n_worlds; kind_of++) {
    // observations of one kind of env are numbered together, those of another apart
    const EnvKind *kind = world[kind_of]->kind;
    bool           done = false;
    for (int w = 0; w < kind_of; w++) done |= world[w]->kind == kind;
    if (done) continue;
    size_t    size  = kind->observe ? kind->observation_size : kind->state_size;
    int       first = seen->n;
    Numbering all   = {.arena = arena, .size = size};
    for (int w = kind_of; w < n_worlds; w++) {
      if (world[w]->kind != kind) continue;
      int *observation = arena_take(arena, (size_t)world[w]->n_states, sizeof *observation);
      for (int s = 0; s < world[w]->n_states; s++) {
        _Alignas(64) unsigned char bytes[STATE_BYTES] = {0};
        memcpy(bytes, world_state(world[w], s), kind->state_size);
        if (kind->observe) kind->observe(world[w]->env, world_state(world[w], s), bytes);
        observation[s] = first + number_of(&all, bytes);
        if (observation[s] < seen->n) continue;
        seen->world =
            arena_grow(arena, seen->world, &room, (size_t)seen->n + 1, sizeof *seen->world);
        seen->state = arena_grow(arena, (void *)seen->state, &room_state, (size_t)seen->n + 1,
                                 sizeof *seen->state);
        seen->world[seen->n]          = world[w];
        ((int *)seen->state)[seen->n] = s;
        seen->n++;
      }
      world[w]->observation = observation;
    }
  }
}
