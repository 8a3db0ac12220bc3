// Chance: PCG64 streams, seeded as NumPy seeds them, so that anybody can redraw any of them there.
//
//   numpy.random.PCG64(numpy.random.SeedSequence(seed, spawn_key=(purpose,))).random_raw(n)
//
// gives the words of stream (seed, purpose). The generator is PCG's own (O'Neill 2014,
// HMC-CS-2014-0905), reached through one C++ file.

#pragma once

#include <stdint.h>

typedef enum Purpose {
  PURPOSE_ENV       = 0,
  PURPOSE_POLICY    = 1,
  PURPOSE_NETWORK   = 2,
  PURPOSE_NOISE     = 3,
  PURPOSE_REPLAY    = 4,
  PURPOSE_INIT      = 5,
  PURPOSE_REWIRE    = 6,
  PURPOSE_SWEEP     = 7,
  PURPOSE_BOOTSTRAP = 8
} Purpose;

// A generator's whole state, by value.
typedef struct Stream {
  uint64_t state[2];       // high, low
  uint64_t increment[2];   // high, low
} Stream;

// The stream (seed, purpose) at its beginning.
Stream stream_open(uint64_t seed, Purpose purpose);

// The next n words; words[i * stride] receives the i-th.
void stream_fill(Stream *stream, uint64_t *words, int n, int stride);

// The same for four streams at once; words[i * stride + k] receives the i-th of the k-th. A word
// waits for the one before it, so four chains side by side take little longer than one.
void stream_fill_four(Stream stream[4], uint64_t *words, int n, int stride);

uint64_t stream_next(Stream *stream);

// What a word stands for. Each takes exactly one word.
static inline double chance_uniform(uint64_t word)        // [0, 1), in steps of 2^-53
{
  return (double)(word >> 11) / 9007199254740992.0;
}
double   chance_normal(uint64_t word);                    // standard normal (Wichura 1988, AS 241)
double   chance_exponential(uint64_t word);               // mean 1
// 0..n-1, from the word's high half.
static inline uint32_t chance_below(uint64_t word, uint32_t n)
{
  return (uint32_t)(((word >> 32) * n) >> 32);
}
