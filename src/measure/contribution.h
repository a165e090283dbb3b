/* A figure for every day as a sum of contributions: each mark adds its weight
 * on the first day whose window holds it and takes it away after the last; one
 * pass over the days adds up. */
#ifndef RBK_MEASURE_CONTRIBUTION_H
#define RBK_MEASURE_CONTRIBUTION_H

#include <stddef.h>
#include <stdint.h>

#include "base/bits.h"

/* Items that an array over `days` days must have room for: one after the last
 * day, and whole words of bits, so that loops need no tail. */
static inline size_t rbk_days_room(size_t days) {
  return (days + 64) / 64 * 64;
}

/* Adds `weight` on the days first..last; `sums` holds differences. */
static inline void rbk_contribute(int32_t *sums, int32_t first, int32_t last,
                                  int32_t weight) {
  sums[first] += weight;
  sums[last + 1] -= weight;
}

/* Differences into values: out[d] = sums[0] + ... + sums[d] + ground[d].
 * `ground` may be NULL; `room` is rbk_days_room; `out` may be `sums`. */
void rbk_contributions_sum(const int32_t *sums, const int32_t *ground,
                           size_t room, int32_t *out);

/* Bit d: n[d] >= bound, on each day of the room. */
void rbk_bits_at_least(const int32_t *n, int32_t bound, size_t room,
                       rbk_word *out);
/* Bit d: n[d] * a - d[d] * b >= c, where n and d are 0 to 32767, a and b not
 * INT16_MIN. */
void rbk_bits_products(const int32_t *n, const int32_t *d, int16_t a, int16_t b,
                       int32_t c, size_t room, rbk_word *out);

#endif
