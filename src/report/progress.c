// Progress: how far the work is, as a bar for a terminal or a line for a log.

#include "report/progress.h"

#include <assert.h>
#include <math.h>
#include <string.h>

void progress_time(double seconds, Text *out)
{
  assert(seconds >= 0);
  long long s = seconds < 1e12 ? (long long)ceil(seconds) : 1000000000000LL;
  if (s < 60) {
    text_print(out, "%lld s", s);
  } else if (s < 3600) {
    text_print(out, "%lld:%02lld min", s / 60, s % 60);
  } else if (s < 2 * 86400) {
    text_print(out, "%lld:%02lld h", s / 3600, s / 60 % 60);
  } else {
    text_print(out, "%lld d %lld h", s / 86400, s / 3600 % 24);
  }
}

// 1234567 as "1.23 M": three digits are all that a rate has.
static void add_rate(double rate, Text *out)
{
  static const char *const units[] = {"", " k", " M", " G", " T"};
  int unit = 0;
  for (; rate >= 999.5 && unit < 4; unit++) rate /= 1000;
  int decimals = unit == 0 || rate >= 99.95 ? 0 : rate >= 9.995 ? 1 : 2;
  double scale = decimals == 0 ? 1 : decimals == 1 ? 10 : 100;
  text_add_number(out, floor(rate * scale + 0.5) / scale);
  text_add(out, units[unit]);
}

static double count_done(const Progress *progress)
{
  double done = (double)(progress->before + progress->done + progress->diverged) + progress->part;
  return done < (double)progress->runs ? done : (double)progress->runs;
}

static double find_share(const Progress *progress)
{
  return progress->runs <= 0 ? 1 : count_done(progress) / (double)progress->runs;
}

// Steps a second and time left, both from this process' work; nothing before there is any.
static void add_pace(const Progress *progress, bool rate, Text *out)
{
  if (rate && progress->steps > 0 && progress->seconds > 0) {
    text_add(out, ", ");
    add_rate(progress->steps / progress->seconds, out);
    text_add(out, " steps/s");
  }
  double own = (double)(progress->done + progress->diverged) + progress->part;
  double left = (double)progress->runs - count_done(progress);
  if (left <= 0 || own <= 0 || progress->seconds <= 0) return;
  text_add(out, ", ");
  progress_time(left * progress->seconds / own, out);
  text_add(out, " left");
}

static void add_counts(const Progress *progress, bool before, Text *out)
{
  text_print(out, "%lld/%lld runs", (long long)(progress->before + progress->done),
             (long long)progress->runs);
  if (before && progress->before > 0) {
    text_print(out, " (%lld before)", (long long)progress->before);
  }
  if (progress->diverged > 0) text_print(out, ", %lld diverged", (long long)progress->diverged);
}

// Whole percents, rounded down: 100 % is when all is done and not before.
static int find_percent(const Progress *progress)
{
  return (int)floor(find_share(progress) * 100);
}

static void add_bar(double share, int cells, bool utf8, Text *out)
{
  static const char *const eighths[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  int parts = (int)floor(share * cells * (utf8 ? 8 : 1));
  int full = utf8 ? parts / 8 : parts;
  text_add(out, utf8 ? "▕" : "[");
  for (int i = 0; i < cells; i++) {
    if (i < full) text_add(out, utf8 ? "█" : "#");
    else if (i == full && utf8) text_add(out, eighths[parts % 8]);
    else text_add(out, utf8 ? " " : "-");
  }
  text_add(out, utf8 ? "▏" : "]");
}

void progress_bar(const Progress *progress, int width, bool utf8, Text *out)
{
  // The narrower the terminal, the fewer words: first goes what was done before, then the rate.
  Text words = {.arena = out->arena};
  for (int terse = 0; terse < 3; terse++) {
    words.length = 0;
    text_print(&words, " %3d %% ", find_percent(progress));
    add_counts(progress, terse == 0, &words);
    add_pace(progress, terse < 2, &words);
    if ((int)words.length + 12 < width) break;
  }
  // The last column stays free: some terminals go on in the next line when it is written.
  int room = width - 1 - (int)words.length;
  int cells = room - 2 > 40 ? 40 : room - 2;
  text_add(out, "\r");
  if (cells >= 5) {
    add_bar(find_share(progress), cells, utf8, out);
    room -= cells + 2;
  }
  size_t shown = words.length;
  if (room < 0) shown = width > 1 ? (size_t)(width - 1) : 0;
  text_add_bytes(out, words.start, shown);
  for (int i = 0; i < room; i++) text_add(out, " ");
}

void progress_line(const Progress *progress, Text *out)
{
  text_print(out, "%d %%: ", find_percent(progress));
  add_counts(progress, true, out);
  add_pace(progress, true, out);
  text_add(out, "\n");
}

void progress_end(const Progress *progress, Text *out)
{
  int64_t missing = progress->runs - progress->before - progress->done - progress->diverged;
  text_print(out, "%lld of %lld runs done", (long long)(progress->before + progress->done),
             (long long)progress->runs);
  if (progress->before > 0) text_print(out, " (%lld before)", (long long)progress->before);
  if (progress->diverged > 0) text_print(out, ", %lld diverged", (long long)progress->diverged);
  if (missing > 0) text_print(out, ", %lld missing", (long long)missing);
  if (progress->done + progress->diverged > 0) {
    text_add(out, " in ");
    progress_time(progress->seconds, out);
  }
  if (progress->steps > 0 && progress->seconds > 0) {
    text_add(out, ", ");
    add_rate(progress->steps, out);
    text_add(out, " steps, ");
    add_rate(progress->steps / progress->seconds, out);
    text_add(out, " steps/s");
  }
  text_add(out, "\n");
}

bool progress_due(double now, bool terminal, double *last)
{
  if (now - *last < (terminal ? 0.1 : 10)) return false;
  *last = now;
  return true;
}
