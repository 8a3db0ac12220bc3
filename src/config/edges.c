// Edges: tables of states and actions, read and checked.
//
// Targets are kept by name until all are known, then numbered: states with an entry of their own
// in the order of the file, the others as they are mentioned. Cost: n log n in the number of
// edges.

#include "config/edges.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "config/payment.h"

enum { NEAREST = 4096, DIGITS = 9 };

typedef struct Reading {
  Arena       *arena;
  Diag        *diag;
  Edges       *edges;
  int          most;
  int          n_edges;
  size_t       room, room_names;
  const char **target;   // (n_edges) names
} Reading;

// ---- actions

// "0..9": whole numbers from the first to the last.
static bool is_range(const char *key, int64_t *first, int64_t *last)
{
  char   digits[DIGITS + 1] = "";
  size_t n = strspn(key, "0123456789"), rest;
  if (n == 0 || n > DIGITS || strncmp(key + n, "..", 2) != 0) return false;
  rest = strspn(key + n + 2, "0123456789");
  if (rest == 0 || rest > DIGITS || key[n + 2 + rest] != '\0') return false;
  memcpy(digits, key, n);
  return text_to_count(digits, first) && text_to_count(key + n + 2, last);
}

static bool check_name(const char *name, const char *of, Place place, Diag *diag)
{
  if (strlen(name) <= EDGES_NAME) return true;
  diag_error(diag, place, NULL, "the name of %s has at most %d bytes", of, EDGES_NAME);
  return false;
}

// Notes that an action leads where `node` says; false where it cannot be taken in.
static bool offer(Reading *r, const char *name, const Node *node, const Node **slot)
{
  Edges *edges = r->edges;
  int    a     = 0;
  while (a < edges->n_actions && strcmp(edges->action[a], name) != 0) a++;
  if (a == r->most) {
    diag_error(r->diag, node->key_place, NULL, "more than %d actions", r->most);
    return false;
  }
  if (a == edges->n_actions) edges->action[edges->n_actions++] = name;
  if (slot[a]) {
    diag_error(r->diag, node->key_place, NULL, "the action '%s' is named twice", name);
    return false;
  }
  slot[a] = node;
  return true;
}

// What a state offers: slot[action], NULL where it does not.
static void read_offers(Reading *r, const Node *state, const Node **slot)
{
  memset(slot, 0, (size_t)r->most * sizeof *slot);
  for (const Node *node = state->first; node; node = node->next) {
    int64_t first, last;
    if (!check_name(node->key, "an action", node->key_place, r->diag)) continue;
    if (!is_range(node->key, &first, &last)) {
      offer(r, node->key, node, slot);
      continue;
    }
    if (first > last)
      diag_error(r->diag, node->key_place, NULL, "'%s' must go from the smaller number to the "
                 "larger", node->key);
    for (int64_t i = first; i <= last; i++) {
      if (!offer(r, arena_print(r->arena, "%lld", (long long)i), node, slot)) break;
    }
  }
}

// ---- targets

static const char places[] = "a state, {to, chance, reward} or a list of these";

enum { TO, CHANCE, REWARD, TAG, N_FIELDS };

static const Field fields[N_FIELDS] = {
    [TO]     = {"to", FIELD_TEXT, .required = true, .about = "the state that is led to"},
    [CHANCE] = {"chance", FIELD_NUMBER, .standard = 1, .low = 0, .high = 1,
                .about = "all of an action's sum to one"},
    [REWARD] = {"reward", FIELD_VALUE, .about = "paid on this way"},
    [TAG]    = {"tag", FIELD_NODE, .about = "a name for this way"},
};

static void add_edge(Reading *r, const Node *node, const Node *to, Edge edge)
{
  if (to->text[0] == '\0') {
    diag_error(r->diag, to->place, places, "a state's name must not be empty");
    return;
  }
  if (!check_name(to->text, "a state", to->place, r->diag)) return;
  size_t need    = (size_t)r->n_edges + 1;
  edge.node      = node;
  r->edges->edge = arena_grow(r->arena, r->edges->edge, &r->room, need, sizeof edge);
  r->target      = arena_grow(r->arena, r->target, &r->room_names, need, sizeof *r->target);
  r->target[r->n_edges]        = to->text;
  r->edges->edge[r->n_edges++] = edge;
}

static void read_way(Reading *r, const Node *node)
{
  Section section;
  Edge    edge   = {.chance = 1};
  size_t  before = diag_count(r->diag);
  if (node->type == NODE_SCALAR) {
    add_edge(r, node, node, edge);
    return;
  }
  if (node->type == NODE_LIST) {
    diag_error(r->diag, node->place, NULL, "%s must be a state or {to, chance, reward}, not a "
               "list", node_name(node).text);
    return;
  }
  section_read(r->arena, node, NULL, 0, fields, N_FIELDS, NULL, &section, r->diag);
  const Setting *setting = section.setting, *reward = &setting[REWARD];
  if (setting[TAG].node)
    diag_error(r->diag, node_get(node, "tag")->key_place, NULL, "'tag' is not built yet");
  if (diag_count(r->diag) != before) return;
  if (!payment_is_fresh(reward->node, &reward->value, r->diag)) return;
  edge.chance = setting[CHANCE].number;
  if (reward->node) edge.reward = &reward->value;
  add_edge(r, node, setting[TO].node, edge);
}

// Where an action leads.
static void read_target(Reading *r, const Node *state, const char *action, const Node *node)
{
  size_t before = diag_count(r->diag);
  int    from   = r->n_edges;
  double sum    = 0;
  if (node->type == NODE_LIST && node->size == 0) {
    diag_error(r->diag, node->place, places, "'%s' of '%s' leads nowhere", action, state->key);
    return;
  }
  if (node->type == NODE_LIST) {
    for (const Node *way = node->first; way; way = way->next) read_way(r, way);
  } else {
    read_way(r, node);
  }
  if (diag_count(r->diag) != before) return;
  for (int e = from; e < r->n_edges; e++) sum += r->edges->edge[e].chance;
  if (fabs(sum - 1) <= 1e-10) return;
  diag_error(r->diag, node->place, "a way's chance is 1 unless it says so: {to: .., chance: 0.5}",
             "the chances of '%s' in '%s' sum to %.10g, not to 1", action, state->key, sum);
}

// ---- states

typedef struct Mention {
  const char *name;
  int         order;
} Mention;

static int compare(const void *left, const void *right)
{
  const Mention *a = left, *b = right;
  int            by = strcmp(a->name, b->name);
  return by != 0 ? by : (a->order > b->order) - (a->order < b->order);
}

// Numbers the names in the order of their first mention; (n) of what each of them became.
static int *number(Arena *arena, Edges *edges, const Mention *mention, int n)
{
  Mention *sorted = arena_take(arena, (size_t)n, sizeof *sorted);
  int     *is = arena_take(arena, (size_t)n, sizeof *is), *first = NULL, *by_name;
  memcpy(sorted, mention, (size_t)n * sizeof *sorted);
  qsort(sorted, (size_t)n, sizeof *sorted, compare);
  first = arena_take(arena, (size_t)n, sizeof *first);
  for (int i = 0; i < n; i++) {
    bool again = i > 0 && strcmp(sorted[i].name, sorted[i - 1].name) == 0;
    first[sorted[i].order] = again ? first[sorted[i - 1].order] : sorted[i].order;
  }
  edges->state = arena_take(arena, (size_t)n, sizeof *edges->state);
  for (int i = 0; i < n; i++) {
    is[i] = first[i] < i ? is[first[i]] : edges->n_states;
    if (first[i] == i) edges->state[edges->n_states++] = mention[i].name;
  }
  by_name = arena_take(arena, (size_t)n, sizeof *by_name);
  for (int i = 0, k = 0; i < n; i++) {
    if (first[sorted[i].order] == sorted[i].order) by_name[k++] = is[sorted[i].order];
  }
  edges->by_name = by_name;
  return is;
}

// Gives the states their numbers; `start` of those with an entry is laid out already.
static void finish(Reading *r, const Node *map, const int *start)
{
  Edges   *edges   = r->edges;
  int      n_keys  = (int)map->size, n = n_keys + r->n_edges, at = 0;
  Mention *mention = arena_take(r->arena, (size_t)n, sizeof *mention);
  for (const Node *node = map->first; node; node = node->next, at++)
    mention[at] = (Mention){node->key, at};
  for (int e = 0; e < r->n_edges; e++, at++) mention[at] = (Mention){r->target[e], at};
  const int *is = number(r->arena, edges, mention, n);
  for (int e = 0; e < r->n_edges; e++) edges->edge[e].to = is[n_keys + e];
  size_t pairs = (size_t)edges->n_states * (size_t)edges->n_actions;
  size_t laid  = (size_t)n_keys * (size_t)edges->n_actions;
  edges->start = arena_take(r->arena, pairs + 1, sizeof *edges->start);
  memcpy(edges->start, start, laid * sizeof *start);
  for (size_t pair = laid; pair <= pairs; pair++) edges->start[pair] = r->n_edges;
}

static void complain_of_fewer(const Reading *r, const Node *state)
{
  Text all = {.arena = r->arena};
  for (int a = 0; a < r->edges->n_actions; a++)
    text_print(&all, "%s%s", a ? ", " : "there are ", r->edges->action[a]);
  diag_error(r->diag, state->key_place, all.start,
             "'%s' does not offer all actions: a state with actions of its own is not built yet",
             state->key);
}

static void read_states(Reading *r, const Node *map, const Node **slot, int *start)
{
  Edges *edges = r->edges;
  int    pair  = 0;
  for (const Node *state = map->first; state; state = state->next) {
    bool whole = true;
    read_offers(r, state, slot);
    for (int a = 0; a < edges->n_actions; a++) whole &= slot[a] != NULL;
    if (!whole && state->size > 0) complain_of_fewer(r, state);
    for (int a = 0; a < edges->n_actions; a++) {
      start[pair++] = r->n_edges;
      if (slot[a]) read_target(r, state, edges->action[a], slot[a]);
    }
  }
}

bool edges_read(Arena *arena, const Node *node, int most, Edges *edges, Diag *diag)
{
  Reading      r      = {.arena = arena, .diag = diag, .edges = edges, .most = most};
  size_t       before = diag_count(diag);
  const Node **slot   = arena_take(arena, (size_t)most, sizeof *slot);
  *edges = (Edges){.action = arena_take(arena, (size_t)most, sizeof *edges->action)};
  if (node->type != NODE_MAP || node->size == 0) {
    diag_error(diag, node->place, "as in {start: {left: bread, right: water}}",
               "'edges' must be a map from states to actions to where they lead");
    return false;
  }
  for (const Node *state = node->first; state; state = state->next) {
    check_name(state->key, "a state", state->key_place, diag);
    if (state->type == NODE_MAP) {
      read_offers(&r, state, slot);
    } else {
      diag_error(diag, state->place, NULL, "'%s' must be a map from actions to where they lead",
                 state->key);
    }
  }
  if (diag_count(diag) != before) return false;
  if (edges->n_actions == 0) {
    diag_error(diag, node->place, NULL, "no state has an action");
    return false;
  }
  int *start = arena_take(arena, node->size * (size_t)edges->n_actions, sizeof *start);
  read_states(&r, node, slot, start);
  if (diag_count(diag) != before) return false;
  finish(&r, node, start);
  return true;
}

int edges_find(const Edges *edges, const char *name)
{
  int low = 0, high = edges->n_states;
  while (low < high) {
    int middle = low + (high - low) / 2;
    int by     = strcmp(edges->state[edges->by_name[middle]], name);
    if (by == 0) return edges->by_name[middle];
    if (by < 0) low = middle + 1;
    else high = middle;
  }
  return -1;
}

int edges_state(Arena *arena, const Edges *edges, const char *name, Place place, Diag *diag)
{
  int state = edges_find(edges, name);
  if (state >= 0) return state;
  size_t      n    = edges->n_states <= NEAREST ? (size_t)edges->n_states : 0;
  const char *near = text_nearest(name, edges->state, n);
  diag_error(diag, place, near ? arena_print(arena, "did you mean '%s'?", near) : NULL,
             "there is no state '%s'", text_brief(name).text);
  return -1;
}
