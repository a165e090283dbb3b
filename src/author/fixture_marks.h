/* The marks of a fixture, laid on a calendar. */
#ifndef RBK_AUTHOR_FIXTURE_MARKS_H
#define RBK_AUTHOR_FIXTURE_MARKS_H

#include "policy/fixture_reader.h"
#include "register/marks.h"

typedef struct rbk_marks_list { /* what stands beside the row of marks */
  rbk_arena *arena;
  rbk_stray *strays; /* in the order written */
  size_t stray_count, stray_capacity;
  rbk_foreign_mark *foreign; /* in the order written */
  size_t foreign_count, foreign_capacity;
  rbk_mark_note *notes; /* by session */
} rbk_marks_list;

/* Fills `row` (2 * day_count codes) with the marks of a pupil, nothing taken
 * after `until`; mistakes
 * against the calendar go to the problems. `list->arena` is set by the caller;
 * strays and marks of other schools belong to pupil number `pupil`. Texts of
 * notes are the fixture's. */
rbk_status rbk_fixture_marks(const rbk_calendar *calendar,
                             const rbk_fixture_person *person, rbk_date until,
                             const char *file, uint32_t pupil,
                             rbk_problems *problems, uint8_t *row,
                             rbk_marks_list *list);

/* The last day on which anything is taken at the fixture's school, the earliest
 * that the marks of any pupil name; INT32_MAX: all of the calendar. */
rbk_date rbk_fixture_until(const rbk_fixture *fixture);

#endif
