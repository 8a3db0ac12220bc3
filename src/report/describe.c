// Describing: kinds in words.

#include "report/describe.h"

#include <math.h>
#include <string.h>

#include "kind/kind.h"
#include "kind/measure.h"

static const char *const grains[]   = {"step", "trial", "slow", "exact"};
static const char *const elements[] = {"",        "states",   "states x actions", "actions",
                                       "outputs", "features", "synapses",         "cells"};

void describe_all(Text *out)
{
  for (Socket s = 0; s < SOCKET_MEASURE; s++) {
    const Kind *kind;
    text_print(out, "%s\n", socket_name(s));
    for (int i = 0; (kind = kind_at(s, i)); i++) {
      text_print(out, "  %-18s %s\n", kind->name, kind->about);
    }
  }
  text_add(out, "measure\n");
  const MeasureKind *measure;
  for (int i = 0; (measure = measure_at(i)); i++) {
    text_print(out, "  %-24s %s\n", measure->name, measure->about);
  }
}

static void add_words(Text *out, const char *words)
{
  for (const char *w = words; *w; w++) {
    if (*w == ' ') {
      text_add(out, " | ");
    } else {
      text_add_bytes(out, w, 1);
    }
  }
}

static void add_default(Text *out, const Field *field)
{
  int         length;
  const char *word;
  if (field->required) {
    text_add(out, "required");
    return;
  }
  switch (field->type) {
    case FIELD_FLAG: text_add(out, field->standard != 0 ? "true" : "false"); return;
    case FIELD_WORD:
      word = field_word(field, (int)field->standard, &length);
      if (word) text_add_bytes(out, word, (size_t)length);
      return;
    case FIELD_TEXT:
    case FIELD_NODE: text_add(out, "-"); return;
    default:
      if (isnan(field->standard)) {
        text_add(out, "-");
      } else {
        text_add_number(out, field->standard);
      }
  }
}

// Blanks up to a column, and one at least.
static void add_blanks(Text *out, size_t begin, size_t width)
{
  do {
    text_add(out, " ");
  } while (out->length < begin + width);
}

static void add_field(Text *out, const Field *field)
{
  text_print(out, "  %-14s ", field->key);
  size_t before = out->length;
  add_default(out, field);
  add_blanks(out, before, 10);
  before = out->length;
  if (field->words) add_words(out, field->words);
  if (!field->words && (field->low != 0 || field->high != 0)) {
    text_add(out, "[");
    text_add_number(out, field->low);
    text_add(out, ", ");
    text_add_number(out, field->high);
    text_add(out, "]");
  }
  if (field->unit) text_print(out, " %s", field->unit);
  add_blanks(out, before, 21);
  text_print(out, "%s\n", field->about ? field->about : "");
}

static void describe_one(Socket socket, const Kind *kind, Text *out)
{
  int          n_common;
  const Field *common = socket_fields(socket, &n_common);
  text_print(out, "%s: %s\n%s\n\n", socket_name(socket), kind->name, kind->about);
  text_print(out, "source     %s\n", kind->source);
  if (kind->equations) text_print(out, "equations  %s\n", kind->equations);
  text_print(out, "\n  %-14s %-9s %-20s %s\n", "parameter", "default", "range", "meaning");
  for (int f = 0; f < kind->n_fields; f++) add_field(out, &kind->fields[f]);
  for (int f = 0; f < n_common; f++) add_field(out, &common[f]);
  text_print(out, "\nexample\n%s", kind->example);
}

static void describe_measure(const MeasureKind *measure, Text *out)
{
  text_print(out, "measure: %s\n%s\n\ngrain      %s\n", measure->name, measure->about,
             grains[measure->grain]);
  if (measure->elements != ELEMENTS_NONE) {
    text_print(out, "shape      %s\n", elements[measure->elements]);
  }
  if (measure->unit) text_print(out, "unit       %s\n", measure->unit);
}

bool describe_kind(const char *name, Text *out)
{
  const char *names[512];
  size_t      n     = 0;
  bool        found = false;
  const Kind *kind;
  for (Socket s = 0; s < SOCKET_MEASURE; s++) {
    for (int i = 0; (kind = kind_at(s, i)); i++) {
      if (n < 512) names[n++] = kind->name;
      if (strcmp(kind->name, name) != 0) continue;
      if (found) text_add(out, "\n");
      describe_one(s, kind, out);
      found = true;
    }
  }
  const MeasureKind *measure;
  for (int i = 0; (measure = measure_at(i)); i++) {
    if (n < 512) names[n++] = measure->name;
    if (strcmp(measure->name, name) != 0) continue;
    describe_measure(measure, out);
    found = true;
  }
  if (found) return true;
  const char *near = text_nearest(name, names, n);
  text_print(out, "there is no kind or measure '%s'", name);
  if (near) text_print(out, "; did you mean '%s'?", near);
  text_add(out, "\n");
  return false;
}
