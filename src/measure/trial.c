// Trial measures: a number for every trial or episode, read at its end.

#include "kind/cohort.h"
#include "kind/measure.h"

static void read_return(const Model *model, Cohort *cohort, int lane, double *out)
{
  (void)model;
  *out = cohort->total[lane];
}

static void read_steps(const Model *model, Cohort *cohort, int lane, double *out)
{
  (void)model;
  *out = cohort->step[lane];
}

static void read_latency(const Model *model, Cohort *cohort, int lane, double *out)
{
  (void)model;
  *out = cohort->step[lane] * cohort->world[lane]->dt;
}

static void read_finished(const Model *model, Cohort *cohort, int lane, double *out)
{
  (void)model;
  *out = cohort->goes_on[lane] == 0;
}

const MeasureKind measure_trial[] = {
    {"return", "sum of the rewards, undiscounted", "reward", GRAIN_TRIAL, .read = read_return},
    {"steps", "how many steps it took", "steps", GRAIN_TRIAL, .read = read_steps},
    {"latency", "how long it took", "s", GRAIN_TRIAL, .read = read_latency},
    {"finished", "1 where it ended, 0 where the time limit cut it", NULL, GRAIN_TRIAL,
     .read = read_finished},
    {.name = NULL},
};
