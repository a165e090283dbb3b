/* Making the axis: half terms and closures in, school days and their periods
 * out. */
#include "register/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "register/codes.h"

/* Names of the terms, in the order of the school year. */
static const char *const terms[] = {"autumn", "spring", "summer"};
#define TERMS (sizeof terms / sizeof terms[0])

/* What is at hand while a calendar is made. */
typedef struct making {
  rbk_arena *arena;
  const rbk_calendar_spec *spec;
  rbk_half_term_spec *halves; /* by date */
  rbk_calendar calendar;
  rbk_error *error;
} making;

static rbk_status out_of_memory(making *m) {
  return rbk_no_memory(m->error);
}

/* Both ends of a stretch as text, for messages. */
typedef struct stretch {
  char from[11], to[11];
} stretch;

static stretch stretch_of(rbk_date from, rbk_date to) {
  stretch s;
  rbk_date_print(from, s.from);
  rbk_date_print(to, s.to);
  return s;
}

static rbk_status refuse_stretch(making *m, const char *what, rbk_date from,
                                 rbk_date to) {
  stretch s = stretch_of(from, to);
  return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                  "%s %s to %s ends before it begins; turn the dates round",
                  what, s.from, s.to);
}

/* Half terms */

static int by_first_day(const void *left, const void *right) {
  const rbk_half_term_spec *a = left, *b = right;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return a->number - b->number;
}

static rbk_status check_half_term(making *m, const rbk_half_term_spec *half) {
  stretch s = stretch_of(half->from, half->to);
  size_t term = 0;
  while (term < TERMS && strcmp(half->term, terms[term]) != 0) term++;
  if (term == TERMS)
    return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                    "the half term %s to %s belongs to a term '%s'; a term is "
                    "autumn, spring or summer",
                    s.from, s.to, half->term);
  if (half->number < 1 || half->number > 6)
    return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                    "the half term %s to %s has the number %d; number the half "
                    "terms of a school year 1 to 6",
                    s.from, s.to, half->number);
  if (half->to < half->from)
    return refuse_stretch(m, "the half term", half->from, half->to);
  if (rbk_school_year_of(half->from) != rbk_school_year_of(half->to))
    return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                    "the half term %s to %s goes beyond 31 July; a school year "
                    "runs from 1 August to 31 July",
                    s.from, s.to);
  return RBK_OK;
}

/* Whether some earlier half term of the year, other than the one just before,
 * belongs to the term of `halves[i]`: a term is one stretch. */
static bool term_came_back(const rbk_half_term_spec *halves, size_t i) {
  if (strcmp(halves[i - 1].term, halves[i].term) == 0) return false;
  int year = rbk_school_year_of(halves[i].from);
  for (size_t j = i - 1; j-- > 0;) {
    if (rbk_school_year_of(halves[j].from) != year) return false;
    if (strcmp(halves[j].term, halves[i].term) == 0) return true;
  }
  return false;
}

/* Two half terms next to each other in time. */
static rbk_status check_neighbours(making *m, size_t i) {
  const rbk_half_term_spec *before = &m->halves[i - 1], *half = &m->halves[i];
  stretch a = stretch_of(before->from, before->to);
  stretch b = stretch_of(half->from, half->to);
  if (half->from <= before->to)
    return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                    "the half terms %s to %s and %s to %s overlap; give each "
                    "its own days",
                    a.from, a.to, b.from, b.to);
  if (rbk_school_year_of(before->from) != rbk_school_year_of(half->from))
    return RBK_OK;
  if (half->number == before->number)
    return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                    "the half terms %s to %s and %s to %s both have the number "
                    "%d; number the half terms of a school year 1 to 6",
                    a.from, a.to, b.from, b.to, half->number);
  if (half->number < before->number)
    return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                    "half term %d (%s to %s) comes after half term %d (%s to "
                    "%s); number them in the order of their dates",
                    half->number, b.from, b.to, before->number, a.from, a.to);
  if (term_came_back(m->halves, i))
    return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                    "the half term %s to %s goes back to the %s term after "
                    "another term; put the half terms of a term together",
                    b.from, b.to, half->term);
  return RBK_OK;
}

static rbk_status sort_half_terms(making *m) {
  size_t count = m->spec->half_term_count;
  for (size_t i = 0; i < count; i++) {
    rbk_status status = check_half_term(m, &m->spec->half_terms[i]);
    if (status != RBK_OK) return status;
  }
  m->halves = rbk_arena_take(m->arena, count, sizeof *m->halves);
  if (m->halves == NULL) return out_of_memory(m);
  if (count > 0)
    memcpy(m->halves, m->spec->half_terms, count * sizeof *m->halves);
  qsort(m->halves, count, sizeof *m->halves, by_first_day);
  for (size_t i = 1; i < count; i++) {
    rbk_status status = check_neighbours(m, i);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

/* Closures, named periods, bank holidays */

static int by_closure(const void *left, const void *right) {
  const rbk_closure *a = left, *b = right;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  if (a->to != b->to) return a->to < b->to ? -1 : 1;
  return strcmp(a->reason, b->reason);
}

static int by_date(const void *left, const void *right) {
  rbk_date a, b;
  memcpy(&a, left, sizeof a);
  memcpy(&b, right, sizeof b);
  return (a > b) - (a < b);
}

static const char *keep(making *m, const char *text) {
  return rbk_arena_copy(m->arena, text ? text : "", text ? strlen(text) : 0);
}

static rbk_status copy_closures(making *m) {
  rbk_calendar *c = &m->calendar;
  size_t count = m->spec->closure_count;
  c->closures = rbk_arena_take(m->arena, count, sizeof *c->closures);
  if (c->closures == NULL) return out_of_memory(m);
  for (size_t i = 0; i < count; i++) {
    const rbk_closure *closure = &m->spec->closures[i];
    if (closure->to < closure->from)
      return refuse_stretch(m, "the closure", closure->from, closure->to);
    c->closures[i] = *closure;
    c->closures[i].reason = keep(m, closure->reason);
    if (c->closures[i].reason == NULL) return out_of_memory(m);
  }
  qsort(c->closures, count, sizeof *c->closures, by_closure);
  c->closure_count = count;
  return RBK_OK;
}

static rbk_status copy_year_groups(making *m, rbk_named_period *named,
                                   const rbk_named_period *from) {
  if (from->year_groups == NULL) return RBK_OK;
  named->year_groups = rbk_arena_take(m->arena, from->year_group_count,
                                      sizeof *named->year_groups);
  if (named->year_groups == NULL) return out_of_memory(m);
  for (size_t i = 0; i < from->year_group_count; i++) {
    named->year_groups[i] = keep(m, from->year_groups[i]);
    if (named->year_groups[i] == NULL) return out_of_memory(m);
  }
  named->year_group_count = from->year_group_count;
  return RBK_OK;
}

static rbk_status copy_named(making *m) {
  rbk_calendar *c = &m->calendar;
  size_t count = m->spec->named_count;
  c->named = rbk_arena_take(m->arena, count, sizeof *c->named);
  if (c->named == NULL) return out_of_memory(m);
  for (size_t i = 0; i < count; i++) {
    const rbk_named_period *from = &m->spec->named[i];
    if (from->to < from->from)
      return refuse_stretch(m, "the named period", from->from, from->to);
    c->named[i].from = from->from;
    c->named[i].to = from->to;
    c->named[i].name = keep(m, from->name);
    if (c->named[i].name == NULL) return out_of_memory(m);
    rbk_status status = copy_year_groups(m, &c->named[i], from);
    if (status != RBK_OK) return status;
  }
  c->named_count = count;
  return RBK_OK;
}

static rbk_status copy_bank_holidays(making *m) {
  rbk_calendar *c = &m->calendar;
  size_t count = m->spec->bank_holiday_count;
  c->bank_holidays = rbk_arena_take(m->arena, count, sizeof *c->bank_holidays);
  if (c->bank_holidays == NULL) return out_of_memory(m);
  if (count == 0) return RBK_OK;
  memcpy(c->bank_holidays, m->spec->bank_holidays,
         count * sizeof *c->bank_holidays);
  qsort(c->bank_holidays, count, sizeof *c->bank_holidays, by_date);
  for (size_t i = 0; i < count; i++) /* a day named twice is one holiday */
    if (i == 0 || c->bank_holidays[i] != c->bank_holidays[i - 1])
      c->bank_holidays[c->bank_holiday_count++] = c->bank_holidays[i];
  return RBK_OK;
}

/* School days */

/* Writes the school days to `dates` (NULL: only counts them). Both half terms
 * and closures are sorted, so one walk sees each once. */
static size_t walk_days(const making *m, rbk_date *dates) {
  const rbk_calendar *c = &m->calendar;
  size_t count = 0, next = 0;
  rbk_date closed_until = RBK_NO_DATE;
  for (size_t h = 0; h < m->spec->half_term_count; h++) {
    for (rbk_date d = m->halves[h].from; d <= m->halves[h].to; d++) {
      for (; next < c->closure_count && c->closures[next].from <= d; next++)
        if (c->closures[next].to > closed_until)
          closed_until = c->closures[next].to;
      if (d <= closed_until || rbk_date_weekday(d) >= RBK_SATURDAY) continue;
      if (dates) dates[count] = d;
      count++;
    }
  }
  return count;
}

static rbk_status place_single_sessions(making *m) {
  rbk_calendar *c = &m->calendar;
  for (size_t i = 0; i < m->spec->single_session_count; i++) {
    const rbk_single_session *single = &m->spec->single_sessions[i];
    char date[11];
    rbk_date_print(single->date, date);
    rbk_day day = rbk_calendar_day(c, single->date);
    if (day == RBK_NO_DAY)
      return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                      "%s is named as a day with one session, but the school "
                      "is closed then; take one of the two out",
                      date);
    if (single->sessions != RBK_AM && single->sessions != RBK_PM)
      return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                      "%s is named as a day with one session without saying "
                      "which; say AM or PM",
                      date);
    if (c->sessions[day] != (RBK_AM | RBK_PM) &&
        c->sessions[day] != single->sessions)
      return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                      "%s is named both as a morning and as an afternoon with "
                      "one session; leave it out to have two",
                      date);
    c->sessions[day] = single->sessions;
  }
  return RBK_OK;
}

static rbk_status make_days(making *m) {
  rbk_calendar *c = &m->calendar;
  size_t count = walk_days(m, NULL);
  if (count == 0)
    return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                    "the calendar has no school day; give the half terms of "
                    "at least one school year");
  if (count > INT32_MAX / 2)
    return rbk_fail(m->error, RBK_REJECTED, NULL, 0, 0,
                    "the calendar has too many school days");
  c->date = rbk_arena_take(m->arena, count, sizeof *c->date);
  c->sessions = rbk_arena_take(m->arena, count, sizeof *c->sessions);
  c->sessions_before =
      rbk_arena_take(m->arena, count + 1, sizeof *c->sessions_before);
  if (c->date == NULL || c->sessions == NULL || c->sessions_before == NULL)
    return out_of_memory(m);
  walk_days(m, c->date);
  c->day_count = count;
  memset(c->sessions, RBK_AM | RBK_PM, count);
  rbk_status status = place_single_sessions(m);
  if (status != RBK_OK) return status;
  for (size_t d = 0; d < count; d++)
    c->sessions_before[d + 1] =
        c->sessions_before[d] + (c->sessions[d] == (RBK_AM | RBK_PM) ? 2 : 1);
  return RBK_OK;
}

/* Periods */

/* The period of each kind that holds a date, with its label, without days.
 * `half` is the half term that holds it, `last_half` the last of its term. */
typedef struct place {
  rbk_date date;
  const rbk_half_term_spec *half, *first_half, *last_half;
} place;

static void label(rbk_period *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void label(rbk_period *p, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(p->label, sizeof p->label, format, arguments);
  va_end(arguments);
}

static void describe_year(const place *at, rbk_period *p) {
  int first = rbk_school_year_of(at->date);
  p->from = rbk_school_year_first(first);
  p->to = rbk_school_year_last(first);
  label(p, "%04d-%02d", first, (first + 1) % 100);
}

static void describe_term(const place *at, rbk_period *p) {
  int year, month, day;
  p->from = at->first_half->from;
  p->to = at->last_half->to;
  rbk_date_split(p->from, &year, &month, &day);
  snprintf(p->name, sizeof p->name, "%s", at->half->term);
  label(p, "%04d-%.9s", year, p->name);
}

static void describe_half_term(const place *at, rbk_period *p) {
  int first = rbk_school_year_of(at->date);
  p->from = at->half->from;
  p->to = at->half->to;
  p->number = at->half->number;
  snprintf(p->name, sizeof p->name, "%s", at->half->term);
  label(p, "%04d-%02d-h%d", first, (first + 1) % 100, p->number);
}

static void describe_month(const place *at, rbk_period *p) {
  int year, month, day;
  rbk_date_split(at->date, &year, &month, &day);
  p->from = at->date - day + 1;
  rbk_date next = p->from + 31; /* in the month after, wherever it began */
  int next_year, next_month, next_day;
  rbk_date_split(next, &next_year, &next_month, &next_day);
  p->to = next - next_day;
  label(p, "%04d-%02d", year, month);
}

static void describe_week(const place *at, rbk_period *p) {
  int year, week;
  rbk_date_iso_week(at->date, &year, &week);
  p->from = rbk_date_monday(at->date);
  p->to = p->from + 6;
  label(p, "%04d-W%02d", year, week);
}

static void describe_day(const place *at, rbk_period *p) {
  char date[11];
  rbk_date_print(at->date, date);
  p->from = p->to = at->date;
  label(p, "%s", date);
}

static void (*const describe[RBK_PERIOD_KINDS])(const place *, rbk_period *) = {
    [RBK_PERIOD_SCHOOL_YEAR] = describe_year,
    [RBK_PERIOD_TERM] = describe_term,
    [RBK_PERIOD_HALF_TERM] = describe_half_term,
    [RBK_PERIOD_MONTH] = describe_month,
    [RBK_PERIOD_WEEK] = describe_week,
    [RBK_PERIOD_DAY] = describe_day,
};

/* Moves on to the half term of a later date and finds the ends of its term. */
static void move_to(const making *m, place *at, rbk_date date) {
  const rbk_half_term_spec *end = m->halves + m->spec->half_term_count;
  at->date = date;
  if (at->half != NULL && date <= at->half->to) return;
  at->half = at->half ? at->half : m->halves;
  while (at->half->to < date) at->half++;
  int year = rbk_school_year_of(date);
  at->first_half = at->last_half = at->half;
  while (at->first_half > m->halves &&
         rbk_school_year_of(at->first_half[-1].from) == year &&
         strcmp(at->first_half[-1].term, at->half->term) == 0)
    at->first_half--;
  while (at->last_half + 1 < end &&
         rbk_school_year_of(at->last_half[1].from) == year &&
         strcmp(at->last_half[1].term, at->half->term) == 0)
    at->last_half++;
}

/* Fills periods of one kind; with `periods` NULL only counts them. */
static size_t walk_periods(const making *m, rbk_period_kind kind,
                           rbk_period *periods, uint32_t *period_of) {
  const rbk_calendar *c = &m->calendar;
  place at = {0};
  size_t count = 0;
  rbk_period open = {.to = RBK_NO_DATE};
  for (size_t d = 0; d < c->day_count; d++) {
    if (c->date[d] > open.to) {
      move_to(m, &at, c->date[d]);
      memset(&open, 0, sizeof open);
      describe[kind](&at, &open);
      open.first = (rbk_day)d;
      if (kind != RBK_PERIOD_SCHOOL_YEAR && periods != NULL)
        open.year = c->period_of[RBK_PERIOD_SCHOOL_YEAR][d];
      else if (kind == RBK_PERIOD_SCHOOL_YEAR)
        open.year = (uint32_t)count;
      if (periods != NULL) periods[count] = open;
      count++;
    }
    if (periods == NULL) continue;
    periods[count - 1].last = (rbk_day)d;
    period_of[d] = (uint32_t)(count - 1);
  }
  return count;
}

static rbk_status make_periods(making *m) {
  rbk_calendar *c = &m->calendar;
  for (int k = 0; k < RBK_PERIOD_KINDS; k++) {
    rbk_period_kind kind = (rbk_period_kind)k;
    size_t count = walk_periods(m, kind, NULL, NULL);
    c->periods[k] = rbk_arena_take(m->arena, count, sizeof *c->periods[k]);
    c->period_of[k] =
        rbk_arena_take(m->arena, c->day_count, sizeof *c->period_of[k]);
    if (c->periods[k] == NULL || c->period_of[k] == NULL)
      return out_of_memory(m);
    c->period_count[k] = walk_periods(m, kind, c->periods[k], c->period_of[k]);
  }
  return RBK_OK;
}

rbk_status rbk_calendar_make(rbk_arena *arena, const rbk_calendar_spec *spec,
                             rbk_calendar *calendar, rbk_error *error) {
  static rbk_status (*const steps[])(making *) = {
      sort_half_terms,    copy_closures, copy_named,
      copy_bank_holidays, make_days,     make_periods,
  };
  making m = {.arena = arena, .spec = spec, .error = error};
  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
    rbk_status status = steps[i](&m);
    if (status != RBK_OK) return status;
  }
  *calendar = m.calendar;
  return RBK_OK;
}

/* Asking */

rbk_day rbk_calendar_on_or_after(const rbk_calendar *calendar, rbk_date date) {
  size_t low = 0, high = calendar->day_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (calendar->date[middle] < date)
      low = middle + 1;
    else
      high = middle;
  }
  return low < calendar->day_count ? (rbk_day)low : RBK_NO_DAY;
}

rbk_day rbk_calendar_on_or_before(const rbk_calendar *calendar, rbk_date date) {
  rbk_day day = rbk_calendar_on_or_after(calendar, date);
  if (day == RBK_NO_DAY) return (rbk_day)calendar->day_count - 1;
  return calendar->date[day] == date ? day : day - 1;
}

rbk_day rbk_calendar_day(const rbk_calendar *calendar, rbk_date date) {
  rbk_day day = rbk_calendar_on_or_after(calendar, date);
  return day != RBK_NO_DAY && calendar->date[day] == date ? day : RBK_NO_DAY;
}

bool rbk_calendar_covers(const rbk_calendar *calendar, rbk_date date) {
  const rbk_period *years = calendar->periods[RBK_PERIOD_SCHOOL_YEAR];
  for (size_t i = 0; i < calendar->period_count[RBK_PERIOD_SCHOOL_YEAR]; i++)
    if (date >= years[i].from && date <= years[i].to) return true;
  return false;
}

bool rbk_calendar_is_bank_holiday(const rbk_calendar *calendar, rbk_date date) {
  if (calendar->bank_holiday_count == 0) return false;
  return bsearch(&date, calendar->bank_holidays, calendar->bank_holiday_count,
                 sizeof date, by_date) != NULL;
}
