// Kinds under test: what must hold of every kind in the register, of whatever socket.
//
// A new kind is tested by being there: its descriptor is complete, its example is read and built,
// its fields have sound ranges, refuse what lies outside at its place, and are written so that
// they read the same.

#include "../model/made.h"

#include <math.h>
#include <stdlib.h>

#include "kind/register.h"

// Calls `check` for every kind of every socket; the number of kinds.
static int walk(void (*check)(Socket socket, const Kind *kind))
{
  int n = 0;
  for (Socket s = SOCKET_ENV; s < SOCKET_MEASURE; s++) {
    const Kind *kind;
    for (int i = 0; (kind = kind_at(s, i)); i++, n++) {
      print_message("  %s %s\n", socket_name(s), kind->name);
      check(s, kind);
    }
  }
  return n;
}

static void check_words(const char *what)
{
  assert_non_null(what);
  assert_true(strlen(what) > 3);
}

static void check_descriptor(Socket socket, const Kind *kind)
{
  int          n_common;
  const Field *common = socket_fields(socket, &n_common);
  assert_non_null(kind->name);
  check_words(kind->about);
  check_words(kind->source);
  check_words(kind->example);
  assert_ptr_equal(kind_find(socket, kind->name), kind);
  assert_in_range(n_common + kind->n_fields, 0, ROWS);
  for (int i = 0; i < n_common + kind->n_fields; i++) {
    const Field *f = i < n_common ? &common[i] : &kind->fields[i - n_common];
    assert_non_null(f->key);
    check_words(f->about);
    assert_true(f->type != FIELD_WORD || f->words);
    assert_true(f->low <= f->high);
    bool free = f->low == 0 && f->high == 0;
    bool left = f->required || free || !isfinite(f->standard);   // as another field, or no bound
    assert_true(left || (f->standard >= f->low && f->standard <= f->high));
    assert_true(f->scope == SCOPE_MODEL || f->type == FIELD_NUMBER);
    for (int k = 0; k < i; k++) {
      const Field *other = k < n_common ? &common[k] : &kind->fields[k - n_common];
      assert_string_not_equal(f->key, other->key);
    }
  }
}

static void every_descriptor_is_complete(void **state)
{
  (void)state;
  assert_true(walk(check_descriptor) >= 16);
}

// The example's section, read without complaint.
static const Kind *read_example(Given given, Socket socket, Section *section)
{
  const Node *node = node_get(given.root, socket_name(socket));
  if (!node) node = node_get(node_get(given.root, "model"), socket_name(socket));
  assert_non_null(node);
  const Kind *kind = kind_read(given.arena, socket, node, section, given.diag);
  check_told(given, "");
  return kind;
}

static void check_example(Socket socket, const Kind *kind)
{
  Given   given = give_text(kind->example);
  Section section;
  check_told(given, "");
  assert_ptr_equal(read_example(given, socket, &section), kind);
  take_back(given);
}

static void every_example_is_of_its_kind(void **state)
{
  (void)state;
  walk(check_example);
}

// The example in a plan of its own: a model section meets a maze or, where that will not do, a
// trial world.
static void check_building(Socket socket, const Kind *kind)
{
  const char *world[] = {"env:\n  kind: gridworld\n  map: |\n    S..\n    .#G\n",
                         "env: {kind: conditioning, length: 3, trials: {a: {cues: [A]}}}\n"};
  const char *rest[]  = {"  agent: q_learning\n", ""};
  Model      *model   = NULL;
  for (int i = 0; i < 4 && !model; i++) {
    Text text = {.arena = arena_open()};
    if (socket != SOCKET_ENV) text_add(&text, world[i % 2]);
    text_add(&text, kind->example);
    if (socket != SOCKET_ENV && socket != SOCKET_AGENT) text_add(&text, rest[i / 2]);
    Given given = give_text(text.start);
    check_told(given, "");
    Plan plan = make_plan(given);
    model     = model_compile(given.arena, &plan, "", given.diag);
    if (i == 3 && !model) check_told(given, "");
    if (model) assert_true(model->anatomy.n_synapses > 0);
    if (model && socket == SOCKET_ENV) check_world(model->world[0]);
    take_back(given);
    arena_close(text.arena);
  }
  assert_non_null(model);
}

static void every_example_builds(void **state)
{
  (void)state;
  walk(check_building);
}

// Reads one field of a kind from a text `kind: NAME, KEY: VALUE` and compares what is said.
static void check_refusal(Socket socket, const Kind *kind, const Field *field, double number)
{
  Text text = {.arena = arena_open()}, told = {.arena = text.arena};
  text_print(&text, "kind: %s\n%s: ", kind->name, field->key);
  if (field->type == FIELD_COUNT) text_print(&text, "%.0f", number);
  if (field->type != FIELD_COUNT) text_add_number(&text, number);
  text_add(&text, "\n");
  Given   given = give_text(text.start);
  Section section;
  assert_null(kind_read(given.arena, socket, given.root, &section, given.diag));
  text_print(&told, "x.yaml:2:%d: error: '%s' is ", (int)strlen(field->key) + 3, field->key);
  assert_non_null(strstr(diag_text(given.diag), told.start));
  take_back(given);
  arena_close(text.arena);
}

static void check_ranges(Socket socket, const Kind *kind)
{
  int          n_common;
  const Field *common = socket_fields(socket, &n_common);
  for (int i = 0; i < n_common + kind->n_fields; i++) {
    const Field *f = i < n_common ? &common[i] : &kind->fields[i - n_common];
    bool number    = f->type == FIELD_NUMBER || f->type == FIELD_COUNT || f->type == FIELD_VALUE;
    if (!number || (f->low == 0 && f->high == 0)) continue;
    double more = f->type == FIELD_COUNT ? 1 : 0.5 * (1 + fabs(f->high));
    if (isfinite(f->low))
      check_refusal(socket, kind, f, f->low - (f->type == FIELD_COUNT ? 1 : 0.5));
    if (isfinite(f->high)) check_refusal(socket, kind, f, f->high + more);
  }
}

static void what_is_out_of_range_is_refused_at_its_place(void **state)
{
  (void)state;
  walk(check_ranges);
}

static bool same_number(double a, double b)
{
  return a == b || (isnan(a) && isnan(b));
}

// Written, printed as YAML and read again, a section is the same.
static void check_writing(Socket socket, const Kind *kind)
{
  Given   given = give_text(kind->example);
  Section section, again;
  read_example(given, socket, &section);
  Node *map = node_new(given.arena, NODE_MAP, (Place){0});
  node_put(given.arena, map, "kind", (Place){0}, node_scalar(given.arena, kind->name, (Place){0}));
  section_write(given.arena, &section, map);
  Text text = {.arena = given.arena};
  node_write(map, &text);
  Given back = give_text(text.start);
  assert_ptr_equal(kind_read(back.arena, socket, back.root, &again, back.diag), kind);
  check_told(back, "");
  for (int i = 0; i < section.n_fields; i++) {
    const Setting *a = &section.setting[i], *b = &again.setting[i];
    assert_true(same_number(a->number, b->number));
    assert_int_equal(a->value.form, b->value.form);
    if (a->node && section.fields[i].type >= FIELD_TEXT) assert_true(node_equal(a->node, b->node));
  }
  take_back(back);
  take_back(given);
}

static void what_is_written_reads_the_same(void **state)
{
  (void)state;
  walk(check_writing);
}

static void the_register_is_sorted_and_the_standards_are_in_it(void **state)
{
  (void)state;
  for (Socket s = SOCKET_ENV; s < SOCKET_MEASURE; s++) {
    for (int i = 1; kind_at(s, i); i++)
      assert_true(strcmp(kind_at(s, i - 1)->name, kind_at(s, i)->name) < 0);
    if (socket_standard(s)) assert_non_null(kind_find(s, socket_standard(s)));
    assert_null(kind_find(s, "no such kind"));
  }
  assert_null(kind_at(SOCKET_MEASURE, 0));
}

static void check_kind(Socket socket, const char *text, const char *wanted)
{
  Given   given = give_text(text);
  Section section;
  kind_read(given.arena, socket, node_get(given.root, "x"), &section, given.diag);
  check_told(given, wanted);
  take_back(given);
}

static void a_kind_that_is_not_there_is_told(void **state)
{
  (void)state;
  check_kind(SOCKET_ENV, "x: {kind: gridwrld}\n",
             "x.yaml:1:11: error: there is no env of kind 'gridwrld'\n"
             "    x: {kind: gridwrld}\n"
             "              ^\n"
             "    hint: did you mean 'gridworld'?\n");
  check_kind(SOCKET_SIGNAL, "x: zzzzzzzz\n",
             "x.yaml:1:4: error: there is no signal of kind 'zzzzzzzz'\n"
             "    x: zzzzzzzz\n"
             "       ^\n"
             "    hint: one of: broadcast, population\n");
  check_kind(SOCKET_ENV, "x: {states: 5}\n",
             "x.yaml:1:4: error: 'env' must say its 'kind'\n"
             "    x: {states: 5}\n"
             "       ^\n");
  check_kind(SOCKET_ENV, "x: [chain]\n",
             "x.yaml:1:4: error: 'env' must be a name or a map with 'kind', not a list\n"
             "    x: [chain]\n"
             "       ^\n");
  check_kind(SOCKET_AGENT, "x: {kind: {a: 1}}\n",
             "x.yaml:1:11: error: 'kind' must be a name\n"
             "    x: {kind: {a: 1}}\n"
             "              ^\n");
  check_kind(SOCKET_ENV, "x: chain\n",
             "x.yaml:1:4: error: 'states' is missing\n"
             "    x: chain\n"
             "       ^\n"
             "    hint: how many, the ends not counted\n");
  check_kind(SOCKET_ENV, "z: 1\n", "error: 'env' must say its 'kind'\n");
}

static void nothing_written_is_the_standard_kind(void **state)
{
  Given   given = give_text("{}");
  Section section;
  (void)state;
  const Kind *kind = kind_read(given.arena, SOCKET_AGENT, NULL, &section, given.diag);
  assert_string_equal(kind->name, "td");
  assert_true(section.setting[AGENT_GAMMA].number == 0.99);
  assert_true(isnan(section.setting[AGENT_V0].number));
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_descriptor_is_complete),
      cmocka_unit_test(every_example_is_of_its_kind),
      cmocka_unit_test(every_example_builds),
      cmocka_unit_test(what_is_out_of_range_is_refused_at_its_place),
      cmocka_unit_test(what_is_written_reads_the_same),
      cmocka_unit_test(the_register_is_sorted_and_the_standards_are_in_it),
      cmocka_unit_test(a_kind_that_is_not_there_is_told),
      cmocka_unit_test(nothing_written_is_the_standard_kind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
