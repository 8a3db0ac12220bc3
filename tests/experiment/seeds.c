// Tests: seeds as numbers, ranges and lists.

#include "desk.h"
#include "experiment/seeds.h"

// Reads "seeds: TEXT" and writes the seeds again.
static const char *tell(Desk *desk, const char *text, int *n)
{
  Node    *root;
  Reading *reading    = desk_reading(desk, arena_print(desk->arena, "seeds: %s\n", text), &root);
  const int64_t *seed = seeds_read(reading, node_get(root, "seeds"), n);
  if (!seed) return diag_text(desk->diag);
  return desk_show(desk, seeds_write(desk->arena, seed, *n));
}

static void seeds_are_numbers_ranges_or_lists(void **state)
{
  Desk desk = desk_open();
  int  n;
  (void)state;
  assert_string_equal(tell(&desk, "5", &n), "1..5");
  assert_int_equal(n, 5);
  assert_string_equal(tell(&desk, "7..9", &n), "7..9");
  assert_string_equal(tell(&desk, "0..1", &n), "0..1");
  assert_string_equal(tell(&desk, "[0]", &n), "[0]");
  assert_string_equal(tell(&desk, "[3, 10..12, 1]", &n), "[3, 10, 11, 12, 1]");
  assert_string_equal(tell(&desk, "[1, 2..4]", &n), "1..4");
  assert_string_equal(tell(&desk, "[9223372036854775807]", &n), "[9223372036854775807]");
  desk_close(desk);
}

static void thirty_is_the_standard(void **state)
{
  Desk  desk = desk_open();
  Node *root;
  int   n;
  (void)state;
  Reading       *reading = desk_reading(&desk, "{}", &root);
  const int64_t *seed    = seeds_read(reading, NULL, &n);
  assert_int_equal(n, 30);
  for (int i = 0; i < 30; i++) assert_int_equal(seed[i], i + 1);
  desk_close(desk);
}

static void what_is_no_seed_is_refused_at_its_place(void **state)
{
  Desk desk = desk_open();
  int  n;
  (void)state;
  assert_string_equal(
      tell(&desk, "[1, 2, x, -1]", &n),
      "experiments/x.yaml:1:15: error: 'seeds' must be numbers from 0 on, not 'x'\n"
      "    seeds: [1, 2, x, -1]\n"
      "                  ^\n"
      "    hint: such as 30, 1..30 or [1, 2, 5..9]\n"
      "experiments/x.yaml:1:18: error: 'seeds' must be numbers from 0 on, not '-1'\n"
      "    seeds: [1, 2, x, -1]\n"
      "                     ^\n"
      "    hint: such as 30, 1..30 or [1, 2, 5..9]\n");
  assert_string_equal(tell(&desk, "5..2", &n),
                      "experiments/x.yaml:1:8: error: the range 5..2 goes backwards\n"
                      "    seeds: 5..2\n"
                      "           ^\n");
  assert_string_equal(tell(&desk, "[4, 1..9, 4]", &n),
                      "experiments/x.yaml:1:9: error: seed 4 is there already\n"
                      "    seeds: [4, 1..9, 4]\n"
                      "            ^\n"
                      "    hint: each seed is one animal\n"
                      "experiments/x.yaml:1:18: error: seed 4 is there already\n"
                      "    seeds: [4, 1..9, 4]\n"
                      "                     ^\n"
                      "    hint: each seed is one animal\n");
  assert_string_equal(tell(&desk, "0", &n),
                      "experiments/x.yaml:1:8: error: there must be at least one seed\n"
                      "    seeds: 0\n"
                      "           ^\n"
                      "    hint: a single animal of seed 0 is [0]\n");
  assert_string_equal(tell(&desk, "1..9223372036854775807", &n),
                      "experiments/x.yaml:1:8: error: these are more than 10000000 seeds\n"
                      "    seeds: 1..9223372036854775807\n"
                      "           ^\n");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(seeds_are_numbers_ranges_or_lists),
      cmocka_unit_test(thirty_is_the_standard),
      cmocka_unit_test(what_is_no_seed_is_refused_at_its_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
