/* Figures: one exact number for every day of the axis. What each measure
 * counts is restated for authors in policies/README.md. Readings that are
 * rollbook's own:
 *
 * - A figure without a window goes over all days up to d.
 * - `weekdays`, `sessions` and `beside_closure` leave the other sessions out
 *   altogether: they neither count nor break a series.
 * - beside_closure: a school day whose previous or next Monday-to-Friday date
 *   is no school day.
 * - Whole days and days of a run: all *possible* sessions of the day are in
 *   the set.
 * - RUN and RUN_DAYS in a window: of the series that reaches the last possible
 *   session up to the window's end, what lies in the window. LONGEST_RUN: the
 *   whole length up to the window's end of the longest series with a session
 *   in the window. A restart drops sessions in all of them.
 * - MINUTES: with a step, each mark's minutes count in whole steps, rounded
 *   down (12 with a step of 5 are 10). A mark of a late code without minutes
 *   makes it a lower bound; at_least and above are true when the bound meets
 *   them, every other comparison with it is no data.
 * - any_school: another school's mark counts where this school has no possible
 *   mark of a session that its calendar has; elsewhere it is not counted.
 * - restart_field: where the field is empty or no date, the event's own date.
 * - Events dated in no loaded school year took effect on no day of the axis:
 *   they stand from the first close after them, count in windows of dates, but
 *   not in windows of school days and weeks; days_since is a lower bound.
 * - RECORDED and ATTRIBUTE of a text that is no number are no data; of the
 *   attribute year_group, "Y7" is 7, "R" is 0, "N1" is -1. */
#ifndef RBK_MEASURE_FIGURE_H
#define RBK_MEASURE_FIGURE_H

#include "base/decimal.h"
#include "measure/window.h"

typedef enum rbk_figure_kind {
  /* sums of contributions of marks, in a window */
  RBK_FIGURE_SESSIONS,
  RBK_FIGURE_DAYS, /* sessions / 2 */
  RBK_FIGURE_WHOLE_DAYS,
  RBK_FIGURE_ANY_DAYS,
  RBK_FIGURE_RATE,  /* per cent of possible */
  RBK_FIGURE_SHARE, /* per cent of another set */
  RBK_FIGURE_EPISODES,
  RBK_FIGURE_MINUTES,
  RBK_FIGURE_WEEKS,
  /* series */
  RBK_FIGURE_RUN, /* sessions */
  RBK_FIGURE_RUN_DAYS,
  RBK_FIGURE_LONGEST_RUN, /* sessions */
  /* facts */
  RBK_FIGURE_EVENTS,
  RBK_FIGURE_DAYS_SINCE,
  RBK_FIGURE_RECORDED, /* the number in a field of the latest event */
  /* the pupil and the calendar */
  RBK_FIGURE_ATTRIBUTE, /* the number in an attribute */
  RBK_FIGURE_AGE,
  RBK_FIGURE_HALF_TERM_NUMBER,
  RBK_FIGURE_DAYS_IN_STAGE, /* by what rbk_desk_stays was given */
  /* groups: the engine's group pass fills them */
  RBK_FIGURE_GROUP,
  /* arithmetic */
  RBK_FIGURE_CONSTANT,
  RBK_FIGURE_ADD,
  RBK_FIGURE_SUBTRACT,
  RBK_FIGURE_MULTIPLY,
  RBK_FIGURE_KINDS
} rbk_figure_kind;

#define RBK_FIGURE_WINDOWS 4 /* `within` may be said that many times */
#define RBK_FILTERS        8

/* A condition on a field of an event: raw text, compared exactly. */
typedef struct rbk_filter {
  uint32_t field; /* number in history->fields; RBK_NONE: no event has it */
  const char *value;
} rbk_filter;

/* Which events are meant. */
typedef struct rbk_event_match {
  uint32_t kind; /* number in history->kinds; RBK_NONE: none of that kind */
  rbk_filter filters[RBK_FILTERS];
  uint8_t filter_count;
} rbk_event_match;

/* One figure with every parameter filled in. Zero the struct first; figures
 * with equal specs are computed once. */
typedef struct rbk_figure_spec {
  rbk_figure_kind kind;
  rbk_code_set set; /* what is counted; bit 0 counts missing marks */
  rbk_code_set of;  /* SHARE: of what; RATE: the possible sessions */
  uint32_t windows[RBK_FIGURE_WINDOWS]; /* numbers of rbk_measures_window */
  uint8_t window_count;                 /* several: their common days */
  uint8_t weekdays;    /* bit per rbk_weekday that counts; 0: all */
  uint8_t sessions;    /* RBK_AM | RBK_PM that count; 0: both */
  bool beside_closure; /* only days whose weekday before or after is closed */
  bool any_school;     /* other schools' marks too */
  bool restarts;       /* restarting_at: */
  rbk_event_match restart;
  uint32_t restart_field; /* RBK_NONE: the event's own date */
  bool frozen;            /* as_at: */
  rbk_event_match as_at;
  int8_t rounded; /* decimal places; -1: not rounded (0 is rounded to 0!) */
  int32_t step;   /* MINUTES: whole steps of so many a mark; 0, 1: all */
  rbk_event_match match; /* EVENTS, DAYS_SINCE, RECORDED */
  uint32_t field;        /* RECORDED: number in history->fields */
  uint32_t attribute;    /* ATTRIBUTE: number in roll->attributes */
  uint32_t group;        /* GROUP: the plan's number of it */
  uint32_t stage;        /* DAYS_IN_STAGE: number among the plan's stages */
  rbk_decimal constant;
  uint32_t left, right; /* arithmetic: numbers of figures */
} rbk_figure_spec;

typedef enum rbk_knowledge {
  RBK_KNOWN,
  RBK_NO_DATA,
  RBK_LOWER_BOUND /* the true figure is this or more */
} rbk_knowledge;

/* A figure on one day: n / d exactly, d > 0. For RATE and SHARE n is 100 *
 * count and d is `of`, unless rounded. n and d are 0 and 1 without data. A
 * group's rate or share has the integers behind it too; a figure that is no
 * data because too few pupils are in the group has count RBK_SUPPRESSED. */
#define RBK_SUPPRESSED (-1)
typedef struct rbk_value {
  rbk_knowledge known;
  int64_t n, d;      /* the figure is n / d */
  int64_t count, of; /* RATE, SHARE: the integers behind it; else 0 */
} rbk_value;

/* Whether it is kept back because it is of too few pupils: printed as `x`. */
static inline bool rbk_value_is_suppressed(const rbk_value *value) {
  return value->known == RBK_NO_DATA && value->count == RBK_SUPPRESSED;
}

/* A figure over the axis. On day d it is n[d] * times / (d[d] * over), without
 * rounding. */
typedef struct rbk_figure {
  const int32_t *n;
  const int32_t *d; /* NULL: 1 */
  int32_t times, over;
  const rbk_word *no_data; /* NULL: none */
  const rbk_word *lower;   /* days on which it is a lower bound; NULL: none */
} rbk_figure;

#endif
