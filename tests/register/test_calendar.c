/* The axis: which days are school days, and the periods they make. */
#include <check.h>
#include <string.h>

#include "register/codes.h"
#include "support/alloc.h"
#include "support/school.h"
#include "support/suite.h"

#define DAY RBK_DATE

static rbk_arena arena;
static rbk_calendar calendar;
static rbk_error error;

static rbk_status make(const rbk_calendar_spec *spec) {
  rbk_arena_init(&arena, NULL);
  memset(&error, 0, sizeof error);
  return rbk_calendar_make(&arena, spec, &calendar, &error);
}

static void make_named(const char *name) {
  ck_assert_int_eq(make(school_calendar(name)), RBK_OK);
}

static const rbk_period *period(rbk_period_kind kind, const char *date) {
  rbk_day day = rbk_calendar_day(&calendar, school_date(date));
  ck_assert_int_ne(day, RBK_NO_DAY);
  return rbk_calendar_period(&calendar, kind, day);
}

/* The half terms as schools published them (sources: tests/support/terms.c),
 * and the number of days each year must give: weekdays in the half terms less
 * the closures. 380 sessions are 190 days; the Bedford secondary of 2024/25
 * had 189. */
START_TEST(six_published_sets_of_term_dates_give_their_days_and_weeks) {
  static const struct {
    const char *name;
    size_t days, weeks;
  } cases[] = {
      {"sandwell-2023-24", 190, 40}, {"sandwell-2024-25", 190, 40},
      {"bedford-2023-24", 190, 40},  {"bedford-2024-25", 189, 39},
      {"bedford-2025-26", 190, 39},  {"southwark-2025-26", 190, 39},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    make_named(cases[i].name);
    ck_assert_uint_eq(calendar.day_count, cases[i].days);
    ck_assert_int_eq(calendar.sessions_before[calendar.day_count],
                     (int)(2 * cases[i].days));
    ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_WEEK], cases[i].weeks);
    ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_SCHOOL_YEAR], 1);
    ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_TERM], 3);
    ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_HALF_TERM], 6);
    rbk_arena_finish(&arena);
  }
}
END_TEST

/* 190 + 189 + 190 */
START_TEST(three_years_in_one_calendar_stand_one_after_the_other) {
  make_named("bedford-2023-26");
  ck_assert_uint_eq(calendar.day_count, 569);
  ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_SCHOOL_YEAR], 3);
  ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_TERM], 9);
  ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_HALF_TERM], 18);
  ck_assert_int_eq(calendar.date[189], DAY(2024, 7, 19));
  ck_assert_int_eq(calendar.date[190], DAY(2024, 9, 3));
  ck_assert_str_eq(calendar.periods[RBK_PERIOD_SCHOOL_YEAR][2].label,
                   "2025-26");
  ck_assert_uint_eq(period(RBK_PERIOD_WEEK, "2025-09-02")->year, 2);
  ck_assert_uint_eq(period(RBK_PERIOD_TERM, "2025-01-07")->year, 1);
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(periods_carry_the_labels_that_keys_print) {
  make_named("sandwell-2024-25");
  static const struct {
    rbk_period_kind kind;
    const char *date, *label;
  } cases[] = {
      {RBK_PERIOD_SCHOOL_YEAR, "2024-11-04", "2024-25"},
      {RBK_PERIOD_TERM, "2024-11-04", "2024-autumn"},
      {RBK_PERIOD_TERM, "2025-02-14", "2025-spring"},
      {RBK_PERIOD_TERM, "2025-07-21", "2025-summer"},
      {RBK_PERIOD_HALF_TERM, "2024-10-25", "2024-25-h1"},
      {RBK_PERIOD_HALF_TERM, "2024-11-04", "2024-25-h2"},
      {RBK_PERIOD_HALF_TERM, "2025-07-21", "2024-25-h6"},
      {RBK_PERIOD_MONTH, "2024-11-04", "2024-11"},
      {RBK_PERIOD_WEEK, "2024-11-04", "2024-W45"},
      /* ISO 8601: week 1 has the year's first Thursday, 2 January 2025. */
      {RBK_PERIOD_WEEK, "2025-01-06", "2025-W02"},
      {RBK_PERIOD_DAY, "2024-11-04", "2024-11-04"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    ck_assert_str_eq(period(cases[i].kind, cases[i].date)->label,
                     cases[i].label);
  ck_assert_str_eq(period(RBK_PERIOD_TERM, "2025-01-06")->name, "spring");
  ck_assert_uint_eq(period(RBK_PERIOD_HALF_TERM, "2025-01-06")->number, 3);
  ck_assert_str_eq(period(RBK_PERIOD_MONTH, "2025-01-06")->name, "");
  rbk_arena_finish(&arena);
}
END_TEST

/* A week at the turn of the year: 30 December 2024 is in ISO week 2025-W01. */
START_TEST(a_week_takes_the_iso_year_and_not_the_year_of_its_day) {
  const rbk_half_term_spec half = {"autumn", 1, DAY(2024, 12, 30),
                                   DAY(2024, 12, 31)};
  rbk_calendar_spec spec = {.half_terms = &half, .half_term_count = 1};
  ck_assert_int_eq(make(&spec), RBK_OK);
  ck_assert_str_eq(period(RBK_PERIOD_WEEK, "2024-12-31")->label, "2025-W01");
  ck_assert_str_eq(period(RBK_PERIOD_MONTH, "2024-12-31")->label, "2024-12");
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(a_period_knows_its_dates_and_its_first_and_last_school_day) {
  make_named("sandwell-2024-25");
  const rbk_period *year = period(RBK_PERIOD_SCHOOL_YEAR, "2024-09-05");
  ck_assert_int_eq(year->from, DAY(2024, 8, 1));
  ck_assert_int_eq(year->to, DAY(2025, 7, 31));
  ck_assert_int_eq(year->first, 0);
  ck_assert_int_eq(year->last, 189);
  /* Thursday 5 September to Friday 20 December, holiday and all. */
  const rbk_period *term = period(RBK_PERIOD_TERM, "2024-10-25");
  ck_assert_int_eq(term->from, DAY(2024, 9, 5));
  ck_assert_int_eq(term->to, DAY(2024, 12, 20));
  ck_assert_int_eq(term->last, rbk_calendar_day(&calendar, DAY(2024, 12, 20)));
  const rbk_period *month = period(RBK_PERIOD_MONTH, "2025-02-03");
  ck_assert_int_eq(month->from, DAY(2025, 2, 1));
  ck_assert_int_eq(month->to, DAY(2025, 2, 28));
  ck_assert_int_eq(calendar.date[month->last], DAY(2025, 2, 28));
  const rbk_period *december = period(RBK_PERIOD_MONTH, "2024-12-20");
  ck_assert_int_eq(december->to, DAY(2024, 12, 31));
  /* The week of the first day has two school days: Thursday and Friday. */
  const rbk_period *week = period(RBK_PERIOD_WEEK, "2024-09-05");
  ck_assert_int_eq(week->from, DAY(2024, 9, 2));
  ck_assert_int_eq(week->to, DAY(2024, 9, 8));
  ck_assert_int_eq(week->last - week->first, 1);
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(periods_of_a_kind_part_the_days_among_them) {
  make_named("bedford-2023-26");
  for (int k = 0; k < RBK_PERIOD_KINDS; k++) {
    rbk_day next = 0;
    for (size_t i = 0; i < calendar.period_count[k]; i++) {
      const rbk_period *p = &calendar.periods[k][i];
      ck_assert_int_eq(p->first, next);
      ck_assert_int_ge(p->last, p->first);
      for (rbk_day d = p->first; d <= p->last; d++) {
        ck_assert_uint_eq(calendar.period_of[k][d], i);
        ck_assert(calendar.date[d] >= p->from && calendar.date[d] <= p->to);
      }
      next = p->last + 1;
    }
    ck_assert_int_eq(next, (int)calendar.day_count);
  }
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(days_are_found_by_date_and_by_the_nearest_date) {
  make_named("sandwell-2024-25");
  /* Friday 25 October, then a week of holiday, then Monday 4 November. 4
   * October is a training day. Days up to the 25th: 2 (5 and 6 September) + 3 *
   * 5 (to 27 September) + 4 (to 3 October) + 3 * 5 (to 25 October) = 36. */
  rbk_day friday = rbk_calendar_day(&calendar, DAY(2024, 10, 25));
  ck_assert_int_eq(friday, 35);
  ck_assert_int_eq(rbk_calendar_day(&calendar, DAY(2024, 10, 26)), RBK_NO_DAY);
  ck_assert_int_eq(rbk_calendar_day(&calendar, DAY(2024, 10, 4)), RBK_NO_DAY);
  ck_assert_int_eq(rbk_calendar_on_or_after(&calendar, DAY(2024, 10, 26)), 36);
  ck_assert_int_eq(rbk_calendar_on_or_after(&calendar, DAY(2024, 11, 4)), 36);
  ck_assert_int_eq(rbk_calendar_on_or_before(&calendar, DAY(2024, 11, 3)), 35);
  ck_assert_int_eq(rbk_calendar_on_or_before(&calendar, DAY(2024, 10, 25)), 35);
  ck_assert_int_eq(rbk_calendar_on_or_after(&calendar, DAY(2024, 1, 1)), 0);
  ck_assert_int_eq(rbk_calendar_on_or_before(&calendar, DAY(2024, 9, 4)), -1);
  ck_assert_int_eq(rbk_calendar_on_or_after(&calendar, DAY(2025, 7, 22)),
                   RBK_NO_DAY);
  ck_assert_int_eq(rbk_calendar_on_or_before(&calendar, DAY(2026, 1, 1)), 189);
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(a_date_is_covered_from_1_august_to_31_july) {
  make_named("bedford-2023-25");
  ck_assert(!rbk_calendar_covers(&calendar, DAY(2023, 7, 31)));
  ck_assert(rbk_calendar_covers(&calendar, DAY(2023, 8, 1)));
  ck_assert(rbk_calendar_covers(&calendar, DAY(2024, 8, 1)));
  ck_assert(rbk_calendar_covers(&calendar, DAY(2025, 7, 31)));
  ck_assert(!rbk_calendar_covers(&calendar, DAY(2025, 8, 1)));
  ck_assert(rbk_calendar_is_bank_holiday(&calendar, DAY(2025, 4, 21)));
  ck_assert(!rbk_calendar_is_bank_holiday(&calendar, DAY(2025, 4, 22)));
  rbk_arena_finish(&arena);
}
END_TEST

/* One week, Monday 2 to Friday 6 September 2024, for what is altered. */
static const rbk_half_term_spec one_week[] = {
    {"autumn", 1, DAY(2024, 9, 2), DAY(2024, 9, 6)}};

START_TEST(a_day_with_one_session_has_one) {
  const rbk_single_session singles[] = {{DAY(2024, 9, 3), RBK_AM},
                                        {DAY(2024, 9, 5), RBK_PM},
                                        {DAY(2024, 9, 5), RBK_PM}};
  rbk_calendar_spec spec = {.half_terms = one_week,
                            .half_term_count = 1,
                            .single_sessions = singles,
                            .single_session_count = 3};
  ck_assert_int_eq(make(&spec), RBK_OK);
  const uint8_t sessions[] = {3, 1, 3, 2, 3};
  const int32_t before[] = {0, 2, 3, 5, 6, 8};
  ck_assert_mem_eq(calendar.sessions, sessions, 5);
  ck_assert_mem_eq(calendar.sessions_before, before, sizeof before);
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(closures_may_overlap_and_reach_beyond_the_half_term) {
  const rbk_closure closures[] = {
      {DAY(2024, 9, 5), DAY(2024, 9, 20), "flood"},
      {DAY(2024, 8, 20), DAY(2024, 9, 2), "building"},
      {DAY(2024, 9, 2), DAY(2024, 9, 2), "training day"}};
  rbk_calendar_spec spec = {.half_terms = one_week,
                            .half_term_count = 1,
                            .closures = closures,
                            .closure_count = 3};
  ck_assert_int_eq(make(&spec), RBK_OK);
  ck_assert_uint_eq(calendar.day_count, 2);
  ck_assert_int_eq(calendar.date[0], DAY(2024, 9, 3));
  ck_assert_int_eq(calendar.date[1], DAY(2024, 9, 4));
  ck_assert_uint_eq(calendar.closure_count, 3);
  ck_assert_str_eq(calendar.closures[0].reason, "building");
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(a_half_term_without_a_school_day_is_no_period) {
  const rbk_half_term_spec halves[] = {
      {"autumn", 1, DAY(2024, 9, 2), DAY(2024, 9, 6)},
      {"autumn", 2, DAY(2024, 9, 7), DAY(2024, 9, 8)}, /* a weekend */
      {"spring", 3, DAY(2025, 1, 6), DAY(2025, 1, 6)}};
  rbk_calendar_spec spec = {.half_terms = halves, .half_term_count = 3};
  ck_assert_int_eq(make(&spec), RBK_OK);
  ck_assert_uint_eq(calendar.day_count, 6);
  ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_HALF_TERM], 2);
  ck_assert_int_eq(calendar.periods[RBK_PERIOD_TERM][0].to, DAY(2024, 9, 8));
  rbk_arena_finish(&arena);
}
END_TEST

/* 31 July 2025 is a Thursday: its week goes on into the next school year. */
START_TEST(a_week_across_31_july_is_one_week_of_two_years) {
  const rbk_half_term_spec halves[] = {
      {"summer", 6, DAY(2025, 7, 28), DAY(2025, 7, 31)},
      {"autumn", 1, DAY(2025, 8, 1), DAY(2025, 8, 8)}};
  rbk_calendar_spec spec = {.half_terms = halves, .half_term_count = 2};
  ck_assert_int_eq(make(&spec), RBK_OK);
  ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_SCHOOL_YEAR], 2);
  ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_WEEK], 2);
  ck_assert_int_eq(calendar.periods[RBK_PERIOD_WEEK][0].last, 4);
  ck_assert_uint_eq(calendar.periods[RBK_PERIOD_WEEK][0].year, 0);
  ck_assert_str_eq(period(RBK_PERIOD_TERM, "2025-08-01")->label, "2025-autumn");
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(everything_named_is_kept_as_a_copy) {
  char name[] = "exams", group[] = "11";
  const char *groups[] = {group};
  const rbk_named_period named = {name, DAY(2024, 9, 3), DAY(2024, 9, 4),
                                  groups, 1};
  rbk_calendar_spec spec = {.half_terms = one_week,
                            .half_term_count = 1,
                            .named = &named,
                            .named_count = 1};
  ck_assert_int_eq(make(&spec), RBK_OK);
  name[0] = group[0] = '?';
  ck_assert_str_eq(calendar.named[0].name, "exams");
  ck_assert_str_eq(calendar.named[0].year_groups[0], "11");
  rbk_arena_finish(&arena);
}
END_TEST

static void refused(const rbk_calendar_spec *spec, const char *because) {
  memset(&calendar, 0x5a, sizeof calendar);
  rbk_calendar untouched = calendar;
  ck_assert_int_eq(make(spec), RBK_REJECTED);
  ck_assert_msg(strstr(error.text, because) != NULL, "'%s' lacks '%s'",
                error.text, because);
  ck_assert_mem_eq(&calendar, &untouched, sizeof calendar);
  rbk_arena_finish(&arena);
}

START_TEST(half_terms_that_cannot_be_are_refused) {
  static const struct {
    rbk_half_term_spec halves[3];
    size_t count;
    const char *because;
  } cases[] = {
      {{{"autumn", 1, DAY(2024, 9, 2), DAY(2024, 9, 6)},
        {"autumn", 2, DAY(2024, 9, 6), DAY(2024, 9, 9)}},
       2,
       "2024-09-02 to 2024-09-06 and 2024-09-06 to 2024-09-09 overlap"},
      {{{"autumn", 1, DAY(2024, 9, 6), DAY(2024, 9, 5)}},
       1,
       "2024-09-06 to 2024-09-05 ends before it begins"},
      {{{"summer", 6, DAY(2025, 7, 1), DAY(2025, 8, 1)}}, 1, "beyond 31 July"},
      {{{"autumn", 1, DAY(2024, 9, 2), DAY(2024, 9, 6)},
        {"autumn", 1, DAY(2024, 9, 9), DAY(2024, 9, 9)}},
       2,
       "both have the number 1"},
      {{{"autumn", 2, DAY(2024, 9, 2), DAY(2024, 9, 6)},
        {"autumn", 1, DAY(2024, 9, 9), DAY(2024, 9, 9)}},
       2,
       "number them in the order of their dates"},
      {{{"autumn", 1, DAY(2024, 9, 2), DAY(2024, 9, 6)},
        {"spring", 2, DAY(2024, 9, 9), DAY(2024, 9, 9)},
        {"autumn", 3, DAY(2024, 9, 10), DAY(2024, 9, 10)}},
       3,
       "goes back to the autumn term"},
      {{{"autumn", 0, DAY(2024, 9, 2), DAY(2024, 9, 6)}}, 1, "the number 0"},
      {{{"autumn", 7, DAY(2024, 9, 2), DAY(2024, 9, 6)}}, 1, "the number 7"},
      {{{"winter", 1, DAY(2024, 9, 2), DAY(2024, 9, 6)}}, 1, "a term 'winter'"},
      {{{"autumn", 1, DAY(2024, 9, 7), DAY(2024, 9, 8)}}, 1, "no school day"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_calendar_spec spec = {.half_terms = cases[i].halves,
                              .half_term_count = cases[i].count};
    refused(&spec, cases[i].because);
  }
  refused(&(rbk_calendar_spec){0}, "no school day");
}
END_TEST

START_TEST(half_terms_on_either_side_of_the_limits_are_taken) {
  const rbk_half_term_spec halves[] = {
      {"autumn", 2, DAY(2025, 9, 9), DAY(2025, 9, 9)}, /* in any order */
      {"summer", 6, DAY(2025, 7, 1), DAY(2025, 7, 31)},
      {"autumn", 1, DAY(2025, 8, 1), DAY(2025, 9, 8)},
  };
  rbk_calendar_spec spec = {.half_terms = halves, .half_term_count = 3};
  ck_assert_int_eq(make(&spec), RBK_OK);
  ck_assert_uint_eq(calendar.period_count[RBK_PERIOD_HALF_TERM], 3);
  rbk_arena_finish(&arena);
}
END_TEST

START_TEST(other_dates_that_cannot_be_are_refused) {
  rbk_calendar_spec plain = {.half_terms = one_week, .half_term_count = 1};
  const rbk_single_session closed[] = {{DAY(2024, 9, 7), RBK_AM}};
  rbk_calendar_spec spec = plain;
  spec.single_sessions = closed;
  spec.single_session_count = 1;
  refused(&spec, "2024-09-07 is named as a day with one session");
  const rbk_single_session both[] = {{DAY(2024, 9, 3), RBK_AM},
                                     {DAY(2024, 9, 3), RBK_PM}};
  spec.single_sessions = both;
  spec.single_session_count = 2;
  refused(&spec, "both as a morning and as an afternoon");
  const rbk_single_session neither[] = {{DAY(2024, 9, 3), RBK_AM | RBK_PM}};
  spec.single_sessions = neither;
  spec.single_session_count = 1;
  refused(&spec, "say AM or PM");
  const rbk_closure backwards = {DAY(2024, 9, 4), DAY(2024, 9, 3), ""};
  spec = plain;
  spec.closures = &backwards;
  spec.closure_count = 1;
  refused(&spec, "the closure 2024-09-04 to 2024-09-03 ends before");
  const rbk_named_period named = {"exams", DAY(2024, 9, 4), DAY(2024, 9, 3),
                                  NULL, 0};
  spec = plain;
  spec.named = &named;
  spec.named_count = 1;
  refused(&spec, "the named period 2024-09-04 to 2024-09-03 ends before");
}
END_TEST

START_TEST(without_memory_nothing_is_made_and_nothing_kept) {
  test_alloc test;
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    test_alloc_fail_at(&test, n, true);
    rbk_arena small;
    rbk_arena_init(&small, &test.alloc);
    rbk_calendar made;
    memset(&made, 0x5a, sizeof made);
    rbk_calendar untouched = made;
    rbk_status status = rbk_calendar_make(
        &small, school_calendar("bedford-2023-26"), &made, &error);
    if (test.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      rbk_arena_finish(&small);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
    ck_assert_mem_eq(&made, &untouched, sizeof made);
    rbk_arena_finish(&small);
    ck_assert_uint_eq(test.blocks, 0);
  }
  ck_assert_uint_eq(test.blocks, 0);
}
END_TEST

/* Against a slow reading of the rule, on random calendars. */
START_TEST(a_day_is_a_school_day_if_the_rule_says_so) {
  for (uint64_t seed = 1; seed <= 100; seed++) {
    rbk_register *reg = school_random_register(seed, 1);
    const rbk_calendar *c = &reg->calendar;
    for (size_t d = 0; d < c->day_count; d++) {
      ck_assert_int_lt(rbk_date_weekday(c->date[d]), RBK_SATURDAY);
      for (size_t i = 0; i < c->closure_count; i++)
        ck_assert(c->date[d] < c->closures[i].from ||
                  c->date[d] > c->closures[i].to);
      ck_assert(d == 0 || c->date[d - 1] < c->date[d]);
      ck_assert_int_eq(rbk_calendar_day(c, c->date[d]), (rbk_day)d);
    }
    size_t h = c->period_count[RBK_PERIOD_HALF_TERM];
    for (size_t i = 0; i < h; i++) { /* none left out inside a half term */
      const rbk_period *half = &c->periods[RBK_PERIOD_HALF_TERM][i];
      for (rbk_date day = half->from; day <= half->to; day++) {
        bool open = rbk_date_weekday(day) < RBK_SATURDAY;
        for (size_t k = 0; k < c->closure_count; k++)
          open &= day < c->closures[k].from || day > c->closures[k].to;
        ck_assert_int_eq(open, rbk_calendar_day(c, day) != RBK_NO_DAY);
      }
    }
    rbk_register_destroy(reg);
  }
}
END_TEST

int main(void) {
  return TEST_RUN(
      "calendar", six_published_sets_of_term_dates_give_their_days_and_weeks,
      three_years_in_one_calendar_stand_one_after_the_other,
      periods_carry_the_labels_that_keys_print,
      a_week_takes_the_iso_year_and_not_the_year_of_its_day,
      a_period_knows_its_dates_and_its_first_and_last_school_day,
      periods_of_a_kind_part_the_days_among_them,
      days_are_found_by_date_and_by_the_nearest_date,
      a_date_is_covered_from_1_august_to_31_july,
      a_day_with_one_session_has_one,
      closures_may_overlap_and_reach_beyond_the_half_term,
      a_half_term_without_a_school_day_is_no_period,
      a_week_across_31_july_is_one_week_of_two_years,
      everything_named_is_kept_as_a_copy, half_terms_that_cannot_be_are_refused,
      half_terms_on_either_side_of_the_limits_are_taken,
      other_dates_that_cannot_be_are_refused,
      without_memory_nothing_is_made_and_nothing_kept,
      a_day_is_a_school_day_if_the_rule_says_so);
}
