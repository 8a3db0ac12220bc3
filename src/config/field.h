// Fields: one row per parameter, of which all that speaks of parameters is made.
//
// The reader, the checks, the messages, `describe`, the manifest, the sweep paths, the JSON Schema
// and the tests all read these rows.

#pragma once

#include <stdbool.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/node.h"
#include "math/value.h"

typedef enum FieldType {
  FIELD_NUMBER,    // a real number within [low, high]
  FIELD_COUNT,     // a whole number within [low, high]
  FIELD_FLAG,      // true or false
  FIELD_WORD,      // one of `words`; its number is the word's index
  FIELD_TEXT,      // any scalar
  FIELD_VALUE,     // a number or a distribution
  FIELD_NODE       // a map, list or drawing that the kind reads itself
} FieldType;

// Whether a parameter may differ between the animals of a cohort (a number, copied into its lane)
// or is part of what is compiled.
typedef enum FieldScope { SCOPE_MODEL, SCOPE_ANIMAL } FieldScope;

typedef struct Field {
  const char *key;
  FieldType   type;
  FieldScope  scope;
  bool        required;
  double      standard;    // default; of a WORD its index; of a VALUE a constant
  double      low, high;   // NUMBER, COUNT, constant VALUE: ends included; both 0: any
  const char *unit;        // "s", "1", "m/s"; NULL: none
  const char *words;       // WORD: "accumulating replacing dutch"
  const char *about;       // a phrase
} Field;

// What a section of a file said, one setting per field.
typedef struct Setting {
  double      number;      // NUMBER, COUNT, FLAG (0, 1), WORD (index), constant VALUE
  Value       value;       // VALUE
  const Node *node;        // as written; NULL where the default holds
} Setting;

typedef struct Section {
  const Field *fields;     // (n_fields) a flat copy: the socket's common rows, then the kind's own
  Setting     *setting;    // (n_fields)
  int          n_fields;
  Place        place;
  const char  *base;       // folder of files that are named; the caller's, section_read keeps it
} Section;

// Reads a map ({kind: .., fields}) against the rows. Unknown keys (but `kind` and those in `also`,
// which may be NULL), wrong types and values out of range are told, each at its place. `node` may
// be NULL: all defaults.
void section_read(Arena *arena, const Node *node, const Field *common, int n_common,
                  const Field *own, int n_own, const char *const *also, Section *section,
                  Diag *diag);

// Writes the section back: every field resolved, defaults included, as `key: value` nodes put into
// `map`.
void section_write(Arena *arena, const Section *section, Node *map);

// Index of the field of that key, or -1.
int section_find(const Section *section, const char *key);

// Reads a number or a distribution (words.md, section 2).
bool value_read(Arena *arena, const Node *node, Value *value, Diag *diag);

// The i-th word of a row of words, its length in *length; NULL past the end.
const char *field_word(const Field *field, int index, int *length);
