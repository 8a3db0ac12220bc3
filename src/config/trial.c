// Trials: cues and outcomes on the bins of trials, read and checked.

#include "config/trial.h"

#include <math.h>
#include <string.h>

// Caps: uncertain outcomes of a bin (each doubles what may happen), trial types, bins.
enum { UNCERTAIN = 8, TYPES = 1000, BINS = 1000000 };

// Seconds to bins; they must fall on one.
static int to_bins(const Trials *t, const Node *node, Diag *diag)
{
  double seconds;
  if (!node_number(node, &seconds, diag)) return 0;
  double bins = floor(seconds / t->dt + 0.5);
  if (bins < 0 || bins > BINS || fabs(bins * t->dt - seconds) > 1e-9 * (1 + fabs(seconds))) {
    diag_error(diag, node->place, NULL, "%s s is not a moment between 0 and %d bins of %g s",
               node->text, BINS, t->dt);
    return 0;
  }
  return (int)bins;
}

static int cue_index(Trials *t, const char *cue, Place place, Diag *diag)
{
  for (int i = 0; i < t->n_cues; i++) {
    if (strcmp(t->cue[i], cue) == 0) return i;
  }
  if (t->n_cues == TRIAL_CUES) {
    diag_error(diag, place, NULL, "more than %d cues", TRIAL_CUES);
    return 0;
  }
  t->cue[t->n_cues]      = cue;
  t->salience[t->n_cues] = 1;
  return t->n_cues++;
}

static void add_showing(Trials *t, Trial *trial, const char *cue, const Node *when, Place place,
                        Diag *diag)
{
  size_t  before  = diag_count(diag);
  Showing showing = {.cue = cue_index(t, cue, place, diag), .on = 0, .off = trial->length};
  for (int i = 0; i < trial->n_showings; i++) {
    if (trial->showing[i].cue != showing.cue) continue;
    diag_error(diag, place, NULL, "the cue '%s' is named twice", cue);
    return;
  }
  if (trial->n_showings == TRIAL_THINGS) {
    diag_error(diag, place, NULL, "more than %d cues in a trial", TRIAL_THINGS);
    return;
  }
  if (when && when->type == NODE_LIST && when->size == 2) {
    showing.on  = to_bins(t, when->first, diag);
    showing.off = to_bins(t, when->last, diag);
  } else if (when && when->type == NODE_SCALAR) {
    showing.on  = to_bins(t, when, diag);
    showing.off = showing.on + 1;
  } else if (when) {
    diag_error(diag, when->place, NULL, "a cue is shown [on, off], or in one bin, in seconds");
    return;
  }
  if (diag_count(diag) != before) return;
  if (showing.off <= showing.on || showing.off > trial->length) {
    diag_error(diag, when ? when->place : place, NULL,
               "the cue must go on, and go off after that, within the trial");
    return;
  }
  trial->showing[trial->n_showings++] = showing;
}

static void read_cues(Trials *t, Trial *trial, const Node *list, Diag *diag)
{
  if (!list) return;
  if (list->type == NODE_SCALAR) {
    diag_error(diag, list->place, NULL,
               "'cues' must be a map {cue: [on, off]} or a list of cues shown all the time");
    return;
  }
  for (const Node *node = list->first; node; node = node->next) {
    if (list->type == NODE_MAP) add_showing(t, trial, node->key, node, node->key_place, diag);
    if (list->type == NODE_MAP) continue;
    if (node->type == NODE_SCALAR) {
      add_showing(t, trial, node->text, NULL, node->place, diag);
    } else {
      diag_error(diag, node->place, NULL, "a cue must be a name, not %s", node_what(node).text);
    }
  }
}

enum { AT, REWARD, CHANCE, OUTCOME_FIELDS };

static const Field outcome_fields[OUTCOME_FIELDS] = {
    [AT] = {"at", FIELD_NODE, .required = true, .about = "seconds since the trial's first bin"},
    [REWARD] = {"reward", FIELD_VALUE, .standard = 1, .about = "what it is worth"},
    [CHANCE] = {"chance", FIELD_NUMBER, .standard = 1, .low = 0, .high = 1,
                .about = "of its coming at all"},
};

// Whether an outcome fits in with those that come in the same bin.
static bool check_bin(const Trial *trial, const TrialOutcome *outcome, Place place, Diag *diag)
{
  int uncertain = outcome->chance > 0 && outcome->chance < 1;
  int varying   = outcome->reward.form != VALUE_CONSTANT;
  for (int i = 0; i < trial->n_outcomes; i++) {
    const TrialOutcome *other = &trial->outcome[i];
    if (other->at != outcome->at) continue;
    uncertain += other->chance > 0 && other->chance < 1;
    varying += other->reward.form != VALUE_CONSTANT;
  }
  if (uncertain > UNCERTAIN) {
    diag_error(diag, place, NULL, "more than %d uncertain outcomes in one bin", UNCERTAIN);
  } else if (varying > 1) {
    diag_error(diag, place, NULL, "two outcomes of one bin cannot both be distributions");
  }
  return uncertain <= UNCERTAIN && varying <= 1;
}

static void read_outcome(Arena *arena, Trials *t, Trial *trial, const Node *node, Diag *diag)
{
  size_t       before  = diag_count(diag);
  TrialOutcome outcome = {.name = node->key, .chance = 1, .reward = value_constant(1)};
  if (node->type == NODE_MAP) {
    Section section;
    section_read(arena, node, NULL, 0, outcome_fields, OUTCOME_FIELDS, NULL, &section, diag);
    if (section.setting[AT].node) outcome.at = to_bins(t, section.setting[AT].node, diag);
    outcome.chance = section.setting[CHANCE].number;
    outcome.reward = section.setting[REWARD].value;
  } else {
    outcome.at = to_bins(t, node, diag);
  }
  if (diag_count(diag) != before) return;
  if (outcome.at < 1 || outcome.at > trial->length) {
    diag_error(diag, node->place,
               "a reward arrives from the second bin on, at the latest when the trial ends",
               "'%s' must come within the trial", node->key);
  } else if (trial->n_outcomes == TRIAL_THINGS) {
    diag_error(diag, node->place, NULL, "more than %d outcomes in a trial", TRIAL_THINGS);
  } else if (check_bin(trial, &outcome, node->place, diag)) {
    trial->outcome[trial->n_outcomes++] = outcome;
  }
}

enum { CUES, OUTCOMES, LENGTH, FIELDS };

static const Field trial_fields[FIELDS] = {
    [CUES]     = {"cues", FIELD_NODE, .about = "{cue: [on, off]}, {cue: on} or [cue, ..]"},
    [OUTCOMES] = {"outcomes", FIELD_NODE,
                  .about = "{outcome: time} or {outcome: {at, reward, chance}}"},
    [LENGTH]   = {"length", FIELD_NODE, .about = "seconds; as the env's"},
};

static void read_trial(Arena *arena, Trials *t, const Node *node, const Node *length, Diag *diag)
{
  Trial  *trial = &t->trial[t->n_trials++];
  Section section;
  size_t  before = diag_count(diag);
  trial->name    = node->key;
  if (strlen(node->key) > TRIAL_NAME) {
    diag_error(diag, node->key_place, NULL, "a trial's name has at most %d bytes", TRIAL_NAME);
    return;
  }
  if (node->type != NODE_MAP) {
    diag_error(diag, node->place, NULL, "'%s' must be a map with cues and outcomes", node->key);
    return;
  }
  section_read(arena, node, NULL, 0, trial_fields, FIELDS, NULL, &section, diag);
  const Node *own = section.setting[LENGTH].node ? section.setting[LENGTH].node : length;
  if (!own) {
    diag_error(diag, node->place, "say length: seconds, in the env or the trial",
               "'%s' has no length", node->key);
    return;
  }
  trial->length = to_bins(t, own, diag);
  if (diag_count(diag) != before) return;
  if (trial->length < 1) {
    diag_error(diag, own->place, NULL, "a trial lasts a bin at least");
    return;
  }
  read_cues(t, trial, section.setting[CUES].node, diag);
  const Node *outcomes = section.setting[OUTCOMES].node;
  if (outcomes && outcomes->type != NODE_MAP)
    diag_error(diag, outcomes->place, NULL, "'outcomes' must be a map");
  for (const Node *o = outcomes && outcomes->type == NODE_MAP ? outcomes->first : NULL; o;
       o             = o->next) {
    read_outcome(arena, t, trial, o, diag);
  }
}

static void read_saliences(Arena *arena, Trials *t, const Node *list, Diag *diag)
{
  static const Field fields[] = {{"salience", FIELD_NUMBER, .standard = 1, .low = 0, .high = 100}};
  if (list && list->type != NODE_MAP) {
    diag_error(diag, list->place, NULL, "'cues' must be a map, as in {light: {salience: 0.5}}");
    return;
  }
  for (const Node *node = list ? list->first : NULL; node; node = node->next) {
    int     i = 0;
    Section section;
    while (i < t->n_cues && strcmp(t->cue[i], node->key) != 0) i++;
    if (i == t->n_cues) {
      diag_error(diag, node->key_place, NULL, "no trial shows the cue '%s'", node->key);
    } else if (node->type != NODE_MAP) {
      diag_error(diag, node->place, NULL, "'%s' must be a map, as in {salience: 0.5}", node->key);
    } else {
      section_read(arena, node, NULL, 0, fields, 1, NULL, &section, diag);
      t->salience[i] = section.setting[0].number;
    }
  }
}

bool trial_read(Arena *arena, double dt, const Node *trials, const Node *length, const Node *cues,
                Trials *t, Diag *diag)
{
  size_t before = diag_count(diag);
  *t            = (Trials){.dt = dt};
  if (trials->type != NODE_MAP || trials->size == 0) {
    diag_error(diag, trials->place, NULL,
               "'trials' must be a map from names to what happens in them");
    return false;
  }
  if (trials->size > TYPES) {
    diag_error(diag, trials->place, NULL, "more than %d trial types", TYPES);
    return false;
  }
  t->trial = arena_take(arena, trials->size, sizeof *t->trial);
  for (const Node *node = trials->first; node; node = node->next) {
    read_trial(arena, t, node, length, diag);
  }
  read_saliences(arena, t, cues, diag);
  return diag_count(diag) == before;
}
