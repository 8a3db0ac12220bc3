// Folder: the files of one record's folder, their names, and which of them are open.
//
// Private to store/.

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "store/database.h"

enum { FOLDER_OPEN = 64 };   // how many files are kept open for reading

typedef struct Part {
  char     *name;
  Database *database;
  bool      locked;              // by another process when we looked
} Part;

typedef struct Folder {
  Arena      *arena;
  char       *path;
  const char *vfs;
  Part       *part;              // (parts), room for capacity
  size_t      parts;
  size_t      capacity;
  bool        claimed;           // one of the parts is ours to write,
  size_t      own;               // namely this one; it is never closed for another's sake
  size_t      ring[FOLDER_OPEN]; // parts open for reading, number plus one
  size_t      next;
} Folder;

// What the files of a shard on this host begin with ("record.<shard>.<host>."), and the name of
// the n-th (from 1) that this process may make.
char *folder_family(Arena *arena, const char *shard);
char *folder_fresh(Arena *arena, const char *family, int n);

// What all files begin and end with.
extern const char folder_prefix[];
extern const char folder_suffix[];

// The number of the part of that name; a new part where there is none.
size_t folder_part(Folder *folder, const char *name);

// Opens a part for reading, if need be; the one opened longest ago is closed for it.
DatabaseAnswer folder_reach(Folder *folder, size_t number);

// Lets go of the locks of all that was read.
void folder_rest(Folder *folder);

// Whether a part's file is there no more: merged into another one.
bool folder_has_lost(Folder *folder, size_t number);

// Closes all parts; folder_forget knows none of them any more, as at first.
void folder_close(Folder *folder);
void folder_forget(Folder *folder);
