// Values: a number, or a distribution that a number is drawn from (words.md, section 2).

#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum ValueForm {
  VALUE_CONSTANT,      // a
  VALUE_NORMAL,        // mean a, sd b
  VALUE_UNIFORM,       // [a, b)
  VALUE_EXPONENTIAL,   // mean a
  VALUE_GEOMETRIC,     // mean a, at least one
  VALUE_CHOICE         // levels with weights
} ValueForm;

typedef enum ValueDraw { DRAW_USE, DRAW_STEP, DRAW_TRIAL, DRAW_PHASE, DRAW_LIFE } ValueDraw;

typedef struct Value {
  ValueForm     form;
  ValueDraw     draw;
  double        a, b;
  bool          bounded;      // `within`: redrawn until inside
  double        low, high;
  int           n_levels;
  const double *level;        // (n_levels)
  const double *upto;         // (n_levels) cumulative weights, the last exactly 1
} Value;

static inline Value value_constant(double a) { return (Value){.form = VALUE_CONSTANT, .a = a}; }

// The number that `word` stands for; a bounded value is mapped through its quantiles, so that
// one word suffices.
double value_draw(const Value *value, uint64_t word);

// The mean of what is drawn, bounds included.
double value_mean(const Value *value);

// Whether anything can be drawn within the bounds; to be asked before the first draw of a
// bounded value.
bool value_possible(const Value *value);
