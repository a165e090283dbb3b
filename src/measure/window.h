/* Windows: which school days a figure looks at on each day.
 *
 * A window is two small tables. By the day asked, d: the days it holds then.
 * By a day x with a mark: the days whose window holds x; that is what a
 * contribution needs. It is one unbroken range for nearly every window there
 * is; where it is not (the latest event is withdrawn, so that an earlier one
 * counts again) the second table is left out and figures go by the first.
 * Windows that depend on the calendar alone are made once and shared by all
 * pupils; `spell`, `since` and their like are made for each pupil.
 * What each window means is written with the kinds below, restated for authors
 * in policies/README.md. Readings that are rollbook's own:
 *
 * - Counted windows never reach across a school year that is not loaded: they
 *   hold what there is on this side of it.
 * - previous(w): where no part of the preceding period is loaded the window
 *   does not exist. previous(previous(w)) is the one before that.
 * - between, and a named period that has not begun: the window exists and
 *   holds nothing. After 31 July of the year in which a stretch ends it holds
 *   nothing again. A stretch of every year that would cross 31 July ends there.
 * - A named period that the school year of d does not have, or not for the
 *   pupil's year group: the window does not exist. Of several of one name in
 *   a year the one that began last on or before d.
 * - since, after, before and restarting_at go by the event's own date; `before`
 *   is the counted window as it stood on that date. after and before in school
 *   days, school weeks or working days of an event dated in no loaded school
 *   year cannot be counted: the window does not exist.
 * - spell: off roll the window does not exist. */
#ifndef RBK_MEASURE_WINDOW_H
#define RBK_MEASURE_WINDOW_H

#include "register/register.h"

typedef enum rbk_window_kind {
  /* from the first day of the one that holds d, to d */
  RBK_WINDOW_SCHOOL_YEAR,
  RBK_WINDOW_TERM,
  RBK_WINDOW_HALF_TERM,
  RBK_WINDOW_MONTH,
  RBK_WINDOW_WEEK,
  RBK_WINDOW_DAY,
  RBK_WINDOW_ALL,
  RBK_WINDOW_SPELL, /* of the pupil */
  /* the last n, d's own included */
  RBK_WINDOW_SCHOOL_DAYS,
  RBK_WINDOW_SCHOOL_WEEKS,
  RBK_WINDOW_CALENDAR_DAYS,
  RBK_WINDOW_CALENDAR_WEEKS,
  RBK_WINDOW_HALF_TERMS,
  RBK_WINDOW_TERMS,
  RBK_WINDOW_YEARS,
  /* by the pupil's events */
  RBK_WINDOW_SINCE,
  RBK_WINDOW_AFTER,
  RBK_WINDOW_BEFORE,
  RBK_WINDOW_SINCE_STAGE, /* the fold's: known to the engine only */
  /* fixed stretches */
  RBK_WINDOW_BETWEEN,      /* from .. to */
  RBK_WINDOW_BETWEEN_EACH, /* the same stretch of every school year */
  RBK_WINDOW_PERIOD,       /* a named period of the calendar */
  /* of another window */
  RBK_WINDOW_PREVIOUS,
  RBK_WINDOW_LAST_YEAR,
  RBK_WINDOW_KINDS
} rbk_window_kind;

typedef enum rbk_span_unit { /* what `n` counts, for AFTER and BEFORE */
                             RBK_SPAN_SCHOOL_DAYS,
                             RBK_SPAN_CALENDAR_DAYS,
                             RBK_SPAN_WORKING_DAYS,
                             RBK_SPAN_SCHOOL_WEEKS
} rbk_span_unit;

/* One window with every parameter filled in. Two equal specs are one window. */
typedef struct rbk_window_spec {
  rbk_window_kind kind;
  int32_t n;          /* counted windows, AFTER, BEFORE: at least 1 */
  rbk_span_unit unit; /* AFTER, BEFORE */
  rbk_date from, to;  /* BETWEEN */
  uint8_t from_month, from_day, to_month, to_day; /* BETWEEN_EACH */
  const char *name;                               /* PERIOD: its name */
  uint32_t event_kind; /* number in history->kinds; RBK_NONE: a kind
                          that this history does not hold */
  const struct rbk_event_match *match; /* SINCE, AFTER, BEFORE: which events of
                                          the kind; NULL: any */
  uint32_t stage; /* SINCE_STAGE: number among the plan's stages */
  const struct rbk_window_spec *inner; /* PREVIOUS, LAST_YEAR */
} rbk_window_spec;

/* A window on the axis; arrays of day_count. */
typedef struct rbk_window {
  bool by_pupil;      /* must be made for each pupil: the arrays are NULL */
  bool by_effect;     /* windows of school days and school weeks (day, week,
                         school_days, school_weeks, last_year, and after and
                         before so counted): an event is inside by the day on
                         which it takes effect; else by its own date */
  rbk_word *exists;   /* days on which the window exists at all; NULL:
                         all. Where it does not, figures are no data */
  rbk_day *from, *to; /* by d: days held; from > to: none */
  rbk_date *from_date, *to_date; /* by d: the same as calendar dates, for what
                               is dated on no school day; to_date >= the date
                               of d while the window is still open */
  rbk_day *first, *last; /* by x: days whose window holds x; in no window:
                            first = day_count, last = day_count - 1. Both
                            NULL where these are no unbroken ranges */
} rbk_window;

#define RBK_DATE_FIRST (INT32_MIN + 1) /* open ends of windows */
#define RBK_DATE_LAST  INT32_MAX

/* A window that depends on the calendar alone, or one with by_pupil set.
 * RBK_USAGE: n below 1, no inner window, or previous() of a window that is
 * neither a calendar nor a counted one. */
rbk_status rbk_window_make(rbk_arena *arena, const rbk_calendar *calendar,
                           const rbk_window_spec *spec, rbk_window *out);
/* One time in a stage. What is asked of day d knows of entries before d only:
 * stages are read as they stood when the day opened. */
typedef struct rbk_stay_days {
  uint32_t stage;        /* number among the plan's stages */
  rbk_day entered, left; /* left: the day of leaving; RBK_NO_DAY: not yet */
} rbk_stay_days;

/* Whose events and stages a by_pupil window goes by. */
typedef struct rbk_window_owner {
  uint32_t pupil;
  const char *parent; /* only this parent's events and those without a parent;
                         NULL: all */
  const rbk_stay_days *stays; /* in the order of entry */
  size_t stay_count;
} rbk_window_owner;

/* A by_pupil window for one pupil. */
rbk_status rbk_window_of_pupil(rbk_arena *arena, const rbk_register *reg,
                               const rbk_window_owner *owner,
                               const rbk_window_spec *spec, rbk_window *out);
/* The window from the day after each day's `after` to that day; RBK_NO_DATE:
 * all days. What restarting_at leaves. `after` has day_count items. */
rbk_status rbk_window_after_dates(rbk_arena *arena,
                                  const rbk_calendar *calendar,
                                  const rbk_date *after, rbk_window *out);
/* The days common to both, on every day. Events go by each window on its own,
 * so by_effect means nothing here. */
rbk_status rbk_window_common(rbk_arena *arena, const rbk_calendar *calendar,
                             const rbk_window *a, const rbk_window *b,
                             rbk_window *out);
bool rbk_window_spec_equal(const rbk_window_spec *a, const rbk_window_spec *b);
/* Whether the window depends on the pupil (itself or its inner one). */
bool rbk_window_spec_by_pupil(const rbk_window_spec *spec,
                              const rbk_calendar *calendar);
/* Whether it goes by a stage (itself or its inner one). */
bool rbk_window_is_by_stage(const rbk_window_spec *spec);

/* Counting a due or a review day. The day `n` units after `date`, which is not
 * included: the n-th later school day; date + n; the n-th later day of Monday
 * to Friday outside the bank holidays; the same weekday of the n-th later
 * school week, or the last school day before it. n = 0 is the date itself.
 * False when the loaded years end first; then `*left` is how many units were
 * still to count and `*last` the last school day (in working days the date
 * itself where that is later). A date in no loaded school year cannot be
 * counted from, save in calendar days: `*left` is n and `*last` the date.
 * date + n is always known. */
bool rbk_span_after(const rbk_calendar *calendar, rbk_date date,
                    rbk_span_unit unit, int32_t n, rbk_date *out, int32_t *left,
                    rbk_date *last);

#endif
