// Chance: how a seed becomes a stream, and a word a number.
//
// A seed is stirred as NumPy's SeedSequence does it (after O'Neill 2015, "Developing a seed_seq
// alternative"; NumPy's bit_generator.pyx is the reference, its constants are below). What goes
// in, as 32-bit words, low half first: the seed's two words, zeros up to the pool's four, and
// the spawn key, here one word, the purpose. NumPy drops a seed's leading zero words and then
// pads to four again where there is a spawn key, which comes to the same. What comes out is
// eight words, paired low half first: the first two pairs start the generator, the last two
// choose its sequence, high half first.
//
// From words to numbers: a word's upper 53 bits k stand for the middle of the k-th of 2^53 equal
// steps where a distribution is open at both ends (normal), for its lower end where 0 belongs to
// it (uniform, exponential). 2k + 1 - 2^53 is odd and below 2^53, hence exact as a double, and
// so are both tails: the normal is exactly symmetric, and none of its draws is infinite (the
// largest is 8.29).

#include "math/chance.h"

#include "math/function.h"
#include "math/normal.h"
#include "math/pcg.h"

enum { POOL = 4, OUTPUT = 8 };

static uint32_t fold(uint32_t word)
{
  return word ^ (word >> 16);
}

static uint32_t hash(uint32_t word, uint32_t *constant, uint32_t factor)
{
  word ^= *constant;
  *constant *= factor;
  return fold(word * *constant);
}

static uint32_t mix(uint32_t a, uint32_t b)
{
  return fold(0xca01f9ddu * a - 0x4973f715u * b);
}

static void stir(uint32_t pool[POOL], uint64_t seed, uint32_t key)
{
  const uint32_t factor = 0x931e8875u;
  const uint32_t entropy[POOL] = {(uint32_t)seed, (uint32_t)(seed >> 32), 0, 0};
  uint32_t constant = 0x43b0d7e5u;

  for (int i = 0; i < POOL; i++) pool[i] = hash(entropy[i], &constant, factor);
  for (int from = 0; from < POOL; from++) {
    for (int to = 0; to < POOL; to++) {
      if (from != to) pool[to] = mix(pool[to], hash(pool[from], &constant, factor));
    }
  }
  for (int to = 0; to < POOL; to++) pool[to] = mix(pool[to], hash(key, &constant, factor));
}

Stream stream_open(uint64_t seed, Purpose purpose)
{
  uint32_t pool[POOL], constant = 0x8b51f9ddu;
  uint64_t word[OUTPUT / 2] = {0};

  stir(pool, seed, (uint32_t)purpose);
  for (int i = 0; i < OUTPUT; i++) {
    word[i / 2] |= (uint64_t)hash(pool[i % POOL], &constant, 0x58f38dedu) << (32 * (i % 2));
  }
  return pcg_open(word, word + 2);
}

double chance_normal(uint64_t word)
{
  int64_t centred = (int64_t)((word >> 11) * 2 + 1) - ((int64_t)1 << 53);
  int64_t side = centred < 0 ? -centred : centred;
  double  tail = (double)(((int64_t)1 << 53) - side) * 0x1p-54;
  double  below = normal_quantile(tail);

  return centred < 0 ? below : -below;
}

double chance_exponential(uint64_t word)
{
  return 0.0 - math_log(1.0 - chance_uniform(word));
}
