// Files: read whole, with a bound, so that neither a huge nor an endless one takes all memory.

#include "base/file.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"

static bool tell_failure(const char *path, Diag *diag)
{
  diag_error(diag, (Place){path, 0, 0}, NULL, "cannot be read: %s", strerror(errno));
  return false;
}

static bool tell_size(const char *path, size_t limit, Diag *diag)
{
  size_t      mib = limit >> 20;
  const char *unit = mib == 0 ? "bytes" : mib < 1024 ? "MiB" : "GiB";
  size_t      amount = mib == 0 ? limit : mib < 1024 ? mib : mib >> 10;
  diag_error(diag, (Place){path, 0, 0}, NULL, "is larger than %zu %s", amount, unit);
  return false;
}

// What the system says of the length, so that as a rule one request does; 0 where it does not
// know.
static size_t guess_length(FILE *stream, size_t limit)
{
  if (fseek(stream, 0, SEEK_END) != 0) return 0;
  long end = ftell(stream);
  rewind(stream);
  if (end < 0) return 0;
  return (size_t)end < limit ? (size_t)end : limit;
}

static bool read_all(FILE *stream, const char *path, size_t limit, Text *text, Diag *diag)
{
  size_t need = guess_length(stream, limit) + 2;   // one byte shows the end, one is for the zero
  if (need < 4096) need = 4096;
  for (;;) {
    text->start = arena_grow(text->arena, text->start, &text->capacity, need, 1);
    size_t room = text->capacity - 1 - text->length;
    size_t got = fread(text->start + text->length, 1, room, stream);
    text->length += got;
    if (text->length > limit) return tell_size(path, limit, diag);
    if (ferror(stream)) return tell_failure(path, diag);
    if (got < room) break;
    need = text->capacity * 2;
  }
  text->start[text->length] = '\0';
  return true;
}

const char *file_read(Arena *arena, const char *path, size_t limit, size_t *length, Diag *diag)
{
  errno = 0;
  FILE *stream = fopen(path, "rb");
  if (stream == NULL) {
    tell_failure(path, diag);
    return NULL;
  }
  Text text = {.arena = arena};
  bool good = read_all(stream, path, limit, &text, diag);
  fclose(stream);
  if (!good) return NULL;
  size_t mark = text.length >= 3 && memcmp(text.start, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  *length = text.length - mark;
  return text.start + mark;
}

// What is wrong with the character at `at`, or NULL; *bytes is 0 where it is none.
static const char *find_fault(const char *text, size_t length, size_t at, size_t *bytes)
{
  uint32_t rune;
  *bytes = text_rune(text + at, length - at, &rune);
  if (*bytes == 0) return "bytes that are not UTF-8";
  if (rune == '\t' || rune == '\n' || (rune >= 0x20 && rune <= 0x7E)) return NULL;
  if (rune == '\r') {
    return at + 1 < length && text[at + 1] == '\n' ? NULL : "a carriage return within a line";
  }
  if (rune == 0) return "a zero byte";
  if (rune == 0x85 || rune == 0x2028 || rune == 0x2029) return "a foreign line break";
  if (rune < 0xA0) return "a control character";
  if (rune == 0xFFFE || rune == 0xFFFF) return "a code that is no character";
  return NULL;
}

bool file_check(const char *name, const char *text, size_t length, Diag *diag)
{
  Place place = {name, 1, 1};
  for (size_t at = 0, bytes; at < length; at += bytes) {
    bytes = 1;
    if (text[at] >= 0x20 && text[at] < 0x7F) {   // nearly always
      place.column++;
      continue;
    }
    const char *fault = find_fault(text, length, at, &bytes);
    if (fault != NULL) {
      diag_error(diag, place, bytes == 0 ? "save the file as UTF-8" : NULL, "%s", fault);
      return false;
    }
    place.column++;
    if (text[at] == '\n') place = (Place){name, place.line + 1, 1};
  }
  return true;
}
