// Measures under test: what must hold of every one in the register, and how many elements it has.

#include "../model/made.h"

static void every_measure_is_complete(void **state)
{
  const MeasureKind *kind;
  int                n = 0;
  (void)state;
  for (; (kind = measure_at(n)); n++) {
    print_message("  %s\n", kind->name);
    assert_true(strlen(kind->about) > 3);
    assert_ptr_equal(measure_find(kind->name), kind);   // so names are unique
    assert_int_equal(kind->grain == GRAIN_EXACT, kind->exact != NULL);
    assert_int_equal(kind->grain == GRAIN_EXACT, kind->read == NULL);
    assert_int_equal(kind->grain == GRAIN_EXACT, strncmp(kind->name, "exact.", 6) == 0);
    assert_true(!kind->arrival || kind->grain == GRAIN_STEP);
  }
  assert_true(n >= 10);
  assert_null(measure_at(n + 1));
}

static void a_measure_that_is_not_there_is_not_found(void **state)
{
  (void)state;
  assert_null(measure_find("step"));
  assert_null(measure_find(""));
  assert_non_null(measure_find("steps"));
}

static void elements_are_counted(void **state)
{
  Given        given = give_text("env:\n  kind: gridworld\n  map: |\n    S..\n    .#G\n"
                                        "model: {agent: actor_critic, policy: softmax}\n");
  const Model *model = make_model(given, "");
  const World *world = model->world[0];
  (void)state;
  assert_int_equal(measure_elements(model, world, ELEMENTS_NONE), 1);
  assert_int_equal(measure_elements(model, world, ELEMENTS_STATES), 5);
  assert_int_equal(measure_elements(model, world, ELEMENTS_ACTIONS), 4);
  assert_int_equal(measure_elements(model, world, ELEMENTS_STATE_ACTIONS), 20);
  assert_int_equal(measure_elements(model, world, ELEMENTS_OUTPUTS), 5);
  assert_int_equal(measure_elements(model, world, ELEMENTS_FEATURES), 5);
  assert_int_equal(measure_elements(model, world, ELEMENTS_SYNAPSES), 25);
  assert_int_equal(measure_elements(model, world, ELEMENTS_CELLS), 1);
  take_back(given);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_measure_is_complete),
      cmocka_unit_test(a_measure_that_is_not_there_is_not_found),
      cmocka_unit_test(elements_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
