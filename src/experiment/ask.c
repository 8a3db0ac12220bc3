// Asking: a side of a claim inherits what it does not say.
//
// Where it names another measure, axes that mean nothing to this one are passed over: `divided_by:
// {measure: exact.optimal_steps}` keeps the groups and forgets the episodes.

#include "experiment/ask.h"

#include <string.h>

#include "experiment/hint.h"

static const Node *inherited(const Asking *asking, const char *key)
{
  const Node *own = node_get(asking->words, key);
  return own || !asking->inherit ? own : node_get(asking->inherit, key);
}

// ---- measures ----------------------------------------------------------------------------------

static const MeasureKind *find_measure(Asking *asking, const Node *node, const char *name)
{
  const MeasureKind *measure = measure_find(name);
  if (measure) return measure;
  const char *names[256];
  size_t      n = 0;
  while (n < 256 && measure_at((int)n)) {
    names[n] = measure_at((int)n)->name;
    n++;
  }
  diag_error(asking->diag, node->place, hint_nearest(asking->arena, name, names, n),
             "there is no measure '%s'", text_brief(name).text);
  return NULL;
}

static bool read_policy(Asking *asking, const Node *map)
{
  static const char *const keys[] = {"kind", "policy", NULL};
  size_t                   before = diag_count(asking->diag);
  node_only(map, keys, asking->diag);
  const Node *policy = node_get(map, "policy");
  if (policy && (policy->type != NODE_SCALAR || strcmp(policy->text, "random") != 0)) {
    diag_error(asking->diag, policy->place, "policy: random",
               "of other policies than the model's own only 'random' is built");
  }
  if (policy) asking->policy = POLICY_UNIFORM;
  return diag_count(asking->diag) == before;
}

// A word, or a map {kind: X, options}.
static const Node *measure_name(Asking *asking, const Node *node)
{
  if (node->type == NODE_MAP) {
    const Node *kind = node_get(node, "kind");
    if (!read_policy(asking, node)) return NULL;
    if (kind && kind->type == NODE_SCALAR) return kind;
  } else if (node->type == NODE_SCALAR) {
    return node;
  }
  diag_error(asking->diag, node->place, "measure: steps, or {kind: exact.values, policy: random}",
             "'measure' takes the name of one measure");
  return NULL;
}

static bool read_measure(Asking *asking)
{
  const Node *node = inherited(asking, "measure");
  if (!node) {
    diag_error(asking->diag, asking->words->place, NULL, "'measure' is missing");
    return false;
  }
  const Node *word = measure_name(asking, node);
  if (!word) return false;
  const char *name     = word->text;
  asking->out->measure = name;
  if (asking->inherit && node_get(asking->words, "measure")) {
    const Node *before = node_get(asking->inherit, "measure");
    asking->other      = !before || !node_equal(node, before);
  }
  if (strncmp(name, "previous.", 9) == 0) {
    diag_error(asking->diag, word->place, NULL, "'previous.' is not built yet");
    return false;
  }
  bool error      = strncmp(name, "error.", 6) == 0;
  asking->measure = find_measure(asking, word, error ? name + 6 : name);
  if (!asking->measure) return false;
  if (error) {
    const char *exact = arena_print(asking->arena, "exact.%s", name + 6);
    asking->exact     = measure_find(exact);
    if (!asking->exact || asking->exact->elements != asking->measure->elements) {
      diag_error(asking->diag, word->place, NULL, "'%s' needs '%s', which there is not", name,
                 exact);
      return false;
    }
  }
  bool asked = asking->policy == POLICY_UNIFORM;
  if (asked && !asking->exact && asking->measure->grain != GRAIN_EXACT) {
    diag_error(asking->diag, node->place, NULL, "'%s' takes no policy: it is what the animals do",
               name);
    return false;
  }
  return true;
}

// ---- axes --------------------------------------------------------------------------------------

static const char *const GRAINS[] = {[GRAIN_STEP]  = "has a number each step",
                                     [GRAIN_TRIAL] = "has a number each trial",
                                     [GRAIN_SLOW]  = "is read after trials",
                                     [GRAIN_EXACT] = "has no time"};

static void complain_of_axis(Asking *asking, const char *word, Place place, AxisFinding finding)
{
  const char *measure = asking->measure->name;
  if (finding == AXIS_UNBUILT) {
    diag_error(asking->diag, place, NULL, "'%s' is not built yet for '%s'", text_brief(word).text,
               measure);
    return;
  }
  if (finding == AXIS_FOREIGN) {
    diag_error(asking->diag, place, NULL, "'%s' means nothing to '%s', which %s",
               text_brief(word).text, measure, GRAINS[asking->measure->grain]);
    return;
  }
  const char *names[64];
  size_t      n = 0;
  for (; n < 32 && (int)n < asking->experiment->n_axes; n++) {
    names[n] = asking->experiment->axis[n].name;
  }
  names[n++] = "seed";
  n += axis_names(asking->measure, names + n, 64 - n);
  diag_error(asking->diag, place, hint_nearest(asking->arena, word, names, n),
             "there is no axis '%s' here", text_brief(word).text);
}

static WishEntry *wish_entry(Asking *asking, const AxisName *name, Place place)
{
  Wish *wish = &asking->wish;
  for (int i = 0; i < wish->n_entries; i++) {
    if (strcmp(wish->entry[i].name.name, name->name) == 0) return &wish->entry[i];
  }
  if (wish->n_entries == WISH_ENTRIES) {
    diag_error(asking->diag, place, NULL, "more than %d axes are named", (int)WISH_ENTRIES);
    return NULL;
  }
  int at = wish->n_entries++;
  for (; at > 0 && strcmp(wish->entry[at - 1].name.name, name->name) > 0; at--) {
    wish->entry[at] = wish->entry[at - 1];
  }
  wish->entry[at] = (WishEntry){.name = *name, .place = place};
  return &wish->entry[at];
}

// Finds an axis and says what is wanted of it: levels, or (NULL) to keep it apart. Gives its
// canonical name; NULL where it was complained of, "" where it is passed over.
static const char *note_axis(Asking *asking, const char *word, Place place, const Node *levels,
                             bool passed_over)
{
  bool exact = asking->measure->grain == GRAIN_EXACT;
  if (strcmp(word, "seed") == 0) {
    if (exact && passed_over) return "";
    if (exact) {
      complain_of_axis(asking, word, place, AXIS_FOREIGN);
      return NULL;
    }
    if (levels) asking->seeds = levels;
    return "seed";
  }
  int condition = experiment_axis(asking->experiment, word);
  if (condition >= 0) {
    if (levels) asking->entry[condition].levels = levels;
    if (!levels) asking->entry[condition].kept = true;
    return asking->experiment->axis[condition].name;
  }
  AxisName    name;
  AxisFinding finding = axis_find(asking->arena, word, asking->measure, &name);
  if (finding != AXIS_FOUND) {
    bool doubtful = asking->experiment->doubtful && finding == AXIS_UNKNOWN;
    if ((passed_over && finding != AXIS_UNKNOWN) || doubtful) return "";
    complain_of_axis(asking, word, place, finding);
    return NULL;
  }
  WishEntry *entry = wish_entry(asking, &name, place);
  if (!entry) return NULL;
  if (levels) entry->levels = levels;
  if (!levels) entry->kept = true;
  if (!name.element && name.axis == AXIS_LIFE) asking->life = true;
  return entry->name.name;
}

static const char *plain_name(const Asking *asking, const char *word)
{
  int condition = experiment_axis(asking->experiment, word);
  if (condition >= 0) return asking->experiment->axis[condition].name;
  return strcmp(word, "trial") == 0 ? "episode" : word;
}

static bool says_axis(const Asking *asking, const Node *over, const char *word)
{
  for (const Node *node = over ? over->first : NULL; node; node = node->next) {
    if (strcmp(plain_name(asking, node->key), plain_name(asking, word)) == 0) return true;
  }
  return false;
}

static bool read_over(Asking *asking)
{
  const Node *own    = node_get(asking->words, "over");
  const Node *before = asking->inherit ? node_get(asking->inherit, "over") : NULL;
  if (own && own->type != NODE_MAP) {
    diag_error(asking->diag, own->place, "over: {episode: last 50}", "'over' takes a map");
    return false;
  }
  if (before && before->type != NODE_MAP) return false;
  bool good = true;
  for (const Node *node = before ? before->first : NULL; node; node = node->next) {
    if (says_axis(asking, own, node->key)) continue;
    if (!note_axis(asking, node->key, node->key_place, node, asking->other)) good = false;
  }
  for (const Node *node = own ? own->first : NULL; node; node = node->next) {
    const Node *twin = node->next;
    while (twin && strcmp(plain_name(asking, twin->key), plain_name(asking, node->key)) != 0) {
      twin = twin->next;
    }
    if (twin) {
      diag_error(asking->diag, twin->key_place, NULL, "'%s' is '%s', which was chosen already",
                 twin->key, node->key);
      good = false;
    }
    if (!note_axis(asking, node->key, node->key_place, node, false)) good = false;
  }
  return good;
}

// ---- reduce and by -----------------------------------------------------------------------------

static bool read_reduce(Asking *asking)
{
  bool    own    = node_get(asking->words, "reduce") != NULL;
  Reduce *reduce = &asking->out->reduce;
  if (!reduce_read(asking->arena, inherited(asking, "reduce"), reduce, asking->diag)) return false;
  bool good = true;
  int  n    = 0;
  for (int i = 0; i < reduce->n; i++) {
    ReduceStep step = reduce->step[i];
    if (step.axis) {
      Place       place = step.node->first->key_place;
      const char *name  = note_axis(asking, step.axis, place, NULL, !own && asking->other);
      if (!name) good = false;
      if (!name || name[0] == 0) continue;
      step.axis = name;
    }
    reduce->step[n++] = step;
  }
  reduce->n = n;
  return good;
}

static bool read_by(Asking *asking)
{
  bool good = true;
  if (!asking->by) return true;
  for (const Node *node = asking->by->first; node; node = node->next) {
    if (node->type != NODE_SCALAR || asking->n_by == TENSOR_AXES) {
      diag_error(asking->diag, node->place, NULL, "here the name of an axis is needed");
      return false;
    }
    const char *name = note_axis(asking, node->text, node->place, NULL, false);
    if (!name) good = false;
    if (name && name[0]) asking->kept[asking->n_by++] = name;
  }
  return good;
}

// ---- the whole ---------------------------------------------------------------------------------

const MeasureKind *ask_measure(Asking *asking, const Node *node)
{
  const Node *word = measure_name(asking, node);
  return word ? find_measure(asking, word, word->text) : NULL;
}

bool ask(Asking *asking)
{
  asking->entry =
      arena_take(asking->arena, (size_t)asking->experiment->n_axes, sizeof *asking->entry);
  if (!read_measure(asking)) return false;
  bool good                = read_over(asking);
  good                     = read_reduce(asking) && good;
  good                     = read_by(asking) && good;
  asking->wish.measure     = asking->measure;
  asking->wish.place       = asking->out->place;
  asking->wish.first_phase = asking->measure->grain == GRAIN_EXACT;
  return good;
}
