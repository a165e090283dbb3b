/* Windows that depend on the pupil: enrolment, events, stages, year group. */
#include <string.h>

#include "measure/fact.h"
#include "measure/window_parts.h"

typedef struct making {
  rbk_arena *arena;
  const rbk_register *reg;
  const rbk_window_owner *owner;
  const rbk_window_spec *spec;
  rbk_window window;
} making;

static rbk_status make_spell(making *m) {
  const rbk_pupil *pupil = &m->reg->roll.pupils[m->owner->pupil];
  for (size_t s = 0; s < pupil->spell_count; s++) {
    const rbk_spell *spell = &pupil->spells[s];
    rbk_stretch held = {true, spell->first_day, 0,
                        spell->from == RBK_NO_DATE ? RBK_DATE_FIRST
                                                   : spell->from,
                        spell->to == RBK_NO_DATE ? RBK_DATE_LAST : spell->to};
    for (rbk_day d = spell->first_day; d <= spell->last_day; d++) {
      held.to = d;
      rbk_window_put(&m->window, d, &held);
    }
  }
  return RBK_OK;
}

/* The school days of dates from .. to as they stand on day d. */
static rbk_stretch dates_on(const making *m, rbk_day d, rbk_date from,
                            rbk_date to) {
  return rbk_stretch_of_dates(&m->reg->calendar, d, from, to);
}

static rbk_stretch since(const making *m, rbk_date date, rbk_day d) {
  return dates_on(m, d, date + 1, RBK_DATE_LAST);
}

static rbk_stretch after(const making *m, rbk_date date, rbk_day d) {
  const rbk_calendar *calendar = &m->reg->calendar;
  rbk_date end, last;
  int32_t left;
  if (!rbk_span_after(calendar, date, m->spec->unit, m->spec->n, &end, &left,
                      &last)) {
    if (!rbk_calendar_covers(calendar, date))
      return (rbk_stretch){.exists = false};
    end = RBK_DATE_LAST;
  }
  return dates_on(m, d, date + 1, end);
}

/* The first of the n Mondays to Fridays outside the bank holidays that end on
 * the date, or the first date of the loaded years. */
static rbk_date working_days_before(const rbk_calendar *calendar, rbk_date date,
                                    int32_t n) {
  rbk_date first = date;
  for (rbk_date d = date; n > 0 && rbk_calendar_covers(calendar, d); d--) {
    if (rbk_date_weekday(d) <= RBK_FRIDAY &&
        !rbk_calendar_is_bank_holiday(calendar, d))
      n--;
    first = d;
  }
  return first;
}

static rbk_stretch before(const making *m, rbk_date date, rbk_day d) {
  const rbk_calendar *calendar = &m->reg->calendar;
  int32_t n = m->spec->n;
  if (m->spec->unit == RBK_SPAN_CALENDAR_DAYS) {
    int64_t from = (int64_t)date - n + 1;
    return dates_on(
        m, d, from < RBK_DATE_FIRST ? RBK_DATE_FIRST : (rbk_date)from, date);
  }
  if (!rbk_calendar_covers(calendar, date))
    return (rbk_stretch){.exists = false};
  if (m->spec->unit == RBK_SPAN_WORKING_DAYS)
    return dates_on(m, d, working_days_before(calendar, date, n), date);
  rbk_day end = rbk_calendar_on_or_before(calendar, date);
  int year = rbk_school_year_of(date);
  /* In August the days before it are last year's, if that is loaded. */
  if (end < 0 ||
      (rbk_school_year_of(calendar->date[end]) != year &&
       !rbk_calendar_covers(calendar, rbk_school_year_last(year - 1))))
    return rbk_stretch_empty();
  rbk_window_spec counted = {.kind = m->spec->unit == RBK_SPAN_SCHOOL_WEEKS
                                         ? RBK_WINDOW_SCHOOL_WEEKS
                                         : RBK_WINDOW_SCHOOL_DAYS,
                             .n = n};
  rbk_stretch held;
  rbk_stretch_counted(calendar, &counted, 0, end, &held);
  held.to_date = date;
  return held;
}

/* For each day the stretch that its latest event gives; no event, no window. */
static rbk_status make_by_event(making *m) {
  static rbk_stretch (*const stretch_of[RBK_WINDOW_KINDS])(
      const making *, rbk_date, rbk_day) = {
      [RBK_WINDOW_SINCE] = since,
      [RBK_WINDOW_AFTER] = after,
      [RBK_WINDOW_BEFORE] = before,
  };
  const rbk_calendar *calendar = &m->reg->calendar;
  rbk_event_match match = {.kind = m->spec->event_kind};
  if (m->spec->match) match = *m->spec->match;
  const rbk_event **latest;
  rbk_status status = rbk_events_latest(
      m->arena, m->reg, &(rbk_event_reader){m->owner->pupil, m->owner->parent},
      &match, &latest);
  if (status != RBK_OK) return status;
  const rbk_event *event = NULL;
  rbk_stretch held = {.exists = false}, whole = held;
  for (rbk_day d = 0; d < (rbk_day)calendar->day_count; d++) {
    if (!latest[d]) continue;
    if (latest[d] != event) { /* its whole stretch, once for each event */
      event = latest[d];
      whole = stretch_of[m->spec->kind](m, event->date,
                                        (rbk_day)calendar->day_count - 1);
    }
    held = whole;
    if (held.to > d) held.to = d;
    rbk_window_put(&m->window, d, &held);
  }
  return RBK_OK;
}

static rbk_status make_since_stage(making *m) {
  const rbk_calendar *calendar = &m->reg->calendar;
  rbk_day entered = RBK_NO_DAY;
  size_t next = 0;
  for (rbk_day d = 0; d < (rbk_day)calendar->day_count; d++) {
    for (; next < m->owner->stay_count; next++) {
      const rbk_stay_days *stay = &m->owner->stays[next];
      if (stay->entered >= d) break;
      if (stay->stage == m->spec->stage) entered = stay->entered;
    }
    if (entered == RBK_NO_DAY) continue;
    rbk_stretch held = {true, entered, d, calendar->date[entered],
                        RBK_DATE_LAST};
    rbk_window_put(&m->window, d, &held);
  }
  return RBK_OK;
}

static rbk_status make_named(making *m) {
  const rbk_register *reg = m->reg;
  uint32_t attribute =
      rbk_intern_find(&reg->roll.attributes, rbk_text_of("year_group"));
  for (rbk_day d = 0; d < (rbk_day)reg->calendar.day_count; d++) {
    const char *group = NULL;
    if (attribute != RBK_NONE)
      group = rbk_history_attribute(&reg->history, &reg->roll, m->owner->pupil,
                                    attribute, d);
    rbk_stretch held =
        rbk_stretch_named(&reg->calendar, m->spec->name, group, d);
    rbk_window_put(&m->window, d, &held);
  }
  return RBK_OK;
}

static rbk_status make_year_before(making *m) {
  rbk_window inner;
  rbk_status status;
  if (rbk_window_spec_by_pupil(m->spec->inner, &m->reg->calendar))
    status =
        rbk_window_of_pupil(m->arena, m->reg, m->owner, m->spec->inner, &inner);
  else
    status =
        rbk_window_make(m->arena, &m->reg->calendar, m->spec->inner, &inner);
  if (status == RBK_OK)
    rbk_window_year_before(&m->reg->calendar, &inner, &m->window);
  return status;
}

rbk_status rbk_window_of_pupil(rbk_arena *arena, const rbk_register *reg,
                               const rbk_window_owner *owner,
                               const rbk_window_spec *spec, rbk_window *out) {
  static rbk_status (*const make[RBK_WINDOW_KINDS])(making *) = {
      [RBK_WINDOW_SPELL] = make_spell,
      [RBK_WINDOW_SINCE] = make_by_event,
      [RBK_WINDOW_AFTER] = make_by_event,
      [RBK_WINDOW_BEFORE] = make_by_event,
      [RBK_WINDOW_SINCE_STAGE] = make_since_stage,
      [RBK_WINDOW_PERIOD] = make_named,
      [RBK_WINDOW_LAST_YEAR] = make_year_before,
  };
  /* Also tells whether the spec is sound, and how events are placed in it. */
  rbk_window kind;
  rbk_status status = rbk_window_make(arena, &reg->calendar, spec, &kind);
  if (status != RBK_OK) return status;
  if (!kind.by_pupil || !make[spec->kind]) return RBK_USAGE;
  making m = {arena, reg, owner, spec, {0}};
  status = rbk_window_begin(arena, &reg->calendar, &m.window);
  if (status == RBK_OK) status = make[spec->kind](&m);
  if (status != RBK_OK) return status;
  rbk_window_end(&reg->calendar, &m.window);
  m.window.by_effect = kind.by_effect;
  *out = m.window;
  return RBK_OK;
}

rbk_status rbk_window_after_dates(rbk_arena *arena,
                                  const rbk_calendar *calendar,
                                  const rbk_date *after_dates,
                                  rbk_window *out) {
  rbk_window window;
  rbk_status status = rbk_window_begin(arena, calendar, &window);
  if (status != RBK_OK) return status;
  for (rbk_day d = 0; d < (rbk_day)calendar->day_count; d++) {
    rbk_stretch held = {true, 0, d, RBK_DATE_FIRST, RBK_DATE_LAST};
    if (after_dates[d] != RBK_NO_DATE)
      held =
          rbk_stretch_of_dates(calendar, d, after_dates[d] + 1, RBK_DATE_LAST);
    rbk_window_put(&window, d, &held);
  }
  rbk_window_end(calendar, &window);
  *out = window;
  return RBK_OK;
}
