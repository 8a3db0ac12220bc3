// Axes: their names, which measures know them, and the events that some are counted from.

#include "experiment/axis.h"

#include <string.h>

#include "experiment/hint.h"

enum {
  STEP  = 1 << GRAIN_STEP,
  TRIAL = 1 << GRAIN_TRIAL,
  SLOW  = 1 << GRAIN_SLOW,
  EXACT = 1 << GRAIN_EXACT
};

typedef struct Row {
  const char *word;
  const char *name;
  Axis        axis;
  AxisPart    part;
  unsigned    grains;    // that know it
  unsigned    unbuilt;   // that will
} Row;

static const Row MOMENTS[] = {
    {"phase", "phase", AXIS_PHASE, PART_NONE, STEP | TRIAL | SLOW | EXACT, 0},
    {"episode", "episode", AXIS_EPISODE, PART_NONE, STEP | TRIAL | SLOW, 0},
    {"trial", "episode", AXIS_EPISODE, PART_NONE, STEP | TRIAL | SLOW, 0},
    {"nth", "nth", AXIS_NTH, PART_NONE, STEP | TRIAL | SLOW, 0},
    {"type", "type", AXIS_TYPE, PART_NONE, STEP | TRIAL | SLOW, 0},
    {"step", "step", AXIS_STEP, PART_NONE, STEP, SLOW},
    {"time", "time", AXIS_TIME, PART_NONE, STEP, SLOW},
    {"since", "since", AXIS_SINCE, PART_NONE, STEP, SLOW},
    {"life", "life", AXIS_LIFE, PART_NONE, STEP | TRIAL, SLOW},
    {"state", "state", AXIS_STATE, PART_STATE, STEP, 0},
    {"region", "region", AXIS_STATE, PART_REGION, STEP, 0},
    {"place", "place", AXIS_STATE, PART_PLACE, STEP, 0},
    {"action", "action", AXIS_ACTION, PART_ACTION, STEP, 0},
};

typedef struct ElementRow {
  const char *word;
  AxisPart    part;
  unsigned    elements;
} ElementRow;

static const ElementRow ELEMENTS[] = {
    {"state", PART_STATE, 1 << ELEMENTS_STATES | 1 << ELEMENTS_STATE_ACTIONS},
    {"region", PART_REGION, 1 << ELEMENTS_STATES | 1 << ELEMENTS_STATE_ACTIONS},
    {"place", PART_PLACE, 1 << ELEMENTS_STATES | 1 << ELEMENTS_STATE_ACTIONS},
    {"action", PART_ACTION, 1 << ELEMENTS_ACTIONS | 1 << ELEMENTS_STATE_ACTIONS},
    {"output", PART_OUTPUT, 1 << ELEMENTS_OUTPUTS},
    {"feature", PART_FEATURE, 1 << ELEMENTS_FEATURES | 1 << ELEMENTS_SYNAPSES},
    {"pre", PART_FEATURE, 1 << ELEMENTS_SYNAPSES},
    {"post", PART_POST, 1 << ELEMENTS_SYNAPSES},
    {"synapse", PART_SYNAPSE, 1 << ELEMENTS_SYNAPSES},
    {"cell", PART_CELL, 1 << ELEMENTS_CELLS},
};

static const char *const UNBUILT[] = {"repeat", "clock",  "outcome", "tag",  "choice",
                                      "moment", "neuron", "to",      "rank", "backup"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_unbuilt(const char *word)
{
  if (strncmp(word, "previous.", 9) == 0) return true;
  for (size_t i = 0; i < COUNT(UNBUILT); i++) {
    if (strcmp(UNBUILT[i], word) == 0) return true;
  }
  return false;
}

AxisFinding axis_find(Arena *arena, const char *word, const MeasureKind *measure, AxisName *out)
{
  bool known = false;
  for (size_t i = 0; i < COUNT(ELEMENTS); i++) {
    if (strcmp(ELEMENTS[i].word, word) != 0) continue;
    known = true;
    if (!(ELEMENTS[i].elements >> measure->elements & 1)) continue;
    *out = (AxisName){.name = word, .written = word, .element = true, .part = ELEMENTS[i].part};
    return AXIS_FOUND;
  }
  const char *dot    = strchr(word, '.');
  size_t      length = dot ? (size_t)(dot - word) : strlen(word);
  const char *event  = dot && dot[1] ? dot + 1 : NULL;
  for (size_t i = 0; i < COUNT(MOMENTS); i++) {
    const Row *row = &MOMENTS[i];
    if (strlen(row->word) != length || strncmp(row->word, word, length) != 0) continue;
    bool takes = row->axis == AXIS_SINCE || row->axis == AXIS_NTH;
    if (dot ? !takes || !event : row->axis == AXIS_SINCE) continue;
    if (row->unbuilt >> measure->grain & 1) return AXIS_UNBUILT;
    if (!(row->grains >> measure->grain & 1)) return AXIS_FOREIGN;
    const char *name = event ? arena_copy(arena, word, strlen(word)) : row->name;
    *out             = (AxisName){.name    = name,
                                  .written = word,
                                  .axis    = row->axis,
                                  .part    = row->part,
                                  .event   = event};
    return AXIS_FOUND;
  }
  if (is_unbuilt(word)) return AXIS_UNBUILT;
  return known ? AXIS_FOREIGN : AXIS_UNKNOWN;
}

size_t axis_names(const MeasureKind *measure, const char **names, size_t room)
{
  size_t n = 0;
  for (size_t i = 0; i < COUNT(ELEMENTS); i++) {
    if (ELEMENTS[i].elements >> measure->elements & 1 && n < room) names[n++] = ELEMENTS[i].word;
  }
  for (size_t i = 0; i < COUNT(MOMENTS); i++) {
    if (MOMENTS[i].grains >> measure->grain & 1 && n < room) names[n++] = MOMENTS[i].word;
  }
  return n;
}

static bool means_state(const World *world, const char *word, int state)
{
  if (strcmp(world->state_name[state], word) == 0) return true;
  return world->kind && world->kind->is &&
         world->kind->is(world->env, world_state(world, state), word);
}

bool axis_event(Arena *arena, const Scope *scope, const AxisName *name, Place place, Event *event,
                Diag *diag)
{
  const char *word = name->event;
  if (!word || strcmp(word, "trial") == 0 || strcmp(word, "episode") == 0) {
    *event = (Event){.form = EVENT_TRIAL};
    return true;
  }
  if (strcmp(word, "reward") == 0) {
    *event = (Event){.form = EVENT_REWARD};
    return true;
  }
  const World *world = scope->world;
  if (!world) {
    diag_error(diag, place, "name one phase in `over`",
               "the phases' worlds differ, so '%s' is not one event", name->written);
    return false;
  }
  unsigned char *in  = arena_take(arena, (size_t)world->n_states, 1);
  bool           any = false;
  for (int s = 0; s < world->n_states; s++) {
    in[s] = means_state(world, word, s);
    any   = any || in[s];
  }
  *event = (Event){.form = EVENT_STATES, .in = in};
  if (any) return true;
  diag_error(diag, place,
             "reward, trial, a state, a letter of the map, a cue, CUE.end or an outcome",
             "nothing in this world is '%s'", word);
  return false;
}
