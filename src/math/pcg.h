// PCG: what chance.c asks of the one C++ file; everybody else opens streams by chance.h.

#pragma once

#include <stdint.h>

#include "math/chance.h"

#ifdef __cplusplus
extern "C" {
#endif

// The stream whose generator starts from `start` and walks with the sequence `sequence` (each
// high, low).
Stream pcg_open(const uint64_t start[2], const uint64_t sequence[2]);

#ifdef __cplusplus
}
#endif
