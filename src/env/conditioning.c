// Conditioning: trials in which cues are shown and outcomes follow, bin by bin.
//
// The state is the trial type and the bin; its last one is the moment after the trial, at which a
// reward of the last bin arrives. A reward at time t is paid on the way into bin t, so that the
// error it calls forth carries time t (Montague, Dayan & Sejnowski 1996; Schultz, Dayan & Montague
// 1997, with time running as in the words of an experiment: news makes dopamine). Each trial ends
// like an episode. Not built yet: intervals between trials with states of their own, and trials in
// which the animal acts.

#include <stdio.h>
#include <string.h>

#include "config/trial.h"
#include "kind/env.h"

enum { LENGTH = ENV_ROWS, TRIALS, CUES, N_FIELDS };

typedef struct State {
  int32_t type;
  int32_t bin;
} State;

typedef struct Conditioning {
  Trials trials;
  double step_reward;
} Conditioning;

static State state_of(const void *state)
{
  State s;
  memcpy(&s, state, sizeof s);
  return s;
}

// ---- dynamics

// Tells every combination of the outcomes that arrive in a bin, from the i-th outcome on.
static void deliver(const Conditioning *c, State to, int i, double chance, double reward,
                    const Value *varying, Emit *emit)
{
  const Trial *trial = &c->trials.trial[to.type];
  while (i < trial->n_outcomes && trial->outcome[i].at != to.bin) i++;
  if (i == trial->n_outcomes) {
    emit->outcome(emit, chance, &to, reward, varying, to.bin == trial->length);
    return;
  }
  const TrialOutcome *outcome  = &trial->outcome[i];
  bool                constant = outcome->reward.form == VALUE_CONSTANT;
  double              more     = constant ? reward + outcome->reward.a : reward;
  const Value        *drawn    = constant ? varying : &outcome->reward;
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
  for (int32_t type = 0; type < c->trials.n_trials; type++) {
    State state = {.type = type};
    emit->start(emit, 1, &state, c->trials.trial[type].name);
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
  snprintf(out, 32, "%.20s.%d", c->trials.trial[s.type].name, s.bin);
}

// A state answers to its own name and to the cue, outcome or `CUE.end` that happens in its bin.
static bool is(const void *env, const void *state, const char *word)
{
  const Conditioning *c     = env;
  State               s     = state_of(state);
  const Trial        *trial = &c->trials.trial[s.type];
  char                own[32];
  name(env, state, own);
  if (strcmp(own, word) == 0) return true;
  for (int i = 0; i < trial->n_showings; i++) {
    const Showing *showing = &trial->showing[i];
    const char    *cue     = c->trials.cue[showing->cue];
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

// What is seen is the trial's name, the bin, and the cues that the trial shows: a trial whose
// outcomes alone change between phases stays what it was.
typedef struct Sight {
  char     name[TRIAL_NAME];
  int32_t  bin;
  uint64_t cues;
} Sight;

static uint64_t mix(uint64_t h, const void *bytes, size_t size)
{
  const unsigned char *at = bytes;
  for (size_t i = 0; i < size; i++) h = (h ^ at[i]) * 0x100000001b3u;   // FNV-1a
  return h;
}

static void observe(const void *env, const void *state, void *observation)
{
  const Conditioning *c     = env;
  State               s     = state_of(state);
  const Trial        *trial = &c->trials.trial[s.type];
  Sight               sight = {.bin = s.bin, .cues = 0xcbf29ce484222325u};
  memcpy(sight.name, trial->name, strlen(trial->name));
  for (int i = 0; i < trial->n_showings; i++) {
    const Showing *showing = &trial->showing[i];
    const char    *cue     = c->trials.cue[showing->cue];
    sight.cues             = mix(sight.cues, cue, strlen(cue) + 1);
    sight.cues             = mix(sight.cues, &showing->on, sizeof showing->on);
    sight.cues             = mix(sight.cues, &showing->off, sizeof showing->off);
    sight.cues             = mix(sight.cues, &c->trials.salience[showing->cue], sizeof(double));
  }
  memcpy(observation, &sight, sizeof sight);
}

static int time_of(const void *env, const void *state)
{
  (void)env;
  return state_of(state).bin;
}

static int n_cues(const void *env)
{
  return ((const Conditioning *)env)->trials.n_cues;
}

static const char *cue_name(const void *env, int cue)
{
  return ((const Conditioning *)env)->trials.cue[cue];
}

static int cues(const void *env, const void *state, Cue *cue, int room)
{
  const Conditioning *c     = env;
  State               s     = state_of(state);
  const Trial        *trial = &c->trials.trial[s.type];
  int                 n     = 0;
  for (int i = 0; i < trial->n_showings && n < room; i++) {
    const Showing *showing = &trial->showing[i];
    if (s.bin < showing->on || s.bin >= trial->length) continue;
    cue[n++] = (Cue){showing->cue, (s.bin - showing->on) * c->trials.dt, s.bin < showing->off,
                     c->trials.salience[showing->cue]};
  }
  return n;
}

static const void *build(Arena *arena, const Section *section, const Node *written, Diag *diag)
{
  const Setting *setting = section->setting;
  Conditioning  *c       = arena_take(arena, 1, sizeof *c);
  (void)written;
  c->step_reward = setting[ENV_STEP_REWARD].number;
  bool good = trial_read(arena, setting[ENV_DT].number, setting[TRIALS].node, setting[LENGTH].node,
                         setting[CUES].node, &c->trials, diag);
  return good ? c : NULL;
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
    .state_size       = sizeof(State),
    .build            = build,
    .actions          = actions,
    .action_name      = action_name,
    .observation_size = sizeof(Sight),
    .observe          = observe,
    .start            = start,
    .expand           = expand,
    .name             = name,
    .is               = is,
    .time             = time_of,
    .n_cues           = n_cues,
    .cue_name         = cue_name,
    .cues             = cues,
};
