// Three factors: what was active, what was responsible, and dopamine.
//
//   e(k, o) <- gamma lambda e(k, o) + x(k) credit(o)
//   w(s)    <- w(s) + alpha hears(s) dopamine e(k, o)        for the synapses s from feature k to
//   output o
//
// TD(lambda) with accumulating traces for a value (Sutton & Barto 2018, eq. 12.5 to 12.7),
// Sarsa(lambda) and actor-critic likewise; `replacing` sets the trace of an active feature in
// place of adding to it (eq. 12.12). In the brain: coincident pre- and postsynaptic activity tags
// a synapse, dopamine within seconds makes the tag a change (Yagishita et al. 2014; Fremaux &
// Gerstner 2016).
//
// Dutch traces make it true online TD(lambda) (van Seijen et al. 2016, JMLR 17:145; Sutton & Barto
// 2018, eq. 12.11 and the box below it; section 12.7 for actions), which at every step has the
// weights of the online lambda-return. For each output that is responsible, with x its features:
//   e <- gamma lambda e + (1 - alpha gamma lambda e.x) x
//   w <- w + alpha dopamine e + alpha (V(s) - V_old(s)) (e - x)
// V_old(s) is what the weights before the last change said of s. The second term is no news of its
// own: it deals out over the trace what the last dopamine has changed, and without dopamine it is
// 0. e.x and V are of the readout, dopamine's reach included, so that with gain 1 they are exact.
// Always dense; with lambda 0 alone no traces are kept, for this is TD(0).
//
// Forgetting: when an episode ends all plastic weights shrink by the share `forgetting` times the
// tonic level of dopamine, for in flies ongoing dopamine release is what forgets (Berry et al.
// 2012), and times the share of cells that are intact; silenced cells forget nothing.
//
// Traces take one of three forms, part of what a run is: none (lambda 0), lazy (see kind/trace.h;
// bounds hold whenever a weight is read) and dense (every trace fades at every step; small
// networks, updates: episode). Lazy and dense agree to rounding where no bound is met. While a
// phase lets nothing be released or learnt no traces are kept. Cost a step: none and lazy O(active
// synapses), dense O(all synapses).
//
// With updates: episode, and for whole returns (Monte Carlo, lambda 1), values are learnt as if
// visits were gone through one by one when the episode is over, each corrected towards its lambda
// return by what it finds after the visits before it: the off-line lambda-return algorithm (Sutton
// & Barto 2018, eq. 12.4). A visit takes from the trace and from the pending changes what it would
// itself correct (section 12.6 has this for lambda 1); with gain 1 this is exact. Preferences have
// no returns to be corrected towards: their changes are just added up.

#include <math.h>
#include <string.h>

#include "kind/agent.h"
#include "kind/plasticity.h"
#include "kind/trace.h"

enum { FORGETTING = PLASTICITY_ROWS, TRACE, N_FIELDS };
enum { TRACE_ACCUMULATING, TRACE_REPLACING, TRACE_DUTCH };

#define RENORMALISE 1e-4

static bool at_end(const Model *model)
{
  return model->agent->whole_return ||
         model->section[SOCKET_AGENT].setting[AGENT_UPDATES].number == 1;
}

static bool is_dutch(const Model *model)
{
  return model->section[SOCKET_PLASTICITY].setting[TRACE].number == TRACE_DUTCH;
}

// Behind the traces: changes that are pending, or the step at which dutch traces were last kept
// and what the outputs of the next state were then.
static size_t memory(const Model *model)
{
  size_t behind = at_end(model) ? (size_t)model->n_synapses : 0;
  if (model->trace == TRACE_NONE) return 0;
  if (is_dutch(model)) behind = 1 + OUTPUTS;
  return trace_size(&model->anatomy) + behind;
}

static bool check(const Model *model, Diag *diag)
{
  Place place = model->section[SOCKET_PLASTICITY].place;
  if (!is_dutch(model)) return true;
  if (at_end(model)) {
    diag_error(diag, place, "updates: online",
               "dutch traces are for weights that move at each step, not when an episode ends");
    return false;
  }
  if (model->agent->full_credit) {
    diag_error(diag, place, "trace: accumulating",
               "dutch traces are for values; agent '%s' shares errors out to preferences too",
               model->agent->kind.name);
    return false;
  }
  return true;
}

typedef struct Bounds {
  double low, high;
} Bounds;

static Bounds bounds_of(const Model *model)
{
  const Setting *setting = model->section[SOCKET_PLASTICITY].setting;
  return (Bounds){setting[PLASTICITY_W_MIN].number, setting[PLASTICITY_W_MAX].number};
}

static double bounded(const Model *model, double w)
{
  Bounds bounds = bounds_of(model);
  return trace_bound(w, bounds.low, bounds.high);
}

static double credit_of(const Model *model, const Cohort *c, int i, int output)
{
  if (model->agent->full_credit) return c->credit[output][i];
  return c->credited[i] == output ? 1 : 0;
}

// ---- without traces ----------------------------------------------------------------------------

// Tables: the one weight that is responsible.
static void learn_table(const Model *model, Cohort *c)
{
  const double *alpha     = cohort_row(c, SOCKET_PLASTICITY, PLASTICITY_ALPHA);
  const int     n_outputs = model->n_outputs;
  for (int i = 0; i < LANES; i++) {
    double *w  = c->weight[i] + c->observation[i] * n_outputs + c->credited[i];
    double new = *w + alpha[i] * c->dopamine[i];
    *w         = c->learns[i] ? new : *w;
  }
}

static void learn_now(const Model *model, Cohort *c, int i)
{
  const Anatomy *anatomy = c->anatomy[i];
  double         step    = cohort_row(c, SOCKET_PLASTICITY, PLASTICITY_ALPHA)[i] * c->dopamine[i];
  int            o       = c->observation[i];
  for (int a = anatomy->active_start[o]; a < anatomy->active_start[o + 1]; a++) {
    int first = anatomy->active_feature[a] * anatomy->n_outputs;
    for (int output = 0; output < anatomy->n_outputs; output++) {
      double credit = credit_of(model, c, i, output);
      if (credit == 0) continue;
      double change = step * (anatomy->active_value[a] * credit);
      int    b      = first + output;
      for (int s = anatomy->bundle_start[b]; s < anatomy->bundle_start[b + 1]; s++) {
        c->weight[i][s] = bounded(model, c->weight[i][s] + anatomy->hears[s] * change);
      }
    }
  }
}

// ---- traces ------------------------------------------------------------------------------------

// Marks the active features; `unit` is 1 / s in the lazy form.
static void mark(const Model *model, Cohort *c, int i, double unit)
{
  const Anatomy *anatomy = c->anatomy[i];
  double        *e       = trace_eligibility(anatomy, c->memory[i]);
  bool replace = model->section[SOCKET_PLASTICITY].setting[TRACE].number == TRACE_REPLACING;
  int  o       = c->observation[i];
  for (int a = anatomy->active_start[o]; a < anatomy->active_start[o + 1]; a++) {
    int first = anatomy->active_feature[a] * anatomy->n_outputs;
    for (int output = 0; output < anatomy->n_outputs; output++) {
      double more = anatomy->active_value[a] * credit_of(model, c, i, output) * unit;
      if (replace && more != 0) e[first + output] = 0;
      e[first + output] += more;
    }
  }
}

static void settle_all(const Model *model, Cohort *c, int i)
{
  const Setting *setting = model->section[SOCKET_PLASTICITY].setting;
  double         low     = setting[PLASTICITY_W_MIN].number;
  double         high    = setting[PLASTICITY_W_MAX].number;
  for (int k = 0; k < c->anatomy[i]->n_features; k++) {
    trace_settle(c->anatomy[i], c->weight[i], c->memory[i], k, low, high);
  }
}

// Folds s into e' and starts S anew; all weights must be settled.
static void renormalise(Cohort *c, int i)
{
  const Anatomy *anatomy = c->anatomy[i];
  double        *memory  = c->memory[i];
  double        *e       = trace_eligibility(anatomy, memory);
  for (int b = 0; b < anatomy->n_features * anatomy->n_outputs; b++) e[b] *= memory[TRACE_SCALE];
  memset(trace_read(memory), 0, sizeof(double) * (size_t)anatomy->n_features);
  memory[TRACE_SCALE] = 1;
  memory[TRACE_HEARD] = 0;
}

static void learn_lazy(const Model *model, Cohort *c, int i)
{
  const Setting *setting = model->section[SOCKET_PLASTICITY].setting;
  const Anatomy *anatomy = c->anatomy[i];
  double        *memory  = c->memory[i];
  double         fade    = cohort_row(c, SOCKET_AGENT, AGENT_GAMMA)[i] *
                cohort_row(c, SOCKET_PLASTICITY, PLASTICITY_LAMBDA)[i];
  int o = c->observation[i];
  memory[TRACE_SCALE] *= fade;
  if (memory[TRACE_SCALE] < RENORMALISE) {
    settle_all(model, c, i);
    renormalise(c, i);
  }
  for (int a = anatomy->active_start[o]; a < anatomy->active_start[o + 1]; a++) {
    trace_settle(anatomy, c->weight[i], memory, anatomy->active_feature[a],
                 setting[PLASTICITY_W_MIN].number, setting[PLASTICITY_W_MAX].number);
  }
  mark(model, c, i, 1 / memory[TRACE_SCALE]);
  double step = cohort_row(c, SOCKET_PLASTICITY, PLASTICITY_ALPHA)[i] * c->dopamine[i];
  memory[TRACE_HEARD] += step * memory[TRACE_SCALE];
}

// What a new visit corrects of changes that earlier visits of the episode have called for.
static void correct(const Model *model, Cohort *c, int i, double *pending)
{
  const Anatomy *anatomy = c->anatomy[i];
  double        *e       = trace_eligibility(anatomy, c->memory[i]);
  double         alpha   = cohort_row(c, SOCKET_PLASTICITY, PLASTICITY_ALPHA)[i];
  int            first   = anatomy->active_start[c->observation[i]];
  int            last    = anatomy->active_start[c->observation[i] + 1];
  for (int output = 0; output < anatomy->n_outputs; output++) {
    double credit = credit_of(model, c, i, output), trace = 0, change = 0;
    if (model->agent->full_credit && output != model->agent->value_output) continue;
    for (int a = first; a < last && credit != 0; a++) {
      int    b = anatomy->active_feature[a] * anatomy->n_outputs + output;
      double x = anatomy->readout[output] * anatomy->active_value[a];
      for (int s = anatomy->bundle_start[b]; s < anatomy->bundle_start[b + 1]; s++) {
        trace += x * (anatomy->hears[s] * e[b]);
        change += x * pending[s];
      }
    }
    for (int a = first; a < last && credit != 0; a++) {
      int    b    = anatomy->active_feature[a] * anatomy->n_outputs + output;
      double step = alpha * (anatomy->active_value[a] * credit);
      e[b] -= step * trace;
      for (int s = anatomy->bundle_start[b]; s < anatomy->bundle_start[b + 1]; s++) {
        pending[s] -= anatomy->hears[s] * step * change;
      }
    }
  }
}

// What the next visit's correction needs, and how far the last change moved what is known of s.
static double follow(const Model *model, Cohort *c, int i, int output)
{
  double      *kept  = c->memory[i] + trace_size(c->anatomy[i]);
  const Phase *phase = &model->phase[c->phase[i]];
  bool         new   = c->phase_step[i] == 0 && phase->reset_weights;
  bool         known = c->step[i] > 0 && kept[0] == (double)c->life[i] && !new;
  double       moved = known ? c->output[output][i] - kept[1 + output] : 0;
  kept[0]            = (double)(c->life[i] + 1);
  for (int o = 0; o < model->n_outputs; o++) kept[1 + o] = c->ahead[o][i];
  return moved;
}

// e.x of the one output that is responsible: what dopamine 1 / alpha would change its value by.
static double overlap(const Cohort *c, int i, const double *e)
{
  const Anatomy *anatomy = c->anatomy[i];
  int            output = c->credited[i], o = c->observation[i];
  double         sum = 0;
  for (int a = anatomy->active_start[o]; a < anatomy->active_start[o + 1]; a++) {
    int    b = anatomy->active_feature[a] * anatomy->n_outputs + output;
    double x = anatomy->readout[output] * anatomy->active_value[a];
    for (int s = anatomy->bundle_start[b]; s < anatomy->bundle_start[b + 1]; s++)
      sum += x * (anatomy->hears[s] * e[b]);
  }
  return sum;
}

INLINED void change_bundle(const Anatomy *anatomy, double *weight, Bounds bounds, int b,
                           double change)
{
  for (int s = anatomy->bundle_start[b]; s < anatomy->bundle_start[b + 1]; s++)
    weight[s] = trace_bound(weight[s] + anatomy->hears[s] * change, bounds.low, bounds.high);
}

static void learn_dutch(const Model *model, Cohort *c, int i)
{
  const Anatomy *anatomy = c->anatomy[i];
  double        *e       = trace_eligibility(anatomy, c->memory[i]);
  double         alpha   = cohort_row(c, SOCKET_PLASTICITY, PLASTICITY_ALPHA)[i];
  double         fade    = cohort_row(c, SOCKET_AGENT, AGENT_GAMMA)[i] *
                cohort_row(c, SOCKET_PLASTICITY, PLASTICITY_LAMBDA)[i];
  int    n_bundles = anatomy->n_features * anatomy->n_outputs, o = c->observation[i];
  Bounds bounds    = bounds_of(model);
  double moved = follow(model, c, i, c->credited[i]);
  for (int b = 0; b < n_bundles; b++) e[b] *= fade;
  mark(model, c, i, 1 - alpha * overlap(c, i, e));
  for (int b = 0; b < n_bundles; b++) {
    double change = alpha * (c->dopamine[i] + moved) * e[b];
    if (e[b] != 0) change_bundle(anatomy, c->weight[i], bounds, b, change);
  }
  for (int a = anatomy->active_start[o]; a < anatomy->active_start[o + 1] && moved != 0; a++) {
    int b = anatomy->active_feature[a] * anatomy->n_outputs + c->credited[i];
    change_bundle(anatomy, c->weight[i], bounds, b, -alpha * moved * anatomy->active_value[a]);
  }
}

static void learn_dense(const Model *model, Cohort *c, int i)
{
  const Anatomy *anatomy = c->anatomy[i];
  double        *e       = trace_eligibility(anatomy, c->memory[i]);
  double        *pending = at_end(model) ? c->memory[i] + trace_size(anatomy) : NULL;
  double         step    = cohort_row(c, SOCKET_PLASTICITY, PLASTICITY_ALPHA)[i] * c->dopamine[i];
  double         fade    = cohort_row(c, SOCKET_AGENT, AGENT_GAMMA)[i] *
                cohort_row(c, SOCKET_PLASTICITY, PLASTICITY_LAMBDA)[i];
  int n_bundles = anatomy->n_features * anatomy->n_outputs;
  for (int b = 0; b < n_bundles; b++) e[b] *= fade;
  Bounds bounds = pending ? (Bounds){-INFINITY, INFINITY} : bounds_of(model);
  if (pending) correct(model, c, i, pending);
  mark(model, c, i, 1);
  for (int b = 0; b < n_bundles; b++) {
    if (e[b] == 0) continue;
    change_bundle(anatomy, pending ? pending : c->weight[i], bounds, b, step * e[b]);
  }
}

// ---- the stage and its seams -------------------------------------------------------------------

static void learn(const Model *model, Cohort *c)
{
  const Setting *setting = model->section[SOCKET_PLASTICITY].setting;
  bool free = setting[PLASTICITY_W_MIN].node == NULL && setting[PLASTICITY_W_MAX].node == NULL;
  bool table =
      model->anatomy.one_hot && !model->signal_reaches && !model->agent->full_credit && free;
  if (model->trace == TRACE_NONE && table) {
    learn_table(model, c);
    return;
  }
  for (int i = 0; i < c->width; i++) {
    if (!c->learns[i]) continue;
    if (model->trace == TRACE_NONE) learn_now(model, c, i);
    if (model->trace == TRACE_LAZY) learn_lazy(model, c, i);
    if (model->trace != TRACE_DENSE) continue;
    if (is_dutch(model)) learn_dutch(model, c, i);
    else learn_dense(model, c, i);
  }
}

static void begin(const Model *model, Cohort *c, int lane)
{
  if (model->trace == TRACE_NONE) return;
  memset(c->memory[lane], 0, sizeof(double) * memory(model));
  c->memory[lane][TRACE_SCALE] = 1;
}

static void settle(const Model *model, Cohort *c, int lane)
{
  if (model->trace == TRACE_LAZY) settle_all(model, c, lane);
}

// The share of dopamine cells that are not lesioned; 1 where none are told apart.
static double intact(const Anatomy *anatomy)
{
  int alive = 0;
  for (int j = 0; j < anatomy->n_cells; j++) alive += anatomy->cell_intact[j];
  return anatomy->n_cells ? (double)alive / anatomy->n_cells : 1;
}

static void finish(const Model *model, Cohort *c, int lane)
{
  double *weight = c->weight[lane];
  if (!c->learns[lane]) return;
  settle(model, c, lane);
  if (model->trace == TRACE_DENSE && at_end(model)) {
    const double *pending = c->memory[lane] + trace_size(c->anatomy[lane]);
    for (int s = 0; s < model->n_synapses; s++) weight[s] = bounded(model, weight[s] + pending[s]);
  }
  double share = cohort_row(c, SOCKET_PLASTICITY, FORGETTING)[lane];
  double lost  = share * c->tonic[lane] * intact(c->anatomy[lane]);
  if (lost <= 0) return;
  double kept = lost < 1 ? 1 - lost : 0;
  for (int s = 0; s < model->n_synapses; s++) weight[s] = bounded(model, weight[s] * kept);
}

static const Field fields[N_FIELDS - PLASTICITY_ROWS] = {
    [FORGETTING -
     PLASTICITY_ROWS]         = {"forgetting", FIELD_NUMBER, SCOPE_ANIMAL, .low = 0, .high = 1,
                                 .about =
                                "share of every weight that an episode with dopamine takes away"},
    [TRACE - PLASTICITY_ROWS] = {"trace", FIELD_WORD, .words = "accumulating replacing dutch",
                                 .about = "what being active again does to a trace"},
};

const PlasticityKind plasticity_three_factor = {
    .kind =
        {
            .name      = "three_factor",
            .about     = "what was active, what was responsible, and dopamine",
            .source    = "Sutton & Barto (2018), eq. 12.5 to 12.7, 12.11; Fremaux & Gerstner "
                         "(2016)",
            .equations = "e <- gamma lambda e + x credit; w <- w + alpha hears dopamine e",
            .example   = "model:\n  plasticity: {kind: three_factor, alpha: 0.1, lambda: 0.8}\n",
            .fields    = fields,
            .n_fields  = N_FIELDS - PLASTICITY_ROWS,
        },
    .memory = memory,
    .begin  = begin,
    .learn  = learn,
    .finish = finish,
    .settle = settle,
    .dense  = is_dutch,
    .check  = check,
};
