// Comparison, text: a block a phase and measure for people, CSV for their tools.

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/comparison.h"
#include "report/table.h"
#include "report/terminal.h"

enum { LABEL = 6, COLUMN = 26 };

// ---- people -----------------------------------------------------------------------------------

// "-2.5 [-3.1, -1.9]"; "-" for what is missing.
static const char *spell(Arena *arena, Estimate estimate)
{
  char value[32], low[32], high[32];
  if (isnan(estimate.value)) return "-";
  tensor_digits(value, estimate.value);
  if (isnan(estimate.low)) return arena_print(arena, "%s", value);
  tensor_digits(low, estimate.low);
  tensor_digits(high, estimate.high);
  return arena_print(arena, "%s [%s, %s]", value, low, high);
}

static const char *spell_number(Arena *arena, double number)
{
  char digits[32];
  if (isnan(number)) return "-";
  tensor_digits(digits, number);
  return arena_copy(arena, digits, strlen(digits));
}

static const char *spell_p(Arena *arena, double p)
{
  if (isnan(p)) return "-";
  return arena_print(arena, p < 0.001 ? "%.1e" : p < 0.1 ? "%.2g" : "%.2f", p);
}

static const char *spell_needed(Arena *arena, double needed)
{
  if (isnan(needed)) return "-";
  if (isinf(needed)) return "no number of";
  return arena_print(arena, "%.0f", needed);
}

static void add_row(Text *out, const char *label, const char *const cell[3])
{
  text_add(out, "  ");
  terminal_pad(out, label, LABEL);
  for (int i = 0; i < 3; i++) {
    int width = terminal_width(cell[i]);
    terminal_pad(out, cell[i], i == 2 || width >= COLUMN ? width + (i < 2) : COLUMN);
  }
  while (out->start[out->length - 1] == ' ') out->length--;
  text_add(out, "\n");
}

static void add_estimates(Arena *arena, Text *out, const char *label, Estimate a, Estimate b,
                          Estimate difference)
{
  add_row(out, label,
          (const char *const[]){spell(arena, a), spell(arena, b), spell(arena, difference)});
}

static void add_block(Arena *arena, const ComparisonRow *row, Text *out)
{
  text_print(out, "\n%s: %s, %s%s\n", row->phase, row->measure, row->window,
             strcmp(row->window, "all") == 0 ? " episodes" : "");
  add_row(out, "", (const char *const[]){"A", "B", "A - B"});
  add_estimates(arena, out, "mean", row->mean_a, row->mean_b, row->mean);
  add_estimates(arena, out, "IQM", row->iqm_a, row->iqm_b, row->iqm);
  text_print(out, "  P(A > B) %s, %s %s\n", spell(arena, row->superiority), row->effect_name,
             spell_number(arena, row->effect));
  text_print(out, "  p = %s (%s, ", spell_p(arena, row->p), row->test);
  if (row->pairs > 0) text_print(out, "%zu pairs)", row->pairs);
  else text_print(out, "%zu and %zu animals)", row->n_a, row->n_b);
  text_print(out, "; %s seeds would show it in 4 of 5 experiments\n",
             spell_needed(arena, row->needed));
}

void comparison_print(Arena *arena, const ComparisonTable *table, Text *out)
{
  const Rivals *rivals = table->rivals;
  const char   *name[] = {rivals->name_a, rivals->name_b};
  for (int i = 0; i < 2; i++) {
    text_print(out, "%c: ", "AB"[i]);
    terminal_pad(out, name[i], terminal_width(name[i]));
    text_add(out, "\n");
  }
  if (rivals->n > 1) text_print(out, "in %d worlds: %s\n", rivals->n, rivals->worlds);
  for (int i = 0; i < table->n; i++) add_block(arena, &table->row[i], out);
}

// ---- tools ------------------------------------------------------------------------------------

static void add_header(Text *out, const char *const *column, size_t n)
{
  for (size_t i = 0; i < n; i++) table_cell(out, column[i]);
  table_end(out);
}

static void add_estimate(Text *out, Estimate estimate)
{
  table_number(out, estimate.value);
  table_number(out, estimate.low);
  table_number(out, estimate.high);
}

static void add_names(const ComparisonTable *table, const ComparisonRow *row, Text *out)
{
  table_cell(out, table->rivals->name_a);
  table_cell(out, table->rivals->name_b);
  table_cell(out, row->phase);
  table_cell(out, row->measure);
  table_cell(out, row->window);
}

void comparison_csv(const ComparisonTable *table, Text *out)
{
  static const char *const columns[] = {
      "a",           "b",           "phase",    "measure",    "window",     "worlds",
      "animals_a",   "animals_b",   "pairs",    "mean_a",     "mean_a_low", "mean_a_high",
      "mean_b",      "mean_b_low",  "mean_b_high", "iqm_a",   "iqm_a_low",  "iqm_a_high",
      "iqm_b",       "iqm_b_low",   "iqm_b_high",  "mean_difference", "mean_difference_low",
      "mean_difference_high", "iqm_difference", "iqm_difference_low", "iqm_difference_high",
      "test",        "p",           "superiority", "superiority_low", "superiority_high",
      "effect",      "effect_size", "seeds_needed"};
  add_header(out, columns, sizeof columns / sizeof *columns);
  for (int i = 0; i < table->n; i++) {
    const ComparisonRow *row = &table->row[i];
    add_names(table, row, out);
    table_count(out, row->worlds);
    table_count(out, (int64_t)row->n_a);
    table_count(out, (int64_t)row->n_b);
    table_count(out, (int64_t)row->pairs);
    add_estimate(out, row->mean_a);
    add_estimate(out, row->mean_b);
    add_estimate(out, row->iqm_a);
    add_estimate(out, row->iqm_b);
    add_estimate(out, row->mean);
    add_estimate(out, row->iqm);
    table_cell(out, row->test);
    table_number(out, row->p);
    add_estimate(out, row->superiority);
    table_cell(out, row->effect_name);
    table_number(out, row->effect);
    table_number(out, row->needed);
    table_end(out);
  }
}

// From below the least to the largest finite number of both sides.
static void take_taus(const ComparisonRow *row, double tau[COMPARISON_TAUS])
{
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < 2 * row->units.n; i++) {
    double x = i < row->units.n ? row->a[i] : row->b[i - row->units.n];
    if (!isfinite(x)) continue;
    low = fmin(low, x);
    high = fmax(high, x);
  }
  if (low > high) low = high = 0;
  for (int t = 0; t < COMPARISON_TAUS; t++) {
    tau[t] = low + (high - low) * t / (COMPARISON_TAUS - 1);
  }
  tau[COMPARISON_TAUS - 1] = high;
}

void comparison_profiles(Arena *arena, const ComparisonTable *table, Text *out)
{
  static const char *const columns[] = {"a",     "b",       "phase",    "measure", "window", "tau",
                                        "share_a", "share_a_low", "share_a_high",
                                        "share_b", "share_b_low", "share_b_high"};
  Estimate share[2][COMPARISON_TAUS];
  double   tau[COMPARISON_TAUS];
  add_header(out, columns, sizeof columns / sizeof *columns);
  for (int i = 0; i < table->n; i++) {
    const ComparisonRow *row = &table->row[i];
    take_taus(row, tau);
    comparison_profile(arena, row, COMPARISON_TAUS, tau, share[0], share[1]);
    for (int t = 0; t < COMPARISON_TAUS; t++) {
      add_names(table, row, out);
      table_number(out, tau[t]);
      add_estimate(out, share[0][t]);
      add_estimate(out, share[1][t]);
      table_end(out);
    }
  }
}
