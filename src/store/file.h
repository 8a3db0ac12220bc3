// Files: text for people, written whole or not at all.
//
// The text goes to a temporary neighbour (`path.<pid>.tmp`), is forced to the disk and only then
// takes the final name: under it there is always the old whole or the new whole. A problem (disk
// full, quota, no right to write) is kept until file_close, so that writers need to look only
// there; the neighbour is then removed. Problems mean that the machine failed (exit code 3). A
// process killed meanwhile leaves its neighbour behind, never a torn file; file_sweep takes that
// away later.

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

typedef struct File File;

File *file_open(Arena *arena, const char *path);
void  file_add(File *file, const void *bytes, size_t length);
void  file_add_text(File *file, const char *text);

// Gives the file its name. False: *problem tells path, reason and what to do, and what stood
// there before still does.
bool file_close(File *file, char **problem);

// Ends it without result.
void file_drop(File *file);

// The three in one.
bool file_write(Arena *arena, const char *path, const void *bytes, size_t length, char **problem);

// Takes a file away; one that is not there is fine.
bool file_remove(Arena *arena, const char *path, char **problem);

// Takes away the neighbours that killed processes left in a folder: those whose process is not
// alive here. (One that is alive elsewhere, on a shared disk, then fails to give its file a name,
// says so, and nothing else is lost.)
bool file_sweep(Arena *arena, const char *folder, char **problem);

// Makes a folder and its parents; one that is there already is fine.
bool file_make_folder(Arena *arena, const char *path, char **problem);

// The names in a folder that begin and end so, sorted by their bytes. A folder that is not there
// has none.
bool file_list(Arena *arena, const char *folder, const char *prefix, const char *suffix,
               char ***names, size_t *n, char **problem);
