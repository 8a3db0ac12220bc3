// Payments: a reward, and the chance with which it comes.

#pragma once

#include <stdbool.h>

#include "config/field.h"

typedef struct Payment {
  Value  reward;
  double chance;
} Payment;

// Reads `VALUE` or `{reward: VALUE, chance}` over what *payment holds: what is left out of the map
// stays as it is. Complains of what a world's tables cannot hold: chances that are drawn, rewards
// that keep for longer than a step. False after complaints.
bool payment_read(Arena *arena, const Node *node, Payment *payment, Diag *diag);

// Whether a reward as written at `node` (NULL: a default) is drawn anew each time; complains.
bool payment_is_fresh(const Node *node, const Value *reward, Diag *diag);
