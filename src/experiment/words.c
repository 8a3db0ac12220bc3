// Words: a request read against what the file names.
//
// Phases are those of all plans and those that `phases` names, even where a mistake kept one of
// them out of the plans. How far counted axes go, and which levels the others have, is the models'
// to know.

#include "experiment/words.h"

#include <ctype.h>
#include <string.h>

#include "experiment/compare.h"
#include "experiment/lay.h"

enum { NAMES = 256, VISITS = 65536 };   // phases that are told apart, and plans looked at for them

typedef struct Names {
  Arena      *arena;
  size_t      n;
  const char *name[NAMES];
  bool        open;   // there may be more
} Names;

static void add_name(Names *names, const char *name)
{
  for (size_t i = names->n; i-- > 0;) {
    if (strcmp(names->name[i], name) == 0) return;
  }
  if (names->n == NAMES) names->open = true;
  if (!names->open) names->name[names->n++] = name;
}

static void add_written(Names *names, const Node *phases, const char *above)
{
  if (!phases || phases->type != NODE_LIST) names->open = true;
  for (const Node *phase = phases ? phases->first : NULL; phase; phase = phase->next) {
    const Node *name = node_get(phase, "name"), *inner = node_get(phase, "phases");
    if (!name || name->type != NODE_SCALAR) {
      names->open = true;
      return;
    }
    const char *own = arena_print(names->arena, "%s%s", above, name->text);
    if (inner) add_written(names, inner, arena_print(names->arena, "%s.", own));
    if (!inner) add_name(names, own);
  }
}

static Names phase_names(Asking *asking)
{
  const Experiment *experiment = asking->experiment;
  Names             names      = {.arena = asking->arena, .open = experiment->doubtful};
  int               visits     = 0;
  add_written(&names, node_get(experiment->root, "phases"), "");
  for (int c = 0; c < experiment->n_conditions && !names.open; c++) {
    const Plan *plan = &experiment->condition[c].plan;
    for (int p = 0; p < plan->n_phases && !names.open; p++) {
      names.open = ++visits > VISITS;
      add_name(&names, plan->phase[p].name);
    }
  }
  return names;
}

static void check_phases(Asking *asking, const WishEntry *entry)
{
  Names     names    = phase_names(asking);
  Universe  universe = {.axis = entry->name.written, .unit = 1, .place = entry->place};
  Selection selection;
  if (names.open || names.n == 0) return;
  universe_open(asking->arena, &universe, names.n);
  for (size_t i = 0; i < names.n; i++) universe_name(&universe, i, names.name[i]);
  selection_read(asking->arena, entry->levels, &universe, entry->kept, &selection, asking->diag);
}

// Whether a word for a counted axis is one that selections do not have.
static bool is_strange(const char *text)
{
  static const char *const words[] = {"all", "first", "last", "every", NULL};
  for (const char *const *word = words; *word; word++) {
    size_t length = strlen(*word);
    if (strncmp(text, *word, length) == 0 && (text[length] == '\0' || text[length] == ' ')) {
      return false;
    }
  }
  return isalpha((unsigned char)text[0]);
}

static void check_levels(Asking *asking, const WishEntry *entry, const Node *node)
{
  bool        counted  = entry->name.part == PART_NONE && entry->name.axis != AXIS_TYPE;
  const Node *first    = node->type == NODE_MAP ? node->first : NULL;
  Universe    universe = {.axis    = entry->name.written,
                          .place   = entry->place,
                          .unit    = 1,
                          .counted = counted,
                          .high    = SELECTION_ENDLESS};
  Selection   selection;
  Comparison  comparison;
  if (node->type == NODE_LIST) {
    for (first = node->first; first; first = first->next) check_levels(asking, entry, first);
  } else if (first && strcmp(first->key, "not") == 0 && node->size == 1) {
    check_levels(asking, entry, first);
  } else if (node->type == NODE_MAP && compare_is(node)) {
    compare_read_plain(asking->arena, node, &comparison, asking->diag);
  } else if (node->type == NODE_MAP || (counted && is_strange(node->text))) {
    selection_read(asking->arena, node, &universe, false, &selection, asking->diag);
  }
}

void ask_words(Asking *asking, bool asked)
{
  const Experiment *experiment = asking->experiment;
  const WishEntry  *phase      = ask_phase(asking);
  bool              keep_all   = !asked || asking->by;   // what is kept may not all be known
  if (!asking->measure) return;
  for (int i = 0; i < asking->wish.n_entries; i++) {
    const WishEntry *entry = &asking->wish.entry[i];
    if (entry != phase && entry->levels) check_levels(asking, entry, entry->levels);
  }
  if (phase && phase->levels) check_phases(asking, phase);
  if (experiment->doubtful || experiment->n_conditions == 0) return;
  if (experiment->n_seeds > 0) ask_seeds(asking);
  choice_make(asking->arena, experiment, asking->entry, keep_all, asking->out->place,
              &asking->out->choice, asking->diag);
}
