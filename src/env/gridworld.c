// Gridworld: a maze from its drawing, with walls, goals, keys, doors, warps, wind and slips.
//
// The state is the cell together with what was taken on the way: keys in the hand and rewards that
// are eaten. A step pays step_reward, plus bump_reward where a wall or the edge stopped it, plus
// `leaving` of the object that was left, plus `reward` of the object that was entered (added,
// never put in their place). Moves, wind and their clipping follow Sutton & Barto (2018),
// examples 3.5, 6.5 and 6.6: wind blows by the column that is left. It carries cell by cell, and
// not through walls; what is passed on the way is not entered.

#include <stdio.h>
#include <string.h>

#include "config/object.h"
#include "kind/env.h"

enum { MAP = ENV_ROWS, OBJECTS, MOVES, EXTRA_ACTIONS, BUMP_REWARD, SLIP, WIND, WRAP, N_FIELDS };

enum { TAKEN = 64, COMPASS = 9 };

typedef struct State {
  int32_t  row, column;
  uint64_t taken;   // a bit for each cell with something that can be taken
} State;

typedef struct Move {
  const char *name;
  int         down, right;
} Move;

static const Move compass[COMPASS] = {
    {"north", -1, 0},     {"east", 0, 1},        {"south", 1, 0},
    {"west", 0, -1},      {"northeast", -1, 1},  {"southeast", 1, 1},
    {"southwest", 1, -1}, {"northwest", -1, -1}, {"stay", 0, 0},
};

typedef struct Gridworld {
  Drawing drawing;
  Object  object[OBJECT_LETTERS];
  int     n_actions;
  int     move[ACTIONS];   // index in the compass
  double  step_reward, bump_reward, slip;
  int    *wind;   // (columns) cells upward
  bool    wrap;
  int    *bit;   // (cells) bit in State.taken, -1: nothing to take
  bool   *met;   // (cells) what `reached` works in
  int     n_starts;
  int    *start;   // (n_starts) cells
} Gridworld;

static int cell_of(const Gridworld *g, int row, int column)
{
  return row * g->drawing.columns + column;
}

static char letter_at(const Gridworld *g, int row, int column)
{
  return g->drawing.cell[cell_of(g, row, column)];
}

static const Object *object_at(const Gridworld *g, int row, int column)
{
  return &g->object[(unsigned char)letter_at(g, row, column)];
}

static void go_to(const Gridworld *g, char letter, State *state)
{
  int row = state->row, column = state->column;
  object_find(&g->drawing, letter, &row, &column);
  state->row    = row;
  state->column = column;
}

// ---- dynamics

static int clip(int x, int n, bool wrap)
{
  if (wrap) return ((x % n) + n) % n;
  return x < 0 ? 0 : x >= n ? n - 1 : x;
}

// Whether a key that opens the door is in the hand.
static bool opens(const Gridworld *g, uint64_t taken, const char *door)
{
  for (int row = 0; row < g->drawing.rows; row++) {
    for (int column = 0; column < g->drawing.columns; column++) {
      const Object *object = object_at(g, row, column);
      int           bit    = g->bit[cell_of(g, row, column)];
      bool          held   = bit >= 0 && (taken >> bit & 1);
      if (held && object->key && strcmp(object->key, door) == 0) return true;
    }
  }
  return false;
}

static bool blocked(const Gridworld *g, const State *from, int row, int column)
{
  if (letter_at(g, row, column) == '#') return true;
  const Object *object = object_at(g, row, column);
  return object->door && !opens(g, from->taken, object->door);
}

// Wind carries cell by cell, as far as nothing is in the way.
static void blow(const Gridworld *g, const State *from, State *to)
{
  int wind = g->wind[from->column];
  for (int i = 0; i < (wind < 0 ? -wind : wind); i++) {
    int row = clip(to->row - (wind < 0 ? -1 : 1), g->drawing.rows, g->wrap);
    if (blocked(g, from, row, to->column)) return;
    to->row = row;
  }
}

// What entering a cell pays and takes; the distribution drawn besides, if any, in *varying.
static double enter(const Gridworld *g, State *state, const Value **varying)
{
  const Object *object = object_at(g, state->row, state->column);
  int           bit    = g->bit[cell_of(g, state->row, state->column)];
  bool          gone   = bit >= 0 && (state->taken >> bit & 1);
  if (bit >= 0) state->taken |= (uint64_t)1 << bit;
  if (gone && object->once) return 0;
  if (object->reward.form == VALUE_CONSTANT) return object->reward.a;
  *varying = &object->reward;
  return 0;
}

// One move for certain, and what comes of it.
static void move_once(const Gridworld *g, const State *from, int move, double chance, Emit *emit)
{
  const Object *left    = object_at(g, from->row, from->column);
  const Value  *varying = NULL;
  double        reward  = g->step_reward;
  State         to      = *from;
  if (left->leaving.form == VALUE_CONSTANT) {
    reward += left->leaving.a;
  } else {
    varying = &left->leaving;
  }
  if (left->leads_to) {
    go_to(g, left->leads_to, &to);
  } else {
    int row     = from->row + compass[move].down;
    int column  = from->column + compass[move].right;
    to.row      = clip(row, g->drawing.rows, g->wrap);
    to.column   = clip(column, g->drawing.columns, g->wrap);
    bool edge   = !g->wrap && (to.row != row || to.column != column);
    bool bumped = edge || blocked(g, from, to.row, to.column);
    if (bumped) reward += g->bump_reward;
    if (bumped) to = *from;
    blow(g, from, &to);
  }
  bool moved = to.row != from->row || to.column != from->column || left->leads_to;
  if (moved) reward += enter(g, &to, &varying);
  const Object *entered = object_at(g, to.row, to.column);
  if (moved && entered->warp) go_to(g, entered->warp, &to);
  emit->outcome(emit, chance, &to, reward, varying, moved && entered->terminal);
}

static void expand(const void *env, const void *state, int action, Emit *emit)
{
  const Gridworld *g = env;
  move_once(g, state, g->move[action], 1 - g->slip, emit);
  for (int a = 0; g->slip > 0 && a < g->n_actions; a++) {
    move_once(g, state, g->move[a], g->slip / g->n_actions, emit);
  }
}

static void start(const void *env, Emit *emit)
{
  const Gridworld *g = env;
  for (int i = 0; i < g->n_starts; i++) {
    State state = {.row    = g->start[i] / g->drawing.columns,
                   .column = g->start[i] % g->drawing.columns};
    emit->start(emit, 1.0 / g->n_starts, &state, NULL);
  }
}

static int actions(const void *env)
{
  return ((const Gridworld *)env)->n_actions;
}

static const char *action_name(const void *env, int action)
{
  return compass[((const Gridworld *)env)->move[action]].name;
}

static void name(const void *env, const void *state, char out[32])
{
  const State *s = state;
  (void)env;
  if (s->taken) {
    snprintf(out, 32, "[%d, %d]+%llx", s->row, s->column, (unsigned long long)s->taken);
  } else {
    snprintf(out, 32, "[%d, %d]", s->row, s->column);
  }
}

static bool is(const void *env, const void *state, const char *word)
{
  const Gridworld *g = env;
  const State     *s = state;
  if (word[0] && !word[1]) return letter_at(g, s->row, s->column) == word[0];
  int row, column, used = 0;
  if (sscanf(word, "[%d, %d]%n", &row, &column, &used) != 2 || word[used]) return false;
  return row == s->row && column == s->column;
}

static void place(const void *env, const void *state, double place[2])
{
  (void)env;
  place[0] = ((const State *)state)->row;
  place[1] = ((const State *)state)->column;
}

// Whether some cell of a letter was met.
static bool is_met(const Gridworld *g, char letter)
{
  for (int cell = 0; cell < g->drawing.rows * g->drawing.columns; cell++) {
    if (g->met[cell] && g->drawing.cell[cell] == letter) return true;
  }
  return false;
}

// Complains of goals and keys that no way leads to; of a goal of several cells one is enough.
static void reached(const void *env, const unsigned char *states, int n, Diag *diag)
{
  const Gridworld *g = env;
  memset(g->met, 0, (size_t)g->drawing.rows * (size_t)g->drawing.columns);
  for (int i = 0; i < n; i++) {
    State s;
    memcpy(&s, states + (size_t)i * sizeof(State), sizeof s);
    g->met[cell_of(g, s.row, s.column)] = true;
  }
  for (int row = 0; row < g->drawing.rows; row++) {
    for (int column = 0; column < g->drawing.columns; column++) {
      const Object *object = object_at(g, row, column);
      bool          wanted = (object->terminal || object->key) && !object->warp;
      if (!wanted || is_met(g, letter_at(g, row, column))) continue;
      diag_error(diag, drawing_place(&g->drawing, row, column),
                 "is there a wall or a locked door in between?",
                 "'%c' at [%d, %d] cannot be reached from the start", letter_at(g, row, column),
                 row, column);
    }
  }
}

// ---- reading

// Gives every cell from which something can be taken a bit.
static void count_bits(Gridworld *g, Diag *diag)
{
  int bits = 0, cells = g->drawing.rows * g->drawing.columns;
  for (int cell = 0; cell < cells; cell++) {
    const Object *object = &g->object[(unsigned char)g->drawing.cell[cell]];
    g->bit[cell]         = object->once || object->key ? bits++ : -1;
  }
  if (bits > TAKEN) {
    diag_error(diag, g->drawing.node->place, NULL,
               "%d cells can be taken from; at most %d are allowed", bits, TAKEN);
  }
}

static void add_move(Gridworld *g, const Node *node, Diag *diag)
{
  int move = 0;
  while (move < COMPASS &&
         (node->type != NODE_SCALAR || strcmp(node->text, compass[move].name) != 0)) {
    move++;
  }
  if (move == COMPASS) {
    diag_error(diag, node->place,
               "north, east, south, west, northeast, southeast, southwest, northwest, stay",
               "%s is not a move", node_what(node).text);
  } else if (g->n_actions == ACTIONS) {
    diag_error(diag, node->place, NULL, "more than %d moves", ACTIONS);
  } else {
    g->move[g->n_actions++] = move;
  }
}

static void read_moves(Gridworld *g, const Node *moves, const Node *extra, Diag *diag)
{
  const char *word  = moves && moves->type == NODE_SCALAR ? moves->text : moves ? "" : "four";
  int         first = strcmp(word, "four") == 0 ? 4 : strcmp(word, "eight") == 0 ? 8 : 0;
  for (int i = 0; i < first; i++) g->move[g->n_actions++] = i;
  if (first == 0 && (moves->type != NODE_LIST || moves->size == 0)) {
    diag_error(diag, moves->place, NULL, "'moves' must be four, eight or a list of moves");
  } else if (first == 0) {
    for (const Node *node = moves->first; node; node = node->next) add_move(g, node, diag);
  }
  if (extra && extra->type != NODE_LIST) {
    diag_error(diag, extra->place, NULL, "'extra_actions' must be a list of moves");
    return;
  }
  for (const Node *node = extra ? extra->first : NULL; node; node = node->next) {
    add_move(g, node, diag);
  }
}

static void read_wind(Gridworld *g, const Node *wind, Diag *diag)
{
  if (!wind) return;
  if (wind->type != NODE_LIST || (int)wind->size != g->drawing.columns) {
    diag_error(diag, wind->place, NULL, "'wind' must list one number for each of the %d columns",
               g->drawing.columns);
    return;
  }
  int column = 0;
  for (const Node *node = wind->first; node; node = node->next, column++) {
    long cells;
    if (node_count(node, -g->drawing.rows, g->drawing.rows, &cells, diag))
      g->wind[column] = (int)cells;
  }
}

static void read_starts(Arena *arena, Gridworld *g, const Node *start, Diag *diag)
{
  int row, column;
  if (!start && !object_find(&g->drawing, 'S', &row, &column)) {
    diag_error(diag, g->drawing.node->place,
               "mark a free cell with S, or say start: [row, column]", "the map has no start");
    return;
  }
  if (!start) start = node_scalar(arena, "S", g->drawing.node->place);
  g->start = object_cells(arena, &g->drawing, g->object, start, &g->n_starts, diag);
}

static const void *build(Arena *arena, const Section *section, const Node *written, Diag *diag)
{
  const Setting *setting = section->setting;
  size_t         before  = diag_count(diag);
  Gridworld     *g       = arena_take(arena, 1, sizeof *g);
  (void)written;
  if (!drawing_read(arena, setting[MAP].node, &g->drawing, diag)) return NULL;
  size_t cells   = (size_t)g->drawing.rows * (size_t)g->drawing.columns;
  g->step_reward = setting[ENV_STEP_REWARD].number;
  g->bump_reward = setting[BUMP_REWARD].number;
  g->slip        = setting[SLIP].number;
  g->wrap        = setting[WRAP].number != 0;
  g->wind        = arena_take(arena, (size_t)g->drawing.columns, sizeof *g->wind);
  g->bit         = arena_take(arena, cells, sizeof *g->bit);
  g->met         = arena_take(arena, cells, sizeof *g->met);
  object_read(arena, &g->drawing, setting[OBJECTS].node, g->object, diag);
  count_bits(g, diag);
  read_moves(g, setting[MOVES].node, setting[EXTRA_ACTIONS].node, diag);
  read_wind(g, setting[WIND].node, diag);
  read_starts(arena, g, setting[ENV_START].node, diag);
  return diag_count(diag) == before ? g : NULL;
}

static const Field fields[N_FIELDS - ENV_ROWS] = {
    [MAP - ENV_ROWS]           = {"map", FIELD_NODE, .required = true,
                                  .about = "'.' free, '#' wall, S start, other letters objects"},
    [OBJECTS - ENV_ROWS]       = {"objects", FIELD_NODE,
                                  .about = "letter -> {reward, leaving, leads_to, warp, "
                                           "terminal, once, key, door}; G is {reward: 1, "
                                           "terminal: true} unless said"},
    [MOVES - ENV_ROWS]         = {"moves", FIELD_NODE,
                                  .about = "four, eight, or a list: the actions in order"},
    [EXTRA_ACTIONS - ENV_ROWS] = {"extra_actions", FIELD_NODE,
                                  .about = "a list of further moves, such as stay"},
    [BUMP_REWARD - ENV_ROWS]   = {"bump_reward", FIELD_NUMBER, .low = -1e9, .high = 1e9,
                                  .unit  = "reward",
                                  .about = "added for running into a wall or the edge"},
    [SLIP - ENV_ROWS]          = {"slip", FIELD_NUMBER, .low = 0, .high = 1,
                                  .about = "chance that a random move replaces the chosen one"},
    [WIND - ENV_ROWS] = {"wind", FIELD_NODE, .about = "cells upward, a number for each column"},
    [WRAP - ENV_ROWS] = {"wrap", FIELD_FLAG, .about = "the edges lead to the other side"},
};

const EnvKind env_gridworld = {
    .kind =
        {
            .name = "gridworld",
            .about =
                "a maze from its drawing, with walls, rewards, keys, doors, warps, wind and slips",
            .source   = "Sutton & Barto (2018), examples 3.5, 6.5, 6.6, 8.1",
            .example  = "env:\n  kind: gridworld\n  map: |\n    S..\n    .#G\n",
            .fields   = fields,
            .n_fields = N_FIELDS - ENV_ROWS,
        },
    .state_size  = sizeof(State),
    .build       = build,
    .actions     = actions,
    .action_name = action_name,
    .start       = start,
    .expand      = expand,
    .name        = name,
    .is          = is,
    .place       = place,
    .reached     = reached,
};
