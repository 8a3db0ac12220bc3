// Link: opening SQLite files as they should be, and the table of sentences.

#include "store/link.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

// "./" keeps SQLite from taking a folder called file: for the beginning of a URI.
int link_open(Link *link, int flags)
{
  const char *path =
      link->path[0] == '/' ? link->path : arena_print(link->arena, "./%s", link->path);
  int code = sqlite3_open_v2(path, &link->sqlite, flags | SQLITE_OPEN_NOMUTEX, link->vfs);
  if (code != SQLITE_OK) {
    return link->sqlite ? sqlite3_extended_errcode(link->sqlite) : code;
  }
  (void)sqlite3_extended_result_codes(link->sqlite, 1);
  return link_run(link, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                        "PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY");
}

void link_close(Link *link)
{
  for (int i = 0; i < LINK_QUERIES; i++) {
    (void)sqlite3_finalize(link->query[i]);
    link->query[i] = NULL;
  }
  int code = sqlite3_close(link->sqlite);
  assert(code == SQLITE_OK);
  (void)code;
  link->sqlite = NULL;
}

int link_prepare(Link *link, int which, const char *text)
{
  if (link->query[which]) {
    return SQLITE_OK;
  }
  return sqlite3_prepare_v3(link->sqlite, text, -1, SQLITE_PREPARE_PERSISTENT, &link->query[which],
                            NULL);
}

int link_carry_out(sqlite3_stmt *query)
{
  int code = sqlite3_step(query);
  (void)sqlite3_reset(query);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

int link_run(Link *link, const char *text)
{
  return sqlite3_exec(link->sqlite, text, NULL, NULL, NULL);
}

int link_ask(Link *link, const char *text, int64_t *number)
{
  sqlite3_stmt *query = NULL;
  int code = sqlite3_prepare_v2(link->sqlite, text, -1, &query, NULL);
  if (code == SQLITE_OK) {
    code = sqlite3_step(query);
    *number = code == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
  }
  (void)sqlite3_finalize(query);
  return code == SQLITE_ROW ? SQLITE_OK : code;
}

// The system's reason, where it is one that tells the reader something. SQLite gives errno as it
// stands, and what stands there may be older than the problem: ENOENT and the like are noise.
static const char *reason(int error)
{
  static const int telling[] = {EIO,    ENOSPC, EDQUOT, EFBIG,  EROFS,  EACCES,      EPERM,
                                ESTALE, ENOLCK, EMFILE, ENFILE, EISDIR, ENAMETOOLONG};
  for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) {
    if (error == telling[i]) {
      return strerror(error);
    }
  }
  return NULL;
}

static const char *disk_words(int code, int error)
{
  switch (code) {
    case SQLITE_IOERR_LOCK:
    case SQLITE_IOERR_UNLOCK:
    case SQLITE_IOERR_RDLOCK:
    case SQLITE_IOERR_CHECKRESERVEDLOCK:
      return "cannot be locked: this disk has no file locks, without which results are not safe;"
             " choose a folder on another disk with --out";
    default:
      break;
  }
  switch (error) {
    case EFBIG:
      return "has reached the limit on the size of files; raise it (ulimit -f) and run the same"
             " command again: what was committed is kept";
    case EDQUOT:
      return "cannot grow, your disk quota is used up; make room and run the same command again:"
             " what was committed is kept";
    default:
      return "cannot be read or written; look at the disk, then run the same command again: what"
             " was committed is kept";
  }
}

static const char *words(int code, int error)
{
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "cannot grow, the disk is full; make room and run the same command again: what was"
             " committed is kept";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "is damaged; move it away and run the same command again: its runs are then done"
             " anew";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "may not be written; give yourself the right to write it and its folder, or choose"
             " another folder with --out";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "is held by another process; run the same command again when that has ended";
    case SQLITE_CANTOPEN:
      return "or its journal cannot be opened; look at the rights of the file and its folder, or"
             " choose another folder with --out";
    case SQLITE_NOMEM:
      return "needs more memory than there is";
    case SQLITE_TOOBIG:
      return "cannot take a text or recording of a billion bytes or more; record less a run";
    case SQLITE_IOERR:
      return disk_words(code, error);
    default:
      return "cannot be used";
  }
}

// What the system last said of the file or its journal. The connection's own errno comes last: by
// the time we ask, the attempt to roll back may have changed it.
static int system_error(const Link *link)
{
  int error = 0;
  sqlite3_file *journal = NULL;
  (void)sqlite3_file_control(link->sqlite, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  if (reason(error)) {
    return error;
  }
  (void)sqlite3_file_control(link->sqlite, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
  if (journal && journal->pMethods) {
    (void)journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &error);
  }
  return reason(error) ? error : sqlite3_system_errno(link->sqlite);
}

const char *link_sentence(const Link *link, int code)
{
  bool system = (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
  int error = system && link->sqlite ? system_error(link) : 0;
  const char *why = reason(error);
  return arena_print(link->arena, "'%s' %s (%s)", link->path, words(code, error),
                     why ? why : sqlite3_errstr(code));
}
