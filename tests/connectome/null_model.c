// Null models under test: what a rewiring keeps, what it forgets, and that it is fair.
//
// Fairness is tested on graphs so small that all wirings can be counted: chi-square of 20,000
// rewirings against equal chances, refused where it exceeds the quantile of 1 in 1,000 (Wilson and
// Hilferty's approximation). Seeds are fixed, so the tests always say the same.

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "connectome/null_model.h"

enum { DRAWS = 20000, MOST = 4096 };

static const NullModel *open_texts(Arena *arena, const char *neurons, const char *synapses)
{
  Diag *diag = diag_open(arena);
  Csv  *one = csv_read_text(arena, "neurons.csv", neurons, strlen(neurons), diag);
  Csv  *two = csv_read_text(arena, "synapses.csv", synapses, strlen(synapses), diag);

  const Connectome *made = connectome_build(arena, one, two, diag);
  assert_string_equal(diag_text(diag), "");
  return null_model_open(arena, made);
}

static const NullModel *open_right(Arena *arena)
{
  Diag             *diag = diag_open(arena);
  const Connectome *made = connectome_read(arena, "models/larva_mushroom_body/right", diag);

  assert_string_equal(diag_text(diag), "");
  return null_model_open(arena, made);
}

// Three classes whose neurons and synapses come mixed, some of them onto themselves.
static const NullModel *open_mixed(Arena *arena)
{
  Text   neurons = {.arena = arena}, synapses = {.arena = arena};
  Stream stream = stream_open(5, PURPOSE_ENV);

  text_add(&neurons, "id,name,class,side\n");
  text_add(&synapses, "pre,post,weight\n");
  for (int i = 0; i < 60; i++) {
    text_print(&neurons, "%d,n,c%u,\n", i, chance_below(stream_next(&stream), 3));
    for (int k = 0; k < 60; k++) {
      if (chance_below(stream_next(&stream), 100) < (uint32_t)(10 + i)) {
        text_print(&synapses, "%d,%d,1\n", k, i);
      }
    }
  }
  return open_texts(arena, neurons.start, synapses.start);
}

static int *room(Arena *arena, const NullModel *null)
{
  return arena_take(arena, (size_t)null->connectome->n_synapses, sizeof(int));
}

// Every synapse stays in its block, no pair is joined twice, self-edges are the real ones.
static void check_pairs(const NullModel *null, const int *post)
{
  const Connectome *real = null->connectome;
  Arena            *arena = arena_open();
  size_t            n = (size_t)real->n_neurons;
  char             *seen = arena_take(arena, n * n, 1);

  for (int s = 0; s < real->n_synapses; s++) {
    assert_in_range(post[s], 0, n - 1);
    assert_int_equal(real->class_of[post[s]], real->class_of[real->post[s]]);
    assert_false(seen[(size_t)real->pre[s] * n + (size_t)post[s]]++);
    assert_int_equal(post[s] == real->pre[s], real->post[s] == real->pre[s]);
  }
  arena_close(arena);
}

// Sources of every neuron in every class. That targets are kept follows from pre and the classes.
static void check_sources(const NullModel *null, const int *post)
{
  const Connectome *real = null->connectome;
  Arena            *arena = arena_open();
  size_t            classes = (size_t)real->n_classes, n = (size_t)real->n_neurons * classes;
  int              *balance = arena_take(arena, n, sizeof *balance);

  for (int s = 0; s < real->n_synapses; s++) {
    size_t from = (size_t)real->class_of[real->pre[s]];
    balance[(size_t)post[s] * classes + from]++;
    balance[(size_t)real->post[s] * classes + from]--;
  }
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(balance[i], 0);
  }
  arena_close(arena);
}

static int count_kept(const NullModel *null, int block, const int *post)
{
  const ClassPair *pair = &null->block[block];
  int              kept = 0;

  for (int i = 0; i < pair->n_synapses; i++) {
    int s = pair->synapse[i];
    kept += connectome_synapse(null->connectome, null->connectome->pre[s], post[s]) >= 0;
  }
  return kept;
}

static void swaps_keep_every_degree_toward_every_class(void **state)
{
  Arena           *arena = arena_open();
  const NullModel *nulls[] = {open_right(arena), open_mixed(arena)};

  (void)state;
  assert_true(nulls[1]->connectome->n_self > 5);
  for (int i = 0; i < 2; i++) {
    int *post = room(arena, nulls[i]);
    for (uint64_t seed = 0; seed < 5; seed++) {
      Stream stream = stream_open(seed, PURPOSE_REWIRE);
      null_model_real(nulls[i], post);
      assert_true(null_model_degree_preserving(nulls[i], &stream, post) > 500);
      check_pairs(nulls[i], post);
      check_sources(nulls[i], post);
      for (int b = 0; b < nulls[i]->n_blocks; b++) {
        assert_true(count_kept(nulls[i], b, post) < nulls[i]->block[b].n_synapses);
      }
    }
  }
  arena_close(arena);
}

static void shuffles_change_their_block_alone_and_keep_out_degrees(void **state)
{
  Arena           *arena = arena_open();
  const NullModel *nulls[] = {open_right(arena), open_mixed(arena)};

  (void)state;
  for (int i = 0; i < 2; i++) {
    const Connectome *real = nulls[i]->connectome;
    int              *post = room(arena, nulls[i]);
    int              *work = arena_take(arena, (size_t)nulls[i]->work, sizeof *work);
    for (int b = 0; b < nulls[i]->n_blocks; b++) {
      const ClassPair *pair = &nulls[i]->block[b];
      Stream           stream = stream_open((uint64_t)b, PURPOSE_REWIRE);
      null_model_real(nulls[i], post);
      null_model_shuffle(nulls[i], b, &stream, post, work);
      check_pairs(nulls[i], post);
      assert_true(count_kept(nulls[i], b, post) < pair->n_synapses);
      for (int s = 0; s < real->n_synapses; s++) {
        bool inside = real->class_of[real->pre[s]] == pair->pre_class &&
                      real->class_of[real->post[s]] == pair->post_class;
        assert_true(inside || post[s] == real->post[s]);
      }
    }
  }
  arena_close(arena);
}

static void one_seed_gives_one_wiring_and_another_another(void **state)
{
  Arena           *arena = arena_open();
  const NullModel *null = open_right(arena);
  size_t           bytes = (size_t)null->connectome->n_synapses * sizeof(int);
  int             *post[3];
  int             *work = arena_take(arena, (size_t)null->work, sizeof *work);

  (void)state;
  for (int i = 0; i < 3; i++) {
    Stream stream = stream_open(i == 2 ? 8 : 7, PURPOSE_REWIRE);
    post[i] = room(arena, null);
    null_model_real(null, post[i]);
    null_model_degree_preserving(null, &stream, post[i]);
    null_model_shuffle(null, 0, &stream, post[i], work);
  }
  assert_memory_equal(post[0], post[1], bytes);
  assert_memory_not_equal(post[0], post[2], bytes);
  arena_close(arena);
}

// The share of real pairs has stopped falling: four times as many attempts leave as much.
static void thirty_attempts_a_synapse_forget_what_can_be_forgotten(void **state)
{
  Arena            *arena = arena_open();
  const NullModel  *null = open_right(arena);
  const Connectome *real = null->connectome;
  int               kc = connectome_class(real, "KC");
  int               block = null_model_block(null, kc, connectome_class(real, "MBON"));
  int              *post = room(arena, null);
  double            once = 0, often = 0;

  (void)state;
  for (uint64_t seed = 0; seed < 20; seed++) {
    Stream stream = stream_open(seed, PURPOSE_REWIRE);
    null_model_real(null, post);
    null_model_swap(null, block, &stream, post);
    once += count_kept(null, block, post);
    for (int i = 0; i < 3; i++) {
      null_model_swap(null, block, &stream, post);
    }
    often += count_kept(null, block, post);
  }
  assert_int_equal(null->block[block].n_synapses, 1434);
  assert_true(fabs(once - often) / (20 * 1434.) < 0.005);
  assert_true(once / (20 * 1434.) > 0.85 && once / (20 * 1434.) < 0.87);
  assert_int_equal(null_model_block(null, kc, connectome_class(real, "PN")), -1);
  arena_close(arena);
}

// Counts of outcomes named by numbers, in the order met.
typedef struct Tally {
  uint64_t name[MOST];
  int      count[MOST];
  int      n;
} Tally;

static void add(Tally *tally, uint64_t name)
{
  int i = 0;

  while (i < tally->n && tally->name[i] != name) {
    i++;
  }
  assert_true(i < MOST);
  tally->name[i] = name;
  tally->n += i == tally->n;
  tally->count[i]++;
}

static void check_uniform(const Tally *tally, int outcomes)
{
  double expected = (double)DRAWS / outcomes, chi2 = 0, df = outcomes - 1;
  double root = 1 - 2 / (9 * df) + 3.0902 * sqrt(2 / (9 * df));

  assert_int_equal(tally->n, outcomes);
  for (int i = 0; i < tally->n; i++) {
    chi2 += (tally->count[i] - expected) * (tally->count[i] - expected) / expected;
  }
  if (chi2 >= df * root * root * root) {
    fail_msg("chi-square is %g with %d degrees of freedom", chi2, outcomes - 1);
  }
}

// A wiring of up to eight neurons by eight, as the bits of its adjacency matrix.
static uint64_t matrix_of(const Connectome *real, const int *post)
{
  uint64_t bits = 0;

  for (int s = 0; s < real->n_synapses; s++) {
    bits |= (uint64_t)1 << (real->pre[s] * 8 + post[s]);
  }
  return bits;
}

static void swap_often(Arena *arena, const NullModel *null, Tally *tally)
{
  int *post = room(arena, null);

  for (uint64_t seed = 0; seed < DRAWS; seed++) {
    Stream stream = stream_open(seed, PURPOSE_REWIRE);
    null_model_real(null, post);
    null_model_degree_preserving(null, &stream, post);
    add(tally, matrix_of(null->connectome, post));
  }
}

// How many matrices of 4 x 4 bits have these sums of rows and columns.
static int count_matrices(const int rows[4], const int columns[4])
{
  int found = 0;

  for (unsigned matrix = 0; matrix < 1u << 16; matrix++) {
    int row[4] = {0}, column[4] = {0};
    for (int i = 0; i < 16; i++) {
      row[i / 4] += matrix >> i & 1;
      column[i % 4] += matrix >> i & 1;
    }
    found += memcmp(row, rows, sizeof row) == 0 && memcmp(column, columns, sizeof column) == 0;
  }
  return found;
}

static void swaps_between_classes_reach_all_wirings_alike(void **state)
{
  Arena           *arena = arena_open();
  Tally           *tally = arena_take(arena, 1, sizeof *tally);
  const int        rows[4] = {3, 2, 1, 1}, columns[4] = {2, 2, 2, 1};
  const NullModel *null = open_texts(arena,
                                     "id,name,class,side\na,,A,\nu,,B,\nb,,A,\nv,,B,\nc,,A,\n"
                                     "w,,B,\nd,,A,\nx,,B,\n",
                                     "pre,post,weight\na,u,1\na,v,1\na,w,1\nb,u,1\nb,v,1\n"
                                     "c,w,1\nd,x,1\n");

  (void)state;
  swap_often(arena, null, tally);
  check_uniform(tally, count_matrices(rows, columns));
  arena_close(arena);
}

// One target and one source each, nobody itself: the nine derangements of four. Six of them lead
// on by two swaps, three by four; were refusals not counted, these would come twice as often.
static void swaps_within_a_class_reach_all_wirings_alike(void **state)
{
  Arena           *arena = arena_open();
  Tally           *tally = arena_take(arena, 1, sizeof *tally);
  const NullModel *null = open_texts(arena,
                                     "id,name,class,side\n0,,A,\n1,,A,\n2,,A,\n3,,A,\n",
                                     "pre,post,weight\n0,1,1\n1,2,1\n2,3,1\n3,0,1\n");

  (void)state;
  swap_often(arena, null, tally);
  check_uniform(tally, 9);
  arena_close(arena);
}

// Two of three others for one neuron, one of three for the next, and for a third, which reaches
// itself, that and one of three more: with the order of targets 6 x 3 x 3 outcomes.
static void shuffles_choose_all_targets_in_all_orders_alike(void **state)
{
  Arena           *arena = arena_open();
  Tally           *tally = arena_take(arena, 1, sizeof *tally);
  const NullModel *null = open_texts(arena,
                                     "id,name,class,side\n0,,A,\n1,,A,\n2,,A,\n3,,A,\n",
                                     "pre,post,weight\n0,1,1\n0,2,9\n1,0,1\n2,2,5\n2,3,1\n");
  int             *post = room(arena, null);
  int              work[4];

  (void)state;
  assert_int_equal(null->work, 4);
  for (uint64_t seed = 0; seed < DRAWS; seed++) {
    Stream   stream = stream_open(seed, PURPOSE_REWIRE);
    uint64_t name = 0;
    null_model_real(null, post);
    null_model_shuffle(null, 0, &stream, post, work);
    check_pairs(null, post);
    for (int s = 0; s < null->connectome->n_synapses; s++) {
      name = name * 4 + (uint64_t)post[s];
    }
    add(tally, name);
  }
  check_uniform(tally, 54);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(swaps_keep_every_degree_toward_every_class),
    cmocka_unit_test(shuffles_change_their_block_alone_and_keep_out_degrees),
    cmocka_unit_test(one_seed_gives_one_wiring_and_another_another),
    cmocka_unit_test(thirty_attempts_a_synapse_forget_what_can_be_forgotten),
    cmocka_unit_test(swaps_between_classes_reach_all_wirings_alike),
    cmocka_unit_test(swaps_within_a_class_reach_all_wirings_alike),
    cmocka_unit_test(shuffles_choose_all_targets_in_all_orders_alike),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
