// Row: how a run becomes rows and comes back.
//
// Curves are BLOBs made byte by byte, least byte first, so that the same file comes from every
// machine. Each row of `recording` carries a checksum over name and numbers, which is compared
// when the curve is read: SQLite itself would not notice a changed number.

#include "store/row.h"

#include <string.h>

enum { BYTES = 8 };   // of one number

typedef enum Query {
  SCAN, INSERT_RUN, INSERT_RECORDING, DELETE_RUN, DELETE_RECORDINGS,
  SELECT_RUN, SELECT_RECORDING, SELECT_RECORDINGS
} Query;

_Static_assert((int)SELECT_RECORDINGS < (int)LINK_QUERIES, "the link holds all statements");

static const char *const sql[] = {
  [SCAN] = "SELECT number, id, status, checksum FROM run ORDER BY number",
  [INSERT_RUN] = "INSERT INTO run (id, condition, seed, status, message, steps, checksum)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  [INSERT_RECORDING] = "INSERT INTO recording (run, name, data, checksum) VALUES (?1, ?2, ?3, ?4)",
  [DELETE_RUN] = "DELETE FROM run WHERE number = ?1",
  [DELETE_RECORDINGS] = "DELETE FROM recording WHERE run = ?1",
  [SELECT_RUN] = "SELECT id, condition, message, seed, steps, status FROM run WHERE number = ?1",
  [SELECT_RECORDING] = "SELECT name, data, checksum FROM recording WHERE run = ?1 AND name = ?2",
  [SELECT_RECORDINGS] = "SELECT name, data, checksum FROM recording WHERE run = ?1"
                        " ORDER BY number",
};

// --- checksums and bytes -----------------------------------------------------------------------

static uint64_t mix(uint64_t sum, uint64_t word)
{
  sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
  return sum ^ sum >> 32;
}

static uint64_t mix_text(uint64_t sum, const char *text)
{
  size_t length = 0;
  for (; text && text[length]; length++) {
    sum = mix(sum, (unsigned char)text[length]);
  }
  return mix(sum, length);
}

static uint64_t curve_checksum(const char *name, const double *data, size_t n)
{
  uint64_t sum = mix_text(1, name);
  for (size_t i = 0; i < n; i++) {
    uint64_t word;
    memcpy(&word, &data[i], BYTES);
    sum = mix(sum, word);
  }
  return mix(sum, n);
}

uint64_t row_checksum(const RecordRun *run)
{
  uint64_t sum = mix_text(RECORD_FORMAT, run->id);
  sum = mix(sum, (uint64_t)run->seed);
  sum = mix(sum, (uint64_t)run->status);
  sum = mix_text(sum, run->message);
  sum = mix(sum, (uint64_t)run->steps);
  for (size_t i = 0; i < run->recordings; i++) {
    const Recording *one = &run->recording[i];
    sum = mix(sum, curve_checksum(one->name, one->data, one->n));
  }
  return mix(sum, run->recordings);
}

static void pack(uint8_t *bytes, const double *data, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    uint64_t word;
    memcpy(&word, &data[i], BYTES);
    for (size_t k = 0; k < BYTES; k++) {
      bytes[i * BYTES + k] = (uint8_t)(word >> (8 * k));
    }
  }
}

static void unpack(double *data, const uint8_t *bytes, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    uint64_t word = 0;
    for (size_t k = 0; k < BYTES; k++) {
      word |= (uint64_t)bytes[i * BYTES + k] << (8 * k);
    }
    memcpy(&data[i], &word, BYTES);
  }
}

// --- writing -----------------------------------------------------------------------------------

static int prepare(Link *link, Query query, int64_t row)
{
  int code = link_prepare(link, query, sql[query]);
  return code == SQLITE_OK ? sqlite3_bind_int64(link->query[query], 1, row) : code;
}

static int bind_text(sqlite3_stmt *query, int column, const char *text)
{
  return sqlite3_bind_text64(query, column, text ? text : "", text ? strlen(text) : 0,
                             SQLITE_STATIC, SQLITE_UTF8);
}

static int put_run(Link *link, const RecordRun *run, uint64_t checksum)
{
  int code = link_prepare(link, INSERT_RUN, sql[INSERT_RUN]);
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_stmt *query = link->query[INSERT_RUN];
  const char *const text[] = {run->id, run->condition, record_status_word(run->status),
                              run->message};
  static const int text_column[] = {1, 2, 4, 5};
  for (size_t i = 0; i < 4 && code == SQLITE_OK; i++) {
    code = bind_text(query, text_column[i], text[i]);
  }
  const int64_t number[] = {run->seed, run->steps, (int64_t)checksum};
  static const int number_column[] = {3, 6, 7};
  for (size_t i = 0; i < 3 && code == SQLITE_OK; i++) {
    code = sqlite3_bind_int64(query, number_column[i], number[i]);
  }
  return code == SQLITE_OK ? link_carry_out(query) : code;
}

// SQLite takes the bytes over and frees them itself.
static int put_recording(Link *link, int64_t row, const Recording *one)
{
  int limit = sqlite3_limit(link->sqlite, SQLITE_LIMIT_LENGTH, -1);
  if (one->n > (size_t)limit / BYTES) {
    return SQLITE_TOOBIG;
  }
  int code = prepare(link, INSERT_RECORDING, row);
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_stmt *query = link->query[INSERT_RECORDING];
  uint8_t *bytes = sqlite3_malloc64(one->n * BYTES + 1);
  if (!bytes) {
    return SQLITE_NOMEM;
  }
  pack(bytes, one->data, one->n);
  code = sqlite3_bind_blob64(query, 3, bytes, one->n * BYTES, sqlite3_free);
  if (code == SQLITE_OK) {
    code = bind_text(query, 2, one->name);
  }
  if (code == SQLITE_OK) {
    uint64_t checksum = curve_checksum(one->name, one->data, one->n);
    code = sqlite3_bind_int64(query, 4, (int64_t)checksum);
  }
  return code == SQLITE_OK ? link_carry_out(query) : code;
}

int row_put(Link *link, const RecordRun *run, uint64_t checksum, int64_t *row)
{
  int code = put_run(link, run, checksum);
  *row = sqlite3_last_insert_rowid(link->sqlite);
  for (size_t i = 0; i < run->recordings && code == SQLITE_OK; i++) {
    code = put_recording(link, *row, &run->recording[i]);
  }
  return code;
}

int row_delete(Link *link, int64_t row)
{
  int code = prepare(link, DELETE_RECORDINGS, row);
  if (code == SQLITE_OK) {
    code = link_carry_out(link->query[DELETE_RECORDINGS]);
  }
  if (code == SQLITE_OK) {
    code = prepare(link, DELETE_RUN, row);
  }
  return code == SQLITE_OK ? link_carry_out(link->query[DELETE_RUN]) : code;
}

// --- reading -----------------------------------------------------------------------------------

static const char *text_of(sqlite3_stmt *query, int column)
{
  const unsigned char *text = sqlite3_column_text(query, column);
  return text ? (const char *)text : "";
}

static bool status_of(const char *word, RecordStatus *status)
{
  for (RecordStatus one = RECORD_DONE; one <= RECORD_FAILED; one++) {
    if (strcmp(word, record_status_word(one)) == 0) {
      *status = one;
      return true;
    }
  }
  return false;
}

int row_scan(Link *link, DatabaseVisit visit, void *context)
{
  int code = link_prepare(link, SCAN, sql[SCAN]);
  sqlite3_stmt *query = link->query[SCAN];
  while (code == SQLITE_OK && (code = sqlite3_step(query)) == SQLITE_ROW) {
    RecordStatus status;
    code = SQLITE_OK;
    if (!status_of(text_of(query, 2), &status)) {
      code = SQLITE_CORRUPT;
    } else if (!visit(context, text_of(query, 1), sqlite3_column_int64(query, 0), status,
                      (uint64_t)sqlite3_column_int64(query, 3))) {
      code = SQLITE_ABORT;
    }
  }
  (void)sqlite3_reset(query);
  return code;
}

// The curve of the row at which the statement stands; its length when `out` is NULL.
static int curve(sqlite3_stmt *query, double *out, size_t n, size_t *length)
{
  size_t size = (size_t)sqlite3_column_bytes(query, 1);
  *length = size / BYTES;
  if (sqlite3_column_type(query, 1) != SQLITE_BLOB || size % BYTES != 0) {
    return SQLITE_CORRUPT;
  }
  if (!out || *length != n) {
    return SQLITE_OK;
  }
  const uint8_t *bytes = sqlite3_column_blob(query, 1);
  if (n > 0 && !bytes) {
    return SQLITE_NOMEM;
  }
  unpack(out, bytes, n);
  uint64_t checksum = (uint64_t)sqlite3_column_int64(query, 2);
  return checksum == curve_checksum(text_of(query, 0), out, n) ? SQLITE_OK : SQLITE_CORRUPT;
}

int row_get(Link *link, int64_t row, const char *name, double *out, size_t n, size_t *length)
{
  int code = prepare(link, SELECT_RECORDING, row);
  sqlite3_stmt *query = link->query[SELECT_RECORDING];
  if (code == SQLITE_OK) {
    code = bind_text(query, 2, name);
  }
  if (code == SQLITE_OK) {
    code = sqlite3_step(query);
  }
  if (code == SQLITE_ROW) {
    code = curve(query, out, n, length);
  } else if (code == SQLITE_DONE) {
    code = SQLITE_NOTFOUND;
  }
  (void)sqlite3_reset(query);
  return code;
}

int row_run(Link *link, int64_t row, Text *scratch, RecordRun *run)
{
  *run = (RecordRun){0};
  int code = prepare(link, SELECT_RUN, row);
  sqlite3_stmt *query = link->query[SELECT_RUN];
  if (code == SQLITE_OK) {
    code = sqlite3_step(query);
  }
  if (code == SQLITE_ROW) {
    size_t start[3];
    scratch->length = 0;
    for (int i = 0; i < 3; i++) {
      const char *text = text_of(query, i);
      start[i] = scratch->length;
      text_add_bytes(scratch, text, strlen(text) + 1);
    }
    run->id = scratch->start + start[0];
    run->condition = scratch->start + start[1];
    run->message = scratch->start + start[2];
    run->seed = sqlite3_column_int64(query, 3);
    run->steps = sqlite3_column_int64(query, 4);
    code = status_of(text_of(query, 5), &run->status) ? SQLITE_OK : SQLITE_CORRUPT;
  } else if (code == SQLITE_DONE) {
    code = SQLITE_NOTFOUND;
  }
  (void)sqlite3_reset(query);
  return code;
}

int row_load(Link *link, int64_t row, Arena *arena, RecordRun *run)
{
  Text scratch = {.arena = arena};
  int code = row_run(link, row, &scratch, run);
  if (code == SQLITE_OK) {
    code = prepare(link, SELECT_RECORDINGS, row);
  }
  sqlite3_stmt *query = link->query[SELECT_RECORDINGS];
  Recording *all = NULL;
  size_t capacity = 0;
  while (code == SQLITE_OK && (code = sqlite3_step(query)) == SQLITE_ROW) {
    all = arena_grow(arena, all, &capacity, run->recordings + 1, sizeof *all);
    const char *name = text_of(query, 0);
    size_t n = (size_t)sqlite3_column_bytes(query, 1) / BYTES;
    double *data = arena_take(arena, n > 0 ? n : 1, sizeof *data);
    all[run->recordings++] = (Recording){arena_copy(arena, name, strlen(name)), n, data};
    code = curve(query, data, n, &n);
  }
  run->recording = all;
  (void)sqlite3_reset(query);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}
