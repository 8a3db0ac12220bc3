// Slurm: an experiment as a batch script, complete and commented, to be read and changed.

#pragma once

#include "report/errand.h"

// `experiment`: its name, for the job and its logs; `shards` in the array, `jobs` threads each.
void slurm_script(const Errand *errand, const char *experiment, int shards, int jobs, Text *out);
