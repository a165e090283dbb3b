/* The marks in order: the rows of bytes as they are, what stands beside them
 * by pupil. */
#include <stdlib.h>
#include <string.h>

#include "read/draft.h"

static int by_pupil_and_session(const void *a, const void *b) {
  const rbk_mark_note *x = a, *y = b;
  if (x->pupil != y->pupil) return x->pupil < y->pupil ? -1 : 1;
  return x->session < y->session ? -1 : x->session > y->session;
}

/* A note that lost its mark to a later row says nothing more. */
static bool says_nothing(const rbk_put_note *note) {
  return !note->withdrawn && note->minutes < 0 && !note->raw && !note->comment;
}

static rbk_status finish_notes(rbk_reading *reading,
                               const uint32_t *pupil_of_row) {
  const rbk_put *put = &reading->draft->put;
  rbk_marks *marks = &reading->reg->marks;
  marks->notes = rbk_arena_take(&reading->reg->arena, put->note_count,
                                sizeof *marks->notes);
  if (!marks->notes) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < put->note_count; i++) {
    const rbk_put_note *note = &put->notes[i];
    if (says_nothing(note)) continue;
    marks->notes[marks->note_count++] =
        (rbk_mark_note){.pupil = pupil_of_row[note->row],
                        .session = note->session,
                        .minutes = note->minutes,
                        .raw = note->raw,
                        .comment = note->comment,
                        .withdrawn = note->withdrawn};
  }
  if (marks->note_count)
    qsort(marks->notes, marks->note_count, sizeof *marks->notes,
          by_pupil_and_session);
  return RBK_OK;
}

static int by_pupil_and_date(uint32_t a_pupil, uint32_t b_pupil,
                             rbk_date a_date, rbk_date b_date,
                             uint8_t a_session, uint8_t b_session) {
  if (a_pupil != b_pupil) return a_pupil < b_pupil ? -1 : 1;
  if (a_date != b_date) return a_date < b_date ? -1 : 1;
  return (a_session > b_session) - (a_session < b_session);
}

static int stray_order(const void *a, const void *b) {
  const rbk_stray *x = a, *y = b;
  return by_pupil_and_date(x->pupil, y->pupil, x->date, y->date, x->session,
                           y->session);
}

static int foreign_order(const void *a, const void *b) {
  const rbk_foreign_mark *x = a, *y = b;
  int order = by_pupil_and_date(x->pupil, y->pupil, x->date, y->date,
                                x->session, y->session);
  return order ? order : strcmp(x->school, y->school);
}

static rbk_status finish_loose(rbk_reading *reading,
                               const uint32_t *pupil_of_row) {
  const rbk_put *put = &reading->draft->put;
  rbk_marks *marks = &reading->reg->marks;
  rbk_arena *arena = &reading->reg->arena;
  marks->strays =
      rbk_arena_take(arena, put->loose_count, sizeof *marks->strays);
  marks->foreign =
      rbk_arena_take(arena, put->loose_count, sizeof *marks->foreign);
  if (!marks->strays || !marks->foreign) return rbk_reading_no_memory(reading);
  for (size_t i = 0; i < put->loose_count; i++) {
    const rbk_loose_mark *mark = &put->loose[i];
    uint32_t pupil = pupil_of_row[mark->row];
    if (mark->school == RBK_NONE)
      marks->strays[marks->stray_count++] =
          (rbk_stray){pupil, mark->date, mark->session, mark->code};
    else
      marks->foreign[marks->foreign_count++] =
          (rbk_foreign_mark){pupil, mark->date, mark->session, mark->code,
                             rbk_intern_text(&put->schools, mark->school)};
  }
  if (marks->stray_count)
    qsort(marks->strays, marks->stray_count, sizeof *marks->strays,
          stray_order);
  if (marks->foreign_count)
    qsort(marks->foreign, marks->foreign_count, sizeof *marks->foreign,
          foreign_order);
  return RBK_OK;
}

rbk_status rbk_finish_marks(rbk_reading *reading,
                            const uint32_t *pupil_of_row) {
  const rbk_put *put = &reading->draft->put;
  rbk_register *reg = reading->reg;
  rbk_marks *marks = &reg->marks;
  size_t pupils = put->ids.count;
  marks->stride = put->stride;
  marks->bytes = rbk_arena_take(&reg->arena, pupils, put->stride);
  marks->taken =
      rbk_arena_take(&reg->arena, rbk_bits_words(2 * reg->calendar.day_count),
                     sizeof *marks->taken);
  if (!marks->bytes || !marks->taken) return rbk_reading_no_memory(reading);
  if (pupils) memcpy(marks->bytes, put->bytes, pupils * put->stride);
  rbk_status status = finish_notes(reading, pupil_of_row);
  if (!status) status = finish_loose(reading, pupil_of_row);
  if (!status) rbk_marks_close(marks, &reg->calendar, pupils);
  return status;
}
