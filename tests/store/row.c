// Tests of store/row: the checksum hears every part of a run, whoever reads it.

#include "store/row.h"

#include "scratch.h"

static void the_checksum_hears_every_part_of_a_run(void **state)
{
  (void)state;
  Sample s;
  uint64_t sum[16];
  size_t n = 0;
  sum[n++] = row_checksum(sample(&s, 1));
  s.run.seed++;
  sum[n++] = row_checksum(&s.run);
  sample(&s, 1);
  s.run.steps++;
  sum[n++] = row_checksum(&s.run);
  sample(&s, 1);
  s.run.status = RECORD_DIVERGED;
  sum[n++] = row_checksum(&s.run);
  sample(&s, 1);
  s.run.message = "x";
  sum[n++] = row_checksum(&s.run);
  sample(&s, 1);
  s.id[3]++;
  sum[n++] = row_checksum(&s.run);
  sample(&s, 1);
  s.odd[0] = 0.0;       // from -0.0
  sum[n++] = row_checksum(&s.run);
  sample(&s, 1);
  s.recording[0].n--;
  sum[n++] = row_checksum(&s.run);
  sample(&s, 1);
  s.recording[0].name = "stepz";
  sum[n++] = row_checksum(&s.run);
  sample(&s, 1);
  s.run.recordings--;
  sum[n++] = row_checksum(&s.run);
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < i; j++) {
      assert_true(sum[i] != sum[j]);
    }
  }
  assert_true(row_checksum(sample(&s, 1)) == sum[0]);
  s.condition[3]++;     // what an experiment calls it is no part of the result
  assert_true(row_checksum(&s.run) == sum[0]);
  s.run.message = "";   // what NULL comes back as
  assert_true(row_checksum(&s.run) == sum[0]);
}

// Worked out beside the program, so that files agree between machines and versions.
static void the_checksum_is_the_same_everywhere(void **state)
{
  (void)state;
  const double one = 1.0;
  Recording recording = {"steps", 1, &one};
  RecordRun run = {.id = "a", .condition = "b", .seed = 1, .steps = 2, .recordings = 1,
                   .recording = &recording};
  assert_true(row_checksum(&run) == 0x550d4de00bd05db5u);
}

static void a_loaded_run_has_the_checksum_it_was_written_with(void **state)
{
  (void)state;
  Arena *arena = arena_open();
  Link link = {.arena = arena, .path = arena_print(arena, "%s/x.sqlite", scratch_make(arena))};
  Database *database = database_new(arena, link.path, NULL);
  Sample s;
  int64_t row[3];
  assert_int_equal(database_claim(database, true, 0, "test"), DATABASE_FINE);
  for (int k = 0; k < 3; k++) {
    assert_true(database_put(database, sample(&s, k), row_checksum(&s.run), 0, &row[k]));
  }
  assert_true(database_commit(database));
  database_close(database);
  assert_int_equal(link_open(&link, SQLITE_OPEN_READWRITE), SQLITE_OK);
  RecordRun run;
  for (int k = 2; k >= 0; k--) {
    assert_int_equal(row_load(&link, row[k], arena, &run), SQLITE_OK);
    assert_true(row_checksum(&run) == row_checksum(sample(&s, k)));
  }
  assert_int_equal(row_load(&link, 77, arena, &run), SQLITE_NOTFOUND);
  assert_int_equal(row_delete(&link, row[1]), SQLITE_OK);
  assert_int_equal(row_load(&link, row[1], arena, &run), SQLITE_NOTFOUND);
  size_t n = 0;
  assert_int_equal(row_get(&link, row[1], "steps", NULL, 0, &n), SQLITE_NOTFOUND);
  assert_int_equal(link_run(&link, "UPDATE recording SET data = x'00' WHERE run = 1"), SQLITE_OK);
  assert_int_equal(row_get(&link, row[0], "steps", NULL, 0, &n), SQLITE_CORRUPT);
  link_close(&link);
  *strrchr(link.path, '/') = '\0';
  scratch_remove(arena, link.path);
  arena_close(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_checksum_hears_every_part_of_a_run),
    cmocka_unit_test(the_checksum_is_the_same_everywhere),
    cmocka_unit_test(a_loaded_run_has_the_checksum_it_was_written_with),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
