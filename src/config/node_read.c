// Reader: YAML's events made into a tree of nodes with places.
//
// libyaml scans and parses; everything that makes a file safe is decided here, because its own
// documents accept duplicate keys, know no bound for aliases and take seconds on deep nesting.
// Refused, each at its place: tags, merge keys, duplicate keys, keys that are not scalars, keys
// that YAML 1.1 reads as a truth value or null, aliases inside what they repeat, several
// documents, nesting beyond 32, more than a million nodes or 64 MiB of text with aliases unfolded.
// Reading goes on after each of these but the last two; what libyaml cannot parse ends it, so a
// syntax error is the last one of a file.
//
// libyaml counts lines also at U+0085, U+2028 and U+2029 and at a lone carriage return, where
// editors do not. Texts with one of these are refused before it sees them (base/file.h).

#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "config/node.h"
#include "config/safety.h"

enum { DEPTH_CAP = 32, NODE_CAP = 1000000, ANCHOR_CAP = 100 };

static const size_t FILE_CAP = (size_t)16 << 20;
static const size_t TEXT_CAP = (size_t)64 << 20;

typedef struct Anchor {
  const char *name;
  const Node *node;
  bool        open;       // its end has not been met
} Anchor;

typedef struct Reader {
  Arena        *arena;
  Diag         *diag;
  const char   *file;
  const char   *text;
  size_t        length;
  size_t        line;     // a line (from 0) and where it begins: moves forward with the events
  size_t        offset;
  yaml_parser_t parser;
  bool          stopped;
  size_t        n_nodes;
  size_t        n_bytes;  // of the texts
  Anchor        anchor[ANCHOR_CAP];
  int           n_anchors;
} Reader;

static Place place_of(const Reader *reader, yaml_mark_t mark)
{
  return (Place){reader->file, (int)mark.line + 1, (int)mark.column + 1};
}

// Where a line (from 0) begins.
static size_t find_line(Reader *reader, size_t line)
{
  if (line < reader->line) reader->line = reader->offset = 0;
  while (reader->line < line) {
    const char *from = reader->text + reader->offset;
    const char *end = memchr(from, '\n', reader->length - reader->offset);
    if (end == NULL) return reader->length;
    reader->offset = (size_t)(end + 1 - reader->text);
    reader->line++;
  }
  return reader->offset;
}

static size_t skip_character(const char *c, const char *end)
{
  uint32_t rune;
  size_t   bytes = text_rune(c, (size_t)(end - c), &rune);
  return bytes != 0 ? bytes : 1;
}

// The character at a mark.
static const char *find_mark(Reader *reader, yaml_mark_t mark)
{
  const char *end = reader->text + reader->length;
  const char *c = reader->text + find_line(reader, mark.line);
  for (size_t n = 0; n < mark.column && c < end; n++) c += skip_character(c, end);
  return c;
}

static void tell_syntax(Reader *reader)
{
  const yaml_parser_t *parser = &reader->parser;
  const char          *at = find_mark(reader, parser->problem_mark);
  Breach               breach = {.problem = parser->problem,
                                 .context = parser->context,
                                 .place = place_of(reader, parser->problem_mark),
                                 .from = place_of(reader, parser->context_mark),
                                 .at = at < reader->text + reader->length ? *at : '\0'};
  safety_syntax(&breach, reader->diag);
}

static bool next_event(Reader *reader, yaml_event_t *event)
{
  if (reader->stopped) return false;
  if (yaml_parser_parse(&reader->parser, event)) return true;
  tell_syntax(reader);
  reader->stopped = true;
  return false;
}

static void stop(Reader *reader, Place place, const char *sentence)
{
  diag_error(reader->diag, place, NULL, "%s", sentence);
  reader->stopped = true;
}

// Room for nodes and text, those of unfolded aliases included.
static bool admit(Reader *reader, Place place, size_t nodes, size_t bytes)
{
  reader->n_nodes += nodes;
  reader->n_bytes += bytes;
  if (reader->n_nodes > NODE_CAP) stop(reader, place, "more than 1000000 nodes, aliases unfolded");
  else if (reader->n_bytes > TEXT_CAP) stop(reader, place, "more than 64 MiB, aliases unfolded");
  return !reader->stopped;
}

// A node's mark is that of its anchor or tag where it has one; this passes over them.
static Place pass_properties(Reader *reader, yaml_mark_t mark)
{
  const char *end = reader->text + reader->length, *c = find_mark(reader, mark);
  Place       place = place_of(reader, mark);
  while (c < end) {
    if (*c == '&' || *c == '!') {
      for (; c < end && *c != ' ' && *c != '\t' && *c != '\r' && *c != '\n'; place.column++) {
        c += skip_character(c, end);
      }
    } else if (*c == '#') {
      while (c < end && *c != '\n') c++;
    } else if (*c == '\n') {
      place = (Place){place.file, place.line + 1, 1};
      c++;
    } else if (*c == ' ' || *c == '\t' || *c == '\r') {
      place.column++;
      c++;
    } else {
      break;
    }
  }
  return place;
}

static const char *anchor_of(const yaml_event_t *event)
{
  switch (event->type) {
  case YAML_SCALAR_EVENT: return (const char *)event->data.scalar.anchor;
  case YAML_SEQUENCE_START_EVENT: return (const char *)event->data.sequence_start.anchor;
  case YAML_MAPPING_START_EVENT: return (const char *)event->data.mapping_start.anchor;
  default: return NULL;
  }
}

static const char *tag_of(const yaml_event_t *event)
{
  switch (event->type) {
  case YAML_SCALAR_EVENT: return (const char *)event->data.scalar.tag;
  case YAML_SEQUENCE_START_EVENT: return (const char *)event->data.sequence_start.tag;
  case YAML_MAPPING_START_EVENT: return (const char *)event->data.mapping_start.tag;
  default: return NULL;
  }
}

static void check_tag(Reader *reader, const yaml_event_t *event)
{
  if (tag_of(event) == NULL) return;
  diag_error(reader->diag, place_of(reader, event->start_mark), "leave out what begins with '!'",
             "tags are not taken");
}

static Anchor *set_anchor(Reader *reader, const yaml_event_t *event, const Node *node)
{
  const char *name = anchor_of(event);
  if (name == NULL) return NULL;
  if (reader->n_anchors == ANCHOR_CAP) {
    stop(reader, place_of(reader, event->start_mark), "more than 100 anchors");
    return NULL;
  }
  Anchor *anchor = &reader->anchor[reader->n_anchors++];
  *anchor = (Anchor){arena_copy(reader->arena, name, strlen(name)), node, true};
  return anchor;
}

static Node *read_alias(Reader *reader, const yaml_event_t *event, int depth)
{
  const char *anchor = (const char *)event->data.alias.anchor;
  Place       place = place_of(reader, event->start_mark);
  int         i = reader->n_anchors - 1;
  while (i >= 0 && strcmp(reader->anchor[i].name, anchor) != 0) i--;
  Brief name = text_brief(anchor);
  if (i < 0) {
    diag_error(reader->diag, place, NULL, "there is no anchor '&%s' before this", name.text);
  } else if (reader->anchor[i].open) {
    diag_error(reader->diag, place, NULL, "'*%s' stands inside what it repeats", name.text);
  } else {
    Extent extent = safety_measure(reader->anchor[i].node);
    if (depth + extent.height > DEPTH_CAP) stop(reader, place, "nesting deeper than 32 levels");
    if (admit(reader, place, extent.nodes, extent.bytes)) {
      Node *node = safety_repeat(reader->arena, reader->anchor[i].node);
      node->key = NULL;
      return node;
    }
  }
  return node_scalar(reader->arena, "", place);
}

// The blanks before the lines of a | block: its first line that is not empty is looked up in the
// text.
static int find_indent(Reader *reader, const Node *node)
{
  size_t      row = strspn(node->text, "\n");
  const char *own = node->text + row;
  size_t      line = find_line(reader, (size_t)node->place.line + row);
  const char *end = memchr(reader->text + line, '\n', reader->length - line);
  size_t      length = end != NULL ? (size_t)(end - reader->text) - line : reader->length - line;
  if (length > 0 && reader->text[line + length - 1] == '\r') length--;
  size_t bare = strcspn(own, "\n");
  return length > bare ? (int)(length - bare) : 0;
}

static Node *read_scalar(Reader *reader, const yaml_event_t *event)
{
  const char *text = (const char *)event->data.scalar.value;
  size_t      length = event->data.scalar.length;
  Node       *node = node_new(reader->arena, NODE_SCALAR, place_of(reader, event->start_mark));
  bool        marked = anchor_of(event) != NULL || tag_of(event) != NULL;
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  node->block = event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE;
  bool empty = node->plain && length == 0;
  if (marked && !empty) node->place = pass_properties(reader, event->start_mark);
  if (memchr(text, '\0', length) != NULL) {
    diag_error(reader->diag, node->place, NULL, "a text with a zero byte");
    length = 0;
  }
  node->text = arena_copy(reader->arena, text, length);
  if (node->block) node->indent = find_indent(reader, node);
  admit(reader, node->place, 1, length);
  return node;
}

static Node *read_value(Reader *reader, yaml_event_t *event, int depth);

static void read_list(Reader *reader, Node *list, int depth)
{
  yaml_event_t event;
  while (next_event(reader, &event)) {
    if (event.type == YAML_SEQUENCE_END_EVENT) {
      yaml_event_delete(&event);
      return;
    }
    node_append(list, read_value(reader, &event, depth));
  }
}

// The key that an event stands for, or NULL with a complaint.
static Node *read_key(Reader *reader, yaml_event_t *event, int depth)
{
  Place place = place_of(reader, event->start_mark);
  if (event->type != YAML_SCALAR_EVENT) {
    const char *what = event->type == YAML_ALIAS_EVENT            ? "an alias"
                       : event->type == YAML_SEQUENCE_START_EVENT ? "a list"
                                                                  : "a map";
    diag_error(reader->diag, place, NULL, "a key must be a word or a number, not %s", what);
    read_value(reader, event, depth);
    return NULL;
  }
  if (anchor_of(event) != NULL) {
    diag_error(reader->diag, place, NULL, "a key cannot have an anchor");
  }
  check_tag(reader, event);
  Node *key = read_scalar(reader, event);
  yaml_event_delete(event);
  return safety_key(key, reader->diag) ? key : NULL;
}

static void read_map(Reader *reader, Node *map, int depth)
{
  yaml_event_t event;
  while (next_event(reader, &event)) {
    if (event.type == YAML_MAPPING_END_EVENT) {
      yaml_event_delete(&event);
      break;
    }
    Node *key = read_key(reader, &event, depth);
    if (!next_event(reader, &event)) break;
    Node *value = read_value(reader, &event, depth);
    if (key == NULL) continue;
    value->key = key->text;
    value->key_place = key->place;
    node_append(map, value);
  }
  safety_duplicates(reader->arena, map, reader->diag);
}

// The node that an event begins, inside `depth` lists and maps; the event is used up.
static Node *read_value(Reader *reader, yaml_event_t *event, int depth)
{
  Node   *node;
  Anchor *anchor = NULL;
  check_tag(reader, event);
  if (event->type == YAML_ALIAS_EVENT) {
    node = read_alias(reader, event, depth);
  } else if (event->type == YAML_SCALAR_EVENT) {
    node = read_scalar(reader, event);
    anchor = set_anchor(reader, event, node);
  } else {
    bool  is_map = event->type == YAML_MAPPING_START_EVENT;
    bool  marked = anchor_of(event) != NULL || tag_of(event) != NULL;
    Place place = marked ? pass_properties(reader, event->start_mark)
                         : place_of(reader, event->start_mark);
    node = node_new(reader->arena, is_map ? NODE_MAP : NODE_LIST, place);
    anchor = set_anchor(reader, event, node);
    if (depth == DEPTH_CAP) stop(reader, place, "nesting deeper than 32 levels");
    admit(reader, place, 1, 0);
    if (is_map) read_map(reader, node, depth + 1);
    else read_list(reader, node, depth + 1);
  }
  if (anchor != NULL) anchor->open = false;
  yaml_event_delete(event);
  return node;
}

// One document, and nothing after it.
static Node *read_document(Reader *reader)
{
  yaml_event_t event;
  Node        *root = NULL;
  while (next_event(reader, &event)) {
    yaml_event_type_t type = event.type;
    Place             place = place_of(reader, event.start_mark);
    bool              begins = type == YAML_DOCUMENT_START_EVENT;
    if (begins && root != NULL) {
      stop(reader, place, "a second document begins here; a file holds one");
    }
    if (begins && event.data.document_start.tag_directives.start != NULL) {
      diag_error(reader->diag, place, NULL, "tags are not taken");
    }
    bool is_node = type == YAML_ALIAS_EVENT || type == YAML_SCALAR_EVENT ||
                   type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT;
    if (is_node) root = read_value(reader, &event, 0);
    else yaml_event_delete(&event);
    if (type == YAML_STREAM_END_EVENT) break;
  }
  bool empty = root == NULL || (root->type == NODE_SCALAR && root->plain && *root->text == '\0');
  return empty ? node_new(reader->arena, NODE_MAP, (Place){reader->file, 1, 1}) : root;
}

static Node *read_text(Arena *arena, const char *name, const char *text, size_t length, Diag *diag)
{
  diag_source(diag, name, text, length);
  if (!file_check(name, text, length, diag)) return NULL;
  Reader *reader = arena_take(arena, 1, sizeof *reader);
  *reader = (Reader){.arena = arena, .diag = diag, .file = name, .text = text, .length = length};
  if (!yaml_parser_initialize(&reader->parser)) {
    diag_error(diag, (Place){name, 0, 0}, NULL, "cannot be read: out of memory");
    return NULL;
  }
  yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader->parser, (const unsigned char *)text, length);
  Node *root = read_document(reader);
  yaml_parser_delete(&reader->parser);
  return reader->stopped ? NULL : root;
}

Node *node_read_file(Arena *arena, const char *path, Diag *diag)
{
  size_t      length;
  const char *name = arena_copy(arena, path, strlen(path));
  const char *text = file_read(arena, name, FILE_CAP, &length, diag);
  return text == NULL ? NULL : read_text(arena, name, text, length, diag);
}

Node *node_read_text(Arena *arena, const char *name, const char *text, size_t length, Diag *diag)
{
  name = arena_copy(arena, name, strlen(name));
  if (length > FILE_CAP) {
    diag_error(diag, (Place){name, 0, 0}, NULL, "is larger than 16 MiB");
    return NULL;
  }
  size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  text = arena_copy(arena, text + mark, length - mark);
  return read_text(arena, name, text, length - mark, diag);
}
