// Describe under test: everything of the register is listed, and one kind is told in full.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kind/kind.h"
#include "kind/measure.h"
#include "report/describe.h"

static void all_kinds_and_measures_are_listed(void **state)
{
  Text               text = {.arena = arena_open()};
  const Kind        *kind;
  const MeasureKind *measure;
  (void)state;
  describe_all(&text);
  for (Socket s = 0; s < SOCKET_MEASURE; s++) {
    const char *part = strstr(text.start, arena_print(text.arena, "%s\n", socket_name(s)));
    assert_non_null(part);
    for (int i = 0; (kind = kind_at(s, i)); i++) {
      part = strstr(part, arena_print(text.arena, "\n  %s ", kind->name));
      assert_non_null(part);
    }
  }
  for (int i = 0; (measure = measure_at(i)); i++) {
    assert_non_null(strstr(text.start, arena_print(text.arena, "\n  %s ", measure->name)));
  }
  arena_close(text.arena);
}

static void every_kind_tells_each_of_its_parameters(void **state)
{
  (void)state;
  for (Socket s = 0; s < SOCKET_MEASURE; s++) {
    const Kind *kind;
    for (int i = 0; (kind = kind_at(s, i)); i++) {
      Text         text = {.arena = arena_open()};
      int          n_common;
      const Field *common = socket_fields(s, &n_common);
      assert_true(describe_kind(kind->name, &text));
      assert_non_null(strstr(text.start, kind->about));
      assert_non_null(strstr(text.start, kind->source));
      assert_non_null(strstr(text.start, kind->example));
      for (int f = 0; f < kind->n_fields + n_common; f++) {
        const Field *field = f < kind->n_fields ? &kind->fields[f] : &common[f - kind->n_fields];
        const char  *row   = strstr(text.start, arena_print(text.arena, "\n  %s ", field->key));
        assert_non_null(row);
        if (field->about) assert_non_null(strstr(row, field->about));
      }
      arena_close(text.arena);
    }
  }
}

static void a_parameter_has_default_range_unit_and_meaning(void **state)
{
  Text text = {.arena = arena_open()};
  (void)state;
  assert_true(describe_kind("epsilon_greedy", &text));
  assert_non_null(
      strstr(text.start, "\n  parameter      default   range                meaning\n"));
  assert_non_null(strstr(text.start, "\n  epsilon        0.1       [0, 1]               "));
  assert_non_null(strstr(text.start, "random | first"));
  text.length = 0;
  assert_true(describe_kind("gridworld", &text));
  assert_non_null(strstr(text.start, " s  "));   // seconds
  arena_close(text.arena);
}

static void columns_never_touch(void **state)
{
  Text text = {.arena = arena_open()};
  (void)state;
  assert_true(describe_kind("three_factor", &text));
  assert_non_null(strstr(text.start, "accumulating accumulating | replacing "));
  arena_close(text.arena);
}

static void a_measure_has_grain_shape_and_unit(void **state)
{
  Text text = {.arena = arena_open()};
  (void)state;
  assert_true(describe_kind("values", &text));
  assert_non_null(strstr(text.start, "measure: values\n"));
  assert_non_null(strstr(text.start, "\ngrain      slow\nshape      states\n"));
  text.length = 0;
  assert_true(describe_kind("latency", &text));
  assert_non_null(strstr(text.start, "\ngrain      trial\nunit       s\n"));
  arena_close(text.arena);
}

static void an_unknown_word_is_told_with_its_neighbour(void **state)
{
  Text text = {.arena = arena_open()};
  (void)state;
  assert_false(describe_kind("sarsaa", &text));
  assert_string_equal(text.start, "there is no kind or measure 'sarsaa'; did you mean 'sarsa'?\n");
  text.length = 0;
  assert_false(describe_kind("quantum_annealing", &text));
  assert_string_equal(text.start, "there is no kind or measure 'quantum_annealing'\n");
  arena_close(text.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_kinds_and_measures_are_listed),
      cmocka_unit_test(every_kind_tells_each_of_its_parameters),
      cmocka_unit_test(a_parameter_has_default_range_unit_and_meaning),
      cmocka_unit_test(columns_never_touch),
      cmocka_unit_test(a_measure_has_grain_shape_and_unit),
      cmocka_unit_test(an_unknown_word_is_told_with_its_neighbour),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
