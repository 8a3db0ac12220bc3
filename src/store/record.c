// Record: the union of a folder's files, and the one among them that this process writes.

#include "store/record.h"

#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "store/database.h"
#include "store/file.h"
#include "store/folder.h"
#include "store/index.h"
#include "store/row.h"

enum {
  PATIENCE    = 200,   // milliseconds: readers hold a file for less, writers for hours
  READ_TRIES  = 20,    // of a folder whose files go while it is read
  FRESH_TRIES = 2      // new files found locked before we take the disk to have no locks
};

struct Record {
  Arena      *arena;
  Folder      folder;
  char       *family;    // what our own files' names begin with; NULL: reading only
  Index      *index;
  bool        broken;    // the disk failed: nothing more is written
  Text        scratch;
  const char *problem;
};

const char *record_status_word(RecordStatus status)
{
  static const char *const word[] = {"done", "diverged", "failed"};
  return word[status];
}

const char *record_problem(const Record *record)
{
  return record->problem;
}

// --- the union ---------------------------------------------------------------------------------

typedef struct Visit {
  Record *record;
  size_t  part;
} Visit;

static void disagree(Record *record, const char *id, const char *one, const char *other)
{
  record->problem = arena_print(
      record->arena, "run %s has one result in '%s/%s' and another in %s%s: the program or a"
      " machine is not deterministic; find out which is right, move the other file away and run"
      " the same command again", id, record->folder.path, one, other ? other : "this process",
      other ? " beside it" : "");
}

// Enters a row into the index. Of two copies the result stands, not the failure; of two failures
// the later file's; two results must be equal. A file scanned again tells of its rows anew.
static bool enter(void *context, const char *id, int64_t row, RecordStatus status,
                  uint64_t checksum)
{
  Visit *visit = context;
  Record *record = visit->record;
  IndexEntry *entry = index_find(record->index, id);
  if (!entry) {
    entry = index_add(record->index, id);
  } else if (entry->file != visit->part && status == RECORD_FAILED &&
             entry->status != RECORD_FAILED) {
    return true;
  } else if (entry->file != visit->part && entry->status != RECORD_FAILED) {
    if (entry->checksum != checksum) {
      disagree(record, id, record->folder.part[entry->file].name,
               arena_print(record->arena, "'%s'", record->folder.part[visit->part].name));
      return false;
    }
    return true;
  }
  entry->row = row;
  entry->checksum = checksum;
  entry->file = visit->part;
  entry->status = status;
  return true;
}

static bool scan(Record *record, size_t number)
{
  Visit visit = {record, number};
  Database *database = record->folder.part[number].database;
  record->problem = NULL;
  DatabaseAnswer found = folder_reach(&record->folder, number);
  if (found == DATABASE_FINE) {
    found = database_scan(database, enter, &visit);
  }
  if (found == DATABASE_FAILED && !record->problem) {
    record->problem = database_problem(database);
  }
  record->folder.part[number].locked = found == DATABASE_LOCKED;
  return found != DATABASE_FAILED;
}

static bool scan_all(Record *record, bool *gone)
{
  char **names = NULL;
  size_t n = 0;
  char *problem = NULL;
  if (!file_list(record->arena, record->folder.path, folder_prefix, folder_suffix, &names, &n,
                 &problem)) {
    record->problem = problem;
    return false;
  }
  for (size_t i = 0; i < n; i++) {
    size_t number = folder_part(&record->folder, names[i]);
    if (!scan(record, number)) {
      *gone = folder_has_lost(&record->folder, number);
      return false;
    }
  }
  return true;
}

// Begins anew where a file goes while we read: its runs are in one that we may have read before.
static bool read_all(Record *record)
{
  bool gone = true, good = false;
  for (int k = 0; !good && gone && k < READ_TRIES; k++) {
    folder_forget(&record->folder);
    record->index = index_open(record->arena);
    gone = false;
    good = scan_all(record, &gone);
  }
  return good;
}

Record *record_open(Arena *arena, const char *folder, const char *shard, const char *vfs,
                    char **problem)
{
  Record *record = arena_take(arena, 1, sizeof *record);
  record->arena = arena;
  record->folder = (Folder){.arena = arena, .vfs = vfs,
                            .path = arena_copy(arena, folder, strlen(folder))};
  record->scratch.arena = arena;
  if (shard) {
    record->family = folder_family(arena, shard);
    if (!file_make_folder(arena, folder, problem)) return NULL;
  }
  if (!read_all(record)) {
    *problem = arena_copy(arena, record->problem, strlen(record->problem));
    record_close(record);
    return NULL;
  }
  return record;
}

void record_close(Record *record)
{
  folder_close(&record->folder);
}

// --- writing -----------------------------------------------------------------------------------

static bool break_off(Record *record, const char *problem)
{
  record->problem = problem;
  record->broken = true;
  return false;
}

// Tries to make a part ours. What it holds is read again: its last writer may have gone on since.
static DatabaseAnswer take(Record *record, const char *name, bool create)
{
  size_t number = folder_part(&record->folder, name);
  Part *part = &record->folder.part[number];
  char *writer = folder_fresh(record->arena, record->family, 1);
  DatabaseAnswer found = database_claim(part->database, create, PATIENCE, writer);
  if (found == DATABASE_FINE && database_results(part->database) != RECORD_RESULTS) {
    database_close(part->database);
    return DATABASE_LOCKED;   // another version's: it stays as it is
  }
  if (found == DATABASE_FINE && !scan(record, number)) return DATABASE_FAILED;
  if (found == DATABASE_FINE) {
    record->folder.own = number;
    record->folder.claimed = true;
  }
  if (found == DATABASE_FAILED && !create && folder_has_lost(&record->folder, number)) {
    return DATABASE_LOCKED;   // merged meanwhile
  }
  if (found == DATABASE_FAILED) {
    record->problem = database_problem(part->database);
  }
  return found;
}

static DatabaseAnswer take_old(Record *record)
{
  char **names = NULL;
  size_t n = 0;
  char *problem = NULL;
  if (!file_list(record->arena, record->folder.path, record->family, folder_suffix, &names, &n,
                 &problem)) {
    record->problem = problem;
    return DATABASE_FAILED;
  }
  DatabaseAnswer found = DATABASE_LOCKED;
  for (size_t i = 0; i < n && found == DATABASE_LOCKED; i++) {
    found = take(record, names[i], false);
  }
  return found;
}

static DatabaseAnswer take_new(Record *record)
{
  int tries = 0;
  for (int k = 1; tries < FRESH_TRIES; k++) {
    char *name = folder_fresh(record->arena, record->family, k);
    char *path = arena_print(record->arena, "%s/%s", record->folder.path, name);
    if (access(path, F_OK) == 0) {
      continue;
    }
    DatabaseAnswer found = take(record, name, true);
    if (found != DATABASE_LOCKED) return found;
    tries++;
  }
  record->problem = arena_print(
      record->arena, "'%s': new files there cannot be locked: this disk has no file locks, without"
      " which results are not safe; choose a folder on another disk with --out",
      record->folder.path);
  return DATABASE_FAILED;
}

bool record_claim(Record *record)
{
  assert(record->family);
  if (record->broken) return false;
  if (record->folder.claimed) {
    return true;
  }
  DatabaseAnswer found = take_old(record);
  if (found == DATABASE_LOCKED) {
    found = take_new(record);
  }
  return found == DATABASE_FINE || break_off(record, record->problem);
}

bool record_tidy(Record *record)
{
  char **names = NULL;
  size_t n = 0;
  char *problem = NULL;
  bool good = file_list(record->arena, record->folder.path, record->family, "-journal", &names,
                        &n, &problem);
  if (good && n > 0 && !record_claim(record)) {
    return false;   // to claim a file is to roll back what its journal holds
  }
  for (size_t i = 0; i < n && good; i++) {
    const char *own = record->folder.part[record->folder.own].name;
    bool is_own = strncmp(names[i], own, strlen(own)) == 0 &&
                  strcmp(names[i] + strlen(own), "-journal") == 0;
    good = !is_own || file_remove(record->arena, arena_print(record->arena, "%s/%s",
                                  record->folder.path, names[i]), &problem);
  }
  return good || break_off(record, problem);
}

bool record_put(Record *record, const RecordRun *run)
{
  if (!record_claim(record)) return false;
  uint64_t checksum = row_checksum(run);
  Database *own = record->folder.part[record->folder.own].database;
  IndexEntry *entry = index_find(record->index, run->id);
  int64_t old = 0;
  if (entry && entry->status != RECORD_FAILED) {
    if (run->status == RECORD_FAILED || entry->checksum == checksum) return true;
    disagree(record, run->id, record->folder.part[entry->file].name, NULL);
    return false;
  }
  if (entry && entry->file == record->folder.own) {
    old = entry->row;
  }
  int64_t row = 0;
  if (!database_put(own, run, checksum, old, &row)) {
    return break_off(record, database_problem(own));
  }
  if (!entry) {
    entry = index_add(record->index, run->id);
  }
  entry->row = row;
  entry->checksum = checksum;
  entry->file = record->folder.own;
  entry->status = run->status;
  return true;
}

bool record_commit(Record *record)
{
  folder_rest(&record->folder);
  if (record->broken) return false;
  if (!record->folder.claimed) {
    return true;
  }
  Database *own = record->folder.part[record->folder.own].database;
  return database_commit(own) || break_off(record, database_problem(own));
}

// --- reading -----------------------------------------------------------------------------------

bool record_has(const Record *record, const char *id, RecordStatus *status)
{
  const IndexEntry *entry = index_find(record->index, id);
  if (entry && status) {
    *status = entry->status;
  }
  return entry != NULL;
}

size_t record_count(const Record *record)
{
  return index_count(record->index);
}

const char *record_locked(const Record *record, size_t which)
{
  for (size_t i = 0; i < record->folder.parts; i++) {
    if (record->folder.part[i].locked && which-- == 0) return record->folder.part[i].name;
  }
  return NULL;
}

// The file that holds the entry, open; NULL with a problem.
static Database *reach(Record *record, const IndexEntry *entry)
{
  Database *database = record->folder.part[entry->file].database;
  if (folder_reach(&record->folder, entry->file) != DATABASE_FINE) {
    record->problem = database_problem(database);
    return NULL;
  }
  return database;
}

static bool settle(Record *record, const IndexEntry *entry, DatabaseAnswer found, const char *name)
{
  if (found == DATABASE_NONE) {
    record->problem = arena_print(record->arena, "'%s/%s' has no %s of run %s",
                                  record->folder.path, record->folder.part[entry->file].name,
                                  name, entry->id);
  } else if (found != DATABASE_FINE) {
    record->problem = database_problem(record->folder.part[entry->file].database);
  }
  return found == DATABASE_FINE;
}

static bool get(Record *record, const char *id, const char *name, double *out, size_t n,
                size_t *length)
{
  const IndexEntry *entry = index_find(record->index, id);
  if (!entry) {
    record->problem = arena_print(record->arena, "'%s' holds no run %s", record->folder.path, id);
    return false;
  }
  Database *database = reach(record, entry);
  return database && settle(record, entry,
                            database_get(database, entry->row, name, out, n, length), name);
}

bool record_size(Record *record, const char *id, const char *name, size_t *n)
{
  return get(record, id, name, NULL, 0, n);
}

bool record_get(Record *record, const char *id, const char *name, double *out, size_t n)
{
  double none;
  size_t length = 0;
  if (!get(record, id, name, out ? out : &none, n, &length)) return false;
  if (length != n) {
    record->problem = arena_print(record->arena, "run %s has %zu numbers of %s in '%s', not %zu",
                                  id, length, name, record->folder.path, n);
  }
  return length == n;
}

bool record_run(Record *record, size_t which, RecordRun *run)
{
  const IndexEntry *entry = index_at(record->index, which);
  Database *database = reach(record, entry);
  return database && settle(record, entry,
                            database_run(database, entry->row, &record->scratch, run), "row");
}

bool record_load(Record *record, size_t which, Arena *arena, RecordRun *run)
{
  const IndexEntry *entry = index_at(record->index, which);
  Database *database = reach(record, entry);
  return database && settle(record, entry, database_load(database, entry->row, arena, run), "row");
}
