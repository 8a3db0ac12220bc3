// Errand: from words to a study and the folder of its results.

#include "report/errand.h"

#include <string.h>

#include "base/hash.h"
#include "experiment/sister.h"
#include "report/picture.h"
#include "report/shell.h"

// PATH=value taken apart. NULL where there is no '='.
static Override *take_apart(Arena *arena, const Errand *errand, const char **problem)
{
  Override *override = arena_take(arena, (size_t)errand->n_overrides + 1, sizeof *override);
  for (int i = 0; i < errand->n_overrides; i++) {
    const char *words = errand->override[i], *sign = strchr(words, '=');
    if (!sign || sign == words) {
      *problem = arena_print(arena, "'%s' is not of the form PATH=value", words);
      return NULL;
    }
    override[i].path  = arena_copy(arena, words, (size_t)(sign - words));
    override[i].value = sign + 1;
  }
  return override;
}

// What figures look like is known without any numbers, and so is what is wrong with them.
static void check_pictures(Arena *arena, const Study *study, Diag *diag)
{
  for (int i = 0; i < study->n_pictures; i++) {
    Figure figure;
    picture_read(arena, study, &study->picture[i], &figure, diag);
  }
}

// Results of changed settings go to a folder of their own, so that they never mix with the file's.
static const char *folder_of(Arena *arena, const Study *study, const Errand *errand)
{
  const Experiment *x = study->experiment;
  if (errand->out) return errand->out;
  const char *folder = arena_print(arena, "%sresults/%s", sister_folder(arena, x->file), x->name);
  if (!x->overridden && !errand->only) return folder;
  Hash hash;
  char hex[65];
  hash_open(&hash);
  for (int i = 0; i < errand->n_overrides; i++) hash_add_text(&hash, errand->override[i]);
  hash_add_text(&hash, errand->seeds ? errand->seeds : "");
  hash_add_text(&hash, errand->only ? errand->only : "");
  hash_close(&hash, hex);
  return arena_print(arena, "%s+%.8s", folder, hex);
}

ErrandAnswer errand_read(Arena *arena, const Errand *errand, Work *work, Diag *diag,
                         const char **problem)
{
  Override *override = take_apart(arena, errand, problem);
  *work              = (Work){0};
  if (!override) return ERRAND_MISUSED;
  if (errand->out && !errand->out[0]) {
    *problem = "an empty name is no folder for results";
    return ERRAND_MISUSED;
  }
  Experiment *experiment = experiment_read(arena, errand->experiment, override,
                                           errand->n_overrides, errand->seeds, diag);
  if (experiment) work->study = study_compile(arena, experiment, diag);
  if (work->study) check_pictures(arena, work->study, diag);
  if (work->study && errand->only) work->only = only_read(arena, work->study, errand->only, diag);
  if (!work->study || diag_count(diag) > 0) return ERRAND_WRONG;
  work->folder = folder_of(arena, work->study, errand);
  return ERRAND_FINE;
}

static void add_option(const char *option, const char *value, Text *command)
{
  if (!value) return;
  shell_word(command, option);
  shell_word(command, value);
}

void errand_command(const Errand *errand, const char *verb, const char *only, Text *command)
{
  shell_word(command, errand->program ? errand->program : "accumbens");
  shell_word(command, verb);
  shell_word(command, errand->experiment);
  for (int i = 0; i < errand->n_overrides; i++) shell_word(command, errand->override[i]);
  add_option("--seeds", errand->seeds, command);
  add_option("--only", only ? only : errand->only, command);
  add_option("--out", errand->out, command);
}
