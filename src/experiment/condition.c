// Conditions: every group at every point of the experiment's sweep and of its own.
//
// From weak to strong: file, experiment, group, sweep; the command line was merged into all of
// them before. Within one of these, shorter paths are set before longer ones.

#include "experiment/condition.h"

#include <math.h>
#include <string.h>

#include "experiment/path.h"
#include "experiment/phase.h"
#include "experiment/spell.h"
#include "experiment/sweep.h"

enum {
  CONDITIONS = 1000000,
  SWEPT      = 128,
  ENOUGH     = 100
};   // ENOUGH complaints, and the rest is not looked at

typedef struct Work {
  Reading       *reading;
  Experiment    *experiment;
  ConditionAxis *axis;           // (n_axes)
  Place          place[SWEPT];   // of each axis
  int            n_axes;
  Condition     *condition;
  size_t         n, room;
  size_t         complaints;   // before the conditions
} Work;

// The number of the axis with that path, new or known; -1 after a complaint.
static int join_axis(Work *work, const char *path, const char *name, Place place)
{
  Diag *diag = work->reading->diag;
  for (int i = 0; i < work->n_axes; i++) {
    bool same_path = strcmp(work->axis[i].path, path) == 0,
         same_name = strcmp(work->axis[i].name, name) == 0;
    if (same_path && same_name) return i;
    if (!same_path && !same_name) continue;
    diag_error(diag, place, NULL,
               same_path ? "'%s' is the axis '%s' in line %d; it must have that name here, too"
                         : "'%s' has the name '%s', as another axis in line %d",
               path, work->axis[i].name, work->place[i].line);
    return -1;
  }
  if (work->n_axes == SWEPT) {
    diag_error(diag, place, NULL, "the experiment has more than %d axes", SWEPT);
    return -1;
  }
  work->axis[work->n_axes]  = (ConditionAxis){name, path};
  work->place[work->n_axes] = place;
  return work->n_axes++;
}

// A group, and what is swept in it: first the experiment's axes, then its own.
typedef struct Group {
  const Node *node;   // NULL: there are no groups
  Tree        tree;
  Sweep       sweep[2];
  int        *axis[2];   // (n_axes of each sweep) number of the experiment's axis
} Group;

static bool join_axes(Work *work, Group *group)
{
  bool good = true;
  for (int s = 0; s < 2; s++) {
    const Sweep *sweep = &group->sweep[s];
    group->axis[s]     = arena_take(work->reading->arena, (size_t)sweep->n_axes, sizeof(int));
    for (int i = 0; i < sweep->n_axes; i++) {
      const SweepAxis *axis = &sweep->axis[i];
      for (int k = 0; s == 1 && k < group->sweep[0].n_axes; k++) {
        if (strcmp(group->sweep[0].axis[k].path, axis->path) != 0) continue;
        good = false;
        diag_error(work->reading->diag, axis->place, NULL,
                   "'%s' is swept in the whole experiment already", axis->path);
      }
      group->axis[s][i] = join_axis(work, axis->path, axis->name, axis->place);
      good              = good && group->axis[s][i] >= 0;
    }
  }
  return good;
}

// Sets the levels of a point, shorter paths first.
static void set_levels(Work *work, const Group *group, const int64_t at[2], Tree *tree,
                       Condition *condition)
{
  const char  *path[SWEPT];
  const Level *level[SWEPT];
  int          n = 0;
  for (int s = 0; s < 2; s++) {
    const Sweep *sweep = &group->sweep[s];
    for (int i = 0; i < sweep->n_axes; i++) {
      const Level *here                    = sweep->level[at[s] * sweep->n_axes + i];
      condition->level[group->axis[s][i]]  = here->label;
      condition->number[group->axis[s][i]] = here->number;
      int k                                = n++;
      for (; k > 0 && strlen(path[k - 1]) > strlen(sweep->axis[i].path); k--) {
        path[k]  = path[k - 1];
        level[k] = level[k - 1];
      }
      path[k]  = sweep->axis[i].path;
      level[k] = here;
    }
  }
  for (int i = 0; i < n; i++) override_set(work->reading, tree, path[i], level[i]->value);
}

static void add_condition(Work *work, Group *group, const int64_t at[2])
{
  Arena    *arena     = work->reading->arena;
  size_t    n         = (size_t)work->n_axes;
  Condition condition = {.level  = arena_take(arena, n, sizeof(const char *)),
                         .number = arena_take(arena, n, sizeof(double))};
  for (size_t i = 0; i < n; i++) condition.number[i] = NAN;
  if (group->node) condition.level[0] = group->node->key;
  Tree tree = tree_share(&group->tree);
  set_levels(work, group, at, &tree, &condition);
  override_check(work->reading, &tree);
  condition.env = condition.plan.env = tree.env;
  condition.model = condition.plan.model = tree.model;
  condition.plan.phase = phase_plans(work->reading, &tree, &condition.plan.n_phases);
  work->condition = arena_grow(arena, work->condition, &work->room, work->n + 1, sizeof condition);
  work->condition[work->n++] = condition;
}

// Reads a group; false where nothing of it can be run.
static bool read_group(Work *work, Tree *base, const Sweep *sweep, const Node *node, Group *group)
{
  Reading *reading = work->reading;
  *group           = (Group){.node = node, .sweep = {*sweep, {.n_points = 1}}};
  group->tree      = tree_share(base);
  if (node && node->type != NODE_MAP) {
    diag_error(reading->diag, node->place, "NAME: {PATH: value}",
               "a group must be a map of overrides, not %s", node_what(node).text);
    return false;
  }
  if (node) {
    override_set_all(reading, &group->tree, node);
    group->sweep[1] = sweep_read(reading, node_get(node, "sweep"));
  }
  return join_axes(work, group);
}

static void run_group(Work *work, Group *group)
{
  Reading *reading = work->reading;
  int64_t  n       = group->sweep[0].n_points * group->sweep[1].n_points;
  if (n > CONDITIONS || (int64_t)work->n + n > CONDITIONS) {
    Place place = group->node ? group->node->key_place : (Place){reading->file, 0, 0};
    diag_error(reading->diag, place, NULL, "the experiment has more than %d conditions",
               CONDITIONS);
    return;
  }
  for (int64_t p = 0; p < n; p++) {
    int64_t at[2] = {p / group->sweep[1].n_points, p % group->sweep[1].n_points};
    if (diag_told(reading->diag) > work->complaints + ENOUGH) return;
    add_condition(work, group, at);
  }
}

// All groups are read before the first is run, so that the axes are known.
static void add_groups(Work *work, const Node *groups)
{
  const Node *root  = work->experiment->root;
  Tree        base  = spell_base(work->reading, root);
  size_t      before = diag_count(work->reading->diag);   // what is wrong there brings no axes
  Sweep       sweep = sweep_read(work->reading, node_get(root, "sweep"));
  Group      *group = arena_take(work->reading->arena, groups ? groups->size : 1, sizeof *group);
  size_t      n     = 0;
  if (groups) join_axis(work, "group", "group", groups->key_place);
  if (!groups) n += read_group(work, &base, &sweep, NULL, &group[n]);
  for (const Node *node = groups ? groups->first : NULL; node; node = node->next) {
    n += read_group(work, &base, &sweep, node, &group[n]);
  }
  bool   *doubtful = &work->experiment->doubtful;
  int64_t most     = 0;
  *doubtful        = *doubtful || diag_count(work->reading->diag) > before;
  for (size_t i = 0; i < n; i++) {
    most += group[i].sweep[0].n_points * group[i].sweep[1].n_points;
    run_group(work, &group[i]);
  }
  *doubtful = *doubtful || (int64_t)work->n < most;   // the rest was not looked at
}

void conditions_make(Reading *reading, Experiment *experiment)
{
  const Node *groups = node_get(experiment->root, "groups");
  Work       *work   = arena_take(reading->arena, 1, sizeof *work);
  work->reading      = reading;
  work->experiment   = experiment;
  work->axis         = arena_take(reading->arena, SWEPT, sizeof *work->axis);
  work->complaints   = diag_told(reading->diag);
  add_groups(work, groups && groups->type == NODE_MAP && groups->size > 0 ? groups : NULL);
  experiment->n_axes       = work->n_axes;
  experiment->axis         = work->axis;
  experiment->n_conditions = (int)work->n;
  experiment->condition    = work->condition;
}
