// Folder: names without surprises, and a ring of open files.

#include "store/folder.h"

#include <string.h>
#include <unistd.h>

const char folder_prefix[] = "record.";
const char folder_suffix[] = ".sqlite";

// Letters, digits and _ stay; anything else, dots above all, becomes '-'.
static char *plain(Arena *arena, const char *word)
{
  char *copy = arena_copy(arena, word, strlen(word));
  for (char *c = copy; *c; c++) {
    bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
    if (!letter && !(*c >= '0' && *c <= '9') && *c != '_') {
      *c = '-';
    }
  }
  return copy;
}

char *folder_family(Arena *arena, const char *shard)
{
  char host[65] = "";
  if (gethostname(host, sizeof host - 1) != 0 || host[0] == '\0') {
    memcpy(host, "host", sizeof "host");
  }
  return arena_print(arena, "%s%s.%s.", folder_prefix, plain(arena, shard), plain(arena, host));
}

// A pid may come again (in containers it always does), so there is more than one name.
char *folder_fresh(Arena *arena, const char *family, int n)
{
  long pid = (long)getpid();
  return n == 1 ? arena_print(arena, "%s%ld%s", family, pid, folder_suffix)
                : arena_print(arena, "%s%ld.%d%s", family, pid, n, folder_suffix);
}

size_t folder_part(Folder *folder, const char *name)
{
  for (size_t i = 0; i < folder->parts; i++) {
    if (strcmp(folder->part[i].name, name) == 0) {
      return i;
    }
  }
  folder->part = arena_grow(folder->arena, folder->part, &folder->capacity, folder->parts + 1,
                            sizeof *folder->part);
  char *path = arena_print(folder->arena, "%s/%s", folder->path, name);
  folder->part[folder->parts] =
      (Part){.name = arena_copy(folder->arena, name, strlen(name)),
             .database = database_new(folder->arena, path, folder->vfs)};
  return folder->parts++;
}

static void remember(Folder *folder, size_t number)
{
  size_t *slot = &folder->ring[folder->next];
  folder->next = (folder->next + 1) % FOLDER_OPEN;
  size_t last = *slot - 1;
  if (*slot && last != number && !(folder->claimed && last == folder->own)) {
    database_close(folder->part[last].database);
  }
  *slot = number + 1;
}

DatabaseAnswer folder_reach(Folder *folder, size_t number)
{
  Database *database = folder->part[number].database;
  if (database_opened(database)) {
    return DATABASE_FINE;
  }
  DatabaseAnswer found = database_read(database);
  if (found == DATABASE_FINE) {
    remember(folder, number);
  }
  return found;
}

void folder_rest(Folder *folder)
{
  for (size_t i = 0; i < folder->parts; i++) {
    database_rest(folder->part[i].database);
  }
}

void folder_close(Folder *folder)
{
  for (size_t i = 0; i < folder->parts; i++) {
    database_close(folder->part[i].database);
  }
}

bool folder_has_lost(Folder *folder, size_t number)
{
  const char *name = folder->part[number].name;
  return access(arena_print(folder->arena, "%s/%s", folder->path, name), F_OK) != 0;
}

void folder_forget(Folder *folder)
{
  folder_close(folder);
  folder->parts = 0;
  folder->next  = 0;
  memset(folder->ring, 0, sizeof folder->ring);
}
