// Measures: what can be recorded, and probes: where and when it is.
//
// A measure reads one number, or one number for each of its elements, out of a lane. A probe is a
// measure with a selection: each axis of the moment (phase, episode, step, time, ...) has a table
// from its level to a slot; the sample goes to the cell that the slots name, is dropped where one
// of them says so, and a cell's number is the mean of its samples. So a mean over 200,000 trials x
// 25 bins costs 25 numbers.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kind/kind.h"
#include "kind/world.h"

typedef struct Model  Model;
typedef struct Cohort Cohort;

typedef enum Grain {
  GRAIN_STEP,    // a number each step
  GRAIN_TRIAL,   // one each trial or episode, at its end
  GRAIN_SLOW,    // read after trial n; 0: before the first of the phase
  GRAIN_EXACT    // of the compiled world, without time
} Grain;

// What the elements of a measure are.
typedef enum Elements {
  ELEMENTS_NONE,            // one number
  ELEMENTS_STATES,          // of the phase's world
  ELEMENTS_STATE_ACTIONS,   // state-major
  ELEMENTS_ACTIONS,
  ELEMENTS_OUTPUTS,
  ELEMENTS_FEATURES,
  ELEMENTS_SYNAPSES,
  ELEMENTS_CELLS   // dopamine cells
} Elements;

typedef struct MeasureKind {
  const char *name;   // NULL ends a file's array
  const char *about;
  const char *unit;   // NULL: none
  Grain       grain;
  Elements    elements;
  bool arrival;   // STEP: belongs to the state and time of arrival (news) rather than of departure
  bool needs_probability;

  // STEP, TRIAL, SLOW: into out[0..elements). STEP is read after the step's learning.
  void (*read)(const Model *model, Cohort *cohort, int lane, double *out);

  // EXACT: of one world. `gamma` of the agent; `chance` (n_states x n_actions) the fixed policy,
  // NULL: none given. Returns false with *problem set where it does not exist.
  bool (*exact)(Arena *arena, const World *world, double gamma, const double *chance, double *out,
                const char **problem);
} MeasureKind;

// The axes of a moment. Element axes (state, synapse, ...) are handled by the probe's element
// table.
typedef enum Axis {
  AXIS_PHASE,     // index
  AXIS_EPISODE,   // within the phase, from 1; SLOW: from 0
  AXIS_NTH,     // among trials of its type, from 1; with an event: how many such events there were
                // in the phase
  AXIS_TYPE,    // index among the world's types
  AXIS_STEP,    // within the episode, from 1
  AXIS_TIME,    // bin within the trial
  AXIS_SINCE,   // steps since the event, in this episode; no sample before it
  AXIS_LIFE,    // steps of the animal's life, from 1
  AXIS_STATE,   // of the moment (step measures)
  AXIS_ACTION,   // of the moment (step measures)
  AXES
} Axis;

typedef enum EventForm { EVENT_REWARD, EVENT_STATES, EVENT_TRIAL } EventForm;

// An event: a reward, the arrival in one of some states (starting there counts), a trial's
// beginning.
typedef struct Event {
  EventForm            form;
  const unsigned char *in;   // STATES: (n_states) of the probe's world
} Event;

typedef struct ProbeAxis {
  Axis       axis;
  Event      event;   // SINCE and NTH alone
  int64_t    low;     // level of slot[0]
  int64_t    n;       // levels low .. low + n - 1 are in the table
  const int *slot;    // (n) place among the kept levels, 0 where not kept, -1: not selected; NULL:
                      // level - low
  size_t stride;      // in cells; 0: averaged over
} ProbeAxis;

enum { PROBE_AXES = 8 };

typedef struct Probe {
  const char        *name;   // unique within the model: what it is stored under
  const MeasureKind *measure;
  const double      *minus;   // error.X: (elements of the phase's world) exact values; else NULL
  int                n_axes;
  ProbeAxis          axis[PROBE_AXES];
  int                phase;        // the only phase in which it samples; -1: several
  bool               at_end;       // SLOW: read when the phase ends, whatever its length (`last`)
  int                n_elements;   // chosen elements; 1 for measures without
  const int         *element;      // (n_elements) which; NULL: 0..n_elements-1
  const size_t      *element_cell;   // (n_elements) added to the cell; NULL: all 0 (averaged over)
  size_t             cells;
  size_t             offset;   // of its first cell in the animal's record
} Probe;

// A measure by its name ("steps", "exact.values"), or NULL; and the index-th of all, NULL past the
// last.
const MeasureKind *measure_find(const char *name);
const MeasureKind *measure_at(int index);

// How many elements a measure has for a model in a world.
int measure_elements(const Model *model, const World *world, Elements elements);
