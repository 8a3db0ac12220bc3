// Merge: the files of a record's folder made one.
//
// File by file: it is locked, what the one file does not have is copied and committed, and only
// then the file is taken away, still locked. So a kill at any moment loses nothing, and the same
// call goes on. Files that another version of the program wrote stay as they are.

#pragma once

#include <stddef.h>

#include "base/memory.h"

typedef enum MergeAnswer {
  MERGE_DONE,
  MERGE_HELD,     // a living process writes one of the files
  MERGE_FAILED    // a file is damaged, two disagree, or the machine failed
} MergeAnswer;

typedef struct MergeCount {
  size_t files;   // taken in, and away
  size_t runs;    // copied; what the one file had already is not
} MergeCount;

// Nothing is changed where a process holds a file when we look, or two files disagree. *problem
// tells what was in the way. `vfs` names an SQLite VFS; NULL is the usual one.
MergeAnswer merge_files(Arena *arena, const char *folder, const char *vfs, MergeCount *count,
                        const char **problem);
