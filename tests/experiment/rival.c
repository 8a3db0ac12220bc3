// Rivals under test: which conditions words stand for, and which words are refused.

#include "experiment/rival.h"

#include "desk.h"

// Two groups, two learning rates, two worlds: eight conditions.
#define GROUPS                                                                                    \
  CHAIN "groups: {slow: {model.plasticity.alpha: 0.01}, fast: {}}\n"
#define SWEPT                                                                                     \
  GROUPS "sweep: {parameters: {env.states: {values: [5, 7]}, "                                    \
         "model.agent.gamma: {values: [0.5, 1]}}}\n" WALK

static void pairs_are(Desk *desk, const Experiment *experiment, const char *a, const char *b,
                      const char *wanted)
{
  Rivals      rivals;
  const char *problem = "";
  Text        out = {.arena = desk->arena};
  text_add(&out, "");
  if (!rivals_read(desk->arena, experiment, a, b, &rivals, &problem)) fail_msg("%s", problem);
  for (int i = 0; i < rivals.n; i++) {
    text_print(&out, "%s | %s\n", experiment_label(desk->arena, experiment, rivals.a[i]),
               experiment_label(desk->arena, experiment, rivals.b[i]));
  }
  text_print(&out, "%s\n", rivals.worlds);
  assert_string_equal(out.start, wanted);
}

static void refused(Desk *desk, const Experiment *experiment, const char *a, const char *b,
                    const char *wanted)
{
  Rivals      rivals;
  const char *problem = "";
  assert_false(rivals_read(desk->arena, experiment, a, b, &rivals, &problem));
  assert_string_equal(problem, wanted);
}

static void a_level_is_enough_where_it_is_the_only_one(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment = desk_read(&desk, GROUPS WALK);
  (void)state;
  pairs_are(&desk, experiment, "slow", "fast", "group=slow | group=fast\n\n");
  pairs_are(&desk, experiment, "group=fast", " slow ", "group=fast | group=slow\n\n");
  desk_close(desk);
}

static void worlds_are_met_one_by_one(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment = desk_read(&desk, SWEPT);
  (void)state;
  pairs_are(&desk, experiment, "slow, gamma=1", "fast,gamma=1.0",
            "group=slow, states=5, gamma=1 | group=fast, states=5, gamma=1\n"
            "group=slow, states=7, gamma=1 | group=fast, states=7, gamma=1\nstates\n");
  pairs_are(&desk, experiment, "slow,0.5,states=5", "slow,gamma=1,states=5",
            "group=slow, states=5, gamma=0.5 | group=slow, states=5, gamma=1\n\n");
  pairs_are(&desk, experiment, "slow,gamma=1,states=5", "slow,gamma=1,7",
            "group=slow, states=5, gamma=1 | group=slow, states=7, gamma=1\n\n");
  desk_close(desk);
}

static void nothing_but_worlds_is_left_open(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment = desk_read(&desk, SWEPT);
  (void)state;
  refused(&desk, experiment, "slow", "fast",
          "'slow' stands for 4 conditions: say which, as in 'slow,gamma=0.5'");
  refused(&desk, experiment, "slow,gamma=1", "gamma=1",
          "'gamma=1' stands for 4 conditions: say which, as in 'gamma=1,group=slow'");
  refused(&desk, experiment, "", "fast",
          "'' stands for 8 conditions: say which, as in 'group=slow,gamma=0.5'");
  refused(&desk, experiment, "slow,gamma=1", "fast,gamma=1,states=5",
          "'slow,gamma=1' and 'fast,gamma=1,states=5' are not in the same worlds");
  desk_close(desk);
}

static void unknown_words_are_told_with_the_nearest(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment = desk_read(&desk, SWEPT);
  (void)state;
  refused(&desk, experiment, "slwo,gamma=1", "fast",
          "there is no condition 'slwo'; did you mean 'slow'?");
  refused(&desk, experiment, "group=slow", "group=fsat,gamma=1",
          "'group=slow' stands for 4 conditions: say which, as in 'group=slow,gamma=0.5'");
  refused(&desk, experiment, "group=fsat", "slow",
          "there is no condition with group=fsat; did you mean 'fast'?");
  refused(&desk, experiment, "gama=1", "slow",
          "conditions do not differ in 'gama'; did you mean 'gamma'?");
  refused(&desk, experiment, "slow,fast,gamma=1", "slow",
          "'slow,fast,gamma=1' names group twice");
  refused(&desk, experiment, "slow,gamma=1", "group=slow,gamma=1",
          "'slow,gamma=1' and 'group=slow,gamma=1' are the same condition");
  desk_close(desk);
}

static void a_level_of_two_axes_needs_its_axis(void **state)
{
  Desk        desk = desk_open();
  Experiment *experiment = desk_read(
      &desk, CHAIN "sweep: {parameters: {model.agent.gamma: {values: [0.5, 1]}, "
                   "model.plasticity.alpha: {values: [0.5, 1]}}}\n" WALK);
  (void)state;
  refused(&desk, experiment, "0.5", "alpha=1", "'0.5' may be gamma or alpha: say gamma=0.5");
  pairs_are(&desk, experiment, "gamma=1,alpha=0.5", "gamma=1,alpha=1",
            "gamma=1, alpha=0.5 | gamma=1, alpha=1\n\n");
  desk_close(desk);
}

static void one_condition_has_no_rival(void **state)
{
  Desk desk = desk_open();
  (void)state;
  refused(&desk, desk_read(&desk, CHAIN WALK), "a", "b",
          "the experiment has one condition alone: there is nothing to compare");
  desk_close(desk);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_level_is_enough_where_it_is_the_only_one),
    cmocka_unit_test(worlds_are_met_one_by_one),
    cmocka_unit_test(nothing_but_worlds_is_left_open),
    cmocka_unit_test(unknown_words_are_told_with_the_nearest),
    cmocka_unit_test(a_level_of_two_axes_needs_its_axis),
    cmocka_unit_test(one_condition_has_no_rival),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
