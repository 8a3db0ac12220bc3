// Database: the tables of a record in one SQLite file.
//
// The shape of the tables is told in record.h. Who reads many runs of another's file does so in
// one transaction (database_rest ends it): locking it anew for each costs three times the
// reading, and far more on shared disks.

#include "store/database.h"

#include <string.h>

#include "store/link.h"
#include "store/row.h"

static const char tables[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
    "CREATE TABLE run (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " condition TEXT NOT NULL, seed INTEGER NOT NULL,"
    " status TEXT NOT NULL CHECK (status IN ('done', 'diverged', 'failed')),"
    " message TEXT NOT NULL, steps INTEGER NOT NULL, checksum INTEGER NOT NULL);"
    "CREATE TABLE recording (number INTEGER PRIMARY KEY,"
    " run INTEGER NOT NULL REFERENCES run (number), name TEXT NOT NULL, data BLOB NOT NULL,"
    " checksum INTEGER NOT NULL, UNIQUE (run, name));";

struct Database {
  Link        link;
  bool        empty;     // no tables yet
  bool        claimed;   // ours to write, locked for good
  bool        begun;     // a transaction is open
  int64_t     results;
  const char *problem;
};

static DatabaseAnswer complain(Database *database, const char *what)
{
  database->problem = arena_print(database->link.arena, "'%s' %s", database->link.path, what);
  return DATABASE_FAILED;
}

// SQLite's answer as ours: rows and ends are fine.
static DatabaseAnswer answer(Database *database, int code)
{
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) {
    return DATABASE_FINE;
  }
  if (code == SQLITE_NOTFOUND) {
    return DATABASE_NONE;
  }
  database->problem = link_sentence(&database->link, code);
  return (code & 0xff) == SQLITE_BUSY ? DATABASE_LOCKED : DATABASE_FAILED;
}

Database *database_new(Arena *arena, const char *path, const char *vfs)
{
  Database *database = arena_take(arena, 1, sizeof *database);
  database->link = (Link){.arena = arena, .path = arena_copy(arena, path, strlen(path)),
                          .vfs = vfs};
  return database;
}

void database_close(Database *database)
{
  link_close(&database->link);
  database->begun = false;
  database->claimed = false;
}

bool database_opened(const Database *database)
{
  return database->link.sqlite != NULL;
}

int64_t database_results(const Database *database)
{
  return database->results;
}

const char *database_problem(const Database *database)
{
  return database->problem;
}

// Whether the tables are ours and of a format we know; a file without any is a new one.
static DatabaseAnswer look(Database *database)
{
  Link *link = &database->link;
  int64_t count = 0;
  int code = link_ask(link, "SELECT count(*) FROM sqlite_master", &count);
  database->empty = code == SQLITE_OK && count == 0;
  database->results = RECORD_RESULTS;
  if (code != SQLITE_OK || database->empty) {
    return answer(database, code);
  }
  int64_t format = 0;
  code = link_ask(link, "SELECT value FROM meta WHERE key = 'format'", &format);
  if (code == SQLITE_ERROR || code == SQLITE_DONE || (code == SQLITE_OK && format < 1)) {
    return complain(database, "is an SQLite file, but no record of this program; move it away");
  }
  if (code == SQLITE_OK && format > RECORD_FORMAT) {
    return complain(database, arena_print(
        link->arena, "was written by a newer version of this program (record format %lld; this one"
        " knows %d); use that version, or choose another folder with --out", (long long)format,
        RECORD_FORMAT));
  }
  if (code == SQLITE_OK) {
    code = link_ask(link, "SELECT value FROM meta WHERE key = 'results'", &database->results);
  }
  return answer(database, code);
}

// Opened for writing where the rights allow it: a journal that a killed writer left must be played
// back before anything can be read.
DatabaseAnswer database_read(Database *database)
{
  if (database_opened(database)) {
    return DATABASE_FINE;
  }
  int code = link_open(&database->link, SQLITE_OPEN_READWRITE);
  if (code == SQLITE_OK) {
    code = link_run(&database->link, "PRAGMA query_only = ON; PRAGMA cache_size = -512");
  }
  DatabaseAnswer found = answer(database, code);
  if (found == DATABASE_FINE) {
    found = look(database);
  }
  if (found != DATABASE_FINE) {
    database_close(database);
  }
  return found;
}

// Says who writes; with that the journal is opened, so that missing rights are met here.
static int sign(Database *database, const char *writer)
{
  int code = SQLITE_OK;
  if (database->empty) {
    code = link_run(&database->link, tables);
  }
  if (code == SQLITE_OK && database->empty) {
    code = link_run(&database->link, arena_print(
        database->link.arena, "INSERT INTO meta VALUES ('format', '%d'), ('results', '%d'),"
        " ('byte_order', 'little-endian float64')", RECORD_FORMAT, RECORD_RESULTS));
  }
  sqlite3_stmt *query = NULL;
  if (code == SQLITE_OK) {
    code = sqlite3_prepare_v2(database->link.sqlite,
                              "INSERT OR REPLACE INTO meta VALUES ('writer', ?1)", -1, &query,
                              NULL);
  }
  if (code == SQLITE_OK) {
    code = sqlite3_bind_text(query, 1, writer, -1, SQLITE_TRANSIENT);
  }
  if (code == SQLITE_OK) {
    code = link_carry_out(query);
  }
  (void)sqlite3_finalize(query);
  database->empty = database->empty && code != SQLITE_OK;
  return code;
}

DatabaseAnswer database_claim(Database *database, bool create, int patience, const char *writer)
{
  database_close(database);
  Link *link = &database->link;
  int code = link_open(link, SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0));
  DatabaseAnswer found = answer(database, code);
  if (found == DATABASE_FINE && sqlite3_db_readonly(link->sqlite, "main") == 1) {
    (void)answer(database, SQLITE_READONLY);
    found = DATABASE_LOCKED;
  }
  if (found == DATABASE_FINE) {
    (void)sqlite3_busy_timeout(link->sqlite, patience);
    found = answer(database, link_run(link, "PRAGMA locking_mode = EXCLUSIVE;"
                                            "PRAGMA journal_mode = DELETE;"
                                            "PRAGMA synchronous = FULL;"
                                            "PRAGMA cache_size = -16384; BEGIN EXCLUSIVE"));
  }
  if (found == DATABASE_FINE) {
    database->begun = true;
    database->claimed = true;
    found = look(database);
  }
  if (found == DATABASE_FINE) {
    code = sign(database, writer);
    found = answer(database, code);
    found = code == SQLITE_READONLY_DBMOVED ? DATABASE_LOCKED : found;   // merged while we waited
  }
  if (found != DATABASE_FINE) {
    database_close(database);
  }
  return found;
}

// --- runs
// ----------------------------------------------------------------------------------------

DatabaseAnswer database_scan(Database *database, DatabaseVisit visit, void *context)
{
  if (database->empty) {
    return DATABASE_FINE;
  }
  return answer(database, row_scan(&database->link, visit, context));
}

bool database_put(Database *database, const RecordRun *run, uint64_t checksum, int64_t old,
                  int64_t *row)
{
  int code = SQLITE_OK;
  if (!database->begun) {
    code = link_run(&database->link, "BEGIN IMMEDIATE");
    database->begun = code == SQLITE_OK;
  }
  if (code == SQLITE_OK && old) {
    code = row_delete(&database->link, old);
  }
  if (code == SQLITE_OK) {
    code = row_put(&database->link, run, checksum, row);
  }
  if (answer(database, code) != DATABASE_FINE) {
    database_close(database);
    return false;
  }
  return true;
}

bool database_commit(Database *database)
{
  if (!database->begun) {
    return true;
  }
  if (answer(database, link_run(&database->link, "COMMIT")) != DATABASE_FINE) {
    database_close(database);
    return false;
  }
  database->begun = false;
  return true;
}

static int hold(Database *database)
{
  if (database->claimed || database->begun) {
    return SQLITE_OK;
  }
  int code = link_run(&database->link, "BEGIN");
  database->begun = code == SQLITE_OK;
  return code;
}

void database_rest(Database *database)
{
  if (database->begun && !database->claimed) {
    (void)link_run(&database->link, "COMMIT");
    database->begun = false;
  }
}

DatabaseAnswer database_get(Database *database, int64_t row, const char *name, double *out,
                            size_t n, size_t *length)
{
  int code = hold(database);
  return answer(database, code ? code : row_get(&database->link, row, name, out, n, length));
}

DatabaseAnswer database_run(Database *database, int64_t row, Text *scratch, RecordRun *run)
{
  int code = hold(database);
  return answer(database, code ? code : row_run(&database->link, row, scratch, run));
}

DatabaseAnswer database_load(Database *database, int64_t row, Arena *arena, RecordRun *run)
{
  int code = hold(database);
  return answer(database, code ? code : row_load(&database->link, row, arena, run));
}
