// Experiments: from a file, with what the command line says, to conditions.
//
// The order: read the file; write its shortened paths in full; merge the command line; then groups
// and sweeps give conditions, and phases their plans. Everything that is wrong is told in one go,
// as far as it can be known.

#include "experiment/experiment.h"

#include <math.h>
#include <string.h>

#include "experiment/command.h"
#include "experiment/condition.h"
#include "experiment/doubt.h"
#include "experiment/path.h"
#include "experiment/seeds.h"
#include "experiment/sister.h"
#include "experiment/spell.h"

static const char *const keys[] = {"about",  "cite",    "needs",  "env",   "model",
                                   "groups", "seeds",   "phases", "sweep", "record",
                                   "claims", "figures", NULL};

// False where an unknown key may have been meant to bring conditions.
static bool check_keys(Reading *reading, const Node *root)
{
  bool   sure = true;
  size_t n = 0;
  while (keys[n]) n++;
  for (const Node *entry = root->first; entry; entry = entry->next) {
    bool is_known = strncmp(entry->key, "env.", 4) == 0 || strncmp(entry->key, "model.", 6) == 0;
    for (size_t i = 0; i < n; i++) is_known = is_known || strcmp(entry->key, keys[i]) == 0;
    if (is_known) continue;
    const char *near = text_nearest(entry->key, keys, n);
    const char *hint = near ? arena_print(reading->arena, "did you mean '%s'?", near) : NULL;
    diag_error(reading->diag, entry->key_place, hint, "unknown key %s", node_name(entry).text);
    if (!near || strcmp(near, "groups") == 0 || strcmp(near, "sweep") == 0) sure = false;
  }
  return sure;
}

static void check_required(Reading *reading, const Node *root)
{
  static const char *const required[] = {"about", "env", "model", "phases", NULL};
  static const char *const hints[]    = {"a sentence that says what is shown",
                                         "a name, or the world written out",
                                         "a name, or the animal written out",
                                         "a list of what is done; [] runs nothing"};
  for (int i = 0; required[i]; i++) {
    if (node_get(root, required[i])) continue;
    diag_error(reading->diag, (Place){reading->file, 0, 0}, hints[i], "'%s' is missing",
               required[i]);
  }
}

// NULL where it is not there, or of another type.
static const Node *check_type(Reading *reading, const Node *root, const char *key, NodeType type)
{
  static const char *const names[] = {"text", "a list", "a map"};
  const Node              *node    = node_get(root, key);
  if (!node || node->type == type) return node;
  diag_error(reading->diag, node->place, NULL, "'%s' must be %s, not %s", key, names[type],
             node_what(node).text);
  return NULL;
}

static void check_types(Reading *reading, const Node *root, Experiment *experiment)
{
  check_type(reading, root, "about", NODE_SCALAR);
  check_type(reading, root, "phases", NODE_LIST);
  const Node *groups   = node_get(root, "groups");
  experiment->doubtful = groups && !check_type(reading, root, "groups", NODE_MAP);
  experiment->claims   = check_type(reading, root, "claims", NODE_LIST);
  experiment->figures  = check_type(reading, root, "figures", NODE_MAP);
  experiment->record   = check_type(reading, root, "record", NODE_MAP);
}

static const char **read_names(Reading *reading, const Node *root, const char *key, int *n)
{
  const Node *list = node_get(root, key);
  check_type(reading, root, key, NODE_LIST);
  if (!list || list->type != NODE_LIST) return NULL;
  const char **names = arena_take(reading->arena, list->size, sizeof *names);
  for (const Node *name = list->first; name; name = name->next) {
    if (name->type == NODE_SCALAR && name->text[0] != '\0') {
      names[(*n)++] = name->text;
      continue;
    }
    diag_error(reading->diag, name->place, NULL, "'%s' must be a list of names, not of %s", key,
               node_what(name).text);
  }
  return names;
}

// "experiments/x.yaml" -> "x".
static const char *name_of(Arena *arena, const char *path)
{
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path,
             *dot = strrchr(name, '.');
  return arena_copy(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static void read_seeds(Reading *reading, Experiment *experiment, Node *root, const char *seeds)
{
  if (seeds) {
    Node *node = node_read_text(reading->arena, "--seeds", seeds, strlen(seeds), reading->diag);
    if (!node) return;
    node_put(reading->arena, root, "seeds", (Place){"--seeds", 1, 1}, node);
  }
  experiment->seed = seeds_read(reading, node_get(root, "seeds"), &experiment->n_seeds);
}

static Experiment *read_root(Reading *reading, Node *root, const Override *override,
                             int n_overrides, const char *seeds)
{
  Experiment *experiment = arena_take(reading->arena, 1, sizeof *experiment);
  experiment->name       = name_of(reading->arena, reading->file);
  experiment->file       = reading->file;
  experiment->root       = root;
  experiment->overridden = n_overrides > 0 || seeds;
  experiment->reading    = reading;
  size_t none = diag_count(reading->diag), before = none;
  bool   sure   = check_keys(reading, root), strange = diag_count(reading->diag) > before;
  check_required(reading, root);
  check_types(reading, root, experiment);
  before = diag_count(reading->diag);
  spell_out(reading, root);
  command_merge(reading, root, override, n_overrides);
  if (experiment->claims) experiment->claims = node_get(root, "claims");   // they may be spread
  if (n_overrides > 0) spell_out(reading, root);   // another kind may lack what a group sets
  experiment->doubtful |= !sure || reading->lost || diag_count(reading->diag) > before;
  read_seeds(reading, experiment, root, seeds);
  if (strange && !node_get(root, "seeds")) experiment->n_seeds = 0;   // not those of the user
  conditions_make(reading, experiment);
  if (reading->lost && diag_count(reading->diag) == none) {   // later overrides brought the rest
    diag_error(reading->diag, reading->lost_place, "write the whole path",
               "there is nothing at '%s' to override", text_brief(reading->lost).text);
  }
  experiment->cite    = read_names(reading, root, "cite", &experiment->n_cites);
  experiment->need    = read_names(reading, root, "needs", &experiment->n_needs);
  return experiment;
}

Experiment *experiment_read(Arena *arena, const char *path, const Override *override,
                            int n_overrides, const char *seeds, Diag *diag)
{
  size_t   before  = diag_count(diag);
  Reading *reading = arena_take(arena, 1, sizeof *reading);
  *reading         = (Reading){.arena = arena, .diag = diag, .file = path};
  reading->folder  = sister_folder(arena, path);
  Node *root       = node_read_file(arena, path, diag);
  if (!root) return NULL;
  if (root->type != NODE_MAP) {
    diag_error(diag, root->place, NULL, "an experiment must be a map with 'key: value' lines");
    return NULL;
  }
  Experiment *experiment = read_root(reading, root, override, n_overrides, seeds);
  if (diag_count(diag) > before) {
    doubt_tell(arena, experiment, diag);
    return NULL;
  }
  experiment->about = node_get(root, "about")->text;
  return experiment;
}

int experiment_axis(const Experiment *experiment, const char *name)
{
  int found = -1, n = 0;
  for (int i = 0; i < experiment->n_axes; i++) {
    if (strcmp(experiment->axis[i].name, name) == 0) return i;
    if (!path_ends(experiment->axis[i].path, name)) continue;
    found = i;
    n++;
  }
  return n == 1 ? found : -1;
}

const char *experiment_label(Arena *arena, const Experiment *experiment, int condition)
{
  Text label = {.arena = arena};
  text_add(&label, "");
  for (int i = 0; i < experiment->n_axes; i++) {
    const char *level = experiment->condition[condition].level[i];
    if (!level) continue;
    text_print(&label, "%s%s=%s", label.length ? ", " : "", experiment->axis[i].name, level);
  }
  return label.start;
}
