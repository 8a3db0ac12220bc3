// Templates under test: every grid world of envs/ is compiled and held against envs/README.md.
//
// The numbers of its tables (states, steps from S to G) are counted twice, in the compiled world
// and by a walk over the drawing that knows walls and ends alone. Where a reference is given
// (ACCUMBENS_REFERENCE), its maps/ hold the same layouts: drawings are compared cell by cell, and
// rewards, starts, keys, doors and warps one by one.

#include "../model/made.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "config/object.h"

enum { NONE = -1, LINE = 400, NAME = 64, SIZES = 3, TEMPLATES = 18, ROOM = 20 * 20 };

static const char *const suffix[SIZES] = {"_micro", "", "_large"};
static const int         side[SIZES]   = {7, 11, 17};

// Those that are drawn otherwise than in the reference, for reasons given in envs/README.md.
static const char *const mended[] = {
    "four_rooms_micro", "four_rooms_split_micro", "s_maze_micro", "circle_micro",
    "i_maze_micro",     "two_step_micro",         "narrow_micro"};
enum { MENDED = sizeof mended / sizeof *mended, AS_THERE = SIZES * TEMPLATES - 1 - MENDED };

static bool is_mended(const char *name)
{
  for (size_t i = 0; i < MENDED; i++) {
    if (strcmp(mended[i], name) == 0) return true;
  }
  return false;
}

typedef struct Grid {
  Given        given;
  const World *world;
  Drawing      drawing;
  Object       object[OBJECT_LETTERS];
} Grid;

static const char *path_of(Arena *arena, const char *name)
{
  return arena_print(arena, "envs/%s.yaml", name);
}

static bool is_there(const char *name)
{
  char path[LINE];
  snprintf(path, sizeof path, "envs/%s.yaml", name);
  return access(path, R_OK) == 0;
}

static Grid grid_open(const char *name)
{
  Grid grid       = {.given = {.arena = arena_open()}};
  grid.given.diag = diag_open(grid.given.arena);
  grid.given.root = node_read_file(grid.given.arena, path_of(grid.given.arena, name),
                                   grid.given.diag);
  check_told(grid.given, "");
  const Node *map = node_get(grid.given.root, "map");
  assert_non_null(map);
  assert_true(drawing_read(grid.given.arena, map, &grid.drawing, grid.given.diag));
  object_read(grid.given.arena, &grid.drawing, node_get(grid.given.root, "objects"), grid.object,
              grid.given.diag);
  grid.world = make_world(grid.given);
  check_world(grid.world);
  return grid;
}

// ---- two ways of counting

typedef struct Count {
  int states, steps;   // NONE: no way leads to G
} Count;

static Count count_compiled(const Grid *grid)
{
  const World *world = grid->world;
  int         *far   = arena_take(grid->given.arena, (size_t)world->n_states, sizeof *far);
  int         *queue = arena_take(grid->given.arena, (size_t)world->n_states, sizeof *queue);
  int          head = 0, tail = 1;
  memset(far, -1, sizeof *far * (size_t)world->n_states);
  queue[0]      = world->start_state[0];
  far[queue[0]] = 0;
  while (head < tail) {
    int s = queue[head++];
    if (world->kind->is(world->env, world_state(world, s), "G"))
      return (Count){world->n_states, far[s]};
    for (int o = world->outcome_start[s * world->n_actions];
         o < world->outcome_start[(s + 1) * world->n_actions]; o++) {
      int next = world->outcome_next[o];
      if (far[next] >= 0) continue;
      far[next]     = far[s] + 1;
      queue[tail++] = next;
    }
  }
  return (Count){world->n_states, NONE};
}

// Where nothing moves the animal but its own four moves, and nothing is taken.
static bool is_plain(const Grid *grid)
{
  for (int i = 0; i < OBJECT_LETTERS; i++) {
    const Object *object = &grid->object[i];
    if (object->leads_to || object->warp || object->key || object->door || object->once)
      return false;
  }
  return !node_get(grid->given.root, "wind");
}

static Count count_drawn(const Grid *grid)
{
  static const int down[] = {-1, 0, 1, 0}, right[] = {0, 1, 0, -1};
  const Drawing   *drawing = &grid->drawing;
  int              far[ROOM], queue[ROOM], head = 0, tail = 1, row, column;
  Count            count = {0, NONE};
  assert_true(drawing->rows * drawing->columns <= ROOM);
  assert_true(object_find(drawing, 'S', &row, &column));
  memset(far, -1, sizeof far);
  queue[0]      = row * drawing->columns + column;
  far[queue[0]] = 0;
  for (; head < tail; head++) {
    int at = queue[head];
    if (drawing->cell[at] == 'G') count.steps = far[at];
    for (int i = 0; i < 4 && !grid->object[(int)drawing->cell[at]].terminal; i++) {
      row    = at / drawing->columns + down[i];
      column = at % drawing->columns + right[i];
      if (row < 0 || row >= drawing->rows || column < 0 || column >= drawing->columns) continue;
      int next = row * drawing->columns + column;
      if (drawing->cell[next] == '#' || far[next] >= 0) continue;
      far[next]     = far[at] + 1;
      queue[tail++] = next;
    }
  }
  count.states = tail;
  return count;
}

// ---- the tables

// The columns of a line of a table, blanks around them left out; how many there are.
static int split(char *line, char *column[8])
{
  int n = 0;
  line[strcspn(line, "\n")] = '\0';
  for (char *at = strtok(line, "|"); at && n < 8; at = strtok(NULL, "|")) {
    at += strspn(at, " ");
    size_t length = strlen(at);
    while (length > 0 && at[length - 1] == ' ') at[--length] = '\0';
    column[n++] = at;
  }
  return n;
}

static void check_count(const char *name, const Grid *grid, const char *wanted)
{
  char  said[LINE];
  Count count = count_compiled(grid);
  snprintf(said, sizeof said, count.steps == NONE ? "%d / –" : "%d / %d", count.states,
           count.steps);
  if (strcmp(said, wanted) != 0) fail_msg("%s has %s, its table says %s", name, said, wanted);
  if (!is_plain(grid)) return;
  Count drawn = count_drawn(grid);
  assert_int_equal(drawn.states, count.states);
  assert_int_equal(drawn.steps, count.steps);
}

static int count_letter(const Drawing *drawing, char letter)
{
  int n = 0;
  for (int i = 0; i < drawing->rows * drawing->columns; i++) n += drawing->cell[i] == letter;
  return n;
}

// Square, walled in, one start, one goal; its end cells alone end an episode, which is cut.
static void check_frame(const Grid *grid, int wanted)
{
  const Drawing *drawing = &grid->drawing;
  assert_int_equal(drawing->rows, wanted);
  assert_int_equal(drawing->columns, wanted);
  for (int i = 0; i < wanted * wanted; i++) {
    int  row = i / wanted, column = i % wanted;
    bool edge = row == 0 || column == 0 || row == wanted - 1 || column == wanted - 1;
    if (edge) assert_int_equal(drawing->cell[i], '#');
  }
  assert_int_equal(count_letter(drawing, 'S'), 1);
  assert_int_equal(count_letter(drawing, 'G'), 1);
  assert_int_equal(grid->world->n_actions, 4);
  assert_true(grid->world->time_limit > 0);
  assert_true(grid->object['G'].terminal);
  for (int i = 0; i < OBJECT_LETTERS; i++) {
    const Value *best = &grid->object['G'].reward, *other = &grid->object[i].reward;
    assert_int_equal(other->form, VALUE_CONSTANT);
    assert_true(i == 'G' || other->a < best->a);
  }
}

static void check_sizes(const char *name, char *const column[SIZES])
{
  for (int i = 0; i < SIZES; i++) {
    char whole[2 * NAME];
    snprintf(whole, sizeof whole, "%s%s", name, suffix[i]);
    if (strcmp(column[i], "–") == 0) {
      if (is_there(whole)) fail_msg("%s is there, its table says nothing of it", whole);
      continue;
    }
    Grid grid = grid_open(whole);
    check_frame(&grid, side[i]);
    check_count(whole, &grid, column[i]);
    take_back(grid.given);
  }
}

static void check_other(const char *name, const char *size, const char *count)
{
  int  rows, columns;
  Grid grid = grid_open(name);
  assert_int_equal(sscanf(size, "%d x %d", &rows, &columns), 2);
  assert_int_equal(grid.drawing.rows, rows);
  assert_int_equal(grid.drawing.columns, columns);
  check_count(name, &grid, count);
  take_back(grid.given);
}

static void the_tables_say_what_the_worlds_are(void **state)
{
  char  line[LINE], *column[8], name[NAME];
  int   templates = 0, others = 0;
  FILE *table     = fopen("envs/README.md", "r");
  (void)state;
  assert_non_null(table);
  while (fgets(line, sizeof line, table)) {
    if (strncmp(line, "| [", 3) != 0) continue;
    int n = split(line, column);
    assert_int_equal(sscanf(column[0], "[%63[a-z_]]", name), 1);
    templates += n == 2 + SIZES;
    others += n == 4;
    if (n == 2 + SIZES) check_sizes(name, column + 2);
    if (n == 4) check_other(name, column[2], column[3]);
  }
  fclose(table);
  assert_int_equal(templates, TEMPLATES);
  assert_true(others > 0);
}

static void every_grid_world_compiles(void **state)
{
  DIR *folder = opendir("envs");
  int  n      = 0;
  (void)state;
  assert_non_null(folder);
  for (struct dirent *entry; (entry = readdir(folder));) {
    size_t length = strlen(entry->d_name);
    if (length < 6 || strcmp(entry->d_name + length - 5, ".yaml") != 0) continue;
    Arena      *arena = arena_open();
    Diag       *diag  = diag_open(arena);
    const char *name  = arena_copy(arena, entry->d_name, length - 5);
    const Node *root  = node_read_file(arena, path_of(arena, name), diag);
    assert_non_null(root);
    const Node *kind = node_get(root, "kind");
    bool        grid = kind && kind->text && strcmp(kind->text, "gridworld") == 0;
    if (grid) take_back(grid_open(name).given);
    n += grid;
    arena_close(arena);
  }
  closedir(folder);
  assert_true(n >= SIZES * TEMPLATES - 1);
}

// ---- the reference

static const char *reference(void)
{
  const char *folder = getenv("ACCUMBENS_REFERENCE");
  if (folder && *folder != '\0') return folder;
  print_message("ACCUMBENS_REFERENCE is not set: there is nothing to compare with\n");
  return NULL;
}

// A map with the signs of ours: '#', 'S', 'G' for whatever pays, '.' for all else.
static void sketch(const Grid *grid, char out[ROOM + 1])
{
  int n = grid->drawing.rows * grid->drawing.columns;
  for (int i = 0; i < n; i++) {
    char cell = grid->drawing.cell[i];
    bool pays = fabs(grid->object[(int)cell].reward.a) > 0;
    out[i]    = pays ? 'G' : cell == '#' || cell == 'S' ? cell : '.';
  }
  out[n] = '\0';
}

// Whether the reference draws a world as we do.
static bool is_alike(const char *folder, const char *name)
{
  char        ours[ROOM + 1], theirs[ROOM + 1];
  Grid        grid = grid_open(name);
  size_t      length, n = 0;
  const char *path = arena_print(grid.given.arena, "%s/maps/%s.txt", folder, name);
  const char *text = file_read(grid.given.arena, path, LINE * 4, &length, grid.given.diag);
  check_told(grid.given, "");
  for (size_t i = 0; i < length && n < ROOM; i++) {
    if (text[i] != '\n') theirs[n++] = text[i];
  }
  theirs[n] = '\0';
  sketch(&grid, ours);
  take_back(grid.given);
  return strcmp(ours, theirs) == 0;
}

typedef struct Thing {
  char   template[NAME], size[NAME], kind[NAME];
  int    row, column, to_row, to_column;
  double value;
} Thing;

// The name of the file that is meant; false for the head of the table.
static bool read_thing(const char *line, Thing *thing, char name[2 * NAME])
{
  int side_of, used = 0;
  int n = sscanf(line, "%63[^,],%63[^,],%d,%63[^,],%d,%d,%n", thing->template, thing->size,
                 &side_of, thing->kind, &thing->row, &thing->column, &used);
  if (n < 6 || used == 0) return false;
  (void)sscanf(line + used, "%lf", &thing->value);
  (void)sscanf(line + used, ",%d,%d", &thing->to_row, &thing->to_column);
  bool small = strcmp(thing->size, "small") == 0;
  snprintf(name, 2 * NAME, "%s%s%s", thing->template, small ? "" : "_", small ? "" : thing->size);
  return true;
}

static bool is_kept(const Grid *grid, const Thing *thing)
{
  char cell = grid->drawing.cell[thing->row * grid->drawing.columns + thing->column];
  int  row = NONE, column = NONE;
  const Object *object = &grid->object[(int)cell];
  if (strcmp(thing->kind, "start") == 0) return cell == 'S';
  if (strcmp(thing->kind, "key") == 0) return object->key;
  if (strcmp(thing->kind, "door") == 0) return object->door;
  if (strcmp(thing->kind, "reward") == 0)
    return object->terminal && fabs(object->reward.a - thing->value) < 1e-12;
  if (strcmp(thing->kind, "warp") != 0 || !object->warp) return false;
  object_find(&grid->drawing, object->warp, &row, &column);
  return row == thing->to_row && column == thing->to_column;
}

static void the_drawings_equal_the_reference(void **state)
{
  const char *folder = reference();
  char        line[LINE], *column[8], name[2 * NAME], whole[3 * NAME];
  int         alike = 0, other = 0;
  (void)state;
  if (!folder) skip();
  FILE *table = fopen("envs/README.md", "r");
  assert_non_null(table);
  while (fgets(line, sizeof line, table)) {
    if (sscanf(line, "| [%63[a-z_]]", name) != 1 || split(line, column) != 2 + SIZES) continue;
    for (int i = 0; i < SIZES; i++) {
      snprintf(whole, sizeof whole, "%s%s", name, suffix[i]);
      if (!is_there(whole)) continue;
      bool same = is_alike(folder, whole);
      if (same == is_mended(whole)) fail_msg("%s is %s", whole, same ? "the same" : "another");
      alike += same;
      other += !same;
    }
  }
  fclose(table);
  assert_int_equal(alike, AS_THERE);
  assert_int_equal(other, MENDED);
}

static void rewards_keys_doors_and_warps_equal_the_reference(void **state)
{
  const char *folder = reference();
  char        line[LINE], name[2 * NAME];
  int         n = 0;
  (void)state;
  if (!folder) skip();
  snprintf(line, sizeof line, "%s/maps/objects.csv", folder);
  FILE *table = fopen(line, "r");
  assert_non_null(table);
  while (fgets(line, sizeof line, table)) {
    Thing thing = {0};
    if (!read_thing(line, &thing, name) || is_mended(name) || !is_there(name)) continue;
    Grid grid = grid_open(name);
    if (!is_kept(&grid, &thing)) fail_msg("%s: no such thing: %s", name, line);
    take_back(grid.given);
    n++;
  }
  fclose(table);
  assert_true(n > 2 * AS_THERE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_grid_world_compiles),
    cmocka_unit_test(the_tables_say_what_the_worlds_are),
    cmocka_unit_test(the_drawings_equal_the_reference),
    cmocka_unit_test(rewards_keys_doors_and_warps_equal_the_reference),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
