// Forecast: numbers with as many digits as they deserve.

#include "report/forecast.h"

#include "report/progress.h"

static const char *plural(int64_t n)
{
  return n == 1 ? "" : "s";
}

static void add_bytes(double bytes, Text *out)
{
  static const char *const unit[] = {"B", "kB", "MB", "GB", "TB"};
  int                      u      = 0;
  for (; bytes >= 1000 && u < 4; u++) bytes /= 1000;
  text_print(out, bytes < 10 && u > 0 ? "%.1f %s" : "%.0f %s", bytes, unit[u]);
}

static void add_time(const Estimate *estimate, int jobs, Text *out)
{
  text_add(out, estimate->at_least ? "time: more than " : "time: about ");
  progress_time(estimate->seconds / jobs, out);
  text_print(out, " on %d thread%s", jobs, plural(jobs));
  if (estimate->tried > 0) {
    text_print(out, " (%lld of the runs were tried: %.0f steps each, %.3g M steps/s)\n",
               (long long)estimate->tried, estimate->steps / (double)estimate->tried,
               estimate->spent > 0 ? 1e-6 * estimate->steps / estimate->spent : 0);
  } else {
    text_print(out, " (none of the runs that were tried ended within %.2g s)\n", estimate->spent);
  }
}

void forecast_write(const Study *study, const Estimate *estimate, int jobs, Text *out)
{
  const Experiment *x       = study->experiment;
  int64_t           missing = estimate->runs - estimate->known;
  text_print(out, "%d condition%s x %d seed%s: %lld run%s, %lld known, %lld to do\n",
             x->n_conditions, plural(x->n_conditions), x->n_seeds, plural(x->n_seeds),
             (long long)estimate->runs, plural(estimate->runs), (long long)estimate->known,
             (long long)missing);
  if (missing == 0) return;
  add_time(estimate, jobs, out);
  text_add(out, "disk: about ");
  add_bytes(estimate->bytes, out);
  text_add(out, " of record; tables and figures for people come besides\n");
}
