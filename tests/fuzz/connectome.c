// Connectome under fuzzing: two tables from one input, split at the first byte 1E.
//
// What is read must hold together: rows sorted, every end a neuron, every question answered alike;
// and a rewiring must keep what it promises.

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "connectome/info.h"
#include "connectome/null_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const Connectome *made)
{
  int self = 0;

  assert(made->n_neurons > 0 && made->n_synapses > 0);
  assert(made->row[0] == 0 && made->row[made->n_neurons] == made->n_synapses);
  for (int i = 0; i < made->n_neurons; i++) {
    assert(connectome_find(made, made->id[i]) == i);
    assert(made->class_of[i] >= 0 && made->class_of[i] < made->n_classes);
    assert(connectome_neuron_place(made, i).line > 1);
    for (int s = made->row[i]; s < made->row[i + 1]; s++) {
      assert(made->pre[s] == i && made->post[s] >= 0 && made->post[s] < made->n_neurons);
      assert(s == made->row[i] || made->post[s] > made->post[s - 1]);
      assert(made->weight[s] > 0 && made->weight[s] <= WEIGHT_LIMIT);
      assert(connectome_synapse(made, i, made->post[s]) == s);
      assert(connectome_synapse_place(made, s).line > 1);
      self += made->post[s] == i;
    }
  }
  assert(self == made->n_self);
}

static void rewire(Arena *arena, const Connectome *made)
{
  const NullModel *null = null_model_open(arena, made);
  int             *post = arena_take(arena, (size_t)made->n_synapses, sizeof *post);
  int             *work = arena_take(arena, (size_t)null->work, sizeof *work);
  Stream           stream = stream_open(1, PURPOSE_REWIRE);

  null_model_real(null, post);
  null_model_degree_preserving(null, &stream, post);
  for (int i = 0; i < null->n_blocks; i++) {
    null_model_shuffle(null, i, &stream, post, work);
  }
  for (int s = 0; s < made->n_synapses; s++) {
    assert(made->class_of[post[s]] == made->class_of[made->post[s]]);
    assert((post[s] == made->pre[s]) == (made->post[s] == made->pre[s]));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const char *text = (const char *)data;
  const char *mark = size > 0 ? memchr(text, 0x1E, size) : NULL;
  size_t      first = mark ? (size_t)(mark - text) : size;
  size_t      second = mark ? size - first - 1 : 0;
  Arena      *arena = arena_open();
  Diag       *diag = diag_open(arena);

  const Csv *neurons = csv_read_text(arena, "neurons.csv", text, first, diag);
  const Csv *synapses = csv_read_text(arena, "synapses.csv", mark ? mark + 1 : "", second, diag);
  if (neurons && synapses) {
    size_t            before = diag_count(diag);
    const Connectome *made = connectome_build(arena, neurons, synapses, diag);
    assert((made == NULL) == (diag_count(diag) > before));
    if (made) {
      Text out = {.arena = arena};
      check(made);
      rewire(arena, made);
      info_write(made, "folder", &out);
      assert(out.length > 0);
    }
  }
  assert(diag_text(diag));
  arena_close(arena);
  return 0;
}
