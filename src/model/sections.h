// Sections: the sockets of a plan's model, read.

#pragma once

#include "kind/model.h"
#include "model/plan.h"

typedef struct Sections {
  const Kind *kind[SOCKETS];   // SOCKET_MEASURE stays NULL
  Section     section[SOCKETS];
} Sections;

// Tells sections of a model that there are not.
void sections_only(const Node *model, Diag *diag);

// Reads env and model nodes. False after complaints.
bool sections_read(Arena *arena, const Node *env, const Node *model, Sections *sections,
                   Diag *diag);

// What of the model's sections separates models (all but the animals' numbers), as a text.
void sections_add(const Sections *sections, Text *out);

// How traces are kept under these sections.
bool sections_consolidate(const Sections *sections);   // weights move when an episode ends
bool sections_silent(const Sections *sections);        // nothing can be released
