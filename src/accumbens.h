// accumbens: a workbench for temporal-difference models of dopamine. The public face.
//
// What the command line does can be done from C: each function takes a Host, which says where text
// goes and what the clock says, and returns the exit code of the command. Nothing here reads the
// environment or a clock of its own, and nothing is kept between calls.

#pragma once

#include <stdbool.h>
#include <stdio.h>

// Exit codes.
enum {
  NAC_DONE    = 0,   // all is well
  NAC_WRONG   = 1,   // a file of the user's is wrong, or a claim fails
  NAC_USAGE   = 2,   // the command line is wrong
  NAC_MACHINE = 3,   // the machine failed: disk full, no memory, no right to write
  NAC_STOPPED = 4    // asked to stop; what was done is kept, the same command goes on
};

// What stands around the program.
typedef struct nac_Host {
  FILE *out;                   // results
  FILE *err;                   // complaints and progress
  bool  out_terminal;          // out is a terminal
  bool  err_terminal;          // err is a terminal: a moving bar instead of lines
  bool  utf8;                  // the terminal knows UTF-8
  int   columns;               // of the terminal; 0: 80
  double (*now)(void);         // seconds from any origin, never going back
  bool (*interrupted)(void);   // asked now and then: shall long work stop? NULL: never
  void (*hold)(bool held);     // while animals run, what would end the program shall wait and
                               // be told by `interrupted`; NULL: nothing does
  const char *program;         // how it was called, for commands to be copied; NULL: accumbens
  const char *(*lookup)(const char *name);   // of the environment, for `shard`; NULL: none
} nac_Host;

// What to run, and how.
typedef struct nac_Run {
  const char        *experiment;   // path of a YAML file
  int                n_overrides;
  const char *const *override;   // (n_overrides) "PATH=value", "PATH=v1,v2",
                                 // "PATH=range(a,b,step)"
  const char *seeds;             // "N", "a..b" or "[a, b]"; NULL: as the file says
  const char *out;               // folder of the results; NULL: results/NAME beside the
                                 // experiment's folder
  const char *only;              // "AXIS=LEVEL,..,seed=N": these animals alone, run again even
                                 // where they are known; NULL: all that are missing
  const char *shard;             // "i/n" or "auto": this part alone, and no text files; NULL: all
  int  shards;                   // into how many nac_slurm and nac_commands deal; 0: as fits
  bool again;                    // runs that failed are run again
  int jobs;                      // threads; 0: all cores
  int width;                     // animals in lock-step, 1 to 32; 0: as many as are worth
                                 // while. Changes no byte
  bool quiet;                    // no curve, no verdicts on `out`
} nac_Run;

// Runs what is missing, writes the results, prints the learning curve, the verdicts and where
// everything is. A claim that fails does not change the exit code.
int nac_run(const nac_Host *host, const nac_Run *run);

// The same without the curve; NAC_WRONG where a claim fails.
int nac_verify(const nac_Host *host, const nac_Run *run);

// Reads an experiment and everything it names, compiles it, runs nothing. Prints what it would
// run.
int nac_check(const nac_Host *host, const nac_Run *run);

// Which two conditions to compare.
typedef struct nac_Compare {
  const char *experiment;   // path of a YAML file, or a folder of results
  const char *a, *b;        // "LEVEL" or "AXIS=LEVEL,..", as experiment/rival.h has them
  const char *measure;      // recorded by episode; NULL: the default curves
  const char *out;          // folder of the results, where it is not the experiment's own
  int         window;       // the last episodes of each phase; 0: all
  bool        csv;          // a row a phase and measure instead of a text
  bool        profile;      // performance profiles as CSV
} nac_Compare;

// Reads what the record has of them and says how they differ; runs nothing. NAC_USAGE where the
// words name no two conditions, NAC_WRONG where no animal of theirs has been run.
int nac_compare(const nac_Host *host, const nac_Compare *compare);

// What running it would come to: conditions and seeds, runs that are known, time (a few of the
// missing animals are tried) and room on the disk. Keeps nothing.
int nac_plan(const nac_Host *host, const nac_Run *run);

// How far it is, from the record alone: done, diverged, failed, running and missing runs.
int nac_status(const nac_Host *host, const nac_Run *run);

// Makes one file of the record's, then does what nac_run does when nothing is missing. NAC_STOPPED
// while a process writes one of them, NAC_WRONG where runs are missing: nothing is written then.
int nac_merge(const nac_Host *host, const nac_Run *run);

// A batch script for Slurm: an array of shards, and the merge after it. A command a shard.
int nac_slurm(const nac_Host *host, const nac_Run *run);
int nac_commands(const nac_Host *host, const nac_Run *run);

// All kinds by socket, and all measures; one kind or measure in full.
int nac_list(const nac_Host *host);
int nac_describe(const nac_Host *host, const char *kind);

// Counts of a connectome: a folder with neurons.csv and synapses.csv.
int nac_connectome_info(const nac_Host *host, const char *folder);
