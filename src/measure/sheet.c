#include "measure/sheet.h"

#include <string.h>

static void add(rbk_sheet *sheet, int32_t session, rbk_code_set bit,
                bool counted, bool foreign) {
  sheet->items[sheet->count++] =
      (rbk_item){session, session / 2, bit, counted, foreign};
  sheet->codes |= bit;
}

/* Sorts the days by code: codes are few, so each is given its place first. */
static void sort_by_code(const rbk_exception *exceptions, size_t count,
                         const size_t counts[RBK_SHEET_CODES],
                         rbk_sheet *sheet) {
  size_t next[RBK_SHEET_CODES], end = 0;
  sheet->code_count = 0;
  for (size_t code = 0; sheet->codes >> code; code++) {
    if (counts[code] == 0) continue;
    next[code] = end;
    end += counts[code];
    sheet->by_code[sheet->code_count++] =
        (rbk_code_days){rbk_code_bit((rbk_code)code), next[code], end};
    if (code == RBK_SHEET_CODES - 1) break; /* no further to shift */
  }
  for (size_t i = 0; i < count; i++)
    sheet->days[next[exceptions[i].code]++] = exceptions[i].session / 2;
}

void rbk_sheet_own(const rbk_exception *exceptions, size_t count,
                   rbk_sheet *sheet) {
  size_t counts[RBK_SHEET_CODES];
  memset(counts, 0, sizeof counts);
  sheet->count = 0;
  sheet->codes = 0;
  for (size_t i = 0; i < count; i++) {
    add(sheet, exceptions[i].session, rbk_code_bit(exceptions[i].code), true,
        false);
    counts[exceptions[i].code]++;
  }
  sort_by_code(exceptions, count, counts, sheet);
}

static int32_t session_of(const rbk_calendar *calendar,
                          const rbk_foreign_mark *mark) {
  rbk_day day = rbk_calendar_day(calendar, mark->date);
  if (day == RBK_NO_DAY) return -1;
  return 2 * day + (mark->session == RBK_PM);
}

/* Marks of one session: the first possible one, else the first. `*next` is
 * the first mark of a later session. */
static rbk_code_set choose(const rbk_foreign_mark *marks, size_t count,
                           size_t *next) {
  const rbk_foreign_mark *first = &marks[*next], *chosen = first;
  for (; *next < count && marks[*next].date == first->date &&
         marks[*next].session == first->session;
       ++*next) {
    bool possible = rbk_code_bit(marks[*next].code) & rbk_set_possible();
    if (possible && !(rbk_code_bit(chosen->code) & rbk_set_possible()))
      chosen = &marks[*next];
  }
  return rbk_code_bit(chosen->code);
}

/* Whether another school's mark stands for the session here, and whether the
 * session is among the plain presents' table. */
static bool has_room_for_it(const rbk_register *reg, uint32_t pupil,
                            int32_t session, bool *counted) {
  rbk_session_state state = rbk_session_state_of(
      &reg->calendar, &reg->roll.pupils[pupil], &reg->marks, pupil, session);
  *counted = state == RBK_SESSION_MISSING || state == RBK_SESSION_MARKED;
  if (state != RBK_SESSION_MARKED) return state != RBK_SESSION_NONE;
  rbk_code code = rbk_marks_of(&reg->marks, pupil)[session];
  return !(rbk_code_bit(code) & rbk_set_possible());
}

void rbk_sheet_any_school(const rbk_register *reg, uint32_t pupil,
                          const rbk_sheet *own, rbk_sheet *sheet) {
  size_t count, next = 0, i = 0;
  const rbk_foreign_mark *marks = rbk_marks_foreign(&reg->marks, pupil, &count);
  sheet->count = 0;
  sheet->codes = 0;
  while (next < count) {
    int32_t session = session_of(&reg->calendar, &marks[next]);
    rbk_code_set bit = choose(marks, count, &next);
    bool counted;
    if (session < 0 || !has_room_for_it(reg, pupil, session, &counted))
      continue;
    for (; i < own->count && own->items[i].session < session; i++)
      add(sheet, own->items[i].session, own->items[i].bit, true, false);
    if (i < own->count && own->items[i].session == session) i++;
    add(sheet, session, bit, counted, true);
  }
  for (; i < own->count; i++)
    add(sheet, own->items[i].session, own->items[i].bit, true, false);
}
