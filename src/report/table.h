// Tables: CSV for people and their tools, tidy (one row an observation) and deterministic.
//
// RFC 4180 with LF: cells with a comma, a quote or a line end are quoted. Numbers are the shortest
// text that reads back as the same double, whole ones without a point; a missing number (NaN) is
// an empty cell, an infinite one (a diverged animal) inf or -inf. All functions append to a Text;
// who writes more than memory should hold empties it in between (length = 0).

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "experiment/claim.h"
#include "experiment/tensor.h"

// Cell by cell. Cells end with a comma until table_end makes that a line end.
void table_cell(Text *out, const char *text);       // NULL: an empty cell
void table_number(Text *out, double number);
void table_count(Text *out, int64_t count);
void table_end(Text *out);

// curves.csv. A header: the condition columns (n_axes), seed, phase, `counter` ("episode"), then
// the measures (n_measures).
void table_curves_header(Text *out, int n_axes, const char *const *axis, const char *counter,
                         int n_measures, const char *const *measure);

// The rows of one animal in one phase, episodes counted from `first`: level (n_axes, NULL: empty)
// as Condition has them, value (n_measures) columns of n numbers (a NULL column is empty). About
// 25 million whole numbers a second.
void table_curves(Text *out, int n_axes, const char *const *level, int64_t seed, const char *phase,
                  int64_t first, size_t n, int n_measures, const double *const *value);

// claims.csv: claim, verdict (pass, fail, skip), measured, band, interval, animals, because,
// fails (what is known of a failure).
void table_claims(Text *out, const Judgement *judgement, int n);

// Any tensors of the same axes: a column for each axis, one for each of them named `measure`. Rows
// in which every number is missing are left out (conditions that there are not).
void table_tensors(Text *out, int n_tensors, const Tensor *const *tensor,
                   const char *const *measure);

// The same in parts: the header, then the rows of `n` cells from the `from`-th on.
void table_tensors_header(Text *out, int n_tensors, const Tensor *const *tensor,
                          const char *const *measure);
void table_tensors_rows(Text *out, int n_tensors, const Tensor *const *tensor, size_t from,
                        size_t n);
