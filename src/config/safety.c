// Safety: libyaml's complaints in words for people, keys that are refused, bounds for aliases.

#include "config/safety.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct Phrase {
  const char *problem;     // libyaml's words
  const char *sentence;
  const char *hint;        // NULL: where the list or map began
  bool        at_context;  // the place is where the surrounding began
} Phrase;

static const Phrase phrases[] = {
  {"mapping values are not allowed in this context", "a ':' that cannot stand here",
   "quote a text that holds ': ', and begin the keys of a map in the same column", false},
  {"did not find expected ',' or ']'", "a ',' or ']' is missing", NULL, false},
  {"did not find expected ',' or '}'", "a ',' or '}' is missing", NULL, false},
  {"did not find expected key", "a key must begin here", NULL, false},
  {"did not find expected '-' indicator", "a '-' must begin here", NULL, false},
  {"could not find expected ':'", "a ':' is missing", NULL, false},
  {"found unexpected end of stream", "a quote that is never closed", NULL, true},
  {"found a tab character where an indentation space is expected", "a tab in the indent",
   "indent with blanks", false},
  {"found a tab character that violates indentation", "a tab in the indent",
   "indent with blanks", false},
  {"block sequence entries are not allowed in this context", "a '-' that cannot stand here",
   "quote a text that begins with '- '", false},
  {"found unknown escape character", "an unknown escape in double quotes",
   "in single quotes a backslash stands for itself", false},
  {"did not find expected alphabetic or numeric character", "a name is missing after '&' or '*'",
   "quote a text that begins with '&' or '*'", false},
  {"did not find expected node content", "a value is missing", NULL, false},
  {"found incompatible YAML document", "a version of YAML other than 1.1", NULL, false},
  {"did not find expected <document start>", "the text goes on after its end",
   "begin the keys of a map in the same column", false},
};

// Where a list, map or key is, of which libyaml says that something in it is wrong.
static const char *name_context(const char *context)
{
  static const char *const names[][2] = {{"while parsing a flow sequence", "list"},
                                         {"while parsing a flow mapping", "map"},
                                         {"while parsing a block collection", "list"},
                                         {"while parsing a block mapping", "map"},
                                         {"while scanning a simple key", "key"}};
  for (size_t i = 0; context != NULL && i < sizeof names / sizeof *names; i++) {
    if (strcmp(context, names[i][0]) == 0) return names[i][1];
  }
  return NULL;
}

// libyaml says the same of every character that begins nothing.
static const char *explain_character(char c)
{
  switch (c) {
  case '\t': return "a tab in the indent";
  case '@': return "a text that begins with '@' needs quotes";
  case '`': return "a text that begins with '`' needs quotes";
  case '%': return "a text that begins with '%' needs quotes";
  default: return "a character that cannot stand here";
  }
}

void safety_syntax(const Breach *breach, Diag *diag)
{
  const char *problem = breach->problem != NULL ? breach->problem : "not readable";
  Phrase      phrase = {problem, problem, NULL, false};
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
    if (strcmp(phrases[i].problem, problem) == 0) phrase = phrases[i];
  }
  if (strcmp(problem, "found character that cannot start any token") == 0) {
    phrase.sentence = explain_character(breach->at);
    if (breach->at == '\t') phrase.hint = "indent with blanks";
  }
  const char *hint = phrase.hint, *name = name_context(breach->context);
  char        from[80];
  if (hint == NULL && name != NULL) {
    snprintf(from, sizeof from, "the %s begins at line %d, column %d", name, breach->from.line,
             breach->from.column);
    hint = from;
  }
  bool  around = breach->context != NULL;
  Place place = phrase.at_context && around ? breach->from : breach->place;
  diag_error(diag, place, hint, "not YAML: %s", phrase.sentence);
}

// What YAML 1.1 makes of a plain word. Y and N in capitals are left alone: its readers do not
// agree on them, and cues and objects are called so.
static const char *read_as(const char *word)
{
  static const char *const words[][2] = {
    {"true", "true"}, {"yes", "true"}, {"on", "true"}, {"false", "false"}, {"no", "false"},
    {"off", "false"}, {"null", "null"}, {"~", "null"}};
  if (strcmp(word, "y") == 0) return "true";
  if (strcmp(word, "n") == 0) return "false";
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strcasecmp(word, words[i][0]) == 0) return words[i][1];
  }
  return NULL;
}

bool safety_key(const Node *key, Diag *diag)
{
  enum { KEY_CAP = 200 };
  const char *word = key->plain ? read_as(key->text) : NULL;
  if (key->plain && key->text[0] == '\0') {
    diag_error(diag, key->place, NULL, "a key is missing before ':'");
  } else if (key->plain && strcmp(key->text, "<<") == 0) {
    diag_error(diag, key->place, "write the keys out", "merge keys ('<<') are not taken");
  } else if (word != NULL) {
    diag_error(diag, key->place, "take another word, or put it in quotes",
               "'%s' cannot be a key: YAML 1.1 reads it as %s", key->text, word);
  } else if (strlen(key->text) > KEY_CAP) {
    diag_error(diag, key->place, NULL, "a key of more than 200 bytes");
  } else {
    return true;
  }
  return false;
}

static int compare_keys(const void *left, const void *right)
{
  const Node *a = *(const Node *const *)left, *b = *(const Node *const *)right;
  int         order = strcmp(a->key, b->key);
  Place       x = a->key_place, y = b->key_place;
  if (order != 0) return order;
  if (x.line != y.line) return x.line < y.line ? -1 : 1;
  return (x.column > y.column) - (x.column < y.column);
}

void safety_duplicates(Arena *arena, const Node *map, Diag *diag)
{
  if (map->size < 2) return;
  const Node **sorted = arena_take(arena, map->size, sizeof *sorted);
  size_t       n = 0, first = 0;
  for (const Node *child = map->first; child != NULL; child = child->next) sorted[n++] = child;
  qsort(sorted, n, sizeof *sorted, compare_keys);
  for (size_t i = 1; i < n; i++) {
    if (strcmp(sorted[i]->key, sorted[first]->key) != 0) {
      first = i;
      continue;
    }
    char  hint[64];
    Place place = sorted[first]->key_place;
    snprintf(hint, sizeof hint, "first at line %d, column %d", place.line, place.column);
    diag_error(diag, sorted[i]->key_place, hint, "%s is given twice", node_name(sorted[i]).text);
  }
}

Extent safety_measure(const Node *node)
{
  Extent extent = {1, 0, node->type != NODE_SCALAR};
  if (node->text != NULL) extent.bytes += strlen(node->text);
  if (node->key != NULL) extent.bytes += strlen(node->key);
  for (const Node *child = node->first; child != NULL; child = child->next) {
    Extent own = safety_measure(child);
    extent.nodes += own.nodes;
    extent.bytes += own.bytes;
    if (own.height + 1 > extent.height) extent.height = own.height + 1;
  }
  return extent;
}

Node *safety_repeat(Arena *arena, const Node *node)
{
  Node *copy = arena_take(arena, 1, sizeof *copy);
  *copy = *node;
  copy->first = copy->last = copy->next = NULL;
  copy->size = 0;
  for (const Node *child = node->first; child != NULL; child = child->next) {
    node_append(copy, safety_repeat(arena, child));
  }
  return copy;
}
