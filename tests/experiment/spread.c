// Spreading: one claim for each level that the command line sweeps.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "experiment/spread.h"

// The claims of `text` spread over alpha = 0.1, 0.2, as one line of canonical text.
static const char *spread(Arena *arena, const char *text)
{
  static const char levels[] = "[0.1, 0.2]";
  Diag             *diag     = diag_open(arena);
  Text              out      = {.arena = arena};
  Node             *root     = node_read_text(arena, "x.yaml", text, strlen(text), diag);
  Node             *values   = node_read_text(arena, "line", levels, strlen(levels), diag);
  spread_claims(arena, root, "model.plasticity.alpha", values);
  assert_int_equal(diag_count(diag), 0);
  node_canonical(root, &out);
  return out.start;
}

static void holds(const char *text, const char *wanted)
{
  Arena *arena = arena_open();
  Text   out   = {.arena = arena};
  Diag  *diag  = diag_open(arena);
  node_canonical(node_read_text(arena, "wanted", wanted, strlen(wanted), diag), &out);
  assert_string_equal(spread(arena, text), out.start);
  arena_close(arena);
}

static void a_claim_is_made_at_every_level(void **state)
{
  (void)state;
  holds("claims: [{that: it learns, measure: steps, over: {episode: last}}]",
        "claims:\n"
        "- {that: it learns (alpha 0.1), measure: steps, over: {episode: last, "
        "model.plasticity.alpha: 0.1}}\n"
        "- {that: it learns (alpha 0.2), measure: steps, over: {episode: last, "
        "model.plasticity.alpha: 0.2}}\n");
}

static void one_that_selects_nothing_begins_to(void **state)
{
  (void)state;
  holds("claims: [{that: a, measure: steps}]",
        "claims:\n"
        "- {that: a (alpha 0.1), measure: steps, over: {model.plasticity.alpha: 0.1}}\n"
        "- {that: a (alpha 0.2), measure: steps, over: {model.plasticity.alpha: 0.2}}\n");
}

static void what_is_no_claim_is_left_to_be_complained_of(void **state)
{
  (void)state;
  holds("claims: [nonsense]", "claims: [nonsense]");
  holds("about: nothing is claimed", "about: nothing is claimed");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_claim_is_made_at_every_level),
      cmocka_unit_test(one_that_selects_nothing_begins_to),
      cmocka_unit_test(what_is_no_claim_is_left_to_be_complained_of),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
