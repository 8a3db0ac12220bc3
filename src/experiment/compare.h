// Comparisons: `is`, and the conditions inside `reduce` and `over` (words.md, section 9.2).

#pragma once

#include "config/node.h"

enum { COMPARE_CLAUSES = 10, COMPARE_DEPTH = 4 };

typedef enum CompareForm {
  COMPARE_ABOVE,
  COMPARE_BELOW,
  COMPARE_AT_LEAST,
  COMPARE_AT_MOST,
  COMPARE_BETWEEN,
  COMPARE_EQUALS,
  COMPARE_NEAR,
  COMPARE_INCREASING,   // trends: along the last kept axis each step is more than the limit
  COMPARE_DECREASING
} CompareForm;

typedef enum CompareWidth { WIDTH_PLAIN, WIDTH_RATIO, WIDTH_ERRORS } CompareWidth;

// A number for all, or a nested list of numbers, one for each element.
typedef struct CompareLimit {
  int           depth;   // 0: one number
  size_t        n[COMPARE_DEPTH];
  const double *value;   // the last list fastest
} CompareLimit;

typedef struct CompareClause {
  CompareForm  form;
  CompareLimit limit;   // BETWEEN: the lower ends
  CompareLimit upper;   // BETWEEN alone
  CompareLimit width;   // NEAR alone: plain, part of |limit|, or in standard errors over animals
  CompareWidth width_form;
  const Node  *node;
} CompareClause;

// Several clauses must all hold.
typedef struct Comparison {
  int           n;
  CompareClause clause[COMPARE_CLAUSES];
} Comparison;

// Reads the whole of `is`. False after a complaint.
bool compare_read(Arena *arena, const Node *map, Comparison *comparison, Diag *diag);

// Reads a comparison with single numbers, neither trends nor standard errors.
bool compare_read_plain(Arena *arena, const Node *map, Comparison *comparison, Diag *diag);

// Whether a map holds comparisons at all: its first key is one of their words.
bool compare_is(const Node *node);

bool compare_is_trend(const CompareClause *clause);

// Whether a number satisfies a plain comparison; a missing one does not.
bool compare_holds(const Comparison *comparison, double x);

// Complains of lists that do not have the shape (n_axes, n) of what is judged; axes of one level
// do not count.
bool compare_fits(const Comparison *comparison, int n_axes, const size_t *n, Diag *diag);

// By how much a number falls short of what a clause asks of element `index`: 0 where it holds,
// infinite where it is missing. `error`: its standard error. For trends x is the step from one
// level to the next.
double compare_shortfall(const CompareClause *clause, size_t index, double x, double error);

// "at most 1.25", "near [1, 2] within 0.06", "increasing".
const char *compare_text(Arena *arena, const Comparison *comparison);
