// Kinds: what every plug shows of itself, and the seven sockets it may stand in.
//
// A plug is one file with const descriptors at its foot (src/env/gridworld.c defines
// env_gridworld). The build lists the folders and writes the register; nothing else knows which
// kinds there are.

#pragma once

#include <stdbool.h>

#include "config/field.h"

// Limits of the lock-step engine: animals in a cohort, and sizes of the arrays that are constant
// in it.
enum {
  LANES   = 32,   // animals side by side
  ACTIONS = 16,   // of a world
  OUTPUTS = 24,   // values and preferences that a network reads out
  ROWS    = 16    // fields of one kind, its socket's common ones included
};

typedef enum Socket {
  SOCKET_ENV,
  SOCKET_NETWORK,
  SOCKET_AGENT,
  SOCKET_POLICY,
  SOCKET_SIGNAL,
  SOCKET_PLASTICITY,
  SOCKET_MEASURE,
  SOCKETS
} Socket;

typedef struct Kind {
  const char  *name;        // as written after `kind:`
  const char  *about;       // one sentence
  const char  *source;      // paper or book, with equation
  const char  *equations;   // in plain text; NULL: none
  const char  *example;     // three lines of YAML: the section as it would stand in a file
  const Field *fields;      // (n_fields) its own rows, after the socket's common ones
  int          n_fields;
} Kind;

// "env", "network", ...; and the rows that all kinds of a socket share.
const char  *socket_name(Socket socket);
const Field *socket_fields(Socket socket, int *n);

// The name of the kind where a file names none; NULL: one must be named.
const char *socket_standard(Socket socket);

// The kinds of a socket, in the order of their names; NULL past the last. Measures are not Kinds:
// see measure.h.
const Kind *kind_at(Socket socket, int index);
const Kind *kind_find(Socket socket, const char *name);

// Reads `{kind: name, ..}` or a bare `name` of a socket into its kind and section; NULL node: the
// default kind. Unknown kinds are told with the nearest name. Returns NULL after a complaint.
const Kind *kind_read(Arena *arena, Socket socket, const Node *node, Section *section, Diag *diag);
