// Link: a connection to one SQLite file, and SQLite's answers put into words. Private to store/.
//
// All functions that return int return SQLite's own (extended) codes.

#pragma once

#include <sqlite3.h>
#include <stdint.h>

#include "base/memory.h"

enum { LINK_QUERIES = 8 };

typedef struct Link {
  Arena        *arena;
  char         *path;
  const char   *vfs;                   // NULL: the usual one
  sqlite3      *sqlite;                // NULL: not open
  sqlite3_stmt *query[LINK_QUERIES];   // NULL until first used
} Link;

// Opens and sets up; nothing of the file has been read then.
int link_open(Link *link, int flags);

// Rolls back what is open. The link may be opened again.
void link_close(Link *link);

// Statement number `which` of text `text`, prepared once while the link is open, into
// link->query[which]. link_carry_out steps a statement that gives no rows, and resets it.
int link_prepare(Link *link, int which, const char *text);
int link_carry_out(sqlite3_stmt *query);

// Statements without rows; one number from a query of one row and column, SQLITE_DONE without row.
int link_run(Link *link, const char *text);
int link_ask(Link *link, const char *text, int64_t *number);

// "'path' cannot grow, the disk is full; make room ... (reason)".
const char *link_sentence(const Link *link, int code);
