#include "measure/contribution.h"

#if defined(__SSE2__) && !defined(RBK_PORTABLE)
#include <emmintrin.h>
#define RBK_HAS_SSE2 1
#endif

#ifdef RBK_HAS_SSE2

static __m128i load(const int32_t *from) {
  return _mm_loadu_si128((const __m128i *)(const void *)from);
}

static void store(int32_t *to, __m128i x) {
  _mm_storeu_si128((__m128i *)(void *)to, x);
}

/* Four differences into their sums from the first on. */
static __m128i running(__m128i x) {
  x = _mm_add_epi32(x, _mm_slli_si128(x, 4));
  return _mm_add_epi32(x, _mm_slli_si128(x, 8));
}

/* The last of four, four times. */
static __m128i last_of(__m128i x) {
  return _mm_shuffle_epi32(x, 0xff);
}

void rbk_contributions_sum(const int32_t *sums, const int32_t *ground,
                           size_t room, int32_t *out) {
  __m128i carry = _mm_setzero_si128();
  for (size_t d = 0; d < room; d += 8) {
    __m128i x = running(load(sums + d)), y = running(load(sums + d + 4));
    y = _mm_add_epi32(y, last_of(x)); /* beside the carry, not behind it */
    x = _mm_add_epi32(x, carry);
    y = _mm_add_epi32(y, carry);
    carry = last_of(y);
    if (ground) {
      x = _mm_add_epi32(x, load(ground + d));
      y = _mm_add_epi32(y, load(ground + d + 4));
    }
    store(out + d, x);
    store(out + d + 4, y);
  }
}

/* The top bits of 16 masks of 32 bits, as 16 bits. */
static rbk_word gather(__m128i a, __m128i b, __m128i c, __m128i d) {
  __m128i bytes = _mm_packs_epi16(_mm_packs_epi32(a, b), _mm_packs_epi32(c, d));
  return (rbk_word)(uint32_t)_mm_movemask_epi8(bytes);
}

void rbk_bits_at_least(const int32_t *n, int32_t bound, size_t room,
                       rbk_word *out) {
  const __m128i least = _mm_set1_epi32(bound);
  for (size_t d = 0; d < room; d += 64) {
    rbk_word less = 0;
    for (size_t i = 0; i < 64; i += 16) {
      const int32_t *at = n + d + i;
      less |= gather(_mm_cmplt_epi32(load(at), least),
                     _mm_cmplt_epi32(load(at + 4), least),
                     _mm_cmplt_epi32(load(at + 8), least),
                     _mm_cmplt_epi32(load(at + 12), least))
              << i;
    }
    out[d / 64] = ~less;
  }
}

/* Four days: n and d side by side as 16-bit numbers, times (a, -b), added. */
static __m128i products(const int32_t *n, const int32_t *d, __m128i factors) {
  __m128i pairs = _mm_or_si128(load(n), _mm_slli_epi32(load(d), 16));
  return _mm_madd_epi16(pairs, factors);
}

void rbk_bits_products(const int32_t *n, const int32_t *d, int16_t a, int16_t b,
                       int32_t c, size_t room, rbk_word *out) {
  const uint32_t pair = (uint32_t)(uint16_t)a | (uint32_t)(uint16_t)(int16_t)-b
                                                    << 16;
  const __m128i factors = _mm_set1_epi32((int32_t)pair);
  const __m128i least = _mm_set1_epi32(c);
  for (size_t day = 0; day < room; day += 64) {
    rbk_word less = 0;
    for (size_t i = 0; i < 64; i += 16) {
      const int32_t *x = n + day + i, *y = d + day + i;
      less |= gather(_mm_cmplt_epi32(products(x, y, factors), least),
                     _mm_cmplt_epi32(products(x + 4, y + 4, factors), least),
                     _mm_cmplt_epi32(products(x + 8, y + 8, factors), least),
                     _mm_cmplt_epi32(products(x + 12, y + 12, factors), least))
              << i;
    }
    out[day / 64] = ~less;
  }
}

#else

void rbk_contributions_sum(const int32_t *sums, const int32_t *ground,
                           size_t room, int32_t *out) {
  int32_t sum = 0;
  for (size_t d = 0; d < room; d++) {
    sum += sums[d];
    out[d] = ground ? sum + ground[d] : sum;
  }
}

void rbk_bits_at_least(const int32_t *n, int32_t bound, size_t room,
                       rbk_word *out) {
  for (size_t d = 0; d < room; d += 64) {
    rbk_word bits = 0;
    for (size_t i = 0; i < 64; i++) bits |= (rbk_word)(n[d + i] >= bound) << i;
    out[d / 64] = bits;
  }
}

void rbk_bits_products(const int32_t *n, const int32_t *d, int16_t a, int16_t b,
                       int32_t c, size_t room, rbk_word *out) {
  for (size_t day = 0; day < room; day += 64) {
    rbk_word bits = 0;
    for (size_t i = 0; i < 64; i++)
      bits |= (rbk_word)(n[day + i] * a - d[day + i] * b >= c) << i;
    out[day / 64] = bits;
  }
}

#endif
