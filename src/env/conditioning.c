// Conditioning: trials in which cues are shown and outcomes follow, bin by bin.
//
// The state is the trial type and the bin; its last one is the moment after the trial, at which a
// reward of the last bin arrives. A reward at time t is paid on the way into bin t, so that the
// error it calls forth carries time t (Montague, Dayan & Sejnowski 1996; Schultz, Dayan & Montague
// 1997, with time running as in the words of an experiment: news makes dopamine). Each trial ends
// like an episode. Not built yet: intervals between trials with states of their own, and trials in
// which the animal acts.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kind/env.h"

enum { LENGTH = ENV_ROWS, TRIALS, CUES, N_FIELDS };

enum { NAMES = 64, PER_TRIAL = 64, BINS = 1000000 };

typedef struct State {
  int32_t type;
  int32_t bin;
} State;

typedef struct Showing {
  int cue;
  int on, off;   // bins, the end excluded
} Showing;

typedef struct Outcome {
  const char *name;
  int         at;   // bin
  double      chance;
  Value       reward;
} Outcome;

typedef struct Trial {
  const char *name;
  int         length;   // bins
  int         n_showings, n_outcomes;
  Showing     showing[PER_TRIAL];
  Outcome     outcome[PER_TRIAL];
} Trial;

typedef struct Conditioning {
  double      dt, step_reward;
  int         n_trials, n_cues;
  Trial      *trial;   // (n_trials)
  const char *cue[NAMES];
  double      salience[NAMES];
} Conditioning;

static State state_of(const void *state)
{
  State s;
  memcpy(&s, state, sizeof s);
  return s;
}

// ---- dynamics
// -------------------------------------------------------------------------------------------------

// Tells every combination of the outcomes that arrive in a bin, from the i-th outcome on.
static void deliver(const Conditioning *c, State to, int i, double chance, double reward,
                    const Value *varying, Emit *emit)
{
  const Trial *trial = &c->trial[to.type];
  while (i < trial->n_outcomes && trial->outcome[i].at != to.bin) i++;
  if (i == trial->n_outcomes) {
    emit->outcome(emit, chance, &to, reward, varying, to.bin == trial->length);
    return;
  }
  const Outcome *outcome  = &trial->outcome[i];
  bool           constant = outcome->reward.form == VALUE_CONSTANT;
  double         more     = constant ? reward + outcome->reward.a : reward;
  const Value   *drawn    = constant ? varying : &outcome->reward;
  if (outcome->chance > 0) deliver(c, to, i + 1, chance * outcome->chance, more, drawn, emit);
  if (outcome->chance < 1)
    deliver(c, to, i + 1, chance * (1 - outcome->chance), reward, varying, emit);
}

static void expand(const void *env, const void *state, int action, Emit *emit)
{
  const Conditioning *c  = env;
  State               to = state_of(state);
  (void)action;
  to.bin++;
  deliver(c, to, 0, 1, c->step_reward, NULL, emit);
}

static void start(const void *env, Emit *emit)
{
  const Conditioning *c = env;
  for (int32_t type = 0; type < c->n_trials; type++) {
    State state = {.type = type};
    emit->start(emit, 1, &state, c->trial[type].name);
  }
}

static int actions(const void *env)
{
  (void)env;
  return 1;
}

static const char *action_name(const void *env, int action)
{
  (void)env;
  (void)action;
  return "wait";
}

static void name(const void *env, const void *state, char out[32])
{
  const Conditioning *c = env;
  State               s = state_of(state);
  snprintf(out, 32, "%.20s.%d", c->trial[s.type].name, s.bin);
}

// A state answers to its own name and to the cue, outcome or `CUE.end` that happens in its bin.
static bool is(const void *env, const void *state, const char *word)
{
  const Conditioning *c     = env;
  State               s     = state_of(state);
  const Trial        *trial = &c->trial[s.type];
  char                own[32];
  name(env, state, own);
  if (strcmp(own, word) == 0) return true;
  for (int i = 0; i < trial->n_showings; i++) {
    const Showing *showing = &trial->showing[i];
    const char    *cue     = c->cue[showing->cue];
    size_t         length  = strlen(cue);
    if (showing->on == s.bin && strcmp(cue, word) == 0) return true;
    if (showing->off == s.bin && strncmp(cue, word, length) == 0 &&
        strcmp(word + length, ".end") == 0)
      return true;
  }
  for (int i = 0; i < trial->n_outcomes; i++) {
    if (trial->outcome[i].at == s.bin && strcmp(trial->outcome[i].name, word) == 0) return true;
  }
  return false;
}

static int time_of(const void *env, const void *state)
{
  (void)env;
  return state_of(state).bin;
}

static int n_cues(const void *env)
{
  return ((const Conditioning *)env)->n_cues;
}

static const char *cue_name(const void *env, int cue)
{
  return ((const Conditioning *)env)->cue[cue];
}

static int cues(const void *env, const void *state, Cue *cue, int room)
{
  const Conditioning *c     = env;
  State               s     = state_of(state);
  const Trial        *trial = &c->trial[s.type];
  int                 n     = 0;
  for (int i = 0; i < trial->n_showings && n < room; i++) {
    const Showing *showing = &trial->showing[i];
    if (s.bin < showing->on || s.bin >= trial->length) continue;
    cue[n++] = (Cue){showing->cue, (s.bin - showing->on) * c->dt, s.bin < showing->off,
                     c->salience[showing->cue]};
  }
  return n;
}

// ---- reading
// --------------------------------------------------------------------------------------------------

// Seconds to bins; they must fall on one.
static int to_bins(const Conditioning *c, const Node *node, Diag *diag)
{
  double seconds;
  if (!node_number(node, &seconds, diag)) return 0;
  double bins = floor(seconds / c->dt + 0.5);
  if (bins < 0 || bins > BINS || fabs(bins * c->dt - seconds) > 1e-9 * (1 + fabs(seconds))) {
    diag_error(diag, node->place, NULL, "%s s is not a moment between 0 and %d bins of %g s",
               node->text, BINS, c->dt);
    return 0;
  }
  return (int)bins;
}

static int cue_index(Conditioning *c, const char *cue, Place place, Diag *diag)
{
  for (int i = 0; i < c->n_cues; i++) {
    if (strcmp(c->cue[i], cue) == 0) return i;
  }
  if (c->n_cues == NAMES) {
    diag_error(diag, place, NULL, "more than %d cues", NAMES);
    return 0;
  }
  c->cue[c->n_cues]      = cue;
  c->salience[c->n_cues] = 1;
  return c->n_cues++;
}

static void add_showing(Conditioning *c, Trial *trial, const char *cue, const Node *when,
                        Place place, Diag *diag)
{
  Showing showing = {.cue = cue_index(c, cue, place, diag), .on = 0, .off = trial->length};
  if (trial->n_showings == PER_TRIAL) {
    diag_error(diag, place, NULL, "more than %d cues in a trial", PER_TRIAL);
    return;
  }
  if (when && when->type == NODE_LIST && when->size == 2) {
    showing.on  = to_bins(c, when->first, diag);
    showing.off = to_bins(c, when->last, diag);
  } else if (when && when->type == NODE_SCALAR) {
    showing.on  = to_bins(c, when, diag);
    showing.off = showing.on + 1;
  } else if (when) {
    diag_error(diag, when->place, NULL, "a cue is shown [on, off], or in one bin, in seconds");
    return;
  }
  if (showing.off <= showing.on || showing.off > trial->length) {
    diag_error(diag, when ? when->place : place, NULL,
               "the cue must go on, and go off after that, within the trial");
    return;
  }
  trial->showing[trial->n_showings++] = showing;
}

static void read_cues(Conditioning *c, Trial *trial, const Node *list, Diag *diag)
{
  if (!list) return;
  if (list->type == NODE_SCALAR) {
    diag_error(diag, list->place, NULL,
               "'cues' must be a map {cue: [on, off]} or a list of cues shown all the time");
    return;
  }
  for (const Node *node = list->first; node; node = node->next) {
    if (list->type == NODE_MAP) add_showing(c, trial, node->key, node, node->key_place, diag);
    if (list->type == NODE_LIST && node->type == NODE_SCALAR)
      add_showing(c, trial, node->text, NULL, node->place, diag);
  }
}

enum { AT, REWARD, CHANCE, OUTCOME_FIELDS };

static const Field outcome_fields[OUTCOME_FIELDS] = {
    [AT] = {"at", FIELD_NODE, .required = true, .about = "seconds since the trial's first bin"},
    [REWARD] = {"reward", FIELD_VALUE, .standard = 1, .about = "what it is worth"},
    [CHANCE] = {"chance", FIELD_NUMBER, .standard = 1, .low = 0, .high = 1,
                .about = "of its coming at all"},
};

static void read_outcome(Arena *arena, Conditioning *c, Trial *trial, const Node *node, Diag *diag)
{
  Outcome outcome = {.name = node->key, .chance = 1, .reward = value_constant(1)};
  if (node->type == NODE_MAP) {
    Section section;
    section_read(arena, node, NULL, 0, outcome_fields, OUTCOME_FIELDS, NULL, &section, diag);
    if (section.setting[AT].node) outcome.at = to_bins(c, section.setting[AT].node, diag);
    outcome.chance = section.setting[CHANCE].number;
    outcome.reward = section.setting[REWARD].value;
  } else {
    outcome.at = to_bins(c, node, diag);
  }
  if (outcome.at < 1 || outcome.at > trial->length) {
    diag_error(diag, node->place,
               "a reward arrives from the second bin on, at the latest when the trial ends",
               "'%s' must come within the trial", node->key);
  } else if (trial->n_outcomes == PER_TRIAL) {
    diag_error(diag, node->place, NULL, "more than %d outcomes in a trial", PER_TRIAL);
  } else {
    trial->outcome[trial->n_outcomes++] = outcome;
  }
}

enum { TRIAL_CUES, TRIAL_OUTCOMES, TRIAL_LENGTH, TRIAL_FIELDS };

static const Field trial_fields[TRIAL_FIELDS] = {
    [TRIAL_CUES]     = {"cues", FIELD_NODE, .about = "{cue: [on, off]}, {cue: on} or [cue, ..]"},
    [TRIAL_OUTCOMES] = {"outcomes", FIELD_NODE,
                        .about = "{outcome: time} or {outcome: {at, reward, chance}}"},
    [TRIAL_LENGTH]   = {"length", FIELD_NODE, .about = "seconds; as the env's"},
};

static void read_trial(Arena *arena, Conditioning *c, const Node *node, const Node *length,
                       Diag *diag)
{
  Trial  *trial = &c->trial[c->n_trials++];
  Section section;
  trial->name = node->key;
  if (node->type != NODE_MAP) {
    diag_error(diag, node->place, NULL, "'%s' must be a map with cues and outcomes", node->key);
    return;
  }
  section_read(arena, node, NULL, 0, trial_fields, TRIAL_FIELDS, NULL, &section, diag);
  const Node *own =
      section.setting[TRIAL_LENGTH].node ? section.setting[TRIAL_LENGTH].node : length;
  if (!own) {
    diag_error(diag, node->place, "say length: seconds, in the env or the trial",
               "'%s' has no length", node->key);
    return;
  }
  trial->length = to_bins(c, own, diag);
  if (trial->length < 1) {
    diag_error(diag, own->place, NULL, "a trial lasts a bin at least");
    return;
  }
  read_cues(c, trial, section.setting[TRIAL_CUES].node, diag);
  const Node *outcomes = section.setting[TRIAL_OUTCOMES].node;
  if (outcomes && outcomes->type != NODE_MAP)
    diag_error(diag, outcomes->place, NULL, "'outcomes' must be a map");
  for (const Node *o = outcomes && outcomes->type == NODE_MAP ? outcomes->first : NULL; o;
       o             = o->next) {
    read_outcome(arena, c, trial, o, diag);
  }
}

static void read_saliences(Conditioning *c, const Node *list, Diag *diag)
{
  static const Field fields[] = {{"salience", FIELD_NUMBER, .standard = 1, .low = 0, .high = 100}};
  for (const Node *node = list && list->type == NODE_MAP ? list->first : NULL; node;
       node             = node->next) {
    int i = 0;
    while (i < c->n_cues && strcmp(c->cue[i], node->key) != 0) i++;
    if (i == c->n_cues) {
      diag_error(diag, node->key_place, NULL, "no trial shows the cue '%s'", node->key);
    } else if (node_get(node, fields[0].key)) {
      node_number(node_get(node, fields[0].key), &c->salience[i], diag);
    }
  }
}

static const void *build(Arena *arena, const Section *section, const Node *written, Diag *diag)
{
  const Setting *setting = section->setting;
  size_t         before  = diag_count(diag);
  Conditioning  *c       = arena_take(arena, 1, sizeof *c);
  const Node    *trials  = setting[TRIALS].node;
  (void)written;
  c->dt          = setting[ENV_DT].number;
  c->step_reward = setting[ENV_STEP_REWARD].number;
  if (!trials) return NULL;
  if (trials->type != NODE_MAP || trials->size == 0) {
    diag_error(diag, trials->place, NULL,
               "'trials' must be a map from names to what happens in them");
    return NULL;
  }
  c->trial = arena_take(arena, trials->size, sizeof *c->trial);
  for (const Node *node = trials->first; node; node = node->next) {
    read_trial(arena, c, node, setting[LENGTH].node, diag);
  }
  read_saliences(c, setting[CUES].node, diag);
  return diag_count(diag) == before ? c : NULL;
}

static const Field fields[N_FIELDS - ENV_ROWS] = {
    [LENGTH - ENV_ROWS] = {"length", FIELD_NODE, .unit = "s", .about = "of a trial"},
    [TRIALS - ENV_ROWS] = {"trials", FIELD_NODE, .required = true,
                           .about = "type -> {cues, outcomes, length}"},
    [CUES - ENV_ROWS] = {"cues", FIELD_NODE, .about = "cue -> {salience}, only where it is not 1"},
};

const EnvKind env_conditioning = {
    .kind =
        {
            .name     = "conditioning",
            .about    = "trials in which cues are shown and outcomes follow",
            .source   = "Montague, Dayan & Sejnowski (1996); Schultz, Dayan & Montague (1997)",
            .example  = "env:\n  kind: conditioning\n  length: 20\n  trials: {paired: {cues: {CS: "
                        "[5, 20]}, outcomes: {US: 15}}}\n",
            .fields   = fields,
            .n_fields = N_FIELDS - ENV_ROWS,
        },
    .state_size  = sizeof(State),
    .build       = build,
    .actions     = actions,
    .action_name = action_name,
    .start       = start,
    .expand      = expand,
    .name        = name,
    .is          = is,
    .time        = time_of,
    .n_cues      = n_cues,
    .cue_name    = cue_name,
    .cues        = cues,
};
