// Phases: blocks, repetitions and values gone through, laid out as plans in a row.
//
// What the engine cannot do yet is refused where it is written. `reset: [traces]` needs nothing
// done where a phase begins with an episode, as traces do; after a phase of `steps`, which may end
// within one, it is refused.

#include "experiment/phase.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "experiment/path.h"

enum { PLANS = 10000, LEVELS = 16 };   // laps in all; paths that one `each` goes through

static const double LONGEST = 1e12;   // episodes or steps

typedef struct Layout {
  Reading   *reading;
  PhasePlan *plan;
  size_t     n, room;
  size_t     laps;   // so far, of all phases and blocks
} Layout;

// Where one is among blocks: what holds there, under which name, in which repetition.
typedef struct Block {
  Tree        tree;   // without phases
  const char *name;   // "" outside of blocks, else ended by a point
  int64_t     repeat;
  const Node *each;
} Block;

const char *const *phase_keys(void)
{
  static const char *const keys[] = {"name",        "episodes",      "trials",
                                     "steps",       "seconds",       "replay",
                                     "until",       "types",         "order",
                                     "except",      "learn",         "reset",
                                     "demonstrate", "interventions", "repeat",
                                     "phases",      "each",          NULL};
  return keys;
}

static const char *const lengths[] = {"episodes", "trials", "steps", "seconds", "replay", NULL};

static bool is_among(const char *const *words, const char *word)
{
  for (; *words; words++) {
    if (strcmp(*words, word) == 0) return true;
  }
  return false;
}

bool phase_is_length(const char *key)
{
  return is_among(lengths, key);
}

// The phase without the paths that were complained of.
static const Node *check_keys(Reading *reading, const Node *phase)
{
  Node  *sound = NULL;
  size_t n     = 0;
  while (phase_keys()[n]) n++;
  for (const Node *entry = phase->first; entry; entry = entry->next) {
    if (is_among(phase_keys(), entry->key)) continue;
    if (path_within(entry->key, "env") || path_within(entry->key, "model")) {
      if (path_whole(reading, entry->key, entry->key_place)) continue;
      if (!sound) sound = node_copy(reading->arena, phase);
      node_remove(sound, entry->key);
      continue;
    }
    const char *near = text_nearest(entry->key, phase_keys(), n);
    const char *hint = strchr(entry->key, '.') ? "here a path begins with env or model" : NULL;
    if (near) hint = arena_print(reading->arena, "did you mean '%s'?", near);
    diag_error(reading->diag, entry->key_place, hint, "unknown key %s", node_name(entry).text);
  }
  return sound ? sound : phase;
}

static bool is_said(const Node *node)
{
  return node && (node->type == NODE_SCALAR || node->size > 0);
}

static void refuse_unbuilt(Reading *reading, const Node *phase)
{
  static const char *const keys[] = {"until", "replay", "demonstrate", "interventions", NULL};
  for (const char *const *key = keys; *key; key++) {
    const Node *node = node_get(phase, *key);
    if (is_said(node))
      diag_error(reading->diag, node->key_place, NULL, "'%s' is not built yet", *key);
  }
}

// The phase's name in its block; NULL after a complaint.
static const char *read_name(Reading *reading, const Node *list, const Node *phase)
{
  const Node *name = node_get(phase, "name");
  if (!name) {
    diag_error(reading->diag, phase->place, NULL, "a phase must have a 'name'");
    return NULL;
  }
  if (name->type != NODE_SCALAR || name->text[0] == '\0' || strpbrk(name->text, ". ,=") ||
      strcmp(name->text, "all") == 0) {
    diag_error(reading->diag, name->place, "letters, digits and '_'",
               "'name' must be a word, not %s", node_what(name).text);
    return NULL;
  }
  for (const Node *other = list->first; other != phase; other = other->next) {
    const Node *earlier = node_get(other, "name");
    if (!earlier || earlier->type != NODE_SCALAR || strcmp(earlier->text, name->text) != 0)
      continue;
    diag_error(reading->diag, name->place, NULL, "there is a phase '%s' already, in line %d",
               name->text, earlier->place.line);
    return NULL;
  }
  return name->text;
}

// The one entry that says how long a phase is; NULL: none, or after a complaint.
static const Node *find_length(Reading *reading, const Node *phase, bool is_block)
{
  const Node *found = NULL;
  for (const Node *entry = phase->first; entry; entry = entry->next) {
    if (!phase_is_length(entry->key)) continue;
    if (is_block) {
      diag_error(reading->diag, entry->key_place, NULL,
                 "'%s' has no place where there are phases inside", entry->key);
    } else if (found) {
      diag_error(reading->diag, entry->key_place, NULL,
                 "'%s' and '%s' both say how long the phase is", found->key, entry->key);
    }
    found = entry;
  }
  if (!found && !is_block) {
    diag_error(reading->diag, phase->place, NULL,
               "a phase must say how long it is: episodes, trials, steps or seconds");
  }
  return found;
}

// Seconds as steps of the phase's world.
static int64_t read_seconds(Reading *reading, const Node *length, const Node *env)
{
  double      seconds, dt = 1;
  int         n;
  const Node *written = env ? node_get(env, "dt") : NULL;
  if (!node_number(length, &seconds, reading->diag)) return 0;
  const Field *rows = socket_fields(SOCKET_ENV, &n);
  for (int i = 0; i < n; i++) {
    if (strcmp(rows[i].key, "dt") == 0) dt = rows[i].standard;
  }
  if (written && (written->type != NODE_SCALAR || !text_to_number(written->text, &dt) || dt <= 0))
    return 0;
  double steps = floor(seconds / dt + 0.5);
  if (steps < 0 || steps > LONGEST || fabs(steps * dt - seconds) > 1e-9 * seconds) {
    char step[32];
    text_from_number(step, dt);
    diag_error(reading->diag, length->place, NULL,
               "'seconds' is %s, which is no whole number of steps of %s s", length->text, step);
    return 0;
  }
  return (int64_t)steps;
}

static void read_length(Reading *reading, const Node *length, PhasePlan *plan)
{
  long n = 0;
  if (!length || strcmp(length->key, "replay") == 0) return;
  if (strcmp(length->key, "seconds") == 0) {
    plan->steps = read_seconds(reading, length, plan->env);
    return;
  }
  node_count(length, 0, (long)LONGEST, &n, reading->diag);
  if (strcmp(length->key, "steps") == 0)
    plan->steps = n;
  else
    plan->episodes = n;
}

static void read_order(Reading *reading, const Node *order, PhasePlan *plan)
{
  static const char *const words[] = {"cycle", "random", "shuffled", NULL};
  if (!order) return;
  for (const char *const *word = words; *word && order->type == NODE_SCALAR; word++) {
    if (strcmp(*word, order->text) == 0) plan->order = *word;
  }
  if (!plan->order) {
    diag_error(reading->diag, order->place, "one of: cycle, random, shuffled",
               "'order' cannot be %s", node_what(order).text);
  }
}

static void read_reset(Reading *reading, const Node *reset, bool in_episode, PhasePlan *plan)
{
  static const char *const words[] = {"traces", "activity", "weights", "world", NULL};
  if (!reset) return;
  if (reset->type != NODE_LIST) {
    diag_error(reading->diag, reset->place, "such as [weights]", "'reset' must be a list, not %s",
               node_what(reset).text);
    return;
  }
  for (const Node *word = reset->first; word; word = word->next) {
    if (word->type != NODE_SCALAR || !is_among(words, word->text)) {
      diag_error(reading->diag, word->place, "traces, activity, weights or world",
                 "%s cannot be reset", node_what(word).text);
    } else if (strcmp(word->text, "weights") == 0) {
      plan->reset_weights = true;
    } else if (strcmp(word->text, "traces") != 0 || in_episode) {
      diag_error(reading->diag, word->place, NULL, "resetting '%s' is not built yet", word->text);
    }
  }
}

static void add_plan(Layout *layout, const Node *phase, const Block *here, const char *name,
                     const Node *length)
{
  Reading  *reading    = layout->reading;
  bool      in_episode = layout->n > 0 && layout->plan[layout->n - 1].steps > 0;
  PhasePlan plan       = {.name   = name,
                          .place  = phase->place,
                          .learn  = true,
                          .types  = node_get(phase, "types"),
                          .except = node_get(phase, "except"),
                          .repeat = here->repeat,
                          .each   = here->each,
                          .env    = here->tree.env,
                          .model  = here->tree.model};
  read_length(reading, length, &plan);
  read_order(reading, node_get(phase, "order"), &plan);
  read_reset(reading, node_get(phase, "reset"), in_episode, &plan);
  if (node_get(phase, "learn")) node_flag(node_get(phase, "learn"), &plan.learn, reading->diag);
  if (plan.except && plan.except->type != NODE_MAP) {
    diag_error(reading->diag, plan.except->place, "such as {omission: [15, 30]}",
               "'except' must be a map, not %s", node_what(plan.except).text);
  }
  if (plan.except && plan.except->size == 0) plan.except = NULL;
  if (plan.episodes == 0 && plan.steps == 0) return;   // of no length: left out
  layout->plan =
      arena_grow(reading->arena, layout->plan, &layout->room, layout->n + 1, sizeof plan);
  layout->plan[layout->n++] = plan;
}

// What a phase goes through: paths, the names of their axes and their values.
typedef struct Each {
  int         n;
  const char *path[LEVELS], *name[LEVELS];
  const Node *values[LEVELS];
  int64_t     laps;   // product of the numbers of values
} Each;

static bool read_each_axis(Reading *reading, const Node *axis, Each *each)
{
  static const char *const keys[] = {"values", "name", NULL};
  const char              *path   = path_whole(reading, axis->key, axis->key_place);
  const Node              *values = node_get(axis, "values"), *name = node_get(axis, "name");
  if (path && path_within(path, "phases")) {
    diag_error(reading->diag, axis->key_place, NULL,
               "'each' goes through values of env or model alone");
    return false;
  }
  node_only(axis, keys, reading->diag);
  if (!values || values->type == NODE_SCALAR || values->size == 0) {
    Place place = values ? values->place : axis->place;
    diag_error(reading->diag, place, "such as {values: [0, 1, 2], name: level}",
               "'each' needs 'values', a list or a map of them");
    return false;
  }
  if (name && (name->type != NODE_SCALAR || path_is_reserved(name->text))) {
    diag_error(reading->diag, name->place, NULL, "'name' cannot be %s", node_what(name).text);
    return false;
  }
  if (!path || each->n == LEVELS || each->laps > PLANS) return false;
  each->path[each->n]     = path;
  each->name[each->n]     = name ? name->text : path_name(reading->paths, path);
  each->values[each->n++] = values;
  each->laps *= (int64_t)values->size;
  return true;
}

static Each read_each(Reading *reading, const Node *node)
{
  Each each = {.laps = 1};
  if (!node) return each;
  if (node->type != NODE_MAP) {
    diag_error(reading->diag, node->place, "such as {PATH: {values: [0, 1, 2], name: level}}",
               "'each' must be a map, not %s", node_what(node).text);
    return each;
  }
  for (const Node *axis = node->first; axis; axis = axis->next)
    read_each_axis(reading, axis, &each);
  return each;
}

// Sets the values of one lap; the last path goes fastest.
static void set_lap(Reading *reading, const Each *each, int64_t lap, Block *block)
{
  Arena *arena = reading->arena;
  if (each->n == 0) return;
  Node   *levels = block->each ? node_copy(arena, block->each)
                               : node_new(arena, NODE_MAP, each->values[0]->place);
  int64_t left   = each->laps;
  for (int i = 0; i < each->n; i++) {
    left /= (int64_t)each->values[i]->size;
    const Node *value = node_at(each->values[i], (size_t)(lap / left));
    lap %= left;
    Text label = {.arena = arena};
    if (value->key)
      text_add(&label, value->key);
    else
      node_canonical(value, &label);
    node_put(arena, levels, each->name[i], value->place,
             node_scalar(arena, label.start, value->place));
    Node *placed      = node_copy(arena, value);
    placed->key_place = value->place;
    override_set(reading, &block->tree, each->path[i], placed);
  }
  block->each = levels;
}

static void lay(Layout *layout, const Node *phases, Block *above);

static void lay_phase(Layout *layout, const Node *list, const Node *phase, Block *above)
{
  Reading *reading = layout->reading;
  Arena   *arena   = reading->arena;
  if (phase->type != NODE_MAP) {
    diag_error(reading->diag, phase->place, "such as {name: learn, episodes: 100}",
               "a phase must be a map, not %s", node_what(phase).text);
    return;
  }
  const Node *sound = check_keys(reading, phase);
  refuse_unbuilt(reading, phase);
  const Node *inner = node_get(phase, "phases"), *count = node_get(phase, "repeat");
  const Node *length = find_length(reading, phase, inner);
  const char *name   = read_name(reading, list, phase);
  long        repeat = 1;
  if (count && !node_count(count, 1, PLANS, &repeat, reading->diag)) return;
  Each each = read_each(reading, node_get(phase, "each"));
  if (!name) name = "?";   // it was told; what else is wrong shall be, too
  name       = arena_print(arena, "%s%s%s", above->name, name, inner ? "." : "");
  Block here = *above;
  here.tree  = tree_share(&above->tree);
  override_set_all(reading, &here.tree, sound);
  for (int64_t i = 0; i < repeat * each.laps; i++) {
    Block lap = here;
    lap.tree  = tree_share(&here.tree);
    lap.name  = name;
    if (count || each.n) lap.repeat = i + 1;
    set_lap(reading, &each, i % each.laps, &lap);
    override_check(reading, &lap.tree);
    if (layout->laps++ >= PLANS) {
      diag_error(reading->diag, phase->place, NULL, "these are more than %d phases in a row",
                 PLANS);
      return;
    }
    if (inner)
      lay(layout, inner, &lap);
    else
      add_plan(layout, phase, &lap, name, length);
  }
}

static void lay(Layout *layout, const Node *phases, Block *above)
{
  if (phases->type != NODE_LIST) {
    diag_error(layout->reading->diag, phases->place, "such as [{name: learn, episodes: 100}]",
               "'phases' must be a list, not %s", node_what(phases).text);
    return;
  }
  if (phases->size > PLANS) {
    diag_error(layout->reading->diag, phases->place, NULL, "these are more than %d phases", PLANS);
    return;
  }
  for (const Node *phase = phases->first; phase; phase = phase->next)
    lay_phase(layout, phases, phase, above);
}

const PhasePlan *phase_plans(Reading *reading, const Tree *tree, int *n)
{
  Layout layout       = {.reading = reading};
  Tree   bare         = *tree;
  Block  outside      = {.name = "", .repeat = 1};
  outside.tree        = tree_share(&bare);
  outside.tree.phases = NULL;
  if (tree->phases) lay(&layout, tree->phases, &outside);
  *n = (int)layout.n;
  return layout.plan;
}
