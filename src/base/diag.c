// Diagnostics: complaints are kept once each and sorted when shown, with the line they are about.
//
// A line is shown within some 90 columns: where it is longer, a window around the caret with "..."
// at the cut ends. Columns count characters; a tab and a character that cannot be shown take one
// column each (' ' and '?'), so that the caret stands under what is meant. Wide characters of East
// Asia shift it. Beyond a thousand complaints the rest is counted, not kept: a large table can be
// wrong in every row.

#include "base/diag.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { KEPT = 1000, SHOWN_COLUMNS = 90, MARGIN = 4 };

typedef struct Source {
  const char *file;     // may be NULL: complaints about nothing in particular
  const char *text;     // NULL: not known
  size_t      length;
  size_t     *line;     // (n_lines) where each begins; NULL until it is needed
  size_t      n_lines;
} Source;

typedef struct Complaint {
  size_t      source;
  size_t      order;
  Place       place;
  const char *text;
  const char *hint;     // may be NULL
} Complaint;

struct Diag {
  Arena     *arena;
  Source    *source;
  size_t     n_sources, source_room;
  Complaint *complaint;
  size_t     n_complaints, complaint_room;
  size_t     n_beyond;   // not kept
  size_t     n_again;    // told before
};

Diag *diag_open(Arena *arena)
{
  Diag *diag = arena_take(arena, 1, sizeof *diag);
  diag->arena = arena;
  return diag;
}

static bool same_file(const char *a, const char *b)
{
  if (a == NULL || b == NULL) return a == b;
  return strcmp(a, b) == 0;
}

static size_t find_source(Diag *diag, const char *file)
{
  for (size_t i = 0; i < diag->n_sources; i++) {
    if (same_file(diag->source[i].file, file)) return i;
  }
  size_t n = diag->n_sources++;
  diag->source = arena_grow(diag->arena, diag->source, &diag->source_room, n + 1, sizeof(Source));
  diag->source[n] = (Source){.file = file};
  return n;
}

void diag_source(Diag *diag, const char *file, const char *text, size_t length)
{
  size_t i = find_source(diag, file);
  diag->source[i] = (Source){.file = file, .text = text, .length = length};
}

// What a user wrote may stand in a message: nothing of it shall move the cursor of a terminal.
static void add_clean(Text *out, const char *text, size_t length)
{
  for (size_t at = 0; at < length;) {
    uint32_t rune;
    size_t   bytes = text_rune(text + at, length - at, &rune);
    bool     control = bytes == 0 || rune < 0x20 || (rune >= 0x7F && rune < 0xA0);
    bool     hidden = bytes != 0 && (rune == 0xFEFF || (rune >= 0x200B && rune <= 0x200F) ||
                                 (rune >= 0x2028 && rune <= 0x202E));
    if (bytes == 1 && rune == '\t') text_add(out, " ");
    else if (control || hidden) text_add(out, "?");
    else text_add_bytes(out, text + at, bytes);
    at += bytes != 0 ? bytes : 1;
  }
}

static const char *clean(Arena *arena, const char *text)
{
  Text out = {.arena = arena};
  text_add_bytes(&out, "", 0);
  add_clean(&out, text, strlen(text));
  return out.start;
}

static bool is_known(const Diag *diag, const Complaint *new)
{
  for (size_t i = 0; i < diag->n_complaints; i++) {
    const Complaint *old = &diag->complaint[i];
    if (old->source == new->source && old->place.line == new->place.line &&
        old->place.column == new->place.column && strcmp(old->text, new->text) == 0) {
      return true;
    }
  }
  return false;
}

void diag_error(Diag *diag, Place place, const char *hint, const char *format, ...)
{
  if (diag->n_complaints == KEPT) {
    diag->n_beyond++;
    return;
  }
  va_list list;
  Arena  *scratch = arena_open();   // a hundred thousand conditions may say the same
  va_start(list, format);
  const char *text = clean(scratch, arena_vprint(scratch, format, list));
  va_end(list);
  Complaint complaint = {find_source(diag, place.file), diag->n_complaints, place, text, NULL};
  bool      known = is_known(diag, &complaint);
  complaint.text = known ? NULL : arena_copy(diag->arena, text, strlen(text));
  arena_close(scratch);
  diag->n_again += known;
  if (known) return;
  if (hint != NULL) complaint.hint = clean(diag->arena, hint);
  diag->complaint = arena_grow(diag->arena, diag->complaint, &diag->complaint_room,
                               diag->n_complaints + 1, sizeof complaint);
  diag->complaint[diag->n_complaints++] = complaint;
}

size_t diag_count(const Diag *diag)
{
  return diag->n_complaints + diag->n_beyond + diag->n_again;
}

size_t diag_told(const Diag *diag)
{
  return diag->n_complaints + diag->n_beyond;
}

static int compare_numbers(size_t a, size_t b)
{
  return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
  const Complaint *a = left, *b = right;
  if (a->source != b->source) return compare_numbers(a->source, b->source);
  if (a->place.line != b->place.line) return a->place.line < b->place.line ? -1 : 1;
  if (a->place.column != b->place.column) return a->place.column < b->place.column ? -1 : 1;
  return compare_numbers(a->order, b->order);
}

static void find_lines(Arena *arena, Source *source)
{
  const char *text = source->text, *end = text + source->length;
  size_t      n = 1;
  for (const char *c = text; c < end && (c = memchr(c, '\n', (size_t)(end - c))) != NULL; c++) n++;
  source->line = arena_take(arena, n, sizeof *source->line);
  source->n_lines = 1;
  for (const char *c = text; c < end && (c = memchr(c, '\n', (size_t)(end - c))) != NULL; c++) {
    source->line[source->n_lines++] = (size_t)(c + 1 - text);
  }
}

// Bytes of the first n characters.
static size_t skip(const char *text, size_t length, size_t n)
{
  size_t at = 0;
  for (; n > 0 && at < length; n--) {
    uint32_t rune;
    size_t   bytes = text_rune(text + at, length - at, &rune);
    at += bytes != 0 ? bytes : 1;
  }
  return at;
}

static size_t count_characters(const char *text, size_t length)
{
  size_t n = 0;
  for (size_t at = 0; at < length; n++) at += skip(text + at, length - at, 1);
  return n;
}

// The line and a caret below character `caret` of it (from 0; SIZE_MAX: none).
static void show_line(Text *out, const char *line, size_t length, size_t caret)
{
  size_t blanks = 0;
  for (; blanks < length && blanks < caret; blanks++) {
    if (line[blanks] != ' ' && line[blanks] != '\t') break;
  }
  size_t n = count_characters(line, length);
  if (caret != SIZE_MAX && caret > n) caret = n;
  size_t aim = caret == SIZE_MAX ? blanks : caret;
  size_t from = aim - blanks > SHOWN_COLUMNS * 2 / 3 ? aim - SHOWN_COLUMNS / 2 : blanks;
  if (from > n) from = n;
  size_t to = n - from > SHOWN_COLUMNS ? from + SHOWN_COLUMNS : n;
  size_t begin = skip(line, length, from), end = skip(line, length, to);
  text_print(out, "%*s%s", MARGIN, "", from > blanks ? "..." : "");
  add_clean(out, line + begin, end - begin);
  text_add(out, to < n ? "...\n" : "\n");
  if (caret == SIZE_MAX) return;
  text_print(out, "%*s^\n", (int)(MARGIN + (from > blanks ? 3 : 0) + aim - from), "");
}

static void show_source(Text *out, Arena *arena, Source *source, Place place)
{
  if (source->text == NULL || place.line < 1) return;
  if (source->line == NULL) find_lines(arena, source);
  size_t i = (size_t)place.line - 1;
  if (i >= source->n_lines) return;
  size_t begin = source->line[i];
  size_t end = i + 1 < source->n_lines ? source->line[i + 1] - 1 : source->length;
  if (end > begin && source->text[end - 1] == '\r') end--;
  if (begin == end) return;
  size_t caret = place.column > 0 ? (size_t)place.column - 1 : SIZE_MAX;
  show_line(out, source->text + begin, end - begin, caret);
}

static void show(Text *out, const Diag *diag, const Complaint *complaint)
{
  Place place = complaint->place;
  if (place.file != NULL) {
    text_add(out, clean(diag->arena, place.file));
    if (place.line > 0) text_print(out, ":%d", place.line);
    if (place.line > 0 && place.column > 0) text_print(out, ":%d", place.column);
    text_add(out, ": ");
  }
  text_print(out, "error: %s\n", complaint->text);
  show_source(out, diag->arena, &diag->source[complaint->source], place);
  if (complaint->hint != NULL) text_print(out, "%*shint: %s\n", MARGIN, "", complaint->hint);
}

const char *diag_text(const Diag *diag)
{
  size_t     n = diag->n_complaints;
  Complaint *sorted = arena_take(diag->arena, n, sizeof *sorted);
  if (n != 0) memcpy(sorted, diag->complaint, n * sizeof *sorted);
  qsort(sorted, n, sizeof *sorted, compare);
  Text out = {.arena = diag->arena};
  text_add_bytes(&out, "", 0);
  for (size_t i = 0; i < n; i++) show(&out, diag, &sorted[i]);
  if (diag->n_beyond != 0) text_print(&out, "error: and %zu more\n", diag->n_beyond);
  return out.start;
}

void diag_print(const Diag *diag, FILE *stream)
{
  fputs(diag_text(diag), stream);
}
