// Writer: a tree as YAML that reads back as the same tree, and as one canonical line.
//
// Maps are written as blocks, lists of scalars in brackets, other lists as blocks. A scalar stands
// plain where both YAML 1.1 and 1.2 read it back as the same text; else in single quotes; in
// double quotes where it holds what a line cannot show. Texts of several lines are | blocks. What
// is written depends on types, texts and keys, on `plain` for texts that would read as a number or
// a truth value, and on `block` for those of one line.

#include <string.h>
#include <strings.h>

#include "config/node.h"

static bool is_among(const char *text, const char *const *words)
{
  for (; *words != NULL; words++) {
    if (strcasecmp(text, *words) == 0) return true;
  }
  return false;
}

// Words and numbers of YAML 1.1 or 1.2: quoted when they were meant as text.
static bool has_meaning(const char *text)
{
  static const char *const words[] = {"true", "false", "yes",   "no",    "on", "off", "y", "n",
                                      "null", "~",     ".nan",  ".inf", "-.inf", "+.inf", "<<",
                                      "=",    NULL};
  static const char *const signs = "+-.0123456789abcdefxoABCDEFXO_:";
  if (is_among(text, words)) return true;
  const char *digits = text + strspn(text, "+-.");
  return *digits >= '0' && *digits <= '9' && text[strspn(text, signs)] == '\0';
}

// Whether a character can stand in a YAML text as it is: what is left are control characters and
// what libyaml takes for a line break, a byte order mark or no character at all.
static bool is_shown(uint32_t rune)
{
  if (rune < 0x20 || (rune >= 0x7F && rune < 0xA0)) return false;
  return rune != 0x2028 && rune != 0x2029 && rune != 0xFEFF && rune != 0xFFFE && rune != 0xFFFF;
}

typedef struct Shape {
  bool breaks;   // more than one line
  bool hidden;   // besides, what is not shown
} Shape;

static Shape look_at(const char *text)
{
  Shape  shape = {false, false};
  size_t length = strlen(text);
  for (size_t at = 0, bytes; at < length && !shape.hidden; at += bytes) {
    uint32_t rune;
    bytes = text_rune(text + at, length - at, &rune);
    if (bytes == 0) shape.hidden = true;
    else if (rune == '\n') shape.breaks = true;
    else shape.hidden = !is_shown(rune);
  }
  return shape;
}

// Whether a text of one line can do without quotes; within brackets and as a key less can.
static bool can_be_plain(const char *text, bool tight)
{
  size_t length = strlen(text);
  if (length == 0 || text[0] == ' ' || text[length - 1] == ' ') return false;
  if (strchr("?:,[]{}#&*!|>'\"%@`=", text[0]) != NULL) return false;
  if (text[0] == '-' && (length == 1 || text[1] == ' ' || text[1] == '-')) return false;
  if (strncmp(text, "...", 3) == 0) return false;
  if (strstr(text, ": ") != NULL || text[length - 1] == ':') return false;
  if (strstr(text, " #") != NULL) return false;
  return !tight || strpbrk(text, ",[]{}:?") == NULL;
}

static void add_single(Text *out, const char *text)
{
  text_add(out, "'");
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '\'') text_add(out, "'");
    text_add_bytes(out, c, 1);
  }
  text_add(out, "'");
}

// Bytes that are not UTF-8 cannot be written in YAML; they become U+FFFD.
static void add_double(Text *out, const char *text)
{
  size_t length = strlen(text);
  text_add(out, "\"");
  for (size_t at = 0; at < length;) {
    uint32_t rune = 0xFFFD;
    size_t   bytes = text_rune(text + at, length - at, &rune);
    if (rune == '"' || rune == '\\') text_print(out, "\\%c", (int)rune);
    else if (rune == '\n') text_add(out, "\\n");
    else if (rune == '\t') text_add(out, "\\t");
    else if (bytes != 0 && is_shown(rune)) text_add_bytes(out, text + at, bytes);
    else text_print(out, rune < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)rune);
    at += bytes != 0 ? bytes : 1;
  }
  text_add(out, "\"");
}

static void add_line(Text *out, const char *text, bool tight, bool quoted)
{
  Shape shape = look_at(text);
  if (shape.breaks || shape.hidden) add_double(out, text);
  else if (quoted || !can_be_plain(text, tight)) add_single(out, text);
  else text_add(out, text);
}

static void add_scalar(Text *out, const Node *node, bool tight)
{
  add_line(out, node->text, tight, !node->plain && has_meaning(node->text));
}

static void add_key(Text *out, const char *key)
{
  static const char *const words[] = {"true", "false", "yes", "no", "on", "off", "null", NULL};
  bool letter = strcmp(key, "y") == 0 || strcmp(key, "n") == 0;
  add_line(out, key, true, letter || key[0] == '~' || key[0] == '<' || is_among(key, words));
  text_add(out, ":");
}

// Whether a scalar is written as a | block: its first line must decide the indent.
static bool is_block(const Node *node)
{
  if (node->type != NODE_SCALAR || strchr(" \t\n", node->text[0]) != NULL) return false;   // or ""
  Shape shape = look_at(node->text);
  return (shape.breaks || node->block) && !shape.hidden;
}

static void add_block(Text *out, const char *text, int indent)
{
  size_t length = strlen(text);
  bool   ends = text[length - 1] == '\n', more = ends && length > 1 && text[length - 2] == '\n';
  text_add(out, more ? " |+\n" : ends ? " |\n" : " |-\n");
  for (const char *line = text; *line != '\0';) {
    size_t n = strcspn(line, "\n");
    if (n > 0) text_print(out, "%*s%.*s", indent, "", (int)n, line);
    text_add(out, "\n");
    line += line[n] == '\n' ? n + 1 : n;
  }
}

// Whether a node is written within its line: scalars, what is empty, lists of scalars.
static bool is_inline(const Node *node)
{
  if (node->type == NODE_SCALAR) return !is_block(node);
  if (node->type == NODE_MAP) return node->size == 0;
  for (const Node *child = node->first; child != NULL; child = child->next) {
    if (child->type != NODE_SCALAR || is_block(child)) return false;
  }
  return true;
}

static void add_inline(Text *out, const Node *node, bool tight)
{
  if (node->type == NODE_SCALAR) {
    add_scalar(out, node, tight);
    return;
  }
  text_add(out, node->type == NODE_MAP ? "{" : "[");
  for (const Node *child = node->first; child != NULL; child = child->next) {
    if (child != node->first) text_add(out, ", ");
    add_scalar(out, child, true);
  }
  text_add(out, node->type == NODE_MAP ? "}" : "]");
}

// The lines of a map or list, each indented by `indent`; the first one already is.
static void add_lines(Text *out, const Node *node, int indent)
{
  for (const Node *child = node->first; child != NULL; child = child->next) {
    bool in_map = node->type == NODE_MAP;
    if (child != node->first) text_print(out, "%*s", indent, "");
    if (in_map) add_key(out, child->key);
    else text_add(out, "-");
    if (is_block(child)) {
      add_block(out, child->text, indent + 2);
    } else if (is_inline(child)) {
      text_add(out, " ");
      add_inline(out, child, false);
      text_add(out, "\n");
    } else {
      if (in_map) text_print(out, "\n%*s", indent + 2, "");
      else text_add(out, " ");
      add_lines(out, child, indent + 2);
    }
  }
}

void node_write(const Node *node, Text *out)
{
  text_add(out, "");
  if (is_block(node)) {
    text_add(out, "---");
    add_block(out, node->text, 2);
  } else if (is_inline(node)) {
    add_inline(out, node, false);
    text_add(out, "\n");
  } else {
    add_lines(out, node, 0);
  }
}

// A text in double quotes as JSON has it; bytes beyond ASCII stand for themselves.
static void add_json(Text *out, const char *text)
{
  text_add(out, "\"");
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\') text_print(out, "\\%c", *c);
    else if ((unsigned char)*c < 0x20) text_print(out, "\\u%04x", (unsigned char)*c);
    else text_add_bytes(out, c, 1);
  }
  text_add(out, "\"");
}

// A plain number in shortest form; a whole one that a double does not hold keeps its digits.
static bool add_canonical_number(Text *out, const Node *node)
{
  double  number;
  int64_t count;
  if (!node->plain || !text_to_number(node->text, &number)) return false;
  bool exact = number > -0x1p53 && number < 0x1p53;
  if (!exact && text_to_count(node->text, &count)) {
    char digits[32];
    text_from_count(digits, count);
    text_add(out, digits);
  } else {
    text_add_number(out, number);
  }
  return true;
}

void node_canonical(const Node *node, Text *out)
{
  if (node->type == NODE_SCALAR) {
    if (!add_canonical_number(out, node)) add_json(out, node->text);
    return;
  }
  text_add(out, node->type == NODE_MAP ? "{" : "[");
  for (const Node *child = node->first; child != NULL; child = child->next) {
    if (child != node->first) text_add(out, ",");
    if (node->type == NODE_MAP) {
      add_json(out, child->key);
      text_add(out, ":");
    }
    node_canonical(child, out);
  }
  text_add(out, node->type == NODE_MAP ? "}" : "]");
}
