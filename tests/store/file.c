// Tests of store/file: whole files or none, full disks, limits, folders, lists.

#include "store/file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "scratch.h"

static int make(void **state)
{
  *state = arena_open();
  return 0;
}

static int end(void **state)
{
  arena_close(*state);
  return 0;
}

static size_t slurp(const char *path, char *bytes, size_t room)
{
  int handle = open(path, O_RDONLY);
  assert_true(handle >= 0);
  size_t size = 0;
  ssize_t got = 0;
  while ((got = read(handle, bytes + size, room - size)) > 0) {
    size += (size_t)got;
  }
  close(handle);
  return size;
}

static void pieces_of_all_sizes_arrive_in_order(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *path = arena_print(arena, "%s/curves.csv", folder);
  enum { ROOM = 1 << 20 };
  char *wanted = arena_take(arena, ROOM, 1);
  char *found = arena_take(arena, ROOM, 1);
  static const size_t pieces[] = {0, 1, 65535, 1, 65536, 65537, 200000, 7, 65530, 6};
  size_t size = 0;
  File *file = file_open(arena, path);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    memset(wanted + size, 'a' + (int)i, pieces[i]);
    file_add(file, wanted + size, pieces[i]);
    size += pieces[i];
  }
  file_add_text(file, "end\n");
  memcpy(wanted + size, "end\n", 4);
  assert_int_equal(access(path, F_OK), -1);    // nothing under the name before the end
  char *problem = NULL;
  assert_true(file_close(file, &problem));
  assert_int_equal(slurp(path, found, ROOM), size + 4);
  assert_memory_equal(found, wanted, size + 4);
  assert_int_equal(scratch_count(arena, folder, ".tmp", NULL), 0);
  scratch_remove(arena, folder);
}

static void the_old_file_stands_until_the_new_one_is_whole(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *path = arena_print(arena, "%s/claims.csv", folder);
  char *problem = NULL;
  char found[100];
  assert_true(file_write(arena, path, "old", 3, &problem));
  File *file = file_open(arena, path);
  file_add_text(file, "new, never closed");
  file_drop(file);
  assert_int_equal(slurp(path, found, sizeof found), 3);
  assert_memory_equal(found, "old", 3);
  assert_int_equal(scratch_count(arena, folder, ".tmp", NULL), 0);
  assert_true(file_write(arena, path, "newer", 5, &problem));
  assert_int_equal(slurp(path, found, sizeof found), 5);
  assert_null(problem);
  scratch_remove(arena, folder);
}

static void a_full_disk_is_told_and_leaves_the_old_file(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *path = arena_print(arena, "%s/curves.csv", folder);
  char *problem = NULL;
  assert_true(file_write(arena, path, "old", 3, &problem));
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {.rlim_cur = 100000, .rlim_max = 100000};
    setrlimit(RLIMIT_FSIZE, &limit);
    File *file = file_open(arena, path);
    for (int i = 0; i < 100000; i++) {
      file_add_text(file, "1,2,3\n");
    }
    bool good = !file_close(file, &problem) &&
                strcmp(problem, arena_print(arena, "cannot write '%s': File too large; raise the"
                       " limit on the size of files (ulimit -f) and run the same command again",
                       path)) == 0;
    _exit(good ? 0 : 1);
  }
  int status = 0;
  char found[100];
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  assert_int_equal(slurp(path, found, sizeof found), 3);
  assert_int_equal(scratch_count(arena, folder, ".tmp", NULL), 0);
  scratch_remove(arena, folder);
}

// A device that is always full: the neighbour is made to lead there.
static void no_space_left_is_told(void **state)
{
  Arena *arena = *state;
  if (access("/dev/full", W_OK) != 0) {
    skip();
  }
  char *folder = scratch_make(arena);
  char *path = arena_print(arena, "%s/curves.csv", folder);
  char *neighbour = arena_print(arena, "%s.%ld.tmp", path, (long)getpid());
  char *problem = NULL;
  assert_int_equal(symlink("/dev/full", neighbour), 0);
  assert_false(file_write(arena, path, "x", 1, &problem));
  assert_string_equal(problem, arena_print(arena, "cannot write '%s': No space left on device;"
                                           " make room on this disk and run the same command"
                                           " again", path));
  assert_int_equal(access(path, F_OK), -1);
  scratch_remove(arena, folder);
}

static void a_name_that_cannot_be_written_is_told(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *problem = NULL;
  char *path = arena_print(arena, "%s/no/curves.csv", folder);
  assert_false(file_write(arena, path, "x", 1, &problem));
  assert_string_equal(problem, arena_print(arena, "cannot write '%s/no/curves.csv': No such file"
      " or directory; look at the disk, then run the same command again", folder));
  char *taken = arena_print(arena, "%s/taken", folder);
  assert_true(file_make_folder(arena, taken, &problem));
  assert_false(file_write(arena, taken, "x", 1, &problem));
  assert_string_equal(problem, arena_print(arena, "cannot write '%s': Is a directory; something"
      " else has this name: move it away, or choose another folder with --out", taken));
  assert_int_equal(scratch_count(arena, folder, ".tmp", NULL), 0);
  scratch_remove(arena, folder);
}

static void folders_are_made_with_their_parents(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *problem = NULL;
  static const char *const deep[] = {"%s/a/b/c", "%s/a/b/c", "%s//d//e/", "%s/f/./g", "%s"};
  struct stat known;
  for (size_t i = 0; i < sizeof deep / sizeof *deep; i++) {
    char *path = arena_copy(arena, deep[i], strlen(deep[i]));
    path = arena_print(arena, "%s%s", folder, path + 2);
    assert_true(file_make_folder(arena, path, &problem));
    assert_int_equal(stat(path, &known), 0);
    assert_true(S_ISDIR(known.st_mode));
  }
  assert_true(file_make_folder(arena, "/", &problem));
  assert_true(file_make_folder(arena, ".", &problem));
  assert_true(file_write(arena, arena_print(arena, "%s/x", folder), "x", 1, &problem));
  assert_false(file_make_folder(arena, arena_print(arena, "%s/x", folder), &problem));
  assert_string_equal(problem, arena_print(arena, "cannot make the folder '%s/x': File exists;"
      " something else has this name: move it away, or choose another folder with --out", folder));
  assert_false(file_make_folder(arena, arena_print(arena, "%s/x/y", folder), &problem));
  scratch_remove(arena, folder);
}

static void names_are_listed_in_order(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  static const char *const all[] = {"record.b.sqlite", "record.a.sqlite", "record.sqlite",
                                    "record.B.sqlite", "record.a.sqlite-journal", "other.sqlite"};
  char *problem = NULL;
  char **names = NULL;
  size_t n = 0;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    assert_true(file_write(arena, arena_print(arena, "%s/%s", folder, all[i]), "", 0, &problem));
  }
  assert_true(file_list(arena, folder, "record.", ".sqlite", &names, &n, &problem));
  assert_int_equal(n, 3);
  assert_string_equal(names[0], "record.B.sqlite");
  assert_string_equal(names[1], "record.a.sqlite");
  assert_string_equal(names[2], "record.b.sqlite");
  assert_true(file_list(arena, "not/there", "", "", &names, &n, &problem));
  assert_int_equal(n, 0);
  assert_false(file_list(arena, arena_print(arena, "%s/other.sqlite", folder), "", "", &names, &n,
                         &problem));
  assert_non_null(strstr(problem, "cannot read the folder '"));
  scratch_remove(arena, folder);
}

static void what_is_not_there_need_not_be_removed(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *problem = NULL;
  char *path = arena_print(arena, "%s/x", folder);
  assert_true(file_write(arena, path, "x", 1, &problem));
  assert_true(file_remove(arena, path, &problem));
  assert_int_equal(access(path, F_OK), -1);
  assert_true(file_remove(arena, path, &problem));
  assert_null(problem);
  assert_false(file_remove(arena, folder, &problem));
  assert_non_null(strstr(problem, arena_print(arena, "cannot remove '%s': ", folder)));
  scratch_remove(arena, folder);
}

static void only_neighbours_of_dead_processes_are_swept(void **state)
{
  Arena *arena = *state;
  char *folder = scratch_make(arena);
  char *problem = NULL;
  pid_t dead = fork();
  if (dead == 0) {
    _exit(0);
  }
  assert_int_equal(waitpid(dead, NULL, 0), dead);
  char *stay[] = {arena_print(arena, "%s/a.csv.%ld.tmp", folder, (long)getpid()),
                  arena_print(arena, "%s/a.csv.%ld.tmp", folder, (long)getppid()),
                  arena_print(arena, "%s/a.csv.x.tmp", folder),
                  arena_print(arena, "%s/.tmp", folder),
                  arena_print(arena, "%s/a.csv.0.tmp", folder),
                  arena_print(arena, "%s/a.%ld.csv", folder, (long)dead)};
  char *gone = arena_print(arena, "%s/a.csv.%ld.tmp", folder, (long)dead);
  for (size_t i = 0; i < sizeof stay / sizeof *stay; i++) {
    int handle = open(stay[i], O_CREAT | O_WRONLY, 0666);
    assert_true(handle >= 0);
    close(handle);
  }
  int handle = open(gone, O_CREAT | O_WRONLY, 0666);
  assert_true(handle >= 0);
  close(handle);
  assert_true(file_sweep(arena, folder, &problem));
  assert_int_equal(access(gone, F_OK), -1);
  for (size_t i = 0; i < sizeof stay / sizeof *stay; i++) {
    assert_int_equal(access(stay[i], F_OK), 0);
  }
  assert_true(file_sweep(arena, arena_print(arena, "%s/none", folder), &problem));
  scratch_remove(arena, folder);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(what_is_not_there_need_not_be_removed, make, end),
    cmocka_unit_test_setup_teardown(only_neighbours_of_dead_processes_are_swept, make, end),
    cmocka_unit_test_setup_teardown(pieces_of_all_sizes_arrive_in_order, make, end),
    cmocka_unit_test_setup_teardown(the_old_file_stands_until_the_new_one_is_whole, make, end),
    cmocka_unit_test_setup_teardown(a_full_disk_is_told_and_leaves_the_old_file, make, end),
    cmocka_unit_test_setup_teardown(no_space_left_is_told, make, end),
    cmocka_unit_test_setup_teardown(a_name_that_cannot_be_written_is_told, make, end),
    cmocka_unit_test_setup_teardown(folders_are_made_with_their_parents, make, end),
    cmocka_unit_test_setup_teardown(names_are_listed_in_order, make, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
