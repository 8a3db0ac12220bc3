// Words: what a request says, as far as it can be judged without compiled models.

#pragma once

#include "experiment/ask.h"

// Tells levels that no model will have: of conditions and seeds (where reading the experiment left
// none of them out), of phases, and words that no axis knows. In doubt it says nothing. `asked`:
// `ask` had no complaint.
void ask_words(Asking *asking, bool asked);
