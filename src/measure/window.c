/* Windows that the calendar alone decides. */
#include "measure/window.h"
#include "measure/fact.h"

#include <string.h>

#include "measure/window_parts.h"

/* --- filling a window in -------------------------------------------------- */

rbk_status rbk_window_begin(rbk_arena *arena, const rbk_calendar *calendar,
                            rbk_window *out) {
  size_t days = calendar->day_count;
  rbk_window window = {0};
  window.exists =
      rbk_arena_take(arena, rbk_bits_words(days), sizeof *window.exists);
  window.from = rbk_arena_take(arena, days, sizeof *window.from);
  window.to = rbk_arena_take(arena, days, sizeof *window.to);
  window.from_date = rbk_arena_take(arena, days, sizeof *window.from_date);
  window.to_date = rbk_arena_take(arena, days, sizeof *window.to_date);
  window.first = rbk_arena_take(arena, days, sizeof *window.first);
  window.last = rbk_arena_take(arena, days, sizeof *window.last);
  if (!window.exists || !window.from || !window.to || !window.from_date ||
      !window.to_date || !window.first || !window.last)
    return RBK_NOMEM;
  for (size_t d = 0; d < days; d++) {
    window.to[d] = -1;
    window.from_date[d] = RBK_DATE_LAST;
    window.to_date[d] = RBK_DATE_FIRST;
  }
  *out = window;
  return RBK_OK;
}

void rbk_window_put(rbk_window *window, rbk_day day, const rbk_stretch *held) {
  if (!held->exists) return;
  rbk_bits_set(window->exists, (size_t)day);
  bool any = held->from <= held->to;
  window->from[day] = any ? held->from : 0;
  window->to[day] = any ? held->to : -1;
  window->from_date[day] = held->from_date;
  window->to_date[day] = held->to_date;
}

/* Days first..last have come into the window on day d. False when one of them
 * had been in it before: then its days are no unbroken range. */
static bool come_in(rbk_window *window, rbk_day none, rbk_day first,
                    rbk_day last, rbk_day d) {
  for (rbk_day x = first; x <= last; x++) {
    if (window->first[x] != none) return false;
    window->first[x] = d;
  }
  return true;
}

static void go_out(rbk_window *window, rbk_day first, rbk_day last, rbk_day d) {
  for (rbk_day x = first; x <= last; x++) window->last[x] = d - 1;
}

static rbk_day lower(rbk_day a, rbk_day b) {
  return a < b ? a : b;
}
static rbk_day higher(rbk_day a, rbk_day b) {
  return a > b ? a : b;
}

/* Walks over the days and notes for each x when it comes and goes. Each x
 * comes in once, so this is as long as the axis. */
static bool turn_round(const rbk_calendar *calendar, rbk_window *window) {
  rbk_day days = (rbk_day)calendar->day_count;
  for (rbk_day x = 0; x < days; x++) {
    window->first[x] = days;
    window->last[x] = days - 1;
  }
  rbk_day from = 0, to = -1; /* held on the day before */
  for (rbk_day d = 0; d < days; d++) {
    rbk_day next_from = window->from[d], next_to = window->to[d];
    if (next_from > next_to) {
      go_out(window, from, to, d);
      from = 0, to = -1;
      continue;
    }
    if (from > to) from = next_from, to = next_from - 1;
    go_out(window, from, lower(to, next_from - 1), d);
    go_out(window, higher(from, next_to + 1), to, d);
    if (!come_in(window, days, next_from, lower(next_to, from - 1), d) ||
        !come_in(window, days, higher(next_from, to + 1), next_to, d))
      return false;
    from = next_from, to = next_to;
  }
  return true;
}

void rbk_window_end(const rbk_calendar *calendar, rbk_window *window) {
  if (!turn_round(calendar, window)) window->first = window->last = NULL;
  if (rbk_bits_count(window->exists, calendar->day_count) ==
      calendar->day_count)
    window->exists = NULL;
}

/* --- stretches ------------------------------------------------------------ */

rbk_stretch rbk_stretch_empty(void) {
  return (rbk_stretch){true, 0, -1, RBK_DATE_LAST, RBK_DATE_FIRST};
}

rbk_stretch rbk_stretch_of_dates(const rbk_calendar *calendar, rbk_day d,
                                 rbk_date from, rbk_date to) {
  rbk_stretch held = {true, rbk_calendar_on_or_after(calendar, from),
                      lower(rbk_calendar_on_or_before(calendar, to), d), from,
                      to};
  return held;
}

/* Index of the school year of a day. */
static uint32_t year_of(const rbk_calendar *calendar, rbk_day d) {
  return calendar->period_of[RBK_PERIOD_SCHOOL_YEAR][d];
}

static bool year_follows(const rbk_period *years, uint32_t year) {
  return years[year].from == years[year - 1].to + 1;
}

rbk_day rbk_loaded_from(const rbk_calendar *calendar, rbk_day d) {
  const rbk_period *years = calendar->periods[RBK_PERIOD_SCHOOL_YEAR];
  uint32_t year = year_of(calendar, d);
  while (year > 0 && year_follows(years, year)) year--;
  return years[year].first;
}

rbk_day rbk_loaded_to(const rbk_calendar *calendar, rbk_day d) {
  const rbk_period *years = calendar->periods[RBK_PERIOD_SCHOOL_YEAR];
  uint32_t year = year_of(calendar, d);
  while (year + 1 < calendar->period_count[RBK_PERIOD_SCHOOL_YEAR] &&
         year_follows(years, year + 1))
    year++;
  return years[year].last;
}

static bool any_year_loaded(const rbk_calendar *calendar, rbk_date from,
                            rbk_date to) {
  const rbk_period *years = calendar->periods[RBK_PERIOD_SCHOOL_YEAR];
  for (size_t i = 0; i < calendar->period_count[RBK_PERIOD_SCHOOL_YEAR]; i++)
    if (from <= years[i].to && to >= years[i].from) return true;
  return false;
}

/* The last n periods of a kind, d's own included, moved back `back` times. */
static rbk_stretch last_periods(const rbk_calendar *calendar,
                                rbk_period_kind kind, int32_t n, int32_t back,
                                rbk_day d) {
  const rbk_period *periods = calendar->periods[kind];
  int64_t own = calendar->period_of[kind][d];
  int64_t lowest = calendar->period_of[kind][rbk_loaded_from(calendar, d)];
  int64_t last = own - (int64_t)back * n, first = last - n + 1;
  if (last < lowest) return (rbk_stretch){.exists = false};
  if (first < lowest) first = lowest;
  return (rbk_stretch){true, periods[first].first,
                       back ? periods[last].last : d, periods[first].from,
                       periods[last].to};
}

/* Dates far before all records stand for themselves no more. */
static rbk_date clamp_date(int64_t date) {
  return date < RBK_DATE(1, 1, 1) ? RBK_DATE_FIRST : (rbk_date)date;
}

static rbk_date years_before(rbk_date date, int64_t years) {
  if (years > 1900) return RBK_DATE_FIRST;
  return rbk_date_add_years(date, -(int)years);
}

/* First and last date of the last n days, weeks or years, moved back. */
static void last_dates(rbk_window_kind kind, int32_t n, int32_t back,
                       rbk_date today, rbk_date *from, rbk_date *to) {
  int64_t unit = kind == RBK_WINDOW_CALENDAR_WEEKS ? 7 : 1;
  int64_t length = n * unit;
  /* The last day of the whole stretch, and of it what has passed. */
  int64_t end = unit == 7 ? rbk_date_monday(today) + 6 : today;
  if (kind == RBK_WINDOW_YEARS) {
    *from = years_before(today, (int64_t)n * (back + 1));
    if (*from != RBK_DATE_FIRST) *from += 1;
    *to = back ? years_before(today, (int64_t)n * back) : today;
    return;
  }
  *from = clamp_date(end - length * (back + 1) + 1);
  *to = back ? clamp_date(end - length * back) : today;
}

/* How a counted or calendar window is counted. */
static const struct counting {
  bool by_periods, counted, by_effect;
  rbk_period_kind period;
} countings[RBK_WINDOW_KINDS] = {
    [RBK_WINDOW_SCHOOL_YEAR] = {true, false, false, RBK_PERIOD_SCHOOL_YEAR},
    [RBK_WINDOW_TERM] = {true, false, false, RBK_PERIOD_TERM},
    [RBK_WINDOW_HALF_TERM] = {true, false, false, RBK_PERIOD_HALF_TERM},
    [RBK_WINDOW_MONTH] = {true, false, false, RBK_PERIOD_MONTH},
    [RBK_WINDOW_WEEK] = {true, false, true, RBK_PERIOD_WEEK},
    [RBK_WINDOW_DAY] = {true, false, true, RBK_PERIOD_DAY},
    [RBK_WINDOW_SCHOOL_DAYS] = {true, true, true, RBK_PERIOD_DAY},
    [RBK_WINDOW_SCHOOL_WEEKS] = {true, true, true, RBK_PERIOD_WEEK},
    [RBK_WINDOW_HALF_TERMS] = {true, true, false, RBK_PERIOD_HALF_TERM},
    [RBK_WINDOW_TERMS] = {true, true, false, RBK_PERIOD_TERM},
    [RBK_WINDOW_CALENDAR_DAYS] = {false, true, false, RBK_PERIOD_DAY},
    [RBK_WINDOW_CALENDAR_WEEKS] = {false, true, false, RBK_PERIOD_DAY},
    [RBK_WINDOW_YEARS] = {false, true, false, RBK_PERIOD_DAY},
};

static bool is_counting(rbk_window_kind kind) {
  return countings[kind].by_periods || countings[kind].counted;
}

bool rbk_stretch_counted(const rbk_calendar *calendar,
                         const rbk_window_spec *spec, int32_t back, rbk_day d,
                         rbk_stretch *out) {
  const struct counting *counting = &countings[spec->kind];
  if (!is_counting(spec->kind)) return false;
  int32_t n = counting->counted ? spec->n : 1;
  if (counting->by_periods) {
    *out = last_periods(calendar, counting->period, n, back, d);
    return true;
  }
  rbk_date from, to;
  last_dates(spec->kind, n, back, calendar->date[d], &from, &to);
  *out = (rbk_stretch){.exists = false};
  if (back == 0 || any_year_loaded(calendar, from, to))
    *out = rbk_stretch_of_dates(calendar, d, from, to);
  return true;
}

/* A fixed stretch: nothing before it begins, then its days up to d; from its
 * end it stands still until 31 July. */
static rbk_stretch standing(const rbk_calendar *calendar, rbk_day d,
                            rbk_date from, rbk_date to) {
  rbk_date today = calendar->date[d];
  rbk_date end = rbk_school_year_last(rbk_school_year_of(to));
  if (today < from || today > end) return rbk_stretch_empty();
  return rbk_stretch_of_dates(calendar, d, from, to);
}

/* The day of a month in a school year; 29 February becomes 28. */
static rbk_date date_in_year(int first_year, uint8_t month, uint8_t day) {
  rbk_date date = rbk_school_year_first(first_year);
  int year = month >= 8 ? first_year : first_year + 1;
  for (int cut = day; cut > 0; cut--)
    if (rbk_date_make(year, month, cut, &date)) break;
  return date;
}

static rbk_stretch between_each(const rbk_calendar *calendar,
                                const rbk_window_spec *spec, rbk_day d) {
  int year = rbk_school_year_of(calendar->date[d]);
  rbk_date from = date_in_year(year, spec->from_month, spec->from_day);
  rbk_date to = date_in_year(year, spec->to_month, spec->to_day);
  if (to < from) to = rbk_school_year_last(year);
  return standing(calendar, d, from, to);
}

static bool is_of_year_group(const rbk_named_period *named, const char *group) {
  if (!named->year_groups) return true;
  if (!group) return false;
  int own, listed;
  bool number = rbk_year_group_number(group, &own);
  for (size_t i = 0; i < named->year_group_count; i++) {
    if (strcmp(named->year_groups[i], group) == 0) return true;
    if (number && rbk_year_group_number(named->year_groups[i], &listed) &&
        own == listed)
      return true;
  }
  return false;
}

rbk_stretch rbk_stretch_named(const rbk_calendar *calendar, const char *name,
                              const char *year_group, rbk_day d) {
  const rbk_named_period *chosen = NULL;
  rbk_date today = calendar->date[d];
  int year = rbk_school_year_of(today);
  bool any = false;
  for (size_t i = 0; i < calendar->named_count; i++) {
    const rbk_named_period *named = &calendar->named[i];
    if (strcmp(named->name, name) != 0 ||
        rbk_school_year_of(named->from) != year ||
        !is_of_year_group(named, year_group))
      continue;
    any = true;
    if (named->from <= today && (!chosen || named->from >= chosen->from))
      chosen = named;
  }
  if (!any) return (rbk_stretch){.exists = false};
  if (!chosen) return rbk_stretch_empty();
  rbk_date end = rbk_school_year_last(year);
  return standing(calendar, d, chosen->from,
                  chosen->to < end ? chosen->to : end);
}

/* --- the same stretch of the year before ---------------------------------- */

/* The day with d's number in the year before d's, at most one beyond that
 * year's last. -1: that year is not loaded. */
static rbk_day a_year_before(const rbk_calendar *calendar, rbk_day d) {
  const rbk_period *years = calendar->periods[RBK_PERIOD_SCHOOL_YEAR];
  uint32_t year = year_of(calendar, d);
  if (year == 0 || !year_follows(years, year)) return -1;
  rbk_day day = years[year - 1].first + (d - years[year].first);
  return lower(day, years[year - 1].last + 1);
}

static rbk_stretch moved_a_year(const rbk_calendar *calendar,
                                const rbk_window *inner, rbk_day d) {
  if ((inner->exists && !rbk_bits_get(inner->exists, (size_t)d)) ||
      a_year_before(calendar, d) < 0)
    return (rbk_stretch){.exists = false};
  if (inner->from[d] > inner->to[d]) return rbk_stretch_empty();
  rbk_day from = a_year_before(calendar, inner->from[d]);
  rbk_day to = a_year_before(calendar, inner->to[d]);
  if (to < 0) return (rbk_stretch){.exists = false};
  if (from < 0) from = rbk_loaded_from(calendar, d); /* what there is */
  const rbk_period *held =
      &calendar->periods[RBK_PERIOD_SCHOOL_YEAR]
                        [year_of(calendar, inner->to[d]) - 1];
  to = lower(to, held->last);
  if (from > to) return rbk_stretch_empty();
  return (rbk_stretch){true, from, to, calendar->date[from],
                       calendar->date[to]};
}

void rbk_window_year_before(const rbk_calendar *calendar,
                            const rbk_window *inner, rbk_window *out) {
  for (rbk_day d = 0; d < (rbk_day)calendar->day_count; d++) {
    rbk_stretch held = moved_a_year(calendar, inner, d);
    rbk_window_put(out, d, &held);
  }
}

/* --- making them ---------------------------------------------------------- */

static bool needs_count(rbk_window_kind kind) {
  return countings[kind].counted || kind == RBK_WINDOW_AFTER ||
         kind == RBK_WINDOW_BEFORE;
}

/* previous(previous(w)): w, and how often. */
static const rbk_window_spec *innermost(const rbk_window_spec *spec,
                                        int32_t *back) {
  *back = 0;
  for (; spec && spec->kind == RBK_WINDOW_PREVIOUS; spec = spec->inner) ++*back;
  return spec;
}

static bool is_sound(const rbk_window_spec *spec) {
  if (spec->kind >= RBK_WINDOW_KINDS) return false;
  if (needs_count(spec->kind) && spec->n < 1) return false;
  if (spec->kind == RBK_WINDOW_PERIOD) return spec->name != NULL;
  if (spec->kind == RBK_WINDOW_LAST_YEAR)
    return spec->inner && is_sound(spec->inner);
  if (spec->kind != RBK_WINDOW_PREVIOUS) return true;
  int32_t back;
  const rbk_window_spec *of = innermost(spec, &back);
  return of && is_sound(of) && is_counting(of->kind);
}

static bool goes_by_effect(const rbk_window_spec *spec) {
  int32_t back;
  switch (spec->kind) {
  case RBK_WINDOW_LAST_YEAR:
    return true;
  case RBK_WINDOW_PREVIOUS:
    return countings[innermost(spec, &back)->kind].by_effect;
  case RBK_WINDOW_AFTER:
  case RBK_WINDOW_BEFORE:
    return spec->unit == RBK_SPAN_SCHOOL_DAYS ||
           spec->unit == RBK_SPAN_SCHOOL_WEEKS;
  default:
    return countings[spec->kind].by_effect;
  }
}

static rbk_stretch held_on(const rbk_calendar *calendar,
                           const rbk_window_spec *spec, rbk_day d) {
  int32_t back;
  const rbk_window_spec *counted = innermost(spec, &back);
  rbk_stretch held = {.exists = false};
  if (rbk_stretch_counted(calendar, counted, back, d, &held)) return held;
  switch (spec->kind) {
  case RBK_WINDOW_ALL:
    return (rbk_stretch){true, 0, d, RBK_DATE_FIRST, RBK_DATE_LAST};
  case RBK_WINDOW_BETWEEN:
    if (spec->to < spec->from) return rbk_stretch_empty();
    return standing(calendar, d, spec->from, spec->to);
  case RBK_WINDOW_BETWEEN_EACH:
    return between_each(calendar, spec, d);
  case RBK_WINDOW_PERIOD:
    return rbk_stretch_named(calendar, spec->name, NULL, d);
  default:
    return held;
  }
}

rbk_status rbk_window_make(rbk_arena *arena, const rbk_calendar *calendar,
                           const rbk_window_spec *spec, rbk_window *out) {
  if (!is_sound(spec)) return RBK_USAGE;
  bool by_effect = goes_by_effect(spec);
  if (rbk_window_spec_by_pupil(spec, calendar)) {
    *out = (rbk_window){.by_pupil = true, .by_effect = by_effect};
    return RBK_OK;
  }
  rbk_window window, inner;
  rbk_status status = rbk_window_begin(arena, calendar, &window);
  if (status != RBK_OK) return status;
  if (spec->kind == RBK_WINDOW_LAST_YEAR) {
    status = rbk_window_make(arena, calendar, spec->inner, &inner);
    if (status != RBK_OK) return status;
    rbk_window_year_before(calendar, &inner, &window);
  } else {
    for (rbk_day d = 0; d < (rbk_day)calendar->day_count; d++) {
      rbk_stretch held = held_on(calendar, spec, d);
      rbk_window_put(&window, d, &held);
    }
  }
  rbk_window_end(calendar, &window);
  window.by_effect = by_effect;
  *out = window;
  return RBK_OK;
}

/* --- the days common to two ----------------------------------------------- */

static bool exists_on(const rbk_window *window, rbk_day d) {
  return !window->exists || rbk_bits_get(window->exists, (size_t)d);
}

rbk_status rbk_window_common(rbk_arena *arena, const rbk_calendar *calendar,
                             const rbk_window *a, const rbk_window *b,
                             rbk_window *out) {
  rbk_window window;
  rbk_status status = rbk_window_begin(arena, calendar, &window);
  if (status != RBK_OK) return status;
  for (rbk_day d = 0; d < (rbk_day)calendar->day_count; d++) {
    rbk_stretch held = {
        exists_on(a, d) && exists_on(b, d),
        higher(a->from[d], b->from[d]),
        lower(a->to[d], b->to[d]),
        a->from_date[d] > b->from_date[d] ? a->from_date[d] : b->from_date[d],
        a->to_date[d] < b->to_date[d] ? a->to_date[d] : b->to_date[d],
    };
    rbk_window_put(&window, d, &held);
  }
  rbk_window_end(calendar, &window);
  *out = window;
  return RBK_OK;
}

/* --- specs ---------------------------------------------------------------- */

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

bool rbk_window_spec_equal(const rbk_window_spec *a, const rbk_window_spec *b) {
  if (a == b) return true;
  if (!a || !b || a->kind != b->kind) return false;
  return a->n == b->n && a->unit == b->unit && a->from == b->from &&
         a->to == b->to && a->from_month == b->from_month &&
         a->from_day == b->from_day && a->to_month == b->to_month &&
         a->to_day == b->to_day && same_text(a->name, b->name) &&
         a->event_kind == b->event_kind && a->stage == b->stage &&
         (a->match == b->match ||
          (a->match && b->match &&
           rbk_event_match_equal(a->match, b->match))) &&
         rbk_window_spec_equal(a->inner, b->inner);
}

bool rbk_window_is_by_stage(const rbk_window_spec *spec) {
  for (; spec; spec = spec->inner)
    if (spec->kind == RBK_WINDOW_SINCE_STAGE) return true;
  return false;
}

bool rbk_window_spec_by_pupil(const rbk_window_spec *spec,
                              const rbk_calendar *calendar) {
  switch (spec->kind) {
  case RBK_WINDOW_SPELL:
  case RBK_WINDOW_SINCE:
  case RBK_WINDOW_AFTER:
  case RBK_WINDOW_BEFORE:
  case RBK_WINDOW_SINCE_STAGE:
    return true;
  case RBK_WINDOW_PREVIOUS:
  case RBK_WINDOW_LAST_YEAR:
    return rbk_window_spec_by_pupil(spec->inner, calendar);
  case RBK_WINDOW_PERIOD:
    for (size_t i = 0; i < calendar->named_count; i++)
      if (calendar->named[i].year_groups &&
          strcmp(calendar->named[i].name, spec->name) == 0)
        return true;
    return false;
  default:
    return false;
  }
}
