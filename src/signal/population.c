// Population: dopamine cells that carry the error, and synapses that hear who touches them.
//
// What cell j releases is gain delta plus noise, for every cell that is not lesioned. Synapse k->o
// hears
//   hears = volume (share of all cells that are intact)
//         + (1 - volume) (share of the cells in contact with both k and o that are intact)
// times that: volume transmission reaches everything, the rest comes through contacts alone, so a
// synapse that no cell contacts hears only the former. Networks without any contacts (tables) hear
// all. Larval and adult dopamine neurons contact Kenyon cells and output neurons of their
// compartment (Eichler et al. 2017; Aso et al. 2014); that errors of prediction run in them is a
// proposal (Bennett, Philippides & Nowotny 2021). Cost: as for a broadcast, because all intact
// cells release the same.

#include <string.h>

#include "kind/signal.h"

enum { VOLUME = SIGNAL_ROWS, LESION, N_FIELDS };

WIDE static void release(const Model *model, Cohort *cohort)
{
  (void)model;
  signal_release_error(cohort);
}

// Whether a cell was lesioned: its name stands in the list.
static bool lesioned(const Node *list, const char *name)
{
  if (!list || !name) return false;
  for (const Node *node = list->first; node; node = node->next) {
    if (node->type == NODE_SCALAR && strcmp(node->text, name) == 0) return true;
  }
  return false;
}

static void reach(const Section *section, Anatomy *anatomy)
{
  double      volume = section->setting[VOLUME].number;
  const Node *lesion = section->setting[LESION].node;
  int         intact = 0;
  for (int j = 0; j < anatomy->n_cells; j++) {
    anatomy->cell_intact[j] = !lesioned(lesion, anatomy->cell_name ? anatomy->cell_name[j] : NULL);
    intact += anatomy->cell_intact[j];
  }
  double everywhere = anatomy->n_cells ? (double)intact / anatomy->n_cells : 1;
  for (int s = 0; s < anatomy->n_synapses; s++) {
    int from = anatomy->contact_start[s], to = anatomy->contact_start[s + 1], alive = 0;
    for (int c = from; c < to; c++) alive += anatomy->cell_intact[anatomy->contact_cell[c]];
    double touched = to > from ? (double)alive / (to - from) : 0;
    if (anatomy->n_contacts == 0) touched = everywhere;
    anatomy->hears[s] = volume * everywhere + (1 - volume) * touched;
  }
}

static const Field fields[N_FIELDS - SIGNAL_ROWS] = {
    [VOLUME -
     SIGNAL_ROWS]          = {"volume", FIELD_NUMBER, .standard = 0.5, .low = 0, .high = 1,
                              .about =
                        "share of dopamine that reaches every synapse; the rest needs a contact"},
    [LESION - SIGNAL_ROWS] = {"lesion", FIELD_NODE,
                              .about = "names of dopamine cells that release nothing"},
};

const SignalKind signal_population = {
    .kind =
        {
            .name   = "population",
            .about  = "dopamine cells that all carry the error, and synapses that hear those that "
                      "touch them",
            .source = "Eichler et al. (2017); Bennett, Philippides & Nowotny (2021)",
            .equations = "released by cell j: gain delta + noise z; heard: volume (all) + (1 - "
                         "volume) (those in contact)",
            .example   = "model:\n  signal: {kind: population, volume: 0.5}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - SIGNAL_ROWS,
        },
    .release = release,
    .reach   = reach,
};
