// Shards: words, Slurm's variables and file names to a place among n.

#include "experiment/shard.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static bool refuse(const char *sentence, const char **problem)
{
  *problem = sentence;
  return false;
}

// Two whole numbers with a sign between them.
static bool read_pair(Arena *arena, const char *text, char between, Shard *shard)
{
  const char *sign = strchr(text, between);
  int64_t     index, n;
  if (!sign || !text_to_count(arena_copy(arena, text, (size_t)(sign - text)), &index) ||
      !text_to_count(sign + 1, &n)) {
    return false;
  }
  if (n < 1 || n > SHARD_MOST || index < 0 || index >= n) return false;
  *shard = (Shard){(int)index, (int)n};
  return true;
}

static bool count_of(ShardLookup *lookup, const char *name, int64_t *count)
{
  const char *text = lookup ? lookup(name) : NULL;
  return text && text_to_count(text, count);
}

// An array's tasks are numbered min, min + step, .. max; a range without gaps has as many as that
// makes. Slurm tells the count of the tasks that were asked for.
static bool read_array(Arena *arena, ShardLookup *lookup, Shard *shard, const char **problem)
{
  int64_t id, min, max, step, count;
  if (!count_of(lookup, "SLURM_ARRAY_TASK_ID", &id) ||
      !count_of(lookup, "SLURM_ARRAY_TASK_MIN", &min) ||
      !count_of(lookup, "SLURM_ARRAY_TASK_MAX", &max) ||
      !count_of(lookup, "SLURM_ARRAY_TASK_STEP", &step) ||
      !count_of(lookup, "SLURM_ARRAY_TASK_COUNT", &count)) {
    return refuse("--shard auto: this is a task of a Slurm array, but SLURM_ARRAY_TASK_ID, _MIN,"
                  " _MAX, _STEP and _COUNT are not all whole numbers; say --shard i/n", problem);
  }
  bool sensible = step >= 1 && count >= 1 && count <= SHARD_MOST && min >= 0 && max >= min &&
                  id >= min && id <= max;
  if (!sensible || (max - min) % step != 0 || (max - min) / step + 1 != count ||
      (id - min) % step != 0) {
    return refuse(arena_print(arena,
                              "--shard auto: the array is no full range: %lld tasks from %lld to"
                              " %lld in steps of %lld; tasks that are missing would leave their"
                              " runs undone, so say which of how many this is: --shard i/n",
                              (long long)count, (long long)min, (long long)max, (long long)step),
                  problem);
  }
  *shard = (Shard){(int)((id - min) / step), (int)count};
  return true;
}

// The batch script itself has SLURM_PROCID 0 whatever SLURM_NTASKS is: only under srun does it
// tell tasks apart.
static bool read_step(Arena *arena, ShardLookup *lookup, Shard *shard, const char **problem)
{
  int64_t index, n, step;
  if (!count_of(lookup, "SLURM_PROCID", &index) || !count_of(lookup, "SLURM_NTASKS", &n)) {
    return refuse("--shard auto: this is neither a task of a Slurm array (SLURM_ARRAY_TASK_ID) nor"
                  " of srun (SLURM_PROCID, SLURM_NTASKS); say --shard i/n", problem);
  }
  if (n > 1 && !count_of(lookup, "SLURM_STEP_ID", &step)) {
    return refuse(arena_print(arena,
                              "--shard auto: the job has %lld tasks, but this command was started"
                              " once, by the batch script; put srun before it", (long long)n),
                  problem);
  }
  if (n < 1 || n > SHARD_MOST || index < 0 || index >= n) {
    return refuse(arena_print(arena, "--shard auto: SLURM_PROCID %lld of SLURM_NTASKS %lld is no"
                              " place among tasks", (long long)index, (long long)n), problem);
  }
  *shard = (Shard){(int)index, (int)n};
  return true;
}

bool shard_read(Arena *arena, const char *text, ShardLookup *lookup, Shard *shard,
                const char **problem)
{
  if (strcmp(text, "auto") == 0) {
    bool array = lookup && lookup("SLURM_ARRAY_TASK_ID");
    return array ? read_array(arena, lookup, shard, problem)
                 : read_step(arena, lookup, shard, problem);
  }
  if (read_pair(arena, text, '/', shard)) return true;
  return refuse(arena_print(arena, "--shard '%s' is no i/n with i from 0 to n - 1 and n at most %d"
                            " (nor auto)", text_brief(text).text, SHARD_MOST), problem);
}

const char *shard_word(Arena *arena, Shard shard)
{
  return shard.n > 0 ? arena_print(arena, "%d-%d", shard.index, shard.n) : "all";
}

Shard shard_of_file(const char *name)
{
  Shard shard;
  bool  is_one = sscanf(name, "record.%9d-%9d.", &shard.index, &shard.n) == 2 && shard.n > 0 &&
                shard.index >= 0 && shard.index < shard.n;
  return is_one ? shard : (Shard){0, 0};
}

bool shard_has(Shard shard, int64_t number)
{
  return shard.n <= 1 || number % shard.n == shard.index;
}
