/* Windows: which school days a figure looks at on each day.
 *
 * A window is two small tables. By the day asked, d: the days it holds then.
 * By a day x with a mark: the days whose window holds x; that is what a
 * contribution needs, and it is one unbroken range for every window there is.
 * Windows that depend on the calendar alone are made once and shared by all
 * pupils; `spell`, `since` and their like are made for each pupil.
 * What each window means: semantics.md's "Windows", restated in
 * policies/README.md. */
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
  int32_t n;                 /* counted windows, AFTER, BEFORE: at least 1 */
  rbk_span_unit unit;        /* AFTER, BEFORE */
  rbk_date from, to;         /* BETWEEN */
  uint8_t from_month, from_day, to_month, to_day; /* BETWEEN_EACH */
  const char *name;          /* PERIOD: its name */
  uint32_t event_kind;       /* number in history->kinds; RBK_NONE: a kind
                                that this history does not hold */
  uint32_t stage;            /* SINCE_STAGE: number among the plan's stages */
  const struct rbk_window_spec *inner; /* PREVIOUS, LAST_YEAR */
} rbk_window_spec;

/* A window on the axis; arrays of day_count. */
typedef struct rbk_window {
  bool by_pupil; /* must be made for each pupil: the arrays are NULL */
  rbk_word *exists;         /* days on which the window exists at all; NULL:
                               all. Where it does not, figures are no data */
  rbk_day *from, *to;       /* by d: days held; from > to: none */
  rbk_date *from_date, *to_date; /* by d: the same as calendar dates, for what
                               is dated on no school day; to_date >= the date
                               of d while the window is still open */
  rbk_day *first, *last;    /* by x: days whose window holds x; first > last:
                               none */
} rbk_window;

/* A window that depends on the calendar alone, or one with by_pupil set. */
rbk_status rbk_window_make(rbk_arena *arena, const rbk_calendar *calendar,
                           const rbk_window_spec *spec, rbk_window *out);
/* A by_pupil window for one pupil. */
rbk_status rbk_window_of_pupil(rbk_arena *arena, const rbk_register *reg,
                               uint32_t pupil, const rbk_window_spec *spec,
                               rbk_window *out);
/* The days common to both, on every day. */
rbk_status rbk_window_common(rbk_arena *arena, const rbk_calendar *calendar,
                             const rbk_window *a, const rbk_window *b,
                             rbk_window *out);
bool rbk_window_spec_equal(const rbk_window_spec *a, const rbk_window_spec *b);
/* Whether the window depends on the pupil (itself or its inner one). */
bool rbk_window_spec_by_pupil(const rbk_window_spec *spec,
                              const rbk_calendar *calendar);

/* Counting a due or a review day. The day `n` units after `date`, which is not
 * included: the n-th later school day; date + n; the n-th later day of Monday
 * to Friday outside the bank holidays; the same weekday of the n-th later
 * school week, or the last school day before it. n = 0 is the date itself.
 * False when the calendar ends first; then `*left` is how many units were still
 * to count and `*last` the last school day. */
bool rbk_span_after(const rbk_calendar *calendar, rbk_date date,
                    rbk_span_unit unit, int32_t n, rbk_date *out,
                    int32_t *left, rbk_date *last);

#endif
