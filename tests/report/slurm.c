// The batch script under test: its lines for Slurm, and the commands in it.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/slurm.h"

static const char *script(Arena *arena, const Errand *errand, int shards, int jobs)
{
  Text text = {.arena = arena};
  slurm_script(errand, "maze", shards, jobs, &text);
  return text.start;
}

// How many lines begin so.
static int lines(const char *text, const char *with)
{
  int n = strncmp(text, with, strlen(with)) == 0;
  for (const char *at = text; (at = strchr(at, '\n')); at++) {
    n += strncmp(at + 1, with, strlen(with)) == 0;
  }
  return n;
}

static void slurm_is_told_all_it_needs_before_the_first_command(void **state)
{
  (void)state;
  Arena      *arena  = arena_open();
  Errand      errand = {.experiment = "x.yaml"};
  const char *text   = script(arena, &errand, 40, 3);
  static const char *const wanted[] = {
      "#!/bin/sh\n", "#SBATCH --job-name=maze\n", "#SBATCH --array=0-39\n",
      "#SBATCH --ntasks=1\n", "#SBATCH --cpus-per-task=3\n", "#SBATCH --signal=B:USR1@120\n",
      "#SBATCH --requeue\n", "#SBATCH --open-mode=append\n", "#SBATCH --output=maze.%a.log\n",
      "##SBATCH --partition=", "##SBATCH --account="};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    if (lines(text, wanted[i]) < 1) fail_msg("no line '%s' in:\n%s", wanted[i], text);
    assert_true(strstr(text, wanted[i]) < strstr(text, "\nshards=40\n"));
  }
  arena_close(arena);
}

static void names_are_made_plain(void **state)
{
  (void)state;
  Arena *arena  = arena_open();
  Errand errand = {.experiment = "x.yaml"};
  Text   text   = {.arena = arena};
  slurm_script(&errand, "my maze/#1%", 2, 1, &text);
  assert_int_equal(lines(text.start, "#SBATCH --job-name=my-maze--1-\n"), 1);
  assert_int_equal(lines(text.start, "#SBATCH --output=my-maze--1-.%a.log\n"), 1);
  arena_close(arena);
}

static void its_commands_are_quoted(void **state)
{
  (void)state;
  Arena            *arena   = arena_open();
  const char *const words[] = {"env.ends=[0, 1]"};
  Errand            errand  = {"./accumbens", "my x.yaml", 1, words, "1..9", "it's", NULL};
  const char       *text    = script(arena, &errand, 2, 1);
  assert_int_equal(lines(text, "./accumbens run 'my x.yaml' 'env.ends=[0, 1]' --seeds 1..9"
                               " --out 'it'\\''s' \\\n"
                               "  --shard \"$SLURM_ARRAY_TASK_ID/$shards\""), 1);
  assert_int_equal(lines(text, "  ./accumbens merge 'my x.yaml' 'env.ends=[0, 1]' --seeds 1..9"
                               " --out 'it'\\''s' --quiet\n"), 1);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(slurm_is_told_all_it_needs_before_the_first_command),
      cmocka_unit_test(names_are_made_plain),
      cmocka_unit_test(its_commands_are_quoted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
