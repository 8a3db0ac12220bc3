// Tables: CSV for people and their tools, tidy (one row an observation) and deterministic.
//
// A curve has hundreds of thousands of numbers, nearly all of them whole or with few decimals.
// Those are written without libc: x with k decimals, where x * 10^k is a whole number m below 2^53
// and m / 10^k, which is rounded correctly, gives x back. The smallest such k gives the shortest
// text.

#include "report/table.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { DECIMALS = 6, CELL = 32 };

static size_t set_digits(char *out, uint64_t number)
{
  char   digits[24];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + number % 10);
  while ((number /= 10) != 0);
  memcpy(out, digits + at, sizeof digits - at);
  return sizeof digits - at;
}

// Whole part, point and `decimals` digits of number / 10^decimals.
static size_t set_decimal(char *out, uint64_t number, int decimals)
{
  uint64_t unit = 1;
  for (int i = 0; i < decimals; i++) unit *= 10;
  size_t length = set_digits(out, number / unit);
  if (decimals == 0) return length;
  out[length] = '.';
  uint64_t part = number % unit;
  for (int i = decimals; i > 0; i--, part /= 10) out[length + (size_t)i] = (char)('0' + part % 10);
  return length + 1 + (size_t)decimals;
}

// A number as a cell's text; returns its length, 0 for a missing one.
static size_t set_number(char out[CELL], double number)
{
  static const double powers[DECIMALS + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  if (isnan(number)) return 0;
  double size = fabs(number);
  if (size == 0) return set_digits(out, 0);
  if (size >= 1e-4 && size < 1e9) {
    for (int k = 0; k <= DECIMALS; k++) {
      uint64_t scaled = (uint64_t)(size * powers[k] + 0.5);
      if ((double)scaled / powers[k] != size) continue;
      out[0] = '-';
      size_t sign = number < 0;
      return sign + set_decimal(out + sign, scaled, k);
    }
  }
  return text_from_number(out, number);
}

static void end_cell(Text *out)
{
  text_add_bytes(out, ",", 1);
}

void table_cell(Text *out, const char *text)
{
  if (text != NULL && strpbrk(text, ",\"\r\n") == NULL) {
    text_add(out, text);
  } else if (text != NULL) {
    text_add(out, "\"");
    for (const char *c = text; *c != '\0'; c++) {
      if (*c == '"') text_add(out, "\"");
      text_add_bytes(out, c, 1);
    }
    text_add(out, "\"");
  }
  end_cell(out);
}

void table_number(Text *out, double number)
{
  char cell[CELL];
  text_add_bytes(out, cell, set_number(cell, number));
  end_cell(out);
}

void table_count(Text *out, int64_t count)
{
  char cell[CELL];
  text_add_bytes(out, cell, text_from_count(cell, count));
  end_cell(out);
}

void table_end(Text *out)
{
  assert(out->length > 0 && out->start[out->length - 1] == ',');
  out->start[out->length - 1] = '\n';
}

void table_curves_header(Text *out, int n_axes, const char *const *axis, const char *counter,
                         int n_measures, const char *const *measure)
{
  for (int i = 0; i < n_axes; i++) table_cell(out, axis[i]);
  table_cell(out, "seed");
  table_cell(out, "phase");
  table_cell(out, counter);
  for (int i = 0; i < n_measures; i++) table_cell(out, measure[i]);
  table_end(out);
}

void table_curves(Text *out, int n_axes, const char *const *level, int64_t seed, const char *phase,
                  int64_t first, size_t n, int n_measures, const double *const *value)
{
  Text start = {.arena = out->arena};   // what all rows begin with
  for (int i = 0; i < n_axes; i++) table_cell(&start, level[i]);
  table_count(&start, seed);
  table_cell(&start, phase);
  for (size_t row = 0; row < n; row++) {
    char   cells[2 * CELL];
    size_t length = text_from_count(cells, first + (int64_t)row);
    text_add_bytes(out, start.start, start.length);
    for (int i = 0; i < n_measures; i++) {
      cells[length++] = ',';
      if (value[i] != NULL) length += set_number(cells + length, value[i][row]);
      if (length <= CELL - 1) continue;
      text_add_bytes(out, cells, length);
      length = 0;
    }
    cells[length++] = '\n';
    text_add_bytes(out, cells, length);
  }
}

void table_claims(Text *out, const Judgement *judgement, int n)
{
  static const char *const columns[] = {"claim",    "verdict", "measured", "band",
                                        "interval", "animals", "because", "fails"};
  static const char *const verdicts[] = {"pass", "fail", "skip"};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) table_cell(out, columns[i]);
  table_end(out);
  for (int i = 0; i < n; i++) {
    table_cell(out, judgement[i].that);
    table_cell(out, verdicts[judgement[i].verdict]);
    table_cell(out, judgement[i].measured);
    table_cell(out, judgement[i].band);
    table_cell(out, judgement[i].interval);
    table_count(out, judgement[i].animals);
    table_cell(out, judgement[i].because);
    table_cell(out, judgement[i].fails);
    table_end(out);
  }
}

static bool is_missing(int n_tensors, const Tensor *const *tensor, size_t at)
{
  for (int i = 0; i < n_tensors; i++) {
    if (!isnan(tensor[i]->value[at])) return false;
  }
  return true;
}

// Moves to the next cell, the last axis fastest.
static void step(const Tensor *tensor, size_t index[TENSOR_AXES])
{
  for (int i = tensor->n_axes - 1; i >= 0; i--) {
    if (++index[i] < tensor->axis[i].n) return;
    index[i] = 0;
  }
}

void table_tensors_header(Text *out, int n_tensors, const Tensor *const *tensor,
                          const char *const *measure)
{
  assert(n_tensors > 0);
  const Tensor *whole = tensor[0];
  for (int i = 0; i < whole->n_axes; i++) table_cell(out, whole->axis[i].name);
  for (int i = 0; i < n_tensors; i++) {
    assert(tensor_size(tensor[i]) == tensor_size(whole));
    table_cell(out, measure[i]);
  }
  table_end(out);
}

void table_tensors_rows(Text *out, int n_tensors, const Tensor *const *tensor, size_t from,
                        size_t n)
{
  const Tensor *whole              = tensor[0];
  size_t        index[TENSOR_AXES] = {0};
  for (int i = 0; i < whole->n_axes; i++) {
    index[i] = from / tensor_stride(whole, i) % whole->axis[i].n;
  }
  for (size_t at = from; at < from + n; at++, step(whole, index)) {
    if (is_missing(n_tensors, tensor, at)) continue;
    for (int i = 0; i < whole->n_axes; i++) {
      const TensorAxis *axis = &whole->axis[i];
      if (axis->label != NULL) table_cell(out, axis->label[index[i]]);
      else table_number(out, axis->number[index[i]]);
    }
    for (int i = 0; i < n_tensors; i++) table_number(out, tensor[i]->value[at]);
    table_end(out);
  }
}

void table_tensors(Text *out, int n_tensors, const Tensor *const *tensor,
                   const char *const *measure)
{
  table_tensors_header(out, n_tensors, tensor, measure);
  size_t size = tensor_size(tensor[0]);
  if (size > 0) table_tensors_rows(out, n_tensors, tensor, 0, size);
}
