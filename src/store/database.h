// Database: one SQLite file of a record, read or written; the one door to SQLite.
//
// Every answer of SQLite becomes one sentence with the file's name and what to do about it.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/record.h"

typedef enum DatabaseAnswer {
  DATABASE_FINE,
  DATABASE_LOCKED,   // another process holds the file
  DATABASE_NONE,     // no such recording
  DATABASE_FAILED    // database_problem tells
} DatabaseAnswer;

typedef struct Database Database;

// A file not yet opened. `vfs` may be NULL.
Database *database_new(Arena *arena, const char *path, const char *vfs);

// Opens it for reading, the tables checked; nothing happens when it is open already.
DatabaseAnswer database_read(Database *database);

// Opens it for writing and locks it for good, waiting at most `patience` milliseconds; `create`:
// it may be new. The tables of a new file come with the first commit. LOCKED also when the file's
// rights forbid to write it.
DatabaseAnswer database_claim(Database *database, bool create, int patience, const char *writer);

// Gives up what was not committed. It may be opened again.
void database_close(Database *database);
bool database_opened(const Database *database);

// The results version of the program that made the file.
int64_t database_results(const Database *database);

// Tells all runs in the order of writing; stops with FAILED when visit returns false.
typedef bool (*DatabaseVisit)(void *context, const char *id, int64_t row, RecordStatus status,
                              uint64_t checksum);
DatabaseAnswer database_scan(Database *database, DatabaseVisit visit, void *context);

// Writes a run (and first takes out the one of row `old`, unless 0); commits. After false it is
// closed.
bool database_put(Database *database, const RecordRun *run, uint64_t checksum, int64_t old,
                  int64_t *row);
bool database_commit(Database *database);

// The length of a recording, and its numbers; `out` may be NULL, else (n).
DatabaseAnswer database_get(Database *database, int64_t row, const char *name, double *out,
                            size_t n, size_t *length);

// A run without its recordings, texts into `scratch`; and with them, everything into `arena`.
DatabaseAnswer database_run(Database *database, int64_t row, Text *scratch, RecordRun *run);
DatabaseAnswer database_load(Database *database, int64_t row, Arena *arena, RecordRun *run);

// After reading: lets go of the shared lock that keeps writers from claiming the file.
void database_rest(Database *database);

const char *database_problem(const Database *database);
