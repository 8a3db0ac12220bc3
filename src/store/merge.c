// Merge: copying rows from file to file under both files' locks.

#include "store/merge.h"

#include <string.h>
#include <unistd.h>

#include "store/database.h"
#include "store/file.h"
#include "store/folder.h"
#include "store/index.h"
#include "store/record.h"
#include "store/row.h"

enum { PATIENCE = 200 };   // milliseconds, as in record.c

typedef struct Merge {
  Arena      *arena;
  const char *folder, *vfs;
  char       *writer;     // how we sign
  char       *name;       // of the one file
  Database   *target;     // it; ours to write
  Index      *index;      // what it holds
  MergeCount *count;
  const char *problem;
} Merge;

static char *path_of(const Merge *merge, Arena *arena, const char *name)
{
  return arena_print(arena, "%s/%s", merge->folder, name);
}

static MergeAnswer fail(Merge *merge, const char *problem)
{
  merge->problem = arena_copy(merge->arena, problem, strlen(problem));
  return MERGE_FAILED;
}

static MergeAnswer held(Merge *merge, const char *name)
{
  merge->problem = arena_print(merge->arena, "'%s/%s' is held by another process, or may not be"
                               " written: when that has ended, the same command goes on",
                               merge->folder, name);
  return MERGE_HELD;
}

// Everything is read once before anything is changed: damage, disagreement and living processes
// are met here.
static MergeAnswer look(Merge *merge)
{
  Arena      *arena   = arena_open();
  char       *problem = NULL;
  MergeAnswer answer  = MERGE_DONE;
  Record     *record  = record_open(arena, merge->folder, NULL, merge->vfs, &problem);
  if (!record) {
    answer = fail(merge, problem);
  } else if (record_locked(record, 0)) {
    answer = held(merge, record_locked(record, 0));
  }
  if (record) record_close(record);
  arena_close(arena);
  return answer;
}

static bool note(void *context, const char *id, int64_t row, RecordStatus status,
                 uint64_t checksum)
{
  Merge      *merge = context;
  IndexEntry *entry = index_add(merge->index, id);
  entry->row        = row;
  entry->status     = status;
  entry->checksum   = checksum;
  return true;
}

static DatabaseAnswer claim(Merge *merge, const char *name, bool create)
{
  merge->name   = arena_copy(merge->arena, name, strlen(name));
  merge->target = database_new(merge->arena, path_of(merge, merge->arena, name), merge->vfs);
  DatabaseAnswer found = database_claim(merge->target, create, PATIENCE, merge->writer);
  if (found == DATABASE_FINE && database_results(merge->target) != RECORD_RESULTS) {
    database_close(merge->target);
    return DATABASE_LOCKED;   // another version's
  }
  return found;
}

// Goes on with a file of all runs that this host has, or begins a new one.
static MergeAnswer take_target(Merge *merge, char *const *name, size_t n)
{
  char          *family = folder_family(merge->arena, "all");
  DatabaseAnswer found  = DATABASE_LOCKED;
  merge->writer         = folder_fresh(merge->arena, family, 1);
  for (size_t i = 0; i < n && found == DATABASE_LOCKED; i++) {
    if (strncmp(name[i], family, strlen(family)) == 0) found = claim(merge, name[i], false);
  }
  for (int k = 1; found == DATABASE_LOCKED && k <= (int)n + 2; k++) {
    char *fresh = folder_fresh(merge->arena, family, k);
    if (access(path_of(merge, merge->arena, fresh), F_OK) != 0) found = claim(merge, fresh, true);
  }
  if (found == DATABASE_FINE) found = database_scan(merge->target, note, merge);
  return found == DATABASE_FINE ? MERGE_DONE : fail(merge, database_problem(merge->target));
}

// ---- one file ----------------------------------------------------------------------------------

typedef struct Row {
  char        *id;
  int64_t      row;
  RecordStatus status;
  uint64_t     checksum;
} Row;

typedef struct Source {
  Merge      *merge;
  Arena      *arena;
  const char *name;
  Database   *database;
  Row        *row;
  size_t      rows, capacity;
} Source;

static bool gather(void *context, const char *id, int64_t row, RecordStatus status,
                   uint64_t checksum)
{
  Source *source = context;
  source->row    = arena_grow(source->arena, source->row, &source->capacity, source->rows + 1,
                              sizeof *source->row);
  source->row[source->rows++] =
      (Row){arena_copy(source->arena, id, strlen(id)), row, status, checksum};
  return true;
}

static MergeAnswer put(Source *source, const Row *row, IndexEntry *entry, Arena *scratch)
{
  Merge    *merge = source->merge;
  RecordRun run;
  int64_t   number = 0;
  if (database_load(source->database, row->row, scratch, &run) != DATABASE_FINE) {
    return fail(merge, database_problem(source->database));
  }
  if (row_checksum(&run) != row->checksum) {
    return fail(merge, arena_print(scratch, "run %s has changed on the disk, in '%s/%s'; move that"
                                   " file away and run the experiment again", row->id,
                                   merge->folder, source->name));
  }
  if (!database_put(merge->target, &run, row->checksum, entry ? entry->row : 0, &number)) {
    return fail(merge, database_problem(merge->target));
  }
  if (!entry) entry = index_add(merge->index, row->id);
  entry->row      = number;
  entry->status   = row->status;
  entry->checksum = row->checksum;
  merge->count->runs++;
  return MERGE_DONE;
}

// Copies a run that the one file does not have, or has as a failure.
static MergeAnswer copy(Source *source, const Row *row)
{
  Merge      *merge = source->merge;
  IndexEntry *entry = index_find(merge->index, row->id);
  if (entry && (row->status == RECORD_FAILED || entry->checksum == row->checksum)) {
    return MERGE_DONE;
  }
  if (entry && entry->status != RECORD_FAILED) {
    return fail(merge, arena_print(source->arena, "run %s has one result in '%s/%s' and another in"
                                   " '%s'", row->id, merge->folder, merge->name, source->name));
  }
  Arena      *scratch = arena_open();
  MergeAnswer answer  = put(source, row, entry, scratch);
  arena_close(scratch);
  return answer;
}

static MergeAnswer copy_all(Source *source)
{
  Merge      *merge  = source->merge;
  char       *gone   = NULL;
  MergeAnswer answer = MERGE_DONE;
  if (database_scan(source->database, gather, source) != DATABASE_FINE) {
    return fail(merge, database_problem(source->database));
  }
  for (size_t i = 0; i < source->rows && answer == MERGE_DONE; i++) {
    answer = copy(source, &source->row[i]);
  }
  if (answer != MERGE_DONE) return answer;
  if (!database_commit(merge->target)) return fail(merge, database_problem(merge->target));
  const char *path = path_of(merge, source->arena, source->name);
  if (!file_remove(source->arena, path, &gone)) return fail(merge, gone);
  merge->count->files++;
  return MERGE_DONE;
}

static MergeAnswer take_in(Merge *merge, const char *name)
{
  Arena         *arena  = arena_open();
  Source         source = {.merge = merge, .arena = arena, .name = name};
  MergeAnswer    answer = MERGE_DONE;
  source.database       = database_new(arena, path_of(merge, arena, name), merge->vfs);
  DatabaseAnswer found  = database_claim(source.database, false, PATIENCE, merge->writer);
  if (found == DATABASE_LOCKED) {
    answer = held(merge, name);
  } else if (found != DATABASE_FINE) {
    answer = fail(merge, database_problem(source.database));
  } else if (database_results(source.database) == RECORD_RESULTS) {
    answer = copy_all(&source);
  }
  database_close(source.database);
  arena_close(arena);
  return answer;
}

MergeAnswer merge_files(Arena *arena, const char *folder, const char *vfs, MergeCount *count,
                        const char **problem)
{
  Merge       merge  = {.arena = arena, .folder = folder, .vfs = vfs, .count = count,
                        .index = index_open(arena)};
  char      **name   = NULL, *unlisted = NULL;
  size_t      n      = 0;
  MergeAnswer answer = look(&merge);
  *count             = (MergeCount){0};
  if (answer == MERGE_DONE &&
      !file_list(arena, folder, folder_prefix, folder_suffix, &name, &n, &unlisted)) {
    answer = fail(&merge, unlisted);
  }
  if (answer == MERGE_DONE && n > 1) answer = take_target(&merge, name, n);
  for (size_t i = 0; i < n && n > 1 && answer == MERGE_DONE; i++) {
    if (strcmp(name[i], merge.name) != 0) answer = take_in(&merge, name[i]);
  }
  if (merge.target) database_close(merge.target);
  *problem = merge.problem;
  return answer;
}
