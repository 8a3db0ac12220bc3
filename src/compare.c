// Compare: the command that reads two conditions from the record and says how they differ.

#include <stdio.h>
#include <string.h>

#include "accumbens.h"
#include "experiment/run.h"
#include "experiment/sister.h"
#include "report/comparison.h"
#include "report/shell.h"

// What is compared: an experiment's file and where its results are.
typedef struct Found {
  const char *file, *folder;
} Found;

// A folder of results is known by its manifest, which is an experiment, too.
static Found find(Arena *arena, const nac_Compare *compare)
{
  size_t length = strlen(compare->experiment);
  while (length > 1 && compare->experiment[length - 1] == '/') length--;
  const char *folder = arena_copy(arena, compare->experiment, length);
  const char *manifest = arena_print(arena, "%s/manifest.yaml", folder);
  FILE       *file = fopen(manifest, "r");
  if (!file) return (Found){compare->experiment, compare->out};
  fclose(file);
  return (Found){manifest, compare->out ? compare->out : folder};
}

static int complain(const nac_Host *host, int code, const char *problem)
{
  fprintf(host->err, "%s\n", problem);
  return code;
}

// Animals that are not there, and how to have them.
static void tell_missing(Arena *arena, const nac_Host *host, const Found *found,
                         const ComparisonTable *table)
{
  Text text = {.arena = arena};
  text_add(&text, "accumbens run");
  shell_word(&text, found->file);
  text_add(&text, " --out");
  shell_word(&text, found->folder);
  fprintf(host->err, "%d of %d animals are not in the record; to have them: %s\n", table->missing,
          table->animals, text.start);
}

static void print(Arena *arena, const nac_Host *host, const nac_Compare *compare,
                  const ComparisonTable *table)
{
  Text text = {.arena = arena};
  if (compare->profile) comparison_profiles(arena, table, &text);
  else if (compare->csv) comparison_csv(table, &text);
  else comparison_print(arena, table, &text);
  fputs(text.start, host->out);
}

static int compare_study(Arena *arena, const nac_Host *host, const nac_Compare *compare,
                         const Study *study, const Found *found)
{
  const char     *problem, *unread;
  char           *reason;
  Rivals          rivals;
  ComparisonTable table;
  size_t          window = (size_t)compare->window;
  if (!rivals_read(arena, study->experiment, compare->a, compare->b, &rivals, &problem)) {
    return complain(host, NAC_USAGE, problem);
  }
  Record *record = record_open(arena, found->folder, NULL, NULL, &reason);
  if (!record) return complain(host, NAC_MACHINE, reason);
  Source source = run_source(arena, study, record, &unread);
  int    code = NAC_DONE;
  if (!comparison_take(arena, study, &source, &rivals, compare->measure, window, &table,
                       &problem)) {
    code = complain(host, NAC_USAGE, problem);
  } else if (unread) {
    code = complain(host, NAC_MACHINE, unread);
  } else {
    if (table.missing > 0) tell_missing(arena, host, found, &table);
    if (table.missing == table.animals) code = NAC_WRONG;
    else print(arena, host, compare, &table);
  }
  record_close(record);
  return code;
}

int nac_compare(const nac_Host *host, const nac_Compare *compare)
{
  Arena      *arena = arena_open();
  Diag       *diag = diag_open(arena);
  Found       found = find(arena, compare);
  Experiment *experiment = experiment_read(arena, found.file, NULL, 0, NULL, diag);
  Study      *study = experiment ? study_compile(arena, experiment, diag) : NULL;
  int         code = NAC_WRONG;
  if (study) {
    if (!found.folder) {
      found.folder = arena_print(arena, "%sresults/%s", sister_folder(arena, experiment->file),
                                 experiment->name);
    }
    code = compare_study(arena, host, compare, study, &found);
  } else {
    diag_print(diag, host->err);
  }
  arena_close(arena);
  return code;
}
