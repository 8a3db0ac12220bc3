// Payments: rewards with chances, read and checked.

#include "config/payment.h"

enum { REWARD, CHANCE, N_FIELDS };

static const Field fields[N_FIELDS] = {
    [REWARD] = {"reward", FIELD_VALUE, .about = "what is paid"},
    [CHANCE] = {"chance", FIELD_VALUE, .low = 0, .high = 1, .about = "how often it is paid"},
};

bool payment_is_fresh(const Node *node, const Value *reward, Diag *diag)
{
  const Node *draw = node_get(node, "draw");
  if (!draw || reward->draw == DRAW_USE || reward->draw == DRAW_STEP) return true;
  diag_error(diag, draw->place, "built is use: a reward is drawn anew each time it is paid",
             "a reward that is drawn once a %s is not built yet", draw->text);
  return false;
}

// Whether a map is a distribution, not {reward, chance}.
static bool is_value(const Node *map)
{
  static const char *const forms[] = {"normal", "uniform",  "exponential", "geometric", "choice",
                                      "cycle",  "shuffled", "walk",        "spread",    NULL};
  for (int i = 0; forms[i]; i++) {
    if (node_get(map, forms[i])) return true;
  }
  return false;
}

bool payment_read(Arena *arena, const Node *node, Payment *payment, Diag *diag)
{
  Section section;
  Value   reward;
  size_t  before = diag_count(diag);
  if (node->type != NODE_MAP || is_value(node)) {
    if (!value_read(arena, node, &reward, diag)) return false;
    payment->reward = reward;
    return payment_is_fresh(node, &reward, diag);
  }
  section_read(arena, node, NULL, 0, fields, N_FIELDS, NULL, &section, diag);
  if (diag_count(diag) != before) return false;
  const Setting *chance = &section.setting[CHANCE], *paid = &section.setting[REWARD];
  if (chance->node && chance->value.form != VALUE_CONSTANT) {
    diag_error(diag, chance->node->place, NULL,
               "'chance' must be a number: a chance that is drawn is not built yet");
    return false;
  }
  if (chance->node) payment->chance = chance->number;
  if (paid->node) payment->reward = paid->value;
  return payment_is_fresh(paid->node, &paid->value, diag);
}
