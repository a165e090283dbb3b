/* Finding the marks that are not plain present, sixteen at a time. */
#include "register/exceptions.h"

#if defined(__SSE2__) && !defined(RBK_PORTABLE)
#include <emmintrin.h>
#define RBK_HAS_SSE2 1
#endif

#define CHUNK 16 /* bytes compared at once; rows of marks are padded to it */

/* What a chunk of plain present marks looks like. A chunk begins with a
 * morning, since CHUNK is even. */
typedef struct plain {
#ifdef RBK_HAS_SSE2
  __m128i pattern;
#else
  rbk_code am, pm;
#endif
} plain;

static plain plain_marks(void) {
  rbk_code am = rbk_code_present_am(), pm = rbk_code_present_pm();
#ifdef RBK_HAS_SSE2
  return (plain){_mm_set1_epi16((short)(am | pm << 8))};
#else
  return (plain){am, pm};
#endif
}

/* One bit for each of CHUNK bytes that is not plain present. */
static uint32_t differing(const uint8_t *bytes, const plain *present) {
#ifdef RBK_HAS_SSE2
  __m128i marks = _mm_loadu_si128((const __m128i *)(const void *)bytes);
  __m128i equal = _mm_cmpeq_epi8(marks, present->pattern);
  return ~(uint32_t)_mm_movemask_epi8(equal) & 0xffffu;
#else
  uint32_t bits = 0;
  for (uint32_t i = 0; i < CHUNK; i += 2) {
    bits |= (uint32_t)(bytes[i] != present->am) << i;
    bits |= (uint32_t)(bytes[i + 1] != present->pm) << (i + 1);
  }
  return bits;
#endif
}

/* The number of the lowest bit that is set; `bits` is not 0. */
static int32_t lowest(uint32_t bits) {
#if defined(__GNUC__)
  return __builtin_ctz(bits);
#else
  int32_t i = 0;
  for (; !(bits & 1); bits >>= 1) i++;
  return i;
#endif
}

/* Which of the chunk's sessions exist and were taken. Sessions after the last
 * mark and those the calendar lacks have no bit, so this one mask leaves out
 * everything that is neither marked nor missing. */
static uint32_t taken_in(const rbk_marks *marks, int32_t chunk) {
  return (uint32_t)(marks->taken[chunk / 64] >> (chunk % 64)) & 0xffffu;
}

/* Exceptions of sessions first .. last, appended to `out`. */
static size_t find_between(const rbk_marks *marks, const uint8_t *bytes,
                           int32_t first, int32_t last, rbk_exception *out) {
  plain present = plain_marks();
  size_t count = 0;
  for (int32_t chunk = first - first % CHUNK; chunk <= last; chunk += CHUNK) {
    uint32_t bits = differing(bytes + chunk, &present);
    bits &= taken_in(marks, chunk);
    if (chunk < first) bits &= 0xffffu << (first - chunk);
    int32_t beyond = chunk + CHUNK - 1 - last;
    if (beyond > 0) bits &= 0xffffu >> beyond;
    for (; bits != 0; bits &= bits - 1) {
      int32_t session = chunk + lowest(bits);
      out[count++] = (rbk_exception){session, bytes[session]};
    }
  }
  return count;
}

size_t rbk_exceptions_find(const rbk_calendar *calendar, const rbk_pupil *pupil,
                           const rbk_marks *marks, uint32_t index,
                           rbk_exception *out) {
  (void)calendar; /* `taken` already holds only sessions that exist */
  const uint8_t *bytes = rbk_marks_of(marks, index);
  size_t count = 0;
  for (size_t s = 0; s < pupil->spell_count; s++) {
    const rbk_spell *spell = &pupil->spells[s];
    int32_t last = 2 * spell->last_day + 1;
    if (last > marks->last_session) last = marks->last_session;
    count +=
        find_between(marks, bytes, 2 * spell->first_day, last, out + count);
  }
  return count;
}
