// Reading: what all parts that read an experiment share.

#pragma once

#include "base/diag.h"
#include "base/memory.h"
#include "config/node.h"

typedef struct Paths   Paths;
typedef struct Reading Reading;

// A file of envs/ or models/ that was read.
typedef struct Sister {
  const char *path;
  const Node *root;
  const Diag *diag;   // that heard what is wrong with it, and can show its lines
} Sister;

struct Reading {
  Arena      *arena;
  Diag       *diag;
  const char *file;     // the experiment's
  const char *folder;   // in which envs/ and models/ lie, ended by '/'; "" for the present one
  Sister     *sister;   // (n_sisters) each is read once for each Diag
  size_t      n_sisters, sister_room;
  Paths      *paths;   // all that may be overridden; NULL until it is known
  const char *lost;    // a path that may be one of an env or model that cannot be read; NULL: none
  Place       lost_place;
};
