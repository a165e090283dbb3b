/* A pupil's sheet: the sessions that are not plain present, with what figures
 * ask of them. Figures visit these; plain presents come from the school's
 * table of sessions taken and the pupil's spells. */
#ifndef RBK_MEASURE_SHEET_H
#define RBK_MEASURE_SHEET_H

#include "measure/contribution.h"
#include "register/exceptions.h"
#include "register/register.h"

typedef struct rbk_item {
  int32_t session;
  rbk_day day;
  rbk_code_set bit; /* of its code; RBK_MISSING for a missing mark */
  bool counted; /* taken here while on roll: among the plain presents' table.
                   Another school's mark may stand outside of it */
  bool foreign; /* another school's mark */
} rbk_item;

#define RBK_SHEET_CODES 64 /* as many as a set of codes can hold */

/* The days of all items of one code: days[first..end - 1] of the sheet. */
typedef struct rbk_code_days {
  rbk_code_set bit;
  size_t first, end;
} rbk_code_days;

typedef struct rbk_sheet {
  rbk_item *items; /* ascending by session */
  size_t count;
  rbk_code_set codes; /* all bits of the items */
  /* of the pupil's own exceptions only: the same by code, so that a figure
   * visits those of its set and no others */
  rbk_day *days;
  rbk_code_days by_code[RBK_SHEET_CODES];
  size_t code_count;
} rbk_sheet;

/* The pupil's own exceptions. `items` and `days` have room for
 * 2 * day_count. */
void rbk_sheet_own(const rbk_exception *exceptions, size_t count,
                   rbk_sheet *sheet);

/* The same with other schools' marks where this school has no possible mark
 * of the session, be it off roll, missing or not taken here. (Nor does it
 * matter whether it is not taken *yet*: that depends on later days.) A mark of
 * a session that this calendar does not have is left out; of several the first
 * possible one is taken. `items` has room for 2 * day_count. */
void rbk_sheet_any_school(const rbk_register *reg, uint32_t pupil,
                          const rbk_sheet *own, rbk_sheet *sheet);

#endif
