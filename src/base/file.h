// Files: a whole file as text, and whether a text is fit to be read.

#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/memory.h"

// The bytes of a file, ended by a zero that *length does not count, a byte order mark left out;
// NULL with a complaint where it cannot be read or is longer than `limit` bytes.
const char *file_read(Arena *arena, const char *path, size_t limit, size_t *length, Diag *diag);

// Whether a text is UTF-8, ends its lines with LF or CRLF and holds no other control characters
// than tabs; complains about the first place where it is not so. What is counted as a line is then
// the same for all.
bool file_check(const char *name, const char *text, size_t length, Diag *diag);
