/* Counting forward from a date: due days, review days, after(k, n). */
#include "measure/window.h"
#include "measure/window_parts.h"

/* The last school day of the row of loaded years in which counting from `date`
 * takes place; -1 when its year is not loaded. */
static rbk_day limit_of(const rbk_calendar *calendar, rbk_date date) {
  if (!rbk_calendar_covers(calendar, date)) return -1;
  rbk_day day = rbk_calendar_on_or_after(calendar, date);
  /* After the year's last school day the next one may lie beyond a gap. */
  rbk_day before = rbk_calendar_on_or_before(calendar, date);
  if (before >= 0 &&
      rbk_school_year_of(calendar->date[before]) == rbk_school_year_of(date))
    return rbk_loaded_to(calendar, before);
  return day == RBK_NO_DAY ? -1 : rbk_loaded_to(calendar, day);
}

static bool school_days(const rbk_calendar *calendar, rbk_date date,
                        rbk_day limit, int32_t n, rbk_date *out,
                        int32_t *left) {
  rbk_day first = rbk_calendar_on_or_after(calendar, date + 1);
  int64_t there = first == RBK_NO_DAY || first > limit ? 0 : limit - first + 1;
  if (n > there) {
    *left = (int32_t)(n - there);
    return false;
  }
  *out = calendar->date[first + n - 1];
  return true;
}

static bool school_weeks(const rbk_calendar *calendar, rbk_date date,
                         rbk_day limit, int32_t n, rbk_date *out,
                         int32_t *left) {
  rbk_date monday = rbk_date_monday(date);
  rbk_day next = rbk_calendar_on_or_after(calendar, monday + 7);
  const rbk_period *weeks = calendar->periods[RBK_PERIOD_WEEK];
  const uint32_t *week_of = calendar->period_of[RBK_PERIOD_WEEK];
  int64_t there = next == RBK_NO_DAY || next > limit
                      ? 0
                      : week_of[limit] - week_of[next] + 1;
  if (n > there) {
    *left = (int32_t)(n - there);
    return false;
  }
  const rbk_period *week = &weeks[week_of[next] + (uint32_t)n - 1];
  rbk_date same = week->from + (date - monday);
  *out = calendar->date[rbk_calendar_on_or_before(calendar, same)];
  return true;
}

static bool is_working_day(const rbk_calendar *calendar, rbk_date date) {
  return rbk_date_weekday(date) <= RBK_FRIDAY &&
         !rbk_calendar_is_bank_holiday(calendar, date);
}

/* Bank holidays are known for the loaded years only, so it ends with them;
 * what is left is counted from the last school day, or from the date itself
 * where that is later. */
static bool working_days(const rbk_calendar *calendar, rbk_date date,
                         rbk_day limit, int32_t n, rbk_date *out,
                         int32_t *left) {
  rbk_date last = calendar->date[limit];
  rbk_date end = rbk_school_year_last(rbk_school_year_of(last));
  if (last < date) last = date;
  int32_t counted = 0, by_last = 0;
  for (rbk_date d = date + 1; d <= end; d++) {
    if (!is_working_day(calendar, d)) continue;
    counted++;
    if (d <= last) by_last = counted;
    if (counted == n) {
      *out = d;
      return true;
    }
  }
  *left = n - by_last;
  return false;
}

bool rbk_span_after(const rbk_calendar *calendar, rbk_date date,
                    rbk_span_unit unit, int32_t n, rbk_date *out, int32_t *left,
                    rbk_date *last) {
  static bool (*const counted[])(const rbk_calendar *, rbk_date, rbk_day,
                                 int32_t, rbk_date *, int32_t *) = {
      [RBK_SPAN_SCHOOL_DAYS] = school_days,
      [RBK_SPAN_SCHOOL_WEEKS] = school_weeks,
      [RBK_SPAN_WORKING_DAYS] = working_days,
  };
  if (n <= 0 || unit == RBK_SPAN_CALENDAR_DAYS) {
    int64_t day = (int64_t)date + (n > 0 ? n : 0);
    *out = day > RBK_DATE_LAST ? RBK_DATE_LAST : (rbk_date)day;
    return true;
  }
  rbk_day limit = limit_of(calendar, date);
  if (limit < 0) {
    *left = n;
    *last = date;
    return false;
  }
  rbk_date found;
  int32_t over;
  if (counted[unit](calendar, date, limit, n, &found, &over)) {
    *out = found;
    return true;
  }
  bool working = unit == RBK_SPAN_WORKING_DAYS;
  *left = over;
  *last = calendar->date[limit];
  if (working && *last < date) *last = date;
  return false;
}
