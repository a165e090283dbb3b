/* Windows of the reference: each is either a range of dates, walked to one day
 * or one period at a time, or a number of days or weeks counted back. */
#include <string.h>

#include "support/reference_inside.h"

rbk_day reference_close(const reference *r, rbk_date date) {
  rbk_day d = 0;
  while ((size_t)d < r->reg->calendar.day_count && date_of(r, d) < date) d++;
  return d;
}

static bool covered(const reference *r, rbk_date date) {
  const rbk_calendar *c = &r->reg->calendar;
  int year = rbk_school_year_of(date);
  rbk_date from = rbk_school_year_first(year), to = rbk_school_year_last(year);
  for (size_t d = 0; d < c->day_count; d++)
    if (c->date[d] >= from && c->date[d] <= to) return true;
  return false;
}

static bool is_school_day(const reference *r, rbk_date date) {
  rbk_day d = reference_close(r, date);
  return (size_t)d < r->reg->calendar.day_count && date_of(r, d) == date;
}

/* --- events --------------------------------------------------------------- */

static bool same(const char *a, const char *b) {
  return strcmp(a ? a : "", b ? b : "") == 0;
}

bool reference_read(const reference *r, const rbk_event *e,
                    const rbk_event_match *match) {
  if (e->pupil != r->pupil || e->kind != match->kind) return false;
  for (int i = 0; i < match->filter_count; i++) {
    const char *value = "";
    for (size_t f = 0; f < e->field_count; f++)
      if (e->fields[f].name == match->filters[i].field)
        value = e->fields[f].value;
    if (!same(value, match->filters[i].value)) return false;
  }
  return !r->parent || same(e->parent, "") || same(e->parent, r->parent);
}

bool reference_standing(const reference *r, const rbk_event *e, rbk_day d) {
  return e->date <= date_of(r, d) &&
         (e->withdrawn == RBK_NO_DATE || e->withdrawn > date_of(r, d));
}

const rbk_event *reference_latest(const reference *r,
                                  const rbk_event_match *match, rbk_day d) {
  const rbk_event *latest = NULL;
  for (size_t i = 0; i < r->reg->history.event_count; i++) {
    const rbk_event *e = &r->reg->history.events[i];
    if (!reference_read(r, e, match) || !reference_standing(r, e, d)) continue;
    if (!latest || e->date >= latest->date) latest = e;
  }
  return latest;
}

/* --- counting back -------------------------------------------------------- */

typedef struct span { /* of dates, both included */
  rbk_date from, to;
} span;

static rbk_date month_start(rbk_date date) {
  int y, m, d;
  rbk_date_split(date, &y, &m, &d);
  return date - d + 1;
}

static span month_of(rbk_date date) {
  span s = {month_start(date), date};
  while (month_start(s.to + 1) == s.from) s.to++;
  return s;
}

/* The period that a day lies in, for a kind of window counted in periods. */
static span period_of(const reference *r, rbk_window_kind kind, rbk_day x) {
  const rbk_calendar *c = &r->reg->calendar;
  rbk_date date = date_of(r, x);
  int year = rbk_school_year_of(date);
  rbk_period_kind of = RBK_PERIOD_TERM;
  switch (kind) {
  case RBK_WINDOW_SCHOOL_YEAR:
    return (span){rbk_school_year_first(year), rbk_school_year_last(year)};
  case RBK_WINDOW_MONTH:
    return month_of(date);
  case RBK_WINDOW_WEEK:
  case RBK_WINDOW_SCHOOL_WEEKS:
    return (span){rbk_date_monday(date), rbk_date_monday(date) + 6};
  case RBK_WINDOW_HALF_TERM:
  case RBK_WINDOW_HALF_TERMS:
    of = RBK_PERIOD_HALF_TERM;
    break;
  case RBK_WINDOW_TERM:
  case RBK_WINDOW_TERMS:
    break;
  default:
    return (span){date, date};
  }
  for (size_t i = 0; i < c->period_count[of]; i++)
    if (c->periods[of][i].from <= date && date <= c->periods[of][i].to)
      return (span){c->periods[of][i].from, c->periods[of][i].to};
  return (span){date, date};
}

/* The last n periods up to day d, after leaving out `skip`. False: no period
 * is left. */
static bool last_periods(const reference *r, rbk_window_kind kind, int64_t n,
                         int64_t skip, rbk_day d, span *out) {
  int64_t passed = 0;
  span period = period_of(r, kind, d);
  bool any = false;
  for (rbk_day x = d; x >= 0; x--) {
    if (x < d && rbk_school_year_of(date_of(r, x + 1)) >
                     rbk_school_year_of(date_of(r, x)) + 1)
      break; /* a year between is not loaded */
    if (date_of(r, x) < period.from) {
      passed++;
      period = period_of(r, kind, x);
    }
    if (passed < skip) continue;
    if (passed >= skip + n) break;
    if (!any) out->to = period.to;
    out->from = period.from;
    any = true;
  }
  return any;
}

static rbk_date back_years(rbk_date date, int64_t years) {
  return years > 1000 ? INT32_MIN / 2 : rbk_date_add_years(date, (int)-years);
}

/* Windows whose membership goes by dates. False: it does not exist. */
static bool dates_of(const reference *r, const rbk_window_spec *spec,
                     int64_t back, rbk_day d, span *out) {
  rbk_date today = date_of(r, d);
  int64_t n = spec->n, length;
  switch (spec->kind) {
  case RBK_WINDOW_CALENDAR_DAYS:
    out->to = (rbk_date)(today - n * back);
    out->from = (rbk_date)(out->to - n + 1);
    break;
  case RBK_WINDOW_CALENDAR_WEEKS:
    length = 7 * n;
    out->to = (rbk_date)(rbk_date_monday(today) + 6 - length * back);
    out->from = (rbk_date)(out->to - length + 1);
    break;
  case RBK_WINDOW_YEARS:
    out->to = back_years(today, n * back);
    out->from = back_years(today, n * (back + 1)) + 1;
    break;
  case RBK_WINDOW_HALF_TERMS:
  case RBK_WINDOW_TERMS:
  case RBK_WINDOW_SCHOOL_DAYS:
  case RBK_WINDOW_SCHOOL_WEEKS:
    return last_periods(r, spec->kind, n, n * back, d, out);
  default:
    return last_periods(r, spec->kind, 1, back, d, out);
  }
  for (rbk_date date = out->from; back > 0; date++) {
    if (date > out->to) return false;
    if (covered(r, date)) break;
  }
  return true;
}

/* --- fixed stretches ------------------------------------------------------ */

static const span nothing = {1, 0};

static span standing(rbk_date today, span s) {
  int year = rbk_school_year_of(s.to);
  if (today < s.from || today > rbk_school_year_last(year)) return nothing;
  return s;
}

static rbk_date in_year(int year, int month, int day) {
  rbk_date date = rbk_school_year_first(year);
  int y, m, d;
  for (rbk_date at = date; at <= rbk_school_year_last(year); at++) {
    rbk_date_split(at, &y, &m, &d);
    if (m == month && d <= day) date = at;
  }
  return date;
}

static bool for_year_group(const rbk_named_period *p, const char *group) {
  int a, b;
  if (!p->year_groups) return true;
  for (size_t i = 0; i < p->year_group_count; i++)
    if (same(p->year_groups[i], group) ||
        (rbk_year_group_number(group, &a) &&
         rbk_year_group_number(p->year_groups[i], &b) && a == b))
      return true;
  return false;
}

static bool named(const reference *r, const char *name, rbk_day d, span *out) {
  const rbk_calendar *c = &r->reg->calendar;
  int year = rbk_school_year_of(date_of(r, d));
  uint32_t attribute =
      rbk_intern_find(&r->reg->roll.attributes, rbk_text_of("year_group"));
  bool any = false;
  rbk_date latest = INT32_MIN;
  *out = nothing;
  for (size_t i = 0; i < c->named_count; i++) {
    const rbk_named_period *p = &c->named[i];
    if (!same(p->name, name) || rbk_school_year_of(p->from) != year ||
        !for_year_group(p, reference_attribute(r, attribute, d)))
      continue;
    any = true;
    if (p->from > date_of(r, d) || p->from < latest) continue;
    latest = p->from;
    *out = (span){p->from, p->to};
    if (out->to > rbk_school_year_last(year))
      out->to = rbk_school_year_last(year);
  }
  return any;
}

/* --- by events ------------------------------------------------------------ */

static bool working_day(const reference *r, rbk_date date) {
  return rbk_date_weekday(date) < RBK_SATURDAY &&
         !rbk_calendar_is_bank_holiday(&r->reg->calendar, date);
}

static bool school_week(const reference *r, rbk_date monday) {
  for (int i = 0; i < 7; i++)
    if (is_school_day(r, monday + i)) return true;
  return false;
}

/* What one date adds to a count of units; weeks are counted on the weekday of
 * the event. */
static bool counts(const reference *r, rbk_span_unit unit, rbk_date date,
                   rbk_date event) {
  switch (unit) {
  case RBK_SPAN_SCHOOL_DAYS:
    return is_school_day(r, date);
  case RBK_SPAN_WORKING_DAYS:
    return working_day(r, date);
  case RBK_SPAN_SCHOOL_WEEKS:
    return rbk_date_weekday(date) == rbk_date_weekday(event) &&
           school_week(r, rbk_date_monday(date));
  default:
    return true;
  }
}

static bool after(const reference *r, const rbk_window_spec *spec,
                  rbk_date event, span *out) {
  int32_t left = spec->n;
  bool by_date = spec->unit == RBK_SPAN_CALENDAR_DAYS;
  if (!by_date && !covered(r, event)) return false;
  *out = (span){event + 1, INT32_MAX};
  for (rbk_date date = event + 1; by_date || covered(r, date); date++)
    if (counts(r, spec->unit, date, event) && --left == 0) {
      out->to = date;
      break;
    }
  return true;
}

static bool before(const reference *r, const rbk_window_spec *spec,
                   rbk_date event, span *out) {
  bool by_date = spec->unit == RBK_SPAN_CALENDAR_DAYS;
  int32_t n = spec->n;
  rbk_date monday = INT32_MAX;
  if (!by_date && !covered(r, event)) return false;
  *out = (span){INT32_MAX, event};
  for (rbk_date date = event; by_date || covered(r, date); date--) {
    if (spec->unit == RBK_SPAN_SCHOOL_WEEKS) {
      if (!is_school_day(r, date)) continue;
      if (rbk_date_monday(date) != monday && n-- == 0) break;
      monday = rbk_date_monday(date);
      out->from = date;
    } else {
      out->from = date;
      if (counts(r, spec->unit, date, event) && --n == 0) break;
    }
  }
  return true;
}

static bool by_event(const reference *r, const rbk_window_spec *spec, rbk_day d,
                     span *out) {
  rbk_event_match match = {.kind = spec->event_kind};
  const rbk_event *e = reference_latest(r, &match, d);
  if (!e) return false;
  if (spec->kind == RBK_WINDOW_AFTER) return after(r, spec, e->date, out);
  if (spec->kind == RBK_WINDOW_BEFORE) return before(r, spec, e->date, out);
  *out = (span){e->date + 1, INT32_MAX};
  return true;
}

static bool spell(const reference *r, rbk_day d, span *out) {
  const rbk_pupil *p = &r->reg->roll.pupils[r->pupil];
  for (size_t i = 0; i < p->spell_count; i++) {
    rbk_date from = p->spells[i].from, to = p->spells[i].to;
    *out = (span){from == RBK_NO_DATE ? INT32_MIN : from,
                  to == RBK_NO_DATE ? INT32_MAX : to};
    if (out->from <= date_of(r, d) && date_of(r, d) <= out->to) return true;
  }
  return false;
}

/* --- all kinds but last_year ---------------------------------------------- */

static bool window_dates(const reference *r, const rbk_window_spec *spec,
                         rbk_day d, span *out) {
  rbk_date today = date_of(r, d);
  int year = rbk_school_year_of(today);
  int64_t back = 0;
  switch (spec->kind) {
  case RBK_WINDOW_ALL:
    *out = (span){INT32_MIN, INT32_MAX};
    return true;
  case RBK_WINDOW_SPELL:
    return spell(r, d, out);
  case RBK_WINDOW_SINCE:
  case RBK_WINDOW_AFTER:
  case RBK_WINDOW_BEFORE:
    return by_event(r, spec, d, out);
  case RBK_WINDOW_SINCE_STAGE:
    for (size_t i = r->stay_count; i-- > 0;) {
      if (r->stays[i].stage != spec->stage || r->stays[i].entered >= d)
        continue;
      *out = (span){date_of(r, r->stays[i].entered), INT32_MAX};
      return true;
    }
    return false;
  case RBK_WINDOW_BETWEEN:
    *out = spec->to < spec->from
               ? nothing
               : standing(today, (span){spec->from, spec->to});
    return true;
  case RBK_WINDOW_BETWEEN_EACH:
    *out = (span){in_year(year, spec->from_month, spec->from_day),
                  in_year(year, spec->to_month, spec->to_day)};
    if (out->to < out->from) out->to = rbk_school_year_last(year);
    *out = standing(today, *out);
    return true;
  case RBK_WINDOW_PERIOD:
    return named(r, spec->name, d, out);
  default:
    break;
  }
  for (; spec->kind == RBK_WINDOW_PREVIOUS; spec = spec->inner) back++;
  return dates_of(r, spec, back, d, out);
}

/* The place of a day: its school year and its number in it. */
typedef struct place {
  int year, number;
} place;

static place place_of(const reference *r, rbk_day x) {
  place p = {rbk_school_year_of(date_of(r, x)), 0};
  rbk_date begins = rbk_school_year_first(p.year);
  while (x > 0 && date_of(r, x - 1) >= begins) x--, p.number++;
  return p;
}

static bool not_after(place a, place b) {
  return a.year < b.year || (a.year == b.year && a.number <= b.number);
}

static bool last_year(const reference *r, const rbk_window_spec *spec,
                      rbk_day d, bool *held) {
  bool inner[LONGEST_AXIS];
  rbk_day days = (rbk_day)r->reg->calendar.day_count, low = -1, high = -1;
  for (rbk_day x = 0; x < days; x++) held[x] = false;
  if (!reference_window(r, spec->inner, d, inner)) return false;
  for (rbk_day x = 0; x < days; x++)
    if (inner[x]) low = low < 0 ? x : low, high = x;
  rbk_date year_ago = rbk_school_year_first(place_of(r, d).year - 1);
  if (!covered(r, year_ago)) return false;
  if (low < 0) return true;
  place from = place_of(r, low), to = place_of(r, high);
  from.year--, to.year--;
  if (!covered(r, rbk_school_year_first(to.year))) return false;
  for (rbk_day x = 0; x < days; x++)
    held[x] = not_after(from, place_of(r, x)) && not_after(place_of(r, x), to);
  return true;
}

bool reference_window(const reference *r, const rbk_window_spec *spec,
                      rbk_day d, bool *held) {
  if (spec->kind == RBK_WINDOW_LAST_YEAR) return last_year(r, spec, d, held);
  span s = nothing;
  bool exists = window_dates(r, spec, d, &s);
  for (rbk_day x = 0; (size_t)x < r->reg->calendar.day_count; x++)
    held[x] =
        exists && x <= d && date_of(r, x) >= s.from && date_of(r, x) <= s.to;
  return exists;
}

/* Windows of school days and weeks hold an event by the day it takes effect. */
static bool by_effect(const rbk_window_spec *spec) {
  switch (spec->kind) {
  case RBK_WINDOW_DAY:
  case RBK_WINDOW_WEEK:
  case RBK_WINDOW_SCHOOL_DAYS:
  case RBK_WINDOW_SCHOOL_WEEKS:
  case RBK_WINDOW_LAST_YEAR:
    return true;
  case RBK_WINDOW_PREVIOUS:
    return by_effect(spec->inner);
  case RBK_WINDOW_AFTER:
  case RBK_WINDOW_BEFORE:
    return spec->unit == RBK_SPAN_SCHOOL_DAYS ||
           spec->unit == RBK_SPAN_SCHOOL_WEEKS;
  default:
    return false;
  }
}

bool reference_holds_event(const reference *r, const rbk_window_spec *spec,
                           rbk_day d, const rbk_event *e) {
  bool held[LONGEST_AXIS];
  span s;
  if (by_effect(spec)) {
    rbk_day effect = reference_close(r, e->date);
    return covered(r, e->date) && effect <= d &&
           reference_window(r, spec, d, held) && held[effect];
  }
  return window_dates(r, spec, d, &s) && e->date >= s.from && e->date <= s.to;
}
