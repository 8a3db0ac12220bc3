// Files: a small buffer, write(2), fsync(2), rename(2).

#include "store/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { BUFFER = 1 << 16 };

struct File {
  Arena  *arena;
  char   *path;
  char   *neighbour;     // what is written until the end
  int     handle;        // -1: not open
  int     error;         // the first errno met, or 0
  size_t  length;        // of what waits in the buffer
  char    buffer[BUFFER];
};

static const char *advice(int error)
{
  switch (error) {
    case ENOSPC:
      return "make room on this disk and run the same command again";
    case EDQUOT:
      return "make room within your quota and run the same command again";
    case EFBIG:
      return "raise the limit on the size of files (ulimit -f) and run the same command again";
    case EACCES:
    case EPERM:
    case EROFS:
      return "give yourself the right to write there, or choose another folder with --out";
    case EISDIR:
    case ENOTDIR:
    case EEXIST:
    case ENOTEMPTY:
      return "something else has this name: move it away, or choose another folder with --out";
    default:
      return "look at the disk, then run the same command again";
  }
}

static char *tell(Arena *arena, const char *what, const char *path, int error)
{
  return arena_print(arena, "cannot %s '%s': %s; %s", what, path, strerror(error), advice(error));
}

static void put_out(File *file, const char *bytes, size_t length)
{
  while (length > 0 && !file->error) {
    ssize_t wrote = write(file->handle, bytes, length);
    if (wrote < 0 && errno != EINTR) {
      file->error = errno;
    } else if (wrote == 0) {
      file->error = ENOSPC;
    } else if (wrote > 0) {
      bytes += wrote;
      length -= (size_t)wrote;
    }
  }
}

File *file_open(Arena *arena, const char *path)
{
  File *file = arena_take(arena, 1, sizeof *file);
  file->arena = arena;
  file->path = arena_copy(arena, path, strlen(path));
  file->neighbour = arena_print(arena, "%s.%ld.tmp", path, (long)getpid());
  file->handle = open(file->neighbour, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file->handle < 0) {
    file->error = errno;
  }
  return file;
}

void file_add(File *file, const void *bytes, size_t length)
{
  if (file->error) {
    return;
  }
  if (length > BUFFER - file->length) {
    put_out(file, file->buffer, file->length);
    file->length = 0;
  }
  if (length > BUFFER) {
    put_out(file, bytes, length);
  } else if (length > 0) {
    memcpy(file->buffer + file->length, bytes, length);
    file->length += length;
  }
}

void file_add_text(File *file, const char *text)
{
  file_add(file, text, strlen(text));
}

// The new name itself is made last by forcing the folder; where that is not possible, a power cut
// may bring back the old file, which is whole, too.
static void force_folder(File *file)
{
  const char *slash = strrchr(file->path, '/');
  char *folder = slash ? arena_copy(file->arena, file->path, (size_t)(slash - file->path) + 1)
                       : arena_copy(file->arena, ".", 1);
  int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle >= 0) {
    (void)fsync(handle);
    (void)close(handle);
  }
}

bool file_close(File *file, char **problem)
{
  put_out(file, file->buffer, file->length);
  if (!file->error && fsync(file->handle) != 0 && errno != EINVAL) {
    file->error = errno;
  }
  if (file->handle >= 0 && close(file->handle) != 0 && !file->error && errno != EINTR) {
    file->error = errno;   // some shared disks tell of a full disk only here
  }
  bool opened = file->handle >= 0;
  file->handle = -1;
  if (!file->error && rename(file->neighbour, file->path) != 0) {
    file->error = errno;
  }
  if (file->error) {
    if (opened) {
      (void)unlink(file->neighbour);
    }
    *problem = tell(file->arena, "write", file->path, file->error);
    return false;
  }
  force_folder(file);
  return true;
}

void file_drop(File *file)
{
  if (file->handle >= 0) {
    (void)close(file->handle);
    (void)unlink(file->neighbour);
    file->handle = -1;
  }
}

bool file_write(Arena *arena, const char *path, const void *bytes, size_t length, char **problem)
{
  File *file = file_open(arena, path);
  file_add(file, bytes, length);
  return file_close(file, problem);
}

bool file_remove(Arena *arena, const char *path, char **problem)
{
  if (unlink(path) == 0 || errno == ENOENT) {
    return true;
  }
  *problem = tell(arena, "remove", path, errno);
  return false;
}

bool file_make_folder(Arena *arena, const char *path, char **problem)
{
  char *part = arena_copy(arena, path, strlen(path));
  for (char *end = part; *end; end++) {
    bool inner = *end == '/' && end > part;
    if (!inner && end[1] != '\0') {
      continue;
    }
    *end = inner ? '\0' : *end;
    struct stat known;
    if (mkdir(part, 0777) != 0) {
      int error = errno;
      if (stat(part, &known) != 0 || !S_ISDIR(known.st_mode)) {
        *problem = tell(arena, "make the folder", part, error);
        return false;
      }
    }
    *end = inner ? '/' : *end;
  }
  return true;
}

static int by_bytes(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool fits(const char *name, const char *prefix, const char *suffix)
{
  size_t length = strlen(name);
  size_t head = strlen(prefix);
  size_t tail = strlen(suffix);
  return length >= head + tail && strncmp(name, prefix, head) == 0 &&
         strcmp(name + length - tail, suffix) == 0;
}

bool file_list(Arena *arena, const char *folder, const char *prefix, const char *suffix,
               char ***names, size_t *n, char **problem)
{
  *names = NULL;
  *n = 0;
  DIR *open_folder = opendir(folder);
  if (!open_folder) {
    if (errno == ENOENT) {
      return true;
    }
    *problem = tell(arena, "read the folder", folder, errno);
    return false;
  }
  size_t capacity = 0;
  struct dirent *entry = NULL;
  while (errno = 0, (entry = readdir(open_folder)) != NULL) {
    if (fits(entry->d_name, prefix, suffix)) {
      *names = arena_grow(arena, *names, &capacity, *n + 1, sizeof **names);
      (*names)[(*n)++] = arena_copy(arena, entry->d_name, strlen(entry->d_name));
    }
  }
  int error = errno;
  (void)closedir(open_folder);
  if (error) {
    *problem = tell(arena, "read the folder", folder, error);
    return false;
  }
  if (*n > 1) {
    qsort(*names, *n, sizeof **names, by_bytes);
  }
  return true;
}

// The process that writes `name`; 0 where it is no neighbour.
static int64_t writer_of(Arena *arena, const char *name)
{
  size_t  end = strlen(name) - strlen(".tmp"), start = end;
  int64_t pid = 0;
  while (start > 0 && name[start - 1] != '.') {
    start--;
  }
  bool good = start > 1 && text_to_count(arena_copy(arena, name + start, end - start), &pid);
  return good && pid > 0 ? pid : 0;
}

bool file_sweep(Arena *arena, const char *folder, char **problem)
{
  char **names = NULL;
  size_t n     = 0;
  bool   good  = file_list(arena, folder, "", ".tmp", &names, &n, problem);
  for (size_t i = 0; i < n && good; i++) {
    pid_t pid = (pid_t)writer_of(arena, names[i]);
    if (pid > 0 && pid != getpid() && kill(pid, 0) != 0 && errno == ESRCH) {
      good = file_remove(arena, arena_print(arena, "%s/%s", folder, names[i]), problem);
    }
  }
  return good;
}
