// Connectome under test: what is asked of it, and the connectome that comes with the program.
//
// The shipped files are held against the sums beside them and, where the folder of reference data
// is given (ACCUMBENS_REFERENCE), against another conversion of the same source.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "connectome/connectome.h"

#define SHIPPED "models/larva_mushroom_body"

static const Connectome *build(Arena *arena, const char *neurons, const char *synapses)
{
  Diag *diag = diag_open(arena);
  Csv  *one = csv_read_text(arena, "neurons.csv", neurons, strlen(neurons), diag);
  Csv  *two = csv_read_text(arena, "synapses.csv", synapses, strlen(synapses), diag);

  const Connectome *made = connectome_build(arena, one, two, diag);
  assert_string_equal(diag_text(diag), "");
  return made;
}

// Classes come mixed, so that no block lies in one piece.
static const Connectome *small(Arena *arena)
{
  return build(arena,
               "id,name,class,side\na,,PN,\nb,,KC,\nc,,PN,\nd,,KC,\ne,,MBON,\n",
               "pre,post,weight\na,b,1\na,d,2\nc,d,4\nb,b,8\nb,d,16\nd,e,0.5\nb,e,0.25\na,c,3\n");
}

static void neurons_classes_and_synapses_are_found(void **state)
{
  Arena            *arena = arena_open();
  const Connectome *made = small(arena);

  (void)state;
  assert_int_equal(connectome_find(made, "e"), 4);
  assert_int_equal(connectome_find(made, "f"), -1);
  assert_int_equal(connectome_class(made, "PN"), 0);
  assert_int_equal(connectome_class(made, "MBON"), 2);
  assert_int_equal(connectome_class(made, "pn"), -1);
  for (int pre = 0; pre < 5; pre++) {
    for (int post = 0; post < 5; post++) {
      int found = connectome_synapse(made, pre, post), wanted = -1;
      for (int s = 0; s < made->n_synapses; s++) {
        wanted = made->pre[s] == pre && made->post[s] == post ? s : wanted;
      }
      assert_int_equal(found, wanted);
    }
  }
  assert_int_equal(connectome_neuron_place(made, 3).line, 5);
  arena_close(arena);
}

static void a_class_is_selected_in_order(void **state)
{
  Arena            *arena = arena_open();
  const Connectome *made = small(arena);
  const int         pn[] = {0, 2}, kc[] = {1, 3};

  (void)state;
  assert_int_equal(made->n_classes, 3);
  assert_int_equal(made->class_size[0], 2);
  assert_int_equal(made->class_size[1], 2);
  assert_int_equal(made->class_size[2], 1);
  assert_memory_equal(connectome_select(arena, made, 0), pn, sizeof pn);
  assert_memory_equal(connectome_select(arena, made, 1), kc, sizeof kc);
  arena_close(arena);
}

static void class_pairs_count_and_sum_their_synapses(void **state)
{
  Arena            *arena = arena_open();
  const Connectome *made = small(arena);
  const ClassPair   wanted[] = {
    {.pre_class = 0, .post_class = 0, .n_synapses = 1, .weight = 3},
    {.pre_class = 0, .post_class = 1, .n_synapses = 3, .weight = 7},
    {.pre_class = 1, .post_class = 1, .n_synapses = 2, .weight = 24},
    {.pre_class = 1, .post_class = 2, .n_synapses = 2, .weight = 0.75},
  };
  int        n = 0;
  ClassPair *pair = connectome_class_pairs(arena, made, &n);

  (void)state;
  assert_int_equal(n, 4);
  for (int i = 0; i < n; i++) {
    assert_int_equal(pair[i].pre_class, wanted[i].pre_class);
    assert_int_equal(pair[i].post_class, wanted[i].post_class);
    assert_int_equal(pair[i].n_synapses, wanted[i].n_synapses);
    assert_true(pair[i].weight == wanted[i].weight);
    for (int k = 0; k < pair[i].n_synapses; k++) {
      int synapse = pair[i].synapse[k];
      assert_int_equal(made->class_of[made->pre[synapse]], pair[i].pre_class);
      assert_int_equal(made->class_of[made->post[synapse]], pair[i].post_class);
      assert_true(k == 0 || synapse > pair[i].synapse[k - 1]);
    }
  }
  arena_close(arena);
}

static void the_shipped_files_have_the_sums_beside_them(void **state)
{
  FILE *sums = fopen(SHIPPED "/SHA256SUMS", "rb");
  char  wanted[65], name[100], path[200], block[4096];
  int   files = 0;

  (void)state;
  assert_non_null(sums);
  while (fscanf(sums, "%64s %99s", wanted, name) == 2) {
    snprintf(path, sizeof path, "%s/%s", SHIPPED, name);
    FILE *file = fopen(path, "rb");
    Hash  hash;
    char  found[65];
    assert_non_null(file);
    hash_open(&hash);
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;) {
      hash_add(&hash, block, n);
    }
    hash_close(&hash, found);
    assert_string_equal(found, wanted);
    fclose(file);
    files++;
  }
  fclose(sums);
  assert_int_equal(files, 5);
}

static void compare(const char *side)
{
  Arena      *arena = arena_open();
  Diag       *diag = diag_open(arena);
  const char *folder = arena_print(arena, "%s/connectomes/larva_mb_eichler_%s",
                                   getenv("ACCUMBENS_REFERENCE"), side);

  const Connectome *ours = connectome_read(arena, arena_print(arena, SHIPPED "/%s", side), diag);
  const Connectome *theirs = connectome_read(arena, folder, diag);
  assert_string_equal(diag_text(diag), "");
  assert_int_equal(ours->n_neurons, theirs->n_neurons);
  assert_int_equal(ours->n_synapses, theirs->n_synapses);
  for (int i = 0; i < ours->n_neurons; i++) {
    assert_string_equal(ours->id[i], theirs->id[i]);
    assert_string_equal(ours->name[i], theirs->name[i]);
    assert_string_equal(ours->side[i], theirs->side[i]);
    assert_string_equal(ours->class_name[ours->class_of[i]],
                        theirs->class_name[theirs->class_of[i]]);
  }
  size_t n = (size_t)ours->n_synapses;
  assert_memory_equal(ours->pre, theirs->pre, n * sizeof *ours->pre);
  assert_memory_equal(ours->post, theirs->post, n * sizeof *ours->post);
  assert_memory_equal(ours->weight, theirs->weight, n * sizeof *ours->weight);
  arena_close(arena);
}

static void the_shipped_connectomes_equal_another_conversion(void **state)
{
  (void)state;
  if (!getenv("ACCUMBENS_REFERENCE")) {
    print_message("ACCUMBENS_REFERENCE is not set: there is nothing to compare with\n");
    skip();
  }
  compare("left");
  compare("right");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(neurons_classes_and_synapses_are_found),
    cmocka_unit_test(a_class_is_selected_in_order),
    cmocka_unit_test(class_pairs_count_and_sum_their_synapses),
    cmocka_unit_test(the_shipped_files_have_the_sums_beside_them),
    cmocka_unit_test(the_shipped_connectomes_equal_another_conversion),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
