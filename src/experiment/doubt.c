// Doubts: conditions are checked as they were made, or, where none was, what the file itself says.

#include "experiment/doubt.h"

#include "experiment/keep.h"
#include "experiment/reading.h"
#include "experiment/spell.h"
#include "model/check.h"

enum { CONDITIONS = 10000, ENOUGH = 100 };   // that are checked; complaints

void doubt_words(Arena *arena, const Experiment *experiment, Diag *diag)
{
  Study *study      = arena_take(arena, 1, sizeof *study);
  study->experiment = experiment;
  claims_read(arena, experiment, NULL, &study->requests, &study->n_claims, diag);
  keep_tables(arena, study, diag);
  keep_pictures(arena, study, diag);
}

void doubt_tell(Arena *arena, const Experiment *experiment, Diag *diag)
{
  Check  *check = check_open(arena);
  size_t  told  = diag_told(diag);
  Reading quiet = *experiment->reading;   // why it cannot be laid together was told
  quiet.diag    = diag_open(arena);
  Tree base     = spell_base(&quiet, experiment->root);
  Plan plan     = {.env = base.env, .model = base.model};
  bool whole    = !experiment->doubtful && diag_count(quiet.diag) == 0;
  if (experiment->n_conditions == 0) check_plan(check, &plan, false, diag);
  for (int c = 0; c < experiment->n_conditions && c < CONDITIONS; c++) {
    if (diag_told(diag) > told + ENOUGH) break;
    check_plan(check, &experiment->condition[c].plan, whole, diag);
  }
  doubt_words(arena, experiment, diag);
}
