/* Windows by hand. The calendar "weeks-14" has the school weeks of Monday 2
 * September to Friday 18 October 2024 (seven), a week's holiday, and 28 October
 * to 13 December (seven). */
#include "measure/case.h"
#include "support/suite.h"

#define HELD(window, date, days)                                               \
  ck_assert_str_eq(case_held(&c, window, date), days)

START_TEST(calendar_windows_run_from_the_first_day_of_the_period_to_the_day) {
  test_case c;
  school *s = school_begin("weeks-14");
  school_pupil(s, "P0001");
  case_begin(&c, s);
  uint32_t year =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_YEAR});
  uint32_t half =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_HALF_TERM});
  uint32_t month = case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_MONTH});
  uint32_t week = case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_WEEK});
  uint32_t day = case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_DAY});
  uint32_t all = case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_ALL});
  case_ready(&c);
  HELD(year, "2024-11-06", "2024-09-02..2024-11-06");
  HELD(half, "2024-10-18", "2024-09-02..2024-10-18");
  HELD(half, "2024-10-28", "2024-10-28..2024-10-28");
  HELD(month, "2024-09-30", "2024-09-02..2024-09-30");
  HELD(month, "2024-10-01", "2024-10-01..2024-10-01");
  HELD(week, "2024-11-08", "2024-11-04..2024-11-08");
  HELD(week, "2024-11-11", "2024-11-11..2024-11-11");
  HELD(day, "2024-11-11", "2024-11-11..2024-11-11");
  HELD(all, "2024-12-13", "2024-09-02..2024-12-13");
  case_end(&c);
}
END_TEST

/* On Wednesday 20 November, the eleventh school week: weeks 1-7 begin on 2, 9,
 * 16, 23, 30 September, 7, 14 October; 8-11 on 28 October, 4, 11, 18
 * November. */
START_TEST(ten_school_weeks_pass_over_holidays_and_count_a_part_week) {
  test_case c;
  school *s = school_begin("weeks-14");
  school_pupil(s, "P0001");
  case_begin(&c, s);
  uint32_t ten = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_WEEKS, .n = 10});
  uint32_t eleven = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_WEEKS, .n = 11});
  uint32_t fifty = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_DAYS, .n = 50});
  uint32_t calendar = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_CALENDAR_WEEKS, .n = 10});
  uint32_t seventy = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_CALENDAR_DAYS, .n = 70});
  case_ready(&c);
  HELD(ten, "2024-11-20", "2024-09-09..2024-11-20");
  HELD(eleven, "2024-11-20", "2024-09-02..2024-11-20");
  /* 53 school days have passed (10 weeks and 3 days): the fourth is first. */
  HELD(fifty, "2024-11-20", "2024-09-05..2024-11-20");
  /* Monday 18 November less nine weeks of seven days. */
  HELD(calendar, "2024-11-20", "2024-09-16..2024-11-20");
  HELD(seventy, "2024-11-20", "2024-09-12..2024-11-20"); /* 20 Nov - 69 */
  HELD(ten, "2024-09-04", "2024-09-02..2024-09-04"); /* holds what there is */
  case_end(&c);
}
END_TEST

START_TEST(three_years_up_to_1_october_2027_begin_on_2_october_2024) {
  static const rbk_half_term_spec halves[] = {
      {"autumn", 1, RBK_DATE(2024, 9, 2), RBK_DATE(2024, 10, 18)},
      {"autumn", 1, RBK_DATE(2025, 9, 1), RBK_DATE(2025, 10, 17)},
      {"autumn", 1, RBK_DATE(2026, 9, 1), RBK_DATE(2026, 10, 16)},
      {"autumn", 1, RBK_DATE(2027, 9, 1), RBK_DATE(2027, 10, 15)},
  };
  static const rbk_calendar_spec spec = {.half_terms = halves,
                                         .half_term_count = 4};
  test_case c;
  school *s = school_begin_with(&spec);
  school_pupil(s, "P0001");
  case_begin(&c, s);
  uint32_t three =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_YEARS, .n = 3});
  rbk_window_spec year = {.kind = RBK_WINDOW_YEARS, .n = 1};
  uint32_t before = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_PREVIOUS, .inner = &year});
  uint32_t terms =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_TERMS, .n = 2});
  case_ready(&c);
  HELD(three, "2027-10-01", "2024-10-02..2027-10-01");
  HELD(three, "2027-09-30", "2024-10-01..2027-09-30");
  HELD(before, "2027-10-01", "2025-10-02..2026-10-01");
  HELD(terms, "2027-09-01", "2026-09-01..2027-09-01");
  case_end(&c);
}
END_TEST

START_TEST(previous_is_the_whole_period_before_and_does_not_exist_unloaded) {
  test_case c;
  school *s = school_begin("weeks-14");
  school_pupil(s, "P0001");
  case_begin(&c, s);
  rbk_window_spec half = {.kind = RBK_WINDOW_HALF_TERM},
                  month = {.kind = RBK_WINDOW_MONTH};
  rbk_window_spec days = {.kind = RBK_WINDOW_SCHOOL_DAYS, .n = 3};
  rbk_window_spec dates = {.kind = RBK_WINDOW_CALENDAR_DAYS, .n = 4};
  uint32_t p_half = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_PREVIOUS, .inner = &half});
  uint32_t p_month = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_PREVIOUS, .inner = &month});
  uint32_t p_days = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_PREVIOUS, .inner = &days});
  uint32_t p_dates = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_PREVIOUS, .inner = &dates});
  case_ready(&c);
  HELD(p_half, "2024-10-18", "none");
  HELD(p_half, "2024-10-28", "2024-09-02..2024-10-18");
  HELD(p_month, "2024-09-30", "none");
  HELD(p_month, "2024-10-01", "2024-09-02..2024-09-30");
  HELD(p_days, "2024-09-04", "none"); /* the third day: none before the three */
  HELD(p_days, "2024-09-05", "2024-09-02..2024-09-02");
  HELD(p_days, "2024-09-09", "2024-09-02..2024-09-04");
  /* 31 October less 4 to 7 days: 24 to 27 October, in the holiday. */
  HELD(p_dates, "2024-10-31", "nothing");
  HELD(p_dates, "2024-11-01", "2024-10-28..2024-10-28");
  case_end(&c);
}
END_TEST

START_TEST(previous_of_a_window_that_has_none_before_is_refused) {
  test_case c;
  school *s = school_begin("weeks-1");
  school_pupil(s, "P0001");
  case_begin(&c, s);
  static const rbk_window_kind without[] = {
      RBK_WINDOW_ALL, RBK_WINDOW_SPELL, RBK_WINDOW_SINCE, RBK_WINDOW_BETWEEN};
  uint32_t number = 77;
  for (size_t i = 0; i < 4; i++) {
    rbk_window_spec inner = {.kind = without[i]};
    rbk_window_spec spec = {.kind = RBK_WINDOW_PREVIOUS, .inner = &inner};
    ck_assert_int_eq(rbk_measures_window(&c.measures, &spec, &number),
                     RBK_USAGE);
  }
  rbk_window_spec none = {.kind = RBK_WINDOW_SCHOOL_DAYS, .n = 0};
  ck_assert_int_eq(rbk_measures_window(&c.measures, &none, &number), RBK_USAGE);
  ck_assert_uint_eq(number, 77);
  case_end(&c);
}
END_TEST

/* The second year begins on Monday 1 September 2025 and has a closure on its
 * second day, so its third day is Thursday 4; by number that is the first
 * year's third day, Wednesday 4 September 2024. */
START_TEST(last_year_is_the_same_stretch_by_school_day_number) {
  static const rbk_half_term_spec halves[] = {
      {"autumn", 1, RBK_DATE(2024, 9, 2), RBK_DATE(2024, 9, 13)},
      {"autumn", 1, RBK_DATE(2025, 9, 1), RBK_DATE(2025, 9, 19)},
  };
  static const rbk_closure closed[] = {
      {RBK_DATE(2025, 9, 2), RBK_DATE(2025, 9, 2), "boiler"}};
  static const rbk_calendar_spec spec = {.half_terms = halves,
                                         .half_term_count = 2,
                                         .closures = closed,
                                         .closure_count = 1};
  test_case c;
  school *s = school_begin_with(&spec);
  school_pupil(s, "P0001");
  case_begin(&c, s);
  rbk_window_spec year = {.kind = RBK_WINDOW_SCHOOL_YEAR},
                  week = {.kind = RBK_WINDOW_WEEK};
  uint32_t last_year = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_LAST_YEAR, .inner = &year});
  uint32_t last_week = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_LAST_YEAR, .inner = &week});
  case_ready(&c);
  HELD(last_year, "2024-09-13", "none");
  HELD(last_year, "2025-09-04", "2024-09-02..2024-09-04");
  /* 12 September 2025 is day 9; the first year has 10. */
  HELD(last_year, "2025-09-12", "2024-09-02..2024-09-12");
  HELD(last_year, "2025-09-15", "2024-09-02..2024-09-13");
  HELD(last_year, "2025-09-16", "2024-09-02..2024-09-13"); /* there is no 11 */
  HELD(last_week, "2025-09-10", "2024-09-06..2024-09-10"); /* days 5 to 7 */
  HELD(last_week, "2025-09-16", "2024-09-13..2024-09-13"); /* days 10, 11 */
  case_end(&c);
}
END_TEST

/* Of three years the first stands alone: what lies before the second is not
 * known, so counting by numbers ends there. */
START_TEST(last_year_does_not_reach_across_a_year_that_is_not_loaded) {
  static const rbk_half_term_spec halves[] = {
      {"autumn", 1, RBK_DATE(2021, 9, 6), RBK_DATE(2021, 9, 10)},
      {"autumn", 1, RBK_DATE(2023, 9, 4), RBK_DATE(2023, 9, 8)},
      {"autumn", 1, RBK_DATE(2024, 9, 2), RBK_DATE(2024, 9, 6)},
  };
  static const rbk_calendar_spec spec = {.half_terms = halves,
                                         .half_term_count = 3};
  test_case c;
  school *s = school_begin_with(&spec);
  school_pupil(s, "P0001");
  case_begin(&c, s);
  rbk_window_spec all = {.kind = RBK_WINDOW_ALL};
  uint32_t last_year = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_LAST_YEAR, .inner = &all});
  uint32_t days = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_DAYS, .n = 7});
  case_ready(&c);
  HELD(last_year, "2023-09-06", "none");
  HELD(last_year, "2024-09-03", "2023-09-04..2023-09-05");
  HELD(days, "2023-09-06", "2023-09-04..2023-09-06");
  HELD(days, "2024-09-03", "2023-09-04..2024-09-03");
  case_end(&c);
}
END_TEST

START_TEST(fixed_stretches_hold_nothing_before_and_stand_still_after) {
  test_case c;
  school *s = school_begin("bedford-2023-25");
  school_named_period(s, "exams", "2024-05-13", "2024-05-17");
  school_named_period(s, "mocks", "2024-01-15", "2024-01-19");
  school_named_period(s, "mocks", "2024-03-04", "2024-03-08");
  school_pupil(s, "P0001");
  case_begin(&c, s);
  uint32_t once =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_BETWEEN,
                                        .from = RBK_DATE(2023, 9, 11),
                                        .to = RBK_DATE(2023, 9, 15)});
  uint32_t each =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_BETWEEN_EACH,
                                        .from_month = 9,
                                        .from_day = 9,
                                        .to_month = 9,
                                        .to_day = 20});
  uint32_t mocks = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_PERIOD, .name = "mocks"});
  uint32_t exams = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_PERIOD, .name = "exams"});
  case_ready(&c);
  HELD(once, "2023-09-08", "nothing");
  HELD(once, "2023-09-13", "2023-09-11..2023-09-13");
  HELD(once, "2024-05-01", "2023-09-11..2023-09-15");
  HELD(once, "2024-09-30", "nothing");                /* 31 July has passed */
  HELD(each, "2024-05-01", "2023-09-11..2023-09-20"); /* 9 was a Saturday */
  HELD(each, "2024-09-06", "nothing");
  HELD(each, "2024-09-30", "2024-09-09..2024-09-20");
  HELD(mocks, "2024-01-31", "2024-01-15..2024-01-19");
  HELD(mocks, "2024-03-01", "2024-01-15..2024-01-19");
  HELD(mocks, "2024-03-05", "2024-03-04..2024-03-05"); /* began last */
  HELD(exams, "2024-05-10", "nothing");
  HELD(exams, "2024-05-14", "2024-05-13..2024-05-14");
  HELD(exams, "2024-06-28", "2024-05-13..2024-05-17");
  HELD(exams, "2024-09-30", "none"); /* none declared in that year */
  case_end(&c);
}
END_TEST

START_TEST(the_spell_window_begins_anew_with_each_enrolment) {
  test_case c;
  school *s = school_begin("weeks-14");
  school_pupil(s, "P0001");
  school_spell(s, "P0001", NULL, "2024-09-20");
  school_spell(s, "P0001", "2024-10-07", NULL);
  case_begin(&c, s);
  uint32_t spell = case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_SPELL});
  case_ready(&c);
  HELD(spell, "2024-09-20", "2024-09-02..2024-09-20");
  HELD(spell, "2024-09-23", "none");
  HELD(spell, "2024-10-07", "2024-10-07..2024-10-07");
  HELD(spell, "2024-11-01", "2024-10-07..2024-11-01");
  case_end(&c);
}
END_TEST

/* Letters on Saturday 14 September and Wednesday 9 October; the second is
 * withdrawn on Friday 1 November, so the first counts again. */
START_TEST(event_windows_follow_the_latest_event_that_stands) {
  test_case c;
  school *s = school_begin("weeks-14");
  school_pupil(s, "P0001");
  school_event(s, "P0001", "2024-09-14", "letter", NULL);
  school_event(s, "P0001", "2024-10-09", "letter", "withdrawn=2024-11-01");
  case_begin(&c, s);
  uint32_t letter = case_kind(&c, "letter");
  uint32_t since = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SINCE, .event_kind = letter});
  uint32_t after =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_AFTER,
                                        .event_kind = letter,
                                        .n = 3,
                                        .unit = RBK_SPAN_SCHOOL_DAYS});
  uint32_t weeks =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_AFTER,
                                        .event_kind = letter,
                                        .n = 2,
                                        .unit = RBK_SPAN_SCHOOL_WEEKS});
  uint32_t before =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_BEFORE,
                                        .event_kind = letter,
                                        .n = 2,
                                        .unit = RBK_SPAN_SCHOOL_WEEKS});
  uint32_t dates =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_BEFORE,
                                        .event_kind = letter,
                                        .n = 10,
                                        .unit = RBK_SPAN_CALENDAR_DAYS});
  uint32_t never = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SINCE, .event_kind = RBK_NONE});
  case_ready(&c);
  HELD(since, "2024-09-13", "none");
  HELD(since, "2024-09-16", "2024-09-16..2024-09-16");
  HELD(since, "2024-10-08", "2024-09-16..2024-10-08");
  HELD(since, "2024-10-09", "nothing"); /* from the day after */
  HELD(since, "2024-10-31", "2024-10-10..2024-10-31");
  HELD(since, "2024-11-01", "2024-09-16..2024-11-01");
  HELD(after, "2024-09-17", "2024-09-16..2024-09-17");
  HELD(after, "2024-10-01", "2024-09-16..2024-09-18"); /* stands still */
  HELD(after, "2024-10-31", "2024-10-10..2024-10-14");
  /* The same weekday of the second later school week: Wednesday 30 October,
   * for the week of 21 October is a holiday. */
  HELD(weeks, "2024-10-30", "2024-10-10..2024-10-30");
  HELD(weeks, "2024-10-31", "2024-10-10..2024-10-30");
  /* For Saturday 14 September the last school day before Saturday 28. */
  HELD(weeks, "2024-10-08", "2024-09-16..2024-09-27");
  HELD(before, "2024-10-08", "2024-09-02..2024-09-13");
  HELD(before, "2024-10-09", "2024-09-30..2024-10-09");
  HELD(dates, "2024-10-31", "2024-09-30..2024-10-09"); /* 9 October - 9 */
  HELD(never, "2024-12-13", "none");
  case_end(&c);
}
END_TEST

START_TEST(a_stage_window_begins_on_the_day_of_the_latest_entry) {
  test_case c;
  school *s = school_begin("weeks-7");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_marks(s, "P0001", "2024-09-09", "2024-09-13", "OO");
  case_begin(&c, s);
  uint32_t w = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SINCE_STAGE, .stage = 2});
  uint32_t absent =
      case_figure(&c, case_of(RBK_FIGURE_SESSIONS, rbk_set_absent(), w));
  uint32_t leaf = case_leaf(&c, (rbk_leaf_spec){.kind = RBK_LEAF_COMPARE,
                                                .figure = absent,
                                                .comparison = RBK_AT_LEAST,
                                                .right = 60000});
  case_ready(&c);
  HELD(w, "2024-09-13", "none");
  ck_assert_str_eq(case_value(&c, absent, "2024-09-13"), "no data");
  ck_assert_str_eq(case_truth(&c, leaf, "2024-09-13"), "unknown");
  const rbk_stay_days stays[] = {
      {1, school_day(c.reg, "2024-09-10"), school_day(c.reg, "2024-09-11")},
      {2, school_day(c.reg, "2024-09-11"), RBK_NO_DAY},
      {2, school_day(c.reg, "2024-09-13"), RBK_NO_DAY}};
  rbk_desk_stays(c.desk, stays, 2);
  /* on the day of entry the stage was not entered yet when the day opened */
  HELD(w, "2024-09-11", "none");
  HELD(w, "2024-09-12", "2024-09-11..2024-09-12");
  HELD(w, "2024-09-13", "2024-09-11..2024-09-13");
  ck_assert_str_eq(case_value(&c, absent, "2024-09-13"), "6");
  ck_assert_str_eq(case_truth(&c, leaf, "2024-09-13"), "true");
  ck_assert_str_eq(case_truth(&c, leaf, "2024-09-12"), "false");
  rbk_desk_stays(c.desk, stays, 3);
  HELD(w, "2024-09-13", "2024-09-11..2024-09-13");
  HELD(w, "2024-09-16", "2024-09-13..2024-09-16");
  ck_assert_str_eq(case_value(&c, absent, "2024-09-16"), "2");
  ck_assert_str_eq(case_truth(&c, leaf, "2024-09-16"), "false");
  case_end(&c);
}
END_TEST

START_TEST(the_days_common_to_two_windows_are_in_both) {
  test_case c;
  school *s = school_begin("weeks-14");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_marks(s, "P0001", "2024-09-23", "2024-10-04", "OO");
  case_begin(&c, s);
  rbk_figure_spec spec = case_of(RBK_FIGURE_SESSIONS, rbk_set_absent(), 0);
  spec.window_count = 2;
  spec.windows[0] =
      case_window(&c, (rbk_window_spec){.kind = RBK_WINDOW_MONTH});
  spec.windows[1] = case_window(
      &c, (rbk_window_spec){.kind = RBK_WINDOW_SCHOOL_DAYS, .n = 3});
  uint32_t figure = case_figure(&c, spec);
  case_ready(&c);
  ck_assert_str_eq(case_value(&c, figure, "2024-09-24"), "4");
  ck_assert_str_eq(case_value(&c, figure, "2024-09-30"), "6");
  /* 1 October: of the last three days one is in October. */
  ck_assert_str_eq(case_value(&c, figure, "2024-10-01"), "2");
  ck_assert_str_eq(case_value(&c, figure, "2024-10-02"), "4");
  case_end(&c);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "measure: window",
      calendar_windows_run_from_the_first_day_of_the_period_to_the_day,
      ten_school_weeks_pass_over_holidays_and_count_a_part_week,
      three_years_up_to_1_october_2027_begin_on_2_october_2024,
      previous_is_the_whole_period_before_and_does_not_exist_unloaded,
      previous_of_a_window_that_has_none_before_is_refused,
      last_year_is_the_same_stretch_by_school_day_number,
      last_year_does_not_reach_across_a_year_that_is_not_loaded,
      fixed_stretches_hold_nothing_before_and_stand_still_after,
      the_spell_window_begins_anew_with_each_enrolment,
      event_windows_follow_the_latest_event_that_stands,
      a_stage_window_begins_on_the_day_of_the_latest_entry,
      the_days_common_to_two_windows_are_in_both);
}
