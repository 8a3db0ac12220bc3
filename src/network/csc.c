// Complete serial compound: a feature for every bin since a cue's onset.
//
// Moore et al. (1998); Montague, Dayan & Sejnowski (1996); Schultz, Dayan & Montague (1997). x is
// the cue's salience in the feature (cue, bins since onset), while the cue is on (lasts: cue) or
// until the trial ends (lasts: trial).

#include <math.h>
#include <string.h>

#include "kind/network.h"

enum { LASTS = NETWORK_ROWS, N_FIELDS };
enum { LASTS_CUE, LASTS_TRIAL };
enum { SHOWN = 64 };

typedef struct Csc {
  const Observed *seen;
  int             n_outputs;
  bool            whole_trial;
  int             n_cues;
  const char    **cue;      // (n_cues) names: worlds may share cues
  int             n_bins;   // features a cue
  int             n_active;
  const char    **feature_name;   // (n_cues x n_bins)
} Csc;

static int find_cue(const Csc *csc, const char *name)
{
  int c = 0;
  while (c < csc->n_cues && strcmp(csc->cue[c], name) != 0) c++;
  return c;
}

// The active features of an observation: their number, and where asked the features and their
// activity.
static int list(const Csc *csc, int observation, int *feature, double *value)
{
  const World *world = csc->seen->world[observation];
  Cue          cue[SHOWN];
  int          n =
      world->kind->cues(world->env, world_state(world, csc->seen->state[observation]), cue, SHOWN);
  int kept = 0;
  for (int i = 0; i < n; i++) {
    if (!cue[i].present && !csc->whole_trial) continue;
    int which = find_cue(csc, world->kind->cue_name(world->env, cue[i].cue));
    int bin   = (int)floor(cue[i].since / world->dt + 0.5);
    if (feature) feature[kept] = which * csc->n_bins + bin;
    if (value) value[kept] = cue[i].salience;
    kept++;
  }
  return kept;
}

// Longest time since an onset that is ever seen, in bins.
static int longest(const Observed *seen)
{
  int longest = 0;
  for (int o = 0; o < seen->n; o++) {
    const World *world = seen->world[o];
    Cue          cue[SHOWN];
    int          n = world->kind->cues(world->env, world_state(world, seen->state[o]), cue, SHOWN);
    for (int i = 0; i < n; i++) {
      int bins = (int)floor(cue[i].since / world->dt + 0.5) + 1;
      if (bins > longest) longest = bins;
    }
  }
  return longest;
}

// All cues of all worlds, in the order in which they are met. False where a world has none.
static bool gather(Arena *arena, Csc *csc, Place place, Diag *diag)
{
  const Observed *seen = csc->seen;
  size_t          room = 0;
  for (int o = 0; o < seen->n; o++) {
    const World *world = seen->world[o];
    if (o > 0 && world == seen->world[o - 1]) continue;
    if (!world->kind->cues) {
      diag_error(diag, place, NULL,
                 "a complete serial compound needs a world with cues, such as conditioning");
      return false;
    }
    for (int c = 0; c < world->kind->n_cues(world->env); c++) {
      const char *name = world->kind->cue_name(world->env, c);
      if (find_cue(csc, name) < csc->n_cues) continue;
      csc->cue = arena_grow(arena, csc->cue, &room, (size_t)csc->n_cues + 1, sizeof *csc->cue);
      csc->cue[csc->n_cues++] = name;
    }
  }
  return true;
}

static const void *build(Arena *arena, const Section *section, const Node *written,
                         const Observed *seen, int n_outputs, Diag *diag)
{
  Csc *csc         = arena_take(arena, 1, sizeof *csc);
  csc->seen        = seen;
  csc->n_outputs   = n_outputs;
  csc->whole_trial = section->setting[LASTS].number == LASTS_TRIAL;
  if (!gather(arena, csc, written ? written->place : section->place, diag)) return NULL;
  csc->n_bins = longest(seen);
  csc->feature_name =
      arena_take(arena, (size_t)csc->n_cues * (size_t)csc->n_bins + 1, sizeof *csc->feature_name);
  for (int c = 0; c < csc->n_cues; c++) {
    for (int bin = 0; bin < csc->n_bins; bin++) {
      csc->feature_name[c * csc->n_bins + bin] = arena_print(arena, "%s.%d", csc->cue[c], bin);
    }
  }
  for (int o = 0; o < seen->n; o++) csc->n_active += list(csc, o, NULL, NULL);
  return csc;
}

static void size(const void *network, Anatomy *anatomy)
{
  const Csc *csc          = network;
  anatomy->n_observations = csc->seen->n;
  anatomy->n_features     = csc->n_cues * csc->n_bins;
  anatomy->n_active       = csc->n_active;
  anatomy->n_outputs      = csc->n_outputs;
  anatomy->n_synapses     = anatomy->n_features * csc->n_outputs;
  anatomy->n_cells        = 1;
}

static bool own_wiring(const void *network)
{
  (void)network;
  return false;
}

static void wire(const void *network, Stream *rewire, void *workspace, Anatomy *anatomy)
{
  const Csc *csc = network;
  (void)rewire;
  (void)workspace;
  for (int o = 0; o < anatomy->n_observations; o++) {
    int at = anatomy->active_start[o];
    anatomy->active_start[o + 1] =
        at + list(csc, o, &anatomy->active_feature[at], &anatomy->active_value[at]);
  }
  anatomy_fill_bundles(anatomy);
  anatomy->feature_name = csc->feature_name;
}

static const Field fields[N_FIELDS - NETWORK_ROWS] = {
    [LASTS] = {"lasts", FIELD_WORD, .words = "cue trial",
               .about = "features go on while the cue is on, or to the trial's end"},
};

const NetworkKind network_csc = {
    .kind =
        {
            .name     = "csc",
            .about    = "complete serial compound: a feature for every bin since a cue's onset",
            .source   = "Montague, Dayan & Sejnowski (1996); Schultz, Dayan & Montague (1997)",
            .example  = "model:\n  network: {kind: csc, lasts: trial}\n",
            .fields   = fields,
            .n_fields = N_FIELDS - NETWORK_ROWS,
        },
    .build      = build,
    .size       = size,
    .own_wiring = own_wiring,
    .wire       = wire,
};
