// Solving: LU factors by GSL, then refinement, which also tells whether the answer means anything.
//
// Each row is scaled by its largest entry, so that the size of a pivot says something. A pivot
// below n eps then counts as zero. What remains is refined: the residual is solved for and
// added. That converges like (eps cond A)^k, so a matrix that is singular but for rounding
// betrays itself by corrections that do not become small (Higham 2002, Accuracy and Stability of
// Numerical Algorithms, ch. 12).

#include "math/solve.h"

#include <float.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

enum { ROUNDS = 4 };
static const double settled = 1e-12, lost = 1e-6;   // a correction's size against the solution's

typedef struct System {
  size_t         n;
  gsl_matrix     lu;          // (n, n) of the scaled rows
  gsl_permutation order;
  double        *scale;       // (n) what a row was divided by
  double        *right;       // (n) b, scaled
  double        *residual;    // (n)
} System;

static System take_system(Arena *arena, size_t n)
{
  double *entries = arena_take(arena, n * n, sizeof *entries);
  System  system = {.n = n, .lu = gsl_matrix_view_array(entries, n, n).matrix};

  system.order = (gsl_permutation){.size = n, .data = arena_take(arena, n, sizeof(size_t))};
  system.scale = arena_take(arena, n, sizeof(double));
  system.right = arena_take(arena, n, sizeof(double));
  system.residual = arena_take(arena, n, sizeof(double));
  return system;
}

// Scales the rows; false where one is zero or not finite.
static bool scale_rows(System *system, const double *a, const double *b)
{
  size_t n = system->n;
  for (size_t i = 0; i < n; i++) {
    double largest = 0.0;
    for (size_t j = 0; j < n; j++) {
      if (!isfinite(a[i * n + j])) return false;
      largest = fmax(largest, fabs(a[i * n + j]));
    }
    if (largest == 0.0 || !isfinite(b[i])) return false;
    system->scale[i] = largest;
    system->right[i] = b[i] / largest;
    for (size_t j = 0; j < n; j++) system->lu.data[i * n + j] = a[i * n + j] / largest;
  }
  return true;
}

static bool factorise(System *system)
{
  int sign;
  gsl_linalg_LU_decomp(&system->lu, &system->order, &sign);
  for (size_t i = 0; i < system->n; i++) {
    double pivot = fabs(system->lu.data[i * system->n + i]);
    if (!(pivot > (double)system->n * DBL_EPSILON)) return false;
  }
  return true;
}

// right - A x, by scaled rows.
static void subtract_product(System *system, const double *a, const double *x)
{
  size_t n = system->n;
  for (size_t i = 0; i < n; i++) {
    double sum = 0.0;
    for (size_t j = 0; j < n; j++) sum += a[i * n + j] * x[j];
    system->residual[i] = system->right[i] - sum / system->scale[i];
  }
}

static double measure(const double *x, size_t n)
{
  double largest = 0.0;
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(x[i])) return (double)INFINITY;
    largest = fmax(largest, fabs(x[i]));
  }
  return largest;
}

bool solve_linear(Arena *arena, int n, const double *a, const double *b, double *x)
{
  if (n <= 0) return n == 0;
  System  system = take_system(arena, (size_t)n);
  double *answer = arena_take(arena, system.n, sizeof *answer);
  if (!scale_rows(&system, a, b) || !factorise(&system)) return false;

  gsl_vector_view       residual = gsl_vector_view_array(system.residual, system.n);
  gsl_vector_const_view right = gsl_vector_const_view_array(system.right, system.n);
  gsl_vector_view       solution = gsl_vector_view_array(answer, system.n);
  double                change = INFINITY;

  gsl_linalg_LU_solve(&system.lu, &system.order, &right.vector, &solution.vector);
  for (int round = 0; round < ROUNDS && change > settled; round++) {
    subtract_product(&system, a, answer);
    gsl_linalg_LU_svx(&system.lu, &system.order, &residual.vector);
    gsl_vector_add(&solution.vector, &residual.vector);
    double size = measure(answer, system.n), step = measure(system.residual, system.n);
    if (!isfinite(size) || !isfinite(step)) return false;
    change = size > 0.0 ? step / size : 0.0;
  }
  if (change > lost) return false;
  memcpy(x, answer, system.n * sizeof *x);
  return true;
}
