// Gridworld: a maze from its drawing, with walls, goals, keys, doors, warps, wind and slips.
//
// The state is the cell together with what was taken on the way: keys in the hand and rewards that
// are eaten. A step pays step_reward, plus bump_reward where a wall or the edge stopped it, plus
// `leaving` of the object that was left, plus `reward` of the object that was entered (added,
// never put in their place). Moves, wind and their clipping follow Sutton & Barto (2018),
// examples 3.5, 6.5 and 6.6: wind blows by the column that is left.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/drawing.h"
#include "kind/env.h"

enum { MAP = ENV_ROWS, OBJECTS, MOVES, EXTRA_ACTIONS, BUMP_REWARD, SLIP, WIND, WRAP, N_FIELDS };

enum { LETTERS = 128, TAKEN = 64, COMPASS = 9 };

typedef struct State {
  int32_t  row, column;
  uint64_t taken;   // a bit for each cell with something that can be taken
} State;

// What a letter in the drawing stands for.
typedef struct Object {
  Value       reward, leaving;
  bool        terminal, once;
  char        leads_to, warp;   // 0: nowhere
  const char *key, *door;       // NULL: none
} Object;

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
  Object  object[LETTERS];
  int     n_actions;
  int     move[ACTIONS];   // index in the compass
  double  step_reward, bump_reward, slip;
  int    *wind;   // (columns) cells upward
  bool    wrap;
  int    *bit;   // (cells) bit in State.taken, -1: nothing to take
  int     n_starts;
  State  *start;   // (n_starts)
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
  return &g->object[(unsigned char)letter_at(g, row, column) % LETTERS];
}

// The first cell of a letter, row by row.
static bool find(const Gridworld *g, char letter, State *state)
{
  size_t      size = (size_t)g->drawing.rows * (size_t)g->drawing.columns;
  const char *at   = memchr(g->drawing.cell, letter, size);
  if (!at) return false;
  state->row    = (int32_t)((at - g->drawing.cell) / g->drawing.columns);
  state->column = (int32_t)((at - g->drawing.cell) % g->drawing.columns);
  return true;
}

// ---- dynamics
// -------------------------------------------------------------------------------------------------

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
    find(g, left->leads_to, &to);
  } else {
    int row     = from->row + compass[move].down;
    int column  = from->column + compass[move].right;
    to.row      = clip(row, g->drawing.rows, g->wrap);
    to.column   = clip(column, g->drawing.columns, g->wrap);
    bool edge   = !g->wrap && (to.row != row || to.column != column);
    bool bumped = edge || blocked(g, from, to.row, to.column);
    if (bumped) reward += g->bump_reward;
    if (bumped) to = *from;
    int blown = clip(to.row - g->wind[from->column], g->drawing.rows, g->wrap);
    if (letter_at(g, blown, to.column) != '#') to.row = blown;
  }
  bool moved = to.row != from->row || to.column != from->column || left->leads_to;
  if (moved) reward += enter(g, &to, &varying);
  const Object *entered = object_at(g, to.row, to.column);
  if (moved && entered->warp) find(g, entered->warp, &to);
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
  for (int i = 0; i < g->n_starts; i++) emit->start(emit, 1.0 / g->n_starts, &g->start[i], NULL);
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

// Complains of goals and keys that no way leads to.
static void reached(const void *env, const unsigned char *states, int n, Diag *diag)
{
  const Gridworld *g = env;
  for (int row = 0; row < g->drawing.rows; row++) {
    for (int column = 0; column < g->drawing.columns; column++) {
      const Object *object = object_at(g, row, column);
      bool          found  = !object->terminal && !object->key;
      for (int i = 0; i < n && !found; i++) {
        State s;
        memcpy(&s, states + (size_t)i * sizeof(State), sizeof s);
        found = s.row == row && s.column == column;
      }
      if (found || (object->warp && !object->terminal)) continue;
      diag_error(diag, drawing_place(&g->drawing, row, column),
                 "is there a wall or a locked door in between?",
                 "'%c' at [%d, %d] cannot be reached from the start", letter_at(g, row, column),
                 row, column);
    }
  }
}

// ---- reading
// --------------------------------------------------------------------------------------------------

enum { REWARD, LEAVING, LEADS_TO, WARP, TERMINAL, ONCE, KEY, DOOR, OBJECT_FIELDS };

static const Field object_fields[OBJECT_FIELDS] = {
    [REWARD]   = {"reward", FIELD_VALUE, .about = "added on entering"},
    [LEAVING]  = {"leaving", FIELD_VALUE, .about = "added for any action taken there"},
    [LEADS_TO] = {"leads_to", FIELD_TEXT,
                  .about = "letter of the cell to which any action leads from there"},
    [WARP] = {"warp", FIELD_TEXT, .about = "letter of the cell to which one is moved on entering"},
    [TERMINAL] = {"terminal", FIELD_FLAG, .about = "the episode ends on entering"},
    [ONCE]     = {"once", FIELD_FLAG, .about = "its reward is eaten the first time"},
    [KEY]      = {"key", FIELD_TEXT, .about = "a key of this name is taken on entering"},
    [DOOR]     = {"door", FIELD_TEXT, .about = "can be entered with the key of this name alone"},
};

// A letter that another refers to; it must stand in the drawing.
static char refer(const Gridworld *g, const Setting *setting, Diag *diag)
{
  State somewhere;
  if (!setting->node) return 0;
  const char *text = setting->node->text;
  if (strlen(text) == 1 && find(g, text[0], &somewhere)) return text[0];
  diag_error(diag, setting->node->place, NULL, "'%s' is not a letter of the map", text);
  return 0;
}

static void read_object(Arena *arena, Gridworld *g, const Node *node, Diag *diag)
{
  State   somewhere;
  Section section;
  if (strlen(node->key) != 1 || !find(g, node->key[0], &somewhere)) {
    diag_error(diag, node->key_place, NULL, "'%s' is not a letter of the map", node->key);
    return;
  }
  if (node->type != NODE_MAP) {
    diag_error(diag, node->place, NULL, "'%s' must be a map, as in {reward: 1, terminal: true}",
               node->key);
    return;
  }
  section_read(arena, node, NULL, 0, object_fields, OBJECT_FIELDS, NULL, &section, diag);
  Object *object   = &g->object[(unsigned char)node->key[0] % LETTERS];
  object->reward   = section.setting[REWARD].value;
  object->leaving  = section.setting[LEAVING].value;
  object->leads_to = refer(g, &section.setting[LEADS_TO], diag);
  object->warp     = refer(g, &section.setting[WARP], diag);
  object->terminal = section.setting[TERMINAL].number != 0;
  object->once     = section.setting[ONCE].number != 0;
  object->key      = section.setting[KEY].node ? section.setting[KEY].node->text : NULL;
  object->door     = section.setting[DOOR].node ? section.setting[DOOR].node->text : NULL;
}

static void read_objects(Arena *arena, Gridworld *g, const Node *objects, Diag *diag)
{
  g->object['G'] = (Object){.reward = value_constant(1), .terminal = true};
  if (objects && objects->type != NODE_MAP) {
    diag_error(diag, objects->place, NULL,
               "'objects' must be a map from letters to what they are");
    return;
  }
  bool varying[2] = {false, false};
  for (const Node *node = objects ? objects->first : NULL; node; node = node->next) {
    read_object(arena, g, node, diag);
    const Object *object = &g->object[(unsigned char)node->key[0] % LETTERS];
    varying[0] |= object->reward.form != VALUE_CONSTANT;
    varying[1] |= object->leaving.form != VALUE_CONSTANT;
  }
  if (varying[0] && varying[1]) {
    diag_error(diag, objects->place, NULL,
               "'reward' and 'leaving' cannot both be distributions in one map");
  }
  int bits = 0;
  for (int cell = 0; cell < g->drawing.rows * g->drawing.columns; cell++) {
    const Object *object = &g->object[(unsigned char)g->drawing.cell[cell] % LETTERS];
    g->bit[cell]         = object->once || object->key ? bits++ : -1;
  }
  if (bits > TAKEN) {
    diag_error(diag, g->drawing.node->place, NULL,
               "%d cells can be taken from; at most %d are allowed", bits, TAKEN);
    memset(g->bit, -1, sizeof(int) * (size_t)(g->drawing.rows * g->drawing.columns));
  }
}

static void add_move(Gridworld *g, const Node *node, Diag *diag)
{
  const char *names[COMPASS];
  for (int i = 0; i < COMPASS; i++) names[i] = compass[i].name;
  for (int i = 0; i < COMPASS; i++) {
    if (node->type == NODE_SCALAR && strcmp(node->text, names[i]) == 0) {
      if (g->n_actions < ACTIONS) g->move[g->n_actions++] = i;
      return;
    }
  }
  diag_error(diag, node->place,
             "north, east, south, west, northeast, southeast, southwest, northwest, stay",
             "'%s' is not a move", node->type == NODE_SCALAR ? node->text : "this");
}

static void read_moves(Gridworld *g, const Node *moves, const Node *extra, Diag *diag)
{
  if (moves && moves->type == NODE_LIST) {
    for (const Node *node = moves->first; node; node = node->next) add_move(g, node, diag);
  } else if (!moves || (moves->type == NODE_SCALAR && strcmp(moves->text, "four") == 0)) {
    for (int i = 0; i < 4; i++) g->move[g->n_actions++] = i;
  } else if (moves->type == NODE_SCALAR && strcmp(moves->text, "eight") == 0) {
    for (int i = 0; i < 8; i++) g->move[g->n_actions++] = i;
  } else {
    diag_error(diag, moves->place, NULL, "'moves' must be four, eight or a list of moves");
  }
  for (const Node *node = extra ? extra->first : NULL; node; node = node->next)
    add_move(g, node, diag);
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

static void add_start(Gridworld *g, int row, int column)
{
  g->start[g->n_starts++] = (State){.row = row, .column = column};
}

// One place to start from: a letter (all of its cells), `anywhere`, or [row, column].
static void read_start(Gridworld *g, const Node *node, Diag *diag)
{
  if (node->type == NODE_LIST && node->size == 2 && node->first->type == NODE_SCALAR) {
    long row, column;
    if (!node_count(node->first, 0, g->drawing.rows - 1, &row, diag)) return;
    if (!node_count(node->last, 0, g->drawing.columns - 1, &column, diag)) return;
    if (letter_at(g, (int)row, (int)column) == '#') {
      diag_error(diag, node->place, NULL, "[%ld, %ld] is a wall: nothing can start there", row,
                 column);
    } else {
      add_start(g, (int)row, (int)column);
    }
    return;
  }
  if (node->type != NODE_SCALAR) {
    diag_error(diag, node->place, NULL,
               "'start' must be a letter, [row, column], a list of these, or anywhere");
    return;
  }
  bool anywhere = strcmp(node->text, "anywhere") == 0;
  int  before   = g->n_starts;
  for (int cell = 0; cell < g->drawing.rows * g->drawing.columns; cell++) {
    char letter = g->drawing.cell[cell];
    bool fits   = anywhere ? letter != '#' && !g->object[(unsigned char)letter % LETTERS].terminal
                           : node->text[0] == letter && !node->text[1];
    if (fits) add_start(g, cell / g->drawing.columns, cell % g->drawing.columns);
  }
  if (g->n_starts == before)
    diag_error(diag, node->place, NULL, "'%s' is not a letter of the map", node->text);
}

static void read_starts(Arena *arena, Gridworld *g, const Node *start, Diag *diag)
{
  Node *letter = node_scalar(arena, "S", g->drawing.node->place);
  bool list = start && start->type == NODE_LIST && start->first && start->first->type == NODE_LIST;
  State s;
  if (!start && !find(g, 'S', &s)) {
    diag_error(diag, g->drawing.node->place,
               "mark a free cell with S, or say start: [row, column]", "the map has no start");
  } else if (list) {
    size_t room = (size_t)(g->drawing.rows * g->drawing.columns);
    if (start->size > room) {
      diag_error(diag, start->place, NULL, "more starts than cells");
      return;
    }
    for (const Node *node = start->first; node; node = node->next) read_start(g, node, diag);
  } else {
    read_start(g, start ? start : letter, diag);
  }
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
  g->start       = arena_take(arena, cells, sizeof *g->start);
  read_objects(arena, g, setting[OBJECTS].node, diag);
  read_moves(g, setting[MOVES].node, setting[EXTRA_ACTIONS].node, diag);
  read_wind(g, setting[WIND].node, diag);
  read_starts(arena, g, setting[ENV_START].node, diag);
  return diag_count(diag) == before ? g : NULL;
}

static const Field fields[N_FIELDS - ENV_ROWS] = {
    [MAP - ENV_ROWS]           = {"map", FIELD_NODE, .required = true,
                                  .about =
                                      "the drawing: '.' free, '#' wall, S start, other letters objects"},
    [OBJECTS - ENV_ROWS]       = {"objects", FIELD_NODE,
                                  .about =
                                      "letter -> {reward, leaving, leads_to, warp, terminal, "
                                            "once, key, door}; G: {reward: 1, terminal: true} unless said"},
    [MOVES - ENV_ROWS]         = {"moves", FIELD_NODE,
                                  .about = "four, eight, or a list of moves: the actions in their order"},
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
