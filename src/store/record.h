// Record: what every run came to, kept so that nothing but the work in flight is ever lost.
//
// A folder (results/<experiment>/) holds SQLite files named record.<shard>.<host>.<pid>.sqlite.
// Each has one writer at a time, which holds it locked until it closes it; nobody waits for
// anybody. Readers take the union of all files by run id. A process that has something to write
// goes on with the first file of its own shard and host that is not locked, and makes a new one
// only where there is none, so files do not pile up. (Of its own host, because some shared disks
// keep locks within a host: there a second writer could slip in from elsewhere.) What another
// living process writes cannot be read until it closes its file; `record_locked` names such
// files. Two copies of one run are right if they are equal and an error if they are not; a failed
// run gives way to one that did not fail.
//
// Everything is written in transactions (rollback journal, never WAL; locking_mode=EXCLUSIVE):
// after a kill at any moment the folder holds exactly what was committed, and the next process
// goes on from there.
//
//   table meta(key, value)                       format, results, byte_order, writer
//   table run(number, id, condition, seed, status, message, steps, checksum)
//   table recording(run, name, data, checksum)   run is run.number; data is float64, little-endian
//                                                whatever the machine
//
// The checksums (64 bits, not against malice) tell equal runs from differing ones without reading
// their curves, and show recordings that a disk has changed. Cost: about 200 bytes of memory a
// run, and one commit is some fsyncs. One thread at a time may use a Record and its arena. All
// sentences about problems name the file and what to do; they mean that the machine failed (exit
// code 3).

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

enum {
  RECORD_FORMAT  = 1,   // of the tables above; files of a newer format are refused
  RECORD_RESULTS = 1    // raised when an experiment gives other numbers; part of every run's id
};

typedef enum RecordStatus { RECORD_DONE, RECORD_DIVERGED, RECORD_FAILED } RecordStatus;

// The word for a status: "done", "diverged", "failed".
const char *record_status_word(RecordStatus status);

typedef struct Recording {
  const char   *name;      // of the measure; each once a run
  size_t        n;
  const double *data;      // (n); any bits, NaN included
} Recording;

typedef struct RecordRun {
  const char      *id;             // the hash of all that determines the run
  const char      *condition;      // as the experiment words it; NULL is ""
  int64_t          seed;
  RecordStatus     status;
  const char      *message;        // why it diverged or failed; NULL is ""
  int64_t          steps;
  size_t           recordings;
  const Recording *recording;      // (recordings)
} RecordRun;

typedef struct Record Record;

// Reads which runs the folder holds. With a `shard` (any word; "all" where there are no shards)
// the record may be written too and the folder is made, parents included; with NULL it is only
// read, and a missing folder is an empty record. `vfs` names an SQLite VFS; NULL is the usual
// one. NULL and a sentence in *problem when a file is damaged, of a newer format, or two files
// disagree.
Record *record_open(Arena *arena, const char *folder, const char *shard, const char *vfs,
                    char **problem);

// Gives up what was not committed, and the lock.
void record_close(Record *record);

// Takes hold of the file to write to. record_put does it when needed; calling it before long work
// begins tells early of a folder that cannot be written or a disk without locks. Afterwards more
// runs may be known than before.
bool record_claim(Record *record);

// Where nothing is left to write: takes away the journal that a process killed between its last
// commit and its end left beside one of our files. What it had not committed is rolled back
// first. Without such a journal nothing is touched. False as record_claim.
bool record_tidy(Record *record);

// Whether a run is known (written and not yet committed ones included), and how it ended (status
// may be NULL).
bool record_has(const Record *record, const char *id, RecordStatus *status);

// Writes a run. One that is known already is not written again: if it is not the same to the bit,
// false. A failed run is replaced; a failure does not replace a result. After false from put or
// commit nothing more can be written: what was not committed is lost.
bool record_put(Record *record, const RecordRun *run);

// Makes all that was put last, whatever happens now. Also lets go of the files of others that were
// read from: until then, or record_close, their next writer has to begin a new one.
bool record_commit(Record *record);

// How many numbers the recording of that name has; false: no such run or recording, or the file
// cannot be read.
bool record_size(Record *record, const char *id, const char *name, size_t *n);

// Copies it to out (n); false also when it has another length, or its bytes have changed on the
// disk.
bool record_get(Record *record, const char *id, const char *name, double *out, size_t n);

// All runs of the union, in the order of files and writing: record_run fills everything but the
// recordings; its texts hold until the next call. record_load also takes the recordings,
// everything into `arena`.
size_t record_count(const Record *record);
bool record_run(Record *record, size_t which, RecordRun *run);
bool record_load(Record *record, size_t which, Arena *arena, RecordRun *run);

// The files that other processes hold at this moment (their shards are running); NULL beyond the
// last.
const char *record_locked(const Record *record, size_t which);

// The sentence about the last call that returned false; NULL when there was none.
const char *record_problem(const Record *record);
