/* Chance that comes out the same on every machine: xoshiro256** 1.0, seeded
 * through splitmix64, both in the public domain (https://prng.di.unimi.it).
 * Whole numbers only. */
#ifndef RBK_GENERATE_PRNG_H
#define RBK_GENERATE_PRNG_H

#include <stdbool.h>
#include <stdint.h>

typedef struct rbk_prng {
  uint64_t state[4];
} rbk_prng;

/* Streams of one seed are independent of each other, so that a pupil's marks
 * do not depend on how many draws the pupils before took. */
void rbk_prng_seed(rbk_prng *prng, uint64_t seed, uint64_t stream);
uint64_t rbk_prng_next(rbk_prng *prng);
/* One of 0 .. n - 1, each as likely; n > 0. */
uint32_t rbk_prng_below(rbk_prng *prng, uint32_t n);
/* One of low .. high; low <= high. */
int32_t rbk_prng_between(rbk_prng *prng, int32_t low, int32_t high);
/* True `parts` times of a thousand. */
bool rbk_prng_chance(rbk_prng *prng, int32_t parts);

#endif
