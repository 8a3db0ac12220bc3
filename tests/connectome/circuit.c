// Circuits under test: a small one worked out by hand; the real ones are the network's test.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "connectome/circuit.h"
#include "connectome/null_model.h"
#include "math/function.h"

// Two inputs, three of the expansion, two outputs, two dopamine cells; one neuron besides.
static const char neurons[]  = "id,name,class,side\n"
                               "1,p0,P,\n2,k0,K,\n3,m0,M,\n4,d0,D,\n5,x,X,\n"
                               "6,p1,P,\n7,k1,K,\n8,m1,M,\n9,d1,D,\n10,k2,K,\n";
static const char synapses[] = "pre,post,weight\n"
                               "1,2,3\n1,7,1\n6,7,2\n6,5,9\n"          // P -> K, and to X
                               "2,3,1\n7,3,4\n7,8,1\n10,8,1\n"         // K -> M
                               "4,2,1\n4,3,1\n9,7,1\n9,8,1\n9,3,1\n"   // D -> K, M
                               "4,5,1\n1,3,1\n";                       // what does not count

typedef struct Bed {
  Arena            *arena;
  const Connectome *c;
  Circuit          *circuit;
  int              *post;
} Bed;

static Bed lay(bool direct)
{
  Bed   bed  = {.arena = arena_open()};
  Diag *diag = diag_open(bed.arena);
  Csv  *one  = csv_read_text(bed.arena, "neurons.csv", neurons, strlen(neurons), diag);
  Csv  *two  = csv_read_text(bed.arena, "synapses.csv", synapses, strlen(synapses), diag);
  bed.c      = connectome_build(bed.arena, one, two, diag);
  assert_string_equal(diag_text(diag), "");
  bed.circuit =
      circuit_open(bed.arena, bed.c, connectome_class(bed.c, "P"), connectome_class(bed.c, "K"),
                   connectome_class(bed.c, "M"), connectome_class(bed.c, "D"), direct);
  bed.post = arena_take(bed.arena, (size_t)bed.c->n_synapses, sizeof(int));
  null_model_real(null_model_open(bed.arena, bed.c), bed.post);
  return bed;
}

static void neurons_are_numbered_within_their_class(void **state)
{
  Bed bed = lay(false);
  (void)state;
  const Circuit *c = bed.circuit;
  assert_true(c->n_inputs == 2 && c->n_expansions == 3 && c->n_outputs == 2 && c->n_cells == 2);
  assert_int_equal(c->n_sources, 3);
  assert_string_equal(circuit_names(bed.arena, c, c->expansion)[2], "k2");
  assert_string_equal(bed.c->name[c->source[1]], "k1");
  assert_string_equal(bed.c->name[c->target[1]], "m1");
  assert_int_equal(c->place_in[connectome_find(bed.c, "10")], 2);
  arena_close(bed.arena);
}

static void drive_is_rate_times_weight(void **state)
{
  Bed    bed     = lay(false);
  double rate[2] = {0.5, 2}, drive[3] = {9, 9, 9};
  (void)state;
  circuit_drive(bed.circuit, bed.post, rate, drive);
  assert_true(drive[0] == 1.5 && drive[1] == 4.5 && drive[2] == 0);
  arena_close(bed.arena);
}

static void the_strongest_fire(void **state)
{
  double        drive[5] = {2, 5, 2, 6, 1}, value[5];
  unsigned char fires[5];
  int           which[5];
  (void)state;
  circuit_fire(drive, 5, 2, fires, which, value);
  assert_true(which[0] == 1 && which[1] == 3);
  assert_true(value[0] == 0.6 && value[1] == 0.8);   // 3 and 4 above the loser
  circuit_fire(drive, 5, 3, fires, which, value);
  assert_true(which[0] == 0 && which[1] == 1 && which[2] == 3);   // ties to the lower number
  assert_true(value[0] == 0);
  double alike[3] = {1, 1, 1};
  circuit_fire(alike, 3, 2, fires, which, value);
  assert_true(which[0] == 0 && which[1] == 1 && value[0] == 0 && value[1] == 0);
  double all[2] = {3, 4};
  circuit_fire(all, 2, 2, fires, which, value);
  assert_true(value[0] == 0.6 && value[1] == 0.8);
}

static void pairs_are_joined_where_synapses_are(void **state)
{
  Bed           bed = lay(false);
  unsigned char joined[6];
  (void)state;
  assert_int_equal(circuit_join(bed.circuit, bed.post, joined), 4);
  assert_memory_equal(joined, ((unsigned char[]){1, 0, 1, 1, 0, 1}), 6);
  arena_close(bed.arena);
}

// p0 reaches both outputs through k0 and k1, p1 both through k1; p0's own synapse onto m0 is none.
static void inputs_reach_outputs_through_the_expansion(void **state)
{
  Bed           bed = lay(true);
  unsigned char joined[4];
  (void)state;
  assert_int_equal(bed.circuit->n_sources, 2);
  assert_int_equal(circuit_join(bed.circuit, bed.post, joined), 4);
  for (int s = 0; s < bed.c->n_synapses; s++) {   // k1 -> m1 becomes k1 -> m0, as k2's
    bool it = bed.c->pre[s] == connectome_find(bed.c, "7") &&
              bed.c->post[s] == connectome_find(bed.c, "8");
    if (it) bed.post[s] = connectome_find(bed.c, "3");
  }
  assert_int_equal(circuit_join(bed.circuit, bed.post, joined), 2);
  assert_memory_equal(joined, ((unsigned char[]){1, 0, 1, 0}), 4);
  arena_close(bed.arena);
}

static void cells_in_contact_touch_both_ends(void **state)
{
  Bed           bed = lay(false);
  unsigned char touches[2 * 10];
  int           cell[2];
  (void)state;
  circuit_touch(bed.circuit, bed.post, touches);
  assert_int_equal(circuit_contacts(bed.circuit, touches, 0, 0, cell), 1);
  assert_int_equal(cell[0], 0);
  assert_int_equal(circuit_contacts(bed.circuit, touches, 1, 0, cell), 1);
  assert_int_equal(cell[0], 1);
  assert_int_equal(circuit_contacts(bed.circuit, touches, 1, 1, cell), 1);
  assert_int_equal(circuit_contacts(bed.circuit, touches, 2, 1, cell), 0);
  arena_close(bed.arena);
  bed = lay(true);
  circuit_touch(bed.circuit, bed.post, touches);
  assert_int_equal(circuit_contacts(bed.circuit, touches, 0, 0, cell), 2);
  assert_true(cell[0] == 0 && cell[1] == 1);
  arena_close(bed.arena);
}

static void groups_are_dealt_the_largest_first(void **state)
{
  Circuit       circuit  = {.n_sources = 3, .n_outputs = 4};
  unsigned char joined[] = {1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0};   // 3, 2, 1, 1 sources
  Arena        *arena    = arena_open();
  int           group[4];
  (void)state;
  circuit_deal(arena, &circuit, joined, 2, group);
  assert_memory_equal(group, ((int[]){0, 1, 1, 0}), sizeof group);
  circuit_deal(arena, &circuit, joined, 1, group);
  assert_memory_equal(group, ((int[]){0, 0, 0, 0}), sizeof group);
  arena_close(arena);
}

// Places 0, 1 and 10 on a line: the first is a centre, then the farthest, then the one in between;
// the fourth input begins the next round.
static void centres_are_as_far_apart_as_can_be(void **state)
{
  const double at[] = {0, 0, 0, 1, 0, 10};
  double       near[3], rate[3][4];
  (void)state;
  circuit_tune(at, 3, 4, 1, near, &rate[0][0]);
  for (int j = 0; j < 4; j++) {
    for (int o = 0; o < 3; o++) {
      static const int centre[] = {0, 2, 1, 0};
      double           far      = at[2 * o + 1] - at[2 * centre[j] + 1];
      assert_true(rate[o][j] == math_exp(-far * far / 2));
    }
  }
}

static void all_fire_as_a_vector_of_length_one(void **state)
{
  int    which[2];
  double value[2];
  (void)state;
  circuit_list((double[]){3, 4}, 2, which, value);
  assert_true(which[0] == 0 && which[1] == 1 && value[0] == 0.6 && value[1] == 0.8);
  circuit_list((double[]){0, 0}, 2, which, value);
  assert_true(value[0] == 0 && value[1] == 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(neurons_are_numbered_within_their_class),
      cmocka_unit_test(drive_is_rate_times_weight),
      cmocka_unit_test(the_strongest_fire),
      cmocka_unit_test(pairs_are_joined_where_synapses_are),
      cmocka_unit_test(inputs_reach_outputs_through_the_expansion),
      cmocka_unit_test(cells_in_contact_touch_both_ends),
      cmocka_unit_test(groups_are_dealt_the_largest_first),
      cmocka_unit_test(centres_are_as_far_apart_as_can_be),
      cmocka_unit_test(all_fire_as_a_vector_of_length_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
