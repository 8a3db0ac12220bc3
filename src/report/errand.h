// Errand: what a command was asked to work on, read and compiled, and said again as a command.

#pragma once

#include "experiment/only.h"
#include "experiment/study.h"

// The words of the command line; what is NULL was not said.
typedef struct Errand {
  const char        *program;     // how the program was called
  const char        *experiment;  // path of a YAML file
  int                n_overrides;
  const char *const *override;    // (n_overrides) "PATH=value"
  const char        *seeds, *out, *only;
} Errand;

// What it comes to.
typedef struct Work {
  const Study *study;
  const Only  *only;     // NULL: all animals
  const char  *folder;   // of the results
} Work;

typedef enum ErrandAnswer {
  ERRAND_FINE,
  ERRAND_MISUSED,   // the words themselves are wrong: *problem tells
  ERRAND_WRONG      // the experiment is: the Diag tells
} ErrandAnswer;

ErrandAnswer errand_read(Arena *arena, const Errand *errand, Work *work, Diag *diag,
                         const char **problem);

// The command that asks for the same: `verb` "run", say. `only` stands in for the errand's own.
void errand_command(const Errand *errand, const char *verb, const char *only, Text *command);
