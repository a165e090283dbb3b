/* Marks as stored, and what is known of one session of one pupil. */
#include "register/marks.h"

#include <string.h>

_Static_assert(offsetof(rbk_mark_note, pupil) == 0 &&
                   offsetof(rbk_foreign_mark, pupil) == 0 &&
                   offsetof(rbk_stray, pupil) == 0,
               "first_of reads the pupil where an item begins");

/* The first of `count` items, sorted by pupil, whose pupil is not below. */
static size_t first_of(const void *items, size_t count, size_t size,
                       uint64_t pupil) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    uint32_t at;
    memcpy(&at, (const char *)items + middle * size, sizeof at);
    if (at < pupil)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Where a pupil's items begin, and how many there are. */
static size_t range_of(const void *items, size_t all, size_t size,
                       uint32_t pupil, size_t *count) {
  size_t first = first_of(items, all, size, pupil);
  *count = first_of(items, all, size, (uint64_t)pupil + 1) - first;
  return first;
}

rbk_session_state rbk_session_state_of(const rbk_calendar *calendar,
                                       const rbk_pupil *pupil,
                                       const rbk_marks *marks, uint32_t index,
                                       int32_t session) {
  if (session < 0 || (size_t)session / 2 >= calendar->day_count)
    return RBK_SESSION_NONE;
  rbk_day day = session / 2;
  if (!(calendar->sessions[day] & (session % 2 ? RBK_PM : RBK_AM)))
    return RBK_SESSION_NONE;
  if (!rbk_pupil_on_roll(pupil, day)) return RBK_SESSION_OFF_ROLL;
  if (session > marks->last_session) return RBK_SESSION_NOT_YET_TAKEN;
  if (!rbk_bits_get(marks->taken, (size_t)session))
    return RBK_SESSION_NOT_TAKEN;
  return rbk_marks_of(marks, index)[session] == RBK_NO_CODE
             ? RBK_SESSION_MISSING
             : RBK_SESSION_MARKED;
}

const rbk_mark_note *rbk_marks_notes(const rbk_marks *marks, uint32_t pupil,
                                     size_t *count) {
  size_t first = range_of(marks->notes, marks->note_count, sizeof *marks->notes,
                          pupil, count);
  return *count ? marks->notes + first : NULL;
}

const rbk_mark_note *rbk_marks_note(const rbk_marks *marks, uint32_t pupil,
                                    int32_t session) {
  size_t count;
  const rbk_mark_note *notes = rbk_marks_notes(marks, pupil, &count);
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (notes[middle].session < session)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && notes[low].session == session ? &notes[low] : NULL;
}

const rbk_foreign_mark *rbk_marks_foreign(const rbk_marks *marks,
                                          uint32_t pupil, size_t *count) {
  size_t first = range_of(marks->foreign, marks->foreign_count,
                          sizeof *marks->foreign, pupil, count);
  return *count ? marks->foreign + first : NULL;
}

const rbk_stray *rbk_marks_strays(const rbk_marks *marks, uint32_t pupil,
                                  size_t *count) {
  size_t first = range_of(marks->strays, marks->stray_count,
                          sizeof *marks->strays, pupil, count);
  return *count ? marks->strays + first : NULL;
}

#define CHUNK 16 /* sessions looked at together; the stride is a multiple */

/* The union of all pupils' marks for CHUNK sessions. Stops at the pupil after
 * whom every session that `wanted` asks for has a mark: mostly the first. */
static void merge_chunk(const rbk_marks *marks, size_t pupils, size_t first,
                        const bool wanted[CHUNK], uint8_t merged[CHUNK]) {
  memset(merged, 0, CHUNK);
  for (size_t p = 0; p < pupils; p++) {
    const uint8_t *bytes = rbk_marks_of(marks, (uint32_t)p) + first;
    bool all = true;
    for (size_t i = 0; i < CHUNK; i++) {
      merged[i] |= bytes[i];
      all &= merged[i] != RBK_NO_CODE || !wanted[i];
    }
    if (all) return;
  }
}

void rbk_marks_close(rbk_marks *marks, const rbk_calendar *calendar,
                     size_t pupils) {
  size_t sessions = 2 * calendar->day_count;
  rbk_bits_zero(marks->taken, sessions);
  marks->last_session = -1;
  for (size_t first = 0; first < sessions; first += CHUNK) {
    bool exists[CHUNK] = {false};
    for (size_t i = 0; i < CHUNK && first + i < sessions; i++)
      exists[i] = (calendar->sessions[(first + i) / 2] &
                   (i % 2 ? RBK_PM : RBK_AM)) != 0;
    uint8_t merged[CHUNK];
    merge_chunk(marks, pupils, first, exists, merged);
    for (size_t i = 0; i < CHUNK; i++) {
      if (!exists[i] || merged[i] == RBK_NO_CODE) continue;
      rbk_bits_set(marks->taken, first + i);
      marks->last_session = (int32_t)(first + i);
    }
  }
}
