#include "base/bits.h"

#include <string.h>

/* The bits of the last word that stand for days. */
static rbk_word last_word_mask(size_t days) {
  return days % 64 == 0 ? ~(rbk_word)0 : ((rbk_word)1 << (days % 64)) - 1;
}

void rbk_bits_fill(rbk_word *bits, size_t first, size_t last) {
  if (first > last) return;
  rbk_word from = ~(rbk_word)0 << (first % 64);
  rbk_word to = ~(rbk_word)0 >> (63 - last % 64);
  size_t word = first / 64, end = last / 64;
  if (word == end) {
    bits[word] |= from & to;
    return;
  }
  bits[word++] |= from;
  while (word < end) bits[word++] = ~(rbk_word)0;
  bits[end] |= to;
}

void rbk_bits_zero(rbk_word *bits, size_t days) {
  for (size_t i = 0; i < rbk_bits_words(days); i++) bits[i] = 0;
}

void rbk_bits_copy(rbk_word *to, const rbk_word *from, size_t days) {
  if (days > 0) memmove(to, from, rbk_bits_words(days) * sizeof *to);
}

void rbk_bits_and(rbk_word *to, const rbk_word *from, size_t days) {
  for (size_t i = 0; i < rbk_bits_words(days); i++) to[i] &= from[i];
}

void rbk_bits_or(rbk_word *to, const rbk_word *from, size_t days) {
  for (size_t i = 0; i < rbk_bits_words(days); i++) to[i] |= from[i];
}

void rbk_bits_not(rbk_word *to, const rbk_word *from, size_t days) {
  size_t words = rbk_bits_words(days);
  for (size_t i = 0; i < words; i++) to[i] = ~from[i];
  if (words > 0) to[words - 1] &= last_word_mask(days);
}

size_t rbk_bits_count(const rbk_word *bits, size_t days) {
  size_t words = rbk_bits_words(days), count = 0;
  for (size_t i = 0; i < words; i++) {
    rbk_word word = i + 1 < words ? bits[i] : bits[i] & last_word_mask(days);
    count += (size_t)__builtin_popcountll(word);
  }
  return count;
}

size_t rbk_bits_next(const rbk_word *bits, size_t days, size_t from) {
  if (from >= days) return days;
  size_t i = from / 64, words = rbk_bits_words(days);
  rbk_word word = bits[i] & (~(rbk_word)0 << (from % 64));
  while (word == 0) {
    if (++i == words) return days;
    word = bits[i];
  }
  size_t day = i * 64 + (size_t)__builtin_ctzll(word);
  return day < days ? day : days;
}

size_t rbk_bits_previous(const rbk_word *bits, size_t from) {
  size_t i = from / 64;
  rbk_word word = bits[i] & (~(rbk_word)0 >> (63 - from % 64));
  while (word == 0) {
    if (i-- == 0) return SIZE_MAX;
    word = bits[i];
  }
  return i * 64 + 63 - (size_t)__builtin_clzll(word);
}
