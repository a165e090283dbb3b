/* The axis: the school days of a calendar in order, over one or many school
 * years, fixed before a mark is read. Days are numbered 0 .. day_count - 1
 * ("day" everywhere below is such a number); session 2*day is its morning,
 * 2*day + 1 its afternoon. */
#ifndef RBK_REGISTER_CALENDAR_H
#define RBK_REGISTER_CALENDAR_H

#include "base/arena.h"
#include "base/bits.h"
#include "base/date.h"
#include "base/status.h"
#include "base/text.h"

typedef int32_t rbk_day; /* may be -1: before the first */
#define RBK_NO_DAY INT32_MAX

typedef enum rbk_period_kind {
  RBK_PERIOD_SCHOOL_YEAR,
  RBK_PERIOD_TERM,
  RBK_PERIOD_HALF_TERM,
  RBK_PERIOD_MONTH,
  RBK_PERIOD_WEEK, /* Monday to Sunday with at least one session */
  RBK_PERIOD_DAY,
  RBK_PERIOD_KINDS
} rbk_period_kind;

/* One period with at least one school day. `label` is what keys print:
 * 2024-25, 2024-autumn, 2024-25-h1, 2024-11, 2024-W45, 2024-11-04. */
typedef struct rbk_period {
  char label[24];
  char name[24];       /* terms and half terms: the term ("autumn"); else "" */
  uint8_t number;      /* half terms: 1 to 6; else 0 */
  uint32_t year;       /* index of its school year */
  rbk_date from, to;   /* calendar dates: year 1 Aug-31 Jul, terms and half
                          terms as declared, month and week whole */
  rbk_day first, last; /* school days */
} rbk_period;

typedef struct rbk_named_period { /* "exams", perhaps of some year groups */
  const char *name;
  rbk_date from, to;
  const char **year_groups; /* NULL: all */
  size_t year_group_count;
} rbk_named_period;

typedef struct rbk_closure {
  rbk_date from, to;
  const char *reason;
} rbk_closure;

typedef struct rbk_calendar {
  size_t day_count;
  rbk_date *date;    /* of each day, ascending */
  uint8_t *sessions; /* of each day: RBK_AM | RBK_PM */
  rbk_period *periods[RBK_PERIOD_KINDS];
  size_t period_count[RBK_PERIOD_KINDS];
  uint32_t *period_of[RBK_PERIOD_KINDS]; /* day -> index in periods[kind] */
  int32_t *sessions_before; /* day_count + 1: sessions on days before it */
  rbk_named_period *named;
  size_t named_count;
  rbk_closure *closures;
  size_t closure_count;
  rbk_date *bank_holidays; /* ascending */
  size_t bank_holiday_count;
} rbk_calendar;

/* What a calendar is made from, as read; one for each school year. */
typedef struct rbk_half_term_spec {
  const char *term; /* "autumn" "spring" "summer" */
  uint8_t number;   /* 1 to 6 */
  rbk_date from, to;
} rbk_half_term_spec;
typedef struct rbk_single_session { /* a day with one session only */
  rbk_date date;
  uint8_t sessions; /* RBK_AM or RBK_PM */
} rbk_single_session;
typedef struct rbk_calendar_spec {
  const rbk_half_term_spec *half_terms; /* of all years, any order */
  size_t half_term_count;
  const rbk_closure *closures;
  size_t closure_count;
  const rbk_single_session *single_sessions;
  size_t single_session_count;
  const rbk_named_period *named;
  size_t named_count;
  const rbk_date *bank_holidays;
  size_t bank_holiday_count;
} rbk_calendar_spec;

/* School days are Monday to Friday of the half terms, less closures (bank
 * holidays inside a half term must be listed as closures: they are no school
 * days of their own accord). Everything is copied into the arena. Errors
 * (RBK_REJECTED): half terms that overlap, end before they begin, cross 31
 * July, repeat a number in a year or are not numbered in the order of their
 * dates, or return to a term after another; a term that is not autumn, spring
 * or summer; a closure or named period that ends before it begins; a single
 * session on a day that is closed, or two different ones; no school day at
 * all. */
rbk_status rbk_calendar_make(rbk_arena *arena, const rbk_calendar_spec *spec,
                             rbk_calendar *calendar, rbk_error *error);

/* The day of a date, or RBK_NO_DAY when the school is closed then. */
rbk_day rbk_calendar_day(const rbk_calendar *calendar, rbk_date date);
/* The first day on or after a date (RBK_NO_DAY: none); the last on or before
 * (-1: none). */
rbk_day rbk_calendar_on_or_after(const rbk_calendar *calendar, rbk_date date);
rbk_day rbk_calendar_on_or_before(const rbk_calendar *calendar, rbk_date date);
/* Whether a date lies in a loaded school year (1 August to 31 July). */
bool rbk_calendar_covers(const rbk_calendar *calendar, rbk_date date);
static inline const rbk_period *
rbk_calendar_period(const rbk_calendar *calendar, rbk_period_kind kind,
                    rbk_day day) {
  return &calendar->periods[kind][calendar->period_of[kind][day]];
}
bool rbk_calendar_is_bank_holiday(const rbk_calendar *calendar, rbk_date date);

#endif
