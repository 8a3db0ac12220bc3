// Recounts: a connectome's network held against its tables, slowly.

#pragma once

#include "../model/made.h"

#include "connectome/connectome.h"

static const char four_rooms[] = "env:\n"
                                 "  kind: gridworld\n"
                                 "  map: |\n"
                                 "    ###########\n"
                                 "    #G...#....#\n"
                                 "    #....#....#\n"
                                 "    #.........#\n"
                                 "    #....#....#\n"
                                 "    ###.###.###\n"
                                 "    #....#....#\n"
                                 "    #.........#\n"
                                 "    #....#....#\n"
                                 "    #....#...S#\n"
                                 "    ###########\n"
                                 "model:\n"
                                 "  agent: {kind: actor_critic}\n"
                                 "  policy: softmax\n"
                                 "  network: {kind: connectome, connectome: larva_mushroom_body, ";

typedef struct Bed {
  Given             given;
  const Model      *model;
  const Anatomy    *a;
  const Connectome *c;   // read apart
  Text              text;
} Bed;

static inline Bed lay(const char *side, const char *more, const char *base)
{
  Bed bed = {.text = {.arena = arena_open()}};
  text_print(&bed.text, "%sside: %s%s}\n", four_rooms, side, more);
  bed.given = give_text(bed.text.start);
  bed.model = make_model(bed.given, base);
  bed.a     = &bed.model->anatomy;
  bed.c     = connectome_read(bed.given.arena,
                              arena_print(bed.given.arena, "models/larva_mushroom_body/%s", side),
                              bed.given.diag);
  assert_non_null(bed.c);
  return bed;
}

static inline void clear(Bed bed)
{
  take_back(bed.given);
  arena_close(bed.text.arena);
}

// The i-th neuron of a class.
static inline int neuron_of(const Connectome *c, const char *class, int i)
{
  int k = connectome_class(c, class);
  for (int n = 0; n < c->n_neurons; n++) {
    if (c->class_of[n] == k && i-- == 0) return n;
  }
  fail();
  return -1;
}

static inline bool joined(const Connectome *c, int pre, int post)
{
  for (int s = 0; s < c->n_synapses; s++) {
    if (c->pre[s] == pre && c->post[s] == post) return true;
  }
  return false;
}

// Every synapse of the Anatomy, by its feature, is one of the connectome, none is there twice, and
// there are as many of them as KC->MBON pairs.
static inline void check_synapses(Bed bed, int synapses)
{
  const Anatomy *a    = bed.a;
  size_t         n    = (size_t)a->n_features * (size_t)a->n_posts;
  char          *seen = arena_take(bed.given.arena, n, 1);
  assert_int_equal(a->n_synapses, synapses);
  assert_int_equal(a->bundle_start[0], 0);
  assert_int_equal(a->bundle_start[a->n_features * a->n_outputs], synapses);
  for (int b = 0; b < a->n_features * a->n_outputs; b++) {
    int k = b / a->n_outputs;
    for (int s = a->bundle_start[b]; s < a->bundle_start[b + 1]; s++) {
      if (s > a->bundle_start[b]) assert_true(a->post[s] > a->post[s - 1]);
      assert_in_range(a->post[s], 0, a->n_posts - 1);
      assert_false(seen[k * a->n_posts + a->post[s]]++);
      assert_true(joined(bed.c, neuron_of(bed.c, "KC", k), neuron_of(bed.c, "MBON", a->post[s])));
    }
  }
}

// An output neuron belongs to one group alone, and groups have about as many synapses; what a
// group reads out is in units of its synapses per feature.
static inline void check_groups(Bed bed)
{
  const Anatomy *a          = bed.a;
  int            group[256] = {0}, count[OUTPUTS] = {0}, least = a->n_synapses, most = 0;
  for (int b = 0; b < a->n_features * a->n_outputs; b++) {
    int g = b % a->n_outputs;
    for (int s = a->bundle_start[b]; s < a->bundle_start[b + 1]; s++) {
      assert_true(group[a->post[s]] == 0 || group[a->post[s]] == g + 1);
      group[a->post[s]] = g + 1;
      count[g]++;
    }
  }
  for (int g = 0; g < a->n_outputs; g++) {
    least = count[g] < least ? count[g] : least;
    most  = count[g] > most ? count[g] : most;
    check_near(a->readout[g] * count[g], a->n_features, 1e-9);
  }
  assert_true(most - least < 60);   // of about 300
}

static inline void check_features(const Anatomy *a, int winners)
{
  assert_int_equal(a->n_active, a->n_observations * winners);
  for (int o = 0; o < a->n_observations; o++) {
    double length = 0;
    assert_int_equal(a->active_start[o + 1] - a->active_start[o], winners);
    for (int i = a->active_start[o]; i < a->active_start[o + 1]; i++) {
      if (i > a->active_start[o]) assert_true(a->active_feature[i] > a->active_feature[i - 1]);
      assert_in_range(a->active_feature[i], 0, a->n_features - 1);
      assert_true(a->active_value[i] >= 0);
      length += a->active_value[i] * a->active_value[i];
    }
    check_near(length, 1, 1e-12);
  }
}

// A dopamine cell is in contact with a synapse where it has synapses onto both of its neurons.
static inline void check_contacts(Bed bed)
{
  const Anatomy *a       = bed.a;
  size_t         n       = (size_t)bed.c->n_neurons;
  char          *touches = arena_take(bed.given.arena, n * n, 1);
  for (int s = 0; s < bed.c->n_synapses; s++)
    touches[(size_t)bed.c->pre[s] * n + (size_t)bed.c->post[s]] = 1;
  int at = 0;
  for (int b = 0; b < a->n_features * a->n_outputs; b++) {
    size_t k = (size_t)neuron_of(bed.c, "KC", b / a->n_outputs);
    for (int s = a->bundle_start[b]; s < a->bundle_start[b + 1]; s++) {
      size_t o = (size_t)neuron_of(bed.c, "MBON", a->post[s]);
      assert_int_equal(a->contact_start[s], at);
      for (int j = 0; j < a->n_cells; j++) {
        size_t cell = (size_t)neuron_of(bed.c, "MBIN", j);
        if (touches[cell * n + k] && touches[cell * n + o])
          assert_int_equal(a->contact_cell[at++], j);
      }
    }
  }
  assert_int_equal(a->contact_start[a->n_synapses], at);
  assert_true(at > 0 && at <= a->n_contacts);
}
