// Population: what each synapse hears, with contacts, volume and lesions.

#include "../cohort/lab.h"

#define WORM "{kind: connectome, connectome: larva_mushroom_body, side: right}"

// What a synapse should hear when the first `lost` cells in the file's order are lesioned.
static double wanted(const Anatomy *a, int s, double volume)
{
  int intact = 0, here = 0, touching = a->contact_start[s + 1] - a->contact_start[s];
  for (int j = 0; j < a->n_cells; j++) intact += a->cell_intact[j];
  for (int c = a->contact_start[s]; c < a->contact_start[s + 1]; c++)
    here += a->cell_intact[a->contact_cell[c]];
  return volume * intact / a->n_cells + (1 - volume) * (touching ? (double)here / touching : 0);
}

static Lab *open_lab(const char *signal)
{
  return lab_open(LAB_ROOMS "model: {network: " WORM ", agent: actor_critic, policy: softmax, "
                            "signal: %s}\nphases: [{name: a, episodes: 3}]\n",
                  signal);
}

static void a_synapse_hears_its_contacts_and_the_volume(void **state)
{
  (void)state;
  Lab           *lab  = open_lab("{kind: population, volume: 0.25}");
  const Anatomy *a    = &lab->model->anatomy;
  int            deaf = 0, all = 0;
  for (int s = 0; s < a->n_synapses; s++) {
    lab_near(a->hears[s], wanted(a, s, 0.25), 1e-15);
    deaf += a->hears[s] == 0.25;
    all += a->hears[s] == 1;
  }
  assert_true(deaf > 0 && all > 0);
  assert_int_equal(deaf + all, a->n_synapses);   // with every cell alive there is nothing between
  lab_close(lab);
}

static void lesioned_cells_are_not_heard_and_release_nothing(void **state)
{
  (void)state;
  Lab        *whole = open_lab("population");
  const char *one   = whole->model->anatomy.cell_name[0];
  char        text[160];
  snprintf(text, sizeof text, "{kind: population, volume: 0.25, lesion: [\"%s\"]}", one);
  Lab           *lab      = open_lab(text);
  const Anatomy *a        = &lab->model->anatomy;
  Probe         *dopamine = lab_probe(lab, "dopamine", 0), *delta = lab_probe(lab, "delta", 0);
  assert_int_equal(a->cell_intact[0], 0);
  for (int j = 1; j < a->n_cells; j++)
    assert_int_equal(a->cell_intact[j], strcmp(a->cell_name[j], one) != 0);
  for (int s = 0; s < a->n_synapses; s++) lab_near(a->hears[s], wanted(a, s, 0.25), 1e-15);
  Left *left = lab_run(lab, 1, 1);
  lab_near(lab_cell(left, dopamine, 0), 0, 0);
  lab_near(lab_cell(left, dopamine, (size_t)a->n_cells - 1), lab_cell(left, delta, 0), 1e-15);
  lab_close(lab);
  lab_close(whole);
}

static void tables_hear_everything(void **state)
{
  (void)state;
  Lab *lab =
      lab_open(LAB_SMALL "model: {agent: q_learning, signal: {kind: population, volume: 0}}\n");
  for (int s = 0; s < lab->model->n_synapses; s++) lab_near(lab->model->anatomy.hears[s], 1, 0);
  lab_close(lab);
}

static void without_any_cell_nothing_is_learnt_or_forgotten(void **state)
{
  (void)state;
  Lab *whole = open_lab("population");
  Text text  = {.arena = whole->arena};
  text_print(&text, "{kind: population, lesion: [");
  for (int j = 0; j < whole->model->anatomy.n_cells; j++)
    text_print(&text, "%s\"%s\"", j ? ", " : "", whole->model->anatomy.cell_name[j]);
  text_print(&text, "]}");
  Lab *lab = lab_open(LAB_ROOMS "model: {network: " WORM ", agent: {kind: actor_critic, w0: 0.3}, "
                                "policy: softmax, signal: %s, plasticity: {lambda: 0.8, "
                                "forgetting: 0.5}}\nphases: [{name: a, episodes: 3}]\n",
                      text.start);
  Probe *last = lab_weights(lab, 0);
  Left  *left = lab_run(lab, 2, 2);
  for (size_t s = 0; s < last->cells; s++) lab_near(lab_cell(left, last, s), 0.3, 0);
  lab_close(lab);
  lab_close(whole);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_synapse_hears_its_contacts_and_the_volume),
      cmocka_unit_test(lesioned_cells_are_not_heard_and_release_nothing),
      cmocka_unit_test(tables_hear_everything),
      cmocka_unit_test(without_any_cell_nothing_is_learnt_or_forgotten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
