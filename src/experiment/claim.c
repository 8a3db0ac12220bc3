// Claims: reading them, so that whatever is wrong is told before anything runs.

#include "experiment/claim.h"

#include <string.h>

#include "experiment/inquiry.h"

static const size_t MOST_WITH_CONFIDENCE = 1000;   // numbers that are resampled one by one

typedef struct Reading {
  Arena              *arena;
  Diag               *diag;
  const Experiment   *experiment;
  const Model *const *models;
  Requests           *all;
} Reading;

static const char *text_of(Reading *reading, const Node *map, const char *key, bool required)
{
  const Node *node = node_get(map, key);
  if (node && node->type == NODE_SCALAR) return node->text;
  if (node) {
    diag_error(reading->diag, node->place, NULL, "'%s' takes a text", key);
  } else if (required) {
    diag_error(reading->diag, map->place, "that: a sentence that is true or false",
               "a claim needs '%s'", key);
  }
  return NULL;
}

// The other side: minus or divided_by, at most one of them.
static const Node *other_side(Reading *reading, const Node *map, TensorJoin *join)
{
  static const char *const keys[] = {"measure", "over", "reduce", NULL};
  const Node              *minus = node_get(map, "minus"), *by = node_get(map, "divided_by");
  if (minus && by) {
    diag_error(reading->diag, by->key_place, NULL,
               "'minus' stands there already; only one of them may");
    return NULL;
  }
  *join            = by ? TENSOR_DIVIDED_BY : TENSOR_MINUS;
  const Node *side = by ? by : minus;
  if (side && side->type == NODE_MAP) node_only(side, keys, reading->diag);
  return side;
}

static bool read_confidence(Reading *reading, const Node *map, Claim *claim)
{
  const Node *node = node_get(map, "confidence");
  if (!node) return true;
  if (!node_number(node, &claim->confidence, reading->diag)) return false;
  if (claim->confidence >= 0.5 && claim->confidence < 1) return true;
  diag_error(reading->diag, node->place, "confidence: 0.95",
             "a confidence lies between 0.5 and 1");
  return false;
}

static bool needs_errors(const Claim *claim, const Node **node)
{
  for (int i = 0; i < claim->is.n; i++) {
    if (claim->is.clause[i].width_form != WIDTH_ERRORS) continue;
    *node = claim->is.clause[i].node;
    return true;
  }
  return false;
}

static bool is_exact(const Request *request)
{
  size_t n;
  request_seeds(request, &n);
  return n == 0;
}

// Standard errors are those of means over animals, and of their differences.
static bool check_errors(Reading *reading, const Claim *claim)
{
  const Node *node;
  if (!needs_errors(claim, &node)) return true;
  bool left  = request_averages_seeds(claim->left);
  bool right = !claim->right || is_exact(claim->right);
  if (claim->right && claim->join == TENSOR_MINUS)
    right = right || request_averages_seeds(claim->right);
  if (left && right) return true;
  diag_error(reading->diag, node->key_place, NULL,
             "'within_se' needs a mean over animals, or a difference of two such means");
  return false;
}

static bool check_shapes(Reading *reading, const Claim *claim, const Node *map, const Node *side)
{
  Tensor        left = {0}, right = {0};
  const Tensor *shape = &left;
  size_t        n[TENSOR_AXES], size = 1;
  left.n_axes = request_shape(claim->left, left.axis);
  if (claim->right) {
    right.n_axes = request_shape(claim->right, right.axis);
    if (!tensor_joins(&left, &right)) {
      diag_error(reading->diag, side->key_place, NULL, "%zu numbers stand against %zu",
                 tensor_size(&left), tensor_size(&right));
      return false;
    }
    if (tensor_size(&right) > tensor_size(&left)) shape = &right;
  }
  for (int i = 0; i < shape->n_axes; i++) size *= n[i] = shape->axis[i].n;
  if (claim->confidence > 0 && size > MOST_WITH_CONFIDENCE) {
    diag_error(reading->diag, node_get(map, "confidence")->key_place, NULL,
               "%zu numbers are too many for intervals; at most %zu", size, MOST_WITH_CONFIDENCE);
    return false;
  }
  return compare_fits(&claim->is, shape->n_axes, n, reading->diag);
}

static bool read_claim(Reading *reading, const Node *map, Claim *claim)
{
  static const char *const keys[] = {"that",       "measure",    "over", "reduce",
                                     "minus",      "divided_by", "is",   "because",
                                     "confidence", "fails",      NULL};
  if (map->type != NODE_MAP) {
    diag_error(reading->diag, map->place, "{that: .., measure: .., is: {..}}", "a claim is a map");
    return false;
  }
  size_t before = diag_count(reading->diag);
  node_only(map, keys, reading->diag);
  claim->that    = text_of(reading, map, "that", true);
  claim->because = text_of(reading, map, "because", false);
  claim->fails   = text_of(reading, map, "fails", false);
  const Node *is = node_get(map, "is");
  if (!is) diag_error(reading->diag, map->place, "is: {at_least: 1}", "a claim needs 'is'");
  bool compared = is && compare_read(reading->arena, is, &claim->is, reading->diag);
  read_confidence(reading, map, claim);
  const Node *side = other_side(reading, map, &claim->join);
  claim->left = request_read(reading->arena, reading->experiment, reading->models, map, NULL, NULL,
                             reading->all, reading->diag);
  if (side && (claim->left || !reading->models)) {
    claim->right = request_read(reading->arena, reading->experiment, reading->models, side, map,
                                NULL, reading->all, reading->diag);
  }
  if (!compared || !claim->left || (side && !claim->right)) return false;
  check_shapes(reading, claim, map, side);
  check_errors(reading, claim);
  return diag_count(reading->diag) == before;
}

Claim *claims_read(Arena *arena, const Experiment *experiment, const Model *const *models,
                   Requests *all, int *n_claims, Diag *diag)
{
  Reading     reading = {arena, diag, experiment, models, all};
  const Node *list    = experiment->claims;
  *n_claims           = 0;
  if (!list) return arena_take(arena, 1, sizeof(Claim));
  if (list->type != NODE_LIST) {
    diag_error(diag, list->place, "claims: [{that: .., ..}]", "'claims' takes a list");
    return NULL;
  }
  bool   good   = true;
  Claim *claims = arena_take(arena, list->size + 1, sizeof *claims);
  for (const Node *map = list->first; map; map = map->next) {
    if (!read_claim(&reading, map, &claims[(*n_claims)++])) good = false;
  }
  return good ? claims : NULL;
}
