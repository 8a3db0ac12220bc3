// Sisters: finding envs/NAME.yaml and models/NAME.yaml, each read once.

#include "experiment/sister.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NAMES = 1000 };   // of a folder that are looked through for a hint

const char *sister_folder(Arena *arena, const char *path)
{
  const char *slash = strrchr(path, '/');
  if (!slash) return "../";
  size_t length = (size_t)(slash - path);
  while (length > 0 && path[length - 1] == '/') length--;
  if (length == 0) return "/";
  size_t last = length;
  while (last > 0 && path[last - 1] != '/') last--;
  const char *name = path + last;
  size_t      size = length - last;
  bool is_link = (size == 1 && name[0] == '.') || (size == 2 && name[0] == '.' && name[1] == '.');
  if (is_link) return arena_print(arena, "%.*s/../", (int)length, path);
  return arena_copy(arena, path, last);
}

static bool is_name(const char *text)
{
  if (*text == '\0' || *text == '.') return false;
  for (; *text; text++) {
    if (*text == '/' || *text == '\\' || (unsigned char)*text < ' ') return false;
  }
  return true;
}

static int compare_names(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// The name in a folder of YAML files that was probably meant; NULL: none.
static const char *nearest_file(Arena *arena, const char *folder, const char *name)
{
  DIR *entries = opendir(folder);
  if (!entries) return NULL;
  const char    *names[NAMES];
  size_t         n = 0;
  struct dirent *entry;
  while (n < NAMES && (entry = readdir(entries))) {
    size_t length = strlen(entry->d_name);
    if (length < 6 || strcmp(entry->d_name + length - 5, ".yaml") != 0) continue;
    names[n++] = arena_copy(arena, entry->d_name, length - 5);
  }
  closedir(entries);
  qsort(names, n, sizeof *names, compare_names);
  return text_nearest(name, names, n);
}

static bool is_there(const char *path)
{
  FILE *file = fopen(path, "r");
  if (file) fclose(file);
  return file;
}

static const Node *find(const Reading *reading, const char *path)
{
  for (size_t i = 0; i < reading->n_sisters; i++) {
    const Sister *sister = &reading->sister[i];
    if (sister->diag == reading->diag && strcmp(sister->path, path) == 0) return sister->root;
  }
  return NULL;
}

static const Node *load(Reading *reading, const char *path)
{
  const Node *root = node_read_file(reading->arena, path, reading->diag);
  if (root && root->type != NODE_MAP) {
    diag_error(reading->diag, root->place, NULL,
               "this must be a map with 'key: value' lines, not %s",
               root->type == NODE_LIST ? "a list" : "a single value");
    root = NULL;
  }
  if (!root) return NULL;
  size_t n = reading->n_sisters++;
  reading->sister =
      arena_grow(reading->arena, reading->sister, &reading->sister_room, n + 1, sizeof(Sister));
  reading->sister[n] = (Sister){path, root, reading->diag};
  return root;
}

Node *sister_read(Reading *reading, const char *what, const Node *word)
{
  Arena *arena = reading->arena;
  if (!is_name(word->text)) {
    const char *hint = arena_print(arena, "a bare name: %ss/NAME.yaml", what);
    diag_error(reading->diag, word->place, hint, "'%s' must be a name or a map, not '%s'", what,
               text_brief(word->text).text);
    return NULL;
  }
  const char *folder = arena_print(arena, "%s%ss", reading->folder, what);
  const char *path   = arena_print(arena, "%s/%s.yaml", folder, word->text);
  const Node *root   = find(reading, path);
  if (!root && !is_there(path)) {
    const char *near = nearest_file(arena, folder, word->text);
    const char *hint = near ? arena_print(arena, "did you mean '%s'?", near) : NULL;
    diag_error(reading->diag, word->place, hint, "there is no file %s", path);
    return NULL;
  }
  if (!root) root = load(reading, path);
  return root ? node_copy(arena, root) : NULL;
}
