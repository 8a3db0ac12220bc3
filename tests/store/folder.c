// Tests of store/folder: names of files, and no more of them open than allowed.

#include "store/folder.h"

#include "scratch.h"

static void names_hold_shard_host_and_pid_and_no_surprises(void **state)
{
  (void)state;
  Arena *arena = arena_open();
  char *family = folder_family(arena, "3/16 ../x_y\n");
  const char *begins = "record.3-16----x_y-.";
  assert_memory_equal(family, begins, strlen(begins));
  assert_null(strchr(family, '/'));
  int dots = 0;
  for (const char *c = family; *c; c++) {
    dots += *c == '.';
  }
  assert_int_equal(dots, 3);      // the host's own dots are none
  assert_true(family[strlen(family) - 1] == '.' && family[strlen(family) - 2] != '.');
  char *pid = arena_print(arena, "%ld", (long)getpid());
  assert_string_equal(folder_fresh(arena, "f.", 1), arena_print(arena, "f.%s.sqlite", pid));
  assert_string_equal(folder_fresh(arena, "f.", 2), arena_print(arena, "f.%s.2.sqlite", pid));
  arena_close(arena);
}

static void no_more_files_are_open_than_allowed(void **state)
{
  (void)state;
  Arena *arena = arena_open();
  Folder folder = {.arena = arena, .path = scratch_make(arena)};
  enum { FILES = FOLDER_OPEN + 9 };
  for (int k = 0; k < FILES; k++) {
    size_t number = folder_part(&folder, arena_print(arena, "record.%d.sqlite", k));
    assert_int_equal(number, k);
    assert_int_equal(folder_part(&folder, arena_print(arena, "record.%d.sqlite", k)), k);
    assert_int_equal(database_claim(folder.part[number].database, true, 0, "test"), DATABASE_FINE);
    assert_true(database_commit(folder.part[number].database));
    if (k > 0) {
      database_close(folder.part[number].database);   // number 0 stays ours
    }
  }
  folder.claimed = true;
  for (int k = 0; k < 3 * FILES; k++) {
    size_t number = (size_t)(5 * k) % FILES;
    assert_int_equal(folder_reach(&folder, number), DATABASE_FINE);
    assert_true(database_opened(folder.part[number].database));
    size_t opened = 0;
    for (size_t i = 0; i < folder.parts; i++) {
      opened += database_opened(folder.part[i].database);
    }
    assert_true(opened <= FOLDER_OPEN + 1);
    assert_true(database_opened(folder.part[0].database));
  }
  folder_close(&folder);
  scratch_remove(arena, folder.path);
  arena_close(arena);
}

static void a_file_that_has_gone_is_told_and_all_can_be_forgotten(void **state)
{
  (void)state;
  Arena *arena  = arena_open();
  Folder folder = {.arena = arena, .path = scratch_make(arena)};
  FILE  *file   = fopen(arena_print(arena, "%s/a.sqlite", folder.path), "w");
  assert_non_null(file);
  fclose(file);
  size_t here = folder_part(&folder, "a.sqlite"), gone = folder_part(&folder, "b.sqlite");
  assert_false(folder_has_lost(&folder, here));
  assert_true(folder_has_lost(&folder, gone));
  assert_int_equal(folder_reach(&folder, here), DATABASE_FINE);
  folder_forget(&folder);
  assert_int_equal(folder.parts, 0);
  assert_int_equal(folder_part(&folder, "b.sqlite"), 0);
  folder_close(&folder);
  scratch_remove(arena, folder.path);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(names_hold_shard_host_and_pid_and_no_surprises),
    cmocka_unit_test(no_more_files_are_open_than_allowed),
    cmocka_unit_test(a_file_that_has_gone_is_told_and_all_can_be_forgotten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
