// Info: what a connectome holds, as tables to read.

#pragma once

#include "base/text.h"
#include "connectome/connectome.h"

// What `accumbens connectome info FOLDER` prints: neurons per class and per side, then for each
// joined pair of classes the pairs of neurons, their share of all that there could be, and the
// synapses.
void info_write(const Connectome *connectome, const char *folder, Text *out);
