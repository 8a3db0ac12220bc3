// Claims: what an experiment holds to be true, judged by the program.

#pragma once

#include "experiment/request.h"

typedef enum Verdict { VERDICT_PASS, VERDICT_FAIL, VERDICT_SKIP } Verdict;

typedef struct Claim Claim;

typedef struct Judgement {
  const char *that;
  const char *because;   // NULL: none
  const char
         *fails;   // what was found where the claim is known to fail; NULL: it is expected to hold
  Verdict verdict;
  const char *measured;   // the number or list, as printed
  const char *band;       // what it was held against
  const char *interval;   // bootstrap interval; "" where there is none
  int         animals;    // of each condition; 0: exact values alone
} Judgement;

// Reads all claims; their requests join `all`. n_claims is set. NULL after complaints (0 claims:
// an empty array).
Claim *claims_read(Arena *arena, const Experiment *experiment, const Model *const *models,
                   Requests *all, int *n_claims, Diag *diag);

// Needs every animal: where one is missing the claim fails and says how many are. Reads each
// record once.
Judgement claim_judge(Arena *arena, const Claim *claims, int index, const Source *source);
