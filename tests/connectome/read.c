// Reading a connectome under test: what is kept, and every complaint at its place, byte for byte.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "connectome/connectome.h"

#define NEURONS "id,name,class,side\n0,K1,KC,left\n1,K2,KC,left\n2,P1,PN,right\n"

static const Connectome *build(Arena *arena, const char *neurons, const char *synapses,
                               Diag *diag)
{
  Csv *one = csv_read_text(arena, "neurons.csv", neurons, strlen(neurons), diag);
  Csv *two = csv_read_text(arena, "synapses.csv", synapses, strlen(synapses), diag);

  assert_non_null(one);
  assert_non_null(two);
  assert_int_equal(diag_count(diag), 0);
  return connectome_build(arena, one, two, diag);
}

static void expect(const char *neurons, const char *synapses, const char *complaints)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);

  assert_null(build(arena, neurons, synapses, diag));
  assert_string_equal(diag_text(diag), complaints);
  arena_close(arena);
}

static void synapses_are_sorted_by_pre_then_post(void **state)
{
  Arena            *arena = arena_open();
  Diag             *diag = diag_open(arena);
  const Connectome *made = build(arena, NEURONS,
                                 "pre,post,weight\n2,1,3\n0,2,0.5\n2,0,7\n0,0,1\n0,1,2\n", diag);
  const int         row[] = {0, 3, 3, 5}, pre[] = {0, 0, 0, 2, 2}, post[] = {0, 1, 2, 0, 1};
  const int         line[] = {5, 6, 3, 4, 2};
  const double      weight[] = {1, 2, 0.5, 7, 3};

  (void)state;
  assert_non_null(made);
  assert_int_equal(made->n_synapses, 5);
  assert_int_equal(made->n_self, 1);
  assert_memory_equal(made->row, row, sizeof row);
  assert_memory_equal(made->pre, pre, sizeof pre);
  assert_memory_equal(made->post, post, sizeof post);
  assert_memory_equal(made->weight, weight, sizeof weight);
  for (int i = 0; i < 5; i++) {
    Place place = connectome_synapse_place(made, i);
    assert_string_equal(place.file, "synapses.csv");
    assert_int_equal(place.line, line[i]);
    assert_int_equal(place.column, 1);
  }
  arena_close(arena);
}

static void columns_are_found_by_name_and_others_kept_aside(void **state)
{
  Arena            *arena = arena_open();
  Diag             *diag = diag_open(arena);
  const Connectome *made = build(arena,
                                 "side,type,class,id,name\nleft,DPM,KC,720575940612345678,a\n"
                                 ",APL,,720575940612345679,\n",
                                 "weight,neuropil,post,pre\n"
                                 "4,CA,720575940612345678,720575940612345679\n", diag);

  (void)state;
  assert_non_null(made);
  assert_string_equal(made->id[1], "720575940612345679");
  assert_int_equal(connectome_find(made, "720575940612345678"), 0);
  assert_int_equal(connectome_find(made, "720575940612345679"), 1);
  assert_string_equal(made->side[0], "left");
  assert_string_equal(made->name[1], "");
  assert_string_equal(made->class_name[1], "");
  assert_int_equal(made->pre[0], 1);
  assert_int_equal(made->post[0], 0);
  assert_string_equal(csv_cell(made->neurons, 1, csv_column(made->neurons, "type")), "APL");
  size_t row = (size_t)made->synapse_row[0];
  assert_string_equal(csv_cell(made->synapses, row, csv_column(made->synapses, "neuropil")), "CA");
  arena_close(arena);
}

static void a_synapse_of_an_unknown_neuron_is_refused_at_its_place(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  Text   neurons = {.arena = arena}, synapses = {.arena = arena};

  (void)state;
  text_add(&neurons, "id,name,class,side\n");
  text_add(&synapses, "pre,post,weight\n");
  for (int i = 0; i < 400; i++) {
    text_print(&neurons, "%d,n,KC,left\n", i);
    text_print(&synapses, "%d,%d,1\n", i, i == 379 ? 400 : i + 1 < 400 ? i + 1 : 0);
  }
  assert_null(build(arena, neurons.start, synapses.start, diag));
  assert_string_equal(diag_text(diag),
                      "synapses.csv:381:1: error: post '400' is not the id of a neuron in "
                      "neurons.csv\n"
                      "    379,400,1\n"
                      "    ^\n");
  arena_close(arena);
}

static void an_id_is_a_text_and_not_a_number(void **state)
{
  (void)state;
  expect(NEURONS, "pre,post,weight\n0,1.0,1\n00,1,1\n",
         "synapses.csv:2:1: error: post '1.0' is not the id of a neuron in neurons.csv\n"
         "    0,1.0,1\n"
         "    ^\n"
         "synapses.csv:3:1: error: pre '00' is not the id of a neuron in neurons.csv\n"
         "    00,1,1\n"
         "    ^\n");
}

static void duplicate_and_missing_ids_are_refused_at_their_places(void **state)
{
  (void)state;
  expect("id,name,class,side\n7,a,KC,left\n8,b,KC,left\n7,c,PN,left\n,d,PN,left\n",
         "pre,post,weight\n7,8,1\n",
         "neurons.csv:4:1: error: id '7' is already that of line 2\n"
         "    7,c,PN,left\n"
         "    ^\n"
         "neurons.csv:5:1: error: this neuron has no id\n"
         "    ,d,PN,left\n"
         "    ^\n");
}

static void a_pair_named_twice_is_refused_at_the_second_place(void **state)
{
  (void)state;
  expect(NEURONS, "pre,post,weight\n0,1,1\n1,0,1\n0,2,1\n0,1,5\n",
         "synapses.csv:5:1: error: the pair 0, 1 was already given in line 2\n"
         "    0,1,5\n"
         "    ^\n"
         "    hint: a pair has one row; add its weights\n");
}

static void a_weight_that_is_no_number_above_0_is_refused(void **state)
{
  const char *bad[] = {"0", "-1", "nan", "inf", "0x10", "", " 1", "720575940612345678"};

  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    Arena *arena = arena_open();
    expect(NEURONS, arena_print(arena, "pre,post,weight\n0,1,%s\n", bad[i]),
           arena_print(arena,
                       "synapses.csv:2:1: error: weight is '%s'; it must be a number above 0 and "
                       "at most 1000000000\n"
                       "    0,1,%s\n"
                       "    ^\n"
                       "    hint: neurons that do not touch have no row\n",
                       bad[i], bad[i]));
    arena_close(arena);
  }
}

static void missing_columns_are_all_told(void **state)
{
  (void)state;
  expect("id,name,klass,side\n0,a,KC,left\n", "pre,post,weight\n0,0,1\n",
         "neurons.csv:1:1: error: there is no column 'class'\n"
         "    id,name,klass,side\n"
         "    ^\n"
         "    hint: the columns are id, name, class and side\n");
  expect(NEURONS, "a,b\n0,1\n",
         "synapses.csv:1:1: error: there is no column 'pre'\n"
         "    a,b\n"
         "    ^\n"
         "    hint: the columns are pre, post and weight\n"
         "synapses.csv:1:1: error: there is no column 'post'\n"
         "    a,b\n"
         "    ^\n"
         "    hint: the columns are pre, post and weight\n"
         "synapses.csv:1:1: error: there is no column 'weight'\n"
         "    a,b\n"
         "    ^\n"
         "    hint: the columns are pre, post and weight\n");
}

static void tables_without_rows_are_refused(void **state)
{
  (void)state;
  expect("id,name,class,side\n", "pre,post,weight\n0,1,1\n",
         "neurons.csv: error: there are no neurons in it\n");
  expect(NEURONS, "pre,post,weight\n", "synapses.csv: error: there are no synapses in it\n");
}

static void more_classes_than_anybody_has_are_refused(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);
  Text   neurons = {.arena = arena};

  (void)state;
  text_add(&neurons, "id,name,class,side\n");
  for (int i = 0; i <= CLASS_LIMIT; i++) {
    text_print(&neurons, "%d,n,c%d,left\n", i, i);
  }
  assert_null(build(arena, neurons.start, "pre,post,weight\n0,1,1\n", diag));
  assert_string_equal(diag_text(diag),
                      "neurons.csv: error: 65537 classes are more than 65536\n"
                      "    hint: is the column 'class' the one that was meant?\n");
  arena_close(arena);
}

static void a_folder_that_is_not_there_is_refused_by_name(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);

  (void)state;
  assert_null(connectome_read(arena, "tests/connectome/nowhere", diag));
  assert_int_equal(diag_count(diag), 2);
  assert_non_null(strstr(diag_text(diag), "tests/connectome/nowhere/neurons.csv: error: "));
  assert_non_null(strstr(diag_text(diag), "tests/connectome/nowhere/synapses.csv: error: "));
  arena_close(arena);
}

// The folder's neurons are sound; two rows of its synapses are not, for two reasons.
static void all_complaints_about_a_folder_come_at_once(void **state)
{
  Arena *arena = arena_open();
  Diag  *diag = diag_open(arena);

  (void)state;
  assert_null(connectome_read(arena, "tests/connectome/data/broken", diag));
  assert_string_equal(diag_text(diag),
                      "tests/connectome/data/broken/synapses.csv:3:1: error: a row of 2 cells "
                      "under a header of 3\n"
                      "    b,a\n"
                      "    ^\n"
                      "tests/connectome/data/broken/synapses.csv:4:1: error: post 'c' is not the "
                      "id of a neuron in tests/connectome/data/broken/neurons.csv\n"
                      "    b,c,1\n"
                      "    ^\n");
  arena_close(arena);
}

static void the_order_of_the_synapses_rows_changes_nothing(void **state)
{
  Arena            *arena = arena_open();
  Diag             *diag = diag_open(arena);
  const Connectome *one = build(arena, NEURONS, "pre,post,weight\n0,1,1\n2,0,2\n2,1,3\n", diag);
  const Connectome *two = build(arena, NEURONS, "pre,post,weight\n2,1,3\n0,1,1\n2,0,2\n", diag);

  (void)state;
  assert_non_null(one);
  assert_non_null(two);
  assert_memory_equal(one->row, two->row, 4 * sizeof *one->row);
  assert_memory_equal(one->post, two->post, 3 * sizeof *one->post);
  assert_memory_equal(one->weight, two->weight, 3 * sizeof *one->weight);
  arena_close(arena);
}

static void a_slash_at_the_end_of_a_folder_is_no_matter(void **state)
{
  Arena            *arena = arena_open();
  Diag             *diag = diag_open(arena);
  const Connectome *one = connectome_read(arena, "models/larva_mushroom_body/left", diag);
  const Connectome *two = connectome_read(arena, "models/larva_mushroom_body/left/", diag);

  (void)state;
  assert_non_null(one);
  assert_non_null(two);
  assert_string_equal(one->neurons->file, two->neurons->file);
  assert_int_equal(one->n_synapses, 7425);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(synapses_are_sorted_by_pre_then_post),
    cmocka_unit_test(columns_are_found_by_name_and_others_kept_aside),
    cmocka_unit_test(a_synapse_of_an_unknown_neuron_is_refused_at_its_place),
    cmocka_unit_test(an_id_is_a_text_and_not_a_number),
    cmocka_unit_test(duplicate_and_missing_ids_are_refused_at_their_places),
    cmocka_unit_test(a_pair_named_twice_is_refused_at_the_second_place),
    cmocka_unit_test(a_weight_that_is_no_number_above_0_is_refused),
    cmocka_unit_test(missing_columns_are_all_told),
    cmocka_unit_test(tables_without_rows_are_refused),
    cmocka_unit_test(more_classes_than_anybody_has_are_refused),
    cmocka_unit_test(a_folder_that_is_not_there_is_refused_by_name),
    cmocka_unit_test(all_complaints_about_a_folder_come_at_once),
    cmocka_unit_test(the_order_of_the_synapses_rows_changes_nothing),
    cmocka_unit_test(a_slash_at_the_end_of_a_folder_is_no_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
