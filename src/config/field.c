// Fields: a section of a file read and written against its rows.

#include "config/field.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <string.h>

const char *field_word(const Field *field, int index, int *length)
{
  const char *word = field->words;
  for (; word != NULL && *word != '\0'; index--) {
    *length = (int)strcspn(word, " ");
    if (index == 0) return word;
    word += *length;
    word += strspn(word, " ");
  }
  return NULL;
}

// " s"; nothing where there is no unit, or where it is 1.
static const char *name_unit(const Field *field, char out[32])
{
  bool none = field->unit == NULL || strcmp(field->unit, "1") == 0;
  snprintf(out, 32, "%s%s", none ? "" : " ", none ? "" : field->unit);
  return out;
}

static bool check_range(const Field *field, const Node *node, double number, Diag *diag)
{
  if (field->low == 0 && field->high == 0) return true;
  if (number >= field->low && number <= field->high) return true;
  char shown[32], low[32], high[32], unit[32], bounds[128];
  text_from_number(shown, number);
  text_from_number(low, field->low);
  text_from_number(high, field->high);
  name_unit(field, unit);
  if (isinf(field->high)) snprintf(bounds, sizeof bounds, "be at least %s", low);
  else if (isinf(field->low)) snprintf(bounds, sizeof bounds, "be at most %s", high);
  else snprintf(bounds, sizeof bounds, "lie between %s and %s", low, high);
  diag_error(diag, node->place, NULL, "%s is %s%s; it must %s%s", node_name(node).text, shown,
             unit, bounds, unit);
  return false;
}

// Numbers are kept as doubles: beyond 2^53 not every whole one is among them.
static bool read_count(const Field *field, const Node *node, double *out, Diag *diag)
{
  static const long largest = 1L << 53;
  long count;
  if (!node_count(node, LONG_MIN, LONG_MAX, &count, diag)) return false;
  if (!check_range(field, node, (double)count, diag)) return false;
  *out = (double)count;
  return node_count(node, -largest, largest, &count, diag);
}

// The words as an array of texts.
static const char **list_words(Arena *arena, const Field *field, size_t *n)
{
  int length;
  *n = 0;
  while (field_word(field, (int)*n, &length) != NULL) ++*n;
  const char **words = arena_take(arena, *n, sizeof *words);
  for (size_t i = 0; i < *n; i++) {
    const char *word = field_word(field, (int)i, &length);
    words[i] = arena_copy(arena, word, (size_t)length);
  }
  return words;
}

static bool read_word(Arena *arena, const Field *field, const Node *node, double *out, Diag *diag)
{
  size_t       n;
  const char **words = list_words(arena, field, &n);
  for (size_t i = 0; i < n && node->type == NODE_SCALAR; i++) {
    if (strcmp(node->text, words[i]) != 0) continue;
    *out = (double)i;
    return true;
  }
  Text all = {.arena = arena};
  for (size_t i = 0; i < n; i++) {
    text_print(&all, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " or ", words[i]);
  }
  const char *nearest = node->type == NODE_SCALAR ? text_nearest(node->text, words, n) : NULL;
  const char *hint = nearest != NULL ? arena_print(arena, "did you mean '%s'?", nearest) : NULL;
  diag_error(diag, node->place, hint, "%s must be %s, not %s", node_name(node).text, all.start,
             node_what(node).text);
  return false;
}

static bool read_text(const Node *node, Diag *diag)
{
  if (node->type == NODE_SCALAR) return true;
  diag_error(diag, node->place, NULL, "%s must be a text, not %s", node_name(node).text,
             node_what(node).text);
  return false;
}

static bool read_setting(Arena *arena, const Field *field, const Node *node, Setting *setting,
                         Diag *diag)
{
  Setting read = {.node = node};
  bool    flag, good;
  switch (field->type) {
  case FIELD_NUMBER:
    good = node_number(node, &read.number, diag) && check_range(field, node, read.number, diag);
    break;
  case FIELD_COUNT: good = read_count(field, node, &read.number, diag); break;
  case FIELD_FLAG:
    good = node_flag(node, &flag, diag);
    read.number = good && flag;
    break;
  case FIELD_WORD: good = read_word(arena, field, node, &read.number, diag); break;
  case FIELD_TEXT: good = read_text(node, diag); break;
  case FIELD_VALUE:
    good = value_read(arena, node, &read.value, diag);
    if (!good || read.value.form != VALUE_CONSTANT) break;
    read.number = read.value.a;
    good = check_range(field, node, read.number, diag);
    break;
  default: good = true; break;
  }
  if (good) *setting = read;
  return good;
}

static Field *join_fields(Arena *arena, const Field *common, int n_common, const Field *own,
                          int n_own)
{
  Field *fields = arena_take(arena, (size_t)(n_common + n_own), sizeof *fields);
  if (n_common > 0) memcpy(fields, common, (size_t)n_common * sizeof *fields);
  if (n_own > 0) memcpy(fields + n_common, own, (size_t)n_own * sizeof *fields);
  return fields;
}

static void check_keys(Arena *arena, const Node *node, const Section *section,
                       const char *const *also, Diag *diag)
{
  size_t n = 1, n_also = 0;
  while (also != NULL && also[n_also] != NULL) n_also++;
  const char **keys = arena_take(arena, (size_t)section->n_fields + n_also + 2, sizeof *keys);
  keys[0] = "kind";
  for (int i = 0; i < section->n_fields; i++) keys[n++] = section->fields[i].key;
  for (size_t i = 0; i < n_also; i++) keys[n++] = also[i];
  node_only(node, keys, diag);
}

void section_read(Arena *arena, const Node *node, const Field *common, int n_common,
                  const Field *own, int n_own, const char *const *also, Section *section,
                  Diag *diag)
{
  section->n_fields = n_common + n_own;
  section->place = node != NULL ? node->place : (Place){NULL, 0, 0};
  section->fields = join_fields(arena, common, n_common, own, n_own);
  section->setting = arena_take(arena, (size_t)section->n_fields, sizeof *section->setting);
  if (node != NULL && node->type == NODE_LIST) {
    diag_error(diag, node->place, NULL, "%s must be a map, not a list", node_name(node).text);
  }
  check_keys(arena, node, section, also, diag);
  for (int i = 0; i < section->n_fields; i++) {
    const Field *field = &section->fields[i];
    const Node  *child = node_get(node, field->key);
    assert(section_find(section, field->key) == i);
    section->setting[i].number = field->standard;
    section->setting[i].value = value_constant(field->standard);
    if (child != NULL) {
      read_setting(arena, field, child, &section->setting[i], diag);
    } else if (field->required) {
      diag_error(diag, section->place, field->about, "'%s' is missing", field->key);
    }
  }
}

static const char *write_number(Arena *arena, double number)
{
  char   out[32];
  size_t length = text_from_number(out, number);
  return arena_copy(arena, out, length);
}

// What a setting is written as; NULL where nothing was said and no default can be written.
static Node *write_setting(Arena *arena, const Field *field, const Setting *setting, Place place)
{
  const char *text = NULL;
  int         length;
  switch (field->type) {
  case FIELD_TEXT:
  case FIELD_NODE: return setting->node == NULL ? NULL : node_copy(arena, setting->node);
  case FIELD_VALUE:
    if (setting->node != NULL) return node_copy(arena, setting->node);
    if (!isfinite(setting->number)) return NULL;
    text = write_number(arena, setting->number);
    break;
  case FIELD_FLAG: text = setting->number != 0 ? "true" : "false"; break;
  case FIELD_WORD:
    text = field_word(field, (int)setting->number, &length);
    if (text == NULL) return NULL;
    text = arena_copy(arena, text, (size_t)length);
    break;
  case FIELD_COUNT: text = arena_print(arena, "%.0f", setting->number); break;
  default:
    if (!isfinite(setting->number)) return NULL;
    text = write_number(arena, setting->number);
    break;
  }
  return node_scalar(arena, text, place);
}

void section_write(Arena *arena, const Section *section, Node *map)
{
  for (int i = 0; i < section->n_fields; i++) {
    const Field *field = &section->fields[i];
    Node        *node = write_setting(arena, field, &section->setting[i], section->place);
    if (node != NULL) node_put(arena, map, field->key, section->place, node);
  }
}

int section_find(const Section *section, const char *key)
{
  for (int i = 0; i < section->n_fields; i++) {
    if (strcmp(section->fields[i].key, key) == 0) return i;
  }
  return -1;
}
