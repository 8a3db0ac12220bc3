// Row: runs and their recordings as rows of the tables. Private to store/.
//
// Functions that return int return SQLite's codes: SQLITE_NOTFOUND when there is no such row,
// SQLITE_CORRUPT when what is there cannot have been written by us.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "store/database.h"
#include "store/link.h"

// The checksum of a whole run, by which two copies are told apart without their curves. What its
// condition is called is left out: that is the experiment's word, not part of the result.
uint64_t row_checksum(const RecordRun *run);

int row_scan(Link *link, DatabaseVisit visit, void *context);
int row_put(Link *link, const RecordRun *run, uint64_t checksum, int64_t *row);
int row_delete(Link *link, int64_t row);

// `out` NULL: only the length. Nothing is copied when the length is not n.
int row_get(Link *link, int64_t row, const char *name, double *out, size_t n, size_t *length);

// The fields alone, with their texts in `scratch`; and with the recordings, all in `arena`.
int row_run(Link *link, int64_t row, Text *scratch, RecordRun *run);
int row_load(Link *link, int64_t row, Arena *arena, RecordRun *run);
