// Studies: an experiment compiled: models, the animals' numbers, all that is to be recorded.

#pragma once

#include "experiment/claim.h"
#include "experiment/experiment.h"
#include "experiment/request.h"
#include "kind/model.h"

enum { STUDY_NUMBERS = 1 << 26 };   // that one animal may leave: half a GiB

// A table for people: a wish of `record`, or the default curves.
typedef struct Keeping {
  const char *name;   // of the file, without ending; NULL: the default curves
  const char *measure;
  const char *phase;   // of the default curves; NULL: of a wish
  Request    *request;
} Keeping;

// A picture.
typedef struct Picture {
  const char *name;
  const Node *words;   // as written
  Request    *request;
} Picture;

typedef struct Study {
  const Experiment        *experiment;
  int                      n_models;
  Model                  **model;        // (n_models)
  const int               *model_of;     // (n_conditions)
  const Model *const      *model_at;     // (n_conditions)
  const Parameters *const *parameters;   // (n_conditions) each (n_phases)
  const char *const       *digest;       // (n_conditions) hash of all but the seed
  const char *const       *label;        // (n_conditions) what each is called
  const int               *twin;         // (n_conditions) the first one of the same settings
  Requests                 requests;
  int                      n_claims;
  Claim                   *claims;
  int                      n_keepings;
  Keeping                 *keeping;   // (n_keepings)
  int                      n_pictures;
  Picture                 *picture;   // (n_pictures)
} Study;

// Compiles an experiment with everything its claims, figures and `record` ask for. NULL after
// complaints.
Study *study_compile(Arena *arena, const Experiment *experiment, Diag *diag);

// What a run is known by: the hash of its condition, of what is kept of it, and of its seed.
void study_run_id(const Study *study, int condition, int seed, char id[65]);

// The verdicts on its claims (n_claims), and how many of them fail.
Judgement *study_judge(Arena *arena, const Study *study, const Source *source, int *fails);
