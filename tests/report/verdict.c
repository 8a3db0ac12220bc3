// Verdict under test: the table of claims byte by byte, in colour, and narrow.

#include "report/verdict.h"

#include "sample.h"

static const Judgement CLAIMS[] = {
    {.that = "both sides of the brain come within a quarter of the shortest path",
     .verdict = VERDICT_PASS, .measured = "[1.12, 1.19]", .band = "at most 1.25",
     .interval = "[1.1, 1.2]", .animals = 30},
    {.that = "noise teaches nothing", .because = "eichler2017", .verdict = VERDICT_FAIL,
     .measured = "24.3", .band = "at least 30", .interval = "", .animals = 30},
    {.that = "no data", .verdict = VERDICT_SKIP, .band = "equals 0"}};

static void columns_are_aligned_and_long_claims_wrapped(void **state)
{
  Text     out = {.arena = arena_open()};
  Terminal terminal = {.width = 80};
  (void)state;
  verdict_print(out.arena, &terminal, CLAIMS, 3, &out);
  assert_string_equal(
      out.start,
      "      claim                      measured      interval    wanted        animals\n"
      "PASS  both sides of the brain    [1.12, 1.19]  [1.1, 1.2]  at most 1.25  30\n"
      "      come within a quarter of\n"
      "      the shortest path\n"
      "FAIL  noise teaches nothing      24.3                      at least 30   30\n"
      "SKIP  no data                                              equals 0      0\n"
      "1 passed, 1 failed, 1 skipped\n");
  arena_close(out.arena);
}

static void colour_is_only_where_it_is_asked_for(void **state)
{
  Text     out = {.arena = arena_open()};
  Terminal terminal = {.width = 120, .colour = true};
  (void)state;
  verdict_print(out.arena, &terminal, CLAIMS, 3, &out);
  assert_non_null(strstr(out.start, "\033[32mPASS\033[0m  both"));
  assert_non_null(strstr(out.start, "\033[31mFAIL\033[0m  noise"));
  arena_close(out.arena);
}

static void no_claims_and_no_room_are_fine(void **state)
{
  Text     out = {.arena = arena_open()};
  Terminal terminal = {.width = 1};
  (void)state;
  verdict_print(out.arena, &terminal, NULL, 0, &out);
  assert_non_null(strstr(out.start, "0 passed, 0 failed, 0 skipped\n"));
  out.length = 0;
  Judgement odd = {.that = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\033b",
                   .verdict = VERDICT_FAIL, .fails = "\033c",
                   .measured = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]"};
  verdict_print(out.arena, &terminal, &odd, 1, &out);
  assert_null(strchr(out.start, '\033'));
  assert_non_null(strstr(out.start, "[1, 2, 3, 4, 5, 6, 7, 8, 9, 1..."));
  assert_non_null(strstr(out.start, "\n      known to fail: ?c\n"));
  assert_non_null(strstr(out.start, "1 failed (1 known to), 0 skipped\n"));
  odd.that = "";
  verdict_print(out.arena, &terminal, &odd, 1, &out);
  arena_close(out.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_are_aligned_and_long_claims_wrapped),
      cmocka_unit_test(colour_is_only_where_it_is_asked_for),
      cmocka_unit_test(no_claims_and_no_room_are_fine),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
