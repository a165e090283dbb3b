#include "generate/prng.h"

#include <stddef.h>

static uint64_t splitmix(uint64_t *state) {
  uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static uint64_t turn(uint64_t x, unsigned by) {
  return (x << by) | (x >> (64 - by));
}

void rbk_prng_seed(rbk_prng *prng, uint64_t seed, uint64_t stream) {
  /* The stream is mixed before it meets the seed: neighbours of either would
   * otherwise share most of their states. */
  uint64_t mixed = splitmix(&stream);
  uint64_t state = seed ^ mixed;
  for (size_t i = 0; i < 4; i++) prng->state[i] = splitmix(&state);
}

uint64_t rbk_prng_next(rbk_prng *prng) {
  uint64_t *s = prng->state;
  uint64_t result = turn(s[1] * 5, 7) * 9;
  uint64_t shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = turn(s[3], 45);
  return result;
}

uint32_t rbk_prng_below(rbk_prng *prng, uint32_t n) {
  /* Draws from the last, incomplete round of n are thrown away. */
  uint32_t least = (uint32_t)(-n) % n;
  for (;;) {
    uint32_t draw = (uint32_t)(rbk_prng_next(prng) >> 32);
    if (draw >= least) return draw % n;
  }
}

int32_t rbk_prng_between(rbk_prng *prng, int32_t low, int32_t high) {
  uint32_t span = (uint32_t)high - (uint32_t)low + 1;
  uint32_t draw =
      span ? rbk_prng_below(prng, span) : (uint32_t)(rbk_prng_next(prng) >> 32);
  return (int32_t)((int64_t)low + draw);
}

bool rbk_prng_chance(rbk_prng *prng, int32_t parts) {
  return (int32_t)rbk_prng_below(prng, 1000) < parts;
}
