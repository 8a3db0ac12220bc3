// Slurm: the script's text around the two commands it needs.
//
// Runs are packed: an array of few tasks with many runs each, since a scheduler takes a fifth of a
// second for every task, and sites limit their number. The number of shards is written down in the
// script, so that a single task of the array can be submitted again and does the same part.
//
// Before the time limit Slurm sends USR1 to the batch shell alone (--signal=B:). The shell hands
// it on and waits; the program commits, ends with 4, and the task is put back into the queue under
// its array's name (SLURM_JOB_ID of a task is no index, and scontrol takes array_task). A shell
// runs a trap only when what it waits for is in the background.

#include "report/slurm.h"

#include <string.h>

static void add_head(const char *name, int shards, Text *out)
{
  text_print(out,
             "#!/bin/sh\n"
             "# %s, in %d shards.\n"
             "#\n"
             "#   sh FILE        submits this array, and the merge that comes after it\n"
             "#   sbatch FILE    submits the array alone\n"
             "#\n"
             "# What has been done is never done again: after any trouble submit it once more. A"
             " single\n"
             "# shard is sbatch --array=3 FILE. Lines that begin with two # are switched off.\n"
             "\n",
             name, shards);
}

static void add_options(const char *name, int shards, int jobs, Text *out)
{
  text_print(out,
             "#SBATCH --job-name=%s\n"
             "# One task a shard, from 0 on; %%4 behind the range lets 4 run at a time. With other"
             " numbers\n"
             "# change `shards` below, too.\n"
             "#SBATCH --array=0-%d\n"
             "#SBATCH --ntasks=1\n"
             "#SBATCH --cpus-per-task=%d\n"
             "#SBATCH --mem=1G\n"
             "#SBATCH --time=01:00:00\n"
             "# Two minutes before the time is over: commit, and queue again to go on. Queue again"
             " also\n"
             "# when a node has failed.\n"
             "#SBATCH --signal=B:USR1@120\n"
             "#SBATCH --requeue\n"
             "#SBATCH --open-mode=append\n"
             "#SBATCH --output=%s.%%a.log\n"
             "##SBATCH --partition=short\n"
             "##SBATCH --account=lab\n"
             "##SBATCH --mail-type=FAIL\n"
             "\n"
             "shards=%d\n"
             "restarts=20   # of a task that runs out of time again and again\n"
             "\n",
             name, shards - 1, jobs, name, shards);
}

// The merge waits for copies of tasks that a lost node may have left alive.
static void add_merge(const Errand *errand, const char *name, Text *out)
{
  text_print(out,
             "# Started by hand: submit this file, and a merge for when all tasks have ended"
             " somehow.\n"
             "if [ -z \"${SLURM_ARRAY_TASK_ID-}\" ]; then\n"
             "  array=$(sbatch --parsable \"$0\") || exit\n"
             "  echo \"array ${array%%%%;*}\"\n"
             "  sbatch --job-name=%s-merge --dependency=\"afterany:${array%%%%;*}\" \\\n"
             "    --ntasks=1 --mem=2G --time=01:00:00 --output=%s.merge.log << 'END'\n"
             "#!/bin/sh\n"
             "# 4: a task that was given up with its node is still writing. It will end.\n"
             "for try in 1 2 3 4 5 6 7 8 9 10; do\n"
             "  ",
             name, name);
  Text command = {.arena = out->arena};
  errand_command(errand, "merge", NULL, &command);
  text_add(out, command.start);
  text_add(out, " --quiet\n"
                "  code=$?\n"
                "  [ \"$code\" -eq 4 ] || exit \"$code\"\n"
                "  sleep 60\n"
                "done\n"
                "exit \"$code\"\n"
                "END\n"
                "  exit\n"
                "fi\n"
                "\n");
}

static void add_task(const Errand *errand, Text *out)
{
  Text command = {.arena = out->arena};
  errand_command(errand, "run", NULL, &command);
  text_add(out, "# A task of the array. Signals reach this shell alone: they are handed on.\n"
                "work=\n"
                "again=\n"
                "trap 'again=yes; [ -z \"$work\" ] || kill -USR1 \"$work\"' USR1\n"
                "trap '[ -z \"$work\" ] || kill -TERM \"$work\"' TERM\n"
                "\n");
  text_add(out, command.start);
  text_add(out, " \\\n"
                "  --shard \"$SLURM_ARRAY_TASK_ID/$shards\" --jobs \"${SLURM_CPUS_PER_TASK:-1}\""
                " &\n"
                "work=$!\n"
                "wait \"$work\"\n"
                "code=$?\n"
                "while kill -0 \"$work\" 2> /dev/null; do   # a signal ends the waiting, not the"
                " work\n"
                "  wait \"$work\"\n"
                "  code=$?\n"
                "done\n"
                "\n"
                "# 4: stopped, to be gone on with; more than 128: met by the signal before it"
                " had begun.\n"
                "if [ -n \"$again\" ] && [ \"$code\" -ge 4 ] &&\n"
                "  [ \"${SLURM_RESTART_COUNT:-0}\" -lt \"$restarts\" ]; then\n"
                "  scontrol requeue \"${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID\" && exit 0\n"
                "fi\n"
                "exit \"$code\"\n");
}

// Letters, digits and a few signs stay: options of #SBATCH end at a blank, and % means something.
static const char *plain(Arena *arena, const char *name)
{
  static const char good[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.";
  char             *copy   = arena_copy(arena, name, strlen(name));
  for (char *c = copy + strspn(copy, good); *c; c += strspn(c, good)) *c = '-';
  return copy;
}

void slurm_script(const Errand *errand, const char *experiment, int shards, int jobs, Text *out)
{
  const char *name = plain(out->arena, experiment);
  add_head(name, shards, out);
  add_options(name, shards, jobs, out);
  add_merge(errand, name, out);
  add_task(errand, out);
}
