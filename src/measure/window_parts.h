/* What window.c and window_pupil.c share: a window being filled in day by
 * day, and the second table, which follows from the first. */
#ifndef RBK_MEASURE_WINDOW_PARTS_H
#define RBK_MEASURE_WINDOW_PARTS_H

#include "measure/window.h"

/* What a window holds at the close of one day. */
typedef struct rbk_stretch {
  bool exists;
  rbk_day from, to; /* from > to: no day */
  rbk_date from_date, to_date;
} rbk_stretch;

/* Takes the arrays of `out`; all days stand as not existing. */
rbk_status rbk_window_begin(rbk_arena *arena, const rbk_calendar *calendar,
                            rbk_window *out);
void rbk_window_put(rbk_window *window, rbk_day day, const rbk_stretch *held);
/* Makes the table by x from the table by d, and leaves `exists` out where the
 * window exists on every day. */
void rbk_window_end(const rbk_calendar *calendar, rbk_window *window);

/* The stretch by dates: its school days up to day d, which may be beyond its
 * end. */
rbk_stretch rbk_stretch_of_dates(const rbk_calendar *calendar, rbk_day d,
                                 rbk_date from, rbk_date to);
/* A stretch that exists and holds nothing, not even a date. */
rbk_stretch rbk_stretch_empty(void);

/* The counted or calendar window as it stands on day d, moved back by `back`
 * whole windows. False for other kinds. */
bool rbk_stretch_counted(const rbk_calendar *calendar,
                         const rbk_window_spec *spec, int32_t back, rbk_day d,
                         rbk_stretch *out);
/* The named period that counts on day d for that year group (NULL: pupils of
 * all year groups alike). */
rbk_stretch rbk_stretch_named(const rbk_calendar *calendar, const char *name,
                              const char *year_group, rbk_day d);
/* The same school-day numbers a year before, for each day of `inner`. */
void rbk_window_year_before(const rbk_calendar *calendar,
                            const rbk_window *inner, rbk_window *out);

/* The first and the last day of the unbroken row of loaded school years that
 * holds day d. */
rbk_day rbk_loaded_from(const rbk_calendar *calendar, rbk_day d);
rbk_day rbk_loaded_to(const rbk_calendar *calendar, rbk_day d);

#endif
