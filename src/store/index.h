// Index: which runs the files of a folder hold, found by id.
//
// Costs about 200 bytes a run, whatever a run recorded. Private to store/.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "store/record.h"

typedef struct IndexEntry {
  const char  *id;
  int64_t      row;        // run.number in its file
  uint64_t     checksum;   // of the whole run
  size_t       file;       // which of the folder's files
  RecordStatus status;
} IndexEntry;

typedef struct Index Index;

Index *index_open(Arena *arena);

// The entry of that id, or NULL. Entries move when one is added: hold no pointer across index_add.
IndexEntry *index_find(const Index *index, const char *id);

// A new entry (its id is copied, the rest zero); the id must not be there yet.
IndexEntry *index_add(Index *index, const char *id);

// Entries in the order in which they were added.
size_t      index_count(const Index *index);
IndexEntry *index_at(const Index *index, size_t which);
