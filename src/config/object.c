// Objects: a section for each letter, checked against the drawing in which it stands.

#include "config/object.h"

#include <string.h>

enum { REWARD, LEAVING, LEADS_TO, WARP, TERMINAL, ONCE, KEY, DOOR, FIELDS };

static const Field fields[FIELDS] = {
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

bool object_find(const Drawing *drawing, char letter, int *row, int *column)
{
  size_t      size = (size_t)drawing->rows * (size_t)drawing->columns;
  const char *at   = memchr(drawing->cell, letter, size);
  if (!at) return false;
  *row    = (int)((at - drawing->cell) / drawing->columns);
  *column = (int)((at - drawing->cell) % drawing->columns);
  return true;
}

// The letter that a text names; it must stand in the drawing. 0 after a complaint.
static char take_letter(const Drawing *drawing, const char *text, Place place, Diag *diag)
{
  int  row, column;
  bool letter = strlen(text) == 1 && text[0] != '.' && text[0] != '#';
  if (letter && object_find(drawing, text[0], &row, &column)) return text[0];
  diag_error(diag, place, NULL, "'%s' is not a letter of the map", text_brief(text).text);
  return 0;
}

static char refer(const Drawing *drawing, const Setting *setting, Diag *diag)
{
  if (!setting->node) return 0;
  return take_letter(drawing, setting->node->text, setting->node->place, diag);
}

static const char *text_of(const Setting *setting)
{
  return setting->node ? setting->node->text : NULL;
}

static void read_one(Arena *arena, const Drawing *drawing, const Node *node, Object *all,
                     Diag *diag)
{
  char letter = take_letter(drawing, node->key, node->key_place, diag);
  if (!letter) return;
  if (node->type != NODE_MAP) {
    diag_error(diag, node->place, NULL, "'%s' must be a map, as in {reward: 1, terminal: true}",
               node->key);
    return;
  }
  Section section;
  section_read(arena, node, NULL, 0, fields, FIELDS, NULL, &section, diag);
  const Setting *setting     = section.setting;
  all[(unsigned char)letter] = (Object){.reward   = setting[REWARD].value,
                                        .leaving  = setting[LEAVING].value,
                                        .terminal = setting[TERMINAL].number != 0,
                                        .once     = setting[ONCE].number != 0,
                                        .leads_to = refer(drawing, &setting[LEADS_TO], diag),
                                        .warp     = refer(drawing, &setting[WARP], diag),
                                        .key      = text_of(&setting[KEY]),
                                        .door     = text_of(&setting[DOOR])};
}

void object_read(Arena *arena, const Drawing *drawing, const Node *objects,
                 Object object[OBJECT_LETTERS], Diag *diag)
{
  bool reward = false, leaving = false;
  memset(object, 0, sizeof *object * OBJECT_LETTERS);
  object['G'] = (Object){.reward = value_constant(1), .terminal = true};
  if (objects && objects->type != NODE_MAP) {
    diag_error(diag, objects->place, NULL,
               "'objects' must be a map from letters to what they are");
    return;
  }
  for (const Node *node = objects ? objects->first : NULL; node; node = node->next) {
    read_one(arena, drawing, node, object, diag);
  }
  for (int letter = 0; letter < OBJECT_LETTERS; letter++) {
    reward |= object[letter].reward.form != VALUE_CONSTANT;
    leaving |= object[letter].leaving.form != VALUE_CONSTANT;
  }
  if (reward && leaving) {
    diag_error(diag, objects->place, NULL,
               "'reward' and 'leaving' cannot both be distributions in one map");
  }
}

typedef struct Cells {
  const Drawing *drawing;
  int           *cell;   // (as many as the drawing has)
  int            n;
} Cells;

static void add_cell(Cells *cells, int cell, Place place, Diag *diag)
{
  const Drawing *drawing = cells->drawing;
  if (drawing->cell[cell] == '#') {
    diag_error(diag, place, NULL, "[%d, %d] is a wall", cell / drawing->columns,
               cell % drawing->columns);
  } else if (cells->n == drawing->rows * drawing->columns) {
    diag_error(diag, place, NULL, "more places than the drawing has cells");
  } else {
    cells->cell[cells->n++] = cell;
  }
}

// [row, column]
static bool is_pair(const Node *node)
{
  int64_t count;
  return node->type == NODE_LIST && node->size == 2 && node->first->type == NODE_SCALAR &&
         text_to_count(node->first->text, &count);
}

static void add_pair(Cells *cells, const Node *node, Diag *diag)
{
  long row, column;
  if (!node_count(node->first, 0, cells->drawing->rows - 1, &row, diag)) return;
  if (!node_count(node->last, 0, cells->drawing->columns - 1, &column, diag)) return;
  add_cell(cells, (int)row * cells->drawing->columns + (int)column, node->place, diag);
}

static void add_word(Cells *cells, const Object *object, const Node *node, Diag *diag)
{
  const Drawing *drawing  = cells->drawing;
  bool           anywhere = strcmp(node->text, "anywhere") == 0;
  char           letter   = anywhere ? 0 : take_letter(drawing, node->text, node->place, diag);
  for (int cell = 0; cell < drawing->rows * drawing->columns; cell++) {
    char here = drawing->cell[cell];
    bool open = here != '#' && !object[(unsigned char)here].terminal;
    if (anywhere ? open : letter == here) add_cell(cells, cell, node->place, diag);
  }
  if (anywhere && cells->n == 0) diag_error(diag, node->place, NULL, "the map has no free cell");
}

int *object_cells(Arena *arena, const Drawing *drawing, const Object object[OBJECT_LETTERS],
                  const Node *node, int *n, Diag *diag)
{
  size_t size  = (size_t)drawing->rows * (size_t)drawing->columns;
  Cells  cells = {.drawing = drawing, .cell = arena_take(arena, size, sizeof(int))};
  bool   list  = node->type == NODE_LIST && node->size > 0 && !is_pair(node);
  for (const Node *one = list ? node->first : node; one; one = list ? one->next : NULL) {
    if (is_pair(one)) {
      add_pair(&cells, one, diag);
    } else if (one->type == NODE_SCALAR) {
      add_word(&cells, object, one, diag);
    } else {
      diag_error(diag, one->place, NULL,
                 "%s must be a letter, [row, column], a list of these, or anywhere",
                 node_name(node).text);
    }
  }
  *n = cells.n;
  return cells.cell;
}
