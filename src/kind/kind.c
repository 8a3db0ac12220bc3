// Kinds: the sockets, the rows that all kinds of a socket share, and finding a kind by its name.

#include "kind/kind.h"

#include <math.h>
#include <string.h>

#include "kind/register.h"

static const Field env_fields[] = {
    [ENV_DT]          = {"dt", FIELD_NUMBER, .standard = 1, .low = 1e-6, .high = 3600, .unit = "s",
                         .about = "time that a step (or a bin of a trial) takes"},
    [ENV_TIME_LIMIT]  = {"time_limit", FIELD_NUMBER, .standard = 0, .low = 0, .high = 1e9,
                         .unit  = "s",
                         .about = "an episode is cut, not ended, after this; 0: never"},
    [ENV_START]       = {"start", FIELD_NODE,
                         .about = "where episodes start: a state, a place or several"},
    [ENV_STEP_REWARD] = {"step_reward", FIELD_NUMBER, .standard = 0, .low = -1e9, .high = 1e9,
                         .unit = "reward", .about = "added to whatever else a step pays"},
    [ENV_REGIONS]     = {"regions", FIELD_NODE,
                         .about = "name -> states, for claims and figures alone"},
};

static const Field agent_fields[] = {
    [AGENT_GAMMA]   = {"gamma", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 0.99, .low = 0, .high = 1,
                       .about = "discount of what comes a step later"},
    [AGENT_W0]      = {"w0", FIELD_VALUE, .standard = 0,
                       .about = "initial weight of every plastic synapse"},
    [AGENT_V0]      = {"v0", FIELD_VALUE, .standard = NAN,
                       .about = "initial weight of those that read out values; as w0"},
    [AGENT_Q0]      = {"q0", FIELD_VALUE, .standard = NAN,
                       .about = "initial weight of those that read out actions; as w0"},
    [AGENT_UPDATES] = {"updates", FIELD_WORD, .words = "online episode",
                       .about =
                           "when weights move: at each step, or all at once when an episode ends"},
};

static const Field policy_fields[] = {
    [POLICY_TIES] = {"ties", FIELD_WORD, .words = "random first",
                     .about = "which of several best actions is taken"},
};

static const Field signal_fields[] = {
    [SIGNAL_GAIN] = {"gain", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 1, .low = -100, .high = 100,
                     .about = "dopamine released per unit of error; 0 silences the cells"},
    [SIGNAL_GAIN_NEGATIVE] = {"gain_negative", FIELD_NUMBER, SCOPE_ANIMAL, .standard = NAN,
                              .low = -100, .high = 100,
                              .about = "the same for negative errors; as gain"},
    [SIGNAL_NOISE] =
        {"noise", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 0, .low = 0, .high = 100,
         .about = "sd of normal noise added to what is released, one draw a step for all cells"},
};

static const Field plasticity_fields[] = {
    [PLASTICITY_ALPHA]  = {"alpha", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 0.1, .low = 0,
                           .high = 2, .about = "learning rate"},
    [PLASTICITY_LAMBDA] = {"lambda", FIELD_NUMBER, SCOPE_ANIMAL, .standard = 0, .low = 0,
                           .high  = 1,
                           .about = "what is left of eligibility after a step, besides gamma"},
    [PLASTICITY_W_MIN]  = {"w_min", FIELD_NUMBER, .standard = -INFINITY,
                           .about = "no weight falls below this"},
    [PLASTICITY_W_MAX]  = {"w_max", FIELD_NUMBER, .standard = INFINITY,
                           .about = "no weight rises above this"},
};

typedef struct SocketRow {
  const char  *name;
  const char  *standard;   // the kind where none is named; NULL: one must be
  const Field *fields;
  int          n_fields;
} SocketRow;

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static const SocketRow sockets[SOCKETS] = {
    [SOCKET_ENV]        = {"env", NULL, env_fields, COUNT(env_fields)},
    [SOCKET_NETWORK]    = {"network", "one_hot", NULL, 0},
    [SOCKET_AGENT]      = {"agent", "td", agent_fields, COUNT(agent_fields)},
    [SOCKET_POLICY]     = {"policy", "random", policy_fields, COUNT(policy_fields)},
    [SOCKET_SIGNAL]     = {"signal", "broadcast", signal_fields, COUNT(signal_fields)},
    [SOCKET_PLASTICITY] = {"plasticity", "three_factor", plasticity_fields,
                           COUNT(plasticity_fields)},
    [SOCKET_MEASURE]    = {"measure", NULL, NULL, 0},
};

const char *socket_name(Socket socket)
{
  return sockets[socket].name;
}

const Field *socket_fields(Socket socket, int *n)
{
  *n = sockets[socket].n_fields;
  return sockets[socket].fields;
}

const char *socket_standard(Socket socket)
{
  return sockets[socket].standard;
}

const Kind *kind_at(Socket socket, int index)
{
  switch (socket) {
    case SOCKET_ENV: return env_kinds[index] ? &env_kinds[index]->kind : NULL;
    case SOCKET_NETWORK: return network_kinds[index] ? &network_kinds[index]->kind : NULL;
    case SOCKET_AGENT: return agent_kinds[index] ? &agent_kinds[index]->kind : NULL;
    case SOCKET_POLICY: return policy_kinds[index] ? &policy_kinds[index]->kind : NULL;
    case SOCKET_SIGNAL: return signal_kinds[index] ? &signal_kinds[index]->kind : NULL;
    case SOCKET_PLASTICITY: return plasticity_kinds[index] ? &plasticity_kinds[index]->kind : NULL;
    default: return NULL;
  }
}

const Kind *kind_find(Socket socket, const char *name)
{
  const Kind *kind;
  for (int i = 0; (kind = kind_at(socket, i)); i++) {
    if (strcmp(kind->name, name) == 0) return kind;
  }
  return NULL;
}

// Tells an unknown kind, with the one that was probably meant.
static void complain(Arena *arena, Socket socket, const Node *name, Diag *diag)
{
  const char *names[256];
  size_t      n = 0;
  const Kind *kind;
  Text        all = {.arena = arena};
  while (n < 256 && (kind = kind_at(socket, (int)n))) {
    text_print(&all, "%s%s", n ? ", " : "", kind->name);
    names[n++] = kind->name;
  }
  const char *near = text_nearest(name->text, names, n);
  const char *hint = near ? arena_print(arena, "did you mean '%s'?", near)
                          : arena_print(arena, "one of: %s", all.start);
  diag_error(diag, name->place, hint, "there is no %s of kind '%s'", sockets[socket].name,
             name->text);
}

const Kind *kind_read(Arena *arena, Socket socket, const Node *node, Section *section, Diag *diag)
{
  const SocketRow *row  = &sockets[socket];
  const Node      *name = node;
  if (node && node->type == NODE_MAP) name = node_get(node, "kind");
  if (node && node->type == NODE_LIST) {
    diag_error(diag, node->place, NULL, "'%s' must be a name or a map with 'kind', not a list",
               row->name);
    return NULL;
  }
  if (name && name->type != NODE_SCALAR) {
    diag_error(diag, name->place, NULL, "'kind' must be a name");
    return NULL;
  }
  if (!name && !row->standard) {
    diag_error(diag, node ? node->place : (Place){0}, NULL, "'%s' must say its 'kind'", row->name);
    return NULL;
  }
  const Kind *kind = kind_find(socket, name ? name->text : row->standard);
  if (!kind) {
    complain(arena, socket, name, diag);
    return NULL;
  }
  // A bare name is a map without keys, at the name's place.
  size_t before = diag_count(diag);
  Node   bare   = {.type = NODE_MAP, .place = node ? node->place : (Place){0}};
  section_read(arena, node && node->type == NODE_MAP ? node : &bare, row->fields, row->n_fields,
               kind->fields, kind->n_fields, NULL, section, diag);
  return diag_count(diag) == before ? kind : NULL;
}
