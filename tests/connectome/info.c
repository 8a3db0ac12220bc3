// Info under test: the shipped connectome's known counts, and tables of awkward names.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "connectome/info.h"

static void a_table_is_written_to_the_byte(void **state)
{
  Arena      *arena = arena_open();
  Diag       *diag = diag_open(arena);
  Text        out = {.arena = arena};
  const char *neurons = "id,name,class,side\n"
                        "1,,K\xC3\xA9nyon,left\n2,,K\xC3\xA9nyon,left\n3,,,right\n4,,\"a\nb\",\n";
  const char *synapses = "pre,post,weight\n1,2,1234567\n2,1,1\n1,3,0.25\n4,3,1000\n3,4,999\n";
  Csv        *one = csv_read_text(arena, "n", neurons, strlen(neurons), diag);
  Csv        *two = csv_read_text(arena, "s", synapses, strlen(synapses), diag);

  (void)state;
  const Connectome *made = connectome_build(arena, one, two, diag);
  assert_string_equal(diag_text(diag), "");
  info_write(made, "a/folder", &out);
  assert_string_equal(out.start,
                      "a/folder\n"
                      "4 neurons, 5 pairs joined by 1236567.25 synapses; onto themselves: 0\n"
                      "\n"
                      "class     neurons\n"
                      "K\xC3\xA9nyon          2\n"
                      "(none)          1\n"
                      "a?b             1\n"
                      "\n"
                      "side      neurons\n"
                      "left            2\n"
                      "right           1\n"
                      "(none)          1\n"
                      "\n"
                      "from->to              pairs  of possible       synapses\n"
                      "K\xC3\xA9nyon->K\xC3\xA9nyon            2      100.0 %      1,234,568\n"
                      "K\xC3\xA9nyon->(none)            1       50.0 %           0.25\n"
                      "(none)->a?b               1      100.0 %            999\n"
                      "a?b->(none)               1      100.0 %          1,000\n");
  arena_close(arena);
}

static void possible_pairs_count_self_edges_where_there_are_any(void **state)
{
  Arena      *arena = arena_open();
  Diag       *diag = diag_open(arena);
  Text        out = {.arena = arena};
  const char *neurons = "id,name,class,side\n1,,A,\n2,,A,\n";
  const char *synapses = "pre,post,weight\n1,2,1\n2,2,1\n";
  Csv        *one = csv_read_text(arena, "n", neurons, strlen(neurons), diag);
  Csv        *two = csv_read_text(arena, "s", synapses, strlen(synapses), diag);

  (void)state;
  info_write(connectome_build(arena, one, two, diag), "f", &out);
  assert_non_null(strstr(out.start, "2 pairs joined by 2 synapses; onto themselves: 1\n"));
  assert_non_null(strstr(out.start, " 50.0 % "));
  arena_close(arena);
}

// Pairs of neurons as counted in the source's own matrices: these pairs of classes and no other.
static const char *const pairs[8] = {"PN->KC",   "KC->KC",     "KC->MBON",   "KC->MBIN",
                                     "MBIN->KC", "MBIN->MBON", "MBON->MBIN", "MBON->MBON"};

static void hold(const char *side, int neurons, const char *const counts[8])
{
  Arena            *arena = arena_open();
  Diag             *diag = diag_open(arena);
  Text              out = {.arena = arena};
  const char       *folder = arena_print(arena, "models/larva_mushroom_body/%s", side);
  const Connectome *made = connectome_read(arena, folder, diag);
  int               lines = 0;

  assert_string_equal(diag_text(diag), "");
  assert_int_equal(made->n_neurons, neurons);
  assert_int_equal(made->n_self, 0);
  info_write(made, folder, &out);
  for (int i = 0; i < 8; i++) {
    assert_non_null(strstr(out.start, arena_print(arena, "\n%-10s%13s  ", pairs[i], counts[i])));
  }
  for (const char *at = out.start; (at = strstr(at, "->")); at++) {
    lines++;
  }
  assert_int_equal(lines, 1 + 8);
  arena_close(arena);
}

static void the_left_mushroom_body_has_the_known_counts(void **state)
{
  (void)state;
  hold("left", 209, (const char *[]){"437", "3,585", "1,570", "927", "827", "19", "20", "40"});
}

static void the_right_mushroom_body_has_the_known_counts(void **state)
{
  (void)state;
  hold("right", 213, (const char *[]){"478", "3,584", "1,434", "936", "805", "73", "57", "169"});
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_table_is_written_to_the_byte),
    cmocka_unit_test(possible_pairs_count_self_edges_where_there_are_any),
    cmocka_unit_test(the_left_mushroom_body_has_the_known_counts),
    cmocka_unit_test(the_right_mushroom_body_has_the_known_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
