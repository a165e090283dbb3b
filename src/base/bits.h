/* Sets of days as arrays of 64-bit words: bit d of word d / 64. */
#ifndef RBK_BASE_BITS_H
#define RBK_BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t rbk_word;

static inline size_t rbk_bits_words(size_t days) {
  return (days + 63) / 64;
}
static inline bool rbk_bits_get(const rbk_word *bits, size_t day) {
  return (bits[day / 64] >> (day % 64)) & 1;
}
static inline void rbk_bits_set(rbk_word *bits, size_t day) {
  bits[day / 64] |= (rbk_word)1 << (day % 64);
}
static inline void rbk_bits_clear(rbk_word *bits, size_t day) {
  bits[day / 64] &= ~((rbk_word)1 << (day % 64));
}
static inline void rbk_bits_put(rbk_word *bits, size_t day, bool value) {
  if (value)
    rbk_bits_set(bits, day);
  else
    rbk_bits_clear(bits, day);
}

/* Sets days first..last (inclusive; nothing when first > last). */
void rbk_bits_fill(rbk_word *bits, size_t first, size_t last);
void rbk_bits_zero(rbk_word *bits, size_t days);
void rbk_bits_copy(rbk_word *to, const rbk_word *from, size_t days);
void rbk_bits_and(rbk_word *to, const rbk_word *from, size_t days);
void rbk_bits_or(rbk_word *to, const rbk_word *from, size_t days);
/* Bits beyond `days` stay clear. */
void rbk_bits_not(rbk_word *to, const rbk_word *from, size_t days);
size_t rbk_bits_count(const rbk_word *bits, size_t days);
/* The first day on or after `from` whose bit is set, or `days` when none. */
size_t rbk_bits_next(const rbk_word *bits, size_t days, size_t from);
/* The last day on or before `from` whose bit is set, or SIZE_MAX. */
size_t rbk_bits_previous(const rbk_word *bits, size_t from);

#endif
