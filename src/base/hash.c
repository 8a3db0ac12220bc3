// Hash: SHA-256 as FIPS 180-4 (2015) has it, sections 4.1.2, 5.1.1, 5.3.3 and 6.2.

#include "base/hash.h"

#include <string.h>

// Fractional parts of the cube roots of the first 64 primes.
static const uint32_t constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t x, int n)
{
  return x >> n | x << (32 - n);
}

// The message schedule of a block.
static void expand(const uint8_t block[64], uint32_t w[64])
{
  for (int t = 0; t < 16; t++) {
    const uint8_t *b = block + 4 * t;
    w[t] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
  }
  for (int t = 16; t < 64; t++) {
    uint32_t x = w[t - 15], y = w[t - 2];
    uint32_t small0 = turn(x, 7) ^ turn(x, 18) ^ x >> 3;
    uint32_t small1 = turn(y, 17) ^ turn(y, 19) ^ y >> 10;
    w[t] = w[t - 16] + small0 + w[t - 7] + small1;
  }
}

static void compress(uint32_t state[8], const uint8_t block[64])
{
  uint32_t w[64], v[8];
  expand(block, w);
  memcpy(v, state, sizeof v);
  for (int t = 0; t < 64; t++) {
    uint32_t a = v[0], e = v[4];
    uint32_t choose = (e & v[5]) ^ (~e & v[6]);
    uint32_t majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
    uint32_t big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    uint32_t big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    uint32_t first = v[7] + big1 + choose + constants[t] + w[t];
    memmove(v + 1, v, 7 * sizeof *v);
    v[4] += first;
    v[0] = first + big0 + majority;
  }
  for (int i = 0; i < 8; i++) state[i] += v[i];
}

void hash_open(Hash *hash)
{
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  *hash = (Hash){.length = 0};
  memcpy(hash->state, start, sizeof start);
}

void hash_add(Hash *hash, const void *bytes, size_t length)
{
  const uint8_t *from = bytes;
  while (length > 0) {
    size_t used = hash->length % 64, n = 64 - used < length ? 64 - used : length;
    memcpy(hash->block + used, from, n);
    hash->length += n;
    from += n;
    length -= n;
    if (used + n == 64) compress(hash->state, hash->block);
  }
}

void hash_add_text(Hash *hash, const char *text)
{
  hash_add(hash, text, strlen(text) + 1);
}

void hash_close(Hash *hash, char hex[65])
{
  static const char    digits[] = "0123456789abcdef";
  static const uint8_t filling[64] = {0x80};
  uint64_t             bits = hash->length * 8;
  uint8_t              end[8];
  for (int i = 0; i < 8; i++) end[i] = (uint8_t)(bits >> (56 - 8 * i));
  hash_add(hash, filling, 1 + (119 - hash->length % 64) % 64);
  hash_add(hash, end, sizeof end);
  for (int i = 0; i < 64; i++) hex[i] = digits[hash->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
  hex[64] = '\0';
}
