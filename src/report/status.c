// Status: runs counted by what the record knows of them.

#include "report/status.h"

#include "experiment/shard.h"

enum { CONDITIONS = 40, FILES = 10 };   // that are told one by one

// The shards whose files are written at this moment.
typedef struct Held {
  Shard *shard;
  size_t n, capacity;
} Held;

static Held find_held(Arena *arena, const Record *record)
{
  Held        held = {0};
  const char *name;
  while ((name = record_locked(record, held.n))) {
    held.shard = arena_grow(arena, held.shard, &held.capacity, held.n + 1, sizeof *held.shard);
    held.shard[held.n++] = shard_of_file(name);
  }
  return held;
}

static void count(const Study *study, const Record *record, const Held *held, int condition,
                  int seed, Tally *tally)
{
  int64_t      number  = (int64_t)study->twin[condition] * study->experiment->n_seeds + seed;
  bool         running = false;
  RecordStatus status;
  char         id[65];
  study_run_id(study, condition, seed, id);
  if (record_has(record, id, &status)) {
    tally->done += status == RECORD_DONE;
    tally->diverged += status == RECORD_DIVERGED;
    tally->failed += status == RECORD_FAILED;
    return;
  }
  for (size_t i = 0; i < held->n; i++) running = running || shard_has(held->shard[i], number);
  tally->running += running;
  tally->missing += !running;
}

static void count_condition(const Study *study, const Record *record, const Held *held,
                            const Only *only, int condition, Tally *tally)
{
  if (study->model_at[condition]->n_phases == 0) return;
  if (only && !only->condition[condition]) return;
  for (int s = 0; s < study->experiment->n_seeds; s++) {
    if (!only || only->seed[s]) count(study, record, held, condition, s, tally);
  }
}

// Of conditions that share their runs the first that is chosen counts.
static bool is_first(const Study *study, const Only *only, int condition)
{
  int twin = study->twin[condition];
  if (!only || twin == condition) return twin == condition;
  for (int c = twin; c < condition; c++) {
    if (study->twin[c] == twin && only->condition[c]) return false;
  }
  return true;
}

Tally status_tally(Arena *arena, const Study *study, const Record *record, const Only *only,
                   int condition)
{
  Held  held  = find_held(arena, record);
  Tally tally = {0};
  if (condition >= 0) {
    count_condition(study, record, &held, only, condition, &tally);
    return tally;
  }
  for (int c = 0; c < study->experiment->n_conditions; c++) {
    if (is_first(study, only, c)) count_condition(study, record, &held, only, c, &tally);
  }
  return tally;
}

static void add_row(const Tally *tally, const char *label, Text *out)
{
  text_print(out, "%9lld %9lld %9lld %9lld %9lld  %s\n", (long long)tally->done,
             (long long)tally->diverged, (long long)tally->failed, (long long)tally->running,
             (long long)tally->missing, label);
}

static bool is_plain(const Tally *tally)
{
  return tally->diverged + tally->failed + tally->running + tally->missing == 0;
}

static void add_conditions(Arena *arena, const Study *study, const Record *record,
                           const Only *only, Text *out)
{
  Held held = find_held(arena, record);
  int  told = 0, more = 0, plain = 0;
  for (int c = 0; c < study->experiment->n_conditions; c++) {
    Tally tally = {0};
    if (only && !only->condition[c]) continue;
    count_condition(study, record, &held, only, c, &tally);
    bool done = is_plain(&tally), tell = !done && told < CONDITIONS;
    if (tell) add_row(&tally, study->label[c], out);
    told += tell;
    plain += done;
    more += !done && !tell;
  }
  if (more > 0) text_print(out, "and %d more conditions that are not done\n", more);
  if (plain > 0 && told > 0) {
    text_print(out, "%d other condition%s done\n", plain, plain == 1 ? " is" : "s are");
  }
}

void status_write(Arena *arena, const Study *study, const Record *record, const Only *only,
                  Text *out)
{
  Tally       all = status_tally(arena, study, record, only, -1);
  const char *name;
  size_t      n = 0;
  text_print(out, "%9s %9s %9s %9s %9s\n", "done", "diverged", "failed", "running", "missing");
  add_row(&all, "in all", out);
  if (study->experiment->n_conditions > 1) add_conditions(arena, study, record, only, out);
  for (; (name = record_locked(record, n)); n++) {
    if (n < FILES) text_print(out, "being written: %s\n", name);
  }
  if (n > FILES) text_print(out, "and %zu more files\n", n - FILES);
  if (n > 0) text_add(out, "what these files hold counts as running until they are closed\n");
}
