// Wishes: what a request is inside, between reading it (request.c) and its numbers (result.c).

#pragma once

#include "experiment/choice.h"
#include "experiment/exact.h"
#include "experiment/layout.h"
#include "experiment/reduce.h"
#include "experiment/request.h"

// What is recorded for one or several requests that want the same of every animal.
typedef struct Storage {
  const char *name;
  Layout    **layout;   // (n_conditions) NULL where nobody wants it
  bool       *wanted;   // (n_conditions)
} Storage;

// Where the numbers of one kind are: layouts of all conditions chosen, and their common axes.
typedef struct Grid {
  Layout   **layout;   // (n_conditions) NULL: not chosen
  int        n_kept;
  TensorAxis kept[TENSOR_AXES];   // the levels of all layouts
  bool       all[TENSOR_AXES];    // nothing was left out of the axis
  int     ***place;   // (n_conditions) -> (n_kept) -> level of the layout -> level here
} Grid;

struct Request {
  const Experiment   *experiment;
  const Model *const *models;
  Place               place;
  const char         *measure;   // as written
  Choice              choice;
  bool                exact;
  Grid                grid;
  Storage            *storage;   // NULL: exact
  const Tensor       *known;     // exact: the numbers; error.X: what is subtracted; else NULL
  size_t              n_seeds;   // 0: exact
  const int          *seed;      // (n_seeds) indices among the experiment's
  TensorAxis          seed_axis;
  Reduce              reduce;     // axes by their canonical names
  const Tensor      **against;    // (steps) what stands on x; NULL: the axis' own values
  int                 n_result;   // axes of the result, in order
  const char         *result[TENSOR_AXES];
};

// Common axes of the layouts of all chosen conditions.
void grid_join(Arena *arena, int n_conditions, Grid *grid);

// An empty tensor with the axes of the conditions, of the seeds (where there are any) and of the
// grid, and where a condition's part of it begins.
Tensor *grid_tensor(Arena *arena, const Choice *choice, const TensorAxis *seeds, const Grid *grid);
size_t  grid_offset(const Tensor *tensor, const Choice *choice, int condition);

// Puts the numbers of one layout to their places.
void grid_put(const Grid *grid, int condition, const double *from, double *to);
