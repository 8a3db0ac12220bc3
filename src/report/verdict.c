// Verdicts: what became of an experiment's claims, as a table for the terminal.

#include "report/verdict.h"

#include <string.h>

static int limit(int x, int low, int high)
{
  return x < low ? low : x > high ? high : x;
}

static void trim(Text *out)
{
  while (out->start[out->length - 1] == ' ') out->length--;
}

enum { CLAIM_COLUMNS = 4, INDENT = 6, WIDEST_CELL = 32 };

typedef struct ClaimRow {
  const char *text[CLAIM_COLUMNS];   // measured, interval, band, animals
} ClaimRow;

// A cell's text, of long ones (lists) the beginning: claims.csv has them in full.
static const char *cut(Arena *arena, const char *text)
{
  if (text == NULL) return "";
  if (terminal_width(text) <= WIDEST_CELL) return text;
  Text out = {.arena = arena};
  terminal_pad(&out, text, WIDEST_CELL - 3);
  text_add(&out, "...");
  return out.start;
}

static ClaimRow take_claim(Arena *arena, const Judgement *judgement)
{
  ClaimRow row = {{judgement->measured, judgement->interval, judgement->band,
                   arena_print(arena, "%d", judgement->animals)}};
  for (int i = 0; i < CLAIM_COLUMNS; i++) row.text[i] = cut(arena, row.text[i]);
  return row;
}

// How much of a text fits into so many columns: up to a blank, or all of a word that is too long.
static size_t find_break(const char *text, int room)
{
  size_t fits = 0, at = 0;
  int    used = 0;
  for (; text[at] != '\0'; at++) {
    if (((unsigned char)text[at] & 0xC0) == 0x80) continue;
    if (used++ == room) break;
    if (text[at] == ' ') fits = at;
  }
  return text[at] == '\0' || fits == 0 ? at : fits;
}

static void add_claim(Arena *arena, const Terminal *terminal, const Judgement *judgement,
                      const ClaimRow *row, const int *width, int room, Text *out)
{
  static const char *const words[] = {"PASS", "FAIL", "SKIP"};
  static const int         colours[] = {32, 31, 33};
  if (terminal->colour) text_print(out, "\033[%dm", colours[judgement->verdict]);
  text_add(out, words[judgement->verdict]);
  if (terminal->colour) text_add(out, "\033[0m");
  text_add(out, "  ");
  const char *rest = judgement->that;
  for (bool first = true; first || *rest != '\0'; first = false) {
    size_t length = find_break(rest, room);
    char  *line = arena_copy(arena, rest, length);
    if (!first) text_add(out, "      ");
    terminal_pad(out, line, room);
    for (int i = 0; first && i < CLAIM_COLUMNS; i++) {
      text_add(out, "  ");
      terminal_pad(out, row->text[i], width[i]);
    }
    trim(out);
    text_add(out, "\n");
    rest += length;
    while (*rest == ' ') rest++;
  }
  if (judgement->fails == NULL) return;
  text_add(out, "      known to fail: ");
  terminal_pad(out, judgement->fails, terminal_width(judgement->fails));
  text_add(out, "\n");
}

void verdict_print(Arena *arena, const Terminal *terminal, const Judgement *judgement, int n,
                     Text *out)
{
  static const char *const titles[CLAIM_COLUMNS] = {"measured", "interval", "wanted", "animals"};
  int       width[CLAIM_COLUMNS], count[3] = {0}, widest = 5, known = 0;
  ClaimRow *row = arena_take(arena, (size_t)n, sizeof *row);
  for (int i = 0; i < CLAIM_COLUMNS; i++) width[i] = terminal_width(titles[i]);
  for (int k = 0; k < n; k++) {
    row[k] = take_claim(arena, &judgement[k]);
    count[judgement[k].verdict]++;
    known += judgement[k].verdict == VERDICT_FAIL && judgement[k].fails != NULL;
    widest = limit(terminal_width(judgement[k].that), widest, TERMINAL_WIDEST);
    for (int i = 0; i < CLAIM_COLUMNS; i++) {
      width[i] = limit(terminal_width(row[k].text[i]), width[i], WIDEST_CELL);
    }
  }
  int room = limit(terminal->width, TERMINAL_NARROWEST, TERMINAL_WIDEST) - INDENT;
  for (int i = 0; i < CLAIM_COLUMNS; i++) room -= width[i] + 2;
  room = limit(room, 20, widest);
  text_add(out, "      ");
  terminal_pad(out, "claim", room);
  for (int i = 0; i < CLAIM_COLUMNS; i++) {
    text_add(out, "  ");
    terminal_pad(out, titles[i], i + 1 == CLAIM_COLUMNS ? terminal_width(titles[i]) : width[i]);
  }
  text_add(out, "\n");
  for (int k = 0; k < n; k++) {
    add_claim(arena, terminal, &judgement[k], &row[k], width, room, out);
  }
  text_print(out, "%d passed, %d failed", count[VERDICT_PASS], count[VERDICT_FAIL]);
  if (known > 0) text_print(out, " (%d known to)", known);
  text_print(out, ", %d skipped\n", count[VERDICT_SKIP]);
}
