// The connectome's network under test: the real mushroom bodies, recounted slowly from the tables.

#include "recount.h"

#include "../model/cases.h"

#include <unistd.h>

#include "base/hash.h"

static void check_side(const char *side, int synapses, int neurons)
{
  Bed bed = lay(side, "", "");
  assert_int_equal(bed.c->n_neurons, neurons);
  assert_int_equal(bed.a->n_outputs, 5);
  assert_int_equal(bed.a->n_observations, 68);
  assert_int_equal(bed.a->n_features, bed.c->class_size[connectome_class(bed.c, "KC")]);
  assert_int_equal(bed.a->n_posts, bed.c->class_size[connectome_class(bed.c, "MBON")]);
  assert_int_equal(bed.a->n_cells, bed.c->class_size[connectome_class(bed.c, "MBIN")]);
  assert_false(bed.model->own_wiring);
  assert_false(bed.a->one_hot);
  check_synapses(bed, synapses);
  check_groups(bed);
  check_features(bed.a, 8);
  check_contacts(bed);
  assert_string_equal(bed.a->feature_name[3], bed.c->name[neuron_of(bed.c, "KC", 3)]);
  assert_string_equal(bed.a->post_name[3], bed.c->name[neuron_of(bed.c, "MBON", 3)]);
  assert_string_equal(bed.a->cell_name[3], bed.c->name[neuron_of(bed.c, "MBIN", 3)]);
  clear(bed);
}

static void the_right_side_is_recounted(void **state)
{
  (void)state;
  check_side("right", 1434, 213);
}

static void the_left_side_is_recounted(void **state)
{
  (void)state;
  check_side("left", 1570, 209);
}

static void places_nearby_look_alike(void **state)
{
  Bed          bed        = lay("right", ", winners: 20", "");
  const World *world      = bed.model->world[0];
  double       x[3][1024] = {{0}};
  const char  *names[3]   = {"[9, 9]", "[9, 8]", "[1, 1]"};
  double       near = 0, far = 0;
  (void)state;
  check_features(bed.a, 20);
  for (int i = 0; i < 3; i++) {
    int o = world->observation[state_named(world, names[i])];
    for (int e = bed.a->active_start[o]; e < bed.a->active_start[o + 1]; e++)
      x[i][bed.a->active_feature[e]] = bed.a->active_value[e];
  }
  for (int k = 0; k < bed.a->n_features; k++) near += x[0][k] * x[1][k], far += x[0][k] * x[2][k];
  assert_true(near > 0.3 && far < 0.15);
  clear(bed);
}

static Anatomy wire_animal(Bed bed, int64_t seed)
{
  Stream  stream = stream_open((uint64_t)model_wiring(bed.model, seed), PURPOSE_REWIRE);
  Anatomy own;
  model_copy_sizes(bed.given.arena, bed.model, &own);
  model_wire(bed.model, &stream, arena_take(bed.given.arena, model_workspace(bed.model), 1), &own);
  return own;
}

// In how many synapses two anatomies differ, counted by (feature, post).
static int differ(Bed bed, const Anatomy *one, const Anatomy *other)
{
  size_t size = (size_t)one->n_features * (size_t)one->n_posts;
  char  *has  = arena_take(bed.given.arena, size, 1);
  int    n    = 0;
  for (int s = 0, b = 0; s < one->n_synapses; s++) {
    while (one->bundle_start[b + 1] <= s) b++;
    has[b / one->n_outputs * one->n_posts + one->post[s]] = 1;
  }
  for (int s = 0, b = 0; s < other->n_synapses; s++) {
    while (other->bundle_start[b + 1] <= s) b++;
    n += !has[b / other->n_outputs * other->n_posts + other->post[s]];
  }
  return n;
}

static void check_null(const char *wiring, bool keeps_inputs)
{
  Text more = {.arena = arena_open()};
  text_print(&more, ", wiring: %s", wiring);
  Bed     bed = lay("right", more.start, "");
  Anatomy one = wire_animal(bed, 1), again = wire_animal(bed, 1), two = wire_animal(bed, 2);
  assert_true(bed.model->own_wiring);
  int bundles = one.n_features * one.n_outputs;
  for (const Anatomy *a = &one; a; a = a == &one ? &two : NULL) {
    assert_int_equal(a->n_synapses, 1434);
    assert_int_equal(a->bundle_start[bundles], 1434);
    assert_true(a->contact_start[1434] <= a->n_contacts);
    check_features(a, 8);
    for (int b = 0; b < bundles; b++) {
      for (int s = a->bundle_start[b] + 1; s < a->bundle_start[b + 1]; s++)
        assert_true(a->post[s] > a->post[s - 1]);
    }
  }
  assert_int_equal(differ(bed, &one, &again), 0);
  assert_memory_equal(one.post, again.post, 1434 * sizeof(int));
  assert_memory_equal(one.contact_cell, again.contact_cell,
                      (size_t)one.contact_start[1434] * sizeof(int));
  assert_memory_equal(one.active_value, again.active_value, (size_t)one.n_active * sizeof(double));
  assert_true(differ(bed, &one, &two) > 100);
  assert_true(differ(bed, bed.a, &one) > 100);
  size_t bytes = (size_t)one.n_active * sizeof(int);
  assert_int_equal(memcmp(one.active_feature, bed.a->active_feature, bytes) == 0, keeps_inputs);
  check_synapses(bed, 1434);   // the model's own stays real
  clear(bed);
  arena_close(more.arena);
}

static void degrees_may_be_all_that_is_kept(void **state)
{
  (void)state;
  check_null("degree_preserving", false);
}

static void targets_of_plastic_synapses_may_be_drawn_anew(void **state)
{
  (void)state;
  check_null("output_shuffle", true);
}

static bool are_wired_alike(Bed bed, int64_t one, int64_t other)
{
  Anatomy a = wire_animal(bed, one), b = wire_animal(bed, other);
  return memcmp(a.post, b.post, sizeof(int) * (size_t)a.n_synapses) == 0 &&
         memcmp(a.bundle_start, b.bundle_start,
                sizeof(int) * ((size_t)a.n_features * (size_t)a.n_outputs + 1)) == 0;
}

static void check_graphs(const char *wiring)
{
  Text more = {.arena = arena_open()};
  text_print(&more, ", wiring: %s, graphs: 3", wiring);
  Bed shared = lay("right", more.start, "");
  text_print(&more, "000");
  Bed many = lay("right", more.start, "");
  more.length = strlen(more.start) - strlen("3000");
  text_print(&more, "per_animal");
  Bed own = lay("right", more.start, "");
  for (int64_t seed = -4; seed < 8; seed++) {
    for (int64_t other = seed; other < 8; other++) {
      assert_int_equal(are_wired_alike(shared, seed, other), (other - seed) % 3 == 0);
    }
    assert_int_equal(model_wiring(own.model, seed), seed);
    assert_int_equal(model_wiring(many.model, seed), seed < 0 ? seed + 3000 : seed);
  }
  Anatomy two = wire_animal(own, 2), five = wire_animal(shared, 5);
  assert_int_equal(differ(shared, &two, &five), 0);
  assert_false(are_wired_alike(own, 2, 5));
  clear(shared);
  clear(many);
  clear(own);
  arena_close(more.arena);
}

static void animals_share_as_many_wirings_as_are_asked_for(void **state)
{
  (void)state;
  check_graphs("degree_preserving");
  check_graphs("output_shuffle");
}

// PN->MBON where some KC leads on from the one to the other.
static void the_expansion_may_be_left_out(void **state)
{
  Bed bed = lay("right", ", expansion: none", "");
  (void)state;
  int pn = connectome_class(bed.c, "PN"), pairs = 0;
  assert_int_equal(bed.a->n_features, bed.c->class_size[pn]);
  check_features(bed.a, bed.a->n_features);
  check_groups(bed);
  for (int i = 0; i < bed.a->n_features; i++) {
    int p = neuron_of(bed.c, "PN", i);
    for (int o = 0; o < bed.a->n_posts; o++) {
      int  m       = neuron_of(bed.c, "MBON", o);
      bool reached = false;
      for (int s = bed.c->row[p]; s < bed.c->row[p + 1] && !reached; s++) {
        int k   = bed.c->post[s];
        reached = bed.c->class_of[k] == connectome_class(bed.c, "KC") &&
                  connectome_synapse(bed.c, k, m) >= 0;
      }
      pairs += reached;
    }
  }
  assert_int_equal(bed.a->n_synapses, pairs);
  assert_true(pairs > 0 && bed.a->contact_start[pairs] > 0);
  clear(bed);
}

static void a_connectome_is_found_from_below(void **state)
{
  char here[4096];
  (void)state;
  assert_non_null(getcwd(here, sizeof here));
  clear(lay("right", "", "experiments"));
  clear(lay("right", "", "experiments/"));
  clear(lay("right", "", "src/kind"));
  Text deep = {.arena = arena_open()};
  text_print(&deep, "%s/tests/network/data", here);
  clear(lay("right", "", deep.start));
  arena_close(deep.arena);
}

static const char corridor[] = "env: {kind: chain, states: 2}\n"
                               "model: {network: {kind: connectome, connectome: small, winners: "
                               "2, place_width: 0.5}}\n";

// Places 1, 0, 2, 3 in the order in which they are met: p0 sits at 1, p1 as far off as can be, at
// 3. At 1 the drive is 2, 1 and little more: k0 and k1 fire with what exceeds k2.
static void a_small_one_is_worked_out_by_hand(void **state)
{
  Given          given = give_text(corridor);
  const Model   *model = make_model(given, "tests/network/data");
  const Anatomy *a     = &model->anatomy;
  const World   *world = model->world[0];
  (void)state;
  assert_int_equal(a->n_synapses, 4);
  assert_memory_equal(a->bundle_start, ((int[]){0, 1, 3, 4}), 4 * sizeof(int));
  assert_memory_equal(a->post, ((int[]){0, 0, 1, 1}), 4 * sizeof(int));
  check_near(a->readout[0], 0.75, 1e-15);
  assert_memory_equal(a->contact_start, ((int[]){0, 1, 1, 1, 1}), 5 * sizeof(int));
  int    o   = world->observation[state_named(world, "1")];
  double far = 0.00033546262790251185;   // exp(-8): two cells off, at half a cell's width
  double k0 = 2 - 3 * far, k1 = 1 + far - 3 * far;
  assert_memory_equal(a->active_feature + a->active_start[o], ((int[]){0, 1}), 2 * sizeof(int));
  check_near(a->active_value[a->active_start[o]] * k1,
             a->active_value[a->active_start[o] + 1] * k0, 1e-12);
  take_back(given);
}

// More inputs than places: centres come in rounds.
static void inputs_are_spread_in_rounds(void **state)
{
  Given given = give_text("env: {kind: chain, states: 1, right: 1}\nmodel: {network: {kind: "
                          "connectome, connectome: larva_mushroom_body, side: left, "
                          "expansion: none, place_width: 0.1}}\n");
  const Anatomy *a = &make_model(given, "")->anatomy;
  (void)state;
  for (int j = 0; j < a->n_features; j++) {
    assert_int_equal(a->active_value[j] > 0.1, j % 2 == 0);
    assert_int_equal(a->active_value[a->n_features + j] > 0.1, j % 2 == 1);
  }
  take_back(given);
}

static void what_is_wrong_with_a_connectome_is_told(void **state)
{
  (void)state;
  check_model("env:\n  kind: gridworld\n  map: |\n    S.G\nmodel:\n  agent: actor_critic\n"
              "  policy: softmax\n  network: {kind: connectome, connectome: small}\n",
              "tests/network/data",
              "x.yaml:8:12: error: the agent reads out 5 numbers, from 2 neurons of class 'MBON'\n"
              "    network: {kind: connectome, connectome: small}\n"
              "             ^\n");
  check_model("env: {kind: chain, states: 2}\n"
              "model: {network: {kind: connectome, connectome: torn}}\n",
              "tests/network/data",
              "tests/network/data/models/torn/synapses.csv:3:1: error: post '9' is not the id of "
              "a neuron in tests/network/data/models/torn/neurons.csv\n"
              "    1,9,2\n"
              "    ^\n");
}

static void what_was_read_joins_the_digest(void **state)
{
  char hex[2][65];
  (void)state;
  for (int i = 0; i < 2; i++) {
    Hash hash;
    Bed  bed = lay(i ? "left" : "right", "", "");
    hash_open(&hash);
    bed.model->network->digest(bed.model->built_network, &hash);
    hash_close(&hash, hex[i]);
    clear(bed);
  }
  assert_string_not_equal(hex[0], hex[1]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_right_side_is_recounted),
      cmocka_unit_test(the_left_side_is_recounted),
      cmocka_unit_test(places_nearby_look_alike),
      cmocka_unit_test(degrees_may_be_all_that_is_kept),
      cmocka_unit_test(targets_of_plastic_synapses_may_be_drawn_anew),
      cmocka_unit_test(animals_share_as_many_wirings_as_are_asked_for),
      cmocka_unit_test(the_expansion_may_be_left_out),
      cmocka_unit_test(a_connectome_is_found_from_below),
      cmocka_unit_test(a_small_one_is_worked_out_by_hand),
      cmocka_unit_test(inputs_are_spread_in_rounds),
      cmocka_unit_test(what_is_wrong_with_a_connectome_is_told),
      cmocka_unit_test(what_was_read_joins_the_digest),
  };
  return run_with_cases("tests/network/data/connectome.txt", true, tests,
                        sizeof tests / sizeof *tests);
}
