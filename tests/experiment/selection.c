// Tests: every way of naming levels, on axes that count and axes of names.

#include "experiment/selection.h"

#include "bench.h"

static const Universe TRIAL =
    {.axis = "trial", .counted = true, .low = 1, .high = 10, .unit = 1, .one = 1};
static const Universe SLOW =
    {.axis = "trial", .counted = true, .low = 0, .high = 10, .unit = 1, .one = 1, .may_end = true};
static const Universe BIN =
    {.axis = "time", .counted = true, .low = 0, .high = 9, .unit = 0.2, .one = 0};
static const Universe STEP  = {.axis    = "step",
                               .counted = true,
                               .low     = 1,
                               .high    = INT64_C(1) << 40,
                               .unit    = 1,
                               .one     = 1,
                               .endless = "the world has no time_limit"};
static const Universe ENDED = {.axis    = "trial",
                               .counted = true,
                               .low     = 0,
                               .high    = INT64_C(1) << 40,
                               .unit    = 1,
                               .one     = 1,
                               .may_end = true,
                               .endless = "nobody knows"};

// S is the first cell, B the two below, which have one name.
static bool means(const void *context, const char *word, size_t key)
{
  (void)context;
  return (strcmp(word, "S") == 0 && key == 0) ||
         (strcmp(word, "B") == 0 && (key == 1 || key == 3));
}

static Universe cells(Arena *arena)
{
  static const char *const   labels[] = {"[0, 0]", "[1, 0]", "[0, 1]", "[2, 0]", "[2, 2]"};
  static const unsigned char hidden[] = {0, 0, 0, 0, 1};
  Universe                   universe = {.axis   = "state",
                                         .unit   = 1,
                                         .pairs  = true,
                                         .hidden = hidden,
                                         .means  = means};
  universe_open(arena, &universe, 5);
  for (size_t i = 0; i < 5; i++) universe_name(&universe, i, labels[i]);
  return universe;
}

static Universe types(Arena *arena)
{
  static const char *const labels[] = {"light", "1", "2", "10"};
  Universe                 universe = {.axis = "type", .unit = 1};
  universe_open(arena, &universe, 4);
  for (size_t i = 0; i < 4; i++) universe_name(&universe, i, labels[i]);
  return universe;
}

// Levels as "label:key,key label:key".
static const char *shown(Arena *arena, const Universe *universe, const char *text, bool kept,
                         Diag *diag)
{
  Selection selection;
  Node     *node = text ? node_read_text(arena, "over", text, strlen(text), diag) : NULL;
  Text      out  = {.arena = arena};
  text_add(&out, "");
  if (!selection_read(arena, node, universe, kept, &selection, diag)) return diag_text(diag);
  if (selection.open) text_print(&out, "from %lld", (long long)selection.low);
  if (selection.at_end) text_add(&out, "at the end");
  for (size_t l = 0; l < selection.n_levels && !selection.at_end; l++) {
    text_print(&out, "%s%s:", l > 0 ? " " : "", selection.label[l]);
    const char *between = "";
    for (size_t k = 0; k < selection.n_keys; k++) {
      if (selection.level[k] != (int)l) continue;
      text_print(&out, "%s%lld", between, (long long)selection.key[k]);
      between = ",";
    }
  }
  return out.start;
}

static void check(const Universe *universe, const char *text, const char *wanted)
{
  Arena *arena = arena_open();
  assert_string_equal(shown(arena, universe, text, false, diag_open(arena)), wanted);
  arena_close(arena);
}

static void trials_are_counted_from_one(void **state)
{
  (void)state;
  check(&TRIAL, "4", "4:4");
  check(&TRIAL, "[7, 2]", "7:7 2:2");
  check(&TRIAL, "3..5", "3:3 4:4 5:5");
  check(&TRIAL, "9..", "9:9 10:10");
  check(&TRIAL, "[1..2, 9..]", "1:1 2:2 9:9 10:10");
  check(&TRIAL, "first 3", "1:1 2:2 3:3");
  check(&TRIAL, "first", "1:1");
  check(&TRIAL, "last 2", "9:9 10:10");
  check(&TRIAL, "last", "10:10");
  check(&TRIAL, "every 4", "4:4 8:8");
  check(&TRIAL, "{not: 2..9}", "1:1 10:10");
  check(&TRIAL, "{not: [1, 3..10]}", "2:2");
  check(&TRIAL, "{above: 8}", "9:9 10:10");
  check(&TRIAL, "{between: [4, 5]}", "4:4 5:5");
}

static void slow_measures_are_read_before_the_first_trial_too(void **state)
{
  (void)state;
  check(&SLOW, "0", "0:0");
  check(&SLOW, "first 2", "1:1 2:2");
  check(&SLOW, "last", "10:10");
  check(&SLOW, "{below: 2}", "0:0 1:1");
}

static void seconds_are_bins(void **state)
{
  (void)state;
  check(&BIN, "0.6", "0.6:3");
  check(&BIN, "[0, 1.2..1.6]", "0:0 1.2:6 1.4:7 1.6:8");
  check(&BIN, "every 0.8", "0.8:4 1.6:8");
  check(&BIN, "last 2", "1.6:8 1.8:9");
  check(&BIN, "{above: 1.3}", "1.4:7 1.6:8 1.8:9");
  check(&BIN, "0.3",
        "over:1:1: error: 0.3 is not a whole number of steps of 0.2 s\n"
        "    0.3\n    ^\n");
}

static void what_has_no_end_may_be_averaged_from_somewhere_on(void **state)
{
  (void)state;
  check(&STEP, "all", "from 1");
  check(&STEP, "5..", "from 5");
  check(&STEP, "{above: 2}", "from 3");
  check(&STEP, "{at_least: 2}", "from 2");
  check(&STEP, "last",
        "over:1:1: error: 'step' needs an end here: the world has no time_limit\n"
        "    last\n    ^\n");
  check(&STEP, "{not: 3}",
        "over:1:1: error: 'step' needs an end here: the world has no "
        "time_limit\n    {not: 3}\n    ^\n");
  check(&STEP, "[1, 5..]",
        "over:1:5: error: 'step' needs an end here: the world has no "
        "time_limit\n    [1, 5..]\n        ^\n    hint: write a..b\n");
  check(&ENDED, "last", "at the end");
}

static void what_is_kept_apart_needs_an_end(void **state)
{
  Arena *arena = arena_open();
  (void)state;
  assert_string_equal(shown(arena, &STEP, "5..", true, diag_open(arena)),
                      "over:1:1: error: 'step' needs an end here: the world has no time_limit\n"
                      "    5..\n    ^\n    hint: say in `over` which levels are meant: a..b\n");
  assert_string_equal(shown(arena, &STEP, "5..6", true, diag_open(arena)), "5:5 6:6");
  arena_close(arena);
}

static void names_are_levels(void **state)
{
  Arena   *arena = arena_open();
  Universe type  = types(arena);
  (void)state;
  check(&type, "light", "light:0");
  check(&type, "[2, light]", "2:2 light:0");
  check(&type, "1..2", "1:1 2:2");
  check(&type, NULL, "light:0 1:1 2:2 10:3");
  check(&type, "{not: light}", "1:1 2:2 10:3");
  check(&type, "{above: 1}", "2:2 10:3");
  check(&type, "last 2", "2:2 10:3");
  check(&type, "first", "light:0");
  check(&type, "every 2", "1:1 10:3");
  check(&type, "ligth",
        "over:1:1: error: 'type' has no level 'ligth'\n    ligth\n    ^\n"
        "    hint: did you mean 'light'?\n");
  arena_close(arena);
}

static void cells_are_pairs_letters_and_blocks(void **state)
{
  Arena   *arena = arena_open();
  Universe cell  = cells(arena);
  (void)state;
  check(&cell, "S", "[0, 0]:0");
  check(&cell, "B", "B:1,3");
  check(&cell, "[1, 0]", "[1, 0]:1");
  check(&cell, "[[1, 0], [0, 0]]", "[1, 0]:1 [0, 0]:0");
  check(&cell, "[0, 0..4]", "[0, 0]:0 [0, 1]:2");
  check(&cell, "[0..2, 0]", "[0, 0]:0 [1, 0]:1 [2, 0]:3");
  check(&cell, "all", "[0, 0]:0 [1, 0]:1 [0, 1]:2 [2, 0]:3");
  check(&cell, "[2, 2]", "[2, 2]:4");
  check(&cell, "[5, 5]",
        "over:1:1: error: 'state' has no level [5, 5]\n    [5, 5]\n    ^\n"
        "    hint: cells are [row, column] from 0; walls are none\n");
  arena_close(arena);
}

// Not looked through one by one: that would take hours, and all memory.
static void axes_of_a_thousand_million_levels_are_chosen_from_by_ranges_alone(void **state)
{
  static const char *const words[] = {"{above: 3}", "{below: 3}", "{not: 3}", NULL};
  Universe                 many    = TRIAL;
  Arena                   *arena   = arena_open();
  many.high                        = 1000000000;
  (void)state;
  for (const char *const *word = words; *word; word++) {
    check(&many, *word,
          arena_print(arena,
                      "over:1:1: error: 'trial' has more than 2097152 levels to choose from\n"
                      "    %s\n    ^\n    hint: write a..b\n",
                      *word));
  }
  check(&many, "1..2", "1:1 2:2");
  arena_close(arena);
}

static void wrong_levels_are_told(void **state)
{
  (void)state;
  check(&TRIAL, "11",
        "over:1:1: error: 'trial' goes from 1 to 10; there is no 11\n"
        "    11\n    ^\n");
  check(&TRIAL, "last 11",
        "over:1:1: error: 'trial' goes from 1 to 10; there is no 0\n"
        "    last 11\n    ^\n");
  check(&TRIAL, "[3, 2..4]", "over:1:1: error: '3' is chosen twice\n    [3, 2..4]\n    ^\n");
  check(&TRIAL, "{above: 10}",
        "over:1:1: error: nothing of 'trial' is chosen\n"
        "    {above: 10}\n    ^\n");
  check(&TRIAL, "[]", "over:1:1: error: nothing of 'trial' is chosen\n    []\n    ^\n");
  check(&TRIAL, "5..3",
        "over:1:1: error: '5..3' is no range of 'trial'\n    5..3\n    ^\n"
        "    hint: a..b, ends included\n");
  check(&TRIAL, "1.5", "over:1:1: error: 'trial' counts in whole numbers\n    1.5\n    ^\n");
  check(&TRIAL, "tenth", "over:1:1: error: 'tenth' is no level of 'trial'\n    tenth\n    ^\n");
  check(&TRIAL, "first x",
        "over:1:1: error: 'first' is followed by a whole number, 1 or more\n"
        "    first x\n    ^\n");
  check(&TRIAL, "{first: {above: 1}}",
        "over:1:1: error: levels that depend on what was measured ('first') are not built yet\n"
        "    {first: {above: 1}}\n    ^\n");
  check(&TRIAL, "{nor: 1}",
        "over:1:1: error: this map is no selection\n    {nor: 1}\n    ^\n"
        "    hint: {not: x}, {above: 3}\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(trials_are_counted_from_one),
      cmocka_unit_test(slow_measures_are_read_before_the_first_trial_too),
      cmocka_unit_test(seconds_are_bins),
      cmocka_unit_test(what_has_no_end_may_be_averaged_from_somewhere_on),
      cmocka_unit_test(what_is_kept_apart_needs_an_end),
      cmocka_unit_test(names_are_levels),
      cmocka_unit_test(cells_are_pairs_letters_and_blocks),
      cmocka_unit_test(axes_of_a_thousand_million_levels_are_chosen_from_by_ranges_alone),
      cmocka_unit_test(wrong_levels_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
