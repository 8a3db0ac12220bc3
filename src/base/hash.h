// Hash: SHA-256 (FIPS 180-4), by which runs and data files are known.

#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct Hash {
  uint32_t state[8];
  uint64_t length;   // bytes so far
  uint8_t  block[64];
} Hash;

void hash_open(Hash *hash);
void hash_add(Hash *hash, const void *bytes, size_t length);
void hash_add_text(Hash *hash, const char *text);   // with its ending zero: parts stay apart
void hash_close(Hash *hash, char hex[65]);          // lower-case hexadecimal, ended by a zero
