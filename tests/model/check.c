// Tests: what is wrong with a plan's sections, worlds and phases is told together.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/check.h"

static const Node *node_of(Arena *arena, const char *text)
{
  Diag *diag = diag_open(arena);
  Node *node = node_read_text(arena, "x", text, strlen(text), diag);
  assert_string_equal(diag_text(diag), "");
  return node;
}

// Two phases of the same world and animal.
static Plan plan_of(Arena *arena, const char *env, const char *model)
{
  PhasePlan *phase = arena_take(arena, 2, sizeof *phase);
  Plan       plan  = {.phase = phase, .n_phases = 2};
  plan.env         = env ? node_of(arena, env) : NULL;
  plan.model       = node_of(arena, model);
  for (int p = 0; p < 2; p++) {
    phase[p] = (PhasePlan){.name = "p", .episodes = 4, .env = plan.env, .model = plan.model};
  }
  return plan;
}

static const char MAZE[]  = "{kind: gridworld, slip: 0.1, map: ['S.G']}";
static const char CHAIN[] = "{kind: chain, states: 5, start: 3}";

static void told(const char *env, const char *model, const char *types, bool whole,
                 const char *wanted)
{
  Arena *arena = arena_open();
  Diag  *diag  = diag_open(arena);
  Check *check = check_open(arena);
  Plan   plan  = plan_of(arena, env, model);
  if (types) ((PhasePlan *)plan.phase)[1].types = node_of(arena, types);
  for (int twice = 0; twice < 2; twice++) check_plan(check, &plan, whole, diag);
  assert_string_equal(diag_text(diag), wanted);
  arena_close(arena);
}

static void a_wrong_animal_does_not_hide_a_wrong_world(void **state)
{
  (void)state;
  told(MAZE, "{agent: {kind: tdd}}", NULL, true,
       "x:1:16: error: there is no agent of kind 'tdd'\n"
       "    hint: did you mean 'td'?\n"
       "x:1:35: error: 'map' must be a drawing, not a list\n"
       "    hint: write '|' and the rows below it, indented\n");
}

static void nor_what_its_phases_say_of_the_world(void **state)
{
  (void)state;
  told(CHAIN, "{agent: {kind: td, gamma: 2}}", "[light]", true,
       "x:1:2: error: the world has no trial type 'light'\n"
       "x:1:27: error: 'gamma' is 2; it must lie between 0 and 1\n");
}

static void what_is_missing_is_told_of_whole_plans_alone(void **state)
{
  (void)state;
  told("{kind: gridworld, slip: 3}", "{agnt: {kind: td}}", NULL, true,
       "x:1:1: error: 'map' is missing\n"
       "    hint: '.' free, '#' wall, S start, other letters objects\n"
       "x:1:2: error: unknown key 'agnt'\n"
       "    hint: did you mean 'agent'?\n"
       "x:1:25: error: 'slip' is 3; it must lie between 0 and 1\n");
  told("{kind: gridworld, slip: 3}", "{agnt: {kind: td}}", NULL, false,
       "x:1:2: error: unknown key 'agnt'\n"
       "    hint: did you mean 'agent'?\n");
  told(NULL, "{policy: {beta: 3}, agent: {kind: td, gamma: 2}}", NULL, true,
       "x:1:46: error: 'gamma' is 2; it must lie between 0 and 1\n");
}

static void a_plan_that_is_well_is_not_complained_of(void **state)
{
  (void)state;
  told(CHAIN, "{agent: {kind: td}}", NULL, true, "");
  told(CHAIN, "{agent: {kind: td}}", NULL, false, "");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_wrong_animal_does_not_hide_a_wrong_world),
      cmocka_unit_test(nor_what_its_phases_say_of_the_world),
      cmocka_unit_test(what_is_missing_is_told_of_whole_plans_alone),
      cmocka_unit_test(a_plan_that_is_well_is_not_complained_of),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
