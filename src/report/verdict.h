// Verdicts: what became of an experiment's claims, as a table for the terminal.

#pragma once

#include "experiment/claim.h"
#include "report/terminal.h"

// PASS, FAIL or SKIP, the claim in as many lines as it needs, what was measured with its interval,
// what was wanted, how many animals; what is known of a failure; a last line counts them.
void verdict_print(Arena *arena, const Terminal *terminal, const Judgement *judgement, int n,
                   Text *out);
