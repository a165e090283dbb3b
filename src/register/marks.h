/* The marks of a school: one byte for each pupil and session of the axis. */
#ifndef RBK_REGISTER_MARKS_H
#define RBK_REGISTER_MARKS_H

#include "base/arena.h"
#include "base/bits.h"
#include "base/status.h"
#include "register/calendar.h"
#include "register/codes.h"
#include "register/roll.h"

/* What stands beside a mark, where anything does. Sorted by pupil, session. */
typedef struct rbk_mark_note {
  uint32_t pupil;
  int32_t session;
  int32_t minutes;     /* late by; -1: not said */
  const char *raw;     /* the text where it differs from the code; else NULL */
  const char *comment; /* or NULL */
  bool withdrawn;      /* the code was out of date on its day */
} rbk_mark_note;

/* A mark made by another school; figures see it only with :any_school(). Any
 * date of a loaded year may occur. Sorted by pupil, date, session. */
typedef struct rbk_foreign_mark {
  uint32_t pupil;
  rbk_date date;
  uint8_t session; /* RBK_AM or RBK_PM */
  rbk_code code;
  const char *school;
} rbk_foreign_mark;

/* A mark for a session that the calendar does not have. Sorted likewise. */
typedef struct rbk_stray {
  uint32_t pupil;
  rbk_date date;
  uint8_t session;
  rbk_code code;
} rbk_stray;

typedef struct rbk_marks {
  uint8_t *bytes;  /* row r begins at bytes + r * stride; rbk_code each */
  size_t stride;   /* at least 2 * day_count, a multiple of 16; the bytes
                      behind the last session are 0 */
  uint32_t *row;   /* pupil -> row */
  rbk_word *taken; /* one bit a session: some pupil of the school has a mark */
  int32_t last_session; /* the last taken one; -1: none. Later sessions are
                           not yet taken; an untaken one before it is a
                           register not taken */
  rbk_mark_note *notes;
  size_t note_count;
  rbk_foreign_mark *foreign;
  size_t foreign_count;
  rbk_stray *strays;
  size_t stray_count;
} rbk_marks;

static inline const uint8_t *rbk_marks_of(const rbk_marks *marks,
                                          uint32_t pupil) {
  return marks->bytes + (size_t)marks->row[pupil] * marks->stride;
}

typedef enum rbk_session_state {
  RBK_SESSION_NONE, /* the calendar has no such session */
  RBK_SESSION_OFF_ROLL,
  RBK_SESSION_NOT_YET_TAKEN, /* after the school's last mark */
  RBK_SESSION_NOT_TAKEN,     /* no pupil has a mark, later ones have */
  RBK_SESSION_MISSING,       /* taken, on roll, no mark */
  RBK_SESSION_MARKED
} rbk_session_state;

/* What is known of one session of one pupil. The one place that decides it
 * mark by mark; exceptions below are the same answer for all sessions. A mark
 * while off roll does not count (RBK_SESSION_OFF_ROLL). */
rbk_session_state rbk_session_state_of(const rbk_calendar *calendar,
                                       const rbk_pupil *pupil,
                                       const rbk_marks *marks, uint32_t index,
                                       int32_t session);

/* The note of a mark, or NULL. */
const rbk_mark_note *rbk_marks_note(const rbk_marks *marks, uint32_t pupil,
                                    int32_t session);
/* This pupil's notes: the first of them, and how many. */
const rbk_mark_note *rbk_marks_notes(const rbk_marks *marks, uint32_t pupil,
                                     size_t *count);
const rbk_foreign_mark *rbk_marks_foreign(const rbk_marks *marks,
                                          uint32_t pupil, size_t *count);
const rbk_stray *rbk_marks_strays(const rbk_marks *marks, uint32_t pupil,
                                  size_t *count);
/* Fills `taken` and `last_session` from the bytes, once all marks are in. */
void rbk_marks_close(rbk_marks *marks, const rbk_calendar *calendar,
                     size_t pupils);

#endif
